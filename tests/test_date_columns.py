"""Date columns: the order of day and month is decided by all values of a column and what else the rows prove, never cell by cell."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.cell_values import sound
from importers.columns import Headers
from importers.dates import DateColumn, decide, read_cell
from importers.rows import read_rows
from importers.tables import find_table
from wangge.dates import Order
from wangge.errors import WanggeError
from wangge.fields import EVENT_FIELDS
from wangge.plans import RawSheet
from wangge.settings import Settings
from wangge.times import chinese

D, M, Y = Order.DMY, Order.MDY, Order.YMD


def decided(cells, numbers=None, told=None):
    return decide({"上报时间": cells}, numbers or [""] * len(cells), told or {})["上报时间"]


MAY = [f"{day}/5/25 14:57" for day in (6, 7, 13, 14, 28)]


def test_a_day_above_twelve_decides_the_whole_column():
    assert decided(MAY).order is D
    assert decided([f"5/{day}/25 14:57" for day in (6, 7, 13, 14, 28)]).order is M
    assert decided(["6/5/2025", "13/5/2025"]).order is D
    assert decided(["5/6/2025", "5/13/2025"]).order is M


def test_a_two_digit_year_first_is_found_out():
    assert decided(["25-5-6", "25-5-31", "25-12-30", "25-6-17"]).order is Y


def test_two_short_dates_could_be_of_two_years_and_are_asked_about():
    assert decided(["6/5/25", "13/5/25"]).example


def test_dates_that_are_clear_each_for_itself_need_no_order():
    for cells in (["6/6/2025"], ["13/5/2025", "5/13/2025"], ["二〇二五年五月六日", "2025.5.7"]):
        assert decided(cells) == DateColumn()


def test_the_number_of_the_event_settles_what_the_dates_leave_open():
    cells = ["6/5/25 14:57", "7/5/25 09:00", "8/5/25 10:00"]
    numbers = ["DQ2025050600012", "DQ2025050700003", "DQ2025050800004"]
    assert decided(cells, numbers).order is D
    assert decided(["5/6/25", "5/7/25", "5/8/25"], numbers).order is M


def test_two_agreeing_numbers_are_too_few_and_disagreeing_ones_prove_nothing():
    assert decided(["6/5/25", "7/5/25"], ["DQ20250506001", "DQ20250507001"]).example == "6/5/25"
    numbers = ["DQ20250110001", "DQ20250111001", "DQ20250112001"]
    assert decided(["6/5/25", "7/5/25", "8/5/25"], numbers).example


def test_a_column_that_leaves_two_orders_open_shows_an_example():
    column = decided(["6/5/25 14:57", "7/8/25 09:00"])
    assert column.order is None
    assert column.example == "6/5/25 14:57"


def test_a_decided_column_decides_its_neighbour_of_the_same_shape():
    columns = {"上报时间": MAY, "办结时间": ["6/7/25", "7/7/25", None, None, ""], "处置时间": ["2025-07-06"] * 5}
    found = decide(columns, [""] * 5, {})
    assert [column.order for column in found.values()] == [D, D, None]
    assert not any(column.example for column in found.values())


def test_neighbours_that_disagree_decide_nothing():
    columns = {"上报时间": ["13/5/2025"], "派遣时间": ["5/13/2025"], "办结时间": ["6/7/2025"]}
    found = decide(columns, [""], {})
    assert [column.order for column in found.values()] == [D, M, None]
    assert found["办结时间"].example == "6/7/2025"


def test_what_the_clerk_says_goes_before_everything():
    assert decided(["13/5/25", "6/5/25"], told={"上报时间": M}).order is M


def test_clear_dates_need_no_order():
    for cells in (["2025-05-06", "2025/5/7", None], [datetime(2025, 5, 6), 45783.5], ["", "无", None], []):
        assert decided(cells) == DateColumn()


def test_one_wrong_date_among_many_does_not_hide_the_order():
    cells = [f"{day}/5/25" for day in range(1, 32)] + ["31/6/25"]
    column = decided(cells)
    assert column.order is D
    with pytest.raises(ValueError, match="31/6/25"):
        read_cell("31/6/25", column)


@pytest.mark.parametrize(
    ("cell", "order", "wall"),
    [
        ("6/5/25 14:57", D, datetime(2025, 5, 6, 14, 57)),
        ("6/5/25 14:57", M, datetime(2025, 6, 5, 14, 57)),
        ("2025.5.6", D, datetime(2025, 5, 6)),
        ("2025-05-06 14:57:30", None, datetime(2025, 5, 6, 14, 57, 30)),
        ("2025-05-06T14:57:30", None, datetime(2025, 5, 6, 14, 57, 30)),
        ("2025年5月6日下午2时57分", None, datetime(2025, 5, 6, 14, 57)),
        (datetime(2025, 5, 6, 14, 57), None, datetime(2025, 5, 6, 14, 57)),
        (45783, None, datetime(2025, 5, 6)),
        (45783.5, None, datetime(2025, 5, 6, 12)),
        ("45783.5", None, datetime(2025, 5, 6, 12)),
        (20250506, None, datetime(2025, 5, 6)),
        (20250506145703.0, None, datetime(2025, 5, 6, 14, 57, 3)),
        ("20250506", None, datetime(2025, 5, 6)),
        ("6/6/2025", None, datetime(2025, 6, 6)),
        (None, None, None),
        ("", None, None),
        ("无", D, None),
        ("——", D, None),
        ("0000-00-00", None, None),
    ],
)
def test_a_cell_is_read_by_its_column(cell, order, wall):
    assert read_cell(cell, DateColumn(order)) == wall


def test_a_date_cell_without_a_time_of_day_is_midnight():
    assert read_cell(date(2025, 5, 6), DateColumn()) == datetime(2025, 5, 6)


@pytest.mark.parametrize(
    ("cell", "order"),
    [
        ("31/6/25", D),
        ("5/13/25", D),
        ("13/5/25", M),
        ("下周", None),
        (7, None),
        (True, None),
        (1.5, None),
        (float("inf"), None),
        (float("nan"), None),
        (99999999, None),
        ("2025-02-30", None),
        ("6/5/25", None),
    ],
)
def test_a_cell_that_is_no_date_in_its_column_is_an_error(cell, order):
    with pytest.raises(ValueError, match=r".*"):
        read_cell(cell, DateColumn(order))


def test_the_year_in_the_title_completes_dates_without_one():
    assert read_cell("10月9日", DateColumn(), 2025) == datetime(2025, 10, 9)
    assert read_cell("10月9日 14:57", DateColumn(), 2025) == datetime(2025, 10, 9, 14, 57)
    assert read_cell("10月9日14时", DateColumn(), 2025) == datetime(2025, 10, 9, 14)
    with pytest.raises(ValueError, match="10月9日"):
        read_cell("10月9日", DateColumn())


HEADERS = Headers(EVENT_FIELDS)


def rows_of(*lines, title=None):
    table = find_table(RawSheet("工单", [*([[title]] if title else []), ["编号", "内容", "上报时间", "办结时间"], *lines]), HEADERS.knows)
    return read_rows(sound(table), HEADERS.match(table.headers).columns, Settings(), {}, "来件.xlsx")


def test_a_date_that_does_not_exist_is_an_error_with_its_place():
    rows = rows_of(["A1", "漏水", "2025-02-28", None], ["A2", "噪音", "2025-02-29", "2025-03-01"])
    (problem,) = rows.problems
    assert (problem.sheet, problem.row, problem.column, problem.value, problem.fatal) == ("工单", 3, "上报时间", "2025-02-29", True)
    assert rows.wrong == {1}
    assert [chinese(values["reported_at"]) for values in rows.values if "reported_at" in values] == ["2025-02-28 00:00"]


def test_the_same_wrong_date_is_named_in_every_row():
    rows = rows_of(["A1", "漏水", "2025-02-29", None], ["A2", "噪音", "2025-02-29", None])
    assert [problem.row for problem in rows.problems] == [2, 3]


def test_an_undecided_column_is_asked_about_by_its_name_and_a_value():
    with pytest.raises(WanggeError, match="--dates 上报时间=日月年") as caught:
        rows_of(["A1", "漏水", "6/5/25", None], ["A2", "噪音", "7/5/25", None])
    assert caught.value.code == "dates_ambiguous"
    assert caught.value.params == {"file": "来件.xlsx", "sheet": "工单", "column": "上报时间", "value": "6/5/25"}


def test_dates_of_every_kind_may_stand_in_one_column():
    rows = rows_of(
        ["A1", "甲", datetime(2025, 5, 6, 14, 57), None],
        ["A2", "乙", "2025.05.06 14:57", None],
        ["A3", "丙", 45783.622916666667, None],
        ["A4", "丁", "5月6日 14:57", None],
        *([f"A{day}", "戊", f"{day}/5/25 14:57", None] for day in (6, 9, 16, 23)),
        title="二级网格事件清单（2025年5月）",
    )
    assert [chinese(values["reported_at"])[5:] for values in rows.values] == [
        *["05-06 14:57"] * 5,
        "05-09 14:57",
        "05-16 14:57",
        "05-23 14:57",
    ]


walls = st.datetimes(datetime(2000, 1, 1), datetime(2050, 12, 31)).map(lambda wall: wall.replace(second=0, microsecond=0))
WRITTEN = {D: "{0.day}/{0.month}/{0:%y} {0:%H:%M}", M: "{0.month}/{0.day}/{0:%y} {0:%H:%M}", Y: "{0:%y}-{0.month}-{0.day} {0:%H:%M}"}


@settings(deadline=None)
@given(st.lists(walls, min_size=3, max_size=30), st.sampled_from(list(Order)))
def test_with_dated_numbers_a_column_is_read_as_it_was_written_or_asked_about(moments, order):
    cells = [WRITTEN[order].format(moment) for moment in moments]
    column = decided(cells, [f"DQ{moment:%Y%m%d}0001" for moment in moments])
    if not column.example:
        assert [read_cell(cell, column) for cell in cells] == moments


@settings(deadline=None)
@given(
    st.lists(st.none() | st.text(max_size=12) | st.integers() | st.floats() | st.booleans() | walls, max_size=12),
    st.sampled_from([None, *Order]),
)
def test_no_cell_breaks_a_date_column(cells, order):
    decided(cells)
    for cell in cells:
        try:
            assert isinstance(read_cell(cell, DateColumn(order), 2025), datetime | None)
        except ValueError:
            continue
