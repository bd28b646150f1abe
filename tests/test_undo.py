"""Undo: what was taken back leaves everything as if it had not been done, but for the steps that tell of it."""

from itertools import count
from random import Random

import pytest

from db.writer import prepare, write
from tests.ledger_tools import (
    LEADER,
    SENT,
    STRANGER,
    bring,
    bring_file,
    dispatched,
    everything,
    found,
    holding,
    last_step,
    plan,
    planned,
    projection,
    refused,
    register,
    rows,
    table,
    work,
)
from wangge.actor import EVERY_ROLE, Actor, Role
from wangge.errors import WanggeError
from wangge.lifecycle import ONE_KEY_DISPATCH, Action

CLERK = Actor("小王", frozenset({Role.CLERK}))


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_can_be_taken_back_and_leaves_every_column_as_it_was(office, clock, seed):
    work(office, clock, Random(seed), 60)
    taken_back = 0
    for place in range(60):
        before, step = projection(office, "version", "print"), last_step(office)
        work(office, clock, Random(1000 * seed + place), 1)
        if last_step(office) == step or rows(office, "SELECT action IN ('带入', '撤销') FROM steps WHERE n = ?", last_step(office))[0][0]:
            continue
        office.ledger.undo(f"S{last_step(office)}", office.actor(), reason="误办")
        after = projection(office, "version", "print")
        for event in after.keys() - before.keys():
            assert after.pop(event)["hidden"] == 1
        for event, row in after.items():
            # what was told outside stays to be told
            row["to_tell"] = before[event]["to_tell"]
        assert after == before
        taken_back += 1
    assert taken_back > 20
    assert office.ledger.verify().ok


def test_undo_of_a_path_takes_all_its_steps_whichever_of_them_is_named(office):
    for place in (1, 2):
        event = register(office)
        sent = office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), SENT)
        step = office.queries.steps(event)[place].n
        assert office.ledger.undo(f"S{step}", office.actor()).reversed == 1
        now = office.queries.event(event.no)
        assert (now.values, now.version > sent.version) == (event.values, True)
        assert [step.undone for step in office.queries.steps(event)] == [False, True, True, False]


def test_undo_is_a_step_that_names_what_it_takes_back(office, clerk):
    event = dispatched(office)
    office.ledger.undo("S2", clerk)
    *_, step = office.queries.steps(event)
    assert (step.action, step.source, step.target, step.recorded_by) == ("撤销", "待签收", "待受理", "值班员")
    assert dict(step.data) == {"takes_back": "2、3"}
    assert rows(office, 'SELECT n, "by" FROM undone ORDER BY n') == [(2, step.n), (3, step.n)]


def test_after_an_undo_the_event_goes_on_from_where_it_then_stands(office, clock):
    event = dispatched(office)
    clock.forward(hours=2)
    office.ledger.act(event.no, Action.SIGN, office.actor())
    office.ledger.undo(f"S{last_step(office)}", office.actor())
    # the moment of what was taken back does not bind any more
    again = office.ledger.act(event.no, Action.SIGN, office.actor(), at=event["dispatched_at"])
    assert (again.state, again["signed_at"]) == ("处置中", event["dispatched_at"])
    refused("action_not_now", office.ledger.act, event.no, Action.SIGN, office.actor())
    assert office.ledger.verify().ok


def test_only_who_typed_it_or_the_shift_leader_may_take_it_back(office):
    unit = Actor("司法所", EVERY_ROLE, "司法所", "电话", "小王")
    event = dispatched(office)
    office.ledger.act(event.no, Action.SIGN, unit)
    assert refused("undo_person", office.ledger.undo, f"S{last_step(office)}", STRANGER).params["by"] == "小王"
    office.ledger.undo(f"S{last_step(office)}", CLERK)
    office.ledger.act(event.no, Action.SIGN, unit)
    office.ledger.undo(f"S{last_step(office)}", LEADER)
    assert office.queries.event(event.no).state == "待签收"


def test_only_who_imported_it_or_the_shift_leader_may_take_an_import_back(office):
    office.ledger.commit_import(plan([planned(1)], "1.csv"), CLERK)
    office.ledger.commit_import(plan([planned(2)], "2.csv"), CLERK)
    assert refused("undo_person", office.ledger.undo, "B1", STRANGER).params["by"] == "小王"
    assert len(everything(office)) == 2
    office.ledger.undo("B1", CLERK)
    office.ledger.undo("B2", LEADER)
    assert everything(office) == []


def test_what_was_done_later_must_be_taken_back_first_and_is_named(office):
    event = dispatched(office)
    office.ledger.act(event.no, Action.SIGN, office.actor())
    error = refused("undo_later", office.ledger.undo, "S3", office.actor())
    assert error.params == {"no": event.no, "action": "签收", "by": "值班员"}
    office.ledger.undo("S4", office.actor())
    office.ledger.undo("S3", office.actor())
    office.ledger.undo("S1", office.actor())
    refused("event_unknown", office.queries.event, event.no)


def test_a_second_undo_is_refused_and_an_undo_is_taken_back_by_redo_alone(office):
    event = dispatched(office)
    office.ledger.undo("S3", office.actor())
    before = projection(office)
    refused("undo_done", office.ledger.undo, "S3", office.actor())
    refused("undo_done", office.ledger.undo, "S2", office.actor())
    refused("undo_unknown", office.ledger.undo, f"S{last_step(office)}", office.actor())
    assert projection(office) == before
    bring(office, [planned(1)])
    office.ledger.undo("1", office.actor())
    refused("undo_done", office.ledger.undo, "B1", office.actor())
    assert office.queries.steps(event)[-1].action == "撤销"


@pytest.mark.parametrize(
    "ref", ["", "S", "B", "S0", "S999", "B9", "X1", "-1", "1.5", "９９", "一", "S" + "9" * 40, "9" * 40, "1; DROP TABLE steps"]
)
def test_what_names_neither_a_batch_nor_a_step_is_refused(office, ref):
    register(office)
    assert refused("undo_unknown", office.ledger.undo, ref, office.actor()).params["ref"] == ref


def test_what_the_office_recorded_of_itself_and_a_step_of_an_import_are_no_operation_to_undo(office, clerk):
    office.ledger.set_opening("2026-11", 3, clerk)
    bring(office, [planned(1)])
    for step in ("S1", "S2"):
        refused("undo_unknown", office.ledger.undo, step, clerk)


def test_undo_of_an_import_hides_its_events_and_the_same_file_comes_in_as_new(office, tmp_path):
    path = table(tmp_path / "来件.csv", [(f"GD{i:03}", f"第{i}栋楼道堆物无人清理", "2026-11-02 09:00", "市容环境") for i in range(5)])
    counts, batch = bring_file(office, path)
    assert counts["new"] == 5
    first = everything(office)
    assert office.ledger.undo(str(batch.id), office.actor()).reversed == 5
    assert everything(office) == []
    assert holding(office, "楼道") == set()
    assert [each.state for each in office.queries.batches()] == ["undone"]
    counts, _ = bring_file(office, path)
    assert (counts["new"], counts["same"], counts["changed"], counts["duplicate"]) == (5, 0, 0, 0)
    second = everything(office)
    assert [event.text("text") for event in second] == [event.text("text") for event in first]
    assert not {event.no for event in second} & {event.no for event in first}
    assert office.ledger.verify().ok


def test_undo_of_an_import_keeps_what_was_worked_on_since_and_names_it(office):
    batch = bring(office, [planned(i) for i in range(4)])
    worked, taken_back, *_ = everything(office)
    office.ledger.act(worked.no, Action.NOTE, office.actor(), {"note": "已去电"})
    office.ledger.act(taken_back.no, Action.NOTE, office.actor(), {"note": "误记"})
    office.ledger.undo(f"S{last_step(office)}", office.actor())
    undone = office.ledger.undo(f"B{batch.id}", office.actor())
    assert (undone.reversed, undone.kept) == (3, (worked.no,))
    assert [event.no for event in everything(office)] == [worked.no]
    assert found(office, "来件编号:GD00000") == {worked.no}
    assert office.ledger.verify().ok


def test_undo_of_a_later_file_brings_back_what_the_first_one_said(office, tmp_path):
    row = ("GD001", "楼道堆物无人清理", "2026-11-02 09:00", "市容环境")
    first = table(tmp_path / "一.csv", [row])
    later = table(tmp_path / "二.csv", [(row[0], "楼道堆物，今又增加电动车飞线", row[2], "安全隐患")])
    bring_file(office, first)
    before = projection(office, "version", "print")
    counts, batch = bring_file(office, later)
    assert counts["changed"] == 1
    assert holding(office, "飞线")
    office.ledger.undo(f"B{batch.id}", office.actor())
    assert projection(office, "version", "print") == before
    assert (holding(office, "飞线"), len(holding(office, "堆物"))) == (set(), 1)
    assert office.planner.plan(later, office.clock()).counts()["changed"] == 1
    counts, _ = bring_file(office, later)
    assert everything(office)[0]["category"] == "安全隐患"
    assert office.planner.plan(later, office.clock()).counts()["same"] == 1
    assert office.ledger.verify().ok


def test_an_external_number_is_free_again_when_its_event_was_taken_back(office):
    register(office, external_no="GD00001")
    refused("value_invalid", bring, office, [planned(1)])
    office.ledger.undo("S1", office.actor())
    bring(office, [planned(1)])
    assert office.queries.event("GD00001")["source"] == "12345热线"


def test_a_correction_that_freed_an_external_number_cannot_be_taken_back_once_another_event_has_it(office):
    event = register(office, external_no="GD00001")
    office.ledger.act(event.no, Action.CORRECT, office.actor(), {"external_no": "GD00002", "reason": "抄错"})
    bring(office, [planned(1)])
    refused("value_invalid", office.ledger.undo, "S2", office.actor())
    assert office.queries.event(event.no)["external_no"] == "GD00002"


@pytest.mark.parametrize("most", [5, 2], ids=["in one piece", "in chunks"])
def test_an_undo_or_redo_that_is_stopped_or_fails_leaves_all_as_it_was(office, monkeypatch, most):
    monkeypatch.setattr("db.undoing.CHUNK", 2)
    monkeypatch.setattr("db.undoing.ONE_TRANSACTION", most)
    bring(office, [planned(i) for i in range(5)])

    def as_it_is():
        return projection(office, "version"), [batch.state for batch in office.queries.batches()]

    def all_or_none(work):
        before = as_it_is()
        for stop in range(2):
            told = []
            refused("undo_stopped", work, "B1", office.actor(), lambda done, total: told.append(done) or len(told) <= stop)  # noqa: B023
            assert as_it_is() == before
        with monkeypatch.context() as full:
            full.setattr("db.undoing.write", on_a_disk_that_is_full_at(2 if most == 2 else 1))
            refused("office_unwritable", work, "B1", office.actor())
        assert as_it_is() == before
        assert work("B1", office.actor()).reversed == 5
        assert office.ledger.verify().ok
        assert office.ledger.put_right() == ()

    all_or_none(office.ledger.undo)
    assert everything(office) == []
    refused("undo_done", office.ledger.undo, "B1", office.actor())
    all_or_none(office.ledger.redo)
    assert len(everything(office)) == 5


def on_a_disk_that_is_full_at(place):
    """A writer whose disk is full once."""
    calls = count(1)

    def written(*told):
        if next(calls) == place:
            raise WanggeError("office_unwritable", path="ledger.db", reason="database or disk is full")
        return write(*told)

    return written


@pytest.mark.parametrize("most", [5, 2], ids=["in one piece", "in chunks"])
def test_somebody_who_works_on_an_event_meanwhile_keeps_it_and_stops_nothing(office, monkeypatch, most):
    monkeypatch.setattr("db.undoing.CHUNK", 2)
    monkeypatch.setattr("db.undoing.ONE_TRANSACTION", most)
    bring(office, [planned(i) for i in range(5)])
    last = everything(office)[-1]
    once = iter([True])

    def prepare_late(jobs, *told):
        made = prepare(jobs, *told)
        if any(job.no == last.no for job in jobs) and next(once, False):
            office.ledger.act(last.no, Action.NOTE, office.actor(), {"note": "已去电"})
        return made

    monkeypatch.setattr("db.undoing.prepare", prepare_late)
    undone = office.ledger.undo("B1", office.actor())
    assert (undone.reversed, undone.kept) == (4, (last.no,))
    assert office.ledger.verify().ok


def test_an_import_that_another_process_still_carries_out_cannot_be_undone(office, monkeypatch):
    monkeypatch.setattr("db.imports.ONE_TRANSACTION", 0)
    monkeypatch.setattr("db.imports.CHUNK", 2)
    meanwhile = []

    def other_process(done, total):
        if done < total:
            meanwhile.append(refused("undo_importing", office.ledger.undo, "B1", office.actor()).params["ref"])
            assert office.ledger.put_right() == ()
        return True

    office.ledger.commit_import(plan([planned(number) for number in range(4)]), office.actor(via="import"), other_process)
    assert meanwhile == ["B1"]
    assert not list(office.folder.glob("*importing*"))
    assert len(everything(office)) == 4
    assert office.ledger.undo("B1", office.actor()).reversed == 4
