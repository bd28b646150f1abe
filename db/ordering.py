"""Ordering 排列: in which order a list runs, as keys that windows can begin at.

A list by a field has two parts: what has a value, by that value, and behind it what has none. Within a value the report time decides, as the
indexes of the events have it, and the row's id breaks ties; so no key is ever empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import peewee as pw

from db import dialect
from wangge.errors import WanggeError
from wangge.field import Field, Kept, Kind
from wangge.records import Event

Condition = Any
TIME = "reported_at"
"""What every event has, and lists run by unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list.

    Attributes:
        holds: the condition of the events in it; None for all.
        names: the fields of its key, before the row's id.
    """

    holds: Condition | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ordering:
    """An order as the ledger reads it.

    Attributes:
        parts: the parts of the list, the first to be read first.
        down: whether it runs from the highest to the lowest.
        columns: the columns of the keys, by field name.
    """

    parts: tuple[Part, ...]
    down: bool
    columns: Mapping[str, Any]

    def windows(self, start: Event | None, *, backwards: bool, few: bool) -> Iterator[tuple[Condition | None, list[Any]]]:
        """The windows to read one after the other until there is enough: a condition and the keys to order by.

        Args:
            start: the event after which (backwards: before which) to begin; None is the list's own end.
            backwards: towards the beginning of the list.
            few: there is little to order: it is found first and sorted then, by no index.
        """
        down = self.down is not backwards
        parts = self.parts[::-1] if backwards else self.parts
        for part in parts[self._first(parts, start) :]:
            columns = [self.columns[name] for name in (*part.names, "id")]
            if few:
                columns = list(map(dialect.Unindexed, columns))
            condition = part.holds
            if start is not None:
                here, there = pw.Tuple(*columns), tuple(start.known[name] for name in part.names)
                beyond = (here < (*there, start.id)) if down else (here > (*there, start.id))
                condition = beyond if condition is None else condition & beyond
            yield condition, [column.desc() if down else column.asc() for column in columns]
            start = None

    @staticmethod
    def _first(parts: tuple[Part, ...], start: Event | None) -> int:
        """Which part an event stands in."""
        if start is None:
            return 0
        # with the value it has the keys of both parts; the longer key is the part's that it stands in
        return max(
            (place for place, part in enumerate(parts) if all(name in start.known for name in part.names)),
            key=lambda place: len(parts[place].names),
        )


def ordering(text: str, columns: Mapping[str, Any], fields: Mapping[str, Field]) -> Ordering:
    """The order that `text` names: `newest`, `oldest`, `due` (only what has a due time), or a field, downwards with `-` before it.

    Args:
        text: as told.
        columns: the event's columns, by field name.
        fields: the fields that may be named, by name.

    Raises:
        WanggeError: `order_unknown`.
    """
    match text:
        case "newest" | "oldest":
            return Ordering((Part(None, (TIME,)),), text == "newest", columns)
        case "due":
            return Ordering((Part(columns["due_at"].is_null(is_null=False), ("due_at",)),), down=False, columns=columns)
    name = text.removeprefix("-")
    field = next((each for each in fields.values() if name in {each.name, each.label}), None)
    if field is None or not sortable(field):
        raise WanggeError("order_unknown", name=name)
    if field.name == TIME:
        return Ordering((Part(None, (TIME,)),), text[0] == "-", columns)
    column = columns[field.name] if field.name in columns else dialect.json_text(columns["extra"], field.name)
    parts = Part(column.is_null(is_null=False), (field.name, TIME)), Part(column.is_null(), (TIME,))
    return Ordering(parts, text[0] == "-", {**columns, field.name: column})


def sortable(field: Field) -> bool:
    """Whether a list may run by a field: by what the ledger keeps as one value and shows as it is."""
    return field.kept is not Kept.NOWHERE and not field.sensitive and field.kind not in {Kind.TEXT, Kind.TABLE}
