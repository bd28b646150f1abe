"""Duty lists 权责清单 as the ledger keeps them: each version is a step of the office that tells the whole list.

A mark beside the tables names the newest version, so a dispatch asks one row and reads the list only when it has changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias
from zoneinfo import ZoneInfo

import orjson

from db import dialect
from db.queries import Queries
from db.store import Store
from wangge.duty import DUTY_LIST, Duty, DutyBook, DutyList, routing
from wangge.errors import WanggeError
from wangge.fields import BY_NAME
from wangge.lifecycle import Action, Path
from wangge.records import Event
from wangge.times import local

MARK = "duties"
ROUTES = frozenset({Action.DISPATCH, Action.REASSIGN, Action.ARBITRATE})
"""Actions that send an event to a unit."""
Router: TypeAlias = Callable[[Event, Mapping[str, object]], Mapping[str, object]]
_NAMES = ("unit", "category", "subcategory")


class Duties:
    """The office's versions.

    Args:
        store: the open database.
        queries: the way out, for the office's steps.
        shipped: the rows of version 0.
        zone: the office's zone, for the day of an event.
    """

    def __init__(self, store: Store, queries: Queries, shipped: tuple[Duty, ...], zone: ZoneInfo) -> None:
        self._store = store
        self._queries = queries
        self._shipped = DutyList(0, "", shipped)
        self._zone = zone
        self._read: tuple[str, DutyBook] = ("0", DutyBook((self._shipped,)))

    def book(self) -> DutyBook:
        """All versions."""
        mark = self._store.meta(MARK, "0")
        known, book = self._read
        if mark != known:
            versions = (
                DutyList(int(fact.data["version"]), str(fact.data["valid_from"]), _rows(str(fact.data["rows"])))
                for fact in self._queries.facts(DUTY_LIST)
            )
            book = DutyBook((self._shipped, *versions))
            self._read = (mark, book)
        return book

    @property
    def known(self) -> DutyBook:
        """The versions as they were read last, for a thread that may not wait for the database."""
        return self._read[1]

    def router(self, what: Action | Path) -> Router:
        """What adds to the things given for an action the row and version that sending an event to a unit rests on.

        The versions are read once, however many events are then asked about; an action that sends nobody anywhere leaves all as it was given.
        """
        if ROUTES.isdisjoint(what.actions if isinstance(what, Path) else (what,)):
            return lambda _event, given: given
        book = self.book()
        days: dict[date, tuple[int, tuple[Duty, ...]]] = {}

        def route(event: Event, given: Mapping[str, object]) -> Mapping[str, object]:
            reported = event.time("reported_at")
            if reported is None:
                return given
            named = {name: value for name in _NAMES if (value := given.get(name) or given.get(BY_NAME[name].label))}
            day = local(reported, self._zone).date()
            if day not in days:
                used = book.on(day)
                days[day] = (used.version, used.on(day))
            return {**given, **routing(event, named, *days[day])}

        return route

    def mark_for(self, seen: int) -> Callable[[sqlite3.Connection, int], None]:
        """What is written with the version that follows `seen`: the mark.

        Raises:
            WanggeError: `list_changed` when another version than `seen` is the newest; the returned function too, when it has become so since.
        """
        changed = WanggeError("list_changed", kind=DUTY_LIST)
        if self.book().last.version != seen:
            raise changed
        before = self._read[0]

        def mark(connection: sqlite3.Connection, step: int) -> None:
            if self._store.meta(MARK, "0") != before:
                raise changed
            connection.execute(dialect.SET_META, (MARK, str(step)))

        return mark


def _rows(text: str) -> tuple[Duty, ...]:
    return tuple(Duty.from_told(row) for row in orjson.loads(text))
