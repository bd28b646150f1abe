"""Rows 逐行: the cells of a table as values by Field name, column by column.

A column is cleaned as a whole, so a value that stands in a thousand rows is cleaned once. What a cell cannot mean is a problem with its place;
nothing is guessed and nothing is dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from importers.cell_values import Lost, Sound, plain
from importers.dates import DateColumn, decide, read_cell
from wangge.dates import Order
from wangge.errors import CAUSES, Phrase, WanggeError
from wangge.field import YES_NO, Field, Kind, Value
from wangge.lifecycle import State
from wangge.masking import mask_free_text, mask_unknown
from wangge.names import without_names
from wangge.plans import Column, Table
from wangge.records import Problem
from wangge.settings import Settings
from wangge.text import clean_line, clean_text

_DATES = frozenset({Kind.TIME, Kind.DAY})
_COUNTED = _DATES | {Kind.NUMBER, Kind.DECIMAL, Kind.MONEY}
PLACEHOLDERS = frozenset({"", "-", "—", "——", "/", "无", "暂无", "空", "null", "NULL", "None"})
ANSWERS: Mapping[str, str] = {**dict.fromkeys(("√", "✓", "✔", "1", "有"), "是"), **dict.fromkeys(("×", "✗", "0", "无"), "否")}
"""What files write for 是 and 否."""
_BARE_NUMBER = re.compile(r"[\d,，.]+")
_TIER_PREFIX = re.compile(r"^(村社区|镇街科室|区县职能部门|专业系统办结)[:：]\s*")
_YEAR = re.compile(r"(20\d{2})\s*年")
_STATES = frozenset(State)

MOST_TOLD, LONGEST_TOLD = 200, 60
"""Characters of a wrong cell that are looked at, and that a message shows."""

Values = dict[str, Value]


@dataclass(slots=True)
class Rows:
    """The rows of a table, understood.

    Attributes:
        numbers: each row's number in the sheet.
        values: each row's values by Field name.
        extra: each row's unknown columns by header.
        problems: what is wrong, by place.
        wrong: indexes of rows that cannot be taken.
    """

    numbers: list[int]
    values: list[Values]
    extra: list[Values]
    problems: list[Problem] = field(default_factory=list)
    wrong: set[int] = field(default_factory=set)


def read_rows(sound: Sound, columns: Sequence[Column], settings: Settings, told: Mapping[str, Order], file: str) -> Rows:
    """The rows of a table.

    Args:
        sound: the list, its cells bare.
        columns: its columns and their fields.
        settings: the office's value tables and zone.
        told: orders of date columns that the clerk named.
        file: the file's name, for messages.

    Raises:
        WanggeError: `dates_ambiguous`, naming the column and a value.
    """
    table = sound.table
    cells = [row for _, row in table.rows]
    rows = Rows([number for number, _ in table.rows], [{} for _ in cells], [{} for _ in cells])
    orders = _orders(table, columns, told, file)
    found = _YEAR.search(table.title)
    year = int(found[1]) if found else 0
    for column in columns:
        own = [row[column.index] for row in cells]
        _tell_lost(rows, table, column, sound.of(column.index))
        if column.field is None:
            _keep_unknown(rows, column, own)
        elif column.field.kind in _DATES:
            _keep_times(rows, table, column, column.field, own, orders[column.header], year, settings)
        else:
            _keep(rows, table, column, column.field, own, settings)
    return rows


def _tell_lost(rows: Rows, table: Table, column: Column, lost: Mapping[int, tuple[Lost, object]]) -> None:
    """Name every cell that has lost its value. An order without its number is none."""
    numbers = column.field is None or column.field.kind not in _COUNTED
    for place, (why, cell) in lost.items():
        if not numbers or (column.field and column.field.name == "external_no"):
            _wrong(rows, table, place, column, plain(cell), why.value)
        else:
            _doubt(rows, table, place, column, plain(cell), why.value)


def _orders(table: Table, columns: Sequence[Column], told: Mapping[str, Order], file: str) -> dict[str, DateColumn]:
    dates = {
        column.header: [row[column.index] for _, row in table.rows] for column in columns if column.field and column.field.kind in _DATES
    }
    key = next((column.index for column in columns if column.field and column.field.name == "external_no"), None)
    numbers = ["" if key is None else str(row[key]) for _, row in table.rows]
    orders = decide(dates, numbers, told)
    hidden = {column.header for column in columns if column.field and column.field.hides}
    for header, column in orders.items():
        if column.example:
            value = mask_unknown(column.example) if header in hidden else column.example
            raise WanggeError("dates_ambiguous", file=file, sheet=table.sheet or "—", column=header, value=value)
    return orders


def _keep_unknown(rows: Rows, column: Column, cells: Sequence[object]) -> None:
    for values, cell in zip(rows.extra, cells, strict=True):
        text = clean_text(plain(cell))
        if text and text not in PLACEHOLDERS:
            values[column.header] = text


def _keep_times(
    rows: Rows, table: Table, column: Column, field: Field, cells: Sequence[object], order: DateColumn, year: int, settings: Settings
) -> None:
    known: dict[object, Value | None] = {}
    for place, cell in enumerate(cells):
        if cell is None or cell == "":
            continue
        value = known.get(cell)
        if value is None and cell not in known:
            try:
                wall = read_cell(cell, order, year, from_1904=table.from_1904)
                value = field.clean(wall, settings.zone) if wall else None
            except (ValueError, WanggeError):
                _wrong(rows, table, place, column, plain(cell), "不是有效的日期。请改成如 2025-05-06 14:57 后重新导入")
                continue
            known[cell] = value
        if value is not None:
            rows.values[place][field.name] = value


def _keep(rows: Rows, table: Table, column: Column, field: Field, cells: Sequence[object], settings: Settings) -> None:
    convert = _converter(column, field, settings)
    known: dict[object, Value | None] = {}
    name, repeats = field.name, field.kind is not Kind.TEXT and field.name != "external_no"
    for place, cell in enumerate(cells):
        if cell is None or cell == "":
            continue
        if repeats and cell in known:
            value = known[cell]
        else:
            try:
                value = convert(cell)
                if repeats:
                    known[cell] = value
            except WanggeError as error:
                said = {key: told(value, field) if key == "value" else value for key, value in error.params.items()}
                _wrong(rows, table, place, column, plain(cell), Phrase(CAUSES[error.code], **said))
                continue
        if value is None:
            continue
        if field.choices and value not in field.choices:
            _doubt(rows, table, place, column, str(value), "不在取值表内，没有采用。可在设置的取值表里补上对应关系后重新导入")
            continue
        rows.values[place][name] = value


def _converter(column: Column, field: Field, settings: Settings) -> Callable[[object], Value | None]:
    """What cleans a cell of this field."""
    table = {**(ANSWERS if field.choices == YES_NO else {}), **settings.table(field.name)}
    scale = "万" if "万元" in column.header else ""

    def line(cell: object) -> Value | None:
        text = clean_line(plain(cell))
        if text in PLACEHOLDERS and text not in table:
            return None
        if len(text) > (field.longest or len(text)):
            raise WanggeError("text_too_long", label=field.label, length=len(text), limit=field.longest)
        return table.get(text, text)

    def text(cell: object) -> Value | None:
        cleaned = clean_text(plain(cell))
        if cleaned in PLACEHOLDERS:
            return None
        if len(cleaned) > (field.longest or len(cleaned)):
            raise WanggeError("text_too_long", label=field.label, length=len(cleaned), limit=field.longest)
        return cleaned

    def counted(cell: object) -> Value | None:
        return None if clean_line(plain(cell)) in PLACEHOLDERS else field.clean(cell, settings.zone)

    def amount(cell: object) -> Value | None:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            # a sum that a sheet has worked out carries more digits than money has
            return field.clean(f"{round(cell * (10_000 if scale else 1), 2):.2f}")
        text = clean_line(plain(cell))
        return counted(text + scale if _BARE_NUMBER.fullmatch(text) else text)

    def result(cell: object) -> Value | None:
        cleaned = text(cell)
        return _TIER_PREFIX.sub("", str(cleaned)) or None if cleaned else None

    if field.name == "result":
        return result
    if field.kind is Kind.TEXT:
        return text
    return {Kind.NUMBER: counted, Kind.DECIMAL: counted, Kind.TABLE: counted, Kind.MONEY: amount}.get(field.kind, line)


def told(value: object, field: Field | None = None) -> str:
    """What a message shows of a cell: its beginning, without control marks, names and numbers of people."""
    text = clean_line(plain(value)[:MOST_TOLD])
    if field is not None and field.hides:
        return mask_unknown(text) if text else ""
    return without_names(mask_free_text(text))[:LONGEST_TOLD]


def _wrong(rows: Rows, table: Table, place: int, column: Column, value: str, message: str) -> None:
    rows.problems.append(Problem(message, table.sheet, rows.numbers[place], column.header, told(value, column.field)))
    rows.wrong.add(place)


def _doubt(rows: Rows, table: Table, place: int, column: Column, value: str, message: str) -> None:
    rows.problems.append(Problem(message, table.sheet, rows.numbers[place], column.header, told(value, column.field), fatal=False))
