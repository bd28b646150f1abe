"""Indexing 补建索引: the search index behind its mark catches up with what was imported in bulk, a few events at a time."""

from __future__ import annotations

from db import dialect
from db.search import MARK, searchable, tokens
from db.store import Store

WAITING = "SELECT id, title, text FROM events WHERE id > ? ORDER BY id LIMIT ?"


def catch_up(store: Store, most: int) -> int:
    """Index at most so many events that wait for it; returns how many, 0 when the index is up to date."""
    mark = store.indexed_to()
    rows = store.connection().execute(WAITING, (mark, most)).fetchall()
    if not rows:
        return 0
    entries = [(number, tokens(searchable(title, text))) for number, title, text in rows]
    with store.transaction() as connection:
        # what was indexed or corrected meanwhile is left to the next call
        if store.indexed_to() == mark and connection.execute(WAITING, (mark, most)).fetchall() == rows:
            connection.executemany(dialect.SEARCH_ADD, entries)
            connection.execute(dialect.SET_META, (MARK, str(rows[-1][0])))
    return len(entries)
