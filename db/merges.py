"""Merges 并案: which orders lie in which matter.

A merged order keeps its own row (number, upstream state, call-back) and names the event that it was merged into; a master that is merged in turn keeps
its orders, so a matter is a tree, and no event may stand in its own.
"""

from __future__ import annotations

import sqlite3

from wangge.errors import WanggeError

ORDERS = (
    "WITH RECURSIVE matter (id, no) AS (SELECT id, no FROM events WHERE no = ? AND hidden = 0 "
    "UNION SELECT e.id, e.no FROM events e JOIN matter m ON e.merged_into = m.no WHERE e.merged_into IS NOT NULL AND e.hidden = 0) "
    "SELECT id FROM matter ORDER BY id"
)


def matter(connection: sqlite3.Connection, no: str) -> list[int]:
    """The row ids of an event and of all orders that were merged into it, directly or through others."""
    return [number for (number,) in connection.execute(ORDERS, (no,))]


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
