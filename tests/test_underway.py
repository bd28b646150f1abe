"""Long work: after a second a box says how far it is and how long it takes; Esc stops it, and nothing is left half done."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
from pathlib import Path

import pytest
from screens import console, screen_text, until

from console import archive, reporting
from console.output import Progress
from console.screens import working
from console.widgets.underway import Underway, told
from tests.ledger_tools import at, command, refused, register
from wangge.errors import WanggeError

ROWS = 60


@pytest.fixture
def incoming(office) -> Path:
    path = office.folder / "inbox" / "来件.csv"
    lines = (f"GD{number:04},第{number}件路灯不亮,2026-11-{1 + number % 18:02} 09:00" for number in range(ROWS))
    path.write_text("\n".join(("事件编号,事件描述,上报时间", *lines)), encoding="utf-8")
    os.utime(path, (0, 0))  # a file that nobody writes any more
    return path


class Gate:
    """Work that tells how far it is and then waits for the test."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.stopped = False

    def __call__(self, progress) -> str:
        while not self.open.wait(0.01):
            if not progress(25, 100):
                self.stopped = True
                raise WanggeError("work_stopped")
        return "done"


@pytest.fixture
def at_once(monkeypatch):
    """The box appears without waiting."""
    monkeypatch.setattr(working, "SLOW", 0)


def test_what_is_left_is_reckoned_from_what_was_done():
    assert told(25, 100, 10.0) == ("25 / 100　25%", "约还需 30 秒")
    assert told(0, 100, 3.0) == ("正在办……", "已用 3 秒")
    assert told(0, 0, 3.0) == ("正在办……", "已用 3 秒")


async def test_the_box_says_how_far_it_is_and_goes_with_the_work(office, at_once):
    gate, results = Gate(), []
    async with console(office, (80, 24)) as (pilot, _shown):
        screen = pilot.app.screen

        async def work():
            results.append(await screen.watched("数一数", lambda progress: asyncio.to_thread(gate, progress)))

        screen.go(work())
        await until(pilot, lambda: "25 / 100" in screen_text(pilot.app))
        text = screen_text(pilot.app)
        assert "数一数" in text
        assert "约还需" in text
        assert "Esc 停止" in text
        assert "█" in text
        gate.open.set()
        await until(pilot, lambda: pilot.app.screen is screen)
        assert results == ["done"]


async def test_escape_stops_the_work_and_says_so(office, at_once):
    gate = Gate()
    async with console(office, (80, 24)) as (pilot, _shown):
        screen = pilot.app.screen

        async def work():
            await screen.watched("数一数", lambda progress: asyncio.to_thread(gate, progress))

        screen.go(work())
        await until(pilot, lambda: isinstance(pilot.app.screen, Underway))
        await pilot.press("escape")
        await until(pilot, lambda: "已停止" in screen_text(pilot.app))
        assert gate.stopped
        assert pilot.app.screen is screen


async def test_what_cannot_be_stopped_says_so_and_goes_on(office, at_once):
    gate = Gate()
    async with console(office, (80, 24)) as (pilot, _shown):
        screen = pilot.app.screen

        async def work():
            await screen.watched("写出", lambda progress: asyncio.to_thread(gate, progress), stoppable=False)

        screen.go(work())
        await until(pilot, lambda: "不能中途停止" in screen_text(pilot.app))
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, Underway)
        gate.open.set()
        await until(pilot, lambda: pilot.app.screen is screen)
        assert not gate.stopped


async def test_a_box_that_something_lies_over_goes_as_soon_as_it_is_seen_again(office, at_once):
    gate = Gate()
    async with console(office, (80, 24)) as (pilot, _shown):
        screen = pilot.app.screen

        async def work():
            await screen.watched("数一数", lambda progress: asyncio.to_thread(gate, progress))

        screen.go(work())
        await until(pilot, lambda: isinstance(pilot.app.screen, Underway))
        box = pilot.app.screen
        await pilot.press("ctrl+p")
        await until(pilot, lambda: pilot.app.screen is not box)
        gate.open.set()
        await until(pilot, lambda: box._ended)
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)


async def test_work_that_is_soon_done_shows_no_box(office):
    async with console(office, (80, 24)) as (pilot, shown):
        seen = []
        screen = pilot.app.screen

        async def work():
            seen.append(await screen.watched("数一数", lambda _progress: asyncio.sleep(0, "soon")))
            seen.append(type(pilot.app.screen))

        screen.go(work())
        await shown()
        assert seen == ["soon", type(screen)]


async def test_an_import_can_be_stopped_and_leaves_nothing(office, incoming, at_once, monkeypatch):
    begun, go_on = threading.Event(), threading.Event()
    commit = office.ledger.commit_import

    def slow(plan, actor, progress):
        def watched(done, total):
            begun.set()
            go_on.wait(10)
            return progress(done, total)

        return commit(plan, actor, watched)

    monkeypatch.setattr(office.ledger, "commit_import", slow)
    async with console(office, (80, 24)) as (pilot, shown):
        await pilot.press("f8")
        await shown()
        await pilot.press("1")
        assert "新件60" in (await shown()).replace(" ", "")
        await pilot.press("enter")
        await until(pilot, lambda: begun.is_set() and isinstance(pilot.app.screen, Underway))
        await pilot.press("escape")
        assert "正在停止" in screen_text(pilot.app)
        go_on.set()
        await until(pilot, lambda: "导入已停止" in screen_text(pilot.app))
        assert office.queries.tallies.last() == 0


async def test_a_month_report_can_be_stopped(office, clerk, at_once, monkeypatch):
    register(office)
    begun, go_on = threading.Event(), threading.Event()
    lives = reporting.Watched.lives

    def slow(self, since, until_):
        begun.set()
        go_on.wait(10)
        yield from lives(self, since, until_)

    monkeypatch.setattr(reporting.Watched, "lives", slow)
    office.ledger.register({"text": "路灯不亮", "source": "热线"}, clerk, at=at("2026-10-05 09:00"))
    async with console(office, (80, 24)) as (pilot, _shown):
        await pilot.press("f9")
        await until(pilot, lambda: begun.is_set() and isinstance(pilot.app.screen, Underway))
        await pilot.press("escape")
        go_on.set()
        await until(pilot, lambda: "已停止，没有写出任何内容" in screen_text(pilot.app))


def test_a_report_tells_how_far_it_is(office, clerk):
    office.ledger.register({"text": "路灯不亮", "source": "热线"}, clerk, at=at("2026-10-05 09:00"))
    heard = []
    reporting.month_report(office, "2026-10", progress=lambda done, total: heard.append((done, total)) or True)
    assert heard[0] == (1, 1)
    refused("work_stopped", reporting.month_report, office, "2026-10", progress=lambda _done, _total: False)
    refused("work_stopped", reporting.scores, office, "2026-10", lambda _done, _total: False)


async def test_a_backup_is_made_from_the_desk_and_can_be_restored(office, clerk, tmp_path, capsys):
    register(office)
    async with console(office, (80, 24)) as (pilot, _shown):
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "已备份到" in screen_text(pilot.app))
    (made,) = (office.folder / "backups").glob("*.wangge.zip")
    assert command("restore", str(made), str(tmp_path / "again"), "--json") == 0
    assert '"ok": true' in capsys.readouterr().out


@pytest.mark.parametrize("after", [0, 1])
def test_a_backup_that_is_stopped_leaves_no_file(office, tmp_path, after):
    heard = []

    def progress(done, total):
        heard.append(done / total)
        return done / total <= 0.5 and after > 0

    target = tmp_path / "there" / "备份.zip"
    refused("work_stopped", archive.pack, office.folder, target, progress)
    assert heard[-1] > 0.5 * after
    assert list(target.parent.iterdir()) == []


def test_a_backup_tells_how_far_it_is_to_the_end(office, tmp_path):
    heard = []
    archive.pack(office.folder, tmp_path / "备份.zip", lambda done, total: heard.append(done / total) or True)
    assert heard == sorted(heard)
    assert heard[-1] == 1


def test_a_command_shows_the_same_progress_at_a_terminal():
    assert Progress("备份")(1, 2) is True


async def test_work_that_is_stopped_before_it_begins_leaves_no_warning(office, recwarn):
    begun = []

    async def work() -> None:
        begun.append(True)

    async with console(office) as (pilot, _shown):
        screen = pilot.app.screen
        waiting = screen.go(work(), "two")
        screen.go(work(), "two")  # the first of its kind is stopped by the second
        waiting.cancel()
        del waiting
        await pilot.pause()
        pilot.app.workers.cancel_all()
        gc.collect()
    assert begun == [True]
    assert [str(each.message) for each in recwarn if "never awaited" in str(each.message)] == []
