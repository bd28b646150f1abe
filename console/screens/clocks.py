"""Clocks 时限说明: how each limit of an event was found, day by day, over the screen that asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from console.explaining import day_line, lines
from console.look import MUTED
from console.words import _, say
from wangge.explain import Explained


class ClocksScreen(ModalScreen[None]):
    """The clocks of one event."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter,t,0", "close", show=False)]

    def __init__(self, no: str, told: Sequence[Explained], zone: ZoneInfo) -> None:
        super().__init__()
        self._no = no
        self._told = told
        self._zone = zone

    def compose(self) -> ComposeResult:
        """Every clock with its days."""
        with Vertical(classes="ask"):
            yield Static(Content(say("时限说明　{no}", no=self._no)), classes="ask-title")
            with VerticalScroll(classes="ask-items"):
                yield Static(self._text(), id="clocks-text")
            yield Static(Content(_("↑↓ 滚动　Esc 关闭")), classes="ask-foot")

    def _text(self) -> Content:
        text = Content("")
        for each in self._told:
            first, *rest = lines(each, self._zone)
            text += Content.styled(first + "\n", "bold") + Content("\n".join(rest) + "\n")
            for day in each.days:
                text += Content.styled(day_line(day) + "\n", "" if day.counted else MUTED)
        return text if self._told else Content(say("事件 {no} 现在没有在走的时限。", no=self._no))

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
