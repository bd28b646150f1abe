"""The danger lane: what is marked and what is not, what waits for the answer, and that it labels the event alone."""

from __future__ import annotations

import pytest

from tests.ledger_tools import bring, found, planned, refused, register
from wangge.danger import kinds, marks
from wangge.lifecycle import ONE_KEY_DISPATCH, Action, State
from wangge.policy import Policy, from_tree

POLICY = Policy()
SENT = {"category": "矛盾纠纷", "unit": "司法所"}


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("邻居手里拿着刀在楼道里叫骂", "人身危险", "刀"),
        ("他说要从楼上跳楼", "人身危险", "跳楼"),
        ("丈夫长期家暴", "家暴", "家暴"),
        ("有孩子被打，家长很气愤", "未成年", "孩子被打"),
        ("业主拉横幅讨说法", "群体", "拉横幅"),
        ("扬言要弄死我们", "极端言语", "弄死"),
        ("我们6人一起来中心讨薪", "群体", "6人"),
        ("六人到街道办门口", "群体", "六人"),
        ("十余人围堵售楼部", "群体", "十余人"),
        ("工地20多人来访", "群体", "20多人"),
        ("拖欠十二名工人工资", "群体", "十二名工人"),
        ("一百二十名业主到政府反映", "群体", "一百二十名业主"),
    ],
)
def test_a_text_that_tells_of_danger_is_marked_with_the_word(text, kind, word):
    assert kinds(text, POLICY) == {kind: word}


@pytest.mark.parametrize(
    "text",
    [
        "政策不能一刀切",
        "捞刀河镇道路破损",
        "为减轻生产成本绕行",
        "我们不想拉横幅维权",
        "上下班高峰拥堵路段",
        "幼儿园门口停车收费",
        "小学生春游费用高",
        "我们4人一起来中心反映",
        "公司四五个人，工资拖欠",
        "每个班65人，教室太挤",
        "小区有3000余人居住，出行不便",
        "6人间宿舍漏水",
        "904业主违规装修",
        "",
    ],
)
def test_a_harmless_text_is_not_marked(text):
    assert kinds(text, POLICY) == {}


def test_an_office_edits_its_own_words_and_says_what_is_harmless():
    policy = from_tree({"danger": {"水灾": ["漏水", "-防漏水"]}, "policy": {"crowd": 0}}, ValueError)
    assert kinds("楼上漏水", policy) == {"水灾": "漏水"}
    assert kinds("要求做防漏水", policy) == kinds("拿刀，20多人来访", policy) == {}


def test_how_many_people_are_a_crowd_is_the_offices(office):
    assert kinds("8人来访", from_tree({"policy": {"crowd": 10}}, ValueError)) == {}


def test_domestic_violence_and_minors_are_secret_from_the_start():
    assert marks({"text": "丈夫家暴"}, POLICY) == {"danger": "家暴", "secrecy": "保密"}
    assert marks({"text": "有人拿刀"}, POLICY) == {"danger": "人身危险"}


def test_an_import_marks_what_waits_for_acceptance_and_nothing_else(office):
    bring(office, [planned(1, text="有人拿刀堵在门口", state="待受理"), planned(2, text="有人拿刀堵在门口", state="处置中"), planned(3)])
    assert [office.queries.event(f"GD0000{number}")["danger"] for number in (1, 2, 3)] == ["人身危险", None, None]
    assert found(office, "-险情:空") == {office.queries.event("GD00001").no}
    assert office.ledger.verify().ok


def test_nothing_else_is_done_until_the_danger_is_answered(office):
    event = register(office, text="有人拿刀堵在门口")
    error = refused("danger_first", office.ledger.act, event.no, ONE_KEY_DISPATCH, office.actor(), SENT)
    assert error.params["danger"] == "人身危险"
    office.ledger.act(event.no, Action.NOTE, office.actor(), {"note": "已电话联系"})
    office.ledger.act(event.no, Action.ANSWER_DANGER, office.actor(), {"danger_answer": "已转110"})
    assert office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), SENT).state is State.DISPATCHED


def test_untrue_is_said_with_its_reason(office):
    event = register(office, text="有人拿刀堵在门口")
    refused("action_needs", office.ledger.act, event.no, Action.ANSWER_DANGER, office.actor(), {"danger_answer": "不属实"})
    office.ledger.act(event.no, Action.ANSWER_DANGER, office.actor(), {"danger_answer": "不属实", "note": "是在切西瓜"})
    assert office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), SENT).state is State.DISPATCHED


def test_danger_is_worked_on_alone_unless_it_was_untrue(office):
    calm, wild = register(office), register(office, text="有人拿刀堵在门口")
    office.ledger.act(wild.no, Action.ANSWER_DANGER, office.actor(), {"danger_answer": "已转110"})
    refused("danger_single", office.ledger.act_many, (calm.no, wild.no), ONE_KEY_DISPATCH, office.actor(), SENT)
    office.ledger.act(wild.no, Action.ANSWER_DANGER, office.actor(), {"danger_answer": "不属实", "note": "是在切西瓜"})
    assert len(office.ledger.act_many((calm.no, wild.no), ONE_KEY_DISPATCH, office.actor(), SENT)) == 2


def test_an_event_that_a_file_has_ended_is_not_kept_by_its_words(office):
    bring(office, [planned(1, text="有人拿刀堵在门口", state="待受理")])
    bring(office, [planned(2, text="有人拿刀堵在门口", state="待核查")], "二.csv")
    assert office.ledger.act("GD00002", Action.CLOSE, office.actor()).state is State.CLOSED


def test_a_secret_event_shows_neither_title_nor_text_in_lists(office):
    event = register(office, text="丈夫家暴，住三号楼", title="三号楼家暴", category="矛盾纠纷")
    assert office.queries.event(event.no).title == "〔保密〕矛盾纠纷"
    office.ledger.act(event.no, Action.ANSWER_DANGER, office.actor(), {"danger_answer": "已报值班长"})
    office.ledger.act(event.no, Action.UNSECLUDE, office.actor(), {"reason": "当事人同意"})
    assert office.queries.event(event.no).title == "三号楼家暴"


def test_the_label_is_the_events_and_no_other_event_of_the_caller_carries_it(office):
    register(office, text="有人拿刀堵在门口", caller="张三", caller_phone="13812345678")
    assert register(office, text="路灯不亮", caller="张三", caller_phone="13812345678")["danger"] is None
