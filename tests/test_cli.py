"""The command line: every command does its work, answers in words or in JSON, and refuses with a code instead of a traceback."""

import argparse
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console.cli import parser
from console.commands import COMMANDS
from console.office import LEDGER, SETTINGS, create
from console.words import put
from plugins import manager
from tests.island_tools import switch_on
from tests.ledger_tools import command, table
from wangge.errors import WanggeError
from wangge.field import Kept, Kind
from wangge.fields import EVENT_FIELDS

ROOT = Path(__file__).parents[1]
BEGAN = datetime.now(UTC).astimezone() - timedelta(days=3)
MONTH = BEGAN.strftime("%Y-%m")
HEADERS = ("工单编号", "诉求内容", "上报时间", "诉求类型", "来电人", "联系电话", "天气")
SCREENS = {"wall", "serve", "plain"}
"""Commands that draw on a terminal or go on until they are stopped; their own tests see to them."""
NAMES = [command.name for command in COMMANDS]


def hour(number):
    return (BEGAN + timedelta(hours=number)).strftime("%Y-%m-%d %H:%M")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An office with three events of a file and one of the counter, a backup of it, and the file."""
    room = tmp_path_factory.mktemp("cli")
    office = str(create(room / "office", "东街街道网格中心"))
    incoming = [(f"GD{i}", f"第{i}栋楼上漏水，双方争执", hour(i), "矛盾纠纷", "张三", "13812345678", "晴") for i in range(3)]
    path = table(room / "来件.csv", incoming, HEADERS)
    assert command("--office", office, "import", str(path), "--yes") == 0
    assert command("--office", office, "register", "--text", "路灯不亮", "--set", "worker=老周", "--at", hour(5)) == 0
    staff = table(room / "人员.csv", [("张三", "网格员", "东街社区", "13812345678")], ("姓名", "职务", "单位", "电话"))
    assert command("--office", office, "people", "--import", str(staff), "--yes") == 0
    assert command("--office", office, "backup", "--out", str(room / "备份.zip")) == 0
    return room


@pytest.fixture
def desk(made, tmp_path, monkeypatch):
    """The folder in which a copy of it lies; a command finds it there."""
    monkeypatch.chdir(shutil.copytree(made, tmp_path / "desk"))
    monkeypatch.setenv("WANGGE_OFFICE", "office")
    return tmp_path / "desk"


@pytest.fixture
def run(desk, capsys):
    """Runs a command; gives its exit code, what it printed and what it complained of."""

    def run_(*arguments):
        capsys.readouterr()
        code = command(*arguments)
        said, complained = capsys.readouterr()
        assert "Traceback" not in said + complained
        return code, said, complained

    return run_


@pytest.fixture
def answer(run):
    """What a command answers in JSON, line by line."""

    def answered(*arguments, code=0):
        found, said, complained = run(*arguments, "--json")
        assert found == code, said + complained
        return [json.loads(line) for line in said.splitlines()]

    return answered


EVENT = {*(field.name for field in EVENT_FIELDS if field.kept is Kept.COLUMN), "owner", "extra"}
STEP = {"n", "action", "from", "to", "at", "proven", "recorded_at", "actor", "unit", "recorded_by", "via", "changes", "data", "undone"}
COUNTS = {"rows", "new", "same", "changed", "error", "skipped", "asked", "duplicate"}
DEMO = {"office", "imported", "duplicates", "dispatched", "closed", "workbook", "sheet", "workers", "events", "steps"}
WHISTLE = {"no", "title", "at", "by", "ground", "reason", "meet_at", "meet_place", "departments", "absent", "concluded_at", "conclusion"}
INCIDENT = {"name", "place", "called", "began_at", "ended_at", "events", "open", "done", "overdue", "log"}
SERVICE = {"name", "block", "materials", "limit", "unit", "offline", "online", "basis", "words", "check"}
UNDONE = {"ref", "reversed", "kept", "blocked", "to_tell"}
CALC = [part for each in ("hired=2010-01-01", "left=2025-12-31", "wage=40000", "city_average=10000") for part in ("--set", each)]
EXAMPLES = {
    "init": (["新的", "--name", "西街"], {"office"}),
    "demo": (["--dir", "演示"], DEMO),
    "import": (
        ["来件.csv", "--yes"],
        COUNTS | {"file", "batch", "forbidden", "unknown", "problems", "departments", "left_out", "continued", "hidden_rows"},
    ),
    "batches": ([], COUNTS | {"batch", "file", "at", "by", "state"}),
    "undo": (["B1"], UNDONE),
    "redo": (["B1"], UNDONE),
    "tell": ([], {"no", "state", "owner", "to_tell"}),
    "events": (["漏水", "类别:矛盾"], EVENT),
    "views": (["--save", "漏水的", "--query", "漏水", "--columns", "编号,状态"], {"format", "name", "query", "order", "columns", "frozen"}),
    "show": (["GD1"], EVENT | {"steps", "orders"}),
    "tally": (["--by", "grid"], {"district", "street", "community", "grid", "total", "open", "overdue"}),
    "wall": ([], {"office", "at", "arrived", "closed", "open", "overdue", "danger", "in_time", "days", "ages", "communities"}),
    "plain": ([], {"office", "at", "piles"}),
    "register": (["--text", "井盖松动"], EVENT),
    "calc": (["labour.severance", *CALC], {"total", "lines", "remarks"}),
    "suggest": (["GD1", "--learn"], {"no", "parts"}),
    "alike": (["GD1"], {"no", "external_no", "state", "title", "points", "likely", "reasons", "master"}),
    "merge": (["GD1", "GD2", "--into", "GD0", "--yes"], {"into", "orders", "merged"}),
    "act": (["GD1", "一键派遣", "--set", "unit=司法所"], EVENT),
    "due": (["--start", "2026-09-18", "--limit", "5工作日"], {"due", "days", "certain", "earliest", "latest"}),
    "explain": (["GD1"], {"no", "state", "clocks"}),
    "limits": ([], {"versions", "columns", "rows"}),
    "calendar": ([], {"years", "hours", "local"}),
    "clocks": (["--recompute"], {"recomputed", "waiting", "kinds", "uncounted"}),
    "act-many": (["漏水", "催办", "--yes"], {"found", "allowed", "done", "step", "refused"}),
    "lifecycle": ([], {"states", "transitions"}),
    "whistles": ([], WHISTLE),
    "owes": ([], {"who", "what", "no", "title", "due"}),
    "incident": (["open", "台风海葵", "--called", "城管、消防"], INCIDENT),
    "notices": ([], {"file", "report"}),
    "island": ([], {"block", "group", "open", "unguided", "unreceived", "since"}),
    "services": (["公证"], SERVICE),
    "backlog": ([], {"report"}),
    "replies": ([], {"no", "upstream_system", "upstream_no", "upstream_due", "done_unit", "title", "reply"}),
    "callbacks": ([], {"no", "external_no", "source", "done_unit", "done_at", "title", "call_attempts", "called_recently"}),
    "print": (["GD1", "event.registration"], {"no", "paper", "file"}),
    "run": (["ageing"], {"天数", "件数"}),
    "mediators": (["GD1"], {"name", "points", "load", "reasons", "conflicts"}),
    "cases": (["欠薪"], {"kind", "month", "summary", "level", "sessions"}),
    "keys": (["ledger"], {"action", "label", "keys", "own", "help"}),
    "report": (["month", "--month", MONTH], {"file", "report"}),
    "score": (["--month", MONTH], {"left_out", "scores"}),
    "duty": ([], {"version", "valid_from", "rows"}),
    "units": ([], {"day", "counts", "departments"}),
    "shortcodes": (["j"], {"code", "category", "subcategory", "community", "place", "unit", "text"}),
    "people": (["zs"], {"id", "name", "post", "unit", "place", "phone", "initials"}),
    "handover": ([], {"handover", "by", "sections", "text"}),
    "move-cards": (["老周", "小张", "--reason", "病假"], {"from", "to", "nos", "ref"}),
    "unplaced": ([], EVENT),
    "shortcut": ([], {"file"}),
    "backup": ([], {"file", "bytes"}),
    "restore": (["备份.zip", "恢复"], {"office", "ok", "events", "steps"}),
    "confirm": (["ledger", "--reason", "新的坏了"], {"confirmed"}),
    "verify": ([], {"ok", "events", "steps", "seals", "problems"}),
    "plugins": ([], {"name", "origin", "brings", "trouble"}),
}


def prepare(run, name):
    """What a command needs to have been done before."""
    if name in {"island", "services", "backlog"}:
        switch_on(Path("office"))
    if name == "redo":
        run("undo", "B1")
    if name == "confirm":
        shutil.copy(Path("office", LEDGER), "旧.db")
        run("register", "--text", "路灯不亮")
        shutil.move("旧.db", Path("office", LEDGER))
    if name == "mediators":
        Path("调解员.csv").write_text("姓名,专长\n老陈,邻里\n", encoding="utf-8")
        run("mediators", "--import", "调解员.csv", "--yes")
    if name == "shortcodes":
        Path("短码.csv").write_text("短码,类别,社区\njm2,矛盾纠纷,东园社区\n", encoding="utf-8")
        run("shortcodes", "--import", "短码.csv", "--yes")
    if name == "cases":
        given = {"department": "劳动争议", "case_basis": "主动调解", "case_result": "达成协议", "case_summary": "欠薪，分两期付清"}
        for action, *names in (("受理案件", "department", "case_basis"), ("结束案件", "case_result"), ("收入案例库", "case_summary")):
            run("act", "GD1", action, *(word for each in names for word in ("--set", f"{each}={given[each]}")))
    if name == "tell":
        run("act", "GD1", "打印", "--set", "paper=派单")
        _, said, _ = run("show", "GD1", "--json")
        run("undo", f"S{json.loads(said)['steps'][-1]['n']}", "--reason", "误打")


@pytest.mark.parametrize("name", [name for name in NAMES if name != "serve"])
def test_a_command_does_its_work_and_answers_with_the_promised_keys(answer, run, name):
    if name == "score":
        answer("register", "--text", "井盖松动", "--source", "网格员", "--set", "worker=李四", "--set", "grid=一网格", "--at", hour(6))
    if name in {"whistles", "owes"}:
        for action, *given in (["一键派遣", "unit=司法所"], ["签收"], ["吹哨", "reason=多头", "departments=城管"]):
            answer("act", "GD1", action, *(word for pair in given for word in ("--set", pair)))
    if name in {"replies", "callbacks"}:
        asked = {"replies": ("12345热线", "external_no=HL1"), "callbacks": ("群众来电", "caller_phone=13812345678")}[name]
        told = answer("register", "--text", "井盖松动", "--source", asked[0], "--set", asked[1], "--at", hour(6))[0]
        answer("act", told["no"], "当场答复", "--set", "result=已修复")
    prepare(run, name)
    arguments, keys = EXAMPLES[name]
    told = answer(name, *arguments)
    each = told[0] if isinstance(told[0], list) else told
    assert [one.keys() == keys for one in each] == [True] * len(each) != []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"demo", *SCREENS}])
def test_a_command_does_its_work_and_says_so_in_either_language(run, name, language):
    prepare(run, name)
    code, said, complained = run("--lang", language, name, *EXAMPLES[name][0])
    assert (code, complained, bool(said.strip())) == (0, "", True)


def test_an_event_in_json_has_every_field_and_its_times_have_their_offset(answer):
    answer(*("act", "GD0"), *EXAMPLES["act"][0][1:])
    events = answer("events")
    assert [event["external_no"] for event in events] == [None, "GD2", "GD1", "GD0"]
    for event in events:
        times = [{**event["extra"], **event}.get(field.name) for field in EVENT_FIELDS if field.kind is Kind.TIME]
        assert all(each is None or re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", each) for each in times)
    first = events[-1]
    assert (first["state"], first["owner"], first["unit"], first["due_at"] is None) == ("待签收", "司法所", "司法所", False)
    assert (first["caller"], first["caller_phone"], first["extra"]) == ("张*", "138****5678", {**first["extra"], "天气": "＊"})
    assert answer("events", "漏水", "--count") == [{"count": 3}]
    assert [event["external_no"] for event in answer("events", "--order", "oldest", "--limit", "1")] == ["GD0"]
    assert answer("events", "--order", "oldest", "--at", first["reported_at"][:10])[0]["external_no"] == "GD0"
    assert answer("events", "--order", "oldest", "--at", "2100-01-01") == []
    assert answer("events", "--order", "oldest", "--at", "2100-01-01", "--count") == [{"count": 0}]


def test_an_event_is_shown_with_its_steps(answer):
    answer("act", "GD1", "备注", "--set", "note=已回拨13987654321", "--as", "小王", "--at", hour(20))
    brought, note = answer("show", "GD1")[0]["steps"]
    assert brought.keys() == note.keys() == STEP
    assert (brought["action"], brought["from"], brought["to"], brought["via"]) == ("带入", None, "待受理", "import")
    assert (note["actor"], note["recorded_by"], note["data"]) == ("小王", "值班员", {"note": "已回拨139****4321"})
    assert note["at"] == hour(20).replace(" ", "T") + ":00+08:00"
    assert brought["changes"]["caller_phone"] == "138****5678"


def test_a_hidden_value_is_shown_for_a_reason_and_only_then(answer, run):
    assert answer("show", "GD1", "--reveal", "反映人电话", code=1)[0]["error"] == "reveal_reason"
    assert answer("show", "GD1", "--reveal", "caller_phone", "--reason", "回访")[0]["value"] == "13812345678"
    assert run("show", "GD1", "--reveal", "天气", "--reason", "回访")[1] == "晴\n"
    assert answer("verify")[0]["ok"] is True


def test_a_file_is_told_row_by_row_and_comes_in_once(answer, desk):
    def figures(told):
        return [told[name] for name in ("rows", "new", "same", "changed", "error", "batch")]

    assert figures(answer("import", "来件.csv", "--yes")[0]) == [3, 0, 3, 0, 0, None]
    rows = [("GD2", "第2栋楼上漏水，又起争执", hour(2)), ("GD7", "第7栋楼道堆物", hour(3)), ("GD8", "", hour(3)), ("GD9", "积水", "早")]
    table(desk / "二.csv", rows, HEADERS[:3])
    assert figures(answer("import", "二.csv", "--dry-run", code=1)[0]) == [4, 1, 0, 1, 2, None]
    assert answer("import", "二.csv", "--yes", "--all-or-nothing", code=1)[-1]["error"] == "import_problems"
    assert len(answer("batches")) == 1
    told = answer("import", "二.csv", "--yes", code=1)[0]
    assert figures(told) == [4, 1, 0, 1, 2, 2]
    assert {(problem["row"], problem["fatal"]) for problem in told["problems"]} == {(4, True), (5, True)}
    assert answer("show", "GD2")[0]["text"] == "第2栋楼上漏水，又起争执"


def test_nothing_comes_in_without_a_yes_where_nobody_can_be_asked(run, answer, desk, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    table(desk / "二.csv", [("GD7", "第7栋楼道堆物", hour(3))], HEADERS[:3])
    code, _, complained = run("import", "二.csv")
    assert (code, "--yes" in complained) == (1, True)
    assert answer("events", "--count") == [{"count": 4}]


def test_a_file_that_is_refused_does_not_keep_the_next_one_out(answer, desk):
    table(desk / "二.csv", [("GD7", "第7栋楼道堆物", hour(3))], HEADERS[:3])
    told = answer("import", "没有.csv", "二.csv", "--yes", code=1)
    assert [each["error"] for each in told] == ["file_missing", 0]
    assert answer("import", "来件.csv", "--dates", "上报时间=倒着", code=2)[0]["error"] == "usage"


def test_several_events_are_worked_on_as_one_and_taken_back_as_one(answer):
    sent = answer("act", "GD0", "GD1", "GD2", "one-key-dispatch", "--set", "unit=司法所", "--set", "类别=其他")
    assert [event["state"] for event in sent] == ["待签收"] * 3
    signed = answer("act", "GD0", "sign", "--as", "老周", "--voucher", "电话", "--said-by", "老周")[0]
    step = answer("show", "GD0")[0]["steps"][-1]
    assert (signed["state"], step["via"], step["actor"], step["data"]) == ("处置中", "电话", "老周", {"voucher": "电话", "said_by": "老周"})
    assert answer("act", "GD0", "GD1", "签收", code=1)[0]["error"] == "action_not_now"
    first = answer("show", "GD1")[0]["steps"][-1]["n"]
    undone = answer("undo", f"S{first}")[0]
    assert (undone["reversed"], undone["kept"]) == (2, [sent[0]["no"]])
    alone = answer("show", "GD0")[0]["steps"][-2]["n"]
    assert answer("undo", f"S{step['n']}") == [{"ref": f"S{step['n']}", "reversed": 1, "kept": [], "blocked": [], "to_tell": []}]
    assert answer("undo", f"S{alone}")[0]["reversed"] == 1
    assert answer("undo", "1")[0]["reversed"] == 3
    assert answer("undo", "1", code=1)[0]["error"] == "undo_done"


def test_an_event_is_registered_with_all_that_was_said_and_answered_on_the_spot(answer):
    told = answer(
        *("register", "--text", "问社保怎么转", "--source", "群众来电", "--caller", "李四", "--phone", "13987654321", "--category", "咨询"),
        *("--community", "东街社区", "--place", "大厅", "--set", "grid=第3网格", "--answer", "已告知", "--at", hour(1), "--as", "小王"),
    )[0]
    assert [told[name] for name in ("state", "caller", "grid", "result")] == ["已结案", "李*", "第3网格", "已告知"]
    assert told["reported_at"] == told["closed_at"]


def test_a_sample_of_calls_is_drawn_by_its_seed(answer):
    for number in range(5):
        told = answer("register", "--text", f"路灯{number}不亮", "--source", "群众来电", "--phone", f"1381234567{number}", "--at", hour(6))[
            0
        ]
        answer("act", told["no"], "当场答复", "--set", "result=已修复")
    drawn = answer("callbacks", "--sample", "2", "--seed", "2026-11")
    assert drawn == answer("callbacks", "--sample", "4", "--seed", "2026-11")[:2]
    assert answer("callbacks", "--sample", "2", code=2)[0]["error"] == "usage"
    answer("act", drawn[0]["no"], "回访", "--set", "satisfaction=满意")
    assert drawn[0]["no"] not in {each["no"] for each in answer("callbacks", "--sample", "9", "--seed", "2026-11")}
    assert len(answer("callbacks")) == 4


def test_a_report_is_written_and_told_sheet_by_sheet(answer, desk):
    told = answer("report", "month", "--month", MONTH, "--opening", "5", "--out", "月报.xlsx")[0]["report"]
    assert (desk / "月报.xlsx").read_bytes().startswith(b"PK")
    assert told.keys() == {"title", "office", "period", "notes", "sheets"}
    for sheet in told["sheets"]:
        assert sheet.keys() == {"name", "columns", "rows", "total", "notes"}
        assert all(len(row) == len(sheet["columns"]) for row in sheet["rows"])


def test_a_ledger_that_was_tampered_with_is_told_and_exits_with_1(answer, desk):
    with closing(sqlite3.connect(desk / "office" / LEDGER)) as hand, hand:
        hand.execute("UPDATE events SET unit = '别家' WHERE id = 1")
    assert [problem["column"] for problem in answer("verify", code=1)[0]["problems"]] == ["unit"]


WRONG = {
    2: "|fly|act|act GD1|act GD1 备注 --set note|show|events --limit x|--lang fr events|report month|"
    "tally --by weather|due --start 2026-09-18|due --start 2026-09-18 --limit 5工作日 --pause x|import 来件.csv --dates x|"
    "people|unplaced GD1|move-cards 甲 乙",
    1: "show GD9|events --order sideways|events --order 承办单位 --at 今天|events --at 某天|events --columns 天气|events --view 没有的|views 没有的|views --import 来件.csv|views --save 甲 --columns 天气|views --save 甲 --order 天气|explain GD9|due --start 某天 --limit 5工作日|due --start 2026-09-18 --limit 五天|limits --import 没有.xlsx|"
    "limits --import 来件.csv --yes|calendar --import 没有.json|calendar --import 来件.csv|calendar --rest 某天 --reason 台风|act GD9 签收|act GD1 签收|act GD1 飞走|act GD1 受理 --set 天气=晴|act GD1 备注 --set note=x --at 某天|"
    f'act GD1 备注 --set note=x --at 2100-01-01|register|events 类别:没有的|events "|undo B9|undo x|undo {"9" * 40}|score --month 五月|'
    f"report year --month {MONTH}|report month --month 2025-13|report month --month 2001-01|report month --month {MONTH} --opening {'9' * 40}|"
    "import office --yes|demo --dir office|init office|init 来件.csv|init 来件.csv/below|init .|backup --out 来件.csv|"
    "duty --version 9|duty --on 某天|duty --import 没有.xlsx|duty --import 来件.csv|units --on 某天|units --import 来件.csv|people --reveal 1|"
    "people --reveal 9 --reason 要联系|handover --take|move-cards 甲 乙 --reason 病假|unplaced GD1 --place 别处|"
    "backup --out 来件.csv/x.zip|restore 来件.csv 恢复|restore 没有.zip 恢复|restore 备份.zip office",
}


@pytest.mark.parametrize(("line", "code"), [(line, code) for code, lines in WRONG.items() for line in lines.split("|")])
def test_what_cannot_be_done_is_said_in_a_sentence_and_an_exit_code(run, line, code):
    found, _, complained = run(*line.split())
    assert (found, len(complained.strip()) > 5) == (code, True)


def newer(office):
    with closing(sqlite3.connect(office / LEDGER)) as hand:
        hand.execute("PRAGMA user_version = 99")


SPOILT = {
    "office_settings": lambda office: (office / SETTINGS).write_text("[office\nname", encoding="utf-8"),
    "office_not_one": lambda office: (office / SETTINGS).unlink(),
    "office_missing": shutil.rmtree,
    "ledger_not_database": lambda office: (office / LEDGER).write_text("这是一个文本文件，不是台账", encoding="utf-8"),
    "ledger_newer": newer,
}


@pytest.mark.parametrize("how", SPOILT)
def test_an_office_that_cannot_be_opened_is_said_by_every_command(answer, desk, how):
    SPOILT[how](desk / "office")
    for name in ("import", "batches", "undo", "events", "show", "register", "act", "report", "score", "verify"):
        assert answer(name, *EXAMPLES[name][0], code=1)[-1]["error"] == how


def test_a_command_never_guesses_an_office(answer, desk, monkeypatch):
    monkeypatch.delenv("WANGGE_OFFICE")
    assert answer("events", code=2)[0]["error"] == "office_unnamed"
    assert answer("plugins")[0]
    monkeypatch.chdir("office")
    assert answer("events", "--count") == [{"count": 4}]


def test_a_damaged_ledger_is_said_by_verify(answer, desk):
    with (desk / "office" / LEDGER).open("r+b") as file:
        for page in range(25, file.seek(0, os.SEEK_END) // 4096):
            file.seek(page * 4096)
            file.write(b"\xde\xad" * 2048)
    assert answer("verify", code=1)[0]["error"] == "ledger_not_database"


def test_json_is_json_also_where_an_import_was_not_agreed_to(answer, desk):
    shutil.copy(table(desk / "新来件.csv", [("N1", "井盖松动", hour(2), "", "", "", "")], HEADERS), desk / "再来.csv")
    assert answer("import", "新来件.csv", code=1)[0]["batch"] is None
    assert answer("import", "再来.csv", "--yes")[0]["new"] == 1


def test_an_import_shows_its_whole_plan_before_it_asks(run, desk, monkeypatch):
    table(desk / "新来件.csv", [("N1", "井盖松动", hour(2), "", "", "", "雨")], HEADERS)
    asked = io.StringIO("n\n")
    asked.isatty = lambda: True
    monkeypatch.setattr(sys, "stdin", asked)
    code, said, _ = run("import", "新来件.csv")
    assert code == 1
    assert said.index("共1行") < said.index("认不出的列") < said.index("回车入账") < said.index("没有入账，台账不变")
    monkeypatch.setattr(asked, "readline", lambda: "")
    assert run("import", "新来件.csv")[0] == 1
    assert run("events", "--count")[1] == "4\n"


def test_a_wrong_usage_is_said_in_the_language_in_use(run):
    assert "没有 'fly'" in run("fly")[2]
    assert run("show")[2] == "命令写法有误：还缺 NO。用 wangge show --help 查看用法。\n"
    assert "invalid choice: 'fly'" in run("--lang", "en", "fly")[2]
    assert "显示这份说明" in run("show", "--help")[1]
    assert "show this help message" in run("show", "--help", "--lang", "en")[1]


@pytest.mark.parametrize("name", NAMES)
def test_every_option_of_a_command_says_what_it_is_for(name):
    (commands,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    assert not [action.dest for action in commands.choices[name]._actions if not action.help]


def test_more_events_than_there_can_be_are_all(answer):
    assert len(answer("events", "--limit", "9" * 5000)) == 4


def test_a_report_goes_into_a_workbook_and_over_nothing(run, desk):
    for command_, out in (("report month", "office"), ("score", "office"), ("report month", "月报.csv"), ("backup", "office")):
        month = () if command_ == "backup" else ("--month", MONTH)
        code, _, complained = run(*command_.split(), *month, "--out", out)
        assert (code, out in complained) == (2, True)
    assert not list(desk.glob("*_v2*"))


def test_a_report_of_a_later_month_is_made_though_its_opening_was_once_entered(run, desk):
    assert run("report", "month", "--month", MONTH, "--opening", "5")[0] == 0
    table(desk / "旧来件.csv", [("O1", "井盖松动", "2020-01-02 09:00", "", "", "", "")], HEADERS)
    assert run("import", "旧来件.csv", "--yes")[0] == 0
    assert run("report", "month", "--month", MONTH)[0] == 0


def test_a_report_that_a_plugin_brings_is_made_by_its_name(run, desk, monkeypatch):
    (desk / "weekly.py").write_text(
        "from wangge import Column, Report, ReportKind, Sheet, hookimpl\n"
        "def build(queries, settings, catalogue, request):\n"
        "    sheet = Sheet('周', '一周', (Column('来源'),), (('窗口',),))\n"
        "    return Report('周报', '一周', settings.name, request.month, (sheet,))\n"
        "@hookimpl\n"
        "def wangge_reports():\n"
        "    return (ReportKind('week', '周报', build),)\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(desk)
    monkeypatch.setattr(manager, "BUILT_INS", (*manager.BUILT_INS, "weekly"))
    code, said, _ = run("report", "week", "--month", MONTH)
    assert (code, "窗口" in said, "_周报_" in said) == (0, True, True)
    assert run("report", "year", "--month", MONTH, "--opening", "3")[0] == 1
    assert "按填报的期初未结计" not in run("report", "month", "--month", MONTH)[1]


def test_the_name_of_a_folder_is_quoted_where_a_command_is_told(run):
    assert "--office '东 街' " in run("init", "东 街")[1]
    assert run("init", "")[0] == 2


@pytest.mark.parametrize("arguments", [("verify",), ("events", "--json")])
def test_a_full_disk_behind_the_output_is_said(desk, arguments):
    with Path("/dev/full").open("w") as full:
        done = outside(desk, *arguments, stdout=full)
    assert (done.returncode, done.stderr.decode()) == (1, "结果没有全部输出：磁盘已满。请检查输出到的文件或磁盘。\n")


def test_a_command_without_any_stream_does_its_work(desk):
    line = f'"{sys.executable}" -P -m console.cli register --text 路灯不亮 <&- >&- 2>&-'
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run(line, shell=True, cwd=desk, env=environment, check=False, timeout=60).returncode == 0


def test_a_path_that_the_system_cannot_spell_is_said(desk):
    done = outside(desk, "import", "来件.csv", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", stdout=subprocess.PIPE)
    assert (done.returncode, "PYTHONUTF8=1" in done.stderr.decode()) == (1, True)


def test_a_departments_field_is_shown_under_its_label(run):
    assert run("register", "--text", "欠薪", "--set", "用人单位=某厂", "--at", hour(6))[0] == 0
    no = run("events", "欠薪", "--json")[1].split('"no": "')[1].split('"')[0]
    assert "  用人单位：某厂\n" in run("show", no)[1]


def test_a_damaged_ledger_is_not_backed_up(answer, desk):
    (desk / "office" / LEDGER).write_bytes(b"x" * 5000)
    assert "台账文件已损坏" in answer("backup", code=1)[0]["message"]


def test_what_the_system_answers_is_said_in_chinese(run):
    assert "没有权限" in put(WanggeError("office_unwritable", path="a", reason="Permission denied"))
    assert "路径中间有一段不是文件夹" in run("init", "来件.csv/below")[2]


def test_settings_with_a_wrong_limit_are_said_and_no_traceback(answer, desk):
    (desk / "office" / SETTINGS).write_text('[limits]\n"默认" = "很快"\n', encoding="utf-8")
    assert "“很快”" in answer("events", code=1)[0]["message"]


def outside(desk, *arguments, stdout, **variables):
    """A command in a process of its own, in a terminal that knows no Chinese."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "PYTHON", "LANG"))}
    environment |= {"PYTHONPATH": str(ROOT), "LANG": "C", "WANGGE_OFFICE": "office", **variables}
    own = [sys.executable, "-P", "-m", "console.cli", *arguments]
    return subprocess.run(own, cwd=desk, env=environment, stdout=stdout, stderr=subprocess.PIPE, check=False, timeout=60)


def test_a_pipe_in_a_c_locale_carries_chinese(desk):
    done = outside(desk, "events", stdout=subprocess.PIPE)
    assert (done.returncode, done.stderr, "漏水" in done.stdout.decode("utf-8")) == (0, b"", True)
    done = outside(desk, "show", "GD9", stdout=subprocess.PIPE)
    assert (done.returncode, done.stderr.decode("utf-8").startswith("没有编号为“GD9”的事件")) == (1, True)


def test_a_reader_that_has_gone_is_no_error(desk, answer):
    answer("register", "--text", "漏" * 9_000)
    reading, writing = os.pipe()
    os.close(reading)
    done = outside(desk, "events", "--json", stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_merge_that_nobody_agreed_to_shows_what_it_would_do_and_changes_nothing(run, answer):
    code, said, complained = run("merge", "GD1", "GD2", "--into", "GD0")
    assert code == 1
    assert "并后本事项共 3 单" in said
    assert "--yes" in complained
    assert {event["state"] for event in answer("events", "漏水")} == {"待受理"}
    answer("merge", "GD1", "GD2", "--into", "GD0", "--yes")
    assert len(answer("show", "GD0")[0]["orders"]) == 2
    assert answer("merge", "GD0", "--into", "GD1", code=1)[0]["error"] == "merge_target"


def test_a_redo_without_a_reference_brings_the_last_undo_back(run, answer):
    assert answer("redo", code=1)[0]["error"] == "redo_nothing"
    sent = answer("act", "GD0", "one-key-dispatch", "--set", "unit=司法所")[0]
    answer("undo", f"S{answer('show', 'GD0')[0]['steps'][-1]['n']}")
    assert answer("redo")[0]["reversed"] == 1
    assert answer("show", "GD0")[0]["state"] == sent["state"]


def test_what_was_told_outside_needs_a_reason_to_be_undone_and_is_listed(run, answer):
    answer("act", "GD0", "one-key-dispatch", "--set", "unit=司法所")
    step = answer("show", "GD0")[0]["steps"][-1]["n"]
    answer("act", "GD0", "打印", "--set", "paper=派单")
    told = answer("undo", f"S{step}", code=1)[0]
    assert (told["error"], "派单" in told["params"]["left"]) == ("undo_told", True)
    assert len(answer("undo", f"S{step}", "--reason", "误派")[0]["to_tell"]) == 1
    assert "派单" in answer("tell")[0]["to_tell"]
    code, said, _ = run("show", "GD0", "--changes")
    assert (code, "待告知更正：空 → 撤销受理、派遣" in said) == (0, True)
    answer("act", "GD0", "告知更正", "--set", "told_whom=司法所")
    assert answer("tell") == []


def test_short_codes_come_in_whole_with_what_they_change_and_go_out_as_a_workbook(answer, run):
    Path("短码.csv").write_text("短码,类别,内容\njm2,矛盾纠纷,家庭矛盾\nld,市容环境,路灯不亮\n", encoding="utf-8")
    told = answer("shortcodes", "--import", "短码.csv", "--yes")[0]
    assert (told["new"], told["gone"], told["changed"], told["taken"]) == (["jm2", "ld"], [], [], True)
    Path("改.csv").write_text("短码,类别,内容\njm2,家事纠纷,家庭矛盾\nzy,噪音,夜间施工\n", encoding="utf-8")
    told = answer("shortcodes", "--import", "改.csv", "--yes")[0]
    assert (told["new"], told["gone"], told["changed"], told["taken"]) == (["zy"], ["ld"], ["jm2"], True)
    assert answer("shortcodes", "--export", "写出.xlsx")[0]["file"].endswith("写出.xlsx")
    told = answer("shortcodes", "--import", "写出.xlsx", "--yes")[0]
    assert (told["count"], told["new"], told["gone"], told["changed"], told["taken"]) == (2, [], [], [], False)
    assert [each["code"] for each in answer("shortcodes")[0]] == ["jm2", "zy"]


def test_a_list_of_short_codes_with_a_clash_is_refused_and_every_wrong_cell_named(run):
    Path("短码.csv").write_text("短码,类别\njm2,甲\nJM2,乙\n2x,丙\n", encoding="utf-8")
    code, _said, complained = run("shortcodes", "--import", "短码.csv", "--yes")
    assert code == 1
    assert "第3行“短码”（jm2）：与第 2 行短码相同" in complained
    assert "第4行“短码”（2x）" in complained
    assert run("shortcodes", "--json")[1].strip() == "[]"
