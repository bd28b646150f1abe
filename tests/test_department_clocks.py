"""The departments' clocks: each runs from the day of the law to the day of the law, says its source, and says what is local or was not read."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import pytest

from plugins import labour, medical, traffic
from tests.ledger_tools import act, at, bring, command, dispatched, everything, last_step, planned, register, rows
from wangge.calendar import national
from wangge.clocks import ClockKind, Clocks, running
from wangge.explain import explain
from wangge.lifecycle import ONE_KEY_DISPATCH, Action
from wangge.settings import Settings

DESKS = tuple(department for desk in (labour, traffic, medical) for department in desk.wangge_departments())
CLOCKS = Clocks(Settings(), national(), departments=DESKS)
OPENED = at("2026-09-18 10:00")


def due(office, event):
    """The ends of an event's clocks, as the ledger keeps them."""
    return {clock.kind: clock.due for clock in office.queries.clocks(event)}


def ends(department="", **values):
    """The day on which each clock of an event ends; of a case where a department is named."""
    case = {"department": department, "case_at": OPENED} if department else {}
    known = {"state": "处置中", **case, **values}
    return {clock.kind: clock for clock in running(known, CLOCKS)}


def day(clock):
    """`2026-10-08` of a clock's end on the office's wall."""
    return f"{CLOCKS.wall(clock.due):%Y-%m-%d}"


def test_a_medical_mediation_lasts_thirty_working_days_without_the_appraisal(office, clock):
    clock.at = datetime(2026, 2, 13, 2, tzinfo=UTC)
    event = act(office, register(office), Action.OPEN_CASE, department="医疗纠纷", case_basis="主动调解")
    assert due(office, event)["调解期限"] == at("2026-04-02 17:30")
    waiting = act(office, event, Action.FILL, medical_appraisal_from="2026-03-02")
    assert "调解期限" not in due(office, waiting)
    assert due(office, waiting)["催询鉴定"] == at("2026-04-14 17:30")
    answered = act(office, waiting, Action.FILL, medical_appraisal_to="2026-03-13")
    assert due(office, answered)["调解期限"] == at("2026-04-17 17:30")
    assert "催询鉴定" not in due(office, answered)
    (told,) = (each for each in explain(answered.known, office.rules.clocks) if each.clock.kind == "调解期限")
    assert (told.counted, len(told.pauses)) == (at("2026-04-17 17:30"), 1)
    longer = act(office, answered, Action.FILL, medical_extension="15个工作日")
    assert due(office, longer)["调解期限（约定延长15个工作日）"] == at("2026-05-12 17:30")
    assert "调解期限" not in due(office, longer)


def test_a_labour_mediation_lasts_fifteen_days_and_the_last_is_a_working_day(office, clock):
    clock.at = datetime(2026, 9, 18, 2, tzinfo=UTC)
    opened = {"department": "劳动争议", "case_basis": "双方申请", "applied_on": "2026-09-18"}
    event = act(office, register(office), Action.OPEN_CASE, **opened)
    assert due(office, event)["调解期限"] == at("2026-10-08 17:30")
    ended = act(office, event, Action.END_CASE, case_result="达成协议", agreed_amount="1", perform_by="2026-12-01")
    assert "调解期限" not in due(office, ended)
    assert due(office, ended)["司法确认（按结束日）"] == at("2026-10-19 17:30")
    in_force = act(office, ended, Action.FILL, labour_in_force="2026-09-08")
    assert due(office, in_force)["司法确认"] == at("2026-10-08 17:30")
    assert due(office, in_force)["仲裁审查申请"] == at("2026-09-23 17:30")
    assert "司法确认（按结束日）" not in due(office, in_force)


@pytest.mark.parametrize(
    ("values", "name", "end"),
    [
        ({"labour_matter": "劳动报酬", "labour_left": "2025-03-31"}, "仲裁时效（劳动报酬）", "2026-03-31"),
        ({"labour_matter": "解除终止", "labour_knew": "2025-03-31"}, "仲裁时效", "2026-03-31"),
        ({"labour_interrupted": "2025-06-30"}, "仲裁时效（中断后重新计算）", "2026-06-30"),
        ({"labour_arbitration_on": "2026-09-18"}, "仲裁受理决定", "2026-09-24"),
        ({"labour_arbitration_accepted": "2026-09-01"}, "仲裁裁决", "2026-10-16"),
        ({"labour_copy_served": "2026-09-28"}, "仲裁答辩", "2026-10-16"),
        ({"labour_award_received": "2026-09-18"}, "不服裁决起诉", "2026-10-08"),
        ({"labour_award_received": "2026-09-01", "labour_final": "是"}, "用人单位申请撤销终局裁决", "2026-10-08"),
        ({"labour_left": "2026-09-18", "labour_matter": "社会保险"}, "档案和社会保险关系转移", "2026-10-08"),
        ({"labour_injured": "2026-09-01"}, "单位申请工伤认定", "2026-10-08"),
        ({"labour_injured": "2025-03-31"}, "职工申请工伤认定", "2026-03-31"),
        ({"labour_received": "2026-02-13"}, "劳动调解受理决定", "2026-02-25"),
        ({"traffic_scene_done": "2026-09-28", "traffic_procedure": "普通程序"}, "事故认定", "2026-10-16"),
        ({"traffic_scene_done": "2026-02-13", "traffic_procedure": "简易程序"}, "事故认定（简易程序）", "2026-02-25"),
        ({"traffic_caught": "2026-09-28", "traffic_procedure": "逃逸案件"}, "事故认定（逃逸）", "2026-10-16"),
        ({"traffic_test_fixed": "2026-09-18"}, "事故认定（鉴定后）", "2026-09-24"),
        ({"traffic_test_entrusted": "2026-09-01"}, "检验鉴定", "2026-10-08"),
        ({"traffic_served": "2026-02-13"}, "申请复核", "2026-02-25"),
        ({"traffic_served": "2026-09-28"}, "申请公安调解", "2026-10-16"),
        ({"traffic_review_served": "2026-09-28"}, "申请公安调解（复核后）", "2026-10-16"),
        ({"traffic_police_from": "2026-09-28"}, "公安调解", "2026-10-16"),
        ({"traffic_claim_agreed": "2026-09-28"}, "保险公司赔付", "2026-10-08"),
        ({"traffic_happened": at("2023-03-31 08:00")}, "交通事故赔偿时效", "2026-03-31"),
        ({"medical_died_at": at("2026-09-18 10:00")}, "尸检（四十八小时）", "2026-09-20"),
        ({"medical_died_at": at("2026-09-18 10:00"), "medical_frozen": "具备冻存条件"}, "尸检（冻存七日）", "2026-09-28"),
        ({"medical_died_at": at("2026-09-18 10:00")}, "尸体存放", "2026-10-08"),
        ({"medical_sealed_on": "2023-03-31"}, "病历封存满三年", "2026-03-31"),
        ({"medical_knew": "2023-03-31"}, "医疗损害赔偿时效", "2026-03-31"),
    ],
)
def test_a_clock_ends_on_the_day_of_the_law_without_a_case(values, name, end):
    assert day(ends(**values)[name]) == end


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"labour_matter": "劳动报酬", "labour_knew": "2025-03-31"}, "仲裁时效"),
        ({"labour_matter": "解除终止", "labour_knew": "2025-03-31", "labour_interrupted": "2025-06-30"}, "仲裁时效"),
        ({"labour_matter": "劳动报酬", "labour_left": "2025-03-31", "labour_in_force": "2025-06-30"}, "仲裁时效（劳动报酬）"),
        ({"labour_award_received": "2026-09-01"}, "用人单位申请撤销终局裁决"),
        ({"traffic_scene_done": "2026-09-28", "traffic_procedure": "普通程序", "traffic_test_entrusted": "2026-09-29"}, "事故认定"),
        ({"traffic_served": "2026-09-28", "case_at": OPENED}, "申请公安调解"),
        ({"medical_died_at": OPENED, "medical_frozen": "具备冻存条件"}, "尸检（四十八小时）"),
    ],
)
def test_a_clock_does_not_run_where_the_law_lets_none(values, name):
    assert name not in ends(**values)


def test_wages_left_unpaid_while_the_employment_lasts_have_no_limitation():
    assert not [name for name in ends(labour_matter="劳动报酬", labour_knew="2024-01-05", labour_unpaid=100) if "时效" in name]


def test_after_a_failed_mediation_the_police_may_be_asked_for_three_working_days():
    failed = ends("道路交通事故", case_ended_at=at("2026-02-13 16:00"), case_result="未达成协议")
    assert day(failed["人民调解未成后申请公安调解"]) == "2026-02-25"
    agreed = ends("道路交通事故", case_ended_at=at("2026-02-13 16:00"), case_result="达成协议")
    assert "人民调解未成后申请公安调解" not in agreed
    assert day(agreed["司法确认（按结束日）"]) == "2026-03-16"


@pytest.mark.parametrize("department", DESKS, ids=lambda department: department.key)
def test_every_clock_says_its_source_and_has_a_name_and_fields_of_its_own(department):
    names = [clock.name for clock in department.clocks]
    assert len(names) == len(set(names))
    assert not set(names) & set(ClockKind)
    known = {field.name for field in department.fields} | {"case_at", "case_ended_at", "applied_on", "case_result"}
    for clock in department.clocks:
        assert clock.source, clock.name
        used = {clock.start, *clock.until, *clock.when, *(name for pair in clock.pauses for name in pair)}
        assert used <= known, clock.name


@pytest.mark.parametrize(
    "name",
    [
        "劳动调解受理决定",
        "医疗调解受理决定",
        "调解期限（约定延长15日）",
        "仲裁审查申请",
        "仲裁受理决定",
        "仲裁副本送达",
        "仲裁答辩",
        "催询鉴定",
        "交通事故赔偿时效",
    ],
)
def test_what_is_local_or_was_not_read_in_text_is_said(name):
    assert all(clock.doubt for department in DESKS for clock in department.clocks if clock.name == name)


def test_no_two_clocks_that_run_without_a_case_are_called_the_same():
    free = [clock.name for department in DESKS for clock in department.clocks if not clock.statutory]
    assert sorted({name for name in free if free.count(name) > 1}) == []


DIED = {"medical_died_at": "2026-11-20 10:00"}


def test_a_clock_runs_from_a_sensitive_time_as_it_was_told_and_the_row_keeps_its_end_alone(office):
    event = act(office, register(office), Action.FILL, **DIED)
    assert due(office, event)["尸检（四十八小时）"] == at("2026-11-22 10:00")
    assert due(office, event)["尸体存放"] == at("2026-12-04 17:30")
    sent = office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), {"category": "医疗纠纷", "unit": "司法所"})
    assert due(office, sent)["尸检（四十八小时）"] == at("2026-11-22 10:00"), "a later step sees the mask alone"
    assert office.ledger.recompute_clocks()
    assert due(office, sent)["尸检（四十八小时）"] == at("2026-11-22 10:00")
    told = {each.clock.kind: each for each in office.queries.explain(sent, office.rules.clocks)}
    assert told["尸检（四十八小时）"].clock.due == at("2026-11-22 10:00")
    assert (told["尸检（四十八小时）"].clock.start, told["尸检（四十八小时）"].days) == ("", ())
    held = [str(row) for row in rows(office, "SELECT * FROM clocks")] + [str(row) for row in rows(office, "SELECT * FROM events")]
    assert not [text for text in held if at("2026-11-20 10:00") in text]
    frozen = act(office, sent, Action.FILL, medical_frozen="具备冻存条件")
    assert "尸检（四十八小时）" not in due(office, frozen)
    assert due(office, frozen)["尸检（冻存七日）"] == at("2026-11-27 17:30")
    taken = act(office, frozen, Action.FILL, medical_died_at="2026-11-20 08:00", medical_autopsy_on="2026-11-20")
    assert "尸检（冻存七日）" not in due(office, taken)
    office.ledger.undo(str(last_step(office)), office.actor())
    assert due(office, frozen)["尸检（冻存七日）"] == at("2026-11-27 17:30")


def test_an_imported_sensitive_time_is_counted_when_its_turn_comes_and_again_when_a_file_adds_to_it(office):
    bring(office, [planned(1, medical_died_at=at("2026-11-20 10:00"))])
    while office.ledger.clocks_pending():
        pass
    (event,) = everything(office)
    assert due(office, event)["尸检（四十八小时）"] == at("2026-11-22 10:00")


def test_every_clock_of_ours_that_begins_at_a_sensitive_field_is_counted_from_what_was_told(office):
    for department in DESKS:
        fields = {field.name: field for field in department.fields}
        for clock in department.clocks:
            if clock.start in office.rules.clocks.hidden and not clock.statutory:
                when = {name: values[0] for name, values in clock.when.items() if name in fields}
                event = act(office, register(office), Action.FILL, **{clock.start: "2026-11-20 08:00", **when})
                assert clock.name in due(office, event)


def test_a_clock_that_cannot_be_counted_is_named_and_stops_no_other(office, capsys):
    event = act(office, register(office), Action.FILL, **DIED, medical_sealed_on="2026-11-20")
    other = dispatched(office)
    broken = {**event.extra, "medical_sealed_on": "2026-11-31", "medical_knew": "9999-12-31"}
    with office.ledger.store.transaction() as connection:
        connection.execute("UPDATE events SET extra = ? WHERE id = ?", (orjson.dumps(broken).decode(), event.id))
    assert office.ledger.recompute_clocks() == 2
    assert set(due(office, event)) == {"尸检（四十八小时）", "尸体存放"}
    assert due(office, other)["办理"]
    assert [(no, clock.kind) for no, clock in office.ledger.uncounted_clocks()] == [
        (event.no, "病历封存满三年"),
        (event.no, "医疗损害赔偿时效"),
    ]
    told = [each for each in office.queries.explain(office.queries.event(event.no), office.rules.clocks) if not each.clock.due]
    assert [each.clause for each in told] == [
        f"不能计算：“{label}”的时间读不出，请更正后重算" for label in ("病历封存日期", "知道损害日期")
    ]
    office.close()
    assert command("--office", str(office.folder), "explain", event.no) == 0
    assert "病历封存满三年：不能计算" in capsys.readouterr().out
    assert command("--office", str(office.folder), "clocks", "--recompute") == 0
    assert "病历封存满三年" in capsys.readouterr().err
