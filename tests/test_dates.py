"""Dates as they are typed, and instants as they are kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wangge.dates import Order, readings, serial, typed
from wangge.errors import WanggeError
from wangge.fields import BY_NAME
from wangge.times import chinese, day_bounds, from_wall, instant, iso, local, moment, month_bounds

TODAY = date(2026, 11, 20)
FIFTH = datetime(2026, 1, 5)
unhurried = settings(deadline=None)


@pytest.mark.parametrize(
    "text",
    [
        *("2026.1.5", "2026/1/5", "2026-01-05", "20260105", "2026年1月5日", "二〇二六年一月五日", "二零二六年一月五日"),
        *("1月5日", "1.5", "1-5", "01/05", "一月五日", "26.1.5", " 2026.1.5 ", "２０２６．１．５", "2026年1月5日 "),
    ],
)
def test_every_way_to_type_the_fifth_of_january(text):
    assert typed(text, TODAY) == FIFTH


@pytest.mark.parametrize(
    ("text", "hour", "minute", "second"),
    [
        ("2026-01-05 09:30", 9, 30, 0),
        ("2026-1-5 9:30", 9, 30, 0),
        ("20260105 0930", 9, 30, 0),
        ("20260105 9:30", 9, 30, 0),
        ("20260105093015", 9, 30, 15),
        ("2026-01-05T09:30:15", 9, 30, 15),
        ("2026.1.5 9时30分", 9, 30, 0),
        ("2026年1月5日 9点", 9, 0, 0),
        ("2026年1月5日9时30分", 9, 30, 0),
        ("2026年1月5日9:30", 9, 30, 0),
        ("2026年1月5日下午3时", 15, 0, 0),
        ("2026/1/5 上午 9:30:15", 9, 30, 15),
        ("1/5/2026 2:57 PM", 14, 57, 0),
        ("2026/1/5 12:05 AM", 0, 5, 0),
        ("2026/1/5 12:05 pm", 12, 5, 0),
        ("1月5日 14:57", 14, 57, 0),
        ("1月5日14时", 14, 0, 0),
        ("2026-01-05 23:59:59.500", 23, 59, 59),
        ("2026-01-05　09：30", 9, 30, 0),
    ],
)
def test_a_time_of_day_is_read_with_the_date(text, hour, minute, second):
    ways = readings(text).values() if text.endswith("PM") else [typed(text, TODAY)]
    assert FIFTH.replace(hour=hour, minute=minute, second=second) in ways


@pytest.mark.parametrize(
    ("text", "day"),
    [("今天", 20), ("今日", 20), ("昨天", 19), ("昨日", 19), ("前天", 18), ("明天", 21), ("-1", 19), ("+1", 21), ("-19", 1)],
)
def test_days_are_typed_from_today(text, day):
    assert typed(text, TODAY) == datetime(2026, 11, day)
    assert typed(f"{text} 9:30", TODAY) == datetime(2026, 11, day, 9, 30)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "无", "2月30日", "2026-02-29", "2026-13-01", "2026-01-05 25:00", "2026-01-05 09:61", "1899-01-01", "2101-01-01"),
        *("13.13.13", "123456", "2026年", "2026-11", "十", "〇", "5/6/2025", "--", "-1234", "2026-01-05x", "工单20260105"),
    ],
)
def test_what_is_no_date_or_leaves_two_open_is_none(text):
    assert typed(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("6/5/25", {Order.DMY: (2025, 5, 6), Order.MDY: (2025, 6, 5), Order.YMD: (2006, 5, 25)}),
        ("26/5/25", {Order.DMY: (2025, 5, 26), Order.YMD: (2026, 5, 25)}),
        ("6/5/2025", {Order.DMY: (2025, 5, 6), Order.MDY: (2025, 6, 5)}),
        ("6/25/2025", {Order.MDY: (2025, 6, 25)}),
        ("2025/6/5", {Order.YMD: (2025, 6, 5)}),
        ("20250605", {Order.YMD: (2025, 6, 5)}),
        ("31/31/25", {}),
    ],
)
def test_a_text_gives_all_its_readings_and_no_other(text, ways):
    assert readings(text) == {order: datetime(*day) for order, day in ways.items()}


def test_midnight_keeps_its_time_part():
    kept = BY_NAME["occurred_at"].clean("2026-01-05 00:00")
    assert kept == "2026-01-04T16:00:00Z"
    assert chinese(kept) == "2026-01-05 00:00"
    assert iso(kept) == "2026-01-05T00:00:00+08:00"


def test_an_unreadable_time_says_how_to_write_one():
    with pytest.raises(WanggeError, match="2026-11-21 09:30") as caught:
        BY_NAME["occurred_at"].clean("上周")
    assert caught.value.code == "time_unreadable"


@pytest.mark.parametrize(
    ("number", "wall"),
    [
        (46027, datetime(2026, 1, 5)),
        (46027.5, datetime(2026, 1, 5, 12)),
        (45783.622916666667, datetime(2025, 5, 6, 14, 57)),
        (19_999, None),
        (80_001, None),
        (-1, None),
    ],
)
def test_a_spreadsheets_day_number_is_a_date_only_in_living_memory(number, wall):
    assert serial(number) == wall


HABITS = (
    "{:%Y-%m-%d %H:%M:%S}",
    "{:%Y/%m/%d %H:%M:%S}",
    "{:%Y.%m.%d %H:%M:%S}",
    "{:%Y%m%d%H%M%S}",
    "{:%Y年%m月%d日 %H时%M分%S秒}",
    "{0.year}-{0.month}-{0.day}T{0:%H:%M:%S}",
)
walls = st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31)).map(lambda wall: wall.replace(microsecond=0))


@unhurried
@given(walls, st.sampled_from(HABITS))
def test_what_is_written_in_any_habit_is_read_back(wall, habit):
    text = habit.format(wall)
    assert typed(text) == wall
    assert readings(text) == {Order.YMD: wall}


@unhurried
@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(lambda wall: wall.replace(second=0, microsecond=0)))
def test_short_years_are_read_back_in_the_order_in_which_they_were_written(wall):
    assert readings(f"{wall.day}/{wall.month}/{wall:%y %H:%M}")[Order.DMY] == wall
    assert readings(f"{wall.month}/{wall.day}/{wall:%y} {wall.hour % 12 or 12}:{wall:%M %p}")[Order.MDY] == wall
    assert readings(f"{wall:%y}-{wall.month}-{wall.day} {wall:%H:%M}")[Order.YMD] == wall


@unhurried
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_han_numbers_are_read_like_digits(day):
    digits = "〇一二三四五六七八九"

    def spoken(number):
        tens, ones = divmod(number, 10)
        return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")

    year = "".join(digits[int(letter)] for letter in str(day.year))
    assert typed(f"{year}年{spoken(day.month)}月{spoken(day.day)}日") == datetime.combine(day, datetime.min.time())


@unhurried
@given(st.text(max_size=20))
def test_no_text_breaks_the_reading_of_dates(text):
    assert isinstance(typed(text, TODAY), datetime | None)
    assert all(isinstance(way, datetime) for way in readings(text).values())


@unhurried
@given(st.integers(20_000, 80_000), st.integers(0, 86_399))
def test_a_serial_is_as_many_days_and_seconds_after_1899(day, second):
    assert serial(day + second / 86_400) == datetime(1899, 12, 30) + timedelta(days=day, seconds=second) or day == 80_000


zones = st.sampled_from([ZoneInfo("Asia/Shanghai"), ZoneInfo("Asia/Urumqi"), ZoneInfo("UTC")])


@unhurried
@given(walls.filter(lambda wall: wall.year > 1991), zones)
def test_the_wall_clock_comes_back_from_an_instant(wall, zone):
    kept = from_wall(wall, zone)
    assert local(kept, zone).replace(tzinfo=None) == wall
    assert kept == instant(wall.replace(tzinfo=zone))


@unhurried
@given(walls, walls)
def test_instants_sort_as_time_does(one, other):
    assert (from_wall(one) < from_wall(other)) == (one < other)
    assert len(from_wall(one)) == len("2026-11-21T01:02:03Z")
    assert moment(from_wall(one)).tzinfo == UTC


def test_an_instant_is_never_made_of_a_time_without_a_zone():
    with pytest.raises(ValueError, match="zone"):
        instant(FIFTH)


def test_a_month_is_all_its_instants_and_no_other():
    assert month_bounds("2025-12") == ("2025-11-30T16:00:00Z", "2025-12-31T16:00:00Z")
    assert month_bounds("2024-02") == day_bounds(date(2024, 2, 1), date(2024, 2, 29))
    for wrong in ("2025-13", "2025-1", "202512", "十二月", "2025-00"):
        with pytest.raises(ValueError, match=r"."):
            month_bounds(wrong)
