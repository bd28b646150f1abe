"""What is written can be read: instants with zones of their own, values that no reader could take, and ledgers that hold some from before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.office import LEDGER, Office
from db.projection import Projector
from tests.conftest import StandingClock
from tests.ledger_tools import act, at, behind, bring, bring_file, command, everything, found, planned, refused, register, table
from wangge.dates import told, zoned
from wangge.field import Field, Kind
from wangge.fields import BY_NAME, EVENT_FIELDS
from wangge.lifecycle import Action
from wangge.records import Draft
from wangge.times import from_wall, instant, is_instant

NINE = datetime(2025, 11, 5, 9, 3)


@pytest.mark.parametrize(
    "text",
    [
        *("2025-11-05T01:03:00Z", "2025-11-05T01:03Z", "2025-11-05T01:03:00.000Z", "2025-11-05 01:03:00 UTC", "2025-11-05 01:03:00Z"),
        *("2025-11-05T09:03:00+08:00", "2025-11-05T09:03:00.250+0800", "2025-11-05T09:03+08", "2025-11-05 09:03:00 +08:00"),
        *("2025-11-04T20:03:00-05:00", "20251105T010300Z", "2025/11/5 01:03 GMT", "2025-11-05 09:03 UTC+8", "２０２５-11-05T01:03:00Z"),
    ],
)
def test_a_moment_that_names_its_zone_is_that_moment_wherever_it_is_typed_or_imported(office, tmp_path, text):
    assert told(text, office.settings.zone) == NINE
    assert BY_NAME["reported_at"].clean(text, office.settings.zone) == at("2025-11-05 09:03")
    counts, _ = bring_file(office, table(tmp_path / "来件.csv", [("GD20251105001", "路灯不亮", text, "公共设施")]))
    assert counts["new"] == 1
    (event,) = everything(office)
    assert event["reported_at"] == "2025-11-05T01:03:00Z"
    assert office.ledger.verify().ok
    assert command("--office", str(office.folder), "show", event.no) == 0


@pytest.mark.parametrize(
    "text", ["2025-11-05 09:03-10:00", "2025-11-05", "2025-11-05 09:03", "2025-11-05T09:03:00+25:00", "2025-11-05T09:03:00+08:61", "09:03Z"]
)
def test_what_names_no_zone_is_not_read_as_one(text):
    assert zoned(text) is None


def test_a_day_is_the_offices_day_of_a_moment_with_a_zone():
    day = Field("applied_on", "申请日期", Kind.DAY)
    assert day.clean("2025-11-04T17:00:00Z") == day.clean(datetime(2025, 11, 4, 17, tzinfo=UTC)) == "2025-11-05"


@given(
    st.datetimes(
        datetime(1901, 1, 1), datetime(2099, 12, 30), timezones=st.integers(-14, 14).map(lambda hour: timezone(timedelta(hours=hour)))
    )
)
def test_any_moment_is_kept_so_that_it_reads_back(moment):
    for value in (moment, moment.isoformat(), moment.replace(tzinfo=None)):
        assert is_instant(BY_NAME["occurred_at"].clean(value))
    assert BY_NAME["occurred_at"].clean(moment.isoformat()) == instant(moment)


@pytest.mark.parametrize("value", ["0001-01-01 00:00:00", datetime(1, 1, 1), datetime(9999, 12, 31, 23), datetime(1, 1, 1, tzinfo=UTC)])
def test_a_moment_beyond_the_calendar_is_refused_in_a_sentence(value):
    refused("time_unreadable", BY_NAME["occurred_at"].clean, value)


def test_a_wall_with_a_zone_is_no_wall():
    with pytest.raises(ValueError, match="zone"):
        from_wall(datetime(2025, 11, 5, tzinfo=UTC))


WRONG = {
    Kind.TIME: (
        "2025-05-06T06:57:00+00:00Z",
        "2025-05-06 14:57",
        "2025-05-06",
        "",
        20250506,
        "2025-13-06T06:57:00Z",
        "0001-01-01T00:00:00Z",
    ),
    Kind.DAY: ("2025-5-6", "20250506", "2025-02-30", "2025-05-06T06:57:00Z", 20250506),
    Kind.NUMBER: ("3", 3.0, True, 2**64),
    Kind.MONEY: ("300", 300.5, False),
    Kind.DECIMAL: (3, "3,5", "三", "1e9", "0.12345"),
    Kind.TABLE: ("[]", "{}", "甲\t乙", '[{"name":3}]', '["x"]'),
    Kind.LINE: (3, "\ud800", ""),
}


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in WRONG.items() for value in values])
def test_a_value_of_another_shape_does_not_read_back(kind, value):
    columns = (Field("name", "姓名"),) if kind is Kind.TABLE else ()
    assert not Field("some", "某项", kind, columns=columns).readable(value)


@pytest.mark.parametrize("field", EVENT_FIELDS, ids=lambda field: field.name)
def test_what_every_field_makes_of_a_usual_value_reads_back(field):
    usual = {Kind.TIME: "2025-05-06 14:57", Kind.DAY: "2025-05-06", Kind.NUMBER: "3", Kind.MONEY: "1.2万", Kind.DECIMAL: "2.50"}
    kept = field.clean(usual.get(field.kind, field.choices[0] if field.choices else "东街"))
    assert kept is not None
    assert field.readable(kept)


@pytest.mark.parametrize(
    ("name", "value"), [("reported_at", "2025-05-06T06:57:00+00:00Z"), ("urges", "2"), ("state", "待定"), ("perform_by", "明天")]
)
def test_the_write_door_refuses_what_nobody_could_read_whoever_brings_it(office, name, value):
    before = register(office)
    refused("value_unreadable", bring, office, [planned(1, **{name: value})])
    office.rules.decide = lambda *_: Draft(Action.CORRECT, before.state, before.state, office.now(), {name: value})
    refused("value_unreadable", act, office, before, Action.CORRECT)
    assert [event.version for event in everything(office)] == [before.version]
    assert office.ledger.verify().ok


def test_verify_names_a_stored_value_that_no_screen_can_read(office, monkeypatch):
    monkeypatch.setattr(Projector, "unreadable", lambda *_: [])
    bring(office, [planned(1, occurred_at="昨天")])
    monkeypatch.undo()
    (problem,) = office.ledger.verify().problems
    assert (problem.column, "occurred_at" in problem.message) == ("occurred_at", True)


SPOILT = {"reported_at": "2025-05-06T06:57:00+00:00Z", "closed_at": "2025-05-07T01:30:00+08:00Z", "state": "已结案"}
"""What an earlier version made of `2025-05-06T14:57:00Z` and `2025-05-07T09:30:00+08:00`."""


@pytest.fixture
def spoilt(office, monkeypatch):
    """An office as an earlier version left it: an import with times that named their zone."""
    monkeypatch.setattr(Projector, "unreadable", lambda *_: [])
    monkeypatch.setattr("db.imports.bring_in", as_before)
    bring(office, [planned(1), planned(2, **SPOILT), planned(3)])
    monkeypatch.undo()
    with behind(office) as hand:
        hand.execute("PRAGMA user_version = 7")
        hand.execute("DELETE FROM migrations WHERE name LIKE '0008%'")
    office.close()
    return office.folder


def as_before(row, now, _clocks):
    """A step for each time of the row, at that time as it was kept."""
    first = Draft(Action.BRING_IN, None, "待受理", row["reported_at"], {**row, "state": "待受理"})
    last = Draft(Action.BRING_IN, "待受理", row["state"], row["closed_at"], {"state": row["state"]}) if "closed_at" in row else None
    return (first, *filter(None, (last,)))


def test_a_ledger_that_holds_spoilt_times_is_healed_when_it_is_opened_and_says_so(spoilt, clock):
    office = Office.open(spoilt, clock)
    assert [str(notice) for notice in office.notices] == ["早先版本写坏了 1 件的时间（共 3 处），已改回来件所写的时刻，并记入台账。"]
    (event,) = [event for event in everything(office) if event.text("external_no") == "GD00002"]
    assert event["reported_at"] == "2025-05-06T14:57:00Z"
    assert event["closed_at"] == "2025-05-07T01:30:00Z"
    assert office.ledger.verify().ok
    (told_by,) = [step for step in office.queries.office_steps() if step.action == "修复时间"]
    assert told_by.data == {"events": 1, "values": 3}
    assert [str(step.at) for step in office.queries.steps(event)] == ["2025-05-06T14:57:00Z", "2025-05-07T01:30:00Z"]
    assert orjson.loads(orjson.dumps(dict(office.queries.raw(event))))["closed_at"] == "2025-05-07T01:30:00Z"
    assert found(office, "上报:2025-05") == {event.no}
    for each in (
        ["show", event.no],
        ["events", "--json"],
        ["wall", "--json"],
        ["report", "month", "--month", "2025-05", "--json"],
        ["verify"],
    ):
        assert command("--office", str(spoilt), *each) == 0, each
    office.ledger.confirm_clock("样例的时间是固定的", office.actor())
    assert office.ledger.undo("B1", office.actor(), reason="重新导入").reversed == 3
    assert office.ledger.verify().ok
    office.close()
    assert Office.open(spoilt, clock).notices == ()


def test_a_sound_ledger_is_opened_without_a_word(office):
    office.close()
    opened = Office.open(office.folder, StandingClock())
    assert opened.notices == ()
    assert (opened.folder / LEDGER).exists()
    opened.close()
