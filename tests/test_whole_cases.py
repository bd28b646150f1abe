"""The whole life of a case with keys alone, in a real terminal: from the counter to the archived volume, one for each department."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from terminal import Terminal, wangge

from console.office import Office, create
from wangge.fields import BY_NAME
from wangge.lifecycle import Action, State
from wangge.query import And
from wangge.records import Event

pytestmark = pytest.mark.needs("pty")


class Clerk:
    """Somebody at the keyboard, on the case of one event.

    Args:
        terminal: where.
        folder: the office, whose tables say in which order a form asks.
        department: whose form is filled in.
    """

    def __init__(self, terminal: Terminal, folder: Path, department: str) -> None:
        self.terminal = terminal
        office = Office.open(folder)
        self._lifecycle = office.rules.lifecycle
        self._fields = {**BY_NAME, **{field.name: field for field in office.catalogue.fields()}}
        self._form = [field.name for each in office.catalogue.departments if each.label == department for field in each.fields]
        office.close()

    def takes_in(self, text: str, caller: str) -> None:
        """At the counter; then the page of the case."""
        self.terminal.until("待受理")
        self.terminal.press("f2")
        self.terminal.until("不愿提供")
        self.terminal.press(text)
        self.terminal.tab(2)
        self.terminal.press(caller, "f4")
        self.terminal.until("已登记")
        self.terminal.press("escape", "f3")
        self.terminal.until("共 1 件")
        self.terminal.press("escape", "enter")
        self.terminal.until("责任方 本中心")
        self.terminal.press("ctrl+k")
        self.terminal.until("文书", "F12")

    def does(self, action: Action, **answers: str) -> None:
        """Choose the action by typing its name, and fill the form in."""
        row = self._lifecycle.find(State.REPORTED, action) or self._lifecycle.find(State.CLOSED, action)
        form = self._form if action is Action.FILL else [*row.needs, *row.offers]
        asked = [name for name in form if self._fields[name].asked({each: answers.get(each, "") for each in form})]
        self.terminal.press("enter")
        self.terminal.until("可以办理")
        self.terminal.press(action.value, settle=0.4)
        self.terminal.press("enter")
        self.terminal.until("F4 确定", f"{action}　")
        place = 0
        for name, answer in sorted(answers.items(), key=lambda pair: asked.index(pair[0])):
            self.terminal.tab(asked.index(name) - place)
            place = asked.index(name)
            self.terminal.press(answer)
            self.terminal.until(answer)
        self.terminal.press("f4")
        self.terminal.until(f"{action}：")

    def prints(self, *labels: str) -> None:
        """Print papers, each by typing its name."""
        for label in labels:
            self.terminal.press("f12")
            self.terminal.until("打印哪份文书")
            self.terminal.press(label, settle=0.4)
            self.terminal.press("enter")
            self.terminal.until(f"{label}_")

    def leaves(self) -> None:
        self.terminal.press("ctrl+q")
        assert self.terminal.wait() == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return create(tmp_path / "office", "东街街道网格中心")


def archived(folder: Path) -> tuple[Event, list[str]]:
    """The one event and what was done with it; it is in the archive, and the ledger is sound."""
    opened = Office.open(folder)
    (event,) = opened.queries.page(And()).events
    assert event.state == State.ARCHIVED
    assert opened.ledger.verify().ok
    actions = [step.action for step in opened.queries.steps(event)]
    opened.close()
    return event, actions


def written(folder: Path, label: str) -> str:
    """The text of a printed paper."""
    (path,) = (folder / "outbox").glob(f"{label}_*.docx")
    made = Document(str(path))
    cells = (cell.text for table in made.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in made.paragraphs), *cells))


FIRST = ("调解申请书", "权利义务告知书", "受理通知书")
LAST = ("结案报告表", "卷宗封面", "卷内目录")
END = {"result": "已达成协议并履行"}


@pytest.mark.long
def test_a_labour_case_lives_with_keys_alone(folder):
    with Terminal(wangge("--office", str(folder), "--lang", "zh"), (110, 40)) as terminal:
        clerk = Clerk(terminal, folder, "劳动争议")
        clerk.takes_in("某餐饮店六个月没有发工资", "张三丰")
        clerk.does(Action.OPEN_CASE, department="劳动争议", case_basis="双方申请", case_no="7")
        clerk.does(Action.FILL, labour_employer="某餐饮店", labour_matter="劳动报酬", labour_claims="付清工资")
        clerk.prints(*FIRST, "处理途径告知单")
        clerk.does(Action.SESSION, note="双方核对了工资表", proposal="年底前付清")
        clerk.does(Action.END_CASE, case_result="达成协议", agreed_amount="36000", perform_by="2099-12-31")
        clerk.prints("调解笔录", "调解协议书")
        clerk.does(Action.PERFORM, paid="36000")
        clerk.does(Action.ANSWER, **END)
        clerk.does(Action.CALL_BACK, satisfaction="满意")
        clerk.prints("回访记录")
        clerk.does(Action.ARCHIVE)
        clerk.prints(*LAST)
        clerk.leaves()
    event, actions = archived(folder)
    assert (event.known["case_result"], event.known["paid_amount"]) == ("达成协议", 3_600_000)
    assert actions.count(Action.PRINT) == 10
    agreement = written(folder, "调解协议书")
    for part in ("人调字第7号", "张三丰", "年底前付清", "2099年12月31日", "叁万陆仟元整", "付清工资"):
        assert part in agreement
    assert "当事人身份证明。" in written(folder, "卷内目录")


@pytest.mark.long
def test_a_traffic_case_lives_with_keys_alone(folder):
    with Terminal(wangge("--office", str(folder), "--lang", "zh"), (110, 40)) as terminal:
        clerk = Clerk(terminal, folder, "道路交通事故")
        clerk.takes_in("滨河路口两车相撞，一人住院", "李四")
        clerk.does(Action.OPEN_CASE, department="道路交通事故", case_basis="主动调解")
        clerk.does(
            Action.FILL,
            traffic_liability="甲车全部责任",
            traffic_parties="王二，男，40",
            traffic_holders="李四，本人，，，是",
            traffic_losses="医疗费，20000",
        )
        clerk.does(Action.SESSION, note="双方到场", proposal="分两期付清")
        clerk.does(Action.END_CASE, case_result="达成协议", agreed_amount="20000", perform_by="2099-12-31")
        clerk.prints("调解协议书", "司法确认申请书")
        clerk.does(Action.PERFORM, paid="8000")
        clerk.does(Action.ANSWER, **END)
        clerk.does(Action.ARCHIVE)
        clerk.prints(*LAST)
        clerk.leaves()
    event, _actions = archived(folder)
    assert event.known["paid_amount"] == 800_000
    agreement = written(folder, "调解协议书")
    for part in ("王二于2099年12月31日前向李四支付", "贰万元整", "甲车全部责任", "医疗费", "20,000.00"):
        assert part in agreement
    assert "已履行8,000.00元" in written(folder, "结案报告表")


@pytest.mark.long
def test_a_medical_case_waits_for_the_appraisal_and_fails_with_keys_alone(folder):
    with Terminal(wangge("--office", str(folder), "--lang", "zh"), (110, 40)) as terminal:
        clerk = Clerk(terminal, folder, "医疗纠纷")
        clerk.takes_in("在某医院就诊后伤口感染，要求赔偿", "赵六")
        clerk.does(Action.OPEN_CASE, department="医疗纠纷", case_basis="主动调解")
        terminal.until("调解期限", "30工作日")
        clerk.does(Action.FILL, medical_hospital="某医院", medical_appraisal_from="2026-01-05")
        terminal.until("催询鉴定")
        clerk.does(Action.FILL, medical_appraisal_to="2026-01-20", medical_degree="轻微")
        clerk.prints("封存复制清单", "专家咨询申请书")
        clerk.does(Action.SESSION, note="双方对责任程度不能一致")
        clerk.does(Action.END_CASE, case_result="未达成协议")
        clerk.prints("终止调解告知书")
        clerk.does(Action.ANSWER, **END)
        clerk.does(Action.ARCHIVE)
        clerk.prints(*LAST)
        clerk.leaves()
    event, _actions = archived(folder)
    assert event.known["case_result"] == "未达成协议"
    told = written(folder, "终止调解告知书")
    assert "☑双方未能达成协议" in told
    assert "行政调解" in told
    assert not list((folder / "outbox").glob("调解协议书_*"))
