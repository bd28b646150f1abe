"""The writer 写入: drafts become steps, a projection and a seal, in one transaction.

`prepare` does everything that costs time (JSON, salts, hashes) and takes no lock; `write` only writes, and refuses when an event has moved
on in between.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db import chain, clocks, dialect
from db.projection import Row
from db.schema import EVENT_COLUMNS, KEEPING_COLUMNS, STEP_COLUMNS
from db.search import MARK, searchable, tokens
from db.store import Store
from wangge import believed
from wangge.actor import Actor
from wangge.clocks import Running
from wangge.errors import Phrase, WanggeError
from wangge.fields import BY_NAME
from wangge.records import Draft
from wangge.times import Instant

OFFICE = "office"
"""The subject of steps that are about the office itself."""
CLOCK = "校时"
"""The office's step that says that the machine's clock is right; it alone may be recorded at any time before or after the last one."""
NEW_COLUMNS = (*KEEPING_COLUMNS, *EVENT_COLUMNS)
BODY_COLUMNS = ("n", "salt", "body")
FEW = 4
"""Rows that go in by one statement: a path is at most as many steps."""
INSERT_SEAL = dialect.insert("seals", ("n", "first", "last", "previous", "digest", "hash"))
INSERT_UNDONE = dialect.insert("undone", ("n", "by"))
WHOSE = "SELECT no FROM events WHERE external_no = ? AND hidden = 0 AND id <= ? AND id <> ?"
SALT = 16


@dataclass(slots=True)
class Job:
    """What is to be written of one subject.

    Attributes:
        drafts: the steps, in order; each follows the one before it.
        row: the columns that they set on the event.
        event: the event's id; 0 for a new one, and for the office.
        subject: the event's uid, or `OFFICE`.
        previous: the hash of its last step.
        version: the number of its last step, against which a meanwhile is noticed; 0 for a new one.
        no: the event's number, for the message.
        takes_back: numbers of steps that the (only) draft undoes.
        gives_back: numbers of undo steps whose steps hold again by it.
        old_search, new_search: the searchable text before and after, where it changes.
        clocks: the clocks that run after it; None leaves them to be found later.
    """

    drafts: Sequence[Draft]
    row: Row
    event: int = 0
    subject: str = ""
    previous: bytes = chain.START
    version: int = 0
    no: str = ""
    takes_back: Sequence[int] = ()
    gives_back: Sequence[int] = ()
    old_search: str | None = None
    new_search: str | None = None
    clocks: Sequence[Running] | None = None

    def say_search(self, before: Mapping[str, Any]) -> None:
        """Note the searchable text before and after, of an event whose columns were `before`."""
        if "text" in self.row or "title" in self.row:
            after = {**before, **self.row}
            self.old_search = searchable(before.get("title"), before.get("text"))
            self.new_search = searchable(after.get("title"), after.get("text"))


@dataclass(slots=True)
class Prepared:
    """Rows that wait for their numbers."""

    jobs: Sequence[Job]
    recorded_at: Instant
    steps: list[tuple[Any, ...]] = field(default_factory=list)
    bodies: list[tuple[bytes, str]] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)


def new_deed() -> str:
    """A name for an operation: twelve hex digits nobody has used."""
    return secrets.token_hex(6)


def new_subject() -> str:
    """A name for an event inside the chain."""
    return secrets.token_hex(8)


def prepare(jobs: Sequence[Job], actor: Actor, deed: str, recorded_at: Instant) -> Prepared:
    """Encode and hash everything; takes no lock."""
    prepared = Prepared(jobs, recorded_at)
    salts = memoryview(secrets.token_bytes(SALT * sum(len(job.drafts) for job in jobs)))
    told = (actor.name, actor.unit, actor.typist, actor.via)
    count = 0
    for job in jobs:
        previous = job.previous
        for draft in job.drafts:
            body = chain.canonical({"changes": draft.changes, "data": draft.data})
            salt = bytes(salts[count * SALT : (count + 1) * SALT])
            count += 1
            commitment = chain.commit(salt, body)
            # plain strings: the driver asks every other kind of string how it wants to be stored
            moved = (str(draft.action), draft.source and str(draft.source), draft.target and str(draft.target))
            header = (job.subject, deed, *moved, draft.at, int(draft.proven), recorded_at, *told)
            own = chain.link(previous, commitment, header)
            prepared.steps.append((*header, commitment, previous, own))
            prepared.bodies.append((salt, body))
            prepared.hashes.append(own)
            previous = own
    return prepared


def write(store: Store, prepared: Prepared, counter: tuple[str, int, int] | None = None, batch: int = 0) -> list[tuple[int, int]]:
    """Write what was prepared, with its seal; call inside `store.transaction()`.

    Args:
        store: the ledger.
        prepared: the rows.
        counter: (prefix, last number before, last number now) of event numbers that were taken.
        batch: the import that new events belong to.

    Returns:
        for every job the event's id (0 for the office) and the number of its last step.

    Raises:
        WanggeError: `changed_meanwhile`, `value_invalid` for an external number that another event has, `clock_behind` and its like when
            another program recorded another time altogether; and nothing is written.
    """
    connection = store.connection()
    last_step, last_event, last_seal, sealed, indexed, clocked, recorded = connection.execute(
        "SELECT (SELECT coalesce(max(n), 0) FROM steps), (SELECT coalesce(max(id), 0) FROM events), coalesce(max(n), 0), "
        "(SELECT hash FROM seals ORDER BY n DESC LIMIT 1), (SELECT value FROM meta WHERE key = ?), (SELECT value FROM meta WHERE key = ?), "
        "(SELECT recorded_at FROM steps ORDER BY n DESC LIMIT 1) FROM seals",
        (MARK, clocks.MARK),
    ).fetchone()
    _believe(prepared, recorded)
    if counter:
        _take_numbers(store, *counter)
    first, n, fresh = last_step + 1, last_step, last_event
    steps, bodies, rows, undone, written = [], [], [], [], []
    known: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    at = 0
    for job in prepared.jobs:
        if job.subject == OFFICE:
            event = None
        elif job.event:
            event = job.event
        else:
            fresh += 1
            event = fresh
        for _ in job.drafts:
            n += 1
            steps.append((n, event, *prepared.steps[at]))
            bodies.append((n, *prepared.bodies[at]))
            at += 1
        undone += [(number, n) for number in job.takes_back]
        written.append((event or 0, n))
        if event and job.event:
            names = tuple(job.row)
            known.setdefault(names, []).append((*job.row.values(), n, event, job.version))
        elif event:
            row = {**job.row, "id": event, "uid": job.subject, "batch": batch, "hidden": 0, "version": n}
            rows.append(row)
    _insert(connection, "steps", STEP_COLUMNS, steps)
    _insert(connection, "step_data", BODY_COLUMNS, bodies)
    try:
        if rows:
            _insert_events(connection, rows)
        for names, changes in known.items():
            done = connection.executemany(dialect.update("events", (*names, "version"), "id", "version"), changes)
            if done.rowcount != len(changes):
                _say_who(store, prepared, first)
    except sqlite3.IntegrityError:
        _say_whose(connection, prepared.jobs, last_event)
        raise
    if again := [(number,) for job in prepared.jobs for number in job.gives_back]:
        connection.executemany('DELETE FROM undone WHERE "by" = ?', again)
    if undone:
        connection.executemany(INSERT_UNDONE, undone)
    _reindex(connection, prepared.jobs, _mark(indexed))
    if rows and not batch:
        _catch_up(connection, prepared.jobs, last_event, fresh, _mark(indexed), _mark(clocked))
    found = [(event, job.clocks) for job, (event, _) in zip(prepared.jobs, written, strict=True) if event and job.clocks is not None]
    clocks.write(connection, found, range(last_event + 1, fresh + 1))
    steps_digest = chain.digest(prepared.hashes)
    previous = chain.START if sealed is None else sealed
    if not isinstance(previous, bytes):
        raise chain.EditedError("seals")
    seal = (last_seal + 1, first, n, previous, steps_digest, chain.seal(previous, steps_digest, first, n))
    connection.execute(INSERT_SEAL, seal)
    return written


def _believe(prepared: Prepared, last: Instant | None) -> None:
    """Refuse a time that cannot be, after what stands in the ledger by now."""
    if all(draft.action != CLOCK for job in prepared.jobs for draft in job.drafts):
        believed.recorded(prepared.recorded_at, last, believed.LONG)


def _insert(connection: sqlite3.Connection, table: str, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
    if len(rows) <= FEW:
        connection.execute(dialect.insert(table, columns, len(rows)), [value for row in rows for value in row])
    else:
        connection.executemany(dialect.insert(table, columns), rows)


def _insert_events(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """Insert new events, naming only the columns that some of them fill."""
    filled = set[str]().union(*rows)
    columns = tuple(name for name in NEW_COLUMNS if name in filled)
    connection.executemany(dialect.insert("events", columns), [tuple(map(row.get, columns)) for row in rows])


def _take_numbers(store: Store, prefix: str, before: int, now: int) -> None:
    connection = store.connection()
    done = connection.execute(dialect.TAKE_NUMBERS, (prefix, now, before))
    if done.rowcount != 1:
        raise NumbersTakenError


class NumbersTakenError(Exception):
    """Another program has taken the event numbers meanwhile: prepare again."""


def _say_who(store: Store, prepared: Prepared, first: int) -> None:
    for job in prepared.jobs:
        if not job.event:
            continue
        found = store.connection().execute("SELECT version FROM events WHERE id = ?", (job.event,)).fetchone()
        by = (
            store.connection()
            .execute(
                "SELECT recorded_by FROM steps WHERE event = ? AND n > ? AND n <= ? ORDER BY n DESC LIMIT 1",
                (job.event, job.version, found[0] if found else 0),
            )
            .fetchone()
        )
        # what this very operation has set already carries a number of its own
        if found and job.version != found[0] < first and by:
            raise WanggeError("changed_meanwhile", no=job.no, by=by[0])
    raise WanggeError("changed_meanwhile", no=prepared.jobs[0].no, by="别人")


def _say_whose(connection: sqlite3.Connection, jobs: Sequence[Job], last: int) -> None:
    for job in jobs:
        number = job.row.get("external_no")
        found = connection.execute(WHOSE, (number, last, job.event)).fetchone()
        if found:
            label = BY_NAME["external_no"].label
            raise WanggeError("value_invalid", label=label, value=number, reason=Phrase("事件 {no} 已用这个编号", no=found[0]))
        if connection.execute("SELECT 1 FROM events WHERE no = ? AND id <= ? AND id <> ?", (job.no, last, job.event)).fetchone():
            raise chain.EditedError("counters")


def whose(connection: sqlite3.Connection, number: str, event: int) -> str:
    """The event, other than `event`, that has an external number; empty when nobody has."""
    found = connection.execute("SELECT no FROM events WHERE external_no = ? AND hidden = 0 AND id <> ?", (number, event)).fetchone()
    return str(found[0]) if found else ""


def _mark(kept: str | None) -> int:
    """A mark of the ledger's own, as the number that it is."""
    if kept is not None and not kept.isdecimal():
        raise chain.EditedError("meta")
    return int(kept or 0)


def _reindex(connection: sqlite3.Connection, jobs: Sequence[Job], mark: int) -> None:
    """Exchange the tokens of indexed events whose text changed; the old ones must be named to the letter."""
    changed = [job for job in jobs if job.old_search is not None and job.old_search != job.new_search and job.event <= mark]
    connection.executemany(dialect.SEARCH_DROP, [(job.event, tokens(job.old_search or "")) for job in changed])
    connection.executemany(dialect.SEARCH_ADD, [(job.event, tokens(job.new_search or "")) for job in changed])


def _catch_up(connection: sqlite3.Connection, jobs: Sequence[Job], before: int, now: int, indexed: int, clocked: int) -> None:
    """Index new events at once, and move the marks over them, where nothing waits before them; else they wait behind the marks."""
    marks: list[str] = []
    if indexed == before:
        entries = [(before + 1 + place, tokens(searchable(job.row.get("title"), job.row.get("text")))) for place, job in enumerate(jobs)]
        connection.executemany(dialect.SEARCH_ADD, entries)
        marks += [MARK, str(now)]
    if clocked == before:
        marks += [clocks.MARK, str(now)]
    if marks:
        connection.execute(f"{dialect.SET_META}{', (?, ?)' * (len(marks) // 2 - 1)}", marks)
