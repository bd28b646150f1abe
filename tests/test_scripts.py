"""The scripts of docs/ run as they stand there: the whole life of one event in the 简易 and in the 完整 flow, by command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from console.office import Office
from wangge.lifecycle import Action, State
from wangge.query import And

SCRIPTS = Path(__file__).parents[1] / "docs" / "scripts"
SIMPLE = [Action.REGISTER, Action.ACCEPT, Action.DISPATCH, Action.SIGN, Action.DONE, Action.CALL_BACK, Action.CLOSE, Action.ARCHIVE]
FULL = [
    *(Action.REGISTER, Action.ACCEPT, Action.FILE, Action.DISPATCH, Action.SIGN, Action.ASK_DELAY, Action.GRANT_DELAY, Action.WHISTLE),
    *(Action.ARRIVE, Action.ARRIVE, Action.CONFER, Action.DONE, Action.REWORK, Action.DONE, Action.PASS, Action.CALL_FAILED),
    *(Action.CALL_BACK, Action.CLOSE, Action.ARCHIVE),
]


@pytest.mark.parametrize(("script", "actions"), [("simple.sh", SIMPLE), ("full.sh", FULL)], ids=["简易", "完整"])
@pytest.mark.needs("pty")
def test_the_whole_life_of_an_event_runs_as_a_script(script, actions, tmp_path):
    folder = tmp_path / "office"
    environment = {**os.environ, "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))}
    done = subprocess.run(["sh", SCRIPTS / script, folder], env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    office = Office.open(folder)
    (event,) = office.queries.page(And()).events
    steps = office.queries.steps(event)
    assert [step.action for step in steps] == actions
    assert (event.state, event.owner) == (State.ARCHIVED, "本中心")
    assert {step.actor for step in steps if step.action in {Action.SIGN, Action.DONE}} == {event.text("unit")}
    assert all(step.recorded_by == office.settings.operator for step in steps)
    assert event.number("reworks") == actions.count(Action.REWORK)
    assert event.number("delays") == actions.count(Action.GRANT_DELAY)
    office.close()
