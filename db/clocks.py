"""Clocks 时钟: the running clocks of every event as rows, and the facts of the office that they go by.

The rows are a cache: what an action writes brings its event's clocks in the same transaction; imports, and all events when the calendar or the
limits change, wait behind a stored mark and are caught up when nothing else is to do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import orjson

from db import dialect
from db.store import Store
from wangge import calendar_table, limit_table
from wangge.calendar import national
from wangge.calendar_table import CalendarTable
from wangge.clocks import Clocks, Running, Uncounted, counted
from wangge.explain import Explained, explain
from wangge.lifecycle import LIVE_STATES
from wangge.limit_table import LimitTable
from wangge.ports import Progress, no_progress
from wangge.records import Event
from wangge.times import Instant

if TYPE_CHECKING:
    from db.ledger import Ledger
    from db.queries import Queries

LIMITS, HOLIDAYS, LOCAL_DAY = "时限表", "放假安排", "本地休息日"
FACTS = (LIMITS, HOLIDAYS, LOCAL_DAY)
"""Steps of the office that clocks go by: the newest says."""
Fact: TypeAlias = tuple[str, Mapping[str, Any]]
"""A step of the office: its action and what it says."""
MARK = "clocks"
CHUNK = 5_000
COLUMNS = ("event", "kind", "start", "limit", "row", "amber", "due", "certain")
NEEDED = (
    *("state", "reported_at", "accepted_at", "dispatched_at", "done_at", "due_at", "unit_due_at", "caller_phone", "satisfaction", "source"),
    *("category", "subcategory", "urgency", "tier", "lane", "supervised", "review_on", "hard_owner", "upstream_state", "upstream_due"),
)
"""The columns of an event that a clock may ask for, beside `extra`."""
_LIVE = ", ".join(f"'{state}'" for state in sorted(LIVE_STATES))
_WAITING = f"SELECT id, extra, {', '.join(NEEDED)} FROM events WHERE id > ? AND id <= ? AND hidden = 0 AND state IN ({_LIVE})"  # noqa: S608
_INSERT = dialect.insert("clocks", COLUMNS)


def go_by_facts(store: Store, clocks: Clocks, more: Iterable[Fact] = ()) -> None:
    """Let `clocks` go by what the office has entered: limit tables, holiday notices and local days, then its settings.

    Args:
        store: the ledger.
        clocks: what is told.
        more: facts that nobody has entered yet, to see what they would do.
    """
    rows = store.connection().execute(
        "SELECT s.action, d.body FROM steps s JOIN step_data d ON d.n = s.n WHERE s.event IS NULL AND s.action IN (?, ?, ?) ORDER BY s.n",
        FACTS,
    )
    calendar, versions, days = national(), [], dict[date, tuple[bool, str]]()
    for action, told in (*((action, orjson.loads(body)["data"]) for action, body in rows), *more):
        if action == LIMITS:
            versions.append((Instant(told["from"]), limit_table.from_json(told["table"])))
        elif action == HOLIDAYS:
            calendar = calendar_table.from_json(told["table"]).on(calendar)
        else:
            days[date.fromisoformat(told["day"])] = (bool(told["rests"]), told["reason"])
    rest, work = ({day: why for day, (rests, why) in days.items() if rests is wanted} for wanted in (True, False))
    clocks.follow(clocks.settings.days.on(calendar.with_local(rest, work)), sorted(versions, key=lambda version: version[0]))


def last_fact(store: Store) -> int:
    """The number of the newest fact; 0 for none."""
    found = store.connection().execute("SELECT max(n) FROM steps WHERE event IS NULL AND action IN (?, ?, ?)", FACTS).fetchone()
    return int(found[0] or 0)


def limits_fact(table: LimitTable, since: Instant) -> Fact:
    """A limit table as a fact of the office, valid from `since` on."""
    return LIMITS, {"from": since, "table": limit_table.to_json(table)}


def holidays_fact(table: CalendarTable, file: str) -> Fact:
    """A holiday notice as a fact of the office."""
    return HOLIDAYS, {"file": file, "table": calendar_table.to_json(table)}


def local_day_fact(day: date, reason: str, *, rests: bool) -> Fact:
    """A day on which this office alone does not work, or does."""
    return LOCAL_DAY, {"day": day.isoformat(), "rests": int(rests), "reason": reason}


def by_kind(store: Store, now: Instant) -> tuple[tuple[str, int, int], ...]:
    """How many clocks of each kind run, and how many of them have run out."""
    rows = store.connection().execute("SELECT kind, count(*), sum(due < ?) FROM clocks GROUP BY kind ORDER BY kind", (now,))
    return tuple((str(kind), int(count), int(over)) for kind, count, over in rows)


def write(connection: sqlite3.Connection, found: Sequence[tuple[int, Sequence[Running]]], fresh: Sequence[int]) -> None:
    """Exchange the clocks of some events, in a constant number of statements; call inside a transaction.

    Args:
        connection: the writer's.
        found: events and the clocks that run now.
        fresh: which of them are new, and have none yet.
    """
    known = [event for event, _ in found if event not in fresh]
    if known:
        connection.execute("DELETE FROM clocks WHERE event IN (SELECT value FROM json_each(?))", (orjson.dumps(known).decode(),))
    rows = [row for event, clocks in found for row in _rows(event, clocks)]
    if rows:
        connection.execute(dialect.CLOCKS_ADD, (orjson.dumps(rows).decode(),))


def _rows(event: int, clocks: Iterable[Running]) -> Iterable[tuple[Any, ...]]:
    for clock in clocks:
        yield event, str(clock.kind), clock.start, clock.limit, clock.row, clock.amber, clock.due, int(clock.certain)


def catch_up(ledger: Ledger, most: int) -> int:
    """Find the clocks of the next `most` events behind the mark; returns how many events were passed, 0 when all is up to date."""
    ledger.hear_facts()
    if not pending(ledger.store):
        return 0
    with ledger.store.transaction() as connection:
        mark = int(ledger.store.meta(MARK, "0"))
        upto = min(mark + most, mark + pending(ledger.store))
        rows: list[tuple[Any, ...]] = []
        for event, known in _waiting(ledger, mark, upto):
            rows += _rows(event, counted(known, ledger.rules.clocks)[0])
        connection.execute("DELETE FROM clocks WHERE event > ? AND event <= ?", (mark, upto))
        connection.executemany(_INSERT, rows)
        connection.execute(dialect.SET_META, (MARK, str(upto)))
    return upto - mark


def _waiting(ledger: Ledger, mark: int, upto: int) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The events behind a mark, each with what its clocks are counted by."""
    for event, extra, *values in ledger.store.connection().execute(_WAITING, (mark, upto)):
        known: dict[str, Any] = dict(zip(NEEDED, values, strict=True))
        if extra:
            known.update(orjson.loads(extra))
        yield event, unmasked(ledger.queries, event, known, ledger.rules.clocks)


def unmasked(queries: Queries, event: int, values: Mapping[str, Any], clocks: Clocks) -> Mapping[str, Any]:
    """What is known of the event with this row id, with the sensitive values that a department's clock is counted by as they were told.

    What comes of it stays in this room: of such a clock only its end is kept.
    """
    names = [name for name in clocks.hidden if values.get(name)]
    if not names:
        return values
    raw = queries.raw_of(event)
    return {**values, **{name: raw[name] for name in names if name in raw}}


def explained(queries: Queries, event: Event, clocks: Clocks) -> tuple[Explained, ...]:
    """Every clock of an event, explained; of one that is counted from a sensitive value only the end."""
    return explain(unmasked(queries, event.id, event.known, clocks), clocks)


def uncounted(ledger: Ledger) -> Iterator[tuple[str, Uncounted]]:
    """The clocks that ought to run and cannot be counted, each with its event's number; all events are looked at."""
    for event, known in _waiting(ledger, 0, int(ledger.store.meta(MARK, "0"))):
        for clock in counted(known, ledger.rules.clocks)[1]:
            yield ledger.queries.by_ids((event,))[0].no, clock


def pending(store: Store) -> int:
    """How many events lie behind the mark."""
    (last,) = store.connection().execute("SELECT coalesce(max(id), 0) FROM events").fetchone()
    return int(last) - int(store.meta(MARK, "0"))


def begin_again(ledger: Ledger) -> None:
    """Put every event behind the mark."""
    with ledger.store.transaction() as connection:
        connection.execute(dialect.SET_META, (MARK, "0"))


def recompute(ledger: Ledger, progress: Progress = no_progress) -> int:
    """Find the clocks of all events again; returns how many events were looked at."""
    begin_again(ledger)
    total, done = pending(ledger.store), 0
    while passed := catch_up(ledger, CHUNK):
        done += passed
        if not progress(done, total):
            break
    return done


def of_event(store: Store, event: int) -> tuple[Running, ...]:
    """The clocks that the ledger keeps of an event, the first to end first."""
    rows = store.connection().execute(
        'SELECT kind, start, "limit", row, amber, due, certain FROM clocks WHERE event = ? ORDER BY due, kind', (event,)
    )
    return tuple(
        Running(kind, start, limit, row, Instant(amber) if amber else None, Instant(due), bool(certain))
        for kind, start, limit, row, amber, due, certain in rows
    )
