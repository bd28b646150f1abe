"""Dialect 方言: everything in which one database differs from another. SQLite is the one that is spoken so far.

Search, JSON paths, triggers, locks and marks of parameters live here and nowhere else in db/.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import peewee as pw

from db import search
from wangge.pinyin import Reading, sort_key

PRAGMAS: Final = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "busy_timeout": 5_000,
    "cache_size": -4_096,
    "wal_autocheckpoint": 10_000,
    "temp_store": "memory",
}
CACHE_IN_BULK: Final = "PRAGMA cache_size = -65536"
CACHE_AGAIN: Final = f"PRAGMA cache_size = {PRAGMAS['cache_size']}"
"""Each lane's own cache is small, the system keeps the file's pages anyway; what writes much at once needs a large one."""
BUSY_SECONDS: Final = 5
_REFUSE: Final = "SELECT RAISE(ABORT, 'append-only')"
TRIGGERS: Final = {
    f"{table}_{name}": f"CREATE TRIGGER {table}_{name} {when} BEGIN {_REFUSE}; END"
    for table, names in (("steps", 3), ("seals", 3), ("step_data", 2))
    for name, when in (
        ("no_update", f"BEFORE UPDATE ON {table}"),
        ("no_replace", f"BEFORE INSERT ON {table} WHEN new.n <= (SELECT max(n) FROM {table})"),  # noqa: S608 (names are ours)
        ("no_delete", f"BEFORE DELETE ON {table}"),
    )[:names]
}
"""The guards that keep steps as they are, blanks aside as the migrations made them; `verify` says when one is missing or another."""
MARK: Final = "?"
"""How a parameter is written."""
IN_SQL: Final = 500
"""How many values one statement names."""


def connect(path: str) -> pw.SqliteDatabase:
    """The database at `path`, not yet opened: WAL, one fsync a commit, write locks taken at once."""
    database = pw.SqliteDatabase(path, pragmas=PRAGMAS, lock_type="IMMEDIATE", timeout=BUSY_SECONDS)
    # only our own readings call them; no trigger does, so any other program can still write and read the tables
    database.register_function(search.searchable, "searchable", 2)
    database.register_function(_spelled, "spelled", 2)
    return database


def connect_reading(path: Path) -> pw.SqliteDatabase:
    """The database at `path` on a medium that cannot be written, as it lies there; what its log holds besides is not seen."""
    database = pw.SqliteDatabase(f"{path.resolve().as_uri()}?immutable=1", uri=True, pragmas={"query_only": 1, "temp_store": "memory"})
    database.register_function(search.searchable, "searchable", 2)
    database.register_function(_spelled, "spelled", 2)
    return database


BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
READ_ONLY: Final = frozenset({sqlite3.SQLITE_READONLY})
NO_ROOM: Final = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})
DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def error_code(error: BaseException | None) -> int:
    """The primary code of a database's error, however it is wrapped; 0 for none."""
    while error is not None:
        if isinstance(error, sqlite3.Error) and hasattr(error, "sqlite_errorcode"):
            return error.sqlite_errorcode & 0xFF
        error = error.__cause__ or error.__context__
    return 0


def insert(table: str, columns: tuple[str, ...], rows: int = 1) -> str:
    """An INSERT of so many rows; of one for `executemany`."""
    names, marks = ", ".join(f'"{name}"' for name in columns), f"({', '.join([MARK] * len(columns))})"
    return f"INSERT INTO {table} ({names}) VALUES {', '.join([marks] * rows)}"  # noqa: S608 (names are ours)


def update(table: str, columns: tuple[str, ...], *where: str) -> str:
    """An UPDATE of `columns` where each of `where` equals its parameter."""
    sets = ", ".join(f'"{name}" = {MARK}' for name in columns)
    return f"UPDATE {table} SET {sets} WHERE " + " AND ".join(f'"{name}" = {MARK}' for name in where)  # noqa: S608


SEARCH_ADD: Final = "INSERT INTO search (rowid, tokens) VALUES (?, ?)"
HITS_UP_TO: Final = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
SEARCH_DROP: Final = "INSERT INTO search (search, rowid, tokens) VALUES ('delete', ?, ?)"
SEARCH_EMPTY: Final = "INSERT INTO search (search) VALUES ('delete-all')"

TAKE_NUMBERS: Final = (
    "INSERT INTO counters (prefix, last) VALUES (?, ?) ON CONFLICT (prefix) DO UPDATE SET last = excluded.last WHERE counters.last = ?"
)
"""Moves a counter from the number that was read; changes no row when another program was there first."""
CLOCKS_ADD: Final = (
    'INSERT INTO clocks (event, kind, start, "limit", row, amber, due, certain) '
    "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'), json_extract(value, '$[3]'), "
    "json_extract(value, '$[4]'), json_extract(value, '$[5]'), json_extract(value, '$[6]'), json_extract(value, '$[7]') FROM json_each(?)"
)
"""Any number of clocks, as one JSON array of rows."""
SET_META: Final = "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)"


class Unindexed(pw.WrappedNode):
    """A column as a value: no index of it is used, so that the planner goes by what is said beside it."""

    def __sql__(self, ctx: Any) -> Any:
        """`+column`."""
        return ctx.literal("+").sql(self.node)


def clocks_over(kind: str, now: str) -> pw.SQL:
    """A sub-query of the events whose clock of a kind has run out."""
    return pw.SQL("(SELECT event FROM clocks WHERE kind = ? AND due < ?)", (kind, now))


def clocks_warning(now: str) -> pw.SQL:
    """A sub-query of the events with a clock that is to be warned about."""
    return pw.SQL("(SELECT event FROM clocks WHERE amber <= ? AND due >= ?)", (now, now))


def search_hits(expression: str) -> pw.SQL:
    """A sub-query of the ids that the search index has for an expression of `db.search`."""
    return pw.SQL("(SELECT rowid FROM search WHERE search MATCH ?)", (expression,))


ENDINGS: Final = " UNION ".join(
    f"SELECT id FROM events INDEXED BY events_{name}_ending WHERE upper(substr({name}, -4)) = ? AND upper(substr({name}, -?)) = ?"  # noqa: S608
    for name in ("no", "external_no")
)
"""The ids of the events whose number, or whose sender's, ends with something; found by the index of the last four signs."""


def endings(number: str) -> tuple[object, ...]:
    """The parameters of `ENDINGS`."""
    return (number[-4:], len(number), number) * 2


def numbered(number: str) -> pw.SQL:
    """A sub-query of the events whose own or sender's number is `number`, or ends with it."""
    return pw.SQL(f"({ENDINGS})", endings(number))


def same_caller(no: str) -> pw.SQL:
    """A sub-query of the events whose reporter is that of the event with this number."""
    marks = "(SELECT e.id FROM events e JOIN events own ON own.caller_key = e.caller_key WHERE own.no = ? OR own.external_no = ?)"
    return pw.SQL(marks, (no, no))


def searchable(title: pw.Field, text: pw.Field) -> pw.Function:
    """The text that words are looked for in, where the index does not reach."""
    return pw.fn.searchable(title, text)


def _spelled(value: object, reading: str) -> object:
    """What a value is sorted by; nothing stays nothing."""
    return sort_key(value, Reading(reading)) if isinstance(value, str) else value


def spelled(column: Any, reading: Reading) -> pw.Function:
    """What a text is sorted by where people read it (`wangge.pinyin.sort_key`)."""
    return pw.fn.spelled(column, str(reading))


def ranked(column: Any, choices: Sequence[str]) -> Any:
    """The place of a value among its choices; of any other, behind them."""
    return pw.Case(column, [(str(choice), place) for place, choice in enumerate(choices)], len(choices))


def json_text(column: pw.Field, name: str) -> pw.Function:
    """The value of `name` in a JSON text column, spelled as its expression index spells it."""
    return pw.fn.json_extract(column, pw.SQL("'$.\"" + name.replace('"', "").replace("'", "''") + "\"'"))


def json_index(name: str) -> tuple[str, str]:
    """The name of the expression index of an extra field that is declared `indexed`, and the statement that makes it."""
    path = "'$.\"" + name.replace('"', "").replace("'", "''") + "\"'"
    shown = "extra_" + "".join(letter if letter.isascii() and letter.isidentifier() else f"_{ord(letter):x}" for letter in name)
    return shown, (
        f"CREATE INDEX IF NOT EXISTS {shown} ON events (json_extract(extra, {path}), reported_at, id) "
        f"WHERE json_extract(extra, {path}) IS NOT NULL"
    )


def parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """`values` in pieces that one statement can name."""
    for place in range(0, len(values), IN_SQL):
        yield values[place : place + IN_SQL]


def tuples(select: Any) -> Any:
    """The rows of a select as plain tuples, which peewee's stubs call models."""
    return select.tuples()
