"""Acting 办理: one action on one event or on many: ask the rules, prepare, write; or only say what would come of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import orjson

from db import following
from db.merges import check_merged
from db.projection import OWNER
from db.queries import Head
from db.schema import EVENT_COLUMNS
from db.writer import Job, new_deed, prepare, write
from wangge import danger
from wangge.actor import Actor
from wangge.errors import WanggeError
from wangge.field import Value
from wangge.incident import incidents, named
from wangge.lifecycle import Action, Path
from wangge.merging import check_target
from wangge.ports import Progress, counted_off, no_progress
from wangge.records import Draft, Event, Foreseen
from wangge.times import Instant, chinese, instant, moment

if TYPE_CHECKING:
    from db.ledger import Ledger

OWN = frozenset(EVENT_COLUMNS)
NAMES_EVENT = {Action.MERGE: "into", Action.LINK: "linked"}
"""Actions that name another event, and by which item."""
UNMASKED = frozenset({Action.RELEASE_CASE})
"""Actions whose rule compares what is masked in every record."""
Given = Mapping[str, object]
"""What was filled in, by field name or label."""


def act(
    ledger: Ledger,
    told: Mapping[str, Given],
    what: Action | Path,
    actor: Actor,
    at: Instant | None,
    seen: int,
    progress: Progress = no_progress,
) -> tuple[Event, ...]:
    """Do the same on some events, each with what is `told` of it, as one operation; see `Ledger.act`, `act_many` and `act_each`."""
    now = ledger.now()
    work = _Work(ledger, what, actor, at or now, now)
    paired = work.paired(told)
    if seen and paired and paired[0][0].event.version != seen:
        event = paired[0][0].event
        raise WanggeError("changed_meanwhile", no=event.no, by=ledger.queries.last_typist(event))
    each = counted_off(paired, progress, 0, 2 * len(paired))
    moved = [(found, work.decide(found, given, alone=len(paired) == 1)) for found, given in each]
    if not moved:
        return ()
    also = following.followers(ledger, moved, actor, now)
    jobs = [work.job(found, drafts) for found, drafts in counted_off((*moved, *also), progress, len(moved), 2 * len(moved) + len(also))]
    prepared = prepare(jobs, actor, new_deed(), now)
    with ledger.store.transaction():
        written = write(ledger.store, prepared)
    return tuple(after_write(found.event, job.row, *place) for (found, _), job, place in zip(moved, jobs, written, strict=False))


def foresee(
    ledger: Ledger, told: Mapping[str, Given], what: Action | Path, actor: Actor, at: Instant | None, progress: Progress = no_progress
) -> tuple[Foreseen, ...]:
    """What `act` would make of each event, and which of them it would refuse; see `Ledger.foresee`."""
    now = ledger.now()
    work = _Work(ledger, what, actor, at or now, now)
    paired = work.paired(told)
    each = counted_off(paired, progress, 0, len(paired))
    return tuple(work.foreseen(found, given, alone=len(paired) == 1) for found, given in each)


def after_write(before: Event, row: Mapping[str, Any], event: int, version: int) -> Event:
    """The event as it stands after a job set `row` on it."""
    values = {name: value for name, value in {**before.values, **row}.items() if value is not None and name in OWN}
    extra = before.extra if "extra" not in row else orjson.loads(row["extra"] or "{}")
    return Event(event, version, values, extra)


@dataclass(slots=True)
class _Work:
    """One action under way."""

    ledger: Ledger
    what: Action | Path
    actor: Actor
    at: Instant
    now: Instant

    def paired(self, told: Mapping[str, Given]) -> list[tuple[Head, Given]]:
        """The events, each once, with what is given for it: checked, and the duty row that a dispatch rests on beside it."""
        checked = {id(given): given for given in told.values()}
        ready = {key: self._named(given) for key, given in checked.items()}
        heads = self.ledger.queries.heads(tuple(told))
        found = {head.event.id: (head, ready[id(given)]) for head, given in zip(heads, told.values(), strict=True)}
        route = self.ledger.duties.router(self.what)
        return [(head, route(head.event, given)) for head, given in found.values()]

    def decide(self, found: Head, given: Given, *, alone: bool) -> tuple[Draft, ...]:
        """What the rules make of the action on one event."""
        ledger, what, values = self.ledger, self.what, found.event.known
        if what in UNMASKED:
            values = {**values, **ledger.queries.raw(found.event)}
        if not alone:
            danger.alone(values, what)
        if isinstance(what, Path):
            return ledger.rules.decide_path(values, what, given, self.actor, self.at, self.now, found.moved_at)
        draft = ledger.rules.decide(values, what, given, self.actor, self.at, self.now, found.moved_at)
        if what is Action.CALL_BACK:
            self._check_gap(found.event, draft)
        if what is not Action.MERGE:
            return (draft,)
        check_merged(ledger.store.connection(), found.event.no, str(draft.changes["merged_into"]))
        return following.joining(ledger, values, draft, self.actor, self.now)

    def job(self, found: Head, drafts: Sequence[Draft]) -> Job:
        """What is to be written of one event."""
        row: dict[str, Any] = {}
        before = self._raw(found, drafts)
        for draft in drafts:
            row.update(self.ledger.projector.changed(draft.changes, row.get("extra", found.extra), before=before))
            before.update({name: value for name, value in draft.changes.items() if value is not None})
        row["moved_at"] = drafts[-1].at
        job = Job(drafts, row, found.event.id, found.uid, found.hash, found.event.version, found.event.no)
        job.say_search(found.event.known)
        job.clocks = self.ledger.running(found.event, drafts)
        return job

    def _raw(self, found: Head, drafts: Sequence[Draft]) -> dict[str, Value]:
        """The raw values before the steps, where the row that they leave depends on them."""
        known = found.event.known.keys() | {name for draft in drafts for name in draft.changes}
        depends = not known.isdisjoint(OWNER) and any(self.ledger.projector.depends(draft.changes) for draft in drafts)
        return self.ledger.queries.raw(found.event) if depends else {}

    def foreseen(self, found: Head, given: Given, *, alone: bool) -> Foreseen:
        """What would come of one event."""
        try:
            job = self.job(found, self.decide(found, given, alone=alone))
        except WanggeError as error:
            return Foreseen(found.event, None, error)
        return Foreseen(found.event, after_write(found.event, job.row, found.event.id, found.event.version))

    def _named(self, given: Given) -> Given:
        """What was given, once what it names is there: the event of a merge or a link by its own number, an incident that goes on."""
        filled = self.ledger.rules.fill(given) if self.what in {*NAMES_EVENT, Action.GATHER} else {}
        if self.what is Action.GATHER and "incident" in filled:
            known = incidents(self.ledger.queries.office_steps())
            named(known, str(filled["incident"]), going_on=True, zone=self.ledger.settings.zone)
        name = NAMES_EVENT.get(self.what) if isinstance(self.what, Action) else None
        if name is None or name not in filled:
            return given
        other = self.ledger.queries.event(str(filled[name]))
        if self.what is Action.MERGE:
            check_target(other)
        return {**filled, name: other.no}

    def _check_gap(self, event: Event, call: Draft) -> None:
        """Nobody is called twice within the office's days, unless the clerk says that it must be."""
        days = self.ledger.settings.policy.call_gap
        if "force" in call.data or "voucher" in call.data:
            return
        last = self.ledger.queries.last_call(event, instant(moment(call.at) - timedelta(days=days)))
        if last is not None:
            raise WanggeError("call_recent", no=event.no, at=chinese(last, self.ledger.settings.zone), days=days)
