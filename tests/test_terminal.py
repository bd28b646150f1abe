"""The installed command in a real terminal: a file comes in, three decisions, one event closed, the report written."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from terminal import Terminal, wangge

from console.office import Office, create
from wangge.lifecycle import Action, State
from wangge.query import And

pytestmark = pytest.mark.needs("pty")
LAST_MONTH = (datetime.now().replace(day=1) - timedelta(days=1)).replace(hour=9, minute=0)


def hotline(path: Path) -> None:
    """Four orders of last month, under a title."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["12345工单汇总"])
    sheet.append(["工单编号", "来电时间", "诉求内容", "一级分类", "联系电话"])
    texts = ("老板拖欠三个月工资不给", "楼上漏水把天花板泡坏了", "咨询居住证怎么办理", "夜间施工噪音扰民")
    for number, text in enumerate(texts, start=1):
        sheet.append(
            [f"GD{number:04}", LAST_MONTH + timedelta(minutes=number), text, "矛盾纠纷" if number < 3 else "", f"1380000{number:04}"]
        )
    book.save(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = create(tmp_path / "office", "东街街道网格中心")
    source = tmp_path / "工单.xlsx"
    hotline(source)
    shutil.copy(source, made / "inbox" / "工单.xlsx")
    return made


def test_a_file_is_imported_triaged_closed_and_reported_with_keys_alone(folder: Path) -> None:
    with Terminal(wangge("--office", str(folder), "--lang", "zh"), (100, 30)) as terminal:
        terminal.until("待受理", "新文件")
        terminal.press("f8")
        terminal.until("1 工单.xlsx")
        terminal.press("enter")
        terminal.until("新件4", "回车入账")
        terminal.press("enter")
        terminal.until("已入账 4 件")
        terminal.press("escape")

        terminal.press("f6")
        terminal.until("GD0001", "劳动监察中队", "还有 4 件")
        terminal.press("enter")
        terminal.until("一键派遣", "GD0002")
        terminal.press("6")
        terminal.until("理由")
        terminal.press("已由物业处理", "f4")
        terminal.until("不予受理：", "GD0003")
        terminal.press("8")
        terminal.until("处置结果")
        terminal.press("已告知到政务中心二楼办理", "f4")
        terminal.until("当场答复：", "GD0004")
        terminal.press("escape")

        terminal.press("f3")
        terminal.until("查询", "共 4 件")
        terminal.press("工资", "enter")
        terminal.until("第 1 / 共 1 件", "GD0001")
        terminal.press("enter")
        terminal.until("1签收")
        terminal.press("1", settle=0.4)
        terminal.until("口述人")
        terminal.press("f4")
        terminal.until("责任方 劳动监察中队", "处置中")
        terminal.press("1", settle=0.4)
        terminal.until("处置结果")
        terminal.press("工资已当场付清", "f4")
        terminal.until("待核查")
        terminal.press("1", settle=0.4)
        terminal.until("结案")
        terminal.press("f4")
        terminal.until("已结案")
        terminal.press("escape", "escape")

        terminal.press("f9")
        terminal.until("总体情况", "新增")
        terminal.press("f4")
        terminal.until("已写出")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0

    office = Office.open(folder)
    told = {}
    for number in range(1, 5):
        event = office.queries.event(f"GD{number:04}")
        told[number] = (event.state, event.owner, [step.action for step in office.queries.steps(event)])
    assert told[1] == (State.CLOSED, "本中心", [Action.BRING_IN, Action.ACCEPT, Action.DISPATCH, Action.SIGN, Action.DONE, Action.CLOSE])
    assert told[2] == (State.REFUSED, "本中心", [Action.BRING_IN, Action.REFUSE])
    assert told[3] == (State.CLOSED, "本中心", [Action.BRING_IN, Action.ANSWER])
    assert told[4] == (State.REPORTED, "本中心", [Action.BRING_IN])
    signed = next(step for step in office.queries.steps(office.queries.event("GD0001")) if step.action == Action.SIGN)
    assert (signed.actor, signed.recorded_by) == ("劳动监察中队", "值班员")
    assert office.ledger.verify().ok
    assert [path.suffix for path in (folder / "outbox").iterdir()] == [".xlsx"]
    office.close()


def test_the_counter_registers_and_answers_in_few_keys(folder: Path) -> None:
    keys = ["f2", "f7", "f4"]
    with Terminal(wangge("--office", str(folder), "--lang", "zh"), (80, 24)) as terminal:
        terminal.until("待受理", "新文件")
        terminal.press(keys[0])
        terminal.until("不愿提供", "内容")
        terminal.press("问养犬证在哪里办")
        terminal.press(keys[1], settle=0.4)
        terminal.until("处置结果")
        terminal.press("告知到派出所办理")
        terminal.press(keys[2])
        terminal.until("已登记")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
    assert len(keys) <= 15
    office = Office.open(folder)
    (event,) = office.queries.page(And()).events
    assert (event.state, event.text("result"), event.text("source")) == (State.CLOSED, "告知到派出所办理", "窗口来访")
    office.close()


def test_english_is_spoken_where_the_terminal_asks_for_it(folder: Path) -> None:
    with Terminal(wangge("--office", str(folder)), (100, 30), {"LANG": "en_US.UTF-8", "LC_ALL": ""}) as terminal:
        terminal.until("New files")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0


def test_the_terminals_cursor_stands_in_the_entry_that_is_typed_in_however_far_a_form_has_scrolled(folder: Path) -> None:
    office = Office.open(folder)
    event = office.ledger.register({"text": "滨河路口两车相撞", "source": "窗口"}, office.actor())
    traffic = next(each for each in office.catalogue.departments if each.label == "道路交通事故")
    office.ledger.act(event.no, Action.OPEN_CASE, office.actor(), {"department": "道路交通事故", "case_basis": "主动调解"})
    office.close()
    with Terminal(wangge("--office", str(folder), "--lang", "zh"), (80, 24)) as terminal:
        terminal.until("待受理")
        terminal.press("f3")
        terminal.until("共 1 件")
        terminal.press("escape", "enter")
        terminal.until("责任方 本中心")
        terminal.press("ctrl+k")
        terminal.until("文书", "F12")
        terminal.press("enter")
        terminal.until("可以办理")
        terminal.press("案情登记", settle=0.4)
        terminal.press("enter")
        terminal.until("F4 确定")
        for field in traffic.fields[:14]:
            terminal.press("x", settle=0.25)
            terminal.until_above_cursor(field.label, 4)
            terminal.tab()
