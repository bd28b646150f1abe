"""The service catalogue 办事目录: what people come for, everything that it takes, and how it is done without a network."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from console import island
from console.bindings import bindings
from console.look import MUTED
from console.output import fit
from console.screens.base import Base
from console.words import _, later, say
from wangge.services import Service, find

NAMED = 28


class Services(Base):
    """A line to type in, what it finds, and the one under the cursor in full."""

    SCOPE = "services"
    NAME = later("办事目录")
    BINDINGS: ClassVar[list[BindingType]] = bindings("services")
    AUTO_FOCUS = "#query"

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[Service, ...] = ()
        self._found: tuple[Service, ...] = ()

    def body(self) -> Iterable[Widget]:
        """The line, the list, and the item."""
        yield Input(placeholder=_("办什么事：工资、调解、公证……；不写就列全部"), id="query")
        yield OptionList(id="found")
        with VerticalScroll(id="card", can_focus=False):
            yield Static("", id="card-text")

    def action_reload(self) -> None:
        """Read the catalogue."""
        self.go(self._load(), "services")

    async def _load(self) -> None:
        self._all = await self.desk.read(island.catalogue, self.desk.office)
        self._look(self.query_one("#query", Input).value)

    @on(Input.Changed, "#query")
    def _typed(self, event: Input.Changed) -> None:
        # a catalogue that could not be read is not one without entries
        if self._all:
            self._look(event.value)

    def _look(self, word: str) -> None:
        self._found = find(self._all, word.strip()) if word.strip() else self._all
        self.retitle(say("共 {count} 项", count=len(self._found)))
        listed = self.query_one("#found", OptionList)
        listed.set_options(Option(Content(f"{fit(each.name, NAMED)}{each.block}")) for each in self._found)
        listed.highlighted = 0 if self._found else None
        self.tell("" if self._found else _("没有找到。换个说法，或者问前台。"))
        self._show()

    @on(OptionList.OptionHighlighted, "#found")
    def _show(self) -> None:
        place = self.query_one("#found", OptionList).highlighted
        shown = described(self._found[place]) if place is not None and place < len(self._found) else Content("")
        self.query_one("#card-text", Static).update(shown)
        self.query_one("#card").scroll_home(animate=False)

    def action_next(self) -> None:
        """The next item, while the cursor stays in the line."""
        self.query_one("#found", OptionList).action_cursor_down()

    def action_previous(self) -> None:
        """The item before."""
        self.query_one("#found", OptionList).action_cursor_up()

    def action_down(self) -> None:
        """Further down in the item."""
        self.query_one("#card").scroll_page_down()

    def action_up(self) -> None:
        """Back up in the item."""
        self.query_one("#card").scroll_page_up()


def described(service: Service) -> Content:
    """An item in full; what is local about it stands last."""
    text = Content.styled(f"{service.name}\n", "bold")
    for label, value in island.described(service):
        text += Content.styled(f"{label}　", MUTED) + Content(f"{value}\n")
    return text
