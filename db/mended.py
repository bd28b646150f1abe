"""Mended times 修复的时间: what an earlier version wrote so that nobody could read it, and what was meant.

A time that named a zone of its own was counted as the office's wall and kept its zone behind it: `2025-05-06T14:57:00Z` became
`2025-05-06T06:57:00+00:00Z`. Steps cannot be changed, so whoever reads one reads it through here; rows were rewritten by migration 8.
"""

from __future__ import annotations

import re
import sqlite3
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from wangge.actor import Actor
from wangge.errors import Phrase
from wangge.times import Instant, instant

if TYPE_CHECKING:
    from db.ledger import Ledger

MARK = "mended_times"
"""What migration 8 left to be told: events and values that it rewrote."""
MENDED = "修复时间"
"""The office's step that tells it."""

_SPOILT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\dZ", re.ASCII)
_IN_BODY = re.compile(f'"{_SPOILT.pattern}"', re.ASCII)
_WALL = timedelta(hours=8)
"""What was taken off: the offset of the wall in China."""
WIDTH = 20


def mended_at(text: str) -> Instant:
    """When a step happened, as it is to be read."""
    return Instant(text) if len(text) == WIDTH or not _SPOILT.fullmatch(text) else mended(text)


def mended_body(body: str) -> str:
    """A step's body, or another JSON text, with every spoilt time in it as it was meant."""
    return _IN_BODY.sub(lambda found: f'"{mended(found.group()[1:-1])}"', body)


def mended(spoilt: str) -> Instant:
    """The instant that a spoilt time meant."""
    return instant(datetime.fromisoformat(spoilt[:-1]) + _WALL)


def tell(ledger: Ledger) -> Phrase | None:
    """Record what the migration rewrote as a step of the office, once; returns it as a sentence, None when there is nothing to tell."""
    events, _, values = ledger.store.meta(MARK).partition("/")
    if not events:
        return None

    def forget(connection: sqlite3.Connection, _step: int) -> None:
        connection.execute("DELETE FROM meta WHERE key = ?", (MARK,))

    ledger.note_office(MENDED, {"events": int(events), "values": int(values)}, Actor("系统", via="migration"), forget)
    return Phrase(
        "早先版本写坏了 {events} 件的时间（共 {values} 处），已改回来件所写的时刻，并记入台账。", events=int(events), values=int(values)
    )
