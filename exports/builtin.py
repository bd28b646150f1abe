"""Our own reports, as a plugin like any other."""

from __future__ import annotations

from wangge import Catalogue, MonthRequest, Report, ReportKind, hookimpl
from wangge.ports import Queries
from wangge.settings import Settings


def _month(queries: Queries, settings: Settings, catalogue: Catalogue, request: MonthRequest) -> Report:
    """Load the builder when somebody asks for a report, not when the console starts."""
    from exports.month import month_report

    return month_report(queries, settings, catalogue, request)


@hookimpl
def wangge_reports() -> tuple[ReportKind, ...]:
    """The month report 月报."""
    return (ReportKind("month", "月报", _month),)
