"""The worked examples of the rooms' READMEs run as they stand there, and the pages name what lives in the rooms."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("wangge", "db", "importers", "exports", "plugins", "console")
PAGES = [ROOT / room / "README.md" for room in (*ROOMS, "tests", "benchmarks", "docs")]
LONGEST = 25
BLOCKS = [
    pytest.param(code, id=f"{page.parent.name}-{place}")
    for page in PAGES
    for place, code in enumerate(re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL))
]


def run(code, folder):
    (folder / "example.py").write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-P", "example.py"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("code", BLOCKS)
def test_an_example_runs_by_itself_in_an_empty_folder(code, tmp_path):
    done = run(code, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


@pytest.mark.parametrize("code", [block for block in BLOCKS if not block.id.startswith("exports")])
def test_an_example_fits_on_a_screen(code):
    assert sum(bool(line.strip()) for line in code.splitlines()) <= LONGEST


@pytest.mark.parametrize("room", [*ROOMS, "tests"])
def test_every_room_has_an_example(room):
    assert any(block.id.startswith(f"{room}-") for block in BLOCKS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_page_names_every_module_of_its_room_and_no_other(room):
    (table,) = re.findall(r"\| module \| idea \|\n\|---\|---\|\n((?:\|.*\n)+)", (ROOT / room / "README.md").read_text(encoding="utf-8"))
    first = " ".join(line.split("|")[1] for line in table.splitlines())
    here = {path.name for path in (ROOT / room).glob("*.py")} - {"__init__.py"}
    folders = {f"{path.name}/" for path in (ROOT / room).iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert set(re.findall(r"`([\w.]+/?)`", first)) == here | folders


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_a_page_is_a_page(page):
    assert len(page.read_text(encoding="utf-8").splitlines()) <= 90
