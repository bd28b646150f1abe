"""Pasting 粘贴: a row copied from a workbook, put into the entries of a form.

With a row of headers above it, by the headers; without one by what the cells look like (a phone, an ID number, a day, a value that an entry
offers), and what is left in the order of the entries.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from wangge.codes import credit_fault, id_fault, phone_fault
from wangge.dates import typed
from wangge.field import Field, Kind
from wangge.names import looks_like_a_name
from wangge.text import clean_line, half_width

MOST = 100_000
"""Characters that a form takes at once; more is a file, or a slip."""
Headers = Callable[[Sequence[str]], Mapping[int, str]]
"""Says of a row of headers which field each place brings; a header that nobody knows is left out."""
_SPACES_IN_HEADERS = re.compile(r"[\s:*（(].*|\s")
_DAY = re.compile(r"\d.*[-./年月].*\d|\d{8}", re.DOTALL)
_COMMUNITY = re.compile(r"[\u4e00-\u9fff]{2,10}(?:社区|居委会|村委会|村)")
_TELLING = 8
"""Characters from which a cell that fits nothing else is taken for what happened."""


class By(Enum):
    """What said where the cells belong."""

    HEADERS = "表头"
    LOOKS = "样子"


@dataclass(frozen=True, slots=True)
class Target:
    """An entry that a cell may go to: its field, and all values that it offers."""

    field: Field
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the cells of a row go.

    Attributes:
        values: text by field name.
        unused: what found no place: headers where there were some, else cells.
        by: what said so.
    """

    values: Mapping[str, str]
    unused: tuple[str, ...]
    by: By


def rows(text: str) -> list[list[str]]:
    """The rows of cells that a spreadsheet copied; none for text that is no such thing.

    A cell with line breaks stands in quotes, as spreadsheets copy it; empty rows are left out.
    """
    if "\t" not in text.strip("\n\r"):
        return []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = csv.reader((line + "\n" for line in lines), delimiter="\t", strict=False)
    try:
        cells = [[cell.strip() for cell in row] for row in found]
    except csv.Error:
        cells = [line.split("\t") for line in lines]
    return [row for row in cells if any(row)]


def own_headers(targets: Sequence[Target]) -> Headers:
    """The headers that are labels or synonyms of the form's own fields."""
    known: dict[str, str] = {}
    for target in targets:
        for header in (target.field.label, *target.field.synonyms):
            known.setdefault(_normal(header), target.field.name)

    def match(headers: Sequence[str]) -> Mapping[int, str]:
        return {place: known[_normal(header)] for place, header in enumerate(headers) if _normal(header) in known}

    return match


def place(cells: Sequence[Sequence[str]], targets: Sequence[Target], headers: Headers, today: date) -> Placed | None:
    """Where a row belongs, or a row of headers and a row.

    Args:
        cells: one or two rows, as `rows` gives them.
        targets: the entries of the form.
        headers: which fields headers bring.
        today: the office's today.

    Returns:
        None when it is more than one row of values.
    """
    matched = headers(cells[0]) if len(cells) == 2 else {}
    if len(matched) >= 2 or (matched and len(matched) * 2 >= len([cell for cell in cells[0] if cell])):
        return _by_headers(cells[0], cells[1], targets, matched)
    return _by_looks(cells[0], targets, today) if len(cells) == 1 else None


def one_line(text: str) -> str:
    """Text of several lines for an entry of one."""
    return clean_line(" ".join(text.split()))


def _by_headers(names: Sequence[str], row: Sequence[str], targets: Sequence[Target], matched: Mapping[int, str]) -> Placed:
    asked = {target.field.name for target in targets}
    values: dict[str, str] = {}
    unused = []
    for at, cell in enumerate(row):
        name = matched.get(at, "")
        if cell and name in asked and name not in values:
            values[name] = cell
        elif cell:
            unused.append(names[at] if at < len(names) and names[at] else cell)
    return Placed(values, tuple(unused), By.HEADERS)


def _by_looks(row: Sequence[str], targets: Sequence[Target], today: date) -> Placed:
    left = dict(enumerate(row))
    free = list(targets)
    values: dict[str, str] = {}

    def put(at: int, target: Target) -> None:
        values[target.field.name] = left.pop(at)
        free.remove(target)

    for fits in (_is_a_choice, _is_of_the_kind, _is_a_name):
        for at, cell in list(left.items()):
            target = next((each for each in free if cell and fits(cell, each, today)), None)
            if target is not None:
                put(at, target)
    telling = next((each for each in free if each.field.kind is Kind.TEXT), None)
    longest = max(left, key=lambda at: len(left[at]), default=None)
    if telling is not None and longest is not None and len(left[longest]) >= _TELLING:
        put(longest, telling)
    for at, target in zip(sorted(at for at, cell in left.items() if cell), list(_open_to_anything(free)), strict=False):
        put(at, target)
    return Placed(values, tuple(cell for _at, cell in sorted(left.items()) if cell), By.LOOKS)


def _open_to_anything(free: Sequence[Target]) -> Iterator[Target]:
    return (target for target in free if target.field.kind in {Kind.LINE, Kind.TEXT} and not target.choices)


def _is_a_choice(cell: str, target: Target, _today: date) -> bool:
    return cell in target.choices or (target.field.name == "community" and _COMMUNITY.fullmatch(cell) is not None)


def _is_of_the_kind(cell: str, target: Target, today: date) -> bool:
    match target.field.kind:
        case Kind.PHONE:
            return len(re.findall(r"\d", half_width(cell))) >= 7 and not phone_fault(cell)
        case Kind.ID_NUMBER:
            return not id_fault(cell, today)
        case Kind.CREDIT_CODE:
            return not credit_fault(cell)
        case Kind.TIME | Kind.DAY:
            return _DAY.search(half_width(cell)) is not None and typed(cell, today) is not None
        case _:
            return False


def _is_a_name(cell: str, target: Target, _today: date) -> bool:
    return target.field.kind is Kind.PERSON and looks_like_a_name(cell)


def _normal(header: str) -> str:
    return _SPACES_IN_HEADERS.sub("", header.strip()) or header.strip()
