"""Undo 撤销: steps are taken back by a step that names them; the fold leaves them out.

One operation is one undo, an import too. What was worked on since is kept and named. An event of which nothing is left is hidden: its number
is not used again, its external number is free.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from db.projection import fold
from db.schema import EVENT_COLUMNS
from db.search import MARK, searchable
from db.writer import Job, new_deed, prepare, write
from wangge.actor import Actor, Role
from wangge.errors import WanggeError
from wangge.lifecycle import Action, State
from wangge.ports import Progress
from wangge.records import Draft, Undone
from wangge.times import Instant

if TYPE_CHECKING:
    from db.ledger import Ledger

CHUNK = 1_000
BLANK = dict.fromkeys((*EVENT_COLUMNS, "extra", "gist", "caller_key"))


def undo(ledger: Ledger, ref: str, actor: Actor, progress: Progress) -> Undone:
    """Take back the batch or operation `ref`; see `Ledger.undo`."""
    connection = ledger.store.connection()
    found = None
    if ref.isdigit():
        found = connection.execute("SELECT deed, state FROM batches WHERE id = ?", (int(ref),)).fetchone()
        if found is None:
            row = connection.execute("SELECT deed FROM steps WHERE n = ? AND event IS NOT NULL", (int(ref),)).fetchone()
            found = (row[0], "") if row else None
    if found is None:
        raise WanggeError("undo_unknown", ref=ref)
    deed, state = found
    if state in {"undone", "swept"}:
        raise WanggeError("undo_done", ref=ref)
    if not state:
        _check_operation(ledger, deed, ref, actor)
    undone = undo_deed(ledger, deed, actor, progress)
    if state:
        with ledger.store.transaction() as writing:
            writing.execute("UPDATE batches SET state = 'undone' WHERE deed = ?", (deed,))
    return undone


def _check_operation(ledger: Ledger, deed: str, ref: str, actor: Actor) -> None:
    connection = ledger.store.connection()
    if connection.execute("SELECT 1 FROM steps s JOIN undone u ON u.n = s.n WHERE s.deed = ? LIMIT 1", (deed,)).fetchone():
        raise WanggeError("undo_done", ref=ref)
    if connection.execute("SELECT 1 FROM steps WHERE deed = ? AND action = ?", (deed, Action.UNDO)).fetchone():
        raise WanggeError("undo_unknown", ref=ref)
    (by,) = connection.execute("SELECT recorded_by FROM steps WHERE deed = ? LIMIT 1", (deed,)).fetchone()
    if by != actor.typist and Role.LEADER not in actor.roles:
        raise WanggeError("undo_person", by=by)
    later = connection.execute(
        "SELECT e.no, l.action FROM steps s JOIN events e ON e.id = s.event JOIN steps l ON l.event = s.event AND l.n > s.n AND l.deed <> s.deed "
        "LEFT JOIN undone u ON u.n = l.n WHERE s.deed = ? AND u.n IS NULL AND l.action <> ? LIMIT 1",
        (deed, Action.UNDO),
    ).fetchone()
    if later:
        raise WanggeError("undo_later", no=later[0], action=later[1])


def undo_deed(ledger: Ledger, deed: str, actor: Actor, progress: Progress) -> Undone:
    """Take back all steps of an operation, event by event, in chunks; events that were worked on since stay."""
    connection = ledger.store.connection()
    events = [row[0] for row in connection.execute("SELECT DISTINCT event FROM steps WHERE deed = ? ORDER BY event", (deed,))]
    own, now, kept, done = new_deed(), ledger.now(), [], 0
    for place in range(0, len(events), CHUNK):
        jobs = []
        for event, rows in _with_steps(ledger, events[place : place + CHUNK]):
            job = _job(ledger, deed, event, rows, now)
            if job is None:
                kept.append(rows[0][-2])
            elif job.takes_back:
                jobs.append(job)
        if jobs:
            prepared = prepare(jobs, actor, own, now)
            with ledger.store.transaction():
                write(ledger.store, prepared)
        done += len(jobs)
        if not progress(min(place + CHUNK, len(events)), len(events)):
            break
    return Undone(done, tuple(kept))


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
    values = fold(json.loads(row[6]) for row in left)
    columns: dict[str, Any] = {**BLANK, **ledger.projector.changed(values, None)}
    columns["moved_at"] = next((row[5] for row in reversed(left) if row[4]), None)
    columns["hidden"] = int(not left)
    if not left:
        columns.update(no=rows[0][13], print=None)
    uid, digest, version, title, text, no = rows[-1][8], rows[-1][9], rows[-1][10], rows[-1][11], rows[-1][12], rows[-1][13]
    before = fold(json.loads(row[6]) for row in effective)
    source = State(str(before["state"])) if before else None
    target = State(str(values["state"])) if values else None
    draft = Draft(Action.UNDO, source, target, now, {}, {"takes_back": "、".join(map(str, taken))})
    job = Job((draft,), columns, event, uid, digest, version, no, taken)
    if event <= int(ledger.store.meta(MARK, "0")) and left:
        job.old_search, job.new_search = searchable(title, text), searchable(columns["title"], columns["text"])
    return job
