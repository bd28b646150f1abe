"""Plans: what an import would do with every row, what it says of what is wrong, and what a later file changes."""

from __future__ import annotations

import csv
from datetime import datetime
from itertools import count

import pytest

from console.office import Office, create
from importers.planning import totals
from importers.reading import _reader
from wangge.errors import WanggeError
from wangge.lifecycle import Action, State
from wangge.plans import RawSheet, Verdict
from wangge.query import EVERYTHING
from wangge.times import chinese, from_wall

HEADER = ["工单编号", "上报时间", "内容", "类别"]
ONE = ["A1", "2026-10-08 09:00", "阳光花园3栋楼上漏水，要求维修", "邻里纠纷"]
TWO = ["A2", "2026-10-09 10:00", "人民路128号门口路灯三盏不亮", "设施破损"]


@pytest.fixture(autouse=True)
def _read_here(monkeypatch):
    """Reading in this process: what the child does has its own tests."""
    monkeypatch.setattr("importers.planning.read_file", lambda path, readers: _reader(path, readers).read(path))


@pytest.fixture
def put(tmp_path):
    numbers = count(1)

    def write(*rows, header=HEADER):
        path = tmp_path / f"来件{next(numbers)}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows] if header else rows)
        return path

    return write


@pytest.fixture
def plan(office, put):
    """Plans rows against the office's ledger."""

    def make(*rows, header=HEADER, by=office, **more):
        return by.planner.plan(put(*rows, header=header), by.clock(), **more)

    return make


@pytest.fixture
def street(tmp_path, clock):
    """The office of one street."""
    opened = Office.open(create(tmp_path / "street", "东街中心", "东城区", "东街街道"), clock)
    yield opened
    opened.close()


def verdicts(made):
    return [row.verdict.value for row in made.rows]


def commit(office, made):
    return office.ledger.commit_import(made, office.actor(via="import"))


def at(text):
    return from_wall(datetime.fromisoformat(text))


@pytest.mark.parametrize("value", ["王小明13812345678", "110105194912310021", "\x1b[31m13812345678\u202e"])
def test_a_message_of_what_is_wrong_names_nobody_and_commands_no_terminal(office, tmp_path, value):
    path = tmp_path / "来件.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        header = ["工单编号", "内容", "上报时间", "状态", "联系人", "催办次数"]
        csv.writer(file).writerows(
            [
                header,
                ["A1", "路灯不亮", value, value, "", ""],
                ["A2", value + "漏" * 20_000, "2026-10-08", "", "", value],
                ["A3", "路灯不亮", "2026-10-08", "", value * 30, ""],
            ]
        )
    told = repr(office.planner.plan(path, office.clock()).problems)
    assert told.count("Problem(") > 3
    for bit in ("13812345678", "110105194912310021", "王小明", "\\x1b", "\\u202e"):
        assert bit not in told, told


def test_every_row_has_its_number_in_the_sheet_and_one_verdict(plan):
    made = plan(["东街街道工单汇总"], HEADER, ONE, [], TWO, ["A3", "2026-02-30", "路面积水严重", "市容"], ["合计", "3"], header=None)
    assert [(row.row, row.verdict) for row in made.rows] == [(3, Verdict.NEW), (5, Verdict.NEW), (6, Verdict.ERROR)]
    (problem,) = made.problems
    assert (problem.sheet, problem.row, problem.column, problem.value, problem.fatal) == ("", 6, "上报时间", "2026-02-30", True)
    assert made.counts() == {"rows": 3, "new": 2, "same": 0, "changed": 0, "error": 1, "skipped": 0, "asked": 0, "duplicate": 0}
    assert totals([made, made])["new"] == 4


def test_a_report_time_in_the_future_is_an_error(plan):
    made = plan(["A1", "2026-11-20 12:01", "漏水", "邻里"], ["A2", "2026-11-20 12:00", "噪音", "邻里"])
    assert verdicts(made) == ["error", "new"]
    assert (made.problems[0].row, made.problems[0].column) == (2, "上报时间")


def test_a_row_that_says_nothing_is_an_error(plan):
    made = plan(["A1", "2026-10-08", "", "邻里"], ["A2", "2026-10-08", "无", "邻里"])
    assert verdicts(made) == ["error", "error"]
    assert [problem.row for problem in made.problems] == [2, 3]


def test_a_cell_that_is_too_long_is_an_error_with_its_place(plan):
    (problem,) = plan(["A" * 201, *ONE[1:]]).problems
    assert (problem.row, problem.column, problem.value) == (2, "工单编号", "A" * 60)


def test_what_is_missing_is_marked_and_the_row_is_taken(plan):
    made = plan(["A1", "", "漏水", ""])
    assert verdicts(made) == ["new"]
    assert made.rows[0].values["missing"] == "类别、上报时间"
    assert not made.problems


def test_the_same_number_twice_with_the_same_content_is_one_event(plan):
    assert verdicts(plan(ONE, TWO, ONE)) == ["new", "new", "same"]


def test_the_same_number_twice_with_other_content_is_an_error_that_names_both_rows(plan):
    made = plan(ONE, TWO, ["A1", *TWO[1:]])
    assert verdicts(made) == ["new", "new", "error"]
    (problem,) = made.problems
    assert (problem.row, problem.value) == (4, "A1")
    assert "第 2 行" in problem.message


def test_rows_without_a_number_are_known_by_what_they_say(office, plan):
    header = HEADER[1:]
    made = plan(ONE[1:], ONE[1:], TWO[1:], header=header)
    assert verdicts(made) == ["new", "new", "new"]
    commit(office, made)
    assert verdicts(plan(ONE[1:], ONE[1:], ONE[1:], header=header)) == ["same", "same", "new"]


def test_an_acceptance_time_alone_is_the_report_time(plan):
    made = plan(ONE, header=["工单编号", "受理时间", "内容", "类别"])
    assert made.rows[0].values["reported_at"] == at("2026-10-08 09:00")
    assert "accepted_at" not in made.rows[0].values


def test_other_streets_are_counted_and_left_out_unless_asked_for(plan, street):
    header = [*HEADER, "镇街名称"]
    rows = [[*ONE, "东街街道"], [*TWO, "西街街道"], ["A3", *TWO[1:], ""]]
    assert verdicts(plan(*rows, header=header, by=street)) == ["new", "skipped", "new"]
    assert plan(*rows, header=header, by=street).counts()["skipped"] == 1
    made = plan(*rows, header=header, by=street, take_all=True)
    assert verdicts(made) == ["new", "new", "new"]
    assert made.rows[2].values["street"] == "东街街道"


def test_the_path_fills_the_levels_and_is_checked_against_them(plan):
    header = [*HEADER, "镇街名称", "所属组织"]
    made = plan([*ONE, "东街街道", "东城区/东街街道/东园社区/东园一网格"], [*TWO, "西街街道", "东城区/东街街道/东园社区"], header=header)
    assert made.rows[0].values["community"] == "东园社区"
    assert "path" not in made.rows[0].values
    assert made.rows[1].values["street"] == "西街街道"
    (problem,) = made.problems
    assert (problem.row, problem.column, problem.fatal) == (3, "所属组织", False)


@pytest.mark.parametrize(
    ("detail", "shown", "state"),
    [
        ("区县科室办结", "办结", "待核查"),
        ("没见过", "归档", "已归档"),
        ("", "受理", "处置中"),
        ("已结案", "", "已结案"),
        ("区县中心派发", "派发", "已上报上级"),
    ],
)
def test_the_state_is_read_from_the_value_table_the_detailed_one_first(plan, street, detail, shown, state):
    made = plan([*ONE, detail, shown], header=[*HEADER, "事件详细状态", "事件状态"], by=street)
    assert made.rows[0].values["state"] == state


def test_a_state_that_nobody_knows_is_a_doubt_and_is_told_by_the_times(plan):
    made = plan([*ONE, "飞了", "2026-10-09 10:00"], header=[*HEADER, "事件状态", "办结时间"])
    assert verdicts(made) == ["new"]
    assert (made.problems[0].value, made.problems[0].fatal) == ("飞了", False)
    assert "state" not in made.rows[0].values


def test_a_value_that_is_no_choice_is_a_doubt_and_is_not_taken(plan):
    made = plan([*ONE, "很急", "满意"], header=[*HEADER, "紧急程度", "满意度"])
    assert verdicts(made) == ["new"]
    assert (made.problems[0].column, made.problems[0].value, made.problems[0].fatal) == ("紧急程度", "很急", False)
    assert "urgency" not in made.rows[0].values
    assert made.rows[0].values["satisfaction"] == "满意"


def test_values_are_put_into_the_offices_words(plan):
    values = (
        plan([*ONE, "三级事件", "警情分流网格", "镇街科室：已调解"], header=[*HEADER, "事件级别", "网格类型", "处置结果"]).rows[0].values
    )
    assert (values["tier"], values["source"], values["result"]) == ("三级", "110非警务", "已调解")


def test_a_police_order_tells_the_callers_phone_when_and_how_often(plan):
    text = "某小区噪音。报警电话：138****5678；接110指令时间：2026-10-08 08:55:10；重复报警：138****5678；来电催促"
    values = plan(["A1", "2026-10-08 09:00", text, "邻里"]).rows[0].values
    assert (values["caller_phone"], values["urges"]) == ("138****5678", 2)
    assert chinese(values["occurred_at"]) == "2026-10-08 08:55"


def test_another_telling_of_a_matter_is_marked_and_taken(office, plan):
    again = "阳光花园3栋，楼上漏水！要求维修"
    made = plan(ONE, TWO, ["A3", "2026-10-09", again, "邻里纠纷"])
    assert [row.duplicate_of for row in made.rows] == ["", "", "A1"]
    assert made.counts()["duplicate"] == 1
    commit(office, made)
    assert office.queries.count(EVERYTHING) == 3
    assert plan(["B9", "2026-10-10", again, "邻里纠纷"]).rows[0].duplicate_of in {"A1", "A3"}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([HEADER], "没有一行数据"),
        ([HEADER, ["合计", "", "", ""], ["填表人：", "", "审核人："]], "没有一行数据"),
        ([["矛盾纠纷月报"], ["类别", "受理数", "化解数"], ["邻里", "3", "2"]], "表头"),
        ([["姓名", "部门", "职务"], ["甲", "办公室", "主任"]], "表头"),
    ],
    ids=["a header alone", "a blank form", "a statistic", "a roster"],
)
def test_a_form_or_statistic_is_no_list_of_events(plan, rows, reason):
    with pytest.raises(WanggeError, match=reason) as caught:
        plan(*rows, header=None)
    assert caught.value.code == "file_form"


def test_lists_of_several_sheets_are_one_plan_and_what_is_no_list_is_passed_over(office, monkeypatch, put):
    sheets = [RawSheet("说明", [["填表说明"]]), RawSheet("一", [HEADER, ONE]), RawSheet("二", [["标题"], HEADER, TWO, ["A1", *TWO[1:]]])]
    monkeypatch.setattr("importers.planning.read_file", lambda path, readers: sheets)
    made = office.planner.plan(put(), office.clock())
    assert [(row.sheet, row.row, row.verdict.value) for row in made.rows] == [("一", 2, "new"), ("二", 3, "new"), ("二", 4, "error")]
    assert made.problems[0].message.startswith("编号与工作表“一”第 2 行重复")


@pytest.mark.parametrize("stage", [1, 2, 3])
def test_a_plan_can_be_stopped_at_every_stage(plan, stage):
    with pytest.raises(WanggeError) as caught:
        plan(ONE, progress=lambda done, total: done < stage)
    assert caught.value.code == "import_stopped"


def test_the_same_file_again_is_all_the_same_and_new_again_after_an_undo(office, plan):
    batch = commit(office, plan(ONE, TWO))
    assert verdicts(plan(ONE, TWO)) == ["same", "same"]
    assert office.ledger.undo(str(batch.id), office.actor()).reversed == 2
    assert verdicts(plan(ONE, TWO)) == ["new", "new"]


LATER_HEADER = [*HEADER, "签收时间", "办结时间", "处置结果", "事件状态"]
LATER = [*ONE, "2026-10-08 10:00", "2026-10-09 16:00", "已修好", "归档"]


def test_a_later_export_brings_what_it_newly_proves_as_steps(office, plan):
    commit(office, plan(ONE, TWO))
    made = plan(LATER, [*TWO, "", "", "", ""], header=LATER_HEADER)
    assert verdicts(made) == ["changed", "same"]
    commit(office, made)
    event = office.queries.event("A1")
    assert (event.state, event["result"], event["done_at"]) == (State.ARCHIVED, "已修好", at("2026-10-09 16:00"))
    told = [(step.source, step.target, chinese(step.at)[5:], step.proven) for step in office.queries.steps(event)]
    assert told == [
        (None, State.REPORTED, "10-08 09:00", True),
        (State.REPORTED, State.REPORTED, "11-20 12:00", False),
        (State.REPORTED, State.HANDLING, "10-08 10:00", True),
        (State.HANDLING, State.FED_BACK, "10-09 16:00", True),
        (State.FED_BACK, State.ARCHIVED, "11-20 12:00", False),
    ]
    assert verdicts(plan(LATER, header=LATER_HEADER)) == ["same"]
    assert office.ledger.verify().ok


def test_what_was_edited_here_wins_over_a_later_export_and_is_named(office, plan):
    commit(office, plan(ONE))
    office.ledger.act("A1", Action.CORRECT, office.actor(), {"内容": "阳光花园5栋漏水", "理由": "听错"})
    commit(office, plan(["A1", ONE[1], "阳光花园3栋楼上漏水，已停水", "物业管理"]))
    event = office.queries.event("A1")
    assert (event["text"], event["category"]) == ("阳光花园5栋漏水", "物业管理")
    assert office.queries.steps(event)[-1].data["kept"] == "text"


def test_a_later_export_does_not_move_an_event_that_is_worked_on_here(office, plan):
    commit(office, plan(ONE))
    office.ledger.act("A1", Action.ACCEPT, office.actor())
    commit(office, plan(LATER, header=LATER_HEADER))
    event = office.queries.event("A1")
    assert (event.state, event["done_at"], event["result"]) == (State.FILED, None, None)
    assert office.queries.steps(event)[-1].data["kept"] == "done_at、result、signed_at"


def test_a_plan_writes_nothing_and_a_file_with_errors_only_what_is_right(office, plan):
    made = plan(ONE, ["A3", "2026-02-30", "路面积水严重", "市容"])
    assert office.queries.count(EVERYTHING) == 0
    commit(office, made)
    assert [event["external_no"] for event in office.queries.each(EVERYTHING)] == ["A1"]


POLICE = "二楼漏水到我家，楼上不肯处理，双方有纠纷138****5678 #非警务#纠纷事项#邻里问题#报警电话:138****5678"
OWN = "楼上二楼漏水到我家，楼上的人不肯处理，有纠纷，请派人来看"


def test_a_callers_own_text_beside_the_police_record_of_it_is_marked_in_a_file_and_in_the_ledger(office, plan):
    header = [*HEADER, "来电号码"]
    police, own = ["A1", "2026-10-08 09:00", POLICE, "邻里纠纷", ""], ["A2", "2026-10-08 11:00", OWN, "邻里纠纷", "13812345678"]
    other = ["A3", "2026-10-08 11:00", OWN, "邻里纠纷", "13987654321"]
    assert [row.duplicate_of for row in plan(police, own, header=header).rows] == ["", "A1"]
    assert [row.duplicate_of for row in plan(own, police, header=header).rows] == ["", "A2"]
    commit(office, plan(police, header=header))
    made = plan(own, other, header=header)
    assert [row.duplicate_of for row in made.rows] == ["A1", ""]
    commit(office, made)
    assert [mark.event["external_no"] for mark in office.queries.alike(office.queries.event("A2")) if mark.likeness.likely] == ["A1"]


@pytest.mark.parametrize("daily", [300, 0])
def test_the_same_words_of_another_caller_another_street_or_another_time_are_no_mark(office, plan, monkeypatch, daily):
    monkeypatch.setattr("importers.duplicates.DAILY", daily)
    monkeypatch.setattr("db.alike.DAILY", daily)
    header = [*HEADER, "来电号码", "镇街"]
    said = "小区门口夜间施工噪音扰民，影响休息，请尽快处理"
    first = ["A1", "2026-10-08 09:00", said, "噪声扰民", "13812345678", "东街街道"]
    again = ["A2", "2026-10-09 09:00", f"催促：{said}", "噪声扰民", "13812345678", "东街街道"]
    caller = ["A3", "2026-10-08 10:00", said, "噪声扰民", "13987654321", "东街街道"]
    street = ["A4", "2026-10-08 10:00", said, "噪声扰民", "", "西街街道"]
    later = ["A5", "2026-11-19 09:00", said, "噪声扰民", "13812345678", "东街街道"]
    rest = [again, caller, street, later]
    assert [row.duplicate_of for row in plan(first, *rest, header=header).rows] == ["", "A1", "", "", ""]
    commit(office, plan(first, header=header))
    made = plan(*rest, header=header)
    assert [row.duplicate_of for row in made.rows] == ["A1", "", "", ""]
    commit(office, made)
    for row in made.rows:
        event = office.queries.event(row.values["external_no"])
        likely = {mark.event["external_no"] for mark in office.queries.alike(event) if mark.likeness.likely}
        assert likely == ({"A1"} if row.duplicate_of else {"A2"} & likely)
