"""Tables 找表: where in a sheet the list is.

Above the header may stand a title, a 填报单位 line, notes; the header may be two rows with merged groups; below the list stand 合计, 审核人 and
制表人. A sheet without such a list is a form or a statistic, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wangge.plans import RawSheet, Table
from wangge.text import clean_line

DEEPEST_HEADER = 20
"""Rows from the top in which a header is looked for."""
LEAST_KNOWN = 2
"""How many columns of a header must be known."""
TOTALS = frozenset({"合计", "总计", "小计", "累计", "共计", "合 计", "总 计"})
FOOTERS = ("签发人", "审核人", "制表人", "填表人", "填报人", "负责人签字", "备注：", "注：", "说明：", "填表说明", "制表时间", "单位负责人")

FOOTER_STARTS = frozenset({mark[0] for mark in FOOTERS} | {" ", "\u3000", "\t", "\n", "\r"})
LONGEST_TOTAL = 12
"""Characters that a cell saying 合计 may have, blanks included."""
LONGEST_FOOTER = 6
"""Cells that a line below the list may fill."""

Knows = Callable[[str], bool]
"""Whether a header names a field."""


def find_table(sheet: RawSheet, knows: Knows) -> Table | None:
    """The list in a sheet, or None when there is none.

    Args:
        sheet: the cells.
        knows: whether a header is known.
    """
    best: tuple[int, int, tuple[str, ...]] | None = None
    best_rank = (LEAST_KNOWN - 1, 0)
    for row in range(min(len(sheet.rows), DEEPEST_HEADER)):
        tall = any(top == row < bottom for top, _, bottom, _ in sheet.merged)
        for height in (2,) if tall else (1, 2):
            headers = _headers(sheet, row, height)
            rank = (_score(headers, knows), -height)
            if rank > best_rank:
                best, best_rank = (row, height, headers), rank
    if best is None:
        return None
    row, height, headers = best
    title = " ".join(dict.fromkeys(text for line in sheet.rows[:row] for cell in line if (text := _text(cell))))
    return Table(sheet.name, title, row + height, headers, tuple(_body(sheet, row + height, len(headers))))


def _headers(sheet: RawSheet, row: int, height: int) -> tuple[str, ...]:
    """The column names of a header of one or two rows; merged cells count for every column below them."""
    if row + height > len(sheet.rows):
        return ()
    lines = [list(map(_text, sheet.rows[row + down])) for down in range(height)]
    width = max(map(len, lines))
    for line in lines:
        line.extend([""] * (width - len(line)))
    for top, left, bottom, right in sheet.merged:
        for down in range(height):
            if top <= row + down <= bottom and top >= row:
                for column in range(left, min(right, width - 1) + 1):
                    lines[down][column] = lines[down][column] or lines[top - row][left]
    headers = lines[0] if height == 1 else [below or above for above, below in zip(*lines, strict=True)]
    while headers and not headers[-1]:
        headers.pop()
    return tuple(header.strip("*＊ ") for header in headers)


def _score(headers: Sequence[str], knows: Knows) -> int:
    """How many different known columns a header has."""
    return len({header for header in headers if header and knows(header)})


def _body(sheet: RawSheet, first: int, width: int) -> list[tuple[int, tuple[object, ...]]]:
    filled = _filled_down(sheet, first)
    rows = []
    for place in range(first, len(sheet.rows)):
        cells = list(sheet.rows[place][:width])
        cells.extend([None] * (width - len(cells)))
        first_said = next((cell for cell in cells if cell is not None and cell != ""), None)
        if first_said is None or _is_total(cells, first_said) or _is_footer(cells, first_said):
            continue
        for column, value in filled.get(place, {}).items():
            if column < width and cells[column] in {None, ""}:
                cells[column] = value
        rows.append((place + 1, tuple(cells)))
    return rows


def _filled_down(sheet: RawSheet, first: int) -> dict[int, dict[int, object]]:
    """What merged cells below the header say in the rows and columns they cover."""
    filled: dict[int, dict[int, object]] = {}
    for top, left, bottom, right in sheet.merged:
        if top < first or top >= len(sheet.rows) or left >= len(sheet.rows[top]) or left != right:
            continue
        for row in range(top + 1, min(bottom, len(sheet.rows) - 1) + 1):
            filled.setdefault(row, {})[left] = sheet.rows[top][left]
    return filled


def _is_total(cells: Sequence[object], first: object) -> bool:
    shorts = (cell for cell in (first, *cells[:2]) if isinstance(cell, str) and len(cell) <= LONGEST_TOTAL)
    return any(_text(cell).replace(" ", "") in TOTALS for cell in shorts)


def _is_footer(cells: Sequence[object], first: object) -> bool:
    """Whether a row says nothing but blanks, or only who signed the sheet."""
    if isinstance(first, str) and first[:1] not in FOOTER_STARTS:
        return False
    texts = [text for cell in cells if (text := _text(cell))]
    return not texts or (len(texts) <= LONGEST_FOOTER and texts[0].startswith(FOOTERS))


def _text(cell: object) -> str:
    return "" if cell is None else clean_line(str(cell)).replace("\n", "")
