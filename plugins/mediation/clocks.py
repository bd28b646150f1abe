"""Clocks 期限 that mediated cases share: how long a mediation lasts, and by when both sides may have the agreement confirmed by a court.

Sources: 人民调解法 Art 33; 民事诉讼法 Art 205; 人民调解工作若干规定 (2002) Art 33 for how long a mediation lasts; no law sets a time for all.
"""

from __future__ import annotations

from dataclasses import replace

from plugins.mediation.desk import AGREED
from wangge import Clock, Limit, Unit

_MONTH = Limit(30, Unit.CALENDAR_DAY)

MEDIATION = Clock(
    "调解期限",
    _MONTH,
    "case_at",
    source="《人民调解工作若干规定》第三十三条",
    doubt="一般一个月，《人民调解法》没有规定期限；按本地规定或者双方约定核对",
)
"""How long a mediation lasts where the department's own law is silent."""


def confirmation(in_force: str, *until: str) -> tuple[Clock, Clock]:
    """The thirty days for the court's confirmation, from the day on which the agreement came into force; until that is known, from the end of the case.

    Args:
        in_force: the department's field of that day.
        until: its fields that end it.
    """
    known = Clock(
        "司法确认",
        _MONTH,
        in_force,
        until=until,
        source="《人民调解法》第三十三条；《民事诉讼法》第二百零五条",
        doubt="须双方共同申请",
        outlives=True,
    )
    guessed = replace(
        known,
        name="司法确认（按结束日）",
        start="case_ended_at",
        until=(in_force, *known.until),
        when={"case_result": (AGREED,)},
        doubt="没有登记协议生效日期，按案件结束日计；须双方共同申请",
    )
    return known, guessed
