"""The labour desk's form in the ledger: what a workbook fills, what is refused, what is masked, and how its values are read."""

import json
from datetime import datetime

import pytest
from openpyxl import Workbook

from console.screens.event import EventScreen
from importers.columns import Headers, normal
from plugins.labour.form import FIELDS
from plugins.labour.workers import COLUMNS
from tests.ledger_tools import bring_file, command, found, refused, register, rows
from tests.screens import console
from wangge.field import YES_NO, Field, Kept, Kind
from wangge.fields import EVENT_FIELDS
from wangge.lifecycle import Action

OWN = {name for field in EVENT_FIELDS for name in (field.label, *field.synonyms)}
SYNONYMS = [(name, field.name) for field in FIELDS for name in (field.label, *field.synonyms)]
WORKERS = "张三丰，13812345678，3，18000，16000，2000，否；欧阳娜娜，，2.5，9000"
SHOWN = "姓名 张**，电话 138****5678，月数 3，应发 18,000.00 元，协商 16,000.00 元，已付 2,000.00 元，是否签字 否；姓名 欧阳**，月数 2.5，应发 9,000.00 元"
CASE = {
    "工单编号": "LD1",
    "事实和理由": "春节后工资没有发",
    "登记时间": datetime(2026, 11, 2, 9, 30),
    "申请人": "张三丰",
    "联系电话": "13812345678",
    "身份证号码": "33010619900307123X",
    "出生日期": datetime(1990, 3, 7),
    "民族": "汉",
    "住址": "文新街道某小区3幢201室",
    "被申请人": "东街建筑公司",
    "法定代表人": "李四",
    "入职时间": datetime(2025, 3, 1),
    "离职": 46022,
    "月工资(元)": 8000,
    "12月均": "8,166.67元",
    "涉及人数": 12.0,
    "涉案金额（万元）": 9.6,
    "欠薪月份": "2025-10至2025-12",
    "欠薪人员名单": WORKERS,
    "是否农民工": "√",
    "工程建设领域": 1,
    "项目名称": "东街三期",
    "总包": "某建工集团",
    "劳务公司": "某劳务公司",
    "建设单位": "某置业公司",
    "移送监察": "无",
    "仲裁案号": "某劳人仲案〔2026〕1号",
    "调解结果": "达成",
    "拖欠金额": "3万元",
    "调解金额": 28000,
    "履行金额(元)": 10000 / 3,
    "履行日期": "2026年12月20日",
    "司法确认": "否",
}
FILLED = {
    "labour_employer": "东街建筑公司",
    "labour_hired": "2025-03-01",
    "labour_left": "2025-12-31",
    "labour_wage": 800_000,
    "labour_average_wage": 816_667,
    "labour_people": 12,
    "labour_amount": 9_600_000,
    "labour_unpaid_months": "2025-10至2025-12",
    "labour_migrant": "是",
    "labour_construction": "是",
    "labour_project": "东街三期",
    "labour_general": "某建工集团",
    "labour_sub": "某劳务公司",
    "labour_owner": "某置业公司",
    "labour_inspected": "否",
    "labour_case_no": "某劳人仲案〔2026〕1号",
    "case_result": "达成协议",
    "labour_unpaid": 3_000_000,
    "agreed_amount": 2_800_000,
    "paid_amount": 333_333,
    "paid_on": "2026-12-20",
    "labour_confirmed": "否",
}
MASKED = {"labour_id_no": "＊" * 8, "labour_born": "＊" * 8, "labour_address": "＊" * 8, "labour_head": "李*"}
SECRETS = ("13812345678", "张三丰", "娜娜", "33010619900307123X", "1990-03-07", "3幢201室", "李四")


def workbook(tmp_path, *cases, headers=tuple(CASE)):
    """A department's list as it is sent: a title over it, a line for whoever filled it in, then the headers."""
    book = Workbook()
    sheet = book.active
    sheet.append(["2026年劳动争议调解台账"])
    sheet.append(["填报单位（盖章）：东街街道"])
    sheet.append(headers)
    for case in cases:
        sheet.append([case.get(header) for header in headers])
    path = tmp_path / "劳动台账.xlsx"
    book.save(path)
    return path


@pytest.fixture
def case(office, tmp_path):
    """The event that the workbook brings."""
    counts, _batch = bring_file(office, workbook(tmp_path, CASE))
    assert (counts["new"], counts["error"]) == (1, 0)
    return office.queries.event("LD1")


@pytest.mark.parametrize(("header", "name"), SYNONYMS)
def test_every_label_and_synonym_brings_its_field(header, name):
    (column,) = Headers((*EVENT_FIELDS, *FIELDS)).match([header]).columns
    assert column.field.name == name
    assert header not in OWN


def test_the_form_keeps_to_itself_and_asks_nothing_that_it_may_not():
    assert len({field.name for field in FIELDS}) == len(FIELDS)
    assert len({normal(name) for name, _field in SYNONYMS}) == len(SYNONYMS)
    for field in FIELDS:
        assert field.name.startswith("labour_")
        assert field.kept is Kept.EXTRA
        assert not {"民族", "政治面貌", "党派", "宗教"} & {field.label, *field.synonyms}


def test_a_workbook_of_the_department_fills_its_form(office, case):
    assert {name: value for name, value in case.extra.items() if name in FILLED} == FILLED
    assert case["text"] == "春节后工资没有发"
    raw = office.queries.raw(case)
    assert (raw["caller"], raw["caller_phone"], raw["labour_born"]) == ("张三丰", "13812345678", "1990-03-07")
    assert json.loads(raw["labour_workers"])[1] == {"name": "欧阳娜娜", "months": "2.5", "owed": 900_000}
    assert "汉" not in raw.values()


def test_what_is_personal_is_masked_wherever_it_is_read_also_in_a_table(office, case):
    assert {name: case.extra[name] for name in MASKED} == MASKED
    assert [row["name"] for row in json.loads(case.extra["labour_workers"])] == ["张**", "欧阳**"]
    given_out = repr([case, *office.queries.steps(case), *rows(office, "SELECT * FROM events")])
    assert not [secret for secret in SECRETS if secret in given_out]


@pytest.mark.parametrize(
    ("header", "cell", "message"),
    [
        ("月工资(元)", "八千左右", "须是不小于 0 的金额"),
        ("月工资(元)", -8000, "须是不小于 0 的金额"),
        ("月工资(元)", 20_000_000, "须在 0 到 10,000,000 之间"),
        ("入职时间", "2025年13月1日", "不是有效的日期"),
        ("入职时间", "去年", "不是有效的日期"),
        ("涉及人数", "十来个", "须是不小于 0 的整数"),
        ("欠薪人员名单", "张三丰，13812345678，三个月", "须是不小于 0 的数"),
    ],
)
def test_a_cell_that_cannot_be_meant_is_a_problem_with_its_place(office, tmp_path, header, cell, message):
    plan = office.planner.plan(workbook(tmp_path, {**CASE, header: cell}), office.clock())
    (problem,) = plan.problems
    assert (problem.row, problem.column, problem.fatal) == (4, header, True)
    assert message in problem.message
    assert not [secret for secret in SECRETS if secret in repr(problem)]


@pytest.mark.parametrize("cell", ["无", "-", "/", "—", None])
@pytest.mark.parametrize("header", ["月工资(元)", "入职时间", "涉及人数", "欠薪人员名单", "涉案金额（万元）"])
def test_a_cell_that_says_nothing_is_nothing(office, tmp_path, header, cell):
    counts, _batch = bring_file(office, workbook(tmp_path, {**CASE, header: cell}))
    name = Headers(FIELDS).match([header]).columns[0].field.name
    assert (counts["new"], counts["error"]) == (1, 0)
    assert name not in office.queries.event("LD1").extra


@pytest.mark.parametrize(
    ("header", "cell", "fen"),
    [
        ("欠薪金额", 0.1 + 0.2, 30),
        ("欠薪金额（万元）", 1.23456789, 1_234_568),
        ("欠薪金额（万元）", "1.2", 1_200_000),
        ("欠薪金额（万元）", "1.2万", 1_200_000),
        ("欠薪金额（万元）", "12000元", 1_200_000),
        ("欠薪金额（元）", "12,000", 1_200_000),
        ("欠薪金额", 12_000, 1_200_000),
    ],
)
def test_money_is_taken_in_the_unit_of_its_cell_or_else_of_its_header(office, tmp_path, header, cell, fen):
    told = {name: value for name, value in CASE.items() if name != "拖欠金额"} | {header: cell}
    bring_file(office, workbook(tmp_path, told, headers=tuple(told)))
    assert office.queries.event("LD1").extra["labour_unpaid"] == fen


@pytest.mark.parametrize(
    ("cell", "kept"), [("是", "是"), ("√", "是"), ("1", "是"), (1, "是"), ("有", "是"), ("否", "否"), ("×", "否"), (0, "否"), ("无", "否")]
)
def test_a_question_is_answered_in_the_ways_that_files_do(office, tmp_path, cell, kept):
    bring_file(office, workbook(tmp_path, {**CASE, "是否农民工": cell}))
    assert office.queries.event("LD1").extra["labour_migrant"] == kept


def test_another_answer_is_doubted_and_not_taken(office, tmp_path):
    plan = office.planner.plan(workbook(tmp_path, {**CASE, "是否农民工": "不清楚"}), office.clock())
    assert [(problem.column, problem.fatal) for problem in plan.problems] == [("是否农民工", False)]


def test_an_ambiguous_birthday_is_asked_about_without_showing_it(office, tmp_path):
    error = refused("dates_ambiguous", office.planner.plan, workbook(tmp_path, {**CASE, "出生日期": "3/7/1990"}), office.clock())
    assert (error.params["column"], error.params["value"]) == ("出生日期", "＊" * 8)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"月工资": "0.8万"}, {"labour_wage": 800_000}),
        ({"入职日期": "2025.3.1"}, {"labour_hired": "2025-03-01"}),
        ({"是否农民工": "是"}, {"labour_migrant": "是"}),
        ({"工人名单": "姓名\t应发\n王某\t1.5万"}, {"labour_workers": '[{"name":"王*","owed":1500000}]'}),
    ],
)
def test_what_is_typed_is_checked_and_kept_by_its_kind(office, given, kept):
    assert register(office, **given).extra == kept


@pytest.mark.parametrize(
    ("given", "label"),
    [
        ({"labour_wage": "-1"}, "月工资"),
        ({"labour_wage": "99999999"}, "月工资"),
        ({"labour_hired": "三月"}, "入职日期"),
        ({"labour_migrant": "√"}, "是否农民工"),
        ({"labour_workers": "王某，，999"}, "月数"),
        ({"labour_workers": '[{"身份证": "1"}]'}, "工人名单"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(office, given, label):
    assert refused("value_invalid", register, office, **given).params["label"] == label


def test_a_person_reads_money_in_yuan_and_a_table_row_by_row(office, case, capsys):
    assert command("--office", str(office.folder), "show", "LD1") == 0
    said = capsys.readouterr().out
    assert "月工资：8,000.00 元" in said
    assert "离职日期：2025-12-31" in said
    assert f"工人名单：{SHOWN}" in said
    assert not [secret for secret in SECRETS if secret in said]


def test_programs_read_money_as_text_and_a_table_as_objects(office, case, capsys):
    assert command("--office", str(office.folder), "show", "LD1", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    for extra in (told["extra"], told["steps"][0]["changes"]):
        assert (extra["labour_wage"], extra["labour_amount"]) == ("8000.00", "96000.00")
        assert extra["labour_workers"][1] == {"name": "欧阳**", "months": "2.5", "owed": "9000.00"}


def test_a_correction_is_read_in_the_same_way(office, case, capsys):
    office.ledger.act("LD1", Action.CORRECT, office.actor(), {"labour_wage": "9000", "labour_workers": "王某", "reason": "核对"})
    assert command("--office", str(office.folder), "show", "LD1", "--changes") == 0
    said = capsys.readouterr().out
    assert "月工资：8,000.00 元 → 9,000.00 元" in said
    assert f"工人名单：{SHOWN} → 姓名 王*" in said
    assert command("--office", str(office.folder), "show", "LD1", "--changes", "--json") == 0
    items = {item["field"]: item for item in json.loads(capsys.readouterr().out)["changes"][-1]["items"]}
    assert (items["labour_wage"]["before"], items["labour_wage"]["after"]) == ("8000.00", "9000.00")
    assert (items["labour_workers"]["label"], items["labour_workers"]["after"]) == ("工人名单", [{"name": "王*"}])


def test_a_table_is_revealed_for_a_reason(office, case, capsys):
    arguments = ("--office", str(office.folder), "show", "LD1", "--reveal", "工人名单", "--reason", "核对名单")
    assert command(*arguments) == 0
    assert "姓名 张三丰，电话 13812345678" in capsys.readouterr().out
    assert command(*arguments, "--json") == 0
    assert json.loads(capsys.readouterr().out)["value"][1]["name"] == "欧阳娜娜"
    assert [fact.data["field"] for fact in office.queries.facts("查看原文")] == ["labour_workers"] * 2


async def test_the_screen_of_the_event_shows_them_and_reveals_a_table(office, case):
    office.ledger.act("LD1", Action.CORRECT, office.actor(), {"labour_unpaid": "4000", "reason": "核对"})
    async with console(office, (160, 60)) as (pilot, shown):
        pilot.app.push_screen(EventScreen(case.no))
        said = await shown()
        assert "月工资　8,000.00 元" in said
        assert "姓名 张**，电话 138****5678" in said
        assert "欠薪金额 → 4,000.00 元" in said
        assert "法定代表人　李*" in said
        pilot.app.screen.action_reveal()
        await shown()
        await pilot.press(*"工人名单", "enter")
        await shown()
        await pilot.press(*"核对名单", "f4")
        assert "姓名 欧阳娜娜" in await shown()
    assert [fact.data["field"] for fact in office.queries.facts("查看原文")] == ["labour_workers"]


def test_the_workbook_s_event_is_found_by_amount_and_by_day(office, case):
    for line in ("欠薪金额:>1万", "欠薪金额:3万", "入职日期:2025", "离职日期:2025-12", "履行金额:3333.33"):
        assert found(office, line) == {case.no}, line
    for line in ("欠薪金额:>3.1万", "入职日期:2024"):
        assert found(office, line) == set(), line


def test_a_value_that_was_masked_while_its_department_was_away_is_shown_as_it_is():
    for kind in (Kind.TIME, Kind.MONEY, Kind.TABLE, Kind.DAY):
        field = Field("x", "某项", kind, columns=COLUMNS)
        assert field.shown("＊＊＊") == field.plain("＊＊＊") == "＊＊＊"


def test_every_question_of_the_form_has_the_two_answers():
    asked = [field for field in FIELDS if field.label.startswith("是否")]
    assert asked
    assert {field.choices for field in asked} == {YES_NO}
