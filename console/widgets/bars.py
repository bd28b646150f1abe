"""The two bars 标题栏与按键栏: where one is and what there is to do, and which keys work here."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from console.registry import KeyAction, key_name
from console.words import _

ALWAYS = frozenset({"help", "back"})
"""Actions that the key bar shows however narrow the terminal is."""


class TitleBar(Static):
    """The first line: the office, the screen, and a message of the moment."""

    DEFAULT_CSS = """
    TitleBar { height: 1; background: $primary; color: $text; text-style: bold; padding: 0 1; }
    """

    def say(self, office: str, screen: str, note: str = "") -> None:
        """Show where one is."""
        left = f"{office}　{_(screen)}"
        room = max(0, self.app.size.width - 2 - cell_len(left) - cell_len(note))
        self.update(Content(left + " " * room + note), layout=False)


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
