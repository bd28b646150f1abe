"""The look of the console: four themes of which one holds 7:1, calm for slow lines, without the mouse, ASCII signs; the office decides."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

import pytest
from rich.segment import Segment
from screens import console, settled
from textual.widgets import Input

from console.app import WanggeApp
from console.look import CALM, LABELS, NAMES, chosen, next_theme, prepare, theme_name
from console.office import SETTINGS, Office, read_settings
from tests.contrast import DECORATION, pale
from tests.ledger_tools import dispatched, refused, register
from wangge import look
from wangge.look import THEMES, Look

BLOCKS = DECORATION - {" "}


def written(office, text):
    """The office with other settings."""
    (office.folder / SETTINGS).write_text(f'[office]\nname = "中心"\n{text}\n', encoding="utf-8")
    return read_settings(office.folder).look


def test_a_new_office_is_dark_and_moves_and_listens_to_the_mouse(office):
    assert office.settings.look == Look() == Look("dark", calm=False, mouse=True, ascii=False)


@pytest.mark.parametrize(("text", "theme"), [("theme = 'light'", "light"), ("theme = '高对比'", "contrast"), ("calm = true", "dark")])
def test_the_look_stands_in_the_settings(office, text, theme):
    assert written(office, f"[look]\n{text}").theme == theme


def test_a_theme_of_the_office_section_goes_on_working(office):
    assert written(office, 'theme = "textual-light"').theme == "textual-light"
    assert written(office, 'theme = "nord"\n[look]\ncalm = true') == Look("nord", calm=True)
    assert written(office, 'theme = "nord"\n[look]\ntheme = "浅色"').theme == "light"


@pytest.mark.parametrize("text", ["calm = 1", "theme = 3", "colour = 'red'"])
def test_a_look_that_is_written_wrongly_is_named(office, text):
    (office.folder / SETTINGS).write_text(f"[look]\n{text}\n", encoding="utf-8")
    assert "[look]" in str(refused("office_settings", read_settings, office.folder))


def test_a_look_that_nobody_knows_is_refused_with_those_there_are(office):
    error = refused("usage", WanggeApp, office, Look("彩虹"))
    assert "彩虹" in str(error)
    assert "高对比" in str(error)


def test_every_look_has_its_names_and_its_theme(office):
    assert list(THEMES) == list(NAMES) == list(LABELS)
    assert THEMES == LABELS
    known = WanggeApp(office).available_themes
    assert {theme_name(Look(key), known) for key in THEMES} == set(NAMES.values())
    assert {look.theme_key(label) for label in THEMES.values()} == set(THEMES)


def test_one_start_may_want_it_otherwise():
    told = argparse.Namespace(look="高对比", calm=True, no_mouse=True)
    assert chosen(Look(ascii=True), told) == Look("contrast", calm=True, mouse=False, ascii=True)
    assert chosen(Look("light"), argparse.Namespace(look="", calm=False, no_mouse=False)) == Look("light")


async def test_one_key_goes_through_all_looks(office):
    async with console(office) as (pilot, shown):
        seen = []
        for _ in THEMES:
            await pilot.press("ctrl+t")
            seen.append(pilot.app.theme)
        assert seen == [NAMES[key] for key in ("light", "contrast", "terminal", "dark")]
        assert "外观：深色" in await shown()
    assert next_theme("nord") == "dark"


def test_calm_is_said_before_textual_is_loaded():
    environment: dict[str, str] = {}
    prepare(Look(calm=True), environment)
    assert environment.items() >= CALM.items()
    prepare(Look(), quiet := {})
    assert not quiet.keys() & CALM.keys()
    code = "import console.commands.desk, console.look, sys; print('textual' in sys.modules)"
    told = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False"]


def test_textual_hears_of_calm():
    code = "from console.look import prepare; from wangge.look import Look; prepare(Look(calm=True)); from textual import constants as c; "
    code += "print(c.TEXTUAL_ANIMATIONS, c.SMOOTH_SCROLL, c.MAX_FPS)"
    told = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True, env={**os.environ})
    assert told.stdout.split() == ["none", "False", "12"]


@pytest.mark.parametrize("calm", [True, False])
async def test_no_cursor_blinks_where_all_is_calm(office, calm):
    app = WanggeApp(office, Look(calm=calm))
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("f3")
        await settled(pilot)
        entry = app.focused
        assert isinstance(entry, Input)
        assert entry.cursor_blink is not calm


@pytest.mark.parametrize("mouse", [True, False])
def test_the_mouse_is_listened_to_only_where_it_is_wanted(office, monkeypatch, mouse):
    told = {}
    monkeypatch.setattr(WanggeApp, "run", lambda self, **how: told.update(how))
    from console.app import run

    run(office, Look(mouse=mouse))
    assert told == {"mouse": mouse}


async def test_frames_and_charts_are_ascii_where_they_are_wanted_so(office):
    register(office)
    dispatched(office)
    app = WanggeApp(office, Look(ascii=True))
    async with app.run_test(size=(100, 30)) as pilot:
        for keys in ([], ["ctrl+n"], ["f6"], ["f1"], ["f9"], ["ctrl+b"]):
            await pilot.press(*keys)
            text = await settled(pilot)
            assert not BLOCKS & set(text), keys
            await pilot.press("escape", "escape")


def test_a_pale_text_would_be_found():
    from rich.style import Style

    assert pale([Segment("深", Style(color="#777777", bgcolor="#000000"))]) == [("深", 4.69)]
    assert pale([Segment("深", Style(color="#ffffff", bgcolor="#000000"))]) == []


def test_an_office_writes_its_look_down(tmp_path):
    from console.office import create

    folder = create(tmp_path / "新的", "中心")
    assert "[look]" in (folder / SETTINGS).read_text(encoding="utf-8")
    opened = Office.open(folder)
    assert opened.settings.look == Look()
    opened.close()
