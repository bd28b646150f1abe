"""The screens of undo, redo, before and after, likeness and merging, driven by keys."""

from __future__ import annotations

from console.office import Office
from tests.test_screens import console
from wangge.actor import Actor
from wangge.lifecycle import ONE_KEY_DISPATCH, Action, State
from wangge.query import And

LEAK = "宝善路143弄3号楼上住户马桶渗漏，影响楼下生活"
SENT = {"category": "矛盾纠纷", "unit": "司法所"}


def told(office: Office, clerk: Actor, text: str = LEAK, **more: str) -> str:
    return office.ledger.register({"text": text, "source": "窗口来访", "category": "矛盾纠纷", **more}, clerk).no


async def test_what_was_undone_comes_back_with_one_key(office: Office) -> None:
    no = told(office, office.actor())
    async with console(office) as (pilot, shown):
        await pilot.press("f6", "enter")
        await shown()
        assert office.queries.event(no).state is State.DISPATCHED
        await pilot.press("ctrl+z")
        assert "已撤销" in await shown()
        await pilot.press("ctrl+y")
        assert "已重做" in await shown()
        assert office.queries.event(no).state is State.DISPATCHED
        await pilot.press("ctrl+y")
        assert "没有可重做的操作" in await shown()


async def test_what_was_done_before_the_console_was_opened_is_asked_about_and_taken_back(office: Office) -> None:
    no = told(office, office.actor())
    office.ledger.act(no, ONE_KEY_DISPATCH, office.actor(), SENT)
    async with console(office) as (pilot, shown):
        await pilot.press("ctrl+z")
        assert "这次打开以前" in await shown()
        await pilot.press("enter")
        await shown()
        assert office.queries.event(no).state is State.REPORTED


async def test_what_was_told_is_listed_before_the_undo_and_waits_on_the_desk_after_it(office: Office) -> None:
    no = told(office, office.actor())
    office.ledger.act(no, ONE_KEY_DISPATCH, office.actor(), SENT)
    office.ledger.act(no, Action.PRINT, office.actor(), {"paper": "派单"})
    step = next(step.n for step in office.queries.steps(office.queries.event(no)) if step.action == Action.DISPATCH)
    async with console(office, (120, 36)) as (pilot, shown):
        screen = pilot.app.screen
        screen.go(screen.take_back(f"S{step}"), "ask")  # type: ignore[attr-defined]
        await pilot.pause(0.1)
        text = await shown()
        assert "派单12:00已打印" in text
        assert "撤销只改台账" in text
        await pilot.press(*"误派", "f4")
        await pilot.pause(0.1)
        assert "待告知更正" in await shown()
        assert office.queries.event(no).state is State.REPORTED
        await pilot.press("f5")
        assert any("待告知" in line and line.split("待告知")[1].split()[0] == "1" for line in (await shown()).splitlines())


async def test_a_key_turns_the_steps_into_before_and_after(office: Office, clerk: Actor) -> None:
    no = told(office, clerk, community="公众社区")
    office.ledger.act(no, Action.CORRECT, clerk, {"community": "宝善社区", "reason": "反映人更正"})
    async with console(office, (120, 36)) as (pilot, shown):
        await pilot.press("f4", "enter")
        await shown()
        await pilot.press("ctrl+d")
        assert "社区：公众社区 → 宝善社区" in await shown()
        await pilot.press("ctrl+d")
        assert "公众社区 → 宝善社区" not in await shown()


async def test_a_card_says_what_it_looks_like_and_offers_it_for_merging(office: Office, clerk: Actor) -> None:
    first = told(office, clerk, caller_phone="13812345678")
    office.ledger.act(first, ONE_KEY_DISPATCH, clerk, SENT)
    second = told(office, clerk, f"催促：{LEAK}", caller_phone="13812345678")
    async with console(office, (120, 36)) as (pilot, shown):
        await pilot.press("f6")
        await shown()
        text = await shown()
        assert all(word in text for word in ("疑似重复", first, "同一反映人电话"))
        await pilot.press("5")
        assert first in await shown()
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert "并后本事项共 2 单" in await shown()
        await pilot.press("enter")
        await pilot.pause(0.1)
        await shown()
        merged = office.queries.event(second)
        assert (merged.state, merged["merged_into"]) == (State.MERGED, first)


async def test_the_form_says_what_it_looks_like_before_it_saves_and_saves_all_the_same(office: Office, clerk: Actor) -> None:
    first = told(office, clerk)
    async with console(office, (120, 36)) as (pilot, shown):
        await pilot.press("f2")
        await shown()
        await pilot.press(*LEAK, "f4")
        await pilot.pause(0.2)
        text = await shown()
        assert "疑似重复" in text
        assert len(list(office.queries.each(And()))) == 1
        await pilot.press("2", "enter")
        await pilot.pause(0.2)
        await shown()
    second = next(event for event in office.queries.each(And()) if event.no != first)
    assert second.extra["linked"] == first
