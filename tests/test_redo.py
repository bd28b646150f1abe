"""Redo: what was taken back comes back as it was, by a step; what was told outside is listed before an undo and leaves a task."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.office import Office, create
from tests.conftest import StandingClock
from tests.ledger_tools import (
    LEADER,
    SENT,
    STRANGER,
    bring,
    bring_file,
    dispatched,
    everything,
    holding,
    last_step,
    planned,
    projection,
    refused,
    register,
    rows,
    table,
    work,
)
from wangge.actor import Actor
from wangge.lifecycle import ONE_KEY_DISPATCH, Action
from wangge.told import REPORTED


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    return tmp_path_factory.mktemp("redo")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6))
def test_undo_then_redo_leaves_every_column_as_it_was(room, seed):
    clock = StandingClock()
    office = Office.open(create(room / f"{seed}-{len(list(room.iterdir()))}", "东街街道网格中心"), clock)
    work(office, clock, Random(seed), 25)
    step = last_step(office)
    before = projection(office, "version")
    ref = office.ledger.last_done(office.actor()) or office.ledger.last_done(office.actor(via="import"))
    if ref:
        clock.forward(minutes=5)
        undone = office.ledger.undo(ref, office.actor(), reason="误办")
        if undone.reversed:
            assert projection(office, "version") != before
            office.ledger.redo(ref, office.actor())
            assert projection(office, "version") == before
            assert last_step(office) >= step + 2
    assert office.ledger.verify().ok
    office.close()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), depth=st.integers(2, 6))
def test_several_undos_come_back_in_turn_and_go_again(room, seed, depth):
    clock = StandingClock()
    office = Office.open(create(room / f"{seed}-{depth}-{len(list(room.iterdir()))}", "东街街道网格中心"), clock)
    event = dispatched(office)
    chance = Random(seed)
    states = [projection(office, "version")]
    for place in range(depth):
        what = chance.choice([(Action.NOTE, {"note": f"第{place}次"}), (Action.URGE, {})])
        office.ledger.act(event.no, what[0], office.actor(), what[1])
        states.append(projection(office, "version"))
    for _ in range(2):
        for state in reversed(states[:-1]):
            office.ledger.undo(office.ledger.last_done(office.actor()), office.actor(), reason="误办")
            now = projection(office, "version")
            assert {**now[1], "to_tell": None} == state[1]
        for state in states[1:]:
            office.ledger.redo(office.ledger.last_undone(office.actor()), office.actor())
            assert projection(office, "version")[1]["urges"] == state[1]["urges"]
        assert projection(office, "version") == states[-1]
    assert office.ledger.verify().ok
    office.close()


def test_a_redo_is_a_step_that_names_the_undo_and_what_holds_again(office):
    event = dispatched(office)
    office.ledger.undo("S2", office.actor())
    assert office.ledger.redo("S3", office.actor()).reversed == 1
    *_, undo, redo = office.queries.steps(event)
    assert (undo.action, undo.undone, redo.action, redo.source, redo.target) == ("撤销", True, "重做", "待受理", "待签收")
    assert dict(redo.data) == {"takes_back": str(undo.n), "gives_back": "2、3"}
    assert rows(office, 'SELECT n, "by" FROM undone') == [(undo.n, redo.n)]
    assert office.queries.event(event.no).values == event.values


def test_a_redo_may_name_the_step_of_the_undo_itself(office):
    event = dispatched(office)
    office.ledger.undo("S2", office.actor())
    office.ledger.redo(f"S{last_step(office)}", office.actor())
    assert office.queries.event(event.no).state == "待签收"


def test_what_was_brought_back_can_be_taken_back_again(office):
    event = dispatched(office)
    for _ in range(3):
        office.ledger.undo("S2", office.actor())
        assert office.queries.event(event.no).state == "待受理"
        office.ledger.redo("S2", office.actor())
        assert office.queries.event(event.no).state == "待签收"
    refused("redo_nothing", office.ledger.redo, "S2", office.actor())
    refused("undo_unknown", office.ledger.redo, "S99", office.actor())
    assert office.ledger.verify().ok


def test_a_redo_is_refused_when_somebody_acted_since_and_says_who(office):
    event = dispatched(office)
    office.ledger.undo("S2", office.actor())
    office.ledger.act(event.no, Action.NOTE, Actor("小李"), {"note": "已去电"})
    error = refused("redo_later", office.ledger.redo, "S2", office.actor())
    assert error.params == {"no": event.no, "action": "备注", "by": "小李"}


def test_redos_come_in_the_order_of_the_undos(office):
    event = dispatched(office)
    office.ledger.act(event.no, Action.SIGN, office.actor())
    office.ledger.undo("S4", office.actor())
    office.ledger.undo("S2", office.actor())
    assert refused("redo_later", office.ledger.redo, "S4", office.actor()).params["action"] == "撤销"
    office.ledger.redo("S2", office.actor())
    office.ledger.redo("S4", office.actor())
    assert office.queries.event(event.no).state == "处置中"
    assert office.ledger.verify().ok


def test_only_who_took_it_back_or_the_shift_leader_may_bring_it_back(office):
    dispatched(office)
    office.ledger.undo("S2", office.actor("小王"))
    refused("undo_person", office.ledger.redo, "S2", STRANGER)
    office.ledger.redo("S2", LEADER)


def test_undo_and_redo_are_found_after_a_restart(office):
    event = dispatched(office)
    office.ledger.undo("S2", office.actor())
    folder = office.folder
    office.close()
    again = Office.open(folder, office.clock)
    assert again.ledger.last_undone(again.actor()) == "S4"
    again.ledger.redo("S4", again.actor())
    assert again.queries.event(event.no).state == "待签收"
    ref = again.ledger.last_done(again.actor())
    again.ledger.undo(ref, again.actor())
    assert again.queries.event(event.no).state == "待受理"
    again.close()


def test_what_was_done_after_an_undo_ends_its_redo(office):
    event = dispatched(office)
    office.ledger.undo("S2", office.actor())
    office.ledger.act(event.no, Action.NOTE, office.actor(), {"note": "已去电"})
    assert office.ledger.last_undone(office.actor()) == ""
    assert office.ledger.last_done(office.actor()) == f"S{last_step(office)}"


def test_a_whole_import_comes_back_with_its_words_and_its_numbers(office, tmp_path):
    path = table(tmp_path / "来件.csv", [(f"GD{i:03}", f"第{i}栋楼道堆物无人清理", "2026-11-02 09:00", "市容环境") for i in range(5)])
    _, batch = bring_file(office, path)
    before = projection(office, "version")
    office.ledger.undo(f"B{batch.id}", office.actor())
    while office.ledger.index_pending():
        pass
    assert holding(office, "楼道") == set()
    assert office.ledger.redo(f"B{batch.id}", office.actor()).reversed == 5
    assert projection(office, "version") == before
    assert len(holding(office, "楼道")) == 5
    assert [each.state for each in office.queries.batches()] == ["done"]
    assert office.planner.plan(path, office.clock()).counts()["same"] == 5
    assert office.ledger.verify().ok


def test_the_words_of_an_indexed_import_are_found_once_it_is_back(office, tmp_path):
    path = table(tmp_path / "来件.csv", [("GD001", "楼道堆物无人清理", "2026-11-02 09:00", "市容环境")])
    _, batch = bring_file(office, path)
    while office.ledger.index_pending():
        pass
    office.ledger.undo(f"B{batch.id}", office.actor())
    office.ledger.redo(f"B{batch.id}", office.actor())
    assert len(holding(office, "堆物")) == 1
    office.ledger.act(everything(office)[0].no, Action.CORRECT, office.actor(), {"text": "电动车飞线", "reason": "抄错"})
    assert (holding(office, "堆物"), len(holding(office, "飞线"))) == (set(), 1)


def test_an_import_whose_number_another_event_has_meanwhile_stays_back_and_says_why(office):
    batch = bring(office, [planned(1), planned(2)])
    office.ledger.undo(f"B{batch.id}", office.actor())
    taken = register(office, external_no="GD00001")
    redone = office.ledger.redo(f"B{batch.id}", office.actor())
    assert redone.reversed == 1
    assert [(each.error.code, taken.no in str(each.error)) for each in redone.blocked] == [("value_invalid", True)]
    assert office.ledger.verify().ok


def test_of_a_batch_what_was_worked_on_since_is_kept_and_the_rest_goes_back(office):
    nos = [register(office, text=f"第{place}栋漏水").no for place in range(4)]
    office.ledger.act_many(nos, ONE_KEY_DISPATCH, office.actor(), SENT)
    office.ledger.act(nos[1], Action.SIGN, Actor("司法所"))
    undone = office.ledger.undo("S5", office.actor())
    assert (undone.reversed, undone.kept, undone.blocked) == (3, (nos[1],), ())
    assert [office.queries.event(no).state for no in nos] == ["待受理", "处置中", "待受理", "待受理"]
    # when the one has gone back too, so may the rest of the batch
    ((signed,),) = rows(office, "SELECT n FROM steps WHERE action = '签收'")
    office.ledger.undo(f"S{signed}", office.actor())
    assert office.ledger.undo("S5", office.actor()).reversed == 1
    assert office.ledger.redo("S5", office.actor()).reversed == 4
    assert {office.queries.event(no).state for no in nos} == {"待签收"}
    assert office.ledger.verify().ok


def test_what_was_printed_and_told_is_listed_before_the_undo_and_asks_for_the_reason(office, clock):
    event = dispatched(office)
    clock.forward(hours=1, minutes=12)
    office.ledger.act(event.no, Action.PRINT, Actor("小李"), {"paper": "派单"})
    clock.forward(minutes=8)
    office.ledger.act(event.no, Action.TELL, office.actor(), {"told_whom": "司法所13812345678", "voucher": "电话"})
    before = projection(office)
    error = refused("undo_told", office.ledger.undo, "S2", office.actor())
    assert str(error) == "此件派单13:12已打印、13:20已电话告知司法所138****5678。撤销只改台账，须另行告知对方。请写明撤销原因。"
    assert projection(office) == before
    undone = office.ledger.undo("S2", office.actor(), reason="误派")
    assert undone.to_tell == (event.no,)
    now = office.queries.event(event.no)
    assert now.state == "待受理"
    assert now["to_tell"] == "撤销受理、派遣：派单13:12已打印、13:20已电话告知司法所138****5678（误派）"
    assert office.queries.steps(now)[-1].data["reason"] == "误派"
    assert office.ledger.verify().ok


def test_the_task_is_done_by_telling_the_correction_and_comes_back_with_its_undo(office):
    event = dispatched(office)
    office.ledger.act(event.no, Action.PRINT, office.actor(), {"paper": "派单"})
    office.ledger.undo("S2", office.actor(), reason="误派")
    task = office.queries.event(event.no)["to_tell"]
    told = office.ledger.act(event.no, Action.TELL_CORRECTION, office.actor(), {"told_whom": "司法所", "voucher": "电话"})
    assert told["to_tell"] is None
    assert office.ledger.verify().ok
    refused("redo_later", office.ledger.redo, "S2", office.actor())
    office.ledger.undo(f"S{last_step(office)}", office.actor())
    assert office.queries.event(event.no)["to_tell"] == task
    assert office.ledger.verify().ok


def test_a_redo_takes_the_task_away_again(office):
    event = dispatched(office)
    office.ledger.act(event.no, Action.PRINT, office.actor(), {"paper": "派单"})
    office.ledger.undo("S2", office.actor(), reason="误派")
    office.ledger.redo("S2", office.actor())
    now = office.queries.event(event.no)
    assert (now.state, now["to_tell"]) == ("待签收", None)
    assert [step.undone for step in office.queries.steps(now)] == [False, False, False, False, True, False]
    assert office.ledger.verify().ok


def test_a_contact_without_a_voucher_is_work_and_one_with_it_was_told(office):
    event = dispatched(office)
    office.ledger.act(event.no, Action.CONTACT, office.actor(), {"note": "先记一笔"})
    assert refused("undo_later", office.ledger.undo, "S2", office.actor()).params["action"] == "联系反映人"
    office.ledger.undo(f"S{last_step(office)}", office.actor())
    office.ledger.act(event.no, Action.CONTACT, office.actor(), {"note": "已去电", "voucher": "电话"})
    assert "已电话联系反映人" in str(refused("undo_told", office.ledger.undo, "S2", office.actor()))


def test_an_event_that_was_told_outside_keeps_its_number(office):
    event = register(office)
    office.ledger.act(event.no, Action.PRINT, office.actor(), {"paper": "受理回执"})
    error = refused("undo_told_whole", office.ledger.undo, "S1", office.actor(), reason="误登")
    assert "受理回执" in str(error)
    assert office.queries.event(event.no).state == "待受理"


def test_what_a_report_has_counted_is_named_and_asks_for_the_reason(office, clock):
    event = dispatched(office)
    clock.forward(days=20)
    until = "2026-11-30T16:00:00Z"
    office.ledger.note_office(REPORTED, {"name": "2026-11 月报", "until": until}, office.actor())
    assert "2026-11 月报12:00已出" in str(refused("undo_told", office.ledger.undo, "S2", office.actor()))
    assert office.ledger.undo("S2", office.actor(), reason="误派").to_tell == (event.no,)
    # what happened after its cut-off, no report has counted
    office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), SENT)
    office.ledger.undo(office.ledger.last_done(office.actor()), office.actor())


def test_a_batch_that_was_told_names_a_few_and_counts_the_rest(office):
    nos = [register(office, text=f"第{place}栋漏水").no for place in range(5)]
    office.ledger.act_many(nos, ONE_KEY_DISPATCH, office.actor(), SENT)
    office.ledger.act_many(nos, Action.PRINT, office.actor(), {"paper": "派单"})
    said = str(refused("undo_told", office.ledger.undo, "S6", office.actor()))
    assert all(no in said for no in nos[:3])
    assert nos[3] not in said
    assert "等 5 件" in said
    assert office.ledger.undo("S6", office.actor(), reason="整批误派").to_tell == tuple(nos)
