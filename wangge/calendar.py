"""The working calendar 工作日历: which days count, and the hours in which an office works.

A working day is a weekday that is not a statutory day off, or a weekend day moved to work (调休上班). The national table comes from the
yearly notice 国务院办公厅关于部分节假日安排的通知: from the package `chinesecalendar`, and from tables that the office imports
(`wangge.calendar_table`). Of a year without a notice only the statutory days are certain (全国年节及纪念日放假办法 Art 2); it is counted by
weekdays without them and says so, and `Calendar.bounds` tells how far that may be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from typing import Any

from wangge.errors import Phrase

DAY = timedelta(days=1)
_SPAN = re.compile(r"\s*(\d{1,2}):(\d{2})\s*[-–—~至]\s*(\d{1,2}):(\d{2})\s*")


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The hours in which 工作时 run: spans of one day, in order; what lies between two is the lunch break."""

    spans: tuple[tuple[time, time], ...] = ((time(8, 30), time(12)), (time(13, 30), time(17, 30)))

    @property
    def closing(self) -> time:
        """The end of the last span: when a day's limit ends (民法典 Art 203)."""
        return self.spans[-1][1]

    @classmethod
    def parse(cls, texts: Iterable[str]) -> OfficeHours | None:
        """The hours written as `08:30-12:00`, one text a span; None when they are not hours in order."""
        spans: list[tuple[time, time]] = []
        for text in texts:
            found = _SPAN.fullmatch(text)
            if not found:
                return None
            opens, closes = (_clock(found[i], found[i + 1]) for i in (1, 3))
            if opens is None or closes is None or opens >= closes or (spans and spans[-1][1] > opens):
                return None
            spans.append((opens, closes))
        return cls(tuple(spans)) if spans else None


def _clock(hour: str, minute: str) -> time | None:
    return time(int(hour), int(minute)) if int(hour) < 24 and int(minute) < 60 else None


@dataclass(frozen=True)
class Calendar:
    """Days off and days moved to work, of the years that are known.

    Attributes:
        off: weekdays on which nobody works.
        work: weekend days on which everybody does.
        years: the years for which a notice is in the table.
        hours: the office's hours.
        reasons: why a day is off or worked on, where somebody said so.
    """

    off: frozenset[date]
    work: frozenset[date]
    years: frozenset[int]
    hours: OfficeHours = OfficeHours()
    reasons: Mapping[date, str] = field(default_factory=dict, compare=False)

    def is_working(self, day: date) -> bool:
        """Whether `day` counts as a working day."""
        return day in self.work or (day.weekday() < 5 and day not in self.off and not self._statutory(day))

    def _statutory(self, day: date) -> bool:
        """Whether the law itself gives a day off in a year of which no notice is known."""
        return day.year not in self.years and day in statutory_days(day.year)

    def knows(self, day: date) -> bool:
        """Whether a notice covers the year of `day`."""
        return day.year in self.years

    def next_working(self, day: date) -> date:
        """`day` itself when it is a working day, else the first one after it."""
        while not self.is_working(day):
            day += DAY
        return day

    def why(self, day: date) -> str:
        """Why `day` counts or does not, in words."""
        if told := self.reasons.get(day):
            return told
        if self._statutory(day) and day not in self.work:
            return "法定节假日"
        if self.is_working(day):
            return "调休上班" if day.weekday() >= 5 else "工作日"
        return "周末" if day.weekday() >= 5 else "节假日或本地休息日"

    def closing(self, day: date) -> datetime:
        """When a limit of days ends on `day`."""
        return datetime.combine(day, self.hours.closing)

    def with_local(self, rest: Mapping[date, str] | Iterable[date] = (), work: Mapping[date, str] | Iterable[date] = ()) -> Calendar:
        """The same calendar with the office's own rest days and working days; local rules override.

        Args:
            rest: days on which the office does not work, with their reasons where there are any.
            work: days on which it does, likewise.
        """
        off, on = frozenset(rest), frozenset(work)
        told = {day: why for day, why in self.reasons.items() if day not in off | on}
        for days, word in ((rest, "本地休息日"), (work, "本地上班")):
            if isinstance(days, Mapping):
                told.update({day: f"{word}（{why}）" for day, why in days.items() if why})
        return replace(self, off=(self.off | off) - on, work=(self.work | on) - off, reasons=told)

    def with_years(self, years: Iterable[int], off: Iterable[date], work: Iterable[date]) -> Calendar:
        """The same calendar with the table of some years taken from another notice."""
        own = frozenset(years)
        kept_off, kept_work = ({day for day in days if day.year not in own} for days in (self.off, self.work))
        return replace(self, off=frozenset({*kept_off, *off}), work=frozenset({*kept_work, *work}), years=self.years | own)

    @cached_property
    def bounds(self) -> tuple[Calendar, Calendar]:
        """Two calendars between which the unannounced years will lie: the most working days, and the fewest.

        The earliest plausible end takes the statutory days alone and every weekend day around a usual break as moved to work; the latest
        takes the usual breaks as they have been, and no weekend day moved to work.
        """
        first = max(self.years, default=2024) + 1
        years = [year for year in (*range(min(self.years, default=first), first), first, first + 1, first + 2) if year not in self.years]
        breaks = [each for year in years for each in usual_breaks(year)]
        off = {start + DAY * i for start, length in breaks for i in range(length)}
        near = {start + DAY * i for start, length in breaks for i in (*range(-NEAR, 0), *range(length, length + NEAR))}
        work = {day for day in near if day.weekday() >= 5 and day not in self.off and not self._statutory(day)}
        return replace(self, work=self.work | work), replace(self, off=self.off | off)


NEAR = 13
"""Days before and after a break within which a weekend has been moved to work."""
_MOONS: Mapping[int, tuple[date, date, date]] = {
    2027: (date(2027, 2, 6), date(2027, 6, 9), date(2027, 9, 15)),
    2028: (date(2028, 1, 26), date(2028, 5, 28), date(2028, 10, 3)),
    2029: (date(2029, 2, 13), date(2029, 6, 16), date(2029, 9, 22)),
    2030: (date(2030, 2, 3), date(2030, 6, 5), date(2030, 9, 12)),
    2031: (date(2031, 1, 23), date(2031, 6, 24), date(2031, 10, 1)),
    2032: (date(2032, 2, 11), date(2032, 6, 12), date(2032, 9, 19)),
    2033: (date(2033, 1, 31), date(2033, 6, 1), date(2033, 9, 8)),
    2034: (date(2034, 2, 19), date(2034, 6, 20), date(2034, 9, 27)),
    2035: (date(2035, 2, 8), date(2035, 6, 10), date(2035, 9, 16)),
    2036: (date(2036, 1, 28), date(2036, 5, 30), date(2036, 10, 4)),
}
"""First day of 春节, 端午 and 中秋 by the lunar calendar, of years to come."""


def usual_breaks(year: int) -> tuple[tuple[date, int], ...]:
    """The breaks that a year without a notice will most likely have: first day and length.

    They hold the statutory days (放假办法 Art 2) and are as long as they have been at most since 2025. Of a year beyond the lunar table,
    春节, 端午 and 中秋 are everywhere they can fall.
    """
    fixed = ((date(year, 1, 1), 3), (date(year, 4, 3), 5), (date(year, 5, 1), 5), (date(year, 10, 1), 8))
    if year not in _MOONS:
        return (*fixed, (date(year, 1, 20), 42), (date(year, 5, 26), 32), (date(year, 9, 6), 30))
    spring, boat, moon = _MOONS[year]
    return (*fixed, (spring - 2 * DAY, 9), (boat - DAY, 4), (moon - DAY, 4))


LAW_SINCE = 2025
"""The first year of the statutory days as they are now (国令795)."""


@cache
def statutory_days(year: int) -> frozenset[date]:
    """The days off that no notice needs to give (放假办法 Art 2).

    元旦, 清明, two of 劳动节, three of 国庆, and 春节 with its eve, 端午 and 中秋 where the lunar table has the year. What is made up for one that
    falls on a weekend (Art 6) only the notice says.
    """
    if year < LAW_SINCE:
        return frozenset()
    fixed = (date(year, 1, 1), _tomb_sweeping(year), *(date(year, 5, day) for day in (1, 2)), *(date(year, 10, day) for day in (1, 2, 3)))
    if year not in _MOONS:
        return frozenset(fixed)
    spring, boat, moon = _MOONS[year]
    return frozenset((*fixed, *(spring + DAY * days for days in range(-1, 3)), boat, moon))


def _tomb_sweeping(year: int) -> date:
    """清明, when the sun reaches 15 degrees: of this century's years 4 or 5 April."""
    passed = year % 100
    return date(year, 4, int(passed * 0.2422 + 4.81) - passed // 4)


@cache
def national() -> Calendar:
    """The national table of every announced year."""
    from chinese_calendar import holidays, workdays

    off = frozenset(holidays)
    return Calendar(off, frozenset(workdays), frozenset(day.year for day in off))


@dataclass(frozen=True, slots=True)
class OwnDays:
    """What `wangge.toml` [calendar] says: office hours, local rest days and local working days."""

    hours: OfficeHours = OfficeHours()
    rest: tuple[date, ...] = ()
    work: tuple[date, ...] = ()

    def on(self, calendar: Calendar) -> Calendar:
        """`calendar` as this office works by it."""
        return replace(calendar, hours=self.hours).with_local(self.rest, self.work)


ENTRIES: Mapping[str, type] = {"hours": list, "rest": list, "work": list}
"""The entries of [calendar]."""


def from_tree(tree: Mapping[str, Any], wrong: Callable[[str], Exception]) -> OwnDays:
    """The office's own days in a parsed `wangge.toml`; what is not written keeps its default.

    Args:
        tree: the file's sections; the entries of [calendar] are lists of texts already.
        wrong: makes the refusal.

    Raises:
        what `wrong` makes, naming the entry.
    """
    own = tree.get("calendar", {})
    hours = OfficeHours.parse(own["hours"]) if "hours" in own else OfficeHours()
    if hours is None:
        raise wrong(Phrase("[calendar] hours 应写成 {example}，先后有序、不重叠", example='["08:30-12:00", "13:30-17:30"]'))

    def days(key: str) -> tuple[date, ...]:
        try:
            return tuple(date.fromisoformat(text) for text in own.get(key, ()))
        except ValueError:
            raise wrong(Phrase("[calendar] {key} 里的日期应写成 2026-11-20", key=key)) from None

    rest, work = days("rest"), days("work")
    if both := sorted({*rest} & {*work}):
        raise wrong(Phrase("[calendar] {day} 既在 rest 又在 work 里", day=both[0]))
    return OwnDays(hours, rest, work)
