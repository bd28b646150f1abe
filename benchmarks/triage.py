"""Triage: from Enter to the next card on the screen, against from ↓ to the next line of the ledger; seconds on the wall, the durable commit included."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from statistics import median
from tempfile import mkdtemp

from offices import ROOM, office
from run import Ratio, compare
from terminal import Terminal, wangge

CARDS = 20


def _copied() -> Path:
    """An office of its own: what is dispatched stays dispatched."""
    folder = Path(mkdtemp(dir=ROOM)) / "office"
    shutil.copytree(office(1_000), folder)
    return folder


def painted(terminal: Terminal, key: str, settle: float = 0.15) -> float:
    """Seconds from a key to the first time that the screen is another one and stays so for a moment."""
    before = terminal.text()
    began = time.perf_counter()
    terminal.send(key)
    while terminal.text() == before:
        terminal.read(0.002)
    took = time.perf_counter() - began
    while terminal.read(settle):
        pass
    return took


def _enter() -> float:
    with Terminal(wangge("--office", str(_copied())), size=(120, 36)) as terminal:
        terminal.until("期限最近的")
        terminal.press("f6")
        terminal.until("已办 0 件")
        while terminal.read(0.5):
            pass
        return median(painted(terminal, "enter") for _ in range(CARDS))


def _down() -> float:
    with Terminal(wangge("--office", str(office(1_000))), size=(120, 36)) as terminal:
        terminal.until("期限最近的")
        terminal.press("f4")
        terminal.until("第 1 /")
        while terminal.read(0.5):
            pass
        return median(painted(terminal, "down") for _ in range(CARDS))


def run() -> list[Ratio]:
    return [compare("Enter in triage → next card ÷ ↓ → next line", _enter, _down, 2.0, f"on the wall, the median of {CARDS} keys a round")]
