"""The whole life of an event with keys alone, in a real terminal: from the counter to the archive, in the 简易 and in the 完整 flow."""

from __future__ import annotations

from pathlib import Path

import pytest
from terminal import Terminal, wangge

from console.office import SETTINGS, Office, create
from wangge.lifecycle import Action, State
from wangge.query import And

pytestmark = pytest.mark.needs("pty")
TEXT = "滨河路夜市占道经营，摊贩成排，行人难走"
END = [Action.CALL_BACK, Action.CLOSE, Action.ARCHIVE]


class Clerk:
    """Somebody at the keyboard, on the page of one event."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    def registers_and_dispatches(self) -> None:
        """At the counter, without a name; then one key in triage."""
        self.terminal.until("待受理")
        self.terminal.press("f2")
        self.terminal.until("不愿提供")
        self.terminal.press(TEXT, "f12", "f4")
        self.terminal.until("已登记")
        self.terminal.press("escape", "f6")
        self.terminal.until("综合执法中队", "还有 1 件")
        self.terminal.press("enter")
        self.terminal.until("一键派遣")
        self.terminal.press("escape", "f3")
        self.terminal.until("共 1 件")
        self.terminal.press("escape", "enter")
        self.terminal.until("责任方 综合执法中队")

    def does(self, action: Action, *answers: str, then: State) -> None:
        """Choose the action by typing its name, fill the form in, and see where the event stands."""
        self.terminal.press("enter")
        self.terminal.until("可以办理")
        self.terminal.press(action.value, settle=0.4)
        self.terminal.press("enter")
        self.terminal.until("F4 确定", f"{action}　")
        for place, answer in enumerate(answers):
            if place:
                self.terminal.press("tab")
            self.terminal.press(answer)
            self.terminal.until(answer)
        self.terminal.press("f4")
        self.terminal.until(f"{action}：", then)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return create(tmp_path / "office", "东街街道网格中心")


def lived(folder: Path) -> list[str]:
    """What was done with the one event; it ends in the archive, and the ledger is sound."""
    opened = Office.open(folder)
    (event,) = opened.queries.page(And()).events
    assert (event.state, event.owner) == (State.ARCHIVED, "本中心")
    assert opened.ledger.verify().ok
    actions = [step.action for step in opened.queries.steps(event)]
    opened.close()
    return actions


def test_an_event_lives_in_the_simple_flow_with_keys_alone(office):
    with Terminal(wangge("--office", str(office), "--lang", "zh"), (110, 34)) as terminal:
        clerk = Clerk(terminal)
        clerk.registers_and_dispatches()
        clerk.does(Action.SIGN, then=State.HANDLING)
        clerk.does(Action.DONE, "摊位退入店内，油烟机已清洗", then=State.FED_BACK)
        clerk.does(Action.CALL_BACK, "满意", then=State.FED_BACK)
        clerk.does(Action.CLOSE, then=State.CLOSED)
        clerk.does(Action.ARCHIVE, then=State.ARCHIVED)
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
    assert lived(office) == [Action.REGISTER, Action.ACCEPT, Action.DISPATCH, Action.SIGN, Action.DONE, *END]


@pytest.mark.long
def test_an_event_lives_in_the_full_flow_with_delay_whistle_failed_check_and_rework(office):
    written = (office / SETTINGS).read_text(encoding="utf-8")
    (office / SETTINGS).write_text(
        written.replace("filing = false", "filing = true").replace("checking = false", "checking = true"), "utf-8"
    )
    with Terminal(wangge("--office", str(office), "--lang", "zh"), (110, 34)) as terminal:
        clerk = Clerk(terminal)
        clerk.registers_and_dispatches()
        clerk.does(Action.SIGN, then=State.HANDLING)
        clerk.does(Action.ASK_DELAY, "须联合执法", "3", then=State.DELAY_REVIEW)
        clerk.does(Action.GRANT_DELAY, "3", then=State.HANDLING)
        clerk.does(Action.WHISTLE, "多部门职责交叉", "市场监管所、环保所", then=State.WHISTLED)
        clerk.does(Action.ARRIVE, "市场监管所", then=State.WHISTLED)
        clerk.does(Action.ARRIVE, "环保所", then=State.WHISTLED)
        clerk.does(Action.CONFER, "执法中队劝离，环保所测油烟", then=State.HANDLING)
        clerk.does(Action.DONE, "摊位退入店内，油烟机已清洗", then=State.FED_BACK)
        clerk.does(Action.REWORK, "当晚仍有四个摊位占道", then=State.HANDLING)
        clerk.does(Action.DONE, "四个摊位迁入规范点，每晚巡查", then=State.FED_BACK)
        clerk.does(Action.PASS, then=State.CHECKED)
        clerk.does(Action.CALL_BACK, "基本满意", then=State.CHECKED)
        clerk.does(Action.CLOSE, then=State.CLOSED)
        clerk.does(Action.ARCHIVE, then=State.ARCHIVED)
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
    assert lived(office) == [
        *(Action.REGISTER, Action.ACCEPT, Action.FILE, Action.DISPATCH, Action.SIGN, Action.ASK_DELAY, Action.GRANT_DELAY),
        *(Action.WHISTLE, Action.ARRIVE, Action.ARRIVE, Action.CONFER, Action.DONE, Action.REWORK, Action.DONE, Action.PASS, *END),
    ]
