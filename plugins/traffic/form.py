"""The form of a traffic accident 道路交通事故损害赔偿登记.

Sources: 道路交通事故处理程序规定 Art 21 (what is noted of an accident), Art 60 (classes of responsibility), Art 93 (what the mediation paper holds).
No column asks for ethnicity; who somebody is, where he lives, what he drives and how he is hurt is masked.
"""

from __future__ import annotations

from dataclasses import replace

from plugins.damages.people import ADDRESS, DEPENDANTS, HOLDERS, NAME, PAPER, PHONE, SEX, VICTIMS
from plugins.traffic.parties import COVERS, USUAL
from wangge import Field, Kept, Kind

_PLATE = Field("plate", "号牌", synonyms=("车牌", "车牌号", "号牌号码"), sensitive=True, longest=40)
PARTIES = (
    NAME,
    SEX,
    Field("age", "年龄", Kind.NUMBER, most=120),
    PAPER,
    Field("licence", "驾驶证号", synonyms=("驾驶证号码",), sensitive=True, longest=40),
    PHONE,
    ADDRESS,
    Field("vehicle", "车型", synonyms=("车辆类型",)),
    _PLATE,
    Field("insurer", "保险公司"),
    Field("policy", "保险凭证号", synonyms=("保单号",), sensitive=True, longest=40),
    Field("cover", "交强险", Kind.CHOICE, choices=COVERS),
    Field("commercial", "商业三者险限额", Kind.MONEY),
    Field("liability", "责任", Kind.CHOICE, choices=tuple(USUAL)),
)
LOSSES = (Field("item", "赔偿项目"), Field("amount", "金额", Kind.MONEY))

CASE = (
    Field("traffic_happened", "事故时间", Kind.TIME, synonyms=("事故发生时间", "肇事时间", "事故日期"), kept=Kept.EXTRA),
    Field("traffic_place", "事故地点", synonyms=("事故发生地点", "肇事地点"), kept=Kept.EXTRA),
    Field("traffic_weather", "事故天气", synonyms=("天气情况", "天气状况"), kept=Kept.EXTRA),
    Field("traffic_manner", "事故形态", synonyms=("碰撞形态",), kept=Kept.EXTRA),
    Field("traffic_contact", "碰撞部位", kept=Kept.EXTRA),
    Field("traffic_finding_no", "认定书编号", synonyms=("事故认定书编号", "责任认定书编号", "认定书号", "认定书文号"), kept=Kept.EXTRA),
    Field("traffic_found", "认定日期", Kind.DAY, synonyms=("认定书日期", "责任认定日期"), kept=Kept.EXTRA),
    Field("traffic_served", "送达日期", Kind.DAY, synonyms=("认定书送达日期",), kept=Kept.EXTRA),
    Field("traffic_liability", "责任划分", synonyms=("责任认定", "事故责任", "责任比例"), kept=Kept.EXTRA),
    Field("traffic_parties", "事故当事人", Kind.TABLE, columns=PARTIES, kept=Kept.EXTRA),
    Field("traffic_vehicle", "车型", synonyms=("车辆类型", "车辆型号"), kept=Kept.EXTRA),
    Field("traffic_plate", "号牌", synonyms=("车牌", "车牌号", "车牌号码", "号牌号码"), sensitive=True, kept=Kept.EXTRA),
    Field("traffic_licence", "驾驶证号", synonyms=("驾驶证号码", "驾驶证"), sensitive=True, kept=Kept.EXTRA),
    Field("traffic_insurer", "保险公司", synonyms=("承保公司", "保险机构"), kept=Kept.EXTRA),
    Field("traffic_policy", "保险凭证号", synonyms=("保单号", "保险单号"), sensitive=True, kept=Kept.EXTRA),
    Field("traffic_cover", "投保险种", synonyms=("交强险/商业险", "保险种类"), kept=Kept.EXTRA),
    Field(
        "traffic_injury",
        "伤亡情况",
        Kind.TEXT,
        synonyms=("人员伤亡", "伤亡人数", "受伤情况"),
        sensitive=True,
        longest=2_000,
        kept=Kept.EXTRA,
    ),
    Field("traffic_deaths", "死亡人数", Kind.NUMBER, most=1_000, kept=Kept.EXTRA),
    Field("traffic_injured", "受伤人数", Kind.NUMBER, most=1_000, kept=Kept.EXTRA),
    Field("traffic_victims", "事故受害人", Kind.TABLE, columns=VICTIMS, kept=Kept.EXTRA),
    Field("traffic_hospital_days", "住院天数", Kind.NUMBER, sensitive=True, kept=Kept.EXTRA),
    Field("traffic_grade", "伤残等级", synonyms=("评残等级", "残疾等级"), sensitive=True, kept=Kept.EXTRA),
    Field("traffic_rated", "鉴定日期", Kind.DAY, synonyms=("定残日", "定残日期", "评残日期"), sensitive=True, kept=Kept.EXTRA),
    Field("traffic_dependants", "事故被扶养人", Kind.TABLE, columns=DEPENDANTS, kept=Kept.EXTRA),
    Field("traffic_holders", "事故赔偿权利人", Kind.TABLE, columns=HOLDERS, kept=Kept.EXTRA),
    Field("traffic_losses", "各项损失", Kind.TABLE, columns=LOSSES, kept=Kept.EXTRA),
    Field("traffic_total", "赔偿总额", Kind.MONEY, synonyms=("赔偿金额", "赔偿总金额"), kept=Kept.EXTRA),
    Field("traffic_advanced", "已垫付", Kind.MONEY, synonyms=("垫付金额", "已垫付金额"), kept=Kept.EXTRA),
    Field("traffic_performed_by", "赔偿履行方式", synonyms=("履行方式", "支付方式"), kept=Kept.EXTRA),
    Field("traffic_confirmed", "事故司法确认", synonyms=("司法确认", "是否司法确认"), kept=Kept.EXTRA),
)
SIMPLE, ORDINARY, FLIGHT, FAST = PROCEDURES = ("简易程序", "普通程序", "逃逸案件", "快速处理")
"""How the police deal with an accident; the time for the finding goes by it (Art 24, 62, 69)."""
DAYS = (
    Field("traffic_procedure", "事故处理程序", Kind.CHOICE, choices=PROCEDURES),
    Field("traffic_scene_done", "现场勘查结束日期", Kind.DAY),
    Field("traffic_caught", "逃逸车辆驾驶人查获日期", Kind.DAY),
    Field("traffic_fast_on", "快速处理申请日期", Kind.DAY),
    Field("traffic_test_entrusted", "检验鉴定委托日期", Kind.DAY),
    Field("traffic_test_received", "收到检验鉴定意见日期", Kind.DAY),
    Field("traffic_test_served", "检验鉴定意见送达日期", Kind.DAY),
    Field("traffic_retest_on", "申请重新检验鉴定日期", Kind.DAY),
    Field("traffic_test_fixed", "检验鉴定意见确定日期", Kind.DAY),
    Field("traffic_suspended", "认定中止日期", Kind.DAY),
    Field("traffic_resumed", "中止原因消除日期", Kind.DAY),
    Field("traffic_review_on", "申请复核日期", Kind.DAY),
    Field("traffic_review_accepted", "复核受理日期", Kind.DAY),
    Field("traffic_review_done", "复核结论日期", Kind.DAY),
    Field("traffic_review_served", "复核结论送达日期", Kind.DAY),
    Field("traffic_refind_ordered", "责令重新认定日期", Kind.DAY),
    Field("traffic_refound", "重新认定日期", Kind.DAY),
    Field("traffic_police_on", "申请公安调解日期", Kind.DAY),
    Field("traffic_police_from", "公安调解开始日期", Kind.DAY),
    Field("traffic_police_done", "公安调解结束日期", Kind.DAY),
    Field("traffic_claimed", "保险索赔日期", Kind.DAY),
    Field("traffic_claim_papers", "索赔资料交齐日期", Kind.DAY),
    Field("traffic_claim_agreed", "保险赔付协议日期", Kind.DAY),
    Field("traffic_claim_paid", "保险赔付日期", Kind.DAY),
    Field("traffic_burial_notice", "尸体处理通知日期", Kind.DAY),
    Field("traffic_buried", "尸体处理日期", Kind.DAY),
    Field("traffic_in_force", "事故调解协议生效日期", Kind.DAY),
)
"""Days from which or to which a clock runs, and what it goes by."""
FIELDS = (*CASE, *(replace(each, kept=Kept.EXTRA) for each in DAYS))
