"""Shortcuts: a desktop entry that the system accepts and that opens the office, and the script of a Windows shortcut as text."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from base64 import b64decode
from pathlib import Path, PureWindowsPath

import pytest

from console.commands import office as commands
from console.office import create
from console.shortcut import console_command, desktop_entry, encoded, powershell, usual_place
from tests.ledger_tools import command

EVIL = '东街 "网格" $HOME `id` 100% \\n ;|&'


def unquoted(entry):
    """The arguments of Exec, as the specification reads them: first the file's own escapes, then the quotes, then %%."""
    (line,) = re.findall(r"^Exec=(.*)$", entry, re.MULTILINE)
    line = re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t", "r": "\r", "s": " ", "\\": "\\"}[found[1]], line)
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
    return [re.sub(r"\\(.)", r"\1", each).replace("%%", "%") for each in quoted]


def test_the_arguments_of_an_entry_are_read_back_to_the_letter():
    arguments = ["/usr/bin/python 3", "--office", EVIL, "小王"]
    entry = desktop_entry(EVIL, "台账", arguments, Path("/srv"))
    assert unquoted(entry) == arguments
    assert len(entry.splitlines()) == 10


@pytest.mark.needs("desktop")
@pytest.mark.parametrize("name", ["东街街道网格中心", EVIL], ids=["usual", "evil"])
def test_the_system_accepts_the_entry(tmp_path, name):
    folder = create(tmp_path / "中 心 100%", name)
    target = tmp_path / "网格.desktop"
    assert command("--office", str(folder), "shortcut", "--out", str(target)) == 0
    done = subprocess.run(["desktop-file-validate", target], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_entry_lies_in_the_menu_and_its_command_opens_that_office(tmp_path, capsys):
    folder = create(tmp_path / "中 心 100%", "东街")
    assert command("--office", str(folder), "shortcut", "--json") == 0
    path = Path(json.loads(capsys.readouterr().out)["file"])
    assert path.parent == Path.home() / ".local" / "share" / "applications"
    arguments = unquoted(path.read_text(encoding="utf-8"))
    done = subprocess.run([*arguments, "events", "--count"], capture_output=True, text=True, check=False, cwd="/")
    assert (done.returncode, done.stdout) == (0, "0\n"), done.stderr
    assert command("--office", str(folder), "shortcut") == 0
    assert list(path.parent.iterdir()) == [path]


def test_two_offices_have_two_entries(tmp_path):
    first, second = (usual_place("linux", tmp_path / name, "同名", tmp_path) for name in ("甲", "乙"))
    assert first != second
    assert first == usual_place("linux", tmp_path / "甲", "改名", tmp_path)


def test_a_name_is_no_path_on_the_desktop_of_windows(tmp_path):
    assert usual_place("win32", tmp_path, 'a\\b/c:d*e?"<f>|', tmp_path).name == "a_b_c_d_e_f.lnk"
    assert usual_place("win32", tmp_path, "...", tmp_path).name == "wangge.lnk"


def test_the_script_of_windows_quotes_everything_to_the_letter():
    command_ = ["C:\\Program Files\\Python\\python.exe", "-m", "console.cli", "--office", "D:\\老'王 的’中心\\"]
    script = powershell(PureWindowsPath("C:/Users/x/Desktop/a'b.lnk"), '$(calc) `x` "', command_, PureWindowsPath("D:/老'王"))
    lines = script.split("\r\n")
    assert "CreateShortcut('C:\\Users\\x\\Desktop\\a''b.lnk')" in lines[1]
    assert lines[2] == "$link.TargetPath = 'C:\\Program Files\\Python\\python.exe'"
    assert lines[3] == "$link.Arguments = '-m console.cli --office \"D:\\老''王 的’’中心\\\\\"'"
    assert lines[5] == "$link.Description = '$(calc) `x` \"'"
    assert lines[-2:] == ["$link.Save()", ""]
    for line in lines[2:6]:
        assert re.fullmatch(r"\$link\.\w+ = '(?:[^'‘’‚‛]|''|’’)*'", line)
    *_, code = encoded(script)
    assert b64decode(code).decode("utf-16-le") == script


def test_on_windows_the_script_is_run(tmp_path, monkeypatch, capsys):
    run = []
    folder = create(tmp_path / "office", "东街")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(commands.subprocess, "run", lambda line, **_how: run.append(line))
    assert command("--office", str(folder), "shortcut", "--json") == 0
    assert json.loads(capsys.readouterr().out)["file"].endswith("东街.lnk")
    assert [line[0] for line in run] == ["powershell.exe"]


@pytest.mark.parametrize("out", ["网格.txt", "."])
def test_a_shortcut_that_is_no_such_file_is_refused(tmp_path, monkeypatch, capsys, out):
    folder = create(tmp_path / "office", "东街")
    monkeypatch.chdir(tmp_path)
    assert command("--office", str(folder), "shortcut", "--out", out) == 2
    assert "--out" in capsys.readouterr().err


def test_where_nobody_knows_how_it_is_said(tmp_path, monkeypatch, capsys):
    folder = create(tmp_path / "office", "东街")
    monkeypatch.setattr(sys, "platform", "plan9")
    assert command("--office", str(folder), "shortcut") == 2
    assert "快捷方式" in capsys.readouterr().err


def test_the_command_opens_the_console_wherever_it_is_run(tmp_path):
    found = console_command(tmp_path, "zh")
    assert found == [sys.executable, "-P", "-m", "console.cli", "--office", str(tmp_path), "--lang", "zh"]
