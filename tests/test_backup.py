"""Backup: a whole copy while others write, and a way back that takes only what we wrote."""

import os
import shutil
import zipfile

import pytest

from console import archive
from console.archive import pack, unpack
from console.office import FOLDERS, LEDGER, SETTINGS, Office, create
from db import backup
from db.memory import NAME
from tests.ledger_tools import behind, bring, dispatched, everything, planned, projection, refused, register, rows


@pytest.fixture
def full(office):
    """An office with work, an attachment and a template."""
    dispatched(office, caller_phone="13812345678")
    bring(office, [planned(number) for number in range(20)])
    (office.folder / "attachments" / "WG1").mkdir()
    (office.folder / "attachments" / "WG1" / "现场 照片.jpg").write_bytes(b"\xff\xd8picture")
    (office.folder / "templates" / "月报.xlsx").write_bytes(b"template")
    (office.folder / "inbox" / "来件.csv").write_text("not taken along")
    return office


def packed(office, tmp_path):
    pack(office.folder, tmp_path / "备份.zip")
    return tmp_path / "备份.zip"


def test_a_backup_brings_everything_back_to_another_place(full, tmp_path, clock):
    unpack(packed(full, tmp_path), tmp_path / "新的" / "地方")
    again = Office.open(tmp_path / "新的" / "地方", clock)
    assert projection(again) == projection(full)
    assert again.settings == full.settings
    assert again.ledger.verify().ok
    assert (again.folder / "attachments" / "WG1" / "现场 照片.jpg").read_bytes() == b"\xff\xd8picture"
    assert (again.folder / "templates" / "月报.xlsx").read_bytes() == b"template"
    assert all((again.folder / name).is_dir() for name in FOLDERS)
    assert list((again.folder / "inbox").iterdir()) == []
    assert register(again).no == register(full).no
    again.close()


def test_a_backup_is_one_moment_of_a_ledger_that_is_being_written(full, tmp_path, clock, monkeypatch):
    monkeypatch.setattr(backup, "PAGES", 5)
    writer = Office.open(full.folder, clock)
    written = []

    def meanwhile(_done, _total):
        if len(written) < 30:
            written.append(register(writer).no)
        return True

    before = len(everything(full))
    pack(full.folder, tmp_path / "备份.zip", meanwhile)
    assert len(written) > 3
    unpack(tmp_path / "备份.zip", tmp_path / "again")
    again = Office.open(tmp_path / "again", clock)
    assert again.ledger.verify().ok
    kept = [event.no for event in everything(again)]
    assert before <= len(kept) <= before + len(written)
    assert kept == [event.no for event in everything(full)][: len(kept)]
    again.close()
    writer.close()


@pytest.mark.parametrize("name", ["网格 50%#1?", "a b", "引'号"])
def test_an_office_may_have_any_name(tmp_path, name):
    create(tmp_path / name).joinpath("attachments", "旧.txt").write_text("x")
    os.utime(tmp_path / name / "attachments" / "旧.txt", (0, 0))
    pack(tmp_path / name, tmp_path / f"{name}.zip")
    unpack(tmp_path / f"{name}.zip", tmp_path / f"{name} 2")
    assert (tmp_path / f"{name} 2" / "attachments" / "旧.txt").read_text() == "x"


def test_what_is_there_is_not_overwritten(full, tmp_path):
    made = packed(full, tmp_path)
    before = made.read_bytes()
    refused("file_exists", pack, full.folder, made)
    assert made.read_bytes() == before
    full_folder = tmp_path / "belegt"
    full_folder.mkdir()
    (full_folder / "mine.txt").write_text("mine")
    for target in (full_folder, full.folder, made):
        refused("restore_target", unpack, made, target)
    assert [path.name for path in full_folder.iterdir()] == ["mine.txt"]
    assert full.ledger.verify().ok


def test_an_empty_folder_may_be_filled(full, tmp_path):
    (tmp_path / "leer").mkdir()
    unpack(packed(full, tmp_path), tmp_path / "leer")
    assert (tmp_path / "leer" / LEDGER).is_file()


def test_only_our_names_come_out_of_an_archive_and_never_outside_its_folder(full, tmp_path):
    made = packed(full, tmp_path)
    outside = ("../evil.txt", "templates/../../evil.txt", "/evil.txt", "attachments/../evil.txt", "evil.txt", "sub/evil.txt", "templates/")
    with zipfile.ZipFile(made, "a") as more:
        for name in outside:
            more.writestr(name, b"evil")
        more.writestr("templates//etc/inside.txt", b"inside")
        more.writestr("inbox/evil.csv", b"evil")
    target = tmp_path / "deep" / "down" / "office"
    unpack(made, target)
    assert list(tmp_path.rglob("evil*")) == []
    assert (target / "templates" / "etc" / "inside.txt").read_bytes() == b"inside"
    assert sorted(path.name for path in target.iterdir()) == sorted([*FOLDERS, LEDGER, SETTINGS, NAME])


def foreign(path, **entries):
    with zipfile.ZipFile(path, "w") as made:
        for name, content in entries.items():
            made.writestr(name.replace("__", "."), content)
    return path


def spoiled(made, path, place):
    """A copy in which some bytes are others."""
    content = bytearray(made.read_bytes())
    start = int(len(content) * place)
    content[start : start + 40] = bytes(40)
    path.write_bytes(content)
    return path


def broken_sources(made, room):
    with zipfile.ZipFile(made) as inside:
        ledger, settings = inside.read(LEDGER), inside.read(SETTINGS)
    yield room / "none.zip", "file_missing"
    yield room, "file_missing"
    text = room / "text.zip"
    text.write_text("not a zip")
    yield text, "restore_source"
    half = room / "half.zip"
    half.write_bytes(made.read_bytes()[: made.stat().st_size // 2])
    yield half, "restore_source"
    for place in (0.05, 0.3, 0.6):
        yield spoiled(made, room / f"{place}.zip", place), "restore_source"
    yield foreign(room / "foreign.zip", document__xml="<a/>"), "restore_source"
    yield foreign(room / "no settings.zip", ledger__db=ledger), "restore_source"
    yield foreign(room / "no ledger.zip", wangge__toml=settings), "restore_source"
    yield foreign(room / "text ledger.zip", wangge__toml=settings, ledger__db=b"text"), "restore_source"
    yield foreign(room / "empty ledger.zip", wangge__toml=settings, ledger__db=b""), "restore_source"
    yield foreign(room / "cut ledger.zip", wangge__toml=settings, ledger__db=ledger[: len(ledger) // 2]), "restore_source"
    locked = bytearray(foreign(room / "locked.zip", wangge__toml=settings, ledger__db=ledger).read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := locked.find(mark, start + 1)) >= 0:
            locked[start + offset] |= 1
    (room / "locked.zip").write_bytes(locked)
    yield room / "locked.zip", "restore_source"


def test_what_is_no_backup_of_ours_is_refused_and_leaves_nothing_behind(full, tmp_path):
    made, room, target = packed(full, tmp_path), tmp_path / "sources", tmp_path / "target"
    room.mkdir()
    target.mkdir()
    tried = [(source.name, code, refused(code, unpack, source, target / "office")) for source, code in broken_sources(made, room)]
    assert len(tried) == 14
    assert list(target.iterdir()) == []


def test_a_place_where_no_folder_can_be_made_is_refused(full, tmp_path):
    made = packed(full, tmp_path)
    refused("office_unwritable", unpack, made, made / "below" / "office")
    refused("backup_failed", pack, full.folder, made / "below.zip")


def test_a_backup_that_cannot_be_finished_leaves_nothing(full, tmp_path, monkeypatch):
    room = tmp_path / "room"

    def full_disk(*_args, **_kwargs):
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(archive.zipfile.ZipFile, "write", full_disk)
        refused("backup_failed", pack, full.folder, room / "备份.zip")
    assert list(room.iterdir()) == []
    (full.folder / SETTINGS).unlink()
    refused("backup_failed", pack, full.folder, room / "备份.zip")
    assert list(room.iterdir()) == []


def test_a_damaged_ledger_is_not_packed(full, tmp_path):
    (pages,) = rows(full, "PRAGMA page_count")[0]
    with behind(full) as hand:
        hand.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    full.close()
    room = tmp_path / "room"
    shutil.copytree(full.folder, tmp_path / "damaged")
    with (tmp_path / "damaged" / LEDGER).open("r+b") as file:
        for page in range(pages // 2, pages):
            file.seek(page * 4096)
            file.write(b"\xde\xad" * 2048)
    refused("backup_damaged", pack, tmp_path / "damaged", room / "备份.zip")
    assert list(room.iterdir()) == []
    refused("backup_damaged", backup.copy, tmp_path / "damaged" / LEDGER, room / "copy.db")
    assert list(room.iterdir()) == []


def test_a_backup_is_read_back_before_it_is_called_done(full, tmp_path, monkeypatch):
    room, put_in = tmp_path / "room", archive.zipfile.ZipFile.write

    def wrong(self, path, name):
        put_in(self, path, name)
        self.fp.flush()
        with open(self.fp.name, "r+b") as disk:  # noqa: PTH123 (the name is one of ours)
            disk.seek(2_000)
            disk.write(bytes(64))

    with monkeypatch.context() as patch:
        patch.setattr(archive.zipfile.ZipFile, "write", wrong)
        refused("backup_failed", pack, full.folder, room / "备份.zip")
    assert list(room.iterdir()) == []


def test_a_ledger_whose_last_seal_is_wrong_is_no_backup(full, tmp_path):
    with behind(full) as hand:
        hand.execute("DELETE FROM steps WHERE n = (SELECT max(n) FROM steps)")
    refused("backup_damaged", pack, full.folder, tmp_path / "备份.zip")
    refused("backup_damaged", backup.copy, full.folder / LEDGER, tmp_path / "copy.db")


def test_the_next_backup_or_restore_removes_what_a_killed_one_left(full, tmp_path):
    for room in (full.folder / "backups", tmp_path / "new"):
        (room / ".4194309-0123abcd.part").mkdir(parents=True)
        (room / ".4194309-0123abcd.part" / "ledger.db").write_text("half")
    pack(full.folder, full.folder / "backups" / "备份.zip")
    unpack(full.folder / "backups" / "备份.zip", tmp_path / "new" / "office")
    assert [path.name for path in (full.folder / "backups").iterdir()] == ["备份.zip"]
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["office"]


def test_an_archive_that_lies_among_the_attachments_does_not_hold_itself(full):
    target = full.folder / "attachments" / "备份.zip"
    pack(full.folder, target)
    with zipfile.ZipFile(target) as inside:
        assert [name for name in inside.namelist() if name.startswith("attachments/")] == ["attachments/WG1/现场 照片.jpg"]


def linked(name):
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o120777 << 16
    return entry


UNLIKE = {
    "a bomb": [("attachments/big", bytes(300 << 20))],
    "a bomb in parts": [(f"templates/{number}", bytes(100 << 20)) for number in range(3)],
    "settings that fill the memory": [(SETTINGS, b"#" * (5 << 20))],
    "a link": [(linked("templates/link"), b"/etc/passwd")],
    "one name twice": [("templates/a", b"1"), ("templates/a", b"2")],
    "one name twice on Windows": [("templates/a", b"1"), ("templates/A", b"2")],
    "a file as a folder": [("templates/a", b"1"), ("templates/a/b", b"2")],
    "a name that no disk takes": [("templates/" + "东" * 100, b"1")],
    "too many": [(f"templates/{number}", b"") for number in range(40)],
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("entries", UNLIKE.values(), ids=UNLIKE)
def test_an_archive_that_holds_what_no_backup_does_is_refused_before_anything_is_written(tmp_path, monkeypatch, entries):
    monkeypatch.setattr(archive, "MOST_ENTRIES", 30)
    made, room = tmp_path / "备份.zip", tmp_path / "room"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as more:
        more.writestr(LEDGER, b"x")
        for entry, content in entries:
            more.writestr(entry, content)
    error = refused("restore_suspect", unpack, made, room / "office")
    assert error.params["reason"]
    assert list(room.iterdir()) == []


def test_an_archive_for_which_the_disk_has_no_room_is_refused_at_once(full, tmp_path, monkeypatch):
    made = packed(full, tmp_path)
    monkeypatch.setattr(archive.shutil, "disk_usage", lambda _where: shutil._ntuple_diskusage(1, 1, 0))
    assert "磁盘空间不够" in str(refused("office_unwritable", unpack, made, tmp_path / "room" / "office"))
    assert list((tmp_path / "room").iterdir()) == []
