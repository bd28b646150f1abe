"""Keys: CPU per ↓ in the ledger at 100,000 events against 1,000, in a real pseudo-terminal."""

from __future__ import annotations

from offices import office
from run import Ratio, compare
from terminal import Terminal, wangge

PRESSED = 100


def _down(events: int) -> float:
    with Terminal(wangge("--office", str(office(events))), size=(120, 36)) as terminal:
        terminal.until("期限最近的")
        terminal.press("f4")
        terminal.until("最新在前", "编号", "第 1 /")
        terminal.press(*["down"] * 20, settle=0.02)
        before = terminal.cpu()
        terminal.press(*["down"] * PRESSED, settle=0.02)
        used = terminal.cpu() - before
        terminal.press("ctrl+q")
        terminal.wait()
        return used / PRESSED


def run() -> list[Ratio]:
    office(1_000), office(100_000)
    note = f"per key, {PRESSED} keys a round"
    return [compare("↓ in the ledger, 100,000 ÷ 1,000 events", lambda: _down(100_000), lambda: _down(1_000), 1.3, note)]
