"""The pages say what the program does: commands, options, fields, JSON keys, links and make targets are those of the code."""

import argparse
import contextlib
import io
import json
import re
from pathlib import Path

import docs_tool
import pytest

from console.cli import main, parser
from console.commands import COMMANDS
from console.demo import MONTH
from tests.island_tools import switch_on
from wangge.errors import CAUSES
from wangge.field import Kept
from wangge.fields import EVENT_FIELDS, STEP_FIELDS
from wangge.lifecycle import PATHS, Action
from wangge.transitions import TABLE

ROOT = Path(__file__).parents[1]
CLI = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    + [page for page in ROOT.glob("*/README.md") if not page.parent.name.startswith(".") and page.parent.name != "docs"]
)
OPEN = frozenset({"extra", "params", "changes"})
"""Objects whose keys are headers, names of an error's text, or field names."""


def section(command):
    found = re.search(rf"^## wangge {command}\n(.*?)(?=^## )", CLI, re.DOTALL | re.MULTILINE)
    assert found, f"docs/cli.md has no section for {command}"
    return found[1]


def parsers():
    (commands,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return commands.choices


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_has_a_section_with_its_options(command):
    said = section(command) + CLI[: CLI.index("## Exit codes")]
    assert f"`wangge {command}" in said
    for action in parsers()[command]._actions:
        for option in action.option_strings:
            assert re.search(rf"`{option}\b", said), f"{command} {option}"
        for choice in action.choices or ():
            assert choice in said


def test_every_option_of_the_program_is_on_the_page():
    for action in parser()._actions:
        for option in action.option_strings:
            assert f"`{option}" in CLI


def test_the_page_names_no_command_and_no_option_that_is_not_there():
    known = {option for each in parsers().values() for action in each._actions for option in action.option_strings}
    known |= {option for action in parser()._actions for option in action.option_strings}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", CLI)) <= known
    assert set(re.findall(r"^## wangge (\S+)", CLI, re.MULTILINE)) == {command.name for command in COMMANDS}


def test_the_reference_says_what_the_tables_of_the_code_say():
    assert docs_tool.page() == REFERENCE, "run `make docs`"
    for action in {row.action for row in TABLE}:
        assert f"| {action} | `{action.name.lower().replace('_', '-')}` |" in REFERENCE
    for field in (*EVENT_FIELDS, *STEP_FIELDS):
        assert field.kept is Kept.NOWHERE or f"| `{field.name}` | {field.label} |" in REFERENCE
    assert not [code for code in CAUSES if f"| `{code}` |" not in REFERENCE]
    assert not [name for name in (*PATHS, Action.BRING_IN, Action.UNDO) if name not in REFERENCE]


def test_the_reference_says_what_is_masked():
    masked = {name for name, how in re.findall(r"^\| `(\w+)` \| \S+ \| .* \| (\w+) \| .*\|$", REFERENCE, re.MULTILINE)}
    assert {"caller", "caller_phone", "text", "result", "place", "title"} <= masked
    assert "unit" not in masked


def keys(value):
    """All keys inside a JSON value, but of objects that hold names of the user's own."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            if name not in OPEN:
                yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


ADVISED = ("island_service=申请人民调解", "island_materials=身份证件", "island_offline=到窗口当面申请")


class Program:
    """The program on an office of its own; keeps what each command prints as JSON."""

    def __init__(self, room):
        self.room = room
        self.office = room / "office"
        self.printed = {}

    def run(self, command, *arguments, code=0):
        said = io.StringIO()
        with contextlib.chdir(self.room), contextlib.redirect_stdout(said):
            found = main(["--office", str(self.office), command, "--json", *map(str, arguments)])
        assert found == code, said.getvalue()
        own = self.printed.setdefault(command, [])
        own += [json.loads(line) for line in said.getvalue().splitlines()]
        return own[-1]


@pytest.fixture
def program(tmp_path):
    return Program(tmp_path)


def test_every_json_key_of_a_run_is_on_the_page(program):
    run, room = program.run, program.room
    table = room / "来件.csv"
    rows = "A-1,2025-10-09 08:12,路灯不亮请来修,汉,无用\nA-2,不详,井盖破了,汉,\n"
    table.write_text("工单编号,来电时间,诉求内容,民族,备用栏\n" + rows, encoding="utf-8")
    run("demo", "--dir", program.office)
    run("init", room / "new")
    run("import", table, "--yes", code=1)
    run("import", table, room / "nothing.xlsx", code=1)
    run("batches")
    run("events", "状态:已结案")
    run("events", "--count")
    event = run("register", "--text", "路灯不亮", "--category", "市容环境", "--caller", "张三", "--phone", "13812345678")
    run("act", event["no"], "一键派遣", "--set", "unit=市政养护所")
    run("act", event["no"], "sign", "--voucher", "电话", "--said-by", "老李")
    run("act", event["no"], "reassign", "--set", "unit=环卫站", "--set", "reason=不属本单位")
    run("due", "--start", "2026-09-18", "--limit", "5工作日", "--pause", "2026-09-21..2026-09-22")
    run("explain", event["no"])
    run("limits")
    run("limits", "--export", room / "limits.xlsx")
    run("limits", "--import", room / "limits.xlsx")
    run("calendar")
    run("calendar", "--rest", "2026-11-24", "--reason", "台风", "--dry-run")
    run("clocks", "--recompute")
    run("undo", f"S{run('show', event['no'])['steps'][-1]['n']}")
    run("redo")
    run("act", event["no"], "print", "--set", "paper=派单")
    run("undo", f"S{run('show', event['no'])['steps'][-1]['n']}", "--reason", "误打")
    run("tell")
    other = run("register", "--text", "路灯不亮，请来修", "--phone", "13812345678")
    run("suggest", other["no"])
    run("alike", other["no"])
    run(
        "calc",
        "labour.severance",
        *(part for each in ("hired=2024-01-01", "left=2024-12-31", "wage=1", "city_average=1") for part in ("--set", each)),
    )
    run("print", other["no"])
    run("print", other["no"], "event.registration")
    run("run")
    run("run", "ageing", "--set", "unit=司法所")
    run("plugins", "--check")
    run("plugins", "new", "water", "--dir", room)
    run("merge", other["no"], "--into", event["no"], "--yes")
    run("show", event["no"], "--changes")
    run("show", event["no"])
    run("show", "A-1")
    run("show", event["no"], "--reveal", "caller_phone", "--reason", "回访")
    run("show", "nobody", code=1)
    run("act", event["no"], "sign", "--voucher", "电话")
    run("act-many", "状态:待签收", "批量延期", "--set", "reason=台风", "--set", "days=3")
    run("lifecycle")
    run("wall")
    run("plain")
    run("shortcut", "--out", room / "网格.desktop")
    run("tally", "--by", "grid")
    run("tally", "上报:今年", "--by", "category")
    run("act", event["no"], "吹哨", "--set", "reason=多头", "--set", "departments=城管、消防")
    run("act", event["no"], "报到", "--set", "departments=城管")
    run("whistles")
    run("owes")
    run("incident", "open", "台风", "--called", "城管、消防")
    run("incident", "add", "台风", "路灯", "状态:处置中")
    run("incident", "log", "台风", "城管", "--kind", "点名")
    run("incident", "brief", "台风")
    run("notices")
    order = run("register", "--text", "井盖松动", "--source", "12345热线", "--set", "external_no=HL1")
    run("act", order["no"], "当场答复", "--set", "result=已修复")
    run("replies")
    call = run("register", "--text", "井盖松动", "--source", "群众来电", "--phone", "13812345679")
    run("act", call["no"], "当场答复", "--set", "result=已修复")
    run("callbacks", "--sample", "3", "--seed", "2026-11")
    run("report", "month", "--month", MONTH)
    run("score", "--month", MONTH)
    duties = run("duty", "--export", room / "清单.xlsx")["file"]
    assert run("duty", "--version", "0")["rows"]
    run("duty", "--import", duties, "--yes")
    units = room / "部门.csv"
    units.write_text("部门,入驻方式,值班电话,替补\n司法所,常驻,0571-88000001,李四\n", encoding="utf-8")
    run("units", "--import", units, "--yes")
    run("units")
    staff = room / "人员.csv"
    staff.write_text("姓名,单位,电话\n张三,司法所,13812345678\n", encoding="utf-8")
    run("people", "--import", staff, "--yes")
    run("people", "--reveal", run("people", "zs")["id"], "--reason", "夜间险情")
    codes = room / "短码.csv"
    codes.write_text("短码,类别\njm2,矛盾纠纷\n", encoding="utf-8")
    run("shortcodes", "--import", codes, "--yes")
    run("shortcodes", "j")
    run("shortcodes", "--export", room / "短码.xlsx")
    tree = room / "组织.csv"
    tree.write_text("路径,层级,代码\n东城区,区县,330106\n", encoding="utf-8")
    run("units", "--import", tree, "--yes")
    run("units", "--places")
    told = run("register", "--text", "公园长椅断了", "--set", "worker=老周")
    run("unplaced", "--limit", "1")
    run("unplaced", told["no"], "--place", "东城区")
    run("move-cards", "老周", "小张", "--reason", "病假")
    register = room / "调解员.csv"
    register.write_text("姓名,专长\n老陈,邻里\n", encoding="utf-8")
    run("mediators", "--import", register, "--yes")
    run("mediators")
    run("mediators", told["no"])
    run("act", told["no"], "受理案件", "--set", "department=劳动争议", "--set", "case_basis=主动调解")
    run("act", told["no"], "结束案件", "--set", "case_result=达成协议")
    run("act", told["no"], "收入案例库", "--set", "case_summary=分两期付清")
    run("cases", "两期")
    run("handover")
    run("handover", "--take", "--as", "小李")
    switch_on(program.office)
    told = run("register", "--text", "拖欠工资", "--set", "island_block=劳动仲裁", "--set", "reason=照导引表")
    run("act", told["no"], "转板块", "--set", "island_block=信访接待", "--set", "reason=要求信访")
    run("act", told["no"], "来访")
    run("act", told["no"], "一次告知", *(part for each in ADVISED for part in ("--set", each)))
    run("show", told["no"])
    run("island")
    run("island", "信访接待")
    run("island", "--suggest", told["no"])
    run("services")
    run("backlog")
    run("restore", run("backup")["file"], room / "restored")
    older = (program.office / "ledger.db").read_bytes()
    run("register", "--text", "路灯不亮")
    (program.office / "ledger.db").write_bytes(older)
    run("confirm", "ledger", "--reason", "新的坏了")
    run("verify")
    run("plugins")
    run("views", "--save", "漏水的", "--query", "漏水")
    run("keys", "ledger")
    program.printed["serve"] = [{"address": ""}]  # it goes on serving; tests/test_web.py reads what it prints
    assert program.printed.keys() == {command.name for command in COMMANDS}
    unnamed = {(command, key) for command, values in program.printed.items() for key in keys(values) if f"`{key}`" not in CLI + REFERENCE}
    assert not unnamed


def test_the_day_names_forty_situations_and_counts_their_keys():
    page = (ROOT / "docs" / "a-day.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \| (\S+) \| ([^|]+) \|$", page, re.MULTILINE)
    assert [int(number) for number, *_ in rows] == list(range(1, 41))
    for number, _situation, keys, count, told in rows:
        pressed = re.findall(r"`([^`]+)`", keys)
        assert str(len(pressed)) == count or count == "—", number
        assert count != "—" or "未做" in told or "wangge" in told, number


def test_the_figures_on_the_pages_are_those_of_the_demo(program):
    told = program.run("demo", "--dir", program.office)
    for page in ("README.md", "README.zh-CN.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert f"核验：{told['events']} 件、{told['steps']} 步" in text
        assert f"派出 {told['dispatched']} 件" in text
        assert f"结案 {told['closed']} 件" in text


def test_the_keys_that_hold_names_of_their_own_are_on_the_page():
    assert not [key for key in OPEN if f"`{key}`" not in CLI + REFERENCE]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"\w+:", target):
            continue
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        assert there.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}, target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_make_target_is_there(page):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^)make ([a-z]+)\b", text, re.MULTILINE))
    assert named <= targets
