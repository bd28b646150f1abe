"""Under way 导入中: the sign that an import in chunks is being carried out; the system takes it away when its process ends, however it ends.

The number of a process would not do: after a restart of the machine another program may have it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from wangge.files import there


@contextmanager
def under_way(ledger: Path, deed: str) -> Iterator[None]:
    """Hold the sign of the import `deed` into `ledger`."""
    path = _sign(ledger, deed)
    try:
        there(path)
        with closing(_opened(path)) as held:
            held.execute("BEGIN EXCLUSIVE")
            yield
    finally:
        path.unlink(missing_ok=True)


def is_under_way(ledger: Path, deed: str) -> bool:
    """Whether a process still carries the import `deed` out; what one that is gone left of its sign is removed."""
    path = _sign(ledger, deed)
    if not path.exists():
        return False
    try:
        with closing(_opened(path)) as tried:
            tried.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        return True
    path.unlink(missing_ok=True)
    return False


def _sign(ledger: Path, deed: str) -> Path:
    return ledger.with_name(f"{ledger.name}.importing-{deed}")


def _opened(path: Path) -> sqlite3.Connection:
    """SQLite's own file locks are honest on every system that a ledger may lie on."""
    return sqlite3.connect(path, isolation_level=None, timeout=0)
