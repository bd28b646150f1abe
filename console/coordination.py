"""Coordination 联动: joins the ledger with boards, notices and incidents, for screens and commands alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from console.office import Office
from wangge.actor import Actor
from wangge.clocks import overdue
from wangge.coordination import NOBODY, Debt, Whistle, owed, parted, whistles
from wangge.errors import WanggeError
from wangge.incident import BEGIN, END, LOG, Incident, Kind, bulletin, incidents, named, roll
from wangge.lifecycle import DONE_STATES, OPEN_STATES, Action
from wangge.query import And, Filter, Literal, parse
from wangge.records import Event
from wangge.sheets import Column, Report, Shape, Sheet
from wangge.times import Instant, chinese, local


def blown(office: Office) -> Iterator[tuple[Event, Whistle]]:
    """All whistles, those of the newest events first."""
    query = parse("-吹哨部门:空", office.catalogue.fields())
    for event in office.queries.each(query):
        for whistle in whistles(office.queries.steps(event)):
            yield event, whistle


def debts(office: Office) -> Iterator[tuple[Event, Debt]]:
    """What everybody owes on the open events."""
    for event in open_events(office):
        for debt in owed(event):
            yield event, debt


def open_events(office: Office) -> Iterator[Event]:
    """All open events."""
    states = "|".join(state for state in OPEN_STATES)
    yield from office.queries.each(parse(f"状态:{states}", office.catalogue.fields()))


def boards(office: Office) -> Report:
    """The boards as one report: whistles, debts, and an incident on each page."""
    from exports.boards import debt_sheet, whistle_sheet

    now = office.now()
    sheets = (
        debt_sheet(debts(office), office.settings, now),
        whistle_sheet(blown(office), office.settings),
        *(incident_sheet(office, each) for each in reversed(all_incidents(office))),
    )
    return Report("联动", "联动看板", office.settings.name, "", sheets)


def notices(office: Office) -> Report:
    """The notices as a value."""
    from exports.boards import notice_report

    return notice_report(tuple(open_events(office)), office.settings, office.now())


def write_notices(office: Office, report: Report, out: str = "") -> Path:
    """Write the notices into the outbox, or to `out`."""
    from exports.xlsx import report_filename, write_report

    made = local(office.now(), office.settings.zone).replace(tzinfo=None)
    path = Path(out) if out else office.folder / "outbox" / report_filename(office.settings.name, report.name, f"{made:%Y-%m-%d}")
    return write_report(report, path, made)


# incidents

NAMELESS = frozenset({"", "空"})
"""No name, and the word by which a query asks for none."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How far an incident's events are."""

    events: int
    open: int
    done: int
    overdue: int

    def sentence(self) -> str:
        """As a bulletin says it; nothing where there are no events."""
        if not self.events:
            return ""
        late = f"，超期{self.overdue}件" if self.overdue else ""
        return f"累计接报{self.events}件，已办结{self.done}件，在办{self.open}件{late}；"


def all_incidents(office: Office) -> tuple[Incident, ...]:
    """All incidents, in the order in which they began."""
    return incidents(office.queries.office_steps())


def one(office: Office, name: str, *, going_on: bool = False) -> Incident:
    """The incident of this name.

    Raises:
        WanggeError: `incident_unknown`, `incident_over`.
    """
    return named(all_incidents(office), name, going_on=going_on, zone=office.settings.zone)


def begin(office: Office, name: str, place: str, called: str, at: Instant | None, actor: Actor) -> Incident:
    """Open an incident.

    Raises:
        WanggeError: `incident_exists`, `value_invalid` for no name, `time_future`.
    """
    name = " ".join(name.split())
    if name in NAMELESS:
        raise WanggeError("value_invalid", label="联动事项", value=name, reason="须有名称")
    if at and at > office.now():
        raise WanggeError("time_future", at=chinese(at, office.settings.zone))
    if any(each.name == name for each in all_incidents(office)):
        raise WanggeError("incident_exists", name=name)
    data = {"name": name, "place": place.strip(), "called": "、".join(parted(called)), "began_at": at or office.now()}
    office.ledger.note_office(BEGIN, {key: value for key, value in data.items() if value}, actor)
    return one(office, name)


def log(office: Office, name: str, kind: Kind, text: str, actor: Actor) -> Incident:
    """Add an entry to the log; the text of a roll call names who is there.

    Raises:
        WanggeError: `incident_unknown`, `incident_over`.
    """
    incident = one(office, name, going_on=True)
    data = {"name": name, "kind": kind.value, "text": text.strip()}
    if kind is Kind.ROLL_CALL:
        there = tuple(each for each in parted(text) if each not in NOBODY)
        data |= {"text": "、".join(there) or "无人到岗", "present": "、".join(there), "absent": "、".join(roll(incident, there))}
    office.ledger.note_office(LOG, {key: value for key, value in data.items() if value}, actor)
    return one(office, name)


def gather(office: Office, name: str, line: str, actor: Actor) -> tuple[Event, ...]:
    """Put the events that a query finds under an incident, as one operation and one undo; those that are there already are left.

    Raises:
        WanggeError: `incident_unknown`, `incident_over`; as a query, and as `Ledger.act_many`.
    """
    one(office, name, going_on=True)
    found = office.queries.each(parse(line, office.catalogue.fields()))
    nos = [event.no for event in found if event["incident"] != name]
    return office.ledger.act_many(nos, Action.GATHER, actor, {"incident": name})


def events_of(office: Office, name: str) -> Iterator[Event]:
    """The events of an incident."""
    if name in dict(office.queries.facets("incident", 1_000)):
        yield from office.queries.each(And((Filter("incident", "联动事项", (Literal(name, 0),), 0),)))


def figures(office: Office, name: str) -> Figures:
    """How far its events are."""
    held, now = list(events_of(office, name)), office.now()
    still = [event for event in held if event.is_open]
    late = sum(overdue(event.known, now) for event in still)
    return Figures(len(held), len(still), sum(event.state in DONE_STATES for event in held), late)


def send_bulletin(office: Office, name: str, actor: Actor) -> tuple[str, Path]:
    """Write the next 快报: its text is a file in the outbox and an entry of the log.

    Raises:
        WanggeError: `incident_unknown`, `incident_over`, `office_unwritable`.
    """
    from exports.saving import file_part, save_new

    incident = one(office, name, going_on=True)
    text = bulletin(incident, figures(office, name).sentence(), office.now(), office.settings.zone)
    target = office.folder / "outbox" / f"{file_part(name)}_快报_第{incident.bulletins + 1:02}期.txt"
    return text, save_new(text.encode(), target, lambda: log(office, name, Kind.BULLETIN, text, actor))


def end(office: Office, name: str, actor: Actor) -> Incident:
    """Close an incident.

    Raises:
        WanggeError: `incident_unknown`, `incident_over`.
    """
    one(office, name, going_on=True)
    office.ledger.note_office(END, {"name": name}, actor)
    return one(office, name)


def incident_sheet(office: Office, incident: Incident) -> Sheet:
    """An incident as a page: its log, newest entry first, and its figures below."""
    zone = office.settings.zone
    columns = (Column("时间", Shape.TIME, 16), Column("记录人"), Column("类别", width=8), Column("内容", width=60))
    rows = tuple(
        (chinese(entry.at, zone), entry.by, entry.kind, entry.text + (f"（未到：{'、'.join(entry.absent)}）" if entry.absent else ""))
        for entry in reversed(incident.log)
    )
    span = f"{chinese(incident.began_at, zone)} 起" + (f"，{chinese(incident.ended_at, zone)} 结束" if incident.ended_at else "，进行中")
    notes = (span, figures(office, incident.name).sentence().rstrip("；") or "还没有纳入事件。")
    return Sheet(incident.name[:20], f"联动事项：{incident.name}", columns, rows, notes=notes)
