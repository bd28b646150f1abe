"""Nothing in a file vanishes unsaid: every cell is in a row, in a header, or in what is left out with its reason."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.builtin import wangge_readers
from importers.planning import Planner
from importers.reading import _reader
from tests.ledger_tools import bring_file, command, everything, table
from wangge import Catalogue
from wangge.plans import Left, RawSheet, Verdict
from wangge.settings import Settings

HEADER = ["工单编号", "上报时间", "社区", "内容", "反映人"]
ONE = ["GD-01", "2026-10-05 09:00", "东园社区", "路灯坏了两盏晚上看不见", "赵试一"]
TWO = ["GD-02", "2026-10-06 10:00", "西园社区", "井盖破了一半有人摔倒", "钱试二"]
THREE = ["GD-03", "2026-10-07 11:00", "西园社区", "楼上漏水到我家客厅三天", "孙试三"]
NOW = datetime(2026, 11, 20, tzinfo=UTC)


class NothingKnown:
    """An empty ledger."""

    def known_rows(self, external_nos, prints):
        return {}

    def likely(self, rows):
        return [(0, "")] * len(rows)


@pytest.fixture(autouse=True)
def _read_here(monkeypatch):
    """Reading in this process: what the child does has its own tests."""
    monkeypatch.setattr("importers.planning.read_file", lambda path, readers: _reader(path, readers).read(path))


def planned(monkeypatch, *sheets):
    monkeypatch.setattr("importers.planning.read_file", lambda path, readers: list(sheets))
    return Planner(Settings(), Catalogue(readers=wangge_readers()), NothingKnown()).plan(Path(__file__), NOW)


def plan(monkeypatch, *rows, name="工单", **more):
    return planned(monkeypatch, RawSheet(name, rows, **more))


def texts(made):
    return [row.values.get("text") for row in made.rows if row.verdict is Verdict.NEW]


def left(made):
    return {(each.reason, each.rows or each.columns) for each in made.left_out}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (["合计", None, None, 3], Left.TOTAL),
        (["本页小计", "3件"], Left.TOTAL),
        (["本页小计", 3.0], Left.TOTAL),
        (["小计：", 3.5, None, 2.0], Left.TOTAL),
        ([None, None, None, "共计3件"], Left.TOTAL),
        (["总计3件", "—"], Left.TOTAL),
        ([None, None, None, "以下空白"], Left.END),
        (["（此行以下空白）"], Left.END),
        (["此页无正文"], Left.END),
        (["填表人：王五", None, "审核人：李四", "制表时间：2026年10月31日"], Left.FOOTER),
        (["审核：", "2026年10月31日", None, "王五"], Left.FOOTER),
        (["注：本表一式两份"], Left.FOOTER),
        (["本月共受理3件"], Left.FOOTER),
        (["2026年10月31日"], Left.FOOTER),
        (HEADER, Left.HEADER),
        (["工单编号*", "上报时间", "社区", "内容", None], Left.HEADER),
    ],
)
def test_a_line_below_that_is_no_event_is_named_with_its_reason(monkeypatch, line, reason):
    made = plan(monkeypatch, HEADER, ONE, TWO, line)
    assert texts(made) == [ONE[3], TWO[3]]
    assert left(made) == {(reason, (4,))}


@pytest.mark.parametrize(
    "row",
    [
        ["GD-09", "2026-10-05 09:00", "东园社区", "说明：小区门口积水很深", "甲"],
        ["GD-09", "2026-10-05 09:00", "东园社区", "注：楼道堆物", None],
        ["备注：无", "2026-10-05 09:00", None, "合计三户停水", None],
        ["GD-09", "2026-10-05 09:00", "合计", "小计对不上，请核对", None],
        [None, "2026-10-05 09:00", None, "共计", None],
        ["GD-09", None, None, "一、路灯坏了；二、井盖坏了", None],
        ["GD-09", "2026-10-05 09:00", "同上路社区", "同上次反映的一样", None],
        ["GD-09", "2026-10-05 09:00", None, "例：东门的路灯", None],
        ["GD-09", "2026-10-05 09:00", None, "以下空白的地方没有路灯", None],
    ],
)
def test_a_citizens_words_are_an_event_whatever_they_begin_with(monkeypatch, row):
    made = plan(monkeypatch, HEADER, ONE, TWO, THREE, row, [*TWO[:3], "再来一件，树枝压到电线"])
    assert row[3] in texts(made)
    assert made.left_out == ()


def test_two_lists_under_each_other_are_both_taken(monkeypatch):
    made = plan(
        monkeypatch,
        ["东街十月台账"],
        HEADER,
        ONE,
        [],
        ["第二部分 转办"],
        ["编号", "诉求内容", "来电时间", "类别"],
        ["X-1", "狗咬人了没有人管", "2026-10-08", "市容环境"],
        ["合计", 1],
    )
    assert texts(made) == [ONE[3], "狗咬人了没有人管"]
    assert left(made) == {(Left.TITLE, (1,)), (Left.FOOTER, (5,)), (Left.TOTAL, (8,))}
    assert made.rows[1].values["external_no"] == "X-1"


def test_a_sheet_goes_on_in_the_next_where_its_columns_fit_and_any_other_is_named(monkeypatch):
    sheets = [
        RawSheet("上旬", [HEADER, ONE]),
        RawSheet("中旬", [TWO, THREE]),
        RawSheet("工资", [["姓名", "工资"], ["张三", 3000]]),
        RawSheet("空", []),
    ]
    made = planned(monkeypatch, *sheets)
    assert texts(made) == [ONE[3], TWO[3], THREE[3]]
    assert [(each.sheet, each.continues) for each in made.tables] == [("上旬", ""), ("中旬", "上旬")]
    assert left(made) == {(Left.SHEET, (1, 2))}


def test_a_column_without_a_header_is_kept_by_its_letter(monkeypatch):
    made = plan(monkeypatch, [*HEADER[:2], "", *HEADER[2:]], [*ONE[:2], "急", *ONE[2:], "东"], [*TWO[:2], None, *TWO[2:], "西"])
    assert made.unknown == ("C列", "G列")
    assert [dict(row.extra) for row in made.rows] == [{"C列": "急", "G列": "东"}, {"G列": "西"}]


@pytest.mark.parametrize("beyond", [["余"], [None, None, "批示：先办"]])
def test_a_row_with_more_cells_than_the_header_is_wrong_and_says_which(monkeypatch, beyond):
    made = plan(monkeypatch, HEADER, ONE, [*TWO, *beyond], THREE)
    assert texts(made) == [ONE[3], THREE[3]]
    assert f"{'ABCDEFGH'[4 + len(beyond)]}3" in made.problems[0].message


def test_a_comma_that_nobody_quoted_moves_no_cell_into_a_wrong_field(office, tmp_path):
    rows = [["A1", "路灯不亮，很黑", "2026-10-05", "市容"], ["A2", "井盖坏了", "有人摔倒", "2026-10-05", "市容"]]
    counts, _ = bring_file(office, table(tmp_path / "来件.csv", rows))
    assert (counts["new"], counts["error"]) == (1, 1)
    assert [event.text("external_no") for event in everything(office)] == ["A1"]


def test_dittos_are_filled_from_above_and_told(monkeypatch):
    made = plan(
        monkeypatch, HEADER, ONE, ["GD-02", "同上", "〃", "井盖破了一半有人摔倒", '"'], ["GD-03", "″", "同前", "树倒了压到车", None]
    )
    assert [row.values.get("community") for row in made.rows] == ["东园社区"] * 3
    assert len({row.values["reported_at"] for row in made.rows}) == 1
    assert [(problem.row, problem.column, problem.fatal) for problem in made.problems] == [
        *((3, header, False) for header in ("上报时间", "社区", "反映人")),
        *((4, header, False) for header in ("上报时间", "社区")),
    ]
    assert "赵" not in "".join(problem.message for problem in made.problems)


def test_a_section_gives_its_category_to_the_rows_below(office, tmp_path):
    made = openpyxl.Workbook()
    for row in (
        ["内容", "上报时间"],
        ["一、市容环境类"],
        ["路灯不亮请来修", "2026-10-05"],
        ["（二）从没有过的类别"],
        ["邻里吵架请调解", "2026-10-05"],
    ):
        made.active.append(row)
    made.save(tmp_path / "a.xlsx")
    plan = office.planner.plan(tmp_path / "a.xlsx", office.clock())
    assert [row.values.get("category") for row in plan.rows] == ["市容环境", None]
    assert left(plan) == {(Left.SECTION, (2, 4))}


@pytest.mark.parametrize(
    "rows",
    [
        [["填写说明", "年-月-日", "按名录", "写清时间地点", "姓名"]],
        [["例：GD-00", "2026-10-01", "某社区", "示例：路灯不亮", "张三"]],
        [["1", "2026-10-01", "某社区", "（例）路灯不亮", "张三"]],
        [["（必填）", "（必填）", "下拉选择", "（必填）请写清", "选填"], ["示例", "2026-10-01", None, "路灯不亮", None]],
    ],
)
def test_examples_right_below_the_header_are_no_events(monkeypatch, rows):
    made = plan(monkeypatch, HEADER, *rows, ONE, TWO)
    assert texts(made) == [ONE[3], TWO[3]]
    assert left(made) == {(Left.EXAMPLE, tuple(range(2, 2 + len(rows))))}


@pytest.fixture
def book(tmp_path):
    def write(change):
        made = openpyxl.Workbook()
        made.active.title = "工单"
        for row in (HEADER, ONE, TWO, THREE):
            made.active.append(row)
        change(made)
        made.save(tmp_path / "a.xlsx")
        return tmp_path / "a.xlsx"

    return write


def test_hidden_rows_are_taken_and_counted_and_hidden_sheets_are_named(office, book, capsys):
    def hide(made):
        made["工单"].row_dimensions[3].hidden = True
        made.create_sheet("旧表").append(HEADER)
        made["旧表"].append(ONE)
        made["旧表"].sheet_state = "veryHidden"

    path = book(hide)
    plan = office.planner.plan(path, office.clock())
    assert (plan.counts()["new"], plan.hidden_rows, left(plan)) == (3, 1, {(Left.HIDDEN, (1, 2))})
    assert command("--office", str(office.folder), "import", str(path), "--dry-run") == 0
    told = capsys.readouterr().out
    assert "工作表“旧表”是隐藏的" in told
    assert "1 行在文件里是隐藏的" in told


@pytest.mark.parametrize(
    ("cell", "value", "verdict"),
    [
        ("A2", "#N/A", Verdict.ERROR),
        ("B2", "#REF!", Verdict.ERROR),
        ("B2", "=NOW()", Verdict.ERROR),
        ("A2", '="W-"&5', Verdict.ERROR),
        ("D2", "#NAME?", Verdict.ERROR),
        ("C2", "#VALUE!", Verdict.NEW),
        ("E2", "=A1", Verdict.NEW),
        ("D2", '=DISPIMG("ID_1",1)', Verdict.ERROR),
        ("C2", '=_xlfn.DISPIMG("ID_1",1)', Verdict.NEW),
    ],
)
def test_a_cell_that_holds_no_value_is_told_by_its_place_and_never_taken_for_one(office, book, cell, value, verdict):
    plan = office.planner.plan(book(lambda made: made["工单"].__setitem__(cell, value)), office.clock())
    assert [row.verdict for row in plan.rows] == [verdict, Verdict.NEW, Verdict.NEW]
    assert (plan.problems[0].row, plan.problems[0].column) == (2, HEADER["ABCDE".index(cell[0])])
    name = {"A2": "external_no", "B2": "reported_at", "C2": "community", "D2": "text", "E2": "caller"}[cell]
    assert name not in plan.rows[0].values


BITS = st.sampled_from(
    [
        *(ONE, TWO, THREE, HEADER, [], [None, ""], ["合计", None, 3], ["以下空白"], ["注：一式两份"], ["一、市容环境类"], ["二、其他"]),
        *(
            ["GD-04", "2026-10-05", None, "说明：灯坏了", None, "多"],
            [None, None, "东园社区"],
            ["〃", "同上", "〃", "树倒了压到了车", "〃"],
            ["标题"],
        ),
        *(
            ["编号", "诉求内容", "来电时间"],
            ["甲", "乙", "2026-10-01"],
            ["填表人：甲", "审核人：乙"],
            [None] * 7 + ["远"],
            ["例：", "示例"],
            ["  "],
            [3, 4.5, True],
        ),
    ]
)
SHEETS = st.lists(st.lists(BITS, max_size=12), min_size=1, max_size=3)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SHEETS)
def test_every_cell_of_any_layout_is_in_a_row_a_header_or_what_is_left_out(tmp_path, sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, rows in enumerate([[HEADER, ONE], *sheets]):
        sheet = made.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    path = tmp_path / "a.xlsx"
    made.save(path)
    plan = Planner(Settings(), Catalogue(readers=wangge_readers()), NothingKnown()).plan(path, NOW)
    again = openpyxl.load_workbook(path)
    held = {
        (sheet.title, cell.row, cell.column)
        for sheet in again
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value or "").strip()
    }
    lines = [each for each in plan.left_out if not each.columns]
    named = {(each.sheet, row) for each in lines for row in each.rows} | {(row.sheet, row.row) for row in plan.rows}
    headers = {(each.sheet, each.header_row) for each in plan.tables}
    assert {(sheet, row) for sheet, row, _ in held} == named | {place for place in headers if place[1]}, "a line vanished"
    assert sum(table.header_cells + table.cells for table in plan.tables) + sum(each.cells for each in lines) == len(held)
    taken = {row.values.get("text") for row in plan.rows} | {each for row in plan.rows for each in row.extra.values()}
    assert all(
        text in taken for rows in sheets for text in (row[3] for row in rows if row in (ONE, TWO, THREE)) if _under_header(rows, text)
    )


def _under_header(rows, text):
    """Whether a usual row stands where its sheet is a list with the usual header."""
    return bool(rows) and rows[0] == HEADER and ["编号", "诉求内容", "来电时间"] not in rows
