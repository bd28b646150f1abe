"""Traffic accidents 道路交通事故: the desk's form, clocks, arithmetic, papers and figures."""

from __future__ import annotations

from plugins.traffic import damages, division
from plugins.traffic.clocks import CLOCKS
from plugins.traffic.form import FIELDS
from plugins.traffic.indicators import INDICATORS
from plugins.traffic.papers import DOCUMENTS
from wangge import Department, hookimpl

CATEGORIES = ("交通事故纠纷", "道路交通事故纠纷", "道路交通事故", "交通事故")

CALCULATORS = (damages.CALCULATOR, division.CALCULATOR)


@hookimpl
def wangge_departments() -> tuple[Department, ...]:
    """The traffic desk."""
    return (Department("traffic", "道路交通事故", CATEGORIES, FIELDS, CALCULATORS, CLOCKS, DOCUMENTS, INDICATORS),)
