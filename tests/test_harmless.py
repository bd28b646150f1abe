"""What comes from outside commands no terminal, wherever it is printed or drawn: files, sheets, headers, values, plugins, paths, the environment."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from screens import console
from terminal import Terminal, wangge

from console.office import Office, create
from console.terminal import escaped, harmless
from tests.conftest import StandingClock
from tests.ledger_tools import command

CLIPBOARD = "\x1b]52;c;cm0gLXJmIC8=\x07"
TITLE = "\x1b]0;pwned\x07"
COMMANDS = (
    CLIPBOARD,
    TITLE,
    "\x1b[2J",
    "\x1b[31m",
    "\x9b31m",
    "\x9d0;x\x9c",
    "\r",
    "\x08",
    "\u202e",
    "\u2066",
    "\u2028",
    "\u200b",
    "\U000e0041",
    "\x85",
)
NASTY = f"甲{''.join(COMMANDS)}乙"
OBEYED = {
    *map(chr, (*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000))),
    *"\u061c\u200b\u200e\u200f\u2028\u2029\u2060\ufeff\ufffe\uffff",
    *map(chr, range(0xE0000, 0xE0080)),
}


def obeyed(text: str) -> set[str]:
    return OBEYED.intersection(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(COMMANDS) | st.text(max_size=5) | st.sampled_from(sorted(OBEYED))).map("".join))
def test_what_is_shown_has_no_sign_that_a_terminal_obeys(text):
    assert not obeyed(harmless(text))
    assert harmless(harmless(text)) == harmless(text)
    printed = escaped(json.dumps(text, ensure_ascii=False))
    assert not obeyed(printed)
    assert json.loads(printed).encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")
    printed.encode()


@pytest.mark.parametrize("text", ["漏水 Ａ\u3000。", "👨‍👩‍👧", "e\u0301", "مرحبا", "两行\n和\t格"])
def test_what_is_only_seen_is_shown_to_the_letter(text):
    assert harmless(text) == text


def book(path: Path) -> Path:
    made = Workbook()
    sheet = made.active
    sheet.title = "甲\u202e乙\x85丙"[:31]
    sheet.append(["来电时间", "诉求内容", "奇怪\u202e的\x9b31m列\u2028"])
    sheet.append(["2026-13-45 09:00", "路灯坏了\u202e反\x9b31m", "x"])
    made.save(path)
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "{nasty}.csv", "--yes"),
        ("import", "{nasty}.xlsx", "--dry-run"),
        ("import", "没有{nasty}.csv"),
        ("events", "{nasty}:1"),
        ("events", "社区:{nasty}"),
        ("show", "{nasty}"),
        ("{nasty}",),
        ("events", "--{nasty}"),
        ("report", "{nasty}"),
        ("report", "2026-11", "--out", "{nasty}/x"),
        ("act", "{nasty}", "签收"),
        ("verify", "--office", "{nasty}"),
        ("restore", "{nasty}.zip", "{nasty}"),
        ("plugins",),
    ],
)
@pytest.mark.parametrize("style", [(), ("--json",)])
def test_no_command_sends_on_what_it_was_given(tmp_path, monkeypatch, capfd, arguments, style):
    folder = create(tmp_path / "office", "东街")
    monkeypatch.chdir(tmp_path)
    nasty = NASTY.replace("\r", "").replace("\x85", "").replace("/", "／")
    Path(f"{nasty}.csv").write_text(f"来电时间,诉求内容,{nasty}\n2026-99-01,漏水{nasty},y\n", encoding="utf-8")
    book(Path(f"{nasty}.xlsx"))
    monkeypatch.setenv("WANGGE_OFFICE", str(folder))
    command(*(part.replace("{nasty}", nasty) for part in (*arguments, *style)))
    told = capfd.readouterr()
    assert told.out + told.err
    assert not obeyed(told.out + told.err)


def test_a_folder_that_the_environment_names_is_harmless_in_the_refusal(monkeypatch, capfd):
    monkeypatch.setenv("WANGGE_OFFICE", NASTY)
    assert command("events") == 2 or command("events") == 1
    told = capfd.readouterr()
    assert "甲" in told.err
    assert not obeyed(told.out + told.err)


@pytest.fixture
def laid_out(tmp_path):
    """An office whose inbox holds files with such names and such contents."""
    folder = create(tmp_path / "office", "东街")
    for place, sign in enumerate(COMMANDS):
        if "/" not in sign:
            (folder / "inbox" / f"{place}甲{sign}乙.csv").write_text(
                f"来电时间,诉求内容,列{sign}名\n2026-99-01 09:00,路灯坏了{sign}第{place}处,\n", encoding="utf-8"
            )
    book(folder / "inbox" / f"甲{TITLE}乙.xlsx")
    for path in (folder / "inbox").iterdir():
        os.utime(path, (1, 1))
    return folder


async def test_the_import_screen_draws_file_names_and_plans_as_text(laid_out):
    office = Office.open(laid_out, StandingClock())
    try:
        async with console(office, (100, 40)) as (pilot, shown):
            await pilot.press("f8")
            told = await shown()
            assert told.count("甲") >= len(COMMANDS) - 1
            assert not obeyed(told)
            await pilot.press("1")
            told = await shown()
            assert "路灯" in told or "列" in told
            assert not obeyed(told)
    finally:
        office.close()


@pytest.mark.needs("pty")
def test_no_escape_of_a_file_name_reaches_the_terminal(laid_out):
    with Terminal(wangge("--office", str(laid_out), "--lang", "zh"), (100, 40)) as terminal:
        terminal.until("待受理")
        terminal.press("f8")
        terminal.until("甲]52;c;")
        terminal.press("1")
        terminal.until("Esc 不入账")
        sent = bytes(terminal.drawn)
    assert b"]52;c;" in sent
    assert b"\x1b]52" not in sent
    assert b"\x1b]0" not in sent
    for sign in ("\x9b", "\x9d", "\u202e", "\u2066", "\u2028", "\U000e0041"):
        assert sign.encode() not in sent
