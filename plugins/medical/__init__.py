"""Medical disputes 医疗纠纷: the desk's form, clocks, arithmetic, papers and figures."""

from __future__ import annotations

from plugins.medical import damages
from plugins.medical.clocks import CLOCKS
from plugins.medical.form import FIELDS
from plugins.medical.indicators import INDICATORS
from plugins.medical.papers import DOCUMENTS
from wangge import Department, hookimpl

CATEGORIES = ("医疗纠纷", "医患纠纷", "医疗损害", "医疗")


@hookimpl
def wangge_departments() -> tuple[Department, ...]:
    """The medical desk."""
    return (Department("medical", "医疗纠纷", CATEGORIES, FIELDS, (damages.CALCULATOR,), CLOCKS, DOCUMENTS, INDICATORS, published=False),)
