"""The traffic desk's clocks 期限: the police's own, the parties' rights, the insurer's duties, and the mediation's.

A day of 二日, 三日, 五日 or 十日 in 道路交通事故处理程序规定 is a working day (Art 112); 三十日 and 六十日 are calendar days. Other sources: 机动车交通事故
责任强制保险条例 Art 28, 29; 民法典 Art 188.
"""

from __future__ import annotations

from dataclasses import replace

from plugins.mediation.clocks import MEDIATION, confirmation
from plugins.traffic.form import FAST, FLIGHT, ORDINARY, SIMPLE
from wangge import Clock, Limit, Unit

RULE = "《道路交通事故处理程序规定》第{}条"
INSURANCE = "《机动车交通事故责任强制保险条例》第{}条"
APPROVED = "经批准可以延长至六十日"


def working(number: int) -> Limit:
    """Working days, as Art 112 has them."""
    return Limit(number, Unit.WORKING_DAY)


def _days(number: int) -> Limit:
    return Limit(number, Unit.CALENDAR_DAY)


FINDING = (
    Clock(
        "事故认定（简易程序）",
        working(3),
        "traffic_scene_done",
        ("traffic_found",),
        {"traffic_procedure": (SIMPLE,)},
        source=RULE.format("二十四"),
    ),
    Clock(
        "事故认定",
        working(10),
        "traffic_scene_done",
        ("traffic_found", "traffic_test_entrusted", "traffic_suspended"),
        {"traffic_procedure": (ORDINARY,)},
        source=RULE.format("六十二"),
    ),
    Clock(
        "事故认定（逃逸）",
        working(10),
        "traffic_caught",
        ("traffic_found", "traffic_test_entrusted"),
        {"traffic_procedure": (FLIGHT,)},
        source=RULE.format("六十二"),
    ),
    Clock(
        "事故认定（快速处理）",
        working(5),
        "traffic_fast_on",
        ("traffic_found",),
        {"traffic_procedure": (FAST,)},
        source=RULE.format("六十九"),
    ),
    Clock("事故认定（鉴定后）", working(5), "traffic_test_fixed", ("traffic_found",), source=RULE.format("六十二")),
    Clock(
        "检验鉴定",
        _days(30),
        "traffic_test_entrusted",
        ("traffic_test_received", "traffic_found"),
        source=RULE.format("五十一"),
        doubt=APPROVED,
    ),
    Clock("检验鉴定意见送达", working(5), "traffic_test_received", ("traffic_test_served", "traffic_found"), source=RULE.format("五十五")),
    Clock(
        "申请重新检验鉴定",
        working(3),
        "traffic_test_served",
        ("traffic_retest_on", "traffic_found"),
        source=RULE.format("五十六"),
        doubt="以一次为限；期满没有申请的，检验鉴定意见确定（第一百一十二条）",
    ),
    Clock("认定中止", _days(60), "traffic_suspended", ("traffic_resumed", "traffic_found"), source=RULE.format("六十八")),
    Clock("事故认定（中止后）", working(5), "traffic_resumed", ("traffic_found",), source=RULE.format("六十八")),
    Clock("认定书送达", working(3), "traffic_found", ("traffic_served",), source=RULE.format("六十五")),
)
REVIEW = (
    Clock(
        "申请复核",
        working(3),
        "traffic_served",
        ("traffic_review_on",),
        source=RULE.format("七十一"),
        doubt="以一次为限；任何一方已经起诉的不予受理",
    ),
    Clock("复核结论", _days(30), "traffic_review_accepted", ("traffic_review_done",), source=RULE.format("七十四")),
    Clock("复核结论送达", working(3), "traffic_review_done", ("traffic_review_served",), source=RULE.format("七十八")),
    Clock(
        "重新认定",
        working(10),
        "traffic_refind_ordered",
        ("traffic_refound",),
        source=RULE.format("七十九"),
        doubt="重新检验鉴定的，自意见确定之日起五日",
    ),
)
_ASKED = ("traffic_police_on", "case_at", "traffic_in_force")
POLICE = (
    Clock(
        "申请公安调解",
        working(10),
        "traffic_served",
        (*_ASKED, "traffic_review_on"),
        source=RULE.format("八十六"),
        doubt="须各方共同书面申请",
    ),
    Clock(
        "申请公安调解（复核后）",
        working(10),
        "traffic_review_served",
        _ASKED,
        source=RULE.format("八十六"),
        doubt="复核维持原认定的；须各方共同书面申请",
    ),
    Clock(
        "公安调解",
        working(10),
        "traffic_police_from",
        ("traffic_police_done", "traffic_in_force"),
        source=RULE.format("九十"),
        doubt="自丧葬期满、治疗终结、定残或者确定财产损失之日起；申请在后的，自受理申请之日起",
    ),
)
INSURER = (
    Clock(
        "保险公司告知所需资料",
        _days(1),
        "traffic_claimed",
        ("traffic_claim_papers", "traffic_claim_paid"),
        source=INSURANCE.format("二十八"),
    ),
    Clock(
        "保险公司核定", _days(5), "traffic_claim_papers", ("traffic_claim_agreed", "traffic_claim_paid"), source=INSURANCE.format("二十八")
    ),
    Clock("保险公司赔付", _days(10), "traffic_claim_agreed", ("traffic_claim_paid",), source=INSURANCE.format("二十九")),
)
OTHERS = (
    Clock("尸体处理", working(10), "traffic_burial_notice", ("traffic_buried",), source=RULE.format("五十三")),
    Clock(
        "交通事故赔偿时效",
        Limit(3, Unit.YEAR),
        "traffic_happened",
        ("traffic_in_force",),
        source="《民法典》第一百八十八条",
        doubt="自知道损害和义务人之日起算，伤残的起算各地有不同认定；起诉、请求履行、申请调解等中断后重新计算",
    ),
)
AFTER = Clock(
    "人民调解未成后申请公安调解",
    working(3),
    "case_ended_at",
    ("traffic_police_on",),
    {"case_result": ("未达成协议", "终止调解")},
    source=RULE.format("八十五"),
    outlives=True,
)
CLOCKS = (
    MEDIATION,
    *(replace(clock, statutory=False, outlives=True) for clock in (*FINDING, *REVIEW, *POLICE, *INSURER, *OTHERS)),
    AFTER,
    *confirmation("traffic_in_force", "traffic_confirmed"),
)
