"""Every action of the registry is done with its keys, by each way that it has, and something is seen to be different afterwards; and it is found by name."""

from __future__ import annotations

import re

import pytest
from textual.app import App
from textual.pilot import Pilot

from console import words
from console.app import WanggeApp
from console.keymap import KeyMap
from console.office import Office
from console.palette import Actions
from console.registry import ACTIONS, GLOBAL, TWINS, KeyAction, key_name
from console.screens.base import Base
from console.screens.help import Help
from console.tour import Tour
from console.widgets.bars import StatusLine
from console.words import _
from tests.prepared import copied, made
from tests.scenes import SHEET, WORD, put
from tests.screens import quiet, screen_text
from tests.snapshots import still
from tests.test_locale import DOMAIN
from tests.test_registry import is_letter_or_sign, passes_an_input_method
from tests.ways import WAYS, Way

HAN = re.compile(r"[\u3400-\u9fff]+")
OVER = ("form", "choice")
"""What lies over a screen: its keys stand in its own help, and no palette is opened there."""
SCOPES = tuple(dict.fromkeys(action.scope for action in ACTIONS))


def ways_of(action: KeyAction) -> list[str]:
    """A key that passes an input method, a letter or sign, and what an input method sends for one, as far as there are such."""
    passing = [key for key in action.keys if passes_an_input_method(key)]
    others = [key for key in action.keys if is_letter_or_sign(key)]
    twins = [twin for key in action.keys for twin in TWINS.get(key, ())]
    return [key for kind in (passing, others, twins) for key in kind[:1]]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("prepared") / "office"
    made(folder)
    return folder


@pytest.fixture
def busy(prepared, tmp_path):
    office = copied(prepared, tmp_path / "office")
    put("inbox/网格员上报.csv", SHEET)(None, office)
    Tour(office.folder).stop()  # an office with a tour that is not shown
    yield office
    office.close()


def test_every_action_has_its_way_here():
    assert sorted(WAYS) == sorted(action.id for action in ACTIONS)


@pytest.mark.parametrize("scope", SCOPES)
async def test_every_action_is_done_by_each_of_its_ways(busy, scope):
    app, undone = WanggeApp(busy), []
    with still():
        async with app.run_test(size=(80, 18)) as pilot:  # so small that everything scrolls
            for action in (action for action in ACTIONS if action.scope == scope and action.name != "quit"):
                for key in ways_of(action):
                    undone += await tried(pilot, busy, WAYS[action.id], f"{action.id}, {key}", key)
    assert not undone, "\n".join(undone)


async def tried(pilot: Pilot[None], office: Office, way: Way, name: str, key: str) -> list[str]:
    """Go there and press the key; what went otherwise than it should."""
    app = pilot.app
    while len(app.screen_stack) > 2:
        await app.pop_screen()
    app.screen.query_one(StatusLine).tell("")
    await pressed(pilot, way.there)
    way.meanwhile(office)
    before, stood = state(app, way), screen_text(app)
    await pilot.press(key)
    await quiet(pilot)
    after, told = state(app, way), screen_text(app)
    if isinstance(way.seen, str):
        good = way.seen in told and way.seen not in stood
    elif isinstance(way.seen, type):
        good = isinstance(app.screen, way.seen) and before != after
    else:
        good = before != after
    await pressed(pilot, way.after)
    return [] if good else [f"{name}: {before} → {after}\n{told}"]


def state(app: App[None], way: Way) -> object:
    """What an action changes, as it is now."""
    return type(app.screen) if isinstance(way.seen, type | str) else way.seen(app)


async def pressed(pilot: Pilot[None], keys: str) -> None:
    """Press keys; “…” is typed."""
    for typed, key in WORD.findall(keys):
        await pilot.press(*(typed or (key,)))
        await quiet(pilot)


async def test_one_key_closes_the_console(busy):
    app = WanggeApp(busy)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4", "ctrl+q")
        await pilot.pause()
        assert app._exit


@pytest.fixture(params=["zh", "en"])
def language(request):
    words.choose(request.param)
    return request.param


def test_every_action_stands_in_the_help_of_its_screen_with_its_keys(language):
    for scope in SCOPES:
        actions = KeyMap({}).here(scope) if scope not in {*OVER, GLOBAL} else [each for each in ACTIONS if each.scope == scope]
        lines = str(Help(scope, "", actions).text(200)).splitlines()
        for action in actions:
            keys = " ".join(map(key_name, action.keys))
            assert any(line.strip().startswith(keys) and _(action.label) in line for line in lines), action.id


def test_every_action_is_named_in_the_language_that_is_read(language):
    for action in ACTIONS:
        for text in (_(action.label), _(action.help)):
            assert bool(HAN.search(text)) is (language == "zh") or not text or set(HAN.findall(text)) <= DOMAIN, action.id


async def test_every_action_is_in_the_palette_of_its_screen(busy, language):
    app = WanggeApp(busy)
    wanted = {scope: WAYS[next(action.id for action in ACTIONS if action.scope == scope)].there for scope in SCOPES if scope not in OVER}
    with still():
        async with app.run_test(size=(80, 24)) as pilot:
            for scope, there in wanted.items():
                while len(app.screen_stack) > 2:
                    await app.pop_screen()
                await pressed(pilot, there)
                assert isinstance(app.screen, Base)
                hits = [str(hit.display) async for hit in Actions(app.screen).discover()]
                for action in app.keys.here(app.screen.SCOPE):
                    assert f"{_(action.label)}　{key_name(action.keys[0])}" in hits, (scope, action.id)
