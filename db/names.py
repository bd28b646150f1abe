"""Names 名称: which values of a field the ledger holds, for completing and for understanding what was typed.

An index that begins with the column is jumped through from value to value, so that a million events with a dozen units cost a dozen probes.
"""

from __future__ import annotations

from collections.abc import Iterator
from sqlite3 import Connection

from wangge.pinyin import spells

JUMPED = frozenset({"state", "subcategory", "street", "community", "unit"})
"""Columns that an index begins with and that have few values; the others are looked through."""
MOST = 5_000


def names(connection: Connection, column: str) -> Iterator[str]:
    """The values of a text column, at most `MOST`.

    Args:
        connection: of the ledger.
        column: a column of the event table, never what a person typed.
    """
    if column in JUMPED:
        statement = (
            f'WITH RECURSIVE v(x) AS (SELECT min("{column}") FROM events UNION ALL '  # noqa: S608 (columns are ours)
            f'SELECT (SELECT min("{column}") FROM events WHERE "{column}" > x) FROM v WHERE x IS NOT NULL) '
            "SELECT x FROM v WHERE x IS NOT NULL LIMIT ?"
        )
    else:
        statement = f'SELECT DISTINCT "{column}" FROM events WHERE "{column}" IS NOT NULL LIMIT ?'  # noqa: S608 (columns are ours)
    for (value,) in connection.execute(statement, (MOST,)):
        yield str(value)


def is_spelling(text: str) -> bool:
    """Whether a text may be the pinyin of a name."""
    return len(text) > 1 and text.isascii() and text.isalpha()


def spelled(connection: Connection, column: str, letters: str, *, whole: bool = False) -> list[str]:
    """The values of a column that Latin letters spell in pinyin, or begin to spell unless they must be the `whole`."""
    return [name for name in names(connection, column) if spells(letters, name, whole=whole)]
