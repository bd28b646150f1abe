"""The page 版面: one sheet of a report drawn on a worksheet, ready to be read, filtered and printed on A4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from exports.cells import put, put_text
from exports.charts import draw_bars, draw_chart
from exports.styles import HEADER, NOTE, SMALL, TITLE, Styles
from exports.widths import width, wrap
from wangge.ports import Progress, counted_off, no_progress
from wangge.sheets import Cell, Column, Sheet, shown

if TYPE_CHECKING:
    from openpyxl.cell import Cell as XlsxCell
    from openpyxl.worksheet.worksheet import Worksheet

TITLE_ROW, SUBTITLE_ROW, HEADER_ROW, FIRST = 1, 2, 3, 4
"""The rows of a page; the table begins at FIRST."""
NARROWEST, WIDEST, BARS = 6, 48, 26
"""Widths of columns, and of one that is drawn as bars. A column that asks for more than the widest gets it."""
HEAD = 10
"""A header longer than this goes on in a second line, with its bracket if it has one."""
PAGE = 112
"""Columns of a landscape A4 page; a narrower table is widened, so that title, notes and chart have room."""
LINE, TALLEST = 15.5, 400.0
"""Height of a line of text, and of the tallest row, in points."""
NEARLY = 620.0
"""A page that is hardly taller than its 500 points is printed smaller, on one sheet of paper."""


def draw(page: Worksheet, sheet: Sheet, subtitle: str, notes: Iterable[str], styles: Styles, progress: Progress = no_progress) -> None:
    """Draw `sheet` on the empty worksheet `page`.

    Args:
        page: the worksheet.
        sheet: what stands on it.
        subtitle: the line under its title: who, when.
        notes: further lines below the sheet's own.
        styles: those of the workbook.
        progress: told how many rows are drawn.

    Raises:
        WanggeError: `work_stopped` when `progress` says so.
    """
    widths = column_widths(sheet)
    for place, each in enumerate(widths, start=1):
        page.column_dimensions[_letter(place)].width = each
    _line(page, TITLE_ROW, sheet.title, TITLE, widths)
    _line(page, SUBTITLE_ROW, subtitle, SMALL, widths)
    _header(page, sheet.columns, widths)
    for row, cells in enumerate(counted_off(sheet.rows, progress, 0, len(sheet.rows)), start=FIRST):
        _row(page, row, cells, sheet.columns, widths, styles)
    below = FIRST + len(sheet.rows)
    if sheet.total is not None:
        _row(page, below, sheet.total, sheet.columns, widths, styles, total=True)
        below += 1
    for note in (*sheet.notes, *notes):
        _line(page, below, note, NOTE, widths)
        below += 1
    draw_bars(page, sheet, FIRST)
    chart = draw_chart(page, sheet, HEADER_ROW, below + 1)
    _filter(page, sheet)
    _print_setup(page, sum(each.height or 0 for each in page.row_dimensions.values()) + chart)


def column_widths(sheet: Sheet) -> list[int]:
    """A width for every column: of its longest cell, within bounds; a narrow table's columns share what is left of the page."""
    widths = []
    most = [max(column.width, WIDEST) for column in sheet.columns]
    for place, column in enumerate(sheet.columns):
        cells = [shown(row[place], column.shape) for row in (*sheet.rows, *((sheet.total,) if sheet.total else ()))]
        longest = max((width(text) for text in cells), default=0)
        least = BARS if place == sheet.bars else column.width
        widths.append(min(max(least, longest + 2, min(width(column.label), HEAD) + 4, NARROWEST), most[place]))
    missing = PAGE - sum(widths)
    for place in range(len(widths)):
        widths[place] += max(missing, 0) // len(widths)
    return [min(each, limit) for each, limit in zip(widths, most, strict=True)]


def _header(page: Worksheet, columns: Sequence[Column], widths: Sequence[int]) -> None:
    labels = [column.label.replace("（", "\n（", 1) if width(column.label) > HEAD else column.label for column in columns]
    for place, label in enumerate(labels, start=1):
        cell = _cell(page, HEADER_ROW, place)
        cell.style = HEADER
        put_text(cell, label)
    page.row_dimensions[HEADER_ROW].height = _height(zip(labels, widths, strict=True)) + 6


def _row(
    page: Worksheet,
    row: int,
    cells: Sequence[Cell],
    columns: Sequence[Column],
    widths: Sequence[int],
    styles: Styles,
    *,
    total: bool = False,
) -> None:
    for place, (cell, column) in enumerate(zip(cells, columns, strict=True), start=1):
        put(_cell(page, row, place), cell, column.shape, styles, total=total)
    texts = [(cell, room) for cell, room in zip(cells, widths, strict=True) if isinstance(cell, str)]
    page.row_dimensions[row].height = _height(texts) + 2


def _line(page: Worksheet, row: int, text: str, style: str, widths: Sequence[int]) -> None:
    """A line over the whole width of the table."""
    cell = _cell(page, row, 1)
    cell.style = style
    put_text(cell, text)
    page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(widths))
    scale = (cell.font.size or 11) / 11
    page.row_dimensions[row].height = min(_height([(text, int(sum(widths) / scale))]) * scale + 3, TALLEST)


def _height(texts: Iterable[tuple[str, int]]) -> float:
    """Points that the tallest of `texts`, each wrapped in its room, takes."""
    lines = max((len(wrap(text, room_for_text(room))) for text, room in texts), default=1)
    return min(lines * LINE, TALLEST)


def room_for_text(room: int) -> int:
    """Columns of text that a cell `room` wide holds: a Han character of 宋体 11 is wider than two digits, and cells are padded."""
    return max(int(room * 0.95) - 2, 2)


def _filter(page: Worksheet, sheet: Sheet) -> None:
    """A filter on every table that is more than a list of remarks; the 合计 row stays out of it."""
    if sheet.rows and len(sheet.columns) > 3:
        page.auto_filter.ref = f"A{HEADER_ROW}:{_letter(len(sheet.columns))}{HEADER_ROW + len(sheet.rows)}"


def _print_setup(page: Worksheet, height: float) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    setup = page.page_setup
    setup.orientation, setup.paperSize = "landscape", 9
    setup.fitToWidth, setup.fitToHeight = 1, int(height <= NEARLY)
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{TITLE_ROW}:{HEADER_ROW}"
    page.print_options.horizontalCentered = True
    page.print_options.gridLines = False
    page.sheet_view.showGridLines = False
    page.freeze_panes = f"A{FIRST}"
    margins = page.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.7, 0.3, 0.35
    footer: Any = page.oddFooter
    footer.center.text = "第&P页 共&N页"


def _cell(page: Worksheet, row: int, column: int) -> XlsxCell:
    return page.cell(row, column)  # type: ignore[return-value]  # nothing is merged before it is written


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(place)
