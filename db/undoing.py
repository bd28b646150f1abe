"""Undo and redo 撤销、重做: steps are taken back by a step that names them, and that step by another; the fold leaves out what does not hold.

One operation is one undo and one redo, an import too; both are found in the ledger, so they work after a restart. What was worked on since is kept
and named. An event of which nothing is left is hidden: its number is not used again, its external number is free.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.deeds import STEPS, TAKING, Deed, Past, check_person, find, pasts, sent_reports, taken_back
from db.reversal import Kept, redo_job, undo_job
from db.underway import is_under_way
from db.writer import Job, new_deed, prepare, write
from wangge.actor import Actor
from wangge.errors import WanggeError
from wangge.lifecycle import Action
from wangge.ports import Progress
from wangge.records import Blocked, Undone
from wangge.told import Sent, has_left, in_words, sent_words

if TYPE_CHECKING:
    from db.ledger import Ledger

CHUNK = 1_000
MOST_NAMED = 3
"""Events whose tellings are listed before an undo; the others are counted."""
DONE, UNDONE = "done", "undone"


def undo(ledger: Ledger, ref: str, actor: Actor, progress: Progress, reason: str = "") -> Undone:
    """Take back the batch or operation `ref`; see `Ledger.undo`."""
    found = find(ledger.store, ref)
    if found is None:
        raise WanggeError("undo_unknown", ref=ref)
    deed, state = found
    if state in {UNDONE, "swept"} or not _stands(ledger, deed):
        raise WanggeError("undo_done", ref=ref)
    if state == "open" and is_under_way(ledger.store.path, deed.name):
        raise WanggeError("undo_importing", ref=ref)
    check_person(ledger.store.connection(), deed, actor)
    work = _Work(ledger, deed, actor, reason.strip(), sent=sent_reports(ledger.store, deed.first))
    if not work.reason and (told := _told(work)):
        raise WanggeError("undo_told", left=told)
    undone, whole = work.run(progress)
    if deed.batch and whole:
        with ledger.store.transaction() as connection:
            connection.execute("UPDATE batches SET state = ? WHERE id = ?", (UNDONE, deed.batch))
    return undone


def redo(ledger: Ledger, ref: str, actor: Actor, progress: Progress) -> Undone:
    """Bring back what an undo took back; see `Ledger.redo`."""
    deed = taken_back(ledger.store, ref)
    if deed is None:
        raise WanggeError("undo_unknown", ref=ref)
    connection = ledger.store.connection()
    swept = deed.batch and connection.execute("SELECT state = 'swept' FROM batches WHERE id = ?", (deed.batch,)).fetchone()[0]
    if swept or not connection.execute(f"SELECT 1 FROM steps s JOIN undone u ON u.n = s.n WHERE {STEPS} LIMIT 1", deed.key).fetchone():  # noqa: S608
        raise WanggeError("redo_nothing", ref=ref)
    check_person(connection, deed, actor, "by")
    redone, _ = _Work(ledger, deed, actor, again=True).run(progress)
    if deed.batch and redone.reversed:
        with ledger.store.transaction() as writing:
            writing.execute("UPDATE batches SET state = ? WHERE id = ?", (DONE, deed.batch))
    return redone


def undo_deed(ledger: Ledger, deed: Deed, actor: Actor, progress: Progress) -> int:
    """Take back what is left of an operation that never ended; returns how many events."""
    return _Work(ledger, deed, actor).run(progress)[0].reversed


@dataclass(slots=True)
class _Work:
    """One undo, or one redo (`again`), under way."""

    ledger: Ledger
    deed: Deed
    actor: Actor
    reason: str = ""
    again: bool = False
    sent: tuple[Sent, ...] = ()
    kept: list[Kept] = field(default_factory=list)
    blocked: list[Blocked] = field(default_factory=list)
    to_tell: list[str] = field(default_factory=list)

    def run(self, progress: Progress) -> tuple[Undone, bool]:
        """Go through the operation's events in chunks.

        Returns:
            what was done, and whether it is all: `progress` may stop it between two chunks, and another one goes on from there.
        """
        events, store = _events(self.ledger, self.deed), self.ledger.store
        own, now, done, whole = new_deed(), self.ledger.now(), 0, True
        for place in range(0, len(events), CHUNK):
            jobs = [job for past in pasts(store, events[place : place + CHUNK]) if (job := self._job(past)) is not None]
            if not done and not jobs and len(events) <= CHUNK and not self.deed.batch:
                self._refuse()
            if jobs:
                prepared = prepare(jobs, self.actor, own, now)
                with store.transaction():
                    write(store, prepared)
            done += len(jobs)
            reached = min(place + CHUNK, len(events))
            if not progress(reached, len(events)) and reached < len(events):
                whole = False
                break
        nos = tuple(each.no for each in self.kept)
        return Undone(done, nos, tuple(self.blocked), tuple(self.to_tell)), whole

    def _job(self, past: Past) -> Job | None:
        make = redo_job if self.again else undo_job
        try:
            job = make(self.ledger, self.deed, past, self.reason, self.sent)
        except WanggeError as error:
            self.blocked.append(Blocked(past.no, error))
            return None
        if isinstance(job, Kept):
            self.kept.append(job)
            return None
        if job is not None and job.drafts[0].changes.get("to_tell"):
            self.to_tell.append(past.no)
        return job

    def _refuse(self) -> None:
        """Of an operation of which nothing could be taken back, say why."""
        if self.blocked:
            raise self.blocked[0].error
        for each in self.kept:
            raise WanggeError("redo_later" if self.again else "undo_later", no=each.no, action=each.action, by=each.by)


def _stands(ledger: Ledger, deed: Deed) -> bool:
    """Whether any step of an operation still holds."""
    query = f"SELECT 1 FROM steps s LEFT JOIN undone u ON u.n = s.n WHERE {STEPS} AND u.n IS NULL LIMIT 1"  # noqa: S608
    return ledger.store.connection().execute(query, deed.key).fetchone() is not None


def _events(ledger: Ledger, deed: Deed) -> list[int]:
    rows = ledger.store.connection().execute(f"SELECT DISTINCT s.event FROM steps s WHERE {STEPS} ORDER BY s.event", deed.key)  # noqa: S608
    return [event for (event,) in rows]


def _told(work: _Work) -> str:
    """What has left the house of an operation's events, in words; empty for nothing."""
    ledger, deed, now, zone = work.ledger, work.deed, work.ledger.now(), work.ledger.settings.zone
    tellings = (Action.PRINT, Action.TELL, Action.UPSTREAM_REPLY, Action.CONTACT)
    rows = ledger.store.connection().execute(
        "SELECT DISTINCT s.event FROM steps s JOIN steps l ON l.event = s.event AND l.n >= s.n LEFT JOIN undone u ON u.n = l.n "  # noqa: S608
        f"WHERE {STEPS} AND u.n IS NULL AND l.action IN (?, ?, ?, ?) ORDER BY s.event",
        (*deed.key, *tellings),
    )
    said: list[str] = []
    count = 0
    events = [event for (event,) in rows]
    several = len(events) > 1
    for past in pasts(ledger.store, events) if events else ():
        first = next(step.n for step in past.steps if step.deed == deed.name)
        left = [
            in_words(step.action, step.at, step.data, now, zone)
            for step in past.steps
            if step.n >= first and step.undone_by is None and step.action not in TAKING and has_left(step.action, step.data)
        ]
        if left:
            count += 1
            said += [(f"{past.no}：" if several else "此件") + "、".join(left)] if count <= MOST_NAMED else []
    if count > MOST_NAMED:
        said.append(f"等 {count} 件")
    for sent in work.sent:
        counted = f"SELECT 1 FROM steps s WHERE {STEPS} AND s.at < ? LIMIT 1"  # noqa: S608
        if deed.first < sent.n and ledger.store.connection().execute(counted, (*deed.key, sent.until)).fetchone():
            said.append(sent_words(sent, now, zone))
    return "；".join(said)
