"""The lifecycle table: every row can be reached, decided and owned; no row is there twice."""

from __future__ import annotations

from itertools import product

import pytest

from wangge import Department, Field, Kept, Kind
from wangge.actor import Actor, Role
from wangge.calendar import national
from wangge.clocks import Clocks
from wangge.errors import WanggeError
from wangge.fields import BY_NAME
from wangge.flows import flow
from wangge.lifecycle import DONE_STATES, EXITS, LIVE_STATES, ONE_KEY_DISPATCH, OPEN_STATES, OWNERS, Action, Exit, Owner, State, owner
from wangge.records import Move
from wangge.rules import Rules
from wangge.settings import Settings
from wangge.times import Instant
from wangge.transitions import TABLE, Flows, Lifecycle
from wangge.upstream import STEPS

EVERY_FLOW = tuple(Flows(*switches) for switches in product((False, True), repeat=3))
SIMPLE, FULL = Flows(), Flows(filing=True, checking=True)
ONLY_BROUGHT_IN = {State.DRAFT}
"""No row leads here: a draft is what a screen has not registered yet, and only a file could show one."""

AT = Instant("2026-11-19T01:00:00Z")
NOW = Instant("2026-11-20T04:00:00Z")
ANSWERS = {
    "text": "路灯不亮",
    "source": "窗口来访",
    "category": "市容环境",
    "reason": "不属实",
    "worker_to_verify": "小陈",
    "result_note": "已到现场看过",
    "result": "已修好",
    "unit": "市政养护所",
    "days": "3",
    "review_on": "2026-11-30",
    "departments": "司法所",
    "upper_unit": "区社会治理中心",
    "level": "黄牌",
    "note": "已电话联系",
    "into": "WG202611190001",
    "outside_body": "区法院",
    "satisfaction": "满意",
    "file": "照片.jpg",
    "hard_owner": "张某（平安法治办）",
    "co_unit": "司法所",
    "rating": "好",
    "due_at": "2026-11-30",
    "danger_answer": "已转110",
    "linked": "WG202611180007",
    "paper": "派单",
    "told_whom": "综合执法中队",
    "upstream_due": "2026-11-30",
    "incident": "台风应对",
    "department": "劳动争议",
    "case_basis": "主动调解",
    "case_result": "达成协议",
    "case_summary": "双方各让一步，分两期付清",
    "mediator": "老陈",
    "recusal": "无应回避情形，已签声明",
    "paid": "100",
    "from_person": "小李",
    "to_person": "小张",
    "island_block": "信访接待",
    "island_service": "申请人民调解",
    "island_materials": "1. 身份证件原件",
    "island_offline": "到窗口当面申请",
}
"""What a clerk would type for each thing that some row needs."""


KNOWN = {
    "no": "WG202611190002",
    "worker": "小李",
    "unit": "环卫站",
    "upstream_state": "已签收",
    "danger": "人身危险",
    "danger_answer": "已报值班长",
    "co_units": "司法所",
    "arbiter": "张某",
    "whistled": "司法所",
    "supervised": "普通",
    "arrived": "司法所",
    "secrecy": "保密",
    "to_tell": "环卫站",
    "reported_at": "2026-11-18T00:00:00Z",
    "case_at": "2026-11-01T00:00:00Z",
    "case_ended_at": "2026-11-02T00:00:00Z",
}
"""An event to which no gate is shut."""


def names(row):
    return f"{row.source or '起'}·{row.action}→{row.target}" + (f"（{row.flow}）" if row.flow else "")


def rules_of(flows):
    settings = Settings(flows=flows)
    form = (Field("labour_people", "涉及人数", Kind.NUMBER, kept=Kept.EXTRA),)
    return Rules(settings, Clocks(settings, national(), departments=(Department("labour", "劳动争议", fields=form),)), form)


RULES = {flows: rules_of(flows) for flows in EVERY_FLOW}


def reachable(flows):
    """The states that walking the table from 登记 leads to."""
    lifecycle = Lifecycle(flows)
    seen: set[State] = set()
    ahead = [row.target for row in lifecycle.rows if row.source is None]
    while ahead:
        state = ahead.pop()
        if state not in seen:
            seen.add(state)
            ahead += [row.target for row in lifecycle.rows if row.source is state]
    return seen


def test_every_state_has_somebody_who_must_move_next():
    assert OWNERS.keys() == set(State)
    assert all(owner(state, "") for state in State)
    assert owner(State.HANDLING, "市政养护所") == "市政养护所"
    assert owner(State.DISPATCHED, None) == "承办单位待补"
    assert owner(State.REPORTED, "市政养护所") == Owner.CENTRE


def test_every_row_can_be_reached_from_registering():
    rows = {names(row) for row in TABLE if row.source not in ONLY_BROUGHT_IN}
    reached = {names(row) for flows in EVERY_FLOW for row in Lifecycle(flows).rows if row.source is None or row.source in reachable(flows)}
    assert reached == rows


def test_only_a_file_can_show_a_draft():
    assert set(State) - set().union(*map(reachable, EVERY_FLOW)) == ONLY_BROUGHT_IN


def test_in_the_simple_flow_nothing_waits_for_filing_or_checking():
    assert reachable(SIMPLE).isdisjoint({State.ACCEPTED, State.CHECKED})
    assert {State.ACCEPTED, State.CHECKED} <= reachable(FULL)


@pytest.mark.parametrize("flows", EVERY_FLOW, ids=str)
def test_an_action_leads_from_a_state_to_one_place_only(flows):
    keys = [(row.source, row.action) for row in Lifecycle(flows).rows]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("flows", EVERY_FLOW, ids=str)
def test_no_open_event_is_a_dead_end(flows):
    for state in reachable(flows) & OPEN_STATES:
        targets = {row.target for row in Lifecycle(flows).rows if row.source is state}
        assert targets - {state}, state


def test_the_exits_are_the_minus_terms_of_the_carry_over():
    terms = ["办结", "并案", "作废", "撤回", "转出", "不予受理", "不予立案"]
    assert [exit_.value for exit_ in Exit] == terms
    assert set(EXITS.values()) == set(Exit)
    assert EXITS.keys() | OPEN_STATES | {State.DRAFT} == set(State)
    assert not EXITS.keys() & OPEN_STATES
    for state, exit_ in EXITS.items():
        moves = [Move(AT, "登记", State.REPORTED, True, ""), Move(AT, "", state, True, "")]
        assert flow(moves, AT).left is exit_


def test_all_of_the_units_claim_and_later_counts_as_done():
    assert {state for state, exit_ in EXITS.items() if exit_ is Exit.DONE} == DONE_STATES
    assert State.ARCHIVED not in LIVE_STATES


@pytest.mark.parametrize(
    ("flows", "actions"),
    [
        (SIMPLE, [Action.ACCEPT, Action.DISPATCH]),
        (FULL, [Action.ACCEPT, Action.FILE, Action.DISPATCH]),
    ],
    ids=["简易", "完整"],
)
def test_one_key_dispatch_is_as_many_steps_as_the_flow_has(flows, actions):
    walked = Lifecycle(flows).walk(State.REPORTED, ONE_KEY_DISPATCH)
    assert [row.action for row in walked] == actions
    assert walked[-1].target is State.DISPATCHED


def test_one_key_dispatch_takes_up_an_accepted_event_where_it_stands():
    assert [row.action for row in Lifecycle(FULL).walk(State.ACCEPTED, ONE_KEY_DISPATCH)] == [Action.FILE, Action.DISPATCH]
    assert Lifecycle(FULL).walk(State.HANDLING, ONE_KEY_DISPATCH) == ()


@pytest.mark.parametrize("row", TABLE, ids=names)
def test_each_transition_is_decided_for_whoever_may_make_it_and_for_nobody_else(row):
    rules = RULES[next(flows for flows in EVERY_FLOW if flows.has(row.flow))]
    before = {**KNOWN, "state": row.source} if row.source else {}
    if row.action in STEPS:
        before["upstream_state"] = min(STEPS[row.action][0])
    given = {name: ANSWERS[name] for name in row.needs}
    if row.action is Action.CORRECT:
        given["地点"] = "人民路128号"
    if row.action is Action.FILL:
        given["涉及人数"] = "3"
    if row.action is Action.END_CASE:
        del before["case_ended_at"]
    if row.action is Action.RELEASE_CASE:
        del before["secrecy"]
    if row.only_with == "island_block":
        before["island_block"] = "前台"
    for role in row.roles:
        draft = rules.decide(before, row.action, given, Actor("小王", frozenset({role})), AT, NOW, None)
        assert (draft.source, draft.action, draft.target, draft.at) == (row.source, row.action, row.target, AT)
        assert draft.changes["state"] is row.target
        assert draft.proven
    with pytest.raises(WanggeError) as caught:
        rules.decide(before, row.action, given, Actor("小王", frozenset(Role).difference(row.roles)), AT, NOW, None)
    assert caught.value.code == "action_role"


@pytest.mark.parametrize("row", [row for row in TABLE if row.needs], ids=names)
def test_no_transition_is_made_without_what_it_needs(row):
    rules = RULES[next(flows for flows in EVERY_FLOW if flows.has(row.flow))]
    before = {**KNOWN, "state": row.source} if row.source else {}
    if row.only_with:
        before.setdefault(row.only_with, "前台")
    for left_out in row.needs:
        given = {name: ANSWERS[name] for name in row.needs if name != left_out}
        with pytest.raises(WanggeError) as caught:
            rules.decide(before, row.action, {**given, "地点": "人民路128号"}, Actor("小王"), AT, NOW, None)
        assert (caught.value.code, caught.value.params["missing"]) == ("action_needs", BY_NAME[left_out].label)
