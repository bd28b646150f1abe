"""What a question does to the screen below it, and to what was typed into it."""

from __future__ import annotations

import pytest
from screens import console, screen_text, until
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, TextArea

from console.app import WanggeApp
from console.office import Office
from console.screens.help import Help
from console.widgets.ask import Ask, Pick
from console.widgets.entries import Item
from wangge.actor import Actor
from wangge.fields import BY_NAME
from wangge.lifecycle import ONE_KEY_DISPATCH, State
from wangge.query import And
from wangge.times import chinese


@pytest.fixture
def waiting(office: Office, clerk: Actor) -> Office:
    for text in ("楼上漏水坏了", "夜间施工噪音", "路灯不亮"):
        office.ledger.register({"text": text, "source": "窗口来访", "caller": "张三", "caller_phone": "13800001234"}, clerk)
    return office


async def question(pilot: Pilot[None]) -> Ask:
    for _ in range(10):
        await pilot.pause()
        if isinstance(pilot.app.screen, Ask):
            return pilot.app.screen
    raise AssertionError(screen_text(pilot.app))


async def test_a_refused_form_comes_back_as_it_was_filled_in(waiting: Office, clerk: Actor) -> None:
    event = waiting.queries.page(And()).events[0]
    waiting.ledger.act(event.no, ONE_KEY_DISPATCH, clerk, {"category": "市容环境", "unit": "市政养护所"})
    async with console(waiting) as (pilot, shown):
        await pilot.press("f4")
        await shown()
        await pilot.press("enter")
        await shown()
        await pilot.press("2")
        form = await question(pilot)
        form.query_one("#result", TextArea).text = "灯泡已换，反映人认可"
        form.query_one("#at", Input).value = "明天下午"
        await pilot.press("f4")
        await pilot.pause(0.2)
        again = await question(pilot)
        assert again is not form
        assert again.query_one("#result", TextArea).text == "灯泡已换，反映人认可"
        assert "时间“明天下午”读不懂" in screen_text(pilot.app)
        again.query_one("#at", Input).value = ""
        await pilot.press("f4")
        assert "待核查" in await shown()
    assert waiting.queries.event(event.no).state is State.FED_BACK


async def test_a_question_does_not_wipe_what_the_screen_says(office: Office) -> None:
    async with console(office) as (pilot, shown):
        await pilot.press("f9")
        assert "没有可报的内容" in await shown()
        await pilot.press("f7")
        await question(pilot)
        await pilot.press("escape")
        assert "没有可报的内容" in await shown()


async def test_a_wrong_number_of_open_events_is_said_in_the_form(office: Office) -> None:
    async with console(office) as (pilot, shown):
        await pilot.press("f9")
        await shown()
        await pilot.press("f12")
        form = await question(pilot)
        await pilot.press(*"abc", "f4")
        await pilot.pause(0.2)
        again = await question(pilot)
        assert again is not form
        assert again.query_one(Input).value == "abc"
        assert "abc" in str(again.query_one(".ask-wrong").render())


async def test_the_count_of_done_cards_is_right_after_a_question_and_after_undo(waiting: Office) -> None:
    async with console(waiting) as (pilot, shown):
        await pilot.press("f6")
        assert "已办 0 件　还有 3 件" in await shown()
        await pilot.press("8")
        await question(pilot)
        await pilot.press(*"已告知", "f4")
        assert "已办 1 件　还有 2 件" in await shown()
        await pilot.press("ctrl+z")
        assert "已办 0 件　还有 3 件" in await shown()


async def test_what_was_typed_for_a_refused_card_stands_there_again(waiting: Office) -> None:
    async with console(waiting) as (pilot, shown):
        await pilot.press("f6")
        await shown()
        await pilot.press("5")
        await question(pilot)
        await pilot.press(*"ZZZ", "f4")
        await pilot.pause(0.2)
        assert "没有编号为“ZZZ”的事件" in await shown()
        assert (await question(pilot)).query_one(Input).value == "ZZZ"


async def test_a_revealed_value_is_shown_in_full_and_says_that_it_was_recorded(waiting: Office) -> None:
    async with console(waiting, (80, 24)) as (pilot, shown):
        await pilot.press("f4")
        await shown()
        await pilot.press("enter")
        assert "138****1234" in await shown()
        await pilot.press("ctrl+o")
        await pilot.pause(0.1)
        await pilot.press(*"电话", "enter")
        await question(pilot)
        await pilot.press(*"回访要用", "f4")
        await pilot.pause(0.3)
        text = screen_text(pilot.app)
        assert "13800001234" in text
        assert "已记入台账" in text
        await pilot.press("escape")
        assert "13800001234" not in await shown()


class Desk(App[None]):
    """An app that only holds a question."""

    answer: object = None


async def test_every_choice_keeps_the_number_that_chooses_it() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.push_screen(Pick("单位", ("司法所", "环卫站", "市政养护所", "市场监管所")), lambda answer: setattr(app, "answer", answer))
        await pilot.pause()
        await pilot.press(*"市")
        rows = [str(option.prompt).split() for option in app.screen.query_one(OptionList).options]
        assert rows == [["3", "市政养护所"], ["4", "市场监管所"]]
        await pilot.press("backspace", "4", "enter")
        await pilot.pause()
    assert app.answer == "市场监管所"


@pytest.mark.parametrize(
    ("free", "said", "answer"), [(False, "没有这一项。删几个字再看。", None), (True, "没有这一项；回车就用打的这几个字。", "xyz")]
)
async def test_a_filter_that_finds_nothing_says_so(*, free: bool, said: str, answer: str | None) -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.push_screen(Pick("单位", ("司法所",), free=free), lambda given: setattr(app, "answer", given))
        await pilot.pause()
        await pilot.press(*"xyz")
        await pilot.pause()
        assert said in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.answer == answer


@pytest.mark.parametrize("digit", ["3", "３"])
async def test_a_digit_takes_the_choice_of_that_number(digit: str) -> None:
    app = Desk()
    field = BY_NAME["voucher"]
    async with app.run_test() as pilot:
        app.push_screen(Ask("签收", [Item(field)]), lambda given: setattr(app, "answer", given))
        await pilot.pause()
        await pilot.press(digit, "enter")
        await pilot.pause()
    assert app.answer == {"voucher": field.choices[2]}


async def test_the_foot_of_a_form_names_only_keys_that_do_something() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.push_screen(Ask("并案", [Item(BY_NAME["into"])]))
        await pilot.pause()
        assert "下一项" not in screen_text(app)
        assert "采用提示" not in screen_text(app)
        app.push_screen(Ask("退回", [Item(BY_NAME["reason"])]))
        await pilot.pause()
        assert "回车 换行" in screen_text(app)


async def test_an_answer_to_danger_waits_until_somebody_said_what_was_done_about_it(office: Office) -> None:
    async with console(office) as (pilot, shown):
        await pilot.press("f2")
        await shown()
        await pilot.press(*"有人持刀追人", "f7")
        await question(pilot)
        await pilot.press(*"已告知", "f4")
        await pilot.pause(0.3)
        assert "请先拨110" in await shown()
    (event,) = office.queries.page(And()).events
    assert (event.state, event["danger"]) == (State.REPORTED, "人身危险")
    assert not (office.folder / ".draft-register.json").exists()


async def test_one_undo_takes_back_the_answer_and_the_registration(office: Office) -> None:
    async with console(office) as (pilot, shown):
        await pilot.press("f2")
        await shown()
        await pilot.press(*"问居住证", "f7")
        await question(pilot)
        await pilot.press(*"已告知", "f4")
        await pilot.pause(0.3)
        await shown()
        (event,) = office.queries.page(And()).events
        assert event.state is State.CLOSED
        await pilot.press("ctrl+z")
        await shown()
    assert office.queries.count(And()) == 0


@pytest.mark.parametrize("typed", ["9:05", "９:05", "09：05", "2026-11-20 09:05"])
async def test_a_time_of_day_alone_is_todays(office: Office, typed: str) -> None:
    async with console(office) as (pilot, _shown):
        app = pilot.app
        assert isinstance(app, WanggeApp)
        at = app.at(typed)
        assert chinese(at, office.settings.zone) == "2026-11-20 09:05"


async def test_a_corrected_time_is_told_as_the_office_reads_it_and_undone_once(waiting: Office) -> None:
    async with console(waiting, (160, 36)) as (pilot, shown):
        await pilot.press("f4")
        await shown()
        await pilot.press("enter")
        await shown()
        await pilot.press("f7")
        await pilot.pause(0.1)
        await pilot.press(*"上报时间", "enter")
        form = await question(pilot)
        form.query_one("#reported_at", Input).value = "2026-11-19 09:30"
        form.query_one("#reason", TextArea).text = "记错了"
        await pilot.press("f4")
        await pilot.pause(0.2)
        text = await shown()
        assert "上报时间 → 2026-11-19 09:30" in text
        await pilot.press("ctrl+z")
        await pilot.pause(0.1)
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert "的“更正”：1 件回到之前的样子" in await shown()
        await pilot.press("escape", "ctrl+z")
        await pilot.pause(0.2)
        assert "这是这次打开以前办的" in await shown()


async def test_f1_in_a_form_and_in_a_list_shows_their_own_keys_and_goes_back_to_what_was_typed(office: Office) -> None:
    app = WanggeApp(office)
    form = Ask("办结", [Item(BY_NAME["result"]), Item(BY_NAME["done_kind"])])
    async with app.run_test(size=(100, 36)) as pilot:
        for over, typed, told in ((form, "修好了", "F4"), (Pick("单位", ("司法所", "城管")), "司", "打字")):
            await app.push_screen(over)
            await pilot.pause()
            await pilot.press(*typed, "f1")
            await pilot.pause()
            assert isinstance(app.screen, Help)
            text = screen_text(app)
            assert told in text
            assert "登记一件新事件" not in text
            await pilot.press("f1")
            await pilot.pause()
            assert app.screen is over
            assert typed in screen_text(app)
            await pilot.press("escape")
            await pilot.pause()


async def test_a_second_quick_enter_does_not_close_the_screen_below_a_question(waiting: Office) -> None:
    async with console(waiting) as (pilot, shown):
        await pilot.press("f6")
        await shown()
        await pilot.press("2")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        line = pilot.app.screen.query_one(Input)
        for _time in range(2):
            line.post_message(Input.Submitted(line, line.value))
        await until(pilot, lambda: not isinstance(pilot.app.screen, Pick))
        await shown()
        assert pilot.app.screen.SCOPE == "triage"
