"""Running clocks: which clocks an event has in each state, and that the ledger keeps exactly those beside it."""

import sqlite3
from contextlib import closing

import pytest

from console.office import LEDGER, Office
from tests.ledger_tools import SENT, at, bring, dispatched, everything, planned, register, rows, statements, work
from wangge.calendar import national
from wangge.clocks import Clocks, running
from wangge.lifecycle import HARD_ONES, ONE_KEY_DISPATCH, Action
from wangge.limit_table import DEFAULT, LimitRow, LimitTable, Span, Stage
from wangge.limits import Limit
from wangge.policy import Policy
from wangge.settings import Settings
from wangge.times import Instant


def limit(text):
    return Limit.parse(text)


def span(red, amber=""):
    return Span(limit(red), limit(amber) if amber else None)


WHOLE = LimitTable(
    (
        LimitRow(
            DEFAULT,
            DEFAULT,
            DEFAULT,
            {
                Stage.ACCEPT: span("2工作时", "1工作时"),
                Stage.VERIFY: span("4小时"),
                Stage.SIGN: span("1工作日"),
                Stage.CONTACT: span("24小时"),
                Stage.HANDLE: span("5工作日", "3工作日"),
                Stage.CHECK: span("2工作日"),
                Stage.CALL_BACK: span("3工作日"),
            },
        ),
        LimitRow(DEFAULT, DEFAULT, "特急", {Stage.SIGN: span("30分钟"), Stage.HANDLE: span("24小时")}),
    )
)


@pytest.fixture
def timed(office):
    """The office with a limit for every stage."""
    office.rules.clocks.follow(national(), [(Instant(""), WHOLE)])
    return office


def kinds(office, event):
    return {clock.kind: clock.due for clock in office.queries.clocks(office.queries.event(event.no))}


def kept(office):
    """What the table holds and what it should hold, by event."""
    told = {}
    for event, *clock in rows(office, 'SELECT event, kind, start, "limit", row, amber, due, certain FROM clocks ORDER BY event, kind'):
        told.setdefault(event, []).append(tuple(clock))
    should = {
        event.id: sorted(
            (str(c.kind), c.start, c.limit, c.row, c.amber, c.due, int(c.certain)) for c in running(event.known, office.rules.clocks)
        )
        for event in everything(office)
    }
    return told, {event: clocks for event, clocks in should.items() if clocks}


def test_each_stage_of_an_event_has_its_own_clocks(timed, clock):
    act, clerk = timed.ledger.act, timed.actor()
    event = register(timed, caller="张三", caller_phone="13812345678")
    assert kinds(timed, event) == {"受理": at("2026-11-20 15:30")}
    act(event.no, ONE_KEY_DISPATCH, clerk, SENT)
    assert kinds(timed, event) == {"签收": at("2026-11-23 17:30"), "联系": at("2026-11-21 12:00"), "办理": at("2026-11-27 17:30")}
    act(event.no, Action.SIGN, clerk)
    act(event.no, Action.CONTACT, clerk, {"note": "已说明进展"})
    assert kinds(timed, event) == {"办理": at("2026-11-27 17:30")}
    act(event.no, Action.SUPERVISE, clerk, {"level": "黄牌", "note": "加快", "reply_by": "2026-11-24 12:00"})
    assert kinds(timed, event) == {"督办": at("2026-11-24 12:00"), "办理": at("2026-11-27 17:30")}
    act(event.no, Action.DONE, clerk, {"result": "已调解，双方签字"})
    assert kinds(timed, event) == {"核查": at("2026-11-24 17:30"), "回访": at("2026-11-25 17:30")}
    act(event.no, Action.CLOSE, clerk, {"satisfaction": "满意"})
    assert kinds(timed, event) == {}


def test_a_matter_that_fits_nothing_has_one_day_and_a_look_has_the_time_it_was_given(timed):
    act, clerk = timed.ledger.act, timed.actor()
    hard = register(timed, category="其他")
    act(hard.no, HARD_ONES, clerk, {"category": "其他", "hard_owner": "张某", "reason": "清单没有"})
    assert kinds(timed, hard) == {"疑难": at("2026-11-23 17:30")}
    act(hard.no, Action.DISPATCH, clerk, {"unit": "司法所"})
    assert "疑难" not in kinds(timed, hard)
    looked = register(timed)
    act(looked.no, Action.SEND_VERIFY, clerk, {"worker_to_verify": "老周", "reply_by": "2026-11-20 16:00"})
    assert kinds(timed, looked) == {"核实": at("2026-11-20 16:00")}
    other = register(timed)
    act(other.no, Action.SEND_VERIFY, clerk, {"worker_to_verify": "老周"})
    assert kinds(timed, other) == {"核实": at("2026-11-20 16:00")}


def test_what_is_due_on_a_day_is_due_when_its_office_hours_end(timed):
    act, clerk = timed.ledger.act, timed.actor()
    event = dispatched(timed)
    act(event.no, Action.SIGN, clerk)
    act(event.no, Action.SUPERVISE, clerk, {"level": "黄牌", "note": "加快", "reply_by": "2026-11-24"})
    act(event.no, Action.SUSPEND, clerk, {"reason": "等司法鉴定", "review_on": "2026-12-20"})
    assert {kind: kinds(timed, event)[kind] for kind in ("督办", "复查")} == {
        "督办": at("2026-11-24 17:30"),
        "复查": at("2026-12-20 17:30"),
    }
    minute = dispatched(timed)
    act(minute.no, Action.SIGN, clerk)
    act(minute.no, Action.SUSPEND, clerk, {"reason": "等司法鉴定", "review_on": "2026-12-20 09:00"})
    assert kinds(timed, minute)["复查"] == at("2026-12-20 09:00")
    looked = register(timed)
    act(looked.no, Action.SEND_VERIFY, clerk, {"worker_to_verify": "老周", "reply_by": "2026-11-23"})
    assert kinds(timed, looked)["核实"] == at("2026-11-23 17:30")
    moved = act(dispatched(timed).no, Action.MOVE_DUE, clerk, {"due_at": "2026-12-01", "reason": "台风"})
    assert (moved["due_at"], moved["unit_due_at"]) == (at("2026-12-01 17:30"), at("2026-12-01 17:30"))


def test_a_row_of_the_level_is_preferred_for_its_stages_only(timed):
    event = register(timed, urgency="特急", caller="张三", caller_phone="13812345678")
    timed.ledger.act(event.no, ONE_KEY_DISPATCH, timed.actor(), SENT)
    assert kinds(timed, event) == {"签收": at("2026-11-20 12:30"), "联系": at("2026-11-21 12:00"), "办理": at("2026-11-21 12:00")}


def test_a_clock_warns_at_the_yellow_limit(timed):
    event = dispatched(timed)
    (handling,) = (clock for clock in timed.queries.clocks(event) if clock.kind == "办理")
    assert (handling.amber, handling.limit, handling.row, handling.certain) == (at("2026-11-25 17:30"), "5工作日", DEFAULT, True)


def test_a_due_time_that_was_put_off_takes_its_warning_along(timed):
    event = dispatched(timed)
    act, clerk = timed.ledger.act, timed.actor()
    act(event.no, Action.SIGN, clerk)
    act(event.no, Action.ASK_DELAY, clerk, {"reason": "材料未齐", "days": 3})
    act(event.no, Action.GRANT_DELAY, clerk, {"days": 3})
    (handling,) = timed.queries.clocks(event)
    assert (handling.due, handling.amber) == (at("2026-12-02 17:30"), at("2026-11-30 17:30"))


def test_a_paused_event_has_the_clock_of_its_pause_instead(office, clock):
    office.rules.clocks.settings = office.rules.settings = Settings(policy=Policy(pauses={"鉴定": limit("10工作日")}))
    event = dispatched(office)
    act, clerk = office.ledger.act, office.actor()
    act(event.no, Action.SIGN, clerk)
    act(event.no, Action.SUSPEND, clerk, {"reason": "等司法鉴定", "reason_code": "鉴定", "review_on": "2026-12-20 09:00"})
    assert kinds(office, event) == {"暂停": at("2026-12-04 17:30"), "复查": at("2026-12-20 09:00")}
    clock.forward(days=10)
    assert not office.queries.count(query(office, "时限:超期"))
    act(event.no, Action.RESUME, clerk)
    assert kinds(office, event).keys() == {"办理"}


def query(office, line):
    from wangge.query import parse

    return parse(line, office.catalogue.fields())


def test_the_due_time_of_the_unit_is_a_clock_of_its_own_where_it_differs(office, clock):
    event = dispatched(office)
    clock.forward(days=3)
    office.ledger.act(event.no, Action.REASSIGN, office.actor(), {"unit": "综合执法中队", "reason": "错派"})
    assert kinds(office, event) == {"办理": at("2026-11-27 17:30"), "单位交回": at("2026-11-30 17:30")}


def test_a_query_finds_what_is_to_be_warned_about_and_what_is_signed_too_late(timed, clock):
    late, fresh = dispatched(timed), None
    clock.forward(days=5, hours=6)
    fresh = dispatched(timed)
    found = {line: {event.no for event in timed.queries.each(query(timed, line))} for line in ("时限:预警", "时限:签收超期", "时限:超期")}
    assert found == {"时限:预警": {late.no}, "时限:签收超期": {late.no}, "时限:超期": set()}
    assert fresh.no != late.no


def test_an_order_of_another_system_has_its_own_clocks():
    clocks = Clocks(Settings(), national())
    told = {
        "state": "处置中",
        "upstream_state": "待签收",
        "upstream_sign_by": "2026-11-20T09:00:00Z",
        "upstream_due": "2026-11-25T09:00:00Z",
    }
    assert [clock.kind for clock in running(told, clocks)] == ["上级签收", "上级回单"]
    assert [clock.kind for clock in running({**told, "upstream_state": "已签收"}, clocks)] == ["上级回单"]
    assert running({**told, "upstream_state": "已回单"}, clocks) == ()
    assert running({**told, "state": "已归档"}, clocks) == ()


def test_clocks_come_in_the_same_commit_and_in_a_constant_number_of_statements(timed):
    events = [register(timed, text=f"第{place}栋漏水", caller="张三", caller_phone="13812345678").no for place in range(20)]
    with statements(timed) as few:
        timed.ledger.act(events[0], ONE_KEY_DISPATCH, timed.actor(), SENT)
    said = [statement for statement in few if "O clocks" in statement or "M clocks" in statement]
    assert [statement.split()[0] for statement in said] == ["DELETE", "INSERT"]
    assert len(few) <= 12
    assert few[-1] == "COMMIT"
    with statements(timed) as many:
        timed.ledger.act_many(events[1:], ONE_KEY_DISPATCH, timed.actor(), SENT)
    assert [statement.split()[0] for statement in many if "O clocks" in statement or "M clocks" in statement] == ["DELETE", "INSERT"]
    told, should = kept(timed)
    assert told == should != {}


def test_the_table_follows_random_work_and_undo(timed, clock):
    from random import Random

    work(timed, clock, Random(5), 150)
    while timed.ledger.clocks_pending(20):
        pass
    told, should = kept(timed)
    assert told == should != {}


def test_imported_events_get_their_clocks_behind_a_mark(timed):
    register(timed)
    bring(timed, [planned(number, due_at=at("2026-11-30 17:30")) for number in range(30)])
    register(timed, text="后来的一件")
    assert len(rows(timed, "SELECT DISTINCT event FROM clocks")) == 2
    steps = []
    while passed := timed.ledger.clocks_pending(10):
        steps.append(passed)
    assert steps == [10, 10, 10, 2] or sum(steps) == 31
    told, should = kept(timed)
    assert told == should
    assert len(told) == 32


def test_a_new_event_needs_no_catching_up_when_none_waits(timed):
    register(timed)
    timed.ledger.clocks_pending()
    register(timed, text="另一件")
    with statements(timed) as said:
        assert timed.ledger.clocks_pending() == 0
    assert {statement.split()[0] for statement in said} == {"SELECT"}


def test_recomputing_finds_all_clocks_again(timed):
    dispatched(timed)
    timed.ledger.store.connection().execute("DELETE FROM clocks")
    assert timed.ledger.recompute_clocks() == 1
    told, should = kept(timed)
    assert told == should != {}


def test_an_event_that_is_taken_back_leaves_no_clock(timed):
    event = register(timed)
    timed.ledger.undo(f"S{event.version}", timed.actor())
    assert rows(timed, "SELECT * FROM clocks") == []


def test_a_ledger_of_an_earlier_version_has_its_clocks_found_again(office):
    event = dispatched(office)
    folder = office.folder
    office.close()
    with closing(sqlite3.connect(folder / LEDGER, isolation_level=None)) as hand:
        hand.execute("UPDATE clocks SET due = '2026-11-20T16:00:00Z'")
        hand.execute("DELETE FROM migrations WHERE name LIKE '0020%'")
        hand.execute("PRAGMA user_version = 8")
    again = Office.open(folder, office.clock)
    while again.ledger.clocks_pending():
        pass
    assert kinds(again, event) == {"办理": at("2026-11-27 17:30")}
    again.close()
