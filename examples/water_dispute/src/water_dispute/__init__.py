"""Water and electricity bills in dispute 水电费纠纷, as a plugin of Wangge 网格.

The hooks stand here and nothing else: what each brings has a module of its own. Every hook is called once, when the program starts, and returns
plain data; the functions inside it are called when somebody asks for what they make.
"""

from __future__ import annotations

from wangge import Department, ReportKind, ScoreItem, hookimpl

from water_dispute.department import DEPARTMENT
from water_dispute.score import COMPLETE
from water_dispute.sheet import REPORT

WANGGE_API = 1


@hookimpl
def wangge_departments() -> tuple[Department, ...]:
    """The desk: its form, clock, calculator, paper and figures of the month report."""
    return (DEPARTMENT,)


@hookimpl
def wangge_reports() -> tuple[ReportKind, ...]:
    """A report of its own."""
    return (REPORT,)


@hookimpl
def wangge_score_items() -> tuple[ScoreItem, ...]:
    """An item of the grid workers' month."""
    return (COMPLETE,)
