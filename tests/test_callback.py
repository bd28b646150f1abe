"""Call-backs: the verdict with its words, who calls, nobody twice, no closing without one where that is asked, and the drawn sample."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.office import SETTINGS, Office
from tests.ledger_tools import SENT, bring, found, planned, refused, register
from wangge.actor import EVERY_ROLE, Actor
from wangge.callback import Candidate, draw, other_caller
from wangge.lifecycle import ONE_KEY_DISPATCH, Action, State
from wangge.policy import Policy


def done(office, **given):
    """An event that was handled, with somebody to call."""
    event = register(office, **{"caller": "张三", "caller_phone": "13812345678", **given})
    office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), SENT)
    return office.ledger.act(event.no, Action.DONE, office.actor(), {"result": "已调解，双方签字"})


def act(office, event, action, actor=None, **given):
    return office.ledger.act(event.no, action, actor or office.actor(), given)


@pytest.fixture
def strict(office, clock):
    """The same office, which asks for a verdict before it closes."""
    path = office.folder / SETTINGS
    path.write_text(path.read_text(encoding="utf-8").replace("verdict_first = false", "verdict_first = true"), encoding="utf-8")
    office.close()
    opened = Office.open(Path(office.folder), clock)
    yield opened
    opened.close()


def test_dissatisfaction_comes_with_its_words(office):
    event = done(office)
    refused("action_needs", act, office, event, Action.CALL_BACK, satisfaction="不满意")
    act(office, event, Action.CALL_BACK, satisfaction="不满意", note="没有通知就停水")
    step = office.queries.steps(office.queries.event(event.no))[-1]
    assert (step.changes["satisfaction"], step.data["note"]) == ("不满意", "没有通知就停水")


@pytest.mark.parametrize("action", [Action.CLOSE, Action.ARCHIVE])
def test_nothing_is_closed_or_archived_without_a_verdict_where_the_office_asks_for_one(strict, action):
    event = done(strict)
    assert refused("verdict_missing", act, strict, event, action).params == {"no": event.no, "attempts": 0, "most": 3}
    act(strict, event, Action.CALL_BACK, satisfaction="基本满意")
    assert act(strict, event, action).state in {State.CLOSED, State.ARCHIVED}


def test_three_calls_that_nobody_answers_stand_for_a_verdict(strict):
    event = done(strict)
    for _ in range(3):
        refused("verdict_missing", act, strict, event, Action.CLOSE)
        act(strict, event, Action.CALL_FAILED, note="无人接听")
    assert act(strict, event, Action.CLOSE).state is State.CLOSED


def test_whom_another_calls_and_who_withdrew_are_not_waited_for(strict):
    assert act(strict, done(strict, source="12345热线"), Action.CLOSE).state is State.CLOSED
    event = register(strict)
    act(strict, event, Action.WITHDRAW, reason="双方和好")
    assert act(strict, event, Action.ARCHIVE).state is State.ARCHIVED


def test_a_verdict_is_asked_for_anew_when_the_work_is_done_again(strict):
    event = done(strict)
    act(strict, event, Action.CALL_BACK, satisfaction="不满意", note="还在漏")
    back = act(strict, event, Action.REWORK, reason="现场未整改")
    assert back["satisfaction"] is None
    assert strict.queries.steps(back)[-1].data["verdict_before"] == "不满意"
    act(strict, event, Action.DONE, result="已重做防水")
    refused("verdict_missing", act, strict, event, Action.CLOSE)


def test_who_calls_is_a_setting_of_the_source():
    policy = Policy(called_by={"12345热线": "12345热线", "网络": "本中心", "网格员": "东街中心"})
    assert other_caller("12345热线", policy, "东街中心") == "12345热线"
    assert other_caller("网络", policy, "东街中心") == other_caller("网格员", policy, "东街中心") == other_caller("", policy, "") == ""


def test_the_hotlines_verdict_is_recorded_and_its_callers_are_not_called_from_here(office):
    event = done(office, source="12345热线")
    assert refused("call_not_ours", act, office, event, Action.CALL_BACK, satisfaction="满意").params["by"] == "12345热线"
    refused("call_not_ours", act, office, event, Action.CALL_FAILED, note="无人接听")
    assert act(office, event, Action.CALL_BACK, satisfaction="满意", voucher="来件")["satisfaction"] == "满意"
    act(office, done(office, source="12345热线"), Action.CALL_BACK, Actor("12345热线", EVERY_ROLE), satisfaction="满意", force="是")


def test_nobody_is_called_twice_within_the_gap_whatever_the_matter(office, clock):
    first, second, other = done(office), done(office), done(office, caller_phone="13900001111")
    act(office, first, Action.CALL_BACK, satisfaction="满意")
    error = refused("call_recent", act, office, second, Action.CALL_BACK, satisfaction="满意")
    assert (error.params["days"], error.params["at"]) == (7, "2026-11-20 12:00")
    assert act(office, other, Action.CALL_BACK, satisfaction="满意")["satisfaction"] == "满意"
    assert act(office, second, Action.CALL_BACK, satisfaction="满意", force="是")["satisfaction"] == "满意"
    clock.forward(days=8)
    assert act(office, done(office), Action.CALL_BACK, satisfaction="满意")["satisfaction"] == "满意"


def test_a_call_that_was_taken_back_was_no_call(office):
    first, second = done(office), done(office)
    called = act(office, first, Action.CALL_BACK, satisfaction="满意")
    office.ledger.undo(f"S{office.queries.steps(called)[-1].n}", office.actor())
    assert act(office, second, Action.CALL_BACK, satisfaction="满意")["satisfaction"] == "满意"


def test_the_list_of_calls_has_what_the_centre_is_to_call(office):
    wanted = done(office)
    done(office, source="12345热线")
    done(office, caller_phone="")
    act(office, done(office, caller_phone="13900001111"), Action.CALL_BACK, satisfaction="满意")
    secret = done(office)
    act(office, secret, Action.SECLUDE, reason="当事人请求")
    tired = done(office, caller_phone="13900002222")
    for _ in range(3):
        act(office, tired, Action.CALL_FAILED, note="无人接听")
    register(office, caller_phone="13900003333")
    assert found(office, "回访:待回访") == {wanted.no}
    refused("query_value", found, office, "回访:已回访")


def test_who_was_merged_into_another_matter_is_called_when_that_is_done(office):
    master, other = register(office), register(office, source="网格员", caller_phone="13900001111")
    act(office, other, Action.MERGE, into=master.no)
    assert found(office, "回访:待回访") == set()
    office.ledger.act(master.no, ONE_KEY_DISPATCH, office.actor(), SENT)
    act(office, master, Action.DONE, result="已调解")
    assert found(office, "回访:待回访") == {other.no}
    assert act(office, other, Action.CALL_BACK, satisfaction="满意")["satisfaction"] == "满意"


CANDIDATES = [Candidate(f"WG{number:04}", number) for number in range(200)]


def test_a_sample_is_drawn_again_by_whoever_knows_the_seed():
    drawn = draw(CANDIDATES, (), 10, "2026-11")
    assert drawn == draw(reversed(CANDIDATES), (), 10, "2026-11") == draw(CANDIDATES, (), 30, "2026-11")[:10]
    assert len(set(drawn)) == 10
    assert drawn[:3] == ("WG0172", "WG0010", "WG0022")
    assert drawn != draw(CANDIDATES, (), 10, "2026-12")


def test_one_candidate_less_changes_nothing_for_the_others():
    drawn = draw(CANDIDATES, (), 10, "2026-11")
    left = [each for each in CANDIDATES if each.no != drawn[4]]
    assert draw(left, (), 9, "2026-11") == (*drawn[:4], *drawn[5:])


def test_a_sample_passes_over_who_was_called_and_takes_nobody_twice():
    drawn = draw(CANDIDATES, (), 10, "2026-11")
    first = int(drawn[0][2:])
    assert draw(CANDIDATES, {first}, 9, "2026-11") == drawn[1:]
    same = [Candidate(each.no, 1) for each in CANDIDATES]
    assert draw(same, (), 10, "2026-11") == drawn[:1]
    assert len(draw([Candidate(each.no) for each in CANDIDATES], (), 10, "2026-11")) == 10


def test_a_sample_of_more_than_there_are_is_all_of_them():
    assert len(draw(CANDIDATES, (), 1_000, "x")) == 200


def test_a_secret_event_is_marked_by_import_and_is_in_no_sample(office):
    bring(office, [planned(1, source="网格员", text="丈夫家暴", state="待受理", caller_phone="13812345678")])
    assert office.queries.event("GD00001")["secrecy"] == "保密"
