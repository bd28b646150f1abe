"""Labour disputes 劳动争议: the desk's form and its arithmetic."""

from __future__ import annotations

from plugins.labour import severance
from plugins.labour.form import FIELDS
from wangge import Department, hookimpl

CATEGORIES = ("劳动争议", "劳动人事（就业）纠纷", "劳动纠纷", "劳资纠纷")


@hookimpl
def wangge_departments() -> tuple[Department, ...]:
    """The labour desk."""
    return (Department("labour", "劳动争议", CATEGORIES, FIELDS, (severance.CALCULATOR,)),)
