"""A row from a workbook, pasted into a form."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangge.fields import BY_NAME
from wangge.pasting import By, Placed, Target, one_line, own_headers, place, rows

TODAY = date(2026, 11, 20)
TARGETS = tuple(
    Target(BY_NAME[name], choices)
    for name, choices in {
        "text": (),
        "source": ("窗口来访", "12345热线"),
        "caller": (),
        "caller_phone": (),
        "category": ("矛盾纠纷",),
        "community": ("东园社区",),
        "place": (),
        "occurred_at": (),
    }.items()
)


def put(text: str) -> Placed | None:
    return place(rows(text), TARGETS, own_headers(TARGETS), TODAY)


def test_a_row_under_its_headers_goes_where_they_say():
    placed = put("序号\t来电人\t联系电话\t反映内容\t所属社区\n1\t张三\t13812345678\t楼上漏水\t西园社区\n")
    assert placed == Placed(
        {"caller": "张三", "caller_phone": "13812345678", "text": "楼上漏水", "community": "西园社区"}, ("序号",), By.HEADERS
    )


def test_a_row_without_headers_goes_where_its_cells_look_like():
    placed = put("2026-11-19 14:30\t东园社区\t张三\t13812345678\t楼上漏水，天花板泡坏了\t3幢201室\t矛盾纠纷")
    assert placed is not None
    assert (placed.by, placed.unused) == (By.LOOKS, ())
    assert placed.values == {
        "occurred_at": "2026-11-19 14:30",
        "community": "东园社区",
        "caller": "张三",
        "caller_phone": "13812345678",
        "text": "楼上漏水，天花板泡坏了",
        "category": "矛盾纠纷",
        "place": "3幢201室",
    }


def test_what_finds_no_place_is_named():
    placed = put("东园社区\t东园社区\t甲\t乙\t丙\t丁\t戊\t己")
    assert placed is not None
    assert set(placed.values.values()) | set(placed.unused) == {"东园社区", "甲", "乙", "丙", "丁", "戊", "己"}
    assert placed.unused


def test_several_rows_are_no_row_of_a_form():
    assert put("甲\t乙\n丙\t丁") is None
    assert put("反映内容\t社区\n漏水\t东园\n噪音\t西园") is None


@pytest.mark.parametrize("text", ["", "一行字", "两行\n字", "\n\n"])
def test_text_without_cells_is_no_row(text):
    assert rows(text) == []


def test_a_cell_with_line_breaks_is_one_cell():
    assert rows('甲\t"第一行\n第二行说“好”"\t乙\r\n') == [["甲", "第一行\n第二行说“好”", "乙"]]


def test_several_lines_become_one():
    assert one_line(" 第一行\r\n\n第二行\t完 ") == "第一行 第二行 完"


@given(st.text(st.sampled_from('甲1\t\n"\r 社'), max_size=40))
def test_any_cells_are_all_placed_or_named(text):
    found = rows(text)
    placed = place(found, TARGETS, own_headers(TARGETS), TODAY) if found else None
    if placed is not None and placed.by is By.LOOKS:
        assert sorted([*placed.values.values(), *placed.unused]) == sorted(cell for cell in found[0] if cell)
