"""The form of a labour dispute 劳动争议登记: who disputes with whom about what, and what came of it.

The applicant's name and phone and the facts are the event's own. Nothing is asked that neither the application nor the agreement needs.

Source: 劳动争议调解仲裁法 Art 2 (what a labour dispute is), 12, 28 (what an application tells), 14 (the agreement); 保障农民工工资支付条例 (unpaid wages).
"""

from __future__ import annotations

from dataclasses import replace

from plugins.labour.workers import COLUMNS
from wangge import Field, Kept, Kind
from wangge.field import YES_NO

APPLICANT = (
    Field("labour_sex", "性别", Kind.CHOICE, choices=("男", "女")),
    Field("labour_born", "出生日期", Kind.DAY, sensitive=True),
    Field("labour_id_no", "身份证号", Kind.ID_NUMBER, synonyms=("身份证号码", "证件号码", "公民身份号码"), sensitive=True, longest=18),
    Field("labour_address", "住址", synonyms=("家庭住址", "现住址", "送达地址", "联系地址"), sensitive=True),
    Field("labour_post", "岗位", synonyms=("工种", "工作岗位")),
    Field("labour_hired", "入职日期", Kind.DAY, synonyms=("入职", "入职时间", "进场时间")),
    Field("labour_left", "离职日期", Kind.DAY, synonyms=("离职", "离职时间", "退场时间")),
    Field("labour_contract", "是否签订劳动合同", Kind.CHOICE, choices=YES_NO, synonyms=("是否签订合同", "劳动合同")),
    Field("labour_wage", "月工资", Kind.MONEY, synonyms=("月薪", "工资标准"), most=10_000_000),
    Field("labour_average_wage", "前十二个月平均工资", Kind.MONEY, synonyms=("12月均", "12个月平均工资", "月平均工资"), most=10_000_000),
    Field("labour_migrant", "是否农民工", Kind.CHOICE, choices=YES_NO, synonyms=("农民工",)),
    Field("labour_agent", "代理人", Kind.PERSON, synonyms=("委托代理人",), sensitive=True),
)
EMPLOYER = (
    Field("labour_employer", "用人单位", synonyms=("被申请人", "用工单位"), indexed=True),
    Field("labour_credit_code", "统一社会信用代码", Kind.CREDIT_CODE, synonyms=("信用代码",), longest=18),
    Field("labour_employer_address", "单位住所", synonyms=("单位地址", "住所")),
    Field("labour_head", "法定代表人", Kind.PERSON, synonyms=("法定代表人/负责人", "法人代表"), sensitive=True),
    Field("labour_contact", "单位联系人", Kind.PERSON, sensitive=True),
    Field("labour_employer_phone", "单位电话", Kind.PHONE, synonyms=("单位联系电话",), sensitive=True),
)
MATTER = (
    Field("labour_people", "涉及人数", Kind.NUMBER, synonyms=("涉事人数", "参与人数")),
    Field(
        "labour_matter",
        "争议事项",
        Kind.CHOICE,
        synonyms=("争议类型",),
        choices=("劳动报酬", "解除终止", "社会保险", "工伤待遇", "加班工资", "休息休假", "其他"),
    ),
    Field("labour_amount", "涉及金额", Kind.MONEY, synonyms=("涉案金额", "标的额")),
    Field("labour_unpaid", "欠薪金额", Kind.MONEY, synonyms=("拖欠金额", "拖欠工资金额")),
    Field("labour_unpaid_months", "欠薪月份", synonyms=("拖欠月份", "欠薪时段")),
    Field("labour_workers", "工人名单", Kind.TABLE, synonyms=("欠薪人员名单", "欠薪人员"), columns=COLUMNS),
    Field("labour_claims", "请求事项", Kind.TEXT, synonyms=("申请事项", "调解请求", "仲裁请求"), longest=2_000),
    Field("labour_evidence", "证据清单", Kind.TEXT, synonyms=("证据",), longest=2_000),
    Field("labour_collective", "是否群体性", Kind.CHOICE, choices=YES_NO, synonyms=("群体性",)),
    Field("labour_representatives", "推举代表", Kind.PERSON, synonyms=("工人代表", "职工代表"), sensitive=True),
    Field("labour_iou", "是否有工资欠条", Kind.CHOICE, choices=YES_NO, synonyms=("工资欠条",)),
)
_BUILDING = {"labour_construction": YES_NO[:1]}
BUILDING = (
    Field("labour_construction", "是否工程建设领域", Kind.CHOICE, choices=YES_NO, synonyms=("工程建设领域",)),
    Field("labour_project", "工程项目", synonyms=("项目名称",), asked_if=_BUILDING),
    Field("labour_owner", "建设单位", synonyms=("业主单位",), asked_if=_BUILDING),
    Field("labour_general", "总包单位", synonyms=("总包", "总承包单位", "施工总承包单位"), asked_if=_BUILDING),
    Field("labour_sub", "分包单位", synonyms=("分包", "劳务分包单位", "劳务公司"), asked_if=_BUILDING),
)
OUTCOME = (
    Field("labour_agreement_no", "协议编号", synonyms=("协议书编号",)),
    Field("labour_confirmed", "是否司法确认", Kind.CHOICE, choices=YES_NO, synonyms=("司法确认",)),
    Field("labour_reviewed", "是否仲裁审查确认", Kind.CHOICE, choices=YES_NO, synonyms=("审查确认", "仲裁审查")),
    Field("labour_case_no", "仲裁案号", synonyms=("仲裁案件号",)),
    Field("labour_inspected", "是否移送监察", Kind.CHOICE, choices=YES_NO, synonyms=("移送监察", "移送劳动监察")),
)
ROUTE_STATES = ("未申请", "已申请", "已受理", "不予受理", "已办结")
"""How far a claim has come on a road beside mediation."""
ROUTES = (
    Field("labour_inspection", "监察状态", Kind.CHOICE, choices=ROUTE_STATES),
    Field("labour_inspection_on", "监察投诉日期", Kind.DAY, synonyms=("投诉日期",)),
    Field("labour_violation_ended", "违法行为终了日期", Kind.DAY),
    Field("labour_arbitration", "仲裁状态", Kind.CHOICE, choices=ROUTE_STATES),
    Field("labour_arbitration_on", "申请仲裁日期", Kind.DAY, synonyms=("仲裁申请日期",)),
    Field("labour_arbitration_accepted", "仲裁受理日期", Kind.DAY, synonyms=("仲裁立案日期",)),
    Field("labour_copy_served", "仲裁副本送达日期", Kind.DAY),
    Field("labour_defended", "提交答辩日期", Kind.DAY),
    Field("labour_award_received", "收到仲裁裁决日期", Kind.DAY, synonyms=("裁决书送达日期", "收到裁决日期")),
    Field("labour_final", "是否终局裁决", Kind.CHOICE, choices=YES_NO, synonyms=("一裁终局",)),
    Field("labour_court", "诉讼状态", Kind.CHOICE, choices=ROUTE_STATES),
    Field("labour_court_on", "起诉日期", Kind.DAY),
    Field("labour_aid", "法律援助状态", Kind.CHOICE, choices=ROUTE_STATES),
    Field("labour_aid_on", "申请法律援助日期", Kind.DAY),
)
"""The route board 途径: how far each road beside mediation has been gone."""
EXTENSIONS = (15, 30)
"""By how many days both sides may agree to go on."""
DAYS = (
    Field("labour_received", "收到调解申请日期", Kind.DAY, synonyms=("收到申请日期",)),
    Field("labour_extension", "约定延长调解", Kind.CHOICE, choices=tuple(f"{more}日" for more in EXTENSIONS)),
    Field("labour_in_force", "劳动调解协议生效日期", Kind.DAY),
    Field("labour_knew", "知道权利被侵害日期", Kind.DAY, synonyms=("权利被侵害日期",)),
    Field("labour_interrupted", "仲裁时效中断日期", Kind.DAY),
    Field("labour_injured", "工伤事故日期", Kind.DAY),
    Field("labour_injury_claimed", "工伤认定申请日期", Kind.DAY),
    Field("labour_transferred", "档案社保转移日期", Kind.DAY),
)
"""Days from which or to which a clock of the desk runs."""
FIELDS = tuple(replace(each, kept=Kept.EXTRA) for each in (*APPLICANT, *EMPLOYER, *MATTER, *BUILDING, *OUTCOME, *ROUTES, *DAYS))
