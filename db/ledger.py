"""The way in 写入口: the only door through which anything is written.

Each call asks the rules, then writes steps, projection and seal in one transaction, and returns records. Nothing is half written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

import orjson

from db import acting, clocks, deeds, imports, indexing, mended, undoing, verifying
from db.chain import EditedError
from db.directory import Directory, Kept, replacing
from db.doors import door
from db.duties import Duties
from db.finding import Finder
from db.habits import Habits
from db.projection import Projector
from db.queries import Queries
from db.store import Store
from db.writer import CLOCK, OFFICE, Job, NumbersTakenError, new_deed, new_subject, prepare, write
from wangge import believed, numbering
from wangge.actor import Actor
from wangge.catalogue import Catalogue
from wangge.clocks import Running, Uncounted, running
from wangge.duty import DUTY_LIST, Duty, DutyList
from wangge.errors import WanggeError
from wangge.field import Value
from wangge.lifecycle import Action, Path
from wangge.masking import mask_phone
from wangge.numbering import typed_phone
from wangge.plans import ImportPlan
from wangge.ports import Progress, no_progress
from wangge.records import Batch, Draft, Event, Foreseen, Undone, Verification
from wangge.rules import Rules
from wangge.settings import Settings
from wangge.times import Instant, instant, local

Also = Callable[[sqlite3.Connection, int], None]
"""What is written together with a fact of the office."""
LIST = "名册"
"""The office's step that brings a list of the directory."""
READ_ONLY = "这个文件夹只能读：查询、统计照常，不能登记和办理。要办理，请把整个文件夹复制到本机再打开。"
LOG_UNSEEN = "台账旁还有没有并入的日志（ledger.db-wal），只读时看不到最后几步。请把整个文件夹复制到本机再打开。"
LEAST_REASON = 2
"""Characters of a reason for looking at what is masked."""
MOST_OPEN = 999_999_999
"""期初未结 beyond this is a slip of the finger."""


def _nothing_else(_connection: sqlite3.Connection, _step: int) -> None:
    """Most facts stand alone."""


@door
class Ledger:
    """The write door.

    Args:
        store: the open database.
        rules: the office's rules.
        settings: its decisions.
        catalogue: what the plugins brought.
        clock: the time of day, for tests.
    """

    def __init__(
        self, store: Store, rules: Rules, settings: Settings, catalogue: Catalogue, clock: Callable[[], datetime] | None = None
    ) -> None:
        self.store = store
        self.rules = rules
        self.settings = settings
        self.projector = Projector(catalogue.extra_fields(), store.key)
        self.queries = Queries(store, settings, catalogue, clock)
        self.directory = Directory(store)
        self.habits = Habits(store, Finder.visible_sql())
        self.duties = Duties(store, self.queries, catalogue.duties, settings.zone)
        store.index_extra(field.name for field in catalogue.extra_fields() if field.indexed)
        self._clock = clock or (lambda: datetime.now(UTC))
        self._last_fact = 0
        self._recorded: Instant | None = None

    def now(self) -> Instant:
        """The time that is recorded.

        Raises:
            WanggeError: `clock_behind`, `clock_ahead`, `clock_unlikely`: the machine's clock cannot be believed.
        """
        now = instant(self._clock())
        try:
            self._recorded = believed.recorded(now, self._recorded or self._recorded_last())
        except WanggeError:
            # somebody else may have confirmed the clock meanwhile
            self._recorded = believed.recorded(now, self._recorded_last())
        return self._recorded

    def clock_doubt(self) -> WanggeError | None:
        """What keeps the machine's clock from being believed; as long as there is anything, nothing can be written."""
        try:
            self.now()
        except WanggeError as doubt:
            return doubt
        return None

    def confirm_clock(self, reason: str, actor: Actor) -> int:
        """校时: record that the machine's clock is right though it cannot be believed; what is recorded later follows this step.

        Returns:
            the step's number.
        """
        n = self._note(CLOCK, {"last": self._recorded_last() or "", "reason": reason}, actor, instant(self._clock()))
        self._recorded = self._recorded_last()
        return n

    def register(self, given: Mapping[str, object], actor: Actor, *, at: Instant | None = None, answer: str = "") -> Event:
        """登记 a new event.

        Args:
            given: what was filled in, by field name or label.
            actor: who registers.
            at: when it was reported; now unless given.
            answer: 当场答复: what was answered on the spot; then it is closed in the same operation, with one undo.

        Raises:
            WanggeError: as `Rules.decide`.
        """
        now = self.now()
        draft = self.rules.decide({}, Action.REGISTER, given, actor, at or now, now, None)
        known = {name: value for name, value in draft.changes.items() if value is not None}
        then = (self.rules.decide(known, Action.ANSWER, {"result": answer}, actor, at or now, now, draft.at),) if answer else ()
        while True:
            prefix, last = self.counter(now)
            no = numbering.number(self.settings.number, self._today(now), last + 1)
            numbered = Draft(draft.action, None, draft.target, draft.at, {**draft.changes, "no": no}, draft.data)
            row = {**self.projector.changed(numbered.changes, None), "moved_at": draft.at}
            for answered in then:
                row.update(self.projector.changed(answered.changes, row.get("extra"), before=known))
            job = Job((numbered, *then), row, subject=new_subject(), no=no, clocks=self.running(Event(0, 0, {}), (numbered, *then)))
            prepared = prepare((job,), actor, new_deed(), now)
            try:
                with self.store.transaction():
                    (place,) = write(self.store, prepared, (prefix, last, last + 1))
            except NumbersTakenError:
                continue
            return acting.after_write(Event(0, 0, {}), row, *place)

    def act(
        self,
        no: str,
        what: Action | Path,
        actor: Actor,
        given: Mapping[str, object] | None = None,
        *,
        at: Instant | None = None,
        seen: int = 0,
    ) -> Event:
        """Do an action or a path on an event.

        Args:
            no: its number or external number.
            what: the action, or several as one.
            actor: who does it.
            given: what was filled in.
            at: when it happened; now unless given.
            seen: the version that the person looked at; another one now is refused. 0 does not ask.

        Raises:
            WanggeError: as `Rules.decide`; `event_unknown`, `changed_meanwhile`.
        """
        return acting.act(self, {no: given or {}}, what, actor, at, seen)[0]

    def act_many(
        self,
        nos: Sequence[str],
        what: Action | Path,
        actor: Actor,
        given: Mapping[str, object] | None = None,
        *,
        at: Instant | None = None,
        progress: Progress = no_progress,
    ) -> tuple[Event, ...]:
        """Do the same on several events, as one operation and one undo: all of them, or on the first refusal none.

        Raises:
            WanggeError: as `act`; `work_stopped` when `progress` says so, with nothing written.
        """
        return acting.act(self, dict.fromkeys(nos, given or {}), what, actor, at, 0, progress)

    def act_each(self, given: Mapping[str, Mapping[str, object]], what: Action, actor: Actor) -> tuple[Event, ...]:
        """Do the same action on several events, each with data of its own, as one operation and one undo.

        Args:
            given: what is filled in, by the event's number.
            what: the action.
            actor: who does it.

        Raises:
            WanggeError: as `act`.
        """
        return acting.act(self, given, what, actor, None, 0)

    def foresee(
        self,
        nos: Sequence[str],
        what: Action | Path,
        actor: Actor,
        given: Mapping[str, object] | None = None,
        *,
        at: Instant | None = None,
        progress: Progress = no_progress,
    ) -> tuple[Foreseen, ...]:
        """What `act_many` would do to each of several events, and which of them it would refuse; nothing is written.

        Raises:
            WanggeError: `event_unknown`; `work_stopped` when `progress` says so.
        """
        return acting.foresee(self, dict.fromkeys(nos, given or {}), what, actor, at, progress)

    def note_office(self, action: str, data: Mapping[str, Value], actor: Actor, also: Also = _nothing_else) -> int:
        """Record a fact of the office itself (期初未结, 设置, 查看原文 …) as a step whose subject is the office.

        Args:
            action: what was done.
            data: what is told.
            actor: who did it.
            also: what belongs to the fact and is written in the same transaction; it is told the step's number, and what it raises leaves
                nothing written.

        Returns:
            the step's number.
        """
        n = self._note(action, data, actor, self.now(), also)
        if action in clocks.FACTS:
            self.go_by_facts()
            clocks.begin_again(self)
        return n

    def _note(self, action: str, data: Mapping[str, Value], actor: Actor, now: Instant, also: Also = _nothing_else) -> int:
        draft = Draft(action, None, None, now, {}, data)
        while True:
            job = Job((draft,), {}, subject=OFFICE, previous=self.queries.office_head())
            prepared = prepare((job,), actor, new_deed(), now)
            with self.store.transaction():
                # another program may have recorded something of the office meanwhile; the chain must follow that
                if self.queries.office_head() == job.previous:
                    ((_, n),) = write(self.store, prepared)
                    also(self.store.connection(), n)
                    return n

    def go_by_facts(self) -> None:
        """Count by the limit tables, holiday notices and local days that the office has entered."""
        self._last_fact = clocks.last_fact(self.store)
        clocks.go_by_facts(self.store, self.rules.clocks)

    def hear_facts(self) -> None:
        """Go by what another program has entered meanwhile."""
        if clocks.last_fact(self.store) != self._last_fact:
            self.go_by_facts()

    def running(self, event: Event, drafts: Iterable[Draft]) -> tuple[Running, ...]:
        """The clocks of an event that run once some steps are done.

        Args:
            event: the event before.
            drafts: the steps.
        """
        after: dict[str, Value | None] = dict(clocks.unmasked(self.queries, event.id, event.known, self.rules.clocks))
        for draft in drafts:
            after.update(draft.changes)
        return running(after, self.rules.clocks)

    def clocks_pending(self, most: int = 500) -> int:
        """Find the clocks of some events that wait for it; returns how many were passed, 0 when all are up to date."""
        return clocks.catch_up(self, most)

    def recompute_clocks(self, progress: Progress = no_progress) -> int:
        """Find the clocks of all events again; returns how many were looked at."""
        return clocks.recompute(self, progress)

    def uncounted_clocks(self) -> Iterator[tuple[str, Uncounted]]:
        """The clocks that ought to run and cannot be counted, each with its event's number; all events that were caught up are looked at."""
        return clocks.uncounted(self)

    def set_opening(self, month: str, count: int, actor: Actor) -> None:
        """期初未结 of the ledger's first month: what was open before it began.

        Raises:
            WanggeError: `opening_not_first` for any other month, `opening_unreadable` for what is no number of events.
        """
        if not 0 <= count <= MOST_OPEN:
            raise WanggeError("opening_unreadable", value=count)
        first = self.queries.first_month()
        if first and month != first:
            raise WanggeError("opening_not_first", month=month)
        self.note_office("期初未结", {"month": month, "count": count}, actor)

    def set_duties(self, rows: Sequence[Duty], valid_from: date, source: Mapping[str, Value], actor: Actor, seen: int) -> DutyList:
        """A new version of the duty list 权责清单, told whole as a step of the office; events of earlier days keep theirs.

        Args:
            rows: the new version's rows.
            valid_from: the first day on which it is used. The office's first list may begin in the past, a later one may not.
            source: where it came from (file, sha256), for the step.
            actor: who brings it.
            seen: the newest version that the person compared it with.

        Raises:
            WanggeError: `duty_past`; `list_changed` when another version came meanwhile.
        """
        today = self._today(self.now())
        if seen and valid_from < today:
            raise WanggeError("duty_past", valid_from=valid_from, today=today)
        made = DutyList(seen + 1, valid_from.isoformat(), tuple(rows))
        also = self.duties.mark_for(seen)
        told = {
            **source,
            "version": made.version,
            "valid_from": made.valid_from,
            "rows": orjson.dumps([row.told() for row in rows]).decode(),
        }
        self.note_office(DUTY_LIST, told, actor, also)
        return made

    def set_list(self, kind: str, of: type[Kept], values: Sequence[Kept], source: Mapping[str, Value], actor: Actor) -> None:
        """A new list of the directory 名册 in the place of the one before it.

        Args:
            kind: what the step calls it.
            of: what it holds.
            values: all of it.
            source: where it came from (file, sha256), for the step.
            actor: who brings it.
        """
        self.note_office(LIST, {**source, "list": kind, "count": len(values)}, actor, replacing(of, values))

    def reveal_phone(self, whose: int | str, reason: str, actor: Actor) -> str:
        """The phone of a person (by the row that `Directory.people` gave) or of who is reached today for a department (by name).

        Raises:
            WanggeError: `reveal_reason` without one, `reveal_nothing` where there is none.
        """
        label = "电话"
        if len(reason.strip()) < LEAST_REASON:
            raise WanggeError("reveal_reason", label=label)
        name, phone = self.directory.phone(whose, self._today(self.now()))
        if not phone:
            raise WanggeError("reveal_nothing", label=label)
        self.note_office("查看原文", {"no": name, "field": label, "reason": reason.strip()}, actor)
        return phone

    def reveal(self, no: str, field: str, reason: str, actor: Actor) -> str:
        """The value of a sensitive field; who looked and why becomes a step of the office first.

        Raises:
            WanggeError: `reveal_reason` without one, `reveal_nothing` where there is nothing, `event_unknown`, `field_unknown`.
        """
        known = self.rules.fields.get(field)
        label = known.label if known else field
        if len(reason.strip()) < LEAST_REASON:
            raise WanggeError("reveal_reason", label=label)
        event = self.queries.event(no)
        raw = self.queries.raw(event)
        value = raw.get(field)
        if value is None and known is None:
            here = (self.rules.fields[name].label if name in self.rules.fields else name for name in raw)
            raise WanggeError("field_unknown", name=field, known="、".join(here))
        if value is None:
            raise WanggeError("reveal_nothing", label=label)
        self.note_office("查看原文", {"no": event.no, "field": field, "reason": reason.strip()}, actor)
        return str(value)

    def find_caller(self, phone: str, reason: str, actor: Actor) -> str:
        """Find whoever reports from a whole phone number; who looked and why becomes a step of the office first, the number masked.

        Returns:
            the number of the newest event of that caller, for `同一反映人:`.

        Raises:
            WanggeError: `caller_reason` without a reason, `caller_unknown` when nobody reported from it.
        """
        if len(reason.strip()) < LEAST_REASON:
            raise WanggeError("caller_reason")
        digits = typed_phone(phone)
        key = self.projector.caller_key(digits)
        self.note_office("查找反映人", {"no": mask_phone(digits or phone), "field": "caller_phone", "reason": reason.strip()}, actor)
        found = self.queries.caller(key) if key is not None else ""
        if not found:
            raise WanggeError("caller_unknown", phone=mask_phone(digits or phone))
        return found

    def commit_import(self, plan: ImportPlan, actor: Actor, progress: Progress = no_progress) -> Batch:
        """Carry a plan out: new rows come in by 带入, changed ones get what the file newly proves; one undo for all.

        Raises:
            WanggeError: `import_stopped` when `progress` says so; then nothing is left of it.
        """
        return imports.commit(self, plan, actor, progress)

    def undo(self, ref: str, actor: Actor, progress: Progress = no_progress, *, reason: str = "") -> Undone:
        """Take back a batch (`12` or `B12`) or an operation, by any of its steps (`S345`, or `345` where no batch has that number).

        Args:
            ref: which.
            actor: who takes it back.
            progress: told how far it is.
            reason: why; asked for when something of it has left the house.

        Returns:
            of several events: those that are as before, those that were worked on since, and those that a rule keeps, with the reason.

        Raises:
            WanggeError: `undo_unknown`, `undo_done`, `undo_person`, `undo_importing`, `undo_under_way`, `undo_stopped`; `undo_told` without a reason; `undo_later`,
                `undo_merged`, `undo_told_whole` and what else keeps the only event of an operation.
        """
        return undoing.undo(self, ref, actor, progress, reason)

    def redo(self, ref: str, actor: Actor, progress: Progress = no_progress) -> Undone:
        """Bring back what was taken back, by its batch, any of its steps, or a step of its undo.

        Raises:
            WanggeError: `undo_unknown`, `redo_nothing`, `undo_person`, `undo_under_way`, `undo_stopped`; `redo_later` and what else keeps the only event of an operation.
        """
        return undoing.redo(self, ref, actor, progress)

    def last_done(self, actor: Actor) -> str:
        """The last operation that this person recorded and that still holds, as a reference for `undo`; printing is none. Empty for none."""
        return deeds.last_done(self.store, actor.typist)

    def named(self, ref: str) -> tuple[str, str, int]:
        """What an operation did (its actions, in words), the number of its first event, and of how many events."""
        return deeds.named(self.store, ref)

    def last_undone(self, actor: Actor) -> str:
        """The last operation that this person took back without doing anything new after, for `redo`; empty for none."""
        return deeds.last_undone(self.store, actor.typist)

    def verify(self, progress: Progress = no_progress) -> Verification:
        """Whether every step is what was recorded, and every event what its steps say.

        Raises:
            WanggeError: `ledger_not_database` when the file itself is damaged; `import_stopped` when `progress` says so.
        """
        return verifying.verify(self.store, self.projector, self.settings.number, progress)

    def put_right(self) -> tuple[str, ...]:
        """Put right what a killed program or an earlier version left; returns what was done, a sentence each."""
        if self.store.read_only:
            return (READ_ONLY,) if not self.store.has_log else (READ_ONLY, LOG_UNSEEN)
        return tuple(filter(None, (imports.sweep(self), undoing.go_on(self), mended.tell(self))))

    def index_pending(self, most: int = 500) -> int:
        """Put some events that were imported in bulk into the search index; returns how many, 0 when it is up to date."""
        return indexing.catch_up(self.store, most)

    def habits_pending(self, seconds: float = 0.1) -> bool:
        """Go on for about so long with finding what past decisions say; returns whether there is more to do."""
        return self.habits.catch_up(seconds)

    def counter(self, now: Instant) -> tuple[str, int]:
        """The prefix of today's event numbers and the last running number taken."""
        prefix = numbering.prefix(self.settings.number, self._today(now))
        found = self.store.connection().execute("SELECT last FROM counters WHERE prefix = ?", (prefix,)).fetchone()
        if found and not isinstance(found[0], int):
            raise EditedError("counters")
        return prefix, found[0] if found else 0

    def _recorded_last(self) -> Instant | None:
        found = self.store.connection().execute("SELECT recorded_at FROM steps ORDER BY n DESC LIMIT 1").fetchone()
        return Instant(found[0]) if found else None

    def _today(self, now: Instant) -> date:
        return local(now, self.settings.zone).date()
