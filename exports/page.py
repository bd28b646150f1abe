"""The page 版面: one sheet of a report drawn on a worksheet, ready to be read, filtered and printed on A4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exports.cells import put, put_text
from exports.charts import draw_bars, draw_chart
from exports.widths import width, wrap
from wangge.sheets import Cell, Column, Sheet, shown

if TYPE_CHECKING:
    from openpyxl.cell import Cell as XlsxCell
    from openpyxl.styles import Border, Font, PatternFill
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "宋体"
TITLE, SUBTITLE, HEADER, FIRST = 1, 2, 3, 4
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


@dataclass(frozen=True, slots=True)
class Look:
    """The few styles of a report, made once for a workbook."""

    title: Font
    small: Font
    bold: Font
    plain: Font
    fill: PatternFill
    grid: Border
    total: Border

    @classmethod
    def make(cls) -> Look:
        """The styles."""
        from openpyxl.styles import Border, Font, PatternFill, Side

        thin, thick = Side(style="thin", color="A6A6A6"), Side(style="medium", color="404040")
        return cls(
            title=Font(name=FONT, size=16, bold=True),
            small=Font(name=FONT, size=10, color="404040"),
            bold=Font(name=FONT, size=11, bold=True),
            plain=Font(name=FONT, size=11),
            fill=PatternFill("solid", fgColor="DCE6F1"),
            grid=Border(left=thin, right=thin, top=thin, bottom=thin),
            total=Border(left=thin, right=thin, top=thick, bottom=thin),
        )


def draw(page: Worksheet, sheet: Sheet, subtitle: str, notes: Iterable[str], look: Look) -> None:
    """Draw `sheet` on the empty worksheet `page`.

    Args:
        page: the worksheet.
        sheet: what stands on it.
        subtitle: the line under its title: who, when.
        notes: further lines below the sheet's own.
        look: the styles.
    """
    widths = column_widths(sheet)
    for place, each in enumerate(widths, start=1):
        page.column_dimensions[_letter(place)].width = each
    _line(page, TITLE, sheet.title, look.title, widths, "center")
    _line(page, SUBTITLE, subtitle, look.small, widths, "center")
    _header(page, sheet.columns, widths, look)
    for row, cells in enumerate(sheet.rows, start=FIRST):
        _row(page, row, cells, sheet.columns, widths, look.plain, look.grid)
    below = FIRST + len(sheet.rows)
    if sheet.total is not None:
        _row(page, below, sheet.total, sheet.columns, widths, look.bold, look.total)
        below += 1
    for note in (*sheet.notes, *notes):
        _line(page, below, note, look.small, widths, "left")
        below += 1
    draw_bars(page, sheet, FIRST)
    chart = draw_chart(page, sheet, HEADER, below + 1)
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


def _header(page: Worksheet, columns: Sequence[Column], widths: Sequence[int], look: Look) -> None:
    from openpyxl.styles import Alignment

    labels = [column.label.replace("（", "\n（", 1) if width(column.label) > HEAD else column.label for column in columns]
    for place, label in enumerate(labels, start=1):
        cell = _cell(page, HEADER, place)
        put_text(cell, label)
        cell.font, cell.fill, cell.border = look.bold, look.fill, look.grid
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    page.row_dimensions[HEADER].height = _height(zip(labels, widths, strict=True)) + 6


def _row(
    page: Worksheet, row: int, cells: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int], font: Font, border: Border
) -> None:
    for place, (cell, column) in enumerate(zip(cells, columns, strict=True), start=1):
        target = _cell(page, row, place)
        put(target, cell, column.shape)
        target.font, target.border = font, border
    texts = [(cell, room) for cell, room in zip(cells, widths, strict=True) if isinstance(cell, str)]
    page.row_dimensions[row].height = _height(texts) + 2


def _line(page: Worksheet, row: int, text: str, font: Font, widths: Sequence[int], side: str) -> None:
    """A line over the whole width of the table."""
    from openpyxl.styles import Alignment

    cell = _cell(page, row, 1)
    put_text(cell, text)
    cell.font = font
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(widths))
    scale = (font.size or 11) / 11
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
        page.auto_filter.ref = f"A{HEADER}:{_letter(len(sheet.columns))}{HEADER + len(sheet.rows)}"


def _print_setup(page: Worksheet, height: float) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    setup = page.page_setup
    setup.orientation, setup.paperSize = "landscape", 9
    setup.fitToWidth, setup.fitToHeight = 1, int(height <= NEARLY)
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{TITLE}:{HEADER}"
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
