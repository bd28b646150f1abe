"""The app 工作台: holds the open office and its two lanes, and shows one screen at a time.

A screen asks through `read` and `write`, which do their work on the ledger's own threads; widgets never touch the database and workers never
touch a widget.
"""

from __future__ import annotations

import asyncio
import codecs
import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar, ParamSpec, TypeVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.events import Event, Paste, Resize
from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Input, TextArea

from console.drafts import Keeper
from console.moments import at_time
from console.office import Office
from console.registry import KeyAction, here
from console.screens.base import Base
from console.screens.desk import Desk
from console.screens.small import LEAST, TooSmall, too_small
from console.widgets.entries import Typed
from console.words import _, say
from db.lanes import Lanes
from wangge import records
from wangge.actor import Actor
from wangge.pasting import MOST
from wangge.text import without_controls
from wangge.times import Instant

P = ParamSpec("P")
T = TypeVar("T")


class WanggeApp(App[None]):
    """The console of one office."""

    CSS_PATH = "style.tcss"
    TITLE = "网格"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_DISPLAY = _("命令")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", show=False, priority=True)]

    def __init__(self, office: Office) -> None:
        self._cursor = Offset()
        self._window = LEAST
        super().__init__()
        self.office = office
        self.drafts = Keeper(office.folder)
        self._lanes = Lanes(office.ledger.store)
        self._done: list[str] = []
        if office.settings.theme:
            self.theme = office.settings.theme

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's own cursor stands: in the focused entry, also after a form has scrolled under it.

        There the candidates of an input method 输入法 appear, beside what is typed.
        """
        entry = self.focused if self._running else None
        return entry.cursor_screen_offset if isinstance(entry, (Input, TextArea)) else self._cursor

    @cursor_position.setter
    def cursor_position(self, place: Offset) -> None:
        self._cursor = place

    def on_mount(self) -> None:
        """Show the desk, and let the search index catch up when nothing else is to do."""
        self.push_screen(Desk())
        self._fit()
        self.set_interval(2.0, self._index)

    def on_resize(self, event: Resize) -> None:
        """A terminal that is too small says so."""
        self._window = event.size
        self._fit()

    def _fit(self) -> None:
        small = too_small(self._window)
        if small and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall(lambda: self._window))
        elif not small and isinstance(self.screen, TooSmall):
            self.pop_screen()

    async def on_event(self, event: Event) -> None:
        """What is pasted comes without control and direction marks; far too much for a line is refused in a sentence."""
        if isinstance(event, Paste):
            event.text = without_controls(event.text)
            if len(event.text) > MOST and not isinstance(self.focused, Typed):
                self.notify(say("贴来的有 {count:,} 字，没有贴入：一次最多 {most:,} 字。", count=len(event.text), most=MOST), markup=False)
                return
        await super().on_event(event)

    async def read(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Read on the reader's thread."""
        return await asyncio.wrap_future(self._lanes.read(work, *args, **kwargs))

    async def write(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Write on the writer's thread."""
        return await asyncio.wrap_future(self._lanes.write(work, *args, **kwargs))

    def abandon_read(self) -> None:
        """Break off the query that the reader is at: another one is waiting."""
        self._lanes.interrupt()

    def actor(self) -> Actor:
        """Who sits here."""
        return self.office.actor(via="console")

    def at(self, text: str) -> Instant | None:
        """A time as typed; a time of day alone is today's; None for nothing.

        Raises:
            WanggeError: `time_unreadable`.
        """
        return at_time(text.strip(), self.office)

    def remember(self, done: records.Event | records.Batch) -> None:
        """Keep what was just done: its undo asks nothing."""
        self._done.append(f"B{done.id}" if isinstance(done, records.Batch) else f"S{done.version}")

    def last_done(self) -> str:
        """The last operation of this sitting that can be undone."""
        return self._done[-1] if self._done else ""

    def forget_done(self, ref: str) -> None:
        """An operation was undone."""
        if ref in self._done:
            self._done.remove(ref)

    def action_command_palette(self) -> None:
        """The palette, asked in the language in use."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_("打几个字找命令"), id="--command-palette"))

    def done_here(self, ref: str) -> bool:
        """Whether an operation was done in this sitting."""
        return ref in self._done

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: the actions of the screen that is shown."""
        if isinstance(screen, Base):
            for action in filter(self.has, here(screen.SCOPE)):
                run = getattr(screen, f"action_{action.name}", None)
                if run is not None:
                    yield SystemCommand(_(action.label), _(action.help), run)

    def has(self, action: KeyAction) -> bool:
        """Whether this office has an action: some only where it has a front island 前岛."""
        return not action.island or self.office.settings.flows.island

    def _index(self) -> None:
        if not self._lanes.busy:
            self._lanes.write(self.office.ledger.index_pending, 200)
            self._lanes.write(self.office.ledger.clocks_pending, 2_000)

    async def on_unmount(self) -> None:
        """Let both lanes end, and the last draft be written."""
        self.drafts.close()
        self._lanes.close()


def run(office: Office) -> int:
    """Open the console on `office` until the clerk leaves; returns the exit code."""
    _take_any_bytes()
    app = WanggeApp(office)
    app.run()
    return app.return_code or 0


def _take_any_bytes() -> None:
    """Let a terminal that does not write UTF-8 (GBK) show signs of replacement for what is typed; Textual's reader of keys would end at the first."""
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver

    def decoder(name: str) -> Callable[[], codecs.IncrementalDecoder]:
        return partial(codecs.getincrementaldecoder(name), errors="replace")

    setattr(linux_driver, "getincrementaldecoder", decoder)  # noqa: B010 (the name is not Textual's own)
