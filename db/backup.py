"""Backup 备份: a whole copy of a ledger while it is in use, and the way back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from wangge.errors import WanggeError
from wangge.ports import Progress, no_progress

PAGES = 2_000
"""Pages copied between two looks at the progress."""


def copy(source: Path, target: Path, progress: Progress = no_progress) -> None:
    """Copy the ledger at `source` to `target` with SQLite's online backup; the copy appears whole or not at all.

    Raises:
        WanggeError: `backup_failed`; `restore_target` when `target` is there already.
    """
    if target.exists():
        raise WanggeError("restore_target", path=target)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)

    def watch(_status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total)

    try:
        with closing(sqlite3.connect(f"file:{source.as_posix()}?mode=ro", uri=True)) as reading, closing(sqlite3.connect(part)) as writing:
            reading.backup(writing, pages=PAGES, progress=watch)
            writing.execute("PRAGMA journal_mode = delete")
        check(part)
        part.replace(target)
    except (sqlite3.Error, OSError) as error:
        part.unlink(missing_ok=True)
        raise WanggeError("backup_failed", reason=str(error)) from error


def check(path: Path) -> None:
    """Raise `restore_source` when `path` is no whole ledger."""
    try:
        with closing(sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)) as reading:
            (found,) = reading.execute("PRAGMA quick_check").fetchone()
            reading.execute("SELECT 1 FROM steps LIMIT 1")
    except (sqlite3.Error, OSError) as error:
        raise WanggeError("restore_source", path=path) from error
    if found != "ok":
        raise WanggeError("restore_source", path=path)
