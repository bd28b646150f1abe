"""The window table 窗口表: a list of any size that holds only what is on the screen and its neighbours.

It draws lines itself (Textual's line API), reads keyset pages through a function that it is given, and keeps its cursor by the event, not by a row
number. State is told by words, never by colour alone; every cell is text, never markup.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from enum import Enum
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Region
from textual.message import Message
from textual.signal import Signal
from textual.strip import Strip
from textual.widget import Widget

from console.columns import EventColumn
from console.widgets.columns import GAP, Placed, cut, line, placed
from console.words import _
from wangge.records import Event, Page

PAGE = 100
HELD = 400
"""How many events are kept around the cursor."""


class Origin(Enum):
    """What the place of the cursor is counted from."""

    START = "start"
    END = "end"
    JUMP = "jump"


FetchPage = Callable[[Event | None, int, bool], Awaitable[Page]]
"""Reads a page: (start, size, backwards)."""


class WindowTable(Widget, can_focus=True):
    """A window on a list of events."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"window--header", "window--column", "window--cursor", "window--marked", "window--dim"}
    DEFAULT_CSS = """
    WindowTable { height: 1fr; }
    WindowTable > .window--header { color: $text-muted; text-style: bold; }
    WindowTable > .window--column { color: $text; text-style: bold underline; }
    WindowTable > .window--cursor { background: $primary; color: $text; text-style: bold; }
    WindowTable > .window--marked { text-style: bold; color: $warning; }
    WindowTable > .window--dim { color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "column(-1)", show=False),
        Binding("right", "column(1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home,g", "first", show=False),
        Binding("end,G", "last", show=False),
    ]

    class Chosen(Message):
        """A row was opened."""

        def __init__(self, event: Event) -> None:
            super().__init__()
            self.event = event

    def __init__(self, columns: Sequence[EventColumn], empty: str, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._frozen = 0
        self._sorted = ("", "")
        self._placed: tuple[Placed, ...] = ()
        self.at = 0
        """The column under the cursor."""
        self._empty = empty
        self._fetch: FetchPage | None = None
        self._events: list[Event] = []
        self._before = self._after = False
        self._cursor = self._top = 0
        self._status = ""
        self._loading = False
        self._strips: dict[tuple[int, int, str, bool], Strip] = {}
        self._styles_now: dict[str, Style] = {}
        self.marked: dict[int, Event] = {}
        self.origin = Origin.START
        self.position = 0
        """How far the cursor stands behind the first event of the list, behind its end (−1 is the last event), or behind where it jumped to."""
        self.moved: Signal[int] = Signal(self, "moved")
        """The cursor stands on another row, or the list has changed; told at once, so that all of it is painted together."""

    @property
    def current(self) -> Event | None:
        """The event under the cursor."""
        return self._events[self._cursor] if self._events else None

    async def show(self, fetch: FetchPage, *, keep: Event | None = None) -> None:
        """Show another list from its beginning, or the same list again with the cursor where it stood.

        Args:
            fetch: reads a page.
            keep: the event that the cursor stands on, when it is the same list; where that has left the list, the one after it.
        """
        self._fetch = fetch
        self._status = ""
        row = self._cursor - self._top
        if keep is None or (self.origin is Origin.START and self.position < PAGE):
            self.origin = Origin.START
            page = await fetch(None, PAGE, False)
            self._events, self._before, self._after = list(page.events), page.before, page.after
            self._cursor = self.position = self._place_of(keep, self.position) if keep else 0
        else:
            below = await fetch(keep, PAGE, False)
            above = await fetch(below.events[0] if below.events else None, PAGE, True)
            self._events, self._before, self._after = [*above.events, *below.events], above.before, below.after
            self._cursor = self._place_of(keep, len(above.events))
        self._top = max(0, self._cursor - row) if keep else 0
        self._follow()

    async def jump(self, start: Event) -> None:
        """Show the same list from a place in it on; from its end when nothing is left there.

        Args:
            start: the event, or the place of one, that the cursor is to stand behind.
        """
        if self._fetch is None:
            return
        below = await self._fetch(start, PAGE, False)
        if not below.events:
            await self._to_end(backwards=True)
            return
        above = await self._fetch(below.events[0], self._rows, True)
        self._events, self._before, self._after = [*above.events, *below.events], above.before, below.after
        self._cursor = self._top = len(above.events)
        self.origin, self.position = Origin.JUMP, 0
        self._follow()

    def _place_of(self, event: Event, otherwise: int) -> int:
        """Where an event stands among those held."""
        place = next((place for place, held in enumerate(self._events) if held.id == event.id), otherwise)
        return max(0, min(place, len(self._events) - 1))

    def lay_out(self, columns: Sequence[EventColumn], frozen: int = 0, sorted_by: tuple[str, str] = ("", "")) -> None:
        """Show other columns.

        Args:
            columns: all of them.
            frozen: how many of the first stand still.
            sorted_by: the name of the column by which the list runs, and what its header says of it.
        """
        self._columns, self._frozen, self._sorted = tuple(columns), frozen, sorted_by
        self._strips.clear()
        self.at = max(0, min(self.at, len(columns) - 1))
        self._fit()

    def failed(self, message: str) -> None:
        """Say why there is no list; it must not look like an empty one."""
        self._events, self._status = [], message
        self._follow()

    def replace(self, event: Event) -> None:
        """Show a changed event where it stands."""
        for place, held in enumerate(self._events):
            if held.id == event.id:
                self._events[place] = event
        self.refresh()

    def toggle_mark(self) -> None:
        """Mark or unmark the event under the cursor and go on."""
        event = self.current
        if event is None:
            return
        if self.marked.pop(event.id, None) is None:
            self.marked[event.id] = event
        self.action_move(1)
        self.refresh()

    def mark(self, events: Sequence[Event]) -> None:
        """Mark these events and no others."""
        self.marked = {event.id: event for event in events}
        self.refresh()

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self._go(self._cursor + by)

    def action_column(self, by: int) -> None:
        """Move to another column."""
        self.at = max(0, min(self.at + by, len(self._columns) - 1))
        self._fit()

    def action_page(self, by: int) -> None:
        """Move by a screenful."""
        self._go(self._cursor + by * max(1, self._rows - 1))

    def action_first(self) -> None:
        """Go to the beginning of the list."""
        self.run_worker(self._to_end(backwards=False), exclusive=True, group="window")

    def action_last(self) -> None:
        """Go to the end of the list."""
        self.run_worker(self._to_end(backwards=True), exclusive=True, group="window")

    @property
    def _rows(self) -> int:
        return max(1, self.size.height - 1)

    def _go(self, place: int) -> None:
        if not self._events:
            return
        before, top = self._cursor, self._top
        place = max(0, min(place, len(self._events) - 1))
        self.position += place - before
        self._cursor = place
        self._scroll()
        if self._top != top:
            self.refresh()
        else:
            for row in {before - top, place - top}:
                self.refresh(Region(0, row + 1, self.size.width, 1))
        self.moved.publish(self.position)
        near = self._rows * 2
        if not self._loading and ((self._after and place > len(self._events) - near) or (self._before and place < near)):
            self.run_worker(self._more(backwards=place < near and self._before), exclusive=True, group="window")

    def _scroll(self) -> None:
        if self._cursor < self._top:
            self._top = self._cursor
        elif self._cursor >= self._top + self._rows:
            self._top = self._cursor - self._rows + 1

    def _follow(self) -> None:
        self._scroll()
        self.refresh()
        self.moved.publish(self.position)

    async def _more(self, *, backwards: bool) -> None:
        if self._fetch is None or not self._events:
            return
        self._loading = True
        try:
            page = await self._fetch(self._events[0 if backwards else -1], PAGE, backwards)
        finally:
            self._loading = False
        if backwards:
            self._events[:0] = page.events
            self._before = page.before
            self._cursor += len(page.events)
            self._top += len(page.events)
            if len(self._events) > HELD:
                del self._events[HELD:]
                self._after = True
        else:
            self._events += page.events
            self._after = page.after
            extra = min(len(self._events) - HELD, self._top)
            if extra > 0:
                del self._events[:extra]
                self._cursor -= extra
                self._top -= extra
                self._before = True
        self.refresh()

    async def _to_end(self, *, backwards: bool) -> None:
        if self._fetch is None:
            return
        page = await self._fetch(None, PAGE, backwards)
        self._events = list(page.events)
        self._before, self._after = (page.before, False) if backwards else (False, page.after)
        self._cursor = len(self._events) - 1 if backwards else 0
        self._top = 0
        self.origin, self.position = (Origin.END, -1) if backwards else (Origin.START, 0)
        self._follow()

    def on_resize(self, event: Resize) -> None:
        """Fit the columns to the width."""
        del event
        self._fit()
        self._scroll()

    def _fit(self) -> None:
        """Lay the columns out anew."""
        before = self._placed
        self._placed = placed(self._columns, self.size.width, frozen=self._frozen, at=self.at)
        if self._placed != before:
            self._strips.clear()
        self.refresh()

    def on_click(self, event: Click) -> None:
        """A click moves the cursor; a second one opens."""
        place = self._top + event.y - 1
        if 0 <= place < len(self._events):
            if place == self._cursor and event.chain > 1:
                self.post_message(self.Chosen(self._events[place]))
            else:
                self._go(place)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region, as `render_line` makes them.

        The table has no border, padding or opacity, and keeps its rows drawn itself: what Textual would keep of them once more only costs.
        """
        filters, background = self.get_line_filters(), self.background_colors[1]
        strips = [self.render_line(y) for y in crop.line_range]
        for each in filters:
            strips = [strip.apply_filter(each, background) for strip in strips]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """One line: the header, a row, or why there is none."""
        width = self.size.width
        if y == 0:
            return self._header(width)
        place = self._top + y - 1
        if not self._events and y == min(3, self._rows):
            return _strip("  " + (self._status or _(self._empty)), self._style("window--dim"), width)
        if place >= len(self._events):
            return Strip.blank(width, self._style(""))
        event = self._events[place]
        marked = event.id in self.marked
        name = "window--cursor" if place == self._cursor else "window--marked" if marked else ""
        key = (event.id, event.version, name, marked)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > HELD:
                self._strips.clear()
            texts = [self._columns[each.place].text(event) for each in self._placed]
            text = line(texts, [each.width for each in self._placed], "*" if marked else " ")
            strip = self._strips[key] = _strip(text, self._style(name), width)
        return strip

    def notify_style_update(self) -> None:
        """Another theme: draw anew."""
        self._strips.clear()
        self._styles_now.clear()
        super().notify_style_update()

    def _style(self, name: str) -> Style:
        """A style by its component's name, worked out once a theme."""
        style = self._styles_now.get(name)
        if style is None:
            style = self._styles_now[name] = self.get_component_rich_style(name) if name else self.rich_style
        return style

    def _header(self, width: int) -> Strip:
        """The headers: the one under the cursor stands out where there is a choice, the one that the list runs by says so."""
        made = [Segment(" ", self._style("window--header"))]
        for each in self._placed:
            column = self._columns[each.place]
            label = _(column.label) + (self._sorted[1] if column.name and column.name == self._sorted[0] else "")
            chosen = column.name and each.place == self.at
            made += [
                Segment(cut(label, each.width), self._style("window--column" if chosen else "window--header")),
                Segment(" " * GAP, self._style("window--header")),
            ]
        return Strip(made).adjust_cell_length(width, self._style("window--header"))


def _strip(text: str, style: Style, width: int) -> Strip:
    return Strip([Segment(text, style)]).adjust_cell_length(width, style)
