"""`wangge plugins new`: a whole package that passes its own checks, under a name that is free, written in full or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plugins import package
from tests.ledger_tools import command
from tests.package_tools import child, passes_its_lint, passes_its_tests

LONG = "abcdefghij_abcdefghij_abcdefgh"


@pytest.fixture
def new(tmp_path, monkeypatch, capsys):
    """Runs `wangge plugins new` in an empty folder; gives what it answers in JSON."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, code=0):
        capsys.readouterr()
        assert command("plugins", "new", *arguments, "--json") == code
        return json.loads(capsys.readouterr().out)

    return run


def left(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_new_package_passes_its_own_tests_lint_and_types(new, tmp_path):
    told = new(LONG)
    assert told == {"name": LONG, "folder": LONG, "files": list(package.files(LONG))}
    assert {f"{LONG}/{path}" for path in told["files"]} <= set(left(tmp_path))
    passes_its_tests(tmp_path / LONG)
    passes_its_lint(tmp_path / LONG)


def test_the_format_holds_for_a_short_name_too(new, tmp_path):
    new("ab")
    child("ruff", "format", "--no-cache", "--check", ".", here=tmp_path / "ab")


def test_the_package_has_all_that_a_department_can_have(new, tmp_path):
    new("water")
    code = "import water; (of,) = water.wangge_departments(); (item,) = water.wangge_score_items()\n"
    code += "print(len(of.fields) and [len(each) for each in (of.clocks, of.calculators, of.documents, of.indicators, (item,))])"
    assert child("-c", code, path=tmp_path / "water" / "src") == "[1, 1, 1, 1, 1]\n"


def test_every_template_is_used():
    assert {path.name for path in package.TEMPLATES.iterdir()} == set(package.PLACES.values())


@pytest.mark.parametrize("name", ["Water", "1st", "water-bill", "a__b", "a_", "水电", "../up", "class", "a" * 31, "a b", "_a"])
def test_a_name_that_is_none_is_refused(new, tmp_path, name):
    told = new(name, code=1)
    assert (told["error"], told["params"]["name"]) == ("plugin_name", name)
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "by"), [("labour", "部门“劳动争议”"), ("json", "Python 的模块"), ("console", "Python 的模块"), ("pytest", "Python 的模块")]
)
def test_a_name_that_is_taken_is_refused_and_says_by_whom(new, tmp_path, name, by):
    told = new(name, code=1)
    assert (told["error"], told["params"]["by"]) == ("plugin_taken", by)
    assert left(tmp_path) == []


def test_the_name_of_an_installed_plugin_is_taken(new, tmp_path, monkeypatch):
    info = tmp_path / "site" / "more-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: more\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[wangge]\nwater = nowhere\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    assert new("water", code=1)["params"]["by"] == "已安装的插件"


@pytest.mark.parametrize("there", ["folder", "file", "package"])
def test_nothing_is_written_over(new, tmp_path, there):
    target = tmp_path / "water"
    if there == "file":
        target.write_text("mine", encoding="utf-8")
    elif there == "folder":
        target.mkdir()
    else:
        new("water")
        (target / "README.md").write_text("mine", encoding="utf-8")
    before = left(tmp_path)
    assert new("water", code=1)["error"] == "plugin_exists"
    assert left(tmp_path) == before
    assert there != "package" or (target / "README.md").read_text(encoding="utf-8") == "mine"


def test_what_cannot_be_written_whole_is_not_written(new, tmp_path, monkeypatch):
    written = []
    write = Path.write_text

    def full(path, *arguments, **named):
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        written.append(path)
        return write(path, *arguments, **named)

    monkeypatch.setattr(Path, "write_text", full)
    told = new("water", code=1)
    assert told["error"] == "plugin_unwritable"
    assert len(written) == 2
    assert left(tmp_path) == []


def test_a_folder_may_be_named_and_a_file_is_none(new, tmp_path):
    assert new("water", "--dir", "mine/plugins")["folder"] == "mine/plugins/water"
    assert (tmp_path / "mine" / "plugins" / "water" / "pyproject.toml").is_file()
    (tmp_path / "taken").write_text("", encoding="utf-8")
    assert new("water", "--dir", "taken", code=1)["error"] == "plugin_unwritable"


@pytest.mark.parametrize("arguments", [[], ["water", "--check"]])
def test_new_without_a_name_or_with_a_check_is_wrong_usage(new, arguments):
    assert new(*arguments, code=2)["error"] == "usage"
