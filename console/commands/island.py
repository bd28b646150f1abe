"""Commands of the front island 前岛: island, services, backlog."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from console import island as front
from console.commands.office import on_office
from console.commands.reports import report_json
from console.office import Office
from console.output import as_json, line, table
from console.reporting import preview_lines
from console.words import _, say, spoken_text
from wangge.island import Queue, since, unguided, visits
from wangge.records import Event
from wangge.services import find, one
from wangge.times import iso

WIDTH = 120


@on_office
def island(options: argparse.Namespace, office: Office) -> int:
    """List the blocks, the queue of one, or where a matter belongs."""
    front.required(office)
    if options.suggest:
        _suggest(office.queries.event(options.suggest), office, options)
    elif options.block:
        _queue(front.queue(office, options.block), office, options)
    else:
        _blocks(front.waiting(office), office, options)
    return 0


def _blocks(queues: tuple[Queue, ...], office: Office, options: argparse.Namespace) -> None:
    if options.json:
        for each in queues:
            told = {"block": each.block, "group": each.group, "open": len(each.events), "unguided": each.unguided}
            as_json({**told, "unreceived": each.unreceived, "since": iso(each.longest, office.settings.zone)})
        return
    now = office.now()
    rows = [
        (each.group, each.block, f"{len(each.events):,}", f"{each.unguided + each.unreceived:,}", front.waited(each.longest, now))
        for each in queues
    ]
    table(("", _("板块"), _("件数"), _("未接收"), _("最久")), rows, (2, 20, 6, 8, 14))


def _queue(queue: Queue, office: Office, options: argparse.Namespace) -> None:
    zone, now = office.settings.zone, office.now()
    for event in queue.events:
        known = event.known
        if options.json:
            received = known.get("island_received")
            told = {"no": event.no, "title": event.title, "state": event.state, "block": known.get("island_block")}
            as_json({**told, "since": iso(since(event), zone), "received": bool(received), "visits": visits(known)})
        else:
            where = _("待导引") if unguided(known) else _("已接收") if known.get("island_received") else _("未接收")
            waited = say("已等 {time}", time=front.waited(since(event), now))
            came = say("来访 {times} 次", times=visits(known))
            line(f"{event.no}　{waited}　{where}　{came}　{event.state}　{event.title}")
    if not queue.events and not options.json:
        line(say("“{block}”没有人等。", block=queue.block))


def _suggest(event: Event, office: Office, options: argparse.Namespace) -> None:
    found = front.suggestion(office, event.known)
    if options.json:
        path = list(found.path) if found else []
        as_json({"no": event.no, "block": found and found.block, "path": path, "why": found and found.why})
        return
    if found:
        line(say("建议 {path}　{why}", path=" → ".join(found.path), why=spoken_text(found.evidence)))
        line(found.reason)
        return
    line(_("看不出该到哪个板块，照着问一句："))
    for branch in front.flat(front.branches(office)):
        line(f"  {branch.block}　{branch.question}")


@on_office
def services(options: argparse.Namespace, office: Office) -> int:
    """List what people come for; one item in full."""
    front.required(office)
    held, word = front.catalogue(office), options.word
    found = find(held, word) if word else held
    if not found:
        one(held, word)
    if options.json:
        for each in found:
            as_json({name: list(value) if isinstance(value, tuple) else value for name, value in asdict(each).items()})
        return 0
    if len(found) > 1:
        table((_("事项"), _("板块"), _("时限")), [(each.name, each.block, each.limit) for each in found], (30, 18, 60))
        return 0
    line(found[0].name)
    for label, value in front.described(found[0]):
        line("  " + say("{label}：{value}", label=label, value=value.replace("\n", "\n    ")))
    return 0


@on_office
def backlog(options: argparse.Namespace, office: Office) -> int:
    """The board of old petitions: who has taken on which, and until when."""
    front.required(office)
    made = front.backlog(office)
    if options.json:
        as_json({"report": report_json(made)})
        return 0
    for sheet in made.sheets:
        for text in preview_lines(sheet, WIDTH):
            line(text)
    return 0
