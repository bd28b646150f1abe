"""The medical desk's clocks 期限.

Sources: 医疗纠纷预防和处理条例 Art 24-27 (seals, autopsy, the body), 38 (thirty working days without the time of an appraisal; an extension that is
agreed on); 民法典 Art 188; 司法鉴定程序通则 Art 28 for how long an appraisal usually takes.
"""

from __future__ import annotations

from dataclasses import replace

from plugins.mediation.clocks import confirmation
from plugins.medical.form import EXTENSIONS
from wangge import Clock, Limit, Unit

ACT = "《医疗纠纷预防和处理条例》第{}条"
APPRAISALS = (("medical_appraisal_from", "medical_appraisal_to"), ("medical_reappraisal_from", "medical_reappraisal_to"))
"""While it is with the appraisers, the mediation stands still."""


def _working(number: int) -> Limit:
    return Limit(number, Unit.WORKING_DAY)


_MEDIATION = Clock(
    "调解期限",
    _working(30),
    "case_at",
    ("medical_extension",),
    pauses=APPRAISALS,
    source=ACT.format("三十八") + "：鉴定时间不计入；逾期未达成协议的，视为调解不成",
)
_APPRAISAL = Clock(
    "催询鉴定",
    _working(30),
    "medical_appraisal_from",
    ("medical_appraisal_to", "medical_in_force"),
    source="《司法鉴定程序通则》第二十八条",
    doubt="从委托之日计，以委托书约定的时限为准；医学会鉴定的时限另有规定，请核对",
)
MEDIATION = (
    Clock(
        "医疗调解受理决定",
        _working(3),
        "medical_received",
        ("case_at", "medical_refusal"),
        source="《宁波市医疗纠纷预防与处置条例》第三十条",
        doubt="国家规定没有天数，按本地规定核对",
        statutory=False,
    ),
    _MEDIATION,
    *(
        replace(
            _MEDIATION,
            name=f"调解期限（约定延长{more}个工作日）",
            limit=_working(30 + more),
            until=(),
            when={"medical_extension": (f"{more}个工作日",)},
            doubt="由调解委员会和双方约定",
        )
        for more in EXTENSIONS
    ),
    _APPRAISAL,
    replace(
        _APPRAISAL,
        name="催询补充鉴定",
        start="medical_reappraisal_from",
        until=("medical_reappraisal_to", "medical_in_force"),
    ),
    *confirmation("medical_in_force", "medical_confirmed"),
)
BODY = (
    Clock(
        "尸检（四十八小时）",
        Limit(48, Unit.HOUR),
        "medical_died_at",
        ("medical_frozen", "medical_autopsy_on", "medical_body_settled"),
        source=ACT.format("二十六"),
        doubt="须近亲属签字；拒绝或者拖延的一方承担责任",
    ),
    Clock(
        "尸检（冻存七日）",
        Limit(7, Unit.CALENDAR_DAY),
        "medical_died_at",
        ("medical_autopsy_on", "medical_body_settled"),
        {"medical_frozen": ("具备冻存条件",)},
        source=ACT.format("二十六"),
        doubt="按日计，末日遇休息日是否顺延有不同理解，请提前办理",
    ),
    Clock(
        "尸体存放",
        Limit(14, Unit.CALENDAR_DAY),
        "medical_died_at",
        ("medical_body_settled",),
        source=ACT.format("二十七"),
        doubt="一般不超过十四日",
    ),
)
SEALS = (
    Clock(
        "病历封存满三年",
        Limit(3, Unit.YEAR),
        "medical_sealed_on",
        ("medical_unsealed_on", "medical_in_force"),
        source=ACT.format("二十四"),
        doubt="满三年未再提出解决要求的，医疗机构可以启封",
    ),
    Clock(
        "实物封存满三年",
        Limit(3, Unit.YEAR),
        "medical_objects_sealed_on",
        ("medical_unsealed_on", "medical_in_force"),
        source=ACT.format("二十五"),
        doubt="满三年未再提出解决要求的，医疗机构可以启封；需要检验的应及时共同委托",
    ),
    Clock(
        "医疗损害赔偿时效",
        Limit(3, Unit.YEAR),
        "medical_knew",
        ("medical_in_force",),
        source="《民法典》第一百八十八条",
        doubt="起诉、请求履行、申请调解等中断后重新计算",
    ),
)
CLOCKS = (
    *MEDIATION,
    *(replace(clock, statutory=False, outlives=True) for clock in (*BODY, *SEALS)),
)
