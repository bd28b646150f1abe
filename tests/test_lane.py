"""What waits for an answer, at the keyboard: the danger lane in triage and on the desk, upstream orders, replies, call-backs."""

from __future__ import annotations

import pytest

from console.lane import deadlines, question
from console.office import Office
from tests.ledger_tools import at, bring, everything, found, planned, register
from tests.test_screens import SIZES, console, screen_text
from wangge.lifecycle import ONE_KEY_DISPATCH, Action, State

SENT = {"category": "矛盾纠纷", "unit": "司法所"}
DUE = "2026-11-25 17:30"


def order(office: Office, number: int = 1, **more):
    given = {"source": "12345热线", "reported_at": at("2026-11-20 09:00"), "due_at": at(DUE), "category": "矛盾纠纷", **more}
    bring(office, [planned(number, **given)], f"{number}.csv")
    return office.queries.event(f"GD{number:05}")


def done(office: Office, number: int = 1, **more):
    event = order(office, number, **more)
    office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), SENT)
    return office.ledger.act(event.no, Action.DONE, office.actor(), {"result": f"第{number}件已修复，反映人认可"})


def test_the_question_is_the_offices_own_sentence(office: Office) -> None:
    event = register(office, text="邻居手里拿着刀在楼道里")
    assert question(event, office) == (
        "内容涉及人身危险（“刀”）。请先拨110、报值班长，再登记。\n1 已转110　2 已报值班长　3 经核不属实（写明理由）"
    )
    assert question(register(office), office) == ""


def test_both_ends_of_an_order_are_said_in_one_line(office: Office) -> None:
    said = "热线截止 11月25日17:30（不可改）　单位交回 11月24日17:30（提前1个工作日）"
    event = order(office)
    assert deadlines(event, office) == said
    assert deadlines(office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), SENT), office) == said
    assert deadlines(register(office), office) == ""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_danger_comes_first_and_is_neither_skipped_nor_given_away_before_it_is_answered(
    office: Office, size: tuple[int, int]
) -> None:
    order(office, 1, text="路灯不亮")
    wild = order(office, 2, text="邻居拿着刀在楼道里叫骂", reported_at=at("2026-11-20 10:00"))
    async with console(office, size) as (pilot, shown):
        assert "险情 1 件还没有处置" in await shown()
        await pilot.press("f6")
        text = await shown()
        assert "拿着刀在楼道里" in text
        assert "内容涉及人身危险（“刀”）" in text.replace("\n", "")
        for key in ("f7", "space", "enter", "4", "5", "6", "7", "8"):
            await pilot.press(key)
            text = await shown()
            assert "不能跳过" in text, key
            assert "拿着刀在楼道里" in text, key
        assert office.queries.event(wild.no).version == wild.version
        await pilot.press("1")
        text = await shown()
        assert "险情处置" in text
        assert "单位" in text
        assert office.queries.event(wild.no)["danger_answer"] == "已转110"
        await pilot.press("space")
        assert "路灯不亮" in await shown()
        await pilot.press("escape")
        assert "险情 1 件" not in await shown()


async def test_untrue_is_asked_for_its_reason(office: Office) -> None:
    wild = order(office, 2, text="邻居拿着刀在楼道里叫骂")
    async with console(office) as (pilot, shown):
        await pilot.press("f6")
        await shown()
        await pilot.press("3")
        await pilot.pause()
        await pilot.press("f4")
        await pilot.pause()
        assert "“说明”还没有填" in screen_text(pilot.app)
        await pilot.press(*"是在切西瓜", "f4")
        await pilot.pause(0.2)
        assert "险情处置" in await shown()
    event = office.queries.event(wild.no)
    assert (event["danger_answer"], event.state) == ("不属实", State.REPORTED)


async def test_the_event_asks_the_same_question_with_the_same_digits(office: Office) -> None:
    wild = register(office, text="邻居拿着刀在楼道里叫骂")
    async with console(office) as (pilot, shown):
        await pilot.press("f4", "enter")
        await pilot.pause(0.2)
        assert "请先拨110" in await shown()
        await pilot.press("2")
        await pilot.pause(0.2)
        assert "1派遣" not in await shown()
        assert office.queries.event(wild.no)["danger_answer"] == "已报值班长"


async def test_what_is_registered_with_danger_in_it_asks_at_once_and_is_registered_once(office: Office) -> None:
    async with console(office) as (pilot, shown):
        await pilot.press("f2")
        await shown()
        await pilot.press(*"他拿着刀", "f7")
        await pilot.pause(0.2)
        await pilot.press(*"已劝离", "f4")
        await pilot.pause(0.2)
        assert "请先拨110" in await shown()
        await pilot.press("1")
        await pilot.pause(0.2)
        await shown()
    (event,) = everything(office)
    assert (event["danger_answer"], event.state) == ("已转110", State.REPORTED)


async def test_the_card_says_when_the_order_and_when_the_unit_ends(office: Office) -> None:
    order(office)
    async with console(office, (120, 36)) as (pilot, shown):
        await pilot.press("f6")
        assert "热线截止 11月25日17:30（不可改）　单位交回 11月24日17:30（提前1个工作日）" in await shown()


async def test_marked_orders_are_signed_upstream_in_one_go(office: Office) -> None:
    for number in range(3):
        order(office, number)
    async with console(office) as (pilot, shown):
        await pilot.press("f4")
        await shown()
        await pilot.press("ctrl+a")
        assert "已选 3 件" in await shown()
        await pilot.press("ctrl+a")
        assert "已选" not in await shown()
        await pilot.press("ctrl+a", "f4")
        await pilot.pause(0.2)
        await pilot.press(*"上级签收", "enter")
        await pilot.pause(0.2)
        assert "上级签收：3 件" in await shown()
    assert len(found(office, "上级环节:已签收")) == 3


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_reply_is_copied_with_one_key_and_marked_entered_with_another(office: Office, size: tuple[int, int]) -> None:
    first, second = done(office, 1), done(office, 2)
    async with console(office, size) as (pilot, shown):
        await pilot.press("5")
        text = await shown()
        assert all(word in text for word in ("待回填", "共 2 件", "GD00001", "经司法所办理：第1件已修复", "复制回单", "已录入"))
        await pilot.press("f4")
        assert "已复制" in await shown()
        assert pilot.app.clipboard == "经司法所办理：第1件已修复，反映人认可"
        written = office.folder / "outbox" / f"回单_{first.no}.txt"
        assert written.read_text(encoding="utf-8") == "经司法所办理：第1件已修复，反映人认可\n"
        await pilot.press("f7")
        await shown()
        text = await shown()
        assert "已记为录入" in text
        assert "共 1 件" in text
        assert found(office, "上级环节:待回填") == {second.no}
        await pilot.press("ctrl+z")
        await pilot.pause(0.2)
        assert "撤销只改台账" in await shown()
        await pilot.press(*"录错了", "f4")
        await pilot.pause(0.2)
        await shown()
        assert found(office, "上级环节:待回填") == {first.no, second.no}


async def test_no_reply_to_copy_is_said(office: Office) -> None:
    async with console(office) as (pilot, shown):
        await pilot.press("5")
        assert "没有待回填的工单" in await shown()
        await pilot.press("f4", "f7")
        assert "没有可复制的回单内容" in await shown()


async def test_who_is_to_be_called_back_is_a_pile_of_the_desk(office: Office) -> None:
    done(office, 1, source="群众来电", caller_phone="13812345678", text="井盖松动已半月")
    async with console(office, (120, 36)) as (pilot, shown):
        assert "待回访" in await shown()
        await pilot.press("6")
        assert "井盖松动" in await shown()


async def test_a_second_call_in_a_week_is_asked_about_before_it_is_recorded(office: Office) -> None:
    first, second = [done(office, number, source="群众来电", caller_phone="13812345678") for number in (1, 2)]
    office.ledger.act(first.no, Action.CALL_BACK, office.actor(), {"satisfaction": "满意"})
    async with console(office) as (pilot, shown):
        await pilot.press("6")
        await shown()
        await pilot.press("enter")
        await pilot.pause(0.2)
        await shown()
        await pilot.press(*"3")
        await pilot.pause()
        await pilot.press(*"满意", "f4")
        await pilot.pause(0.2)
        assert "不重复打扰" in str(pilot.app.screen.query_one(".ask-title").render())
        await pilot.press(*"仍要", "enter")
        await pilot.pause(0.2)
        await shown()
    assert office.queries.event(second.no)["satisfaction"] == "满意"


async def test_a_secret_event_is_only_said_to_be_one_in_the_list(office: Office) -> None:
    register(office, text="丈夫家暴，住三号楼", title="三号楼家暴求助", category="矛盾纠纷")
    async with console(office, (120, 36)) as (pilot, shown):
        await pilot.press("f4")
        text = await shown()
        assert "〔保密〕矛盾纠纷" in text
        assert "三号楼" not in text
