"""Several events at once, from the ledger screen and the command line: a look before it is done, one operation, one undo."""

from __future__ import annotations

import json

import pytest

from console.batch import in_common, preview, shared
from console.office import Office
from console.screens.ledger import Ledger
from console.widgets.ask import Ask, Pick
from tests.ledger_tools import command, dispatched, register
from tests.test_actions_by_keys import until
from tests.test_screens import console, screen_text
from wangge.lifecycle import DELAY_BY_ONE_APPROVAL, Action

DELAY = {"reason": "台风红色预警", "days": "3"}


@pytest.fixture
def three(office, clerk):
    """Three events that are handled."""
    made = [dispatched(office, text=f"第{place}棵树倒伏") for place in range(3)]
    return [office.ledger.act(event.no, Action.SIGN, clerk) for event in made]


def dues(office, events):
    return [office.queries.event(event.no)["due_at"] for event in events]


def test_a_path_is_offered_where_it_does_more_than_one_step(office, three):
    offered = shared(office.rules.lifecycle, three)
    assert offered[0] is DELAY_BY_ONE_APPROVAL
    assert Action.DONE in offered
    assert Action.MERGE not in offered
    mixed = shared(office.rules.lifecycle, [*three, register(office)])
    assert DELAY_BY_ONE_APPROVAL not in mixed
    assert Action.URGE in mixed
    assert in_common([three[0], register(office)]).keys().isdisjoint({"no", "unit"})


def test_a_look_writes_nothing_and_says_what_would_move(office, three, clerk):
    waiting = register(office)
    before = dues(office, three)
    foreseen = office.ledger.foresee([*(event.no for event in three), waiting.no], DELAY_BY_ONE_APPROVAL, clerk, DELAY)
    assert [each.after is None for each in foreseen] == [False, False, False, True]
    assert foreseen[3].refusal.code == "action_not_now"
    assert dues(office, three) == before
    moved, refused, why = preview(foreseen, office)
    assert moved == f"期限变动 3 件（如 {three[0].no}：2026-11-27 17:30 → 2026-12-02 17:30）。"
    assert refused == "不能办 1 件："
    assert waiting.no in why
    done = office.ledger.act_many([event.no for event in three], DELAY_BY_ONE_APPROVAL, clerk, DELAY)
    assert [event["due_at"] for event in done] == [each.after["due_at"] for each in foreseen[:3]]


async def test_all_limits_are_moved_by_one_approval_with_keys_and_one_undo(office, three):
    before = dues(office, three)
    async with console(office) as (pilot, shown):
        pilot.app.push_screen(Ledger(""))
        await shown()
        await pilot.press("space", "space", "space", "f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        await pilot.press(*"批量", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        assert {entry.id for entry in pilot.app.screen.query("Input, TextArea")} == {"reason", "days"}
        pilot.app.screen.query_one("#reason").text = "台风"
        pilot.app.screen.query_one("#days").value = "3"
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        assert "期限变动 3 件" in screen_text(pilot.app)
        assert dues(office, three) == before
        await pilot.press("enter")
        await until(pilot, lambda: dues(office, three) != before)
        assert "批量延期：3 件" in await shown()
        assert [step.action for step in office.queries.steps(three[0])][-2:] == ["申请延期", "同意延期"]
        await pilot.press("ctrl+z")
        await until(pilot, lambda: dues(office, three) == before)


@pytest.fixture
def run(office, three, capsys, clock, monkeypatch):
    def told(*words, code=0):
        capsys.readouterr()
        assert command("--office", str(office.folder), "act-many", *words, "--json") == code
        return json.loads(capsys.readouterr().out.splitlines()[0])

    opened = Office.open
    monkeypatch.setattr(Office, "open", lambda folder: opened(folder, clock))
    return told


def test_the_command_only_looks_unless_it_is_told_to_go(office, three, run):
    looked = run("倒伏", "催办")
    assert (looked["found"], looked["allowed"], looked["done"], looked["step"]) == (3, 3, 0, None)
    done = run("倒伏", "催办", "--yes")
    assert done["done"] == 3
    assert [office.queries.event(event.no)["urges"] for event in three] == [1, 1, 1]
    office.ledger.undo(f"S{done['step']}", office.actor())
    assert [office.queries.event(event.no)["urges"] for event in three] == [None, None, None]


def test_one_refusal_keeps_all_out_unless_it_is_skipped(office, three, run, clerk):
    office.ledger.act(three[1].no, Action.DONE, clerk, {"result": "已清理完毕"})
    told = run("倒伏", "催办", "--yes", code=1)
    assert (told["done"], [each["no"] for each in told["refused"]]) == (0, [three[1].no])
    assert told["refused"][0]["error"] == "action_not_now"
    assert run("倒伏", "催办", "--yes", "--skip")["done"] == 2
