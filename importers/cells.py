"""Cells 单元格: what the cells of a list hold that is no value, and what of a list is in none of its rows' fields; all of it is told by its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from importers.columns import SERIAL, normal
from importers.rows import Rows, told
from wangge.errors import Phrase
from wangge.field import Kind
from wangge.plans import Column, Left, LeftOut, Mark, Table
from wangge.records import Problem

Marks = Mapping[tuple[int, int], tuple[Mark, str]]
_WORDS = {
    Mark.ERROR: "这一格是 Excel 的错误值（{shown}），没有内容可取。请改正后重新导入",
    Mark.FORMULA: "这一格是没有算出结果的公式，没有内容可取。请用 WPS 打开，另存后重新导入",
    Mark.PICTURE: "这一格是图片，没有文字；图片没有导入，请另存为附件",
}


def without_marks(table: Table, marks: Marks) -> Table:
    """The list with nothing in the cells that hold no value."""
    if not marks:
        return table
    rows = []
    for number, cells in table.rows:
        empty = {column for column in range(len(cells)) if (number - 1, column) in marks}
        rows.append((number, tuple(None if column in empty else cell for column, cell in enumerate(cells)) if empty else cells))
    return replace(table, rows=tuple(rows))


def note_cells(rows: Rows, table: Table, columns: Sequence[Column], marks: Marks) -> None:
    """Name the cells of a list that hold no value, that stand beyond its header, and that say 同上; rows that they spoil are wrong.

    Args:
        rows: the rows as they were read; problems and wrong rows are added.
        table: the list.
        columns: its columns and their fields.
        marks: the sheet's cells that hold no value.
    """
    taken = {column.index: column for column in columns}
    places = {number: place for place, number in enumerate(rows.numbers)}
    pictures: Counter[str] = Counter()
    for (row, at), (mark, shown) in marks.items():
        place, column = places.get(row + 1), taken.get(at)
        if place is None or column is None:
            continue
        if mark is Mark.PICTURE and column.field is None:
            pictures[column.header] += 1
            continue
        # without its number an order would come in as another one, without its time at the time of the import
        fatal = (
            mark is not Mark.PICTURE and column.field is not None and (column.field.name == "external_no" or column.field.kind is Kind.TIME)
        )
        rows.problems.append(Problem(Phrase(_WORDS[mark], shown=shown), table.sheet, row + 1, column.header, "", fatal=fatal))
        if fatal:
            rows.wrong.add(place)
    for header, count in pictures.items():
        message = Phrase("这一列有 {count} 格是图片，没有文字；图片没有导入，请另存为附件", count=count)
        rows.problems.append(Problem(message, table.sheet, 0, header, fatal=False))
    for number, cells in table.beyond.items():
        message = Phrase("这一行比表头多出几格（{cells}），可能有逗号或单元格错位，没有入账。请核对后重新导入", cells=cells)
        rows.problems.append(Problem(message, table.sheet, number))
        rows.wrong.add(places[number])
    for number, at in sorted(table.dittos):
        if column := taken.get(at):
            value = told(table.rows[places[number]][1][at], column.field)
            message = Phrase("这一格写的是“同上”，按上一行填为“{value}”", value=value)
            rows.problems.append(Problem(message, table.sheet, number, column.header, "", fatal=False))


def columns_left(table: Table, columns: Sequence[Column], forbidden: Sequence[str]) -> list[LeftOut]:
    """The columns of a list that are in no field and no extra: what only counts the rows, and what the ledger has no place for."""
    taken = {column.index for column in columns}
    left = []
    for index, header in enumerate(table.headers):
        if index in taken or not header:
            continue
        cells = sum(row[index] not in {None, ""} for _, row in table.rows)
        reason = Left.FORBIDDEN if header in forbidden and normal(header) not in SERIAL else Left.SERIAL
        left.append(LeftOut(reason, table.sheet, (), (header,), cells))
    return left
