"""Habits 习惯: what past decisions say, kept as a table by part and word; found again, a little at a time, when the console is idle.

A mark names the last step that the table knows. It is stale when enough was done since, and at once when something of it was taken back. The table is
derived: it holds no event, no number and no phone, and losing it costs only the time to find it again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import orjson

from db import dialect
from db.chain import EditedError
from db.store import Store
from wangge.habits import Decision, Study, decision, words_of
from wangge.lifecycle import State

if TYPE_CHECKING:
    from wangge.field import Value

MARK = "habits_with_doers"
"""The meta key of the last step that the table knows; another one whenever something else is found, so that what was found before is found anew."""
NEWEST = 4_000
"""Decisions that are gone through: the newest, since offices change their ways."""
STALE = 200
"""Steps since the mark after which the habits are found again."""
COLUMNS = (
    "title",
    "text",
    "street",
    "community",
    "grid",
    "source",
    "worker",
    "place",
    "category",
    "subcategory",
    "unit",
    "done_unit",
    "tier",
)
UNDECIDED = (State.REPORTED, State.VERIFYING, State.ACCEPTED, State.FILED, State.REFUSED, State.NOT_FILED, State.VOID, State.RECALLED)
"""States of events of which no decision on matter and unit stands."""
CHUNK = 1_000
"""Rows of the table that are written at once."""
AT_ONCE = 5
"""Steps of a study after which the time is looked at."""


Row = tuple[str, str, str]
"""A row of the table: part, word, weights."""


class Habits:
    """The habits of one ledger.

    Args:
        store: the open database.
        visible: the condition that an event is there, in SQL.
    """

    def __init__(self, store: Store, visible: str) -> None:
        self._store = store
        self._visible = visible
        self._study: Iterator[None] | None = None

    def catch_up(self, seconds: float) -> bool:
        """Go on finding the habits for about so long.

        Returns:
            whether there is more to do.
        """
        if self._study is None:
            last = self.last_step()
            if not self._is_stale():
                return False
            self._study = self._steps(Study(self.decisions()), last)
            return True
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if not list(islice(self._study, AT_ONCE)):
                self._study = None
                return False
        return True

    def of(self, part: str, values: Mapping[str, Value]) -> dict[str, dict[str, float]]:
        """What the table says of the words of an event for one part."""
        words, found = words_of(part, values), {}
        for start in range(0, len(words), dialect.IN_SQL):
            some = words[start : start + dialect.IN_SQL]
            marks = ", ".join([dialect.MARK] * len(some))
            rows = self._store.connection().execute(f"SELECT word, weights FROM habits WHERE part = ? AND word IN ({marks})", (part, *some))  # noqa: S608
            for word, weights in rows:
                found[word] = _weights(weights)
        return found

    def last_step(self) -> int:
        """The number of the ledger's last step."""
        (last,) = self._store.connection().execute("SELECT coalesce(max(n), 0) FROM steps").fetchone()
        return int(last)

    def _is_stale(self) -> bool:
        mark = self._store.meta(MARK, "0")
        if not mark.isdecimal():
            raise EditedError("meta")
        return self.is_stale(int(mark))

    def is_stale(self, known: int) -> bool:
        """Whether what was learned up to this step is to be learned anew: enough was done since, or something of it was taken back."""
        since = self.last_step() - known
        if since >= STALE or (since and not known):
            return True
        taken_back = "SELECT 1 FROM undone WHERE by > ? AND n <= ? LIMIT 1"
        return bool(since and self._store.connection().execute(taken_back, (known, known)).fetchone())

    def decisions(self) -> list[Decision]:
        """The newest decisions, oldest first; what is 保密 teaches nothing."""
        names = ", ".join(f'"{name}"' for name in COLUMNS)
        states = ", ".join([dialect.MARK] * len(UNDECIDED))
        rows = self._store.connection().execute(
            f"SELECT {names} FROM events WHERE {self._visible} AND secrecy IS NULL AND category IS NOT NULL "  # noqa: S608 (names are ours)
            f"AND state NOT IN ({states}) ORDER BY id DESC LIMIT {NEWEST}",
            UNDECIDED,
        )
        return [decision(dict(zip(COLUMNS, row, strict=True))) for row in rows.fetchall()[::-1]]

    def _steps(self, study: Study, last: int) -> Iterator[None]:
        """Go through a study and keep what it found, a little at a time: no action waits for more than a chunk of it to be written."""
        yield from study.steps()
        rows: list[Row] = []
        for part, words in study.weights().items():
            for word, weights in words.items():
                rows.append((part, word, orjson.dumps(weights).decode()))
                yield
        rows.sort()  # in the order of the table's key, a third of the time
        yield from self._in_chunks("INSERT OR REPLACE INTO habits (part, word, weights) VALUES (?, ?, ?)", rows)
        kept = {(part, word) for part, word, _weights in rows}
        held = self._store.connection().execute("SELECT part, word FROM habits").fetchall()
        yield from self._in_chunks("DELETE FROM habits WHERE part = ? AND word = ?", [key for key in held if key not in kept])
        with self._store.transaction() as connection:
            connection.execute(dialect.SET_META, (MARK, str(last)))

    def _in_chunks(self, statement: str, rows: Sequence[tuple[str, ...]]) -> Iterator[None]:
        for at in range(0, len(rows), CHUNK):
            with self._store.transaction() as connection:
                connection.executemany(statement, rows[at : at + CHUNK])
            yield


def _weights(text: Any) -> dict[str, float]:
    try:
        found = orjson.loads(text)
        return {str(label): float(weight) for label, weight in found.items()}
    except (orjson.JSONDecodeError, AttributeError, TypeError, ValueError):
        raise EditedError("habits") from None
