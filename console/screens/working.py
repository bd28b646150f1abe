"""Working 等待: how a screen waits for the ledger: a refusal is a sentence, and what takes long says how long."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import CancelledError
from functools import partial
from sqlite3 import OperationalError
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast
from weakref import finalize

from textual.screen import Screen
from textual.worker import Worker

from console.look import signs
from console.widgets.bars import StatusLine
from console.widgets.underway import SLOW, Underway
from console.words import put
from wangge.errors import WanggeError
from wangge.ports import Progress

if TYPE_CHECKING:
    from console.app import WanggeApp

P = ParamSpec("P")
T = TypeVar("T")


class Working(Screen[None]):
    """A screen that waits without standing still."""

    _underway: Underway | None = None
    """The box of what takes long."""

    @property
    def desk(self) -> WanggeApp:
        """The app, typed."""
        return cast("WanggeApp", self.app)

    def tell(self, text: str, kind: str = "") -> None:
        """Say something in the status line."""
        self.query_one(StatusLine).tell(text, kind)

    def go(self, work: Coroutine[Any, Any, None], group: str = "work", *, exclusive: bool = True) -> Worker[None]:
        """Do something that waits for the ledger; a refusal becomes the status line, never a crash."""
        begin: Callable[[], Coroutine[None, None, None]] = partial(self._guard, work)
        worker: Worker[None] = self.run_worker(begin, group=group, exclusive=exclusive, exit_on_error=False)
        finalize(worker, work.close)  # one that is stopped before it begins leaves its work as it came
        return worker

    async def _guard(self, work: Awaitable[None]) -> None:
        try:
            await work
        except WanggeError as error:
            self.tell(put(error), "error")
        except OperationalError as error:
            if "interrupted" not in str(error):
                raise
        except CancelledError:
            return

    async def watched(self, what: str, run: Callable[[Progress], Awaitable[T]], *, stoppable: bool = True) -> T:
        """Wait for work that may be long; after a second a box says how far it is and takes the key that stops it.

        Args:
            what: what a person calls the work.
            run: begins it, with what it tells how far it is to.
            stoppable: whether it looks at the answer.
        """
        box = self._underway = Underway(what, signs(self.desk.look), stoppable=stoppable)
        work = asyncio.ensure_future(run(box.progress))
        work.add_done_callback(lambda each: each.cancelled() or each.exception())  # also where nobody waits for it any more
        try:
            if not (await asyncio.wait({work}, timeout=SLOW))[0]:
                self.app.push_screen(box)
                await asyncio.wait({work})
            return work.result()
        finally:
            box.stopping = True  # whoever stops waiting wants it no more
            box.end()
            if self._underway is box:
                self._underway = None

    async def waited(self, what: str, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Write on the ledger's thread what tells nobody how far it is; the box of `watched` says how long it has taken."""
        return await self.watched(what, lambda _progress: self.desk.write(work, *args, **kwargs), stoppable=False)

    def stop_waiting(self) -> bool:
        """Tell what takes long that it is wanted no more; whether there was anything."""
        if self._underway is None:
            return False
        self._underway.stopping = True
        return True
