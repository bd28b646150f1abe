"""The front island by keys: reception with guiding and receipt, the queues, the catalogue, the backlog, and a card of triage that waits for its block."""

from __future__ import annotations

import pytest
from textual.widgets import Input, TextArea

from console.screens.backlog import Backlog
from console.screens.event import EventScreen
from console.screens.island import PLACES, IslandScreen
from console.screens.ledger import Ledger
from console.screens.people import People
from console.screens.services import Services
from tests.island_tools import guided
from tests.ledger_tools import everything, register
from tests.screens import console, screen_text
from wangge.blocks import BEHIND, blocks
from wangge.island import visits
from wangge.lifecycle import Action, State


async def until(pilot, there):
    for _ in range(200):
        if there():
            return
        await pilot.pause(0.02)
    pytest.fail(screen_text(pilot.app))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_block_is_shown_with_what_waits_there_and_is_opened_with_a_key(island, clock, size):
    nos = {block: guided(island, block, text=f"去{block}的一件").no for block in island_blocks(island)}
    clock.forward(hours=26)
    async with console(island, size) as (pilot, shown):
        await pilot.press("ctrl+f")
        text = await shown()
        lines = text.splitlines()
        assert len(lines) == size[1]
        for place, block in enumerate(nos):
            (line,) = (line for line in lines if line.lstrip().startswith(f"{PLACES[place]}  {block}"))
            assert "1天2小时" in line
        assert "导引" in lines[-1]
        for place, (block, no) in enumerate(nos.items()):
            await pilot.press(PLACES[place])
            text = await shown()
            assert f"{block}　1 件" in text
            await pilot.press("enter")
            assert no in await shown()
            await pilot.press("escape", "escape")
            await shown()
            assert isinstance(pilot.app.screen, IslandScreen)


def island_blocks(office):
    return blocks(office.settings.policy.behind)


async def test_arrows_walk_through_the_blocks_and_enter_goes_in_and_escape_comes_out(island):
    event = guided(island, "信访接待")
    async with console(island) as (pilot, shown):
        await pilot.press("f")
        await shown()
        await pilot.press("down")
        assert "信访接待　1 件" in await shown()
        await pilot.press("enter", "enter")
        assert event.no in await shown()
        assert isinstance(pilot.app.screen, EventScreen)
        await pilot.press("escape", "escape", "escape")
        assert "待受理" in await shown()


async def test_a_person_at_the_counter_is_registered_guided_and_given_a_receipt(island):
    async with console(island) as (pilot, shown):
        await pilot.press("ctrl+f", "f2")
        await shown()
        await pilot.press(*"老板拖欠工资三个月", "ctrl+g")
        await until(pilot, lambda: "建议 劳动仲裁" in screen_text(pilot.app))
        assert "和用人单位的争议" in screen_text(pilot.app)
        await pilot.press("enter")
        await until(pilot, lambda: list((island.folder / "outbox").glob("接待回执_*.docx")))
        assert isinstance(pilot.app.screen, IslandScreen)
        await pilot.press("5")
        assert "劳动仲裁　1 件" in await shown()
    (event,) = everything(island)
    assert event.known["island_block"] == "劳动仲裁"
    assert [step.action for step in island.queries.steps(event)] == ["登记", "打印"]
    assert str(island.queries.steps(event)[0].data["reason"]).startswith("文中有“工资”：")


async def test_guiding_may_be_left_for_later_or_the_form_gone_back_to(island):
    async with console(island) as (pilot, shown):
        await pilot.press("f2")
        await shown()
        await pilot.press(*"说不清的一件事", "f4")
        await until(pilot, lambda: "导引到哪个板块" in screen_text(pilot.app))
        await pilot.press("escape")
        await shown()
        assert everything(island) == []
        await pilot.press("f4")
        await until(pilot, lambda: "导引到哪个板块" in screen_text(pilot.app))
        await pilot.press(*"以后", "enter")
        await until(pilot, lambda: everything(island))
        await shown()
        await pilot.press("ctrl+f")
        assert "其中待导引 1 件" in await shown()


async def test_a_wrong_file_of_the_office_keeps_nobody_at_the_counter_waiting(island):
    (island.folder / "templates" / "triage.toml").write_text("branch = 3", encoding="utf-8")
    async with console(island) as (pilot, shown):
        await pilot.press("f2")
        await shown()
        await pilot.press(*"拖欠工资", "f4")
        await until(pilot, lambda: "导引到哪个板块" in screen_text(pilot.app))
        await pilot.press("5", "enter")
        await until(pilot, lambda: pilot.app.screen.query("#reason"))
        await pilot.press(*"要工资", "f4")
        await until(pilot, lambda: everything(island))
    (event,) = everything(island)
    assert (event.known["island_block"], island.queries.steps(event)[0].data["reason"]) == ("劳动仲裁", "要工资")


async def test_what_came_by_phone_is_not_asked_for_a_block(island):
    async with console(island) as (pilot, shown):
        await pilot.press("f2")
        await shown()
        pilot.app.screen.query_one("#source", Input).value = "群众来电"
        await pilot.press(*"路灯不亮", "f4")
        await until(pilot, lambda: everything(island))
        await shown()
    assert "island_block" not in everything(island)[0].known


async def test_an_answer_on_the_spot_has_its_reason_filled_in(island):
    async with console(island) as (pilot, shown):
        await pilot.press("f2")
        await shown()
        await pilot.press(*"在哪里办居住证", "f7")
        await until(pilot, lambda: pilot.app.screen.query("#island_waived"))
        assert pilot.app.screen.query_one("#island_waived", TextArea).text == "当场答复"
        await pilot.press(*"二楼三号窗口", "f4")
        await until(pilot, lambda: everything(island))
    (event,) = everything(island)
    assert (event.state, event.known["island_waived"]) == (State.CLOSED, "当场答复")


async def test_danger_at_the_counter_comes_before_the_receipt(island):
    async with console(island) as (pilot, shown):
        await pilot.press("f2")
        await shown()
        await pilot.press(*"有人持刀追人要工资", "ctrl+g")
        await until(pilot, lambda: "导引到哪个板块" in screen_text(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, EventScreen))
        assert "1 已转110" in await shown()
    assert list((island.folder / "outbox").glob("接待回执_*")) == []


async def test_a_case_is_guided_received_visited_and_moved_with_keys(island):
    event = register(island)
    async with console(island) as (pilot, shown):
        await pilot.press("ctrl+f", "f4")
        assert "还没有导引，按 F7" in await shown()
        await pilot.press("f7")
        await until(pilot, lambda: "建议" in screen_text(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.query("#reason"))
        assert pilot.app.screen.query_one("#reason", TextArea).text.startswith("文中有“")
        await pilot.press("f4")
        assert f"导引：{event.no} → 金牌调解" in await shown()
        await pilot.press("9", "f4")
        assert f"板块接收：{event.no}" in await shown()
        await pilot.press("f12")
        assert "第 2 次" in await shown()
        await pilot.press("ctrl+z")
        assert "已撤销" in await shown()
        await pilot.press("f7")
        await until(pilot, lambda: "导引到哪个板块" in screen_text(pilot.app))
        await pilot.press("1", "enter")
        await until(pilot, lambda: pilot.app.screen.query("#reason"))
        await pilot.press(*"要求登记信访", "f4")
        assert f"转板块：{event.no} → 信访接待" in await shown()
        await pilot.press("1", "ctrl+g")
        assert "已写出" in await shown()
    known = island.queries.event(event.no).known
    assert (known["island_block"], known["island_moves"], visits(known)) == ("信访接待", 1, 1)


async def test_an_empty_block_says_so_and_what_to_do(island):
    async with console(island) as (pilot, shown):
        await pilot.press("ctrl+f", "6")
        assert "这个板块没有人等" in await shown()
        for key in ("f4", "f7", "f12", "ctrl+g"):
            await pilot.press(key)
            assert "来了人按 F2 登记" in await shown()


async def test_what_belongs_to_the_island_opens_with_a_key_from_it(island):
    case = guided(island, "信访接待")
    island.ledger.act(case.no, Action.OPEN_CASE, island.actor(), {"department": "信访", "case_basis": "主动调解"})
    async with console(island, (120, 36)) as (pilot, shown):
        await pilot.press("ctrl+f")
        for key, kind in (("f8", Services), ("ctrl+b", Backlog), ("ctrl+n", People), ("ctrl+l", Ledger)):
            await pilot.press(key)
            await shown()
            assert isinstance(pilot.app.screen, kind), key
            await pilot.press("escape")
            await shown()
        await pilot.press("ctrl+k")
        await until(pilot, lambda: "哪个部门的案件" in screen_text(pilot.app))
        text = screen_text(pilot.app)
        assert all(
            name in text for name in ("劳动争议", "道路交通事故", "医疗纠纷", "信访", "消费纠纷", "邻里纠纷", "物业纠纷", "婚姻家庭纠纷")
        )
        await pilot.press(*"信访", "enter")
        assert "共 1 件" in await shown()


async def test_the_catalogue_is_searched_while_typing(island):
    async with console(island, (80, 24)) as (pilot, shown):
        await pilot.press("ctrl+f", "f8")
        text = await shown()
        assert "共 16 项" in text
        assert "信访事项登记" in text
        await pilot.press(*"公证")
        text = await shown()
        assert "共 1 项" in text
        assert "线下办法" in text
        for _ in "公证":
            await pilot.press("backspace")
        await pilot.press("down")
        assert "复查申请书" in await shown()
        await pilot.press(*"护照")
        assert "没有找到" in await shown()


async def test_a_broken_file_of_the_office_is_named_and_does_not_look_like_an_empty_catalogue(island):
    (island.folder / "templates" / "services.toml").write_text("service = 3", encoding="utf-8")
    async with console(island) as (pilot, shown):
        await pilot.press("ctrl+f", "f8")
        assert "删掉这个文件就用自带的" in await shown()
        await pilot.press(*"工资")
        assert "没有找到" not in await shown()


async def test_everything_is_told_at_one_time_from_the_event(island):
    event = guided(island, "联合调处")
    async with console(island) as (pilot, shown):
        pilot.app.push_screen(EventScreen(event.no))
        await shown()
        await pilot.press("enter", *"一次告知", "enter")
        await until(pilot, lambda: "办什么事" in screen_text(pilot.app))
        await pilot.press(*"人民调解", "enter")
        await until(pilot, lambda: pilot.app.screen.query("#island_materials"))
        assert pilot.app.screen.query_one("#island_materials", TextArea).text.startswith("1. 身份证件")
        await pilot.press("f4")
        await until(pilot, lambda: island.queries.event(event.no).known.get("island_service"))
        assert "一次告知" in await shown()
    assert island.queries.event(event.no).known["island_service"] == "申请人民调解"


async def test_a_card_of_triage_that_waits_for_its_block_is_guided_with_a_key(island):
    event = register(island, category="矛盾纠纷")
    async with console(island) as (pilot, shown):
        await pilot.press("f6")
        assert "先按 0 导引" in await shown()
        await pilot.press("enter")
        assert "还没有导引到板块" in await shown()
        await pilot.press("0")
        await until(pilot, lambda: "导引到哪个板块" in screen_text(pilot.app))
        await pilot.press("enter")
        text = await shown()
        assert f"导引：{event.no} → 金牌调解" in text
        assert "先按 0 导引" not in text
        await pilot.press("enter")
        await shown()
    assert island.queries.event(event.no).state is State.DISPATCHED


async def test_the_event_offers_guiding_first_and_never_twice(island):
    event = register(island)
    async with console(island) as (pilot, shown):
        pilot.app.push_screen(EventScreen(event.no))
        assert "1导引" in await shown()
        island.ledger.act(event.no, Action.GUIDE, island.actor(), {"island_block": "信访接待", "reason": "登记信访"})
        await pilot.press("f5")
        text = await shown()
        assert "1板块接收" in text
        assert "到板块：信访接待" in text


def test_there_is_a_key_for_every_block_of_a_new_office():
    assert len(blocks(BEHIND)) <= len(PLACES) == len(set(PLACES))
