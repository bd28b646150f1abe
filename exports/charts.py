"""Charts 图表: bars inside the cells of a column, and a bar chart under a table that is short enough to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wangge.sheets import Shape, Sheet

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

BLUE, ORANGE, GREY = "5B9BD5", "ED7D31", "A5A5A5"
ROWS = 15
"""How many empty rows below the table a chart covers; it is as wide as the table."""
FEWEST, MOST = 3, 15
"""Rows of a table that a chart makes clearer."""


def draw_bars(page: Worksheet, sheet: Sheet, first: int) -> None:
    """Data bars in the column that the sheet names, from row `first` on; the 合计 row has none."""
    from openpyxl.formatting.rule import DataBar, FormatObject, Rule
    from openpyxl.utils import get_column_letter

    if sheet.bars < 0 or not sheet.rows:
        return
    letter = get_column_letter(sheet.bars + 1)
    bar = DataBar(cfvo=[FormatObject("num", 0), FormatObject("max")], minLength=0, maxLength=100, color=BLUE, showValue=True)
    rule = Rule(type="dataBar", dataBar=bar)
    page.conditional_formatting.add(f"{letter}{first}:{letter}{first + len(sheet.rows) - 1}", rule)


def draw_chart(page: Worksheet, sheet: Sheet, header: int, below: int) -> float:
    """A bar chart of the counts of a sheet with bars, at row `below`.

    Args:
        page: the worksheet on which the table stands.
        sheet: the table.
        header: the row of its header.
        below: the first free row.

    Returns:
        its height in points, 0 when the table needs no chart.
    """
    from openpyxl.chart import BarChart, Reference
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

    if sheet.bars < 0 or not FEWEST <= len(sheet.rows) <= MOST:
        return 0.0
    chart: Any = BarChart()
    chart.type, chart.style = "col", 10
    chart.gapWidth = 60
    last = header + len(sheet.rows)
    counts = [place for place, column in enumerate(sheet.columns, start=1) if column.shape is Shape.COUNT and place > sheet.bars]
    chart.add_data(Reference(page, min_col=counts[0], max_col=counts[-1], min_row=header, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(page, min_col=1, max_col=counts[0] - 1, min_row=header + 1, max_row=last))
    for series, color in zip(chart.series, (BLUE, ORANGE, GREY), strict=False):
        series.graphicalProperties.solidFill = color
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines = None
    chart.legend.position = "b"
    corner, far = AnchorMarker(col=0, row=below - 1), AnchorMarker(col=len(sheet.columns), row=below - 1 + ROWS)
    chart.anchor = TwoCellAnchor(_from=corner, to=far)
    page.add_chart(chart)
    return ROWS * 15.0
