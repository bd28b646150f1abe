"""Files: nobody else may read what the office keeps, whatever the umask, and no text of a user decides where a file lies."""

import os
from contextlib import closing
from stat import S_IMODE

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from console import answering, drafts, inbox, listed, views
from console.archive import pack, unpack, usual_name
from console.office import Office, create, read_settings
from db.backup import copy
from exports.saving import file_name, file_part, report_filename, save_new
from tests.ledger_tools import bring, command, dispatched, planned, register
from wangge import files
from wangge.views import View

UMASKS = (0o000, 0o022, 0o077, 0o777)


@pytest.fixture(params=UMASKS, ids=oct)
def umask(request):
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def readable(where):
    """What is in a folder that anybody but its owner may use, and what its owner may not."""
    found = {}
    for path in (where, *where.rglob("*")):
        mode = S_IMODE(path.lstat().st_mode)
        if mode != (files.FOLDER if path.is_dir() else files.FILE):
            found[str(path.relative_to(where))] = oct(mode)
    return found


@pytest.mark.needs("rights")
def test_all_that_the_office_writes_is_its_own_whatever_the_umask(tmp_path, clock, umask):
    folder = create(tmp_path / "outer" / "office", "东街")
    office = Office.open(folder, clock)
    with closing(office):
        event = dispatched(office, caller_phone="13812345678")
        bring(office, [planned(number) for number in range(3)])
        drafts.keep(folder, {"caller_phone": "13812345678"})
        drafts.keep(folder, {"caller_phone": "13812345678"}, "another")
        office.claims.claim(event.id, "one", "小王", clock())
        answering.write_reply(office, event, "已办结")
        listed.copied_file(office, "张三 13812345678")
        save_new(b"report", folder / "outbox" / "2026" / "月报.xlsx")
        inbox.put_pasted(folder, "a\tb", clock())
        views.save(office, View("我的", ""))
        pack(folder, folder / "backups" / "一.zip")
        copy(folder / "ledger.db", folder / "backups" / "ledger-before-0002.db")
        pack(folder, tmp_path / "elsewhere" / "二.zip")
        assert list(folder.glob("ledger.db-*")), "the log of a ledger in use is looked at too"
        assert readable(tmp_path / "outer") == readable(tmp_path / "elsewhere") == {}
    unpack(tmp_path / "elsewhere" / "二.zip", tmp_path / "restored" / "office")
    assert readable(tmp_path / "restored") == {}


@pytest.mark.needs("rights")
def test_an_older_office_is_closed_to_others_when_it_is_opened_and_says_so_once(tmp_path, clock, capsys):
    folder = create(tmp_path / "office", "东街")
    (folder / "attachments" / "WG1").mkdir()
    (folder / "attachments" / "WG1" / "照片.jpg").write_bytes(b"x")
    outside = tmp_path / "outside.txt"
    outside.write_text("not ours")
    outside.chmod(0o644)
    (folder / "templates" / "link").symlink_to(outside)
    (folder / "inbox" / "来件.csv").write_text("x")
    (folder / "inbox" / "来件.csv").chmod(0o444)
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink() and path.name != "来件.csv":
            path.chmod(0o755 if path.is_dir() else 0o664)
    with closing(Office.open(folder, clock)) as office:
        (said,) = office.notices
        assert "别人也能读" in said
    (folder / "templates" / "link").unlink()
    assert readable(folder) == {"inbox/来件.csv": "0o400"}
    assert S_IMODE(outside.stat().st_mode) == 0o644
    with closing(Office.open(folder, clock)) as office:
        assert office.notices == ()
    (folder / "ledger.db").chmod(0o644)
    assert command("--office", str(folder), "verify", "--json") == 0
    told = capsys.readouterr()
    assert "别人也能读" in told.err
    assert "别人" not in told.out


def test_what_replaces_a_file_appears_whole_or_not_at_all(tmp_path, monkeypatch):
    target = tmp_path / "记.json"
    files.put(target, b"before", durable=True)

    def full_disk(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        files.put(target, b"after", durable=True)
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_killed_process_left_unfinished_is_removed_and_nothing_else(tmp_path, clock):
    folder = create(tmp_path / "office", "东街")
    gone = 2**22 + 5  # no system gives such a number
    left = [
        folder / f".{gone}-0123abcd.part",
        folder / "backups" / f".{gone}-0123abcd.part-journal",
        folder / "outbox" / f".{gone}-9123abcd.part",
    ]
    left[0].write_text("half")
    left[1].write_text("half")
    left[2].mkdir()
    (left[2] / "ledger.db").write_text("half")
    kept = [files.part(folder / "x"), folder / ".note.part", folder / "backups" / "三.part", folder / f".{gone}-0123abcd.part.zip"]
    for path in kept:
        path.write_text("somebody's")
    Office.open(folder, clock).close()
    assert [path.exists() for path in left] == [False] * 3
    assert [path.exists() for path in kept] == [True] * 4


NAMES = (
    *("a/b", "综治中心/网格中心", "../x", "../../x", "..", ".", "/etc/passwd", "C:\\temp\\x", "\\\\server\\share", "~", "-rf"),
    *(
        "CON",
        "nul.txt",
        "LPT1",
        "com¹",
        "CONIN$",
        "con .x",
        "东街.",
        "东街. ",
        " 东街",
        "a\x00b",
        "a\nb",
        "\x1b]0;x\x07",
        "\u202egpj",
        "\ud800",
    ),
    *("东" * 300, "𠀀" * 300, "e\u0301" * 200, '*?<>|":', "   ", "🏠", "a" * 59 + "..b"),
)


def sound(name):
    """Whether every system has room for a file of this name in the folder that one means."""
    stem = name.split(".")[0].strip().upper()
    assert len(name.encode()) <= 255
    assert not set(name) & set('<>:"/\\|?*')
    assert not any(ord(sign) < 32 for sign in name)
    assert name[-1] not in " ."
    assert stem not in {
        "CON",
        "PRN",
        "AUX",
        "NUL",
        "CONIN$",
        "CONOUT$",
        *(f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³"),
    }
    return True


@pytest.mark.parametrize("name", NAMES)
def test_a_name_never_decides_where_a_file_lies(tmp_path, clock, name):
    if name.strip():
        folder = create(tmp_path / "office", name)
        made = read_settings(folder).name
        assert made
        before = set(tmp_path.rglob("*"))
        assert command("--office", str(folder), "backup") == 0
        (new,) = {path for path in tmp_path.rglob("*") if path.parent.name != "office"} - before
        assert new.parent == folder / "backups"
        assert sound(new.name)
    for made in (
        usual_name(name, clock()),
        report_filename(name, "月报", "2026-11"),
        report_filename(name, name, name),
        file_name((name,), ".zip"),
    ):
        assert sound(made)
        assert made.endswith((".zip", ".xlsx"))


@given(st.text(max_size=300), st.text(max_size=300))
@example("", "")
@example("a", "NUL")
def test_any_text_makes_a_name_that_every_system_takes(first, second):
    assert sound(report_filename(first, second, "2026-11"))
    part = file_part(first)
    assert part == "" or sound(part)
    assert file_part(part) == part


def test_a_number_of_the_office_may_hold_a_slash_and_its_reply_lies_in_the_outbox(tmp_path, clock):
    folder = create(tmp_path / "office", "东街")
    settings = folder / "wangge.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"WG{year}', '"东街/../{year}'), encoding="utf-8")
    with closing(Office.open(folder, clock)) as office:
        event = register(office)
        assert "/" in event.no
        path = answering.write_reply(office, event, "已办结")
        assert path.parent == folder / "outbox"
        assert path.read_text(encoding="utf-8") == "已办结\n"
