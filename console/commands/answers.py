"""Commands about what is owed to those who asked: replies, callbacks."""

from __future__ import annotations

import argparse

from console.answering import gap_began, to_call, waiting
from console.commands.office import on_office
from console.office import Office
from console.output import as_json, line, table
from console.words import _, say
from wangge.callback import Candidate, draw
from wangge.errors import WanggeError
from wangge.times import chinese, iso
from wangge.upstream import reply_text


@on_office
def replies(options: argparse.Namespace, office: Office) -> int:
    """List the orders that are done here and not yet answered in the system they came from."""
    zone = office.settings.zone
    found = waiting(office)
    if options.json:
        for event in found:
            as_json(
                {
                    "no": event.no,
                    "upstream_system": event.extra.get("upstream_system"),
                    "upstream_no": event.extra.get("upstream_no"),
                    "upstream_due": iso(event.time("upstream_due"), zone),
                    "done_unit": event["done_unit"],
                    "title": event.title,
                    "reply": reply_text(event.values),
                }
            )
        return 0
    for event in found:
        due = chinese(event.time("upstream_due"), zone)
        line(say("{no}  {order}  截止 {due}  {title}", no=event.no, order=event.extra.get("upstream_no", "—"), due=due, title=event.title))
        line("  " + reply_text(event.values).replace("\n", "\n  "))
    line(say("共 {count} 件待回填。录入对方系统后，用 wangge act 编号 回单 登记。", count=len(found)))
    return 0


@on_office
def callbacks(options: argparse.Namespace, office: Office) -> int:
    """List who is to be called back, or draw a sample of them by a published seed."""
    if (options.sample is None) != (not options.seed):
        raise WanggeError("usage", reason=_("抽样要同时写 --sample 件数 和 --seed 事先公布的种子，例如 --sample 10 --seed 2026-11。"))
    zone = office.settings.zone
    found = to_call(office)
    keys = office.queries.callers(found)
    called = office.queries.called_since(gap_began(office))
    if options.sample is not None:
        drawn = draw([Candidate(event.no, keys.get(event.id)) for event in found], called, options.sample, options.seed)
        known = {event.no: event for event in found}
        shown = [known[no] for no in drawn]
    else:
        shown = found
    if options.json:
        for event in shown:
            as_json(
                {
                    "no": event.no,
                    "external_no": event["external_no"],
                    "source": event["source"],
                    "done_unit": event["done_unit"],
                    "done_at": iso(event.time("done_at"), zone),
                    "title": event.title,
                    "call_attempts": event.number("call_attempts"),
                    "called_recently": keys.get(event.id) in called,
                }
            )
        return 0
    rows = [
        (
            event.no,
            event.text("source"),
            event.text("done_unit"),
            chinese(event.time("done_at"), zone),
            _("近日已回访") if keys.get(event.id) in called else "",
            event.title,
        )
        for event in shown
    ]
    table((_("受理编号"), _("来源"), _("办结单位"), _("办结时间"), _("提示"), _("标题")), rows, (16, 10, 14, 16, 10, 32))
    if options.sample is not None:
        line(
            say(
                "从 {all} 件待回访中抽取 {count} 件，种子“{seed}”。同一种子、同一批件，谁抽都一样。",
                all=len(found),
                count=len(shown),
                seed=options.seed,
            )
        )
    else:
        line(say("共 {count} 件待回访。{days} 日内回访过的反映人不再打扰。", count=len(shown), days=office.settings.policy.call_gap))
    return 0
