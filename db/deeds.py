"""Deeds 操作: which steps an operation is, found by its batch or by any of its steps, and who may take it back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson

from db.chain import EditedError, told
from db.mended import mended_at
from db.store import Store
from wangge.actor import Actor, Role
from wangge.errors import WanggeError
from wangge.lifecycle import Action
from wangge.times import Instant
from wangge.told import REPORTED, Sent

LONGEST_NUMBER = 15
LOOKED_BACK = 5_000
"""How many steps back the last operation of a person is looked for."""
TAKING = frozenset({Action.UNDO, Action.REDO})
"""Steps that only say whether other steps hold."""
NOT_UNDONE = frozenset({Action.PRINT})
"""What nobody means to take back with a key: a paper that was printed stays printed."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An operation 操作: the steps between two numbers that carry its name.

    Attributes:
        name: what its steps carry.
        first, last: between which numbers they lie; they lie together, so no index of names is needed.
        batch: the import that it is; 0 for what a person did.
    """

    name: str
    first: int
    last: int
    batch: int = 0

    @property
    def key(self) -> tuple[int, int, str]:
        """The parameters of `STEPS`."""
        return self.first, self.last, self.name


STEPS = "s.n BETWEEN ? AND ? AND s.deed = ?"
"""The steps `s` of an operation."""


@dataclass(frozen=True, slots=True)
class Made:
    """A step, as far as taking it back needs it; `undone_by` is the step that took it back."""

    n: int
    deed: str
    action: str
    at: Instant
    proven: bool
    by: str
    undone_by: int | None
    body: dict[str, Any]

    @property
    def data(self) -> dict[str, Any]:
        """What it told besides."""
        data: dict[str, Any] = self.body["data"]
        return data


@dataclass(frozen=True, slots=True)
class Past:
    """An event with everything that was done on it."""

    event: int
    uid: str
    hash: bytes
    version: int
    row: dict[str, Any]
    steps: tuple[Made, ...]

    @property
    def no(self) -> str:
        """受理编号."""
        return str(self.row["no"])


def find(store: Store, ref: str) -> tuple[Deed, str] | None:
    """The operation that `ref` names (`12` or `B12` a batch, `S345` any of its steps) and a batch's state; None when there is none."""
    kind, number = (ref[0].upper(), ref[1:]) if ref[:1].upper() in {"B", "S"} else ("", ref)
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return None
    if kind != "S" and (found := batch(store, int(number))):
        return found
    deed = operation(store, int(number)) if kind != "B" else None
    return (deed, "") if deed else None


def batch(store: Store, number: int) -> tuple[Deed, str] | None:
    """The operation and the state of an import."""
    row = (
        store.connection()
        .execute("SELECT deed, first, coalesce(last, (SELECT max(n) FROM steps)), state FROM batches WHERE id = ?", (number,))
        .fetchone()
    )
    return (Deed(row[0], row[1], row[2], number), row[3]) if row else None


def operation(store: Store, step: int) -> Deed | None:
    """The operation that a step belongs to: what its seal closed, since an operation is one transaction."""
    row = (
        store.connection()
        .execute(
            "SELECT s.deed, z.first, z.last FROM steps s JOIN seals z ON z.n = (SELECT min(n) FROM seals WHERE last >= s.n) "
            "WHERE s.n = ? AND s.event IS NOT NULL AND s.action NOT IN (?, ?, ?)",
            (step, Action.BRING_IN, *TAKING),
        )
        .fetchone()
    )
    return Deed(*row) if row else None


def taken_back(store: Store, ref: str) -> Deed | None:
    """The operation that was taken back: named by its batch, by any of its steps, or by a step of its undo."""
    found = find(store, ref)
    number = ref[1:] if ref[:1].upper() == "S" else ref
    if found is None and number.isdecimal() and len(number) <= LONGEST_NUMBER:
        row = store.connection().execute('SELECT min(n) FROM undone WHERE "by" = ?', (int(number),)).fetchone()
        return _whole(store, row[0]) if row and row[0] else None
    return found[0] if found else None


def _whole(store: Store, step: int) -> Deed | None:
    row = (
        store.connection()
        .execute(
            "SELECT b.id FROM steps s JOIN batches b ON b.deed = s.deed AND s.n BETWEEN b.first AND coalesce(b.last, s.n) WHERE s.n = ?",
            (step,),
        )
        .fetchone()
    )
    found = batch(store, row[0]) if row else None
    return found[0] if found else operation(store, step)


def check_person(connection: sqlite3.Connection, deed: Deed, actor: Actor, column: str = "n") -> None:
    """Who typed it may take it back (or, by `column` "by", bring back what he took back), and the shift leader.

    Raises:
        WanggeError: `undo_person`.
    """
    typist = (
        'SELECT t.recorded_by FROM steps s JOIN undone u ON u.n = s.n JOIN steps t ON t.n = u."by"'
        if column == "by"
        else ("SELECT s.recorded_by FROM steps s")
    )
    found = connection.execute(f"{typist} WHERE {STEPS} LIMIT 1", deed.key).fetchone()
    if found and found[0] != actor.typist and Role.LEADER not in actor.roles:
        raise WanggeError("undo_person", by=found[0])


def last_done(store: Store, typist: str) -> str:
    """The last operation that `typist` recorded and that still holds, as a reference for undo; empty when there is none."""
    for n, action, undone, body in _recent(store, typist):
        if undone or action == Action.UNDO or action in NOT_UNDONE:
            continue
        if action == Action.REDO:
            row = (
                store.connection()
                .execute("SELECT min(n) FROM steps WHERE n IN (SELECT value FROM json_each(?))", (_numbers(body, "gives_back"),))
                .fetchone()
            )
            if not row[0] or store.connection().execute("SELECT 1 FROM undone WHERE n = ?", (row[0],)).fetchone():
                continue
            return _ref(store, int(row[0]))
        return _ref(store, n)
    return ""


def last_undone(store: Store, typist: str) -> str:
    """The last operation that `typist` took back and did nothing new after, as a reference for redo; empty when there is none."""
    for n, action, undone, _body in _recent(store, typist):
        if action == Action.UNDO and not undone:
            return f"S{n}"
        if action not in TAKING | NOT_UNDONE and not undone:
            return ""
    return ""


def named(store: Store, ref: str) -> tuple[str, str, int]:
    """What an operation did, the number of its first event, and of how many events; empty where there is none."""
    found = find(store, ref)
    if found is None:
        return "", "", 0
    rows = store.connection().execute(
        f"SELECT s.action, e.no, e.id FROM steps s JOIN events e ON e.id = s.event WHERE {STEPS} ORDER BY s.n",  # noqa: S608 (ours)
        found[0].key,
    )
    actions: dict[str, None] = {}
    events: dict[int, str] = {}
    for action, no, event in rows:
        actions.setdefault(action)
        events.setdefault(event, no)
    return "、".join(actions), next(iter(events.values()), ""), len(events)


def _recent(store: Store, typist: str) -> Iterator[tuple[int, str, bool, str]]:
    rows = store.connection().execute(
        "SELECT s.n, s.action, u.n IS NOT NULL, d.body FROM steps s LEFT JOIN undone u ON u.n = s.n LEFT JOIN step_data d ON d.n = s.n "
        "WHERE s.n > (SELECT max(n) FROM steps) - ? AND s.event IS NOT NULL AND s.recorded_by = ? ORDER BY s.n DESC",
        (LOOKED_BACK, typist),
    )
    yield from rows


def _ref(store: Store, step: int) -> str:
    deed = _whole(store, step)
    return f"B{deed.batch}" if deed and deed.batch else f"S{step}"


def _numbers(body: str, name: str) -> str:
    return "[" + ",".join(map(str, numbers(orjson.loads(body), name))) + "]"


def numbers(body: dict[str, Any], name: str) -> tuple[int, ...]:
    """The step numbers that a step of undo or redo names."""
    return tuple(map(int, filter(str.isdecimal, str(body["data"].get(name, "")).split("、"))))


def sent_reports(store: Store, since: int) -> tuple[Sent, ...]:
    """The reports that were written after the step `since`."""
    rows = store.connection().execute(
        "SELECT s.n, s.at, d.body FROM steps s JOIN step_data d ON d.n = s.n WHERE s.event IS NULL AND s.n > ? AND s.action = ? ORDER BY s.n",
        (since, REPORTED),
    )
    told = [(n, at, orjson.loads(body)["data"]) for n, at, body in rows]
    return tuple({data["name"]: Sent(str(data["name"]), Instant(str(data["until"])), n, Instant(at)) for n, at, data in told}.values())


def pasts(store: Store, events: list[int]) -> list[Past]:
    """These events with all their steps, in the order of their ids."""
    marks = ", ".join("?" * len(events))
    rows = store.connection().execute(
        'SELECT s.event, s.n, s.deed, s.action, s.at, s.proven, s.recorded_by, u."by", d.body, s.hash, e.uid, e.version, e.no, e.title, '  # noqa: S608
        "e.text, e.print, e.external_no, e.merged_into, e.hidden FROM steps s JOIN events e ON e.id = s.event "
        f"LEFT JOIN step_data d ON d.n = s.n LEFT JOIN undone u ON u.n = s.n WHERE s.event IN ({marks}) ORDER BY s.event, s.n",
        events,
    )
    return [_past(event, list(own)) for event, own in groupby(rows, key=itemgetter(0))]


def _past(event: int, rows: list[Any]) -> Past:
    steps = tuple(
        Made(n, deed, action, mended_at(at), bool(proven), by, undone, told(body) if body else {"changes": {}, "data": {}})
        for _, n, deed, action, at, proven, by, undone, body, *_ in rows
    )
    digest, uid, version, *row = rows[-1][9:]
    if not isinstance(digest, bytes):
        raise EditedError("steps")
    names = ("no", "title", "text", "print", "external_no", "merged_into", "hidden")
    return Past(event, uid, digest, version, dict(zip(names, row, strict=True)), steps)
