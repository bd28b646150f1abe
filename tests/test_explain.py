"""Explanation: a limit is told day by day, with its clause, on the command line and on the event screen."""

import json

import pytest

from console.app import WanggeApp
from tests.ledger_tools import command, dispatched
from wangge.explain import clause, explain
from wangge.lifecycle import Action
from wangge.limits import Limit


@pytest.fixture
def answer(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def answered(*arguments, code=0):
        assert command(*arguments, "--json") == code
        return json.loads(capsys.readouterr().out)

    return answered


def test_any_limit_is_computed_without_an_office(answer):
    told = answer("due", "--start", "2026-09-18", "--limit", "5工作日")
    assert told["due"] == told["earliest"] == told["latest"] == "2026-09-24T17:30:00+08:00"
    assert told["certain"] is True
    assert told["days"][:2] == [
        {"day": "2026-09-19", "counted": 0, "why": "周末"},
        {"day": "2026-09-20", "counted": 1, "why": "调休上班"},
    ]


def test_a_pause_of_whole_days_holds_its_last_day_too(answer):
    told = answer("due", "--start", "2026-02-13", "--limit", "30工作日", "--pause", "2026-03-02..2026-03-13")
    assert told["due"] == "2026-04-17T17:30:00+08:00"


def test_a_year_without_a_notice_is_told_as_a_range(answer):
    told = answer("due", "--start", "2028-09-20", "--limit", "10工作日")
    assert told["certain"] is False
    assert told["earliest"] < told["due"] < told["latest"]


def test_the_calendar_of_an_office_is_used_where_one_is_named(answer, office):
    path = office.folder / "wangge.toml"
    text = path.read_text(encoding="utf-8").replace('["08:30-12:00", "13:30-17:30"]', '["09:00-17:00"]')
    path.write_text(text.replace("rest = []", 'rest = ["2026-09-21"]'), encoding="utf-8")
    told = answer("--office", str(office.folder), "due", "--start", "2026-09-18", "--limit", "2工作日")
    assert told["due"] == "2026-09-22T17:00:00+08:00"


def test_a_clause_names_the_law_by_which_it_counts():
    assert "民法典第203条" in clause(Limit.parse("15自然日"))
    assert "民法典第201条" in clause(Limit.parse("24小时"))
    assert "第112条" in clause(Limit.parse("5工作日"), {"category": "交通事故"})
    assert "第112条" not in clause(Limit.parse("30自然日"), {"category": "交通事故"})
    assert "第112条" not in clause(Limit.parse("5工作日"), {"category": "邻里纠纷"})


def test_an_event_is_explained_with_its_pauses_and_what_moved_it(office, clock):
    event = dispatched(office)
    office.ledger.act(event.no, Action.SIGN, office.actor())
    office.ledger.act(event.no, Action.SUSPEND, office.actor(), {"reason": "等司法鉴定", "reason_code": "鉴定", "review_on": "2026-12-20"})
    (standing, _review) = explain(office.queries.event(event.no).known, office.rules.clocks)
    assert "自 2026-11-20 12:00 起暂停（鉴定）" in standing.clause
    clock.forward(days=3)
    office.ledger.act(event.no, Action.RESUME, office.actor())
    office.ledger.act(event.no, Action.ASK_DELAY, office.actor(), {"reason": "材料未齐", "days": 2})
    event = office.ledger.act(event.no, Action.GRANT_DELAY, office.actor(), {"days": 2})
    (told,) = explain(event.known, office.rules.clocks)
    assert told.clock.due == event["due_at"] > told.counted
    assert "暂停期间不计" in told.clause
    assert [day.why for day in told.days if day.day.isoformat() == "2026-11-23"] == ["暂停，不计"]


def test_a_handling_limit_is_explained_when_it_is_over(office, answer):
    event = dispatched(office)
    office.ledger.act(event.no, Action.SIGN, office.actor())
    office.ledger.act(event.no, Action.DONE, office.actor(), {"result": "已修好，反映人认可"})
    office.close()
    told = answer("--office", str(office.folder), "explain", event.no)
    assert [(clock["kind"], clock["limit"], len(clock["days"])) for clock in told["clocks"]] == [("办理", "5工作日", 7)]


async def test_a_key_shows_the_days_on_the_event_screen(office):
    from console.screens.event import EventScreen

    event = dispatched(office)
    app = WanggeApp(office)
    async with app.run_test(size=(100, 40)) as pilot:
        app.push_screen(EventScreen(event.no))
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.press("0")
        await pilot.pause()
        for _ in range(50):
            if app.screen.query("#clocks-text"):
                break
            await pilot.pause()
        shown = str(app.screen.query_one("#clocks-text").render())
        assert "5工作日" in shown
        assert "民法典" in shown
        assert "2026-11-27" in shown
        await pilot.press("escape")
