"""A counter's worst hours by keys: a unit that is none, one number for one action, somebody else's change, and what an undo takes back."""

from __future__ import annotations

import pytest
from screens import console, screen_text, until
from textual.widgets import Input

from console.offering import FIRST, listed, numbered
from console.office import Office
from console.screens.event import EventScreen
from console.widgets.ask import Ask, Pick
from console.widgets.entries import Line, Lines
from tests.ledger_tools import command
from wangge.actor import Actor
from wangge.lifecycle import ONE_KEY_DISPATCH, Action, State
from wangge.records import Event

GIVEN = {"category": "市容环境", "unit": "市政养护所"}


@pytest.fixture
def sent(office: Office, clerk: Actor) -> Event:
    made = office.ledger.register({"text": "路灯不亮，夜间无法通行", "source": "窗口来访"}, clerk)
    return office.ledger.act(made.no, ONE_KEY_DISPATCH, clerk, GIVEN)


async def opened(pilot, shown, event: Event) -> str:
    pilot.app.push_screen(EventScreen(event.no))
    return await shown()


# a unit


async def test_after_a_unit_was_chosen_the_cursor_is_in_the_next_entry_and_what_is_typed_is_no_unit(office: Office, sent: Event) -> None:
    async with console(office, (100, 36)) as (pilot, shown):
        await opened(pilot, shown, sent)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        await pilot.press(*"改派", "enter")
        await until(pilot, lambda: "承办单位" in screen_text(pilot.app))
        await pilot.press(*"环卫站", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await pilot.press(*"应由环卫站办")
        await until(pilot, lambda: "应由环卫站办" in screen_text(pilot.app))
        assert pilot.app.screen.query_one("#unit", Line).value == "环卫站"
        assert not isinstance(pilot.app.focused, Line) or pilot.app.focused.id != "unit"


async def test_an_unknown_unit_is_asked_about_and_no_is_the_first_answer(office: Office, clerk: Actor) -> None:
    office.ledger.register({"text": "路灯不亮", "source": "窗口来访"}, clerk)
    async with console(office, (100, 36)) as (pilot, shown):
        await pilot.press("f6")
        await shown()
        await pilot.press("2")
        await until(pilot, lambda: pilot.app.screen.query(Input))
        await pilot.press(*"因为他家离得近", "enter")
        await until(pilot, lambda: "是单位吗" in screen_text(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Pick))
        assert "因为他家离得近" not in await shown()
        await pilot.press("2")
        await until(pilot, lambda: pilot.app.screen.query(Input))
        await pilot.press(*"河道管理所", "enter")
        await until(pilot, lambda: "是单位吗" in screen_text(pilot.app))
        await pilot.press("2", "enter")
        await until(pilot, lambda: "单位 河道管理所" in screen_text(pilot.app))


async def test_a_draft_does_not_stand_in_the_place_of_a_fresh_choice(office: Office, sent: Event) -> None:
    async with console(office, (100, 36)) as (pilot, shown):
        title = f"改派　{sent.title}"
        pilot.app.drafts.keep(f"event {title} {sent.no}", {"unit": "司法所", "reason": "上次写的"})
        await opened(pilot, shown, sent)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        await pilot.press(*"改派", "enter")
        await until(pilot, lambda: "承办单位" in screen_text(pilot.app))
        await pilot.press(*"环卫站", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        assert pilot.app.screen.query_one("#unit", Line).value == "环卫站"
        assert "上次写的" in screen_text(pilot.app)


def test_the_command_refuses_an_unknown_unit_unless_it_is_said_to_be_new(
    office: Office, clerk: Actor, capsys: pytest.CaptureFixture[str]
) -> None:
    made = office.ledger.register({"text": "路灯不亮", "source": "窗口来访"}, clerk)
    words = ("--office", str(office.folder), "act", made.no, "一键派遣", "--set", "类别=市容环境", "--set", "承办单位=因为近")
    assert command(*words) != 0
    assert "--new-unit" in capsys.readouterr().err
    assert office.queries.event(made.no).state is State.REPORTED
    assert command(*words, "--new-unit") == 0
    assert office.queries.event(made.no).text("unit") == "因为近"


# one number


async def test_a_digit_of_the_line_is_the_same_number_in_the_list(office: Office, sent: Event) -> None:
    async with console(office, (120, 36)) as (pilot, shown):
        foot = await opened(pilot, shown, sent)
        numbers = [f"{place}{action}" for place, action in enumerate(pilot.app.screen._offered(), start=1)]
        assert numbers[0] == "1签收"
        assert all(each in foot for each in numbers[:3])
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        listing = await shown()
        assert all(f"{each[0]} {each[1:]}" in listing for each in numbers)


def test_the_line_has_the_next_steps_of_a_whistle_and_of_a_delay(office: Office) -> None:
    lifecycle = office.rules.lifecycle
    for state, wanted in ((State.WHISTLED, Action.ARRIVE), (State.DELAY_REVIEW, Action.GRANT_DELAY), (State.SUSPENDED, Action.RESUME)):
        allowed = lifecycle.open_to(state, {})
        assert wanted in numbered(set(allowed))[:2]


def test_what_has_a_digit_comes_first_in_the_list_and_nothing_is_lost(office: Office) -> None:
    for state in State:
        allowed = list(office.rules.lifecycle.open_to(state, {}))
        first = numbered(set(allowed), FIRST)
        assert listed(first, (ONE_KEY_DISPATCH,), allowed)[: len(first)] == first
        assert set(listed(first, (), allowed)) == set(allowed)


# somebody else's change


async def test_a_change_of_another_is_shown_and_the_form_can_be_sent_again(office: Office, clerk: Actor, sent: Event) -> None:
    async with console(office, (100, 36)) as (pilot, shown):
        await opened(pilot, shown, sent)
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await pilot.press(*"已去电")
        office.ledger.act(sent.no, Action.URGE, clerk)
        await pilot.press("f4")
        await until(pilot, lambda: "填的都还在" in screen_text(pilot.app))
        assert "催办" in screen_text(pilot.app)
        assert pilot.app.screen.query(Lines).first().text == "已去电"
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, EventScreen))
        await shown()
    assert "备注" in [step.action for step in office.queries.steps(office.queries.event(sent.no))]


async def test_leaving_after_a_conflict_keeps_what_was_typed(office: Office, clerk: Actor, sent: Event) -> None:
    async with console(office, (100, 36)) as (pilot, shown):
        await opened(pilot, shown, sent)
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await pilot.press(*"已去电")
        office.ledger.act(sent.no, Action.URGE, clerk)
        await pilot.press("f4")
        await until(pilot, lambda: "填的都还在" in screen_text(pilot.app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, EventScreen))
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        assert pilot.app.screen.query(Lines).first().text == "已去电"


# undo


def test_a_printed_paper_is_not_what_one_takes_back(office: Office, sent: Event, clerk: Actor) -> None:
    before = office.ledger.last_done(clerk)
    office.ledger.act(sent.no, Action.PRINT, clerk, {"paper": "派单"})
    assert office.ledger.last_done(clerk) == before
    assert office.ledger.named(before) == ("受理、派遣", sent.no, 1)


async def test_an_undo_names_the_action_and_the_event(office: Office) -> None:
    actor = office.actor()
    made = office.ledger.register({"text": "路灯不亮", "source": "窗口来访"}, actor)
    office.ledger.act(made.no, ONE_KEY_DISPATCH, actor, GIVEN)
    async with console(office, (100, 30)) as (pilot, shown):
        await pilot.press("ctrl+z")
        await until(pilot, lambda: f"“受理、派遣”（{made.no}）" in screen_text(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Pick))
        text = await shown()
        assert f"已撤销“受理、派遣”（{made.no}）" in text.replace("\n", "")
    assert office.queries.event(made.no).state is State.REPORTED


async def test_what_is_to_be_told_after_an_undo_is_said_with_keys_and_no_command(office: Office) -> None:
    actor = office.actor()
    made = office.ledger.register({"text": "路灯不亮", "source": "窗口来访"}, actor)
    office.ledger.act(made.no, ONE_KEY_DISPATCH, actor, GIVEN)
    office.ledger.act(made.no, Action.PRINT, actor, {"paper": "派单"})
    async with console(office, (120, 30)) as (pilot, shown):
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "“受理、派遣”" in screen_text(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await pilot.press(*"派错了", "f4")
        await until(pilot, lambda: "告知更正" in screen_text(pilot.app))
        assert "wangge tell" not in await shown()
    assert office.queries.event(made.no).state is State.REPORTED
