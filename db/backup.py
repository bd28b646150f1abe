"""Backup 备份: a whole copy of a ledger while it is in use, and the way back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from db import chain, dialect
from wangge import files
from wangge.errors import Phrase, WanggeError
from wangge.ports import Progress, no_progress

PAGES = 2_000
"""Pages copied between two looks at the progress."""


def copy(source: Path, target: Path, progress: Progress = no_progress) -> None:
    """Copy the ledger at `source` to `target` with SQLite's online backup; the copy appears whole or not at all.

    Raises:
        WanggeError: `backup_failed`; `backup_damaged` when it is the ledger that is wrong; `work_stopped` when `progress` says so; `restore_target` when `target` is there already.
    """
    if target.exists():
        raise WanggeError("restore_target", path=target)
    part = files.part(target)

    def watch(_status: int, remaining: int, total: int) -> None:
        if not progress(total - remaining, total):
            raise WanggeError("work_stopped")

    try:
        files.there(part)
        with closing(_reading(source)) as reading, closing(sqlite3.connect(part)) as writing:
            reading.backup(writing, pages=PAGES, progress=watch)
            writing.execute("PRAGMA journal_mode = delete")
        trouble = _trouble(part)
        if trouble:
            raise WanggeError("backup_damaged", path=source, reason=trouble)
        part.replace(target)
    except OSError as error:
        raise WanggeError("backup_failed", reason=error.strerror or type(error).__name__) from error
    except sqlite3.Error as error:
        damaged = dialect.error_code(error) in dialect.DAMAGED
        raise WanggeError("backup_damaged" if damaged else "backup_failed", path=source, reason=str(error)) from error
    finally:
        part.unlink(missing_ok=True)


def check(path: Path) -> None:
    """Raise `restore_source` when `path` is no whole ledger."""
    if _trouble(path):
        raise WanggeError("restore_source", path=path)


def _trouble(path: Path) -> str:
    """What keeps `path` from being a whole ledger, in SQLite's words; empty for nothing."""
    try:
        with closing(_reading(path)) as reading:
            (found,) = reading.execute("PRAGMA quick_check").fetchone()
            if found == "ok" and not _ends_sealed(reading):
                return Phrase("最后一个封签与它封存的步骤不符")
    except (sqlite3.Error, OSError, TypeError) as error:
        # a TypeError: what should be a hash is none
        return str(error)
    return "" if found == "ok" else str(found)


def _ends_sealed(reading: sqlite3.Connection) -> bool:
    """Whether the last seal is over the last steps, and right."""
    (steps,) = reading.execute("SELECT coalesce(max(n), 0) FROM steps").fetchone()
    row = reading.execute("SELECT first, last, previous, digest, hash FROM seals ORDER BY n DESC LIMIT 1").fetchone()
    if row is None:
        return bool(steps == 0)
    first, last, previous, digest, own = row
    hashes = [step for (step,) in reading.execute("SELECT hash FROM steps WHERE n BETWEEN ? AND ? ORDER BY n", (first, last))]
    return bool(last == steps and chain.digest(hashes) == digest and chain.seal(previous, digest, first, last) == own)


def _reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; in the name of a folder may stand what means something in a URI."""
    return sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)
