"""Tallies 数一数: how many events there are at a place or of a kind, how old the open ones are, what came and went day by day.

Nothing here reads: `db/tallies.py` counts, screens and commands show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from wangge.fields import BY_NAME
from wangge.query import filter_text

PLACES = ("district", "street", "community", "grid")
"""The fields that say where, from above."""
GROUPINGS: Mapping[str, tuple[str, ...]] = {
    **{name: PLACES[: place + 1] for place, name in enumerate(PLACES)},
    **{name: (name,) for name in ("category", "subcategory", "source", "unit", "state", "tier")},
}
"""What may be counted by, and the fields that are then told apart."""
AGES: tuple[int | None, ...] = (3, 7, 15, 30, None)
"""The last day of each band of age; None has no end."""
Key = tuple[str | None, ...]
"""The values that a count is of, one a field; None is an event without the value."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many events.

    Attributes:
        total: all.
        open: those that are not done 未结.
        overdue: those of the open ones that are past their due time 超期.
    """

    total: int = 0
    open: int = 0
    overdue: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.total + other.total, self.open + other.open, self.overdue + other.overdue)


@dataclass(frozen=True, slots=True)
class Branch:
    """One node of the tree of places.

    Attributes:
        key: the values on the way to it, from above; empty for the root.
        tally: its events and those of all below it.
        below: the nodes under it, most events first.
    """

    key: Key
    tally: Tally
    below: tuple[Branch, ...] = ()

    @property
    def name(self) -> str | None:
        """Its own name; None for events that name no such place, and for the root."""
        return self.key[-1] if self.key else None


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one day.

    Attributes:
        arrived: events reported 上报.
        closed: events done 办结.
        limited: those of the done that had a due time.
        in_time: those of them that were done before it.
    """

    arrived: int = 0
    closed: int = 0
    limited: int = 0
    in_time: int = 0


@dataclass(slots=True)
class Figures:
    """What the desk and the wall draw, as far as it is read.

    Attributes:
        days: what happened day by day, in order.
        ages: open events in the bands of `AGES`.
        places: open events by community; None has none.
        whole: whether everything is counted.
    """

    days: dict[date, Day] = field(default_factory=dict)
    ages: list[int] = field(default_factory=lambda: [0] * len(AGES))
    places: dict[str | None, int] = field(default_factory=dict)
    whole: bool = False


def band(days: int) -> int:
    """The place in `AGES` of what has been open for so many days."""
    return next(place for place, last in enumerate(AGES) if last is None or days <= last)


def tree(counts: Mapping[Key, Tally]) -> Branch:
    """The places as a tree; its root is below the levels at the top that no event names."""
    root = _branch((), list(counts.items()))
    while len(root.below) == 1 and root.below[0].name is None:
        (root,) = root.below
    return root


def _branch(key: Key, counts: Sequence[tuple[Key, Tally]]) -> Branch:
    groups: dict[str | None, list[tuple[Key, Tally]]] = {}
    for found, tally in counts:
        if len(found) > len(key):
            groups.setdefault(found[len(key)], []).append((found, tally))
    below = [_branch((*key, name), group) for name, group in groups.items()]
    if key and [(each.name, each.below) for each in below] == [(None, ())]:
        below = []  # a place of which no event says more
    below.sort(key=lambda branch: (-branch.tally.total, branch.name or ""))
    return Branch(key, added(tally for _found, tally in counts), tuple(below))


def added(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    return sum(tallies, Tally())


def query_of(fields: Sequence[str], key: Key) -> str:
    """The query line that lists the events of a count."""
    return " ".join(filter_text(BY_NAME[name].label, value) for name, value in zip(fields, key, strict=False))
