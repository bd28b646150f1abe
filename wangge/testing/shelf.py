"""A shelf 样例台账: a ledger in memory, for tests of reports and commands."""

# ruff: noqa: ARG002 (the arguments are those of Queries, and a shelf asks few of them)
from __future__ import annotations

from collections.abc import Iterator, Mapping

from wangge.alike import Mark
from wangge.errors import WanggeError
from wangge.query import And
from wangge.records import Batch, Event, Life, Page, Step
from wangge.testing.samples import MONTH
from wangge.times import Instant


class Shelf:
    """A ledger of a few events: every query finds all of its events.

    Args:
        lives: its events as of the end of `MONTH`; none is an empty ledger.
    """

    def __init__(self, *lives: Life) -> None:
        self._lives = lives

    def page(self, query: And, *, start: Event | None = None, size: int = 100, backwards: bool = False, order: str = "newest") -> Page:
        """All events at once."""
        return Page(tuple(each.event for each in self._lives), before=False, after=False)

    def count(self, query: And, *, at_most: int = 0) -> int:
        """How many there are."""
        return min(len(self._lives), at_most or len(self._lives))

    def each(self, query: And, order: str = "newest") -> Iterator[Event]:
        """All events."""
        return (each.event for each in self._lives)

    def event(self, no: str) -> Event:
        """The event with this number."""
        found = next((each.event for each in self._lives if each.event.no == no), None)
        if found is None:
            raise WanggeError("event_unknown", no=no)
        return found

    def matter(self, event: Event) -> tuple[Event, ...]:
        """The event alone."""
        return (event,)

    def alike(self, event: Event, most: int = 5) -> tuple[Mark, ...]:
        """Nothing looks like another."""
        return ()

    def steps(self, event: Event) -> tuple[Step, ...]:
        """No steps."""
        return ()

    def office_steps(self) -> tuple[Step, ...]:
        """No steps of the office."""
        return ()

    def lives(self, since: Instant, until: Instant) -> Iterator[Life]:
        """All of them."""
        return iter(self._lives)

    def facets(self, name: str, limit: int = 200) -> tuple[tuple[str, int], ...]:
        """The values of a field and how many events have each."""
        told = [str(value) for each in self._lives if (value := each.event.known.get(name)) is not None]
        return tuple(sorted(((value, told.count(value)) for value in set(told)), key=lambda pair: -pair[1])[:limit])

    def batches(self) -> tuple[Batch, ...]:
        """No imports."""
        return ()

    def opening(self) -> Mapping[str, int]:
        """Nothing was entered."""
        return {}

    def first_month(self) -> str:
        """The month of the samples; none for an empty ledger."""
        return MONTH if self._lives else ""
