"""Living costs of dependants 被扶养人生活费, year by year: no year's total is above one year's consumption.

Source: 《人身损害赔偿解释》 Art 16, 17.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Dependant:
    """One dependant 被扶养人.

    Attributes:
        name: as the paper says it.
        years: for how many years.
        supporters: how many people owe support, the victim with them.
    """

    name: str
    years: int
    supporters: int


@dataclass(frozen=True, slots=True)
class Span:
    """Years in which the same dependants are kept.

    Attributes:
        first: the first year, from 1.
        last: the last year.
        kept: who is kept.
        uncapped: what the shares of a year come to, in 分.
        yearly: what is paid for a year, in 分.
    """

    first: int
    last: int
    kept: tuple[Dependant, ...]
    uncapped: Fraction
    yearly: Fraction

    @property
    def years(self) -> int:
        """How many years."""
        return self.last - self.first + 1

    @property
    def capped(self) -> bool:
        """Whether a year's total was more than one year's consumption."""
        return self.yearly < self.uncapped


def spans(dependants: Sequence[Dependant], consumption: int, loss: Fraction) -> list[Span]:
    """The years in spans with the same yearly total.

    Args:
        dependants: all of them.
        consumption: one year's consumption of a town resident, in 分.
        loss: how much of the capacity to work is lost, as a share of one; death is one.
    """
    ends = sorted({each.years for each in dependants if each.years})
    found = []
    for first, last in zip([1, *(end + 1 for end in ends)], ends, strict=False):
        kept = tuple(each for each in dependants if each.years >= last)
        uncapped = consumption * loss * sum(Fraction(1, each.supporters) for each in kept)
        found.append(Span(first, last, kept, uncapped, min(uncapped, Fraction(consumption))))
    return found
