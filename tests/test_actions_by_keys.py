"""Every action of the table can be done at the event's screen with keys alone; its form asks what the table says."""

from __future__ import annotations

import pytest
from textual.widgets import Input, TextArea

from console.columns import known_as
from console.screens.event import EventScreen
from console.widgets.ask import Ask, Pick
from tests.flow_tools import TABLES, Desk
from tests.screens import console, screen_text, until
from wangge.fields import BY_NAME
from wangge.lifecycle import Action, State
from wangge.transitions import TABLE

FIRST_ROWS = {row.action: (flow, row) for flow in ("完整", "简易") for row in reversed(TABLES[flow].rows) if row.source is not None}
"""One row of each action, as early on the path as there is one."""


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    made = {flow: Desk(tmp_path_factory.mktemp("keys") / "office", table) for flow, table in TABLES.items()}
    yield made
    for desk in made.values():
        desk.office.close()


GROUPS = {(flow, row.source) for flow, row in FIRST_ROWS.values()}


@pytest.mark.long
@pytest.mark.parametrize(("flow", "state"), sorted(GROUPS, key=lambda group: (group[0], list(State).index(group[1]))))
async def test_the_actions_of_a_state_are_done_with_keys(desks, flow, state):
    desk = desks[flow]
    async with console(desk.office) as (pilot, shown):
        for action, row in ((action, row) for action, (own, row) in FIRST_ROWS.items() if (own, row.source) == (flow, state)):
            before = desk.at(state, action)
            screen = EventScreen(before.no)
            pilot.app.push_screen(screen)
            await shown()
            await one_action(pilot, desk, before.no, action, row)
            assert f"{action}：{known_as(before)} → {row.target}" in await shown()
            last = desk.office.queries.steps(before)[-1]
            assert (last.action, last.target) == (action, row.target)
            desk.office.ledger.undo(f"S{last.n}", desk.office.actor(), reason="误办")
            await pilot.press("escape")
            await shown()


async def one_action(pilot, desk, no, action, row):
    """Choose it by its name, fill its form in, and press F4."""
    version = desk.office.queries.event(no).version
    await pilot.press("enter")
    await pilot.press(*action, "enter")
    if action is Action.CORRECT:
        await pilot.press(*"地点", "enter")
    if action is Action.FILL and not desk.office.queries.event(no).known.get("department"):
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick) and not pilot.app.screen.query_one(Input).value)
        await pilot.press(*"劳动", "enter")
    if "island_block" in row.needs or action is Action.ADVISE:
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick) and not pilot.app.screen.query_one(Input).value)
        await pilot.press(*("人民调解" if action is Action.ADVISE else "联合调处"), "enter")
    if "unit" in row.needs:
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick) and not pilot.app.screen.query_one(Input).value)
        await pilot.press(*desk.given(row)["unit"], "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
    asked = {entry.id: entry for entry in pilot.app.screen.query("Input, TextArea")}
    given = desk.given(row)
    assert set(row.needs) | set(given) | set(row.offers) <= set(asked), action
    for name, entry in asked.items():
        if name in given and isinstance(entry, TextArea):
            entry.text = given[name]
        elif name in given and isinstance(entry, Input):
            entry.value = given[name]
    await pilot.press("f4")
    await until(pilot, lambda: desk.office.queries.event(no).version > version)


def test_no_action_is_left_out():
    assert set(FIRST_ROWS) == {row.action for row in TABLE} - {Action.REGISTER}


async def test_a_number_picks_a_choice_and_a_date_is_typed_in_any_habit(desks):
    desk = desks["简易"]
    row = FIRST_ROWS[Action.SUSPEND][1]
    before = desk.at(row.source)
    async with console(desk.office) as (pilot, shown):
        pilot.app.push_screen(EventScreen(before.no))
        await shown()
        await pilot.press("enter", *"批准挂账", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        for name, typed in {"reason": "待鉴定", "review_on": "12月1日", "reason_code": "1"}.items():
            entry = pilot.app.screen.query_one(f"#{name}")
            entry.focus()
            await pilot.pause()
            if name == "reason_code":
                assert "1鉴定　2等待上级批复" in await shown()
            await pilot.press(*typed)
        await pilot.press("f4")
        await until(pilot, lambda: desk.office.queries.event(before.no).version > before.version)
        assert "批准挂账" in await shown()
    last = desk.office.queries.steps(before)[-1]
    assert last.data["reason_code"] == "鉴定"
    assert last.changes["review_on"] == "2026-11-30T16:00:00Z"
    desk.office.ledger.undo(f"S{last.n}", desk.office.actor())


async def test_what_only_some_events_may_do_is_offered_to_those(desks):
    desk = desks["简易"]
    plain = desk.office.ledger.register({"text": "路灯不亮", "source": "窗口来访"}, desk.office.actor())
    async with console(desk.office, (100, 50)) as (pilot, shown):
        pilot.app.push_screen(EventScreen(plain.no))
        await shown()
        await pilot.press("enter")
        await pilot.pause(0.1)
        text = screen_text(pilot.app)
        assert "并案" in text
        assert "解除保密" not in text
        assert "告知更正" not in text
    assert BY_NAME["to_tell"].label == "待告知更正"
