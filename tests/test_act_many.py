"""Several events at once: one operation, one undo, all of them or none."""

import pytest

from db import writer
from tests.ledger_tools import SENT, bring, everything, planned, projection, refused, register, rows, statements
from wangge.actor import Actor
from wangge.lifecycle import ONE_KEY_DISPATCH, Action


def many(office, number):
    return [register(office, text=f"第{place}栋漏水").no for place in range(number)]


def steps(office):
    return rows(office, "SELECT count(*) FROM steps")[0][0]


def test_the_same_is_done_on_all_of_them_under_one_seal_and_one_name(office):
    nos = many(office, 5)
    sent = office.ledger.act_many(nos, ONE_KEY_DISPATCH, office.actor(), SENT)
    assert [event.no for event in sent] == nos
    assert {(event.state, event["unit"], event["due_at"]) for event in sent} == {("待签收", "司法所", sent[0]["due_at"])}
    assert rows(office, "SELECT count(*), count(DISTINCT deed) FROM steps WHERE n > 5") == [(10, 1)]
    assert rows(office, "SELECT first, last FROM seals ORDER BY n DESC LIMIT 1") == [(6, 15)]
    assert [office.queries.event(no) for no in nos] == list(sent)
    assert office.ledger.verify().ok


def test_one_undo_takes_all_of_it_back(office):
    nos = many(office, 5)
    before = projection(office, "version")
    office.ledger.act_many(nos, ONE_KEY_DISPATCH, office.actor(), SENT)
    assert office.ledger.undo("S9", office.actor()).reversed == 5
    assert projection(office, "version") == before
    assert office.ledger.verify().ok


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_what_is_stopped_on_the_way_leaves_all_as_they_were(office, after):
    nos, told = many(office, 60), []
    before = steps(office)

    def progress(done, total):
        told.append((done, total))
        return len(told) <= after

    refused("work_stopped", office.ledger.act_many, nos, ONE_KEY_DISPATCH, office.actor(), SENT, progress=progress)
    assert len(told) == after + 1
    assert {total for _done, total in told} == {120}
    assert steps(office) == before


def test_a_batch_says_how_far_it_is_until_it_is_written(office):
    nos, told = many(office, 60), []
    office.ledger.act_many(nos, ONE_KEY_DISPATCH, office.actor(), SENT, progress=lambda *far: told.append(far) or True)
    assert told == sorted(told)
    assert told[-1] == (110, 120)


def test_a_refusal_of_one_leaves_all_as_they_were(office):
    nos = many(office, 5)
    office.ledger.act(nos[3], ONE_KEY_DISPATCH, office.actor(), SENT)
    before, count = projection(office), steps(office)
    error = refused("action_not_now", office.ledger.act_many, nos, ONE_KEY_DISPATCH, office.actor(), SENT)
    assert error.params["no"] == nos[3]
    refused("event_unknown", office.ledger.act_many, [*nos, "WG0"], Action.NOTE, office.actor(), {"note": "已去电"})
    assert (projection(office), steps(office)) == (before, count)


def test_a_change_of_one_in_the_last_moment_leaves_all_as_they_were(office, monkeypatch):
    nos = many(office, 5)
    prepare = writer.prepare

    def prepared(*args):
        ready = prepare(*args)
        monkeypatch.undo()
        office.ledger.act(nos[4], Action.NOTE, Actor("小李"), {"note": "已去电"})
        return ready

    monkeypatch.setattr("db.acting.prepare", prepared)
    error = refused("changed_meanwhile", office.ledger.act_many, nos, ONE_KEY_DISPATCH, office.actor(), SENT)
    assert error.params == {"no": nos[4], "by": "小李"}
    assert {event.state for event in everything(office)} == {"待受理"}
    assert steps(office) == 6
    assert office.ledger.verify().ok


def test_an_event_that_is_named_twice_gets_one_step(office):
    bring(office, [planned(1)])
    event = office.queries.event("GD00001")
    done = office.ledger.act_many([event.no, "GD00001", event.no], Action.NOTE, office.actor(), {"note": "已去电"})
    assert [each.no for each in done] == [event.no]
    assert [step.action for step in office.queries.steps(event)] == ["带入", "备注"]


def test_none_at_all_is_nothing(office):
    assert office.ledger.act_many([], Action.NOTE, office.actor(), {"note": "已去电"}) == ()
    assert rows(office, "SELECT (SELECT count(*) FROM steps), (SELECT count(*) FROM seals)") == [(0, 0)]
    assert office.ledger.verify().ok


@pytest.mark.parametrize("back", [False, True])
def test_what_is_read_and_committed_grows_by_the_hundreds_and_not_by_the_event(office, back):
    bring(office, [planned(number) for number in range(1_000)])
    nos = [event.no for event in everything(office)]

    def told(some):
        with statements(office) as said:
            office.ledger.act_many(some, ONE_KEY_DISPATCH, office.actor(), SENT)
            forward = len(said)
            office.ledger.undo(f"S{steps(office)}", office.actor())
        part = said[forward:] if back else said[:forward]
        # what is written is one prepared statement a table, run once for each row
        return [statement for statement in part if not statement.startswith(("INSERT", "UPDATE events"))]

    few, all_ = told(nos[:100]), told(nos)
    assert len(all_) <= len(few) + 4 <= 16
    assert sum(statement == "COMMIT" for statement in all_) == 1
    assert office.ledger.verify().ok
