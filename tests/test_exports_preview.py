"""A report as plain text in a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.preview import lines, preview
from exports.widths import fit, width, wrap
from wangge.sheets import Column, Figure, Report, Shape, Sheet
from wangge.text import clean_line

SHEET = Sheet(
    "按来源",
    "2025年5月按来源",
    (Column("来源"), Column("新增", Shape.COUNT), Column("办结率", Shape.RATE), Column("说明")),
    (("12345热线", Figure(4414), 0.96, "市民热线转来的工单"), ("网格员", 0, None, "")),
    ("合计", 4414, 0.96, ""),
    ("办结率 = 办结 ÷ 新增，截至月末。",),
)


def test_a_sheet_is_drawn_in_columns_that_han_characters_keep():
    assert lines(SHEET, 60) == [
        "2025年5月按来源",
        "来源        新增  办结率  说明",
        "─" * 44,
        "12345热线  4,414   96.0%  市民热线转来的工单",
        "网格员         0       —",
        "─" * 44,
        "合计       4,414   96.0%",
        "办结率 = 办结 ÷ 新增，截至月末。",
    ]


def test_words_give_way_to_numbers_and_go_on_in_the_next_line():
    drawn = lines(SHEET, 40)
    assert drawn[3:5] == ["12345热线  4,414   96.0%  市民热线转来的", "                          工单"]
    assert all(width(line) <= 40 for line in drawn)


@pytest.mark.parametrize("columns", [30, 40, 80, 200])
def test_no_line_is_wider_than_the_screen(columns):
    assert all(width(line) <= columns for line in lines(SHEET, columns))


def test_a_report_is_its_sheets_one_below_the_other():
    shown = preview(Report("月报", "2025年5月月报", "东街街道", "2025年5月", (SHEET, SHEET), ("尚未结束。",)), 80)
    assert shown.splitlines()[:4] == ["2025年5月月报", "东街街道 2025年5月", "尚未结束。", ""]
    assert shown.count("市民热线转来的工单") == 2


def test_markup_stays_text_and_no_escape_sequence_reaches_the_terminal():
    sheet = Sheet("表", "题\x1b[2J", (Column("内容\x07"),), (("[/bold]退\x1b]0;标题\x07款\n第二行",),), notes=("\x1b[31m红",))
    drawn = lines(sheet, 80)
    assert drawn[3] == "[/bold]退]0;标题款 第二行"
    assert not any(ord(char) < 32 for line in drawn for char in line)


def test_an_empty_sheet_is_its_header():
    assert lines(Sheet("空", "空表", (Column("来源"), Column("件数", Shape.COUNT)), ()), 40) == ["空表", "来源  件数", "──────────"]


@given(st.text(max_size=40), st.integers(1, 40), st.booleans())
def test_a_fitted_text_is_exactly_as_wide_as_asked(text, columns, right):
    assert width(fit(text, columns, right=right)) == columns


@given(st.text(max_size=80).map(clean_line), st.integers(2, 40))
def test_wrapping_loses_nothing_and_keeps_within_the_room(text, columns):
    parts = wrap(text, columns)
    assert "".join(parts) == text.replace("\n", "")
    assert all(width(part) <= columns for part in parts)
