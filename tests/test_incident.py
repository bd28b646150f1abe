"""An incident: many events and departments, a log that is only added to, a bulletin made of it; boards and notices."""

from __future__ import annotations

import pytest

from console import coordination
from console.widgets.ask import Ask, Pick
from exports.boards import days_over, debt_sheet, notice_report, whistle_sheet
from tests.ledger_tools import at, dispatched, refused, register, rows
from tests.test_actions_by_keys import until
from tests.test_screens import console
from wangge.incident import Kind, bulletin
from wangge.lifecycle import Action

NAME = "台风“海葵” [b]"


@pytest.fixture
def storm(office, clerk):
    return coordination.begin(office, NAME, "沿江一带", "应急、城管、供电所", None, clerk)


@pytest.fixture
def trees(office):
    return [dispatched(office, text=f"第{place}棵树倒伏，联系13812345678", caller="欧阳娜娜") for place in range(4)]


def note(office, clerk, kind, text):
    return coordination.log(office, NAME, kind, text, clerk)


def test_an_incident_begins_once_and_has_a_name(office, clerk, storm):
    assert (storm.place, storm.called, storm.ended_at) == ("沿江一带", ("应急", "城管", "供电所"), None)
    refused("incident_exists", coordination.begin, office, NAME, "", "", None, clerk)
    refused("value_invalid", coordination.begin, office, " ", "", "", None, clerk)
    refused("time_future", coordination.begin, office, "明天", "", "", at("2026-11-21 09:00"), clerk)
    error = refused("incident_unknown", coordination.one, office, "地震")
    assert error.params["known"] == NAME


def test_events_join_by_one_operation_and_leave_by_one_undo(office, clerk, storm, trees):
    joined = coordination.gather(office, NAME, "倒伏", clerk)
    assert {event.no for event in joined} == {event.no for event in trees} == {event.no for event in coordination.events_of(office, NAME)}
    assert coordination.gather(office, NAME, "倒伏", clerk) == ()
    office.ledger.undo(f"S{joined[0].version}", clerk)
    assert list(coordination.events_of(office, NAME)) == []


def test_an_event_joins_only_an_incident_that_goes_on(office, clerk, storm, trees):
    refused("incident_unknown", office.ledger.act, trees[0].no, Action.GATHER, clerk, {"incident": "地震"})
    coordination.end(office, NAME, clerk)
    refused("incident_over", office.ledger.act, trees[0].no, Action.GATHER, clerk, {"联动事项": NAME})
    refused("incident_over", note, office, clerk, Kind.SITUATION, "又倒一棵")


def test_the_log_is_only_added_to_and_sealed(office, clerk, storm, clock):
    note(office, clerk, Kind.SITUATION, "树倒4棵，电话13812345678")
    clock.forward(hours=2)
    found = note(office, clerk, Kind.ROLL_CALL, "应急，城管")
    assert [(entry.kind, entry.by) for entry in found.log] == [("情况", "小王"), ("点名", "小王")]
    assert (found.log[1].present, found.log[1].absent) == (("应急", "城管"), ("供电所",))
    assert found.log[0].at < found.log[1].at
    assert "13812345678" not in found.log[0].text
    assert office.ledger.verify().ok
    assert rows(office, "SELECT count(*) FROM seals") == [(3,)]


def test_a_bulletin_says_time_place_situation_measures_and_what_comes_next(office, clerk, storm, trees):
    coordination.gather(office, NAME, "倒伏", clerk)
    office.ledger.act(trees[0].no, Action.DONE, clerk, {"result": "已清理完毕"})
    for kind, text in (
        (Kind.SITUATION, "沿江路积水。"),
        (Kind.MEASURE, "出动抢险队两支"),
        (Kind.ROLL_CALL, "应急、城管"),
        (Kind.NEXT, "转移低洼户"),
    ):
        note(office, clerk, kind, text)
    text, path = coordination.send_bulletin(office, NAME, clerk)
    assert text.splitlines() == [
        f"【快报】{NAME}（第1期）",
        "时间：2026年11月20日12时00分",
        "地点：沿江一带",
        "情况：累计接报4件，已办结1件，在办3件；沿江路积水。",
        "已采取措施：出动抢险队两支。到岗：应急、城管，未到：供电所。",
        "下一步：转移低洼户。",
    ]
    assert path.parent == office.folder / "outbox"
    assert path.read_text(encoding="utf-8") == text
    again, second = coordination.send_bulletin(office, NAME, clerk)
    assert "第2期" in again
    assert "情况平稳" in again
    assert second != path


def test_a_bulletin_counts_from_the_last_one(office, clerk, storm):
    note(office, clerk, Kind.SITUATION, "第一波")
    coordination.send_bulletin(office, NAME, clerk)
    found = note(office, clerk, Kind.SITUATION, "第二波")
    text = bulletin(found, "", office.now())
    assert "第二波" in text
    assert "第一波" not in text


def test_what_is_late_is_counted(office, clerk, storm, trees, clock):
    coordination.gather(office, NAME, "倒伏", clerk)
    assert coordination.figures(office, NAME).overdue == 0
    clock.forward(days=30)
    assert coordination.figures(office, NAME) == coordination.Figures(4, 4, 0, 4)


async def test_an_incident_is_kept_with_keys_alone(office, clerk, trees):
    async with console(office, (120, 36)) as (pilot, shown):
        await pilot.press("ctrl+b")
        assert "各单位待办看板" in await shown()
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        for name, text in {"name": "台风", "place": "沿江", "called": "应急、城管"}.items():
            pilot.app.screen.query_one(f"#{name}").value = text
        await pilot.press("f4")
        await until(pilot, lambda: coordination.all_incidents(office))
        assert "联动事项：台风" in await shown()
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        await pilot.press(*"点名", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        assert "1应急　2城管" in await shown()
        await pilot.press("2", "f4")
        await until(pilot, lambda: coordination.one(office, "台风").log)
        assert "城管（未到：应急）" in await shown()
        await pilot.press("f6")
        await until(pilot, lambda: coordination.one(office, "台风").bulletins)
        assert "快报已写出" in await shown()
        await pilot.press("f9")
        assert "已写出" in await shown()
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        await pilot.press("enter")
        await until(pilot, lambda: coordination.one(office, "台风").ended_at)
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        pilot.app.screen.query_one("#text").text = "又倒一棵"
        await pilot.press("f4")
        assert "不能再记录" in await shown()


# boards and notices


def test_the_boards_show_who_came_and_who_owes(office, clerk, trees):
    event = office.ledger.act(trees[0].no, Action.SIGN, clerk)
    office.ledger.act(event.no, Action.WHISTLE, clerk, {"reason": "多头", "departments": "城管、消防"})
    office.ledger.act(event.no, Action.ARRIVE, clerk, {"departments": "城管"})
    sheet = whistle_sheet(coordination.blown(office), office.settings)
    assert [(row[4], row[5], row[6]) for row in sheet.rows] == [("城管", "已到", 0), ("消防", "未到", None)]
    sheet = debt_sheet(coordination.debts(office), office.settings, office.now())
    assert [(row[0], row[1]) for row in sheet.rows] == [("司法所", "签收")] * 3 + [("消防", "报到")]


@pytest.mark.parametrize(("due", "days"), [(None, 0), ("2026-11-20 12:00", 0), ("2026-11-20 11:59", 1), ("2026-11-18 11:00", 3)])
def test_days_over_are_begun_days(office, due, days):
    assert days_over(due and at(due), office.now()) == days


def test_notices_name_units_and_cards_and_no_resident(office, clerk, trees, clock):
    office.ledger.act(trees[0].no, Action.SUPERVISE, clerk, {"level": "红牌", "note": "久拖不办"})
    office.ledger.act(trees[1].no, Action.SUPERVISE, clerk, {"level": "普通", "note": "抓紧"})
    register(office)
    clock.forward(days=10)
    report = notice_report(tuple(coordination.open_events(office)), office.settings, office.now())
    late, cards, helpers = report.sheets
    assert [row[:3] for row in late.rows] == [("司法所", 4, 4)]
    assert late.total[:3] == ("合计", 4, 4)
    assert [(row[0], row[5]) for row in cards.rows] == [("红牌", "超期未回复"), ("普通", "超期未回复")]
    assert "红牌 1 件" in cards.notes[0]
    assert helpers.rows == ()
    assert not any(word in str(report) for word in ("欧阳", "138"))
    path = coordination.write_notices(office, report)
    assert path.exists()
    assert path.name.startswith("东街街道网格中心_通报_2026-11-30")


def test_notices_without_dates_do_not_say_that_nobody_is_late(office):
    register(office)
    (late, *_) = notice_report(tuple(coordination.open_events(office)), office.settings, office.now()).sheets
    assert "无从判断" in late.notes[0]


async def test_a_board_is_fitted_again_when_the_terminal_becomes_narrower(office, clerk, storm):
    def rule(text: str) -> int:
        (line,) = (line.strip() for line in text.splitlines() if line.strip() and not line.strip().strip("─"))
        return len(line)

    note(office, clerk, Kind.SITUATION, "沿江一带倒伏的树木正在清运，" * 8)
    async with console(office, (120, 36)) as (pilot, shown):
        await pilot.press("ctrl+b")
        await shown()
        await pilot.press("right", "right")
        assert rule(await shown()) > 80
        await pilot.resize_terminal(80, 24)
        assert rule(await shown()) <= 76
