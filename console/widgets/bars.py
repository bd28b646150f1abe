"""The two bars 标题栏与按键栏: where one is and what there is to do, and which keys work here."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from console.registry import KeyAction, key_name
from console.words import _

STEP = 8
"""The message of the title takes cells in steps of so many: one that grows by a digit moves nothing else."""
ALWAYS = frozenset({"help", "back"})
"""Actions that the key bar shows however narrow the terminal is."""


class TitleBar(Horizontal):
    """The first line: the office and the screen, and to the right a message of the moment, which alone is drawn anew when it alone changes."""

    DEFAULT_CSS = """
    TitleBar { height: 1; background: $primary; color: $text; text-style: bold; padding: 0 1; }
    TitleBar > #title-place { width: 1fr; height: 1; }
    TitleBar > #title-note { width: auto; height: 1; text-align: right; }
    """

    content = ""
    """What stands there."""
    _shown = ("", "")

    def compose(self) -> ComposeResult:
        """The place and the message."""
        yield Static("", id="title-place")
        yield Static("", id="title-note")

    def say(self, office: str, screen: str, note: str = "") -> None:
        """Show where one is."""
        place = f"{office}　{_(screen)}"
        before, self._shown = self._shown, (place, note)
        self.content = f"{place}  {note}"
        if before[0] != place:
            self.query_one("#title-place", Static).update(Content(place), layout=False)
        if before[1] != note:
            width = -(-cell_len(note) // STEP) * STEP
            shown = self.query_one("#title-note", Static)
            shown.styles.width = width
            shown.update(Content(note), layout=False)


class StatusLine(Static):
    """The line above the keys: what just happened, or what is wrong."""

    DEFAULT_CSS = """
    StatusLine { height: auto; min-height: 1; max-height: 4; color: $text-muted; padding: 0 1; }
    StatusLine.-error { color: $text; background: $error; text-style: bold; }
    StatusLine.-good { color: $success; }
    """

    _cells = 0
    """How long the message is that stands there."""

    def tell(self, text: str, kind: str = "") -> None:
        """Show a message; `kind` is empty, `good` or `error` (an error also says so in words). A long one takes up to four lines."""
        self.set_class(kind == "error", "-error")
        self.set_class(kind == "good", "-good")
        shown = Content(text.replace("\n", " "))
        one_line = max(shown.cell_length, self._cells) <= self.app.size.width - 2
        self._cells = shown.cell_length
        self.update(shown, layout=not one_line)


class KeyBar(Static):
    """The last line: the keys that work here, as many as fit."""

    DEFAULT_CSS = """
    KeyBar { height: 1; background: $panel; padding: 0 1; }
    """

    def offer(self, actions: Iterable[KeyAction]) -> None:
        """Show the keys of these actions; where there is no room for all, the last ones go first, help and the way back never."""
        keys = [(action.name, key_name(action.keys[0]), _(action.label)) for action in actions if action.bar]
        room = self.app.size.width - 2
        while sum(cell_len(key) + cell_len(label) + 3 for _name, key, label in keys) > room:
            last = next((place for place in reversed(range(len(keys))) if keys[place][0] not in ALWAYS), None)
            if last is None:
                break
            del keys[last]
        shown = Content("")
        for _name, key, label in keys:
            shown = shown + Content.styled(key, "bold") + Content(f" {label}  ")
        self.update(shown, layout=False)
