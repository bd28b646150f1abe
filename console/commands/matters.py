"""Commands about which orders are one matter: alike, merge."""

from __future__ import annotations

import argparse

from console.commands.office import on_office
from console.confirm import confirmed
from console.merging import mark_line, preview
from console.office import Office
from console.output import as_json, event_json, line
from console.words import _, say, spoken_text
from wangge.alike import Mark
from wangge.lifecycle import Action
from wangge.merging import check_target


@on_office
def alike(options: argparse.Namespace, office: Office) -> int:
    """List the events that look like one, with the reasons."""
    marks = office.queries.alike(office.queries.event(options.no), options.limit)
    if options.json:
        for mark in marks:
            as_json(mark_json(mark))
        return 0
    for mark in marks:
        line(mark_line(mark))
    if not marks:
        line(_("没有看到相像的事件。"))
    return 0


def mark_json(mark: Mark) -> dict[str, object]:
    """A mark as `--json` gives it."""
    return {
        "no": mark.event.no,
        "external_no": mark.event["external_no"],
        "state": mark.event.state,
        "title": mark.event.title,
        "points": mark.likeness.points,
        "likely": mark.likeness.likely,
        "reasons": [spoken_text(reason) for reason in mark.likeness.reasons],
        "master": mark.master,
    }


@on_office
def merge(options: argparse.Namespace, office: Office) -> int:
    """Merge orders into one event, after a look at what would become of them."""
    master = office.queries.event(options.into)
    check_target(master)
    orders = [office.queries.event(no) for no in options.nos]
    if not options.json:
        for text in preview(office, master, orders):
            line(text)
    if not (options.yes or _agreed(options)):
        return 1
    actor = office.actor(options.as_name)
    merged = office.ledger.act_many([event.no for event in orders], Action.MERGE, actor, {"into": master.no})
    counted = len(office.queries.matter(master))
    if options.json:
        as_json(
            {
                "into": master.no,
                "orders": counted,
                "merged": [event_json(event, office.rules.fields, office.settings.zone) for event in merged],
            }
        )
    else:
        line(say("已并入 {no}：{count} 件。本事项现有 {orders} 单。", no=master.no, count=len(merged), orders=counted))
    return 0


def _agreed(options: argparse.Namespace) -> bool:
    return confirmed(_("回车并案；输入 n 回车不并："), _("没有并案。核对无误后加 --yes 再运行一次。"), json=options.json)
