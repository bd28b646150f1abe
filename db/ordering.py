"""Ordering 排列: in which order a list runs, as keys that windows can begin at.

A list by a field has two parts: what has a value, by that value, and behind it what has none. Values run as people read them: choices as they are
listed, names by their pinyin, numbers and times by size. Of a name that an index begins with, every value is a part of its own, so that a million
events in the order of their communities are walked through, not sorted. Within a value the report time decides, as the indexes of the events have
it, and the row's id breaks ties; so no key is ever empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import peewee as pw

from db import dialect
from db.names import JUMPED, MOST
from wangge.errors import WanggeError
from wangge.field import Field, Kept, Kind, Value
from wangge.pinyin import Reading, sort_key
from wangge.records import Event
from wangge.times import Instant

Condition = Any
TIME = "reported_at"
"""What every event has, and lists run by unless told otherwise."""
CODES = frozenset({"no", "external_no"})
"""Texts that nobody reads aloud: they are sorted as they are, by their index."""
PERSONS = frozenset({"worker", "hard_owner", "mediator", "arbiter"})
FREE = frozenset({"title", "place"})
"""Texts of which nearly every event has its own."""
ValuesOf = Callable[[str], Iterable[str]]
"""Which values of a column there are."""


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that a list is sorted by.

    Attributes:
        column: what the ledger sorts by.
        of: the same of an event.
    """

    column: Any
    of: Callable[[Event], object]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list.

    Attributes:
        holds: the condition of the events in it; None for all.
        has: whether an event stands in it.
        keys: what it is sorted by.
    """

    holds: Condition | None
    has: Callable[[Event], bool]
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Ordering:
    """An order as the ledger reads it.

    Attributes:
        parts: the parts of the list, the first to be read first.
        down: whether each runs from the highest to the lowest.
    """

    parts: tuple[Part, ...]
    down: bool

    def windows(self, start: Event | None, *, backwards: bool, few: bool) -> Iterator[tuple[Condition | None, list[Any]]]:
        """The windows to read one after the other until there is enough: a condition and the keys to order by.

        Args:
            start: the event after which (backwards: before which) to begin; None is the list's own end.
            backwards: towards the beginning of the list.
            few: there is little to order: it is found first and sorted then, by no index.
        """
        down = self.down is not backwards
        parts = self.parts[::-1] if backwards else self.parts
        first = 0 if start is None else next(place for place, part in enumerate(parts) if part.has(start))
        for part in parts[first:]:
            columns = [dialect.Unindexed(key.column) if few else key.column for key in part.keys]
            condition = part.holds
            if start is not None:
                here, there = pw.Tuple(*columns), tuple(key.of(start) for key in part.keys)
                beyond = (here < there) if down else (here > there)
                condition = beyond if condition is None else condition & beyond
            yield condition, [column.desc() if down else column.asc() for column in columns]
            start = None


def ordering(
    text: str, columns: Mapping[str, Any], fields: Mapping[str, Field], values: ValuesOf, *, start: Event | None, few: bool
) -> Ordering:
    """The order that `text` names: `newest`, `oldest`, `due` (only what has a due time), or a field, downwards with `-` before it.

    Args:
        text: as told.
        columns: the event's columns, by field name.
        fields: the fields that may be named, by name.
        values: tells the values of a column that an index begins with.
        start: the event at which reading begins, if at any.
        few: there is little to order, so that no part is worth a statement of its own.

    Raises:
        WanggeError: `order_unknown`.
    """
    when, row = Key(columns[TIME], lambda event: event[TIME]), Key(columns["id"], lambda event: event.id)
    match text:
        case "newest" | "oldest":
            return Ordering((Part(None, _any, (when, row)),), text == "newest")
        case "due":
            due = Key(columns["due_at"], lambda event: event["due_at"])
            return Ordering((Part(columns["due_at"].is_null(is_null=False), _any, (due, row)),), down=False)
    told, down = text.removeprefix("-"), text.startswith("-")
    field = next((each for each in fields.values() if told in {each.name, each.label}), None)
    if field is None or not sortable(field):
        raise WanggeError("order_unknown", name=told)
    if field.name == TIME:
        return Ordering((Part(None, _any, (when, row)),), down)
    name = field.name
    column = columns[name] if name in columns else dialect.json_text(columns["extra"], name)
    absent = Part(column.is_null(), lambda event: name not in event.known, (when, row))
    present = Part(column.is_null(is_null=False), lambda event: name in event.known, (_key(field, column), when, row))
    held = {*values(name)} if name in JUMPED and not few else set()
    if not held or len(held) >= MOST:
        return Ordering((present, absent), down)
    if start is not None and name in start.known:
        held.add(str(start.known[name]))
    run = sorted(held, key=_rank(field), reverse=down)
    return Ordering((*(Part(column == value, _is(name, value), (when, row)) for value in run), absent), down)


def place(text: str, fields: Mapping[str, Field], since: Instant, until: Instant) -> Event | None:
    """The place in a list right before its first event of a span of time: an event that there is not, to begin reading at.

    Args:
        text: the order, as for `ordering`.
        fields: the fields that may be named, by name.
        since: where the span begins.
        until: where it ends, itself not in it.

    Returns:
        the place; None where the order does not run by time.
    """
    told = {"newest": TIME, "oldest": TIME, "due": "due_at"}.get(text, text.removeprefix("-"))
    field = next((each for each in fields.values() if told in {each.name, each.label}), None)
    if field is None or field.kind is not Kind.TIME or not sortable(field):
        return None
    edge = until if text == "newest" or text.startswith("-") else since
    return Event(0, 0, {TIME: "", field.name: edge})


def sortable(field: Field) -> bool:
    """Whether a list may run by a field: by what the ledger keeps as one value and shows as it is."""
    return field.kept is not Kept.NOWHERE and not field.sensitive and field.kind not in {Kind.TEXT, Kind.TABLE}


def _any(_event: Event) -> bool:
    return True


def _is(name: str, value: str) -> Callable[[Event], bool]:
    return lambda event: event.known.get(name) == value


def _key(field: Field, column: Any) -> Key:
    """What a list by a field is sorted by, where its index does not say it."""
    rank, reading = _rank(field), _reading(field)
    if field.choices:
        column = dialect.ranked(column, field.choices)
    elif reading:
        column = dialect.spelled(column, reading)
    return Key(column, lambda event: rank(event.known[field.name]))


def _rank(field: Field) -> Callable[[Value], Any]:
    """Where a value of a field stands: the place among its choices, how it is read, or the value itself."""
    if field.choices:
        places = {str(choice): place for place, choice in enumerate(field.choices)}
        return lambda value: places.get(str(value), len(places))
    reading = _reading(field)
    return (lambda value: sort_key(str(value), reading)) if reading else (lambda value: value)


def _reading(field: Field) -> Reading | None:
    """How a field's values are read; None for what is no words."""
    if field.kind not in {Kind.LINE, Kind.CHOICE} or field.name in CODES:
        return None
    return Reading.PERSON if field.name in PERSONS else Reading.TEXT if field.name in FREE else Reading.NAME
