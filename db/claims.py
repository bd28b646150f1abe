"""Claims 占用: who has a card before him right now, so that two sittings do not decide the same one.

No step and no fact: a file of its own beside the ledger, written without waiting for the disk, and worth nothing once its minutes are over. Whoever loses
it loses nothing, since a decision on an event that has moved on is refused by its version.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from wangge.files import there

NAME = "claims.db"
"""The file's name in the office's folder."""


class Claims:
    """The claims of an office.

    Args:
        folder: the office's folder.
        minutes: how long a claim holds; 0 for no claims.
    """

    def __init__(self, folder: Path, minutes: int) -> None:
        self._path = folder / NAME
        self._seconds = minutes * 60

    def claim(self, event: int, sitting: str, who: str, now: datetime) -> str:
        """Claim an event for a sitting; what this sitting had claimed before is free again.

        Args:
            event: the event's row.
            sitting: which sitting; two of the same person are two.
            who: who sits there, for the others.
            now: the time.

        Returns:
            who has it, where another sitting has; empty when it was claimed. A file that cannot be written claims nothing.
        """
        held = ""
        if self._seconds:
            with suppress(sqlite3.Error, OSError), self._open() as connection:
                at = now.timestamp()
                connection.execute("DELETE FROM claims WHERE sitting = ? OR until <= ?", (sitting, at))
                connection.execute("INSERT OR IGNORE INTO claims VALUES (?, ?, ?, ?)", (event, sitting, who, at + self._seconds))
                holder, name = connection.execute("SELECT sitting, who FROM claims WHERE event = ?", (event,)).fetchone()
                held = "" if holder == sitting else str(name)
        return held

    def release(self, sitting: str) -> None:
        """Free what a sitting has claimed."""
        if self._seconds and self._path.exists():
            with suppress(sqlite3.Error, OSError), self._open() as connection:
                connection.execute("DELETE FROM claims WHERE sitting = ?", (sitting,))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        there(self._path)
        with closing(sqlite3.connect(self._path, timeout=0.5, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("CREATE TABLE IF NOT EXISTS claims (event INTEGER PRIMARY KEY, sitting TEXT, who TEXT, until REAL)")
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
