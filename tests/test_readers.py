"""Readers: bytes become cells or one clear refusal, in a child that may loop, swell or die without harm."""

from __future__ import annotations

import importlib
import os
import struct
import zipfile
from datetime import date, datetime
from itertools import count

import openpyxl
import pytest
import xlwt

from importers.readers import CSV_FILES, OLE_MAGIC, READERS, WORKBOOKS, decode, read_csv, read_workbook
from importers.reading import read_file
from wangge.catalogue import Reader
from wangge.errors import WanggeError

LIST = "编号,内容,上报时间\nA1,“楼上”漏水，很久了,2026-01-05\n"


def refused(call, *arguments, **more):
    with pytest.raises(WanggeError) as caught:
        call(*arguments, **more)
    assert "Traceback" not in str(caught.value)
    assert str(caught.value).endswith(("。", "）。"))
    return caught.value.code


@pytest.fixture
def put(tmp_path):
    numbers = count()

    def write(content, name="来件.csv"):
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def cells(path):
    ((sheet),) = read_csv(path)
    return sheet.rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_chinese_is_read_in_every_encoding_that_offices_use(put, encoding):
    bom = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    rows = cells(put(bom + LIST.encode(encoding)))
    assert rows == [["编号", "内容", "上报时间"], ["A1", "“楼上”漏水，很久了", "2026-01-05"]]


@pytest.mark.parametrize("text", ["编号\n中文", "联通", "编号,内容\nA1,联通\n", "𠮷野家,㐂"])
def test_a_short_text_is_utf_8_when_it_can_be_and_gb18030_when_not(text):
    assert decode(text.encode(), "") == text
    assert decode(text.encode("gb18030"), "") == text


@pytest.mark.parametrize("raw", [b"\xff\xff\xff", "编号".encode("utf-16")[:-1], b"\xef\xbb\xbf\xff", "é,ü\n".encode("latin-1") + b"\xff"])
def test_bytes_that_are_no_text_are_refused_not_guessed(put, raw):
    assert refused(read_csv, put(raw)) == "file_encoding"


def test_a_binary_file_called_csv_is_no_table(put):
    assert refused(read_csv, put(b"\x01\x00\x02\x00" * 10)) == "file_kind"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b;x\n1,2\n", [["a", "b;x"], ["1", "2"]]),
        ("a\tb,x\n1\t2\n", [["a", "b,x"], ["1", "2"]]),
        ("a;b;c\n1;2;3\n", [["a", "b", "c"], ["1", "2", "3"]]),
        ("alone\n1\n", [["alone"], ["1"]]),
        ('a,b\r\n"x\r\ny",2\r\n', [["a", "b"], ["x\r\ny", "2"]]),
        ('a,b\n"say ""hi""",2', [["a", "b"], ['say "hi"', "2"]]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ],
    ids=["comma", "tab", "semicolon", "one column", "line break inside", "doubled quotes", "old Mac"],
)
def test_the_delimiter_is_the_sign_that_comes_most(put, text, rows):
    assert cells(put(text)) == rows


def book(path, *rows, title="工单"):
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


def test_a_workbook_gives_typed_cells_from_its_first_row_and_says_which_sheet_is_hidden(tmp_path):
    made = openpyxl.Workbook()
    made.active.title = "工单"
    made.active["B3"] = "内容"
    made.active["C3"] = datetime(2026, 1, 5, 9, 30)
    made.active["D3"] = 3.5
    made.active["E3"] = True
    made.active["F3"] = date(2026, 1, 5)
    made.active.merge_cells("B3:B4")
    made.create_sheet("字典").sheet_state = "hidden"
    made.create_sheet("第二页")["A1"] = "编号"
    made.save(tmp_path / "a.xlsx")
    first, hidden, second = read_workbook(tmp_path / "a.xlsx")
    assert [(each.name, each.hidden) for each in (first, hidden, second)] == [("工单", False), ("字典", True), ("第二页", False)]
    assert list(first.rows[2][1:]) == ["内容", datetime(2026, 1, 5, 9, 30), 3.5, True, date(2026, 1, 5)]
    assert first.merged == [(2, 1, 3, 1)]


def test_an_old_xls_is_read_by_the_same_reader(tmp_path):
    made = xlwt.Workbook(encoding="utf-8")
    sheet = made.add_sheet("台账")
    sheet.write(0, 0, "编号")
    sheet.write_merge(1, 2, 0, 0, "A1")
    made.save(str(tmp_path / "a.xls"))
    (found,) = read_file(tmp_path / "a.xls", READERS)
    assert (found.name, found.rows[0][0], list(found.merged)) == ("台账", "编号", [(1, 0, 2, 0)])


def test_what_a_file_is_called_does_not_decide_when_its_first_bytes_do(tmp_path):
    for name in ("来件.csv", "来件.et", "来件"):
        assert read_file(book(tmp_path / "a.xlsx", ["编号"]).rename(tmp_path / name), READERS)[0].name == "工单"


def test_an_xls_that_is_a_text_table_is_read_as_one(put):
    (sheet,) = read_file(put(LIST.replace(",", "\t").encode("gbk"), "导出.xls"), READERS)
    assert sheet.rows[1] == ["A1", "“楼上”漏水，很久了", "2026-01-05"]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "空.csv", "file_empty"),
        (b"", "空.xlsx", "file_empty"),
        (b"%PDF-1.7 ...", "通知.pdf", "file_other"),
        (b"\x89PNG\r\n\x1a\n\x00", "照片.png", "file_other"),
        (b"<html><table><tr><td>1</td></tr></table>", "导出.xls", "file_other"),
        (b"\x00\x00\x00\x00", "坏.xlsx", "file_kind"),
        (b"PK\x03\x04 and nothing more", "断.xlsx", "file_broken"),
        (OLE_MAGIC + b"\x00" * 600, "断.xls", "file_broken"),
        (OLE_MAGIC + b"\x00" * 504 + "EncryptedPackage".encode("utf-16-le"), "密.xlsx", "file_password"),
    ],
)
def test_a_file_that_is_no_table_is_refused_by_its_cause(put, content, name, code):
    assert refused(read_file, put(content, name), READERS) == code


def test_a_missing_file_and_a_folder_are_refused_by_name(tmp_path):
    assert refused(read_file, tmp_path / "没有.xlsx", READERS) == "file_missing"
    (tmp_path / "夹.xlsx").mkdir()
    assert refused(read_file, tmp_path / "夹.xlsx", READERS) == "file_directory"


@pytest.mark.parametrize("tail", ["", "\n", "\r\n", "\nA2,漏水\n"])
def test_a_quote_that_is_never_closed_is_said_and_swallows_no_rows(put, tail):
    with pytest.raises(WanggeError, match="双引号") as caught:
        read_csv(put(f'编号,内容\nA1,"路灯{tail}'.encode()))
    assert caught.value.code == "file_broken"
    assert cells(put(f'编号,内容\nA1,"路灯"{tail}'.encode()))[1] == ["A1", "路灯"]


@pytest.mark.needs("pty")
def test_a_pipe_is_refused_and_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "来件.csv")
    assert refused(read_file, tmp_path / "来件.csv", READERS) == "file_unreadable"


def test_a_cell_in_the_last_corner_of_a_sheet_is_too_big(tmp_path):
    made = openpyxl.Workbook()
    made.active.cell(1, 1, "编号")
    made.active.cell(1_048_576, 16_384, "x")
    made.save(tmp_path / "a.xlsx")
    assert refused(read_file, tmp_path / "a.xlsx", READERS) == "file_too_big"


def test_a_truncated_workbook_is_broken(tmp_path):
    path = book(tmp_path / "a.xlsx", ["编号", "内容"])
    path.write_bytes(path.read_bytes()[:-200])
    assert refused(read_workbook, path) == "file_broken"


def test_a_zip_that_is_no_workbook_is_broken(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert refused(read_workbook, tmp_path / "a.xlsx") == "file_broken"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = book(tmp_path / "a.xlsx", ["编号"])
    raw = bytearray(path.read_bytes())
    entry = raw.rindex(b"PK\x01\x02")
    raw[entry + 24 : entry + 28] = struct.pack("<I", 0xF000_0000)
    path.write_bytes(raw)
    assert refused(read_workbook, path) == "file_too_big"


READERS_OF_A_PLUGIN = """
import os, sys
from wangge import RawSheet, WanggeError

def loops(path):
    while True:
        pass

def swells(path):
    return [bytearray(8 << 30)]

def dies(path):
    os._exit(3)

def fails(path):
    raise RuntimeError("secret " + path.read_text())

def refuses(path):
    raise WanggeError("file_form", file=path.name, reason="只有图片")

def chats(path):
    print("reading", path)
    return [RawSheet("", [["编号", "内容"]])]

def answers_nothing(path):
    return None

def answers_rubbish(path):
    return ["编号", "内容"]

def answers_a_secret_way(path):
    return [RawSheet("", [[lambda: 1]])]
"""


@pytest.fixture
def plugin(tmp_path, monkeypatch):
    """A reader function of a plugin's module, which the child has to find by itself."""
    folder = tmp_path / "plugin"
    folder.mkdir()
    (folder / "strange_readers.py").write_text(READERS_OF_A_PLUGIN, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.syspath_prepend(str(folder))
    module = importlib.import_module("strange_readers")
    (tmp_path / "来件.odd").write_text("private", encoding="utf-8")

    def run(function, seconds=20.0):
        return read_file(tmp_path / "来件.odd", [Reader("奇怪", (".odd",), getattr(module, function))], seconds)

    yield run
    monkeypatch.delitem(importlib.sys.modules, "strange_readers")


def test_a_reader_that_never_ends_is_stopped(plugin):
    assert refused(plugin, "loops", 1.0) == "file_slow"


@pytest.mark.parametrize(
    ("function", "code"),
    [
        ("swells", "file_too_big"),
        ("dies", "file_broken"),
        ("refuses", "file_form"),
        ("answers_nothing", "file_broken"),
        ("answers_rubbish", "file_broken"),
        ("answers_a_secret_way", "file_broken"),
    ],
)
def test_whatever_a_reader_does_the_clerk_is_told_one_cause(plugin, function, code):
    assert refused(plugin, function) == code


def test_a_reader_that_fails_is_told_without_what_it_said(plugin):
    with pytest.raises(WanggeError, match="RuntimeError") as caught:
        plugin("fails")
    assert "private" not in str(caught.value)


def test_a_reader_that_prints_is_still_understood(plugin):
    assert plugin("chats")[0].rows == [["编号", "内容"]]


def test_a_readers_magic_goes_before_the_ending():
    assert WORKBOOKS.magic
    assert not CSV_FILES.magic
    assert not set(WORKBOOKS.endings) & set(CSV_FILES.endings)
