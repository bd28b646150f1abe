"""Published statistics 统计参数: average wage, minimum wage, income, consumption; each figure with the day from which it is used.

They are local and change every year, so they are the office's settings, never code. A calculation names the figure, its year and its source.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wangge import money
from wangge.errors import Phrase


@dataclass(frozen=True, slots=True, order=True)
class Published:
    """One figure as it was published.

    Attributes:
        since: the day from which it is used.
        value: the amount, in 分.
        source: who published it and for which year, as it stands on a working paper.
    """

    since: date
    value: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Statistics:
    """All figures of an office, by name; each name's in the order of their days."""

    figures: Mapping[str, Sequence[Published]] = field(default_factory=dict)

    def on(self, name: str, day: date) -> Published | None:
        """The figure that is used on a day; None when none was published by then."""
        known = self.figures.get(name, ())
        place = bisect.bisect_right([each.since for each in known], day)
        return known[place - 1] if place else None


def from_tree(tree: Mapping[str, Any], wrong: Callable[[str], Exception]) -> Statistics:
    """The figures under `[statistics]` of `wangge.toml`: `city_average = [{since = 2025-07-01, value = "9,800", source = "…"}]`."""
    figures: dict[str, tuple[Published, ...]] = {}
    for name, rows in tree.get("statistics", {}).items():
        read: list[Published] = []
        for row in rows if isinstance(rows, list) else [rows]:
            amount = money.read(str(row.get("value", ""))) if isinstance(row, Mapping) else None
            since = row.get("since") if isinstance(row, Mapping) else None
            if amount is None or type(since) is not date or row.keys() - {"since", "value", "source"}:
                raise wrong(Phrase("[statistics] {name} 应写成 [{{since = 2025-07-01, value = 9800, source = '…'}}]", name=name))
            read.append(Published(since, amount, str(row.get("source", ""))))
        figures[name] = tuple(sorted(read))
    return Statistics(figures)
