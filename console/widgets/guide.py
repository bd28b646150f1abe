"""The guide 导览条: what to do next, under the title: away from where one types and from where an input method shows its candidates."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Guide(Static):
    """The line of the tour; nothing while no tour is shown."""

    DEFAULT_CSS = """
    Guide { height: auto; max-height: 4; padding: 0 1; background: $panel; color: $text; display: none; }
    """

    def say(self, place: str, text: str) -> None:
        """Show where one is in the tour and what to do; two empty texts take the line away."""
        self.display = bool(place)
        self.update(Content.styled(place, "bold reverse") + Content(f" {text}"))
