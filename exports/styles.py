"""Styles 样式: the few styles of a workbook, each made once; a cell names the one that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wangge.sheets import Shape

if TYPE_CHECKING:
    from openpyxl import Workbook

FONT = "宋体"
FORMATS = {
    Shape.TEXT: "@",
    Shape.COUNT: "#,##0",
    Shape.RATE: "0.0%",
    Shape.HOURS: "0.0",
    Shape.POINTS: "0.0",
    Shape.MONEY: "#,##0.00",
    Shape.TIME: "yyyy-mm-dd hh:mm",
}
TITLE, SMALL, NOTE, HEADER = "网格 标题", "网格 副题", "网格 注", "网格 表头"


class Styles:
    """The styles of one workbook: those of its titles and header by their constants, those of its cells by what stands in them.

    Args:
        book: the workbook, which keeps them by name.
    """

    def __init__(self, book: Workbook) -> None:
        from openpyxl.styles import Border, Font, PatternFill, Side

        thin, thick = Side(style="thin", color="A6A6A6"), Side(style="medium", color="404040")
        self._book = book
        self._bold, self._plain = Font(name=FONT, size=11, bold=True), Font(name=FONT, size=11)
        self._grid = Border(left=thin, right=thin, top=thin, bottom=thin)
        self._total = Border(left=thin, right=thin, top=thick, bottom=thin)
        self._cells: dict[tuple[Shape, str, bool], str] = {}
        small = Font(name=FONT, size=10, color="404040")
        self._add(TITLE, "center", font=Font(name=FONT, size=16, bold=True))
        self._add(SMALL, "center", font=small)
        self._add(NOTE, "left", font=small)
        self._add(HEADER, "center", font=self._bold, fill=PatternFill("solid", fgColor="DCE6F1"), border=self._grid)

    def cell(self, shape: Shape, side: str, *, total: bool) -> str:
        """The name of the style of a cell.

        Args:
            shape: how its value is written.
            side: on which side it stands.
            total: whether it is of the 合计 row.
        """
        key = shape, side, total
        name = self._cells.get(key)
        if name is None:
            name = self._cells[key] = f"网格 {'合计 ' if total else ''}{shape} {side}"
            font, border = (self._bold, self._total) if total else (self._plain, self._grid)
            self._add(name, side, font=font, border=border, number_format=FORMATS[shape], wrap=shape is Shape.TEXT)
        return name

    def _add(self, name: str, side: str, *, wrap: bool = True, **look: Any) -> None:
        from openpyxl.styles import Alignment, NamedStyle

        indent = 1 if "border" in look and side == "left" else 0
        alignment = Alignment(horizontal=side, vertical="center", wrap_text=wrap or None, indent=indent)
        self._book.add_named_style(NamedStyle(name=name, alignment=alignment, **{"number_format": FORMATS[Shape.TEXT], **look}))
