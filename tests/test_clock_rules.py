"""Clocks: pauses, office hours, unknown years, and what suspension, delay and reopening do to the due times."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.clocks import limits_fact
from tests.ledger_tools import SENT, at, dispatched, refused, register
from wangge.calendar import Calendar, OfficeHours, OwnDays, national, statutory_days
from wangge.clocks import Clocks
from wangge.lifecycle import ONE_KEY_DISPATCH, Action
from wangge.limit_table import DEFAULT, LimitRow, LimitTable, Span, Stage
from wangge.limits import Limit, deadline, shifted, worked
from wangge.limits import before as ahead
from wangge.policy import Policy
from wangge.settings import Settings

unhurried = settings(deadline=None)
SHOP = OfficeHours.parse(["08:00-18:00"])
LUNCH = OfficeHours.parse(["08:00-12:00", "14:00-18:00"])


def plain(hours):
    """A calendar on which only weekends are off."""
    return Calendar(frozenset(), frozenset(), frozenset(range(2020, 2031)), hours)


def moment(text):
    return datetime.fromisoformat(text)


def due(limit, start, *pauses, calendar=None):
    spans = [(moment(begin), moment(end)) for begin, end in pauses]
    return deadline(Limit.parse(limit), moment(start), calendar or national(), spans)


def test_ten_working_days_of_an_appraisal_are_not_counted():
    found = due("30工作日", "2026-02-13 09:00", ("2026-03-02", "2026-03-14"))
    assert found.due == moment("2026-04-17 17:30")
    assert sum(day.why == "暂停，不计" for day in found.days) == 10
    assert due("30工作日", "2026-02-13 09:00").due == moment("2026-04-02 17:30")


def test_a_clock_that_stands_still_over_a_weekend_loses_no_working_day_by_it():
    assert due("5工作日", "2026-03-09 09:00", ("2026-03-13 18:00", "2026-03-16 00:00")).due == due("5工作日", "2026-03-09 09:00").due
    assert due("5工作日", "2026-03-09 09:00", ("2026-03-13 10:00", "2026-03-16 10:00")).due == moment("2026-03-17 17:30")
    kept = due("16工作时", "2026-03-13 14:00", ("2026-03-13 18:00", "2026-03-16 08:00"), calendar=plain(LUNCH))
    assert kept.due == due("16工作时", "2026-03-13 14:00", calendar=plain(LUNCH)).due


def test_pauses_that_touch_or_overlap_are_not_left_out_twice():
    once = due("10工作日", "2026-03-02 09:00", ("2026-03-03 10:00", "2026-03-06 10:00"))
    assert due("10工作日", "2026-03-02 09:00", ("2026-03-03 10:00", "2026-03-05 11:00"), ("2026-03-05 11:00", "2026-03-06 10:00")) == once
    assert due("10工作日", "2026-03-02 09:00", ("2026-03-04 00:00", "2026-03-06 10:00"), ("2026-03-03 10:00", "2026-03-05 11:00")) == once


def test_a_pause_is_counted_in_the_unit_of_the_limit():
    pause = ("2026-03-10 10:00", "2026-03-10 15:00")
    assert due("3工作日", "2026-03-09 09:00", pause).due == due("3工作日", "2026-03-09 09:00").due
    assert due("24小时", "2026-03-09 09:00", ("2026-03-09 10:00", "2026-03-09 15:00")).due == moment("2026-03-10 14:00")
    assert due("90分钟", "2026-03-10 09:30", pause).due == moment("2026-03-10 16:00")
    # from 10 to 15 the office is open for three hours only
    assert due("4工作时", "2026-03-10 09:00", pause, calendar=plain(LUNCH)).due == moment("2026-03-10 18:00")
    assert due("5自然日", "2026-03-09 09:00", ("2026-03-10 10:00", "2026-03-12 15:00")).due == moment("2026-03-16 17:30")


def test_a_pause_before_the_start_or_after_the_end_changes_nothing():
    alone = due("3工作日", "2026-03-09 09:00")
    assert due("3工作日", "2026-03-09 09:00", ("2026-03-01", "2026-03-08"), ("2026-03-20", "2026-03-25")) == alone


def test_a_warning_before_a_deadline_that_wrapped_to_the_next_morning_is_in_that_morning():
    assert due("4工作时", "2026-03-09 17:00", calendar=plain(SHOP)).due == moment("2026-03-10 11:00")
    assert ahead(Limit.parse("1工作时"), moment("2026-03-10 11:00"), plain(SHOP)) == moment("2026-03-10 10:00")
    assert ahead(Limit.parse("4工作时"), moment("2026-03-10 11:00"), plain(SHOP)) == moment("2026-03-09 17:00")


def test_a_warning_falls_on_no_rest_day_unless_its_limit_runs_around_the_clock():
    assert ahead(Limit.parse("1工作日"), moment("2026-10-08 17:30"), national()) == moment("2026-09-30 17:30")
    assert ahead(Limit.parse("1自然日"), moment("2026-10-08 17:30"), national()) == moment("2026-09-30 17:30")
    assert ahead(Limit.parse("2工作时"), moment("2026-10-08 09:00"), national()) == moment("2026-09-30 16:00")
    assert ahead(Limit.parse("30分钟"), moment("2026-10-04 00:10"), national()) == moment("2026-10-03 23:40")
    assert ahead(Limit.parse("2小时"), moment("2026-10-04 01:00"), national()) == moment("2026-10-03 23:00")


def test_what_begins_ten_minutes_before_closing_goes_on_at_the_next_opening():
    assert due("1工作时", "2026-03-09 17:20").due == moment("2026-03-10 09:20")
    assert due("1工作时", "2026-03-13 17:20").due == moment("2026-03-16 09:20")


@pytest.mark.parametrize("start", ["2026-03-09 18:30", "2026-03-10 03:00", "2026-03-10 08:30"])
def test_what_begins_outside_office_hours_begins_at_the_next_opening(start):
    assert due("2工作时", start).due == moment("2026-03-10 10:30")


def test_sixteen_hours_of_eight_hour_days_are_two_working_days():
    assert due("16工作时", "2026-03-09 08:00", calendar=plain(LUNCH)).due == moment("2026-03-10 18:00")


def test_the_lunch_hour_is_not_office_time():
    assert due("1工作时", "2026-03-09 11:30").due == moment("2026-03-09 14:00")
    assert worked(moment("2026-03-09 11:00"), moment("2026-03-09 14:30"), national()) == timedelta(hours=2)


def test_a_local_rest_day_carries_its_reason_into_the_explanation():
    own = national().with_local(rest={date(2026, 11, 20): "台风"}, work={date(2026, 11, 21): "补班"})
    found = due("3工作日", "2026-11-18 09:00", calendar=own)
    told = [(f"{day.day:%m-%d}", day.counted, day.why) for day in found.days]
    assert told[1:3] == [("11-20", 0, "本地休息日（台风）"), ("11-21", 2, "本地上班（补班）")]


def test_an_unknown_year_gives_a_range_and_never_a_sure_date():
    year = max(national().years) + 1
    found = due("20工作日", f"{year}-01-20 09:00")
    assert not found.certain
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest < found.due < found.latest
    known = due("20工作日", f"{year - 1}-03-20 09:00")
    assert (known.certain, known.earliest, known.latest) == (True, None, None)


UNKNOWN = Calendar(frozenset(), frozenset(), frozenset({2026}))
"""A calendar that knows 2026 and no holiday in it, so that 2027 and later are unannounced."""


@pytest.mark.parametrize(
    ("start", "limit", "end", "earliest"),
    [
        ("2026-12-31 09:00", "1工作日", "2027-01-04", "2027-01-04"),
        ("2027-09-30 09:00", "1工作日", "2027-10-04", "2027-10-04"),
        ("2027-09-30 09:00", "1自然日", "2027-10-04", "2027-10-04"),
        ("2028-04-28 09:00", "1工作日", "2028-05-03", "2028-04-29"),
        ("2027-04-02 09:00", "1工作日", "2027-04-06", "2027-04-06"),
        ("2027-02-04 09:00", "1工作日", "2027-02-09", "2027-02-09"),
        ("2027-06-08 09:00", "1工作日", "2027-06-10", "2027-06-10"),
        ("2027-09-14 09:00", "1工作日", "2027-09-16", "2027-09-16"),
        ("2027-09-30 16:30", "2工作时", "2027-10-04", "2027-10-04"),
        ("2040-09-28 09:00", "1工作日", "2040-10-04", "2040-10-04"),
    ],
)
def test_the_statutory_days_of_a_year_without_a_notice_are_no_working_days(start, limit, end, earliest):
    found = deadline(Limit.parse(limit), datetime.fromisoformat(start), UNKNOWN)
    assert found.earliest is not None
    assert (f"{found.due:%Y-%m-%d}", f"{found.earliest:%Y-%m-%d}", found.certain) == (end, earliest, False)


def test_the_statutory_days_are_those_of_the_announced_years_too():
    for year, lunar in {2025: (28, 29, 30, 31), 2026: ()}.items():
        days = {*statutory_days(year), *(date(year, 1, day) for day in lunar)}
        assert [day for day in days if national().is_working(day)] == []
        assert len(days) == (11 if year == 2025 else 7)
    assert {date(2025, 4, 4), date(2026, 4, 5), date(2028, 4, 4)} <= {*statutory_days(2025), *statutory_days(2026), *statutory_days(2028)}
    assert UNKNOWN.why(date(2027, 10, 1)) == "法定节假日"
    assert UNKNOWN.with_local(work=[date(2027, 10, 1)]).is_working(date(2027, 10, 1)), "an office may work on it all the same"


@unhurried
@given(st.dates(date(2025, 1, 1), date(2026, 11, 1)), st.integers(1, 30), st.sampled_from(["工作日", "自然日", "工作时"]))
def test_the_range_of_a_year_held_unknown_holds_what_the_notice_then_said(day, number, unit):
    """The years 2025 and 2026 as somebody saw them who knew no notice of theirs."""
    known = national()
    blind = Calendar(
        frozenset(each for each in known.off if each.year < 2025),
        frozenset(each for each in known.work if each.year < 2025),
        frozenset(year for year in known.years if year < 2025),
    )
    blind.__dict__["bounds"] = _bounds_with_moons(blind)
    start = datetime.combine(day, datetime.min.time().replace(hour=9))
    told, seen = deadline(Limit.parse(f"{number}{unit}"), start, known), deadline(Limit.parse(f"{number}{unit}"), start, blind)
    assert not seen.certain
    assert seen.earliest <= told.due <= seen.latest


def _bounds_with_moons(calendar):
    """The bounds, as the lunar table would give them were 2025 and 2026 in it."""
    with pytest.MonkeyPatch.context() as patch:
        moons = {
            2025: (date(2025, 1, 29), date(2025, 5, 31), date(2025, 10, 6)),
            2026: (date(2026, 2, 17), date(2026, 6, 19), date(2026, 9, 25)),
        }
        patch.setattr("wangge.calendar._MOONS", moons)
        return calendar.bounds


@unhurried
@given(st.datetimes(datetime(2025, 1, 1), datetime(2026, 9, 1)), st.integers(1, 30), st.integers(0, 200), st.integers(1, 300))
def test_a_pause_never_brings_a_deadline_forward(start, number, wait, length):
    pause = (start + timedelta(hours=wait), start + timedelta(hours=wait + length))
    for unit in ("工作日", "自然日", "工作时", "小时", "分钟"):
        limit = Limit.parse(f"{number}{unit}")
        assert deadline(limit, start, national(), [pause]).due >= deadline(limit, start, national()).due
    assert deadline(Limit.parse(f"{number}小时"), start, national(), [pause]).due in {
        start + timedelta(hours=number),
        start + timedelta(hours=number + length),
    }


def test_a_due_time_without_a_rule_moves_by_the_office_hours_of_the_pause():
    pause = (moment("2026-03-09 08:30"), moment("2026-03-11 08:30"))
    assert shifted(moment("2026-03-13 17:30"), pause, national()) == moment("2026-03-17 17:30")
    weekend = (moment("2026-03-13 18:00"), moment("2026-03-16 08:00"))
    assert shifted(moment("2026-03-18 17:30"), weekend, national()) == moment("2026-03-18 17:30")
    assert shifted(moment("2026-03-06 17:30"), pause, national()) == moment("2026-03-06 17:30")


# the same on events of a ledger; its clock stands at Friday noon, 20 November 2026


def suspended(office, event, **more):
    given = {"reason": "等司法鉴定", "review_on": "2026-12-20", **more}
    return office.ledger.act(event.no, Action.SUSPEND, office.actor(), given)


def signed(office, **given):
    event = dispatched(office, **given)
    return office.ledger.act(event.no, Action.SIGN, office.actor())


def test_a_listed_reason_stops_the_clock_and_resuming_counts_the_limit_again_without_the_pause(office, clock):
    event = signed(office)
    assert event["due_at"] == at("2026-11-27 17:30")
    clock.forward(days=3)
    suspended(office, event, reason_code="鉴定")
    clock.forward(days=9)
    event = office.ledger.act(event.no, Action.RESUME, office.actor())
    # away from Monday the 23rd to Wednesday the 2nd: seven working days
    assert (event["due_at"], event["unit_due_at"]) == (at("2026-12-08 17:30"),) * 2
    assert event.extra["pauses"] == f"{at('2026-11-23 12:00')}/{at('2026-12-02 12:00')}"
    assert "paused_at" not in event.extra


def test_another_limit_table_meanwhile_keeps_the_pause_and_the_limit_of_the_event(office, clock):
    event = signed(office)
    suspended(office, event, reason_code="鉴定")
    shorter = LimitTable((LimitRow(DEFAULT, DEFAULT, DEFAULT, {Stage.HANDLE: Span(Limit.parse("2工作日"))}),))
    action, data = limits_fact(shorter, office.now())
    office.ledger.note_office(action, data, office.actor())
    clock.forward(days=3)
    event = office.ledger.act(event.no, Action.RESUME, office.actor())
    assert (event["due_at"], event.extra["limit_rule"]) == (at("2026-11-30 17:30"), "5工作日")


def test_a_reason_that_is_not_listed_stops_nothing(office, clock):
    event = signed(office)
    suspended(office, event, reason_code="资金未到位")
    clock.forward(days=9)
    event = office.ledger.act(event.no, Action.RESUME, office.actor())
    assert event["due_at"] == at("2026-11-27 17:30")
    assert "pauses" not in event.extra


def test_a_second_pause_adds_to_the_first_and_counts_no_day_twice(office, clock):
    event = signed(office)
    for _ in range(2):
        suspended(office, event, reason_code="鉴定")
        clock.forward(days=3)
        event = office.ledger.act(event.no, Action.RESUME, office.actor())
    # Friday to Monday and Monday to Thursday are one span of four working days
    assert event["due_at"] == at("2026-12-03 17:30")


def test_a_due_time_that_came_with_the_event_moves_by_the_hours_it_was_paused(office, clock):
    event = signed(office, due_at="2026-11-30 12:00")
    suspended(office, event, reason_code="鉴定")
    clock.forward(days=3, hours=4)
    event = office.ledger.act(event.no, Action.RESUME, office.actor())
    # four hours on Friday afternoon, six until Monday at 16:00
    assert event["due_at"] == at("2026-12-01 16:00")


def test_a_pause_lasts_no_longer_than_its_own_limit(office, clock):
    office.rules.clocks.settings = limited = Settings(policy=Policy(pauses={"鉴定": Limit.parse("2工作日")}))
    office.rules.settings = limited
    event = signed(office)
    suspended(office, event, reason_code="鉴定")
    clock.forward(days=14)
    event = office.ledger.act(event.no, Action.RESUME, office.actor())
    assert event["due_at"] == at("2026-12-01 17:30")
    assert "2工作日" in office.queries.steps(event)[-1].data["pause_limit"]


@pytest.mark.parametrize(("pauses", "kept"), [(False, "2026-11-27 17:30"), (True, "2026-12-02 17:30")])
def test_a_delay_that_is_being_decided_stops_the_clock_only_where_the_office_says_so(office, clock, pauses, kept):
    office.rules.clocks.settings = office.rules.settings = Settings(policy=Policy(delay_pauses=pauses))
    event = signed(office)
    office.ledger.act(event.no, Action.ASK_DELAY, office.actor(), {"reason": "材料未齐", "days": 2})
    clock.forward(days=5)
    event = office.ledger.act(event.no, Action.DENY_DELAY, office.actor(), {"reason": "不需要"})
    assert event["due_at"] == at(kept)


def test_a_granted_delay_comes_on_top_of_the_pause(office, clock):
    office.rules.clocks.settings = office.rules.settings = Settings(policy=Policy(delay_pauses=True))
    event = signed(office)
    office.ledger.act(event.no, Action.ASK_DELAY, office.actor(), {"reason": "材料未齐", "days": 2})
    clock.forward(days=5)
    event = office.ledger.act(event.no, Action.GRANT_DELAY, office.actor(), {"days": 2})
    assert event["due_at"] == at("2026-12-04 17:30")


def test_another_unit_after_a_pause_keeps_the_pause_for_the_promise_and_gets_its_own_limit(office, clock):
    event = signed(office)
    suspended(office, event, reason_code="鉴定")
    clock.forward(days=3)
    event = office.ledger.act(event.no, Action.REASSIGN, office.actor(), {"unit": "综合执法中队", "reason": "错派"})
    assert event["due_at"] == at("2026-11-30 17:30")
    assert event["unit_due_at"] == at("2026-11-30 17:30")
    assert event.extra["limit_from"] == at("2026-11-23 12:00")
    assert "paused_at" not in event.extra


def test_a_reopened_event_is_not_overdue_at_once(office, clock):
    event = signed(office)
    office.ledger.act(event.no, Action.DONE, office.actor(), {"result": "已修好，反映人认可"})
    office.ledger.act(event.no, Action.CLOSE, office.actor())
    clock.forward(days=40)
    event = office.ledger.act(event.no, Action.REOPEN, office.actor(), {"reason": "又坏了"})
    assert event["due_at"] > office.now()
    assert event.extra["limit_from"] == office.now()


def test_a_limit_that_crosses_into_an_unknown_year_is_told_with_its_range(office, clock):
    clock.at = datetime.fromisoformat(f"{max(national().years)}-12-30T04:00:00+00:00")
    event = office.ledger.act(register(office).no, ONE_KEY_DISPATCH, office.actor(), {**SENT, "limit": "30工作日"})
    doubt = office.queries.steps(event)[-1].data["limit_doubt"]
    assert "最早" in doubt
    assert "最晚" in doubt


def test_office_hours_and_local_days_are_the_offices_own():
    days = OwnDays(SHOP, (date(2026, 11, 23),), (date(2026, 11, 21),))
    clocks = Clocks(Settings(), days.on(national()))
    found = clocks.deadline(Limit.parse("2工作日"), at("2026-11-20 09:00"))
    assert found.due == moment("2026-11-24 18:00")


def test_a_delay_asked_too_late_is_still_refused(office, clock):
    event = signed(office)
    clock.forward(days=30)
    refused("delay_late", office.ledger.act, event.no, Action.ASK_DELAY, office.actor(), {"reason": "忙", "days": 2})
