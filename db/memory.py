"""The memory 印记: what an office knows of its ledger outside of it, so that one that is gone, empty, older or another's is not taken for its own.

A small file beside the ledger names it and its newest seal as of the last clean end. It is a memory, not a witness: whoever puts back an older ledger
together with the older file is not noticed, and what came after the last clean end is not known to it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from shlex import quote

import orjson

from db import dialect
from db.chain import EditedError
from db.store import Store
from wangge import files
from wangge.errors import CAUSES, Phrase, WanggeError
from wangge.records import Problem

NAME = "ledger.seal"
"""The file's name in the office's folder."""
KNOWN = "remembered"
"""The ledger's own mark that there is such a file, so that one that is gone is missed."""
MAY_BE_MEANT = frozenset({"ledger_other", "ledger_older", "ledger_parted"})
IMMUTABLE, READ_ONLY = "immutable=1", "mode=ro"
"""The ledger's file alone; and with what its log holds. Neither changes anything."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A ledger at one moment.

    Attributes:
        ledger: which ledger; the same for all copies of it.
        seal: the number of its newest seal; 0 before the first.
        hash: that seal's hash, as hex digits.
    """

    ledger: str
    seal: int
    hash: str


NOTHING = Mark("", 0, "")
"""Where nothing is remembered, any ledger will do, but there must be one."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a ledger says of itself: which it is, its newest seal, and the seals from the one that is remembered on."""

    ledger: str
    last: Mark
    since: list[tuple[int, bytes, bytes]]


class Memory:
    """What the office remembers of its ledger.

    Args:
        ledger: the ledger's file.
    """

    def __init__(self, ledger: Path) -> None:
        self._ledger = ledger
        self._file = ledger.with_name(NAME)
        self._kept: Mark | None = None
        self._settled = False

    def check(self, *, meant: bool = False) -> None:
        """Refuse a ledger that is not the one that was used last; nothing is changed by it.

        Args:
            meant: whether somebody has said that it is to be another or an older one.

        Raises:
            WanggeError: `ledger_lost`, `ledger_other`, `ledger_older`, `ledger_parted`, `ledger_log`.
        """
        found = self.trouble()
        if found and not (meant and found.code in MAY_BE_MEANT):
            raise found

    def trouble(self) -> WanggeError | None:
        """What keeps the ledger from being the one that was used last; None for nothing."""
        try:
            empty = self._ledger.stat().st_size == 0
        except FileNotFoundError:
            return WanggeError("ledger_lost", path=self._ledger, what=Phrase("不见了"), hint=self._hint())
        except OSError:
            return None  # the store says why it cannot be looked at
        if empty:
            return WanggeError("ledger_lost", path=self._ledger, what=Phrase("是空的"), hint=self._hint())
        return self._compared(self.read() or NOTHING)

    def settle(self, store: Store) -> str:
        """Remember the ledger that was opened; what is to be said of a file that was there and is no more, empty for nothing."""
        self._settled = True
        known = store.meta(KNOWN)
        lost = bool(known) and self.read() is None
        if not known:
            try:
                with store.transaction() as connection:
                    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, '1')", (KNOWN,))
            except WanggeError as error:
                if error.code not in {"office_readonly", "office_unwritable", "ledger_busy"}:
                    raise
                return ""  # another start will do it
        self.keep(store)
        return Phrase("{file} 不见了或读不出，已按现在的台账重做；在这以前台账有没有被换过，它证明不了。", file=NAME) if lost else ""

    def keep(self, store: Store) -> None:
        """Remember the ledger as it is now; where nothing was written since, nothing can be, or it is not settled yet, nothing is done."""
        if not self._settled or store.read_only:
            return
        with suppress(OSError, sqlite3.Error, EditedError):
            now = _head(store.connection())
            if now != (self._kept or self.read()) or not self._file.exists():
                files.put(self._file, orjson.dumps(asdict(now), option=orjson.OPT_APPEND_NEWLINE), durable=True)
            self._kept = now

    def begin(self) -> None:
        """Remember a ledger that was just restored.

        Raises:
            sqlite3.Error, OSError: it cannot be read, or the file not be written.
        """
        with closing(_reading(self._ledger, IMMUTABLE)) as connection:
            files.put(self._file, orjson.dumps(asdict(_head(connection)), option=orjson.OPT_APPEND_NEWLINE), durable=True)

    def read(self) -> Mark | None:
        """What the file says; None when there is none, or none that can be read."""
        try:
            told = orjson.loads(self._file.read_bytes())
            mark = Mark(told["ledger"], told["seal"], told["hash"])
            right = isinstance(mark.ledger, str) and type(mark.seal) is int and mark.seal >= 0 and len(bytes.fromhex(mark.hash)) in {0, 32}
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return mark if right else None

    def problems(self, store: Store) -> tuple[Problem, ...]:
        """What `verify` has to say: whether the open ledger still is the one that is remembered."""
        mark = self.read()
        if mark is None:
            return (Problem(Phrase("{file} 不见了或读不出：台账有没有被整个换过，无从比对。", file=NAME)),)
        try:
            trouble = _verdict(mark, _seen(store.connection(), mark), self._ledger, "")
        except EditedError:
            return ()  # the seals themselves are looked at anyway
        return (Problem(Phrase(CAUSES[trouble.code], **trouble.params)),) if trouble else ()

    def _compared(self, mark: Mark) -> WanggeError | None:
        """What is wrong with the ledger's file and its log, by the mark."""
        log = self._ledger.with_name(self._ledger.name + "-wal")
        alone = self._verdict(mark, IMMUTABLE)
        try:
            logged = log.stat().st_size > 0
        except OSError:
            logged = False
        # without a log, another program may just have moved it into the file: look again
        found = self._verdict(mark, READ_ONLY) if logged else alone and self._verdict(mark, IMMUTABLE)
        if found and logged and alone is None:
            return WanggeError("ledger_log", path=log)
        # what is remembered stands in the log alone, as a kill leaves it; or an older file was put under a newer log
        if logged and alone and (not found or found.code == "ledger_not_database") and not self._is_whole():
            found = alone
        # what cannot be read is said by the store, which knows why
        return None if found and found.code == "ledger_not_database" else found

    def _verdict(self, mark: Mark, how: str) -> WanggeError | None:
        try:
            with closing(_reading(self._ledger, how)) as connection:
                return _verdict(mark, _seen(connection, mark), self._ledger, self._hint())
        except (sqlite3.DatabaseError, EditedError) as error:
            code = dialect.error_code(error)
            if code == sqlite3.SQLITE_ERROR:  # there is no such table
                return WanggeError("ledger_lost", path=self._ledger, what=Phrase("里没有台账"), hint=self._hint())
            # locked, or on a disk where no log may be made: nothing is known, and the store says it
            return (
                None
                if code in dialect.BUSY | dialect.READ_ONLY | dialect.NO_ROOM
                else WanggeError("ledger_not_database", path=self._ledger)
            )

    def _is_whole(self) -> bool:
        """Whether the file and its log are of one ledger; this looks at all of it."""
        try:
            with closing(_reading(self._ledger, READ_ONLY)) as connection:
                (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
                counted = "SELECT (SELECT count(*) = max(n) FROM steps) AND (SELECT count(*) = max(n) FROM seals)"
                return bool(sound == "ok" and connection.execute(counted).fetchone()[0])
        except sqlite3.DatabaseError:
            return False

    def _hint(self) -> Phrase:
        """Which backup is the newest, and how it comes back."""
        found = [path for path in (self._ledger.parent / "backups").glob("*.zip") if path.is_file()]
        if not found:
            return Phrase("backups 里没有备份；请找出另存的备份，用 wangge restore 恢复到新文件夹。")
        newest = max(found, key=lambda path: (path.stat().st_mtime, path.name))
        folder = self._ledger.parent.resolve()
        target = folder.with_name(f"{folder.name}-恢复")
        return Phrase(
            "最近的备份是 {name}，恢复到新文件夹：wangge restore {source} {target}",
            name=newest.name,
            source=quote(str(newest)),
            target=quote(str(target)),
        )


def _reading(ledger: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{ledger.resolve().as_uri()}?{how}", uri=True)


def _identity(connection: sqlite3.Connection) -> str:
    """Which ledger it is: a digest of its own secret, which every copy has and no other."""
    found = connection.execute("SELECT value FROM meta WHERE key = 'key'").fetchone()
    return sha256(f"ledger {found[0] if found else ''}".encode()).hexdigest()[:16]


def _head(connection: sqlite3.Connection) -> Mark:
    found = connection.execute("SELECT n, hash FROM seals ORDER BY n DESC LIMIT 1").fetchone()
    if found and not isinstance(found[1], bytes):
        raise EditedError("seals")
    return Mark(_identity(connection), *((found[0], found[1].hex()) if found else (0, "")))


def _seen(connection: sqlite3.Connection, mark: Mark) -> _Seen:
    since = connection.execute("SELECT n, previous, hash FROM seals WHERE n >= ? ORDER BY n", (max(mark.seal, 1),)).fetchall()
    return _Seen(_identity(connection), _head(connection), since)


def _verdict(mark: Mark, seen: _Seen, path: Path, hint: str) -> WanggeError | None:
    """What keeps a ledger from being the one that is remembered, or one that went on from it."""
    if mark == NOTHING:
        return None
    if seen.ledger != mark.ledger:
        return WanggeError("ledger_other", path=path, known=mark.ledger, found=seen.ledger, hint=hint)
    if seen.last.seal < mark.seal:
        return WanggeError("ledger_older", path=path, known=mark.seal, found=seen.last.seal, hint=hint)
    before = bytes.fromhex(mark.hash) if mark.seal else b""
    for n, previous, own in seen.since:
        if (own if n == mark.seal else previous) != before:
            return WanggeError("ledger_parted", path=path, seal=n, hint=hint)
        before = own
    return None
