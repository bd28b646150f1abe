"""Drill 追溯: the query line that lists again what a figure counted.

A report counts as of its cut-off, a query finds what is so today. A line is given to a figure only when both are the same events, one by one;
a figure whose events have moved on, been corrected or cannot be named by a query goes without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache

from exports.account import Account
from exports.results import AUTOMATIC, is_automatic
from exports.words import UNPLACED
from wangge.catalogue import Catalogue
from wangge.errors import WanggeError
from wangge.fields import BY_NAME
from wangge.lifecycle import EXITS, OPEN_STATES, Exit, State
from wangge.ports import Queries
from wangge.query import Filter, Literal, parse
from wangge.records import Event
from wangge.settings import Settings
from wangge.sheets import Figure

Condition = tuple[str, str]
"""A field and the value it must have; an empty value is none at all."""
NOTHING = "空"
"""How the query language spells that a field has no value."""


class Counted(StrEnum):
    """Which events of a month a figure counts."""

    NEW = "新增"
    DONE = "办结"
    OPEN = "期末未结"


class Drill:
    """Finds query lines for the figures of one month.

    Args:
        account: the month; its `today` holds every event that a line may find.
        queries: counts what a line finds in the whole ledger.
        settings: the office's value tables.
        catalogue: the fields that a line may name.
    """

    def __init__(self, account: Account, queries: Queries, settings: Settings, catalogue: Catalogue) -> None:
        self._queries = queries
        self._settings = settings
        self._fields = tuple(catalogue.fields())
        self._today = tuple(life.event for life in account.today)
        self._ways = _ways(account)
        self._found = cache(self._find)
        self._spread = cache(self._spread_by)

    def figure(self, counted: Counted, events: Iterable[Event], *ways: Sequence[Condition]) -> Figure:
        """The number of `events` with the line that lists them, if one does.

        Args:
            counted: which of the month's events they are.
            events: the events that were counted.
            ways: the conditions that tell them from the month's others; several are tried in turn, none at all means all of them.
        """
        ids = {event.id for event in events}
        return Figure(len(ids), query=self._line(counted, ids, ways or ((),)) if ids else "")

    def count(self, line: str) -> int:
        """How many events `line` finds today."""
        return self._queries.count(parse(line, self._fields))

    def _line(self, counted: Counted, ids: set[int], ways: Iterable[Sequence[Condition]]) -> str:
        for line in self._ways[counted]:
            for conditions in ways:
                terms = [self._term(*each) for each in conditions]
                if all(terms) and self._listed(line, tuple(conditions)) == ids:
                    return " ".join([line, *terms])
        return ""

    def _listed(self, line: str, conditions: tuple[Condition, ...]) -> set[int]:
        """The events that a line of the month finds under these conditions; nothing when the line finds others besides."""
        names = tuple(name for name, _ in conditions)
        return self._spread(line, names).get(tuple(value for _, value in conditions), set())

    def _spread_by(self, line: str, names: tuple[str, ...]) -> Mapping[tuple[str, ...], set[int]]:
        spread: dict[tuple[str, ...], set[int]] = {}
        for event in self._found(line):
            spread.setdefault(tuple(self._value(event, name) for name in names), set()).add(event.id)
        return spread

    def _find(self, line: str) -> tuple[Event, ...]:
        """What a line of the month finds today, or nothing when the ledger counts differently."""
        holds = next(holds for lines in self._ways.values() for each, holds in lines.items() if each == line)
        found = tuple(event for event in self._today if holds(event))
        try:
            return found if self.count(line) == len(found) else ()
        except WanggeError:
            return ()

    def _value(self, event: Event, name: str) -> str:
        """What a query compares: a place that is none is 未落格, and of an answer only whether it contains what is sought."""
        value = event.text(name)
        if name == "community" and is_unplaced(value, self._settings):
            return UNPLACED
        return AUTOMATIC if name == "result" and is_automatic(value) else value

    def _term(self, name: str, value: str) -> str:
        """The condition as the query language spells it, empty where it cannot."""
        field = BY_NAME[name]
        text = value or NOTHING
        if value == NOTHING or self._settings.value(name, text) != text:
            return ""
        for term in (f"{field.label}:{text}", f'{field.label}:"{text}"'):
            try:
                understood = parse(term, self._fields).terms
            except WanggeError:
                continue
            match understood:
                case (Filter(name=found, values=(Literal(text=read),)),) if found == name and read == text:
                    return term
        return ""


def is_unplaced(community: str, settings: Settings) -> bool:
    """未落格: a virtual community, or none."""
    return not community or settings.is_virtual(community)


def _ways(account: Account) -> Mapping[Counted, Mapping[str, Callable[[Event], bool]]]:
    """The lines for each kind of figure, best first, and which events of today each finds."""
    start, end, month = account.start, account.end, account.month
    away = [state for state in State if EXITS.get(state, Exit.DONE) is not Exit.DONE]
    open_states = [state for state in State if state in OPEN_STATES]

    def within(event: Event, name: str) -> bool:
        return start <= event.text(name) < end

    def there(event: Event) -> bool:
        return event.text("reported_at") < end

    def stayed(event: Event) -> bool:
        return there(event) and not ("" < event.text("done_at") < end) and event.state not in away

    return {
        Counted.NEW: {f"上报:{month}": lambda event: within(event, "reported_at")},
        Counted.DONE: {f"办结:{month}": lambda event: within(event, "done_at")},
        Counted.OPEN: {
            f"上报:..{month} -办结:..{month} -状态:{'|'.join(away)}": stayed,
            f"上报:..{month} 状态:{'|'.join(open_states)}": lambda event: there(event) and event.is_open,
        },
    }
