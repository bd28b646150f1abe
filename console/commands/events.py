"""Commands about events: events, show, register, act, act-many."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from console.batch import preview
from console.changing import changed_lines
from console.columns import arranged, chosen, usual
from console.commands.office import on_office
from console.listed import place_of, write_list
from console.merging import order_lines
from console.moments import at_time
from console.office import Office
from console.output import as_json, change_json, event_json, line, pairs, plain, step_json, table
from console.units import check_units
from console.views import named
from console.words import _, put, say
from wangge.actor import Actor
from wangge.changes import changes, in_words, label
from wangge.errors import WanggeError
from wangge.fields import BY_NAME
from wangge.lifecycle import PATHS, Action, Path
from wangge.numbering import typed_phone
from wangge.query import SAME_CALLER, And, parse
from wangge.records import Event, Step
from wangge.times import chinese
from wangge.views import View

FREE = 44
"""Cells of a column that takes what is left, where a terminal is not asked how wide it is."""
SHOWN = 50
"""Rows of a list for people, unless --limit says otherwise."""


@on_office
def events(options: argparse.Namespace, office: Office) -> int:
    """List or count what a query finds."""
    view = _of_caller(_asked(options, office), options, office)
    query = parse(view.query, office.catalogue.fields())
    start = place_of(office, view.order, options.at) if options.at else None
    found: Iterable[Event] = office.queries.each(query, view.order, start)
    if options.out:
        some = list(islice(found, options.limit or None)) if options.limit or start else None
        path = write_list(office, view, some, out=options.out)
        as_json({"file": str(path)}) if options.json else line(str(path))
        return 0
    if options.count:
        number = _left(office, query, view, start)
        as_json({"count": number}) if options.json else line(str(number))
        return 0
    if options.json:
        for event in islice(found, options.limit or None):
            as_json(event_json(event, office.rules.fields, office.settings.zone))
        return 0
    columns = arranged(view, office)
    rows = [[column.text(event) for column in columns] for event in islice(found, options.limit or SHOWN)]
    table([_(column.label) for column in columns], rows, [column.width or FREE for column in columns])
    number = _left(office, query, view, start)
    if not number:
        line(_("没有符合的事件。"))
    elif number > len(rows):
        line(say("共 {number:,} 件，这里是前 {shown} 件。用 --limit 多看，用 --count 只数。", number=number, shown=len(rows)))
    return 0


def _left(office: Office, query: And, view: View, start: Event | None) -> int:
    """How many events a query finds from a place in its list on."""
    return office.queries.count(query) - (office.queries.ahead(query, start, view.order) if start else 0)


def _asked(options: argparse.Namespace, office: Office) -> View:
    """The view that is asked for: a saved one, with what else is said put in its place.

    Raises:
        WanggeError: `view_unknown`, `field_unknown`.
    """
    line = " ".join(options.query)
    view = named(office, options.view) if options.view else usual()
    view = replace(view, query=f"{view.query} {line}".strip())
    if options.order:
        view = replace(view, order=options.order)
    return replace(view, columns=chosen(options.columns, office)) if options.columns else view


def _of_caller(view: View, options: argparse.Namespace, office: Office) -> View:
    """The view with the events of a caller in the place of a whole phone number, where that is all that is asked and no event has it.

    Raises:
        WanggeError: `caller_reason`, `caller_unknown`.
    """
    phone = view.query
    if not typed_phone(phone) or office.queries.numbered(phone):
        return view
    no = office.ledger.find_caller(phone, options.reason, office.actor(options.as_name))
    return replace(view, query=f"{SAME_CALLER}:{no}")


def _one(number: str, office: Office) -> Event:
    """The event with this number, or the only one whose number ends with it.

    Raises:
        WanggeError: `event_unknown`, `number_several`.
    """
    try:
        return office.queries.event(number)
    except WanggeError as error:
        ending = office.queries.numbered(number) if error.code == "event_unknown" else ()
        if not ending:
            raise
        if len(ending) > 1:
            raise WanggeError("number_several", no=number, count=len(ending), nos="、".join(each.no for each in ending)) from error
        return ending[0]


@on_office
def show(options: argparse.Namespace, office: Office) -> int:
    """An event with all its steps."""
    zone, fields = office.settings.zone, office.rules.fields
    if options.reveal:
        name = next((name for name, known in fields.items() if options.reveal in {name, known.label}), options.reveal)
        revealed = office.ledger.reveal(options.no, name, options.reason, office.actor(options.as_name))
        if options.json:
            as_json({"no": options.no, "field": name, "value": plain(name, revealed, fields, zone)})
        else:
            line(in_words(name, revealed, fields, zone))
        return 0
    event = _one(options.no, office)
    steps = office.queries.steps(event)
    if options.changes:
        if options.json:
            as_json({"no": event.no, "changes": [change_json(each, fields, zone) for each in changes(steps)]})
            return 0
        for each in changes(steps):
            line(told(each.step, office))
            for text in changed_lines(each, fields, zone):
                line(f"          {text}")
        return 0
    if options.json:
        orders = [order.no for order in office.queries.matter(event) if order.id != event.id]
        told_steps = [step_json(step, fields, zone) for step in steps]
        as_json({**event_json(event, fields, zone), "orders": orders, "steps": told_steps})
        return 0
    line(say("{no}  {state}  责任方：{owner}", no=event.no, state=event.state, owner=event.owner))
    line(event.title)
    for name, value in (*event.values.items(), *event.extra.items()):
        if name not in {"no", "state", "title", "pauses"}:  # `explain` tells pauses as spans
            line("  " + say("{label}：{value}", label=_(label(name, fields)), value=in_words(name, value, fields, zone)))
    for text in order_lines(office, event):
        line("  " + text)
    line()
    for step in steps:
        line(told(step, office))
    return 0


def told(step: Step, office: Office) -> str:
    """A step in one line: when it happened and when it was typed, who and what."""
    zone = office.settings.zone
    when = chinese(step.at, zone) if step.proven else _("时间无证据")
    by = step.actor + (say("（{by}代录）", by=step.recorded_by) if step.recorded_by != step.actor else "")
    way = f"{step.source or '—'} → {step.target or '—'}" if step.source is not step.target else str(step.target)
    proof = step.data.get("proof")
    why = say("据“{column}”", column=BY_NAME[str(proof)].label) if proof in BY_NAME else ""
    reason = step.data.get("reason") or step.data.get("note") or why
    mark = _("（已撤销）") if step.undone else ""
    return f"  {step.n:>6}  {when}  {step.action}{mark}  {way}  {by}  {reason or ''}".rstrip()


@on_office
def register(options: argparse.Namespace, office: Office) -> int:
    """Register an event, and answer it on the spot where that is asked."""
    given = {
        "text": options.text,
        "source": options.source,
        "caller": options.caller,
        "caller_phone": options.phone,
        "category": options.category,
        "subcategory": options.subcategory,
        "community": options.community,
        "place": options.place,
    }
    given = {name: value for name, value in given.items() if value} | dict(pairs(options.set))
    for name, own in (("district", office.settings.district), ("street", office.settings.street)):
        if own:
            given.setdefault(name, own)
    actor, at = office.actor(options.as_name), at_time(options.at, office)
    event = office.ledger.register(given, actor, at=at, answer=options.answer or "")
    _tell(event, office, options)
    return 0


@on_office
def act(options: argparse.Namespace, office: Office) -> int:
    """Do an action on one event or on several as one operation."""
    *nos, name = options.words
    if not nos:
        raise WanggeError("usage", reason=_("act 要写成：wangge act 编号 操作，例如 wangge act WG202611210001 签收"))
    what = action_named(name)
    given = dict(pairs(options.set))
    given.update({key: value for key, value in (("voucher", options.voucher), ("said_by", options.said_by)) if value})
    if not options.new_unit:
        check_units(given, office)
    actor = _voiced(office.actor(options.as_name), options.voucher)
    for event in office.ledger.act_many(nos, what, actor, given, at=at_time(options.at, office)):
        _tell(event, office, options)
    return 0


@on_office
def act_many(options: argparse.Namespace, office: Office) -> int:
    """Do an action on all events that a query finds, as one operation and one undo; without --yes only look at what it would do."""
    what, given, at = action_named(options.action), dict(pairs(options.set)), at_time(options.at, office)
    if not options.new_unit:
        check_units(given, office)
    actor = office.actor(options.as_name)
    nos = [event.no for event in office.queries.each(parse(" ".join(options.query), office.catalogue.fields()))]
    foreseen = office.ledger.foresee(nos, what, actor, given, at=at)
    left = [each.before.no for each in foreseen if each.after is not None]
    refused = [(each.before.no, each.refusal) for each in foreseen if each.refusal is not None]
    go = options.yes and bool(left) and (options.skip or not refused)
    done = office.ledger.act_many(left, what, actor, given, at=at) if go else ()
    if options.json:
        told = [{"no": no, "error": error.code, "message": put(error)} for no, error in refused]
        as_json({"found": len(nos), "allowed": len(left), "done": len(done), "step": done[-1].version if done else None, "refused": told})
    else:
        line(say("找到 {found:,} 件，能办 {allowed:,} 件。", found=len(nos), allowed=len(left)))
        for text in preview(foreseen, office):
            line(text)
        if done:
            line(say("已办 {count:,} 件。撤销：wangge undo S{step}", count=len(done), step=done[-1].version))
        elif options.yes and refused:
            line(_("一件也没有办。加 --skip 只办能办的。"))
        elif not options.yes:
            line(_("这是预览，没有写入。加 --yes 办理。"))
    return 1 if options.yes and not go else 0


def _voiced(actor: Actor, voucher: str) -> Actor:
    return replace(actor, via=voucher) if voucher else actor


def _tell(event: Event, office: Office, options: argparse.Namespace) -> None:
    if options.json:
        as_json(event_json(event, office.rules.fields, office.settings.zone))
    else:
        due = say("，期限 {due}", due=chinese(event.time("due_at"), office.settings.zone)) if event["due_at"] else ""
        line(say("{no}  {state}  责任方：{owner}{due}", no=event.no, state=event.state, owner=event.owner, due=due))


def action_named(name: str) -> Action | Path:
    """The action or path with this Chinese term or English name.

    Raises:
        WanggeError: `action_unknown`.
    """
    if name in PATHS or name in {"one_key_dispatch", "one-key-dispatch"}:
        return PATHS.get(name) or next(iter(PATHS.values()))
    for action in Action:
        if name in {action.value, action.name.lower(), action.name.lower().replace("_", "-")}:
            return action
    raise WanggeError("action_unknown", name=name, known="、".join((*PATHS, *(action.value for action in Action))))
