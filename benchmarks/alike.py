"""Alike: CPU of the duplicate marks of one new event, in a ledger of 1,000,000 against one of 10,000 events."""

from __future__ import annotations

import time
from datetime import UTC, timedelta
from functools import cache

from offices import PART, START, office, rows
from run import Ratio, compare

from console.office import Office

NEW = 40
SIZES = (1_000_000, 10_000)


@cache
def _opened(count: int) -> Office:
    last = START + timedelta(minutes=7 * min(count, PART))
    return Office.open(office(count), lambda: last.replace(tzinfo=UTC))


def _marks(count: int) -> float:
    """CPU seconds of the marks of some new tellings, in the minute after the newest event."""
    queries = _opened(count).queries
    began = time.process_time()
    for row in rows(NEW, seed=11):
        queries.alike_to({"text": row[2], "community": row[5], "place": row[9], "subcategory": row[3], "caller_phone": row[8]})
    return (time.process_time() - began) / NEW


def run() -> list[Ratio]:
    for count in SIZES:
        _marks(count)
    note = f"per new event, {NEW} a round"
    return [compare("marks of one new event, 1,000,000 ÷ 10,000", lambda: _marks(SIZES[0]), lambda: _marks(SIZES[1]), 3.0, note)]
