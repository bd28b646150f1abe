"""Many: the same action on 1,000 events as one operation, against a bare executemany of the rows that it writes."""

from __future__ import annotations

import sqlite3
import time
from itertools import count, groupby

from offices import ROOM, office
from run import Ratio, compare

from console.office import Office
from wangge.lifecycle import Action
from wangge.query import parse

MANY = 1_000
SEALED = ("steps", "step_data")


def run() -> list[Ratio]:
    opened = Office.open(office(10_000))
    actor = opened.actor()
    connection = opened.ledger.store.connection()
    waiting = opened.queries.each(parse("状态:处置中", opened.catalogue.fields()))
    events = [event.no for event, _ in zip(waiting, range(MANY), strict=False)]

    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    opened.ledger.act_many(events, Action.URGE, actor)
    connection.set_trace_callback(None)
    said = [words for words, _ in groupby(" ".join(statement.split()[:3]) for statement in statements if not statement.startswith("--"))]

    bare = sqlite3.connect(ROOM / "many.db", isolation_level=None)
    bare.execute("PRAGMA journal_mode = wal")
    bare.execute("PRAGMA synchronous = full")
    for (made,) in connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger' AND tbl_name IN ('events', 'steps', 'step_data')"
    ).fetchall():
        bare.execute(made)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(events)")]
    places = ", ".join("?" * len(columns))
    bare.executemany(f"INSERT INTO events VALUES ({places})", connection.execute("SELECT * FROM events").fetchall())
    last = connection.execute("SELECT max(n) FROM steps").fetchone()[0]
    rows = {table: connection.execute(f"SELECT * FROM {table} WHERE n > ?", (last - MANY,)).fetchall() for table in SEALED}
    rounds = count(1)

    def ours() -> float:
        began = time.process_time()
        opened.ledger.act_many(events, Action.URGE, actor)
        return time.process_time() - began

    def measure() -> float:
        place = next(rounds)
        mine = {table: [(row[0] + place * MANY, *row[1:]) for row in found] for table, found in rows.items()}
        changed = [(place, row[9], row[0] + place * MANY, row[1]) for row in rows["steps"]]
        began = time.process_time()
        bare.execute("BEGIN IMMEDIATE")
        for table, found in mine.items():
            bare.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(found[0]))})", found)
        bare.executemany("UPDATE events SET urges = ?, moved_at = ?, version = ? WHERE id = ?", changed)
        bare.execute("COMMIT")
        return time.process_time() - began

    note = f"{len(said)} kinds of statements for {MANY:,} events: {', '.join(said)}"
    ratio = compare("one action on 1,000 events ÷ bare executemany", ours, measure, 5.0, note, 7)
    opened.close()
    bare.close()
    return [ratio]
