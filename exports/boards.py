"""Boards 联动看板 and notices 通报: who was called and came, who owes what, whom to name; by title and unit, never by resident."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import ceil

from wangge.clocks import overdue
from wangge.coordination import Debt, Whistle, owed
from wangge.fields import SUPERVISION
from wangge.records import Event
from wangge.settings import Settings
from wangge.sheets import Cell, Column, Report, Shape, Sheet
from wangge.times import Instant, chinese, moment

DAY = timedelta(days=1)
NOTICE = "通报"


def days_over(due: Instant | None, now: Instant) -> int:
    """Begun days of 24 hours since `due`; 0 while there is time, or where nobody set a date."""
    return max(0, ceil((moment(now) - moment(due)) / DAY)) if due else 0


def whistle_sheet(told: Iterable[tuple[Event, Whistle]], settings: Settings) -> Sheet:
    """吹哨看板: one row for each department that was called."""
    columns = (
        *(Column("受理编号", width=16), Column("标题", width=24), Column("吹哨时间", Shape.TIME, 16), Column("类别")),
        *(Column("部门"), Column("报到"), Column("用时（分钟）", Shape.COUNT), Column("会商结论", width=24), Column("评价", width=8)),
    )
    rows: list[Sequence[Cell]] = []
    for event, whistle in told:
        blown = chinese(whistle.at, settings.zone)
        for party in whistle.parties:
            came = "已到" if party.arrived_at else "缺席" if whistle.concluded_at or party.department in whistle.absent else "未到"
            rows.append(
                (
                    event.no,
                    event.title,
                    blown,
                    whistle.ground or "未写明",
                    party.department,
                    came,
                    party.minutes,
                    whistle.conclusion,
                    party.rating,
                )
            )
    note = f"吹哨叫到部门 {len(rows):,} 次，未到 {sum(row[5] != '已到' for row in rows):,} 次；用时从吹哨算到报到或点名。"
    return Sheet("吹哨", "吹哨报到看板", columns, tuple(rows), notes=(note,))


def debt_sheet(debts: Iterable[tuple[Event, Debt]], settings: Settings, now: Instant) -> Sheet:
    """待办看板: who owes what on which event, the latest first within each unit."""
    columns = (
        *(Column("单位", width=16), Column("应办", width=16), Column("受理编号", width=16), Column("标题", width=28)),
        *(Column("期限", Shape.TIME, 16), Column("超期天数", Shape.COUNT, 10)),
    )
    found = sorted(debts, key=lambda each: (each[1].who, each[1].due or "9", each[0].no))
    rows = tuple(
        (debt.who, debt.what, event.no, event.title, chinese(debt.due, settings.zone) if debt.due else None, days_over(debt.due, now))
        for event, debt in found
    )
    note = f"{len({row[0] for row in rows}):,} 个单位共 {len(rows):,} 项，已超期 {sum(row[5] > 0 for row in rows):,} 项。"
    return Sheet("待办", "各单位待办看板", columns, rows, notes=(note,))


def notice_report(events: Sequence[Event], settings: Settings, now: Instant) -> Report:
    """通报: overdue by unit, cards, and helpers that have not reported, from the open events.

    Args:
        events: the open events.
        settings: the office's decisions.
        now: the moment as of which it holds.
    """
    as_of = chinese(now, settings.zone)
    sheets = (_overdue(events, now), _cards(events, settings, now), _helpers(events, settings, now))
    return Report(NOTICE, "办理情况通报", settings.name, f"截至 {as_of}", sheets)


def _overdue(events: Sequence[Event], now: Instant) -> Sheet:
    by_unit: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_unit[event.text("unit") or event.owner].append(event)
    columns = (
        *(Column("承办单位", width=18), Column("未结", Shape.COUNT), Column("超期未结", Shape.COUNT)),
        *(Column("最长超期（天）", Shape.COUNT, 14), Column("最久一件", width=16)),
    )
    rows = []
    for unit, held in by_unit.items():
        late = sorted((-days_over(event.time("due_at"), now), event.no) for event in held if overdue(event.known, now))
        if late:
            rows.append((unit, len(held), len(late), -late[0][0], late[0][1]))
    rows.sort(key=lambda row: (-row[2], -row[3], row[0]))
    dated = sum(event["due_at"] is not None for event in events)
    note = (
        "超期按群众答复期限算，不足一天按一天计；没有办理期限的、时钟暂停中的不判断。"
        if dated
        else "未结件都没有办理期限，无从判断是否超期。"
    )
    total = ("合计", sum(row[1] for row in rows), sum(row[2] for row in rows), max((row[3] for row in rows), default=0), "")
    return Sheet("超期", "超期未结通报", columns, tuple(rows), total, notes=(note,))


def _cards(events: Sequence[Event], settings: Settings, now: Instant) -> Sheet:
    columns = (
        *(Column("督办等级", width=10), Column("受理编号", width=16), Column("标题", width=28), Column("承办单位", width=16)),
        *(Column("应回复", Shape.TIME, 16), Column("回复", width=10)),
    )
    carded = [event for event in events if event["supervised"]]
    carded.sort(key=lambda event: (-SUPERVISION.index(event.text("supervised")), event.no))
    rows = []
    for event in carded:
        by = event.known.get("supervise_by")
        due = Instant(str(by)) if by else None
        answered = "已回复" if due is None else "超期未回复" if days_over(due, now) else "待回复"
        unit = event.text("unit") or event.owner
        rows.append((event["supervised"], event.no, event.title, unit, chinese(due, settings.zone) if due else None, answered))
    counted = Counter(event.text("supervised") for event in carded)
    note = "、".join(f"{level} {counted[level]:,} 件" for level in reversed(SUPERVISION))
    return Sheet("督办", "督办通报", columns, tuple(rows), notes=(f"在办件中：{note}。",))


def _helpers(events: Sequence[Event], settings: Settings, now: Instant) -> Sheet:
    found = [(event, debt) for event in events for debt in owed(event) if debt.what == "协办反馈"]
    sheet = debt_sheet(found, settings, now)
    return Sheet("协办", "协办未反馈通报", sheet.columns, sheet.rows, notes=sheet.notes)
