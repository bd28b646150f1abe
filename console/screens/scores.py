"""Scores 计分: the workers' month, and behind each total the items and the events that made it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from console import reporting
from console.bindings import bindings
from console.look import MUTED
from console.output import fit
from console.screens.monthly import Monthly
from console.words import _, later, say
from wangge.ranking import competition
from wangge.score import MonthScores, WorkerScore
from wangge.sheets import NO_EVIDENCE

SHOWN_EVENTS = 40


class Scores(Monthly):
    """A month's scores."""

    SCOPE = "scores"
    NAME = later("网格员计分")
    QUESTION = later("哪个月的计分")
    BINDINGS: ClassVar[list[BindingType]] = bindings("scores")
    AUTO_FOCUS = "#choices"

    def __init__(self) -> None:
        super().__init__()
        self._scores: tuple[WorkerScore, ...] = ()
        self._found = MonthScores(())

    def body(self) -> Iterable[Widget]:
        """The list and the receipt of the one under the cursor."""
        yield Static("", id="tabs")
        yield OptionList(id="choices")
        with VerticalScroll(id="preview"):
            yield Static("", id="sheet")

    def action_reload(self) -> None:
        """Score again."""
        self.go(self._load(), "scores")

    async def _load(self) -> None:
        self._found = await self.watched(
            say("正在统计 {month} …", month=self.month),
            lambda progress: self.desk.read(reporting.scores, self.desk.office, self.month, progress),
        )
        self.retitle(self.month)
        workers = self.query_one("#choices", OptionList)
        self._scores = self._found.workers
        ranks = competition([score.total for score in self._scores])
        workers.set_options(Option(Content(_line(rank, score))) for rank, score in zip(ranks, self._scores, strict=True))
        workers.highlighted = 0 if self._scores else None
        left = sum(each.events for each in self._found.left_out)
        self.query_one("#tabs", Static).update(
            Content(
                say(
                    "{month}　{count} 人，未计分 {left} 件（写出的表里有原因）",
                    month=self.month,
                    count=len(self._scores),
                    left=left,
                )
            )
        )
        if not self._scores:
            self.query_one("#sheet", Static).update(Content(_("这个月没有具名网格员的上报。按 F7 换月份。")))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the receipt."""
        if event.option_index < len(self._scores):
            self.query_one("#sheet", Static).update(receipt(self._scores[event.option_index]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a worker."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Read the receipt."""
        self.query_one("#preview").focus()

    def action_write(self) -> None:
        """Write the workbook."""
        self.go(self._write(), "report")

    async def _write(self) -> None:
        path = await self.waited(_("写出计分表"), reporting.write_scores, self.desk.office, self._found, self.month)
        self.tell(say("已写出 {file}", file=path), "good")


def _line(rank: int | None, score: WorkerScore) -> str:
    total = NO_EVIDENCE if score.total is None else f"{score.total:.1f}"
    return f"{rank or NO_EVIDENCE:>4}  {fit(score.worker, 10)}{fit(score.street, 12)}{fit(score.grid, 24)}{total:>6}"


def receipt(score: WorkerScore) -> Content:
    """得分单: every item with its points, its share and its events."""
    total = NO_EVIDENCE if score.total is None else f"{score.total:.1f}"
    text = Content.styled(f"{score.street}　{score.worker}　{total}\n", "bold")
    for item in score.items:
        points = NO_EVIDENCE if item.points is None else f"{item.points:.1f}"
        share = f"{item.numerator}/{item.denominator}" if item.denominator else _("没有证据，不占分值")
        text += Content(f"  {fit(item.item, 12)} {points:>6} / {item.weight}　{share}\n")
        if item.events:
            text += Content.styled("    " + "、".join(item.events[:SHOWN_EVENTS]) + "\n", MUTED)
    return text
