"""Verify: whatever was done to the file behind the program's back is found, and named by its step or its event."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from random import Random

import pytest

from console.office import SETTINGS, Office
from db import chain, dialect
from tests.ledger_tools import behind, bring, dispatched, holding, planned, refused, register, rows, work
from wangge.errors import WanggeError
from wangge.lifecycle import Action

HEADER = ("subject", "deed", "action", "source", "target", "at", "proven", "recorded_at", "actor", "unit", "recorded_by", "via")


@pytest.fixture
def sound(office, clock):
    """Three events: one with a note in its middle, one from a file, one that was taken back. The steps are numbered in this order.

    1–3 登记、受理、派遣, 4 备注, 5 签收 of the first; 6, 7 of the file's; 8 期初未结; 9 登记 and 10 撤销 of the third; 11 备注 of the first.
    """
    event = dispatched(office, caller="张三", caller_phone="13812345678", labour_employer="东街建筑公司")
    office.ledger.act(event.no, Action.NOTE, office.actor(), {"note": "已去电"})
    office.ledger.act(event.no, Action.SIGN, office.actor())
    bring(office, [planned(1, state="处置中", extra={"备用列": "内容"})])
    office.ledger.set_opening("2026-11", 3, office.actor())
    register(office)
    office.ledger.undo("S9", office.actor())
    office.ledger.act(event.no, Action.NOTE, office.actor(), {"note": "再去电"})
    assert problems(office) == []
    return office


def problems(office):
    """What verify says, without the full stop."""
    found = office.ledger.verify()
    assert found.ok is (not any(problem.fatal for problem in found.problems))
    return [problem.message.rstrip("。") for problem in found.problems]


def tamper(office, statement, *values):
    with behind(office) as hand:
        assert hand.execute(statement, values).rowcount > 0


def test_a_ledger_after_long_random_work_is_sound(office, clock):
    undone = work(office, clock, Random(7), 500)
    assert undone > 10
    told = []
    found = office.ledger.verify(lambda done, total: told.append((done, total)) or True)
    assert found.ok, found.problems[:3]
    assert (found.events, found.steps, found.seals) == rows(
        office, "SELECT (SELECT count(*) FROM events WHERE hidden = 0), (SELECT count(*) FROM steps), (SELECT count(*) FROM seals)"
    )[0]
    assert all(0 <= done <= total for done, total in told)


def test_a_verification_can_be_stopped(sound):
    refused("import_stopped", sound.ledger.verify, lambda done, total: False)


def test_a_department_that_is_switched_off_later_does_not_make_the_ledger_wrong(sound, clock):
    path = sound.folder / SETTINGS
    path.write_text(path.read_text(encoding="utf-8").replace("off = []", 'off = ["plugins.labour"]'), encoding="utf-8")
    again = Office.open(sound.folder, clock)
    assert "labour" not in [department.key for department in again.catalogue.departments]
    assert problems(again) == []
    tamper(again, "UPDATE events SET extra = replace(extra, '东街', '西街') WHERE id = 1")
    assert problems(again) == ["事件 WG202611200001 的“extra”与步骤推出的不一致"]
    again.close()


@pytest.mark.parametrize("first", ["on", "off"])
def test_what_a_department_masks_in_its_own_way_is_sound_when_it_goes_and_when_it_comes(office, clock, first):
    def switched(office, off):
        path = office.folder / SETTINGS
        office.close()
        text = path.read_text(encoding="utf-8").replace('off = ["plugins.labour"]', "off = []")
        path.write_text(text.replace("off = []", 'off = ["plugins.labour"]') if off else text, encoding="utf-8")
        return Office.open(office.folder, clock)

    workers = '[{"months":"3","name":"欧阳娜娜","phone":"13812345678"},{"name":"张三"}]'
    told = {"labour_workers": workers, "labour_head": "李四", "labour_born": "1990-03-07", "labour_unpaid": 1_200_000}
    there = switched(office, first == "off")
    bring(there, [planned(1, **told)])
    assert problems(there) == []
    changed = switched(there, first == "on")
    assert problems(changed) == []
    shown = changed.queries.event("GD00001").extra["labour_workers"]
    assert "欧阳娜娜" not in shown
    other = '[{"name":"欧阳**"}]' if first == "on" else "＊＊"
    tamper(changed, "UPDATE events SET extra = json_set(extra, '$.labour_workers', ?)", other)
    assert problems(changed) == [f"事件 {changed.queries.event('GD00001').no} 的“extra”与步骤推出的不一致"]
    changed.close()


def test_a_byte_that_was_changed_in_a_body_is_found(sound):
    tamper(sound, "UPDATE step_data SET body = replace(body, '已去电', '未去电') WHERE n = 4")
    assert problems(sound) == ["第 4 步的内容被改动过"]


def test_another_salt_is_found(sound):
    tamper(sound, "UPDATE step_data SET salt = zeroblob(16) WHERE n = 4")
    assert problems(sound) == ["第 4 步的内容被改动过"]


@pytest.mark.parametrize("column", [name for name in HEADER if name != "subject"])
def test_a_header_that_was_changed_is_found(sound, column):
    value = 0 if column == "proven" else "2020-01-01T00:00:00Z"
    tamper(sound, f"UPDATE steps SET {column} = ? WHERE n = 4", value)
    assert problems(sound)[0] == "第 4 步的登记项被改动过"


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (
            4,
            [
                "第 4 步到第 4 步不见了",
                "第 5 步接不上同一事件的前一步，中间有步骤被删去或插入",
                "第 3 号封签与它封存的第 4–4 步不符，有步骤被删改或插入",
            ],
        ),
        (
            2,
            [
                "第 2 步到第 2 步不见了",
                "第 3 步接不上同一事件的前一步，中间有步骤被删去或插入",
                "第 2 号封签与它封存的第 2–3 步不符，有步骤被删改或插入",
            ],
        ),
        (8, ["第 8 步到第 8 步不见了", "第 6 号封签与它封存的第 8–8 步不符，有步骤被删改或插入"]),
    ],
)
def test_a_step_that_was_taken_out_is_found(sound, step, said):
    tamper(sound, "DELETE FROM steps WHERE n = ?", step)
    assert problems(sound)[: len(said)] == said


def test_a_last_step_that_was_taken_out_is_found_though_the_event_was_mended(sound):
    with behind(sound) as hand:
        hand.execute("DELETE FROM steps WHERE n = 11")
        hand.execute("DELETE FROM step_data WHERE n = 11")
        hand.execute("UPDATE events SET version = 5 WHERE id = 1")
    assert problems(sound) == ["第 9 号封签与它封存的第 11–11 步不符，有步骤被删改或插入"]


def test_an_event_that_was_taken_out_whole_is_found(sound):
    with behind(sound) as hand:
        for table in ("steps", "step_data"):
            hand.execute(f"DELETE FROM {table} WHERE n IN (6, 7)")
        hand.execute("DELETE FROM events WHERE id = 2")
    assert problems(sound) == [
        *("第 6 步到第 7 步不见了", "第 5 号封签与它封存的第 6–7 步不符，有步骤被删改或插入"),
        "批次 1 记着新件 1 件，台账里有 0 件",
    ]


def forge(hand, n, previous, **header):
    """A step that is right in itself."""
    told = dict(zip(HEADER, hand.execute(f"SELECT {', '.join(HEADER)} FROM steps WHERE n = 4").fetchone(), strict=True)) | header
    body = chain.canonical({"changes": {}, "data": {"note": "伪造"}})
    commitment = chain.commit(b"s" * 16, body)
    digest = chain.link(previous, commitment, tuple(told.values()))
    hand.execute("DELETE FROM steps WHERE n = ?", (n,))
    hand.execute("DELETE FROM step_data WHERE n = ?", (n,))
    columns = ("n", "event", *HEADER, "commitment", "previous", "hash")
    values = (n, 1, *told.values(), commitment, previous, digest)
    hand.execute(f"INSERT INTO steps ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", values)
    hand.execute("INSERT INTO step_data VALUES (?, ?, ?)", (n, b"s" * 16, body))


def test_a_step_that_was_added_without_a_seal_is_found(sound):
    with behind(sound) as hand:
        (last,) = hand.execute("SELECT hash FROM steps WHERE n = 11").fetchone()
        forge(hand, 12, last)
        hand.execute("UPDATE events SET version = 12 WHERE id = 1")
    assert problems(sound) == ["第 12 步起没有封签，不是由本程序写入"]


def test_a_step_that_was_slipped_in_for_another_is_found(sound):
    with behind(sound) as hand:
        (before,) = hand.execute("SELECT hash FROM steps WHERE n = 3").fetchone()
        forge(hand, 4, before)
    assert problems(sound) == [
        "第 5 步接不上同一事件的前一步，中间有步骤被删去或插入",
        "第 3 号封签与它封存的第 4–4 步不符，有步骤被删改或插入",
    ]


def test_a_step_that_was_moved_to_another_event_is_found(sound):
    tamper(sound, "UPDATE steps SET event = 2 WHERE n = 4")
    assert problems(sound) == ["事件 WG202611200002 名下有别的事件的步骤"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(
            ("state", "已结案"),
            ("unit", "综合执法中队"),
            ("unit", None),
            ("text", "改过"),
            ("due_at", "2030-01-01T00:00:00Z"),
            ("returns", 1),
        ),
        *(("caller", "张三"), ("caller_phone", None), ("caller_key", "x"), ("gist", 1), ("no", "WG0"), ("moved_at", None), ("extra", "{}")),
    ],
)
def test_a_row_that_says_something_else_than_its_steps_is_found(sound, column, value):
    tamper(sound, f"UPDATE events SET {column} = ? WHERE id = 1", value)
    no = value if column == "no" else "WG202611200001"
    assert problems(sound) == [f"事件 {no} 的“{column}”与步骤推出的不一致"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("hidden = 1 WHERE id = 1", "事件 WG202611200001 是否显示与步骤不符"),
        ("hidden = 0 WHERE id = 3", "事件 WG202611200003 是否显示与步骤不符"),
        ("version = 5 WHERE id = 1", "事件 WG202611200001 的最后一步应是第 11 步，记录写的是第 5 步"),
        ("uid = 'x' WHERE id = 2", "事件 WG202611200002 名下有别的事件的步骤"),
    ],
)
def test_a_row_that_stands_wrong_among_the_others_is_found(sound, change, said):
    tamper(sound, f"UPDATE events SET {change}")
    assert problems(sound) == [said]


def test_a_row_that_is_gone_and_a_row_without_steps_are_found(sound):
    with behind(sound) as hand:
        hand.execute("UPDATE events SET id = 9 WHERE id = 2")
    assert problems(sound) == ["第 2 号事件的记录不见了，只剩步骤", "事件 WG202611200002 没有任何步骤，不是由本程序写入"]


def test_a_body_that_is_gone_is_found(sound):
    tamper(sound, "DELETE FROM step_data WHERE n = 4")
    assert problems(sound) == ["第 4 步的内容不见了"]


@pytest.mark.parametrize(
    "change", ["INSERT INTO undone VALUES (4, 10)", "DELETE FROM undone WHERE n = 9", 'UPDATE undone SET n = 4, "by" = 10 WHERE n = 9']
)
def test_steps_that_are_said_to_be_taken_back_and_were_not_are_found(sound, change):
    tamper(sound, change)
    assert any("已撤销的步骤与撤销时所记的不符" in said for said in problems(sound))


@pytest.mark.parametrize("change", ["digest = zeroblob(32)", "hash = zeroblob(32)", "last = 3", "first = 3"])
def test_a_seal_that_was_changed_is_found(sound, change):
    tamper(sound, f"UPDATE seals SET {change} WHERE n = 3")
    assert any("第 3 号封签" in said for said in problems(sound))


def test_a_seal_that_is_gone_is_found(sound):
    tamper(sound, "DELETE FROM seals WHERE n = 3")
    assert problems(sound) == ["第 4 号封签接不上前一号"]
    tamper(sound, "DELETE FROM seals WHERE n = 9")
    assert "第 11 步起没有封签，不是由本程序写入" in problems(sound)


@pytest.mark.parametrize("guard", sorted(dialect.TRIGGERS))
def test_a_guard_of_the_same_name_that_guards_nothing_is_found(sound, guard):
    with closing(sqlite3.connect(sound.ledger.store.path)) as hand:
        (text,) = hand.execute("SELECT sql FROM sqlite_master WHERE name = ?", (guard,)).fetchone()
        hand.execute(f"DROP TRIGGER {guard}")
        hand.execute(text.split("BEGIN")[0] + "BEGIN SELECT 1; END")
    assert problems(sound) == [f"防改触发器 {guard} 被换成了别的内容，台账可能被别的程序动过"]


@pytest.mark.parametrize("event", ["1", "office"])
def test_a_body_that_is_no_utf_8_is_named_and_the_rest_is_still_checked(sound, event):
    n = 2 if event == "1" else 8
    tamper(sound, "UPDATE step_data SET body = CAST(x'7bff7d' AS TEXT) WHERE n = ?", n)
    tamper(sound, "UPDATE counters SET last = 0")
    told = problems(sound)
    assert f"第 {n} 步的内容被改动过" in told
    assert any(each.startswith("编号计数") for each in told)


def test_a_header_that_is_no_utf_8_is_named(sound):
    tamper(sound, "UPDATE steps SET actor = CAST(x'ff' AS TEXT) WHERE n = 4")
    assert "第 4 步的登记项被改动过" in problems(sound)


def test_what_sqlite_itself_finds_is_told(sound):
    with closing(sqlite3.connect(sound.ledger.store.path, isolation_level=None)) as hand:
        hand.execute("PRAGMA writable_schema = 1")
        hand.execute("UPDATE sqlite_master SET sql = replace(sql, 'IS NULL', 'IS NOT NULL') WHERE name = 'events_ungridded'")
    again = type(sound).open(sound.folder, sound.clock)
    assert any(each.startswith("数据库自检") for each in problems(again))
    again.close()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE batches SET counts = '{\"new\":7}'", "批次 1 记着新件 7 件，台账里有 1 件"),
        ("UPDATE batches SET state = 'gone'", "批次 1 的登记内容不是由本程序写入"),
        ("DELETE FROM batches", "有 1 件属于批次 1，而没有这个批次"),
        ("UPDATE counters SET last = 1", "编号计数 WG20261120 记到 1，已给出的编号到 3，会重号"),
        ("INSERT INTO clocks VALUES (99, '办理', '', '', '', NULL, '2026-11-20T00:00:00Z', 1)", "时钟“办理”属于一件不存在的事件"),
        ("INSERT INTO clocks VALUES (1, '别的', '', '', '', NULL, '明天', 1)", "不是程序能读的时间"),
        ("INSERT INTO departments (name, stationing, phone, substitutes) VALUES ('x', '常驻', '', '')", "名册“部门”有 1 行，导入时是 0 行"),
    ],
)
def test_what_stands_beside_the_steps_is_checked_too(sound, statement, said):
    sound.ledger.recompute_clocks()
    tamper(sound, statement)
    assert any(said in each for each in problems(sound)), problems(sound)


def test_recorded_times_that_run_backwards_are_a_doubt_and_no_fault(office, clock):
    register(office)
    clock.at -= timedelta(days=1)
    office.ledger.confirm_clock("昨天快了一天", office.actor())
    register(office)
    found = office.ledger.verify()
    assert [problem.row for problem in found.problems] == [2]
    assert found.ok


@pytest.mark.parametrize("guard", sorted(dialect.TRIGGERS))
def test_a_guard_that_is_gone_is_found(sound, guard):
    with closing(sqlite3.connect(sound.ledger.store.path)) as hand:
        hand.execute(f"DROP TRIGGER {guard}")
    assert problems(sound) == [f"防改触发器 {guard} 不见了，台账可能被别的程序动过"]


@pytest.mark.parametrize(
    "statement",
    [
        *(f"UPDATE {table} SET n = n" for table in ("steps", "seals", "step_data")),
        *(f"DELETE FROM {table} WHERE n = 4" for table in ("steps", "seals")),
        *(
            f"{verb} INTO {table} SELECT * FROM {table} WHERE n = 4"
            for verb in ("INSERT OR REPLACE", "REPLACE")
            for table in ("steps", "seals")
        ),
        "INSERT OR REPLACE INTO step_data VALUES (4, x'00', '{}')",
        "UPDATE OR REPLACE steps SET n = 5 WHERE n = 4",
        "INSERT INTO steps SELECT * FROM steps WHERE n = 4 ON CONFLICT (n) DO UPDATE SET actor = 'x'",
    ],
)
def test_any_other_program_is_kept_from_changing_what_was_recorded(sound, statement):
    before = rows(sound, "SELECT * FROM steps JOIN step_data USING (n)"), rows(sound, "SELECT * FROM seals")
    with closing(sqlite3.connect(sound.ledger.store.path)) as hand, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        hand.execute(statement)
    assert (rows(sound, "SELECT * FROM steps JOIN step_data USING (n)"), rows(sound, "SELECT * FROM seals")) == before


EDITS = (
    "UPDATE step_data SET body = '{oops'",
    "UPDATE step_data SET body = '[]'",
    "UPDATE step_data SET body = x'ff'",
    "DELETE FROM step_data",
    "UPDATE steps SET target = 'x'",
    "UPDATE steps SET hash = 'abc'",
    "UPDATE seals SET hash = 'abc'",
    "UPDATE events SET state = '处理'",
    "UPDATE events SET state = NULL",
    "UPDATE events SET text = x'ff'",
    "UPDATE events SET extra = '[1]'",
    "UPDATE events SET version = 99999",
    "UPDATE counters SET last = 'x'",
    "UPDATE counters SET last = 0",
)
UNSEEN = ("UPDATE meta SET value = 'x' WHERE key = 'indexed_to'",)
"""Marks that no step speaks of: an edit of them is met by what needs them."""


@pytest.mark.parametrize("edit", [*EDITS, *UNSEEN])
def test_whatever_another_program_wrote_is_told_and_breaks_nothing(office, edit):
    bring(office, [planned(number) for number in range(3)])
    event = dispatched(office)
    with behind(office) as hand:
        hand.execute(edit)
    assert office.ledger.verify().ok == (edit in UNSEEN)
    codes = set()
    for attempt in (
        lambda: register(office),
        lambda: holding(office, "路灯"),
        lambda: office.queries.steps(office.queries.event(event.no)),
        lambda: office.queries.raw(event),
        lambda: list(office.queries.lives(event["reported_at"], "9999")),
        lambda: office.ledger.act(event.no, Action.SIGN, office.actor()),
        lambda: bring(office, [planned(9)]),
        lambda: office.ledger.undo("B1", office.actor()),
    ):
        try:
            attempt()
        except WanggeError as error:
            codes.add(error.code)
    assert codes <= {"ledger_edited"}
