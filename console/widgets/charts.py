"""The charts of the desk 首页小图: thirty days of arrivals and closings, open events by age and by community, in the room there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from console.charts import BLOCKS, Signs, bar, columns
from console.look import MUTED
from console.output import fit
from console.words import _, later, say
from wangge.tallies import Figures

Line = list[tuple[str, str]]
"""A line as pieces with their style."""
AGE_LABELS = (later("3天内"), later("4–7天"), later("8–15天"), later("16–30天"), later("30天以上"))
"""The bands of `wangge.tallies.AGES`."""
SIDE = 5
"""Cells beside the columns: what they are, and how high they go."""
TALLEST = 4
"""Lines that columns take at most."""
WIDEST = 70
"""Cells that the columns take at most on the desk."""
NARROW = 40
"""Below this the bars stand in one column."""


class Charts(Widget):
    """The charts; empty until there is something to draw."""

    DEFAULT_CSS = """
    Charts { height: 12; padding: 0 1; }
    """

    def __init__(self, signs: Signs = BLOCKS, *, id: str | None = None) -> None:  # noqa: A002 (Textual's word)
        super().__init__(id=id)
        self._signs = signs
        self._figures: Figures | None = None

    def show(self, figures: Figures) -> None:
        """Draw these figures."""
        self._figures = figures
        self.refresh()

    def render(self) -> Content:
        """The charts in the room that the widget has."""
        if self._figures is None:
            return Content("")
        width, height = self.content_size
        bars = len(AGE_LABELS) + 1
        tall = max(1, min(TALLEST, (height - 2 - bars) // 2))
        lines = days(self._figures, min(width, WIDEST), tall, self._signs)
        if height > len(lines) + bars:
            lines.append([])
        lines += open_ones(self._figures, width, max(bars, height - len(lines)), self._signs)
        return Content("\n").join(Content.assemble(*line) for line in lines[:height])


def days(figures: Figures, width: int, tall: int, signs: Signs) -> list[Line]:
    """What arrived and what was done day by day, one scale for both."""
    arrived, closed = [day.arrived for day in figures.days.values()], [day.closed for day in figures.days.values()]
    each = max(1, (width - SIDE) // max(len(arrived), 1))
    most = max([*arrived, *closed, 0])
    head = say("近{days}天　新增 {arrived:,}　办结 {closed:,}", days=len(arrived), arrived=sum(arrived), closed=sum(closed))
    lines: list[Line] = [[(head + _going_on(figures), "bold")]]
    for name, values, style in ((_("新增"), arrived, "$primary"), (_("办结"), closed, "$success")):
        rows = columns([value for value in values for _each in range(each)], tall, signs, most)
        for place, row in enumerate(rows):
            side = fit(name, SIDE) if place == tall - 1 else f"{most:>{SIDE - 1}} " if place == 0 else " " * SIDE
            lines.append([(side, "" if place == tall - 1 else MUTED), (row, style)])
    lines.append([(" " * SIDE + _axis(list(figures.days), each), MUTED)])
    return lines


def _going_on(figures: Figures) -> str:
    """Said behind a heading while its figures still grow."""
    return "" if figures.whole else " …"


def _axis(shown: Sequence[date], each: int) -> str:
    if not shown:
        return ""
    first, today = f"{shown[0]:%m-%d}", _("今天")
    return first + " " * (len(shown) * each - len(first) - cell_len(today)) + today


def open_ones(figures: Figures, width: int, rows: int, signs: Signs) -> list[Line]:
    """Open events by age and by community: beside one another where there is room, else the ages alone."""
    if width < NARROW:
        return ages(figures, width, signs)
    half = width // 2
    return beside(ages(figures, half - 1, signs), communities(figures, width - half, rows, signs), half)


def ages(figures: Figures, width: int, signs: Signs) -> list[Line]:
    """Open events by how long they have been open."""
    return bars(_("未结　按天数") + _going_on(figures), zip(map(_, AGE_LABELS), figures.ages, strict=True), width, signs)


def communities(figures: Figures, width: int, rows: int, signs: Signs) -> list[Line]:
    """Open events by community, most first, in so many lines with the heading."""
    ordered = sorted(figures.places.items(), key=lambda item: (-item[1], item[0] or ""))
    return bars(
        _("未结　按社区") + _going_on(figures),
        [(name or _("没有社区"), count) for name, count in ordered][: max(0, rows - 1)],
        width,
        signs,
    )


def beside(left: Sequence[Line], right: Sequence[Line], at: int) -> list[Line]:
    """Two blocks of lines side by side, the second one from cell `at` on."""
    height = max(len(left), len(right))
    first = [*left, *([[]] * (height - len(left)))]
    second = [*right, *([[]] * (height - len(right)))]
    return [
        [*one, (" " * (at - sum(cell_len(text) for text, _style in one)), ""), *other] for one, other in zip(first, second, strict=True)
    ]


def bars(head: str, figures: Iterable[tuple[str, int]], width: int, signs: Signs) -> list[Line]:
    """Names, bars and figures, the largest filling the width."""
    told = list(figures)
    most = max([count for _name, count in told] or [0])
    number = len(f"{most:,}")
    label = min(max([cell_len(name) for name, _count in told] or [0]), width // 2)
    room = max(1, width - label - number - 2)
    lines: list[Line] = [[(head, "bold")]]
    for name, count in told:
        lines.append(
            [(fit(name, label) + " ", ""), (bar(count, most, room, signs), "$secondary"), (f" {count:,}", "bold" if count else MUTED)]
        )
    return lines
