"""The screens, driven by keys: what is shown is text, fits at 80×24 and 120×36, and a refusal is a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from screens import console, screen_text, until
from textual.widgets import Input

from console.office import Office
from console.palette import Actions
from console.screens.base import Base
from console.screens.triage import Triage
from console.widgets.bars import StatusLine
from wangge.actor import Actor
from wangge.directory import Department, Person, Place, Turn
from wangge.lifecycle import ONE_KEY_DISPATCH, State
from wangge.query import parse

SIZES = [(80, 24), (120, 36)]
NASTY = "[/] [@click=app.quit]点[/] [b]粗[/b] =cmd|'/c calc' \x1b[31m\x07 \u202e反 😀𠮷 {no} %s"


@pytest.fixture
def busy(office: Office, clerk: Actor) -> Office:
    """An office with three events: one that waits, one that is handled, one whose every text is an attack."""
    office.ledger.register({"text": "楼上漏水，天花板泡坏了", "source": "窗口来访", "category": "矛盾纠纷", "caller": "张三"}, clerk)
    second = office.ledger.register({"text": "老板拖欠工资", "source": "12345热线", "category": "矛盾纠纷"}, clerk)
    office.ledger.act(second.no, ONE_KEY_DISPATCH, clerk, {"unit": "劳动监察中队"})
    given = dict.fromkeys(("text", "title", "place", "category", "community", "unit", "grid", "worker"), NASTY)
    office.ledger.register({**given, "source": "窗口来访", "caller": NASTY}, clerk)
    return office


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen_opens_shows_its_keys_and_fits(busy: Office, size: tuple[int, int]) -> None:
    async with console(busy, size) as (pilot, shown):
        for key, words in {
            "f4": ("台账", "第 1 / 共 3 件"),
            "f6": ("受理派遣", "还有 2 件", "8当场答复"),
            "f2": ("登记", "不愿提供"),
            "f8": ("导入", "inbox"),
            "f9": ("报表", "换月份"),
            "0": ("网格员计分", "换月份"),
            "ctrl+b": ("联动看板", "新联动事项"),
            "f1": ("帮助", "本页"),
        }.items():
            await pilot.press(key)
            text = await shown()
            assert all(word in text for word in words), f"{key}: {text}"
            lines = text.splitlines()
            assert len(lines) == size[1]
            await pilot.press("escape")
            assert "待受理" in await shown(), key


async def test_nothing_a_person_typed_is_interpreted_on_any_screen(busy: Office) -> None:
    async with console(busy, (120, 36)) as (pilot, shown):
        await pilot.press("f4")
        assert "[/] [@click=app.quit]点[/]" in await shown()
        await pilot.press("enter")
        text = await shown()
        assert "[@click=app.quit]点[/] [b]粗[/b]" in text
        assert not {"\x1b", "\u202e"} & set(text)
        await pilot.press("escape", "escape", "f6", "space")
        assert "[@click=app.quit]点[/] [b]粗[/b]" in await shown()
        await pilot.press("2")
        assert "[@click" in await shown()
        assert pilot.app.is_running


async def test_enter_takes_the_suggestion_and_undo_takes_it_back(busy: Office) -> None:
    async with console(busy) as (pilot, shown):
        await pilot.press("f6")
        assert "单位 司法所" in await shown()
        await pilot.press("enter")
        assert "一键派遣" in await shown()
        first = busy.queries.page(parse("漏水", busy.catalogue.fields())).events[0]
        assert (first.state, first.owner) == (State.DISPATCHED, "司法所")
        await pilot.press("ctrl+z")
        assert "已撤销" in await shown()
        again = busy.queries.event(first.no)
        assert again.state is State.REPORTED


async def test_a_card_that_somebody_else_took_is_named_and_not_taken_twice(busy: Office, clerk: Actor) -> None:
    async with console(busy) as (pilot, shown):
        await pilot.press("f6")
        await shown()
        no = busy.queries.page(parse("漏水", busy.catalogue.fields())).events[0].no
        busy.ledger.act(no, ONE_KEY_DISPATCH, clerk, {"unit": "司法所"})
        await pilot.press("enter")
        text = await shown()
        assert "刚刚被值班员改动过" in text
        assert "楼上漏水" not in text
        assert len([step for step in busy.queries.steps(busy.queries.event(no)) if step.action == "派遣"]) == 1


async def test_letters_do_what_the_other_keys_do(busy: Office) -> None:
    async with console(busy) as (pilot, shown):
        await pilot.press("t")
        assert "受理派遣" in await shown()
        await pilot.press("question_mark")
        assert "本页" in await shown()
        await pilot.press("escape", "q")
        assert "首页" in await shown()
        await pilot.press("fullwidth_question_mark")
        assert "帮助" in await shown()


async def test_a_wrong_query_says_where_and_does_not_look_like_nothing_found(busy: Office) -> None:
    async with console(busy) as (pilot, shown):
        await pilot.press("f3")
        await shown()
        await pilot.press(*"abc:x", "enter")
        text = await shown()
        assert "没有名为“abc”的项目" in text
        assert "没有找到" not in text


async def test_a_batch_is_one_operation_and_one_undo(busy: Office) -> None:
    async with console(busy) as (pilot, shown):
        await pilot.press("f4")
        await shown()
        await pilot.press("space", "space", "f4")
        await pilot.pause()
        assert "对选中的 2 件办理" in screen_text(pilot.app)
        await pilot.press(*"催办", "enter")
        await pilot.pause(0.2)
        assert "催办：2 件" in await shown()
        assert busy.queries.count(parse("催办次数:1", busy.catalogue.fields())) == 2
        await pilot.press("ctrl+z")
        await shown()
        assert busy.queries.count(parse("催办次数:1", busy.catalogue.fields())) == 0


async def test_a_draft_survives_the_end_of_the_program(office: Office) -> None:
    async with console(office) as (pilot, shown):
        await pilot.press("f2")
        await shown()
        await pilot.press(*"路灯不亮")
        await pilot.pause()
    async with console(office) as (pilot, shown):
        await pilot.press("f2")
        assert "路灯不亮" in await shown()


async def test_not_wanting_to_leave_a_name_is_a_valid_caller(office: Office) -> None:
    async with console(office) as (pilot, shown):
        await pilot.press("f2")
        await shown()
        await pilot.press(*"路灯不亮", "f12", "f4")
        await pilot.pause(0.2)
        await shown()
    (event,) = office.queries.page(parse("路灯", office.catalogue.fields())).events
    assert event.text("caller") == "不愿提供"


async def test_the_import_screen_shows_a_plan_and_escape_changes_nothing(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "来件.csv"
    path.write_text("事件编号,事件描述,上报时间\nA1,路灯不亮,2026-11-19 09:00\nA2,井盖破损,2026-02-30 09:00\n", encoding="utf-8")
    async with console(office, (120, 36)) as (pilot, shown):
        await pilot.press("f8")
        await shown()
        await pilot.press(*str(path), "enter")
        text = await shown()
        assert all(word in text for word in ("新件1", "有误1", "第3行", "2026-02-30"))
        await pilot.press("escape")
        assert "台账不变" in await shown()
        assert office.queries.count(parse("", office.catalogue.fields())) == 0


async def test_after_the_last_file_letters_are_keys_again(office: Office) -> None:
    file = office.folder / "inbox" / "来件.csv"
    file.write_text("事件编号,事件描述,上报时间\nA1,路灯不亮,2026-11-19 09:00\n", encoding="utf-8")
    os.utime(file, (0, 0))  # it is not still on its way in
    async with console(office, (120, 36)) as (pilot, shown):
        await pilot.press("i")
        await shown()
        for key, seen in (("enter", "新件1"), ("enter", "已入账 1 件")):
            await pilot.press(key)
            await until(pilot, lambda seen=seen: seen in screen_text(pilot.app))
        await pilot.press("t")
        await shown()
        assert isinstance(pilot.app.screen, Triage)


async def test_a_report_without_events_says_so(office: Office) -> None:
    async with console(office) as (pilot, shown):
        await pilot.press("f9")
        assert "没有可报的内容" in await shown()


async def test_the_palette_lists_what_the_screen_can_do_in_its_language(busy: Office) -> None:
    async with console(busy) as (pilot, _shown):
        screen = pilot.app.screen
        assert isinstance(screen, Base)
        names = [hit.text async for hit in Actions(screen).discover()]
        assert {"打开", "受理派遣", "导入", "报表", "退出"} <= set(names)
        assert screen.query_one(StatusLine)


async def test_a_card_that_fits_no_duty_is_given_to_somebody_by_name(office: Office, clerk: Actor) -> None:
    event = office.ledger.register({"text": "说不清的一件事", "source": "窗口来访", "category": "其他"}, clerk)
    async with console(office) as (pilot, shown):
        await pilot.press("f6")
        assert "按 F7 列为疑难" in await shown()
        await pilot.press("f7")
        await shown()
        await pilot.press(*"张某", "tab", *"清单里没有", "f4")
        text = await shown()
        assert "都办完了" in text
    done = office.queries.event(event.no)
    assert (done.state, done["hard_owner"]) == (State.FILED, "张某")


async def test_the_choice_of_a_unit_says_who_is_there_today(office: Office, clerk: Actor) -> None:
    source = {"file": "名册.xlsx", "sha256": "0" * 64}
    office.ledger.set_list("部门", Department, [Department("司法所", "常驻", "0571-88000001")], source, clerk)
    office.ledger.set_list("值班表", Turn, [Turn("司法所", "周五", "李四", "13812345678")], source, clerk)
    event = office.ledger.register({"text": "说不清的一件事", "source": "窗口来访", "category": "其他"}, clerk)
    async with console(office) as (pilot, shown):
        await pilot.press("f6", "2")
        assert "司法所　常驻　李四　138****5678" in await shown()
        await pilot.press(*"李四", "enter", "enter")
        await shown()
    assert office.queries.event(event.no)["unit"] == "司法所"


async def test_a_shift_is_handed_over_and_taken_over_with_keys(busy: Office) -> None:
    async with console(busy) as (pilot, shown):
        await pilot.press("f7")
        assert "中午前到期" in await shown()
        await pilot.press("f4")
        assert "还没有人接" in await shown()
        await pilot.press("f12")
        await shown()
        await pilot.press(*"小李", "f4")
        text = await shown()
        assert "小李已接" in text
        assert "还没有人接" not in text


async def test_marked_events_are_placed_with_keys(office: Office, clerk: Actor) -> None:
    source = {"file": "名册.xlsx", "sha256": "0" * 64}
    tree = [Place("东城区", "区县"), Place("东城区/东社区", "社区"), Place("东城区/东社区/一格", "网格")]
    office.ledger.set_list("组织", Place, tree, source, clerk)
    nos = [office.ledger.register({"text": f"第{n}件", "source": "窗口来访"}, clerk).no for n in range(2)]
    async with console(office) as (pilot, shown):
        await pilot.press(*["down"] * 9, "enter")
        await shown()
        await pilot.press("space", "down", "space", "ctrl+g")
        assert "东城区/东社区/一格" in await shown()
        await pilot.press(*"一格", "enter")
        assert "2 件已落到" in await shown()
    assert {(office.queries.event(no)["community"], office.queries.event(no)["grid"]) for no in nos} == {("东社区", "一格")}


async def test_people_are_found_while_typing_and_a_phone_needs_a_reason(office: Office, clerk: Actor) -> None:
    source = {"file": "名册.xlsx", "sha256": "0" * 64}
    people = [Person("单雄信", "网格员", "东社区", phone="13812345678"), Person("赵四", unit="西社区")]
    office.ledger.set_list("人员", Person, people, source, clerk)
    office.ledger.set_list("部门", Department, [Department("司法所", "常驻", "0571-88000001")], source, clerk)
    async with console(office) as (pilot, shown):
        await pilot.press("f12")
        assert "司法所　常驻" in await shown()
        await pilot.press(*"sxx")
        text = await shown()
        assert "单雄信　网格员　东社区　138****5678" in text
        assert "赵四" not in text
        await pilot.press("enter")
        await shown()
        await pilot.press(*"夜间险情", "f4")
        assert "电话：13812345678" in await shown()
    assert office.queries.facts("查看原文")[0].data["reason"] == "夜间险情"


async def test_a_new_duty_list_is_looked_at_before_it_is_taken(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("事项,类别,主办单位\n路灯不亮,市容环境,路灯所\n", encoding="utf-8")
    wrong = tmp_path / "b.csv"
    wrong.write_text("事项,类别,主办单位,时限\n路灯不亮,市容环境,路灯所,三天半\n", encoding="utf-8")
    async with console(office, (120, 36)) as (pilot, shown):
        await pilot.press("ctrl+d")
        assert "第 0 版" in await shown()
        pilot.app.screen.query_one(Input).value = str(wrong)
        await pilot.press("enter")
        text = await shown()
        assert "第2行“时限”" in text
        assert "1 处有误" in text
        pilot.app.screen.query_one(Input).value = str(path)
        await pilot.press("enter")
        assert "新增　路灯不亮：路灯所" in await shown()
        assert office.ledger.duties.book().last.version == 0
        await pilot.press("enter")
        assert "已采用第 1 版" in await shown()
        await pilot.press("f4")
        assert "已写出" in await shown()
    assert [row.unit for row in office.ledger.duties.book().last.rows] == ["路灯所"]
    assert list((office.folder / "outbox").glob("权责清单_第1版*.xlsx"))


async def test_a_small_desk_names_the_keys_that_a_day_begins_with(island: Office) -> None:
    async with console(island, (80, 24)) as (_pilot, shown):
        bar = (await shown()).splitlines()[-1]
        assert all(key in bar for key in ("回车 打开", "F2 登记", "F6 受理派遣", "F8 导入", "F3 查找", "F4 台账", "F1 帮助"))


@pytest.mark.parametrize("key", ["f4", "f7", "ctrl+g"])
async def test_what_lacks_is_said_before_anybody_is_asked_for_a_block(island: Office, key: str) -> None:
    async with console(island) as (pilot, shown):
        await pilot.press("f2")
        await shown()
        await pilot.press(key)
        assert "“内容”还没有填" in await shown()
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "text"
        await pilot.press(*"路灯不亮")
        assert "路灯不亮" in await shown()
