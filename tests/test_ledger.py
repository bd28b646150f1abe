"""The write door: what is done is written as it was said, once, and in order."""

from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier

import pytest

import db.acting
import db.ledger
from console.office import Office
from tests.ledger_tools import SENT, TOLD, at, bring, dispatched, planned, refused, register, rows, work
from wangge.actor import EVERY_ROLE, Actor
from wangge.lifecycle import ONE_KEY_DISPATCH, Action, State


@pytest.fixture
def other(office, clock):
    """The same office, opened by a second program."""
    second = Office.open(office.folder, clock)
    yield second
    second.close()


@pytest.fixture
def slip_in(monkeypatch):
    """Lets something happen once, between what the door has decided and what it writes."""

    def arrange(happening):
        prepare = db.ledger.prepare
        waiting = [happening]

        def prepared(*args):
            ready = prepare(*args)
            if waiting:
                waiting.pop()()
            return ready

        for door in (db.ledger, db.acting):
            monkeypatch.setattr(door, "prepare", prepared)

    return arrange


def count(office):
    return rows(office, "SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM steps), (SELECT count(*) FROM seals)")


def test_a_registered_event_says_what_was_filled_in_and_where_it_stands(office, clerk):
    event = office.ledger.register({"内容": "路灯不亮", "来源": "网格员", "社区": "东街", "grid": "第3网格"}, clerk)
    assert dict(event.values) == {
        "no": "WG202611200001",
        "text": "路灯不亮",
        "source": "网格员",
        "community": "东街",
        "grid": "第3网格",
        "state": "待受理",
        "reported_at": "2026-11-20T04:00:00Z",
    }
    assert event.owner == "本中心"
    assert office.queries.event(event.no) == event


def test_an_item_that_nobody_knows_is_refused_and_nothing_is_written(office, clerk):
    before = count(office)
    assert refused("field_unknown", office.ledger.register, {**TOLD, "天气": "晴"}, clerk).params["name"] == "天气"
    assert count(office) == before == [(0, 0, 0)]


def test_every_action_is_one_step_from_the_state_before_to_the_state_after(office, clock):
    event = dispatched(office)
    clock.forward(hours=1)
    office.ledger.act(event.no, Action.SIGN, office.actor())
    clock.forward(hours=1)
    event = office.ledger.act(event.no, Action.DONE, office.actor(), {"result": "已调解"})
    told = [(step.action, step.source, step.target) for step in office.queries.steps(event)]
    assert told == [
        ("登记", None, State.REPORTED),
        ("受理", State.REPORTED, State.FILED),
        ("派遣", State.FILED, State.DISPATCHED),
        ("签收", State.DISPATCHED, State.HANDLING),
        ("办结", State.HANDLING, State.FED_BACK),
    ]
    assert (event["signed_at"], event["done_at"]) == (at("2026-11-20 13:00"), at("2026-11-20 14:00"))
    assert (event["result"], event["done_unit"]) == ("已调解", "司法所")


def test_a_path_is_several_steps_of_one_operation_under_one_seal(office):
    event = dispatched(office)
    first, *path = office.queries.steps(event)
    assert [step.action for step in path] == ["受理", "派遣"]
    assert len({step.deed for step in path}) == 1
    assert first.deed not in {step.deed for step in path}
    assert rows(office, "SELECT first, last FROM seals") == [(1, 1), (2, 3)]


def test_a_path_that_cannot_be_walked_to_its_end_writes_nothing(office):
    event = register(office)
    before = count(office)
    error = refused("action_needs", office.ledger.act, event.no, ONE_KEY_DISPATCH, office.actor(), {"category": "矛盾纠纷"})
    assert error.params["missing"] == "承办单位"
    assert count(office) == before
    assert office.queries.event(event.no) == event


def test_what_an_action_returns_is_what_the_ledger_then_holds(office, clock):
    looked_at = []

    def look(event):
        assert office.queries.event(event.no) == event
        looked_at.append(event)

    work(office, clock, Random(1), 250, look)
    assert len({event.no for event in looked_at}) > 20


def test_a_step_tells_when_it_happened_and_when_it_was_typed(office, clock, clerk):
    event = office.ledger.register(TOLD, clerk, at=at("2026-11-20 09:30"))
    clock.forward(minutes=5)
    office.ledger.act(event.no, Action.NOTE, clerk, {"note": "已去电"}, at=at("2026-11-20 10:00"))
    first, second = office.queries.steps(event)
    assert (first.at, first.recorded_at) == (at("2026-11-20 09:30"), at("2026-11-20 12:00"))
    assert (second.at, second.recorded_at) == (at("2026-11-20 10:00"), at("2026-11-20 12:05"))
    assert office.queries.event(event.no)["reported_at"] == at("2026-11-20 09:30")


def test_an_entry_for_a_unit_names_who_did_it_and_who_typed_it(office):
    event = dispatched(office)
    unit = Actor("老周", EVERY_ROLE, "司法所", "电话", "小王")
    office.ledger.act(event.no, Action.SIGN, unit, {"voucher": "电话", "said_by": "老周"})
    step = office.queries.steps(event)[-1]
    assert (step.actor, step.unit, step.recorded_by, step.via) == ("老周", "司法所", "小王", "电话")
    assert dict(step.data) == {"voucher": "电话", "said_by": "老周"}


@pytest.mark.parametrize(("wall", "code"), [("2026-11-20 12:03", "time_future"), ("2026-11-20 11:59", "time_before")])
def test_a_time_that_cannot_be_is_refused_and_nothing_is_written(office, wall, code):
    event = register(office)
    before = count(office)
    refused(code, office.ledger.act, event.no, Action.NOTE, office.actor(), {"note": "已去电"}, at=at(wall))
    assert count(office) == before


def test_who_looked_at_an_older_version_is_told_who_was_faster(office, clerk):
    event = register(office)
    office.ledger.act(event.no, Action.NOTE, Actor("小李"), {"note": "已去电"})
    before = count(office)
    error = refused("changed_meanwhile", office.ledger.act, event.no, Action.NOTE, clerk, {"note": "我也去电"}, seen=event.version)
    assert error.params == {"no": event.no, "by": "小李"}
    assert count(office) == before
    now = office.queries.event(event.no)
    assert office.ledger.act(event.no, Action.NOTE, clerk, {"note": "我也去电"}, seen=now.version).version == now.version + 1


def test_a_change_in_the_last_moment_is_noticed_though_nobody_asked(office, other, slip_in):
    event = register(office)
    slip_in(lambda: other.ledger.act(event.no, Action.NOTE, Actor("小李"), {"note": "已去电"}))
    error = refused("changed_meanwhile", office.ledger.act, event.no, ONE_KEY_DISPATCH, office.actor(), SENT)
    assert error.params == {"no": event.no, "by": "小李"}
    assert [step.action for step in office.queries.steps(event)] == ["登记", "备注"]
    assert office.ledger.verify().ok


def test_many_who_register_at_once_get_numbers_of_their_own(office):
    ready = Barrier(6)

    def clerk(place):
        ready.wait()
        try:
            return [office.ledger.register(TOLD, office.actor(f"受理员{place}")).no for _ in range(10)]
        finally:
            office.close()

    with ThreadPoolExecutor(6) as threads:
        given = [no for numbers in threads.map(clerk, range(6)) for no in numbers]
    assert sorted(given) == [f"WG20261120{number:04}" for number in range(1, 61)]
    assert office.ledger.verify().ok


@pytest.mark.parametrize("earlier", [0, 1])
def test_a_number_that_was_taken_in_the_last_moment_is_left_to_the_other(office, other, slip_in, earlier):
    for _ in range(earlier):
        register(office)
    slip_in(lambda: register(other, text="先到"))
    event = register(office, text="后到")
    assert event.no == f"WG20261120{earlier + 2:04}"
    assert office.queries.event(f"WG20261120{earlier + 1:04}")["text"] == "先到"
    assert office.ledger.verify().ok


def test_an_import_leaves_a_number_that_was_taken_meanwhile(office, other, monkeypatch):
    first = []

    def counter(ledger, now):
        taken = counted(ledger, now)
        if not first:
            first.append(register(other).no)
        return taken

    counted = db.ledger.Ledger.counter
    monkeypatch.setattr(office.ledger, "counter", lambda now: counter(office.ledger, now))
    bring(office, [planned(1), planned(2)])
    assert first == ["WG202611200001"]
    assert [office.queries.event(no).no for no in ("GD00001", "GD00002")] == ["WG202611200002", "WG202611200003"]


def test_a_number_is_not_used_again_after_an_undo_and_counts_by_the_day(office, clock):
    register(office)
    office.ledger.undo("S1", office.actor())
    assert register(office).no == "WG202611200002"
    clock.forward(hours=12)
    assert register(office).no == "WG202611210001"


def test_an_external_number_that_another_event_has_is_refused_in_words(office):
    bring(office, [planned(7)])
    taken = office.queries.event("GD00007").no
    error = refused("value_invalid", register, office, external_no="GD00007")
    assert (error.params["label"], error.params["value"]) == ("来件编号", "GD00007")
    assert taken in str(error)
    event = register(office)
    change = {"external_no": "GD00007", "reason": "补录"}
    refused("value_invalid", office.ledger.act, event.no, Action.CORRECT, office.actor(), change)
    refused("value_invalid", bring, office, [planned(8), planned(7)])
    refused("event_unknown", office.queries.event, "GD00008")
    assert office.ledger.verify().ok


def test_no_number_at_all_names_no_event(office):
    event = register(office)
    refused("event_unknown", office.ledger.act_many, (event.no, ""), Action.NOTE, office.actor(), {"note": "？"})


def test_what_the_office_records_of_itself_is_a_chain_of_its_own(office, clerk):
    office.ledger.set_opening("2026-11", 3, clerk)
    register(office)
    office.ledger.set_opening("2026-11", 5, clerk)
    steps = rows(office, "SELECT previous, hash, subject, recorded_by FROM steps WHERE event IS NULL ORDER BY n")
    assert steps[1][0] == steps[0][1]
    assert {step[2:] for step in steps} == {("office", "值班员")}
    assert office.queries.opening() == {"2026-11": 5}
    assert office.ledger.verify().ok


def test_two_who_record_of_the_office_at_once_do_not_break_its_chain(office, other, slip_in, clerk):
    slip_in(lambda: other.ledger.set_opening("2026-11", 3, clerk))
    office.ledger.set_opening("2026-11", 5, clerk)
    assert len(rows(office, "SELECT 1 FROM steps WHERE event IS NULL")) == 2
    assert office.queries.opening() == {"2026-11": 5}
    assert office.ledger.verify().ok


def test_what_was_open_before_the_ledger_began_is_told_of_its_first_month_alone(office, clerk):
    register(office)
    assert refused("opening_not_first", office.ledger.set_opening, "2026-10", 3, clerk).params == {"month": "2026-10"}
    for count_ in (-1, 10**20):
        refused("opening_unreadable", office.ledger.set_opening, "2026-11", count_, clerk)
    assert office.queries.opening() == {}
