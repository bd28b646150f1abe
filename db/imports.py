"""Imports 导入入账: a plan becomes events, as one batch and one undo.

Up to 5,000 rows are one transaction. More go in chunks under a batch marked open, which no query shows; the last commit flips it visible.
What a killed import left is taken back at the next start.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from db import chain, deeds, dialect, undoing
from db.pasts import Past, pasts
from db.underway import is_under_way, under_way
from db.writer import Job, NumbersTakenError, new_deed, new_subject, prepare, write
from wangge import numbering
from wangge.actor import Actor
from wangge.bulk import without_collector
from wangge.errors import Phrase, WanggeError
from wangge.field import Value
from wangge.history import bring_in, bring_more
from wangge.plans import ImportPlan, PlannedRow, Verdict
from wangge.ports import Progress, no_progress
from wangge.records import Batch, Draft
from wangge.times import Instant, local

if TYPE_CHECKING:
    from db.ledger import Ledger

ONE_TRANSACTION = 5_000
CHUNK = 2_500
OPEN, DONE, UNDONE, SWEPT = "open", "done", "undone", "swept"
INSERT_BATCH = (
    'INSERT INTO batches (deed, file, sha256, at, "by", state, pid, counts, first) '
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(n), 0) + 1 FROM steps))"
)
CLOSE_BATCH = "UPDATE batches SET state = ?, last = (SELECT max(n) FROM steps) WHERE id = ?"


@dataclass(frozen=True, slots=True)
class _Import:
    """One import under way."""

    ledger: Ledger
    actor: Actor
    deed: str
    now: Instant

    def new_job(self, row: PlannedRow, no: str) -> Job:
        self.ledger.projector.check(row.values)
        drafts = bring_in({**row.values, **row.extra, "no": no}, self.now, self.ledger.rules.clocks)
        return Job(drafts, self._row(drafts, row, None), subject=new_subject(), no=no)

    def changed_job(self, row: PlannedRow, past: Past) -> Job:
        head = past.head
        self.ledger.projector.check(row.values)
        drafts = bring_more(past.said, {**row.values, **row.extra}, past.raw, self.now, worked_on=past.worked_on)
        columns = self._row(drafts, row, head.extra, past.raw)
        job = Job(drafts, columns, head.event.id, head.uid, head.hash, head.event.version, head.event.no)
        job.say_search(head.event.values)
        job.clocks = self.ledger.running(head.event, drafts)
        return job

    def _row(
        self, drafts: Iterable[Draft], row: PlannedRow, extra: str | None, before: Mapping[str, Value] | None = None
    ) -> dict[str, Any]:
        changes: dict[str, Value | None] = {}
        moved_at = None
        for draft in drafts:
            changes.update(draft.changes)
            if draft.proven:
                moved_at = draft.at
        columns = self.ledger.projector.changed(changes, extra, row.gist, before)
        columns["print"] = row.print
        if moved_at:
            columns["moved_at"] = moved_at
        return columns


def commit(ledger: Ledger, plan: ImportPlan, actor: Actor, progress: Progress) -> Batch:
    """Carry `plan` out; see `Ledger.commit_import`."""
    rows = [row for row in plan.rows if row.verdict in {Verdict.NEW, Verdict.CHANGED}]
    work = _Import(ledger, actor, new_deed(), ledger.now())
    counts = plan.counts()
    store = ledger.store
    head = (work.deed, plan.file, plan.sha256, work.now, actor.name)
    store.connection().execute(dialect.CACHE_IN_BULK)
    try:
        if len(rows) <= ONE_TRANSACTION:
            number = _whole(work, rows, (*head, DONE, os.getpid(), chain.canonical(counts)), progress)
        else:
            with under_way(store.path, work.deed):
                number = _chunked(work, rows, (*head, OPEN, os.getpid(), chain.canonical(counts)), progress)
    finally:
        store.connection().execute(dialect.CACHE_AGAIN)
    store.connection().executescript("PRAGMA analysis_limit = 1000; ANALYZE")
    return Batch(number, plan.file, plan.sha256, work.now, actor.name, DONE, counts)


def _whole(work: _Import, rows: list[PlannedRow], batch: tuple[Any, ...], progress: Progress) -> int:
    store = work.ledger.store
    while True:
        prefix, last = work.ledger.counter(work.now)
        jobs, last_now = _jobs(work, rows, last)
        if not progress(len(rows) // 2, len(rows)):
            raise WanggeError("import_stopped")
        prepared = prepare(jobs, work.actor, work.deed, work.now)
        try:
            with store.transaction() as connection:
                number = int(connection.execute(INSERT_BATCH, batch).lastrowid or 0)
                if jobs:
                    write(store, prepared, (prefix, last, last_now) if last_now > last else None, number)
                connection.execute(CLOSE_BATCH, (DONE, number))
                if not progress(len(rows), len(rows)):
                    raise WanggeError("import_stopped")
        except NumbersTakenError:
            continue
        return number


def _chunked(work: _Import, rows: list[PlannedRow], batch: tuple[Any, ...], progress: Progress) -> int:
    store = work.ledger.store
    with store.transaction() as connection:
        number = int(connection.execute(INSERT_BATCH, batch).lastrowid or 0)
    try:
        with without_collector():
            _in_chunks(work, rows, number, progress)
    except BaseException:
        take_back(work.ledger, number, SWEPT)
        raise
    with store.transaction() as connection:
        connection.execute(CLOSE_BATCH, (DONE, number))
    return number


def _in_chunks(work: _Import, rows: list[PlannedRow], number: int, progress: Progress) -> None:
    done = 0
    for chunk in _chunks(rows):
        while True:
            prefix, last = work.ledger.counter(work.now)
            jobs, last_now = _jobs(work, chunk, last)
            prepared = prepare(jobs, work.actor, work.deed, work.now)
            try:
                with work.ledger.store.transaction():
                    write(work.ledger.store, prepared, (prefix, last, last_now) if last_now > last else None, number)
                break
            except NumbersTakenError:
                continue
        done += len(chunk)
        if not progress(done, len(rows)):
            raise WanggeError("import_stopped")


def _jobs(work: _Import, rows: list[PlannedRow], last: int) -> tuple[list[Job], int]:
    """The jobs of some rows; new ones take the numbers after `last`."""
    pattern, day = work.ledger.settings.number, local(work.now, work.ledger.settings.zone).date()
    known = pasts(work.ledger.queries, [row.event for row in rows if row.verdict is Verdict.CHANGED])
    jobs = []
    for row in rows:
        if row.verdict is Verdict.NEW:
            last += 1
            jobs.append(work.new_job(row, numbering.number(pattern, day, last)))
        elif row.event in known:
            jobs.append(work.changed_job(row, known[row.event]))
        else:
            raise WanggeError("changed_meanwhile", no=row.values.get("external_no", f"（第{row.row}行）"), by="别人")
    return jobs, last


def _chunks(rows: list[PlannedRow]) -> Iterator[list[PlannedRow]]:
    rest = iter(rows)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def sweep(ledger: Ledger) -> Phrase | None:
    """Take back what imports left whose process is gone; returns what was taken back, None for nothing."""
    rows = ledger.store.connection().execute("SELECT id, deed, file FROM batches WHERE state = ?", (OPEN,)).fetchall()
    gone = [(number, file) for number, deed, file in rows if not is_under_way(ledger.store.path, deed)]
    count = sum(take_back(ledger, number, SWEPT) for number, _file in gone)
    if not gone:
        return None
    files = "、".join(file for _number, file in gone)
    return Phrase("上次导入“{files}”时程序中断，已写入的 {count} 件全部退回，请重新导入。", files=files, count=count)


def take_back(ledger: Ledger, number: int, state: str) -> int:
    """Undo every event of an import that never ended."""
    found = deeds.batch(ledger.store, number)
    reversed_ = undoing.undo_deed(ledger, found[0], Actor("系统", via="sweep"), no_progress) if found else 0
    with ledger.store.transaction() as connection:
        connection.execute(CLOSE_BATCH, (state, number))
    return reversed_
