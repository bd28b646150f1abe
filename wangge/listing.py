"""Listings 名册: the rows of a workbook by declared columns, every wrong cell named.

The duty list, the office tree and the directory of people come in as workbooks that people edit. Such a list is taken whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wangge.dates import typed
from wangge.errors import Phrase
from wangge.plans import Table
from wangge.records import Problem
from wangge.text import clean_line, half_width

Read = Callable[[str], Any]
"""Makes a value of a cell's text; raises `ValueError` with a sentence."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list.

    Attributes:
        name: the key of its values.
        label: its header.
        read: what its text means; an empty cell is never asked.
        required: whether every row must fill it.
        synonyms: other headers.
    """

    name: str
    label: str
    read: Read = str
    required: bool = False
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: where it stands, and what it says by column name; an empty cell is not in it."""

    sheet: str
    number: int
    values: Mapping[str, Any]


def heads(columns: Iterable[ListColumn]) -> dict[str, ListColumn]:
    """The columns by every header that names them."""
    return {header: column for column in columns for header in (column.label, *column.synonyms)}


def rows_of(table: Table, columns: Sequence[ListColumn]) -> tuple[list[Row], list[Problem]]:
    """The rows of a table, and what is wrong with them.

    Args:
        table: a list found in a file.
        columns: what it should bring; a header that none of them knows is left out.

    Returns:
        the rows, without the cells that cannot be read, and a problem for each of those and for each required cell that is empty.
    """
    known = heads(columns)
    found = {place: known[header] for place, header in enumerate(table.headers) if header in known}
    problems = [
        Problem(Phrase("缺少“{label}”列", label=column.label), table.sheet, table.header_row, column.label)
        for column in columns
        if column.required and column not in found.values()
    ]
    rows = []
    for number, cells in table.rows:
        values: dict[str, Any] = {}
        for place, column in found.items():
            text = cell_text(cells[place]) if place < len(cells) else ""
            if not text:
                if column.required:
                    problems.append(Problem(Phrase("“{label}”没有填", label=column.label), table.sheet, number, column.label))
                continue
            try:
                values[column.name] = column.read(text)
            except ValueError as error:
                problems.append(Problem(error.args[0], table.sheet, number, column.label, text))
        rows.append(Row(table.sheet, number, values))
    return rows, problems


def cell_text(cell: object) -> str:
    """A cell as a person would have typed it: 330106.0 is 330106, a date 2026-11-21."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return clean_line(cell.isoformat() if isinstance(cell, date) else str(cell))


def day(text: str) -> date:
    """A day in any of the usual spellings.

    Raises:
        ValueError: it is none.
    """
    found = typed(text)
    if found is None:
        raise ValueError(Phrase("不是日期，应如 2026-11-21"))
    return found.date()


def words(text: str) -> tuple[str, ...]:
    """Several values in one cell, parted by 、 ， ； or ;, each once."""
    for mark in "，,；;|｜\n":
        text = text.replace(mark, "、")
    return tuple(dict.fromkeys(word.strip() for word in text.split("、") if word.strip()))


def code(text: str) -> str:
    """A code: half-width, without blanks."""
    return half_width(text).replace(" ", "")


def one_of(choices: Collection[str]) -> Read:
    """A cell that must hold one of these."""

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(Phrase("只能填{choices}", choices="、".join(choices)))
        return text

    return read
