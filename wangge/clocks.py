"""Clocks 时钟: the limits that apply to an event, and all of its clocks that run now.

Which limit applies comes from the office's limit table as it was valid at the time, else from [limits] of its settings; when it ends, from the
working calendar. `running` gives every clock of an event as a plain value; the ledger keeps them beside the event so that lists can ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias

from wangge.calendar import Calendar
from wangge.department import Clock, Department
from wangge.lifecycle import DONE_STATES, LIVE_STATES, OPEN_STATES, State
from wangge.limit_table import LimitTable, Span, Stage, simple
from wangge.limits import Deadline, Limit, Pause, Unit, before, deadline, shifted
from wangge.settings import Settings
from wangge.times import Instant, from_wall, local, moment

_Told = ParamSpec("_Told")
Values: TypeAlias = Mapping[str, object]
Versions: TypeAlias = Sequence[tuple[Instant, LimitTable]]
"""Limit tables with the moment from which each is valid, oldest first."""
NO_TABLE = LimitTable()
BROUGHT = "来件期限"
"""The row of a due time that came with the event."""
STANDING = frozenset({State.SUSPENDED, State.DELAY_REVIEW})
"""States in which a paused clock stands still."""
_ASKED = frozenset({State.FED_BACK, State.CHECKED, State.CLOSED})
_BY_DAY = frozenset({Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.YEAR})


class ClockKind(StrEnum):
    """What a clock waits for."""

    ACCEPT = "受理"
    VERIFY = "核实"
    HARD = "疑难"
    SIGN = "签收"
    CONTACT = "联系"
    HANDLE = "办理"
    UNIT = "单位交回"
    PAUSE = "暂停"
    CHECK = "核查"
    CALL_BACK = "回访"
    REVIEW = "复查"
    SUPERVISE = "督办"
    PERFORM = "履行"
    SESSION = "下次调解"
    UPSTREAM_SIGN = "上级签收"
    UPSTREAM = "上级回单"


@dataclass(frozen=True, slots=True)
class Running:
    """One clock of an event that runs now.

    Attributes:
        kind: what it waits for, one of `ClockKind`.
        start: when it began; empty where a person set the end and nothing else.
        limit: how long, as `5工作日`; empty likewise.
        row: the row of the table that gave the limit.
        amber: when to warn, if the table says so.
        due: when it is overdue.
        certain: False when it ends in a year without a holiday notice.
    """

    kind: str
    start: str
    limit: str
    row: str
    amber: Instant | None
    due: Instant
    certain: bool


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A clock that ought to run and cannot be counted 不能计算: what its ends are told by is no time, or lies behind all calendars.

    Attributes:
        kind: what it waits for.
        field: the field that starts it, where a department declared it; else empty.
    """

    kind: str
    field: str = ""


class Clocks:
    """An office's limit tables on its working calendar.

    Args:
        settings: its decisions; [limits] is the table where no other is valid.
        calendar: its working calendar.
        versions: its limit tables.
        departments: whose own clocks run beside them.

    Attributes:
        hidden: the sensitive fields that those clocks are counted by. A record shows only their masks, by which nothing can be counted.
    """

    def __init__(self, settings: Settings, calendar: Calendar, versions: Versions = (), departments: tuple[Department, ...] = ()) -> None:
        self.settings = settings
        self.departments = departments
        self.hidden = _hidden(departments)
        self._simple = simple(settings.limits)
        self.follow(calendar, versions)

    def follow(self, calendar: Calendar, versions: Versions) -> None:
        """Go by another calendar and other tables from now on."""
        self.calendar = calendar
        self.versions = tuple(versions)
        self._ends: dict[tuple[Limit, date], tuple[Instant, bool]] = {}
        self._found: dict[tuple[object, ...], tuple[Span, str] | None] = {}

    def confirmed(self, at: str) -> bool:
        """Whether the office had checked its limits by then: it says so in its settings, or has entered a table that was valid."""
        return self.settings.limits_confirmed or any(since <= at for since, _table in self.versions)

    def limits(self, stage: Stage) -> bool:
        """Whether any row of any of the office's tables limits a stage."""
        tables = (self._simple, *(table for _since, table in self.versions))
        return any(stage in row.spans for table in tables for row in table.rows)

    def table(self, at: str = "") -> LimitTable:
        """The office's table valid at `at`; the newest without. Empty where none is."""
        return next((table for since, table in reversed(self.versions) if not at or since <= at), NO_TABLE)

    def span_for(self, values: Values, stage: Stage, at: str = "") -> tuple[Span, str] | None:
        """The limits of a stage of an event, by the table valid at `at`, and the row that gave them; None where the office sets none."""
        table = self.table(at)
        names = ("urgency", "tier", "subcategory", "category", "lane", "source")
        key = (id(table), stage, *map(values.get, names))
        if key not in self._found:
            self._found[key] = table.find(values, stage) or self._simple.find(values, stage)
        return self._found[key]

    def limit_for(self, values: Values, at: str = "") -> tuple[Limit, str]:
        """The handling limit of an event by the table valid at `at`, and the row that gave it."""
        found = self.span_for(values, Stage.HANDLE, at)
        if found is None:
            raise LookupError(Stage.HANDLE)
        return found[0].red, found[1]

    def deadline(self, limit: Limit, start: Instant, pauses: Sequence[Pause] = ()) -> Deadline:
        """The deadline of a limit that starts at `start`, explained day by day."""
        return deadline(limit, self.wall(start), self.calendar, pauses)

    def due(self, found: Deadline) -> Instant:
        """The end of a deadline as an instant."""
        return from_wall(found.due, self.settings.zone)

    def end(self, limit: Limit, start: str, pauses: Sequence[Pause] = ()) -> tuple[Instant, bool]:
        """When a limit ends and whether that is certain; limits of whole days are looked up, since many events begin on one day."""
        wall = self.wall(start)
        if pauses or limit.unit not in _BY_DAY:
            found = deadline(limit, wall, self.calendar, pauses)
            return self.due(found), found.certain
        key = (limit, wall.date())
        if key not in self._ends:
            found = deadline(limit, wall, self.calendar)
            self._ends[key] = (self.due(found), found.certain)
        return self._ends[key]

    def day_through(self, at: Instant) -> Instant:
        """A time that a person set; of a day that was named alone its end, with office hours (民法典 Art 203)."""
        wall = self.wall(at)
        return from_wall(self.calendar.closing(wall.date()), self.settings.zone) if wall.time() == time() else at

    def before(self, limit: Limit, due: Instant) -> Instant:
        """The moment `limit` ahead of a due time, on the working calendar."""
        return from_wall(before(limit, self.wall(due), self.calendar), self.settings.zone)

    def shifted(self, due: str, pause: Pause) -> Instant:
        """A due time moved by the office hours of a pause."""
        return from_wall(shifted(self.wall(due), pause, self.calendar), self.settings.zone)

    def pauses(self, told: object) -> tuple[Pause, ...]:
        """The pauses that the field `pauses` tells of, as the office's wall clock showed them."""
        spans = [span.partition("/") for span in str(told or "").split(";") if span]
        return tuple((self.wall(begin), self.wall(end)) for begin, _, end in spans)

    def wall(self, at: str) -> datetime:
        """What the office's clock shows at an instant."""
        return local(Instant(at), self.settings.zone).replace(tzinfo=None)


def stands_still(values: Values) -> bool:
    """Whether the handling clock of an event stands still: it is paused, and in a state that pauses."""
    return bool(values.get("paused_at")) and values.get("state") in STANDING


def overdue(values: Values, at: str) -> bool:
    """超期未结: open at `at`, past the day that was promised, and its clock does not stand still."""
    due = values.get("due_at")
    return bool(due) and str(due) < at and values.get("state") in OPEN_STATES and not stands_still(values)


def running(values: Values, clocks: Clocks) -> tuple[Running, ...]:
    """The clocks of an event that run now, at most one of a kind: the event's own come before a department's of the same name.

    Args:
        values: what is known of the event, by Field name; masked values will do but for `Clocks.hidden`.
        clocks: the office's limits and calendar.
    """
    return counted(values, clocks)[0]


def counted(values: Values, clocks: Clocks) -> tuple[tuple[Running, ...], tuple[Uncounted, ...]]:
    """The clocks of an event that run now, as `running`, and those that ought to and cannot be counted; one never stops the others."""
    if values.get("state") not in LIVE_STATES:
        return (), ()
    found = (*_running(values, clocks), *department_clocks(values, clocks))
    by_kind = {clock.kind: clock for clock in reversed(found) if isinstance(clock, Running)}
    return tuple(by_kind.values())[::-1], tuple(clock for clock in found if isinstance(clock, Uncounted))


def _clock(count: Callable[Concatenate[str, _Told], Iterator[Running]]) -> Callable[Concatenate[str, _Told], Iterator[Running | Uncounted]]:
    """Let what counts one clock, whose kind it is told first, name it when it cannot be counted."""

    @wraps(count)
    def named(kind: str, /, *told: _Told.args, **more: _Told.kwargs) -> Iterator[Running | Uncounted]:
        try:
            yield from count(kind, *told, **more)
        except (ValueError, OverflowError):
            yield Uncounted(str(kind))

    return named


def _running(values: Values, clocks: Clocks) -> Iterator[Running | Uncounted]:
    state, dispatched, done = values["state"], values.get("dispatched_at"), values.get("done_at")
    if state in OPEN_STATES:
        if state == State.REPORTED:
            yield from _stage(ClockKind.ACCEPT, Stage.ACCEPT, values.get("reported_at"), values, clocks)
        elif state == State.VERIFYING:
            yield from _verifying(values, clocks)
        elif state == State.DISPATCHED:
            yield from _stage(ClockKind.SIGN, Stage.SIGN, dispatched, values, clocks)
        if values.get("hard_owner"):
            yield from _stage(ClockKind.HARD, Stage.HARD, values.get("hard_at"), values, clocks)
        if values.get("caller_phone") and not values.get("contacted_at"):
            began = values.get("accepted_at") or dispatched
            yield from _stage(ClockKind.CONTACT, Stage.CONTACT, began, values, clocks)
        if stands_still(values):
            yield from _pause(ClockKind.PAUSE, values, clocks)
        else:
            yield from _handling(values, clocks)
        yield from _through(ClockKind.SUPERVISE, values.get("supervise_by"), values.get("supervised"), clocks)
        if values.get("upstream_state") == "待签收":
            yield from _set(ClockKind.UPSTREAM_SIGN, values.get("upstream_sign_by"), values.get("upstream_system"))
    if state in _ASKED and not values.get("satisfaction") and str(values.get("source")) not in clocks.settings.policy.called_by:
        yield from _stage(ClockKind.CALL_BACK, Stage.CALL_BACK, done, values, clocks)
    if state == State.FED_BACK:
        yield from _stage(ClockKind.CHECK, Stage.CHECK, done, values, clocks)
    if values.get("agreed_amount") != values.get("paid_amount"):
        yield from _day_end(ClockKind.PERFORM, values.get("perform_by"), values.get("case_result"), clocks)
    yield from _set(ClockKind.SESSION, values.get("next_session"), values.get("mediator"))
    yield from _through(ClockKind.REVIEW, values.get("review_on"), values.get("paused_for") or values.get("done_kind"), clocks)
    if values.get("upstream_state") not in {None, "已回单"} and (state in OPEN_STATES or state in DONE_STATES):
        yield from _set(ClockKind.UPSTREAM, values.get("upstream_due"), values.get("upstream_system"))


@_clock
def _stage(kind: str, stage: Stage, start: object, values: Values, clocks: Clocks) -> Iterator[Running]:
    if not start:
        return
    found = clocks.span_for(values, stage, str(start))
    if found is not None:
        span, row = found
        due, certain = clocks.end(span.red, str(start))
        amber = clocks.end(span.amber, str(start))[0] if span.amber else None
        yield Running(kind, str(start), str(span.red), row, amber, due, certain)


def _verifying(values: Values, clocks: Clocks) -> Iterator[Running | Uncounted]:
    """When the grid worker must have looked: as he was told, else by the table."""
    if values.get("verify_by"):
        yield from _through(ClockKind.VERIFY, values["verify_by"], values.get("worker_to_verify"), clocks)
    else:
        yield from _stage(ClockKind.VERIFY, Stage.VERIFY, values.get("verify_from"), values, clocks)


def _handling(values: Values, clocks: Clocks) -> Iterator[Running | Uncounted]:
    due, unit_due = values.get("due_at"), values.get("unit_due_at")
    rule, start = str(values.get("limit_rule") or ""), str(values.get("limit_from") or values.get("dispatched_at") or "")
    row = str(values.get("limit_row") or BROUGHT)
    if due:
        yield from _counted(ClockKind.HANDLE, str(due), rule, row, start, values, clocks)
    if unit_due and unit_due != due:
        yield from _counted(ClockKind.UNIT, str(unit_due), rule, row, start, values, clocks)


@_clock
def _counted(kind: str, due: str, rule: str, row: str, start: str, values: Values, clocks: Clocks) -> Iterator[Running]:
    """A clock of handling: its end stands on the event."""
    amber = _amber(due, rule, start, values, clocks) if rule and start else None
    certain = not rule or clocks.calendar.knows(clocks.wall(due).date())
    yield Running(kind, start, rule, row, amber, Instant(due), certain)


def _amber(due: str, rule: str, start: str, values: Values, clocks: Clocks) -> Instant | None:
    """When to warn, as long as the limit is still the one of the table that was valid when it began; a due time that was put off takes it along."""
    found = clocks.span_for(values, Stage.HANDLE, start)
    if found is None or found[0].amber is None or str(found[0].red) != rule:
        return None
    red, amber, pauses = found[0].red, found[0].amber, clocks.pauses(values.get("pauses"))
    if clocks.end(red, start, pauses)[0] == due:
        return clocks.end(amber, start, pauses)[0]
    return clocks.before(Limit(red.number - amber.number, red.unit), Instant(due)) if amber.unit is red.unit else None


@_clock
def _pause(kind: str, values: Values, clocks: Clocks) -> Iterator[Running]:
    reason, start = str(values.get("paused_for") or ""), str(values["paused_at"])
    limit = clocks.settings.policy.pauses.get(reason)
    if limit is not None:
        due, certain = clocks.end(limit, start)
        yield Running(kind, start, str(limit), reason, None, due, certain)


@_clock
def _day_end(kind: str, day: object, row: object, clocks: Clocks) -> Iterator[Running]:
    """A clock that runs to the end of a day that was promised."""
    if day:
        due = from_wall(datetime.fromisoformat(str(day)) + timedelta(days=1, seconds=-1), clocks.settings.zone)
        yield Running(kind, "", "", str(row or ""), None, due, certain=True)


@_clock
def _set(kind: str, due: object, row: object) -> Iterator[Running]:
    """A clock whose end a person or another system has set."""
    if due:
        moment(at := Instant(str(due)))
        yield Running(kind, "", "", str(row or ""), None, at, certain=True)


@_clock
def _through(kind: str, due: object, row: object, clocks: Clocks) -> Iterator[Running]:
    """A clock whose end a person of the office has set, by its day alone or to the minute."""
    if due:
        yield Running(kind, "", "", str(row or ""), None, clocks.day_through(Instant(str(due))), certain=True)


def department_clocks(values: Values, clocks: Clocks) -> Iterator[Running | Uncounted]:
    """The clocks of the departments that run on an event: those of its case, and those that run without one."""
    for department in clocks.departments:
        own = values.get("department") == department.label and bool(values.get("case_at"))
        for clock in department.clocks:
            if clock.statutory and not own:
                continue
            ended = any(values.get(name) for name in clock.until) or (bool(values.get("case_ended_at")) and not clock.outlives)
            if values.get(clock.start) and not ended and all(values.get(name) in wanted for name, wanted in clock.when.items()):
                for found in _own(clock.name, department, clock, values, clocks):
                    yield Uncounted(clock.name, clock.start) if isinstance(found, Uncounted) else found


@_clock
def _own(kind: str, department: Department, clock: Clock, values: Values, clocks: Clocks) -> Iterator[Running]:
    limit = clocks.settings.limits.get(f"{department.label}·{clock.name}", clock.limit)
    start = _moment(str(values[clock.start]), clocks)
    pauses = own_pauses(clock, values)
    if pauses is None:
        return
    due, certain = clocks.end(limit, start, pauses)
    row = "；".join(filter(None, (clock.source, clock.doubt)))
    # the end has to be known; what it is counted from is sensitive, and stays behind `reveal`
    yield Running(kind, "" if clock.start in clocks.hidden else start, str(limit), row, None, due, certain)


def own_pauses(clock: Clock, values: Values) -> tuple[Pause, ...] | None:
    """The spans in which a department's clock stood still, whole days, both ends; None while it stands still now."""
    spans = []
    for begin, end in clock.pauses:
        if values.get(begin) and not values.get(end):
            return None
        if values.get(begin):
            first, last = (datetime.fromisoformat(str(values[name])[:10]) for name in (begin, end))
            spans.append((first, last + timedelta(days=1)))
    return tuple(sorted(spans))


def _hidden(departments: tuple[Department, ...]) -> frozenset[str]:
    """The sensitive fields by whose values a department's clocks are counted."""
    sensitive = {field.name for department in departments for field in department.fields if field.sensitive}
    clocks = [clock for department in departments for clock in department.clocks]
    used = {name for clock in clocks for name in (clock.start, *clock.when, *(name for pause in clock.pauses for name in pause))}
    return frozenset(sensitive & used)


def _moment(value: str, clocks: Clocks) -> Instant:
    """What a day or time field holds, as an instant; a day begins at midnight."""
    return Instant(value) if len(value) > 10 else from_wall(datetime.fromisoformat(value), clocks.settings.zone)
