"""Limits 时限: a number and a unit, and the deadline that it gives, day by day.

The first day is not counted; hours count from the moment set (民法典 Art 201). Years end on the day that corresponds to the first (民法典 Art 202).
Calendar days and years that end on a rest day roll over to the next working day, and a day's limit ends with office hours (民法典 Art 203). 工作时 run inside office hours only: what starts outside starts at the
next opening (CJJ/T 106 practice). While a clock is paused nothing of it is counted, in the limit's own unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeAlias

from wangge.calendar import DAY, Calendar

Pause: TypeAlias = tuple[datetime, datetime]
"""A span in which a clock stands still, wall clock, half open."""
PAUSED = "暂停，不计"


class Unit(StrEnum):
    """What a limit counts."""

    MINUTE = "分钟"
    HOUR = "小时"
    OFFICE_HOUR = "工作时"
    WORKING_DAY = "工作日"
    CALENDAR_DAY = "自然日"
    YEAR = "年"


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of units 时限, as `5工作日`."""

    number: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Limit | None:
        """The limit written as `5工作日`, `24小时`, `4 工作时`, `1年`; None when it is not one."""
        found = re.fullmatch(r"\s*(\d{1,4}(?=\s*[^\s\d年])|\d{1,2})\s*(分钟|小时|工作时|工作日|自然日|日|天|年)\s*", text)
        if not found:
            return None
        unit = {"日": "自然日", "天": "自然日"}.get(found[2], found[2])
        return cls(int(found[1]), Unit(unit))

    def __str__(self) -> str:
        return f"{self.number}{self.unit}"


@dataclass(frozen=True, slots=True)
class Day:
    """One line of an explanation.

    Attributes:
        day: the day.
        counted: 0 for a day that does not count; else the how-manieth it is, or of a limit in hours the minutes of it that count.
        why: why it counts or does not.
    """

    day: date
    counted: int
    why: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a limit and how it was found.

    Attributes:
        due: the last moment, wall clock of the office.
        days: the days between, one by one.
        certain: False when a day lies in a year without a holiday notice; `due` is then counted by weekdays.
        earliest, latest: between which the end will lie once the notice is out; None when it is certain.
    """

    due: datetime
    days: tuple[Day, ...]
    certain: bool = True
    earliest: datetime | None = None
    latest: datetime | None = None


def deadline(limit: Limit, start: datetime, calendar: Calendar, pauses: Sequence[Pause] = ()) -> Deadline:
    """The deadline of `limit` that starts at `start`.

    Args:
        limit: how long.
        start: when it begins (naive, the office's wall clock).
        calendar: which days and hours count.
        pauses: the spans in which the clock stands still, in any order; where two overlap nothing is left out twice. Of a limit in days,
            a day stands still when it began in a pause: the day on which a pause begins counts, as the first day of a limit does not.
    """
    spans = _merged(pauses)
    found = _count(limit, start, calendar, spans)
    if found.certain:
        return found
    early, late = (_count(limit, start, bound, spans).due for bound in calendar.bounds)
    return replace(found, earliest=early, latest=late)


def before(limit: Limit, end: datetime, calendar: Calendar) -> datetime:
    """The moment `limit` ahead of `end`: when to remind, or when a unit must hand in so that the office has that much left.

    Days keep the time of day and end on a working day; 工作时 are counted back through office hours.
    """
    match limit.unit:
        case Unit.MINUTE:
            return end - timedelta(minutes=limit.number)
        case Unit.HOUR:
            return end - timedelta(hours=limit.number)
        case Unit.CALENDAR_DAY | Unit.YEAR:
            day = end.date() - DAY * limit.number if limit.unit is Unit.CALENDAR_DAY else corresponding_day(end.date(), -limit.number)
            while not calendar.is_working(day):
                day -= DAY
            return datetime.combine(day, end.time())
        case Unit.WORKING_DAY:
            day, left = end.date(), limit.number
            while left:
                day -= DAY
                left -= calendar.is_working(day)
            return datetime.combine(day, end.time())
        case Unit.OFFICE_HOUR:
            return _back(timedelta(hours=limit.number), end, calendar)


def worked(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How much of a span lies in office hours."""
    total, day = timedelta(), start.date()
    while day <= end.date():
        total += sum((closes - opens for opens, closes in _open(day, calendar, start, end)), timedelta())
        day += DAY
    return total


def shifted(due: datetime, pause: Pause, calendar: Calendar) -> datetime:
    """A due time of which no limit is known, moved by the office hours of a pause; one that was over before stays."""
    lost = worked(pause[0], pause[1], calendar)
    if pause[0] >= due or not lost:
        return due
    return _spans(lost, max(due, pause[0]), calendar, (), hours=True).due


def _merged(pauses: Sequence[Pause]) -> tuple[Pause, ...]:
    if not pauses:
        return ()
    spans: list[Pause] = []
    for begin, end in sorted(pauses):
        if spans and begin <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        elif begin < end:
            spans.append((begin, end))
    return tuple(spans)


def _count(limit: Limit, start: datetime, calendar: Calendar, pauses: Sequence[Pause]) -> Deadline:
    match limit.unit:
        case Unit.MINUTE:
            return _spans(timedelta(minutes=limit.number), start, calendar, pauses, hours=False)
        case Unit.HOUR:
            return _spans(timedelta(hours=limit.number), start, calendar, pauses, hours=False)
        case Unit.OFFICE_HOUR:
            return _spans(timedelta(hours=limit.number), start, calendar, pauses, hours=True)
        case Unit.WORKING_DAY:
            return _working_days(limit.number, start, calendar, pauses)
        case Unit.CALENDAR_DAY:
            return _calendar_days(limit.number, start, calendar, pauses)
        case Unit.YEAR:
            first = start.date()
            return _calendar_days((corresponding_day(first, limit.number) - first).days, start, calendar, pauses)


def corresponding_day(day: date, number: int) -> date:
    """The corresponding day so many years on; of 29 February the last day of the month, where that year has none."""
    try:
        return day.replace(year=day.year + number)
    except ValueError:
        return day.replace(year=day.year + number, day=28)


def _still(day: date, pauses: Iterable[Pause]) -> bool:
    """Whether a day began in a pause."""
    began = datetime.combine(day, time())
    return any(begin <= began < end for begin, end in pauses)


def _working_days(number: int, start: datetime, calendar: Calendar, pauses: Sequence[Pause]) -> Deadline:
    day, counted, days = start.date(), 0, []
    while counted < number:
        day += DAY
        works = calendar.is_working(day)
        still = works and bool(pauses) and _still(day, pauses)
        counted += works and not still
        days.append(Day(day, counted if works and not still else 0, PAUSED if still else calendar.why(day)))
    return Deadline(calendar.closing(day), tuple(days), all(calendar.knows(each.day) for each in days))


def _calendar_days(number: int, start: datetime, calendar: Calendar, pauses: Sequence[Pause]) -> Deadline:
    day, counted, days = start.date(), 0, []
    while counted < number:
        day += DAY
        still = bool(pauses) and _still(day, pauses)
        counted += not still
        days.append(Day(day, 0 if still else counted, PAUSED if still else "计入"))
    raw = day
    while not calendar.is_working(day) or (day > raw and _still(day, pauses)):
        day += DAY
        days.append(Day(day, 0, "期满遇休息日，顺延"))
    return Deadline(calendar.closing(day), tuple(days), calendar.knows(raw) and calendar.knows(day))


def _spans(left: timedelta, start: datetime, calendar: Calendar, pauses: Sequence[Pause], *, hours: bool) -> Deadline:
    """A limit that runs by the minute: through office hours, or around the clock."""
    days, certain, day, now = [], True, start.date(), start
    while True:
        certain = certain and (not hours or calendar.knows(day))
        spent, closes = timedelta(), None
        for begin, end in _running(day, calendar, now, pauses, hours=hours):
            if left <= end - begin:
                closes, spent = begin + left, spent + left
                break
            left -= end - begin
            spent += end - begin
        why = "办公时间" if hours else "连续计时"
        still = bool(pauses) and not spent and any(begin < datetime.combine(day + DAY, time()) and end > now for begin, end in pauses)
        if hours and not calendar.is_working(day):
            why = calendar.why(day)
        elif still:
            why = PAUSED
        days.append(Day(day, int(spent.total_seconds() // 60), why))
        if closes is not None:
            return Deadline(closes, tuple(days), certain)
        day += DAY
        now = datetime.combine(day, time())


def _running(day: date, calendar: Calendar, now: datetime, pauses: Sequence[Pause], *, hours: bool) -> Iterator[Pause]:
    """The spans of a day, from `now` on, in which a clock runs."""
    midnight = datetime.combine(day + DAY, time())
    for opens, closes in _open(day, calendar, now, midnight) if hours else ((now, midnight),):
        begin = opens
        for still, again in pauses:
            if still < closes and again > begin:
                if begin < still:
                    yield begin, still
                begin = again
        if begin < closes:
            yield begin, closes


def _open(day: date, calendar: Calendar, start: datetime, end: datetime) -> Iterator[Pause]:
    """The office hours of a day that lie between two moments."""
    if calendar.is_working(day):
        for opens, closes in calendar.hours.spans:
            first, last = max(start, datetime.combine(day, opens)), min(end, datetime.combine(day, closes))
            if first < last:
                yield first, last


def _back(left: timedelta, end: datetime, calendar: Calendar) -> datetime:
    day = end.date()
    while True:
        for begin, last in reversed([*_open(day, calendar, datetime.combine(day, time()), end)]):
            if left <= last - begin:
                return last - left
            left -= last - begin
        day -= DAY
