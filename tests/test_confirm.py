"""One question before a command writes: Enter agrees, anything else and the end of the input do not, and none of it is a traceback."""

from __future__ import annotations

import io
import sys

import pytest

from console.confirm import confirmed
from tests.ledger_tools import bring, command, planned, register, table
from wangge.query import And


@pytest.fixture
def answering(monkeypatch):
    def at_a_terminal(text):
        asked = io.StringIO(text)
        asked.isatty = lambda: True
        monkeypatch.setattr(sys, "stdin", asked)

    return at_a_terminal


@pytest.mark.parametrize(
    ("typed", "agreed"), [("\n", True), ("y\n", True), ("是\n", True), ("n\n", False), ("不\n", False), ("", False), ("y", True)]
)
def test_enter_agrees_and_the_end_of_the_input_does_not(answering, capsys, typed, agreed):
    answering(typed)
    assert confirmed("好吗：", "没有办。加 --yes 再来。") is agreed
    told = capsys.readouterr()
    assert told.out.startswith("好吗：")
    assert ("--yes" in told.err) == (typed == "")


def test_where_nobody_can_be_asked_nothing_is_asked(monkeypatch, answering, capsys):
    answering("\n")
    assert not confirmed("好吗：", "没有办。", json=True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    assert not confirmed("好吗：", "没有办。")
    assert capsys.readouterr().out == ""


def test_every_command_that_asks_takes_the_end_of_the_input_for_a_no(office, answering, tmp_path, capsys):
    bring(office, [planned(1), planned(2)])
    register(office)
    first, second = (event.no for event in office.queries.page(And()).events[:2])
    office.close()
    notice = tmp_path / "放假.json"
    notice.write_text('{"year": 2027, "days": [{"date": "2027-01-01", "isOffDay": true}]}', encoding="utf-8")
    departments = table(tmp_path / "部门.csv", [("司法所", "常驻")], ("部门", "入驻方式"))
    orders = table(tmp_path / "来件.csv", [("N1", "井盖松动，车过有响声", "2026-11-02 09:00", "市容环境")])
    for asked in (
        ["import", str(orders)],
        ["merge", first, "--into", second],
        ["calendar", "--import", str(notice)],
        ["units", "--import", str(departments)],
    ):
        answering("")
        assert command("--office", str(office.folder), *asked) == 1, asked
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        assert "--yes" in told.err, asked
