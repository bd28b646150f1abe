"""The wall 大屏: what everybody in the hall may see, as one value. It holds counts, rates and charts, and nothing that anybody wrote of an event.

Communities are the only words of events in it; where the office has its tree, only those of the tree are named, all others are 其他.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from console import tallying
from console.handing import IN_DANGER
from console.office import Office
from wangge.fields import BY_NAME
from wangge.query import parse
from wangge.tallies import Figures
from wangge.times import Instant, iso

OTHERS = "其他"


@dataclass(slots=True)
class Picture:
    """What the wall shows.

    Attributes:
        office: the office's name.
        at: when it was counted.
        overdue: open events past their due time.
        danger: events whose danger nobody has answered.
        figures: days, ages and communities.
    """

    office: str
    at: Instant
    overdue: int = 0
    danger: int = 0
    figures: Figures = field(default_factory=Figures)

    @property
    def arrived(self) -> int:
        """Events of today."""
        return next((day.arrived for day in reversed(self.figures.days.values())), 0)

    @property
    def closed(self) -> int:
        """Events done today."""
        return next((day.closed for day in reversed(self.figures.days.values())), 0)

    @property
    def open(self) -> int:
        """Open events."""
        return sum(self.figures.ages)

    @property
    def in_time(self) -> float | None:
        """按期办结率 of the days shown, over what fell due: done with a due time, or open past it; None without any."""
        days = self.figures.days.values()
        judged = sum(day.limited for day in days) + self.overdue
        return sum(day.in_time for day in days) / judged if judged else None


def pictures(office: Office) -> Iterator[Picture]:
    """The picture as it is read, slice by slice; only the last one is whole."""
    fields = tuple(office.catalogue.fields())
    found = Picture(office.settings.name, office.now())
    found.overdue = office.queries.count(parse("时限:超期", fields))
    yield found
    found.danger = office.queries.count(parse(IN_DANGER, fields))
    named = {place.name for place in office.ledger.directory.places() if place.level == BY_NAME["community"].label}
    for figures in tallying.figures(office):
        found.figures = figures
        yield found
    found.figures.places = _named(found.figures.places, named)
    yield found


def _named(places: dict[str | None, int], named: set[str]) -> dict[str | None, int]:
    """The communities that may be named; None stays for events without one."""
    told = Counter[str | None]()
    for name, count in places.items():
        told[name if name is None or not named or name in named else OTHERS] += count
    return dict(told)


def picture_json(picture: Picture, office: Office) -> dict[str, Any]:
    """The picture as `--json` gives it."""
    figures = picture.figures
    return {
        "office": picture.office,
        "at": iso(picture.at, office.settings.zone),
        "arrived": picture.arrived,
        "closed": picture.closed,
        "open": picture.open,
        "overdue": picture.overdue,
        "danger": picture.danger,
        "in_time": None if picture.in_time is None else round(picture.in_time, 4),
        "days": [{"day": day.isoformat(), "arrived": each.arrived, "closed": each.closed} for day, each in figures.days.items()],
        "ages": list(figures.ages),
        "communities": [{"community": name, "open": count} for name, count in sorted(figures.places.items(), key=lambda item: -item[1])],
    }
