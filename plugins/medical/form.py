"""The form of a medical dispute 医疗纠纷登记.

Sources: 医疗纠纷预防和处理条例 Art 24, 26 (records sealed, autopsy), Art 31 (applying, and what is not accepted), Art 34, 36 (appraisal), Art 39 (agreement);
the items follow the papers of a city's committee. No column asks for ethnicity; what tells of a patient is masked, since mediation is secret (Art 42).
"""

from __future__ import annotations

from dataclasses import replace

from plugins.damages.people import DEPENDANTS, HOLDERS, VICTIMS, YES_NO
from plugins.medical.damages import USUAL
from wangge import Field, Kept, Kind

REFUSALS = (
    *("对方拒绝或者多次通知不答复", "不属于诊疗护理争议", "没有明确的被申请人或者请求", "材料不齐", "依法由专门机关处理"),
    *("法院已受理或者已裁判", "卫生健康部门已受理", "其他"),
)
"""Why an application is not accepted 不予受理."""
CASE = (
    Field("medical_patient", "患者姓名", Kind.PERSON, synonyms=("患者", "患方", "患者名称"), sensitive=True, kept=Kept.EXTRA),
    Field("medical_relation", "与申请人关系", synonyms=("与患者关系", "申请人与患者关系"), kept=Kept.EXTRA),
    Field("medical_patients", "患者信息", Kind.TABLE, columns=VICTIMS, kept=Kept.EXTRA),
    Field("medical_hospital", "医疗机构", synonyms=("医院", "就诊医院", "医疗机构名称", "医方"), kept=Kept.EXTRA),
    Field("medical_level", "机构等级", synonyms=("医院等级", "医疗机构等级"), kept=Kept.EXTRA),
    Field("medical_hospital_address", "医疗机构住所", synonyms=("医疗机构地址", "医院地址"), kept=Kept.EXTRA),
    Field("medical_head", "医方法定代表人", Kind.PERSON, synonyms=("法定代表人",), sensitive=True, kept=Kept.EXTRA),
    Field("medical_agent", "医方代理人", Kind.PERSON, synonyms=("委托代理人",), sensitive=True, kept=Kept.EXTRA),
    Field("medical_department", "科室", synonyms=("就诊科室", "涉及科室"), kept=Kept.EXTRA),
    Field("medical_visited", "就诊日期", Kind.DAY, synonyms=("就诊时间", "入院日期", "诊疗日期"), sensitive=True, kept=Kept.EXTRA),
    Field("medical_reason", "就诊原因", Kind.TEXT, synonyms=("诊断", "疾病诊断"), sensitive=True, longest=2_000, kept=Kept.EXTRA),
    Field("medical_record_no", "病案号", synonyms=("住院号", "病历号", "门诊号"), sensitive=True, kept=Kept.EXTRA),
    Field("medical_stage", "诊疗环节", synonyms=("争议环节",), kept=Kept.EXTRA),
    Field(
        "medical_harm",
        "患者损害后果",
        Kind.CHOICE,
        synonyms=("损害后果",),
        choices=("死亡", "残疾", "其他"),
        sensitive=True,
        kept=Kept.EXTRA,
    ),
    Field("medical_sealed", "是否封存病历", Kind.CHOICE, synonyms=("封存病历", "病历封存"), choices=YES_NO, kept=Kept.EXTRA),
    Field("medical_autopsy", "是否尸检", Kind.CHOICE, synonyms=("尸检", "尸体解剖"), choices=YES_NO, sensitive=True, kept=Kept.EXTRA),
    Field("medical_insured", "是否投保医责险", Kind.CHOICE, synonyms=("医责险", "是否参加医责险"), choices=YES_NO, kept=Kept.EXTRA),
    Field("medical_accept_no", "受理通知书编号", synonyms=("受理通知书号",), kept=Kept.EXTRA),
    Field("medical_refusal", "不予受理理由", Kind.CHOICE, synonyms=("不予受理原因",), choices=REFUSALS, kept=Kept.EXTRA),
    Field("medical_request", "患方诉求", Kind.TEXT, synonyms=("患方要求", "患方请求"), longest=2_000, kept=Kept.EXTRA),
    Field("medical_claim", "索赔金额", Kind.MONEY, synonyms=("患方索赔金额", "索赔数额"), kept=Kept.EXTRA),
    Field("medical_experts", "专家组别", synonyms=("专家咨询", "咨询专家组"), kept=Kept.EXTRA),
    Field("medical_appraiser", "鉴定机构", synonyms=("鉴定单位",), kept=Kept.EXTRA),
    Field("medical_degree", "责任程度", Kind.CHOICE, synonyms=("医方责任程度", "责任等级"), choices=tuple(USUAL), kept=Kept.EXTRA),
    Field("medical_dependants", "患者的被扶养人", Kind.TABLE, columns=DEPENDANTS, kept=Kept.EXTRA),
    Field("medical_holders", "患方赔偿权利人", Kind.TABLE, columns=HOLDERS, kept=Kept.EXTRA),
    Field("medical_agreement_no", "医疗调解协议编号", synonyms=("医疗协议书编号",), kept=Kept.EXTRA),
    Field("medical_confirmed", "医疗协议司法确认", kept=Kept.EXTRA),
)
EXTENSIONS = (15, 30, 60)
"""By how many working days the committee and both sides may agree to go on (Art 38)."""
SEALED = (
    Field("item", "资料或者实物", synonyms=("名称",)),
    Field("pages", "页数或者件数"),
    Field("form", "形式", Kind.CHOICE, choices=("原件", "复制件", "实物")),
    Field("done", "处理", Kind.CHOICE, choices=("封存", "复制")),
    Field("on", "日期", Kind.DAY),
    Field("kept", "保管人"),
)
"""What was sealed or copied of a patient's records 封存复制清单 (Art 16, 24, 25)."""
DAYS = (
    Field("medical_received", "收到医疗调解申请日期", Kind.DAY),
    Field("medical_extension", "约定延长医疗调解", Kind.CHOICE, choices=tuple(f"{more}个工作日" for more in EXTENSIONS)),
    Field("medical_people", "患者人数", Kind.NUMBER, most=1_000),
    Field("medical_appraisal_from", "鉴定委托日期", Kind.DAY, synonyms=("医疗损害鉴定委托日期",)),
    Field("medical_appraisal_to", "收到鉴定意见日期", Kind.DAY, synonyms=("鉴定意见日期",)),
    Field("medical_reappraisal_from", "补充鉴定委托日期", Kind.DAY, synonyms=("重新鉴定委托日期",)),
    Field("medical_reappraisal_to", "收到补充鉴定意见日期", Kind.DAY, synonyms=("收到重新鉴定意见日期",)),
    Field("medical_insurer_in", "保险机构是否参加调解", Kind.CHOICE, choices=YES_NO),
    Field("medical_died_at", "死亡时间", Kind.TIME, synonyms=("患者死亡时间",), sensitive=True),
    Field("medical_frozen", "尸体冻存", Kind.CHOICE, choices=("具备冻存条件",)),
    Field("medical_autopsy_on", "尸检日期", Kind.DAY),
    Field("medical_body_settled", "遗体处理日期", Kind.DAY),
    Field("medical_sealed_on", "病历封存日期", Kind.DAY),
    Field("medical_objects_sealed_on", "实物封存日期", Kind.DAY),
    Field("medical_unsealed_on", "启封日期", Kind.DAY),
    Field("medical_sealed_list", "封存复制清单", Kind.TABLE, columns=SEALED),
    Field("medical_knew", "知道损害日期", Kind.DAY),
    Field("medical_in_force", "医疗调解协议生效日期", Kind.DAY),
)
"""Days from which or to which a clock runs, and what it goes by."""
FIELDS = (*CASE, *(replace(each, kept=Kept.EXTRA) for each in DAYS))
