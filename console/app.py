"""The app 工作台: holds the open office and its two lanes, and shows one screen at a time.

A screen asks through `read` and `write`, which do their work on the ledger's own threads; widgets never touch the database and workers never
touch a widget.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from typing import ClassVar, ParamSpec, TypeVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.events import DescendantFocus, Event, Key, Paste, Resize
from textual.geometry import Offset
from textual.scrollbar import ScrollBar, ScrollBarRender

from console.drafts import Keeper
from console.keymap import KeyMap
from console.look import theme_name, themes
from console.moments import at_time
from console.office import Office
from console.palette import Actions
from console.registry import KeyAction
from console.screens.base import Base
from console.screens.desk import Desk
from console.screens.small import LEAST, TooSmall, too_small
from console.sitting import Sitting
from console.textual_fixes import WholeCells, break_between_han, obey_nothing, take_any_bytes
from console.tour import Deed, tour_of
from console.widgets.entries import Typed
from console.words import _, say, spoken_text
from db.lanes import Lanes
from wangge import records
from wangge.actor import Actor
from wangge.look import Look
from wangge.pasting import MOST
from wangge.text import without_controls
from wangge.times import Instant

STARTED = 3.0
"""Seconds after which the console has started."""
REMEMBERED = 60.0
"""Seconds after which the office remembers how far its ledger is, should the machine stop."""
NOTICED = 20.0
"""Seconds that a notice of the opening stays."""
P = ParamSpec("P")
T = TypeVar("T")


class WanggeApp(App[None]):
    """The console of one office."""

    CSS_PATH = "style.tcss"
    TITLE = "网格"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Actions}
    COMMAND_PALETTE_DISPLAY = _("命令")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", show=False, priority=True)]

    def __init__(self, office: Office, look: Look | None = None) -> None:
        self._cursor = Offset()
        self._window = LEAST
        super().__init__()
        break_between_han()
        obey_nothing()
        self.look = look or office.settings.look
        self.office = office
        self.drafts = Keeper(office.folder)
        self._lanes = Lanes(office.ledger.store)
        self.keys = KeyMap(office.settings.keys)
        self.set_keymap(self.keys.bindings())
        self.chinese_input = False
        """Whether the last key came from an input method that writes Chinese."""
        self._done: list[str] = []
        self.asked: list[str] = []
        self.new_units: set[str] = set()
        """The query lines of this sitting, the last one at the end; they name people, so no file keeps them."""
        self.sitting = Sitting()
        self.tour = tour_of(office.folder)
        self.pressed = 0
        for theme in themes():
            self.register_theme(theme)
        self.theme = theme_name(self.look, self.available_themes)
        self.set_class(self.look.ascii, "-ascii")
        ScrollBar.renderer = WholeCells if self.look.ascii else ScrollBarRender

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's own cursor stands: in the focused entry.

        Also after a form has scrolled under it, so that the candidates of an input method 输入法 appear beside what is typed.
        """
        entry = self.focused if self.is_running else None
        place = getattr(entry, "cursor_screen_offset", None)
        return place if isinstance(place, Offset) else self._cursor

    @cursor_position.setter
    def cursor_position(self, place: Offset) -> None:
        self._cursor = place

    def on_mount(self) -> None:
        """Show the desk, and let the search index catch up when nothing else is to do."""
        self.push_screen(Desk())
        for notice in self.office.notices:
            self.notify(spoken_text(notice), markup=False, timeout=NOTICED)
        self._fit()
        self.set_interval(2.0, self._index)
        self.set_interval(REMEMBERED, self._remember)
        self.set_timer(STARTED, _collect)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Where everything is to be calm, no cursor blinks."""
        if self.look.calm and hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = False

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
        """Count the keys; what is pasted comes without control and direction marks, and far too much for a line is refused in a sentence."""
        if isinstance(event, Key) and not event.is_forwarded:
            self.pressed += 1
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

    async def count(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Read what goes through much, on a thread of its own: no page waits for it, and the next count breaks it off."""
        return await asyncio.wrap_future(self._lanes.count(work, *args, **kwargs))

    def abandon_read(self) -> None:
        """Break off the query that the reader is at, and its count: another one is waiting."""
        self._lanes.interrupt()

    def abandon_count(self) -> None:
        """Break off the count that goes on."""
        self._lanes.interrupt_count()

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

    def has(self, action: KeyAction) -> bool:
        """Whether this office has an action: some only where it has a front island 前岛, some only where it is a demo."""
        return (not action.island or self.office.settings.flows.island) and (not action.demo or self.tour is not None)

    def did(self, deed: Deed) -> None:
        """Tell the tour what was done, where there is one."""
        if self.tour is not None and self.tour.did(deed):
            self.show_tour()

    def show_tour(self) -> None:
        """Say on every open screen what the tour says now."""
        for screen in self.screen_stack:
            if isinstance(screen, Base):
                screen.guide()

    def _index(self) -> None:
        if not self._lanes.busy:
            self._lanes.write(self.office.ledger.index_pending, 200)
            self._lanes.write(self.office.ledger.clocks_pending, 2_000)
            self._lanes.write(self.office.ledger.habits_pending)

    def _remember(self) -> None:
        if not self._lanes.busy:
            self._lanes.write(self.office.remember)

    def _keep_learned(self) -> None:
        learner, _trouble = self.office.learner
        if learner is not None:
            learner.save()

    async def on_unmount(self) -> None:
        """Let the lanes end, free the card that was shown, keep what was learned, and let the last draft be written."""
        if self.office.settings.learner:
            self._lanes.read(self._keep_learned)
        self.office.claims.release(self.sitting.name)
        self.drafts.close()
        if self.tour is not None:
            self.tour.save()
        self._lanes.close()


def _collect() -> None:
    """Collect garbage from now on, but not among what the start made."""
    gc.freeze()
    gc.enable()


def run(office: Office, look: Look) -> int:
    """Open the console on `office` until the clerk leaves; returns the exit code."""
    take_any_bytes()
    app = WanggeApp(office, look)
    app.run(mouse=look.mouse)
    return app.return_code or 0


def run_wall(office: Office, look: Look) -> int:
    """Show the wall 大屏 of `office` until somebody leaves it; returns the exit code."""
    from console.screens.wall import Wall

    app = Wall(office, look)
    app.run(mouse=False)
    return app.return_code or 0
