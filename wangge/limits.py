"""Limits 时限: a number and a unit, and the deadline that it gives, day by day.

The first day is not counted (民法典 Art 201); hours count from the moment set; calendar days that end on a rest day roll over to the next
working day (民法典 Art 203); a day's limit ends with office hours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from wangge.calendar import Calendar


class Unit(StrEnum):
    """What a limit counts."""

    MINUTE = "分钟"
    HOUR = "小时"
    OFFICE_HOUR = "工作时"
    WORKING_DAY = "工作日"
    CALENDAR_DAY = "自然日"


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of units 时限, as `5工作日`."""

    number: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Limit | None:
        """The limit written as `5工作日`, `24小时`, `4 工作时`; None when it is not one."""
        found = re.fullmatch(r"\s*(\d{1,4})\s*(分钟|小时|工作时|工作日|自然日|日|天)\s*", text)
        if not found:
            return None
        unit = {"日": "自然日", "天": "自然日"}.get(found[2], found[2])
        return cls(int(found[1]), Unit(unit))

    def __str__(self) -> str:
        return f"{self.number}{self.unit}"


@dataclass(frozen=True, slots=True)
class Day:
    """One line of an explanation: a day, whether it counted, and why."""

    day: date
    counted: int
    why: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a limit and how it was found.

    Attributes:
        due: the last moment, wall clock of the office.
        days: the days between, one by one.
        certain: False when a day lies in a year without a holiday notice.
    """

    due: datetime
    days: tuple[Day, ...]
    certain: bool = True


def deadline(limit: Limit, start: datetime, calendar: Calendar) -> Deadline:
    """The deadline of `limit` that starts at `start` (naive, the office's wall clock)."""
    match limit.unit:
        case Unit.MINUTE:
            return Deadline(start + timedelta(minutes=limit.number), ())
        case Unit.HOUR:
            return Deadline(start + timedelta(hours=limit.number), ())
        case Unit.OFFICE_HOUR:
            return _office_hours(limit.number, start, calendar)
        case Unit.WORKING_DAY:
            return _working_days(limit.number, start, calendar)
        case Unit.CALENDAR_DAY:
            return _calendar_days(limit.number, start, calendar)


def _working_days(number: int, start: datetime, calendar: Calendar) -> Deadline:
    day, counted, days = start.date(), 0, []
    while counted < number:
        day += timedelta(days=1)
        works = calendar.is_working(day)
        counted += works
        days.append(Day(day, counted if works else 0, _why(day, calendar)))
    return Deadline(_at_closing(day, calendar), tuple(days), all(calendar.knows(each.day) for each in days))


def _calendar_days(number: int, start: datetime, calendar: Calendar) -> Deadline:
    raw = start.date() + timedelta(days=number)
    end = calendar.next_working(raw)
    days = [Day(start.date() + timedelta(days=i), i, "计入") for i in range(1, number + 1)]
    days += [Day(raw + timedelta(days=i), 0, "期满遇休息日，顺延") for i in range(1, (end - raw).days + 1)]
    return Deadline(_at_closing(end, calendar), tuple(days), calendar.knows(raw) and calendar.knows(end))


def _office_hours(number: int, start: datetime, calendar: Calendar) -> Deadline:
    left, now, days, certain = timedelta(hours=number), start, [], True
    while True:
        day = now.date()
        certain = certain and calendar.knows(day)
        if calendar.is_working(day):
            spent = timedelta()
            for opens, closes in calendar.hours.spans:
                begin = max(now, datetime.combine(day, opens))
                end = datetime.combine(day, closes)
                if begin >= end:
                    continue
                if left <= end - begin:
                    days.append(Day(day, _minutes(spent + left), "办公时间"))
                    return Deadline(begin + left, tuple(days), certain)
                left -= end - begin
                spent += end - begin
            days.append(Day(day, _minutes(spent), "办公时间"))
        else:
            days.append(Day(day, 0, _why(day, calendar)))
        now = datetime.combine(day + timedelta(days=1), time())


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _at_closing(day: date, calendar: Calendar) -> datetime:
    return datetime.combine(day, calendar.hours.closing)


def _why(day: date, calendar: Calendar) -> str:
    if calendar.is_working(day):
        return "调休上班" if day.weekday() >= 5 else "工作日"
    if day.weekday() >= 5:
        return "周末"
    return "节假日或本地休息日"
