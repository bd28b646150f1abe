"""kill -9 in the middle of things: at the next start nothing is half done, and the same work can be done again."""

import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from console.office import LEDGER, Office, create
from tests.conftest import StandingClock
from tests.ledger_tools import bring_file, everything, found, plan, planned, projection, register, rows, table

ROOT = Path(__file__).parents[1]
KILLED = 9 if os.name == "nt" else -9
CHILD = """
import os, pickle, sys
from datetime import UTC, datetime
from pathlib import Path
from console.office import Office
from db import acting, imports, undoing
from wangge.lifecycle import ONE_KEY_DISPATCH
from wangge.query import EVERYTHING

folder, how, moment, task = sys.argv[1:5]
moment = int(moment)

def die():
    os.kill(os.getpid(), 9)

class Countdown:
    def __init__(self):
        self.left = moment
    def __call__(self, *_args, **_kwargs):
        self.left -= 1
        if self.left <= 0:
            die()
        return True

def before_and_after(write, countdown):
    def written(*args, **kwargs):
        countdown()
        done = write(*args, **kwargs)
        countdown()
        return done
    return written

imports.ONE_TRANSACTION, imports.CHUNK, undoing.ONE_TRANSACTION, undoing.CHUNK = (10**6,) * 4 if "whole" in task else (50, 20, 50, 20)
countdown = Countdown()
if how == "write":
    imports.write = before_and_after(imports.write, countdown)
    undoing.write = before_and_after(undoing.write, countdown)
if how == "return":
    acting.after_write = countdown
office = Office.open(Path(folder), lambda: datetime(2026, 11, 20, 4, tzinfo=UTC))
if how == "statement":
    office.ledger.store.connection().set_trace_callback(countdown)
progress = countdown if how == "progress" else lambda done, total: True
if task == "act":
    nos = [event.no for event in office.queries.each(EVERYTHING)]
    office.ledger.act_many(nos, ONE_KEY_DISPATCH, office.actor(), {"category": "矛盾纠纷", "unit": "司法所"})
elif task.endswith("undo"):
    office.ledger.undo("B1", office.actor(), progress)
elif task.endswith("redo"):
    office.ledger.redo("B1", office.actor(), progress)
else:
    office.ledger.commit_import(pickle.loads(Path(sys.argv[5]).read_bytes()), office.actor(via="import"), progress)
"""


def killed(folder, how, moment, task, *more):
    """Do a task in a process that dies at the given moment of it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-c", CHILD, str(folder), how, str(moment), task, *map(str, more)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == KILLED, done.stderr
    return folder


def what_is_told(office):
    """Every event with its steps, without the numbers that the ledger gave; by what it tells, which is unlike for each."""
    events = {}
    for event in everything(office):
        values = {name: value for name, value in event.values.items() if name != "no"}
        steps = [
            (step.action, step.target, step.at, step.proven, {**step.changes, "no": ""}, step.undone)
            for step in office.queries.steps(event)
        ]
        events[event.text("text")] = values, event.extra, [step for step in steps if not step[-1] and step[0] != "撤销"]
    return events


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """An office with one import, a second file of which some rows change the first one's, its plan, and what a clean import makes of it."""
    room = tmp_path_factory.mktemp("kill")
    headers = ("工单编号", "诉求内容", "上报时间", "诉求类型", "办结时间", "状态", "备用列")
    first = [(f"GD{i:04}", f"第{i}栋楼道堆物无人清理", "2026-11-02 09:00", "市容环境", "", "处置中", "甲") for i in range(60)]
    second = [
        (
            f"GD{i:04}" if i % 7 else "",
            f"第{i}栋楼道堆物，后又加飞线",
            "2026-11-02 09:00",
            "安全隐患",
            "2026-11-05 10:00" if i % 3 else "",
            "",
            "乙",
        )
        for i in range(300)
    ]
    clock = StandingClock()
    office = Office.open(create(room / "office"), clock)
    bring_file(office, table(room / "一.csv", first, headers))
    before = projection(office, "version", "print"), what_is_told(office)
    path = table(room / "二.csv", second, headers)
    made = office.planner.plan(path, clock())
    assert {name: made.counts()[name] for name in ("new", "changed", "error")} == {"new": 249, "changed": 51, "error": 0}
    (room / "plan").write_bytes(pickle.dumps(made))
    office.close()
    clean = Office.open(shutil.copytree(room / "office", room / "clean"), clock)
    bring_file(clean, path)
    after = what_is_told(clean)
    clean.close()
    return room, path, before, after


def begin(prepared, tmp_path):
    return shutil.copytree(prepared[0] / "office", tmp_path / "office")


def swept(prepared, folder):
    """The office after the next start: sound, and as it was before the import."""
    _, _, (row, told), _ = prepared
    office = Office.open(folder, StandingClock())
    found_ = office.ledger.verify()
    assert found_.ok, found_.problems[:3]
    assert what_is_told(office) == told
    now = projection(office, "version", "print")
    assert {event: now[event] for event in row} == row
    assert all(values["hidden"] for event, values in now.items() if event not in row)
    assert found(office, "飞线") == set()
    assert "open" not in {batch.state for batch in office.queries.batches()}
    return office


def imported_again(prepared, office):
    """The same file comes in as if nothing had been."""
    _, path, _, after = prepared
    counts, _ = bring_file(office, path)
    assert {name: counts[name] for name in ("new", "changed", "same")} == {"new": 249, "changed": 51, "same": 0}
    assert what_is_told(office) == after
    while office.ledger.index_pending():
        pass
    assert len(found(office, "飞线")) == 300
    found_ = office.ledger.verify()
    assert found_.ok, found_.problems[:3]
    office.close()


@pytest.mark.parametrize(
    ("how", "moment"),
    [*(("progress", moment) for moment in (1, 2, 4, 7, 9, 11, 13, 14, 15)), *(("write", moment) for moment in (1, 2, 9, 16, 29, 30))]
    + [("statement", moment) for moment in (3, 20, 333, 1_000, 1_500)],
)
def test_an_import_in_chunks_that_was_killed_never_was_and_comes_in_again(prepared, tmp_path, how, moment):
    folder = killed(begin(prepared, tmp_path), how, moment, "chunks", prepared[0] / "plan")
    imported_again(prepared, swept(prepared, folder))


@pytest.mark.parametrize(
    ("how", "moment"), [("progress", 1), ("progress", 2), ("write", 1), ("write", 2), ("statement", 100), ("statement", 1_000)]
)
def test_an_import_in_one_piece_that_was_killed_never_was_and_comes_in_again(prepared, tmp_path, how, moment):
    folder = killed(begin(prepared, tmp_path), how, moment, "whole", prepared[0] / "plan")
    imported_again(prepared, swept(prepared, folder))


def test_a_start_that_was_killed_while_it_swept_is_finished_by_the_next(prepared, tmp_path):
    folder = killed(begin(prepared, tmp_path), "progress", 12, "chunks", prepared[0] / "plan")
    for moment in (1, 4, 5):
        killed(folder, "write", moment, "undo")
    imported_again(prepared, swept(prepared, folder))


def states(office):
    return {batch.id: batch.state for batch in office.queries.batches()}


def test_an_undo_in_chunks_that_was_killed_is_finished_by_the_next_start_which_says_so(prepared, tmp_path):
    folder = begin(prepared, tmp_path)
    for how, moment in (("write", 3), ("write", 2)):
        killed(folder, how, moment, "undo")
    office = Office.open(folder, StandingClock())
    assert [str(notice) for notice in office.notices] == [f"上次撤销到一半程序中断，已接着撤完（{len(undone_since(office))} 件）。"]
    assert (everything(office), states(office)) == ([], {1: "undone"})
    assert office.ledger.verify().ok
    assert office.ledger.redo("B1", office.actor()).reversed == 60
    assert (len(everything(office)), states(office)) == (60, {1: "done"})
    assert office.ledger.verify().ok
    office.close()


def undone_since(office):
    """The events that the last start took back."""
    return rows(
        office, "SELECT DISTINCT event FROM steps WHERE action = '撤销' AND deed = (SELECT deed FROM steps ORDER BY n DESC LIMIT 1)"
    )


def test_a_redo_in_chunks_that_was_killed_is_finished_by_the_next_start(prepared, tmp_path):
    folder = begin(prepared, tmp_path)
    office = Office.open(folder, StandingClock())
    office.ledger.undo("B1", office.actor())
    office.close()
    killed(folder, "write", 3, "redo")
    office = Office.open(folder, StandingClock())
    assert "已接着做完" in office.notices[0]
    assert (len(everything(office)), states(office)) == (60, {1: "done"})
    assert office.ledger.verify().ok
    office.close()


@pytest.mark.parametrize(
    ("how", "moment"), [("progress", 1), ("progress", 2), ("write", 1), ("write", 2), ("statement", 40), ("statement", 300)]
)
def test_an_undo_in_one_piece_that_was_killed_never_was(prepared, tmp_path, how, moment):
    folder = killed(begin(prepared, tmp_path), how, moment, "whole undo")
    office = Office.open(folder, StandingClock())
    assert office.notices == ()
    assert (len(everything(office)), states(office)) == (60, {1: "done"})
    assert office.ledger.undo("B1", office.actor()).reversed == 60
    assert office.ledger.verify().ok
    office.close()


@pytest.fixture
def waiting(tmp_path):
    """An office with 300 events that wait, closed."""
    office = Office.open(create(tmp_path / "office"), StandingClock())
    office.ledger.commit_import(plan([planned(number) for number in range(299)]), office.actor(via="import"))
    register(office)
    office.close()
    return office.folder


@pytest.mark.parametrize(
    ("how", "moment", "state"),
    [*(("statement", moment, "待受理") for moment in (1, 2, 3, 5, 300, 900, 1_400)), ("return", 1, "待签收"), ("return", 200, "待签收")],
)
def test_an_operation_on_many_that_was_killed_is_done_on_all_or_on_none(waiting, how, moment, state):
    killed(waiting, how, moment, "act")
    office = Office.open(waiting, StandingClock())
    assert [event.state for event in everything(office)] == [state] * 300
    done = rows(office, "SELECT count(*), count(DISTINCT deed) FROM steps WHERE action = '派遣'")
    assert done == [(300, 1) if state == "待签收" else (0, 0)]
    assert office.ledger.verify().ok
    office.close()


def test_what_a_killed_import_left_is_swept_though_another_program_has_its_number_now(prepared, tmp_path):
    folder = killed(begin(prepared, tmp_path), "progress", 4, "chunks", prepared[0] / "plan")
    with closing(sqlite3.connect(folder / LEDGER, isolation_level=None)) as hand:
        hand.execute("UPDATE batches SET pid = ? WHERE state = 'open'", (os.getppid(),))
    imported_again(prepared, swept(prepared, folder))
    assert not list(folder.glob("*importing*"))
