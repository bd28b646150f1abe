"""Rankings 名次: the one way in which places in a ranking are given, on the screen, in JSON, in a workbook and on the wall alike."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def competition(values: Sequence[Fraction | float | None]) -> list[int | None]:
    """Ranks of values in order, best first: equal ones share a rank and the next one skips (1, 1, 3); what has no value has no rank.

    Args:
        values: exact, as counted and not as shown; those without a value last.
    """
    ranks: list[int | None] = []
    for place, value in enumerate(values):
        ranks.append(None if value is None else ranks[-1] if place and value == values[place - 1] else place + 1)
    return ranks
