"""Several departments on one matter: whistle, co-handlers, cards, and who owes what."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from tests.ledger_tools import act, at, dispatched, refused, register
from wangge.coordination import Debt, Party, marks, owed, parted, whistles
from wangge.errors import WanggeError
from wangge.lifecycle import Action, State
from wangge.limits import Limit, Unit
from wangge.settings import Settings, from_toml

CALLED = {
    "reason": "占道经营反复",
    "departments": "城管，消防",
    "吹哨类别": "综合执法",
    "meet_at": "2026-11-20 15:00",
    "meet_place": "东街口",
}


@pytest.fixture
def handled(office):
    return act(office, dispatched(office), Action.SIGN)


@pytest.fixture
def blown(office, handled, clock):
    clock.forward(minutes=1)
    return act(office, handled, Action.WHISTLE, **CALLED)


def told(office, event):
    return whistles(office.queries.steps(event))


def with_policy(office, monkeypatch, **policy):
    settings = replace(office.settings, policy=replace(office.settings.policy, **policy))
    monkeypatch.setattr(office.rules, "settings", settings)
    monkeypatch.setattr(office.rules.clocks, "settings", settings)


@pytest.mark.parametrize("text", ["城管、消防", "城管，消防", " 城管, 消防；城管", "城管\n消防"])
def test_names_may_be_typed_in_any_habit(text):
    assert parted(text) == ("城管", "消防")


def test_a_whistle_says_who_was_called_why_and_where(office, blown):
    (whistle,) = told(office, blown)
    assert (whistle.ground, whistle.reason, whistle.meet_place) == ("综合执法", "占道经营反复", "东街口")
    assert whistle.meet_at == at("2026-11-20 15:00")
    assert whistle.parties == (Party("城管"), Party("消防"))
    assert blown.state is State.WHISTLED
    assert blown["whistled"] == "城管、消防"


def test_only_a_lawful_ground_may_be_named(office, handled, monkeypatch):
    error = refused("value_invalid", act, office, handled, Action.WHISTLE, **{**CALLED, "吹哨类别": "顺路"})
    assert "综合执法、重点工作、应急处置" in str(error)
    with_policy(office, monkeypatch, grounds=())
    assert act(office, handled, Action.WHISTLE, **{**CALLED, "吹哨类别": "顺路"}).state is State.WHISTLED


def test_an_arrival_is_told_by_department_with_its_minutes(office, blown, clock):
    clock.forward(minutes=25)
    act(office, blown, Action.ARRIVE, departments="消防")
    clock.forward(minutes=20)
    act(office, blown, Action.ARRIVE, departments="城管")
    (whistle,) = told(office, blown)
    assert [(party.department, party.minutes) for party in whistle.parties] == [("城管", 45), ("消防", 25)]


def test_a_department_that_was_not_called_cannot_arrive(office, blown):
    error = refused("whistle_not_called", act, office, blown, Action.ARRIVE, departments="环保")
    assert error.params == {"no": blown.no, "department": "环保", "called": "城管、消防"}
    refused("whistle_not_called", act, office, blown, Action.ROLL_CALL, departments="城管、环保")


def test_a_roll_call_says_who_came_and_who_is_missing(office, blown, clock):
    clock.forward(minutes=30)
    act(office, blown, Action.ROLL_CALL, departments="消防")
    (whistle,) = told(office, blown)
    assert whistle.absent == ("城管",)
    assert [party.minutes for party in whistle.parties] == [None, 30]


def test_there_is_no_conclusion_before_somebody_came_or_somebody_is_named_missing(office, blown):
    act(office, blown, Action.ROLL_CALL, departments="无人")
    error = refused("whistle_nobody", act, office, blown, Action.CONFER, result_note="择日再议")
    assert error.params["called"] == "城管、消防"
    after = act(office, blown, Action.CONFER, result_note="择日再议", absent="城管、消防")
    assert after.state is State.HANDLING
    (whistle,) = told(office, after)
    assert (whistle.conclusion, whistle.absent) == ("择日再议", ("城管", "消防"))


def test_the_conclusion_notes_who_never_came(office, blown):
    act(office, blown, Action.ARRIVE, departments="消防")
    after = act(office, blown, Action.CONFER, result_note="消防当场查封，城管三日内清理")
    (whistle,) = told(office, after)
    assert whistle.absent == ("城管",)
    assert whistle.concluded_at == office.queries.steps(after)[-1].at


def test_each_department_is_rated_on_its_own(office, blown):
    act(office, blown, Action.ARRIVE, departments="城管、消防")
    after = act(office, blown, Action.CONFER, result_note="各负其责")
    act(office, after, Action.RATE, departments="城管", rating="好")
    act(office, after, Action.RATE, departments="消防", rating="差", note="迟到")
    refused("whistle_not_called", act, office, after, Action.RATE, departments="环保", rating="好")
    (whistle,) = told(office, after)
    assert [party.rating for party in whistle.parties] == ["好", "差"]


def test_an_arrival_that_was_taken_back_is_not_told(office, blown):
    done = act(office, blown, Action.ARRIVE, departments="城管")
    office.ledger.undo(f"S{done.version}", office.actor())
    assert told(office, blown)[0].parties[0] == Party("城管")
    refused("whistle_nobody", act, office, blown, Action.CONFER, result_note="散会")


def test_a_second_whistle_begins_anew(office, blown):
    act(office, blown, Action.ARRIVE, departments="城管")
    act(office, blown, Action.CONFER, result_note="再看")
    again = act(office, blown, Action.WHISTLE, **{**CALLED, "departments": "供电所"})
    assert [len(each.parties) for each in told(office, again)] == [2, 1]
    refused("whistle_nobody", act, office, again, Action.CONFER, result_note="散会")


def test_a_card_is_to_be_answered_by_its_own_limit_unless_a_date_is_named(office, handled):
    yellow = act(office, handled, Action.SUPERVISE, level="黄牌", note="超期")
    assert yellow.known["supervise_by"] == at("2026-11-24 17:30")
    red = act(office, handled, Action.SUPERVISE, level="红牌", note="仍未办", reply_by="2026-11-21 09:00")
    assert (red["supervised"], red.known["supervise_by"]) == ("红牌", at("2026-11-21 09:00"))
    assert "supervise_by" not in act(office, handled, Action.SUPERVISE_REPLY, note="明日办结").known


def test_a_lower_card_does_not_follow_a_higher_one(office, handled):
    act(office, handled, Action.SUPERVISE, level="黄牌", note="超期")
    error = refused("supervise_lower", act, office, handled, Action.SUPERVISE, level="普通", note="再催")
    assert (error.params["level"], error.params["before"]) == ("普通", "黄牌")
    assert act(office, handled, Action.SUPERVISE, level="黄牌", note="再发")["supervised"] == "黄牌"


@pytest.fixture
def helped(office):
    event = register(office, category="矛盾纠纷")
    event = act(office, event, Action.ACCEPT)
    event = act(office, event, Action.DISPATCH, unit="司法所", co_units="社区、司法所、派出所")
    return act(office, event, Action.SIGN)


def test_the_lead_is_not_its_own_helper(helped):
    assert helped.known["co_units"] == "社区、派出所"


def test_only_who_was_asked_to_help_reports(office, helped):
    refused("co_not_asked", act, office, helped, Action.CO_DONE, co_unit="消防", note="已到")
    assert act(office, helped, Action.CO_DONE, co_unit="社区", note="已到").known["co_done"] == "社区"


def test_a_claim_notes_the_helpers_that_have_not_reported(office, helped):
    act(office, helped, Action.CO_DONE, co_unit="社区", note="已到")
    done = act(office, helped, Action.DONE, result="已调解，双方签字")
    assert office.queries.steps(done)[-1].data["co_open"] == "派出所"


def test_an_office_may_hold_the_claim_up_until_the_helpers_have_reported(office, helped, monkeypatch):
    with_policy(office, monkeypatch, co_waits=True)
    error = refused("co_open", act, office, helped, Action.DONE, result="已调解，双方签字")
    assert error.params["units"] == "社区、派出所"
    for unit in ("社区", "派出所"):
        act(office, helped, Action.CO_DONE, co_unit=unit, note="已到")
    assert act(office, helped, Action.DONE, result="已调解，双方签字").state is State.FED_BACK


def test_another_lead_keeps_the_helpers(office, helped):
    act(office, helped, Action.CO_DONE, co_unit="社区", note="已到")
    after = act(office, helped, Action.REASSIGN, unit="派出所", reason="应由派出所主办")
    assert (after.known["co_units"], after.known["co_done"]) == ("社区", "社区")


def test_helpers_may_have_a_limit_of_their_own(office, monkeypatch):
    with_policy(office, monkeypatch, co_within=Limit(1, Unit.WORKING_DAY))
    event = act(office, register(office, category="矛盾纠纷"), Action.ACCEPT)
    event = act(office, event, Action.DISPATCH, unit="司法所", co_units="社区")
    assert owed(event) == (
        Debt("司法所", "签收", event.time("unit_due_at")),
        Debt("社区", "协办反馈", at("2026-11-23 17:30")),
    )


def test_who_owes_what_is_told_until_it_is_done(office, blown, helped):
    assert [(debt.who, debt.what) for debt in owed(blown)] == [("城管", "报到"), ("消防", "报到")]
    assert [(debt.who, debt.what) for debt in owed(act(office, blown, Action.ARRIVE, departments="城管"))] == [("消防", "报到")]
    carded = act(office, helped, Action.SUPERVISE, level="普通", note="加紧")
    assert [(debt.who, debt.what) for debt in owed(carded)] == [
        ("司法所", "办结"),
        ("社区", "协办反馈"),
        ("派出所", "协办反馈"),
        ("司法所", "督办回复（普通）"),
    ]
    assert owed(act(office, helped, Action.WITHDRAW, reason="来电撤诉")) == ()


def test_a_list_marks_what_is_urgent(office, handled):
    assert marks(handled) == ""
    act(office, handled, Action.URGE)
    act(office, handled, Action.EXPEDITE)
    act(office, handled, Action.INSTRUCT, note="请加快办理")
    event = act(office, handled, Action.SUPERVISE, level="红牌", note="超期")
    assert marks(event) == "〔急〕〔红牌〕〔批〕〔催1〕"
    assert event.known["instruction"] == "请加快办理"
    assert marks(register(office, text="有人拿刀")) == "〔险〕"


def test_an_office_sets_grounds_cards_and_helpers_itself():
    text = '[policy]\ngrounds = ["防汛"]\nco_within = "1工作日"\nco_waits = true\n[supervise]\n"红牌" = "4小时"'
    policy = from_toml(tomllib.loads(text), "wangge.toml").policy
    assert (policy.grounds, policy.co_within, policy.co_waits) == (("防汛",), Limit(1, Unit.WORKING_DAY), True)
    assert policy.supervise["红牌"] == Limit(4, Unit.HOUR)
    assert policy.supervise["黄牌"] == Settings().policy.supervise["黄牌"]


@pytest.mark.parametrize("text", ['[supervise]\n"蓝牌" = "1工作日"', '[supervise]\n"红牌" = "尽快"', "[policy]\nco_within = '快'"])
def test_a_wrong_entry_is_named(text):
    with pytest.raises(WanggeError) as caught:
        from_toml(tomllib.loads(text), "wangge.toml")
    assert any(word in str(caught.value) for word in ("蓝牌", "尽快", "快"))
