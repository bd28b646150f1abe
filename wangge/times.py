"""Instants 时刻: a point in time as fixed-width UTC text, `2026-11-21T01:02:03Z`.

Text of one width sorts as time does, in Python, in SQLite and in PostgreSQL alike, and costs nothing to carry. It is parsed where
somebody counts with it, and shown in the office's own zone where somebody reads it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NewType
from zoneinfo import ZoneInfo

Instant = NewType("Instant", str)

FORMAT = "%Y-%m-%dT%H:%M:%SZ"
CHINA = ZoneInfo("Asia/Shanghai")
_WIDTH, _SIGNS = 20, ("-", "-", "T", ":", ":", "Z")
FIRST_YEAR = 1900


def instant(moment: datetime) -> Instant:
    """The aware `moment` as an instant, cut to whole seconds.

    Raises:
        ValueError: `moment` carries no time zone; nobody may guess one.
    """
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return Instant(moment.astimezone(UTC).strftime(FORMAT))


def is_instant(text: object) -> bool:
    """Whether this is an instant to the letter as `instant` makes it, so that everybody who reads it can."""
    if not isinstance(text, str) or len(text) != _WIDTH or (text[4], text[7], text[10], text[13], text[16], text[19]) != _SIGNS:
        return False
    try:
        return datetime.fromisoformat(text).year >= FIRST_YEAR
    except ValueError:
        return False


def moment(text: Instant) -> datetime:
    """The instant as an aware datetime in UTC."""
    return datetime.fromisoformat(text)


def local(text: Instant, zone: ZoneInfo = CHINA) -> datetime:
    """The instant as the wall clock of `zone` shows it."""
    return moment(text).astimezone(zone)


def on_wall(moment: datetime, zone: ZoneInfo = CHINA) -> datetime:
    """What a clock on the wall of `zone` shows at `moment` (naive); a moment without a zone is on that wall already."""
    return moment if moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None)


def from_wall(wall: datetime, zone: ZoneInfo = CHINA) -> Instant:
    """What a clock on the wall of `zone` shows (`wall`, naive), as an instant.

    Raises:
        ValueError: `wall` names a zone of its own; `on_wall` is asked first.
    """
    if wall.tzinfo is not None:
        raise ValueError("a clock on the wall has no time zone")
    return Instant((wall - _offset(wall.date(), zone)).isoformat(timespec="seconds") + "Z")


@lru_cache(maxsize=4096)
def _offset(day: date, zone: ZoneInfo) -> timedelta:
    return datetime.combine(day, time(12), zone).utcoffset() or timedelta()


def day_bounds(first: date, last: date, zone: ZoneInfo = CHINA) -> tuple[Instant, Instant]:
    """The half-open span of instants [start, end) that covers the days `first` to `last`, both included."""
    start = datetime.combine(first, time())
    end = datetime.combine(last + timedelta(days=1), time())
    return from_wall(start, zone), from_wall(end, zone)


def month_bounds(month: str, zone: ZoneInfo = CHINA) -> tuple[Instant, Instant]:
    """The half-open span of instants of a calendar month written `2025-05`.

    Raises:
        ValueError: `month` is not written `YYYY-MM`, or there is no such month.
    """
    if len(month) != 7 or month[4] != "-":
        raise ValueError(month)
    first = date(int(month[:4]), int(month[5:]), 1)
    if not 1900 < first.year < 2200:
        raise ValueError(month)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return day_bounds(first, after - timedelta(days=1), zone)


def iso(text: Instant | None, zone: ZoneInfo = CHINA) -> str | None:
    """The instant as ISO 8601 with the zone's offset, as `--json` prints it; None stays None."""
    return None if text is None else local(text, zone).isoformat()


def chinese(text: Instant | None, zone: ZoneInfo = CHINA) -> str:
    """The instant as a clerk reads it, `2026-11-21 09:02`; nothing is `—`."""
    return "—" if text is None else local(text, zone).strftime("%Y-%m-%d %H:%M")
