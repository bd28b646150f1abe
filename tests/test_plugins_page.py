"""docs/plugins.md: its blocks run one after another in one folder, and it names every public name, hook and helper."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import wangge
import wangge.testing
from tests.package_tools import ROOT, child
from wangge import money
from wangge.catalogue import HOOKS
from wangge.field import Kind
from wangge.ports import Queries
from wangge.settings import from_toml

PAGE = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)
NAMED = re.compile(r"# (\S+\.(?:py|toml))\n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder in which every named block is a file, so that one can import another."""
    made = tmp_path_factory.mktemp("page")
    for _language, text in BLOCKS:
        if name := NAMED.match(text):
            (made / name[1]).write_text(text, encoding="utf-8")
    return made


def test_there_are_blocks_of_every_kind():
    assert {language for language, _ in BLOCKS} == {"python", "toml", "sh"}
    assert len(BLOCKS) == len(re.findall(r"^```\w", PAGE, re.MULTILINE))


@pytest.mark.parametrize("text", [text for language, text in BLOCKS if language == "python"], ids=lambda text: text.partition("\n")[0])
def test_a_block_of_python_runs(text, folder):
    name = NAMED.match(text)
    if name and name[1].startswith("test_"):
        child("pytest", "-p", "no:asyncio", "-p", "no:cacheprovider", name[1], path=folder, here=folder)
    else:
        assert child("-c", text, path=folder, here=folder) == ""


@pytest.mark.parametrize("name", ["water", "harbour_desk", "more"])
def test_the_plugins_of_the_page_keep_the_contract(name, folder):
    code = f"import {name}\nfrom wangge.testing import problems\nprint(*problems({name}), sep='\\n', end='')"
    assert child("-c", code, path=folder, here=folder) == ""


def test_the_first_plugin_has_ten_lines():
    assert sum(bool(line.strip()) for line in BLOCKS[0][1].splitlines()[1:]) == 10


@pytest.mark.parametrize("text", [text for language, text in BLOCKS if language == "toml"], ids=lambda text: text.partition("\n")[0])
def test_a_block_of_settings_is_one(text):
    tree = tomllib.loads(text)
    if (NAMED.match(text) or [""])[0].startswith("# wangge.toml"):
        settings = from_toml(tree, "wangge.toml")
        assert settings.plugins == ("water",)
        assert str(settings.limits["供水·答复"]) == "7自然日"
    else:
        assert tree["project"]["entry-points"]["wangge"]


@pytest.mark.parametrize("text", [text for language, text in BLOCKS if language == "sh"])
def test_a_block_of_commands_runs(text, tmp_path):
    environment = {**os.environ, "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["sh", "-e", "-c", text], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_names_everything_that_is_public():
    functions = [name for name, each in vars(money).items() if inspect.isfunction(each) and each.__module__ == money.__name__]
    methods = [name for name in vars(Queries) if not name.startswith("_")]
    names = {*wangge.__all__, *wangge.testing.__all__, *functions, *HOOKS, *methods, *(kind.name for kind in Kind)}
    assert not sorted(name for name in names if not name.startswith("_") and not re.search(rf"\b{name}\b", PAGE))


def test_the_page_names_nothing_that_is_not_public():
    table = PAGE[PAGE.index("## All public names") : PAGE.index("`Queries` only reads")]
    assert set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\|.*\|$", table, re.MULTILINE)))) == set(wangge.__all__)
