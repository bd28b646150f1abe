"""Elapsed 用时: from 上报 to the unit's first claim 办结, where steps prove both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from statistics import median

from wangge.flows import claimed_at, registered_at
from wangge.records import Move
from wangge.times import moment

DAY = 24.0
INSTANTLY = 5 / 60
"""A claim within five minutes: hardly time to do anything."""


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Hours from 上报 to the first claim, in order."""

    hours: tuple[float, ...]

    @classmethod
    def of(cls, histories: Iterable[Iterable[Move]]) -> Elapsed:
        """The hours of all histories that prove both ends."""
        return cls(tuple(sorted(hours for moves in histories if (hours := hours_to_claim(moves)) is not None)))

    @property
    def median(self) -> float | None:
        """中位数."""
        return median(self.hours) if self.hours else None

    @property
    def p90(self) -> float | None:
        """The shortest time within which nine of ten were done (nearest rank)."""
        return self.hours[ceil(0.9 * len(self.hours)) - 1] if self.hours else None

    def over(self, days: int) -> int | None:
        """How many took longer than `days` times 24 hours; None without evidence."""
        return sum(hours > days * DAY for hours in self.hours) if self.hours else None


def hours_to_claim(moves: Iterable[Move]) -> float | None:
    """Hours from 上报 to the first claim; None when either is not proven."""
    moves = tuple(moves)
    began, claimed = registered_at(moves), claimed_at(moves)
    if began is None or claimed is None:
        return None
    return (moment(claimed) - moment(began)).total_seconds() / 3600
