"""Where an office has no front island nothing of it is there: no action, no key, no command, no department, no paper, no sheet, no rule."""

from __future__ import annotations

import pytest

from console import papers
from console.commands.lifecycle import drawing
from console.registry import ACTIONS
from console.screens.event import EventScreen
from exports.month import month_report
from plugins.manager import ISLAND, load, ours
from tests.island_tools import opened, switch_on
from tests.ledger_tools import command, dispatched, refused, register
from tests.screens import console
from wangge.catalogue import MonthRequest
from wangge.lifecycle import Action, State
from wangge.rules import Rules
from wangge.transitions import TABLE, Flow

OWN = {row.action for row in TABLE if row.flow is Flow.ISLAND} - {Action.REGISTER}
WORDS = ("前岛", "导引", "板块", "来访次数", "一次告知")


def said(text):
    """The words of the island in a text."""
    return [word for word in WORDS if word in text]


def test_the_actions_of_the_island_are_these():
    assert {Action.GUIDE, Action.MOVE_BLOCK, Action.RECEIVE, Action.WAIVE, Action.VISIT, Action.ADVISE} == OWN


def test_no_event_is_offered_any_of_them(office):
    event = register(office)
    assert not OWN & set(office.rules.lifecycle.open_to(event.state, event.known))
    for action in OWN:
        refused("action_not_now", office.ledger.act, event.no, action, office.actor(), {})
    assert not said("".join(drawing(office.rules.lifecycle)))


def test_a_case_of_the_counter_goes_where_it_is_sent(office):
    event = dispatched(office)
    assert event.state is State.DISPATCHED
    assert not [name for name in event.known if name.startswith("island_")]
    answered = office.ledger.register({"text": "在哪里办证", "source": "窗口来访"}, office.actor(), answer="二楼")
    assert answered.state is State.CLOSED
    told = {"text": "在哪里办证", "source": "窗口来访", "island_block": "信访接待", "reason": "x"}
    refused("value_reserved", office.ledger.register, told, office.actor())


def test_the_rules_read_the_switch_and_nothing_else(office, tmp_path, clock):
    assert not office.rules.settings.flows.island
    on = opened(tmp_path / "on", clock)
    assert isinstance(on.rules, Rules)
    assert on.rules.settings.flows.island
    assert set(on.rules.lifecycle.rows) - set(office.rules.lifecycle.rows) == {row for row in TABLE if row.flow is Flow.ISLAND}
    on.close()


def test_the_plugins_of_the_island_are_not_even_listed(office):
    assert not set(ISLAND) & {each.name for each in office.catalogue.plugins}
    assert office.catalogue.branches == office.catalogue.services == ()
    assert {each.key for each in office.catalogue.departments}.isdisjoint({"petition", "consumer", "neighbour", "property", "family"})
    event = register(office, category="信访事项")
    assert not [each for each in papers.offered(office, event) if each.name in {"event.reception", "event.notice"}]
    on = load(ours(island=True))
    assert [each.trouble for each in on.plugins] == [""] * len(on.plugins)
    assert {each.name for each in on.plugins} >= set(ISLAND)


def test_the_month_report_has_no_sheet_of_it(office):
    register(office)
    report = month_report(office.queries, office.settings, office.catalogue, MonthRequest("2026-11"), office.now())
    assert not any(word in sheet.name for sheet in report.sheets for word in ("前岛", "信访"))


@pytest.mark.parametrize("arguments", [("island",), ("island", "信访"), ("services",), ("backlog",)], ids=" ".join)
def test_its_commands_are_refused_and_say_how_to_switch_it_on(office, capsys, arguments):
    assert command("--office", str(office.folder), *arguments) == 1
    assert "[island]" in capsys.readouterr().err


async def test_no_screen_shows_a_key_or_a_word_of_it(office):
    event = register(office)
    keys = [action for action in ACTIONS if action.island]
    assert {action.scope for action in keys} == {"desk", "register", "triage"}
    async with console(office, (140, 40)) as (pilot, shown):
        for open_it in ([], ["f2"], ["f6"]):
            await pilot.press("escape", *open_it)
            assert not said(await shown()), open_it
            before = pilot.app.screen
            await pilot.press(*(action.keys[0] for action in keys if action.scope == before.SCOPE))
            await shown()
            assert pilot.app.screen is before
            await pilot.press("f1")
            assert not said(await shown()), open_it
            await pilot.press("escape")
            names = [each.title for each in pilot.app.get_system_commands(before)]
            assert not said("".join(names))
            await pilot.press("escape")
        pilot.app.push_screen(EventScreen(event.no))
        await shown()
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert not said(await shown())


def test_switching_it_on_is_one_line_of_the_settings(office, clock):
    office.close()
    folder = switch_on(office.folder)
    again = type(office).open(folder, clock)
    assert Action.GUIDE in again.rules.lifecycle.open_to(State.REPORTED)
    again.close()
