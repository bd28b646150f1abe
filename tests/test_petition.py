"""Petitions: the clocks of the regulation day by day, repeats, the board of old ones, and their figures."""

from __future__ import annotations

from datetime import date

import pytest

from console import island as front
from exports.account import read
from exports.backlog import NOBODY, backlog_report
from exports.departments import department_sheets
from exports.drill import Drill
from plugins import petition
from tests.island_tools import guided
from tests.ledger_tools import found, refused
from wangge.catalogue import MonthRequest
from wangge.clocks import running
from wangge.explain import explain
from wangge.lifecycle import Action
from wangge.sheets import value_of
from wangge.times import chinese


def petitioned(office, **form):
    event = guided(office, "信访接待", text="征地补偿没有到账", category="信访事项")
    return office.ledger.act(event.no, Action.FILL, office.actor(), form)


def due(event, office):
    """The ends of the petition's clocks, by name."""
    own = {clock.name for clock in petition.CLOCKS}
    return {each.kind: chinese(each.due)[:10] for each in running(event.known, office.rules.clocks) if each.kind in own}


@pytest.mark.parametrize(
    ("form", "ends"),
    [
        # 15 calendar days from the 16th end on Saturday the 31st and roll over; five working days pass over the weekend
        ({"petition_received": "2026-10-16"}, {"告知信访人": "2026-11-02", "转送异议": "2026-10-23"}),
        ({"petition_received": "2026-10-16", "petition_objected": "2026-10-20"}, {"告知信访人": "2026-11-02"}),
        ({"petition_received": "2026-10-16", "petition_told": "2026-10-20"}, {}),
        ({"petition_accepted": "2026-09-30"}, {"信访办理": "2026-11-30"}),
        ({"petition_accepted": "2026-09-30", "petition_extended": petition.EXTENDED}, {"信访延长办理": "2026-12-29"}),
        ({"petition_accepted": "2026-09-30", "petition_replied": "2026-11-10"}, {"申请复查": "2026-12-10"}),
        ({"petition_review_asked": "2026-11-16"}, {"复查意见": "2026-12-16"}),
        ({"petition_reviewed": "2026-11-16"}, {"申请复核": "2026-12-16"}),
        ({"petition_recheck_asked": "2026-11-16"}, {"复核意见": "2026-12-16"}),
        ({"petition_recheck_asked": "2026-11-16", "petition_rechecked": "2026-11-19"}, {}),
    ],
    ids=str,
)
def test_each_clock_runs_by_its_article(island, form, ends):
    assert due(petitioned(island, **form), island) == ends


def test_the_time_of_a_hearing_is_not_counted_in_the_second_review(island):
    form = {"petition_recheck_asked": "2026-11-16", "petition_hearing_from": "2026-11-18"}
    event = petitioned(island, **form)
    assert due(event, island) == {}
    done = island.ledger.act(event.no, Action.FILL, island.actor(), {"petition_hearing_to": "2026-11-20"})
    assert due(done, island) == {"复核意见": "2026-12-21"}


def test_a_clock_tells_its_article_and_needs_no_case(island):
    event = petitioned(island, petition_accepted="2026-09-30")
    assert not event.known.get("case_at")
    (told,) = (each for each in explain(event.known, island.rules.clocks) if each.clock.kind == "信访办理")
    assert "《信访工作条例》第三十四条" in told.clock.row
    assert all(clock.source.startswith("《信访工作条例》第") and not clock.statutory for clock in petition.CLOCKS)
    assert {clock.limit.number for clock in petition.CLOCKS} == {5, 15, 30, 60, 90}


def test_the_form_keeps_the_number_of_the_national_system_and_asks_for_no_person():
    names = {field.name for field in petition.FIELDS}
    assert {"petition_no", "petition_due", "petition_repeat", "petition_first_no"} <= names
    assert all(name.startswith("petition_") for name in names)
    assert not {field.label for field in petition.FIELDS} & {"信访人", "信访人姓名", "身份证号", "住址"}


def test_repeats_are_found_by_what_they_are(island):
    first = petitioned(island, petition_no="XF1")
    again = petitioned(island, petition_no="XF2", petition_repeat="是", petition_first_no="XF1")
    assert found(island, "是否重复信访:是") == {again.no}
    assert found(island, "信访件编号:XF1") == {first.no}
    refused("value_invalid", petitioned, island, petition_repeat="可能")


def test_the_backlog_names_who_took_it_on_until_when_and_how_late(island):
    free = petitioned(island, petition_no="XF1", petition_backlog="是", petition_repeat="是")
    late = petitioned(island, petition_backlog="是", petition_leader="张某", petition_resolve_by="2026-11-10")
    ahead = petitioned(island, petition_backlog="是", petition_leader="张某", petition_resolve_by="2026-12-31")
    petitioned(island, petition_backlog="是", petition_leader="李某", petition_resolved="2026-11-01")
    closed = petitioned(island, petition_backlog="是", petition_leader="王某")
    island.ledger.act(closed.no, Action.WITHDRAW, island.actor(), {"reason": "息诉罢访"})
    (sheet,) = front.backlog(island).sheets
    assert [row[:5] for row in sheet.rows] == [
        (NOBODY, None, None, free.no, "XF1"),
        ("张某", "2026-11-10", 10, late.no, ""),
        ("张某", "2026-12-31", 0, ahead.no, ""),
    ]
    assert str(sheet.rows[0][5]).startswith("〔重复〕")
    assert sheet.notes[0] == "共 3 件，未包案 1 件，已超化解期限 1 件。包案：张某 2 件。"
    assert found(island, "是否积案:是 积案化解日期:空 -状态:已结案") == {free.no, late.no, ahead.no}


def test_an_empty_backlog_says_so(island):
    (sheet,) = backlog_report([], island.settings, date(2026, 11, 20)).sheets
    assert sheet.rows == ()
    assert sheet.notes[0] == "共 0 件，未包案 0 件，已超化解期限 0 件。"


def test_the_month_counts_petitions_apart(island):
    petitioned(island, petition_no="XF1", petition_people="6", petition_repeat="是")
    petitioned(island, petition_no="XF2", petition_backlog="是", petition_leader="张某")
    account = read(island.queries, island.settings, MonthRequest("2026-11"), island.now())
    drill = Drill(account, island.queries, island.settings, island.catalogue)
    (sheet,) = (each for each in department_sheets(account, island.catalogue, drill) if each.name == "信访")
    figures = {row[0]: value_of(row[1]) for row in sheet.rows}
    assert {name: figures[name] for name in ("登记信访件", "来访人数", "重复信访", "信访积案", "已包案", "已化解积案")} == {
        "登记信访件": 2,
        "来访人数": 6,
        "重复信访": 1,
        "信访积案": 1,
        "已包案": 1,
        "已化解积案": 0,
    }
