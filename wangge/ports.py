"""Ports 接口: what one room needs of another, handed to it by the desk.

An importer plans against a `Known` ledger; a report is built from `Queries`; the console acts through a `Ledger`. db/ implements all three
and no other room imports db/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from wangge.actor import Actor
from wangge.alike import Mark
from wangge.errors import WanggeError
from wangge.lifecycle import Action, Path
from wangge.plans import ImportPlan, PlannedRow
from wangge.query import And
from wangge.records import Batch, Event, Foreseen, Life, Page, Step, Undone, Verification
from wangge.times import Instant

T = TypeVar("T")
LOOK = 25
"""Items between two looks at how far work is."""
Progress = Callable[[int, int], bool]
"""Told (done, total) of long work from time to time; False asks it to stop."""


def no_progress(_done: int, _total: int) -> bool:
    """Nobody is watching; go on."""
    return True


def counted_off(items: Iterable[T], progress: Progress, done: int, total: int) -> Iterator[T]:
    """Go through items and tell from time to time how many are done.

    Args:
        items: what is gone through.
        progress: told how far it is.
        done: how many were done before the first.
        total: of how many.

    Raises:
        WanggeError: `work_stopped` when it is to go no further.
    """
    for place, item in enumerate(items):
        if place % LOOK == 0 and not progress(done + place, total):
            raise WanggeError("work_stopped")
        yield item


@dataclass(frozen=True, slots=True)
class Before:
    """What the ledger knows of a row that came earlier.

    Attributes:
        event: the event's row id.
        print: a digest of what the row said.
        no: the event's number.
        text: its text as the ledger shows it, masked; empty for none.
        reported_at: when it was reported, empty for unknown.
    """

    event: int
    print: str
    no: str
    text: str = ""
    reported_at: str = ""


class Known(Protocol):
    """What an importer asks of the ledger."""

    def known_rows(self, external_nos: Iterable[str], prints: Iterable[str]) -> Mapping[str, Before]:
        """Events that came by import before, by external number and, without one, by print."""
        ...

    def likely(self, rows: Sequence[PlannedRow]) -> Sequence[tuple[int, str]]:
        """Of each row the event that it looks most like: points by `wangge.alike`, and the event's number; (0, "") for none."""
        ...


class Queries(Protocol):
    """The way out: everything that is read."""

    def page(self, query: And, *, start: Event | None = None, size: int = 100, backwards: bool = False, order: str = "newest") -> Page:
        """A window on a query."""
        ...

    def count(self, query: And, *, at_most: int = 0) -> int:
        """How many events a query finds; stops at `at_most` if that is given."""
        ...

    def each(self, query: And, order: str = "newest") -> Iterator[Event]:
        """All events of a query, read page by page."""
        ...

    def event(self, no: str) -> Event:
        """The event with this number or external number."""
        ...

    def matter(self, event: Event) -> tuple[Event, ...]:
        """The event and all orders that were merged into it."""
        ...

    def alike(self, event: Event, most: int = 5) -> tuple[Mark, ...]:
        """The events that look like this one, most alike first."""
        ...

    def steps(self, event: Event) -> tuple[Step, ...]:
        """The steps of an event, in the order in which they were recorded."""
        ...

    def office_steps(self) -> tuple[Step, ...]:
        """The steps of the office itself, in the order in which they were recorded."""
        ...

    def lives(self, since: Instant, until: Instant) -> Iterator[Life]:
        """Every event that was open at `since` or moved after it, as of `until`."""
        ...

    def facets(self, name: str, limit: int = 200) -> tuple[tuple[str, int], ...]:
        """The values of a field and how many events have each, most first."""
        ...

    def batches(self) -> tuple[Batch, ...]:
        """The imports, newest first."""
        ...

    def opening(self) -> Mapping[str, int]:
        """期初未结 as the office entered it, by month."""
        ...

    def first_month(self) -> str:
        """The month of the ledger's first event, `YYYY-MM`; empty for an empty ledger."""
        ...


class Ledger(Protocol):
    """The way in: everything that is written."""

    def register(self, given: Mapping[str, object], actor: Actor, *, at: Instant | None = None, answer: str = "") -> Event:
        """登记 a new event; with an answer, close it on the spot."""
        ...

    def act(
        self,
        no: str,
        what: Action | Path,
        actor: Actor,
        given: Mapping[str, object] | None = None,
        *,
        at: Instant | None = None,
        seen: int = 0,
    ) -> Event:
        """Do an action or a path on an event."""
        ...

    def act_many(
        self, nos: Sequence[str], what: Action | Path, actor: Actor, given: Mapping[str, object] | None = None, *, at: Instant | None = None
    ) -> tuple[Event, ...]:
        """Do the same on several events, as one operation and one undo."""
        ...

    def foresee(
        self, nos: Sequence[str], what: Action | Path, actor: Actor, given: Mapping[str, object] | None = None, *, at: Instant | None = None
    ) -> tuple[Foreseen, ...]:
        """What that would do to each of them; nothing is written."""
        ...

    def undo(self, ref: str, actor: Actor, progress: Progress = no_progress, *, reason: str = "") -> Undone:
        """Take a batch or an operation back."""
        ...

    def redo(self, ref: str, actor: Actor, progress: Progress = no_progress) -> Undone:
        """Bring back what was taken back."""
        ...

    def commit_import(self, plan: ImportPlan, actor: Actor, progress: Progress = no_progress) -> Batch:
        """Carry a plan out."""
        ...

    def reveal(self, no: str, field: str, reason: str, actor: Actor) -> str:
        """The value of a sensitive field, with a reason that is recorded."""
        ...

    def verify(self, progress: Progress = no_progress) -> Verification:
        """Whether the ledger is what its steps say."""
        ...
