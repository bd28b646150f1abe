"""Limit tables, holiday notices and local days: entered whole, valid from a moment on, and what they move is listed and undone as one."""

import json
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from console import reporting, timetable
from console.office import Office
from db.clocks import limits_fact, local_day_fact
from tests.ledger_tools import at, command, dispatched, refused, register
from wangge import calendar_table, limit_table
from wangge.calendar import national
from wangge.errors import Phrase
from wangge.lifecycle import ONE_KEY_DISPATCH, Action
from wangge.limit_table import DEFAULT, HEADERS, LimitRow, LimitTable, Span, Stage, differences
from wangge.limits import Limit


def limit(text):
    return Limit.parse(text)


def handling(red, *key):
    module, category, level = (*key, DEFAULT, DEFAULT, DEFAULT)[:3]
    return LimitRow(module, category, level, {Stage.HANDLE: Span(limit(red))})


TABLE = LimitTable(
    (
        LimitRow(DEFAULT, DEFAULT, DEFAULT, {Stage.HANDLE: Span(limit("7工作日"), limit("5工作日")), Stage.SIGN: Span(limit("1工作日"))}),
        handling("10工作日", "市容环境"),
        handling("4工作时", DEFAULT, "暴露垃圾"),
        handling("24小时", DEFAULT, DEFAULT, "特急"),
        handling("2小时", "市容环境", "暴露垃圾", "特急"),
    )
)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, "7工作日"),
        ({"category": "市容环境"}, "10工作日"),
        ({"category": "市容环境", "subcategory": "暴露垃圾"}, "4工作时"),
        ({"category": "矛盾纠纷", "urgency": "特急"}, "24小时"),
        ({"category": "市容环境", "subcategory": "暴露垃圾", "urgency": "特急"}, "2小时"),
        ({"category": "市容环境", "urgency": "一般"}, "10工作日"),
    ],
)
def test_the_row_of_the_level_comes_before_the_category_and_that_before_the_module(values, found):
    assert str(TABLE.find(values, Stage.HANDLE)[0].red) == found


def test_a_stage_that_a_row_leaves_open_is_found_in_the_next_one():
    assert TABLE.find({"urgency": "特急"}, Stage.SIGN) == (Span(limit("1工作日")), DEFAULT)
    assert TABLE.find({"urgency": "特急"}, Stage.CHECK) is None


def test_a_table_comes_back_from_its_cells_and_from_its_fact():
    cells = [("时限表", "", ""), HEADERS, *limit_table.to_rows(TABLE), ("",) * 5]
    assert limit_table.from_rows(cells, "表.xlsx") == TABLE
    assert limit_table.from_json(limit_table.to_json(TABLE)) == TABLE


def test_a_table_with_errors_is_refused_whole_and_every_cell_is_named():
    row = dict.fromkeys(HEADERS, "")
    rows = [
        {**row, "办理时限": "五天"},
        {**row, "类别": "暴露垃圾", "办理预警": "5工作日", "办理时限": "3工作日"},
        {**row, "类别": "积水", "签收预警": "1小时"},
        {**row, "类别": "积水", "办理时限": "1工作日"},
        {**row, "等级": "特急"},
    ]
    cells = [HEADERS, *(tuple(each.values()) for each in rows)]
    error = refused("limits_invalid", limit_table.from_rows, cells, "表.xlsx")
    told = str(error)
    assert [cell for cell in ("O2", "N3", "J4", "第5行", "第6行") if cell not in told] == []
    assert "O3" not in told
    assert {type(part) for part in error.params["cells"].parts} == {Phrase}, "no other language could say it"
    refused("limits_invalid", limit_table.from_rows, [("序号", "内容")], "表.xlsx")
    refused("limits_invalid", limit_table.from_rows, [HEADERS], "表.xlsx")
    assert "Z9" not in str(refused("limits_invalid", limit_table.from_rows, [(*HEADERS, "备用"), ("",) * 19], "表.xlsx"))


def test_the_difference_of_two_tables_is_told_stage_by_stage():
    after = LimitTable((handling("3工作日", "市容环境"), *TABLE.rows[2:], handling("1工作日", DEFAULT, "积水")))
    assert differences(TABLE, after) == (
        (DEFAULT, "签收", "1工作日", "—"),
        (DEFAULT, "办理", "7工作日（预警 5工作日）", "—"),
        ("市容环境", "办理", "10工作日", "3工作日"),
        ("积水", "办理", "—", "1工作日"),
    )


def test_a_new_table_is_used_from_its_day_on_and_changes_nothing_before(office, clock):
    first = dispatched(office)
    action, data = limits_fact(TABLE, at("2026-11-23 00:00"))
    office.ledger.note_office(action, data, office.actor())
    again = dispatched(office)
    assert (first["due_at"], again["due_at"]) == (at("2026-11-27 17:30"),) * 2
    clock.forward(days=4)
    late = register(office)
    late = office.ledger.act(late.no, ONE_KEY_DISPATCH, office.actor(), {"category": "市容环境", "unit": "环卫站"})
    assert (late["due_at"], late.extra["limit_row"]) == (at("2026-12-08 17:30"), "市容环境")
    assert office.queries.event(first.no)["due_at"] == first["due_at"]
    assert "limit_doubt" not in office.queries.steps(late)[-1].data
    opened = Office.open(office.folder, clock)
    assert opened.rules.clocks.table() == TABLE
    assert [clock.due for clock in opened.queries.clocks(first)] == [at("2026-11-27 17:30")]
    opened.close()


@pytest.fixture
def run(office, capsys, monkeypatch):
    monkeypatch.setenv("WANGGE_OFFICE", str(office.folder))
    monkeypatch.setattr("console.office.datetime", _Now(office))

    def run_(*arguments, code=0):
        capsys.readouterr()
        assert command(*map(str, arguments), "--json") == code
        told = json.loads(capsys.readouterr().out.splitlines()[-1])
        office.ledger.go_by_facts()
        return told

    return run_


class _Now:
    """The standing clock of the office, for the commands too."""

    def __init__(self, office):
        self._clock = office.clock

    def now(self, _zone):
        return self._clock()


def test_the_table_is_edited_as_a_workbook_and_comes_in_with_its_changes_listed(run, office, tmp_path):
    path = tmp_path / "时限表.xlsx"
    assert run("limits", "--export", path)["rows"] == 2
    book = load_workbook(path)
    page = book.worksheets[0]
    head = next(row for row in page.iter_rows() if [cell.value for cell in row][:3] == list(HEADERS[:3]))
    columns = {cell.value: cell.column for cell in head}
    for row in page.iter_rows(min_row=head[0].row + 1):
        if row[0].value == DEFAULT and row[2].value == DEFAULT:
            page.cell(row[0].row, columns["办理时限"], "8工作日")
            page.cell(row[0].row, columns["核查时限"], "2工作日")
    book.save(path)
    assert run("limits", "--import", path, "--dry-run")["entered"] is False
    told = run("limits", "--import", path, "--yes")
    assert {(change["stage"], change["after"]) for change in told["changes"]} == {("办理", "8工作日"), ("核查", "2工作日")}
    assert dispatched(office).extra["limit_rule"] == "8工作日"
    assert run("limits", "--import", path)["changes"] == []
    page.cell(head[0].row + 1, columns["办理时限"], "很快")
    book.save(path)
    assert run("limits", "--import", path, "--yes", code=1)["error"] == "limits_invalid"
    assert run("limits")["versions"] == 1


def test_the_month_report_goes_by_the_table_that_was_entered(run, office, clock):
    row = LimitRow(DEFAULT, DEFAULT, DEFAULT, {Stage.SIGN: Span(Limit.parse("2工作时")), Stage.HANDLE: Span(Limit.parse("5工作日"))})
    action, data = limits_fact(LimitTable((row,)), office.now())
    office.ledger.note_office(action, data, office.actor())
    events = [dispatched(office) for _ in range(5)]
    office.ledger.act_many([event.no for event in events[:4]], Action.SIGN, office.actor())
    clock.forward(days=4)
    office.ledger.act(events[4].no, Action.SIGN, office.actor())
    sheets = {page.name: page for page in reporting.month_report(office, "2026-11").sheets}
    overview = {line[0]: line for line in sheets["总体情况"].rows}
    assert overview["签收及时率"][1].value == 4 / 5
    assert "时限表" not in {line[0] for line in sheets["填表说明"].rows}


def test_nothing_is_entered_without_a_yes(run, office):
    told = run("calendar", "--rest", "2026-11-24", "--reason", "台风", code=1)
    assert told["entered"] is False
    assert office.rules.clocks.calendar.is_working(date(2026, 11, 24))
    assert run("calendar", "--rest", "2026-11-24", code=1)["error"] == "action_needs"


def test_a_local_rest_day_moves_what_is_open_as_one_operation_that_can_be_undone(run, office, clock):
    act, clerk = office.ledger.act, office.actor()
    first, second, brought = dispatched(office), dispatched(office), dispatched(office, due_at="2026-11-27 17:30")
    closed = dispatched(office)
    act(closed.no, Action.SIGN, clerk)
    act(closed.no, Action.DONE, clerk, {"result": "已调解，双方签字"})
    hurried = register(office, urgency="特急")
    hurried = act(hurried.no, ONE_KEY_DISPATCH, clerk, {"category": "矛盾纠纷", "unit": "司法所"})
    told = run("calendar", "--rest", "2026-11-24", "--reason", "台风", "--yes")
    assert {each["no"] for each in told["moved"]} == {first.no, second.no}
    assert {each["after"]["due_at"] for each in told["moved"]} == {"2026-11-30T17:30:00+08:00"}
    dues = {event.no: office.queries.event(event.no)["due_at"] for event in (first, second, brought, closed, hurried)}
    assert dues == {
        first.no: at("2026-11-30 17:30"),
        second.no: at("2026-11-30 17:30"),
        brought.no: at("2026-11-27 17:30"),
        closed.no: at("2026-11-27 17:30"),
        hurried.no: at("2026-11-21 12:00"),
    }
    assert {clock.due for clock in office.queries.clocks(first)} == {at("2026-11-30 17:30")}
    steps = office.queries.steps(first)
    assert (steps[-1].action, steps[-1].data["reason"]) == ("时限调整", "台风")
    office.ledger.undo(told["undo"], clerk)
    assert office.queries.event(first.no)["due_at"] == at("2026-11-27 17:30")
    assert run("calendar")["local"] == [{"day": "2026-11-24", "why": "本地休息日（台风）"}]


def test_what_was_put_off_keeps_its_number_of_working_days(office):
    act, clerk = office.ledger.act, office.actor()
    event = dispatched(office)
    act(event.no, Action.SIGN, clerk)
    act(event.no, Action.ASK_DELAY, clerk, {"reason": "材料未齐", "days": 2})
    event = act(event.no, Action.GRANT_DELAY, clerk, {"days": 2})
    assert event["due_at"] == at("2026-12-01 17:30")
    (found,) = timetable.moves(office, [local_day_fact(date(2026, 11, 24), "台风", rests=True)])
    assert found.after == {name: at("2026-12-02 17:30") for name in ("due_at", "unit_due_at")}


def test_events_of_danger_move_too(office):
    event = office.ledger.register({"text": "有人拿刀", "source": "窗口来访", "category": "矛盾纠纷"}, office.actor())
    office.ledger.act(event.no, Action.ANSWER_DANGER, office.actor(), {"danger_answer": "已转110"})
    office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), {"unit": "派出所"})
    dispatched(office)
    facts = [local_day_fact(date(2026, 11, 24), "台风", rests=True)]
    assert timetable.enter(office, facts, timetable.moves(office, facts), "台风", office.actor()) > 0
    assert office.queries.event(event.no)["due_at"] == at("2026-11-30 17:30")


def test_a_rest_day_that_another_program_enters_is_heard_of_when_nothing_else_is_to_do(office, clock):
    other = Office.open(office.folder, clock)
    action, data = local_day_fact(date(2026, 11, 24), "台风", rests=True)
    other.ledger.note_office(action, data, other.actor())
    other.close()
    assert office.rules.clocks.calendar.is_working(date(2026, 11, 24))
    office.ledger.clocks_pending()
    assert not office.rules.clocks.calendar.is_working(date(2026, 11, 24))


def test_a_rest_day_is_taken_back_by_a_working_day(office):
    for rests in (True, False):
        action, data = local_day_fact(date(2026, 11, 24), "台风", rests=rests)
        office.ledger.note_office(action, data, office.actor())
    assert office.rules.clocks.calendar.is_working(date(2026, 11, 24))


def notice(year, *days):
    return json.dumps({"year": year, "papers": [], "days": [{"name": "", "date": day, "isOffDay": off} for day, off in days]})


def test_a_notice_makes_its_year_known_and_moves_what_crossed_into_it(run, office, clock, tmp_path):
    clock.at = clock.at.replace(month=12, day=29)
    event = dispatched(office)
    assert event["due_at"] == at("2027-01-06 17:30"), "the law itself gives the first of January"
    path = tmp_path / "2027.json"
    path.write_text(notice(2027, *((f"2027-01-0{day}", True) for day in (1, 2, 3, 4))), encoding="utf-8")
    told = run("calendar", "--import", path, "--yes")
    assert [(each["no"], each["after"]["due_at"]) for each in told["moved"]] == [(event.no, "2027-01-07T17:30:00+08:00")]
    assert office.rules.clocks.calendar.knows(date(2027, 5, 1))
    assert 2027 in run("calendar")["years"]
    assert run("due", "--start", "2027-02-01", "--limit", "3工作日")["certain"] is True


def test_a_notice_may_be_a_worksheet(office, tmp_path):
    book = Workbook()
    for row in (("2027年放假安排",), ("日期", "休班"), (date(2027, 1, 1), "休"), ("2027-01-09", "班")):
        book.active.append(row)
    book.save(tmp_path / "放假.xlsx")
    found = timetable.read_holidays(office, tmp_path / "放假.xlsx")
    assert (found.years, found.off, found.work) == ((2027,), (date(2027, 1, 1),), (date(2027, 1, 9),))
    assert calendar_table.from_json(calendar_table.to_json(found)) == found


@pytest.mark.parametrize(
    "text",
    [
        notice(2027),
        "[]",
        "{",
        '{"year": 2027, "days": [{"date": "2027-13-01", "isOffDay": true}]}',
        '{"year": 2027, "days": [{"date": "2027-01-01", "isOffDay": "是"}]}',
        notice(2027, ("2027-01-09", False)),
    ],
    ids=["not yet announced", "no object", "no json", "no date", "no bool", "no day off"],
)
def test_a_notice_that_cannot_be_right_is_refused(text):
    refused("calendar_invalid", calendar_table.from_notice, text, "2027.json")


@pytest.mark.needs("data")
def test_the_published_tables_say_what_the_package_says(data):
    for year in range(2007, 2027):
        path = data / "ref-calendar-divisions" / f"holiday-cn__{year}.json"
        found = calendar_table.from_notice(path.read_text(encoding="utf-8"), path.name)
        days = [date(year, month, day) for month in range(1, 13) for day in range(1, 29)]
        assert [day for day in days if found.on(national()).is_working(day) is not national().is_working(day)] == []


@pytest.mark.needs("data")
def test_a_year_that_is_not_announced_yet_is_not_taken_for_one_without_holidays(data):
    path = data / "ref-calendar-divisions" / "holiday-cn__2027.json"
    refused("calendar_invalid", calendar_table.from_notice, path.read_text(encoding="utf-8"), path.name)


def test_the_clocks_that_run_are_counted_by_kind(run, office, clock):
    dispatched(office)
    clock.forward(days=30)
    dispatched(office)
    told = run("clocks", "--recompute")
    assert told == {"recomputed": 2, "waiting": 0, "kinds": [{"kind": "办理", "running": 2, "overdue": 1}], "uncounted": []}
