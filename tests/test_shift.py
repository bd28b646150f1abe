"""A shift: the note for the next one, one person's cards moved to another, and events that lie in no grid."""

from __future__ import annotations

from datetime import datetime

import pytest
from textual.widgets import TextArea

from console import drafts, handing, placing
from console.widgets.ask import Ask
from tests.ledger_tools import at, bring, dispatched, everything, found, planned, refused, register
from tests.screens import console, until
from wangge.calendar import national
from wangge.directory import Place, located
from wangge.handover import HAND_OVER, LISTED, Section, entry, next_noon, note
from wangge.lifecycle import Action

SOURCE = {"file": "名册.xlsx", "sha256": "0" * 64}
TREE = (
    Place("东城区", "区县"),
    Place("东城区/东街街道", "镇街"),
    Place("东城区/东街街道/东社区", "社区"),
    Place("东城区/东街街道/东社区/第1网格", "网格"),
    Place("东城区/东街街道/网上社区", "社区", virtual=True),
    Place("东城区/东街街道/网上社区/第1网格", "网格"),
)
GRID = "东城区/东街街道/东社区/第1网格"


@pytest.fixture
def placed_office(office):
    office.ledger.set_list("组织", Place, TREE, SOURCE, office.actor())
    return office


def section(made, name):
    return {each.no for part in made.sections if name in part.name for each in part.entries}


def test_the_next_noon_is_todays_in_the_morning_and_the_next_working_days_after_it():
    calendar = national()
    assert next_noon(datetime(2026, 11, 20, 9), calendar) == datetime(2026, 11, 20, 12)
    assert next_noon(datetime(2026, 11, 20, 12), calendar) == datetime(2026, 11, 23, 12)
    assert next_noon(datetime(2026, 11, 22, 9), calendar) == datetime(2026, 11, 23, 12)
    assert next_noon(datetime(2026, 9, 30, 18), calendar) == datetime(2026, 10, 8, 12)


def test_the_note_names_every_part_and_counts_what_it_does_not_name():
    many = tuple(entry(f"WG{number}", "路灯不亮", "") for number in range(LISTED + 2))
    lines = note((Section("已超期", ()), Section("暂停的", many)), "交接班").splitlines()
    assert lines[:3] == ["交接班", "一、已超期：0 件", f"二、暂停的：{LISTED + 2} 件"]
    assert (lines[3], lines[-1], len(lines)) == ("　WG0　路灯不亮", "　……另有 2 件", 3 + LISTED + 1)


def test_the_note_gathers_what_the_next_shift_must_know(office):
    act, clerk = office.ledger.act, office.actor()
    due = office.ledger.register({"text": "明天中午要", "source": "窗口来访", "due_at": "2026-11-23 11:00"}, clerk)
    after = office.ledger.register({"text": "下午才要", "source": "窗口来访", "due_at": "2026-11-23 13:00"}, clerk)
    late = office.ledger.register({"text": "早该办完", "source": "窗口来访", "due_at": "2026-11-19 11:00"}, clerk)
    paused = dispatched(office, text="等鉴定")
    act(paused.no, Action.SIGN, clerk)
    act(paused.no, Action.SUSPEND, clerk, {"reason": "鉴定", "review_on": "2026-12-20"})
    told = dispatched(office, text="答应回电")
    act(told.no, Action.CONTACT, clerk, {"note": "答应周一回电13812345678"})
    knife = register(office, text="有人拿刀")
    made = handing.gather(office, clerk)
    assert section(made, "11月23日中午前到期") == {due.no}
    assert section(made, "已超期") == {late.no}
    assert section(made, "暂停的") == {paused.no}
    assert section(made, "答应了的") == {told.no}
    assert section(made, "险情未处置") == {knife.no}
    assert after.no not in made.text
    assert "答应周一回电138****5678" in made.text


def test_a_contact_that_was_taken_back_promises_nothing(office):
    event = dispatched(office)
    told = office.ledger.act(event.no, Action.CONTACT, office.actor(), {"note": "答应回电"})
    assert section(handing.gather(office, office.actor()), "答应了的") == {event.no}
    office.ledger.undo(f"S{told.version}", office.actor())
    assert section(handing.gather(office, office.actor()), "答应了的") == set()


def test_what_is_done_here_and_not_typed_back_is_in_the_note(office):
    states = {1: ("待核查", "已签收"), 2: ("待核查", "已回单"), 3: ("处置中", "已签收"), 4: ("待核查", None), 5: ("待核查", "被驳回")}
    rows = [planned(number, state=state, upstream_state=order, done_at=at("2026-11-03 09:00")) for number, (state, order) in states.items()]
    bring(office, rows)
    named = {office.queries.event(f"GD{number:05}").no for number in (1, 5)}
    assert section(handing.gather(office, office.actor()), "待回填") == named


def test_a_secret_event_is_in_the_note_by_its_number_alone(office):
    event = register(office, text="家暴，孩子被打")
    office.ledger.act(event.no, Action.CONTACT, office.actor(), {"note": "孩子在外婆家"})
    made = handing.gather(office, office.actor())
    assert event.no in made.text
    assert "孩子" not in made.text


def test_a_shift_is_handed_over_by_one_and_taken_over_by_another(office):
    early, late = office.actor("小王"), office.actor("小李")
    refused("handover_none", handing.take_over, office, late)
    n, made = handing.hand_over(office, early)
    waiting = handing.waiting(office)
    assert waiting is not None
    assert (waiting.n, waiting.actor, waiting.data["text"]) == (n, "小王", made.text)
    refused("handover_self", handing.take_over, office, early)
    assert handing.take_over(office, late).n == n
    assert handing.waiting(office) is None
    refused("handover_none", handing.take_over, office, late)
    assert [(fact.action, fact.actor) for fact in office.queries.facts("交接班", "接班")] == [("交接班", "小王"), ("接班", "小李")]
    assert office.ledger.verify().ok


def test_the_open_events_of_a_person_go_to_another_in_one_operation_and_come_back_in_one(office):
    mine = [register(office, text=f"第{number}件", worker="小李") for number in range(3)]
    hard = register(office, category="其他", worker="小赵")
    office.ledger.act(hard.no, Action.ACCEPT, office.actor())
    office.ledger.act(hard.no, Action.HARD_CASE, office.actor(), {"hard_owner": "小李", "reason": "清单没有"})
    knife = register(office, text="有人拿刀", worker="小李")
    closed = register(office, text="问社保", worker="小李")
    office.ledger.act(closed.no, Action.ANSWER, office.actor(), {"result": "已告知到二楼办理"})
    other = register(office, text="别人的", worker="小李子")
    moved = handing.move_cards(office, "小李", "小张", "病假", office.actor())
    assert {event.no for event in moved} == {hard.no, knife.no, *(event.no for event in mine)}
    assert found(office, "上报人:小张") == {knife.no, *(event.no for event in mine)}
    assert (office.queries.event(hard.no)["hard_owner"], office.queries.event(hard.no)["worker"]) == ("小张", "小赵")
    assert (office.queries.event(closed.no)["worker"], office.queries.event(other.no)["worker"]) == ("小李", "小李子")
    step = office.queries.steps(moved[0])[-1]
    assert (step.action, step.data) == ("移交", {"from_person": "小李", "to_person": "小张", "reason": "病假"})
    assert office.ledger.undo(f"S{moved[0].version}", office.actor()).reversed == 5
    assert found(office, "上报人:小李") >= {event.no for event in mine}
    assert office.ledger.verify().ok


def test_a_person_without_open_events_has_nothing_to_move(office):
    register(office, worker="小李子")
    refused("move_none", handing.move_cards, office, "小李", "小张", "病假", office.actor())
    refused("move_none", handing.move_cards, office, "没有这个人", "小张", "病假", office.actor())


def test_an_event_of_somebody_else_is_not_moved(office):
    event = register(office, worker="小赵")
    given = {"from_person": "小李", "to_person": "小张", "reason": "病假"}
    assert refused("move_nothing", office.ledger.act, event.no, Action.MOVE_CARDS, office.actor(), given).params["person"] == "小李"


def test_a_path_says_where_an_event_is(placed_office):
    places = placed_office.ledger.directory.places()
    assert located(GRID, places) == {"district": "东城区", "street": "东街街道", "community": "东社区", "grid": "第1网格"}
    assert located("东城区/东街街道", places) == {"district": "东城区", "street": "东街街道"}
    refused("place_unknown", located, "第1网格", places)
    refused("place_virtual", located, "东城区/东街街道/网上社区/第1网格", places)


def test_events_of_no_grid_or_of_a_virtual_community_are_unplaced_until_they_are_placed(placed_office):
    office = placed_office
    nowhere = register(office, text="没有网格", community="东社区")
    virtual = register(office, text="网上来的", community="公众社区", grid="第1网格")
    listed = register(office, text="网上来的", community="网上社区", grid="第1网格")
    register(office, text="有网格", community="东社区", grid="第1网格")
    assert found(office, placing.UNPLACED) == {nowhere.no, virtual.no, listed.no}
    done = placing.place(office, (nowhere.no, virtual.no, listed.no), GRID, office.actor())
    assert {(event["community"], event["grid"], event["street"]) for event in done} == {("东社区", "第1网格", "东街街道")}
    assert found(office, placing.UNPLACED) == set()
    assert office.ledger.undo(f"S{done[0].version}", office.actor()).reversed == 3
    assert found(office, placing.UNPLACED) == {nowhere.no, virtual.no, listed.no}


def test_only_real_communities_and_grids_are_offered(placed_office):
    assert placing.choices(placed_office) == ("东城区/东街街道/东社区", GRID)


def test_a_late_note_looks_at_its_own_day(office):
    office.clock.at = office.clock.at.replace(hour=1)
    assert "11月20日中午前到期" in handing.gather(office, office.actor()).text
    assert at("2026-11-20 09:00") == office.now()


def test_a_draft_that_nobody_registered_is_in_the_note_without_its_names(office):
    assert section(handing.gather(office, office.actor()), "草稿") == set()
    drafts.keep(office.folder, {"text": "报警人张三丰称楼上漏水", "source": "窗口来访"})
    n, made = handing.hand_over(office, office.actor())
    assert "未登记的草稿：1 件\n　报警人某某称楼上漏水" in made.text
    (fact,) = office.queries.facts(HAND_OVER)
    assert (fact.n, fact.data["nos"]) == (n, "")
    drafts.drop(office.folder)
    assert "未登记的草稿：0 件" in handing.gather(office, office.actor()).text


def workers(office):
    return {event.text("worker") for event in everything(office)}


async def test_a_persons_cards_are_moved_by_keys_and_taken_back_by_one_undo(office):
    for _ in range(2):
        register(office, worker="老周")
    async with console(office) as (pilot, shown):
        await pilot.press("f7")
        await shown()
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        for name, typed in (("from_person", "老周"), ("to_person", "小张"), ("reason", "病假")):
            entry_ = pilot.app.screen.query_one(f"#{name}")
            if isinstance(entry_, TextArea):
                entry_.text = typed
            else:
                entry_.value = typed
        await pilot.press("f4")
        await until(pilot, lambda: workers(office) == {"小张"})
        assert "老周名下 2 件未结的已移交小张" in await shown()
        await pilot.press("ctrl+z")
        await until(pilot, lambda: workers(office) == {"老周"})
