"""History 带入: what the columns of a file prove of an event's past, as steps.

A file tells where an event stands and, for some moments, when. Each time that a column proves becomes one step 带入 at that time; no step is
made up that no column proves (受理, 立案, 核查, 回访, 结案). When the times do not lead to the state that the file shows, a last step enters it,
with a time that is not proven and stays out of every rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from wangge import casework, danger
from wangge.clocks import Clocks
from wangge.field import Value
from wangge.lifecycle import DONE_STATES, OPEN_STATES, Action, State
from wangge.records import Draft
from wangge.times import Instant, moment
from wangge.upstream import order_of

ROUNDING = timedelta(minutes=1)
"""Times of a minute or less apart are one time: exports cut seconds off, each column for itself."""

_MOMENTS: tuple[tuple[str, State], ...] = (
    ("accepted_at", State.FILED),
    ("dispatched_at", State.DISPATCHED),
    ("signed_at", State.HANDLING),
    ("done_at", State.FED_BACK),
    ("closed_at", State.CLOSED),
    ("archived_at", State.ARCHIVED),
)
"""The time columns in the order of the lifecycle, and the state that each proves."""
_MOMENT_NAMES = frozenset(name for name, _ in _MOMENTS)
_WITH = {"dispatched_at": ("unit",), "done_at": ("result", "done_unit")}
"""What a file tells of a moment besides its time."""
_CLAIM_GONE: Mapping[str, Value | None] = {"done_at": None, "done_unit": None}


def bring_in(row: Mapping[str, Value], now: Instant, clocks: Clocks | None = None) -> list[Draft]:
    """The steps that a file's row proves.

    Args:
        row: the row's values by Field name; `state` is the state it shows, if it shows one.
        now: when the import runs: the time of what no column dates.
        clocks: the office's limits and policy, by which an open event is marked: its upstream order, and danger while it waits for acceptance.
            Without them nothing is marked. What a department's form tells may make it 保密.

    Returns:
        at least one step; the first has no source state and carries what the row says of the matter itself. Without a report time it stands, not
        proven, at the earliest time that the row does prove: the matter was there by then.
    """
    moments = _in_order(row)
    shown = _shown(row, moments)
    began = row.get("reported_at")
    first_at = Instant(str(began)) if began else min([now, *(at for _, at, _ in moments)])
    facts: dict[str, Value | None] = {**_facts(row, {name for name, _, _ in moments}), "reported_at": first_at}
    if clocks and shown in OPEN_STATES:
        facts.update(order_of(row, clocks.settings.policy, clocks))
    if clocks and shown is State.REPORTED:
        facts.update(danger.marks(row, clocks.settings.policy))
    if clocks:
        facts.update(casework.secluded(row, clocks.departments))
    drafts = [_draft(None, State.REPORTED, first_at, facts, {"proof": "reported_at"}, proven=bool(began))]
    drafts += _moved(row, moments, State.REPORTED, first_at, shown, now)
    return _ended(drafts, State.REPORTED, shown, now)


def bring_more(
    said: Mapping[str, Value], row: Mapping[str, Value], current: Mapping[str, Value], now: Instant, *, worked_on: bool
) -> list[Draft]:
    """The steps that a later file adds to an event that came by import.

    Only what the file changed since it last spoke is taken over. What somebody here has changed meanwhile stays, and so does the state of an
    event that is worked on here; the step says what was not taken.

    Args:
        said: what the imports of this event said so far.
        row: what the file says now.
        current: the event as it is.
        now: when the import runs.
        worked_on: whether anybody acted on the event here.

    Returns:
        at least one step.
    """
    news = {name: value for name, value in row.items() if name != "state" and said.get(name) != value}
    state = State(str(current["state"]))
    kept = {name for name in news if current.get(name) not in {said.get(name), news[name]}}
    if worked_on:
        moved = news.keys() & _MOMENT_NAMES
        kept |= moved | (news.keys() & {told for name in moved for told in _WITH.get(name, ())})
    taken = {name: value for name, value in news.items() if name not in kept}
    moments = [] if worked_on else [each for each in _in_order(row) if each[0] in taken]
    data: dict[str, Value] = {"proof": "file"}
    if kept:
        data["kept"] = "、".join(sorted(kept))
    drafts = [_draft(state, state, now, _facts(taken, {name for name, _, _ in moments}), data, proven=False)]
    if worked_on:
        return drafts
    shown = _shown(row, _in_order(row))
    last = min(now, max((at for name, at, _ in _in_order(row) if name not in taken), default=Instant("")))
    drafts += _moved(row, moments, state, last, shown, now)
    drafts = _ended(drafts, state, shown, now)
    if current.get("upstream_state") and shown not in OPEN_STATES:
        # the system's own list says that it is over: nothing is owed to it
        drafts[-1] = replace(drafts[-1], changes={**drafts[-1].changes, "upstream_state": None})
    return drafts


def _facts(row: Mapping[str, Value], moments: set[str]) -> dict[str, Value | None]:
    """What a row says of the matter itself: all that is no time column and not told with one."""
    told = {name for moment_name in moments for name in _WITH.get(moment_name, ())}
    return {name: value for name, value in row.items() if name not in _MOMENT_NAMES and name != "state" and name not in told}


def _moved(
    row: Mapping[str, Value], moments: list[tuple[str, Instant, State]], state: State, last: Instant, shown: State, now: Instant
) -> Iterator[Draft]:
    """A step for every moment; a time still to come proves nothing. After a claim 办结 that the shown state upholds, a later dispatch moves nothing."""
    for name, at, target in moments:
        reached = state if state in DONE_STATES and shown in DONE_STATES and target not in DONE_STATES else target
        changes: dict[str, Value | None] = {name: at, **{each: row[each] for each in _WITH.get(name, ()) if each in row}}
        if state in DONE_STATES and reached not in DONE_STATES:
            changes.update(_CLAIM_GONE)
        data: dict[str, Value] = {"proof": name}
        if name == "done_at" and "dispatched_at" not in row:
            data["how"] = Action.SELF_HANDLE.value
        proven = at <= now and (at >= last or moment(last) - moment(at) <= ROUNDING)
        last = min(max(at, last), now)
        yield _draft(state, reached, last, changes, data, proven=proven)
        state = reached


def _ended(drafts: list[Draft], state: State, shown: State, now: Instant) -> list[Draft]:
    """The steps with a last one that enters the shown state, where the proven times do not lead to it."""
    reached = drafts[-1].target or state
    if reached is not shown:
        gone = _CLAIM_GONE if reached in DONE_STATES and shown not in DONE_STATES else {}
        drafts.append(_draft(reached, shown, now, dict(gone), {"proof": "state"}, proven=False))
    return drafts


def _shown(row: Mapping[str, Value], moments: list[tuple[str, Instant, State]]) -> State:
    """The state that a row shows; without one, the state that its last time proves."""
    if "state" in row:
        return State(str(row["state"]))
    return moments[-1][2] if moments else State.REPORTED


def _draft(
    source: State | None, target: State, at: Instant, changes: dict[str, Value | None], data: dict[str, Value], *, proven: bool
) -> Draft:
    changes["state"] = target.value
    return Draft(Action.BRING_IN, source, target, at, changes, data, proven)


def _in_order(row: Mapping[str, Value]) -> list[tuple[str, Instant, State]]:
    """The proven moments in the order in which they happened; those that rounding cannot tell apart in the lifecycle's order."""
    found = [(name, Instant(str(row[name])), target) for name, target in _MOMENTS if name in row]
    if all(found[i][1] <= found[i + 1][1] for i in range(len(found) - 1)):
        return found
    ranks = {name: rank for rank, (name, _) in enumerate(_MOMENTS)}
    found.sort(key=lambda each: (each[1], ranks[each[0]]))
    for i in range(len(found) - 1):
        first, second = found[i], found[i + 1]
        if ranks[first[0]] > ranks[second[0]] and moment(second[1]) - moment(first[1]) <= ROUNDING:
            found[i], found[i + 1] = second, first
    return found
