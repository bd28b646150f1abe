"""What the tests of plugins' packages share: tools in child processes, on a package that is nowhere installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def child(*line: object, path: object = "", here: Path | None = None, fails: bool = False) -> str:
    """What a Python program prints.

    Args:
        line: its module (after `-m`) or `-c` and its code, and its arguments.
        path: a folder beside the program's own on its path.
        here: where it runs.
        fails: whether it should.
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, filter(None, (ROOT, path)))), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-P", *(() if line[0] == "-c" else ("-m",)), *map(str, line)]
    done = subprocess.run(command, cwd=here, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode != 0) is fails, done.stdout + done.stderr
    return done.stdout


def passes_its_checks(package: Path) -> None:
    """Check that a package passes its own tests, lint, format and types."""
    assert " passed" in child("pytest", "-p", "no:cacheprovider", "-p", "no:asyncio", here=package)
    child("ruff", "check", "--no-cache", ".", here=package)
    child("ruff", "format", "--no-cache", "--check", ".", here=package)
    assert "no issues" in child("mypy", "--cache-dir", os.devnull, here=package)
