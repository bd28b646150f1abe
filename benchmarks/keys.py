"""Keys: what a key costs in a ledger of 1,000,000 events, in a real pseudo-terminal: CPU, bytes on the line, memory."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from functools import partial

from offices import ROOM, office
from run import Ratio, compare
from start import hello_app
from terminal import Terminal, wangge

PRESSED = 120
SETTLED = 120.0
"""Seconds that a console gets to finish what it counts and learns when it was opened."""
QUIET = 0.06
"""CPU seconds of a second in which nothing goes on but one key."""
SIZE = (120, 36)
MANY, FEW = 1_000_000, 1_000
WALK = ("pagedown",) * 15 + ("pageup",) * 15
"""Pages as people read them: on and back, never at an end of 1,000 events, where a key would cost nothing."""
TWO_LINES = """
import os
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
TEXT = " SJ202401010000001   待受理      211号噪音扰民，夜间施工影响休息请相关部门尽快处理楼道堆放杂物          司法所  2024-01-01 08:00"
class Lines(Widget, can_focus=True):
    BINDINGS = [("down", "down")]
    at = 0
    def action_down(self):
        before, self.at = self.at, (self.at + 1) % 30
        for row in (before, self.at):
            self.refresh(Region(0, row, self.size.width, 1))
    def render_line(self, y):
        return Strip([Segment(TEXT, Style(reverse=y == self.at))]).adjust_cell_length(self.size.width)
class Two(App):
    def compose(self):
        yield Lines()
Two().run()
"""
TABLE = """
import os
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
from textual.app import App
from textual.widgets import DataTable
class Table(App):
    def compose(self):
        yield DataTable(cursor_type="row")
    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("编号", "状态", "标题", "承办", "上报时间", "镇街")
        for row in range(1000):
            table.add_row(f"SJ20240101{row:07}", "待受理", f"{row}号噪音扰民，夜间施工影响休息请相关部门尽快处理", "司法所", "2024-01-01 08:00", "东街")
        table.focus()
Table().run()
"""


def _script(name: str, text: str) -> list[str]:
    path = ROOM / f"{name}.py"
    path.write_text(text)
    return [sys.executable, str(path)]


def _ledger(events: int) -> Terminal:
    """A terminal with the ledger open, and nothing counted or learned behind it any more."""
    terminal = Terminal(wangge("--office", str(office(events))), size=SIZE)
    terminal.until("期限最近的")
    terminal.press("f4")
    terminal.until("最新在前", "编号", "第 1 /", f"共 {events:,} 件")
    end = time.monotonic() + SETTLED
    while time.monotonic() < end:
        before = terminal.cpu()
        terminal.press("right", settle=1.0)
        if terminal.cpu() - before < QUIET:
            break
    return terminal


def _cpu(terminal: Terminal, keys: Sequence[str]) -> float:
    """CPU seconds of one of these keys, each drawn before the next is pressed, after a few to begin with."""
    terminal.press(*keys[:10], settle=0.1)
    before = terminal.cpu()
    terminal.press(*keys, settle=0.1)
    return (terminal.cpu() - before) / len(keys)


def _key(events: int, *keys: str) -> float:
    """CPU of one key in a ledger of so many events."""
    with _ledger(events) as terminal:
        return _cpu(terminal, keys * (PRESSED // len(keys)))


def _far(*keys: str) -> float:
    """CPU of a jump to the end and what comes after it, in a ledger of a million."""
    with _ledger(MANY) as terminal:
        return _cpu(terminal, keys * 20)


def _jumps() -> float:
    """CPU of a jump to a date in a ledger of a million: of the key that ends the date, less that of the key that leaves its form."""
    with _ledger(MANY) as terminal:

        def spent(end: str, month: int) -> float:
            terminal.press("d", f"2024-{month:02}-15", settle=0.3)
            before = terminal.cpu()
            terminal.press(end, settle=0.5)
            return terminal.cpu() - before

        return sum(spent("enter", month) - spent("escape", month) for month in range(12, 0, -1)) / 12


def _page_of_a_data_table() -> float:
    with Terminal(_script("table", TABLE), size=SIZE) as terminal:
        terminal.until("编号")
        return _cpu(terminal, WALK * (PRESSED // len(WALK)))


def _bytes(terminal: Terminal) -> float:
    terminal.press(*["down"] * 5, settle=0.3)
    before = len(terminal.drawn)
    for _ in range(20):
        terminal.press("down", settle=0.2)
    return (len(terminal.drawn) - before) / 20


def _bytes_of_two_lines() -> float:
    with Terminal(_script("two", TWO_LINES), size=SIZE) as terminal:
        terminal.until("待受理")
        return _bytes(terminal)


def _bytes_of_ours() -> float:
    with _ledger(FEW) as terminal:
        return _bytes(terminal)


def _memory_of_hello() -> float:
    with Terminal(hello_app(), size=SIZE) as terminal:
        terminal.until("hello world")
        return terminal.megabytes()


def _memory_of_ours() -> float:
    with _ledger(MANY) as terminal:
        terminal.press(*["pagedown"] * 20, "end", *["pageup"] * 20)
        return terminal.megabytes()


def run() -> list[Ratio]:
    office(FEW), office(MANY)
    note = f"per key, {PRESSED} keys a round"
    down, page = partial(_key, FEW, "down"), partial(_key, FEW, *WALK)
    page_of_many = partial(_key, MANY, *WALK)
    return [
        compare("↓ in the ledger, 1,000,000 ÷ 1,000 events", lambda: _key(MANY, "down"), down, 1.2, note, 3),
        compare("a page, 1,000,000 ÷ 1,000 events", page_of_many, page, 1.2, note, 3),
        compare("a page of 1,000,000 ÷ of a DataTable of 1,000", page_of_many, _page_of_a_data_table, 0.5, note, 3),
        compare("End and Home, 1,000,000 ÷ a page", lambda: _far("end", "home"), page_of_many, 3.0, "per key", 3),
        compare("PgUp from the end ÷ a page", lambda: _far("end", "pageup"), page_of_many, 3.0, "per key, End included", 3),
        compare("a jump to a date ÷ a page", _jumps, page_of_many, 3.0, "without the form that it is typed into", 3),
        compare("bytes of ↓ ÷ two changed lines", _bytes_of_ours, _bytes_of_two_lines, 1.5, "what the terminal gets", 3, "bytes"),
        compare("memory at 1,000,000 ÷ hello world", _memory_of_ours, _memory_of_hello, 2.0, "resident, after paging both ways", 3, "MB"),
    ]
