"""The rules of doing: who, when, with what; and what an action leaves on the event."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from wangge.actor import Actor, Role
from wangge.calendar import national
from wangge.clocks import Clocks
from wangge.errors import WanggeError
from wangge.field import Field, Kept, Kind
from wangge.lifecycle import ONE_KEY_DISPATCH, Action, State
from wangge.limits import Limit, Unit
from wangge.rules import Rules
from wangge.settings import DEFAULT_LIMITS, Settings
from wangge.times import from_wall
from wangge.transitions import Flows

CLERK = Actor("小王")


def at(text):
    return from_wall(datetime.fromisoformat(text))


NOW = at("2026-11-20 12:00")


def rules(fields=(), **settings):
    own = Settings(**settings)
    return Rules(own, Clocks(own, national()), fields)


def event(state=State.REPORTED, **values):
    return {"no": "WG202611190001", "state": state, **values}


def decide(values, action, given=None, *, when=NOW, after=None, actor=CLERK, by=None):
    return (by or rules()).decide(values, action, given or {}, actor, when, NOW, after)


def refused(code, *arguments, **more):
    with pytest.raises(WanggeError) as caught:
        decide(*arguments, **more)
    assert caught.value.code == code
    return caught.value


def test_a_role_that_may_not_is_refused_and_told_who_may():
    worker = Actor("李建国", frozenset({Role.WORKER}))
    error = refused("action_role", event(), Action.ACCEPT, {"类别": "市容环境"}, actor=worker)
    assert "受理员或值班长" in str(error)
    assert "李建国" in str(error)


def test_missing_data_is_named_by_its_labels():
    error = refused("action_needs", {}, Action.REGISTER)
    assert error.params["missing"] == "内容、来源"
    error = refused("action_needs", event(State.HANDLING), Action.REASSIGN, {"reason": "错派"})
    assert error.params["missing"] == "承办单位"


def test_blanks_are_no_data():
    assert refused("action_needs", event(), Action.REFUSE, {"理由": " \n\u3000"}).params["missing"] == "理由"


def test_what_the_file_told_of_the_category_need_not_be_typed_again():
    assert decide(event(category="市容环境"), Action.ACCEPT).target is State.FILED
    refused("action_needs", event(), Action.ACCEPT)


def test_an_action_that_the_state_does_not_have_names_those_it_has():
    error = refused("action_not_now", event(State.ARCHIVED), Action.DISPATCH, {"unit": "环卫站"})
    assert error.params["known"] == "备注、附件、关联、打印、告知"
    assert error.params["no"] == "WG202611190001"


def test_a_field_may_be_given_by_name_or_by_label():
    assert decide(event(State.FILED), Action.DISPATCH, {"承办单位": "环卫站"}).changes["unit"] == "环卫站"
    assert decide(event(State.FILED), Action.DISPATCH, {"unit": "环卫站"}).changes["unit"] == "环卫站"
    assert refused("field_unknown", event(), Action.NOTE, {"备 注": "一"}).params["name"] == "备 注"


def test_the_future_cannot_be_registered():
    refused("time_future", event(), Action.NOTE, {"note": "一"}, when=at("2026-11-20 12:03"))


def test_a_clerks_clock_may_run_two_minutes_ahead():
    assert decide(event(), Action.NOTE, {"note": "一"}, when=at("2026-11-20 12:02")).at == at("2026-11-20 12:02")


def test_a_time_before_the_step_before_is_refused_with_both_times():
    error = refused("time_before", event(State.DISPATCHED), Action.SIGN, when=at("2026-11-19 08:59"), after=at("2026-11-19 09:00"))
    assert "2026-11-19 08:59" in str(error)
    assert "2026-11-19 09:00" in str(error)


def test_the_same_time_as_the_step_before_is_in_order():
    assert decide(event(State.DISPATCHED), Action.SIGN, when=at("2026-11-19 09:00"), after=at("2026-11-19 09:00")).changes["signed_at"]


def test_a_time_is_shown_in_the_offices_own_zone():
    urumqi = rules(zone=ZoneInfo("Asia/Urumqi"))
    error = refused("time_future", event(), Action.NOTE, {"note": "一"}, when=at("2026-11-20 14:00"), by=urumqi)
    assert error.params["at"] == "2026-11-20 12:00"


@pytest.mark.parametrize(("label", "value"), [("状态", "已归档"), ("办结时间", "2026-11-01"), ("退回次数", "0"), ("处置结果", "好了")])
def test_what_actions_record_cannot_be_corrected(label, value):
    assert refused("value_reserved", event(State.HANDLING), Action.CORRECT, {label: value, "理由": "错了"}).params["label"] == label


def test_a_correction_needs_something_to_correct():
    assert refused("action_needs", event(), Action.CORRECT, {"理由": "错了", "凭证": "电话"}).params["missing"] == "要更正的项目"


def test_a_correction_sets_only_what_differs():
    draft = decide(event(place="人民路128号"), Action.CORRECT, {"地点": "人民路128号", "来源": "群众来电", "理由": "听错"})
    assert draft.changes == {"source": "群众来电", "state": State.REPORTED}
    assert draft.data == {"reason": "听错"}


def test_in_passing_an_action_sets_the_matter_but_no_facts():
    draft = decide(event(), Action.ACCEPT, {"类别": "市容环境", "二级分类": "设施破损", "地点": "别处"})
    assert draft.changes == {"category": "市容环境", "subcategory": "设施破损", "accepted_at": NOW, "state": State.FILED}


def test_a_call_back_keeps_the_answer():
    draft = decide(event(State.CLOSED), Action.CALL_BACK, {"满意度": "基本满意", "说明": "电话已打"})
    assert draft.changes == {"satisfaction": "基本满意", "state": State.CLOSED}
    assert draft.data == {"note": "电话已打"}


def test_a_departments_field_is_filled_in_like_the_events_own():
    people = Field("labour_people", "涉及人数", Kind.NUMBER, kept=Kept.EXTRA)
    draft = decide(event(), Action.CORRECT, {"涉及人数": "6", "理由": "补填"}, by=rules([people]))
    assert draft.changes["labour_people"] == 6
    refused("value_invalid", event(), Action.CORRECT, {"涉及人数": "六个", "理由": "补填"}, by=rules([people]))


def test_a_choice_that_is_none_names_the_choices():
    assert "普通、黄牌、红牌" in str(refused("value_invalid", event(), Action.SUPERVISE, {"level": "蓝牌", "note": "快"}))


def test_a_text_that_is_too_long_says_by_how_much():
    error = refused("text_too_long", event(), Action.REFUSE, {"reason": "长" * 501})
    assert (error.params["length"], error.params["limit"]) == (501, 500)


def test_a_return_is_counted_and_sends_the_event_back():
    draft = decide(event(State.HANDLING, unit="环卫站", returns=2), Action.RETURN, {"理由": "不属职责"})
    assert (draft.target, draft.changes["returns"]) == (State.FILED, 3)


def test_a_denied_return_goes_to_the_same_unit_again():
    draft = decide(event(State.FILED, unit="环卫站"), Action.RETURN_DENIED, {"理由": "属其职责"})
    assert (draft.target, draft.changes["dispatched_at"]) == (State.DISPATCHED, NOW)
    assert refused("action_needs", event(State.FILED), Action.RETURN_DENIED, {"理由": "属其职责"}).params["missing"] == "承办单位"


def test_a_reassignment_keeps_the_limit_and_counts_as_a_corrected_dispatch():
    due = at("2026-11-25 17:30")
    draft = decide(event(State.HANDLING, unit="环卫站", due_at=due), Action.REASSIGN, {"承办单位": "市政养护所", "理由": "错派"})
    assert "due_at" not in draft.changes
    assert draft.changes["redispatches"] == 1
    assert draft.changes["signed_at"] is None
    assert draft.data["from_unit"] == "环卫站"


@pytest.mark.parametrize(("state", "action"), [(State.FED_BACK, Action.REWORK), (State.CLOSED, Action.REOPEN)])
def test_sending_back_takes_the_claim_away(state, action):
    claim = {"done_at": NOW, "done_unit": "环卫站", "closed_at": NOW}
    draft = decide(event(state, **claim), action, {"理由": "没有修好"})
    assert draft.target is State.HANDLING
    assert {name: draft.changes[name] for name in claim} == dict.fromkeys(claim)
    assert draft.changes.get("reworks", 0) == (action is Action.REWORK)


def test_the_claim_names_who_finished_it():
    done = {"result": "已清运"}
    assert decide(event(State.HANDLING, unit="环卫站"), Action.DONE, done).changes["done_unit"] == "环卫站"
    assert decide(event(State.HANDLING), Action.DONE, done, actor=Actor("小李", unit="城管队")).changes["done_unit"] == "城管队"
    assert decide(event(), Action.ANSWER, done, by=rules(name="东街中心")).changes["done_unit"] == "东街中心"


def test_five_working_days_are_the_default_and_doubted_until_the_office_confirms_its_table():
    draft = decide(event(State.FILED), Action.DISPATCH, {"unit": "环卫站"}, when=at("2026-11-19 09:00"))
    assert draft.changes["due_at"] == at("2026-11-26 17:30")
    assert (draft.data["limit"], draft.data["limit_row"]) == ("5工作日", "默认")
    assert "尚未核定" in draft.data["limit_doubt"]
    confirmed = decide(event(State.FILED), Action.DISPATCH, {"unit": "环卫站"}, by=rules(limits_confirmed=True))
    assert "limit_doubt" not in confirmed.data


def test_a_limit_into_a_year_without_a_holiday_notice_says_so():
    year = max(national().years)
    late = from_wall(datetime(year, 12, 30, 9))
    draft = rules(limits_confirmed=True).decide(event(State.FILED), Action.DISPATCH, {"unit": "环卫站"}, CLERK, late, late, None)
    assert "未公布放假安排" in draft.data["limit_doubt"]


def test_a_due_date_of_its_own_is_kept():
    draft = decide(event(State.FILED, due_at=at("2026-12-01 17:30")), Action.DISPATCH, {"unit": "环卫站"})
    assert "due_at" not in draft.changes
    assert draft.data["limit"] == "来件期限"


def test_a_typed_limit_may_tighten_a_due_date_of_its_own_and_never_widen_it():
    before = event(State.FILED, due_at=at("2026-11-24 17:30"))
    tight = decide(before, Action.DISPATCH, {"unit": "环卫站", "时限": "1工作日"}, when=at("2026-11-20 09:00"))
    assert (tight.changes["due_at"], tight.data["limit"]) == (at("2026-11-23 17:30"), "1工作日")
    refused("value_invalid", before, Action.DISPATCH, {"unit": "环卫站", "时限": "5工作日"})


def test_urgency_goes_before_subcategory_and_category():
    table = {**DEFAULT_LIMITS, "暴露垃圾": Limit(1, Unit.WORKING_DAY), "市容环境": Limit(3, Unit.WORKING_DAY)}
    by = rules(limits=table)
    matter = {"category": "市容环境", "subcategory": "暴露垃圾"}
    for given, row in (
        ({"紧急程度": "特急", **matter}, "特急"),
        (matter, "暴露垃圾"),
        ({"category": "市容环境"}, "市容环境"),
        ({}, "默认"),
    ):
        assert decide(event(State.FILED), Action.DISPATCH, {"unit": "环卫站", **given}, by=by).data["limit_row"] == row


def test_a_typed_limit_is_taken_without_doubt_and_an_unreadable_one_refused():
    draft = decide(event(State.FILED), Action.DISPATCH, {"unit": "环卫站", "时限": "4工作时"}, when=at("2026-11-19 09:00"))
    assert draft.changes["due_at"] == at("2026-11-19 14:30")
    assert draft.data["limit_row"] == "经办人指定"
    assert "limit_doubt" not in draft.data
    refused("value_invalid", event(State.FILED), Action.DISPATCH, {"unit": "环卫站", "时限": "尽快"})


def test_a_granted_delay_counts_working_days_from_the_old_limit():
    before = event(State.DELAY_REVIEW, due_at=at("2026-11-26 17:30"), delays=1)
    draft = decide(before, Action.GRANT_DELAY, {"天数": "2"})
    assert (draft.changes["due_at"], draft.changes["delays"]) == (at("2026-11-30 17:30"), 2)


def test_a_path_decides_each_step_on_what_the_one_before_left():
    full = rules(flows=Flows(filing=True, checking=True))
    given = {"类别": "市容环境", "承办单位": "环卫站", "紧急程度": "特急"}
    drafts = full.decide_path(event(), ONE_KEY_DISPATCH, given, CLERK, NOW, NOW, None)
    assert [(draft.source, draft.target) for draft in drafts] == [
        (State.REPORTED, State.ACCEPTED),
        (State.ACCEPTED, State.FILED),
        (State.FILED, State.DISPATCHED),
    ]
    assert drafts[-1].data["limit_row"] == "特急"


def test_a_path_that_leads_nowhere_is_refused_by_its_own_name():
    with pytest.raises(WanggeError) as caught:
        rules().decide_path(event(State.HANDLING), ONE_KEY_DISPATCH, {"unit": "环卫站"}, CLERK, NOW, NOW, None)
    assert (caught.value.code, caught.value.params["action"]) == ("action_not_now", "一键派遣")
