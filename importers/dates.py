"""Date columns 日期列: the order of day, month and year is decided per column, from all its values and what else the rows prove.

Never cell by cell: `6/5/25` is 6 May in one file and 5 June in another. A column whose values leave two orders open is settled by an event number
that contains the date, or by a column of the same shape that is settled; else the clerk is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wangge.dates import Order, readings, serial, zoned
from wangge.text import clean_line

NOTHING = frozenset({"", "-", "—", "——", "/", "无", "空", "暂无", "未填", "null", "None", "NULL", "0000-00-00"})
_IN_NUMBER = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_DAY_NUMBER = re.compile(r"\d{5}(?:\.\d+)?")
_NO_YEAR = re.compile(r"(\d{1,2})月(\d{1,2})日?(.*)")
FOUR_YEARS = 1_462
"""Days between the two ways in which workbooks count theirs."""
AGREEMENT = 0.95
"""Share of the rows in which the date in the number must agree with a reading."""
FEW_YEARS, MANY_YEARS = 2, 4
"""Where one order makes a column of a year or two, another that scatters it over so many is not meant."""
_YEAR_FIRST = re.compile(r"\s*[\d〇零一二三四五六七八九]{4}")
_SHORT_ISO = 16
_SOLID_NUMBERS = (10**7, 10**14)
"""Between these a number is a date in digits: 20250506, 20250506145703."""


@dataclass(frozen=True, slots=True)
class DateColumn:
    """A decided column.

    Attributes:
        order: the order of its ambiguous values; None when all are clear.
        example: a value that stays ambiguous; then `order` is None and somebody must be asked.
    """

    order: Order | None = None
    example: str = ""


def decide(columns: Mapping[str, Sequence[object]], numbers: Sequence[str], told: Mapping[str, Order]) -> dict[str, DateColumn]:
    """The order of every date column of a sheet.

    Args:
        columns: their cells by header, all of one length.
        numbers: the event numbers of the same rows (empty text for none).
        told: what the clerk said, by header.

    Returns:
        a decision for every header; one with an `example` is open.
    """
    decided: dict[str, DateColumn] = {}
    for header, cells in columns.items():
        decided[header] = DateColumn(told[header]) if header in told else _alone(cells, numbers)
    settled = {column.order for column in decided.values() if column.order}
    if len(settled) == 1:
        (order,) = settled
        for header, column in decided.items():
            if column.example and all(order in readings(text) for text in _ambiguous(columns[header])):
                decided[header] = DateColumn(order)
    return decided


def _alone(cells: Sequence[object], numbers: Sequence[str]) -> DateColumn:
    texts = _ambiguous(cells)
    if not texts:
        return DateColumn()
    ways = [readings(text) for text in texts]
    years = {order: {read[order].year for read in ways if order in read} for order in Order}
    fewest = min(len(found) for found in years.values() if found)
    meant = [order for order in Order if len(years[order]) < MANY_YEARS or fewest > FEW_YEARS]
    possible = Counter(order for read in ways for order in read if order in meant)
    full = [order for order in (Order.YMD, Order.DMY, Order.MDY) if possible[order] == len(texts)]
    proven = _by_number(cells, numbers)
    if proven is not None:
        return DateColumn(proven)
    if len(full) == 1:
        return DateColumn(full[0])
    if not full and possible:
        # no order reads them all: the one that reads clearly more is meant, the rest are wrong dates
        (first, most), *rest = possible.most_common()
        if not rest or rest[0][1] < most * (1 - 5 * (1 - AGREEMENT)):
            return DateColumn(first)
    return DateColumn(example=next((text for text, read in zip(texts, ways, strict=True) if len(set(read.values())) > 1), ""))


def _ambiguous(cells: Sequence[object]) -> list[str]:
    """The different texts of a column that more than one order could read."""
    texts = dict.fromkeys(cell for cell in cells if isinstance(cell, str))
    return [text for text in map(clean_line, texts) if not _YEAR_FIRST.match(text) and readings(text)]


def _by_number(cells: Sequence[object], numbers: Sequence[str]) -> Order | None:
    """The order that agrees with the dates inside the event numbers, if one does and the others do not."""
    agreed: Counter[Order] = Counter()
    compared = 0
    for cell, number in zip(cells, numbers, strict=True):
        found = _IN_NUMBER.search(number) if isinstance(cell, str) and not _YEAR_FIRST.match(cell) else None
        if not found:
            continue
        ways = readings(clean_line(str(cell)))
        if not ways:
            continue
        compared += 1
        agreed.update(order for order in ways if f"{ways[order]:%Y%m%d}" == found.group())
    fits = [order for order in Order if compared >= 3 and agreed[order] >= AGREEMENT * compared]
    return fits[0] if len(fits) == 1 else None


def read_cell(cell: object, column: DateColumn, year: int = 0, *, from_1904: bool = False) -> datetime | None:
    """One cell of a decided column as the moment that it tells.

    Args:
        cell: what stands in it.
        column: what was decided.
        year: the year that the sheet's title names, for dates without one; 0 for none.
        from_1904: whether a number is a day counted from 1904.

    Returns:
        None for an empty cell; aware where the cell names a zone of its own.

    Raises:
        ValueError: the cell holds something that is no date in this column.
    """
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        digits = str(int(cell)) if _SOLID_NUMBERS[0] <= cell < _SOLID_NUMBERS[1] else ""
        moment = next(iter(readings(digits).values()), None) if digits else serial(cell + (FOUR_YEARS if from_1904 else 0))
        if moment is None:
            raise ValueError(cell)
        return moment
    text = str(cell) if cell is not None else ""
    if len(text) >= _SHORT_ISO and text[4] == "-" and text[13] == ":":
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    text = clean_line(text)
    if moment := zoned(text):
        return moment
    if text in NOTHING:
        return None
    if _DAY_NUMBER.fullmatch(text) and (moment := serial(float(text))):
        return moment
    if year and (found := _NO_YEAR.fullmatch(text)):
        text = f"{year}年{found[1]}月{found[2]}日{found[3]}"
    ways = readings(text)
    moment = ways.get(column.order) if column.order in ways else None
    if moment is None and len(set(ways.values())) == 1 and (column.order is None or _YEAR_FIRST.match(text)):
        moment = next(iter(ways.values()))
    if moment is None:
        raise ValueError(text)
    return moment
