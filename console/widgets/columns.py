"""Columns 列: which columns of a table are on the screen, and how wide each is.

The first columns may stand still (冻结); the others go past them, so that the column under the cursor is always to be seen. What is left of the
width goes to the one column that has none of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from console.columns import EventColumn

LEAST = 30
"""Cells that a column without a width of its own takes at least."""
GAP = 2
"""Cells between two columns, and one before the first for the mark."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A column as it stands on the screen: its place among all, and its width in cells."""

    place: int
    width: int


def placed(columns: Sequence[EventColumn], room: int, *, frozen: int = 0, at: int = 0) -> tuple[Placed, ...]:
    """The columns that are on the screen, from the left.

    Args:
        columns: all of them.
        room: the width of the table in cells.
        frozen: how many of the first stand still.
        at: the column under the cursor, which is always shown.
    """
    widths = [column.width or LEAST for column in columns]
    still = list(range(min(frozen, len(columns))))
    rest = [place for place in range(len(columns)) if place not in still]
    if at not in still:
        while rest and at in rest[1:] and not _fit(widths, [*still, *rest[: rest.index(at) + 1]], room):
            rest.pop(0)
    shown = list(still)
    for place in rest:
        if shown and not _fit(widths, [*shown, place], room):
            break
        shown.append(place)
    spare = room - _taken(widths, shown)
    flexible = next((place for place in shown if not columns[place].width), shown[-1] if shown and spare < 0 else None)
    return tuple(Placed(place, max(1, widths[place] + (spare if place == flexible else 0))) for place in shown)


def _taken(widths: Sequence[int], places: Sequence[int]) -> int:
    return 1 + sum(widths[place] for place in places) + GAP * (len(places) - 1)


def _fit(widths: Sequence[int], places: Sequence[int], room: int) -> bool:
    return _taken(widths, places) <= room


def line(texts: Sequence[str], widths: Sequence[int], mark: str = " ") -> str:
    """One line of a table: each text in exactly its cells."""
    return mark + (" " * GAP).join(cut(text, width) for text, width in zip(texts, widths, strict=True))


def cut(text: str, width: int) -> str:
    """`text` as exactly `width` terminal cells on one line."""
    text = text.replace("\n", " ")
    long = cell_len(text)
    if long <= width:
        return text + " " * (width - long)
    return set_cell_size(text, max(0, width - 1)) + "…"
