"""Too small 终端太小: a sentence in place of a screen that has no room, until there is room again."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from console.words import say

LEAST = Size(60, 16)
"""Columns and rows that every screen fits into."""


def too_small(size: Size) -> bool:
    """Whether a terminal has no room for the screens."""
    return size.width < LEAST.width or size.height < LEAST.height


class TooSmall(ModalScreen[None]):
    """Says how large the terminal must be; what lies below stays as it is.

    Args:
        now: the size of the terminal.
    """

    def __init__(self, now: Callable[[], Size]) -> None:
        super().__init__()
        self._now = now

    def compose(self) -> ComposeResult:
        """The sentence."""
        yield Static(Content(self._sentence()), classes="plain")

    def on_resize(self) -> None:
        """Say how large it is now."""
        self.query_one(Static).update(Content(self._sentence()))

    def on_screen_resume(self) -> None:
        """Nothing to say any more, when the terminal has grown while something lay above."""
        if not too_small(self._now()):
            self.dismiss()

    def _sentence(self) -> str:
        size = self._now()
        text = "终端太小：现在 {width}×{height}，至少要 {columns}×{rows}。拉大窗口就回到原来的画面，填的都在。"
        return say(text, width=size.width, height=size.height, columns=LEAST.width, rows=LEAST.height)
