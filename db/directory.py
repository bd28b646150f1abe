"""The directory 通讯录 as the ledger keeps it: places, departments with rosters, and people under the letters by which they are looked for.

A list comes in whole and replaces the one before it; the step of the office that says so (file, digest, how many) is written in the same
transaction. Phones leave this module masked, but by `Directory.phone`, which only `Ledger.reveal_phone` asks.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from db import dialect
from db.store import Store
from wangge.directory import Department, Person, Place, Present, Turn, present
from wangge.masking import mask_phone
from wangge.pinyin import initials, spelling
from wangge.text import half_width

AFTER = "\U0010ffff"
"""Sorts behind everything that begins with what stands before it."""
Kept = Place | Department | Turn | Person


class Directory:
    """The lists of one ledger, for reading.

    Args:
        store: the open database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def people(self, part: str, limit: int = 50) -> tuple[Person, ...]:
        """The people whose name, pinyin or pinyin initials contain `part`: equal ones first, then those that begin with it.

        Full pinyin is found by its beginning only.
        """
        key = "".join(half_width(part).lower().split())
        rows = self._rows(
            "SELECT p.id, p.name, p.post, p.unit, p.place, p.phone, p.initials FROM people p JOIN "
            '(SELECT person, min(inside * 2 + ("key" <> ?)) AS rank FROM people_keys WHERE "key" >= ? AND "key" < ? '
            "GROUP BY person ORDER BY rank, person LIMIT ?) k ON k.person = p.id ORDER BY k.rank, p.id",
            (key, key, key + AFTER, limit),
        )
        return tuple(_person(row) for row in rows)

    def places(self, under: str = "") -> tuple[Place, ...]:
        """The places below a path, and it; all without one."""
        rows = self._rows(
            "SELECT path, level, code, virtual FROM places WHERE path = ? OR (path >= ? AND path < ?) ORDER BY path",
            (under, f"{under}/" if under else "", (f"{under}/" if under else "") + AFTER),
        )
        return tuple(Place(path, level, code, bool(virtual)) for path, level, code, virtual in rows)

    def departments(self) -> tuple[Department, ...]:
        """The departments, phones masked."""
        rows = self._rows("SELECT name, stationing, phone, substitutes FROM departments ORDER BY name")
        return tuple(Department(name, how, mask_phone(phone), tuple(filter(None, names.split("、")))) for name, how, phone, names in rows)

    def present(self, day: date) -> tuple[Present, ...]:
        """Who of each department can be reached on `day`, phones masked; a department that only the roster names is there too."""
        turns = tuple(
            Turn(department, on, person, mask_phone(phone))
            for department, on, person, phone in self._rows("SELECT department, day, person, phone FROM rosters ORDER BY department, day")
        )
        known = {each.name: each for each in self.departments()}
        for turn in turns:
            known.setdefault(turn.department, Department(turn.department))
        return tuple(present(each, turns, day) for each in known.values())

    def counts(self) -> dict[str, int]:
        """How many places, departments, turns and people there are."""
        tables = {"places": "places", "departments": "departments", "turns": "rosters", "people": "people"}
        return {name: int(self._rows(f"SELECT count(*) FROM {table}")[0][0]) for name, table in tables.items()}  # noqa: S608 (names are ours)

    def phone(self, whose: int | str, day: date) -> tuple[str, str]:
        """The name and unmasked phone of a person (by row) or of who is reached for a department (by name); empty for nobody."""
        if isinstance(whose, int):
            rows = self._rows("SELECT name, phone FROM people WHERE id = ?", (whose,))
            return (str(rows[0][0]), str(rows[0][1])) if rows else ("", "")
        turns = (Turn(*row) for row in self._rows("SELECT department, day, person, phone FROM rosters WHERE department = ?", (whose,)))
        rows = self._rows("SELECT name, stationing, phone FROM departments WHERE name = ?", (whose,))
        found = present(Department(*rows[0]) if rows else Department(whose), turns, day)
        return whose, found.phone

    def _rows(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        return self._store.connection().execute(statement, values).fetchall()


def replacing(kind: type[Kept], values: Iterable[Any]) -> Callable[[sqlite3.Connection, int], None]:
    """What puts `values` in the place of all that there were of their kind; everything that costs time is done here, before any lock."""
    tables = _TABLES[kind](values)

    def put(connection: sqlite3.Connection, _step: int) -> None:
        for table, (columns, rows) in tables.items():
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 (names are ours)
            connection.executemany(dialect.insert(table, columns), rows)

    return put


Rows = dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]


def _place_rows(places: Iterable[Place]) -> Rows:
    rows = [(each.path, each.name, each.level, each.code, int(each.virtual)) for each in places]
    return {"places": (("path", "name", "level", "code", "virtual"), rows)}


def _department_rows(departments: Iterable[Department]) -> Rows:
    rows = [(each.name, str(each.stationing), each.phone, "、".join(each.substitutes)) for each in departments]
    return {"departments": (("name", "stationing", "phone", "substitutes"), rows)}


def _turn_rows(turns: Iterable[Turn]) -> Rows:
    return {"rosters": (("department", "day", "person", "phone"), [(each.department, each.day, each.person, each.phone) for each in turns])}


def _person_rows(people: Iterable[Person]) -> Rows:
    rows: list[tuple[Any, ...]] = []
    keys: list[tuple[Any, ...]] = []
    for number, each in enumerate(people, start=1):
        letters = initials(each.name)
        rows.append((number, each.name, each.post, each.unit, each.place, each.phone, letters[0] if letters else ""))
        found: dict[str, int] = {spelling(each.name): 0}
        for word in (each.name.lower(), *letters):
            for place in range(len(word)):
                found[word[place:]] = min(found.get(word[place:], 1), int(place > 0))
        keys += ((key, number, inside) for key, inside in found.items())
    return {
        "people": (("id", "name", "post", "unit", "place", "phone", "initials"), rows),
        "people_keys": (("key", "person", "inside"), sorted(keys)),
    }


_TABLES: dict[type[Any], Callable[[Any], Rows]] = {
    Place: _place_rows,
    Department: _department_rows,
    Turn: _turn_rows,
    Person: _person_rows,
}


def _person(row: Sequence[Any]) -> Person:
    number, name, post, unit, place, phone, letters = row
    return Person(name, post, unit, place, mask_phone(phone), letters, number)
