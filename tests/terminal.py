"""A terminal for tests and benchmarks: the installed command in a pseudo-terminal, keys in, the screen's text out."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "space": " ",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f12": "\x1b[24~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "ctrl+k": "\x0b",
    "ctrl+z": "\x1a",
    "ctrl+q": "\x11",
    "backspace": "\x7f",
}
TICKS = os.sysconf("SC_CLK_TCK")


class Terminal:
    """One program in a pseudo-terminal of its own.

    Args:
        command: the program and its arguments.
        size: columns and rows.
        environment: what is added to the environment.
    """

    def __init__(self, command: Sequence[str], size: tuple[int, int] = (100, 30), environment: Mapping[str, str] | None = None):
        self.columns, self.rows = size
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            # a size in the environment would win over the window's own
            inherited = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
            surroundings = {**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **(environment or {})}
            os.execvpe(command[0], list(command), surroundings)
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0))
        self.status: int | None = None
        self.seconds = 0.0
        self.drawn = bytearray()
        """All that the program has sent."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.wait()
        os.close(self._handle)

    def read(self, seconds: float = 0.05) -> bool:
        """Take in what the program has drawn; whether there was anything."""
        ready, _, _ = select.select([self._handle], [], [], seconds)
        if not ready:
            return False
        try:
            drawn = os.read(self._handle, 1 << 16)
        except OSError:
            return False
        self.drawn += drawn
        self._stream.feed(drawn)
        return bool(drawn)

    def text(self) -> str:
        """The screen, line by line; a Han character stands once."""
        lines = []
        for row in range(self.rows):
            cells = self._screen.buffer[row]
            lines.append("".join(cells[column].data for column in range(self.columns)).rstrip())
        return "\n".join(lines)

    def until(self, *words: str, seconds: float = 30.0) -> str:
        """Wait until all `words` are on the screen; one may go over the end of a line.

        Raises:
            AssertionError: they never were; the screen is in the message.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.1)
            shown = self.text()
            unbroken = "".join(map(str.strip, shown.splitlines()))
            if all(word in shown or word in unbroken for word in words):
                return shown
        raise AssertionError(f"{words} never came:\n{self.text()}")

    def send(self, key: str) -> None:
        """Press a key and wait for nothing."""
        os.write(self._handle, KEYS.get(key, key).encode())

    def press(self, *keys: str, settle: float = 0.15) -> None:
        """Press keys, one after the other; what is no key's name is typed."""
        for key in keys:
            self.send(key)
            quiet = time.monotonic() + settle
            while time.monotonic() < quiet:
                if self.read(0.02):
                    quiet = max(quiet, time.monotonic() + 0.05)

    def paste(self, text: str) -> None:
        """Paste, as a terminal does that marks where pasted text begins and ends; what the program draws meanwhile is taken in."""
        left = memoryview(f"\x1b[200~{text}\x1b[201~".encode())
        while left:
            self.read(0)
            _, ready, _ = select.select([], [self._handle], [], 0.05)
            if ready:
                left = left[os.write(self._handle, left[:4096]) :]

    def send_bytes(self, raw: bytes) -> None:
        """Send bytes that no key of this terminal sends."""
        os.write(self._handle, raw)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self.columns, self.rows = columns, rows
        self._screen.resize(rows, columns)
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def stopped(self, seconds: float = 20.0) -> None:
        """Wait until the program has been stopped.

        Raises:
            AssertionError: it goes on.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.05)
            if Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T":
                return
        raise AssertionError("the program was never stopped")

    def tab(self, times: int = 1) -> None:
        """Go on so many entries of a form, each time until the cursor stands elsewhere: what is typed next goes where it is meant to."""
        for _ in range(times):
            while self.read(0.05):
                pass  # while it is being drawn, the cursor stands anywhere
            before = self._place()
            self.press("tab", settle=0.02)
            end = time.monotonic() + 30.0
            while self._place() == before:
                assert time.monotonic() < end, f"the cursor never moved:\n{self.text()}"
                self.read(0.05)

    def until_above_cursor(self, word: str, rows: int, seconds: float = 30.0) -> None:
        """Wait until `word` stands in the cursor's row or so many above it.

        Raises:
            AssertionError: it never did; the screen is in the message.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            row = self._screen.cursor.y
            if word in "\n".join(self.text().split("\n")[max(0, row - rows) : row + 1]):
                return
            self.read(0.1)
        raise AssertionError(f"{word} never came above the cursor in row {self._screen.cursor.y}:\n{self.text()}")

    def _place(self) -> tuple[int, list[str]]:
        """Where the cursor stands: its row, and the rows above it, since a long form scrolls under it."""
        row = self._screen.cursor.y
        return row, self.text().split("\n")[max(0, row - 3) : row]

    def cpu(self) -> float:
        """CPU seconds that the program has used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def megabytes(self) -> float:
        """The memory that the program holds."""
        held = next(line for line in Path(f"/proc/{self.pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
        return int(held.split()[1]) / 1024

    def wait(self, seconds: float = 20.0) -> int:
        """Wait for the end; the exit status. `seconds` is then what the program used of the CPU."""
        end = time.monotonic() + seconds
        while self.status is None and time.monotonic() < end:
            self.read(0.05)
            pid, status, usage = os.wait4(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
                self.seconds = usage.ru_utime + usage.ru_stime
        assert self.status is not None, "the program did not end"
        return self.status


def wangge(*arguments: str) -> list[str]:
    """The installed command of this environment, or its module where it is not installed."""
    installed = Path(sys.executable).with_name("wangge")
    return [str(installed), *arguments] if installed.exists() else [sys.executable, "-m", "console.cli", *arguments]
