"""Cell values 单元格的值: what stands in a cell before anybody reads it as a field.

A spreadsheet forces digits to be text by `="001"` or `'001`: the mark is none of the value. What it keeps of a number is fifteen digits: the rest is lost,
and a number with other digits is no value any more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from wangge.plans import Table

MOST_DIGITS = 15
"""Digits of a number that a spreadsheet keeps; the rest it makes zeros."""
_BEYOND = 10**MOST_DIGITS
_SUSPECT = frozenset("='‘’\t \ufeff\u200b+-0123456789")
_QUOTED = re.compile(r'="(.*)"', re.DOTALL)
_BARE_FORMULA = re.compile(r"=(\d+)", re.ASCII)
_SCIENTIFIC = re.compile(r"[-+]?\d+(?:[.,]\d+)?[Ee]\+\d{1,3}|[-+]?\d+[.,]\d+[Ee]\d{1,3}", re.ASCII)
_FLOAT = re.compile(r"(\d{6,})\.0+", re.ASCII)
_APOSTROPHE = re.compile(r"'+([^']*)|[‘’](\d[^‘’]*)", re.DOTALL)


class Lost(Enum):
    """Why a cell has no value, in words."""

    NUMBER = (
        "这个号码已被表格软件改成近似数（超过 15 位，或写成了 E+），原来的数字找不回来，没有采用。请让对方把这一列设为文本格式后重新导出"
    )


@dataclass(slots=True)
class Sound:
    """A table whose cells hold what was meant.

    Attributes:
        table: bare values; None where one is lost.
        lost: what was lost, by column and then by place in the table, with what stands in the file.
    """

    table: Table
    lost: dict[int, dict[int, tuple[Lost, object]]] = field(default_factory=dict)

    def of(self, column: int) -> Mapping[int, tuple[Lost, object]]:
        """What was lost in a column."""
        return self.lost.get(column, {})


def sound(table: Table) -> Sound:
    """`table` with the marks around its values taken off, and without what is no value any more."""
    found = Sound(table)
    mended: dict[int, list[object]] = {}
    for place, (_, row) in enumerate(table.rows):
        for index, cell in enumerate(row):
            if cell is None or (
                cell[:1] not in _SUSPECT if type(cell) is str else not isinstance(cell, int | float) or -_BEYOND < cell < _BEYOND
            ):
                continue
            value = bare(cell)
            if value is cell:
                continue
            mended.setdefault(place, list(row))[index] = None if isinstance(value, Lost) else value
            if isinstance(value, Lost):
                found.lost.setdefault(index, {})[place] = (value, cell)
    if mended:
        rows = tuple((number, tuple(mended[place]) if place in mended else row) for place, (number, row) in enumerate(table.rows))
        found.table = replace(table, rows=rows)
    return found


def bare(cell: object) -> object:
    """What a cell holds without the mark that makes it text; why it holds nothing; the very cell where there is nothing to take off."""
    if not isinstance(cell, str):
        beyond = isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= _BEYOND
        return Lost.NUMBER if beyond else cell
    text = cell.strip("\t \ufeff\u200b") if cell[0] not in "='‘’+-0123456789" else cell
    if not text:
        return cell
    if text[0] == "=":
        if found := _QUOTED.fullmatch(text):
            text = found[1].replace('""', '"')
        elif found := _BARE_FORMULA.fullmatch(text):
            text = found[1]
    elif text[0] in "'‘’" and (found := _APOSTROPHE.fullmatch(text)):
        text = found[1] if found[1] is not None else found[2]
    if text[-2:] == ".0" and (found := _FLOAT.fullmatch(text)):
        return Lost.NUMBER if len(found[1].lstrip("0")) > MOST_DIGITS else found[1]
    if ("E" in text or "e" in text) and _SCIENTIFIC.fullmatch(text.strip()):
        return Lost.NUMBER
    return cell if text == cell else text


def plain(cell: object) -> str:
    """A cell as a person would have typed it: 188006.0 is 188006, a long number is not 1.1E+17."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
