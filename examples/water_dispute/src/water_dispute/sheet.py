"""The report 水电费纠纷月报: the month's events by what is disputed, each number with the query that lists what it counted."""

from __future__ import annotations

from collections.abc import Sequence

from wangge import (
    Catalogue,
    Column,
    Event,
    Figure,
    MonthRequest,
    Queries,
    Report,
    ReportKind,
    Settings,
    Shape,
    Sheet,
    month_bounds,
)

from water_dispute.department import DEPARTMENT
from water_dispute.form import AMOUNT, HOUSEHOLDS, MATTER, MATTERS

TITLE = "水电费纠纷月报"
COLUMNS = (
    Column("水电争议", width=16),
    Column("件数", Shape.COUNT),
    Column("涉及户数", Shape.COUNT),
    Column("争议金额（元）", Shape.MONEY, 18),
)


def build(queries: Queries, settings: Settings, _catalogue: Catalogue, request: MonthRequest) -> Report:
    """The report of a month: what was reported in it and concerns the desk, whoever handled it."""
    start, end = month_bounds(request.month, settings.zone)
    events = [
        life.event
        for life in queries.lives(start, end)
        if start <= life.event.text("reported_at") < end and DEPARTMENT.fits(life.event.known)
    ]
    rows = tuple(
        _row(matter, [event for event in events if event.known.get(MATTER) == matter], request.month)
        for matter in MATTERS
    )
    untold = len(events) - sum(event.known.get(MATTER) in MATTERS for event in events)
    notes = (
        "按上报时间统计本月上报、分类或用词涉及水电费的件，不论由谁办理。",
        f"另有 {untold} 件没有填水电争议，只计入合计。" if untold else "各件都填了水电争议。",
    )
    sheet = Sheet("水电费纠纷", f"{request.month} {TITLE}", COLUMNS, rows, ("合计", *_figures(events)), notes, bars=1)
    return Report(TITLE, TITLE, settings.name, request.month, (sheet,))


def _row(matter: str, events: Sequence[Event], month: str) -> tuple[str | int | float | Figure | None, ...]:
    count, *others = _figures(events)
    return matter, Figure(count, query=f"水电争议:{matter} 上报:{month}"), *others


def _figures(events: Sequence[Event]) -> tuple[int, int | None, float | None]:
    """How many, households, money; a sum of nothing that was told is no evidence, and no nought."""
    households, amounts = (
        [int(event.known[name]) for event in events if name in event.known] for name in (HOUSEHOLDS, AMOUNT)
    )
    return len(events), sum(households) if households else None, sum(amounts) / 100 if amounts else None


REPORT = ReportKind("water", TITLE, build)
