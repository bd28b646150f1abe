"""Tallying 数一数: the figures of the desk and the wall, and the events of places and kinds, slice by slice.

The generators are stepped on the reader's thread, one slice at a time, so that a key pressed meanwhile is answered between two slices.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from console.office import Office
from wangge.fields import BY_NAME
from wangge.query import parse
from wangge.tallies import GROUPINGS, Figures, Key, Tally, band
from wangge.times import local

DAYS = 30
"""Days of the charts, today included."""
SOME = 5
"""Days that one slice counts."""


def figures(office: Office) -> Iterator[Figures]:
    """The figures of the charts as they are read; the same value, fuller each time."""
    tallies, zone = office.queries.tallies, office.settings.zone
    today = local(office.now(), zone).date()
    found = Figures()
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    for place, day in enumerate(days, start=1):
        found.days[day] = tallies.day(day)
        if place % SOME == 0:
            yield found
    for part in tallies.open_ones():
        for reported, community in part:
            found.ages[band((today - local(reported, zone).date()).days)] += 1
            found.places[community] = found.places.get(community, 0) + 1
        yield found
    found.whole = True
    yield found


def counts(office: Office, grouping: str, line: str = "") -> Iterator[tuple[int, int, Mapping[Key, Tally]]]:
    """The events that a query line finds, by a grouping: how far, out of how much, the counts so far.

    Raises:
        WanggeError: as `parse` and `Queries.page`.
    """
    query = parse(line, office.catalogue.fields())
    yield from office.queries.tallies.by(grouping, query, office.now())


def rows(office: Office, grouping: str, line: str = "") -> list[dict[str, Any]]:
    """All counts as `--json` gives them, most events first: the values of the fields, then `total`, `open`, `overdue`.

    Raises:
        WanggeError: as `counts`.
    """
    ((_done, _all, found),) = deque(counts(office, grouping, line), maxlen=1)
    ordered = sorted(found.items(), key=lambda item: (-item[1].total, tuple(value or "" for value in item[0])))
    names = GROUPINGS[grouping]
    return [
        {**dict(zip(names, key, strict=True)), "total": tally.total, "open": tally.open, "overdue": tally.overdue} for key, tally in ordered
    ]


def label(grouping: str) -> str:
    """A grouping as people read it."""
    return BY_NAME[grouping].label
