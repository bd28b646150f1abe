"""The memory: an office that has been used knows its ledger, and takes no other, older or empty one for it."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import orjson
import pytest

from console.archive import pack
from console.office import LEDGER, REMADE, Office, create
from db.memory import NAME
from tests.ledger_tools import command, everything, refused, register, rows

WAL = LEDGER + "-wal"


@pytest.fixture
def used(tmp_path, clock):
    """The folder of an office that was used and closed."""
    folder = create(tmp_path / "office", "东街")
    shutil.copy(folder / LEDGER, tmp_path / "made.db")
    with closing(Office.open(folder, clock)) as office:
        for _ in range(3):
            register(office)
    return folder


def work(folder, clock, count=1):
    with closing(Office.open(folder, clock)) as office:
        return [register(office).no for _ in range(count)]


def state(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and not path.name.endswith("-shm")}


def another(tmp_path, clock, count=5):
    folder = create(tmp_path / "another", "西街")
    work(folder, clock, count)
    return folder


def gone(folder, _tmp_path, _clock):
    (folder / LEDGER).unlink()


def emptied(folder, _tmp_path, _clock):
    os.truncate(folder / LEDGER, 0)


def gone_with_its_memory(folder, _tmp_path, _clock):
    (folder / LEDGER).unlink()
    (folder / NAME).unlink()


def emptied_with_its_memory(folder, _tmp_path, _clock):
    os.truncate(folder / LEDGER, 0)
    (folder / NAME).unlink()


def a_database_of_something_else(folder, _tmp_path, _clock):
    (folder / LEDGER).unlink()
    with closing(sqlite3.connect(folder / LEDGER)) as hand, hand:
        hand.execute("CREATE TABLE shopping (what TEXT)")


def an_empty_database_without_a_memory(folder, _tmp_path, _clock):
    (folder / LEDGER).unlink()
    (folder / NAME).unlink()
    with closing(sqlite3.connect(folder / LEDGER, isolation_level=None)) as hand:
        hand.execute("VACUUM")


def gone_but_its_log_is_there(folder, _tmp_path, clock):
    killed(folder, "register(office)")
    (folder / LEDGER).unlink()


def of_another(folder, tmp_path, clock):
    shutil.copy(another(tmp_path, clock) / LEDGER, folder / LEDGER)


def of_a_new_office(folder, tmp_path, _clock):
    shutil.copy(create(tmp_path / "new", "东街") / LEDGER, folder / LEDGER)


def older(folder, tmp_path, clock):
    shutil.copy(folder / LEDGER, tmp_path / "old.db")
    work(folder, clock)
    shutil.copy(tmp_path / "old.db", folder / LEDGER)


def as_it_was_made(folder, tmp_path, clock):
    """A copy from before the first event."""
    shutil.copy(tmp_path / "made.db", folder / LEDGER)


def gone_on_from_an_older_one(folder, tmp_path, clock):
    """An older copy on which as much was done since."""
    apart = tmp_path / "apart"
    shutil.copytree(folder, apart)
    work(folder, clock, 2)
    work(apart, clock, 4)
    shutil.copy(apart / LEDGER, folder / LEDGER)


def without_its_log(folder, _tmp_path, clock):
    killed(folder, "register(office); office.remember()")
    (folder / WAL).unlink()


def with_anothers_log(folder, tmp_path, clock):
    apart = another(tmp_path, clock)
    killed(apart, "register(office)")
    shutil.copy(apart / WAL, folder / WAL)


def older_under_a_newer_log(folder, tmp_path, clock):
    work(folder, clock, 20)
    shutil.copy(folder / LEDGER, tmp_path / "old.db")
    work(folder, clock, 60)
    killed(folder, "for _ in range(90): register(office)\noffice.remember()")
    shutil.copy(tmp_path / "old.db", folder / LEDGER)


LOST = {
    gone: "ledger_lost",
    emptied: "ledger_lost",
    gone_with_its_memory: "ledger_lost",
    emptied_with_its_memory: "ledger_lost",
    a_database_of_something_else: "ledger_lost",
    an_empty_database_without_a_memory: "ledger_lost",
    gone_but_its_log_is_there: "ledger_lost",
    of_another: "ledger_other",
    of_a_new_office: "ledger_other",
    older: "ledger_older",
    as_it_was_made: "ledger_older",
    without_its_log: "ledger_older",
    older_under_a_newer_log: "ledger_older",
    gone_on_from_an_older_one: "ledger_parted",
    with_anothers_log: "ledger_log",
}


def killed(folder, what):
    """Do something in a process that is killed."""
    script = f"""
import os
from datetime import UTC, datetime
from pathlib import Path
from console.office import Office
from tests.ledger_tools import register
office = Office.open(Path({str(folder)!r}), lambda: datetime(2026, 11, 20, 4, tzinfo=UTC))
{what}
os._exit(9)
"""
    done = subprocess.run(
        [sys.executable, "-P", "-c", script],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        check=False,
        capture_output=True,
    )
    assert done.returncode == 9, done.stderr


@pytest.mark.parametrize("spoil", LOST, ids=lambda spoil: spoil.__name__)
def test_a_ledger_that_is_not_the_one_that_was_used_is_refused_and_nothing_is_changed(used, tmp_path, clock, capsys, spoil):
    spoil(used, tmp_path, clock)
    before = state(used)
    error = refused(LOST[spoil], Office.open, used, clock)
    for words in (("events",), ("register", "--text", "路灯不亮"), ("act", "WG202611200001", "签收", "--json")):
        assert command("--office", str(used), *words) == 1
        assert str(error) in capsys.readouterr().err
    assert state(used) == before


@pytest.mark.parametrize("spoil", [of_another, older, without_its_log, gone_on_from_an_older_one], ids=lambda spoil: spoil.__name__)
def test_verify_looks_at_such_a_ledger_and_says_first_that_it_is_another(used, tmp_path, clock, capsys, spoil):
    spoil(used, tmp_path, clock)
    assert command("--office", str(used), "verify", "--json") == 1
    (problem,) = orjson.loads(capsys.readouterr().out)["problems"]
    assert "wangge confirm ledger" in problem["message"]
    refused(LOST[spoil], Office.open, used, clock)


def test_the_refusal_names_the_newest_backup_and_the_command_that_restores_it(used, clock, capsys, tmp_path):
    assert "没有备份" in str(lost_and_said(used, clock))
    shutil.move(tmp_path / "kept", used / LEDGER)
    for name, at in (("旧.zip", 1_000), ("新 的.zip", 2_000)):
        pack(used, used / "backups" / name)
        os.utime(used / "backups" / name, (at, at))
    said = str(lost_and_said(used, clock))
    _, _, line = said.partition("wangge restore ")
    import shlex

    assert command("restore", *shlex.split(line)) == 0
    source, target = shlex.split(line)
    assert source.endswith("新 的.zip")
    with closing(Office.open(tmp_path / target)) as again:
        assert [event.no for event in everything(again)] == ["WG202611200001", "WG202611200002", "WG202611200003"]
        assert rows(again, "SELECT count(*) FROM steps WHERE action = '恢复备份'") == [(1,)]
        assert register(again).version == 5
    capsys.readouterr()


def lost_and_said(folder, clock):
    shutil.move(folder / LEDGER, folder.parent / "kept")
    return refused("ledger_lost", Office.open, folder, clock)


@pytest.mark.parametrize(
    "spoil", [of_another, older, as_it_was_made, without_its_log, gone_on_from_an_older_one], ids=lambda spoil: spoil.__name__
)
def test_another_ledger_that_is_meant_is_taken_by_a_command_that_records_it(used, tmp_path, clock, capsys, spoil):
    spoil(used, tmp_path, clock)
    refused(LOST[spoil], Office.open, used, clock)
    assert command("--office", str(used), "confirm", "ledger", "--reason", "新的坏了", "--as", "小王") == 0
    with closing(Office.open(used, clock)) as office:
        ((actor, body),) = rows(office, "SELECT s.actor, d.body FROM steps s JOIN step_data d ON d.n = s.n WHERE s.action = '采用台账'")
        assert actor == "小王"
        assert orjson.loads(body)["data"]["reason"] == "新的坏了"
        assert orjson.loads(body)["data"]["trouble"] == LOST[spoil]
        assert office.memory.problems(office.ledger.store) == ()
    assert command("--office", str(used), "confirm", "ledger", "--reason", "再来") == 1
    assert "没有要确认的" in capsys.readouterr().err


@pytest.mark.parametrize("spoil", [gone, emptied, with_anothers_log], ids=lambda spoil: spoil.__name__)
def test_what_is_no_ledger_of_anybody_cannot_be_meant(used, tmp_path, clock, capsys, spoil):
    spoil(used, tmp_path, clock)
    before = state(used)
    assert command("--office", str(used), "confirm", "ledger", "--reason", "就这样") == 1
    assert state(used) == before
    capsys.readouterr()


def test_a_confirmation_that_cannot_be_recorded_confirms_nothing(used, tmp_path, clock, monkeypatch):
    older(used, tmp_path, clock)
    with closing(Office.open(used, clock, meant=True)):
        pass
    refused("ledger_older", Office.open, used, clock)


def test_a_folder_that_is_copied_stays_an_office_and_each_goes_its_own_way(used, tmp_path, clock):
    shutil.copytree(used, tmp_path / "copy")
    assert work(used, clock) == work(tmp_path / "copy", clock) == ["WG202611200004"]


def test_a_ledger_that_is_newer_than_the_memory_is_its_own(used, tmp_path, clock):
    before = (used / NAME).read_bytes()
    killed(used, "register(office)")
    assert (used / NAME).read_bytes() == before
    assert work(used, clock) == ["WG202611200005"]
    assert (used / NAME).read_bytes() != before


def test_a_memory_of_what_stands_in_the_log_alone_is_right(used, clock):
    killed(used, "register(office); office.remember(); register(office)")
    assert work(used, clock) == ["WG202611200006"]


def test_several_at_once_leave_a_memory_that_fits(used, clock):
    first, second = Office.open(used, clock), Office.open(used, clock)
    register(first)
    second.close()
    register(first)
    third = Office.open(used, clock)
    first.remember()
    register(third)
    first.close()
    third.close()
    with closing(Office.open(used, clock)) as office:
        assert office.notices == ()
        assert office.verify().ok


def test_an_office_that_only_reads_writes_no_memory(used, clock, monkeypatch):
    from wangge import files

    written = []
    monkeypatch.setattr(files, "put", lambda *args, **kwargs: written.append(args))
    assert command("--office", str(used), "events", "--json") == 0
    assert written == []


@pytest.mark.parametrize(
    "content", [None, b"", b"{", b"[]", b"\xff\xfe", b'{"ledger": 1, "seal": "x", "hash": 3}', b'{"ledger": "", "seal": -1, "hash": ""}']
)
def test_a_memory_that_is_gone_or_damaged_is_said_recorded_and_made_again(used, clock, content):
    (used / NAME).unlink() if content is None else (used / NAME).write_bytes(content)
    with closing(Office.open(used, clock)) as office:
        (said,) = office.notices
        assert NAME in said
        assert rows(office, "SELECT count(*) FROM steps WHERE action = ?", REMADE) == [(1,)]
    with closing(Office.open(used, clock)) as office:
        assert office.notices == ()
        assert office.verify().ok


def test_an_office_from_before_gets_its_memory_at_the_first_opening_and_nothing_is_said(used, clock):
    (used / NAME).unlink()
    with closing(sqlite3.connect(used / LEDGER)) as hand, hand:
        hand.execute("DELETE FROM meta WHERE key = 'remembered'")
    with closing(Office.open(used, clock)) as office:
        assert office.notices == ()
    assert orjson.loads((used / NAME).read_bytes())["seal"] == 3


def test_verify_compares_with_what_is_remembered(used, tmp_path, clock):
    with closing(Office.open(used, clock)) as office:
        assert office.verify().ok
        right = (used / NAME).read_bytes()
        (used / NAME).write_bytes(right.replace(b'"seal":3', b'"seal":9'))
        (problem,) = office.verify().problems
        assert "旧" in problem.message
        (used / NAME).unlink()
        (problem,) = office.verify().problems
        assert NAME in problem.message
