"""The command line: every command does its work, answers in words or in JSON, and refuses with a code instead of a traceback."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console import cli, words
from console.commands import COMMANDS
from console.office import LEDGER, SETTINGS, create
from tests.ledger_tools import table
from wangge.fields import EVENT_FIELDS, Kept, Kind

ROOT = Path(__file__).parents[1]
TODAY = datetime.now(UTC).astimezone()
MONTH = (TODAY - timedelta(days=3)).strftime("%Y-%m")
HEADERS = ("工单编号", "诉求内容", "上报时间", "诉求类型", "来电人", "联系电话", "天气")


def day(number):
    return (TODAY - timedelta(days=3) + timedelta(hours=number)).strftime("%Y-%m-%d %H:%M")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """An office with three events of a file and one of the counter, and the folder in which it lies."""
    create(tmp_path / "office", "东街街道网格中心")
    incoming = [(f"GD{i}", f"第{i}栋楼上漏水，双方争执", day(i), "矛盾纠纷", "张三", "13812345678", "晴") for i in range(3)]
    table(tmp_path / "来件.csv", incoming, HEADERS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WANGGE_OFFICE", str(tmp_path / "office"))
    assert cli.main(["import", "来件.csv", "--yes"]) == 0
    assert cli.main(["register", "--text", "路灯不亮", "--at", day(5)]) == 0
    return tmp_path


@pytest.fixture
def run(desk, capsys):
    """Runs a command; gives its exit code, what it printed and what it complained of."""
    capsys.readouterr()

    def command(*arguments):
        code = left(arguments)
        said, complained = capsys.readouterr()
        assert "Traceback" not in said + complained
        return code, said, complained

    return command


def left(arguments):
    """The exit code of a command, also when the parser leaves."""
    try:
        return cli.main(list(map(str, arguments)))
    except SystemExit as gone:
        return gone.code


@pytest.fixture
def answer(run):
    """What a command answers in JSON, line by line."""

    def command(*arguments, code=0):
        found, said, complained = run(*arguments, "--json")
        assert found == code, said + complained
        return [json.loads(line) for line in said.splitlines()]

    return command


EVENT_KEYS = {*(field.name for field in EVENT_FIELDS if field.kept is Kept.COLUMN), "owner", "extra"}
STEP_KEYS = {
    *("n", "action", "from", "to", "at", "proven", "recorded_at", "actor", "unit", "recorded_by", "via"),
    *("changes", "data", "undone"),
}
IMPORT_KEYS = {
    *("file", "rows", "new", "same", "changed", "error", "skipped", "duplicate", "batch", "forbidden", "unknown", "problems"),
}
EXAMPLES = {
    "init": (["新的", "--name", "西街"], {"office"}),
    "demo": (
        ["--dir", "演示", "--no-console"],
        {"office", "imported", "duplicates", "dispatched", "closed", "workbook", "sheet", "workers", "events", "steps"},
    ),
    "import": (["来件.csv", "--yes"], IMPORT_KEYS),
    "batches": (
        [],
        {"batch", "file", "at", "by", "state", *IMPORT_KEYS & {"rows", "new", "same", "changed", "error", "skipped", "duplicate"}},
    ),
    "undo": (["B1"], {"ref", "reversed", "kept"}),
    "events": (["漏水", "类别:矛盾"], EVENT_KEYS),
    "show": (["GD1"], EVENT_KEYS | {"steps"}),
    "register": (["--text", "井盖松动"], EVENT_KEYS),
    "act": (["GD1", "一键派遣", "--set", "unit=司法所"], EVENT_KEYS),
    "report": (["month", "--month", MONTH], {"file", "report"}),
    "score": (["--month", MONTH], set()),
    "backup": ([], {"file", "bytes"}),
    "restore": (["备份.zip", "恢复"], {"office", "ok", "events", "steps"}),
    "verify": ([], {"ok", "events", "steps", "seals", "problems"}),
    "plugins": ([], {"name", "origin", "brings", "trouble"}),
}


def prepare(command):
    if command == "restore":
        assert cli.main(["backup", "--out", "备份.zip"]) == 0


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_a_command_does_its_work_and_answers_with_the_promised_keys(answer, capsys, command):
    prepare(command)
    capsys.readouterr()
    arguments, keys = EXAMPLES[command]
    told = answer(command, *arguments)
    for each in told[0] if isinstance(told[0], list) else told:
        assert keys <= each.keys() if command == "score" else each.keys() == keys


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", [command.name for command in COMMANDS if command.name != "demo"])
def test_a_command_does_its_work_and_says_so_in_either_language(run, capsys, command, language):
    prepare(command)
    capsys.readouterr()
    code, said, complained = run("--lang", language, command, *EXAMPLES[command][0])
    assert (code, complained) == (0, "")
    assert said.strip()


def test_an_event_in_json_has_every_field_and_its_times_have_their_offset(answer):
    answer("act", "GD0", "一键派遣", "--set", "unit=司法所")
    events = answer("events")
    assert [event["external_no"] for event in events] == [None, "GD2", "GD1", "GD0"]
    for event in events:
        assert event.keys() == EVENT_KEYS
        for field in EVENT_FIELDS:
            if field.kind is Kind.TIME:
                assert event[field.name] is None or re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", event[field.name])
    first = events[-1]
    assert (first["state"], first["owner"], first["unit"], first["due_at"] is None) == ("待签收", "司法所", "司法所", False)
    assert (first["caller"], first["caller_phone"], first["extra"]) == ("张*", "138****5678", {"天气": "＊"})
    assert answer("events", "漏水", "--count") == [{"count": 3}]
    assert len(answer("events", "--limit", "2")) == 2
    assert [event["external_no"] for event in answer("events", "--order", "oldest", "--limit", "1")] == ["GD0"]


def test_an_event_is_shown_with_its_steps(answer):
    answer("act", "GD1", "备注", "--set", "note=已回拨13987654321", "--as", "小王", "--at", day(20))
    (event,) = answer("show", "GD1")
    assert all(step.keys() == STEP_KEYS for step in event["steps"])
    brought, note = event["steps"]
    assert (brought["action"], brought["from"], brought["to"], brought["via"]) == ("带入", None, "待受理", "import")
    assert (note["actor"], note["recorded_by"], note["data"]) == ("小王", "值班员", {"note": "已回拨139****4321"})
    assert note["at"][:16].replace("T", " ") == day(20) or note["at"].endswith("+08:00")
    assert brought["changes"]["caller_phone"] == "138****5678"


def test_a_hidden_value_is_shown_for_a_reason_and_only_then(answer, run):
    assert answer("show", "GD1", "--reveal", "反映人电话", code=1)[0]["error"] == "reveal_reason"
    assert answer("show", "GD1", "--reveal", "caller_phone", "--reason", "回访")[0]["value"] == "13812345678"
    assert run("show", "GD1", "--reveal", "天气", "--reason", "回访")[1] == "晴\n"
    assert answer("verify")[0]["ok"] is True


def test_a_file_is_told_row_by_row_and_comes_in_once(answer, desk):
    same = answer("import", "来件.csv", "--yes")[0]
    assert {name: same[name] for name in ("rows", "new", "same", "changed", "error", "batch")} == dict(
        rows=3, new=0, same=3, changed=0, error=0, batch=None
    )
    rows = [
        ("GD2", "第2栋楼上漏水，又起争执", day(2)),
        ("GD7", "第7栋楼道堆物", day(3)),
        ("GD8", "", day(3)),
        ("GD9", "路面积水", "很久以前"),
    ]
    table(desk / "二.csv", rows, HEADERS[:3])
    tried = answer("import", "二.csv", "--dry-run", code=1)[0]
    assert {name: tried[name] for name in ("rows", "new", "changed", "error", "batch")} == dict(
        rows=4, new=1, changed=1, error=2, batch=None
    )
    assert answer("import", "二.csv", "--yes", "--all-or-nothing", code=1)[-1]["error"] == "import_problems"
    assert len(answer("batches")) == 1
    told = answer("import", "二.csv", "--yes", code=1)[0]
    assert (told["batch"], told["unknown"]) == (2, [])
    assert [(problem["row"], problem["column"], problem["fatal"]) for problem in told["problems"]] == [(5, "上报时间", True), (4, "", True)]
    assert answer("show", "GD2")[0]["text"] == "第2栋楼上漏水，又起争执"


def test_nothing_comes_in_without_a_yes_where_nobody_can_be_asked(run, answer, desk, monkeypatch):
    monkeypatch.setattr("sys.stdin", open(os.devnull, encoding="utf-8"))
    table(desk / "二.csv", [("GD7", "第7栋楼道堆物", day(3))], HEADERS[:3])
    code, said, complained = run("import", "二.csv")
    assert (code, "--yes" in complained, "新件1" in said) == (1, True, True)
    assert answer("events", "--count") == [{"count": 4}]
    sys.stdin.close()


def test_a_file_that_is_refused_does_not_keep_the_next_one_out(answer, desk):
    table(desk / "二.csv", [("GD7", "第7栋楼道堆物", day(3))], HEADERS[:3])
    told = answer("import", "没有.csv", "二.csv", "--yes", code=1)
    assert [each.get("error") for each in told] == ["file_missing", 0]
    assert answer("import", "没有.csv", "--yes", code=1)[0]["error"] == "file_missing"
    assert answer("import", "来件.csv", "--dates", "上报时间=倒着", code=2)[0]["error"] == "usage"


def test_several_events_are_worked_on_as_one_and_taken_back_as_one(answer):
    sent = answer("act", "GD0", "GD1", "GD2", "one-key-dispatch", "--set", "unit=司法所", "--set", "类别=其他")
    assert [event["state"] for event in sent] == ["待签收"] * 3
    signed = answer("act", "GD0", "sign", "--as", "老周", "--voucher", "电话", "--said-by", "老周")[0]
    step = answer("show", "GD0")[0]["steps"][-1]
    assert (signed["state"], step["via"], step["actor"], step["data"]) == ("处置中", "电话", "老周", {"voucher": "电话", "said_by": "老周"})
    assert answer("act", "GD0", "GD1", "签收", code=1)[0]["error"] == "action_not_now"
    first = answer("show", "GD1")[0]["steps"][-1]["n"]
    later = answer("undo", f"S{first}", code=1)[0]
    assert (later["error"], later["params"]["action"]) == ("undo_later", "签收")
    assert answer("undo", f"S{step['n']}") == [{"ref": f"S{step['n']}", "reversed": 1, "kept": []}]
    assert answer("undo", f"S{first}")[0]["reversed"] == 3
    assert answer("undo", "1")[0]["reversed"] == 3
    assert answer("batches")[0]["state"] == "undone"
    assert answer("undo", "1", code=1)[0]["error"] == "undo_done"


def test_an_event_is_registered_with_all_that_was_said_and_answered_on_the_spot(answer):
    told = answer(
        *("register", "--text", "问社保怎么转", "--source", "群众来电", "--caller", "李四", "--phone", "13987654321", "--category", "咨询"),
        *("--community", "东街社区", "--place", "大厅", "--set", "grid=第3网格", "--answer", "已告知", "--at", day(1), "--as", "小王"),
    )[0]
    assert (told["state"], told["caller"], told["grid"], told["result"]) == ("已结案", "李*", "第3网格", "已告知")
    assert told["reported_at"] == told["closed_at"]


def test_a_report_is_written_and_told_sheet_by_sheet(answer, desk):
    told = answer("report", "month", "--month", MONTH, "--opening", "5", "--out", "月报.xlsx")[0]
    assert (desk / "月报.xlsx").read_bytes().startswith(b"PK")
    assert told["report"].keys() == {"title", "office", "period", "notes", "sheets"}
    for sheet in told["report"]["sheets"]:
        assert sheet.keys() == {"name", "columns", "rows", "total", "notes"}
        assert all(len(row) == len(sheet["columns"]) for row in sheet["rows"])


def test_a_ledger_that_was_tampered_with_is_told_and_exits_with_1(answer, desk):
    with closing(sqlite3.connect(desk / "office" / LEDGER)) as hand, hand:
        hand.execute("UPDATE events SET unit = '别家' WHERE id = 1")
    told = answer("verify", code=1)[0]
    assert (told["ok"], [problem["column"] for problem in told["problems"]]) == (False, ["unit"])


def test_a_backup_comes_back_somewhere_else(answer, desk):
    made = answer("backup")[0]
    assert Path(made["file"]).stat().st_size == made["bytes"]
    told = answer("restore", made["file"], "恢复")[0]
    assert (told["ok"], told["events"]) == (True, 4)
    assert answer("restore", made["file"], "恢复", code=1)[0]["error"] == "restore_target"


WRONG = [
    ([], 2),
    (["fly"], 2),
    (["act", "GD1"], 2),
    (["act", "GD1", "备注", "--set", "note"], 2),
    (["act"], 2),
    (["show"], 2),
    (["events", "--limit", "many"], 2),
    (["events", "--order", "sideways"], 2),
    (["--lang", "fr", "events"], 2),
    (["report", "month"], 2),
    (["show", "GD9"], 1),
    (["act", "GD9", "签收"], 1),
    (["act", "GD1", "签收"], 1),
    (["act", "GD1", "飞走"], 1),
    (["act", "GD1", "备注", "--set", "note=x", "--at", "某天"], 1),
    (["act", "GD1", "备注", "--set", "note=x", "--at", "2100-01-01"], 1),
    (["act", "GD1", "受理", "--set", "天气=晴"], 1),
    (["register"], 1),
    (["events", "类别:没有的"], 1),
    (["events", '"'], 1),
    (["undo", "9" * 40], 1),
    (["undo", "B9"], 1),
    (["report", "year", "--month", MONTH], 1),
    (["report", "month", "--month", "2025-13"], 1),
    (["report", "month", "--month", MONTH, "--opening", "9" * 40], 1),
    (["report", "month", "--month", "2001-01"], 1),
    (["score", "--month", "五月"], 1),
    (["init", "office"], 1),
    (["init", "来件.csv"], 1),
    (["init", "来件.csv/below"], 1),
    (["init", "."], 1),
    (["backup", "--out", "来件.csv"], 1),
    (["backup", "--out", "来件.csv/below.zip"], 1),
    (["restore", "来件.csv", "恢复"], 1),
    (["restore", "没有.zip", "恢复"], 1),
    (["demo", "--dir", "office", "--no-console"], 1),
    (["import", "office", "--yes"], 1),
]


@pytest.mark.parametrize(
    ("arguments", "expected"), WRONG, ids=lambda value: "_".join(value)[:40] if isinstance(value, list) else str(value)
)
def test_what_cannot_be_done_is_said_in_a_sentence_and_an_exit_code(run, arguments, expected):
    code, _, complained = run(*arguments)
    assert code == expected
    assert complained.strip()
    words.choose("zh")


def test_help_and_version_are_no_errors(run):
    for arguments in (["--help"], ["--version"], *([command.name, "--help"] for command in COMMANDS)):
        code, said, _ = run(*arguments)
        assert (code, bool(said)) == (0, True)
