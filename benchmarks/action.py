"""Action: one durable action (催办: rules, step, seal, projection) against a bare commit of the same bytes."""

from __future__ import annotations

import sqlite3
import time
from itertools import count, groupby

from offices import ROOM, office
from run import Ratio, compare

from console.office import Office
from wangge.lifecycle import Action
from wangge.query import parse

TIMES = 200


def run() -> list[Ratio]:
    opened = Office.open(office(10_000))
    actor = opened.actor()
    waiting = opened.queries.each(parse("状态:处置中", opened.catalogue.fields()))
    statements: list[str] = []
    first = next(waiting).no
    opened.ledger.store.connection().set_trace_callback(statements.append)
    opened.ledger.act(first, Action.URGE, actor)
    opened.ledger.store.connection().set_trace_callback(None)
    # a guard trigger traces its statement again, and what a statement causes (indexes of the search) begins with --
    statements = [statement for statement, _ in groupby(each for each in statements if not each.startswith("--"))]
    commits = sum(statement.upper().startswith("COMMIT") for statement in statements)

    bare = sqlite3.connect(ROOM / "bare.db", isolation_level=None)
    bare.execute("PRAGMA journal_mode = wal")
    bare.execute("PRAGMA synchronous = full")
    bare.execute("CREATE TABLE bytes (n INTEGER PRIMARY KEY, text TEXT)")
    text = "x" * 700
    numbers = count(1)

    def ours() -> float:
        events = [next(waiting).no for _ in range(TIMES)]
        began = time.process_time()
        for no in events:
            opened.ledger.act(no, Action.URGE, actor)
        return (time.process_time() - began) / TIMES

    def measure() -> float:
        began = time.process_time()
        for _ in range(TIMES):
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO bytes VALUES (?, ?)", (next(numbers), text))
            bare.execute("COMMIT")
        return (time.process_time() - began) / TIMES

    note = f"{len(statements)} statements (goal ≤ 12), {commits} commit, synchronous=FULL"
    ratio = compare("one action ÷ a bare commit", ours, measure, 10.0, note, 7)
    opened.close()
    bare.close()
    return [ratio]
