"""The rooms of the house: who may import whom, what a start loads, and that every refusal has its words."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import wangge
from wangge.errors import CAUSES, WanggeError

ROOT = Path(wangge.__file__).resolve().parents[1]
MIDDLE = ("plugins", "importers", "exports", "db")
ROOMS = ("console", *MIDDLE, "wangge")
SCREEN_AND_FILES = {"textual", "rich", "openpyxl", "peewee", "playhouse", "python_calamine", "watchdog", "pandas"}


def fresh(code):
    """What a new interpreter prints, without this folder or any test on its path."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=False, cwd=ROOT.anchor, env={"PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def loaded_by(code):
    """The top-level names that some code brings into a new interpreter."""
    told = fresh(f"import sys; before = set(sys.modules)\n{code}\nprint(*{{name.partition('.')[0] for name in set(sys.modules) - before}})")
    return {name for name in told if name not in sys.stdlib_module_names and not name.startswith("_sysconfigdata")}


def modules(room):
    """Every module of a room, by dotted name; migrations are loaded by their runner alone."""
    paths = sorted((ROOT / room).rglob("*.py"))
    names = [path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__") for path in paths]
    return [name for name in names if ".migrations" not in name]


def test_the_import_contracts_hold():
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_the_command_line_starts_without_screen_database_or_workbooks():
    loaded = loaded_by("import console.cli")
    assert "console" in loaded
    assert not loaded & SCREEN_AND_FILES


def test_the_parser_with_all_commands_loads_none_of_them():
    assert not loaded_by("from console.cli import parser; parser()") & (SCREEN_AND_FILES | {"db", "importers", "exports"})


def test_the_words_of_a_plugin_author_load_nothing_but_the_plugin_marker():
    assert loaded_by("import wangge") == {"wangge", "pluggy"}


@pytest.mark.parametrize("room", [*MIDDLE, "wangge"])
def test_a_room_imports_only_itself_and_the_ground_floor(room):
    loaded = loaded_by("import " + ", ".join(modules(room)))
    assert loaded & set(ROOMS) == {room, "wangge"}


def test_the_ground_floor_loads_no_package_that_reads_or_writes():
    assert loaded_by("import " + ", ".join(modules("wangge"))) <= {"wangge", "pluggy", "orjson", "chinese_calendar"}


def test_a_reading_child_loads_neither_database_nor_screen():
    assert not loaded_by("import importers.child, importers.readers") & (SCREEN_AND_FILES | {"db", "exports", "plugins", "console"})


@pytest.mark.parametrize("room", ROOMS)
def test_no_package_of_ours_or_others_takes_a_rooms_name(room):
    assert set(packages_distributions().get(room, [])) <= {"wangge"}
    assert room not in sys.stdlib_module_names


def sources():
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def codes_raised():
    """Every error code that is named where an error is made; one of two stands in a conditional."""
    for path, tree in sources():
        for call in ast.walk(tree):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Name)
                and call.func.id == "WanggeError"
                and path.name != "errors.py"
            ):
                assert call.args, f"{path}:{call.lineno}"
                branches = [call.args[0].body, call.args[0].orelse] if isinstance(call.args[0], ast.IfExp) else call.args[:1]
                assert all(isinstance(branch, ast.Constant) for branch in branches), f"{path}:{call.lineno}"
                yield from (branch.value for branch in branches)


def test_every_error_has_words_and_all_words_have_an_error():
    assert set(codes_raised()) == set(CAUSES)


def test_a_code_without_words_cannot_be_raised():
    with pytest.raises(KeyError):
        WanggeError("no_such_code")


@pytest.mark.parametrize("code", CAUSES)
def test_every_cause_is_a_sentence_in_chinese(code):
    assert CAUSES[code] == "{reason}" or CAUSES[code].endswith(("。", "{known}", "{hint}"))
    assert "失败" not in CAUSES[code] or "请" in CAUSES[code]


def test_every_module_states_what_it_is_for():
    missing = [str(path) for path, tree in sources() if not ast.get_docstring(tree) and path.stat().st_size]
    assert not missing
