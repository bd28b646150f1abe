"""Merges 并案: which orders lie in which matter.

A merged order keeps its own row (number, upstream state, call-back) and names the event that it was merged into; a master that is merged in turn keeps
its orders, so a matter is a tree, and no event may stand in its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import orjson

from wangge.errors import WanggeError

ORDERS = (
    "WITH RECURSIVE matter (id, no, top) AS (SELECT id, no, no FROM events WHERE no IN (SELECT value FROM json_each(?)) AND hidden = 0 "
    "UNION SELECT e.id, e.no, m.top FROM events e JOIN matter m ON e.merged_into = m.no WHERE e.merged_into IS NOT NULL AND e.hidden = 0) "
    "SELECT id, top FROM matter ORDER BY id"
)


def matters(connection: sqlite3.Connection, nos: Sequence[str]) -> list[tuple[int, str]]:
    """Some events and all orders that were merged into them, directly or through others.

    Args:
        connection: the ledger.
        nos: the events' own numbers.

    Returns:
        of each its row id and which of `nos` it lies in; an event lies in itself.
    """
    return connection.execute(ORDERS, (orjson.dumps(list(nos)).decode(),)).fetchall()


def orders_merged_into(connection: sqlite3.Connection, no: str) -> list[str]:
    """The numbers of the events that name `no` as theirs."""
    return [found for (found,) in connection.execute("SELECT no FROM events WHERE merged_into = ? AND hidden = 0 ORDER BY id", (no,))]


def check_merged(connection: sqlite3.Connection, no: str, into: str) -> None:
    """Whether `no` may lie in `into`.

    Raises:
        WanggeError: `event_unknown` when that is not there, `merge_circle` when it lies in `no` itself.
    """
    seen, step = {no}, into
    while step:
        if step in seen:
            raise WanggeError("merge_circle", no=no, into=into)
        seen.add(step)
        row = connection.execute("SELECT merged_into FROM events WHERE no = ? AND hidden = 0", (step,)).fetchone()
        if row is None:
            raise WanggeError("event_unknown", no=step)
        step = row[0]
