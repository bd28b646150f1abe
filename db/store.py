"""The store 台账库: opening a ledger's database, and nothing of what is in it.

Opening checks the place, the file and its version, migrates with a backup before each change, and keeps one long-lived connection a thread.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import peewee as pw

from db import dialect
from db.chain import EditedError
from db.place import refuse_network
from db.schema import Tables
from db.search import MARK
from wangge.errors import Phrase, WanggeError
from wangge.files import FILE, folder, is_alive, there

MIGRATIONS = Path(__file__).parent / "migrations"
SQLITE_HEADER = b"SQLite format 3\x00"
LOCK_WAIT = 30.0
"""Seconds that a start waits for another one that is migrating."""


def numbers() -> list[int]:
    """The numbers of the migrations in order; a number may be left out."""
    return sorted(int(path.name[:4]) for path in MIGRATIONS.glob("[0-9]*.py"))


def latest_version() -> int:
    """The number of the newest migration."""
    return numbers()[-1]


class Store:
    """An open ledger database.

    Args:
        path: the file; made when it is not there.
        backups: where copies go that are taken before a migration.

    Attributes:
        read_only: whether the place can only be read; then everything is read as it lies there, and nothing can be written.

    Raises:
        WanggeError: `office_network`, `office_unwritable`, `office_readonly`, `ledger_not_database`, `ledger_newer`, `ledger_busy`, `ledger_edited`.
    """

    def __init__(self, path: Path, backups: Path) -> None:
        self.path = path
        self.backups = backups
        refuse_network(path.parent)
        _check_file(path)
        self.read_only = path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
        self.database = dialect.connect_reading(path) if self.read_only else dialect.connect(str(path))
        self.tables = Tables(self.database)
        try:
            self._bring_up_to_date()
            self.key = bytes.fromhex(self._secret())
        except (pw.DatabaseError, sqlite3.DatabaseError) as error:
            self.database.close()
            raise _put(error, path) from error
        except ValueError as error:
            self.database.close()
            raise WanggeError("ledger_edited", path=path, what="meta") from error
        except BaseException:
            self.database.close()
            raise

    def connection(self) -> sqlite3.Connection:
        """This thread's own connection."""
        connection: sqlite3.Connection = self.database.connection()  # type: ignore[no-untyped-call]
        return connection

    @property
    def has_log(self) -> bool:
        """Whether steps may lie in a log beside the file that were not written into it yet."""
        log = self.path.with_name(self.path.name + "-wal")
        return log.exists() and log.stat().st_size > 0

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A write transaction: the lock is taken at once, one commit at the end.

        Raises:
            WanggeError: `ledger_busy` when another program holds the lock, `office_unwritable` when the disk refuses.
        """
        connection = self.connection()
        try:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                # a full disk has taken it back already
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        except sqlite3.OperationalError as error:
            raise _put(error, self.path) from error

    def trouble(self, error: Exception) -> WanggeError:
        """A database's own error in our words."""
        return _put(error, self.path)

    def index_extra(self, names: Iterable[str]) -> None:
        """Make the indexes of these department fields where they are not there yet."""
        if self.read_only:
            return
        there = {name for (name,) in self.connection().execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
        missing = [statement for shown, statement in map(dialect.json_index, names) if shown not in there]
        if missing:
            with self.transaction() as connection:
                for statement in missing:
                    connection.execute(statement)

    def meta(self, key: str, otherwise: str = "") -> str:
        """A mark of the ledger's own."""
        found = self.connection().execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(found[0]) if found else otherwise

    def indexed_to(self) -> int:
        """The highest event id that the search index holds."""
        mark = self.meta(MARK, "0")
        if not mark.isdecimal():
            raise EditedError("meta")
        return int(mark)

    def close(self) -> None:
        """Close this thread's connection."""
        self.database.close()

    def _version(self) -> int:
        return int(self.connection().execute("PRAGMA user_version").fetchone()[0])

    def _bring_up_to_date(self) -> None:
        latest, found = latest_version(), self._version()
        if found > latest:
            raise WanggeError("ledger_newer", path=self.path, found=found, known=latest)
        if found == latest:
            return
        if self.read_only:
            raise WanggeError(
                "office_readonly", path=self.path, reason=Phrase("台账是第{found}版，须先升级到第{latest}版", found=found, latest=latest)
            )
        with _only_one(self.path.with_name(self.path.name + ".migrating")):
            found = self._version()
            for number in (number for number in numbers() if number > found):
                # an empty file has nothing to keep
                if found:
                    from db.backup import copy

                    folder(self.backups)
                    name = f"ledger-before-{number:04d}-{time.strftime('%Y%m%d-%H%M%S')}"
                    copy(self.path, unused(self.backups / f"{name}.db"))
                self._migrate(number)

    def _migrate(self, number: int) -> None:
        from playhouse.migrations import Runner

        name = next(path.stem for path in MIGRATIONS.glob(f"{number:04d}_*.py"))
        Runner(self.database, directory=str(MIGRATIONS), table_name="migrations").up(name)
        self.connection().execute(f"PRAGMA user_version = {number:d}")

    def _secret(self) -> str:
        found = self.meta("key")
        if not found:
            with self.transaction() as connection:
                connection.execute("INSERT OR IGNORE INTO meta (key, value) VALUES ('key', ?)", (secrets.token_hex(32),))
            found = self.meta("key")
        return found


def unused(path: Path) -> Path:
    """The path, or the first `name-2`, `name-3` … that nothing has: one second may see two starts."""
    others = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return path if not path.exists() else next(other for other in others if not other.exists())


def _check_file(path: Path) -> None:
    if not path.exists() and not os.access(path.parent, os.W_OK):
        raise WanggeError("office_unwritable", path=path, reason="没有写入权限")
    try:
        # made here, since SQLite would leave it to be read by others; what it keeps beside it gets the same rights
        there(path)
        with path.open("rb") as file:
            head = file.read(len(SQLITE_HEADER))
    except OSError as error:
        raise WanggeError("office_unwritable", path=path, reason=error.strerror or type(error).__name__) from error
    if head and head != SQLITE_HEADER:
        raise WanggeError("ledger_not_database", path=path)


def _put(error: Exception, path: Path) -> WanggeError:
    """A database's error in our words, by its code; what is not known to be damage is never called so."""
    code = dialect.error_code(error)
    if code in dialect.BUSY:
        return WanggeError("ledger_busy", seconds=dialect.BUSY_SECONDS)
    if code in dialect.READ_ONLY:
        return WanggeError("office_readonly", path=path, reason=str(error))
    if code in dialect.NO_ROOM:
        return WanggeError("office_unwritable", path=path, reason=str(error))
    if code in dialect.DAMAGED:
        return WanggeError("ledger_not_database", path=path)
    return WanggeError("ledger_failed", path=path, reason=str(error))


@contextmanager
def _only_one(lock: Path) -> Iterator[None]:
    """Hold `lock` against other processes; one whose holder is gone is taken over."""
    began = time.monotonic()
    while True:
        try:
            handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE)
            break
        except FileExistsError:
            _take_over(lock)
            if time.monotonic() - began > LOCK_WAIT:
                raise WanggeError("ledger_busy", seconds=int(LOCK_WAIT)) from None
            time.sleep(0.05)
    try:
        os.write(handle, str(os.getpid()).encode())
        os.close(handle)
        yield
    finally:
        lock.unlink(missing_ok=True)


def _take_over(lock: Path) -> None:
    try:
        holder = lock.read_text()
        # an empty one is just being written, or its holder died before it could
        gone = not is_alive(int(holder)) if holder.isdigit() else time.time() - lock.stat().st_mtime > LOCK_WAIT
        if gone:
            lock.unlink(missing_ok=True)
    except FileNotFoundError:
        return
