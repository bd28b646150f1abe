"""Commands about limits: due, explain."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from console import office as offices
from console.commands.office import on_office
from console.explaining import day_line, lines, unknown_years
from console.moments import moment
from console.office import Office
from console.output import as_json, line
from console.words import say
from wangge.calendar import national
from wangge.clocks import Clocks
from wangge.errors import WanggeError
from wangge.explain import Explained, clause
from wangge.limits import Day, Limit, Pause
from wangge.settings import Settings
from wangge.times import Instant, chinese, from_wall, iso


def due(options: argparse.Namespace) -> int:
    """The deadline of any limit, with every day; an office's own calendar is used where one is given."""
    clocks = _clocks(options)
    limit = Limit.parse(options.limit)
    if limit is None:
        raise WanggeError("value_invalid", label="时限", value=options.limit, reason="应写成 5工作日、24小时、4工作时")
    zone = clocks.settings.zone
    found = clocks.deadline(limit, from_wall(_wall(options.start), zone), [_pause(text) for text in options.pause or ()])
    early, end, late = (from_wall(each or found.due, zone) for each in (found.earliest, found.due, found.latest))
    if options.json:
        days = [_day_json(day) for day in found.days]
        as_json({"due": iso(end, zone), "days": days, "certain": found.certain, "earliest": iso(early, zone), "latest": iso(late, zone)})
        return 0
    line(say("到期 {due}", due=chinese(end, zone)))
    if not found.certain:
        line(unknown_years(early, late, zone))
    line(clause(limit))
    _print_days(found.days)
    return 0


@on_office
def explain_event(options: argparse.Namespace, office: Office) -> int:
    """Every clock of an event: its days one by one, and the clause."""
    event = office.queries.event(options.no)
    told = office.queries.explain(event, office.rules.clocks)
    zone = office.settings.zone
    if options.json:
        as_json({"no": event.no, "state": event.state, "clocks": [_clock_json(each, zone) for each in told]})
        return 0
    for each in told:
        for text in lines(each, zone):
            line(text)
        _print_days(each.days)
    if not told:
        line(say("事件 {no} 现在没有在走的时限。", no=event.no))
    return 0


def _print_days(days: Iterable[Day]) -> None:
    for day in days:
        line(day_line(day))


def _day_json(day: Day) -> dict[str, Any]:
    return {"day": day.day.isoformat(), "counted": day.counted, "why": day.why}


def _clock_json(told: Explained, zone: ZoneInfo) -> dict[str, Any]:
    clock = told.clock
    return {
        "kind": clock.kind,
        "start": iso(Instant(clock.start) or None, zone),
        "limit": clock.limit,
        "row": clock.row,
        "amber": iso(clock.amber, zone),
        "due": iso(Instant(clock.due) or None, zone),
        "counted_due": iso(told.counted, zone),
        "clause": told.clause,
        "certain": clock.certain,
        "earliest": iso(told.earliest or Instant(clock.due) or None, zone),
        "latest": iso(told.latest or Instant(clock.due) or None, zone),
        "pauses": [{"from": begin.isoformat(), "to": end.isoformat()} for begin, end in told.pauses],
        "days": [_day_json(day) for day in told.days],
    }


def _clocks(options: argparse.Namespace) -> Clocks:
    """The clocks of the office that was named, or of none."""
    try:
        folder = offices.find(options.office)
    except WanggeError as error:
        if error.code != "office_unnamed":
            raise
        settings = Settings()
        return Clocks(settings, settings.days.on(national()))
    with closing(offices.Office.open(folder)) as office:
        return office.rules.clocks


def _pause(text: str) -> Pause:
    """`FROM..TO`; days without a time are whole days, both included."""
    begin, dots, end = text.partition("..")
    if not dots:
        raise WanggeError("usage", reason=say("--pause 要写成 起..止，收到的是“{value}”。", value=text))
    first, last = _wall(begin), _wall(end)
    if last < first:
        raise WanggeError("usage", reason=say("--pause 的起止颠倒：“{value}”。", value=text))
    return first, last if ":" in end else last + timedelta(days=1)


def _wall(text: str) -> datetime:
    return moment(text)
