"""The sheets 表页: a report to look at, one sheet at a time under the names of all, fitted to the width of the terminal."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from console.charts import TO_ASCII
from console.look import MUTED
from exports.preview import lines
from wangge.sheets import Report

LEAST = 40
"""Cells that a sheet takes at least."""
AROUND = 4
"""Cells beside a sheet: the padding and the scroll bar."""


class Sheets(Vertical):
    """The sheets of a report."""

    def __init__(self) -> None:
        super().__init__()
        self.page = 0
        """The sheet that is shown, counted from 0."""
        self.report: Report | None = None
        """The report that is shown."""

    def compose(self) -> ComposeResult:
        """The names, and the sheet."""
        yield Static("", id="tabs")
        with VerticalScroll(id="preview"):
            yield Static("", id="sheet")

    def show(self, report: Report) -> None:
        """Show another report, at the same page where it has so many."""
        self.report = report
        self.page = min(self.page, len(report.sheets) - 1)
        self._draw()

    def clear(self, title: str) -> None:
        """Show no report, and `title` where the names stand."""
        self.report = None
        self.query_one("#tabs", Static).update(Content(title))
        self.query_one("#sheet", Static).update("")

    def turn(self, by: int) -> None:
        """Show the sheet that stands `by` places further; after the last comes the first."""
        if self.report is not None:
            self.page = (self.page + by) % len(self.report.sheets)
            self._draw()
            self.query_one("#preview").scroll_home(animate=False)

    def on_resize(self) -> None:
        """Fit the sheet to the width."""
        self._draw()

    def _draw(self) -> None:
        if self.report is None:
            return
        tabs = Content("")
        for place, sheet in enumerate(self.report.sheets):
            tabs += Content.styled(f" {sheet.name} ", "reverse" if place == self.page else MUTED) + Content(" ")
        self.query_one("#tabs", Static).update(tabs)
        shown = lines(self.report.sheets[self.page], max(LEAST, self.app.size.width - AROUND))
        text = "\n".join(shown)
        self.query_one("#sheet", Static).update(Content(text.translate(TO_ASCII) if self.app.has_class("-ascii") else text))
