"""The month report: what counts, what cannot be known, and what lists it again. The ledger is one in memory (`exports_ledger.py`)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace

import pytest

from exports.account import FAR, read
from exports.month import month_report
from exports.rates import signed_in_time
from exports.results import only_instructs
from exports.tallies import check_parts, tally
from wangge import limit_table
from wangge.calendar import national
from wangge.catalogue import MonthRequest
from wangge.clocks import Clocks
from wangge.errors import WanggeError
from wangge.lifecycle import Action, State
from wangge.limit_table import LimitRow, LimitTable, Span, Stage
from wangge.limits import Limit
from wangge.records import Event
from wangge.sheets import Figure, value_of
from wangge.times import CHINA

kit = SimpleNamespace(**run_path(str(Path(__file__).with_name("exports_ledger.py"))))
MAY = MonthRequest("2025-05")
LATER = kit.at("2025-08-01 09:00")
A, S = Action, State


def report(ledger, request=MAY, now=LATER):
    return month_report(ledger, ledger.settings, kit.CATALOGUE, request, now)


def overview(ledger, request=MAY, now=LATER):
    return {name: value for name, (value, _) in kit.lines(kit.sheet(report(ledger, request, now), "总体情况")).items()}


def told(ledger, label):
    """What the overview says beside a figure."""
    return next(row[2] for row in kit.sheet(report(ledger), "总体情况").rows if row[0] == label)


def done(ledger, reported="2025-05-06 09:00", done="2025-05-07 09:00", **row):
    return ledger.bring(reported_at=reported, done_at=done, state="已归档", **row)


def still_open(ledger, reported="2025-05-06 09:00", **row):
    return ledger.bring(reported_at=reported, state="处置中", **row)


def figures(made):
    return [(page.name, cell) for page in made.sheets for row in (*page.rows, page.total or ()) for cell in row if isinstance(cell, Figure)]


# the identity


def test_every_exit_is_a_term_of_its_own_and_the_ends_meet():
    ledger = kit.MemoryLedger(opening={"2025-05": 3})
    done(ledger)
    still_open(ledger)
    for state in (S.REFUSED, S.NOT_FILED, S.MERGED, S.VOID, S.RECALLED, S.TRANSFERRED):
        event = ledger.registered("2025-05-10 09:00")
        ledger.step(event, A.VOID, state, "2025-05-11 09:00")
    figures = overview(ledger)
    assert figures["新增"] == 8
    assert [figures[name] for name in ("办结", "并案", "作废", "撤回", "转出", "不予受理", "不予立案")] == [1] * 7
    assert figures["期末未结"] == 1 + 3
    assert figures["月末办结率"] == pytest.approx(1 / 11)


class Broken(kit.MemoryLedger):
    """A ledger whose rows no longer stand where their steps lead."""

    def lives(self, since, until):
        for life in super().lives(since, until):
            yield replace(life, event=Event(life.event.id, 0, {**life.event.values, "state": S.HANDLING}))


def test_the_identity_breaks_loudly_when_an_event_does_not_stand_where_its_steps_lead():
    ledger = Broken()
    done(ledger)
    with pytest.raises(WanggeError) as caught:
        report(ledger)
    assert caught.value.code == "identity_broken"
    assert "期末未结 1 ＝" in caught.value.params["left"]
    assert caught.value.params["right"] == "0"


def test_a_claim_that_is_taken_back_in_the_month_is_no_claim():
    ledger = kit.MemoryLedger()
    event = ledger.registered("2025-05-06 09:00")
    ledger.step(event, A.DISPATCH, S.DISPATCHED, "2025-05-06 10:00", unit="市监所")
    ledger.step(event, A.DONE, S.FED_BACK, "2025-05-07 10:00", done_at="2025-05-07 10:00")
    ledger.step(event, A.REWORK, S.HANDLING, "2025-05-08 10:00", done_at=None)
    figures = overview(ledger)
    assert (figures["新增"], figures["办结"], figures["期末未结"]) == (1, 0, 1)


def test_a_return_from_an_earlier_month_is_a_reopening():
    ledger = kit.MemoryLedger()
    event = done(ledger)
    ledger.step(event, A.REOPEN, S.HANDLING, "2025-08-08 10:00", done_at=None)
    figures = overview(ledger, MonthRequest("2025-08"), kit.at("2025-09-01 09:00"))
    assert (figures["上月结转"], figures["新增"], figures["重开"], figures["期末未结"]) == (0, 0, 1, 1)


def test_what_happens_later_changes_nothing_in_a_past_month():
    ledger = kit.MemoryLedger()
    done(ledger, source="网格员")
    event = still_open(ledger, source="网格员")
    before = report(ledger)
    ledger.step(event, A.DONE, S.FED_BACK, "2025-07-10 10:00", done_at="2025-07-10 10:00", done_unit="市监所")
    after = report(ledger)
    for name in ("按来源", "按镇街", "超期清单", "社区排名", "填表说明"):
        bare = [[[value_of(cell) for cell in row] for row in kit.sheet(each, name).rows] for each in (before, after)]
        assert bare[0] == bare[1], name
    assert overview(ledger)["办结"] == 1
    assert overview(ledger)["截至目前办结或归档"] == 2


# what was there before


def test_what_was_open_before_the_first_month_is_unknown_and_prints_a_dash():
    ledger = kit.MemoryLedger()
    done(ledger)
    made = report(ledger)
    carried = next(row for row in kit.sheet(made, "总体情况").rows if row[0] == "上月结转")
    assert carried[1] is None
    assert "期初未录" in carried[2]
    assert any("上月结转 —（期初未录" in note for note in kit.sheet(made, "总体情况").notes)


def test_the_opening_that_the_office_entered_stands_in_the_overview_alone_and_is_said():
    ledger = kit.MemoryLedger(opening={"2025-05": 12})
    done(ledger)
    still_open(ledger)
    made = report(ledger)
    figures = overview(ledger)
    assert (figures["上月结转"], figures["期末未结"]) == (12, 13)
    assert figures["月末办结率"] == pytest.approx(1 / 14)
    page = kit.sheet(made, "按来源")
    assert value_of(page.total[-2]) == 1
    assert any("期初未结 12 件" in note for note in page.notes)
    assert any(row[0] == "期初未结" and "12 件为人工填报" in row[1] for row in kit.sheet(made, "填表说明").rows)


def test_what_the_person_asks_with_goes_before_what_the_ledger_was_told():
    ledger = kit.MemoryLedger(opening={"2025-05": 12})
    done(ledger)
    assert overview(ledger, MonthRequest("2025-05", 0))["上月结转"] == 0


def test_a_later_month_carries_over_exactly_what_the_month_before_left_open():
    ledger = kit.MemoryLedger(opening={"2025-05": 12})
    done(ledger)
    still_open(ledger)
    done(ledger, "2025-05-30 09:00", "2025-06-03 09:00")
    june = MonthRequest("2025-06")
    figures = overview(ledger, june)
    assert (figures["上月结转"], figures["新增"], figures["办结"], figures["期末未结"]) == (2, 0, 1, 1)
    page = kit.sheet(report(ledger, june), "按镇街")
    assert [column.label for column in page.columns] == ["镇街", "结转及重开", "新增", "办结", "期末未结", "办结率"]
    assert [value_of(cell) for cell in page.total] == ["合计", 2, 0, 1, 1, 0.5]
    assert any("期初未结 12 件" in row[1] for row in kit.sheet(report(ledger, june), "填表说明").rows)


def test_an_opening_that_was_entered_before_older_events_came_in_no_longer_counts():
    ledger = kit.MemoryLedger(opening={"2025-06": 5})
    still_open(ledger)
    assert overview(ledger, MonthRequest("2025-06"))["上月结转"] == 1


def test_an_opening_for_a_later_month_is_refused():
    ledger = kit.MemoryLedger()
    still_open(ledger)
    with pytest.raises(WanggeError) as caught:
        report(ledger, MonthRequest("2025-06", 5))
    assert caught.value.code == "opening_not_first"


@pytest.mark.parametrize("month", ["2025-04", "2019-01"])
def test_a_month_without_anything_is_refused_and_not_printed_as_noughts(month):
    ledger = kit.MemoryLedger()
    done(ledger)
    with pytest.raises(WanggeError) as caught:
        report(ledger, MonthRequest(month))
    assert caught.value.code == "month_empty"


def test_an_empty_ledger_has_no_month():
    for request in (MAY, MonthRequest("2025-05", 3)):
        with pytest.raises(WanggeError, match="没有任何事件"):
            report(kit.MemoryLedger(), request)


@pytest.mark.parametrize(
    "month", ["2025-13", "2025-00", "2025-5", "202505", "", "2025年5月", "２０２５-05", "2025- 5", "0000-01", "9999-12"]
)
def test_a_month_that_nobody_can_read_is_refused(month):
    ledger = kit.MemoryLedger()
    done(ledger)
    with pytest.raises(WanggeError) as caught:
        report(ledger, MonthRequest(month))
    assert caught.value.code == "month_unreadable"


# evidence


def test_without_evidence_every_rate_is_a_dash_with_its_reason():
    ledger = kit.MemoryLedger()
    done(ledger)
    figures = overview(ledger)
    for name in ("按期办结率", "签收及时率", "返工率", "满意率"):
        assert figures[name] is None
        assert told(ledger, name).startswith("无凭据，不计算：")


def test_on_time_counts_what_was_done_and_what_is_open_past_its_limit_and_nothing_else():
    ledger = kit.MemoryLedger()
    done(ledger, due_at="2025-05-07 09:00")
    done(ledger, due_at="2025-05-07 08:59")
    done(ledger)
    still_open(ledger, due_at="2025-05-31 23:59")
    still_open(ledger, due_at="2025-06-02 17:30")
    ledger.bring(reported_at="2025-05-06 09:00", state="已归档", due_at="2025-05-20 17:30")
    figures = overview(ledger)
    assert figures["按期办结率"] == pytest.approx(1 / 3)
    assert "1 件来件已显示了结" in {row[0]: row[1] for row in kit.sheet(report(ledger), "填表说明").rows}["期末未结"]
    assert told(ledger, "按期办结率").startswith("1 ÷ 3（")
    assert "推算" not in told(ledger, "按期办结率")


def test_it_is_the_units_claim_that_is_in_time_and_not_the_day_the_desk_closes_it():
    ledger = kit.MemoryLedger()
    event = done(ledger, due_at="2025-05-08 17:30")
    ledger.step(event, A.CORRECT, S.ARCHIVED, "2025-05-20 10:00", place="宝善路")
    closed = ledger.registered("2025-05-06 09:00", due_at=kit.at("2025-05-08 17:30"))
    ledger.step(closed, A.DONE, S.FED_BACK, "2025-05-07 10:00", done_at="2025-05-07 10:00")
    ledger.step(closed, A.CLOSE, S.CLOSED, "2025-05-20 10:00")
    assert overview(ledger)["按期办结率"] == 1


def test_a_limit_that_was_set_here_is_said_to_be_the_offices_own():
    ledger = kit.MemoryLedger()
    event = ledger.registered("2025-05-06 09:00")
    ledger.step(event, A.DISPATCH, S.DISPATCHED, "2025-05-06 10:00", unit="市监所", due_at="2025-05-13 17:30")
    ledger.step(event, A.DONE, S.FED_BACK, "2025-05-07 10:00", done_at="2025-05-07 10:00")
    made = report(ledger)
    assert "按本中心时限表推算" in told(ledger, "按期办结率")
    said = {row[0]: row[1] for row in kit.sheet(made, "填表说明").rows}
    assert "按本中心时限表推算" in said["办理期限"]
    assert "尚未核定" in said["时限表"]


def test_a_claim_whose_time_no_column_proves_is_counted_and_stays_out_of_every_rate():
    ledger = kit.MemoryLedger()
    ledger.bring(now="2025-05-20 09:00", reported_at="2025-05-06 09:00", state="已归档", due_at="2025-05-10 09:00")
    done(ledger)
    made = report(ledger)
    figures = overview(ledger)
    assert figures["办结"] == 2
    assert figures["按期办结率"] is None
    assert "首次办结 1 件" in told(ledger, "首次办结用时中位数（小时）")
    assert any(row[0] == "办结时间" and "1 件" in row[1] for row in kit.sheet(made, "填表说明").rows)


def test_signing_in_time_needs_the_offices_own_row_and_every_single_signing():
    ledger = kit.MemoryLedger(settings=replace(kit.SETTINGS, limits={**kit.SETTINGS.limits, "签收": Limit.parse("2小时")}))
    ledger.bring(reported_at="2025-05-06 09:00", dispatched_at="2025-05-06 09:00", signed_at="2025-05-06 09:05", state="处置中")
    assert overview(ledger)["签收及时率"] is None
    for signed in ("2025-05-06 12:00", "2025-05-06 12:01", None):
        event = ledger.registered("2025-05-06 09:00")
        ledger.step(event, A.DISPATCH, S.DISPATCHED, "2025-05-06 10:00", unit="市监所")
        ledger.step(event, A.NOTE, S.DISPATCHED, "2025-05-06 10:30")
        if signed:
            ledger.step(event, A.SIGN, S.HANDLING, signed, signed_at=signed)
    returned = ledger.registered("2025-05-06 09:00")
    ledger.step(returned, A.DISPATCH, S.DISPATCHED, "2025-05-06 10:00", unit="市监所")
    ledger.step(returned, A.RETURN, S.FILED, "2025-05-09 10:00")
    assert overview(ledger)["签收及时率"] == pytest.approx(1 / 3)


def test_signing_in_time_and_the_method_sheet_go_by_the_table_that_was_entered_and_the_office_calendar():
    day, default = Span(Limit.parse("1工作日")), limit_table.DEFAULT
    table = LimitTable((LimitRow(default, "噪声扰民", default, {Stage.SIGN: Span(Limit.parse("2小时"))}),))
    later = LimitTable((*table.rows, LimitRow(default, default, default, {Stage.SIGN: day})))
    calendar = national().with_local(rest=[date(2025, 5, 20)])
    clocks = Clocks(kit.SETTINGS, calendar, [(kit.at("2025-05-06 00:00"), table), (kit.at("2025-05-15 00:00"), later)])
    ledger = kit.MemoryLedger()

    def sent(when, signed, category="噪声扰民"):
        event = ledger.registered(when, category=category)
        ledger.step(event, A.DISPATCH, S.DISPATCHED, when, unit="市监所", due_at="2025-05-30 17:30")
        ledger.step(event, A.SIGN, S.HANDLING, signed, signed_at=signed)

    sent("2025-05-05 09:00", "2025-05-05 09:10")
    assert judged(ledger, clocks) == (0, 0), "no table was valid then"
    sent("2025-05-06 09:00", "2025-05-06 11:00")
    sent("2025-05-06 09:00", "2025-05-06 11:01")
    assert judged(ledger, clocks) == (1, 2)
    sent("2025-05-07 09:00", "2025-05-07 09:01", "其他")
    assert judged(ledger, clocks) == (1, 2), "its row has no limit for signing"
    sent("2025-05-19 09:00", "2025-05-21 17:30", "其他")
    sent("2025-05-19 09:00", "2025-05-21 17:31", "其他")
    assert judged(ledger, clocks) == (2, 4), "the office rests on the 20th"
    told = dict(kit.sheet(report(ledger, MonthRequest("2025-05", clocks=clocks)), "填表说明").rows)
    assert told["时限表"].startswith("其中 1 件派遣时本中心尚未核定时限表")
    assert "时限表未设" not in told["签收及时率"]
    assert "时限表未设" in dict(kit.sheet(report(ledger), "填表说明").rows)["签收及时率"]


def judged(ledger, clocks):
    """The numerator and the denominator of 签收及时率."""
    share = signed_in_time(read(ledger, ledger.settings, MonthRequest("2025-05", clocks=clocks), LATER))
    return share.part, share.whole


def test_rework_is_judged_over_what_was_checked_here_and_satisfaction_over_who_answered():
    ledger = kit.MemoryLedger()
    for answer, rework in (("满意", False), ("不满意", True), ("未评价", False)):
        event = ledger.registered("2025-05-06 09:00")
        ledger.step(event, A.DISPATCH, S.DISPATCHED, "2025-05-06 10:00", unit="市监所")
        ledger.step(event, A.DONE, S.FED_BACK, "2025-05-07 10:00", done_at="2025-05-07 10:00")
        if rework:
            ledger.step(event, A.REWORK, S.HANDLING, "2025-05-08 10:00", done_at=None)
            ledger.step(event, A.DONE, S.FED_BACK, "2025-05-09 10:00", done_at="2025-05-09 10:00")
        ledger.step(event, A.CLOSE, S.CLOSED, "2025-05-10 10:00", satisfaction=answer)
    done(ledger)
    figures = overview(ledger)
    assert figures["返工率"] == pytest.approx(1 / 3)
    assert figures["满意率"] == pytest.approx(1 / 2)


def test_a_check_of_an_earlier_month_is_no_evidence_for_this_one():
    ledger = kit.MemoryLedger()
    event = done(ledger, "2025-04-06 09:00", "2025-04-07 09:00")
    ledger.step(event, A.REWORK, S.HANDLING, "2025-07-08 10:00", done_at=None)
    still_open(ledger, "2025-08-06 09:00")
    august = overview(ledger, MonthRequest("2025-08"), kit.at("2025-09-01 09:00"))
    assert (august["上月结转"], august["返工率"]) == (1, None)


def test_the_time_to_the_first_claim_is_told_as_it_is_today_and_as_it_was_at_the_end():
    ledger = kit.MemoryLedger()
    done(ledger, "2025-05-06 09:00", "2025-05-06 11:00")
    done(ledger, "2025-05-20 09:00", "2025-06-10 09:00")
    done(ledger, "2025-05-20 09:00", "2025-05-28 09:01")
    figures = overview(ledger)
    assert figures["首次办结用时中位数（小时）"] == pytest.approx(192 + 1 / 60)
    assert figures["首次办结用时P90（小时）"] == pytest.approx(504)
    assert (figures["首次办结用时超过7天"], figures["首次办结用时超过15天"]) == (2, 1)
    assert "截至月末 2 件，1 件超过" in told(ledger, "首次办结用时超过7天")


def test_a_month_that_is_still_running_is_said_to_be_and_calls_nothing_late_before_its_hour():
    ledger = kit.MemoryLedger()
    still_open(ledger, due_at="2025-05-20 17:30")
    noon = kit.at("2025-05-20 12:00")
    made = report(ledger, now=noon)
    assert kit.sheet(made, "超期清单").rows == ()
    assert any("尚未结束" in note for note in kit.sheet(made, "总体情况").notes)
    assert len(kit.sheet(report(ledger, now=kit.at("2025-05-20 17:31")), "超期清单").rows) == 1


# the sheets by one item


def test_an_event_whose_clock_stands_still_at_the_cut_off_is_not_late():
    ledger = kit.MemoryLedger()
    late = [still_open(ledger, due_at="2025-05-10 09:00") for _ in range(3)]
    ledger.step(late[0], A.SUSPEND, S.SUSPENDED, "2025-05-09 09:00", paused_at="2025-05-09 09:00", paused_for="鉴定")
    ledger.step(late[1], A.SUSPEND, S.SUSPENDED, "2025-06-02 09:00", paused_at="2025-06-02 09:00", paused_for="鉴定")
    rows = kit.sheet(report(ledger), "超期清单").rows
    assert {row[0] for row in rows} == {"WG0002", "WG0003"}
    assert told(ledger, "按期办结率").startswith("0 ÷ 2")


def test_a_facet_is_ordered_by_what_is_new_adds_up_and_says_what_is_blank():
    ledger = kit.MemoryLedger()
    for source in ("网格员", "12345热线", "网格员", None):
        done(ledger, source=source)
    still_open(ledger, source="12345热线")
    still_open(ledger, source="12345热线")
    page = kit.sheet(report(ledger), "按来源")
    rows = [[value_of(cell) for cell in row] for row in page.rows]
    assert rows == [["12345热线", 3, 1, 2, 1 / 3], ["网格员", 2, 2, 0, 1], ["未填（待补）", 1, 1, 0, 1]]
    assert [value_of(cell) for cell in page.total] == ["合计", 6, 4, 2, 4 / 6]
    assert page.columns[page.bars].label == "新增"


def test_a_virtual_community_and_none_at_all_are_unplaced():
    ledger = kit.MemoryLedger()
    for community in ("公众社区", None, "宝善社区"):
        done(ledger, community=community)
    page = kit.sheet(report(ledger), "按社区")
    assert {name: values[0] for name, values in kit.lines(page).items()} == {"未落格": 2, "宝善社区": 1}
    assert value_of(page.rows[0][1]) == 2
    assert page.rows[0][1].query == "上报:2025-05 社区:未落格"
    assert ledger.listed(page.rows[0][1].query) == {"WG0001", "WG0002"}


def test_units_of_one_name_in_two_streets_are_two_units():
    ledger = kit.MemoryLedger()
    done(ledger, street="东街街道", done_unit="综合治理办")
    done(ledger, street="西街街道", done_unit="综合治理办")
    done(ledger, street="西街街道", done_unit="综合治理办")
    page = kit.sheet(report(ledger), "按承办单位")
    assert {name: values[0] for name, values in kit.lines(page).items()} == {("西街街道", "综合治理办"): 2, ("东街街道", "综合治理办"): 1}
    one_street = kit.MemoryLedger()
    done(one_street, done_unit="综合治理办")
    assert set(kit.lines(kit.sheet(report(one_street), "按承办单位"))) == {"综合治理办"}


def test_a_unit_has_no_rate_while_the_open_events_do_not_say_whose_they_are():
    ledger = kit.MemoryLedger()
    done(ledger, done_unit="市监所")
    nobodys = still_open(ledger)
    page = kit.sheet(report(ledger), "按承办单位")
    assert {name: values[-1] for name, values in kit.lines(page).items()} == {"市监所": None, "未填（待补）": None}
    assert any("1 件没有写明承办单位" in note for note in page.notes)
    ledger.step(nobodys, A.REASSIGN, S.DISPATCHED, "2025-05-08 09:00", unit="市监所")
    assert kit.lines(kit.sheet(report(ledger), "按承办单位"))["市监所"][-1] == pytest.approx(1 / 2)


def test_an_open_event_stands_with_the_unit_that_has_it():
    ledger = kit.MemoryLedger()
    still_open(ledger, unit="综治办", done_unit="市监所")
    assert set(kit.lines(kit.sheet(report(ledger), "按承办单位"))) == {"综治办"}


def test_an_event_that_was_only_filed_away_in_the_month_stands_on_no_sheet():
    ledger = kit.MemoryLedger()
    done(ledger, "2025-04-06 09:00", "2025-04-07 09:00", source="窗口来访")
    filed = ledger.registered("2025-04-06 09:00", source="群众来信")
    ledger.step(filed, A.DONE, S.FED_BACK, "2025-04-07 10:00", done_at="2025-04-07 10:00")
    ledger.step(filed, A.CLOSE, S.CLOSED, "2025-05-07 10:00")
    done(ledger, source="网格员")
    assert set(kit.lines(kit.sheet(report(ledger), "按来源"))) == {"网格员"}


def test_places_are_ranked_equal_rates_share_a_rank_and_few_events_have_none():
    ledger = kit.MemoryLedger()
    for community, finished, left in (("甲社区", 5, 0), ("乙社区", 10, 0), ("丙社区", 4, 1), ("丁社区", 4, 0), ("公众社区", 9, 0)):
        for _ in range(finished):
            done(ledger, community=community)
        for _ in range(left):
            still_open(ledger, community=community)
    page = kit.sheet(report(ledger), "社区排名")
    assert [row[:2] for row in page.rows] == [(1, "乙社区"), (1, "甲社区"), (3, "丙社区")]
    assert any("不足 5 件的 1 个" in note for note in page.notes)


# the list of late events


def test_the_list_of_late_events_names_nobody_and_begins_with_the_latest_open_one():
    ledger = kit.MemoryLedger()
    text = "#非警务#报警人张某某称在店里退卡不成，电话13812345678，请求处理"
    done(ledger, due_at="2025-05-06 10:00", text="噪音扰民，已劝离")
    still_open(ledger, due_at="2025-05-30 00:00", text=text)
    still_open(ledger, due_at="2025-05-20 00:00", unit="市监所")
    page = kit.sheet(report(ledger), "超期清单")
    assert [(row[0], row[3], row[5], row[6]) for row in page.rows] == [
        ("WG0003", "市监所", "超期未结", 12),
        ("WG0002", "未填（待补）", "超期未结", 2),
        ("WG0001", "未填（待补）", "超期办结", 1),
    ]
    assert page.rows[0][4] == "2025-05-20 00:00"
    assert "138" not in page.rows[1][1]
    assert "张" not in page.rows[1][1]
    assert "#" not in page.rows[1][1]


def test_a_long_list_is_cut_at_two_hundred_and_says_what_is_missing():
    ledger = kit.MemoryLedger()
    for _ in range(203):
        still_open(ledger, due_at="2025-05-20 00:00")
    page = kit.sheet(report(ledger), "超期清单")
    assert len(page.rows) == 200
    assert any("其余 3 件" in note for note in page.notes)


def test_an_empty_list_says_whether_nothing_was_late_or_nothing_could_be():
    ledger = kit.MemoryLedger()
    done(ledger)
    assert any("无从判断" in note for note in kit.sheet(report(ledger), "超期清单").notes)
    done(ledger, due_at="2025-05-20 00:00")
    assert any("零报告" in note for note in kit.sheet(report(ledger), "超期清单").notes)


# what lists it again


def test_every_query_lists_as_many_events_as_the_number_beside_it_says():
    ledger = kit.MemoryLedger()
    for number in range(24):
        row = {"source": ("网格员", "12345热线")[number % 2], "tier": ("二级", "三级", None)[number % 3], "category": "矛盾 纠纷"}
        row |= {"subcategory": ("邻里", None)[number % 2], "community": ("公众社区", "宝善社区")[number % 2]}
        if number % 4:
            done(ledger, **row, done_unit="市监所", done=("2025-05-07 09:00", "2025-06-07 09:00")[number % 5 == 0])
        else:
            still_open(ledger, **row, unit="综治办")
    away = ledger.registered("2025-05-09 09:00", source="网格员")
    ledger.step(away, A.VOID, S.VOID, "2025-05-10 09:00")
    found = figures(report(ledger))
    lines = [(figure.value, figure.query) for _, figure in found if figure.query]
    assert len(lines) > 40
    assert [(value, len(ledger.listed(line))) for value, line in lines] == [(value, value) for value, _ in lines]
    assert ('上报:2025-05 类别:"矛盾 纠纷" 二级分类:空') in {line for _, line in lines}


def test_a_figure_whose_events_were_corrected_since_has_no_query():
    ledger = kit.MemoryLedger()
    done(ledger, source="网格员")
    moved = done(ledger, source="网格员")
    assert kit.sheet(report(ledger), "按来源").rows[0][1].query == "上报:2025-05 来源:网格员"
    ledger.step(moved, A.CORRECT, S.ARCHIVED, "2025-07-08 09:00", source="12345热线")
    page = kit.sheet(report(ledger), "按来源")
    assert (page.rows[0][0], page.rows[0][1].value, page.rows[0][1].query) == ("网格员", 2, "")
    assert page.total[1].query == "上报:2025-05"


def test_what_was_open_then_and_is_done_now_is_still_listed_as_open_then():
    ledger = kit.MemoryLedger()
    done(ledger, "2025-05-06 09:00", "2025-06-07 09:00")
    done(ledger)
    row = next(row for row in kit.sheet(report(ledger), "总体情况").rows if row[0] == "期末未结")
    assert ledger.listed(row[1].query) == {"WG0001"}


def test_an_older_event_that_the_line_would_also_find_takes_the_line_away():
    ledger = kit.MemoryLedger()
    ledger.bring(now="2025-04-20 09:00", reported_at="2025-04-06 09:00", state="已归档")
    still_open(ledger)
    row = next(row for row in kit.sheet(report(ledger), "总体情况").rows if row[0] == "期末未结")
    assert row[1].value == 1
    assert ledger.listed(row[1].query) == {"WG0002"}
    assert "-办结" not in row[1].query


@pytest.mark.parametrize("value", ["甲|乙", "全宽：冒号", ">甲", "1..2", "甲 乙"])
def test_a_value_that_the_query_language_would_read_as_signs_is_quoted(value):
    ledger = kit.MemoryLedger()
    done(ledger, source=value)
    found = kit.sheet(report(ledger), "按来源").rows[0][1]
    assert found.query == f'上报:2025-05 来源:"{value}"'
    assert ledger.listed(found.query) == {"WG0001"}


@pytest.mark.parametrize("value", ["空", '引"号', "城市网格"])
def test_a_value_that_the_query_language_would_read_otherwise_has_no_query(value):
    ledger = kit.MemoryLedger()
    done(ledger, source=value)
    assert kit.sheet(report(ledger), "按来源").rows[0][1] == Figure(1)


def test_an_event_typed_in_later_for_an_earlier_day_takes_the_line_only_from_its_own_figures():
    ledger = kit.MemoryLedger()
    done(ledger, source="网格员")
    late = ledger.registered("2025-06-02 09:00", source="窗口来访")
    ledger.events[late - 1][0].changes["reported_at"] = kit.at("2025-05-31 20:00")
    made = report(ledger)
    assert kit.sheet(made, "按来源").total[1].query == ""
    assert kit.sheet(made, "按来源").rows[0][1].query == "上报:2025-05 来源:网格员"


# quality


@pytest.mark.parametrize(
    "result",
    [
        "请实际了解情况，予以关注。",
        "镇街科室: 请实际了解情况，予以关注。",
        "村社区：\t烦请车站社区予以关注",
        "麻烦宝善社区跟进一下",
        "请社区介入化解矛盾，",
        "敬请综治办了结此事",
        "请通过法律途径处理",
        "请派出所会同经济发展办了解过程后处置",
    ],
)
def test_an_answer_that_only_passes_the_matter_on_is_an_instruction(result):
    assert only_instructs(result)


@pytest.mark.parametrize(
    "result",
    [
        "",
        "镇街科室: ",
        "现场已调解，请社区予以关注。",
        "请社区关注此事，已转市场监管所跟进",
        "请双方到社区，经调解互相道歉。",
        "请来调解员，双方握了手",
        "请双方坐下来谈过，暂无异议",
        "请当事人到场，双方达成协议",
        "请示领导后，同意退款",
        "请求不予支持",
        "双方自行协商",
        "社区会持续关注",
    ],
)
def test_an_answer_that_says_what_was_done_is_none(result):
    assert not only_instructs(result)


def test_quality_counts_the_months_new_events_as_they_are_today():
    ledger = kit.MemoryLedger()
    done(ledger, done="2025-06-07 09:00", result="村社区: 请社区关注", community="宝善社区")
    done(ledger, done="2025-05-06 09:05", result="复杂问题系统自动办结", community="宝善社区")
    done(ledger, done="2025-05-06 09:06", result="已劝和", community="公众社区", missing="二级分类")
    filled = done(ledger, result="已劝和", community="宝善社区", missing="二级分类、地点")
    ledger.step(filled, A.CORRECT, S.ARCHIVED, "2025-07-08 09:00", subcategory="邻里纠纷", place="宝善路")
    page = kit.sheet(report(ledger), "质量")
    counted = {name: value for name, (value, *_) in kit.lines(page).items()}
    assert counted == {"只写指示未写结果": 1, "系统自动办结": 1, "5分钟内办结": 1, "未落格": 1, "待补：二级分类": 1}
    automatic = next(row for row in page.rows if row[0] == "系统自动办结")
    assert automatic[1].query == "上报:2025-05 处置结果:系统自动办结"


# names


def test_nothing_of_a_person_stands_on_any_sheet():
    ledger = kit.MemoryLedger()
    secret = {"caller": "欧阳娜娜", "caller_phone": "13812345678", "worker": "王小二", "text": "反映人欧阳女士电话13812345678说楼上漏水"}
    still_open(ledger, due_at="2025-05-10 00:00", **secret)
    done(ledger, **secret)
    everything = repr(report(ledger))
    assert "1381" not in everything
    assert "王小二" not in everything
    assert "欧阳" not in everything


def test_the_report_reads_the_ledger_twice_and_counts_little():
    class Watched(kit.MemoryLedger):
        asked = ()

        def lives(self, since, until):
            self.asked = (*self.asked, until)
            return super().lives(since, until)

        def count(self, query, *, at_most=0):
            self.asked = (*self.asked, "count")
            return super().count(query)

    ledger = Watched()
    for day in range(1, 29):
        done(ledger, f"2025-05-{day:02} 09:00", f"2025-05-{day:02} 19:00", subcategory=f"第{day}类", community=f"第{day}社区")
    report(ledger)
    assert [each for each in ledger.asked if each != "count"] == [kit.at("2025-06-01 00:00"), FAR]
    assert ledger.asked.count("count") <= 6


def test_the_report_says_which_office_and_which_month():
    ledger = kit.MemoryLedger()
    done(ledger)
    made = report(ledger)
    assert (made.name, made.title, made.office, made.period) == ("月报", "2025年5月网格事件月报", "东街街道网格中心", "2025年5月")
    assert [page.name for page in made.sheets] == [
        *("总体情况", "按处置层级", "按来源", "按镇街", "按社区", "按类别", "按承办单位"),
        *("超期清单", "质量", "社区排名", "填表说明"),
    ]


def test_the_clock_is_asked_when_nobody_says_the_time():
    ledger = kit.MemoryLedger()
    soon = datetime.now(CHINA) + timedelta(minutes=5)
    month = f"{soon:%Y-%m}"
    ledger.bring(now=f"{soon:%Y-%m-%d %H:%M}", reported_at=f"{month}-01 00:00", due_at=f"{soon:%Y-%m-%d %H:%M}", state="处置中")
    made = month_report(ledger, ledger.settings, kit.CATALOGUE, MonthRequest(month))
    assert kit.sheet(made, "超期清单").rows == ()


def test_every_breakdown_adds_up_by_named_columns_whichever_way_events_left():
    ledger = kit.MemoryLedger()
    for state in (S.REFUSED, S.NOT_FILED, S.MERGED, S.VOID, S.RECALLED, S.TRANSFERRED):
        event = ledger.registered("2025-05-06 09:00", category="市容环境" if state is S.MERGED else None)
        ledger.step(event, A.NOTE, state, "2025-05-07 09:00")
    done(ledger, category="市容环境", unit="市监所", done_unit="市监所", community="东街社区")
    still_open(ledger, category="市容环境", unit="市监所", community="东街社区")
    for _ in range(4):
        still_open(ledger, category="市容环境", unit="市监所", community="东街社区")
    gone = ledger.registered("2025-05-06 09:00", category="市容环境", unit="市监所", community="东街社区")
    ledger.step(gone, A.NOTE, S.TRANSFERRED, "2025-05-08 09:00")
    made = report(ledger)
    exits = ["并案", "作废", "撤回", "转出", "不予受理", "不予立案"]
    for page in made.sheets:
        labels = [column.label for column in page.columns]
        if page.name.startswith("按"):
            assert [label for label in labels if label in exits] == exits
            sums = [{name: value_of(cell) for name, cell in zip(labels, row, strict=True)} for row in (*page.rows, page.total)]
            for row in sums:
                assert row["新增"] - row["办结"] - sum(row[name] for name in exits) == row["期末未结"], (page.name, row)
            assert {name: sum(row[name] for row in sums[:-1]) for name in ("新增", *exits)} == {
                name: sums[-1][name] for name in ("新增", *exits)
            }
            assert "期末未结 ＝ 新增 － 办结 － 并案" in page.notes[0]
    units = {row[0] for row in kit.sheet(made, "按承办单位").rows}
    assert units == {"市监所", *(f"〔{name}〕" for name in exits)}, "nobody has to fill in the unit of what was refused"
    place = kit.sheet(made, "社区排名")
    assert [column.label for column in place.columns][2:6] == ["应办", "办结", "其他去向", "期末未结"]
    assert [value_of(cell) for cell in place.rows[0]][2:6] == [7, 1, 1, 5]


def test_a_breakdown_that_does_not_add_up_is_not_written():
    whole = tally(())
    with pytest.raises(WanggeError) as refused:
        check_parts((replace(whole, new=1, open=1),), whole, "2025-05")
    assert refused.value.code == "identity_broken"
    with pytest.raises(WanggeError):
        check_parts((replace(whole, new=1),), replace(whole, new=1), "2025-05")
