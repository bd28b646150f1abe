"""Records 记录: the frozen values that pass through the ledger's two doors.

No database object leaves db/; whoever holds one of these may keep it, compare it and hand it to another thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wangge.errors import WanggeError
from wangge.field import Value
from wangge.lifecycle import OPEN_STATES, Exit, State, owner
from wangge.text import derive_title, plain_words
from wangge.times import Instant

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Event:
    """One event as the ledger shows it: sensitive values masked.

    Attributes:
        id: the ledger's own row, for paging and selection; never shown.
        version: number of the last step, for noticing that somebody else was faster.
        values: what is known, by Field name; a field without a value is not in it.
        extra: the departments' and unknown fields, by Field name or header.
    """

    id: int
    version: int
    values: Values
    extra: Values = field(default_factory=dict)

    def __getitem__(self, name: str) -> Value | None:
        return self.values.get(name)

    def text(self, name: str) -> str:
        """The value of `name` as text, empty for none."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> int:
        """The value of a counting field, 0 for none."""
        value = self.values.get(name, 0)
        return value if isinstance(value, int) else 0

    def time(self, name: str) -> Instant | None:
        """The value of a time field."""
        value = self.values.get(name)
        return Instant(str(value)) if value is not None else None

    @property
    def known(self) -> Values:
        """All that is known of it by Field name, wherever the ledger keeps it."""
        return {**self.extra, **self.values}

    @property
    def no(self) -> str:
        """受理编号."""
        return self.text("no")

    @property
    def title(self) -> str:
        """What lists show: the title given, else one derived from the text, else the category; never tags, numbers or names.

        Of a 保密 event only that it is one, and its category: who may know the rest opens it.
        """
        if self.text("secrecy"):
            return "〔保密〕" + (self.text("subcategory") or self.text("category"))
        told = plain_words(self.text("title")) or derive_title(self.text("text"))
        return told or self.text("subcategory") or self.text("category")

    @property
    def state(self) -> State:
        """环节状态."""
        return State(self.text("state"))

    @property
    def is_open(self) -> bool:
        """未结."""
        return self.state in OPEN_STATES

    @property
    def owner(self) -> str:
        """Who has to move next 责任方."""
        return owner(self.state, self.text("unit"))


@dataclass(frozen=True, slots=True)
class Step:
    """One step 步骤: what was done, told twice in time and twice in person.

    Attributes:
        n: its number in the ledger, the order in which steps were recorded.
        action: what was done; a plugin's or an office step may carry another word than `Action`.
        source: the state before, None for the first.
        target: the state after, None for a step of the office itself.
        at: when it happened (业务时间); clocks and reports count by it.
        proven: False when the file did not prove `at`: then no rate counts it.
        recorded_at: when it was typed; seals and undo go by it.
        actor: who did it. unit: for which unit. recorded_by: who typed it. via: how it came in.
        deed: the name of its operation: one operation, one undo.
        changes: what it set, by Field name (None blanks); sensitive values masked.
        data: what else was told (reason, voucher, file …).
        undone: whether a later step took it back.
    """

    n: int
    action: str
    source: State | None
    target: State | None
    at: Instant
    proven: bool
    recorded_at: Instant
    actor: str
    unit: str
    recorded_by: str
    via: str
    deed: str
    changes: Mapping[str, Value | None] = field(default_factory=dict)
    data: Values = field(default_factory=dict)
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A step of the office itself 本中心事项: a setting, a list, a handover.

    Attributes:
        n, action, at, actor: as in `Step`.
        data: what was told.
    """

    n: int
    action: str
    at: Instant
    actor: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """A step that the rules have decided and nobody has written yet.

    Attributes:
        action, source, target, at, proven: as in `Step`.
        changes: what it sets, raw; None blanks a value.
        data: what else was told.
    """

    action: str
    source: State | None
    target: State | None
    at: Instant
    changes: Mapping[str, Value | None]
    data: Values = field(default_factory=dict)
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an action would do to one event of many.

    Attributes:
        before: the event as it is.
        after: as it would be; None where it is refused.
        refusal: why, if so.
    """

    before: Event
    after: Event | None
    refusal: WanggeError | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """One import 批次."""

    id: int
    file: str
    sha256: str
    at: Instant
    by: str
    state: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Blocked:
    """An event that a rule keeps as it is, and the refusal."""

    no: str
    error: WanggeError


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or a redo did 撤销结果.

    Attributes:
        reversed: events that are as before.
        kept: numbers of events that were worked on since and stay.
        blocked: events that could not be taken back, each with the reason.
        to_tell: numbers of events whose correction somebody has to tell outside.
    """

    reversed: int
    kept: tuple[str, ...] = ()
    blocked: tuple[Blocked, ...] = ()
    to_tell: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A window on a query: some events in order, and whether more lie before and after."""

    events: tuple[Event, ...]
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Move:
    """The header of a step, as reports need it."""

    at: Instant
    action: str
    target: State
    proven: bool
    actor: str


@dataclass(frozen=True, slots=True)
class Life:
    """An event as of a cut-off, with the moves that brought it there, for reports and scores.

    Attributes:
        event: the event folded from its steps up to the cut-off.
        moves: the headers of those steps, in the order in which they happened.
        until: the cut-off, the first instant that no longer counts.
    """

    event: Event
    moves: tuple[Move, ...]
    until: Instant = Instant("")  # noqa: RUF009 (a NewType is its value)


@dataclass(frozen=True, slots=True)
class Flow:
    """What one event did to the open ones in a period, after what was taken back inside the period is left out.

    Attributes:
        entered_before: it was open when the period began (结转).
        new: it was registered in the period (新增).
        reopened: it came back in the period, having left before (重开).
        left: how it left in the period and stayed out, or None.
        open_at_end: it is open at the cut-off (期末未结).
    """

    entered_before: bool
    new: bool
    reopened: bool
    left: Exit | None
    open_at_end: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """What `verify` or an import found wrong, and where.

    Attributes:
        message: what is wrong and what to do.
        sheet, row, column, value: where; empty where it does not apply.
        fatal: False for a doubt: the row is taken all the same.
    """

    message: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` found."""

    events: int
    steps: int
    seals: int
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Nothing was found wrong; a doubt is no fault."""
        return not any(problem.fatal for problem in self.problems)
