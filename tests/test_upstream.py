"""Upstream orders: how one begins, its steps over there with their refusals, the earlier hand-in, and what was merged keeps its own."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.ledger_tools import act, at, bring, found, planned, projection, refused, register
from wangge.calendar import national
from wangge.clocks import Clocks
from wangge.lifecycle import ONE_KEY_DISPATCH, Action, State
from wangge.limits import Limit
from wangge.settings import Settings
from wangge.times import chinese
from wangge.upstream import before, order_of, reply_text

CLOCKS = Clocks(Settings(), national())
SENT = {"category": "矛盾纠纷", "unit": "司法所"}
DUE = "2026-11-25 17:30"
"""A Wednesday; the office's clock stands on Friday 20 November, noon."""


def order(office, number=1, **more):
    """An open order of the hotline, brought by a file this morning."""
    given = {"source": "12345热线", "reported_at": at("2026-11-20 09:00"), "due_at": at(DUE), **more}
    bring(office, [planned(number, **given)], f"{number}.csv")
    return office.queries.event(f"GD{number:05}")


def done(office, event, result="已调解，双方签字"):
    """The same order, handled by a unit."""
    office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), SENT)
    return office.ledger.act(event.no, Action.DONE, office.actor(), {"result": result})


def wall(event, name):
    return chinese(event.known.get(name))


def test_an_order_begins_for_the_sources_that_the_office_lists_and_for_no_other():
    values = {"source": "12345热线", "external_no": "GD1", "reported_at": at("2026-11-20 09:00"), "due_at": at(DUE)}
    assert order_of(values, CLOCKS.settings.policy, CLOCKS) == {
        "upstream_system": "12345热线",
        "upstream_no": "GD1",
        "upstream_due": at(DUE),
        "due_at": at(DUE),
        "upstream_state": "待签收",
        "upstream_sign_by": at("2026-11-23 17:30"),
        "upstream_return_by": at("2026-11-23 17:30"),
    }
    assert order_of({**values, "source": "窗口来访"}, CLOCKS.settings.policy, CLOCKS) == {}


def test_what_the_file_says_of_its_own_windows_is_kept():
    told = {"upstream_sign_by": at("2026-11-20 10:00"), "upstream_due": at(DUE), "upstream_no": "A-7"}
    made = order_of({"source": "12345热线", "reported_at": at("2026-11-20 09:00"), **told}, CLOCKS.settings.policy, CLOCKS)
    assert {name: made[name] for name in told} == told
    assert made["due_at"] == at(DUE)


def test_the_windows_begin_when_the_file_says_that_the_order_was_dispatched():
    row = {"source": "12345热线", "reported_at": at("2026-11-19 20:00"), "dispatched_at": at("2026-11-20 09:00")}
    assert order_of(row, CLOCKS.settings.policy, CLOCKS)["upstream_sign_by"] == at("2026-11-23 17:30")


def test_an_order_begins_at_the_counter_and_by_import_alike(office):
    typed = register(office, source="12345热线", external_no="GD9", due_at=DUE)
    brought = order(office)
    for event in (typed, brought):
        assert (event["upstream_state"], wall(event, "upstream_due"), wall(event, "due_at")) == ("待签收", DUE, DUE)
        assert event.extra["upstream_no"] == event["external_no"]
    assert office.ledger.verify().ok


def test_what_was_over_when_it_came_owes_nothing(office):
    assert order(office, state="已归档")["upstream_state"] is None


def test_a_later_list_that_says_an_order_is_over_ends_what_is_owed(office, tmp_path):
    from tests.ledger_tools import bring_file, table

    headers = ("工单编号", "诉求内容", "上报时间", "诉求来源", "状态")
    row = ("GD7", "路灯不亮", "2026-11-19 09:00", "12345热线")
    bring_file(office, table(tmp_path / "早.csv", [(*row, "待受理")], headers))
    assert office.queries.event("GD7")["upstream_state"] == "待签收"
    bring_file(office, table(tmp_path / "晚.csv", [(*row, "已归档")], headers))
    assert office.queries.event("GD7")["upstream_state"] is None


@pytest.mark.parametrize(
    ("limit", "end", "sooner"),
    [
        ("1工作日", "2026-11-25 17:30", "2026-11-24 17:30"),
        ("1工作日", "2026-11-23 12:00", "2026-11-20 12:00"),
        ("1工作日", "2026-10-08 17:30", "2026-09-30 17:30"),
        ("1自然日", "2026-11-23 23:59", "2026-11-20 17:30"),
        ("4工作时", "2026-11-23 10:30", "2026-11-20 15:30"),
        ("2小时", "2026-11-23 09:00", "2026-11-23 07:00"),
        ("30分钟", "2026-11-23 09:00", "2026-11-23 08:30"),
    ],
)
def test_a_limit_is_counted_back_over_rest_days(limit, end, sooner):
    parsed = Limit.parse(limit)
    assert before(parsed, datetime.fromisoformat(end), national()) == datetime.fromisoformat(sooner)


def test_the_unit_hands_in_a_working_day_before_the_order_ends(office):
    sent = office.ledger.act(order(office).no, ONE_KEY_DISPATCH, office.actor(), SENT)
    assert (wall(sent, "due_at"), wall(sent, "unit_due_at")) == (DUE, "2026-11-24 17:30")


def test_a_limit_that_was_named_may_only_end_sooner(office):
    sent = office.ledger.act(order(office).no, ONE_KEY_DISPATCH, office.actor(), {**SENT, "limit": "1工作日"})
    assert wall(sent, "unit_due_at") == "2026-11-23 17:30"
    again = act(office, sent, Action.REASSIGN, unit="综合执法中队", reason="派错")
    assert (wall(again, "unit_due_at"), again["redispatches"]) == ("2026-11-24 17:30", 1)


def test_when_it_is_too_late_to_hand_in_early_the_order_s_own_end_counts(office, clock):
    event = order(office, due_at=at("2026-11-20 17:30"))
    assert wall(office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), SENT), "unit_due_at") == "2026-11-20 17:30"


def test_many_orders_are_signed_at_once_and_one_undo_takes_it_back(office):
    bring(office, [planned(number, reported_at=at("2026-11-20 09:00")) for number in range(46)])
    nos = [f"GD{number:05}" for number in range(46)]
    before_ = projection(office, "version")
    signed = office.ledger.act_many(nos, Action.UPSTREAM_SIGN, office.actor())
    assert {event["upstream_state"] for event in signed} == {"已签收"}
    assert found(office, "上级环节:待签收") == set()
    last = office.queries.steps(signed[0])[-1]
    assert office.ledger.undo(f"S{last.n}", office.actor()).reversed == 46
    assert projection(office, "version") == before_


def test_an_order_with_danger_in_it_is_signed_with_the_others_and_not_dispatched_with_them(office):
    bring(office, [planned(1), planned(2, text="有人拿刀在小区门口")])
    office.ledger.act_many(("GD00001", "GD00002"), Action.UPSTREAM_SIGN, office.actor())
    refused("danger_single", office.ledger.act_many, ("GD00001", "GD00002"), Action.URGE, office.actor())


def test_signing_late_is_possible_and_is_said(office, clock):
    event = order(office)
    clock.forward(days=4)
    act(office, event, Action.UPSTREAM_SIGN)
    step = office.queries.steps(office.queries.event(event.no))[-1]
    assert step.data["sign_late"] == "已过签收时限（2026-11-23 17:30）"
    assert refused("upstream_not_now", act, office, event, Action.UPSTREAM_SIGN).params["state"] == "已签收"


def test_an_event_that_came_from_nowhere_else_has_no_steps_over_there(office):
    refused("action_without", act, office, register(office), Action.UPSTREAM_SIGN)


def test_giving_an_order_back_ends_it_here_or_leaves_it_signed(office):
    event = order(office)
    refused("upstream_not_now", act, office, event, Action.UPSTREAM_RETURNED)
    assert act(office, event, Action.ASK_UPSTREAM_RETURN, reason="不在辖区")["upstream_state"] == "退单审核"
    assert act(office, event, Action.UPSTREAM_RETURN_DENIED, reason="属地办理")["upstream_state"] == "已签收"
    act(office, event, Action.ASK_UPSTREAM_RETURN, reason="不在辖区，附地图")
    gone = act(office, event, Action.UPSTREAM_RETURNED)
    assert (gone.state, gone["upstream_state"]) == (State.RECALLED, "已退单")


def test_nothing_is_given_back_after_the_window(office, clock):
    event = order(office)
    clock.forward(days=4)
    error = refused("upstream_return_late", act, office, event, Action.ASK_UPSTREAM_RETURN, reason="不在辖区")
    assert error.params["until"] == "2026-11-23 17:30"


def test_a_delay_over_there_moves_both_due_times(office):
    event = order(office)
    refused("upstream_not_now", act, office, event, Action.ASK_UPSTREAM_DELAY, reason="待检测", days="5")
    act(office, event, Action.UPSTREAM_SIGN)
    office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), SENT)
    assert act(office, event, Action.ASK_UPSTREAM_DELAY, reason="待检测", days="5")["upstream_state"] == "延期审核"
    later = act(office, event, Action.UPSTREAM_DELAYED, upstream_due="2026-12-02 17:30")
    assert later["upstream_state"] == "已签收"
    assert [wall(later, name) for name in ("upstream_due", "due_at", "unit_due_at")] == [
        *("2026-12-02 17:30", "2026-12-02 17:30", "2026-12-01 17:30"),
    ]
    act(office, event, Action.ASK_UPSTREAM_DELAY, reason="仍待检测", days="5")
    assert act(office, event, Action.UPSTREAM_DELAY_DENIED, reason="不同意")["upstream_state"] == "已签收"


def test_no_delay_is_asked_for_after_the_end(office, clock):
    event = order(office)
    act(office, event, Action.UPSTREAM_SIGN)
    clock.forward(days=6)
    refused("delay_late", act, office, event, Action.ASK_UPSTREAM_DELAY, reason="待检测", days="5")


def test_a_reply_is_typed_there_once_the_unit_is_done(office):
    event = order(office)
    refused("action_not_now", act, office, event, Action.UPSTREAM_REPLY)
    ended = done(office, event)
    assert (ended["upstream_state"], found(office, "上级环节:待回填")) == ("待回填", {event.no})
    assert act(office, event, Action.UPSTREAM_REPLY)["upstream_state"] == "已回单"
    reply = office.queries.steps(office.queries.event(event.no))[-1]
    assert reply.data["reply"] == reply_text(ended.values) == "经司法所办理：已调解，双方签字"
    refused("upstream_not_now", act, office, event, Action.UPSTREAM_REPLY)


def test_a_rejected_reply_is_to_be_typed_again_and_counts(office):
    event = order(office)
    done(office, event)
    act(office, event, Action.UPSTREAM_REPLY)
    back = act(office, event, Action.UPSTREAM_REJECT, reason="答复不完整")
    assert (back["upstream_state"], back.extra["upstream_rejects"]) == ("待回填", 1)
    assert act(office, event, Action.UPSTREAM_REPLY, reply="补充：已现场复核")["upstream_state"] == "已回单"


def test_an_order_that_comes_back_is_handled_again_with_a_new_end(office, clock):
    event = order(office)
    done(office, event)
    act(office, event, Action.UPSTREAM_REPLY)
    clock.forward(days=10)
    back = act(office, event, Action.UPSTREAM_BACK, reason="反映人不满意", upstream_due="2026-12-04 17:30")
    assert (back.state, back["upstream_state"], back["done_at"], back.extra["upstream_backs"]) == (State.HANDLING, "已签收", None, 1)
    assert [wall(back, name) for name in ("due_at", "unit_due_at")] == ["2026-12-04 17:30", "2026-12-03 17:30"]
    assert act(office, event, Action.DONE, result="已重新铺设路面")["upstream_state"] == "待回填"


def test_an_order_that_comes_back_without_an_end_is_not_late_at_once(office, clock):
    event = order(office)
    done(office, event)
    act(office, event, Action.UPSTREAM_REPLY)
    clock.forward(days=10)
    assert wall(act(office, event, Action.UPSTREAM_BACK, reason="不满意"), "due_at") == "2026-12-07 17:30"


def test_an_order_that_is_refused_here_is_answered_with_the_reason(office):
    ended = act(office, order(office), Action.REFUSE, reason="已在诉讼中")
    assert (ended["upstream_state"], reply_text(ended.values)) == ("待回填", "不予受理：已在诉讼中")
    assert act(office, ended, Action.UPSTREAM_REPLY)["upstream_state"] == "已回单"


def test_what_is_recalled_owes_no_reply(office):
    assert act(office, order(office), Action.RECALL, reason="来件单位撤回")["upstream_state"] == "已撤回"


def test_rework_takes_an_order_off_the_list_of_replies(office):
    event = order(office)
    done(office, event)
    assert act(office, event, Action.REWORK, reason="现场未整改")["upstream_state"] == "已签收"


def test_merged_orders_keep_their_numbers_and_wait_for_a_reply_each(office):
    master, *rest = [order(office, number) for number in range(1, 4)]
    for each in rest:
        assert act(office, each, Action.MERGE, into=master.no)["upstream_state"] == "待签收"
    before_ = projection(office, "version")
    done(office, master)
    for each in rest:
        event = office.queries.event(each.no)
        assert (event.state, event["upstream_state"], event["result"]) == (State.MERGED, "待回填", "已调解，双方签字")
        assert event.extra["upstream_no"] == each["external_no"]
        assert act(office, event, Action.UPSTREAM_REPLY)["upstream_state"] == "已回单"
    assert found(office, "上级环节:待回填") == {master.no}
    assert office.ledger.verify().ok
    assert before_ != projection(office, "version")


def test_what_a_master_does_to_its_orders_is_undone_with_it(office):
    master, other = order(office, 1), order(office, 2)
    act(office, other, Action.MERGE, into=master.no)
    office.ledger.act(master.no, ONE_KEY_DISPATCH, office.actor(), SENT)
    before_ = projection(office, "version")
    ended = act(office, master, Action.DONE, result="已调解")
    assert office.queries.event(other.no)["upstream_state"] == "待回填"
    office.ledger.undo(f"S{office.queries.steps(ended)[-1].n}", office.actor())
    assert projection(office, "version") == before_


def test_orders_follow_a_master_that_is_handled_again(office):
    master, other = order(office, 1), order(office, 2)
    act(office, other, Action.MERGE, into=master.no)
    done(office, master)
    act(office, master, Action.REWORK, reason="现场未整改")
    event = office.queries.event(other.no)
    assert (event["upstream_state"], event["result"]) == ("已签收", None)


def test_orders_below_orders_follow_too(office):
    top, middle, low = [order(office, number) for number in range(1, 4)]
    act(office, low, Action.MERGE, into=middle["external_no"])
    act(office, middle, Action.MERGE, into=top.no)
    done(office, top)
    assert found(office, "上级环节:待回填") == {top.no, middle.no, low.no}


def test_an_order_merged_into_what_is_done_already_waits_for_its_reply_at_once(office):
    master, other = order(office, 1), order(office, 2)
    done(office, master, "已调解，联系电话13812345678")
    merged = act(office, other, Action.MERGE, into=master.no)
    assert (merged.state, merged["upstream_state"]) == (State.MERGED, "待回填")
    assert office.queries.raw(merged)["result"] == "已调解，联系电话13812345678"
    apart = act(office, other, Action.UNMERGE, reason="不是同一件")
    assert (apart["upstream_state"], apart["result"]) == ("已签收", None)
