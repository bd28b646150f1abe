"""Plain lines: the desk's work through a pipe, by the same rules and in the same words as on the screens, without a sign that draws."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from console.piles import PILES
from tests.ledger_tools import dispatched, register
from wangge.lifecycle import State
from wangge.query import And

NASTY = "[/]\x1b[31m红\x07 \u202e反 {no} %s"


@pytest.fixture
def talk(office):
    """What the dialogue says to these answers, line by line."""

    def talk_(*answers):
        office.close()
        line = [sys.executable, "-P", "-m", "console.cli", "--office", str(office.folder), "--lang", "zh", "plain"]
        given = "".join(f"{answer}\n" for answer in answers)
        done = subprocess.run(line, input=given, capture_output=True, encoding="utf-8", check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u2500-\u259f\u202e]", done.stdout), "a sign that draws or commands"
        return done.stdout.splitlines()

    return talk_


def only(office):
    """The one event of the office."""
    (event,) = office.queries.each(And())
    return event


def test_the_desk_is_read_out_with_its_piles_and_the_end_of_the_input_leaves(office, talk):
    register(office)
    said = talk()
    assert said[0].startswith("东街街道网格中心　首页")
    assert said[1] == "1 待受理 1"
    assert [line.split()[1] for line in said[1 : len(PILES) + 1]] == [pile.label for pile in PILES]
    assert said[-1] == "已退出。"


def test_a_list_is_numbered_and_a_number_reads_one_event_out(office, talk):
    event = dispatched(office, text="楼上漏水，天花板泡坏了", caller="张三", caller_phone="13812345678")
    said = talk("查 漏水", "1", "", "0", "退出")
    assert "共 1 件。" in said
    assert any(line.startswith(f"1 {event.no}，待签收，") for line in said)
    assert f"{event.no}  待签收  责任方：司法所" in said
    assert "反映人：张*" in said
    assert "反映人电话：138****5678" in said
    assert any("派遣" in line and "待签收" in line for line in said)
    assert any(re.fullmatch(r"\d+ 签收", line) for line in said)


def test_a_long_list_is_read_a_page_at_a_time(office, talk):
    for number in range(13):
        register(office, text=f"第{number}件路灯不亮")
    said = talk("1", "", "13", "", "0")
    assert sum("路灯不亮" in line and line.partition(" ")[0].isdecimal() and "，待受理，" in line for line in said) >= 13
    assert any(line.startswith("13 ") for line in said)
    assert "第0件路灯不亮" in said


def test_enter_accepts_and_dispatches_as_on_the_screen(office, talk):
    event = register(office, category="矛盾纠纷")
    said = talk("受理派遣", "", "退出")
    assert any("依据：" in line for line in said)
    assert f"一键派遣：{event.no} → 待签收，责任方 司法所" in "\n".join(said)
    assert "都办完了。" in said
    assert only(office).state is State.DISPATCHED


def test_another_unit_can_be_chosen_before(office, talk):
    register(office, category="矛盾纠纷")
    talk("办", "2", "环卫站", "")
    assert only(office).owner == "环卫站"


@pytest.mark.parametrize(
    ("digit", "answer", "state"), [("6", "不属本中心", "不予受理"), ("7", "老周", "待核实"), ("8", "已告知", "已结案")]
)
def test_digits_decide_as_on_the_screen(office, talk, digit, answer, state):
    register(office)
    said = talk("triage", digit, answer)
    assert only(office).state == state
    assert any(line.endswith(f"→ {state}，责任方 {only(office).owner}") or f"→ {state}，" in line for line in said)


def test_an_answer_that_is_left_empty_does_nothing(office, talk):
    register(office)
    said = talk("办", "6", "", "q")
    assert "没有办。" in said
    assert only(office).state is State.REPORTED


def test_a_card_that_is_left_for_later_comes_no_more(office, talk):
    register(office, text="第一件路灯不亮")
    register(office, text="第二件井盖松动")
    said = talk("办", "0", "0")
    assert [line for line in said if line in {"第一件路灯不亮", "第二件井盖松动"}][::2] == ["第一件路灯不亮", "第二件井盖松动"]
    assert "都办完了。" in said


def test_danger_is_asked_first_and_answered_by_its_digit(office, talk):
    register(office, text="有人要跳楼，快来")
    said = talk("办", "1", "q")
    assert any("请先拨110" in line for line in said)
    assert only(office)["danger_answer"] == "已转110"


def test_an_event_is_registered_item_by_item_and_taken_back(office, talk):
    said = talk("登记", "路灯不亮，请来修", "", "李四", "13987654321", "市容环境", "东园社区", "东园路1号", "退出")
    event = only(office)
    assert (event.text("text"), event.text("source"), event.text("caller"), event.text("community")) == (
        "路灯不亮，请来修",
        "窗口来访",
        "李*",
        "东园社区",
    )
    assert f"已登记 {event.no}，待受理。" in said
    said = talk("撤销", "撤销")
    assert "已撤销：1 件回到之前的样子。" in said
    assert "没有可撤销的操作。" in said
    assert list(office.queries.each(And())) == []


def test_nothing_is_registered_without_a_text(office, talk):
    assert "没有内容，没有登记。" in talk("登记", "")
    assert list(office.queries.each(And())) == []


def test_what_can_be_done_with_an_event_is_done_by_its_number(office, talk):
    event = dispatched(office)
    (place,) = (line.split()[0] for line in talk(f"看 {event.no}") if re.fullmatch(r"\d+ 签收", line))
    talk(f"看 {event.no}", place, "")
    assert only(office).state is State.HANDLING


def test_what_may_be_given_with_an_action_is_given_by_its_number(office, talk):
    event = dispatched(office)
    (place,) = (line.split()[0] for line in talk(f"看 {event.no}") if re.fullmatch(r"\d+ 退回", line))
    said = talk(f"看 {event.no}", place, "不属本单位职责", "1", "", "1", "职责不符", "1", "李队长", "")
    asked = [line for line in said if line.startswith("还可以填：")]
    assert asked[0] == asked[1], "an empty answer leaves it to be given"
    step = office.queries.steps(only(office))[-1]
    assert (step.action, step.data["reason_code"]) == ("退回", "职责不符")
    assert (step.actor, step.unit, step.recorded_by) == ("李队长", "司法所", office.actor().name)


def test_the_card_whose_clock_ends_first_is_read_first(office, talk):
    register(office, text="先来的路灯不亮")
    register(office, text="后来的井盖破损", due_at="2026-11-20 17:00")
    said = [line for line in talk("受理派遣", "0", "0") if line in {"先来的路灯不亮", "后来的井盖破损"}]
    assert list(dict.fromkeys(said)) == ["后来的井盖破损", "先来的路灯不亮"]


def test_a_refusal_is_a_line_and_the_dialogue_goes_on(office, talk):
    said = talk("看 没有这一件", "查 abc:x", "飞", "首页")
    assert any("没有编号为“没有这一件”的事件" in line for line in said)
    assert any("没有名为“abc”的项目" in line for line in said)
    assert "没有“飞”这个说法。" in said
    assert sum("首页　" in line for line in said) == 2


def test_what_a_person_wrote_commands_no_terminal(office, talk):
    event = office.ledger.register({"text": NASTY, "title": NASTY, "source": "窗口来访", "place": NASTY, "category": NASTY}, office.actor())
    said = "\n".join(talk("1", "q", "查", "1", "", "0", f"看 {event.no}", "", NASTY))
    assert "[/][31m红 反 {no} %s" in said


def test_no_screen_is_loaded_for_it():
    code = "import console.commands.plain, sys; print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
