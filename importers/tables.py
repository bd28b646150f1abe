"""Tables 找表: where in a sheet its lists are, and what becomes of every cell.

Above a header may stand a title, a 填报单位 line, notes; the header may be two rows with merged groups; below the list stand 合计, 审核人 and
制表人, and perhaps another list with a header of its own. A sheet without such a list is a form or a statistic, and says so. Every cell that holds
something is part of a header, in a row, or in what is left out with its reason (`filled` counts them all).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from importers.cell_values import plain
from importers.lines import DATED, Roles, kinds
from wangge.plans import Left, LeftOut, RawSheet, Table
from wangge.text import clean_line

DEEPEST_HEADER = 20
"""Rows from the top in which a header is looked for."""
LEAST_KNOWN = 2
"""How many columns of a header must be known."""
GROUPS = 2
"""How many lines below a row that could be the header a better one may stand: below groups, or below a line of entries."""
LONGEST_HEADER = 20
"""Characters that a header may have, where it stands among rows."""
NEW_HEADER = 0.6
"""The share of its cells that must be known headers where a header stands below rows."""
OWN_COLUMN = 0.5
"""The share of the rows that must fill a column right of the header for it to be a column; fewer are cells that slipped."""
_DITTO = frozenset({"同上", "同前", "同上一条", "同左上", "〃", "″", '"', "＂", "''", "”", "々"})

Knows = Callable[[str], bool]
"""Whether a header names a field."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a sheet holds.

    Attributes:
        tables: its lists, from the top down.
        left_out: what is in none of them.
    """

    tables: tuple[Table, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def cells(self) -> int:
        """How many cells have been accounted for."""
        return sum(table.header_cells + table.cells for table in self.tables) + sum(each.cells for each in self.left_out)


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of headers: which field each brings, and which fields are times."""

    field_of: Callable[[str], str]
    is_time: Callable[[str], bool] = field(default=lambda _name: False)

    def knows(self, header: str) -> bool:
        """Whether a header brings a field."""
        return bool(self.field_of(header))


def find_table(sheet: RawSheet, knows: Knows) -> Table | None:
    """The first list in a sheet of some other kind than events, or None when there is none."""
    found = find_tables(sheet, Names(lambda header: header if knows(header) else "")).tables
    return found[0] if found else None


def find_tables(sheet: RawSheet, names: Names, before: Table | None = None) -> Found:
    """All lists in a sheet.

    Args:
        sheet: the cells.
        names: what is known of headers.
        before: the last list of the sheet before, whose rows may go on here without a header.
    """
    header = _best_header(sheet, 0, names)
    if header is None:
        body = _continued(sheet, names, before) if before else None
        if body is not None:
            return body
        cells = filled(sheet.rows)
        return Found((), (LeftOut(Left.SHEET, sheet.name, _numbers(sheet, 0, len(sheet.rows)), (), cells),) if cells else ())
    tables: list[Table] = []
    left: list[LeftOut] = []
    row, height, headers = header
    left += _above(sheet, 0, row)
    while True:
        first = row + height
        following = _next_header(sheet, first, headers, names)
        end = following[0] if following else len(sheet.rows)
        title = " ".join(dict.fromkeys(text for line in sheet.rows[:row] for cell in line if (text := _text(cell)))) if not tables else ""
        table, odd = _body(sheet, Table(sheet.name, title, first, headers, ()), first, end, names)
        tables.append(replace(table, header_cells=filled(sheet.rows[row:first])))
        left += odd
        if following is None:
            break
        row, height, headers = following
    return Found(tuple(tables), tuple(left))


def filled(rows: Sequence[Sequence[object]]) -> int:
    """How many cells hold something."""
    # written out, as it is asked of every cell of a large file
    return sum([cell is not None and cell != "" and not (type(cell) is str and cell.isspace()) for row in rows for cell in row])


def letter(column: int) -> str:
    """A column's letter in a sheet, `A` for 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _best_header(sheet: RawSheet, first: int, names: Names) -> tuple[int, int, tuple[str, ...]] | None:
    best: tuple[int, int, tuple[str, ...]] | None = None
    best_rank = (LEAST_KNOWN - 1, 0)
    for row in range(first, min(len(sheet.rows), first + DEEPEST_HEADER)):
        if best is not None and row > best[0] + GROUPS:
            break
        tall = any(top == row < bottom for top, _, bottom, _ in sheet.merged)
        for height in (2,) if tall else (1, 2):
            headers = _headers(sheet, row, height)
            rank = (_score(headers, names.knows), -height)
            if rank > best_rank:
                best, best_rank = (row, height, headers), rank
    return best


def _next_header(sheet: RawSheet, first: int, above: tuple[str, ...], names: Names) -> tuple[int, int, tuple[str, ...]] | None:
    """The next header below, of another list; the same header again is none."""
    seen: dict[object, bool] = {}
    for row in range(first, len(sheet.rows)):
        known = told = 0
        for cell in sheet.rows[row]:
            if cell is None or cell == "":
                continue
            told += 1
            if cell not in seen:
                seen[cell] = isinstance(cell, str) and len(cell) <= LONGEST_HEADER and names.knows(_text(cell).strip("*＊ "))
            known += seen[cell]
            if told >= LEAST_KNOWN and not known:
                break
        if known < LEAST_KNOWN or known < NEW_HEADER * told:
            continue
        tall = any(top == row < bottom for top, _, bottom, _ in sheet.merged)
        headers = _headers(sheet, row, 2 if tall else 1)
        if headers != above[: len(headers)] and any(names.field_of(header) in {"text", "title"} for header in headers):
            return row, 2 if tall else 1, headers
    return None


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


def _body(sheet: RawSheet, table: Table, first: int, end: int, names: Names) -> tuple[Table, list[LeftOut]]:
    """The rows of a list between two places of its sheet, and the lines there that are none."""
    lines = [(place, held) for place, held in _lines(sheet, first, end) if held]
    merged = _filled_down(sheet, first)
    width = len(table.headers)
    again = {place for place, held in lines if _is_header(held, table.headers)}
    own = [names.field_of(header) if header else "" for header in table.headers]
    odd: dict[int, Left] = dict.fromkeys(again, Left.HEADER)
    whole = [(place, _with(held, merged.get(place))) for place, held in lines if place not in again]
    odd |= kinds(whole, Roles.of(own, names.is_time))
    records = [(place, held) for place, held in lines if place not in odd]
    headers, unnamed = _named(sheet, table.headers, records)
    beyond = {
        place + 1: "、".join(f"{letter(column)}{place + 1}" for column in held if column >= len(headers))
        for place, held in records
        if max(held) >= len(headers)
    }
    rows, dittos = _rows(sheet, records, merged, max(width, len(headers)))
    sections, current = {}, ""
    for place, held in lines:
        if odd.get(place) is Left.SECTION:
            current = next(iter(held.values()))
        elif place not in odd and current:
            sections[place + 1] = current
    made = replace(
        table,
        headers=headers,
        rows=tuple(rows),
        cells=sum(len(held) for _, held in records),
        beyond=beyond,
        dittos=dittos,
        sections=sections,
        unnamed=unnamed,
        from_1904=sheet.from_1904,
    )
    return made, _left(sheet.name, lines, odd)


def _with(held: Mapping[int, str], merged: Mapping[int, object] | None) -> Mapping[int, str]:
    """A line with what merged cells above it say in it."""
    return held if merged is None else {**{column: plain(cell) for column, cell in merged.items() if not _is_blank(cell)}, **held}


def _left(sheet: str, lines: Sequence[tuple[int, Mapping[int, str]]], odd: Mapping[int, Left]) -> list[LeftOut]:
    """The lines that are no records, those of one reason together."""
    by: dict[Left, list[tuple[int, int]]] = {}
    for place, held in lines:
        if place in odd:
            by.setdefault(odd[place], []).append((place + 1, len(held)))
    return [LeftOut(reason, sheet, tuple(row for row, _ in found), (), sum(cells for _, cells in found)) for reason, found in by.items()]


def _lines(sheet: RawSheet, first: int, end: int) -> Iterator[tuple[int, dict[int, str]]]:
    """The lines of a sheet, each with what its cells say."""
    for place in range(first, end):
        yield (
            place,
            {
                column: cell if type(cell) is str else plain(cell)
                for column, cell in enumerate(sheet.rows[place])
                if cell is not None and cell != "" and not (type(cell) is str and cell.isspace())
            },
        )


def _is_header(held: Mapping[int, str], headers: Sequence[str]) -> bool:
    """Whether a line says the header again."""
    if len(held) < LEAST_KNOWN or next(iter(held.values())).strip("*＊ ") not in headers:
        return False
    return all(column < len(headers) and _text(cell).strip("*＊ ") == headers[column] for column, cell in held.items())


def _named(
    sheet: RawSheet, headers: tuple[str, ...], records: Sequence[tuple[int, Mapping[int, str]]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headers, columns without one named by their letter where rows fill them; and those names."""
    counts: dict[int, int] = {}
    for _, held in records:
        for column in held:
            if column >= len(headers) or not headers[column]:
                counts[column] = counts.get(column, 0) + 1
    # a text table has no columns beyond its header: what stands there has slipped, by a comma that nobody quoted
    right = [column for column, count in counts.items() if column >= len(headers) and sheet.name and count >= OWN_COLUMN * len(records)]
    width = max([len(headers), *(column + 1 for column in right)])
    named = [
        header or (f"{letter(column)}列" if counts.get(column) else "")
        for column, header in enumerate([*headers, *[""] * (width - len(headers))])
    ]
    unnamed = tuple(name for column, name in enumerate(named) if name and (column >= len(headers) or not headers[column]))
    return tuple(named), unnamed


def _rows(
    sheet: RawSheet, records: Sequence[tuple[int, Mapping[int, str]]], merged: Mapping[int, Mapping[int, object]], width: int
) -> tuple[list[tuple[int, tuple[object, ...]]], frozenset[tuple[int, int]]]:
    """The cells of the records, merged cells and dittos filled from above; and where a ditto was."""
    rows: list[tuple[int, tuple[object, ...]]] = []
    dittos: set[tuple[int, int]] = set()
    for place, held in records:
        cells = list(sheet.rows[place][:width])
        cells.extend([None] * (width - len(cells)))
        for column, value in merged.get(place, {}).items():
            if column < width and cells[column] in {None, ""}:
                cells[column] = value
        if rows:
            for column, said in held.items():
                if len(said) <= 4 and column < width and said.strip() in _DITTO:
                    cells[column] = rows[-1][1][column]
                    dittos.add((place + 1, column))
        rows.append((place + 1, tuple(cells)))
    return rows, frozenset(dittos)


def _continued(sheet: RawSheet, names: Names, before: Table) -> Found | None:
    """A sheet without a header as a continuation of the list before it, where its columns fit: times where that has times, and as wide."""
    lines = [held for _, held in _lines(sheet, 0, len(sheet.rows)) if held]
    own = [names.field_of(header) if header else "" for header in before.headers]
    roles = Roles.of(own, names.is_time)
    width = len(before.headers)
    fits = [
        held
        for held in lines
        if max(held) < width and roles.is_record(held) and all(DATED.search(held[at]) for at in roles.times & held.keys())
    ]
    if not lines or len(fits) < max(1, NEW_HEADER * len(lines)) or not roles.matter:
        return None
    blank = replace(before, sheet=sheet.name, title="", header_row=0, rows=(), header_cells=0, cells=0, continues=before.sheet or "—")
    table, left = _body(sheet, replace(blank, beyond={}, dittos=frozenset(), sections={}, unnamed=()), 0, len(sheet.rows), names)
    return Found((table,), tuple(left))


def _above(sheet: RawSheet, first: int, end: int) -> list[LeftOut]:
    rows = _numbers(sheet, first, end)
    return [LeftOut(Left.TITLE, sheet.name, rows, (), filled(sheet.rows[first:end]))] if rows else []


def _numbers(sheet: RawSheet, first: int, end: int) -> tuple[int, ...]:
    """The numbers of the lines that say something."""
    return tuple(place + 1 for place in range(first, end) if not all(map(_is_blank, sheet.rows[place])))


def _filled_down(sheet: RawSheet, first: int) -> dict[int, dict[int, object]]:
    """What merged cells below the header say in the rows and columns they cover."""
    found: dict[int, dict[int, object]] = {}
    for top, left, bottom, right in sheet.merged:
        if top < first or top >= len(sheet.rows) or left >= len(sheet.rows[top]) or left != right:
            continue
        for row in range(top + 1, min(bottom, len(sheet.rows) - 1) + 1):
            found.setdefault(row, {})[left] = sheet.rows[top][left]
    return found


def _is_blank(cell: object) -> bool:
    return cell is None or cell == "" or (isinstance(cell, str) and cell.isspace())


def _text(cell: object) -> str:
    return "" if cell is None else clean_line(str(cell)).replace("\n", "")
