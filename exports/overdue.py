"""The list of late events 超期清单: by title, which names nobody, never by text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from math import ceil

from exports.account import Account
from exports.facets import unit
from exports.rates import late
from exports.tallies import Row
from exports.words import BLANK
from wangge.settings import Settings
from wangge.sheets import Cell, Column, Shape, Sheet
from wangge.times import Instant, chinese, moment

LONGEST = 200
"""A list that is read; the whole of it is a query."""
DAY = timedelta(days=1)


def overdue_sheet(account: Account, settings: Settings) -> Sheet:
    """Events open past their limit at the cut-off, then those done late in the month, the latest first."""
    found = sorted(late(account), key=lambda row: _order(row, account.as_of))
    columns = (
        Column("受理编号", width=16),
        Column("标题", width=30),
        Column("镇街"),
        Column("承办单位", width=14),
        Column("办理期限", Shape.TIME, 16),
        Column("情形", width=10),
        Column("超期天数", Shape.COUNT, 10),
    )
    rows = tuple(_row(row, account, settings) for row in found[:LONGEST])
    return Sheet("超期清单", f"{account.period}超期事件清单", columns, rows, notes=tuple(_notes(account, found)))


def days_late(row: Row, as_of: Instant) -> int:
    """超期天数: begun days of 24 hours from the limit to the claim, or to the cut-off."""
    due = row.event.time("due_at")
    until = row.claim.at if row.done and row.claim else as_of
    return ceil((moment(until) - moment(due)) / DAY) if due is not None else 0


def _order(row: Row, as_of: Instant) -> tuple[bool, int, str]:
    return row.done, -days_late(row, as_of), row.event.no


def _row(row: Row, account: Account, settings: Settings) -> Sequence[Cell]:
    event = row.event
    due = chinese(event.time("due_at"), settings.zone)
    how = "超期办结" if row.done else "超期未结"
    return event.no, event.title, event.text("street"), unit(event) or BLANK, due, how, days_late(row, account.as_of)


def _notes(account: Account, found: Sequence[Row]) -> Iterator[str]:
    limited = sum(row.event["due_at"] is not None for row in account.rows if row.counts)
    if not limited:
        yield "本月事件都没有办理期限，无从判断是否超期；本表为空不表示没有超期。"
    elif not found:
        yield f"有办理期限的 {limited:,} 件中没有超期件（零报告）。"
    else:
        yield f"超期 {len(found):,} 件；未结的算到统计截止时，办结的算到报办结时，不足一天按一天计；时钟暂停中的不算。"
    if len(found) > LONGEST:
        yield f"只列超期天数最多的 {LONGEST} 件，其余 {len(found) - LONGEST:,} 件请在台账中查询。"
    yield "标题已略去姓名、电话和编号；不列反映人。"
