"""Start: the console to its first useful screen (the desk with its figures), against a hello-world Textual app."""

from __future__ import annotations

import sys

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


def _console() -> float:
    with Terminal(wangge("--office", str(office(1_000)))) as terminal:
        terminal.until("待受理", "新文件", "期限")
        terminal.press("ctrl+q")
        terminal.wait()
        return terminal.seconds


def run() -> list[Ratio]:
    _hello()
    _console()
    return [
        compare(
            "start ÷ hello-world Textual app",
            _console,
            _hello,
            2.0,
            "CPU of the whole process, from start to a quit after the desk is drawn",
            7,
        )
    ]
