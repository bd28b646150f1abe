"""Import: 100,000 rows of a workbook against calamine's parse and a bare executemany of the identical event and step rows."""

from __future__ import annotations

import resource
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from offices import ROOM, workbook
from run import Ratio, compare

ROWS = 100_000
OURS = """
import sys
from pathlib import Path
from console.office import Office, create
office = Office.open(create(Path(sys.argv[2]), "基准中心"))
plan = office.planner.plan(Path(sys.argv[1]), office.clock())
office.ledger.commit_import(plan, office.actor())
"""
BARE = """
import sqlite3, sys, pickle
import python_calamine
python_calamine.load_workbook(sys.argv[1]).get_sheet_by_index(0).to_python(skip_empty_area=False)
"""
INSERT = """
import sqlite3, sys, time
source = sqlite3.connect(sys.argv[1])
tables = {name: source.execute(f"SELECT * FROM {name}").fetchall() for name in ("events", "steps", "step_data")}
target = sqlite3.connect(sys.argv[2], isolation_level=None)
target.execute("PRAGMA journal_mode = wal")
target.execute("PRAGMA synchronous = full")
for name, rows in tables.items():
    target.execute(f"CREATE TABLE {name} ({', '.join(f'c{i}' for i in range(len(rows[0])))})")
began = time.process_time()
target.execute("BEGIN IMMEDIATE")
for name, rows in tables.items():
    target.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
target.execute("COMMIT")
print(time.process_time() - began)
"""


def _used(*command: str) -> tuple[float, str]:
    """CPU seconds of a child and its children, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-P", *command], check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def _import() -> float:
    folder = ROOM / "import"
    shutil.rmtree(folder, ignore_errors=True)
    used, _ = _used("-c", OURS, str(workbook(ROWS)), str(folder))
    return used


def _measure() -> float:
    parse, _ = _used("-c", BARE, str(workbook(ROWS)))
    for name in ("bare.db", "bare.db-wal", "bare.db-shm"):
        (ROOM / name).unlink(missing_ok=True)
    _, printed = _used("-c", INSERT, str(ROOM / "import" / "ledger.db"), str(ROOM / "bare.db"))
    return parse + float(printed)


def run() -> list[Ratio]:
    _import()
    with sqlite3.connect(Path(ROOM) / "import" / "ledger.db") as ledger:
        steps = ledger.execute("SELECT count(*) FROM steps").fetchone()[0]
    note = f"{ROWS:,} rows, {steps:,} steps; ours with plan, indexes, chain and seals"
    return [compare("import ÷ calamine + bare executemany", _import, _measure, 2.5, note)]
