"""The inbox: what is listed, what is named as not taken, and that nothing is read twice."""

from __future__ import annotations

import os
from hashlib import file_digest

import pytest
from ledger_tools import command

from console import inbox
from importers.readers import read_csv
from wangge.errors import WanggeError

LIST = "工单编号,内容,上报时间\nGD1,路灯不亮,2026-11-05\n"


@pytest.fixture
def lay(office):
    """Puts a file into the inbox, as one that has been there for a while."""

    def put(name, text=LIST):
        path = office.folder / "inbox" / os.fsdecode(name)
        path.write_text(text, encoding="utf-8")
        os.utime(path, (1_700_000_000, 1_700_000_000))
        return path

    return put


def names(paths):
    return [path.name for path in paths]


def test_every_file_that_a_reader_takes_is_listed_and_the_others_are_named(office, lay):
    for name in ("a.xlsb", "b.ods", "c.csv", "d.pdf", "e.docx", "~$a.xlsx", ".hidden"):
        lay(name)
    assert sorted(names(inbox.new_files(office))) == ["a.xlsb", "b.ods", "c.csv"]
    assert inbox.not_taken(office) == ["d.pdf", "e.docx"]


def test_a_file_too_large_to_be_read_is_named_and_never_opened(office, lay):
    path = lay("大.csv")
    os.truncate(path, inbox.LARGEST + 1)
    assert inbox.new_files(office) == []
    assert inbox.not_taken(office) == ["大.csv"]
    with pytest.raises(WanggeError) as caught:
        office.planner.plan(path, office.clock())
    assert caught.value.code == "file_too_big"


def test_a_file_is_read_once_while_it_stays_as_it_is(office, lay, monkeypatch):
    read = []
    monkeypatch.setattr("console.inbox.file_digest", lambda file, kind: read.append(file.name) or file_digest(file, kind))
    path = lay("来件.csv")
    for _ in range(3):
        assert inbox.new_files(office) == [path]
    assert len(read) == 1
    path.write_text(LIST + "GD2,井盖破了,2026-11-05\n", encoding="utf-8")
    os.utime(path, (1_700_000_001, 1_700_000_001))
    inbox.new_files(office)
    assert len(read) == 2


def test_a_file_whose_name_is_no_utf_8_comes_in_and_leaves_the_list(office, lay):
    path = lay("工单.csv".encode("gbk"))
    made = office.planner.plan(path, office.clock())
    office.ledger.commit_import(made, office.actor(via="import"))
    assert (made.file, inbox.new_files(office)) == ("工单.csv", [])


def test_the_command_line_finds_a_file_whose_name_is_no_utf_8(office, lay):
    path = lay("热线.csv".encode("gbk"))
    assert command("--office", str(office.folder), "import", str(path), "--dry-run", "--json") == 0


def test_a_file_that_changes_while_it_is_read_is_not_taken(office, lay, monkeypatch):
    path = lay("来件.csv")

    def read(path, readers):
        sheets = read_csv(path)
        path.write_text(LIST * 2, encoding="utf-8")
        return sheets

    monkeypatch.setattr("importers.planning.read_file", read)
    with pytest.raises(WanggeError) as caught:
        office.planner.plan(path, office.clock())
    assert caught.value.code == "file_changing"
