"""Medical disputes 医疗纠纷: the desk's form and its arithmetic."""

from __future__ import annotations

from plugins.medical import damages
from plugins.medical.form import FIELDS
from wangge import Department, hookimpl

CATEGORIES = ("医疗纠纷", "医患纠纷", "医疗损害", "医疗")


@hookimpl
def wangge_departments() -> tuple[Department, ...]:
    """The medical desk."""
    return (Department("medical", "医疗纠纷", CATEGORIES, FIELDS, (damages.CALCULATOR,), published=False),)
