"""The guide 导览条: what to do next, under the title: away from where one types and from where an input method shows its candidates."""

from __future__ import annotations

import re

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from console.registry import KEY_NAMES

UNIT = re.compile(rf"(?:{'|'.join(name for name in KEY_NAMES.values() if not name.isascii())}|[!-~]+|.)[，。；：、）”？！]*")
"""What stays on one line: a word or a key's name, a Han character; with the mark that ends it."""


class Guide(Static):
    """The line of the tour; nothing while no tour is shown."""

    DEFAULT_CSS = """
    Guide { height: auto; max-height: 4; padding: 0 1; background: $panel; color: $text; display: none; }
    """

    _place = ""
    _text = ""

    def say(self, place: str, text: str) -> None:
        """Show where one is in the tour and what to do; two empty texts take the line away."""
        self._place, self._text = place, text
        self.display = bool(place)
        self._draw()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._draw()

    def _draw(self) -> None:
        room = max(self.app.size.width - 2, 1)
        first, *rest = folded(f"{self._place} {self._text}", room)
        text = Content.styled(self._place, "bold reverse") + Content(first.removeprefix(self._place))
        self.update(Content("\n").join([text, *map(Content, rest)]))


def folded(text: str, columns: int) -> list[str]:
    """A text in lines of at most so many columns, broken between Han characters and between words, never inside a key's name."""
    lines = [""]
    for unit in UNIT.findall(text):
        if lines[-1] and cell_len(lines[-1] + unit) > columns:
            lines.append("")
        lines[-1] += unit if lines[-1] else unit.lstrip()
    return lines
