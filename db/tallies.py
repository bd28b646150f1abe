"""Counting in slices 分段计数: what the desk, the wall and 分布 count, a bounded piece of work at a time.

Each method is a generator whose every step is one short statement, so that a reader who counts a ledger of any size lets others read in between.
Days are ranges of the indexes of reported_at and of the steps, open events ranges of the index of their state, everything else ranges of row ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import peewee as pw

from db.dialect import tuples
from db.doors import door
from db.finding import Finder
from db.store import Store
from wangge.lifecycle import OPEN_STATES
from wangge.query import DEADLINE, And, Filter, Literal
from wangge.settings import Settings
from wangge.tallies import GROUPINGS, Day, Key, Tally
from wangge.times import Instant, day_bounds

ROWS = 5_000
"""Row ids that one statement looks through, at most."""
SOME = 2_000
"""Open events that one statement reads, at most."""
OPEN = tuple(sorted(state.value for state in OPEN_STATES))
_OVERDUE = And((Filter(DEADLINE, DEADLINE, (Literal("超期", 0),), 0),))


@door
class Tallies:
    """The counts of one ledger.

    Args:
        store: the open database.
        settings: the office's decisions (zone).
        finder: what a query means.
    """

    def __init__(self, store: Store, settings: Settings, finder: Finder) -> None:
        self.store = store
        self._settings = settings
        self._finder = finder

    def version(self) -> int:
        """The number of the ledger's last step: where it is the same, no count has changed."""
        (last,) = self.store.connection().execute("SELECT coalesce(max(n), 0) FROM steps").fetchone()
        return int(last)

    def last(self) -> int:
        """The highest row id of an event: how far whoever goes through the events has to go."""
        (last,) = self.store.connection().execute("SELECT coalesce(max(id), 0) FROM events").fetchone()
        return int(last)

    def day(self, day: date) -> Day:
        """What happened on a day of the office."""
        start, end = day_bounds(day, day, self._settings.zone)
        visible = self._finder.visible_sql()
        ask = self.store.connection().execute
        (arrived,) = ask(f"SELECT count(*) FROM events WHERE reported_at >= ? AND reported_at < ? AND {visible}", (start, end)).fetchone()  # noqa: S608 (names are ours)
        closed, limited, in_time = ask(
            f"SELECT count(*), count(due_at), count(CASE WHEN done_at <= due_at THEN 1 END) FROM events WHERE id IN (SELECT event FROM steps WHERE at >= ? AND at < ?) "  # noqa: S608 (names are ours)
            f"AND done_at >= ? AND done_at < ? AND {visible}",
            (start, end, start, end),
        ).fetchone()
        return Day(int(arrived), int(closed), int(limited), int(in_time))

    def open_ones(self) -> Iterator[list[tuple[Instant, str | None]]]:
        """The open events in slices: when each was reported, and its community."""
        statement = (
            f"SELECT reported_at, id, community, {self._finder.visible_sql()} FROM events "  # noqa: S608 (names are ours)
            "WHERE state = ? AND (reported_at, id) > (?, ?) ORDER BY reported_at, id LIMIT ?"
        )
        for state in OPEN:
            place: tuple[str, int] | None = ("", 0)
            while place is not None:
                rows = self.store.connection().execute(statement, (state, *place, SOME)).fetchall()
                yield [(Instant(reported), community) for reported, _id, community, there in rows if there]
                place = rows[-1][:2] if len(rows) == SOME else None

    def by(self, grouping: str, query: And, now: Instant) -> Iterator[tuple[int, int, Mapping[Key, Tally]]]:
        """The events of a query by the values of some fields.

        Args:
            grouping: a key of `GROUPINGS`.
            query: which events; no term is all.
            now: what is overdue is past its due time then.

        Yields:
            how far it is, out of how much, and the counts so far.

        Raises:
            WanggeError: as `Queries.page`.
        """
        columns = self.store.tables.columns
        told = [columns[name] for name in GROUPINGS[grouping]]
        is_open = columns["state"].in_(OPEN)
        asked = self.store.tables.event.select(
            *told, pw.fn.count(pw.SQL("*")), _how_many(is_open), _how_many(self._finder.condition(_OVERDUE, now))
        ).where(self._finder.visible() & self._finder.condition(query, now))
        last = self.last()
        found: dict[Key, Tally] = {}
        for start in range(0, last, ROWS):
            part = asked.where((columns["id"] > start) & (columns["id"] <= start + ROWS)).group_by(*told)
            for *key, total, opened, overdue in tuples(part):
                found[tuple(key)] = found.get(tuple(key), Tally()) + Tally(total, opened or 0, overdue or 0)
            yield min(start + ROWS, last), last, found
        if not last:
            yield 0, 0, found


def _how_many(condition: Any) -> Any:
    return pw.fn.sum(pw.Case(None, [(condition, 1)], 0))
