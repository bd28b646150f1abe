"""The query line 查询栏: typed with offers beneath it, and the lines of this sitting at hand.

Tab takes the offer that stands out; ↓ and ↑ choose another one, ↑ above the first goes back through what was asked before. What is typed is looked
for as soon as nothing more comes; Enter looks at once and goes to the list.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from console.look import MUTED
from console.words import _
from wangge.completing import Sought, completed, offers, sought
from wangge.field import Field
from wangge.numbering import typed_phone
from wangge.query import NAMED

PAUSE = 0.35
"""Seconds without a key after which what stands there is looked for."""
Values = Callable[[str], Awaitable[Sequence[str]]]


class QueryLine(Vertical):
    """The line and its offers.

    Args:
        line: what stands there at first.
        fields: what may be named.
        values: reads the values of a field.
        asked: the lines of this sitting, the last one at the end.
    """

    DEFAULT_CSS = """
    QueryLine { height: auto; }
    QueryLine > #offers { height: 1; padding: 0 1; color: $text-muted; display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "take", show=False),
        Binding("down", "choose(1)", show=False),
        Binding("up", "choose(-1)", show=False),
    ]

    class Asked(Message):
        """A line is to be looked for; `now` when Enter said so."""

        def __init__(self, line: str, *, now: bool) -> None:
            super().__init__()
            self.line = line
            self.now = now

    def __init__(self, line: str, fields: Sequence[Field], values: Values, asked: list[str]) -> None:
        super().__init__()
        self._first = line
        self._fields = fields
        self._read = values
        self._values: dict[str, Sequence[str]] = {}
        self._asked = asked
        self._back = 0
        self._offers: tuple[str, ...] = ()
        self._place = 0
        self._sought: Sought | None = None
        self._waiting: Timer | None = None

    def compose(self) -> ComposeResult:
        """The entry, and one line of offers."""
        yield Input(
            self._first,
            placeholder=_("查询：直接打字，或 社区:… 状态:… 时限:超期 上报:2025-05，- 排除，| 或"),
            id="query",
            select_on_focus=False,
        )
        yield Static("", id="offers")

    @property
    def line(self) -> str:
        """What stands there."""
        return self.entry.value

    @property
    def entry(self) -> Input:
        """Where it is typed."""
        return self.query_one("#query", Input)

    def put(self, line: str) -> None:
        """Let another line stand there, without looking for it."""
        with self.prevent(Input.Changed):
            self.entry.value = line
            self.entry.cursor_position = len(line)

    def point_at(self, place: int) -> None:
        """Set the cursor to the character that is wrong, 1 is the first."""
        self.entry.cursor_position = max(0, min(place - 1, len(self.line)))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._back = 0
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(PAUSE, self._ask)
        self.run_worker(self._offer(), exclusive=True, group="offers")

    def on_descendant_blur(self) -> None:
        """Offers are for whoever types."""
        self.query_one("#offers").display = False

    def on_descendant_focus(self) -> None:
        """Offer something at once."""
        self.query_one("#offers").display = True
        self.run_worker(self._offer(), exclusive=True, group="offers")

    def _ask(self) -> None:
        self.post_message(self.Asked(self.line, now=False))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._waiting is not None:
            self._waiting.stop()
        line = self.line.strip()
        if line and not typed_phone(line):
            self._asked[:] = [*(each for each in self._asked if each != line), line]
        self.post_message(self.Asked(self.line, now=True))

    async def _offer(self) -> None:
        what = sought(self.line, self.entry.cursor_position, self._fields)
        found: tuple[str, ...] = ()
        if what is not None:
            for name in (what.name,) if what.name else NAMED if what.part else ():
                if name not in self._values:
                    self._values[name] = await self._read(name)
            found = offers(what, self._fields, self._values)
        self._sought, self._offers, self._place = what, found, 0
        self._show()

    def _show(self) -> None:
        shown, room = Content.styled("Tab ", MUTED), self.size.width - 8
        for place, offer in enumerate(self._offers):
            room -= cell_len(offer) + 2
            if room < 0 and place > self._place:
                break
            shown += Content.styled(offer, "bold reverse" if place == self._place else "") + Content("  ")
        self.query_one("#offers", Static).update(shown if self._offers else Content(""), layout=False)

    def action_take(self) -> None:
        """Put the offer in."""
        if self._sought is None or not self._offers:
            return
        line, place = completed(self.line, self._sought, self._offers[self._place])
        self.entry.value = line
        self.entry.cursor_position = place

    def action_choose(self, by: int) -> None:
        """Another offer; above the first, what was asked before."""
        if by < 0 and (self._back or self._place == 0):
            self._recall(self._back + 1)
        elif by > 0 and self._back:
            self._recall(self._back - 1)
        elif self._offers:
            self._place = max(0, min(self._place + by, len(self._offers) - 1))
            self._show()

    def _recall(self, back: int) -> None:
        if 0 < back <= len(self._asked):
            self._back = back
            self.put(self._asked[-back])
        elif back == 0:
            self._back = 0
            self.put("")
