"""Commands of a shift: `handover`, `move-cards`, `unplaced`."""

from __future__ import annotations

import argparse
from itertools import islice

from console import handing, placing
from console.commands.events import SHOWN
from console.commands.office import on_office
from console.office import Office
from console.output import as_json, event_json, line, table
from console.words import _, say
from wangge.errors import WanggeError
from wangge.query import parse
from wangge.times import chinese, iso


@on_office
def handover(options: argparse.Namespace, office: Office) -> int:
    """Write the note for the next shift, only show it, or take over."""
    actor, zone = office.actor(options.as_name), office.settings.zone
    if options.take:
        taken = handing.take_over(office, actor)
        if options.json:
            as_json({"handover": taken.n, "by": taken.actor, "at": iso(taken.at, zone), "taken_by": actor.name, "text": taken.data["text"]})
        else:
            line(str(taken.data["text"]))
            line(say("{who}已接 {by} 的班。", who=actor.name, by=taken.actor))
        return 0
    n, made = (0, handing.gather(office, actor)) if options.dry_run else handing.hand_over(office, actor)
    if options.json:
        sections = [{"name": section.name, "nos": [each.no for each in section.entries]} for section in made.sections]
        as_json({"handover": n or None, "by": actor.name, "sections": sections, "text": made.text})
        return 0
    line(made.text)
    if n:
        line(say("已交班（第 {n} 步），等下一班的人接班。", n=n))
    return 0


@on_office
def move_cards(options: argparse.Namespace, office: Office) -> int:
    """Give the open events of one person to another, as one operation."""
    moved = handing.move_cards(office, options.before, options.after, options.reason, office.actor(options.as_name))
    ref = f"S{moved[0].version}"
    if options.json:
        as_json({"from": options.before, "to": options.after, "nos": [event.no for event in moved], "ref": ref})
    else:
        text = "{before}名下 {count} 件未结的已移交{after}。要退回用 wangge undo {ref}。"
        line(say(text, before=options.before, after=options.after, count=len(moved), ref=ref))
    return 0


@on_office
def unplaced(options: argparse.Namespace, office: Office) -> int:
    """List the events that lie in no grid, or place some."""
    zone = office.settings.zone
    if options.place:
        for event in placing.place(office, options.nos, options.place, office.actor(options.as_name)):
            where = "/".join(filter(None, (event.text("street"), event.text("community"), event.text("grid"))))
            as_json(event_json(event, office.rules.fields, zone)) if options.json else line(
                say("{no} 已落到 {where}", no=event.no, where=where)
            )
        return 0
    if options.nos:
        raise WanggeError("usage", reason=_("落格要写明路径：wangge unplaced 编号… --place 区/街道/社区/网格"))
    found = office.queries.each(parse(placing.UNPLACED, office.catalogue.fields()))
    if options.json:
        for event in islice(found, options.limit or None):
            as_json(event_json(event, office.rules.fields, zone))
        return 0
    rows = [
        (event.no, event.state, event.text("community") or "—", event.text("place"), chinese(event.time("reported_at"), zone), event.title)
        for event in islice(found, options.limit or SHOWN)
    ]
    table((_("受理编号"), _("状态"), _("社区"), _("地点"), _("上报时间"), _("标题")), rows, (16, 10, 12, 20, 16, 40))
    return 0
