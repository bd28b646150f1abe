"""The key map: an office's own keys take the place of ours, wherever keys are shown, and nothing is claimed twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens import screen_text

from console.app import WanggeApp
from console.keymap import KeyMap, key_of
from console.office import SETTINGS, Office
from console.registry import ACTIONS, key_name
from console.screens.help import Help
from console.screens.ledger import Ledger
from console.screens.register import Register
from console.widgets.bars import KeyBar, TitleBar
from tests.ledger_tools import bring, planned, refused


def own(office: Office, text: str) -> Office:
    """The office with these keys."""
    path = office.folder / SETTINGS
    path.write_text(path.read_text("utf-8") + f"\n[keys]\n{text}\n", "utf-8")
    office.close()
    return Office.open(office.folder, office.clock)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("F4", "f4"),
        ("ctrl+B", "ctrl+b"),
        ("回车", "enter"),
        ("空格", "space"),
        ("?", "question_mark"),
        ("b", "b"),
        ("B", "B"),
        ("PgUp", "pageup"),
    ],
)
def test_a_key_is_written_as_people_read_it(written, key):
    assert key_of(written) == key


@given(st.sampled_from(ACTIONS))
def test_every_key_that_is_shown_can_be_written(action):
    assert tuple(key_of(key_name(key)) for key in action.keys) == action.keys


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"ledger.bach": ("F4",)}, "ledger.batch"),
        ({"ledger.batch": ("F9", "o")}, "o: ledger.batch, ledger.order"),
        ({"ledger.batch": ("Ctrl+S",)}, "ctrl+s"),
        ({"ledger.batch": ("Hyper+X",)}, "Hyper+X"),
        ({"ledger.batch": ()}, "ledger.batch"),
    ],
)
def test_keys_that_do_nothing_clash_or_never_arrive_are_refused_and_named(keys, says):
    assert says in str(refused("keys_wrong", KeyMap, keys))


async def test_an_offices_own_key_works_and_is_shown_and_the_old_one_does_nothing(office):
    office = own(office, '"everywhere.register" = ["n", "F2"]\n"desk.ledger" = ["F6", "e"]\n"everywhere.triage" = ["F4"]')
    app = WanggeApp(office)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "F6 台账" in str(app.screen.query_one(KeyBar).content)
        await pilot.press("n")
        await pilot.pause()
        assert isinstance(app.screen, Register)
        await pilot.press("n", "a", "ctrl+l", "escape")
        await pilot.pause()
        await pilot.press("f6")
        await pilot.pause()
        assert isinstance(app.screen, Ledger)
        await pilot.press("escape", "g")
        await pilot.pause()
        assert not isinstance(app.screen, Ledger)
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, Help)
        assert "F6 e" in screen_text(app)
    office.close()


async def test_a_letter_of_an_own_key_is_typed_where_something_is_typed_in(office):
    office = own(office, '"register.save" = ["k"]')
    app = WanggeApp(office)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("k", "k")
        await pilot.pause()
        assert isinstance(app.screen, Register)
        assert app.screen.query_one("#text").text == "kk"
    office.close()


async def test_han_characters_on_a_list_are_looked_for_and_the_title_says_that_they_came(office):
    bring(office, [planned(0, text="楼上漏水"), planned(1, text="路灯不亮")])
    app = WanggeApp(office)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("f4")
        await pilot.pause()
        await pilot.press("漏")
        await pilot.press("水")
        assert app.screen.query_one("#query").value == "漏水"
        assert "中文输入中" in str(app.screen.query_one(TitleBar).content)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "共 1 件" in screen_text(app)
        await pilot.press("j")
        assert "中文输入中" not in str(app.screen.query_one(TitleBar).content)
    office.close()


@pytest.mark.parametrize("opened", ["colon", "；", "ctrl+p"])
async def test_the_palette_finds_an_action_by_its_pinyin(office, opened):
    app = WanggeApp(office)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press({"；": "fullwidth_semicolon"}.get(opened, opened))
        await pilot.pause()
        await pilot.press("d", "j")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert isinstance(app.screen, Register)
    office.close()
