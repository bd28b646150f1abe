"""What is under way 进度: a box over the screen for work that takes longer than a second, with the time that is left and a key that stops it.

The work tells how far it is from whatever thread it runs on; the box looks from time to time and is touched by nobody else.
"""

from __future__ import annotations

from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from console.charts import BLOCKS, Signs, bar
from console.words import _, say

SLOW = 1.0
"""Seconds after which the box appears."""
LOOK = 0.2
"""Seconds between two looks at how far it is."""
WIDTH = 60
"""Cells of the whole bar."""


class Underway(ModalScreen[None]):
    """One piece of long work.

    Args:
        what: what a person calls it.
        signs: what its bar is drawn with.
        stoppable: whether the work asks if it is to go on.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", show=False)]

    def __init__(self, what: str, signs: Signs = BLOCKS, *, stoppable: bool = True) -> None:
        super().__init__()
        self._what = what
        self._signs = signs
        self._stoppable = stoppable
        self._began = monotonic()
        self._done = self._total = 0
        self.stopping = False
        self._ended = self._left = False

    def progress(self, done: int, total: int) -> bool:
        """Told by the work how far it is; whether it is to go on."""
        self._done, self._total = done, total
        return not self.stopping

    def end(self) -> None:
        """The work is over: go away, also from below what was opened over it."""
        self._ended = True
        self._leave()

    def _leave(self) -> None:
        if self.is_attached and self.app.screen is self and not self._left:
            self._left = True
            self.dismiss()

    def compose(self) -> ComposeResult:
        """What it is, how far it is, and how to stop it."""
        with Vertical(classes="ask"):
            yield Static(Content(self._what), classes="ask-title")
            yield Static("", id="far")
            yield Static("", id="left", classes="muted")

    def on_mount(self) -> None:
        """Look from time to time."""
        self.set_interval(LOOK, self._look)
        self._look()

    def on_screen_resume(self) -> None:
        """What lay over the box is gone; so may be the work."""
        if self._ended:
            self._leave()

    def _look(self) -> None:
        spent = monotonic() - self._began
        far, left = told(self._done, self._total, spent)
        drawn = bar(self._done, self._total, WIDTH, self._signs) if self._total else ""
        self.query_one("#far", Static).update(Content.styled(drawn, "$primary") + Content(f"\n{far}" if drawn else far))
        hint = _("正在停止……") if self.stopping else _("Esc 停止") if self._stoppable else _("这一步不能中途停止")
        self.query_one("#left", Static).update(Content(f"{left}　{hint}"))

    def action_stop(self) -> None:
        """Ask the work to stop."""
        if self._stoppable:
            self.stopping = True
            self._look()


def told(done: int, total: int, spent: float) -> tuple[str, str]:
    """How far work is, and how long it will still take, as one reads it."""
    if not total or not done:
        return _("正在办……"), say("已用 {spent:.0f} 秒", spent=spent)
    return f"{done:,} / {total:,}　{done / total:.0%}", say("约还需 {left:.0f} 秒", left=spent / done * (total - done))
