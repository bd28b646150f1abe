"""Casework: a case opens by application or on the mediators' own motion, its clocks run, it ends, and what was agreed is performed."""

import pytest

from tests.ledger_tools import act, at, found, refused, register
from wangge import Clock, Department, Field, Kept, Kind
from wangge.calendar import national
from wangge.clocks import Clocks, running
from wangge.department import offered
from wangge.explain import explain
from wangge.lifecycle import Action
from wangge.limits import Limit
from wangge.settings import Settings

OPENED = {"department": "劳动争议", "case_basis": "双方申请", "applied_on": "2026-11-19"}


@pytest.fixture
def case(office):
    return act(office, register(office), Action.OPEN_CASE, **OPENED, case_no="〔2026〕劳调字第1号")


def test_a_case_opens_by_application_with_the_others_consent_or_on_own_motion(office, case):
    known = case.known
    assert (known["department"], known["case_basis"], known["applied_on"], known["case_at"]) == (
        *("劳动争议", "双方申请", "2026-11-19"),
        at("2026-11-20 12:00"),
    )
    assert case.state == "待受理"
    own = act(office, register(office), Action.OPEN_CASE, department="labour", case_basis="主动调解")
    assert own.known["department"] == "劳动争议"
    assert found(office, "案件类型:劳动争议") == {case.no, own.no}
    one = {**OPENED, "case_basis": "一方申请，对方同意"}
    missing = refused("action_needs", act, office, register(office), Action.OPEN_CASE, **one)
    assert missing.params["missing"] == "对方同意日期"
    assert (
        refused("action_needs", act, office, register(office), Action.OPEN_CASE, **{**one, "applied_on": ""}).params["missing"]
        == "申请日期"
    )
    with_consent = act(office, register(office), Action.OPEN_CASE, **one, consent_on="2026-11-20")
    assert with_consent.known["consent_on"] == "2026-11-20"


@pytest.mark.parametrize(
    ("given", "label"),
    [
        ({"applied_on": "2026-11-21"}, "申请日期"),
        ({"consent_on": "2026-11-21"}, "对方同意日期"),
        ({"consent_on": "2026-11-18"}, "对方同意日期"),
        ({"case_basis": "领导要求"}, "受理方式"),
    ],
)
def test_days_out_of_order_and_other_ways_in_are_refused(office, given, label):
    assert refused("value_invalid", act, office, register(office), Action.OPEN_CASE, **{**OPENED, **given}).params["label"] == label


def test_a_case_is_opened_once_and_by_a_department_that_there_is(office, case):
    assert refused("case_open", act, office, case, Action.OPEN_CASE, **OPENED).params["kind"] == "劳动争议"
    refused("department_unknown", act, office, register(office), Action.OPEN_CASE, **{**OPENED, "department": "渔政"})


def test_a_case_is_mediated_ends_and_is_performed_in_parts(office, case):
    refused("action_without", act, office, register(office), Action.SESSION, note="双方到场")
    met = act(office, case, Action.SESSION, note="双方到场", claims="付清六个月工资", proposal="分两期", next_session="2026-11-24 09:00")
    assert (met.known["sessions"], met.known["next_session"]) == (1, at("2026-11-24 09:00"))
    refused("action_without", act, office, case, Action.PERFORM, paid="100")
    ended = act(office, case, Action.END_CASE, case_result="达成协议", agreed_amount="36,000", perform_by="2026-12-31")
    assert (ended.known["agreed_amount"], ended.known["perform_by"], ended.known.get("next_session")) == (3_600_000, "2026-12-31", None)
    assert refused("case_ended", act, office, case, Action.END_CASE, case_result="终止调解").params["result"] == "达成协议"
    act(office, case, Action.PERFORM, paid="20000")
    paid = act(office, case, Action.PERFORM, paid="1.6万")
    assert (paid.known["paid_amount"], paid.known["paid_on"]) == (3_600_000, "2026-11-20")
    refused("value_invalid", act, office, case, Action.PERFORM, paid="1")
    assert office.ledger.verify().ok


def test_a_case_that_is_opened_again_begins_anew(office, case):
    act(office, case, Action.SESSION, note="双方到场")
    act(office, case, Action.END_CASE, case_result="达成协议", agreed_amount="100", perform_by="2026-12-31")
    act(office, case, Action.PERFORM, paid="100")
    again = act(office, case, Action.OPEN_CASE, **OPENED)
    left = ("sessions", "case_result", "agreed_amount", "perform_by", "paid_amount", "paid_on")
    assert [again.known.get(name) for name in left] == [None] * len(left)


def test_the_form_is_filled_in_without_a_reason_and_nothing_else_is(office, case):
    filled = act(office, case, Action.FILL, 用人单位="某餐饮店", labour_people="6")
    assert filled.extra["labour_people"] == 6
    assert refused("action_needs", act, office, case, Action.FILL, note="没有").params["missing"] == "要登记的项目"
    assert act(office, case, Action.FILL, labour_people="7", text="改内容").text("text") == case.text("text")


LIMIT = Limit.parse("30工作日")
SETTINGS = Settings()
WATER = Department(
    "water",
    "水电费纠纷",
    ("水费",),
    (
        Field("water_from", "鉴定开始", Kind.DAY, kept=Kept.EXTRA),
        Field("water_to", "鉴定结束", Kind.DAY, kept=Kept.EXTRA),
        Field("water_read", "抄表日期", Kind.DAY, kept=Kept.EXTRA),
        Field("water_kind", "类别", kept=Kept.EXTRA),
    ),
    clocks=(
        Clock("调解期限", LIMIT, "case_at", pauses=(("water_from", "water_to"),), source="某条例第三十八条"),
        Clock("抄表复核", Limit.parse("3自然日"), "water_read", until=("water_to",), statutory=False, when={"water_kind": ("水", "电")}),
        Clock("履行", Limit.parse("5工作日"), "case_ended_at", until=("paid_on",), outlives=True),
    ),
    words=("水表",),
)


def clocks_of(values, settings=SETTINGS):
    known = {"state": "处置中", "department": "水电费纠纷", "case_at": at("2026-02-13 10:00"), **values}
    clocks = Clocks(settings, national(), departments=(WATER,))
    return {clock.kind: clock for clock in running(known, clocks)}


def test_a_statutory_clock_runs_from_the_opening_and_leaves_appraisal_out():
    assert clocks_of({})["调解期限"].due == at("2026-04-02 17:30")
    with_appraisal = clocks_of({"water_from": "2026-03-02", "water_to": "2026-03-13"})["调解期限"]
    assert with_appraisal.due == at("2026-04-17 17:30")
    assert with_appraisal.row == "某条例第三十八条"
    assert "调解期限" not in clocks_of({"water_from": "2026-03-02"})
    assert "调解期限" not in clocks_of({"case_ended_at": at("2026-03-01 10:00")})
    assert "调解期限" not in clocks_of({"case_at": None})


def test_the_office_sets_a_departments_limit_in_its_settings():
    settings = Settings(limits={**Settings().limits, "水电费纠纷·调解期限": Limit.parse("10工作日")})
    assert clocks_of({}, settings)["调解期限"].limit == "10工作日"


def test_other_clocks_run_by_their_own_fields_and_some_outlive_the_case():
    assert "抄表复核" not in clocks_of({"water_read": "2026-03-02"})
    assert clocks_of({"water_read": "2026-03-02", "water_kind": "水", "case_at": None})["抄表复核"].due == at("2026-03-05 17:30")
    assert "抄表复核" not in clocks_of({"water_read": "2026-03-02", "water_kind": "水", "water_to": "2026-03-03"})
    ended = {"case_ended_at": at("2026-03-02 10:00")}
    assert set(clocks_of(ended)) == {"履行"}
    assert clocks_of({**ended, "paid_on": "2026-03-03"}) == {}


def test_a_departments_clock_is_explained_with_its_pause():
    clocks = Clocks(SETTINGS, national(), departments=(WATER,))
    known = {
        "state": "处置中",
        "department": "水电费纠纷",
        "case_at": at("2026-02-13 10:00"),
        "water_from": "2026-03-02",
        "water_to": "2026-03-13",
    }
    (told,) = explain(known, clocks)
    assert told.counted == told.clock.due == at("2026-04-17 17:30")
    assert len(told.pauses) == 1
    assert sum(each.counted > 0 for each in told.days) == 30


def test_two_departments_may_call_a_clock_the_same_and_each_keeps_its_pauses():
    gas = Department("gas", "燃气纠纷", clocks=(Clock("调解期限", LIMIT, "case_at"),))
    known = {
        "state": "处置中",
        "department": "水电费纠纷",
        "case_at": at("2026-02-13 10:00"),
        "water_from": "2026-03-02",
        "water_to": "2026-03-13",
    }
    (told,) = explain(known, Clocks(SETTINGS, national(), departments=(gas, WATER)))
    assert (told.clock.due, len(told.pauses)) == (at("2026-04-17 17:30"), 1)


def test_a_department_is_offered_by_category_first_then_by_a_word():
    other = Department("gas", "燃气", (), words=("水表",))
    assert offered((other, WATER), {"subcategory": "水费", "text": "水表走得快"}) == ((WATER, "水费"), (other, "水表"))
    assert offered((WATER,), {"text": "路灯不亮"}) == ()


def test_a_departments_clock_is_a_clock_of_the_ledger(office, clock):
    office.rules.clocks.departments = (WATER, *office.rules.clocks.departments)
    event = act(office, register(office), Action.OPEN_CASE, department="水电费纠纷", case_basis="主动调解")
    assert {each.kind for each in office.queries.clocks(event)} >= {"调解期限"}
    clock.forward(days=100)
    assert event.no not in found(office, "时限:超期")
