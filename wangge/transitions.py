"""Transitions 流程表: what may happen to an event, as one table keyed (from, action, to), and what it leaves open.

The keys that the console offers, the checks of the write door, the importer's 带入, the printed process map and the model tests all read
`TABLE`. The exact gates are local (`Flow`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from wangge.actor import Role
from wangge.lifecycle import DONE_STATES, EXITS, LIVE_STATES, OPEN_STATES, Action, Path, State


class Flow(StrEnum):
    """A switch of the office that a row of the table waits for 流程开关. A new office has all off: the 简易 flow."""

    FILING = "立案"
    NO_FILING = "不设立案"
    CHECKING = "核查"
    NO_CHECKING = "不设核查"
    ISLAND = "前岛"
    NO_ISLAND = "不设前岛"


@dataclass(frozen=True, slots=True)
class Flows:
    """The office's choice of flow: 简易 (all off, the default) up to 完整 (filing and checking on); and whether it has a front island 前岛."""

    filing: bool = False
    checking: bool = False
    island: bool = False

    def has(self, flow: Flow | None) -> bool:
        """Whether a row that waits for `flow` is part of this office's table."""
        return (
            flow is None
            or {
                Flow.FILING: self.filing,
                Flow.NO_FILING: not self.filing,
                Flow.CHECKING: self.checking,
                Flow.NO_CHECKING: not self.checking,
                Flow.ISLAND: self.island,
                Flow.NO_ISLAND: not self.island,
            }[flow]
        )


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table.

    Attributes:
        source: the state before; None is an event that is not yet there.
        action: what is done.
        target: the state after; equal to `source` for an action that moves nothing.
        roles: who may (any of them).
        needs: names of the fields that must be given.
        offers: names of fields that may be given as well.
        only_with: name of a field that the event must have; empty asks nothing.
        flow: the office's switch under which the row exists; None for always.
    """

    source: State | None
    action: Action
    target: State
    roles: tuple[Role, ...]
    needs: tuple[str, ...] = ()
    flow: Flow | None = None
    offers: tuple[str, ...] = ()
    only_with: str = ""


_FRONT = (Role.CLERK, Role.LEADER)
_DESK = (Role.CLERK, Role.DISPATCHER, Role.LEADER)
_HANDLER = (Role.UNIT, Role.WORKER)
_BOSS = (Role.LEADER, Role.CHIEF)
_ANYONE = tuple(Role)


def _rows() -> Iterator[Transition]:
    yield from _intake()
    yield from _handling()
    yield from _ending()
    for state in State:
        yield from _anywhere(state)
        yield from _upstream(state)
        yield from _casework(state)
        yield from _island(state)


def _row(
    source: State | None,
    action: Action,
    target: State,
    roles: tuple[Role, ...],
    needs: str = "",
    offers: str = "",
    flow: Flow | None = None,
    only_with: str = "",
) -> Transition:
    return Transition(source, action, target, roles, tuple(needs.split()), flow, tuple(offers.split()), only_with)


def _intake() -> Iterator[Transition]:
    """From the report to the unit 受理、立案、派遣."""
    s, a = State, Action
    yield _row(None, a.REGISTER, s.REPORTED, (Role.CLERK, Role.WORKER), "text source", flow=Flow.NO_ISLAND)
    at_once = "island_block reason island_waived"
    yield _row(None, a.REGISTER, s.REPORTED, (Role.CLERK, Role.WORKER), "text source", at_once, Flow.ISLAND)
    for flow, accepted in ((Flow.FILING, s.ACCEPTED), (Flow.NO_FILING, s.FILED)):
        yield _row(s.REPORTED, a.ACCEPT, accepted, _FRONT, "category", flow=flow)
        yield _row(s.VERIFYING, a.CONFIRM, accepted, (Role.WORKER,), "result_note", flow=flow)
        yield _row(s.MERGED, a.UNMERGE, accepted, _FRONT, "reason", flow=flow)
    yield _row(s.REPORTED, a.REFUSE, s.REFUSED, _FRONT, "reason", "reason_code told_at")
    yield _row(s.REPORTED, a.SEND_VERIFY, s.VERIFYING, _FRONT, "worker_to_verify", "reply_by")
    yield _row(s.VERIFYING, a.DENY, s.NOT_FILED, (Role.WORKER,), "reason")
    for before in (s.REPORTED, s.ACCEPTED, s.FILED):
        yield _row(before, a.SELF_HANDLE, s.FED_BACK, (Role.WORKER,), "result")
        yield _row(before, a.ANSWER, s.CLOSED, _FRONT, "result")
    yield _row(s.ACCEPTED, a.FILE, s.FILED, (Role.LEADER,), flow=Flow.FILING)
    yield _row(s.ACCEPTED, a.NOT_FILE, s.NOT_FILED, (Role.LEADER,), "reason", "reason_code", Flow.FILING)
    yield _row(s.FILED, a.DISPATCH, s.DISPATCHED, _DESK, "unit", "co_units limit note")
    yield _row(s.FILED, a.HARD_CASE, s.FILED, _DESK, "hard_owner reason")
    yield _row(s.REPORTED, a.VOID, s.VOID, _FRONT, "reason", "reason_code")


def _handling() -> Iterator[Transition]:
    """The unit's part 签收、处置、退回、延期、挂账、吹哨、上报."""
    s, a = State, Action
    for before in (s.DISPATCHED, s.HANDLING, s.SUSPENDED):
        yield _row(before, a.REASSIGN, s.DISPATCHED, _DESK, "unit reason", "limit")
    yield _row(s.DISPATCHED, a.SIGN, s.HANDLING, _HANDLER)
    for before in (s.DISPATCHED, s.HANDLING):
        yield _row(before, a.RETURN, s.FILED, _HANDLER, "reason", "reason_code")
        yield _row(before, a.DONE, s.FED_BACK, _HANDLER, "result", "done_kind review_on reason")
        yield _row(before, a.CO_DONE, before, _HANDLER, "co_unit note", only_with="co_units")
    yield _row(s.FILED, a.RETURN_DENIED, s.DISPATCHED, _DESK, "reason")
    yield _row(s.FILED, a.ARBITRATE, s.DISPATCHED, (Role.ARBITER, Role.CHIEF), "unit reason", "co_units limit", only_with="arbiter")
    yield _row(s.HANDLING, a.ASK_DELAY, s.DELAY_REVIEW, _HANDLER, "reason days")
    yield _row(s.DELAY_REVIEW, a.GRANT_DELAY, s.HANDLING, _BOSS, "days")
    yield _row(s.DELAY_REVIEW, a.DENY_DELAY, s.HANDLING, _BOSS, "reason")
    yield _row(s.HANDLING, a.ASK_SUSPEND, s.HANDLING, _HANDLER, "reason", "reason_code")
    yield _row(s.HANDLING, a.SUSPEND, s.SUSPENDED, _BOSS, "reason review_on", "reason_code")
    yield _row(s.SUSPENDED, a.RESUME, s.HANDLING, (Role.DISPATCHER, Role.LEADER))
    yield _row(s.HANDLING, a.WHISTLE, s.WHISTLED, _FRONT, "reason departments", "whistle_ground meet_at meet_place")
    yield _row(s.WHISTLED, a.ARRIVE, s.WHISTLED, _HANDLER, "departments", "note")
    yield _row(s.WHISTLED, a.ROLL_CALL, s.WHISTLED, _FRONT, "departments", "note")
    yield _row(s.WHISTLED, a.CONFER, s.HANDLING, _ANYONE, "result_note", "absent")
    for before in (s.HANDLING, *sorted(DONE_STATES - {s.ARCHIVED})):
        yield _row(before, a.RATE, before, _FRONT, "departments rating", "note", only_with="whistled")
    yield _row(s.HANDLING, a.ESCALATE, s.ESCALATED, _BOSS, "reason upper_unit")
    yield _row(s.ESCALATED, a.SEND_DOWN, s.HANDLING, (Role.UPPER, Role.LEADER), "result_note")
    yield _row(s.ESCALATED, a.UPPER_REPLY, s.FED_BACK, (Role.UPPER, Role.LEADER), "result")


def _ending() -> Iterator[Transition]:
    """After the unit's claim 核查、结案、回访、归档."""
    s, a = State, Action
    yield _row(s.FED_BACK, a.PASS, s.CHECKED, (Role.WORKER, Role.CLERK), flow=Flow.CHECKING)
    for before in (s.FED_BACK, s.CHECKED):
        yield _row(before, a.REWORK, s.HANDLING, (Role.WORKER, Role.CLERK, Role.LEADER), "reason", "reason_code")
    yield _row(s.FED_BACK, a.CLOSE, s.CLOSED, _FRONT, offers="satisfaction note", flow=Flow.NO_CHECKING)
    yield _row(s.CHECKED, a.CLOSE, s.CLOSED, _FRONT, offers="satisfaction note", flow=Flow.CHECKING)
    for after in (s.FED_BACK, s.CHECKED, s.CLOSED, s.MERGED):
        yield _row(after, a.CALL_BACK, after, _FRONT, "satisfaction", "note")
        yield _row(after, a.CALL_FAILED, after, _FRONT, "note")
    yield _row(s.CLOSED, a.REOPEN, s.HANDLING, _FRONT, "reason", "reason_code")
    yield _row(s.CLOSED, a.ARCHIVE, s.ARCHIVED, (Role.ARCHIVIST, Role.CLERK))
    yield _row(s.FED_BACK, a.ARCHIVE, s.ARCHIVED, (Role.ARCHIVIST, Role.CLERK), flow=Flow.NO_CHECKING)


def _anywhere(state: State) -> Iterator[Transition]:
    """What may be done wherever an event stands: beside the path, or to leave it."""
    s, a = State, Action
    if state in OPEN_STATES:
        yield _row(state, a.SUPERVISE, state, (Role.SUPERVISOR, Role.LEADER), "level note", "reply_by")
        yield _row(state, a.SUPERVISE_REPLY, state, _ANYONE, "note", only_with="supervised")
        yield _row(state, a.MERGE, s.MERGED, _FRONT, "into")
        yield _row(state, a.RECALL, s.RECALLED, _FRONT, "reason", "reason_code")
        yield _row(state, a.TRANSFER, s.TRANSFERRED, _DESK, "outside_body reason")
        yield _row(state, a.WITHDRAW, s.CLOSED, _FRONT, "reason")
        yield _row(state, a.PROGRESS, state, _ANYONE, "note")
        yield _row(state, a.URGE, state, _ANYONE, offers="note")
        yield _row(state, a.EXPEDITE, state, _FRONT, offers="note")
        yield _row(state, a.MOVE_CARDS, state, _DESK, "from_person to_person reason")
        yield _row(state, a.MOVE_DUE, state, _BOSS, "due_at reason")
        yield _row(state, a.ANSWER_DANGER, state, _FRONT, "danger_answer", "note", only_with="danger")
    if state in LIVE_STATES:
        yield _row(state, a.CONTACT, state, _ANYONE, "note", "voucher")
        yield _row(state, a.INSTRUCT, state, _BOSS, "note")
        yield _row(state, a.GATHER, state, _FRONT, "incident")
        yield _row(state, a.SECLUDE, state, _FRONT, "reason")
        yield _row(state, a.UNSECLUDE, state, _BOSS, "reason", only_with="secrecy")
    if state is not s.ARCHIVED:
        yield _row(state, a.CORRECT, state, _FRONT, "reason")
    yield _row(state, a.NOTE, state, _ANYONE, "note")
    yield _row(state, a.ATTACH, state, _ANYONE, "file")
    yield _row(state, a.LINK, state, _FRONT, "linked", "note")
    yield _row(state, a.PRINT, state, _ANYONE, "paper")
    yield _row(state, a.TELL, state, _ANYONE, "told_whom", "voucher note")
    yield _row(state, a.TELL_CORRECTION, state, _FRONT, "told_whom", "voucher note", only_with="to_tell")


def _upstream(state: State) -> Iterator[Transition]:
    """An order's life in the system it came from 上级工单."""
    s, a, order = State, Action, "upstream_state"
    if state in OPEN_STATES:
        yield _row(state, a.UPSTREAM_SIGN, state, _FRONT, only_with=order)
        yield _row(state, a.ASK_UPSTREAM_RETURN, state, _FRONT, "reason", only_with=order)
        yield _row(state, a.UPSTREAM_RETURNED, s.RECALLED, _FRONT, only_with=order)
        yield _row(state, a.UPSTREAM_RETURN_DENIED, state, _FRONT, "reason", only_with=order)
        yield _row(state, a.ASK_UPSTREAM_DELAY, state, _FRONT, "reason days", only_with=order)
        yield _row(state, a.UPSTREAM_DELAYED, state, _FRONT, "upstream_due", only_with=order)
        yield _row(state, a.UPSTREAM_DELAY_DENIED, state, _FRONT, "reason", only_with=order)
    if state in EXITS.keys() - {s.VOID, s.RECALLED}:
        yield _row(state, a.UPSTREAM_REPLY, state, _FRONT, offers="reply", only_with=order)
        yield _row(state, a.UPSTREAM_REJECT, state, _FRONT, "reason", only_with=order)
    if state in DONE_STATES - {s.ARCHIVED}:
        yield _row(state, a.UPSTREAM_BACK, s.HANDLING, _FRONT, "reason", "upstream_due", only_with=order)
    if state is s.MERGED:
        yield _row(state, a.FOLLOW, state, _ANYONE, offers="result")


def _casework(state: State) -> Iterator[Transition]:
    """A department's case in an event 部门案件: beside the event's own path."""
    a, desk = Action, (*_HANDLER, Role.CLERK)
    if state in OPEN_STATES:
        yield _row(state, a.OPEN_CASE, state, desk, "department case_basis", "applied_on consent_on case_no")
        yield _row(state, a.ASSIGN, state, desk, "mediator recusal", "note", only_with="case_at")
        yield _row(state, a.SESSION, state, desk, "note", "claims proposal next_session", only_with="case_at")
        yield _row(
            state, a.END_CASE, state, desk, "case_result", "agreed_terms agreed_amount perform_by settled_level reason", only_with="case_at"
        )
    if state in LIVE_STATES:
        yield _row(state, a.FILL, state, desk)
        yield _row(state, a.PERFORM, state, desk, "paid", "note", only_with="case_ended_at")
        yield _row(state, a.RELEASE_CASE, state, desk, "case_summary", only_with="case_ended_at")


def _island(state: State) -> Iterator[Transition]:
    """At the front island 前岛: beside the event's own path."""
    a, block, on = Action, "island_block", Flow.ISLAND
    if state in LIVE_STATES:
        yield _row(state, a.GUIDE, state, _FRONT, "island_block reason", flow=on)
        yield _row(state, a.MOVE_BLOCK, state, (*_FRONT, *_HANDLER), "island_block reason", flow=on, only_with=block)
        yield _row(state, a.RECEIVE, state, (*_FRONT, *_HANDLER), "", "note", on, block)
        yield _row(state, a.WAIVE, state, _FRONT, "reason", flow=on)
        yield _row(state, a.VISIT, state, (*_FRONT, *_HANDLER), "", "island_visited_on note", on)
        yield _row(state, a.ADVISE, state, _ANYONE, "island_service island_materials island_offline", "island_term", on)


TABLE: tuple[Transition, ...] = tuple(_rows())
"""Every row for every flow. 带入, 撤销 and 重做 are not rows: the first enters any state that a file shows, the others take steps back and bring
them back."""


class Lifecycle:
    """The rows of `TABLE` that an office's flows leave, ready to be asked."""

    def __init__(self, flows: Flows | None = None) -> None:
        self.flows = flows or Flows()
        self.rows = tuple(row for row in TABLE if self.flows.has(row.flow))
        self._by_key = {(row.source, row.action): row for row in self.rows}

    def find(self, state: State | None, action: Action) -> Transition | None:
        """The row for `action` out of `state`, or None where the table has none."""
        return self._by_key.get((state, action))

    def open_to(self, state: State | None, values: Mapping[str, object] | None = None) -> tuple[Action, ...]:
        """The actions that the table allows out of `state`, in the table's order.

        Args:
            state: where the event stands.
            values: what is known of it; without, what only some events may do is named too.
        """
        rows = (row for row in self.rows if row.source is state)
        return tuple(row.action for row in rows if values is None or not row.only_with or values.get(row.only_with))

    def walk(self, state: State, path: Path) -> tuple[Transition, ...]:
        """The rows that `path` takes out of `state`; an action that this office's flow does not have, or that lies behind, is left out.

        Returns:
            the rows in order, or nothing when the path does not lead anywhere from here.
        """
        taken: list[Transition] = []
        for action in path.actions:
            row = self.find(state, action)
            if row is not None:
                taken.append(row)
                state = row.target
        return tuple(taken) if taken and taken[-1].action is path.actions[-1] else ()
