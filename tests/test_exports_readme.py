"""The worked example of the room's README runs as it stands there."""

import re
from pathlib import Path

from python_calamine import load_workbook

README = Path(__file__).parents[1] / "exports" / "README.md"


def test_the_worked_example_runs_and_writes_what_it_says(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(code, str(README), "exec"), {})
    printed = capsys.readouterr().out
    assert printed.splitlines()[-1] == "东街街道_来源表_2025年05月.xlsx"
    assert "窗口来访" in printed
    assert "93.5%" in printed
    written = load_workbook(tmp_path / "outbox" / "东街街道_来源表_2025年05月.xlsx").get_sheet_by_index(0).to_python()
    assert written[3] == ["12345热线", 46.0, 0.935]
    assert written[4] == ["窗口来访", 0.0, "—"]


def test_every_module_is_on_the_page():
    named = set(re.findall(r"`(\w+\.py)`", README.read_text(encoding="utf-8")))
    here = {path.name for path in README.parent.glob("*.py")} - {"__init__.py"}
    assert named == here
