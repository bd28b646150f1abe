"""Labour disputes 劳动争议: the desk's form, clocks, arithmetic, papers and figures."""

from __future__ import annotations

from plugins.labour import leave, no_contract, overtime, probation, routes, severance, unpaid
from plugins.labour.clocks import CLOCKS
from plugins.labour.form import FIELDS
from plugins.labour.indicators import INDICATORS
from plugins.labour.papers import DOCUMENTS
from wangge import Department, hookimpl

CATEGORIES = ("劳动争议", "劳动人事（就业）纠纷", "劳动纠纷", "劳资纠纷")
CALCULATORS = tuple(module.CALCULATOR for module in (severance, no_contract, overtime, leave, unpaid, probation, routes))


@hookimpl
def wangge_departments() -> tuple[Department, ...]:
    """The labour desk."""
    return (Department("labour", "劳动争议", CATEGORIES, FIELDS, CALCULATORS, CLOCKS, DOCUMENTS, INDICATORS),)
