"""Opening a ledger: a file that is none is left alone, a newer one too, and an older one is copied before it is changed."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from console.office import LEDGER, Office, create
from db import place, store
from db.store import Store
from tests.ledger_tools import SENT, TOLD, bring, dispatched, found, planned, projection, refused, register, rows
from wangge.errors import WanggeError
from wangge.lifecycle import ONE_KEY_DISPATCH
from wangge.query import EVERYTHING

KNOWN = sorted(store.MIGRATIONS.glob("[0-9]*.py"))
LAST = int(KNOWN[-1].name[:4])
NEXT = LAST + 1
REBUILD = """
def up(migrator, db):
    names = [row[1] for row in db.execute_sql("PRAGMA table_info(events)")]
    made = [row[0] for row in db.execute_sql("SELECT sql FROM sqlite_master WHERE tbl_name = 'events' ORDER BY type = 'index'")]
    db.execute_sql(made[0].replace("events", "events_new", 1).replace("uid TEXT", "mood TEXT, uid TEXT", 1))
    known = ", ".join(names)
    db.execute_sql(f"INSERT INTO events_new ({known}) SELECT {known} FROM events")
    db.execute_sql("DROP TABLE events")
    db.execute_sql("ALTER TABLE events_new RENAME TO events")
    for index in made[1:]:
        db.execute_sql(index)
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "backups").mkdir()
    return tmp_path


def opened(folder):
    return Store(folder / LEDGER, folder / "backups")


@pytest.fixture
def migrations(tmp_path, monkeypatch):
    """A folder of migrations to which a test may add."""
    own = tmp_path / "migrations"
    own.mkdir()
    for known in store.MIGRATIONS.glob("[0-9]*.py"):
        shutil.copy(known, own)
    monkeypatch.setattr(store, "MIGRATIONS", own)
    return own


def version(path):
    with closing(sqlite3.connect(path)) as hand:
        return hand.execute("PRAGMA user_version").fetchone()[0]


@pytest.mark.parametrize(
    "content", [b"x", b"not a database at all, but a text", b"PK\x03\x04" + b"\0" * 100, store.SQLITE_HEADER + b"\xff" * 5_000]
)
def test_a_file_that_is_no_ledger_is_left_as_it_is(folder, content):
    (folder / LEDGER).write_bytes(content)
    assert refused("ledger_not_database", opened, folder).params["path"] == folder / LEDGER
    assert (folder / LEDGER).read_bytes() == content
    assert list((folder / "backups").iterdir()) == []


def test_an_empty_file_becomes_an_empty_ledger(folder):
    (folder / LEDGER).touch()
    opened(folder).close()
    assert version(folder / LEDGER) == store.latest_version()


def test_a_ledger_of_a_newer_version_is_left_alone(folder):
    opened(folder).close()
    with closing(sqlite3.connect(folder / LEDGER)) as hand:
        hand.execute("PRAGMA user_version = 99")
    error = refused("ledger_newer", opened, folder)
    assert (error.params["found"], error.params["known"]) == (99, store.latest_version())
    assert version(folder / LEDGER) == 99


def test_a_folder_in_the_ledgers_place_is_refused(folder):
    (folder / LEDGER).mkdir()
    refused("office_unwritable", opened, folder)


def test_a_folder_that_may_not_be_written_is_refused_before_anything_is_made(folder, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: not (Path(path) == folder and mode == os.W_OK))
    refused("office_unwritable", opened, folder)
    assert not (folder / LEDGER).exists()


def test_a_place_where_no_file_can_be_is_refused(folder):
    (folder / "file").touch()
    refused("office_unwritable", Store, folder / "file" / LEDGER, folder / "backups")


MOUNTS = """sysfs /sys sysfs rw 0 0
/dev/sda1 / ext4 rw,relatime 0 0
/dev/sda2 /home xfs rw 0 0
//server/share /mnt/share cifs rw,vers=3.0 0 0
server:/export /mnt/share/local\\040disk nfs4 rw 0 0
/dev/sdb1 /mnt/share/usb vfat rw 0 0
me@host:/ /home/clerk/remote fuse.sshfs rw 0 0
C: /mnt/c 9p rw 0 0""".splitlines()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/office", ""),
        ("/home/clerk/office", ""),
        ("/mnt/share/office", "cifs"),
        ("/mnt/share", "cifs"),
        ("/mnt/shared/office", ""),
        ("/mnt/share/usb/office", ""),
        ("/mnt/share/local disk/office", "nfs4"),
        ("/home/clerk/remote/office", "fuse.sshfs"),
        ("/home/clerk/remoteness/office", ""),
        ("/mnt/c/office", "9p"),
    ],
)
def test_a_network_drive_is_known_by_its_mount(path, kind):
    assert place.mounted_kind(Path(path), MOUNTS) == kind


def test_a_ledger_on_a_network_drive_is_refused_with_its_kind(folder, monkeypatch):
    monkeypatch.setattr(place, "network_kind", lambda path: "cifs")
    error = refused("office_network", opened, folder)
    assert (error.params["path"], error.params["kind"]) == (folder, "cifs")
    assert not (folder / LEDGER).exists()


def test_readers_do_not_wait_for_the_writer_and_a_commit_is_on_the_disk(folder):
    opened_ = opened(folder)
    settings = {
        name: opened_.connection().execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "busy_timeout")
    }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 5_000}
    opened_.close()


def test_a_start_that_died_while_migrating_does_not_keep_the_next_one_out(folder):
    lock = folder / (LEDGER + ".migrating")
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    lock.write_text(str(dead.pid))
    opened(folder).close()
    assert not lock.exists()


def test_one_that_died_before_it_could_sign_does_not_either(folder):
    lock = folder / (LEDGER + ".migrating")
    lock.touch()
    os.utime(lock, (0, 0))
    opened(folder).close()
    assert not lock.exists()


def test_a_start_waits_for_one_that_is_migrating_and_says_so_when_it_takes_too_long(folder, monkeypatch):
    monkeypatch.setattr(store, "LOCK_WAIT", 0.01)
    lock = folder / (LEDGER + ".migrating")
    lock.write_text(str(os.getpid()))
    refused("ledger_busy", opened, folder)
    assert lock.exists()


def test_several_who_open_a_new_ledger_at_once_all_get_it(folder):
    def one(_):
        own = opened(folder)
        try:
            return own.key
        finally:
            own.close()

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(one, range(4)))) == 1
    assert sorted(path.name for path in folder.iterdir()) == ["backups", LEDGER]


@pytest.fixture
def worked_on(tmp_path, migrations):
    """An office of the newest version with work in it, closed."""
    office = Office.open(create(tmp_path / "office"))
    dispatched(office, caller_phone="13812345678")
    bring(office, [planned(1, extra={"备用列": "内容"})])
    office.ledger.undo("B1", office.actor())
    told = projection(office), rows(office, "SELECT * FROM steps JOIN step_data USING (n)")
    office.close()
    return office.folder, told


@pytest.mark.parametrize("change", ["def up(migrator, db):\n    db.execute_sql('ALTER TABLE events ADD COLUMN mood TEXT')\n", REBUILD])
def test_a_ledger_is_copied_before_it_is_brought_to_the_next_version(worked_on, migrations, change):
    folder, (events, steps) = worked_on
    (migrations / f"{NEXT:04}_mood.py").write_text(change)
    office = Office.open(folder)
    (copy,) = (folder / "backups").iterdir()
    assert copy.name.startswith(f"ledger-before-{NEXT:04}-")
    assert (version(copy), version(folder / LEDGER)) == (LAST, NEXT)
    assert projection(office, "mood") == events
    assert rows(office, "SELECT * FROM steps JOIN step_data USING (n)") == steps
    assert office.ledger.verify().ok
    register(office)
    office.close()
    old = folder.parent / "old"
    shutil.copytree(folder, old)
    shutil.copy(copy, old / LEDGER)
    (migrations / f"{NEXT:04}_mood.py").unlink()
    again = Office.open(old, meant=True)  # it is older than what was used last
    assert projection(again) == events
    assert again.ledger.verify().ok
    again.close()


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(worked_on, migrations):
    folder, (events, _) = worked_on
    broken = migrations / f"{NEXT:04}_broken.py"
    broken.write_text(
        "def up(migrator, db):\n    db.execute_sql('ALTER TABLE events ADD COLUMN mood TEXT')\n    raise RuntimeError('no')\n"
    )
    with pytest.raises(RuntimeError):
        Office.open(folder)
    assert version(folder / LEDGER) == LAST
    assert not (folder / (LEDGER + ".migrating")).exists()
    broken.unlink()
    office = Office.open(folder)
    assert projection(office) == events
    office.close()


def test_a_start_that_died_after_migrating_and_before_saying_so_is_finished_by_the_next(worked_on):
    folder, (events, _) = worked_on
    with closing(sqlite3.connect(folder / LEDGER)) as hand:
        hand.execute("PRAGMA user_version = 0")
    office = Office.open(folder)
    assert projection(office) == events
    assert version(folder / LEDGER) == LAST
    office.close()


def test_starts_within_one_second_keep_a_copy_each_and_go_on(worked_on, monkeypatch):
    folder, (events, _) = worked_on
    standing = SimpleNamespace(monotonic=time.monotonic, sleep=time.sleep, time=time.time, strftime=lambda _format: "20261120-120000")
    monkeypatch.setattr(store, "time", standing)
    for _ in range(3):
        with closing(sqlite3.connect(folder / LEDGER)) as hand:
            hand.execute(f"PRAGMA user_version = {store.numbers()[-2]}")
        Office.open(folder).close()
    copies = sorted(path.name for path in (folder / "backups").glob(f"ledger-before-{LAST:04d}-*"))
    assert copies == [f"ledger-before-{LAST:04d}-20261120-120000{more}.db" for more in ("-2", "-3", "")]
    office = Office.open(folder)
    assert projection(office) == events
    office.close()


def test_a_ledger_that_another_program_holds_is_busy_and_nothing_is_written(office):
    office.ledger.store.connection().execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(office.folder / LEDGER, isolation_level=None)) as hand:
        hand.execute("BEGIN IMMEDIATE")
        refused("ledger_busy", office.ledger.register, TOLD, office.actor())
        hand.execute("ROLLBACK")
    assert register(office).no.endswith("0001")


def test_a_full_disk_is_said_and_takes_nothing_half_way(office):
    register(office)
    connection = office.ledger.store.connection()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    refused("office_unwritable", office.ledger.register, {**TOLD, "text": "漏" * 20_000}, office.actor())
    assert rows(office, "SELECT (SELECT count(*) FROM steps), (SELECT count(*) FROM step_data), (SELECT count(*) FROM seals)") == [
        (1, 1, 1)
    ]
    connection.execute("PRAGMA max_page_count = 1073741823")
    assert register(office).no.endswith("0002")
    assert office.ledger.verify().ok


def test_a_damaged_page_is_said_in_our_words_wherever_it_lies(office, tmp_path):
    bring(office, [planned(number) for number in range(150)])
    last = register(office)
    while office.ledger.index_pending():
        pass
    office.ledger.store.connection().execute("PRAGMA wal_checkpoint(truncate)")
    office.close()
    pages = (office.folder / LEDGER).stat().st_size // 4096
    said = set()
    for page in range(1, pages):
        folder = tmp_path / f"damaged{page}"
        shutil.copytree(office.folder, folder)
        with (folder / LEDGER).open("r+b") as file:
            file.seek(page * 4096)
            file.write(b"\xff" * 4096)
        said |= troubles(folder, last.no)
    assert said == {"ledger_not_database"}


def troubles(folder, no):
    """The codes of what is refused in an office; anything else that is raised fails the test."""
    codes = set()

    def attempt(work, *args):
        try:
            return work(*args)
        except WanggeError as error:
            codes.add(error.code)

    office = attempt(Office.open, folder)
    if office is None:
        return codes
    for work, *args in (
        (lambda: list(office.queries.each(EVERYTHING)),),
        (found, office, "路灯 社区:空"),
        (lambda: office.queries.steps(office.queries.event(no)),),
        (lambda: list(office.queries.lives("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z")),),
        (office.ledger.act, no, ONE_KEY_DISPATCH, office.actor(), SENT),
        (register, office),
        (office.ledger.undo, "B1", office.actor()),
    ):
        attempt(work, *args)
    office.close()
    return codes


def test_a_reading_that_was_broken_off_ends_as_sqlite_ends_it(office):
    register(office)
    connection = office.ledger.store.connection()
    connection.set_progress_handler(lambda: 1, 1)
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        office.queries.count(EVERYTHING)
    connection.set_progress_handler(None, 1)
