"""Handing over 交接班: what is due, promised, paused, not typed back and in danger, gathered from the ledger; and moving one person's cards."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice, takewhile

from console import drafts
from console.office import Office
from wangge.actor import Actor
from wangge.errors import WanggeError
from wangge.handover import CARRIED, HAND_OVER, MOST, TAKE_OVER, Entry, Section, entry, next_noon, nos, note
from wangge.lifecycle import Action
from wangge.names import without_names
from wangge.ports import Progress, no_progress
from wangge.query import And, Filter, Literal, Not, parse
from wangge.records import Event, Fact, Step
from wangge.times import Instant, chinese, day_bounds, from_wall, local

PAUSED = "状态:挂账"
UNTOLD = "-上级环节:空|已回单 状态:待核查|待结案|已结案"
IN_DANGER = "-险情:空 险情处置:空 -状态:已归档"


@dataclass(frozen=True, slots=True)
class Note:
    """A note that is not written yet."""

    sections: tuple[Section, ...]
    text: str


def gather(office: Office, actor: Actor) -> Note:
    """What the next shift must know, as of now."""
    zone, now = office.settings.zone, office.now()
    wall = local(now, zone).replace(tzinfo=None)
    noon = next_noon(wall, office.rules.clocks.calendar)
    until = from_wall(noon, zone)
    due = takewhile(lambda event: event.text("due_at") <= until, office.queries.each(_query(office, "时限:未超期"), "due"))
    late = _query(office, "时限:超期")
    sections = (
        Section(f"{noon.month}月{noon.day}日中午前到期", _entries(due, lambda event: f"期限 {chinese(event.time('due_at'), zone)}")),
        Section("已超期", _entries(office.queries.each(late, "due"), lambda event: f"期限 {chinese(event.time('due_at'), zone)}")),
        Section("答应了的", _promised(office, noon.date().isoformat())),
        Section("暂停的", _entries(office.queries.each(_query(office, PAUSED)), lambda event: _on(office, event, "review_on", "复查"))),
        Section(
            "待回填",
            _entries(office.queries.each(_query(office, UNTOLD)), lambda event: _on(office, event, "upstream_due", "上级时限")),
        ),
        Section("未登记的草稿", tuple(entry("", each) for each in (drafts.gist(office.folder),) if each)),
        Section("险情未处置", _entries(office.queries.each(_query(office, IN_DANGER)), lambda event: event.text("danger"))),
    )
    return Note(sections, note(sections, f"交接班　{chinese(now, zone)}　交班人 {actor.name}"))


def hand_over(office: Office, actor: Actor) -> tuple[int, Note]:
    """Write the note as a step of the office; returns the step's number and the note."""
    made = gather(office, actor)
    return office.ledger.note_office(HAND_OVER, {"text": made.text, "nos": nos(made.sections)}, actor), made


def waiting(office: Office) -> Fact | None:
    """The newest note that nobody has confirmed."""
    facts = office.queries.facts(HAND_OVER, TAKE_OVER)
    return facts[-1] if facts and facts[-1].action == HAND_OVER else None


def take_over(office: Office, actor: Actor) -> Fact:
    """Confirm the newest note; returns it.

    Raises:
        WanggeError: `handover_none`, `handover_self`.
    """
    found = waiting(office)
    if found is None:
        raise WanggeError("handover_none")
    if found.actor == actor.name:
        raise WanggeError("handover_self", name=actor.name)
    office.ledger.note_office(TAKE_OVER, {"handover": found.n}, actor)
    return found


def move_cards(office: Office, before: str, after: str, reason: str, actor: Actor, progress: Progress = no_progress) -> tuple[Event, ...]:
    """Give the open events of one person to another, as one operation.

    Raises:
        WanggeError: `move_none` when the person has none; as `Ledger.act`.
    """
    held: dict[str, Event] = {}
    for name in CARRIED:
        query = And((Filter(name, name, (Literal(before, 0),), 0), Not(Filter("state", "state", (Literal("已归档", 0),), 0))))
        try:
            held.update({event.no: event for event in office.queries.each(query) if event.text(name) == before and event.is_open})
        except WanggeError as error:
            if error.code != "query_value":
                raise
    if not held:
        raise WanggeError("move_none", person=before)
    return office.ledger.act_many(
        tuple(held), Action.MOVE_CARDS, actor, {"from_person": before, "to_person": after, "reason": reason}, progress=progress
    )


def _promised(office: Office, day: str) -> tuple[Entry, ...]:
    """Reviews and answers to supervision that fall due, and what was said to people today."""
    queries, zone = office.queries, office.settings.zone
    reviews = _entries(queries.each(_query(office, f"复查日期:..{day}")), lambda event: _on(office, event, "review_on", "复查"))
    query = _query(office, f"-督办等级:空 督办时限:..{day}")
    asked = _entries(queries.each(query), lambda event: _on(office, event, "supervise_by", "督办回复"))
    today = local(office.now(), zone).date()
    told = queries.steps_since(day_bounds(today, today, zone)[0], Action.CONTACT, Action.PROGRESS)
    events = {event.id: event for event in queries.by_ids(tuple(dict.fromkeys(number for number, _step in told)))}
    said = tuple(
        entry(events[number].no, _title(events[number]), _said(events[number], step)) for number, step in told if events[number].is_open
    )
    return (*reviews, *asked, *said)


def _said(event: Event, step: Step) -> str:
    """What was told or promised, without the people that it names."""
    return "" if event["secrecy"] else f"{step.actor}：{without_names(str(step.data.get('note', '')))}"


def _entries(events: Iterable[Event], more: Callable[[Event], str]) -> tuple[Entry, ...]:
    return tuple(entry(event.no, _title(event), event.owner, more(event)) for event in islice(events, MOST))


def _title(event: Event) -> str:
    return "（保密）" if event["secrecy"] else event.title


def _on(office: Office, event: Event, name: str, label: str) -> str:
    at = event.known.get(name)
    return f"{label} {chinese(Instant(str(at)), office.settings.zone)}" if at else ""


def _query(office: Office, line: str) -> And:
    return parse(line, office.catalogue.fields())
