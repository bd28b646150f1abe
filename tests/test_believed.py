"""The machine's clock: what cannot be is asked about at the start and at the write door, and never recorded unsaid."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from console.archive import pack
from console.office import Office, create
from db.writer import CLOCK
from tests.conftest import NOON, StandingClock
from tests.ledger_tools import bring, command, dispatched, everything, last_step, planned, refused, register, rows
from wangge.believed import AHEAD, SLACK, recorded
from wangge.lifecycle import Action
from wangge.times import instant

WRONG = {
    "clock_behind": (datetime(1970, 1, 1, tzinfo=UTC), NOON - timedelta(days=1), NOON - SLACK - timedelta(seconds=1)),
    "clock_ahead": (datetime(2038, 1, 19, tzinfo=UTC), NOON + AHEAD + timedelta(seconds=1)),
}
CASES = [(code, at) for code, moments in WRONG.items() for at in moments]
WRITES = {
    "register": register,
    "act": lambda office: office.ledger.act(everything(office)[0].no, Action.NOTE, office.actor(), {"note": "看过"}),
    "import": lambda office: bring(office, [planned(1)]),
    "undo": lambda office: office.ledger.undo(f"S{last_step(office)}", office.actor()),
    "a fact": lambda office: office.ledger.note_office("期初未结", {"count": 1}, office.actor()),
}


@pytest.mark.parametrize(("code", "at"), CASES, ids=str)
def test_a_clock_that_cannot_be_is_said_at_the_start_and_nothing_is_written_with_it(office, clock, code, at):
    dispatched(office)
    steps = last_step(office)
    clock.at = at
    for write in WRITES.values():
        refused(code, write, office)
    with closing(Office.open(office.folder, clock)) as again:
        (said,) = again.notices
        assert "电脑时间" in said
        assert f"{at.astimezone(again.settings.zone):%Y-%m-%d %H:%M}" in said
        assert len(everything(again)) == 1, "reading goes on"
        for write in WRITES.values():
            refused(code, write, again)
    assert last_step(office) == steps


@pytest.mark.parametrize("year", [1970, 1999, 2024, 2036, 2038, 2106])
def test_a_new_office_takes_no_time_that_no_installation_has(tmp_path, year):
    with closing(Office.open(create(tmp_path / "office", "东街"), StandingClock(datetime(year, 6, 1, tzinfo=UTC)))) as office:
        assert len(office.notices) == 1
        refused("clock_unlikely", register, office)


@pytest.mark.parametrize("seconds", [0, 1, SLACK.total_seconds()])
def test_a_clock_that_the_network_sets_back_a_little_records_the_last_time_again(office, clock, seconds):
    register(office)
    before = rows(office, "SELECT max(recorded_at) FROM steps")
    clock.forward(seconds=-seconds)
    register(office)
    assert rows(office, "SELECT max(recorded_at), min(recorded_at) FROM steps") == [before[0] * 2]


def test_a_pause_of_two_years_is_no_question():
    assert recorded(instant(NOON + AHEAD), instant(NOON)) == instant(NOON + AHEAD)


@pytest.mark.parametrize(("code", "at"), CASES, ids=str)
def test_a_clock_that_is_right_is_confirmed_by_a_step_and_the_office_goes_on(office, clock, code, at):
    register(office)
    clock.at = at
    refused(code, register, office)
    office.ledger.confirm_clock("上次登记时电脑时间快了", office.actor("小王"))
    assert register(office).version == last_step(office)
    assert office.verify().ok
    ((actor,),) = rows(office, "SELECT actor FROM steps WHERE action = ?", CLOCK)
    assert actor == "小王"


def test_the_command_confirms_a_clock_and_says_when_there_is_nothing_to_confirm(tmp_path, capsys):
    folder = create(tmp_path / "office", "东街")
    with closing(Office.open(folder, StandingClock(datetime(2035, 1, 1, tzinfo=UTC)))) as office:
        register(office)
    assert command("--office", str(folder), "register", "--text", "路灯不亮") == 1
    assert "wangge confirm clock" in capsys.readouterr().err
    assert command("--office", str(folder), "confirm", "clock", "--reason", "电池坏了", "--json") == 0
    assert '"clock"' in capsys.readouterr().out
    assert command("--office", str(folder), "register", "--text", "路灯不亮") == 0
    assert command("--office", str(folder), "confirm", "clock", "ledger", "--reason", "再来") == 1
    assert "没有要确认的" in capsys.readouterr().err


def test_what_another_program_recorded_meanwhile_is_asked_about_too(office, clock):
    wrong = StandingClock(NOON + timedelta(days=40))
    with closing(Office.open(office.folder, wrong)) as other:
        register(other)
    refused("clock_behind", register, office)
    with closing(Office.open(office.folder, clock)) as third:
        third.ledger.confirm_clock("刚才快了", third.actor())
    register(office)


def test_an_import_that_a_kill_broke_off_waits_until_the_clock_is_right(office, clock):
    bring(office, [planned(number) for number in range(3)])
    with office.ledger.store.transaction() as connection:
        connection.execute("UPDATE batches SET state = 'open', pid = 1")
    clock.forward(days=-9)
    with closing(Office.open(office.folder, clock)) as again:
        assert len(again.notices) == 1
    clock.forward(days=9)
    with closing(Office.open(office.folder, clock)) as again:
        assert "导入" in again.notices[0]
        assert again.verify().ok


def test_an_office_is_restored_whatever_the_clock_says(tmp_path, capsys):
    folder = create(tmp_path / "office", "东街")
    with closing(Office.open(folder, StandingClock(datetime(2035, 1, 1, tzinfo=UTC)))) as office:
        register(office)
    pack(folder, tmp_path / "备份.zip")
    assert command("restore", str(tmp_path / "备份.zip"), str(tmp_path / "again")) == 0
    assert "电脑时间" in capsys.readouterr().err
