"""Lists on the screens: the cursor stays where it stood, all can be marked, and the bars say what works here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from screens import console, screen_text
from textual.widgets import Static

from console.office import Office
from console.screens.imports import Imports
from console.screens.ledger import Ledger
from console.screens.register import Register
from console.screens.triage import Triage
from console.widgets.bars import KeyBar, StatusLine
from console.widgets.window import WindowTable
from wangge.actor import Actor
from wangge.lifecycle import Action
from wangge.query import And, parse

MANY = 250


@pytest.fixture
def full(office: Office, tmp_path: Path) -> Office:
    """An office with more events than one page holds."""
    path = tmp_path / "来件.csv"
    rows = (f"GD{number:04},路灯不亮{number},2026-11-{1 + number % 18:02} 09:{number % 60:02}" for number in range(MANY))
    path.write_text("\n".join(("事件编号,事件描述,上报时间", *rows)), encoding="utf-8")
    plan = office.planner.plan(path, office.clock())
    office.ledger.commit_import(plan, office.actor(via="import"))
    return office


async def test_coming_back_from_an_event_far_down_leaves_the_cursor_there(full: Office) -> None:
    async with console(full) as (pilot, shown):
        await pilot.press("f4")
        await shown()
        table = pilot.app.screen.query_one(WindowTable)
        for _ in range(8):
            await pilot.press("pagedown")
            await shown()
        stood, row = table.current, table.position
        assert stood is not None
        assert row > 150
        await pilot.press("enter")
        assert stood.text("external_no") in await shown()
        await pilot.press("escape")
        text = await shown()
        assert table.current == stood
        assert f"第 {row + 1} / 共 {MANY} 件" in text
        await pilot.press("down", "up")
        await shown()
        assert table.current == stood


async def test_an_event_that_left_the_list_hands_the_cursor_to_the_next(full: Office, clerk: Actor) -> None:
    async with console(full) as (pilot, shown):
        await pilot.app.push_screen(Ledger("状态:待受理"))
        await shown()
        table = pilot.app.screen.query_one(WindowTable)
        for _ in range(8):
            await pilot.press("pagedown")
            await shown()
        gone = table.current
        assert gone is not None
        await pilot.press("down")
        await shown()
        following = table.current
        await pilot.press("up", "enter")
        await shown()
        full.ledger.act(gone.no, Action.REFUSE, clerk, {"reason": "不属本街道"})
        await pilot.press("escape")
        await shown()
        assert table.current == following


async def test_the_last_event_says_its_place(full: Office) -> None:
    async with console(full) as (pilot, shown):
        await pilot.press("f4")
        await shown()
        await pilot.press("end")
        assert f"第 {MANY} / 共 {MANY} 件" in await shown()
        await pilot.press("up")
        assert f"第 {MANY - 1} / 共 {MANY} 件" in await shown()
        await pilot.press("home")
        assert f"第 1 / 共 {MANY} 件" in await shown()


async def test_another_order_begins_at_its_beginning(full: Office) -> None:
    async with console(full) as (pilot, shown):
        await pilot.press("f4")
        await shown()
        await pilot.press("pagedown", "f7")
        assert "第 1 / 共 250 件　最早在前" in await shown()


async def test_all_that_was_found_is_marked_with_one_key_and_unmarked_with_it(full: Office) -> None:
    async with console(full) as (pilot, shown):
        await pilot.press("f3")
        await shown()
        await pilot.press(*"上报:2026-11-05", "enter")
        await shown()
        found = full.queries.count(parse("上报:2026-11-05", full.catalogue.fields()))
        await pilot.press("f12")
        assert f"已选中 {found} 件" in await shown()
        table = pilot.app.screen.query_one(WindowTable)
        assert len(table.marked) == found
        await pilot.press("f4")
        await pilot.pause(0.1)
        await pilot.press(*"催办", "enter")
        await pilot.pause(0.2)
        assert f"催办：{found} 件" in await shown()
        await pilot.press("f12", "f12")
        assert "已全部取消选中" in await shown()
        assert not table.marked
    assert full.queries.count(parse("催办次数:1", full.catalogue.fields())) == found


@pytest.mark.parametrize(("key", "screen"), [("f2", Register), ("f6", Triage), ("f8", Imports)])
async def test_a_screen_is_not_laid_over_itself(office: Office, key: str, screen: type[object]) -> None:
    async with console(office) as (pilot, shown):
        for _ in range(3):
            await pilot.press(key)
            await shown()
        assert [type(each) for each in pilot.app.screen_stack].count(screen) == 1
        await pilot.press("escape")
        assert "首页" in await shown()


@pytest.mark.parametrize("key", ["f4", "f6", "f2", "f8", "f9", "0"])
async def test_the_way_back_is_on_the_bar_of_a_small_terminal(office: Office, key: str) -> None:
    async with console(office, (80, 24)) as (pilot, shown):
        await pilot.press(key)
        await shown()
        bar = str(pilot.app.screen.query_one(KeyBar).render())
        assert "Esc 返回" in bar
        assert "F1 帮助" in bar


async def test_the_desk_offers_no_way_back(office: Office) -> None:
    async with console(office) as (pilot, _shown):
        assert "返回" not in str(pilot.app.screen.query_one(KeyBar).render())


async def test_a_long_message_takes_more_lines_and_gives_them_back(office: Office) -> None:
    async with console(office, (80, 24)) as (pilot, _shown):
        line = pilot.app.screen.query_one(StatusLine)
        line.tell("这像是统计表" * 20, "error")
        await pilot.pause()
        assert line.size.height > 1
        line.tell("好了")
        await pilot.pause()
        assert line.size.height == 1


async def test_a_file_is_read_by_its_number_and_a_shown_plan_stays(office: Office) -> None:
    for age, text in enumerate(("路灯不亮", "井盖破损")):
        path = office.folder / "inbox" / f"{text}.csv"
        path.write_text(f"事件编号,事件描述,上报时间\n{text},{text},2026-11-19 09:00\n", encoding="utf-8")
        os.utime(path, (1_000_000 + age, 1_000_000 + age))
    async with console(office) as (pilot, shown):
        await pilot.press("f8")
        await shown()
        await pilot.press("２")
        await shown()
        plan = pilot.app.screen.query_one("#plan", Static)
        assert "井盖破损.csv" in str(plan.render())
        await pilot.press("1")
        await shown()
        assert "井盖破损.csv" in str(plan.render())


async def test_an_empty_queue_shows_no_empty_box(office: Office) -> None:
    async with console(office) as (pilot, shown):
        await pilot.press("f6")
        assert "没有待受理" in await shown()
        assert not pilot.app.screen.query_one("#suggestion").display


async def test_a_long_text_on_a_card_can_be_read_to_its_end(office: Office, clerk: Actor) -> None:
    office.ledger.register({"text": "居民多次反映。" * 200 + "最后一句。", "source": "窗口来访"}, clerk)
    async with console(office, (80, 24)) as (pilot, shown):
        await pilot.press("f6")
        assert "最后一句" not in await shown()
        await pilot.press("end")
        await pilot.pause(0.5)
        assert "最后一句" in await shown()
    assert office.queries.page(And()).events


async def test_another_size_of_the_terminal_keeps_what_the_title_says(full: Office) -> None:
    async with console(full, (120, 36)) as (pilot, shown):
        await pilot.press("f4")
        assert "第 1 / 共 250 件" in await shown()
        await pilot.resize_terminal(80, 24)
        assert "第 1 / 共 250 件" in await shown()


async def test_the_sheet_that_is_shown_is_named_on_a_small_terminal(full: Office, clerk: Actor) -> None:
    for event in full.queries.page(And(), size=3).events:
        full.ledger.act(event.no, Action.REFUSE, clerk, {"reason": "不属本街道"})
    async with console(full, (80, 24)) as (pilot, shown):
        await pilot.press("f9", "f7")
        await pilot.pause(0.1)
        await pilot.press("ctrl+u", *"2026-11", "f4")
        await pilot.pause(0.2)
        await shown()
        await pilot.press("left")
        assert "填表说明" in (await shown()).split("2026年11月")[0]


async def test_a_draft_is_named_and_can_be_thrown_away_with_one_key(office: Office) -> None:
    async with console(office) as (pilot, shown):
        await pilot.press("f2")
        assert "草稿" not in await shown()
        await pilot.press(*"路灯不亮", "escape", "f2")
        text = await shown()
        assert "接着上次没有登记的草稿" in text
        assert "路灯不亮" in text
        await pilot.press("ctrl+l")
        assert "路灯不亮" not in await shown()
        await pilot.press("escape", "f2")
        assert "路灯不亮" not in await shown()


async def test_the_digits_of_a_screen_stand_in_its_help(office: Office) -> None:
    async with console(office) as (pilot, shown):
        await pilot.press("f1")
        assert "打开这个编号的一项" in await shown()


async def test_the_palette_asks_in_our_words(office: Office) -> None:
    async with console(office) as (pilot, _shown):
        await pilot.press("ctrl+p")
        await pilot.pause(0.2)
        text = screen_text(pilot.app)
        assert "打几个字找命令" in text
        assert "Search" not in text
