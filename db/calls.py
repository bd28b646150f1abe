"""Call-backs 回访: who was called and when. Callers are told apart by their keyed digest alone, which says nothing of a phone number."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from db.dialect import MARK, parts
from wangge.times import Instant


def last_call(connection: sqlite3.Connection, event: int, since: Instant) -> Instant | None:
    """When the caller of the event with this row id was called last, about whatever matter, if that is after `since`."""
    row = connection.execute(
        "SELECT max(s.at) FROM events own JOIN events e ON e.caller_key = own.caller_key JOIN steps s ON s.event = e.id "
        "WHERE own.id = ? AND s.action = '回访' AND s.at > ? AND s.n NOT IN (SELECT n FROM undone)",
        (event, since),
    )
    (last,) = row.fetchone()
    return Instant(last) if last else None


def callers(connection: sqlite3.Connection, events: Sequence[int]) -> Mapping[int, int]:
    """What the callers of events are recognised by, by the event's row id; an event without a whole phone number is not in it."""
    known: dict[int, int] = {}
    for part in parts(events):
        marks = ", ".join([MARK] * len(part))
        rows = connection.execute(
            f"SELECT id, caller_key FROM events WHERE id IN ({marks}) AND caller_key IS NOT NULL",  # noqa: S608
            part,
        )
        known.update(rows)
    return known


def called_since(connection: sqlite3.Connection, since: Instant) -> frozenset[int]:
    """What the callers who were called after `since` are recognised by."""
    rows = connection.execute(
        "SELECT DISTINCT e.caller_key FROM steps s JOIN events e ON e.id = s.event "
        "WHERE s.at > ? AND s.action = '回访' AND e.caller_key IS NOT NULL AND s.n NOT IN (SELECT n FROM undone)",
        (since,),
    )
    return frozenset(key for (key,) in rows)
