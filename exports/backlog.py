"""The backlog board 信访积案: every old petition with the leader who has taken it on and the day by which it is to be settled 包案、化解."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from wangge.records import Event
from wangge.settings import Settings
from wangge.sheets import Column, Report, Shape, Sheet

NAME = "信访积案"
NOBODY = "未包案"
COLUMNS = (
    *(Column("包案领导", width=10), Column("化解期限", Shape.TIME, 10), Column("超期天数", Shape.COUNT, 8)),
    *(Column("受理编号", width=14), Column("信访件编号", width=14), Column("标题", width=24)),
)


def is_backlog(event: Event) -> bool:
    """Whether an event is an old petition that is not settled yet."""
    known = event.known
    return known.get("petition_backlog") == "是" and not known.get("petition_resolved") and event.is_open


def backlog_report(events: Iterable[Event], settings: Settings, today: date) -> Report:
    """The board as of today.

    Args:
        events: those that may be on it.
        settings: the office's decisions.
        today: the office's today.
    """
    held = sorted(filter(is_backlog, events), key=_by_leader)
    leaders = Counter(_leader(event) for event in held)
    rows = tuple(_row(event, today) for event in held)
    return Report(
        NAME,
        "信访积案包案化解",
        settings.name,
        f"截至 {today}",
        (Sheet(NAME, "信访积案包案化解", COLUMNS, rows, notes=tuple(_notes(leaders, rows))),),
    )


def _leader(event: Event) -> str:
    return str(event.known.get("petition_leader") or NOBODY)


def _by_leader(event: Event) -> tuple[bool, str, str, str]:
    leader = _leader(event)
    return leader != NOBODY, leader, str(event.known.get("petition_resolve_by") or "9"), event.no


def _row(event: Event, today: date) -> tuple[str | int | None, ...]:
    known = event.known
    by = known.get("petition_resolve_by")
    late = max(0, (today - date.fromisoformat(str(by))).days) if by else None
    title = ("〔重复〕" if known.get("petition_repeat") == "是" else "") + event.title
    return (_leader(event), str(by) if by else None, late, event.no, str(known.get("petition_no") or ""), title)


def _notes(leaders: Counter[str], rows: tuple[tuple[str | int | None, ...], ...]) -> Iterator[str]:
    each = "，".join(f"{leader} {count:,} 件" for leader, count in leaders.items() if leader != NOBODY)
    yield f"共 {len(rows):,} 件，未包案 {leaders[NOBODY]:,} 件，已超化解期限 {sum(bool(row[2]) for row in rows):,} 件。" + (
        f"包案：{each}。" if each else ""
    )
    yield "没有包案的排在最前；没有化解期限的不算超期天数。化解了的、办结了的不再列出。"
