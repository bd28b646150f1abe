"""What may be seen of an event: masks by the kind of field, and nothing that passes the read door without one."""

import json
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.office import Office, create
from db.projection import Projector, fold
from db.schema import EVENT_COLUMNS
from plugins import labour
from tests.ledger_tools import SENT, bring, command, everything, planned, refused, register, rows
from wangge.field import Field, Kept, Kind
from wangge.fields import EVENT_FIELDS
from wangge.lifecycle import ONE_KEY_DISPATCH, Action
from wangge.times import Instant

SECRETS = {
    "phone": "13812345678",
    "other phone": "13987654321",
    "id number": "33010619900307123X",
    "card": "6222021202012345678",
    "landline": "0571-87654321",
    "name": "欧阳娜娜",
    "unknown column": "家住三楼左手",
}
TEXT = "反映楼上漏水，本人电话13812345678，身份证33010619900307123X，退款至6222021202012345678，家里0571-87654321"
KEY = b"office secret"
PROJECTOR = Projector(labour.FIELDS, KEY)


@pytest.fixture
def told(office):
    """An event full of what nobody should see, with a step of every kind that could tell it."""
    bring(office, [planned(1, text=TEXT, caller="欧阳娜娜", caller_phone="13812345678", extra={"住址备注": "家住三楼左手"})])
    act, actor = office.ledger.act, office.actor("小王")
    act("GD00001", Action.NOTE, actor, {"note": "已回拨13987654321"})
    act("GD00001", Action.CORRECT, actor, {"reason": "改电话13812345678", "caller_phone": "13987654321", "title": "电话13812345678漏水"})
    act("GD00001", ONE_KEY_DISPATCH, actor, SENT)
    act("GD00001", Action.SIGN, actor)
    return act("GD00001", Action.DONE, actor, {"result": "已电告13987654321，欠款转6222021202012345678"})


def leaks(said: str) -> list[str]:
    return [what for what, secret in SECRETS.items() if secret in said]


def test_nothing_that_the_read_door_gives_holds_a_sensitive_value(office, told):
    queries = office.queries
    given_out = [told, queries.event(told.no), *everything(office), *queries.by_ids([told.id]), *queries.steps(told)]
    given_out += queries.lives(Instant(""), Instant("9999"))
    given_out += [queries.facets(name) for name in EVENT_COLUMNS]
    assert not leaks(repr(given_out))
    assert "138****5678" in repr(given_out)
    assert "欧阳**" in repr(given_out)


def test_the_row_in_the_file_holds_no_sensitive_value_either(office, told):
    assert not leaks(repr(rows(office, "SELECT * FROM events")))
    assert leaks(repr(rows(office, "SELECT body FROM step_data"))) == list(SECRETS)


@pytest.mark.parametrize("arguments", [["events"], ["events", "--json"], ["show", "GD00001"], ["show", "GD00001", "--json"]])
def test_the_command_line_shows_no_sensitive_value(office, told, capsys, arguments):
    assert command("--office", str(office.folder), *arguments) == 0
    said = capsys.readouterr().out
    assert told.text("external_no") in said
    assert not leaks(said)


def test_a_message_shows_no_sensitive_value(office, told):
    for term in ("反映人:欧阳娜娜", "反映人电话:13812345678"):
        error = refused("query_value", office.queries.count, office_query(office, term))
        assert not leaks(error.params["known"])


def office_query(office, line):
    from wangge.query import parse

    return parse(line, office.catalogue.fields())


def test_a_sensitive_value_is_shown_for_a_reason_that_is_recorded_first(office, told, monkeypatch):
    written = []
    note = office.ledger.note_office
    monkeypatch.setattr(office.ledger, "note_office", lambda *args: (note(*args), written.append(count(office))))
    before = count(office)
    assert office.ledger.reveal(told.no, "caller_phone", " 回访 ", office.actor("小王")) == "13987654321"
    assert written == [before + 1]
    ((body, by),) = rows(
        office, "SELECT d.body, s.actor FROM steps s JOIN step_data d USING (n) WHERE s.event IS NULL AND s.action = '查看原文'"
    )
    assert json.loads(body)["data"] == {"no": told.no, "field": "caller_phone", "reason": "回访"}
    assert by == "小王"


def count(office):
    return rows(office, "SELECT count(*) FROM steps WHERE event IS NULL")[0][0]


@pytest.mark.parametrize(
    ("no", "field", "reason", "code"),
    [
        ("GD00001", "caller_phone", " ", "reveal_reason"),
        ("GD00001", "caller_phone", "查", "reveal_reason"),
        ("GD00001", "merged_into", "回访", "reveal_nothing"),
        ("GD00001", "没有的列", "回访", "field_unknown"),
        ("GD00009", "caller_phone", "回访", "event_unknown"),
    ],
)
def test_a_look_that_is_refused_shows_nothing_and_records_nothing(office, told, no, field, reason, code):
    refused(code, office.ledger.reveal, no, field, reason, office.actor())
    assert count(office) == 0


def test_a_look_that_cannot_be_recorded_shows_nothing(office, told, monkeypatch):
    def full_disk(*_args):
        raise OSError("no space left")

    monkeypatch.setattr(office.ledger, "note_office", full_disk)
    with pytest.raises(OSError, match="no space"):
        office.ledger.reveal(told.no, "caller", "回访", office.actor())


def test_what_was_taken_back_is_not_shown(office, told):
    note = office.ledger.act("GD00001", Action.CORRECT, office.actor(), {"reason": "抄错", "caller": "李四"})
    office.ledger.undo(f"S{note.version}", office.actor())
    assert office.ledger.reveal(told.no, "caller", "回访", office.actor()) == "欧阳娜娜"


def test_every_value_can_be_seen_for_a_reason(office, told):
    said = [office.ledger.reveal(told.no, field, "回访核对", office.actor()) for field in ("text", "caller", "住址备注", "title")]
    assert said == [TEXT, "欧阳娜娜", "家住三楼左手", "电话13812345678漏水"]


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("caller", "张三", "张*"),
        ("caller", "欧阳娜娜", "欧阳**"),
        ("caller", "不愿提供", "不愿提供"),
        ("caller_phone", "13812345678", "138****5678"),
        ("caller_phone", "0571-87654321", "0571-******21"),
        ("text", "打13812345678找我", "打138****5678找我"),
        ("place", "人民路3号，电话13812345678", "人民路3号，电话138****5678"),
        ("unit", "司法所", "司法所"),
        ("worker", "李四", "李四"),
        ("returns", 3, 3),
        ("labour_employer", "东街建筑公司", "东街建筑公司"),
        ("labour_people", 12, 12),
        ("labour_id_no", "33010619900307123X", "＊" * 8),
        ("labour_employer_phone", "13812345678", "138****5678"),
        ("labour_born", "1990-03-07", "＊" * 8),
        ("labour_claims", "支付工资，电话13812345678", "支付工资，电话138****5678"),
        ("labour_unpaid", 1_200_050, 1_200_050),
        (
            "labour_workers",
            '[{"months":"3","name":"欧阳娜娜","owed":1800000,"phone":"13812345678"},{"没有的列":"内容"}]',
            '[{"months":"3","name":"欧阳**","owed":1800000,"phone":"138****5678"},{"没有的列":"＊＊"}]',
        ),
        ("从没见过的列", "内容", "＊＊"),
        ("从没见过的列", "很长很长很长很长很长", "＊" * 8),
    ],
)
def test_a_value_is_masked_by_the_kind_of_its_field(name, value, shown):
    assert PROJECTOR.masked(name, value) == shown
    row = PROJECTOR.changed({name: value}, None)
    assert (row.get(name) or json.loads(row["extra"])[name]) == shown


def test_every_sensitive_field_has_a_mask_and_every_text_too():
    for field in EVENT_FIELDS:
        if field.sensitive or field.kind is Kind.TEXT:
            assert PROJECTOR.masked(field.name, "13812345678") != "13812345678", field.name


def test_a_department_that_is_switched_off_leaves_its_values_masked():
    assert Projector((), KEY).masked("labour_employer", "东街建筑公司") == "＊" * 6
    assert Projector((), KEY).masked("labour_unpaid", 1_200_000) == "＊" * 7
    assert Projector((), KEY).masked("labour_workers", '[{"name":"张三"}]') == "＊" * 8


def test_a_sensitive_number_is_masked_in_steps_and_rows_alike():
    projector = Projector([Field("pay", "工资", Kind.MONEY, sensitive=True, kept=Kept.EXTRA)], KEY)
    assert projector.masked("pay", 12) == "＊＊"
    assert json.loads(projector.changed({"pay": 12}, None)["extra"]) == {"pay": "＊＊"}


@pytest.mark.parametrize("phone", ["13812345678", "138-1234-5678", "138 1234 5678", "057187654321"])
def test_a_whole_phone_number_is_recognised_however_it_is_written(phone):
    digits = phone.replace("-", "").replace(" ", "")
    expected = int.from_bytes(blake2b(digits.encode(), digest_size=8, key=KEY).digest(), "big", signed=True)
    assert PROJECTOR.changed({"caller_phone": phone}, None)["caller_key"] == expected


@pytest.mark.parametrize("phone", ["138****5678", "1381234567", "138123456789", "12812345678", "不愿提供", "13812345678/13987654321", None])
def test_what_is_no_whole_phone_number_recognises_nobody(phone):
    assert PROJECTOR.changed({"caller_phone": phone}, None)["caller_key"] is None


def test_two_offices_do_not_recognise_each_others_callers(office, tmp_path):
    keys = set()
    for folder in ("西街", "南街"):
        second = Office.open(create(tmp_path / folder))
        bring(second, [planned(1, caller_phone="13812345678")])
        keys.update(key for (key,) in rows(second, "SELECT caller_key FROM events"))
        second.close()
    bring(office, [planned(1, caller_phone="13812345678"), planned(2, caller_phone="13812345678")])
    keys.update(key for (key,) in rows(office, "SELECT caller_key FROM events"))
    assert len(keys) == 3


NAMES = st.sampled_from(("text", "unit", "returns", "caller", "labour_employer", "从没见过的列", "closed_at"))
CHANGES = st.lists(st.dictionaries(NAMES, st.one_of(st.none(), st.integers(0, 9), st.text("甲乙1", max_size=3)), max_size=4), max_size=6)


@given(CHANGES)
def test_the_fold_applies_every_change_in_order_and_ignores_none(steps):
    expected = {}
    for changes in steps:
        expected |= changes
    assert fold({"changes": changes} for changes in steps) == {name: value for name, value in expected.items() if value is not None}


TEXTS = st.dictionaries(
    st.sampled_from(("text", "unit", "caller", "labour_employer", "从没见过的列")), st.one_of(st.none(), st.text("甲乙1", max_size=3))
)
COUNTS = st.dictionaries(st.sampled_from(("returns", "urges")), st.one_of(st.none(), st.integers(0, 9)))
READABLE = st.lists(st.builds(lambda texts, counts: {**texts, **counts}, TEXTS, COUNTS), max_size=6)


@given(READABLE)
def test_one_step_after_the_other_sets_the_same_row_as_all_of_them_at_once(steps):
    row = {}
    for changes in steps:
        row.update(PROJECTOR.changed(changes, row.get("extra")))
    at_once = PROJECTOR.changed(fold({"changes": changes} for changes in steps), None)
    for name in ("extra", "gist", "caller_key", *EVENT_COLUMNS):
        assert row.get(name) == at_once.get(name), name


def test_every_field_that_the_table_keeps_has_its_column_and_no_other(office):
    columns = {name for _, name, *_ in rows(office, "PRAGMA table_info(events)")}
    assert columns >= set(EVENT_COLUMNS) == {field.name for field in EVENT_FIELDS if field.kept is Kept.COLUMN}
    assert register(office, labour_people="3").extra == {"labour_people": 3}
