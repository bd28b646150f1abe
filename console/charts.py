"""Charts 图: figures drawn with signs of the terminal, the figure always beside its drawing.

Block signs have no certain width in some Chinese terminals, so every chart can be drawn with ASCII signs as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs that charts are drawn with.

    Attributes:
        rising: a cell filled from below, from least to full.
        running: a cell filled from the left, from least to full.
        pale: a cell of the other part of a bar.
    """

    rising: str
    running: str
    pale: str


BLOCKS = Signs("▁▂▃▄▅▆▇█", "▏▎▍▌▋▊▉█", "░")
ASCII = Signs(".:|#", "#", "-")
TO_ASCII = str.maketrans("█─", "#-")
"""What reports are drawn with, in ASCII signs."""


DIGITS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    "%": ("# #", "  #", " # ", "#  ", "# #"),
    ".": (" ", " ", " ", " ", "#"),
    "—": ("   ", "   ", "###", "   ", "   "),
}
"""Figures to be read from the other end of a hall."""
DIGIT_LINES = 5


def large(figures: Sequence[str], width: int, signs: Signs) -> list[list[str]]:
    """Figures in signs of five lines, all of one size, each in so many cells at most.

    Where there is no room for the longest, each stands as it is in its middle line.
    """
    drawn = [[" ".join(DIGITS[sign][row] for sign in figure) for row in range(DIGIT_LINES)] for figure in figures]
    widest = max([len(figure[0]) for figure in drawn], default=0)
    if widest > width:
        return [[figure if row == DIGIT_LINES // 2 else "" for row in range(DIGIT_LINES)] for figure in figures]
    times = 2 if 2 * widest <= width else 1
    dots = {"#": signs.running[-1] * times, " ": " " * times}
    return [["".join(dots[dot] for dot in row) for row in figure] for figure in drawn]


def columns(values: Sequence[int], height: int, signs: Signs, most: int = 0) -> list[str]:
    """Columns of these values side by side, from the top line to the bottom line; what is above nothing is seen.

    Args:
        values: the figures, one a column.
        height: how many lines the highest takes.
        signs: what is drawn with.
        most: the value that fills the height; the largest one unless it is given.
    """
    most = max(most, *values, 1)
    steps = len(signs.rising)
    filled = [-(-value * height * steps // most) for value in values]
    rows = []
    for row in reversed(range(height)):
        cells = [min(max(level - row * steps, 0), steps) for level in filled]
        rows.append("".join(signs.rising[cell - 1] if cell else " " for cell in cells))
    return rows


def bar(value: int, most: int, width: int, signs: Signs) -> str:
    """A bar of at most `width` cells; what is above nothing has at least a sliver."""
    steps = len(signs.running)
    filled = -(-min(value, most) * width * steps // max(most, 1))
    whole, part = divmod(filled, steps)
    return signs.running[-1] * whole + (signs.running[part - 1] if part else "")


def parted(part: int, value: int, most: int, width: int, signs: Signs) -> tuple[str, str]:
    """A bar of `value` in whole cells, as its `part` and the rest."""
    whole = -(-min(value, most) * width // max(most, 1))
    first = min(-(-part * whole // max(value, 1)), whole)
    return signs.running[-1] * first, signs.pale * (whole - first)
