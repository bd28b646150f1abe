"""Finding the list in a sheet: titles above it, headers of two rows, merged cells, totals and signatures below."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.columns import Headers
from importers.tables import DEEPEST_HEADER, find_table
from wangge.fields import EVENT_FIELDS
from wangge.plans import RawSheet

knows = Headers(EVENT_FIELDS).knows
HEADER = ["编号", "上报时间", "内容", "社区"]


def find(*rows, merged=()):
    return find_table(RawSheet("工单", rows, merged), knows)


def body(*rows, merged=()):
    """The rows below `HEADER`, by their number in the sheet."""
    return dict(find(HEADER, *rows, merged=merged).rows)


def test_a_plain_list_begins_with_its_header():
    table = find(HEADER, ["A1", "1月5日", "漏水", "东园"])
    assert (table.sheet, table.title, table.header_row, table.headers) == ("工单", "", 1, tuple(HEADER))
    assert table.rows == ((2, ("A1", "1月5日", "漏水", "东园")),)


def test_what_stands_above_the_header_is_the_title():
    table = find(["东街街道工单汇总表（2025年10月）", None], ["填报单位：东街", None, "填报时间：10月31日"], [], HEADER, ["A1"])
    assert table.title == "东街街道工单汇总表（2025年10月） 填报单位：东街 填报时间：10月31日"
    assert table.header_row == 4
    assert [number for number, _ in table.rows] == [5]


def test_a_header_of_two_rows_is_read_from_below_upwards():
    top = ["编号", "上报时间", "诉求", None, None]
    below = [None, None, "内容", "类别", "二级分类"]
    merged = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4)]
    table = find(top, below, ["A1", "1月5日", "漏水", "纠纷", "邻里"], merged=merged)
    assert table.headers == ("编号", "上报时间", "内容", "类别", "二级分类")
    assert table.header_row == 2
    assert [number for number, _ in table.rows] == [3]


def test_a_title_right_above_the_header_is_no_part_of_it():
    table = find(["二级网格事件清单（2025年5月）"], [None, *HEADER[1:]], ["A1", "1月5日", "漏水", "东园"])
    assert (table.title, table.header_row, table.headers[0]) == ("二级网格事件清单（2025年5月）", 2, "A列")


def test_a_header_merged_over_two_rows_has_two_rows_whatever_stands_below():
    merged = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3)]
    table = find(["编号", "内容", "两方", None], [None, None, "甲方", "乙方"], ["A1", "漏水", "张", "李"], merged=merged)
    assert (table.header_row, table.headers) == (2, ("编号", "内容", "甲方", "乙方"))


def test_a_group_above_names_the_columns_that_have_no_name_of_their_own():
    table = find(
        ["编号", "内容", "联系电话", None],
        [None, None, "手机", None],
        ["A1", "漏水", "1", "2"],
        merged=[(0, 2, 0, 3), (0, 0, 1, 0), (0, 1, 1, 1)],
    )
    assert table.headers == ("编号", "内容", "手机", "联系电话")


def test_required_marks_are_no_part_of_a_header():
    assert find(["*编号", "内容＊", " 上报时间 * "], ["A1"]).headers == ("编号", "内容", "上报时间")


def test_the_header_is_the_row_that_knows_most():
    table = find(["编号", "内容"], HEADER, ["A1", "1月5日", "漏水", "东园"])
    assert table.header_row == 2


def test_a_header_deep_in_the_sheet_is_found_and_a_deeper_one_is_not():
    assert find(*[["说明"]] * (DEEPEST_HEADER - 1), HEADER, ["A1"]).header_row == DEEPEST_HEADER
    assert find(*[["说明"]] * (DEEPEST_HEADER + 1), HEADER, ["A1"]) is None


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [[]],
        [["姓名", "年龄", "部门"], ["甲", 30, "办公室"]],
        [["内容"], ["只有一列认得"]],
        [["矛盾纠纷月报"], ["类别", "本月受理", "本月化解"], ["邻里", 3, 2]],
    ],
    ids=["nothing", "an empty row", "a roster", "one known column", "a statistic"],
)
def test_a_sheet_without_an_events_columns_is_no_list(rows):
    assert find(*rows) is None


def test_a_header_without_rows_is_a_list_without_rows():
    assert find(HEADER).rows == ()
    assert find(HEADER, ["合计"], [None, ""], ["审核人：", None, "制表人："]).rows == ()


def test_blank_rows_are_left_out_and_row_numbers_stay_exact():
    assert list(body([None] * 4, ["A1"], [], ["", "", "", ""], ["A2"])) == [3, 6]


@pytest.mark.parametrize(
    "row",
    [["合计", None, "共46件"], ["总 计"], [None, "小计", "3"], ["", "合计"], ["合\u3000计"], ["累计", "", "", 5]],
)
def test_totals_are_no_rows(row):
    assert list(body(["A1", "1月5日"], row, ["A2", "1月6日"])) == [2, 4]


@pytest.mark.parametrize(
    "row", [["填表人：王某"], [None, "审核人：", None, "制表人："], ["备注：本表一式两份"], ["说明：按月报送"], ["  ", "\u3000"]]
)
def test_signatures_and_notes_below_are_no_rows(row):
    assert list(body(["A1"], row)) == [2]


def test_an_event_that_speaks_of_totals_or_notes_is_a_row():
    assert list(body(["A1", "1月5日", "合计三户漏水", "东园"], ["A2", "1月5日", "备注：无", "东园"])) == [2, 3]


def test_cells_merged_downwards_stand_in_every_row_they_cover():
    rows = body(
        ["A1", "1月5日", "漏水", "东园"],
        ["A2", "1月6日", "噪音", None],
        ["A3", "1月7日", "垃圾", ""],
        ["A4", None, None, None],
        merged=[(1, 3, 3, 3)],
    )
    assert [cells[3] for cells in rows.values()] == ["东园", "东园", "东园", None]


def test_cells_merged_sideways_are_not_copied():
    assert body(["A1", "1月5日", "漏水", None], merged=[(1, 2, 1, 3)])[2] == ("A1", "1月5日", "漏水", None)


def test_a_merged_area_is_not_filled_beyond_the_sheet():
    assert list(body(["A1", "1月5日", "漏水", "东园"], merged=[(1, 3, 99, 3), (50, 0, 60, 0), (1, 77, 3, 77)])) == [2]


def test_a_blank_row_under_a_merged_community_is_no_event():
    assert list(
        body(["A1", "1月5日", "漏水", "东园"], [None, None, None, None], ["A3", "1月6日", "噪音", None], merged=[(1, 3, 3, 3)])
    ) == [2, 4]


def test_rows_are_as_wide_as_the_header_and_what_slipped_beyond_it_is_named():
    table = find(HEADER, ["A1"], ["A2"], ["A3", "1月5日", "漏水", "东园", None, "余"])
    assert [len(cells) for _, cells in table.rows] == [4, 4, 4]
    assert table.beyond == {4: "F4"}


def test_columns_after_the_last_header_do_not_count():
    assert find([*HEADER, None, ""], ["A1"]).headers == tuple(HEADER)


cells = st.none() | st.text(max_size=5) | st.integers() | st.sampled_from([*HEADER, "合计", "审核人"])
spots = st.integers(0, 8)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.lists(cells, max_size=6), max_size=8), st.lists(st.tuples(spots, spots, spots, spots), max_size=3))
def test_no_sheet_breaks_the_search(rows, merged):
    table = find(*rows, merged=merged)
    if table is not None:
        assert all(len(line) == len(table.headers) for _, line in table.rows)
        assert [number for number, _ in table.rows] == sorted({number for number, _ in table.rows})
        assert all(table.header_row < number <= len(rows) for number, _ in table.rows)
