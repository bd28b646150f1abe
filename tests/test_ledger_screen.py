"""The ledger with keys: columns, orders, views, what is chosen, what is copied and written, and the query line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from screens import console, screen_text, until

from console import views
from console.columns import USUAL
from console.office import Office
from console.widgets.bars import TitleBar
from console.widgets.query import QueryLine
from console.widgets.window import WindowTable
from tests.ledger_tools import at, bring, planned
from wangge.views import View, ViewColumn

UNITS = ("司法所", "城管中队", "劳动监察中队", None)


@pytest.fixture
def full(office: Office) -> Office:
    """Forty events of three units and none."""
    made = [
        planned(n, unit=UNITS[n % 4], community="东街社区" if n % 2 else "西街社区", reported_at=at(f"2026-11-01 09:{n:02}"))
        for n in range(40)
    ]
    bring(office, made)
    while office.ledger.index_pending(100):
        pass
    return office


def listed(table: WindowTable) -> list[str]:
    return [event.text("external_no") for event in table._events]


async def test_a_list_runs_by_the_column_under_the_cursor_and_its_header_says_so(full: Office) -> None:
    async with console(full, (120, 36)) as (pilot, shown):
        await pilot.press("f4")
        await shown()
        await pilot.press("6")
        await shown()
        await pilot.press(*"承办单位", "enter")
        await shown()
        await pilot.press("2")
        text = await shown()
        table = pilot.app.screen.query_one(WindowTable)
        assert "承办单位(降)" in text
        assert "按承办单位降序" in text
        units = [event["unit"] for event in table._events]
        assert units == ["司法所"] * 10 + ["劳动监察中队"] * 10 + ["城管中队"] * 10 + [None] * 10
        await pilot.press("left_square_bracket")
        assert "承办单位(升)" in await shown()
        assert [event["unit"] for event in table._events][:10] == ["城管中队"] * 10


async def test_a_list_jumps_to_a_date_and_says_where_that_is(office: Office) -> None:
    days = range(1, 31)
    bring(office, [planned(n, reported_at=at(f"2026-10-{n:02} 09:00"), due_at=at(f"2026-11-{n:02} 18:00")) for n in days])
    async with console(office, (120, 36)) as (pilot, shown):
        await pilot.press("f4")
        await shown()
        table = pilot.app.screen.query_one(WindowTable)
        await pilot.press("ctrl+l")
        await shown()
        await pilot.press(*"10月12日", "enter")
        await until(pilot, lambda: "第 19 / 共 30 件" in screen_text(pilot.app))
        assert table.current.time("reported_at") == at("2026-10-12 09:00")
        await pilot.press("up")
        assert table.current.time("reported_at") == at("2026-10-13 09:00")
        assert "第 18 /" in await shown()
        await pilot.press("f7", "f7")  # by due time
        await shown()
        await pilot.press("d")
        await shown()
        await pilot.press(*"2026-11-25", "enter")
        await until(pilot, lambda: "第 25 /" in screen_text(pilot.app))
        assert table.current.time("due_at") == at("2026-11-25 18:00")
        await pilot.press("d")
        await shown()
        await pilot.press(*"2027-1-1", "enter")
        await until(pilot, lambda: "第 30 /" in screen_text(pilot.app))


async def test_a_list_that_runs_by_no_time_runs_newest_first_when_a_date_is_jumped_to(full: Office) -> None:
    async with console(full, (120, 36)) as (pilot, shown):
        await pilot.press("f4")
        await shown()
        await pilot.press("right", "1", "ctrl+l")
        assert "最新在前" not in await shown()
        await pilot.press(*"没有的", "enter")
        assert "读不懂" in await shown()
        await pilot.press("ctrl+u", *"2026-11-1", "enter")
        await until(pilot, lambda: "第 1 / 共 40 件　最新在前" in screen_text(pilot.app))


async def test_a_column_that_is_put_together_cannot_be_run_by_and_the_clerk_is_told_what_to_do(full: Office) -> None:
    async with console(full) as (pilot, shown):
        await pilot.press("f4")
        await shown()
        await pilot.press("right", "right", "1")
        assert "“标题”不是单独的一项，不能排序" in await shown()


async def test_columns_stand_still_grow_go_and_come(full: Office) -> None:
    async with console(full, (80, 24)) as (pilot, shown):
        await pilot.press("f4")
        header = (await shown()).splitlines()[2]
        assert "编号" in header
        assert "上报时间" not in header
        await pilot.press("5", "right", "right", "right", "right", "right")
        header = (await shown()).splitlines()[2]
        assert header.lstrip().startswith("编号")
        assert "上报时间" in header
        await pilot.press("4")
        assert "上报时间" not in (await shown()).splitlines()[2]
        await pilot.press("home")
        await pilot.press(*["left"] * 5, "3", "3")
        widths = [each.width for each in pilot.app.screen.query_one(WindowTable)._placed]
        assert widths[0] == 40
        await pilot.press("5")
        await shown()
        assert pilot.app.screen._view.frozen == 0


async def test_a_view_is_kept_and_opened_again_with_its_query_order_and_columns(full: Office) -> None:
    async with console(full, (120, 36)) as (pilot, shown):
        await pilot.press("f3")
        await shown()
        await pilot.press(*"单位:司法所", "enter")
        await shown()
        await pilot.press("right", "1", "8")
        await shown()
        await pilot.press("1", "enter")
        await shown()
        await pilot.press(*"司法的", "enter")
        assert "视图已存到" in await shown()
    kept = json.loads((full.folder / "views" / "司法的.json").read_text("utf-8"))
    assert (kept["query"], kept["order"]) == ("单位:司法所", "state")
    views.save(full, View("东街", "社区:东街社区", "-reported_at", (ViewColumn("community", 12), *USUAL[:-1])))
    async with console(full, (120, 36)) as (pilot, shown):
        await pilot.press("f4")
        await shown()
        await pilot.press("8")
        await shown()
        await pilot.press(*"东街", "enter")
        text = await shown()
        assert "东街　第 1 / 共 20 件" in text
        assert text.splitlines()[2].lstrip().startswith("社区")
        assert pilot.app.screen.query_one(QueryLine).line == "社区:东街社区"


async def test_a_range_is_marked_from_one_end_to_the_other_whichever_came_first(full: Office) -> None:
    async with console(full) as (pilot, shown):
        await pilot.press("f4")
        await shown()
        table = pilot.app.screen.query_one(WindowTable)
        await pilot.press("v", *["down"] * 5, "v")
        assert "已选 6 件" in await shown()
        await pilot.press("ctrl+a", *["up"] * 2, "ctrl+e", *["up"] * 3, "ctrl+e")
        assert "已选 4 件" in await shown()
        assert {event.text("external_no") for event in table.marked.values()} == {f"GD{number:05}" for number in (39, 38, 37, 36)}


async def test_what_is_marked_is_copied_as_a_table_and_lies_in_a_file_too(full: Office) -> None:
    async with console(full) as (pilot, shown):
        await pilot.press("f4")
        await shown()
        await pilot.press("space", "space", "0")
        await shown()
        rows = pilot.app.clipboard.split("\n")
        assert [row.split("\t")[0] for row in rows] == ["编号", "GD00039", "GD00038"]
        (file,) = (full.folder / "outbox").glob("复制_*.txt")
        assert file.read_text("utf-8-sig") == pilot.app.clipboard
        await pilot.press("7")
        assert pilot.app.clipboard == "GD00037"


async def test_the_workbook_has_what_the_list_shows_in_its_order(full: Office) -> None:
    async with console(full, (120, 36)) as (pilot, shown):
        await pilot.press("f3")
        await shown()
        await pilot.press(*"单位:ldjczd", "enter")
        await shown()
        await pilot.press("4", "f7", "9")
        assert "已写出" in await shown()
    (path,) = (full.folder / "outbox").glob("*.xlsx")
    sheet = load_workbook(path).worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    header = next(row for row in cells if "状态" in row)
    assert "编号" not in header
    texts = [row[header.index("标题")] for row in cells[cells.index(header) + 1 :][:10]]
    assert texts == [f"第{number}件：路灯不亮，夜间无法通行" for number in range(2, 40, 4)]


async def test_what_is_typed_is_found_without_enter_and_counted(full: Office) -> None:
    async with console(full) as (pilot, shown):
        await pilot.press("f3")
        await shown()
        await pilot.press(*"单位:司法所")
        await until(pilot, lambda: "共 10 件" in str(pilot.app.screen.query_one(TitleBar).content))
        assert pilot.app.screen.query_one(QueryLine).entry.has_focus


async def test_a_line_that_is_not_finished_leaves_the_list_alone_until_enter_points_at_the_fault(full: Office) -> None:
    async with console(full) as (pilot, shown):
        await pilot.press("f3")
        await shown()
        await pilot.press(*"漏水 单位:天")
        await pilot.pause(0.6)
        assert "共 40 件" in await shown()
        await pilot.press("enter")
        text = await shown()
        assert "查询有误" in text
        line = pilot.app.screen.query_one(QueryLine)
        assert line.entry.has_focus
        assert line.entry.cursor_position == line.line.index("天")


async def test_offers_are_taken_with_tab_and_chosen_with_arrows(full: Office) -> None:
    async with console(full) as (pilot, shown):
        await pilot.press("f3")
        await shown()
        line = pilot.app.screen.query_one(QueryLine)
        await pilot.press(*"dw")
        assert "承办单位:" in await shown() or "单位:" in await shown()
        await pilot.press("escape", "f3", *["backspace"] * 2, *"社区:")
        assert {"东街社区", "西街社区"} <= set((await shown()).splitlines()[2].split())
        await pilot.press("down", "tab")
        await shown()
        assert line.line == "社区:西街社区"


async def test_earlier_lines_come_back_with_the_arrow(full: Office) -> None:
    async with console(full) as (pilot, shown):
        for asked in ("单位:司法所", "社区:东街社区"):
            await pilot.press("f3")
            await shown()
            line = pilot.app.screen.query_one(QueryLine)
            await pilot.press("end", *["backspace"] * len(line.line), *asked, "enter")
            await shown()
        await pilot.press("f3")
        await shown()
        await pilot.press("up", "up")
        await shown()
        assert line.line == "单位:司法所"
        await pilot.press("down", "down")
        await shown()
        assert line.line == ""


def files_with(folder: Path, text: str) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


async def test_no_query_of_a_sitting_is_kept_in_any_file(full: Office) -> None:
    async with console(full) as (pilot, shown):
        await pilot.press("f3")
        await shown()
        await pilot.press(*"张三丰13812345678", "enter")
        await shown()
    assert files_with(full.folder, "张三丰") == []
