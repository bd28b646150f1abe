"""The labour desk's clocks 期限.

Sources: 劳动争议调解仲裁法 Art 14, 27, 29, 30, 43, 48-50; 人民调解法 Art 33; 劳动合同法 Art 50; 工伤保险条例 Art 17; 企业劳动争议协商调解规定 and
劳动人事争议仲裁办案规则 for what stands there and was not read in text, which its clocks say.
"""

from __future__ import annotations

from dataclasses import replace

from plugins.labour.form import EXTENSIONS
from plugins.mediation.clocks import confirmation
from wangge import Clock, Limit, Unit

WAGES = "劳动报酬"
OTHER_MATTERS = ("解除终止", "社会保险", "工伤待遇", "加班工资", "休息休假", "其他")
"""What is disputed, beside wages that were left unpaid while the employment lasted."""
ACT = "《劳动争议调解仲裁法》第{}条"
_WORKING = "条文只写“日”，按工作日计，条文号待核对（《劳动人事争议仲裁办案规则》附则）"
_CHECK = "条文号待核对"
YEAR = Limit(1, Unit.YEAR)


def _days(number: int, unit: Unit = Unit.CALENDAR_DAY) -> Limit:
    return Limit(number, unit)


_MEDIATION = Clock(
    "调解期限", _days(15), "applied_on", until=("labour_extension",), source=ACT.format("十四") + "：期满未达成协议的，可以申请仲裁"
)
MEDIATION = (
    Clock(
        "劳动调解受理决定",
        _days(3, Unit.WORKING_DAY),
        "labour_received",
        until=("case_at", "case_ended_at"),
        source="《企业劳动争议协商调解规定》",
        doubt="对企业调解委员会的规定，街道调解组织参照；条文号和是否适用待核对",
        statutory=False,
    ),
    _MEDIATION,
    *(
        replace(
            _MEDIATION,
            name=f"调解期限（约定延长{more}日）",
            limit=_days(15 + more),
            until=(),
            when={"labour_extension": (f"{more}日",)},
            doubt="法律没有规定延长，按本地规定核对（如浙江条例第十条）；延长不影响申请仲裁",
        )
        for more in EXTENSIONS
    ),
    *confirmation("labour_in_force", "labour_confirmed", "labour_reviewed"),
    Clock(
        "仲裁审查申请",
        _days(15),
        "labour_in_force",
        until=("labour_reviewed", "labour_confirmed"),
        source="《劳动人事争议仲裁办案规则》；《企业劳动争议协商调解规定》",
        doubt=f"双方共同申请；{_CHECK}",
        outlives=True,
    ),
)
_LIMITATION = Clock(
    "仲裁时效",
    YEAR,
    "labour_knew",
    until=("labour_interrupted", "labour_arbitration_on", "labour_in_force"),
    when={"labour_matter": OTHER_MATTERS},
    source=ACT.format("二十七"),
    doubt="申请调解、投诉、对方同意履行的，时效中断，登记“仲裁时效中断日期”后重新计算",
    statutory=False,
    outlives=True,
)
LIMITATION = (
    _LIMITATION,
    replace(
        _LIMITATION,
        name="仲裁时效（劳动报酬）",
        start="labour_left",
        when={"labour_matter": (WAGES,)},
        source=ACT.format("二十七") + "第四款：在职期间拖欠劳动报酬的不受一年限制，劳动关系终止的自终止之日起一年",
    ),
    replace(
        _LIMITATION,
        name="仲裁时效（中断后重新计算）",
        start="labour_interrupted",
        until=("labour_arbitration_on", "labour_in_force"),
        when={},
        source=ACT.format("二十七") + "第二款",
        doubt="再次中断的，改登记最后一次中断的日期",
    ),
)
ARBITRATION = tuple(
    replace(clock, statutory=False, outlives=True)
    for clock in (
        Clock(
            "仲裁受理决定",
            _days(5, Unit.WORKING_DAY),
            "labour_arbitration_on",
            until=("labour_arbitration_accepted", "labour_award_received", "labour_court_on"),
            source=ACT.format("二十九") + "：逾期未作出决定的，可以起诉",
            doubt=_WORKING,
        ),
        Clock(
            "仲裁副本送达",
            _days(5, Unit.WORKING_DAY),
            "labour_arbitration_accepted",
            until=("labour_copy_served", "labour_award_received"),
            source=ACT.format("三十"),
            doubt=_WORKING,
        ),
        Clock(
            "仲裁答辩",
            _days(10, Unit.WORKING_DAY),
            "labour_copy_served",
            until=("labour_defended", "labour_award_received"),
            source=ACT.format("三十") + "：不答辩不影响仲裁",
            doubt=_WORKING,
        ),
        Clock(
            "仲裁裁决",
            _days(45),
            "labour_arbitration_accepted",
            until=("labour_award_received", "labour_court_on"),
            source=ACT.format("四十三") + "：逾期未裁决的，可以起诉",
            doubt="案情复杂的，经批准可以延长不超过十五日",
        ),
        Clock("不服裁决起诉", _days(15), "labour_award_received", until=("labour_court_on",), source=ACT.format("四十八、五十")),
        Clock(
            "用人单位申请撤销终局裁决",
            _days(30),
            "labour_award_received",
            until=("labour_court_on",),
            when={"labour_final": ("是",)},
            source=ACT.format("四十九") + "：向中级人民法院申请",
        ),
    )
)
DUTIES = tuple(
    replace(clock, statutory=False)
    for clock in (
        Clock(
            "档案和社会保险关系转移",
            _days(15),
            "labour_left",
            until=("labour_transferred",),
            when={"labour_matter": ("解除终止", "社会保险")},
            source="《劳动合同法》第五十条",
        ),
        Clock(
            "单位申请工伤认定",
            _days(30),
            "labour_injured",
            until=("labour_injury_claimed",),
            source="《工伤保险条例》第十七条",
            doubt="遇有特殊情况，经社会保险行政部门同意可以适当延长",
        ),
        Clock("职工申请工伤认定", YEAR, "labour_injured", until=("labour_injury_claimed",), source="《工伤保险条例》第十七条"),
    )
)
CLOCKS = (*MEDIATION, *LIMITATION, *ARBITRATION, *DUTIES)
