"""Snapshots: the text of every screen in every state, and how far each text stands out from its ground, look by look."""

from __future__ import annotations

import contextlib
import difflib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual.pilot import Pilot
from textual.screen import Screen

from console import words
from console.app import WanggeApp
from console.look import NAMES
from console.office import Office, create
from console.screens.wall import Wall
from console.widgets import underway
from tests.conftest import StandingClock
from tests.contrast import LEAST, pale, read_on
from tests.prepared import copied, made
from tests.scenes import EMPTY, WALKS, Scene, home, play, standing
from tests.screens import quiet, screen_text
from wangge.look import Look

FOLDER = Path(__file__).parent / "snapshots"
SMALL, LARGE = (80, 24), (120, 36)
LANGUAGES = ("zh", "en")
LOOKS = tuple(LEAST)
"""In Chinese a walk goes through them, one further with every state; in English it stays in the last: changing the look is half of its time."""


@dataclass
class Walked:
    """What was seen on the way.

    Attributes:
        pages: the text of each file, by its name.
        screens: the classes of screens that were seen.
        differing: where a look says something else than another.
        faint: texts that do not stand out from their ground.
    """

    pages: dict[str, str] = field(default_factory=dict)
    screens: set[type[Screen]] = field(default_factory=set)
    differing: list[str] = field(default_factory=list)
    faint: list[str] = field(default_factory=list)

    def add(self, page: str, name: str, size: tuple[int, int], text: str) -> None:
        lines = "\n".join(line.rstrip() for line in text.splitlines())
        self.pages[page] = self.pages.get(page, "") + f"==== {name}　{size[0]}×{size[1]} ====\n{lines}\n"


async def walk(language: str) -> Walked:
    """See every screen in one language."""
    words.choose(language)
    seen = Walked()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), still():
        made(Path("准备"))
        offices = ((copied(Path("准备"), Path("网格中心")), WALKS), (plain(Path("新的")), EMPTY))
        for office, walks in offices:
            await _console(office, walks, seen)
        await _wall(offices[0][0], seen)
        for office, _walks in offices:
            office.close()
    words.choose("zh")
    return seen


def plain(folder: Path) -> Office:
    """A new office without a front island."""
    return Office.open(create(folder, "东街街道网格中心"), StandingClock())


def _begun() -> str:
    """The look that a walk begins with."""
    return LOOKS[0 if words.speaks_chinese() else -1]


async def _console(office: Office, walks: Mapping[str, tuple[Scene, ...]], seen: Walked) -> None:
    app = standing(WanggeApp(office, Look(_begun())))
    async with app.run_test(size=SMALL) as pilot:
        for page, scenes in walks.items():
            await home(pilot)
            for scene in scenes:
                await play(pilot, office, scene)
                seen.screens.add(type(app.screen))
                await _look(pilot, page, scene, seen)


async def _look(pilot: Pilot[None], page: str, scene: Scene, seen: Walked) -> None:
    """Draw one state at both sizes, in Chinese in two looks, of which the second must say at the same size what the first one says."""
    where, size = f"{page}: {scene.name}", (pilot.app.size.width, pilot.app.size.height)
    first = next(look for look, name in NAMES.items() if name == pilot.app.theme)
    second = LOOKS[(LOOKS.index(first) + 1) % len(LOOKS)] if words.speaks_chinese() else first
    text = await _in(first, pilot, where, seen)
    seen.add(page, scene.name, size, text)
    if words.speaks_chinese():
        other = await _in(second, pilot, where, seen)
        seen.differing += difflib.unified_diff(text.splitlines(), other.splitlines(), f"{where}, {first}", second, lineterm="", n=0)
    if size == SMALL:
        await pilot.resize_terminal(*LARGE)
        seen.add(page, scene.name, LARGE, await _in(second, pilot, where, seen))
    await pilot.resize_terminal(*SMALL)


async def _in(look: str, pilot: Pilot[None], where: str, seen: Walked) -> str:
    """The text in a look; what is too faint is noted."""
    if pilot.app.theme != NAMES[look]:
        pilot.app.theme = NAMES[look]
    await quiet(pilot)
    for text, ratio in pale(read_on(pilot.app), LEAST[look]):
        seen.faint.append(f"{where}, {look}: {ratio} {text.strip()!r}")
    return screen_text(pilot.app)


@contextlib.contextmanager
def still() -> Iterator[None]:
    """Nothing is painted but what a picture is taken of, and no work takes any time."""

    def forgotten(self: Compositor, full: bool = False, screen_stack: object = None, simplify: bool = False) -> None:  # noqa: FBT001, FBT002
        self._dirty_regions.clear()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", forgotten)
        patch.setattr(underway, "monotonic", lambda: 1_000.0)
        yield


async def _wall(office: Office, seen: Walked) -> None:
    """The screen in the hall is an app of its own."""
    app = Wall(office, Look(_begun()))
    async with app.run_test(size=SMALL) as pilot:
        await app.workers.wait_for_complete()
        await _look(pilot, "wall", Scene("大屏"), seen)


def kept(language: str) -> dict[str, str]:
    """The snapshots as they stand."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((FOLDER / language).glob("*.txt"))}


def keep(language: str, pages: Mapping[str, str]) -> None:
    """Write the snapshots anew."""
    folder = FOLDER / language
    folder.mkdir(parents=True, exist_ok=True)
    for name in kept(language).keys() - pages.keys():
        (folder / f"{name}.txt").unlink()
    for name, text in pages.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
