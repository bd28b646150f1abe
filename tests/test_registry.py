"""The registry of actions: every key once, every action with a way that passes an input method, every action with its method."""

from __future__ import annotations

import pytest
from textual.screen import Screen

from console.keymap import KeyMap, clashes
from console.registry import ACTIONS, GLOBAL, TWINS, UNSAFE, key_name
from console.screens.backlog import Backlog
from console.screens.base import Base
from console.screens.boards import Boards
from console.screens.case import CaseScreen
from console.screens.desk import Desk
from console.screens.duty import DutyScreen
from console.screens.event import EventScreen
from console.screens.handover import Handover
from console.screens.imports import Imports
from console.screens.island import IslandScreen
from console.screens.ledger import Ledger
from console.screens.people import People
from console.screens.register import Register
from console.screens.replies import Replies
from console.screens.reports import Reports
from console.screens.scores import Scores
from console.screens.services import Services
from console.screens.tally import TallyScreen
from console.screens.triage import Triage
from console.widgets.ask import Ask, Pick

SCREENS: dict[str, type[Screen]] = {
    screen.SCOPE: screen
    for screen in (
        *(Boards, Desk, Triage, Ledger, EventScreen, CaseScreen, Register, Imports, Replies, Reports, Scores, Handover),
        *(People, DutyScreen, IslandScreen, Services, Backlog, TallyScreen),
    )
} | {GLOBAL: Base, "form": Ask, "choice": Pick}
TYPED_IN = {"form", "choice", "register", "people", "duty", "services", "imports"}
"""Screens on which the cursor stands in an entry: there a letter is typed."""
WITHOUT_LETTER = {"everywhere.back": "Esc is the same in every state of an input method; q leaves too", "everywhere.quit": "q on the desk"}
"""What has no letter, and why it needs none."""
PASSES = {"enter", "space", "escape", "up", "down", "left", "right", "tab", "home", "end", "pageup", "pagedown"}


def passes_an_input_method(key: str) -> bool:
    return key in PASSES or key.isdigit() or key.startswith("ctrl+") or (key[0] == "f" and key[1:].isdigit())


def is_letter_or_sign(key: str) -> bool:
    return not key.isdigit() and (len(key) == 1 or key in TWINS.keys() - PASSES)


def test_no_key_is_claimed_twice_on_one_screen() -> None:
    assert clashes() == []


def test_a_clash_would_be_found() -> None:
    first = next(action for action in ACTIONS if action.scope == "triage")
    other = type(first)("triage", "other", "另一个", first.keys)
    assert clashes([first, other]) == [f"{key}: {first.id}, {other.id}" for key in first.keys]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_has_its_method(action) -> None:
    assert hasattr(SCREENS[action.scope], f"action_{action.name}")


@pytest.mark.parametrize("action", [action for action in ACTIONS if action.name != "leave"], ids=lambda action: action.id)
def test_every_action_has_a_key_that_passes_an_input_method(action) -> None:
    assert passes_an_input_method(action.keys[0])


def test_every_action_has_a_letter_or_sign_too_but_where_letters_are_typed() -> None:
    lacking = {action.id for action in ACTIONS if action.scope not in TYPED_IN and not any(map(is_letter_or_sign, action.keys))}
    assert lacking == WITHOUT_LETTER.keys()


def test_no_default_key_is_one_that_terminals_swallow() -> None:
    assert not {key for action in ACTIONS for key in action.keys} & UNSAFE


def test_full_width_signs_work_as_their_twins() -> None:
    keys = {action.name: action.all_keys.split(",") for action in ACTIONS if action.scope == GLOBAL}
    assert "fullwidth_question_mark" in keys["help"]
    assert {"fullwidth_solidus", "ideographic_comma"} <= set(keys["find"])
    take = next(action for action in ACTIONS if action.id == "triage.category")
    assert "１" in take.all_keys


@pytest.mark.parametrize("scope", SCREENS)
def test_a_screen_offers_its_own_actions_first(scope: str) -> None:
    offered = KeyMap({}).here(scope)
    own = [action for action in offered if action.scope == scope]
    assert list(offered[: len(own)]) == own


def test_keys_are_named_as_people_read_them() -> None:
    assert [key_name(key) for key in ("enter", "f6", "ctrl+z", "question_mark", "space")] == ["回车", "F6", "Ctrl+Z", "?", "空格"]
