"""Start: the console to its first useful screen (the desk with its figures), against a hello-world Textual app."""

from __future__ import annotations

import sys
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


def _hello() -> float:
    script = ROOM / "hello.py"
    script.write_text(HELLO)
    with Terminal([sys.executable, str(script)]) as terminal:
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
    folder = office(1_000)
    _hello()
    console_seconds(folder)
    return [
        compare(
            "start ÷ hello-world Textual app",
            lambda: console_seconds(folder),
            _hello,
            2.0,
            "CPU of the whole process, from start to a quit after the desk is drawn",
            7,
        )
    ]
