"""Start: the console to its first useful screen (the desk with its figures), against a hello-world Textual app."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from offices import ROOM, office
from run import Ratio, compare
from terminal import Terminal, wangge

HELLO = """
import os
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("hello world")
Hello().run()
"""


def hello_app() -> list[str]:
    """The least that a Textual app can be."""
    script = ROOM / "hello.py"
    script.write_text(HELLO)
    return [sys.executable, str(script)]


def _hello() -> float:
    with Terminal(hello_app()) as terminal:
        terminal.until("hello world")
        terminal.press("ctrl+q")
        terminal.wait()
        return terminal.seconds


def console_seconds(folder: Path) -> float:
    """CPU of the console on an office, from its start to a quit after the desk is drawn."""
    with Terminal(wangge("--office", str(folder))) as terminal:
        terminal.until("待受理", "新文件", "期限")
        terminal.press("ctrl+q")
        terminal.wait()
        return terminal.seconds


def run() -> list[Ratio]:
    note = "CPU of the whole process, from start to a quit after the desk is drawn"
    _hello()
    found = []
    for count in (1_000, 1_000_000):
        folder = office(count)
        console_seconds(folder)
        found.append(compare(f"start, {count:,} events ÷ hello-world app", partial(console_seconds, folder), _hello, 1.6, note, 7))
    return found
