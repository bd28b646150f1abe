"""Paged 表页画面: what the screens share that show a report sheet by sheet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from console.screens.base import Base
from console.widgets.sheets import Sheets


class Paged(Base):
    """A screen with the sheets of one report."""

    AUTO_FOCUS: ClassVar[str | None] = "#preview"

    def body(self) -> Iterable[Widget]:
        """Which sheets there are, and the one that is shown."""
        yield Sheets()

    @property
    def sheets(self) -> Sheets:
        """The sheets; they hold the report that is shown."""
        return self.query_one(Sheets)

    def action_next(self) -> None:
        """The next sheet."""
        self.sheets.turn(1)

    def action_previous(self) -> None:
        """The sheet before."""
        self.sheets.turn(-1)
