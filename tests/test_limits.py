"""Limits on the working calendar: the published vectors of 2025 and 2026, office hours, and what a deadline says of itself."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wangge.calendar import Calendar, OfficeHours, national
from wangge.clocks import Clocks
from wangge.limits import Limit, Unit, before, deadline
from wangge.settings import Settings
from wangge.times import from_wall

unhurried = settings(deadline=None)
OFFICE = OfficeHours()
LONG_DAY = OfficeHours(((time(8), time(18)),))
EIGHT_HOURS = OfficeHours(((time(8), time(12)), (time(14), time(18))))


def plain(hours=OFFICE):
    """A calendar on which only weekends are off."""
    return Calendar(frozenset(), frozenset(), frozenset(range(2020, 2031)), hours)


def moment(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "number", "due"),
    [
        ("2026-09-18", 5, "2026-09-24"),
        ("2026-09-28", 10, "2026-10-16"),
        ("2026-02-13", 3, "2026-02-25"),
        ("2026-02-27", 1, "2026-02-28"),
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-05-08", 1, "2026-05-09"),
        ("2026-06-18", 5, "2026-06-26"),
        ("2026-01-04", 1, "2026-01-05"),
        ("2025-09-26", 10, "2025-10-16"),
        ("2026-02-13", 30, "2026-04-02"),
        ("2026-09-01", 30, "2026-10-19"),
    ],
)
def test_working_days_are_those_of_the_national_notice(start, number, due):
    found = deadline(Limit(number, Unit.WORKING_DAY), moment(f"{start} 10:20"), national())
    assert found.due == moment(f"{due} 17:30")
    assert found.certain


@pytest.mark.parametrize(
    ("start", "number", "raw", "rolled"),
    [
        ("2026-09-18", 15, "2026-10-03", "2026-10-08"),
        ("2026-02-01", 15, "2026-02-16", "2026-02-24"),
        ("2026-03-20", 15, "2026-04-04", "2026-04-07"),
        ("2026-08-02", 60, "2026-10-01", "2026-10-08"),
    ],
)
def test_calendar_days_that_end_on_a_rest_day_roll_over(start, number, raw, rolled):
    found = deadline(Limit(number, Unit.CALENDAR_DAY), moment(f"{start} 10:20"), national())
    assert found.due == moment(f"{rolled} 17:30")
    assert [day.day for day in found.days if day.counted][-1] == date.fromisoformat(raw)
    assert {day.why for day in found.days if not day.counted} == {"期满遇休息日，顺延"}


def test_calendar_days_that_end_on_a_working_day_stay():
    found = deadline(Limit(3, Unit.CALENDAR_DAY), moment("2026-11-16 09:00"), national())
    assert found.due == moment("2026-11-19 17:30")
    assert [day.counted for day in found.days] == [1, 2, 3]


@pytest.mark.parametrize(
    ("hours", "number", "start", "due"),
    [
        (LONG_DAY, 4, "2026-03-09 17:00", "2026-03-10 11:00"),
        (LONG_DAY, 4, "2026-03-13 17:00", "2026-03-16 11:00"),
        (OFFICE, 2, "2026-03-09 11:00", "2026-03-09 14:30"),
        (OFFICE, 1, "2026-03-09 12:30", "2026-03-09 14:30"),
        (EIGHT_HOURS, 16, "2026-03-09 08:00", "2026-03-10 18:00"),
        (EIGHT_HOURS, 16, "2026-03-12 10:00", "2026-03-16 10:00"),
        (EIGHT_HOURS, 2, "2026-03-09 20:00", "2026-03-10 10:00"),
        (EIGHT_HOURS, 2, "2026-03-09 06:00", "2026-03-09 10:00"),
        (EIGHT_HOURS, 2, "2026-03-14 10:00", "2026-03-16 10:00"),
        (EIGHT_HOURS, 4, "2026-03-09 14:00", "2026-03-09 18:00"),
    ],
    ids=[
        "wraps to next morning",
        "wraps over a weekend",
        "leaves lunch out",
        "begins in the lunch hour",
        "two days of eight hours",
        "16 hours over a weekend",
        "begins after closing",
        "begins before opening",
        "begins on a Saturday",
        "ends exactly at closing",
    ],
)
def test_office_hours_run_only_while_the_office_is_open(hours, number, start, due):
    assert deadline(Limit(number, Unit.OFFICE_HOUR), moment(start), plain(hours)).due == moment(due)


def test_office_hours_run_on_a_saturday_moved_to_work_and_not_on_national_day():
    assert deadline(Limit(1, Unit.OFFICE_HOUR), moment("2026-10-10 08:30"), national()).due == moment("2026-10-10 09:30")
    assert deadline(Limit(1, Unit.OFFICE_HOUR), moment("2026-10-01 08:30"), national()).due == moment("2026-10-08 09:30")


def test_minutes_and_hours_are_the_clocks_own_through_night_and_weekend():
    assert deadline(Limit(30, Unit.MINUTE), moment("2026-10-03 23:50"), national()).due == moment("2026-10-04 00:20")
    assert deadline(Limit(24, Unit.HOUR), moment("2026-03-13 17:00"), national()).due == moment("2026-03-14 17:00")


def test_a_statutory_day_and_the_day_in_lieu_are_both_off():
    assert not national().is_working(date(2026, 10, 1))
    assert not national().is_working(date(2026, 10, 7))
    assert national().is_working(date(2026, 9, 20))
    assert not national().is_working(date(2026, 11, 21))


def test_the_explanation_names_every_day_between_and_why():
    found = deadline(Limit(3, Unit.WORKING_DAY), moment("2026-02-13 09:00"), national())
    told = {f"{day.day:%m-%d}": (day.counted, day.why) for day in found.days}
    assert told["02-14"] == (1, "调休上班")
    assert told["02-15"] == (0, "周末")
    assert told["02-17"] == (0, "节假日或本地休息日")
    assert told["02-25"] == (3, "工作日")
    assert len(told) == 12


def test_the_explanation_of_office_hours_adds_up_to_the_limit():
    found = deadline(Limit(16, Unit.OFFICE_HOUR), moment("2026-03-12 10:00"), plain(EIGHT_HOURS))
    assert [(f"{day.day:%d}", day.counted, day.why) for day in found.days] == [
        ("12", 360, "办公时间"),
        ("13", 480, "办公时间"),
        ("14", 0, "周末"),
        ("15", 0, "周末"),
        ("16", 120, "办公时间"),
    ]


@pytest.mark.parametrize("unit", [Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.OFFICE_HOUR])
def test_a_deadline_in_a_year_without_a_notice_is_not_certain(unit):
    year = max(national().years)
    assert not deadline(Limit(20, unit), datetime(year, 12, 30, 9), national()).certain
    assert deadline(Limit(2, unit), datetime(year, 12, 14, 9), national()).certain


def test_a_local_rest_day_and_a_local_working_day_override_the_nation():
    own = national().with_local(rest=[date(2026, 11, 18)], work=[date(2026, 11, 21)])
    assert deadline(Limit(4, Unit.WORKING_DAY), moment("2026-11-16 09:00"), own).due == moment("2026-11-21 17:30")
    assert deadline(Limit(4, Unit.WORKING_DAY), moment("2026-11-16 09:00"), national()).due == moment("2026-11-20 17:30")


def test_a_clock_carries_the_deadline_into_the_ledgers_time():
    clocks = Clocks(Settings(), national())
    start = from_wall(moment("2026-09-18 23:59"))
    assert clocks.due(clocks.deadline(Limit(5, Unit.WORKING_DAY), start)) == from_wall(moment("2026-09-24 17:30"))


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("5工作日", Limit(5, Unit.WORKING_DAY)),
        (" 24 小时 ", Limit(24, Unit.HOUR)),
        ("4工作时", Limit(4, Unit.OFFICE_HOUR)),
        ("30分钟", Limit(30, Unit.MINUTE)),
        ("15日", Limit(15, Unit.CALENDAR_DAY)),
        ("15天", Limit(15, Unit.CALENDAR_DAY)),
        ("1年", Limit(1, Unit.YEAR)),
    ],
)
def test_a_limit_is_read_as_it_is_written(text, limit):
    assert Limit.parse(text) == limit
    assert Limit.parse(str(limit)) == limit


@pytest.mark.parametrize("text", ["", "5", "工作日", "五工作日", "-1日", "5个工作日内", "99999日", "100年"])
def test_what_is_no_limit_is_none(text):
    assert Limit.parse(text) is None


@pytest.mark.parametrize(
    ("start", "number", "due"),
    [("2024-03-05", 1, "2025-03-05"), ("2024-02-29", 1, "2025-02-28"), ("2023-02-28", 3, "2026-02-28"), ("2025-01-03", 1, "2026-01-04")],
)
def test_years_end_on_the_corresponding_day_and_roll_over(start, number, due):
    found = deadline(Limit(number, Unit.YEAR), moment(f"{start} 10:20"), national())
    assert found.due == moment(f"{due} 17:30")


def test_years_are_counted_back_to_a_working_day():
    assert before(Limit(1, Unit.YEAR), moment("2026-10-08 09:00"), national()) == moment("2025-09-30 09:00")


starts = st.datetimes(datetime(2025, 1, 1), datetime(2026, 10, 1))


@unhurried
@given(starts, st.integers(1, 40))
def test_working_days_end_on_a_working_day_after_exactly_so_many(start, number):
    found = deadline(Limit(number, Unit.WORKING_DAY), start, national())
    between = [start.date() + timedelta(days=i + 1) for i in range((found.due.date() - start.date()).days)]
    assert sum(map(national().is_working, between)) == number
    assert national().is_working(found.due.date())
    assert [day.day for day in found.days] == between


@unhurried
@given(starts, st.integers(1, 40))
def test_a_calendar_limit_never_ends_early_nor_on_a_rest_day(start, number):
    due = deadline(Limit(number, Unit.CALENDAR_DAY), start, national()).due
    assert due.date() >= start.date() + timedelta(days=number)
    assert national().is_working(due.date())


@unhurried
@given(starts, st.integers(1, 60))
def test_counted_minutes_of_office_hours_are_the_whole_limit(start, number):
    found = deadline(Limit(number, Unit.OFFICE_HOUR), start.replace(second=0, microsecond=0), national())
    assert sum(day.counted for day in found.days) == number * 60
    assert national().is_working(found.due.date())
    assert any(opens < found.due.time() <= closes for opens, closes in national().hours.spans)
