"""Cells 单元格: a value of a report as a typed cell of a workbook.

A count is a number, a rate a real percentage, a time a real date, a text always a text: what begins like a formula stays what was typed, and
what no workbook can hold is left out. No evidence is —.
"""

from __future__ import annotations

import re
from datetime import datetime
from math import isfinite
from typing import TYPE_CHECKING

from wangge.sheets import NO_EVIDENCE, Cell, Figure, Shape, value_of

if TYPE_CHECKING:
    from openpyxl.cell import Cell as XlsxCell

    from exports.styles import Styles

LONGEST = 32_767
"""Characters that a cell holds."""
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LIKE_FORMULA = ("=", "+", "-", "@")


def shape_of(cell: Cell, column: Shape) -> Shape:
    """How a cell is written: by its figure's own shape, else by its column's; words are text wherever they stand."""
    if isinstance(cell, Figure) and cell.shape:
        return cell.shape
    return Shape.TEXT if isinstance(cell, str) and column is not Shape.TIME else column


def put(target: XlsxCell, cell: Cell, column: Shape, styles: Styles, *, total: bool = False) -> None:
    """Write `cell` of a column with shape `column` into `target`, typed and in its style."""
    shape = shape_of(cell, column)
    value = value_of(cell)
    if isinstance(value, float) and not isfinite(value):
        value = None
    wall = _wall(value) if shape is Shape.TIME and isinstance(value, str) else None
    words = wall is None and (value is None or isinstance(value, str))
    side = "center" if shape is Shape.TIME else "left" if isinstance(value, str) else "right"
    target.style = styles.cell(Shape.TEXT if words else shape, side, total=total)
    if wall is not None:
        target.value = wall
    elif words:
        put_text(target, NO_EVIDENCE if value is None else str(value))
    else:
        target.value = value


def put_text(target: XlsxCell, text: str) -> None:
    """Write `text` as text and nothing else: never a formula, a number or a link."""
    target.value = printable(text)
    target.data_type = "s"
    if text.startswith(_LIKE_FORMULA):
        target.quotePrefix = 1


def printable(text: str) -> str:
    """`text` without the characters that a workbook cannot hold, cut at what a cell holds."""
    clean = _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 1] + "…"


def _wall(text: str) -> datetime | None:
    """The wall-clock time that `text` spells (`2025-05-06 14:57`, or a day alone); None for anything else."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?", text, re.ASCII):
        return None
    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        return None
    return wall if wall.year >= 1900 else None
