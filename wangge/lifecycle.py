"""Lifecycle 流程: what may happen to an event, as one table keyed (from, action, to).

The keys that the console offers, the checks of the write door, the importer's 带入, the printed process map and the model tests all read
`TABLE`. States and actions carry their Chinese terms as values, so the ledger, `--json` and the query language spell them alike.

Sources: CJJ/T 106-2010 (seven stages of city management), CJ/T 315-2009 and GB/T 30428.8-2020 (filing, handling, closing), provincial
综治 practice. The exact gates are local (`Flow`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from wangge.actor import Role


class State(StrEnum):
    """Where an event stands 环节状态."""

    DRAFT = "草稿"
    REPORTED = "待受理"
    VERIFYING = "待核实"
    ACCEPTED = "待立案"
    FILED = "待派遣"
    DISPATCHED = "待签收"
    HANDLING = "处置中"
    DELAY_REVIEW = "延期审批"
    SUSPENDED = "挂账"
    WHISTLED = "吹哨中"
    ESCALATED = "已上报上级"
    FED_BACK = "待核查"
    CHECKED = "待结案"
    CLOSED = "已结案"
    ARCHIVED = "已归档"
    REFUSED = "不予受理"
    NOT_FILED = "不予立案"
    MERGED = "已并案"
    VOID = "已作废"
    RECALLED = "已撤回"
    TRANSFERRED = "已转出"


class Action(StrEnum):
    """What a person does 操作. Each is one step; a `Path` is several in one."""

    REGISTER = "登记"
    ACCEPT = "受理"
    REFUSE = "不予受理"
    SEND_VERIFY = "发核实"
    CONFIRM = "核实属实"
    DENY = "核实不属实"
    SELF_HANDLE = "自行处置"
    ANSWER = "当场答复"
    FILE = "立案"
    NOT_FILE = "不予立案"
    DISPATCH = "派遣"
    REASSIGN = "改派"
    SIGN = "签收"
    RETURN = "退回"
    RETURN_DENIED = "退回不成立"
    ASK_DELAY = "申请延期"
    GRANT_DELAY = "同意延期"
    DENY_DELAY = "不同意延期"
    ASK_SUSPEND = "申请挂账"
    SUSPEND = "批准挂账"
    RESUME = "恢复"
    WHISTLE = "吹哨"
    ARRIVE = "报到"
    CONFER = "会商结论"
    ESCALATE = "上报上级"
    SEND_DOWN = "上级下派"
    UPPER_REPLY = "上级反馈"
    DONE = "办结"
    PASS = "核查通过"  # noqa: S105 (no password)
    REWORK = "返工"
    CLOSE = "结案"
    CALL_BACK = "回访"
    REOPEN = "重新办理"
    ARCHIVE = "归档"
    SUPERVISE = "督办"
    MERGE = "并案"
    VOID = "作废"
    RECALL = "撤回"
    TRANSFER = "转出"
    WITHDRAW = "撤诉"
    CORRECT = "更正"
    NOTE = "备注"
    ATTACH = "附件"
    CONTACT = "联系反映人"
    PROGRESS = "阶段进展"
    URGE = "催办"
    INSTRUCT = "批示"
    EXPEDITE = "加急"
    BRING_IN = "带入"
    UNDO = "撤销"


class Exit(StrEnum):
    """How an event leaves the open ones 去向: the minus terms of the carry-over identity."""

    DONE = "办结"
    MERGED = "并案"
    VOID = "作废"
    RECALLED = "撤回"
    TRANSFERRED = "转出"
    REFUSED = "不予受理"
    NOT_FILED = "不予立案"


class Owner(StrEnum):
    """Who has to move next 责任方. No state is without one."""

    CENTRE = "本中心"
    WORKER = "网格员"
    UNIT = "承办单位"
    CALLED = "报到部门"
    UPPER = "上级"


OWNERS: dict[State, Owner] = {
    State.VERIFYING: Owner.WORKER,
    State.DISPATCHED: Owner.UNIT,
    State.HANDLING: Owner.UNIT,
    State.WHISTLED: Owner.CALLED,
    State.ESCALATED: Owner.UPPER,
    **dict.fromkeys(
        (
            *(State.DRAFT, State.REPORTED, State.ACCEPTED, State.FILED, State.DELAY_REVIEW, State.SUSPENDED, State.FED_BACK),
            *(State.CHECKED, State.CLOSED, State.ARCHIVED, State.REFUSED, State.NOT_FILED, State.MERGED, State.VOID),
            *(State.RECALLED, State.TRANSFERRED),
        ),
        Owner.CENTRE,
    ),
}

DONE_STATES = frozenset({State.FED_BACK, State.CHECKED, State.CLOSED, State.ARCHIVED})
"""After the unit's claim 办结 (done_at) and not sent back since."""

EXITS: dict[State, Exit] = {
    **dict.fromkeys(DONE_STATES, Exit.DONE),
    State.MERGED: Exit.MERGED,
    State.VOID: Exit.VOID,
    State.RECALLED: Exit.RECALLED,
    State.TRANSFERRED: Exit.TRANSFERRED,
    State.REFUSED: Exit.REFUSED,
    State.NOT_FILED: Exit.NOT_FILED,
}
"""The exit that a state stands for; a state that is not here is open 未结."""

OPEN_STATES = frozenset(State) - EXITS.keys() - {State.DRAFT}
LIVE_STATES = OPEN_STATES | DONE_STATES - {State.ARCHIVED}
"""States in which something can still be done to the event itself."""


class Flow(StrEnum):
    """A switch of the office that a row of the table waits for 流程开关. A new office has both off: the 简易 flow."""

    FILING = "立案"
    NO_FILING = "不设立案"
    CHECKING = "核查"
    NO_CHECKING = "不设核查"


@dataclass(frozen=True, slots=True)
class Flows:
    """The office's choice of flow: 简易 (both off, the default) up to 完整 (both on)."""

    filing: bool = False
    checking: bool = False

    def has(self, flow: Flow | None) -> bool:
        """Whether a row that waits for `flow` is part of this office's table."""
        return (
            flow is None
            or {
                Flow.FILING: self.filing,
                Flow.NO_FILING: not self.filing,
                Flow.CHECKING: self.checking,
                Flow.NO_CHECKING: not self.checking,
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
        needs: names of the step fields that must be given.
        flow: the office's switch under which the row exists; None for always.
    """

    source: State | None
    action: Action
    target: State
    roles: tuple[Role, ...]
    needs: tuple[str, ...] = ()
    flow: Flow | None = None


_FRONT = (Role.CLERK, Role.LEADER)
_DESK = (Role.CLERK, Role.DISPATCHER, Role.LEADER)
_HANDLER = (Role.UNIT, Role.WORKER)
_BOSS = (Role.LEADER, Role.CHIEF)
_ANYONE = tuple(Role)


def _rows() -> Iterator[Transition]:
    s, a = State, Action
    yield Transition(None, a.REGISTER, s.REPORTED, (Role.CLERK, Role.WORKER), ("text", "source"))
    yield Transition(s.REPORTED, a.ACCEPT, s.ACCEPTED, _FRONT, ("category",), Flow.FILING)
    yield Transition(s.REPORTED, a.ACCEPT, s.FILED, _FRONT, ("category",), Flow.NO_FILING)
    yield Transition(s.REPORTED, a.REFUSE, s.REFUSED, _FRONT, ("reason",))
    yield Transition(s.REPORTED, a.SEND_VERIFY, s.VERIFYING, _FRONT, ("worker_to_verify",))
    yield Transition(s.VERIFYING, a.CONFIRM, s.ACCEPTED, (Role.WORKER,), ("result_note",), Flow.FILING)
    yield Transition(s.VERIFYING, a.CONFIRM, s.FILED, (Role.WORKER,), ("result_note",), Flow.NO_FILING)
    yield Transition(s.VERIFYING, a.DENY, s.NOT_FILED, (Role.WORKER,), ("reason",))
    for before in (s.REPORTED, s.ACCEPTED, s.FILED):
        yield Transition(before, a.SELF_HANDLE, s.FED_BACK, (Role.WORKER,), ("result",))
        yield Transition(before, a.ANSWER, s.CLOSED, _FRONT, ("result",))
    yield Transition(s.ACCEPTED, a.FILE, s.FILED, (Role.LEADER,), (), Flow.FILING)
    yield Transition(s.ACCEPTED, a.NOT_FILE, s.NOT_FILED, (Role.LEADER,), ("reason",), Flow.FILING)
    yield Transition(s.FILED, a.DISPATCH, s.DISPATCHED, _DESK, ("unit",))
    for before in (s.DISPATCHED, s.HANDLING, s.SUSPENDED):
        yield Transition(before, a.REASSIGN, s.DISPATCHED, _DESK, ("unit", "reason"))
    yield Transition(s.DISPATCHED, a.SIGN, s.HANDLING, _HANDLER)
    for before in (s.DISPATCHED, s.HANDLING):
        yield Transition(before, a.RETURN, s.FILED, _HANDLER, ("reason",))
    yield Transition(s.FILED, a.RETURN_DENIED, s.DISPATCHED, _DESK, ("reason",))
    yield Transition(s.HANDLING, a.ASK_DELAY, s.DELAY_REVIEW, _HANDLER, ("reason", "days"))
    yield Transition(s.DELAY_REVIEW, a.GRANT_DELAY, s.HANDLING, _BOSS, ("days",))
    yield Transition(s.DELAY_REVIEW, a.DENY_DELAY, s.HANDLING, _BOSS, ("reason",))
    yield Transition(s.HANDLING, a.ASK_SUSPEND, s.HANDLING, _HANDLER, ("reason",))
    yield Transition(s.HANDLING, a.SUSPEND, s.SUSPENDED, _BOSS, ("reason", "review_on"))
    yield Transition(s.SUSPENDED, a.RESUME, s.HANDLING, (Role.DISPATCHER, Role.LEADER))
    yield Transition(s.HANDLING, a.WHISTLE, s.WHISTLED, _FRONT, ("reason", "departments"))
    yield Transition(s.WHISTLED, a.ARRIVE, s.WHISTLED, _HANDLER, ("departments",))
    yield Transition(s.WHISTLED, a.CONFER, s.HANDLING, _ANYONE, ("result_note",))
    yield Transition(s.HANDLING, a.ESCALATE, s.ESCALATED, _BOSS, ("reason", "upper_unit"))
    yield Transition(s.ESCALATED, a.SEND_DOWN, s.HANDLING, (Role.UPPER, Role.LEADER), ("result_note",))
    yield Transition(s.ESCALATED, a.UPPER_REPLY, s.FED_BACK, (Role.UPPER, Role.LEADER), ("result",))
    for before in (s.DISPATCHED, s.HANDLING):
        yield Transition(before, a.DONE, s.FED_BACK, _HANDLER, ("result",))
    yield Transition(s.FED_BACK, a.PASS, s.CHECKED, (Role.WORKER, Role.CLERK), (), Flow.CHECKING)
    for before in (s.FED_BACK, s.CHECKED):
        yield Transition(before, a.REWORK, s.HANDLING, (Role.WORKER, Role.CLERK, Role.LEADER), ("reason",))
    yield Transition(s.FED_BACK, a.CLOSE, s.CLOSED, _FRONT, (), Flow.NO_CHECKING)
    yield Transition(s.CHECKED, a.CLOSE, s.CLOSED, _FRONT, (), Flow.CHECKING)
    for after in (s.FED_BACK, s.CHECKED, s.CLOSED):
        yield Transition(after, a.CALL_BACK, after, _FRONT, ("satisfaction",))
    yield Transition(s.CLOSED, a.REOPEN, s.HANDLING, _FRONT, ("reason",))
    yield Transition(s.CLOSED, a.ARCHIVE, s.ARCHIVED, (Role.ARCHIVIST, Role.CLERK))
    yield Transition(s.FED_BACK, a.ARCHIVE, s.ARCHIVED, (Role.ARCHIVIST, Role.CLERK), (), Flow.NO_CHECKING)
    yield Transition(s.REPORTED, a.VOID, s.VOID, _FRONT, ("reason",))
    for state in State:
        if state in OPEN_STATES:
            yield Transition(state, a.SUPERVISE, state, (Role.SUPERVISOR, Role.LEADER), ("level", "note"))
            yield Transition(state, a.MERGE, s.MERGED, _FRONT, ("into",))
            yield Transition(state, a.RECALL, s.RECALLED, _FRONT, ("reason",))
            yield Transition(state, a.TRANSFER, s.TRANSFERRED, _DESK, ("outside_body", "reason"))
            yield Transition(state, a.WITHDRAW, s.CLOSED, _FRONT, ("reason",))
            yield Transition(state, a.PROGRESS, state, _ANYONE, ("note",))
            yield Transition(state, a.URGE, state, _ANYONE, ())
            yield Transition(state, a.EXPEDITE, state, _FRONT, ())
        if state in LIVE_STATES:
            yield Transition(state, a.CONTACT, state, _ANYONE, ("note",))
            yield Transition(state, a.INSTRUCT, state, _BOSS, ("note",))
        if state is not s.ARCHIVED:
            yield Transition(state, a.CORRECT, state, _FRONT, ("reason",))
        yield Transition(state, a.NOTE, state, _ANYONE, ("note",))
        yield Transition(state, a.ATTACH, state, _ANYONE, ("file",))


TABLE: tuple[Transition, ...] = tuple(_rows())
"""Every row for every flow. 带入 and 撤销 are not rows: the first enters any state that a file shows, the second takes steps back."""


@dataclass(frozen=True, slots=True)
class Path:
    """Several actions in one transaction and one undo 连办."""

    name: str
    actions: tuple[Action, ...]


ONE_KEY_DISPATCH = Path("一键派遣", (Action.ACCEPT, Action.FILE, Action.DISPATCH))
PATHS: dict[str, Path] = {path.name: path for path in (ONE_KEY_DISPATCH,)}


class Lifecycle:
    """The rows of `TABLE` that an office's flows leave, ready to be asked."""

    def __init__(self, flows: Flows | None = None) -> None:
        self.flows = flows or Flows()
        self.rows = tuple(row for row in TABLE if self.flows.has(row.flow))
        self._by_key = {(row.source, row.action): row for row in self.rows}

    def find(self, state: State | None, action: Action) -> Transition | None:
        """The row for `action` out of `state`, or None where the table has none."""
        return self._by_key.get((state, action))

    def open_to(self, state: State | None) -> tuple[Action, ...]:
        """The actions that the table allows out of `state`, in the table's order."""
        return tuple(row.action for row in self.rows if row.source is state)

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


def owner(state: State, unit: str | None) -> str:
    """Who has to move next, as a name: the unit where the table says the unit, else the role's own name.

    A unit that no file named is said to be missing (`承办单位待补`), never left blank.
    """
    held = OWNERS[state]
    if held is Owner.UNIT:
        return unit or "承办单位待补"
    return held.value
