"""Columns 认列: which field each header brings.

A header is compared with the labels and synonyms of the fields, blanks and brackets aside. Two columns for one field: the one named first in
the synonyms wins, the other is kept as an extra. A column that the ledger has no place for is left out and named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wangge.field import Field
from wangge.fields import BY_NAME, FORBIDDEN_HEADERS
from wangge.plans import Column
from wangge.text import half_width

_ASIDE = re.compile(r"[\s:*]|\((?:必填|选填|元|万元|日期|年月日)\)")
SERIAL = frozenset({"序号", "序", "no.", "编码序号"})
"""Running numbers of a sheet: they restart in every file and mean nothing."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What became of a header row.

    Attributes:
        columns: those that are taken, in the sheet's order.
        forbidden: headers left out by law.
    """

    columns: tuple[Column, ...]
    forbidden: tuple[str, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headers that nobody knows."""
        return tuple(column.header for column in self.columns if column.field is None)

    def without(self, name: str) -> Matched:
        """The same without the column of a field."""
        return Matched(tuple(column for column in self.columns if not column.field or column.field.name != name), self.forbidden)


def normal(header: str) -> str:
    """A header as it is compared."""
    return _ASIDE.sub("", half_width(header)).lower()


class Headers:
    """The headers that the fields of a catalogue know."""

    def __init__(self, fields: Iterable[Field]) -> None:
        self._known: dict[str, tuple[int, Field]] = {}
        for field in fields:
            if field.name == "no":
                continue
            for rank, name in enumerate((field.label, *field.synonyms)):
                self._known.setdefault(normal(name), (rank, field))
        self._forbidden = {normal(header): header for header in FORBIDDEN_HEADERS}

    def knows(self, header: str) -> bool:
        """Whether a header names a field."""
        return normal(header) in self._known

    def field_name(self, header: str) -> str:
        """The name of the field that a header brings, empty for none."""
        found = self._known.get(normal(header))
        return found[1].name if found else ""

    def tells_matter(self, headers: Sequence[str]) -> bool:
        """Whether one of the headers brings what a row is about: a text or a title."""
        found = (self._known.get(normal(header)) for header in headers)
        return any(known is not None and known[1].name in {"text", "title"} for known in found)

    def match(self, headers: Sequence[str]) -> Matched:
        """The field of every header."""
        best: dict[str, tuple[int, int]] = {}
        for index, header in enumerate(headers):
            found = self._known.get(normal(header))
            if found and (found[1].name not in best or found[0] < best[found[1].name][0]):
                best[found[1].name] = (found[0], index)
        taken = {index: name for name, (_, index) in best.items()}
        columns, forbidden, seen = [], [], set[str]()
        for index, header in enumerate(headers):
            if not header or normal(header) in SERIAL:
                continue
            if normal(header) in self._forbidden:
                forbidden.append(header)
                continue
            field = self._known[normal(header)][1] if index in taken else None
            name = header if header not in seen and header not in BY_NAME else f"{header}（第{index + 1}列）"
            seen.add(header)
            columns.append(Column(index, name, field))
        return Matched(_reported(tuple(columns)), tuple(forbidden))


def _reported(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Without a report time, 受理时间 is when the centre took it in: the sender's word for the same moment."""
    names = {column.field.name for column in columns if column.field}
    if "reported_at" in names or "accepted_at" not in names:
        return columns
    return tuple(
        Column(column.index, column.header, BY_NAME["reported_at"]) if column.field and column.field.name == "accepted_at" else column
        for column in columns
    )
