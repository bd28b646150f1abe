"""Commands about the office's limits and calendar: limits, calendar, clocks."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from console import timetable
from console.commands.office import on_office
from console.confirm import confirmed
from console.moments import at_time
from console.office import Office
from console.output import Progress, as_json, complain, line, table
from console.words import _, later, say
from db.clocks import Fact, by_kind, holidays_fact, limits_fact, local_day_fact
from wangge.errors import WanggeError
from wangge.limit_table import HEADERS, differences, to_rows
from wangge.moving import Moved
from wangge.times import Instant, chinese, iso


@on_office
def limits(options: argparse.Namespace, office: Office) -> int:
    """Show, export or import the limit table."""
    if options.file:
        return _import_limits(office, options)
    rows = list(to_rows(timetable.current(office)))
    if options.export:
        path = timetable.export_limits(office, Path(options.export))
        as_json({"file": str(path), "rows": len(rows)}) if options.json else line(say("已写出 {file}", file=path))
    elif options.json:
        as_json({"versions": len(office.rules.clocks.versions), "columns": list(HEADERS), "rows": [list(row) for row in rows]})
    else:
        shown = [
            (row.name, stage, str(span.amber or "—"), str(span.red))
            for row in timetable.current(office).rows
            for stage, span in row.spans.items()
        ]
        table((_("时限依据"), _("环节"), _("预警"), _("时限")), shown, (30, 8, 10, 10))
    return 0


def _import_limits(office: Office, options: argparse.Namespace) -> int:
    found = timetable.read_limits(office, Path(options.file))
    changes = differences(timetable.current(office), found)
    since = at_time(options.since, office) or office.now()
    if not options.json:
        for row, stage, before, after in changes:
            line(say("{row}　{stage}：{before} → {after}", row=row, stage=stage, before=before, after=after))
        line(say("共改 {count} 处，自 {since} 起用；以前办的不变。", count=len(changes), since=chinese(since, office.settings.zone)))
    entered = bool(changes) and not options.dry_run and _agreed(options)
    if entered:
        action, data = limits_fact(found, since)
        office.ledger.note_office(action, data, office.actor(options.as_name))
    if options.json:
        told = [{"row": row, "stage": stage, "before": before, "after": after} for row, stage, before, after in changes]
        as_json({"changes": told, "from": iso(since, office.settings.zone), "entered": entered})
    return 0 if entered or options.dry_run or not changes else 1


@on_office
def calendar(options: argparse.Namespace, office: Office) -> int:
    """Show the calendar, import a holiday notice, or enter local days; what moves is listed first."""
    facts, reason = _facts(office, options)
    if not facts:
        return _show_calendar(office, options)
    moving = timetable.moves(office, facts)
    if not options.json:
        _print_moves(moving, office)
    entered, undo = not options.dry_run and _agreed(options), ""
    if entered:
        step = timetable.enter(office, facts, () if options.keep else moving, reason, office.actor(options.as_name))
        undo = f"S{step}" if step else ""
    if options.json:
        as_json({"moved": [_move_json(each, office) for each in moving], "entered": entered, "undo": undo or None})
    elif undo:
        line(say("已记入并调整 {count} 件的期限。要退回期限：wangge undo {undo}", count=len(moving), undo=undo))
    return 0 if entered or options.dry_run else 1


def _facts(office: Office, options: argparse.Namespace) -> tuple[list[Fact], str]:
    """What was given to be entered, and the reason in words."""
    if options.file:
        found = timetable.read_holidays(office, Path(options.file))
        return [holidays_fact(found, Path(options.file).name)], f"放假安排公布：{'、'.join(f'{year}年' for year in found.years)}"
    days = [(text, rests) for texts, rests in ((options.rest, True), (options.work, False)) for text in texts or ()]
    if days and not options.reason:
        raise WanggeError("action_needs", action=_("本地休息日"), missing=_("理由"))
    return [local_day_fact(_day(text), options.reason, rests=rests) for text, rests in days], str(options.reason)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WanggeError("time_unreadable", value=text) from None


def _show_calendar(office: Office, options: argparse.Namespace) -> int:
    known = office.rules.clocks.calendar
    hours = [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in known.hours.spans]
    years = sorted(known.years)
    local = sorted(known.reasons.items())
    if options.json:
        as_json({"years": years, "hours": hours, "local": [{"day": day.isoformat(), "why": why} for day, why in local]})
        return 0
    line(say("办公时间 {hours}；放假安排知道到 {year} 年", hours="、".join(hours), year=years[-1]))
    for day, why in local:
        line(f"  {day:%Y-%m-%d}  {why}")
    return 0


def _print_moves(moving: Sequence[Moved], office: Office) -> None:
    zone = office.settings.zone
    for each in moving:
        for name, after in each.after.items():
            before = chinese(Instant(each.before[name]), zone)
            what = _("单位期限") if name == "unit_due_at" else _("期限")
            line(say("{no}　{what} {before} → {after}", no=each.no, what=what, before=before, after=chinese(Instant(after), zone)))
    line(say("未结事件中有 {count} 件的期限要调整；已结的不变。", count=len(moving)))


def _move_json(each: Moved, office: Office) -> dict[str, object]:
    zone = office.settings.zone
    before, after = ({name: iso(Instant(at), zone) for name, at in told.items()} for told in (each.before, each.after))
    return {"no": each.no, "before": before, "after": {**before, **after}}


@on_office
def clocks(options: argparse.Namespace, office: Office) -> int:
    """How many clocks run, and how many have run out."""
    done = 0
    if options.recompute:
        progress = Progress(later("重算时限"))
        done = office.ledger.recompute_clocks(progress)
        progress.end()
    wrong = list(office.ledger.uncounted_clocks()) if options.recompute else []
    kinds = by_kind(office.ledger.store, office.now())
    if options.json:
        told = [{"kind": kind, "running": count, "overdue": over} for kind, count, over in kinds]
        named = [{"no": no, "kind": clock.kind, "field": clock.field} for no, clock in wrong]
        as_json({"recomputed": done, "waiting": office.queries.pending_clocks(), "kinds": told, "uncounted": named})
        return 0
    if done:
        line(say("已重算 {count:,} 件的时限。", count=done))
    for no, clock in wrong:
        complain(say("事件 {no} 的时限“{kind}”不能计算：起算或者到期的时间读不出，请更正。", no=no, kind=clock.kind))
    table((_("时限"), _("在走"), _("超期")), [(kind, f"{count:,}", f"{over:,}") for kind, count, over in kinds], (10, 10, 10))
    return 0


def _agreed(options: argparse.Namespace) -> bool:
    """Ask at the terminal; without one nothing is entered unless `--yes` says so."""
    if options.yes:
        return True
    return confirmed(_("回车记入；输入 n 回车不记入："), _("没有记入。核对无误后加 --yes 再运行一次。"), json=options.json)
