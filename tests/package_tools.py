"""What the tests of plugins' packages share: tools in child processes, on a package that is nowhere installed."""

from __future__ import annotations

import os
import shutil
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
    programs = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    folders = os.pathsep.join(map(str, filter(None, (ROOT, path))))
    environment = {**os.environ, "PATH": programs, "PYTHONPATH": folders, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-P", *(() if line[0] == "-c" else ("-m",)), *map(str, line)]
    done = subprocess.run(command, cwd=here, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode != 0) is fails, done.stdout + done.stderr
    return done.stdout


def wheel(package: Path, folder: Path) -> Path:
    """A package built as a wheel, by the backend that its pyproject.toml names and without a download."""
    code = "import sys, uv_build; print(uv_build.build_wheel(sys.argv[1]))"
    return folder / child("-c", code, folder, here=package).split()[-1]


def install(built: Path, folder: Path) -> None:
    """Install a wheel into a folder of its own, by uv where there is one, else by pip; nothing is fetched."""
    tool = ["uv", "pip"] if shutil.which("uv") else [sys.executable, "-m", "pip"]
    rest = ["--python", sys.executable, "--no-cache"] if tool[0] == "uv" else ["--disable-pip-version-check"]
    subprocess.run([*tool, "install", "--quiet", "--no-deps", "--no-index", *rest, "--target", folder, built], check=True)


def passes_its_tests(package: Path, path: object = "") -> None:
    """Check that a package passes its own tests; those of one that is installed under `path` stand alone."""
    assert " passed" in child("pytest", "-p", "no:cacheprovider", "-p", "no:asyncio", path=path, here=package)


def passes_its_lint(package: Path) -> None:
    """Check a package's lint, format and types."""
    child("ruff", "check", "--no-cache", ".", here=package)
    child("ruff", "format", "--no-cache", "--check", ".", here=package)
    assert "no issues" in child("mypy", "--cache-dir", os.devnull, here=package)
