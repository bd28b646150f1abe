"""Preview 预览: a report as plain text for a terminal, in columns that Han characters keep.

The text is plain: nothing in it is markup, and no control character of a user's reaches the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from exports.widths import fit, width, wrap
from wangge.sheets import Cell, Column, Report, Shape, Sheet, shown, value_of
from wangge.text import clean_line

GAP = "  "
LEAST_BAR = 6
"""A shorter bar would say nothing."""
NARROWEST = 6
"""What a column of words is narrowed to at most, so that the others have room."""


def preview(report: Report, columns: int = 100) -> str:
    """All sheets of a report, one below the other, at most `columns` wide."""
    head = [clean_line(report.title), clean_line(f"{report.office}　{report.period}"), *_notes(report.notes, columns)]
    parts = [head, *(lines(sheet, columns) for sheet in report.sheets)]
    return "\n\n".join("\n".join(part) for part in parts)


def lines(sheet: Sheet, columns: int = 100) -> list[str]:
    """A sheet as lines of at most `columns` columns: title, header, rule, rows, 合计, notes.

    Columns of words give way when there is no room, and go on in the next line; nothing is cut.
    """
    table = [*sheet.rows, *((sheet.total,) if sheet.total is not None else ())]
    widths = _widths(sheet.columns, table, columns)
    rule = "─" * min(sum(widths) + len(GAP) * (len(widths) - 1), columns)
    drawn = [*_row([column.label for column in sheet.columns], sheet.columns, widths), rule]
    bars = _bars(sheet, (columns - sum(widths) - len(GAP) * len(widths)) // 2)
    for row, bar in zip(sheet.rows, bars, strict=True):
        first, *more = _row(row, sheet.columns, widths)
        drawn += [f"{first}{GAP}{bar}".rstrip(), *more]
    if sheet.total is not None:
        drawn += [rule, *_row(sheet.total, sheet.columns, widths)]
    return [fit(sheet.title, columns).rstrip(), *drawn, *_notes(sheet.notes, columns)]


def _bars(sheet: Sheet, room: int) -> list[str]:
    """A bar for every row, as long as its share of the largest; empty where the sheet has none or the line has no room.

    Half of the room is left free: some terminals draw the block two cells wide.
    """
    if sheet.bars < 0 or room < LEAST_BAR:
        return [""] * len(sheet.rows)
    values = [value if isinstance(value := value_of(row[sheet.bars]), int | float) else 0 for row in sheet.rows]
    most = max(values, default=0) or 1
    return ["█" * round(value / most * room) for value in values]


def _notes(notes: Sequence[str], columns: int) -> Iterator[str]:
    for note in notes:
        yield from wrap(clean_line(note), columns)


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], room: int) -> list[int]:
    """The longest cell of every column; the widest column of words gives way as long as the line is too long."""
    widths = [
        max(width(clean_line(text)) for text in (column.label, *(shown(row[place], column.shape) for row in rows)))
        for place, column in enumerate(columns)
    ]
    words = [place for place, column in enumerate(columns) if column.shape is Shape.TEXT]
    excess = sum(widths) + len(GAP) * (len(widths) - 1) - room
    while excess > 0 and words:
        widest = max(words, key=lambda place: widths[place])
        if widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
        excess -= 1
    return widths


def _row(cells: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int]) -> Iterator[str]:
    """The lines of one row: as many as its longest text, wrapped, takes."""
    texts = [wrap(clean_line(shown(cell, column.shape)), room) for cell, column, room in zip(cells, columns, widths, strict=True)]
    right = [column.shape not in {Shape.TEXT, Shape.TIME} for column in columns]
    for parts in zip_longest(*texts, fillvalue=""):
        yield GAP.join(fit(part, room, right=side) for part, room, side in zip(parts, widths, right, strict=True)).rstrip()
