"""Clocks: finding the clocks of 100,000 open events again against a bare SELECT of the columns that they need."""

from __future__ import annotations

import time

from offices import ROOM, table
from run import Ratio, compare

from console.office import Office, create
from db.clocks import NEEDED, limits_fact
from wangge.limit_table import DEFAULT, LimitRow, LimitTable, Span, Stage
from wangge.limits import Limit, Unit
from wangge.times import Instant

EVENTS = 100_000
ROUNDS = 3
DAYS = Span(Limit(5, Unit.WORKING_DAY), Limit(3, Unit.WORKING_DAY))


def run() -> list[Ratio]:
    opened = Office.open(create(ROOM / "office-clocks", "基准中心"))
    plan = opened.planner.plan(_open_table(), opened.clock())
    opened.ledger.commit_import(plan, opened.actor())
    whole = LimitTable((LimitRow(DEFAULT, DEFAULT, DEFAULT, dict.fromkeys(Stage, DAYS)),))
    action, data = limits_fact(whole, Instant(""))
    opened.ledger.note_office(action, data, opened.actor())
    looked: list[int] = []

    def ours() -> float:
        began = time.process_time()
        looked.append(opened.ledger.recompute_clocks())
        return time.process_time() - began

    def measure() -> float:
        began = time.process_time()
        rows = opened.ledger.store.connection().execute(f"SELECT id, extra, {', '.join(NEEDED)} FROM events").fetchall()
        assert len(rows) == EVENTS, len(rows)
        return time.process_time() - began

    found = compare(f"clocks of {EVENTS:,} open events ÷ a bare read", ours, measure, 20.0, "", ROUNDS)
    (clocks,) = opened.ledger.store.connection().execute("SELECT count(*) FROM clocks").fetchone()
    found.note = f"{looked[-1]:,} events, {clocks:,} clocks"
    opened.close()
    return [found]


def _open_table():
    """A file in which every event is open."""
    text = table(EVENTS).read_text(encoding="utf-8").replace(",已办结,", ",待派遣,").replace(",已归档,", ",待受理,")
    path = ROOM / "open.csv"
    path.write_text(text, encoding="utf-8")
    return path
