"""Commands about several departments: whistles, owes, notices, incident."""

from __future__ import annotations

import argparse

from console import coordination
from console.commands.office import on_office
from console.commands.reports import report_json
from console.moments import at_time
from console.office import Office
from console.output import as_json, line
from console.reporting import preview_lines
from console.words import _, say
from wangge.errors import WanggeError
from wangge.incident import Incident, Kind
from wangge.sheets import Sheet
from wangge.times import Instant, iso

WIDTH = 120


def _draw(sheet: Sheet) -> None:
    for text in preview_lines(sheet, WIDTH):
        line(text)


@on_office
def whistles(options: argparse.Namespace, office: Office) -> int:
    """The board of whistles: called, arrived, minutes, conclusion, rating."""
    from exports.boards import whistle_sheet

    if not options.json:
        _draw(whistle_sheet(coordination.blown(office), office.settings))
        return 0
    for event, whistle in coordination.blown(office):
        zone = office.settings.zone
        as_json(
            {
                "no": event.no,
                "title": event.title,
                "at": iso(whistle.at, zone),
                "by": whistle.by,
                "ground": whistle.ground,
                "reason": whistle.reason,
                "meet_at": iso(whistle.meet_at, zone),
                "meet_place": whistle.meet_place,
                "departments": [
                    {
                        "department": each.department,
                        "arrived_at": iso(each.arrived_at, zone),
                        "minutes": each.minutes,
                        "rating": each.rating,
                    }
                    for each in whistle.parties
                ],
                "absent": list(whistle.absent),
                "concluded_at": iso(whistle.concluded_at, zone),
                "conclusion": whistle.conclusion,
            }
        )
    return 0


@on_office
def owes(options: argparse.Namespace, office: Office) -> int:
    """The board of who owes what."""
    from exports.boards import debt_sheet

    if not options.json:
        _draw(debt_sheet(coordination.debts(office), office.settings, office.now()))
        return 0
    for event, debt in coordination.debts(office):
        as_json({"who": debt.who, "what": debt.what, "no": event.no, "title": event.title, "due": iso(debt.due, office.settings.zone)})
    return 0


@on_office
def notices(options: argparse.Namespace, office: Office) -> int:
    """Write the notices."""
    made = coordination.notices(office)
    path = coordination.write_notices(office, made, options.out)
    if options.json:
        as_json({"file": str(path), "report": report_json(made)})
        return 0
    for sheet in made.sheets:
        _draw(sheet)
        line()
    line(say("已写出 {file}", file=path))
    return 0


@on_office
def incident(options: argparse.Namespace, office: Office) -> int:
    """Work on an incident: open, add, log, show, brief, close, list."""
    actor, what = office.actor(options.as_name), options.what
    if what == "list":
        for each in coordination.all_incidents(office):
            _tell(each, office, options)
        return 0
    name, words = options.name, " ".join(options.words)
    if not name:
        raise WanggeError("usage", reason=_("incident 要写成：wangge incident open 名称，或 add、log、show、brief、close"))
    match what:
        case "open":
            found = coordination.begin(office, name, options.place, options.called, at_time(options.at, office), actor)
        case "add":
            coordination.gather(office, name, words, actor)
            found = coordination.one(office, name)
        case "log":
            found = coordination.log(office, name, Kind(options.kind), words, actor)
        case "brief":
            text, path = coordination.send_bulletin(office, name, actor)
            as_json({"file": str(path), "text": text}) if options.json else line(text + say("已写出 {file}", file=path))
            return 0
        case "close":
            found = coordination.end(office, name, actor)
        case _:
            found = coordination.one(office, name)
    _tell(found, office, options)
    return 0


def _tell(found: Incident, office: Office, options: argparse.Namespace) -> None:
    if not options.json:
        _draw(coordination.incident_sheet(office, found))
        return
    counted, zone = coordination.figures(office, found.name), office.settings.zone

    def time(at: Instant | None) -> str | None:
        return iso(at, zone)

    as_json(
        {
            "name": found.name,
            "place": found.place,
            "called": list(found.called),
            "began_at": time(found.began_at),
            "ended_at": time(found.ended_at),
            "events": counted.events,
            "open": counted.open,
            "done": counted.done,
            "overdue": counted.overdue,
            "log": [
                {
                    "at": time(each.at),
                    "by": each.by,
                    "kind": each.kind,
                    "text": each.text,
                    "present": list(each.present),
                    "absent": list(each.absent),
                }
                for each in found.log
            ],
        }
    )
