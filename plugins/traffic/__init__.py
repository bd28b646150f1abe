"""Traffic accidents 道路交通事故: the desk's form and its arithmetic."""

from __future__ import annotations

from plugins.traffic import damages, division
from plugins.traffic.form import FIELDS
from wangge import Department, hookimpl

CATEGORIES = ("交通事故纠纷", "道路交通事故纠纷", "道路交通事故", "交通事故")


@hookimpl
def wangge_departments() -> tuple[Department, ...]:
    """The traffic desk."""
    return (Department("traffic", "道路交通事故", CATEGORIES, FIELDS, (damages.CALCULATOR, division.CALCULATOR)),)
