"""Sheets 表: a report as a value, before it is a file.

Exporters write it as a workbook, the console previews it, a click drills into it: every number may carry the query that made it. A figure
without evidence is None and prints —, never 0 or 100.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

NO_EVIDENCE = "—"


class Shape(StrEnum):
    """How the cells of a column are written and aligned."""

    TEXT = "text"
    COUNT = "count"
    RATE = "rate"
    HOURS = "hours"
    POINTS = "points"
    MONEY = "money"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet."""

    label: str
    shape: Shape = Shape.TEXT
    width: int = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that knows where it comes from.

    Attributes:
        value: the number; None is no evidence.
        shape: how it is written, when it differs from its column's.
        query: the query line that lists what was counted, where one does.
    """

    value: int | float | None
    shape: Shape | None = None
    query: str = ""


Cell: TypeAlias = str | int | float | Figure | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a report.

    Attributes:
        name: the tab's name.
        title: the line above the table.
        columns: what stands in the header.
        rows: the cells, each row as long as `columns`.
        total: the 合计 row, or nothing.
        notes: lines below the table: what was counted how, what has no evidence.
        bars: index of the column that is drawn as bars, -1 for none.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Sequence[Cell], ...]
    total: Sequence[Cell] | None = None
    notes: tuple[str, ...] = ()
    bars: int = -1


@dataclass(frozen=True, slots=True)
class Report:
    """A report: a title, where it comes from, and its sheets."""

    name: str
    title: str
    office: str
    period: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()


def value_of(cell: Cell) -> str | int | float | None:
    """The bare value of a cell."""
    return cell.value if isinstance(cell, Figure) else cell


def ratio(part: int, whole: int) -> float | None:
    """Divide part by whole; without anything to divide by there is no evidence."""
    return part / whole if whole else None


def shown(cell: Cell, shape: Shape) -> str:
    """A cell as a person reads it."""
    value = value_of(cell)
    if isinstance(cell, Figure) and cell.shape:
        shape = cell.shape
    if value is None:
        return NO_EVIDENCE
    if isinstance(value, str):
        return value
    match shape:
        case Shape.RATE:
            return f"{value * 100:.1f}%"
        case Shape.HOURS | Shape.POINTS:
            return f"{value:.1f}"
        case Shape.MONEY:
            return f"{value:,.2f}"
        case _:
            return f"{value:,}" if isinstance(value, int) else f"{value:g}"
