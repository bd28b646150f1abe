"""The way out 读取口: the only door through which anything is read. Everything that leaves it is masked.

Lists are windows: keyset pages, never OFFSET, never all rows. Events of an import that has not ended, and events that were taken back, are in
no list and no count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
import peewee as pw

from db import calls, chain, clocks, dialect, known, names
from db.alike import Likes, Sought
from db.dialect import parts, tuples
from db.doors import door
from db.finding import Condition, Finder
from db.habits import Habits
from db.lives import lives
from db.merges import matters
from db.ordering import ordering, place
from db.projection import Projector, fold, known_state
from db.schema import EVENT_COLUMNS
from db.steps import Steps
from db.store import Store
from db.tallies import Tallies
from wangge.actor import Actor
from wangge.alike import Mark, best, likeness
from wangge.catalogue import Catalogue
from wangge.clocks import Clocks, Running
from wangge.errors import WanggeError
from wangge.explain import Explained
from wangge.field import Value
from wangge.fields import BY_NAME
from wangge.habits import DOERS, PARTS, SEPARATOR, Guess, guesses
from wangge.lifecycle import Action
from wangge.numbering import typed_number
from wangge.plans import PlannedRow
from wangge.ports import Before
from wangge.query import And
from wangge.records import Batch, Event, Fact, Life, Page, Step
from wangge.settings import Settings
from wangge.times import Instant, instant, local

PAGE = 500
BACK = 20_000
"""How many steps back the last registration of a person is looked for."""
ALIKE = 5
"""How many events that look alike are shown."""


@dataclass(frozen=True, slots=True)
class Head:
    """An event as the write door needs it: with its place in the chain."""

    event: Event
    uid: str
    hash: bytes
    moved_at: Instant | None
    extra: str | None


@door
class Queries:
    """The read door of one ledger.

    Args:
        store: the open database.
        settings: the office's decisions (value tables, zone).
        catalogue: the fields that queries may name.
        clock: the time of day, for what is overdue.
    """

    def __init__(self, store: Store, settings: Settings, catalogue: Catalogue, clock: Callable[[], datetime] | None = None) -> None:
        self.store = store
        self.settings = settings
        self._clock = clock or (lambda: datetime.now(UTC))
        self._columns = ", ".join(f'"{name}"' for name in ("id", "version", "extra", *EVENT_COLUMNS))
        self._projector = Projector(catalogue.extra_fields(), store.key)
        self._steps = Steps(store, self._projector)
        self._finder = Finder(store, settings, tuple(catalogue.fields()), catalogue.clock_names())
        self._habits = Habits(store, self._finder.visible_sql())
        self.tallies = Tallies(store, settings, self._finder)
        self._likes = Likes(store, settings, self._projector, self._finder.visible_sql())

    def page(self, query: And, *, start: Event | None = None, size: int = 100, backwards: bool = False, order: str = "newest") -> Page:
        """A window on a query.

        Args:
            query: what to find.
            start: the event after which (backwards: before which) the window begins; None is the list's own end.
            size: how many events at most.
            backwards: look towards the beginning of the list.
            order: `newest`, `oldest`, `due` (only what has a due time), or a field's name or label, downwards with `-` before it.

        Returns:
            the events in the list's order, and whether there are more on either side.

        Raises:
            WanggeError: `order_unknown`, and what the query's terms raise.
        """
        rows: list[Sequence[Any]] = []
        for condition, keys in self._windows(query, order, start, backwards=backwards):
            window = self.store.tables.event.select(pw.SQL(self._columns)).where(condition).order_by(*keys)
            rows.extend(tuples(window.limit(size + 1 - len(rows))))
            if len(rows) > size:
                break
        more = len(rows) > size
        events = tuple(self._event(row) for row in rows[:size])
        if backwards:
            return Page(events[::-1], before=more, after=start is not None)
        return Page(events, before=start is not None, after=more)

    def place(self, order: str, since: Instant, until: Instant) -> Event | None:
        """The place in a list before its first event of a span of time, for `page` and `ahead` to begin at.

        Args:
            order: as for `page`.
            since: where the span begins.
            until: where it ends, itself not in it.

        Returns:
            the place; None where the order does not run by time.
        """
        return place(order, self._finder.fields, since, until)

    def ahead(self, query: And, start: Event, order: str, *, at_most: int = 0) -> int:
        """How many events of a list stand before a place in it; stops counting at `at_most` if that is given."""
        counted = 0
        for condition, _keys in self._windows(query, order, start, backwards=True):
            part = self.store.tables.event.select(pw.SQL("1")).where(condition)
            counted += int(part.limit(at_most - counted).count(clear_limit=False) if at_most else part.count())
            if at_most and counted >= at_most:
                break
        return counted

    def count(self, query: And, *, at_most: int = 0) -> int:
        """How many events a query finds; stops counting at `at_most` if that is given."""
        found = self.store.tables.event.select(pw.SQL("1")).where(self._found(query, self._finder.few(query)))
        if at_most:
            found = found.limit(at_most)
        return int(found.count(clear_limit=False) if at_most else found.count())

    def each(self, query: And, order: str = "newest", start: Event | None = None) -> Iterator[Event]:
        """All events of a query, or those behind `start`, read page by page."""
        page = self.page(query, start=start, size=PAGE, order=order)
        while True:
            yield from page.events
            if not page.after:
                return
            page = self.page(query, start=page.events[-1], size=PAGE, order=order)

    def event(self, no: str) -> Event:
        """The event with this number or external number.

        Raises:
            WanggeError: `event_unknown`.
        """
        return self.heads((no,))[0].event

    def numbered(self, number: str, most: int = 20) -> tuple[Event, ...]:
        """The events whose own or sender's number is what was typed, or ends with it, the newest first; at most so many."""
        typed = typed_number(number)
        if not typed:
            return ()
        statement = f"SELECT id FROM events WHERE {self._finder.visible_sql()} AND id IN ({dialect.ENDINGS}) ORDER BY id DESC LIMIT ?"  # noqa: S608
        rows = self.store.connection().execute(statement, (*dialect.endings(typed), most))
        return self.by_ids([number for (number,) in rows])

    def caller(self, key: int) -> str:
        """The number of the newest event whose reporter has this keyed digest; empty for none."""
        statement = f"SELECT no FROM events WHERE {self._finder.visible_sql()} AND caller_key = ? ORDER BY id DESC LIMIT 1"  # noqa: S608
        row = self.store.connection().execute(statement, (key,)).fetchone()
        return str(row[0]) if row else ""

    def by_ids(self, ids: Sequence[int]) -> tuple[Event, ...]:
        """The events with these row ids, in that order."""
        table = self.store.tables
        found: dict[int, Event] = {}
        for part in parts(ids):
            for row in tuples(table.event.select(pw.SQL(self._columns)).where(table.columns["id"].in_(part))):
                found[row[0]] = self._event(row)
        return tuple(found[each] for each in ids)

    def heads(self, nos: Sequence[str]) -> list[Head]:
        """The events with these numbers (or external numbers), each with its place in the chain.

        Raises:
            WanggeError: `event_unknown`, naming the first that is not there.
        """
        found: dict[str, Head] = {}
        for part in parts(list(dict.fromkeys(nos))):
            marks = ", ".join("?" * len(part))
            which = f"SELECT id FROM events WHERE no IN ({marks}) UNION SELECT id FROM events WHERE hidden = 0 AND external_no IN ({marks})"  # noqa: S608
            for head in self._heads(which, (*part, *part)):
                found[head.event.no] = head
                found.setdefault(head.event.text("external_no"), head)
        unknown = next((no for no in nos if not no or no not in found), None)
        if unknown is not None:
            raise WanggeError("event_unknown", no=unknown)
        return [found[no] for no in nos]

    def heads_by_ids(self, ids: Sequence[int]) -> Iterator[Head]:
        """The events with these row ids, each with its place in the chain; one that is not to be seen is left out."""
        for part in parts(ids):
            yield from self._heads(", ".join("?" * len(part)), part)

    def _heads(self, which: str, values: Sequence[Any]) -> Iterator[Head]:
        """The events to be seen whose ids `which` names."""
        rows = self.store.connection().execute(
            f"SELECT uid, (SELECT hash FROM steps WHERE n = version), moved_at, {self._columns} FROM events "  # noqa: S608 (names are ours)
            f"WHERE {self._finder.visible_sql()} AND id IN ({which})",
            values,
        )
        for uid, digest, moved_at, *row in rows:
            event = self._event(row)
            known_state(event["state"])
            if not isinstance(digest, bytes):
                raise chain.EditedError("steps")
            yield Head(event, uid, digest, Instant(moved_at) if moved_at else None, row[2])

    def matter(self, event: Event) -> tuple[Event, ...]:
        """The event and all orders that were merged into it, directly or through others: what one matter counts."""
        return self.by_ids([number for number, _top in matters(self.store.connection(), (event.no,))])

    def alike(self, event: Event, most: int = ALIKE) -> tuple[Mark, ...]:
        """The events that look like this one 疑似重复, most alike first."""
        return self._marks(self._likes.event(event.id), most)

    def alike_to(self, given: Mapping[str, Value | None], most: int = ALIKE) -> tuple[Mark, ...]:
        """The events that look like what somebody is about to register (cleaned, by field name)."""
        return self._marks(self._likes.given(given, instant(self._clock())), most)

    def _marks(self, sought: Sought, most: int) -> tuple[Mark, ...]:
        found = {number: alike for number, other in self._likes.others(sought) if (alike := likeness(sought.telling, other))}
        worth = sorted(found, key=lambda number: (-found[number].points, number))[: most * 2]
        return best((Mark(event, found[event.id]) for event in self.by_ids(worth)), most)

    def before(self, event: Event) -> tuple[Event, ...]:
        """Events of the same words, phone, caller or place that were decided 上次, the surest key first, of each the newest first."""
        return self.by_ids(self._likes.before(event.id))

    def habits(self, event: Event, most: int = 3) -> Mapping[str, tuple[Guess, ...]]:
        """What past decisions say of an event, by part of `wangge.habits`; nothing as long as there are no habits."""
        values = event.values
        found = {part: guesses(part, values, self._habits.of(part, values), most) for part in PARTS if part != DOERS}
        found[DOERS] = tuple(each for guess in found["matter"] for each in self._doers(guess.label))
        return {part: guessed for part, guessed in found.items() if guessed}

    def _doers(self, matter: str) -> tuple[Guess, ...]:
        """The units that did a matter before."""
        named = dict(zip(("category", "subcategory"), matter.split(SEPARATOR), strict=False))
        weights = self._habits.of(DOERS, named)
        return guesses(DOERS, named, weights, sum(map(len, weights.values())))

    def steps(self, event: Event) -> tuple[Step, ...]:
        """The steps of an event, in the order in which they were recorded."""
        return self._steps.of_event(event.id)

    def clocks(self, event: Event) -> tuple[Running, ...]:
        """The clocks that run of an event, the first to end first; of an imported one they may still be under way."""
        return clocks.of_event(self.store, event.id)

    def explain(self, event: Event, by: Clocks) -> tuple[Explained, ...]:
        """Every clock of an event, its days one by one; what is counted from a sensitive value says its end alone."""
        return clocks.explained(self, event, by)

    def office_steps(self) -> tuple[Step, ...]:
        """The steps of the office itself, in the order in which they were recorded."""
        return self._steps.of_office()

    def steps_since(self, since: Instant, *actions: str) -> tuple[tuple[int, Step], ...]:
        """The steps of these kinds that happened from `since` on and stand, each with its event's row id, in the order of happening."""
        return self._steps.since(since, actions)

    def raw(self, event: Event) -> dict[str, Value]:
        """The raw values of an event, folded from its steps; never leaves the door unmasked but by `reveal`."""
        return self.raw_of(event.id)

    def raw_of(self, event: int) -> dict[str, Value]:
        """The same, of the event with this row id."""
        rows = self.store.connection().execute(
            "SELECT d.body FROM steps s JOIN step_data d ON d.n = s.n LEFT JOIN undone u ON u.n = s.n "
            "WHERE s.event = ? AND u.n IS NULL ORDER BY s.n",
            (event,),
        )
        return fold(chain.told(body) for (body,) in rows)

    def raw_steps(self, event: Event) -> tuple[Step, ...]:
        """The steps of an event as they were told; they leave the door only for a paper."""
        return self._steps.of_event(event.id, raw=True)

    def lives(self, since: Instant, until: Instant) -> Iterator[Life]:
        """Every event that was open at `since` or moved after it, as of `until`, masked."""
        yield from lives(self.store, self._projector, since, until)

    def facets(self, name: str, limit: int = 200, *, street: str = "") -> tuple[tuple[str, int], ...]:
        """The values of a field and how many events have each, most first; of one street only, where it is named."""
        column = self.store.tables.columns[name]
        there = self._finder.visible() & column.is_null(is_null=False)
        if street:
            there &= self.store.tables.columns["street"] == street
        number = pw.fn.count(pw.SQL("*"))
        rows = self.store.tables.event.select(column, number).where(there).group_by(column).order_by(number.desc(), column).limit(limit)
        return tuple((str(value), int(found)) for value, found in tuples(rows))

    def names(self, name: str) -> tuple[str, ...]:
        """The values that a field has in the ledger, in their own order; empty for a field without a column."""
        return tuple(names.names(self.store.connection(), name)) if name in EVENT_COLUMNS else ()

    def batches(self) -> tuple[Batch, ...]:
        """The imports, newest first."""
        rows = self.store.connection().execute('SELECT id, file, sha256, at, "by", state, counts FROM batches ORDER BY id DESC')
        try:
            return tuple(
                Batch(number, file, digest, Instant(at), by, state, orjson.loads(counts))
                for number, file, digest, at, by, state, counts in rows
            )
        except orjson.JSONDecodeError:
            raise chain.EditedError("batches") from None

    def opening(self) -> Mapping[str, int]:
        """期初未结 as the office entered it last, by month."""
        return {str(fact.data["month"]): int(fact.data["count"]) for fact in self.facts("期初未结")}

    def facts(self, *actions: str) -> tuple[Fact, ...]:
        """The office's own steps of these kinds, oldest first, as they were told."""
        return self._steps.facts(actions)

    def named(self, event: Event, names: Iterable[str]) -> frozenset[str]:
        """Those of `names` that come up in what the event says, compared where nothing is masked; only that much is told."""
        said = "\n".join(str(value) for name, value in self.raw(event).items() if name not in BY_NAME or not BY_NAME[name].told)
        return frozenset(name for name in names if name in said)

    def first_month(self) -> str:
        """The month of the ledger's first event, `YYYY-MM`; empty for an empty ledger."""
        event = self.store.tables.columns
        found = self.store.tables.event.select(event["reported_at"]).where(self._finder.visible()).order_by(event["reported_at"]).limit(1)
        row = next(iter(tuples(found)), None)
        return local(Instant(row[0]), self.settings.zone).strftime("%Y-%m") if row else ""

    def known_rows(self, external_nos: Iterable[str], prints: Iterable[str]) -> Mapping[str, Before]:
        """Events that came by import before, by external number and, without one, by print."""
        return known.known_rows(self.store.connection(), self._finder.visible_sql(), external_nos, prints)

    def likely(self, rows: Sequence[PlannedRow]) -> Sequence[tuple[int, str]]:
        """Of each row of a file the event that it looks most like: its points, and the event's external number or number; (0, "") for none."""
        return self._likes.likely(rows, instant(self._clock()))

    def last_call(self, event: Event, since: Instant) -> Instant | None:
        """When the caller of an event was called last, about whatever matter, if that is after `since`."""
        return calls.last_call(self.store.connection(), event.id, since)

    def callers(self, events: Sequence[Event]) -> Mapping[int, int]:
        """What the callers of events are recognised by, by the event's row; an event without a whole phone number is not in it."""
        return calls.callers(self.store.connection(), [event.id for event in events])

    def called_since(self, since: Instant) -> frozenset[int]:
        """What the callers who were called after `since` are recognised by."""
        return calls.called_since(self.store.connection(), since)

    def last_typist(self, event: Event) -> str:
        """Who recorded the last step of an event."""
        row = self.store.connection().execute("SELECT recorded_by FROM steps WHERE n = ?", (event.version,)).fetchone()
        return str(row[0]) if row else ""

    def last_registered(self, actor: Actor) -> Event | None:
        """The event that this person typed in last as a new one and that still stands; None when it lies further back than `BACK` steps."""
        statement = (
            f"SELECT s.event FROM (SELECT n, event, action, recorded_by FROM steps ORDER BY n DESC LIMIT {BACK}) s "  # noqa: S608 (ours)
            "JOIN events e ON e.id = s.event AND e.hidden = 0 WHERE s.action = ? AND s.recorded_by = ? ORDER BY s.n DESC LIMIT 1"
        )
        row = self.store.connection().execute(statement, (Action.REGISTER, actor.typist)).fetchone()
        return next(iter(self.by_ids((int(row[0]),))), None) if row else None

    def office_head(self) -> bytes:
        """The hash of the office's own last step."""
        row = self.store.connection().execute("SELECT hash FROM steps WHERE event IS NULL ORDER BY n DESC LIMIT 1").fetchone()
        return bytes(row[0]) if row else chain.START

    def pending_index(self) -> int:
        """How many events wait for the search index."""
        (last,) = self.store.connection().execute("SELECT coalesce(max(id), 0) FROM events").fetchone()
        return int(last) - self.store.indexed_to()

    def pending_clocks(self) -> int:
        """How many events wait for their clocks."""
        return clocks.pending(self.store)

    def interrupt(self) -> None:
        """Stop what this thread's connection is reading; may be called from any thread that holds it."""
        self.store.connection().interrupt()

    def _found(self, query: And, by: int | None = None, *, walked: bool = False) -> Condition:
        """What a query means now, of the events that are to be seen."""
        return self._finder.visible() & self._finder.condition(query, instant(self._clock()), by, walked=walked)

    def _windows(self, query: And, order: str, start: Event | None, *, backwards: bool) -> Iterator[tuple[Condition, list[Any]]]:
        """The windows of a query's list from a place on, one after the other: what stands in each, and its keys."""
        by = self._finder.few(query)
        few, found = by is not None, self._found(query, by, walked=by is None)
        run = ordering(order, self.store.tables.columns, self._finder.fields, self.names, start=start, few=few)
        for condition, keys in run.windows(start, backwards=backwards, few=few):
            yield found if condition is None else found & condition, keys

    def _event(self, row: Sequence[Any]) -> Event:
        number, version, extra, *values = row
        held = {name: value for name, value in zip(EVENT_COLUMNS, values, strict=True) if value is not None}
        more = orjson.loads(extra) if extra else {}
        if not isinstance(more, dict):
            raise chain.EditedError("extra")
        return Event(number, version, held, more)
