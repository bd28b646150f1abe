"""The table of a holiday notice 放假安排: days off and days moved to work of some years, as an office imports it.

Two forms are read: JSON with `year`, `papers` and `days` of `date` and `isOffDay` (one year a file), and a worksheet with the columns 日期 and 休班.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wangge.calendar import Calendar
from wangge.dates import typed
from wangge.errors import Phrase, WanggeError

OFF_WORDS = frozenset({"休", "放假", "休息", "是", "节假日"})
WORK_WORDS = frozenset({"班", "上班", "调休上班", "补班", "否"})


@dataclass(frozen=True, slots=True)
class CalendarTable:
    """What a notice says of its years.

    Attributes:
        years: the years it is about.
        off: days on which nobody works, weekend days too.
        work: days on which everybody does, above all weekend days.
    """

    years: tuple[int, ...]
    off: tuple[date, ...]
    work: tuple[date, ...]

    def on(self, calendar: Calendar) -> Calendar:
        """`calendar` with the years of this notice taken from it."""
        return calendar.with_years(self.years, self.off, self.work)


def from_notice(text: str, file: str) -> CalendarTable:
    """The table in a JSON text; see `from_json` for one that the ledger keeps.

    Raises:
        WanggeError: `calendar_invalid`, also for a year that is announced as not yet known (no days).
    """

    def wrong(reason: str) -> WanggeError:
        return WanggeError("calendar_invalid", file=file, reason=reason)

    try:
        tree: Any = json.loads(text)
        year, told = int(tree["year"]), [(date.fromisoformat(each["date"]), each["isOffDay"]) for each in tree["days"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise wrong("不是放假安排的 JSON（要有 year 和 days，每天有 date、isOffDay）") from error
    if not told:
        raise wrong(Phrase("{year}年还没有放假安排（days 是空的）", year=year))
    if not all(isinstance(off, bool) for _, off in told):
        raise wrong("isOffDay 只能是 true 或 false")
    # a notice may name the last days of the year before; whose notice that is, the year of the day says
    return _table({day: off for day, off in told if day.year == year}, wrong)


def from_rows(rows: Sequence[Sequence[object]], file: str) -> CalendarTable:
    """The table that a worksheet holds: a row a day, 日期 and 休班 (休 or 班).

    Raises:
        WanggeError: `calendar_invalid`, naming the row.
    """

    def wrong(reason: str) -> WanggeError:
        return WanggeError("calendar_invalid", file=file, reason=reason)

    head = next((place for place, row in enumerate(rows) if {"日期", "休班"} <= {str(cell).strip() for cell in row}), None)
    if head is None:
        raise wrong("没有“日期”“休班”两栏的表头")
    names = [str(cell).strip() for cell in rows[head]]
    told: dict[date, bool] = {}
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        day, word = (row[names.index(name)] if names.index(name) < len(row) else None for name in ("日期", "休班"))
        if day in {None, ""} and word in {None, ""}:
            continue
        found = day if isinstance(day, date) else typed(str(day))
        found = found.date() if isinstance(found, datetime) else found
        if found is None:
            raise wrong(Phrase("第{row}行的日期“{value}”读不懂", row=number, value=day))
        if str(word).strip() not in OFF_WORDS | WORK_WORDS:
            raise wrong(Phrase("第{row}行的休班“{value}”只能写 休 或 班", row=number, value=word))
        told[found] = str(word).strip() in OFF_WORDS
    if not told:
        raise wrong("表里没有一天")
    return _table(told, wrong)


def _table(told: dict[date, bool], wrong: Callable[[str], Exception]) -> CalendarTable:
    off = tuple(sorted(day for day, rests in told.items() if rests))
    work = tuple(sorted(day for day, rests in told.items() if not rests))
    years = tuple(sorted({day.year for day in told}))
    unheard = next((year for year in years if not any(day.year == year for day in off)), None)
    if unheard:
        raise wrong(Phrase("{year}年没有一天放假", year=unheard))
    return CalendarTable(years, off, work)


def to_json(table: CalendarTable) -> str:
    """The table as an office's fact keeps it."""
    return json.dumps({"years": table.years, "off": [*map(str, table.off)], "work": [*map(str, table.work)]})


def from_json(text: str) -> CalendarTable:
    """The table that `to_json` wrote."""
    tree = json.loads(text)
    off, work = (tuple(map(date.fromisoformat, tree[key])) for key in ("off", "work"))
    return CalendarTable(tuple(tree["years"]), off, work)
