"""Keystrokes compared: the keys of the page are pressed on the console and lead to what the page says, and the page says what the tables say."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent.parent / "benchmarks"))

import keystroke_plays as plays
import keystrokes
from keystrokes import KEY, MENTAL, TASKS, TOOLS, Line, strokes


@pytest.mark.parametrize("play", plays.WANGGE, ids=lambda play: play.__name__)
async def test_the_keys_of_the_page_do_the_task(play: Callable[[Path], Awaitable[float]], tmp_path: Path) -> None:
    assert await play(tmp_path / "office") > 0


async def test_a_key_left_out_is_noticed(tmp_path: Path, monkeypatch) -> None:
    first, *rest = TASKS
    shorter = keystrokes.Task(first.title, {**first.ways, "Wangge": first.ways["Wangge"][:-1]}, first.differs)
    monkeypatch.setattr(plays, "TASKS", (shorter, *rest))
    with pytest.raises(AssertionError):
        await plays.take_in(tmp_path / "office")


@pytest.mark.needs("libreoffice")
def test_the_formulas_of_the_page_reckon_the_same_in_calc(tmp_path: Path) -> None:
    plays.calc(tmp_path)


def test_the_page_holds_the_tables_of_the_script() -> None:
    page = keystrokes.PAGE.read_text(encoding="utf-8")
    assert page.partition(keystrokes.MARK)[2].strip() == keystrokes.report().strip(), "run benchmarks/keystrokes.py"


@pytest.mark.parametrize(
    ("key", "count"),
    [("f8", 1), ("ctrl+shift+t", 3), ("'abc", 3), ("'F", 2), ("'L5:L50", 9), ("'司法所", 8), ("'社区:老街", 6 + 2 + 7), ("'", 0)],
)
def test_a_key_counts_as_often_as_a_finger_comes_down(key: str, count: int) -> None:
    assert strokes(key) == count


def test_a_line_is_thought_of_once_each_time() -> None:
    line = Line("派", ("enter",), times=20)
    assert (line.strokes, line.seconds) == (20, pytest.approx(20 * (KEY + MENTAL)))


def test_every_task_has_the_keys_of_every_tool() -> None:
    assert [list(task.ways) for task in TASKS] == [list(TOOLS)] * 5
    assert all(task.differs for task in TASKS)
