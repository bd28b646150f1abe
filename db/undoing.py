"""Undo and redo 撤销、重做: steps are taken back by a step that names them, and that step by another; the fold leaves out what does not hold.

One operation is one undo and one redo, an import too; both are found in the ledger, so they work after a restart. What was worked on since is kept
and named. An event of which nothing is left is hidden: its number is not used again, its external number is free.

Up to 5,000 events are one transaction. More go in chunks, so that others can write in between, behind a stored note: what is stopped or fails is
brought back by the opposite, and what a killed program left is gone on with at the next start.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import orjson

from db import dialect
from db.deeds import STEPS, TAKING, Deed, Past, check_person, find, pasts, sent_reports, taken_back
from db.reversal import Kept, redo_job, undo_job
from db.underway import is_under_way, under_way
from db.writer import Job, new_deed, prepare, write
from wangge.actor import Actor
from wangge.errors import Phrase, WanggeError
from wangge.lifecycle import Action
from wangge.ports import Progress, no_progress
from wangge.records import Blocked, Undone
from wangge.told import Sent, has_left, in_words, sent_words

if TYPE_CHECKING:
    from db.ledger import Ledger

ONE_TRANSACTION = 5_000
CHUNK = 1_000
NOTE = "undoing"
"""The mark that says which undo or redo goes on in chunks."""
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
    if is_under_way(ledger.store.path, deed.name):
        raise WanggeError("undo_importing" if state == "open" else "undo_under_way", ref=ref)
    check_person(ledger.store.connection(), deed, actor)
    work = _Work(ledger, deed, actor, reason.strip(), sent=sent_reports(ledger.store, deed.first))
    if not work.reason and (told := _told(work)):
        raise WanggeError("undo_told", left=told)
    return work.run(progress)


def redo(ledger: Ledger, ref: str, actor: Actor, progress: Progress) -> Undone:
    """Bring back what an undo took back; see `Ledger.redo`."""
    deed = taken_back(ledger.store, ref)
    if deed is None:
        raise WanggeError("undo_unknown", ref=ref)
    connection = ledger.store.connection()
    swept = deed.batch and connection.execute("SELECT state = 'swept' FROM batches WHERE id = ?", (deed.batch,)).fetchone()[0]
    if swept or not connection.execute(f"SELECT 1 FROM steps s JOIN undone u ON u.n = s.n WHERE {STEPS} LIMIT 1", deed.key).fetchone():  # noqa: S608
        raise WanggeError("redo_nothing", ref=ref)
    if is_under_way(ledger.store.path, deed.name):
        raise WanggeError("undo_under_way", ref=ref)
    check_person(connection, deed, actor, "by")
    return _Work(ledger, deed, actor, again=True).run(progress)


def go_on(ledger: Ledger) -> Phrase | None:
    """Go on with an undo or redo whose program was killed in its middle; returns what was done, None for nothing."""
    note = ledger.store.meta(NOTE)
    if not note:
        return None
    told = orjson.loads(note)
    deed = Deed(*told["deed"])
    if is_under_way(ledger.store.path, deed.name):
        return None
    actor = Actor(told["name"], via=told["via"], recorded_by=told["typist"])
    undone = _Work(ledger, deed, actor, told["reason"], told["again"], sent_reports(ledger.store, deed.first)).run(no_progress)
    _note(ledger, None)
    template = (
        "上次重做到一半程序中断，已接着做完（{count:,} 件）。" if told["again"] else "上次撤销到一半程序中断，已接着撤完（{count:,} 件）。"
    )
    return Phrase(template, count=undone.reversed)


def _note(ledger: Ledger, work: _Work | None) -> None:
    """Note which undo or redo goes on in chunks; None when none does."""
    with ledger.store.transaction() as connection:
        if work is None:
            connection.execute("DELETE FROM meta WHERE key = ?", (NOTE,))
            return
        deed, actor = work.deed, work.actor
        told = {
            "deed": [deed.name, deed.first, deed.last, deed.batch],
            "again": work.again,
            "reason": work.reason,
            "name": actor.name,
            "typist": actor.recorded_by,
            "via": actor.via,
        }
        connection.execute(dialect.SET_META, (NOTE, orjson.dumps(told).decode()))


def undo_deed(ledger: Ledger, deed: Deed, actor: Actor, progress: Progress) -> int:
    """Take back what is left of an operation that never ended; returns how many events."""
    return _Work(ledger, deed, actor, sweeps=True).run(progress).reversed


@dataclass(slots=True)
class _Work:
    """One undo, or one redo (`again`), under way."""

    ledger: Ledger
    deed: Deed
    actor: Actor
    reason: str = ""
    again: bool = False
    sent: tuple[Sent, ...] = ()
    sweeps: bool = False
    kept: list[Kept] = field(default_factory=list)
    blocked: list[Blocked] = field(default_factory=list)
    to_tell: list[str] = field(default_factory=list)

    def run(self, progress: Progress) -> Undone:
        """Take all of the operation's events back, or none of them.

        Raises:
            WanggeError: `undo_stopped` when `progress` says so, and what keeps the only event of an operation.
        """
        events = _events(self.ledger, self.deed)
        if len(events) <= ONE_TRANSACTION:
            return self._whole(events, progress)
        if self.sweeps:
            # what is taken back is hidden, and taken up again at the next start
            return self._chunked(events, progress)
        with under_way(self.ledger.store.path, self.deed.name):
            _note(self.ledger, self)
            try:
                undone = self._chunked(events, progress)
            except BaseException:
                back = replace(self, again=not self.again, kept=[], blocked=[], to_tell=[])
                _note(self.ledger, back)
                back._chunked(events, no_progress)  # noqa: SLF001 (another of ourselves)
                _note(self.ledger, None)
                raise
            _note(self.ledger, None)
        return undone

    def _whole(self, events: list[int], progress: Progress) -> Undone:
        store = self.ledger.store
        while True:
            self.kept, self.blocked, self.to_tell = [], [], []
            jobs: list[Job] = []
            for place in range(0, len(events), CHUNK):
                jobs += self._jobs(events[place : place + CHUNK])
                self._go_on(progress, min(place + CHUNK, len(events)) // 2, len(events))
            if not jobs and not self.deed.batch:
                self._refuse()
            prepared = prepare(jobs, self.actor, new_deed(), self.ledger.now())
            try:
                with store.transaction():
                    if jobs:
                        write(store, prepared)
                    self._mark_batch(done=bool(jobs))
                    self._go_on(progress, len(events), len(events))
            except WanggeError as error:
                if error.code == "changed_meanwhile":
                    continue  # somebody worked on one of them: it is looked at again
                raise
            return self._undone(len(jobs))

    def _chunked(self, events: list[int], progress: Progress) -> Undone:
        store, own, done = self.ledger.store, new_deed(), 0
        for place in range(0, len(events), CHUNK):
            chunk, last = events[place : place + CHUNK], place + CHUNK >= len(events)
            while True:
                said = len(self.kept), len(self.blocked), len(self.to_tell)
                jobs = self._jobs(chunk)
                prepared = prepare(jobs, self.actor, own, self.ledger.now())
                try:
                    with store.transaction():
                        if jobs:
                            write(store, prepared)
                        if last:
                            self._mark_batch(done=bool(done or jobs))
                    break
                except WanggeError as error:
                    if error.code != "changed_meanwhile":
                        raise
                    del self.kept[said[0] :], self.blocked[said[1] :], self.to_tell[said[2] :]
            done += len(jobs)
            if not last:
                self._go_on(progress, place + CHUNK, len(events))
        return self._undone(done)

    def _jobs(self, events: list[int]) -> list[Job]:
        return [job for past in pasts(self.ledger.store, events) if (job := self._job(past)) is not None]

    def _go_on(self, progress: Progress, done: int, total: int) -> None:
        if not progress(done, total):
            raise WanggeError("undo_stopped")

    def _mark_batch(self, *, done: bool) -> None:
        """Say of an import that it was taken back, or stands again; call inside the transaction."""
        if self.deed.batch and not self.sweeps and (done or not self.again):
            state = DONE if self.again else UNDONE
            self.ledger.store.connection().execute("UPDATE batches SET state = ? WHERE id = ?", (state, self.deed.batch))

    def _undone(self, count: int) -> Undone:
        return Undone(count, tuple(each.no for each in self.kept), tuple(self.blocked), tuple(self.to_tell))

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
