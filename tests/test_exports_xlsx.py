"""The workbook, read back by another reader than wrote it."""

import os
import re
import stat
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from exports.page import NARROWEST, WIDEST, column_widths
from exports.xlsx import report_filename, sheet_names, workbook_bytes, write_report
from wangge.errors import WanggeError
from wangge.sheets import Column, Figure, Report, Shape, Sheet

MADE = datetime(2025, 6, 1, 9, 5)
EVERY_SHAPE = Sheet(
    "按来源",
    "2025年5月按来源",
    (
        Column("来源"),
        Column("件数", Shape.COUNT),
        Column("办结率", Shape.RATE),
        Column("用时", Shape.HOURS),
        Column("得分", Shape.POINTS),
        Column("期限", Shape.TIME),
    ),
    (
        ("12345热线", Figure(4414, query="来源:12345热线"), 0.96, 6.108, 71.25, "2025-05-06 14:57"),
        ("网格员", Figure(0.5, Shape.RATE), None, None, None, None),
        ("窗口", 0, 0.0, float("nan"), float("inf"), "2025-05-07"),
    ),
    ("合计", 4414, 0.96, None, None, ""),
    ("办结率 = 办结 ÷ 新增。",),
    bars=1,
)


def of(*sheets, notes=()):
    return Report("月报", "2025年5月月报", "东街街道", "2025年5月", sheets, notes)


def words(*texts, columns=("内容",)):
    return Sheet("表", "题", tuple(Column(each) for each in columns), tuple((text,) for text in texts))


def written(report, tmp_path):
    return write_report(report, tmp_path / "月报.xlsx", MADE)


def cells(path, sheet=0):
    return load_workbook(path).get_sheet_by_index(sheet).to_python()


def test_every_shape_comes_back_as_what_it_is(tmp_path):
    title, subtitle, header, first, second, third, total, note = cells(written(of(EVERY_SHAPE), tmp_path))
    assert title[0] == "2025年5月按来源"
    assert subtitle[0] == "填报单位：东街街道　　统计期间：2025年5月　　制表时间：2025-06-01 09:05"
    assert header == ["来源", "件数", "办结率", "用时", "得分", "期限"]
    assert first == ["12345热线", 4414.0, 0.96, 6.108, 71.25, datetime(2025, 5, 6, 14, 57)]
    assert second == ["网格员", 0.5, "—", "—", "—", "—"]
    assert third == ["窗口", 0.0, 0.0, "—", "—", date(2025, 5, 7)]
    assert total == ["合计", 4414.0, 0.96, "—", "—", ""]
    assert note[0] == "办结率 = 办结 ÷ 新增。"


def test_numbers_are_shown_as_their_shape_says(tmp_path):
    page = openpyxl.load_workbook(written(of(EVERY_SHAPE), tmp_path)).active
    assert [cell.number_format for cell in page[4]] == ["@", "#,##0", "0.0%", "0.0", "0.0", "yyyy-mm-dd hh:mm"]
    assert page["B5"].number_format == "0.0%"
    assert page["C5"].alignment.horizontal == "right"


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A1", "+1+1", "-1", "@SUM(A1)", "=1+1", '=HYPERLINK("http://x")'])
def test_what_looks_like_a_formula_stays_the_text_that_it_was(text, tmp_path):
    path = written(of(words(text)), tmp_path)
    assert cells(path)[3][0] == text
    cell = openpyxl.load_workbook(path).active["A4"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    with ZipFile(path) as archive:
        assert "<f>" not in archive.read("xl/worksheets/sheet1.xml").decode()


def test_a_formula_in_a_title_a_header_a_note_or_an_office_is_text_too(tmp_path):
    sheet = Sheet("=1+1", "=1+1", (Column("=1+1"), Column("件数", Shape.COUNT)), (("甲", "=1+1"),), ("=1+1", "=1+1"), ("=1+1",))
    path = write_report(Report("=1", "=1", "=1", "=1", (sheet,), ("=2+2",)), tmp_path / "月报.xlsx", MADE)
    with ZipFile(path) as archive:
        assert "<f>" not in archive.read("xl/worksheets/sheet1.xml").decode()
    assert [row[0] for row in cells(path)][-2:] == ["=1+1", "=2+2"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("退\x00款\x1b[31m", "退款[31m"),
        ("[/bold][red]红[/]", "[/bold][red]红[/]"),
        ("一行\r\n二行\r三行", "一行\n二行\n三行"),
        ("半个\ud83d字", "半个字"),
        ("13800138000", "13800138000"),
        ("00123", "00123"),
        ("330203199001011234", "330203199001011234"),
        ("字" * 40_000, "字" * 32_766 + "…"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("  首尾有空格  ", "  首尾有空格  "),
    ],
)
def test_text_comes_back_to_the_letter_without_what_no_workbook_can_hold(text, kept, tmp_path):
    assert cells(written(of(words(text)), tmp_path))[3][0] == kept


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_no_text_of_a_user_breaks_the_workbook_or_becomes_a_formula(tmp_path, text):
    sheet = Sheet(text, text, (Column(text),), ((text,),), (text,), (text,))
    path = write_report(Report(text, text, text, text, (sheet,)), tmp_path / "报表.xlsx", MADE)
    with ZipFile(path) as archive:
        assert "<f>" not in archive.read("xl/worksheets/sheet1.xml").decode()
    assert len(load_workbook(path).sheet_names) == 1
    openpyxl.load_workbook(path)


def test_tabs_have_names_that_a_workbook_can_have():
    names = sheet_names(["按[来源]:*?/\\", "", "字" * 40, "字" * 40, "Abc", "aBC", "'引'", "'"])
    assert names == ["按_来源______", "表2", "字" * 31, "字" * 29 + "_2", "Abc", "aBC_2", "引", "表8"]


@given(st.lists(st.text(max_size=40), max_size=12))
def test_tabs_are_never_alike_empty_or_too_long(names):
    found = sheet_names(names)
    assert len({name.casefold() for name in found}) == len(names)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in found)


def test_the_page_is_ready_to_be_read_filtered_and_printed(tmp_path):
    page = openpyxl.load_workbook(written(of(EVERY_SHAPE), tmp_path)).active
    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref == "A3:F6"
    assert page.print_title_rows == "$1:$3"
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToWidth) == ("landscape", 9, 1)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_options.horizontalCentered
    assert not page.sheet_view.showGridLines
    assert page.oddFooter.center.text == "第&P页 共&N页"
    assert {str(each) for each in page.merged_cells.ranges} == {"A1:F1", "A2:F2", "A8:F8"}
    assert page["A1"].font.bold
    assert page["A1"].font.size == 16
    assert page["A3"].fill.fgColor.rgb == "00DCE6F1"
    assert page["A7"].font.bold
    assert page["A7"].border.top.style == "medium"


def test_the_column_of_bars_has_bars_but_not_its_total(tmp_path):
    page = openpyxl.load_workbook(written(of(EVERY_SHAPE), tmp_path)).active
    (area,) = page.conditional_formatting
    assert str(area.sqref) == "B4:B6"
    assert area.rules[0].type == "dataBar"
    assert len(page._charts) == 1


def test_a_list_without_bars_has_no_chart(tmp_path):
    page = openpyxl.load_workbook(written(of(words("甲", "乙", "丙")), tmp_path)).active
    assert not page._charts
    assert not list(page.conditional_formatting)
    assert page.auto_filter.ref is None


def test_columns_are_as_wide_as_their_longest_cell_where_a_han_character_takes_two():
    columns = tuple(Column(f"列{place}", width=4) for place in range(9))
    row = ("甲", "十个汉字的单元格内容", "x" * 30, "字" * 80, "", "", "", "", "")
    widths = column_widths(Sheet("表", "题", columns, (row,)))
    assert widths[1:4] == [22, 32, WIDEST]
    assert min(widths) >= NARROWEST
    asked = column_widths(Sheet("表", "题", (Column("说明", width=90),), (("字" * 80,),)))
    assert asked == [90]


def test_a_long_note_gets_the_height_that_its_lines_need(tmp_path):
    notes = ("短。", "本表按业务时间统计，截至月末。" * 20)
    sheet = Sheet("表", "题", (Column("项目"), Column("件数", Shape.COUNT)), (("甲", 1),), notes=notes)
    page = openpyxl.load_workbook(written(of(sheet), tmp_path)).active
    room = sum(page.column_dimensions[letter].width for letter in "AB")
    lines = len(notes[1]) * 2 / room
    assert page.row_dimensions[5].height < 25
    assert page.row_dimensions[6].height >= lines * 13


def test_a_short_page_is_one_sheet_of_paper_and_a_long_one_is_not_squeezed(tmp_path):
    long = words(*(f"第{number}行" for number in range(200)))
    path = written(of(words("甲"), long), tmp_path)
    short_page, long_page = openpyxl.load_workbook(path).worksheets
    assert (short_page.page_setup.fitToHeight, long_page.page_setup.fitToHeight) == (1, 0)


def test_the_notes_of_the_report_stand_once_on_its_first_sheet(tmp_path):
    path = written(of(words("甲"), words("乙"), notes=("本月尚未结束。",)), tmp_path)
    assert cells(path, 0)[-1] == ["本月尚未结束。"]
    assert cells(path, 1)[-1] == ["乙"]


def test_a_report_without_sheets_and_a_sheet_without_rows_still_open(tmp_path):
    assert cells(written(of(), tmp_path))[-1] == ["本期没有内容。"]
    empty = Sheet("空", "空表", EVERY_SHAPE.columns, (), None, ("零报告。",), bars=1)
    assert cells(written(of(empty), tmp_path))[-1][0] == "零报告。"


def test_a_file_that_is_there_is_never_written_over(tmp_path):
    paths = [written(of(words(text)), tmp_path) for text in ("一", "二", "三")]
    assert [path.name for path in paths] == ["月报.xlsx", "月报_v2.xlsx", "月报_v3.xlsx"]
    assert [cells(path)[3][0] for path in paths] == ["一", "二", "三"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in paths)


def test_the_folder_is_made_when_it_is_missing(tmp_path):
    assert write_report(of(EVERY_SHAPE), tmp_path / "outbox" / "2025" / "月报.xlsx", MADE).is_file()


def test_a_place_that_cannot_be_written_is_named_with_its_reason(tmp_path):
    (tmp_path / "outbox").write_text("", encoding="utf-8")
    with pytest.raises(WanggeError) as caught:
        write_report(of(EVERY_SHAPE), tmp_path / "outbox" / "月报.xlsx", MADE)
    assert caught.value.code == "office_unwritable"
    assert caught.value.params["path"] == tmp_path / "outbox" / "月报.xlsx"
    assert caught.value.params["reason"]


def test_a_full_temporary_folder_is_said(tmp_path, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("openpyxl.Workbook.save", full)
    with pytest.raises(WanggeError) as caught:
        write_report(of(EVERY_SHAPE), tmp_path / "a.xlsx", MADE)
    assert caught.value.code == "office_unwritable"
    assert not list(tmp_path.iterdir())


def test_nothing_is_left_behind_when_the_disk_refuses(tmp_path, monkeypatch):
    def refuse(self, target):
        raise OSError(28, "磁盘已满")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(WanggeError, match="磁盘已满"):
        written(of(EVERY_SHAPE), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_the_file_is_its_owners_alone(tmp_path):
    assert stat.S_IMODE(written(of(EVERY_SHAPE), tmp_path).stat().st_mode) == 0o600


def test_the_same_report_of_the_same_time_is_the_same_bytes(tmp_path):
    first = workbook_bytes(of(EVERY_SHAPE), MADE)
    assert first == workbook_bytes(of(EVERY_SHAPE), MADE)
    properties = openpyxl.load_workbook(written(of(EVERY_SHAPE), tmp_path)).properties
    assert (properties.creator, properties.title) == ("东街街道", "2025年5月月报")
    assert properties.created == properties.modified == MADE


@pytest.mark.parametrize(
    ("office", "month", "name"),
    [
        ("东街街道", "2025-05", "东街街道_月报_2025年05月.xlsx"),
        ('A/B:C*?"<>|\\街道', "2025-05", "A_B_C_街道_月报_2025年05月.xlsx"),
        ("..\x00../街道", "2025-05", "街道_月报_2025年05月.xlsx"),
        ("CON", "2025-05", "CON__月报_2025年05月.xlsx"),
        ("", "2025年第二季度", "月报_2025年第二季度.xlsx"),
        ("很" * 300, "2025-05", "很" * 60 + "_月报_2025年05月.xlsx"),
    ],
)
def test_a_file_name_is_one_that_every_system_takes(office, month, name):
    assert report_filename(office, "月报", month) == name
    assert len(name.encode()) <= 250


def test_a_start_of_the_program_does_not_pay_for_the_workbook():
    code = "import sys; import exports.month, exports.xlsx, exports.preview, exports.score_sheet; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])
    loaded = set(done.stdout.split())
    assert "exports.xlsx" in loaded
    assert not {"openpyxl", "rich", "chinese_calendar", "db", "importers", "plugins", "console"} & loaded
