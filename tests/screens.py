"""The console in a terminal of a given size, for tests: press keys, read the screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import ModalScreen

from console.app import WanggeApp
from console.office import Office
from console.widgets.underway import Underway


def screen_text(app: App[None]) -> str:
    """What the terminal would show, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def settled(pilot: Pilot[None]) -> str:
    """The screen once nothing is under way."""
    for _ in range(3):
        under_way = [worker for worker in pilot.app.workers if worker.group != "ask"]  # a question waits for its answer
        if under_way:
            await pilot.app.workers.wait_for_complete(under_way)
        await pilot.pause()
    return screen_text(pilot.app)


async def quiet(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way on the screen that is shown; what asks waits below its question."""
    calm = 0
    for _ in range(10_000):
        await pilot._wait_for_screen()
        top = pilot.app.screen
        asks = isinstance(top, ModalScreen) and not isinstance(top, Underway)
        busy = [each for each in pilot.app.workers if not each.is_finished and (each.node is top or not asks)]
        calm = 0 if busy else calm + 1
        if calm == 3:
            top._on_timer_update()
            return
        await asyncio.sleep(0.002)
    pytest.fail(screen_text(pilot.app))


@asynccontextmanager
async def console(office: Office, size: tuple[int, int] = (100, 30)) -> AsyncIterator[tuple[Pilot[None], Callable[[], Awaitable[str]]]]:
    app = WanggeApp(office)
    async with app.run_test(size=size) as pilot:

        async def shown() -> str:
            return await settled(pilot)

        await shown()
        yield pilot, shown


async def until(pilot: Pilot[None], there: Callable[[], object]) -> None:
    """Wait until something is there; fail with what the screen shows when it does not come."""
    for _ in range(200):
        if there():
            return
        await pilot.pause(0.02)
    pytest.fail(screen_text(pilot.app))
