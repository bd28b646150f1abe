"""Plugins: what departments add to the start, what fifty installed plugins add to their list, what a department's form adds to its inputs."""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from offices import ROOM, office
from run import Ratio, compare
from start import console_seconds
from textual.app import App
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static, TextArea

from console.app import WanggeApp
from console.office import SETTINGS, Office
from console.screens.forms import form_items
from console.widgets.ask import Ask
from console.widgets.entries import Item
from plugins.manager import BUILT_INS, load
from wangge.field import Kind

FAKES = 50
FIELDS = 30
OPENINGS = 5
REPEATS = 5


def run() -> list[Ratio]:
    with_all = office(1_000)
    without = _without_departments(with_all)
    none, fifty = _installed(0), _installed(FAKES)
    return [
        compare(
            "start with departments ÷ without",
            lambda: console_seconds(with_all),
            lambda: console_seconds(without),
            1.15,
            "CPU of the whole process, the desk drawn; departments: " + ", ".join(_departments()),
            9,
        ),
        compare(
            f"wangge plugins with {FAKES} installed ÷ none",
            lambda: _listing(fifty),
            lambda: _listing(none),
            1.3,
            "CPU of the process; none of the plugins is imported",
            9,
        ),
        _form(),
    ]


def _departments() -> tuple[str, ...]:
    """Our own plugins that bring a department."""
    return tuple(name for name in BUILT_INS if load((name,)).departments)


def _without_departments(folder: Path) -> Path:
    """The same office with them switched off."""
    other = ROOM / "office-without"
    shutil.copytree(folder, other)
    listed = ", ".join(f'"{name}"' for name in _departments())
    settings = other / SETTINGS
    settings.write_text(settings.read_text(encoding="utf-8").replace("off = []", f"off = [{listed}]"), encoding="utf-8")
    return other


def _installed(count: int) -> Path:
    """A folder with so many plugins, as an installer leaves them."""
    folder = ROOM / f"site-{count}"
    folder.mkdir()
    for number in range(count):
        info = folder / f"fake_{number}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: fake-{number}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[wangge]\nfake_{number} = fake_{number}\n", encoding="utf-8")
        (folder / f"fake_{number}.py").write_text("raise SystemExit('imported')\n", encoding="utf-8")
    return folder


def _listing(site: Path) -> float:
    """CPU of `wangge plugins` beside what is installed there."""
    root = Path(__file__).parents[1]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-P", "-m", "console.cli", "plugins"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(root), str(site))), "PYTHONIOENCODING": "utf-8"},
        cwd=ROOM,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Bare(ModalScreen[None]):
    """The same labels and inputs as a form asks for, and nothing else."""

    def __init__(self, items: list[Item]) -> None:
        super().__init__()
        self._items = items

    def compose(self):
        with VerticalScroll():
            for item in self._items:
                yield Static(item.field.label)
                yield TextArea() if item.field.kind in {Kind.TEXT, Kind.TABLE} else Input()


def _form() -> Ratio:
    """A department's form on the console, and bare inputs on a bare app, opened and closed again in one process."""
    (department,) = load(("plugins.labour",)).departments
    items = form_items(department, {})[:FIELDS]

    async def opened(app: App[object], screen: Callable[[], Screen[object]]) -> float:
        async with app.run_test(size=(120, 36)) as pilot:
            await app.push_screen(screen())
            await pilot.pause()
            app.pop_screen()
            await pilot.pause()
            began = time.process_time()
            for _ in range(OPENINGS):
                await app.push_screen(screen())
                await pilot.pause()
                app.pop_screen()
                await pilot.pause()
            return (time.process_time() - began) / OPENINGS

    ledger = Office.open(office(1_000))
    with patch.dict(os.environ):
        found = compare(
            f"a form of {FIELDS} fields ÷ bare inputs",
            lambda: asyncio.run(opened(WanggeApp(ledger), lambda: Ask(department.label, items))),
            lambda: asyncio.run(opened(App(), lambda: Bare(items))),
            1.3,
            f"CPU of one opening and closing, {OPENINGS} a round; {department.label}, tables and long texts as text areas on both sides",
            REPEATS,
        )
    ledger.close()
    return found
