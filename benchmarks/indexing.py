"""Indexing: whether a key waits while the search index, the clocks and the habits of 20,000 new events are made behind it; seconds on the wall."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from offices import ROOM, office, table
from run import Ratio, compare
from terminal import Terminal, wangge
from triage import painted

from console.office import Office, create

EVENTS = 20_000
KEYS = 100
BLOCKED = 0.05
"""Seconds that a key may wait longer than it does otherwise."""


@cache
def _new() -> Path:
    """An office into which a file has just come: nothing of it is indexed yet."""
    folder = create(ROOM / "office-new", "基准中心")
    opened = Office.open(folder)
    opened.ledger.commit_import(opened.planner.plan(table(EVENTS), opened.clock()), opened.actor())
    opened.close()
    return folder


def _slowest(folder: Path) -> float:
    """The slowest of some ↓, from the key to its paint."""
    with Terminal(wangge("--office", str(folder)), size=(120, 36)) as terminal:
        terminal.until("期限最近的")
        terminal.press("f4")
        terminal.until("第 1 /")
        return max(painted(terminal, "down", settle=0.05) for _ in range(KEYS))


def _waiting(folder: Path) -> int:
    opened = Office.open(folder)
    try:
        return opened.queries.pending_index()
    finally:
        opened.close()


def _while_indexing() -> float:
    """The slowest key while there is still something to index at the end."""
    slowest = _slowest(_new())
    if not _waiting(_new()):
        raise RuntimeError("the index was ready before the keys were pressed")
    return slowest


def run() -> list[Ratio]:
    note = f"the slowest of {KEYS} ↓, key to paint, one round: the index is made once"
    allowed = _slowest(office(1_000)) + BLOCKED
    return [compare("a key while the index is made ÷ the same in an idle office + 50 ms", _while_indexing, lambda: allowed, 1.0, note, 1)]
