"""Dates 日期: every way in which a date is typed, and which orders of day, month and year a text allows.

One cell can be read several ways (`6/5/25`); a column usually cannot. `readings` gives all ways of one text, `Order` names them; the
importer decides a column by all of its values (`importers.dates`), a form by `typed`.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from wangge.text import half_width


class Order(StrEnum):
    """In which order the three numbers of a date stand."""

    YMD = "年月日"
    DMY = "日月年"
    MDY = "月日年"


_CLOCK = (
    r"(?:(?:[T\s]+|(?<=日))(?P<noon>上午|下午)?\s*"
    r"(?P<h>\d{1,2})[:时点](?P<mi>\d{1,2})?分?(?::?(?P<s>\d{1,2})(?:\.\d+)?秒?)?\s*(?P<half>AM|PM|am|pm)?)?"
)
_THREE = re.compile(r"\s*(?P<a>\d{1,4})\s*[./年-]\s*(?P<b>\d{1,2})\s*[./月-]\s*(?P<c>\d{1,4})\s*日?" + _CLOCK + r"\s*")
_SOLID = re.compile(
    r"\s*(?P<a>(?:19|20)\d{2})(?P<b>\d{2})(?P<c>\d{2})(?:[T\s]*(?P<h>\d{2}|(?<=\s)\d):?(?P<mi>\d{2})(?::?(?P<s>\d{2}))?)?\s*"
)
_TWO = re.compile(r"\s*(?P<b>\d{1,2})\s*[月./-]\s*(?P<c>\d{1,2})\s*日?" + _CLOCK + r"\s*")
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_HAN_NUMBER = re.compile(r"[一二三四五六七八九]?十[一二三四五六七八九]?")


def readings(raw: str) -> dict[Order, datetime]:
    """All ways to read `raw` as a date with its year, perhaps with a time of day; empty when there is none.

    A year of two digits is taken as 2000–2099. Text that starts with a four-digit year has one reading.
    """
    text = _han(half_width(raw)) if not raw.isascii() else raw
    found = _SOLID.fullmatch(text) or _THREE.fullmatch(text)
    if not found:
        return {}
    a, b, c = found["a"], found["b"], found["c"]
    clock = found.groupdict()
    if len(a) == 4:
        orders = {Order.YMD: (a, b, c)} if len(c) <= 2 else {}
    elif len(c) == 4:
        orders = {Order.DMY: (c, b, a), Order.MDY: (c, a, b)}
    elif len(a) <= 2 and len(c) <= 2:
        orders = {Order.DMY: (c, b, a), Order.MDY: (c, a, b), Order.YMD: (a, b, c)}
    else:
        orders = {}
    read: dict[Order, datetime] = {}
    for order, (year, month, day) in orders.items():
        moment = _build(int(year), int(month), int(day), clock)
        if moment is not None:
            read[order] = moment
    return read


def typed(raw: str, today: date | None = None) -> datetime | None:
    """A date as a clerk types it (`2026.1.5`, `1月5日`, `20260105 9:30`, `今天`, `-1`), or None.

    Args:
        raw: the text; without a year it is this year, with a two-digit year it is year-month-day.
        today: the office's today, for relative dates.
    """
    text = half_width(raw).strip()
    today = today or datetime.now().date()  # noqa: DTZ005 (a wall-clock date is what is meant)
    word, _, clock = text.partition(" ")
    relative = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "明日": 1}
    if word in relative or re.fullmatch(r"[-+]\d{1,3}", word):
        day = today + timedelta(days=relative.get(word) or int(word if word not in relative else 0))
        return _build(day.year, day.month, day.day, _clock_of(clock))
    ways = readings(text)
    if ways:
        return ways.get(Order.YMD) or (next(iter(ways.values())) if len(set(ways.values())) == 1 else None)
    found = _TWO.fullmatch(_han(text))
    return _build(today.year, int(found["b"]), int(found["c"]), found.groupdict()) if found else None


def _clock_of(text: str) -> dict[str, str | None]:
    found = re.fullmatch(r"(?P<h>\d{1,2}):(?P<mi>\d{2})", text.strip())
    return found.groupdict() if found else {}


def _han(text: str) -> str:
    """`二〇二六年一月五日` in digits."""
    if not re.search(r"[〇零一二三四五六七八九十]", text):
        return text

    def number(found: re.Match[str]) -> str:
        tens, _, ones = found.group().partition("十")
        return str((int(tens.translate(_HAN_DIGITS)) if tens else 1) * 10 + (int(ones.translate(_HAN_DIGITS)) if ones else 0))

    return _HAN_NUMBER.sub(number, text).translate(_HAN_DIGITS)


def _build(year: int, month: int, day: int, clock: dict[str, str | None]) -> datetime | None:
    hour, minute, second = (int(clock.get(part) or 0) for part in ("h", "mi", "s"))
    half = clock.get("half") or clock.get("noon")
    if half:
        hour = hour % 12 + (12 if half.lower() in {"pm", "下午"} else 0)
    year += 2000 if year < 100 else 0
    return _wall(year, month, day, hour, minute, second)


@lru_cache(maxsize=8192)
def _wall(year: int, month: int, day: int, hour: int, minute: int, second: int) -> datetime | None:
    if not 1900 <= year <= 2100:
        return None
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 (wall clock, zone added later)
    except ValueError:
        return None


_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001


def serial(number: float) -> datetime | None:
    """A spreadsheet's day number (1900 system) as the date it stands for, 1954 to 2119 only; None for any other number."""
    if not 20_000 <= number <= 80_000:
        return None
    return _EPOCH + timedelta(seconds=round(number * 86_400))
