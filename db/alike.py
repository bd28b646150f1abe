"""Alike 疑似重复: the events that a telling is compared with, found by indexed keys only.

Each key brings so many and no more (the nearest in time, the newest), so the marks of one telling cost the same in a ledger of a million events as in one of
ten thousand: the caller, the phone that the text names, the same words, the place, the community's neighbours in time, and pairs of characters
that are rare among the newest.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from db import dialect
from db.habits import UNDECIDED
from db.projection import Projector
from db.search import MARK, expression
from db.store import Store
from wangge.alike import DAYS, Telling, house_numbers, likeness, named_phone
from wangge.field import Value
from wangge.plans import PlannedRow
from wangge.settings import Settings
from wangge.times import Instant, instant, moment

EACH = 60
"""How many events one key brings."""
NEIGHBOURS = 120
"""How many events of the community before and after are looked at."""
PAIRS = 24
"""How many pairs of characters of the text are looked up."""
RARE = 150
"""A pair that more of the newest have is not rare."""
NEAR = 40_000
"""How far away in the ledger, by row, words are looked for."""
BY_WORDS = 30
"""How many events the words bring."""
BEFORE = 3
"""Earlier events that one key brings."""
DAILY = 300
"""Rows of a file of which each is looked for by itself."""
NEWEST = 8
"""How many events one key brings for a row of a larger file."""
NONE = (0, "")
"""What looks like nothing."""
COLUMNS = (
    "id",
    "text",
    "reported_at",
    "category",
    "subcategory",
    "community",
    "place",
    "caller_key",
    "phone_key",
    "street",
    "caller_phone",
)


@dataclass(frozen=True, slots=True)
class Sought:
    """What is compared: a telling, and the row that it is; 0 is one that is not registered yet."""

    telling: Telling
    event: int = 0


class Likes:
    """Finds and compares, in one ledger.

    Args:
        store: the open database.
        settings: which communities are virtual, and therefore no place.
        projector: masks and keys of what is not registered yet.
        visible: the condition that an event is there, in SQL.
    """

    def __init__(self, store: Store, settings: Settings, projector: Projector, visible: str) -> None:
        self._store = store
        self._virtual = frozenset(settings.values.get("community_virtual", {}))
        self._projector = projector
        self._visible = visible

    def event(self, event: int) -> Sought:
        """A registered event."""
        ((number, telling),) = self._tellings([event], "1")
        return Sought(telling, number)

    def given(self, given: Mapping[str, Value | None], now: Instant) -> Sought:
        """What somebody is about to register."""
        row = {"reported_at": now, **self._projector.changed(given, None)}
        return Sought(self._telling([row.get(name) for name in COLUMNS]))

    def others(self, sought: Sought) -> list[tuple[int, Telling]]:
        """The events to compare it with, each once."""
        found = dict.fromkeys(number for number in self._candidates(sought) if number != sought.event)
        return self._tellings(list(found), self._visible)

    def before(self, event: int) -> list[int]:
        """Other events with the same words, phone, caller or place of which a decision stands: a few by each key, the newest first."""
        connection = self._store.connection()
        keys = connection.execute("SELECT gist, phone_key, caller_key, place FROM events WHERE id = ?", (event,)).fetchone() or ()
        states = ", ".join([dialect.MARK] * len(UNDECIDED))
        found: dict[int, None] = {}
        for column, value in zip(("gist", "phone_key", "caller_key", "place"), keys, strict=False):
            if value is not None:
                which = f"{column} = ? AND id != ? AND {self._visible} AND coalesce(unit, done_unit) IS NOT NULL AND secrecy IS NULL"
                statement = f"SELECT id FROM events WHERE {which} AND state NOT IN ({states}) ORDER BY id DESC LIMIT {BEFORE}"  # noqa: S608
                found.update(dict.fromkeys(_ids(connection, statement, value, event, *UNDECIDED)))
        return list(found)

    def likely(self, rows: Sequence[PlannedRow], now: Instant) -> list[tuple[int, str]]:
        """Of each row of a file the event that it looks most like: its points and number; (0, "") for none.

        Of a file of a day's size each row is looked for as one that is typed; of a larger one by words, caller and phone alone, all rows at once.
        """
        if len(rows) <= DAILY:
            return [self._likest(sought.telling, self.others(sought)) for sought in (self.given(row.values, now) for row in rows)]
        keys = [self._keys(row) for row in rows]
        wanted: dict[str, set[int]] = {
            column: {own[column] for own in keys if column in own} for column in ("gist", "caller_key", "phone_key")
        }
        held = {column: self._held(column, values) for column, values in wanted.items()}
        near = [dict.fromkeys(number for column, value in own.items() for number in held[column].get(value, ())) for own in keys]
        tellings = {
            number: telling
            for part in dialect.parts(list({number for found in near for number in found}))
            for number, telling in self._tellings(list(part), self._visible)
        }
        return [
            self._likest(self.given(row.values, now).telling, [(number, tellings[number]) for number in found if number in tellings])
            if found
            else NONE
            for row, found in zip(rows, near, strict=True)
        ]

    def _keys(self, row: PlannedRow) -> dict[str, int]:
        """What a row is looked for by."""
        phone = row.values.get("caller_phone")
        named = named_phone(str(row.values.get("text") or "")) or str(phone or "")
        keys = {"gist": row.gist or None, "caller_key": self._projector.caller_key(phone), "phone_key": self._projector.phone_key(named)}
        return {column: value for column, value in keys.items() if value is not None}

    def _held(self, column: str, values: set[int]) -> dict[int, list[int]]:
        """The newest events with each of these values."""
        found: dict[int, list[int]] = {}
        for part in dialect.parts(sorted(values)):
            marks = ", ".join([dialect.MARK] * len(part))
            rows = self._store.connection().execute(
                f"SELECT {column}, id FROM events WHERE {column} IN ({marks}) ORDER BY {column}, id DESC",  # noqa: S608 (the column is ours)
                part,
            )
            for value, number in rows:
                own = found.setdefault(value, [])
                if len(own) < NEWEST:
                    own.append(number)
        return found

    def _likest(self, telling: Telling, others: list[tuple[int, Telling]]) -> tuple[int, str]:
        """Points and number of the event that a telling looks most like, the first of equals."""
        found = [(alike.points, -number) for number, other in others if (alike := likeness(telling, other))]
        if not found:
            return NONE
        points, number = max(found)
        shown = self._store.connection().execute("SELECT coalesce(external_no, no) FROM events WHERE id = ?", (-number,)).fetchone()
        return points, str(shown[0])

    def _candidates(self, sought: Sought) -> Iterator[int]:
        telling, connection = sought.telling, self._store.connection()
        asked = self._projector.phone_key(telling.asked)
        keys = (("caller_key", telling.caller), ("phone_key", telling.phone), ("phone_key", asked), ("gist", telling.gist or None))
        for column, value in dict.fromkeys(keys):
            if value is not None:
                yield from _ids(connection, f"SELECT id FROM events WHERE {column} = ? ORDER BY id DESC LIMIT {EACH}", value)  # noqa: S608
        if telling.at:
            for name, place in (("place", telling.place), ("community", telling.community)):
                if place:
                    yield from self._around(name, place, telling.at)
        if sought.telling.text:
            yield from self._by_words(sought)

    def _around(self, column: str, value: str, at: Instant) -> Iterator[int]:
        """The nearest in time with the same value, before and after."""
        connection, span = self._store.connection(), timedelta(days=DAYS)
        first, last = instant(moment(at) - span), instant(moment(at) + span)
        begin = f"SELECT id FROM events WHERE {column} = ? AND reported_at"  # noqa: S608 (the column is ours)
        yield from _ids(connection, f"{begin} BETWEEN ? AND ? ORDER BY reported_at DESC LIMIT {NEIGHBOURS}", value, first, at)
        yield from _ids(connection, f"{begin} > ? AND reported_at <= ? ORDER BY reported_at LIMIT {NEIGHBOURS}", value, at, last)

    def _by_words(self, sought: Sought) -> Iterator[int]:
        """The events near by in the ledger that share house numbers and rare pairs of characters; and the newest that no index has yet."""
        connection = self._store.connection()
        mark = int(self._store.meta(MARK, "0"))
        low, high = (sought.event - NEAR, sought.event + NEAR) if sought.event else (mark - NEAR, mark)
        hits = "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?"
        for house in house_numbers(sought.telling.text)[:2]:
            yield from _ids(connection, hits, expression(house), low, high, EACH)
        weights: Counter[int] = Counter()
        for pair in _spread(sorted(sought.telling.words)):
            found = list(_ids(connection, hits, expression(pair), low, high, RARE))
            if len(found) < RARE:
                weights.update(dict.fromkeys(found, 1))
        yield from (number for number, _ in weights.most_common(BY_WORDS))
        if not sought.event or sought.event > mark - NEAR:
            yield from _ids(connection, "SELECT id FROM events WHERE id > ? ORDER BY id DESC LIMIT ?", mark, EACH)

    def _tellings(self, ids: list[int], condition: str) -> list[tuple[int, Telling]]:
        marks = ", ".join("?" * len(ids))
        rows = self._store.connection().execute(
            f"SELECT {', '.join(COLUMNS)} FROM events WHERE id IN ({marks}) AND {condition}",  # noqa: S608 (names are ours)
            ids,
        )
        return [(row[0], self._telling(row)) for row in rows]

    def _telling(self, row: Any) -> Telling:
        _, text, at, category, subcategory, community, place, caller, phone, street, asked = row
        return Telling(
            text or "",
            Instant(at) if at else None,
            category or "",
            subcategory or "",
            "" if community in self._virtual else community or "",
            place or "",
            caller,
            phone,
            street or "",
            asked or "",
        )


def _spread(pairs: list[str]) -> list[str]:
    """At most `PAIRS` of them, from all over the text."""
    step = max(1, -(-len(pairs) // PAIRS))
    return pairs[::step]


def _ids(connection: sqlite3.Connection, query: str, *values: object) -> Iterator[int]:
    return (number for (number,) in connection.execute(query, values))
