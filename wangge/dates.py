"""Dates 日期: every way in which a date is typed, and which orders of day, month and year a text allows.

One cell can be read several ways (`6/5/25`); a column usually cannot. `readings` gives all ways of one text, `Order` names them; the
importer decides a column by all of its values (`importers.dates`), a form by `typed`.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from wangge.text import half_width
from wangge.times import on_wall


class Order(StrEnum):
    """In which order the three numbers of a date stand."""

    YMD = "年月日"
    DMY = "日月年"
    MDY = "月日年"


_CLOCK = (
    r"(?:(?:[T\s]+|(?<=日))(?P<noon>凌晨|早上|上午|中午|下午|傍晚|晚上)?\s*"
    r"(?P<h>\d{1,2})[:时点](?P<mi>\d{1,2}|半)?分?(?::?(?P<s>\d{1,2})(?:\.\d+)?秒?)?\s*(?P<half>AM|PM|am|pm)?)?"
)
_THREE = re.compile(r"\s*(?P<a>\d{1,4})\s*[./年-]\s*(?P<b>\d{1,2})\s*[./月-]\s*(?P<c>\d{1,4})\s*日?" + _CLOCK + r"\s*")
_SOLID = re.compile(
    r"\s*(?P<a>(?:19|20)\d{2})(?P<b>\d{2})(?P<c>\d{2})(?:[T\s]*(?P<h>\d{2}|(?<=\s)\d):?(?P<mi>\d{2})(?::?(?P<s>\d{2}))?)?\s*"
)
_RELATIVE = {"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3}
_FROM_TODAY = re.compile(rf"(?P<word>{'|'.join(sorted(_RELATIVE, key=len, reverse=True))}|[-+]\d{{1,3}}(?!\d))(?P<rest>.*)", re.DOTALL)
_MONTH_DAY = re.compile(r"(?P<b>\d{2})(?P<c>\d{2})")
_TIME_OF_DAY = re.compile(_CLOCK)
_AFTER_NOON = frozenset({"pm", "下午", "傍晚", "晚上"})
_TWO = re.compile(r"\s*(?P<b>\d{1,2})\s*[月./-]\s*(?P<c>\d{1,2})\s*日?" + _CLOCK + r"\s*")
_ZONED = re.compile(
    r"\s*(?P<wall>\d{4}\S*?[T\s]+\d[\d:.]*\d)\s*(?:Z|(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?|UTC|GMT)\s*",
    re.IGNORECASE | re.ASCII,
)
_LONGEST_ZONED = 60
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
        moment = _build(int(year) + (2000 if len(year) <= 2 else 0), int(month), int(day), clock)
        if moment is not None:
            read[order] = moment
    return read


def typed(raw: str, today: date | None = None) -> datetime | None:
    """A date as a clerk types it (`2026.1.5`, `1月5日`, `0105`, `20260105 9:30`, `今天`, `-1`, `昨天下午3点半`, `14:30`), or None.

    Args:
        raw: the text; without a year it is this year, with a two-digit year it is year-month-day; a time of day alone is today's.
        today: the office's today, for what is typed from it.
    """
    text = half_width(raw).strip()
    today = today or datetime.now().date()  # noqa: DTZ005 (a wall-clock date is what is meant)
    from_today = _FROM_TODAY.fullmatch(text)
    if from_today:
        word = from_today["word"]
        day = today + timedelta(days=_RELATIVE[word] if word in _RELATIVE else int(word))
        clock = _clock_of(from_today["rest"])
        return _build(day.year, day.month, day.day, clock) if clock is not None else None
    ways = readings(text)
    if ways:
        return ways.get(Order.YMD) or (next(iter(ways.values())) if len(set(ways.values())) == 1 else None)
    found = _TWO.fullmatch(_han(text)) or _MONTH_DAY.fullmatch(text)
    if found:
        return _build(today.year, int(found["b"]), int(found["c"]), found.groupdict())
    clock = _clock_of(text) if text else None
    return _build(today.year, today.month, today.day, clock) if clock else None


def zoned(raw: str) -> datetime | None:
    """A moment that names its own zone (`2026-11-05T01:03:00Z`, `… +08:00`, `20261105T010300Z`, `… UTC`), aware; None for any other text.

    A minus counts as an offset only behind a `T`: `2026-11-05 09:03-10:00` is a span of time.
    """
    found = _ZONED.fullmatch(half_width(raw)) if len(raw) < _LONGEST_ZONED else None
    wall = readings(found["wall"]).get(Order.YMD) if found else None
    if found is None or wall is None or (found["sign"] == "-" and "T" not in found["wall"].upper()):
        return None
    hours, minutes = int(found["hours"] or 0), int(found["minutes"] or 0)
    if hours > 14 or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return wall.replace(tzinfo=timezone(-offset if found["sign"] == "-" else offset))


def told(raw: str, zone: ZoneInfo, today: date | None = None) -> datetime | None:
    """A moment as a text tells it, on the office's wall (naive): in the zone that it names, else as `typed` reads it; None for neither."""
    aware = zoned(raw)
    return typed(raw, today) if aware is None else on_wall(aware, zone)


def _clock_of(text: str) -> dict[str, str | None] | None:
    """The time of day that `text` is: empty for none, None for anything else."""
    if not text.strip():
        return {}
    found = _TIME_OF_DAY.fullmatch(" " + _han(text).strip())
    return found.groupdict() if found and found["h"] else None


def _han(text: str) -> str:
    """`二〇二六年一月五日` in digits."""
    if not re.search(r"[〇零一二三四五六七八九十]", text):
        return text

    def number(found: re.Match[str]) -> str:
        tens, _, ones = found.group().partition("十")
        return str((int(tens.translate(_HAN_DIGITS)) if tens else 1) * 10 + (int(ones.translate(_HAN_DIGITS)) if ones else 0))

    return _HAN_NUMBER.sub(number, text).translate(_HAN_DIGITS)


def _build(year: int, month: int, day: int, clock: dict[str, str | None]) -> datetime | None:
    hour, second = int(clock.get("h") or 0), int(clock.get("s") or 0)
    minute = 30 if clock.get("mi") == "半" else int(clock.get("mi") or 0)
    half = (clock.get("half") or clock.get("noon") or "").lower()
    if half == "中午":
        hour += 12 if hour < 3 else 0
    elif half:
        hour = hour % 12 + (12 if half in _AFTER_NOON else 0)
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
