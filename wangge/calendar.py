"""The working calendar 工作日历: which days count.

A working day is a weekday that is not a statutory day off, or a weekend day moved to work (调休上班). The national table comes from the
yearly notice 国务院办公厅关于部分节假日安排的通知; it is known up to the year that the package `chinesecalendar` carries. A year without a
notice is counted by weekdays and says so; it is never guessed in silence (放假办法 Art 2, 6, 7).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The hours in which 工作时 run: spans of one day, in order."""

    spans: tuple[tuple[time, time], ...] = ((time(8, 30), time(12)), (time(13, 30), time(17, 30)))

    @property
    def closing(self) -> time:
        """The end of the last span: when a day's limit ends (民法典 Art 203)."""
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days off and days moved to work, of the years that are known.

    Attributes:
        off: weekdays on which nobody works.
        work: weekend days on which everybody does.
        years: the years for which a notice is in the table.
        hours: the office's hours.
    """

    off: frozenset[date]
    work: frozenset[date]
    years: frozenset[int]
    hours: OfficeHours = OfficeHours()

    def is_working(self, day: date) -> bool:
        """Whether `day` counts as a working day."""
        return day in self.work or (day.weekday() < 5 and day not in self.off)

    def knows(self, day: date) -> bool:
        """Whether a notice covers the year of `day`."""
        return day.year in self.years

    def next_working(self, day: date) -> date:
        """`day` itself when it is a working day, else the first one after it."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def with_local(self, rest: Iterable[date] = (), work: Iterable[date] = ()) -> Calendar:
        """The same calendar with the office's own rest days and working days (local rules override)."""
        rest, work = frozenset(rest), frozenset(work)
        return Calendar((self.off | rest) - work, (self.work | work) - rest, self.years, self.hours)


@cache
def national() -> Calendar:
    """The national table of every announced year."""
    from chinese_calendar import holidays, workdays

    off = frozenset(holidays)
    return Calendar(off, frozenset(workdays), frozenset(day.year for day in off))
