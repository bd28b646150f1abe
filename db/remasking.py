"""Remasking 重新遮盖: the rows of a ledger that was masked by older rules are folded from their steps again, before anything of it is shown.

The search index holds the words of the rows as they were masked, so it is emptied and made anew behind its mark. What was done stays done when the
program is killed.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from db import chain, dialect
from db.projection import Projector, fold
from db.search import MARK as INDEXED
from wangge.masking import RULES

if TYPE_CHECKING:
    import sqlite3

    from db.store import Store

MARK = "masking"
"""The meta key of the rules by which rows are masked; `rules:event` while it is under way, up to which event."""
CHUNK = 500
BODIES = (
    "SELECT s.event, d.body FROM steps s JOIN step_data d ON d.n = s.n LEFT JOIN undone u ON u.n = s.n "
    "WHERE s.event > ? AND s.event <= ? AND u.n IS NULL ORDER BY s.event, s.n"
)


def remask(store: Store, projector: Projector) -> int:
    """Mask every row by the rules of today, where it is not yet; returns how many were looked at.

    Raises:
        WanggeError: `ledger_busy`, `office_unwritable`.
    """
    if store.meta(MARK) == str(RULES):
        return 0
    count = 0
    while (done := _some(store, projector)) is not None:
        count += done
    return count


def _some(store: Store, projector: Projector) -> int | None:
    """The next rows in a transaction of their own; None when all are done."""
    with store.transaction() as connection:
        rules, _, reached = store.meta(MARK).partition(":")
        if rules != str(RULES):
            connection.execute(dialect.SEARCH_EMPTY)
            connection.execute(dialect.SET_META, (INDEXED, "0"))
            reached = "0"
        elif not reached:
            return None
        first = int(reached) if reached.isdecimal() else 0
        ids = [number for (number,) in connection.execute("SELECT id FROM events WHERE id > ? ORDER BY id LIMIT ?", (first, CHUNK))]
        if ids:
            _fold_again(connection, projector, first, ids[-1])
        connection.execute(dialect.SET_META, (MARK, f"{RULES}:{ids[-1]}" if ids else str(RULES)))
        return len(ids)


def _fold_again(connection: sqlite3.Connection, projector: Projector, first: int, last: int) -> None:
    columns = (*sorted(projector.masked_columns), "extra", "caller_key", "phone_key")
    rows: list[tuple[Any, ...]] = []
    for event, steps in groupby(connection.execute(BODIES, (first, last)).fetchall(), key=itemgetter(0)):
        try:
            values = fold(chain.told(body) for _, body in steps)
        except chain.EditedError:
            # the fold can say nothing of what another program has edited; `verify` names it
            continue
        row = projector.columns(values, None)
        rows.append((*(row.get(name) for name in columns), event))
    # of an event that was taken back nothing is left to mask
    connection.executemany(f"{dialect.update('events', columns, 'id')} AND hidden = 0", rows)
