"""The score item 考核项目: whether a grid worker asked for what nobody can go on without."""

from __future__ import annotations

from wangge import Life, ScoreItem

from water_dispute.department import DEPARTMENT
from water_dispute.form import ACCOUNT, SUPPLIER


def complete(life: Life) -> bool | None:
    """Customer number and supplier are there; an event of another matter says nothing."""
    known = life.event.known
    return {ACCOUNT, SUPPLIER} <= known.keys() if DEPARTMENT.fits(known) else None


COMPLETE = ScoreItem("水电要素齐全", 5, complete, "填了户号和收费单位的件 ÷ 水电费纠纷的件")
