"""The papers of every event: what the ledger knows stands on them, what its steps told, and what is left to the pen."""

from __future__ import annotations

import pytest

from console import papers
from tests.ledger_tools import act, dispatched, refused, register
from tests.paper_tools import CATALOGUE, EMPTY, documents, full, said
from wangge.lifecycle import Action
from wangge.papers import BLANK, Dossier

LABELS = {
    *("事件受理登记表", "转办单", "交办单", "督办单", "退单申请", "延期申请审批表", "挂账审批表"),
    *("吹哨单、报到单", "不予受理告知书"),
}


def printed(office, event, name):
    """The text of a paper, printed."""
    _path, paper = papers.write(office, office.queries.event(event.no), f"event.{name}", office.actor())
    return said(paper)


def lacking(office, event, name):
    return next(each.lacking for each in papers.offered(office, office.queries.event(event.no)) if each.name == f"event.{name}")


@pytest.fixture
def handled(office):
    """An event that a unit is handling."""
    given = {"caller": "张三丰", "caller_phone": "13812345678", "external_no": "GD1"}
    return act(office, dispatched(office, **given), Action.SIGN)


def test_every_event_has_these_papers_and_each_can_be_built_of_nothing_and_of_everything():
    assert {document.label for document in CATALOGUE.documents} == LABELS
    for name, label, document in documents():
        for told in (EMPTY, full(label)):
            assert document.build(told).title, name
            assert isinstance(document.lacking(told), tuple)


def test_an_order_says_matter_unit_and_limit_and_takes_its_receipt_along(office, handled):
    text = printed(office, handled, "assignment")
    for part in ("受理编号：", "来文或来件号：GD1", "反映人：张三丰", "联系电话：13812345678", "主办单位：司法所", "交办回执", "政策依据"):
        assert part in text
    assert "办理时限：2026年" in text


def test_an_order_needs_a_unit(office):
    event = register(office)
    assert lacking(office, event, "assignment") == ("还没有派遣，没有承办单位。",)
    assert lacking(office, event, "delay")
    assert refused("paper_lacking", printed, office, event, "assignment").params["paper"] == "交办单"


def test_of_a_secluded_event_the_unit_learns_no_name(office, handled):
    act(office, handled, Action.SECLUDE, reason="举报")
    text = printed(office, handled, "assignment")
    assert "反映人：（保密）" in text
    assert "张三丰" not in text
    assert "13812345678" not in text
    assert "张三丰" in printed(office, handled, "registration")


def test_a_delay_says_the_old_limit_the_days_and_the_reason(office, handled):
    before = office.queries.event(handled.no).text("due_at")
    asked = act(office, handled, Action.ASK_DELAY, reason="须等鉴定意见", days="5")
    act(office, asked, Action.GRANT_DELAY, days="5")
    assert office.queries.event(handled.no).text("due_at") != before
    text = printed(office, handled, "delay")
    assert "延期理由：须等鉴定意见" in text
    assert "申请延长：5个工作日" in text
    told = Dossier({"due_at": before}, office.rules.fields, "", EMPTY.today)
    assert f"原时限：{told.text('due_at')}" in text


def test_a_returned_order_says_who_returned_it_and_why(office, handled):
    act(office, handled, Action.RETURN, reason="不属于本单位职责")
    text = printed(office, handled, "returning")
    assert "退回理由：不属于本单位职责" in text
    assert "职责依据：" in text


def test_a_suspension_says_the_reason_and_when_it_is_looked_at_again(office, handled):
    act(office, handled, Action.ASK_SUSPEND, reason="待整体改造")
    act(office, handled, Action.SUSPEND, reason="同意", review_on="2027-03-01 09:00")
    text = printed(office, handled, "suspension")
    assert "客观原因：待整体改造" in text
    assert "复核日期：2027年3月1日" in text


def test_a_card_says_its_level_and_how_late_the_unit_is(office, handled, clock):
    assert lacking(office, handled, "supervision") == ("还没有督办。",)
    act(office, handled, Action.SUPERVISE, level="黄牌", note="逾期未办")
    assert "超期天数：未超期" in printed(office, handled, "supervision")
    clock.forward(days=60)
    text = printed(office, handled, "supervision")
    assert "□普通　☑黄牌　□红牌" in text
    assert "天（自然日）" in text


def test_a_whistle_names_who_was_called_who_came_and_what_was_agreed(office, handled):
    assert lacking(office, handled, "whistle") == ("还没有吹哨。",)
    act(office, handled, Action.WHISTLE, reason="多部门职责交叉", departments="市场监管所、环保所", meet_at="2026-11-20 14:00")
    act(office, handled, Action.ARRIVE, departments="市场监管所")
    act(office, handled, Action.CONFER, result_note="环保所测油烟", absent="环保所")
    text = printed(office, handled, "whistle")
    for part in (
        "集合时间：2026年11月20日14时00分",
        "应到部门：市场监管所、环保所",
        "市场监管所，2026年11月20日12时00分",
        "会商意见：环保所测油烟",
    ):
        assert part in text
    assert "未到部门：环保所" in text


def test_a_refusal_says_the_reason_and_the_other_roads(office):
    event = register(office, caller="不愿提供")
    assert lacking(office, event, "refusal") == ("事件没有不予受理。",)
    act(office, event, Action.REFUSE, reason="已由法院受理")
    text = printed(office, event, "refusal")
    assert "反映人：" in text
    assert "已由法院受理" in text
    assert "12348" in text


def test_what_is_not_known_is_a_blank_and_no_word_stands_for_it():
    for name, _label, document in documents():
        text = said(document.build(EMPTY))
        assert "None" not in text, name
    assert BLANK in said(next(document for name, _label, document in documents() if name == "event.refusal").build(EMPTY))


def test_a_printed_paper_reads_the_steps_unmasked_and_a_list_of_papers_does_not(office, handled):
    act(office, handled, Action.ASK_DELAY, reason="请回电13912345678", days="1")
    assert "13912345678" in printed(office, handled, "delay")
    masked = papers.dossier(office, handled, handled.known, office.queries.steps(handled))
    assert "139****5678" in masked.told(Action.ASK_DELAY, "reason")
