"""Undo 撤销: steps are taken back by a step that names them; the fold leaves them out.

One operation is one undo, an import too. What was worked on since is kept and named. An event of which nothing is left is hidden: its number
is not used again, its external number is free.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from db.chain import EditedError, told
from db.projection import fold, known_state
from db.schema import EVENT_COLUMNS
from db.underway import is_under_way
from db.writer import Job, new_deed, prepare, write
from wangge.actor import Actor, Role
from wangge.clocks import running
from wangge.errors import WanggeError
from wangge.lifecycle import Action
from wangge.ports import Progress
from wangge.records import Draft, Undone
from wangge.times import Instant

if TYPE_CHECKING:
    from db.ledger import Ledger

CHUNK = 1_000
LONGEST_NUMBER = 15
BLANK = dict.fromkeys((*EVENT_COLUMNS, "extra", "gist", "caller_key"))


@dataclass(frozen=True, slots=True)
class Deed:
    """An operation 操作: the steps between two numbers that carry its name."""

    name: str
    first: int
    last: int

    @property
    def key(self) -> tuple[int, int, str]:
        """The parameters of `DEED`."""
        return self.first, self.last, self.name


DEED = "s.n BETWEEN ? AND ? AND s.deed = ?"
"""The steps of an operation; they lie together, so no index of names is needed."""


def undo(ledger: Ledger, ref: str, actor: Actor, progress: Progress) -> Undone:
    """Take back the batch or operation `ref`; see `Ledger.undo`."""
    kind, number = (ref[0].upper(), ref[1:]) if ref[:1].upper() in {"B", "S"} else ("", ref)
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        raise WanggeError("undo_unknown", ref=ref)
    if kind != "S" and (found := batch(ledger, int(number))):
        deed, state = found
        if state in {"undone", "swept"}:
            raise WanggeError("undo_done", ref=ref)
        if state == "open" and is_under_way(ledger.store.path, deed.name):
            raise WanggeError("undo_importing", ref=ref)
        _check_person(ledger, deed, actor)
        undone, whole = undo_deed(ledger, deed, actor, progress)
        if whole:
            with ledger.store.transaction() as connection:
                connection.execute("UPDATE batches SET state = 'undone' WHERE id = ?", (int(number),))
        return undone
    operation = _operation(ledger, int(number)) if kind != "B" else None
    if operation is None:
        raise WanggeError("undo_unknown", ref=ref)
    _check_operation(ledger, operation, ref, actor)
    return undo_deed(ledger, operation, actor, progress)[0]


def batch(ledger: Ledger, number: int) -> tuple[Deed, str] | None:
    """The operation and the state of an import."""
    connection = ledger.store.connection()
    row = connection.execute(
        "SELECT deed, first, coalesce(last, (SELECT max(n) FROM steps)), state FROM batches WHERE id = ?", (number,)
    ).fetchone()
    return (Deed(row[0], row[1], row[2]), row[3]) if row else None


def _operation(ledger: Ledger, step: int) -> Deed | None:
    """The operation that a step belongs to: what its seal closed, since an operation is one transaction."""
    row = (
        ledger.store.connection()
        .execute(
            "SELECT s.deed, z.first, z.last FROM steps s JOIN seals z ON z.n = (SELECT min(n) FROM seals WHERE last >= s.n) "
            "WHERE s.n = ? AND s.event IS NOT NULL AND s.action NOT IN (?, ?)",
            (step, Action.UNDO, Action.BRING_IN),
        )
        .fetchone()
    )
    return Deed(*row) if row else None


def _check_operation(ledger: Ledger, deed: Deed, ref: str, actor: Actor) -> None:
    connection = ledger.store.connection()
    if connection.execute(f"SELECT 1 FROM steps s JOIN undone u ON u.n = s.n WHERE {DEED} LIMIT 1", deed.key).fetchone():  # noqa: S608
        raise WanggeError("undo_done", ref=ref)
    _check_person(ledger, deed, actor)
    later = connection.execute(
        "SELECT e.no, l.action FROM steps s JOIN events e ON e.id = s.event JOIN steps l ON l.event = s.event AND l.n > s.n AND l.deed <> s.deed "  # noqa: S608
        f"LEFT JOIN undone u ON u.n = l.n WHERE {DEED} AND u.n IS NULL AND l.action <> ? LIMIT 1",
        (*deed.key, Action.UNDO),
    ).fetchone()
    if later:
        raise WanggeError("undo_later", no=later[0], action=later[1])


def _check_person(ledger: Ledger, deed: Deed, actor: Actor) -> None:
    """Who typed it may take it back, and the shift leader."""
    found = ledger.store.connection().execute(f"SELECT recorded_by FROM steps s WHERE {DEED} LIMIT 1", deed.key).fetchone()  # noqa: S608
    if found and found[0] != actor.typist and Role.LEADER not in actor.roles:
        raise WanggeError("undo_person", by=found[0])


def undo_deed(ledger: Ledger, deed: Deed, actor: Actor, progress: Progress) -> tuple[Undone, bool]:
    """Take back all steps of an operation, event by event, in chunks; events that were worked on since stay.

    Returns:
        what was done, and whether it is all: `progress` may stop it between two chunks, and another undo goes on from there.
    """
    rows = ledger.store.connection().execute(f"SELECT DISTINCT s.event FROM steps s WHERE {DEED} ORDER BY s.event", deed.key)  # noqa: S608
    events = [event for (event,) in rows]
    own, now, kept, done = new_deed(), ledger.now(), [], 0
    for place in range(0, len(events), CHUNK):
        jobs = []
        for event, steps in _with_steps(ledger, events[place : place + CHUNK]):
            job = _job(ledger, deed.name, event, steps, now)
            if job is None:
                kept.append(steps[0][13])
            elif job.takes_back:
                jobs.append(job)
        if jobs:
            prepared = prepare(jobs, actor, own, now)
            with ledger.store.transaction():
                write(ledger.store, prepared)
        done += len(jobs)
        reached = min(place + CHUNK, len(events))
        if not progress(reached, len(events)) and reached < len(events):
            return Undone(done, tuple(kept)), False
    return Undone(done, tuple(kept)), True


def _with_steps(ledger: Ledger, events: Sequence[int]) -> list[tuple[int, list[Any]]]:
    marks = ", ".join("?" * len(events))
    rows = ledger.store.connection().execute(
        "SELECT s.event, s.n, s.deed, s.action, s.proven, s.at, d.body, u.n IS NOT NULL, e.uid, s.hash, e.version, e.title, e.text, e.no, e.id "  # noqa: S608
        "FROM steps s JOIN events e ON e.id = s.event LEFT JOIN step_data d ON d.n = s.n LEFT JOIN undone u ON u.n = s.n "
        f"WHERE s.event IN ({marks}) ORDER BY s.event, s.n",
        tuple(events),
    )
    return [(event, list(steps)) for event, steps in groupby(rows, key=itemgetter(0))]


def _job(ledger: Ledger, deed: str, event: int, rows: list[Any], now: Instant) -> Job | None:
    """The undo of one event; None when it was worked on since, a job that takes nothing back when it is undone already."""
    taken = [row[1] for row in rows if row[2] == deed and not row[7] and row[3] != Action.UNDO]
    effective = [row for row in rows if not row[7] and row[3] != Action.UNDO]
    if taken and any(row[1] > taken[0] and row[2] != deed for row in effective):
        return None
    left = [row for row in effective if row[2] != deed]
    values = fold(told(row[6]) for row in left)
    columns: dict[str, Any] = {**BLANK, **ledger.projector.changed(values, None)}
    columns["moved_at"] = next((row[5] for row in reversed(left) if row[4]), None)
    columns["hidden"] = int(not left)
    if not left:
        columns["no"] = rows[0][13]
    if any(row[3] == Action.BRING_IN for row in rows if row[1] in taken):
        # what the file said is not known any more, so the file may say it again
        columns["print"] = None
    uid, digest, version, title, text, no = rows[-1][8], rows[-1][9], rows[-1][10], rows[-1][11], rows[-1][12], rows[-1][13]
    if not isinstance(digest, bytes):
        raise EditedError("steps")
    before = fold(told(row[6]) for row in effective)
    source = known_state(before.get("state")) if before else None
    target = known_state(values.get("state")) if values else None
    draft = Draft(Action.UNDO, source, target, now, {}, {"takes_back": "、".join(map(str, taken))})
    job = Job((draft,), columns, event, uid, digest, version, no, taken, clocks=running(values, ledger.rules.clocks))
    if left:
        job.say_search({"title": title, "text": text})
    return job
