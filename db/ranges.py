"""Ranges 范围: the days and numbers that a value of a query means, or the character at which it means none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from wangge import money
from wangge.calendar import DAY
from wangge.dates import typed
from wangge.errors import WanggeError
from wangge.field import Kind
from wangge.query import Literal, Range


def days(value: Literal | Range, today: date) -> tuple[date | None, date | None]:
    """The first and the last day that a value means; None for an open end. `>2025-05` begins behind all of May, `<2025-05` ends before it.

    Raises:
        WanggeError: `query_range`, with the place of the character.
    """

    def read(text: str) -> tuple[date, date]:
        found = span(text, today)
        if found is None:
            hint = "日期写成 2026-11-21、2026-11、今日、本月，或用 .. 连接两个日期。"
            raise WanggeError("query_range", at=value.at + 1, value=text, kind="日期", hint=hint)
        return found

    if isinstance(value, Literal):
        return read(value.text)
    if value.strict:
        return read(value.low)[1] + DAY if value.low else None, read(value.high)[0] - DAY if value.high else None
    return read(value.low)[0] if value.low else None, read(value.high)[1] if value.high else None


def whole(value: Literal | Range, text: str) -> int:
    """A whole number."""
    if not re.fullmatch(r"\d{1,12}", text):
        raise WanggeError("query_range", at=value.at + 1, value=text, kind="数字", hint="写成整数，或用 .. 连接两个整数。")
    return int(text)


def _money(value: Literal | Range, text: str) -> int:
    amount = money.read(text)
    if amount is None:
        hint = "金额以元为单位，写成 8000、8,000.50、1.2万，或用 .. 连接两个金额。"
        raise WanggeError("query_range", at=value.at + 1, value=text, kind="金额", hint=hint)
    return amount


def _decimal(value: Literal | Range, text: str) -> float:
    if not re.fullmatch(r"\d{1,12}(\.\d{1,4})?", text):
        raise WanggeError("query_range", at=value.at + 1, value=text, kind="数字", hint="写成 3、0.5 这样的数，或用 .. 连接两个数。")
    return float(text)


NUMBERS: Mapping[Kind, Callable[[Literal | Range, str], float]] = {Kind.NUMBER: whole, Kind.MONEY: _money, Kind.DECIMAL: _decimal}
"""What reads a number that was typed, as the column holds it: money in 分."""


def shown(value: Literal | Range) -> str:
    """A value as it was typed."""
    if isinstance(value, Literal):
        return value.text
    if value.strict:
        return f">{value.low}" if value.low else f"<{value.high}"
    return f"{value.low}..{value.high}"


def span(text: str, today: date) -> tuple[date, date] | None:
    """The first and last day that a date in a query means: a day, a month, a year, 本月, 上月, 今年; None when it is no date."""
    first = today.replace(day=1)
    match text:
        case "本月":
            return first, _month_end(first)
        case "上月":
            last = first - DAY
            return last.replace(day=1), last
        case "今年":
            return date(today.year, 1, 1), date(today.year, 12, 31)
    if re.fullmatch(r"(19|20)\d{2}年?", text):
        year = int(text[:4])
        return date(year, 1, 1), date(year, 12, 31)
    if found := re.fullmatch(r"((?:19|20)\d{2})[-年./](\d{1,2})月?", text):
        if not 1 <= int(found[2]) <= 12:
            return None
        first = date(int(found[1]), int(found[2]), 1)
        return first, _month_end(first)
    moment = typed(text, today)
    return (moment.date(), moment.date()) if moment else None


def _month_end(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1) - DAY
