"""Every screen in every state that a clerk meets, as text: at 80×24 and 120×36, in Chinese and English, in every look.

A change that is meant is written down by `make snapshots`; what it changed stands in the difference of the files.
"""

from __future__ import annotations

import asyncio
import difflib
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest
from textual.app import App
from textual.screen import Screen

import console.screens
import console.widgets
from tests import contrast
from tests.snapshots import LANGUAGES, LARGE, SMALL, Walked, keep, kept, walk

SHARED = {"Working", "Asking", "Base", "Listing", "Arranging", "Bulk", "Monthly", "Paged", "Parts"}
"""What screens are made of, and never shown themselves."""
RENEW = "the screens say something else than their snapshots; where that is meant, `make snapshots` writes them anew"


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_is_seen_as_its_snapshot_says_the_same_and_legible_in_every_look(language, request):
    seen = asyncio.run(walk(language))  # once a language: the walk takes longer than all that is looked at on its way
    if request.config.getoption("--renew-snapshots"):
        keep(language, seen.pages)
    assert seen.differing == [], "a look says something else than another"
    assert seen.faint == [], "a text does not stand out from its ground"
    assert {name for name, _class in screens()} - SHARED == {
        each.__name__ for each in seen.screens if each.__module__.startswith("console.")
    }, "a screen has no snapshot"
    told = changed(language, seen)
    if told:
        pytest.fail("\n".join((f"{RENEW}:", *told)), pytrace=False)


def changed(language: str, seen: Walked) -> list[str]:
    """How the snapshots differ from what was seen."""
    before = kept(language)
    return [
        line
        for page in sorted(before.keys() | seen.pages.keys())
        for line in difflib.unified_diff(
            before.get(page, "").splitlines(), seen.pages.get(page, "").splitlines(), f"{language}/{page}.txt", "now", lineterm="", n=2
        )
    ]


def test_every_line_of_a_snapshot_fits_its_terminal():
    from rich.cells import cell_len

    for language in LANGUAGES:
        for page, text in kept(language).items():
            width = 0
            for line in text.splitlines():
                if line.startswith("===="):
                    width = int(line.rpartition("　")[2].partition("×")[0])
                else:
                    assert cell_len(line) <= width, (language, page, line)


def test_the_screen_on_the_wall_has_a_snapshot_too():
    assert {name for name, each in screens(App)} == {"Wall"}
    assert all("wall" in kept(language) for language in LANGUAGES)


def test_a_snapshot_holds_both_sizes_and_no_folder_of_the_machine():
    for language in LANGUAGES:
        for page, text in kept(language).items():
            if page != "small":
                assert text.count(f"　{SMALL[0]}×{SMALL[1]} ====") == text.count(f"　{LARGE[0]}×{LARGE[1]} ====") > 0
            assert not [part for part in ("/tmp", "/home", "/root", str(Path.cwd())) if part in text], page


def test_the_looks_that_are_measured_are_ours_but_the_terminals_own():
    from console.look import NAMES

    assert set(contrast.LEAST) == set(NAMES) - {"terminal"}


def screens(of: type = Screen) -> list[tuple[str, type]]:
    """Every class of a kind in the rooms of screens and widgets."""
    modules = [
        module.name for room in (console.screens, console.widgets) for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}.")
    ]
    classes = {name: each for module in modules for name, each in inspect.getmembers(importlib.import_module(module), inspect.isclass)}
    return sorted((name, each) for name, each in classes.items() if issubclass(each, of) and each.__module__ in modules)
