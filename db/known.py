"""Known 已有: which rows of a file the ledger has already, looked up many at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from db.dialect import MARK, parts
from wangge.ports import Before


def known_rows(connection: sqlite3.Connection, visible: str, external_nos: Iterable[str], prints: Iterable[str]) -> Mapping[str, Before]:
    """Events that came by import before, by external number and, without one, by print.

    Args:
        connection: the ledger.
        visible: which events are to be seen, as text of a statement.
        external_nos: the numbers that rows bring.
        prints: the prints of rows without a number.
    """
    known: dict[str, Before] = {}
    for column, keys in (("external_no", external_nos), ("print", prints)):
        alone = " AND external_no IS NULL" if column == "print" else ""
        for part in parts(list(keys)):
            marks = ", ".join([MARK] * len(part))
            rows = connection.execute(
                f"SELECT {column}, id, print, no, text, reported_at FROM events WHERE {visible} AND {column} IN ({marks}){alone}",  # noqa: S608
                part,
            )
            known.update({key: Before(number, found or "", no, told or "", at or "") for key, number, found, no, told, at in rows})
    return known
