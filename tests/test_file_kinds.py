"""What is no table is called what it is, by its first bytes, in one Chinese sentence; and numbers that count days are read by the workbook's own base."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from console.importing import place
from console.words import put
from importers.readers import READERS
from importers.reading import read_file
from tests.ledger_tools import at, refused
from wangge.errors import CAUSES, WanggeError
from wangge.records import Problem

HTML = "<html><body><table><tr><td>编号</td></tr></table></body></html>"
MHT = "MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n--x\r\n"
XML = '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'


@pytest.mark.parametrize("name", ["来件.xls", "来件.xlsx", "来件.csv", "来件.et"])
@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (HTML.encode(), "HTML"),
        (b"\xef\xbb\xbf" + HTML.encode(), "HTML"),
        (b"\xff\xfe" + HTML.encode("utf-16-le"), "HTML"),
        (f"\r\n <!DOCTYPE html>{HTML}".encode("gbk"), "HTML"),
        (MHT.encode(), "MHT"),
        (XML.encode(), "Excel 2003"),
        (b"{\\rtf1\\ansi x}", "RTF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "图片"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
    ],
)
def test_what_is_no_table_is_called_what_it_is_whatever_its_name(tmp_path, name, content, kind):
    (tmp_path / name).write_bytes(content)
    error = refused("file_other", read_file, tmp_path / name, READERS)
    assert kind in error.params["kind"]
    assert name in put(error)


@pytest.mark.parametrize(("part", "kind"), [("word/document.xml", "Word"), ("ppt/x.xml", "演示"), ("照片/1.jpg", "压缩包")])
def test_what_is_packed_is_called_what_is_in_it(tmp_path, part, kind):
    with zipfile.ZipFile(tmp_path / "来件.xlsx", "w") as archive:
        archive.writestr(part, "x")
    assert kind in refused("file_other", read_file, tmp_path / "来件.xlsx", READERS).params["kind"]


@pytest.mark.parametrize("content", [b"PK\x03\x04rubbish", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rubbish", b'a,b\n"open,1\n'])
def test_a_damaged_file_is_said_to_be_damaged_without_a_word_of_english(tmp_path, content):
    path = tmp_path / ("来件.csv" if content.startswith(b"a,") else "来件.xlsx")
    path.write_bytes(content)
    error = refused("file_broken", read_file, path, READERS)
    assert not re.search("[A-Za-z]{3}", str(error.params["reason"]))


@pytest.mark.parametrize("code", sorted(CAUSES))
def test_a_sentence_ends_once(code):
    told = place("来件.xlsx", Problem(CAUSES[code], "表", 3, "内容", "x"))
    assert told.endswith("。")
    assert not told.endswith("。。")
    assert "。。" not in CAUSES[code]


@pytest.mark.parametrize(("epoch", "days"), [(None, 46300.375), (CALENDAR_MAC_1904, 44838.375)])
def test_a_number_in_a_date_column_is_a_day_by_the_workbooks_own_count(office, tmp_path, epoch, days):
    made = openpyxl.Workbook()
    if epoch:
        made.epoch = epoch
    for row in (["工单编号", "上报时间", "内容"], ["GD-1", days, "路灯不亮"], ["GD-2", days + 1, "井盖坏了"]):
        made.active.append(row)
    made.save(tmp_path / "a.xlsx")
    plan = office.planner.plan(tmp_path / "a.xlsx", datetime.fromisoformat("2027-01-01T00:00:00+08:00"))
    assert [row.values["reported_at"] for row in plan.rows] == [at("2026-10-05 09:00"), at("2026-10-06 09:00")]


def test_a_refusal_of_a_value_is_one_sentence_in_a_plan():
    error = WanggeError("time_unreadable", value="昨儿")
    assert place("来件.xlsx", Problem(str(error))).count("。") == str(error).count("。")
