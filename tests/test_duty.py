"""The duty list: versions that never change the past, a workbook that is taken whole or not at all, and what each dispatch rests on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from openpyxl import Workbook

from console import lists, reporting
from console.duties import read_list
from exports.xlsx import write_report
from tests.ledger_tools import at, dispatched, refused, register, statements
from wangge.actor import Actor
from wangge.duty import DEFAULT_DUTIES, Duty, DutyBook, DutyList, differences
from wangge.duty_sheet import report
from wangge.lifecycle import HARD_ONES, ONE_KEY_DISPATCH, Action, State
from wangge.settings import Settings

TODAY = date(2026, 11, 20)
LIGHT = Duty("路灯不亮", "市容环境", "路灯所", ("路灯",), "24小时", ("供电所", "社区"), "三级", "《城市照明管理规定》第二十条")
SOURCE = {"file": "清单.xlsx", "sha256": "0" * 64}


def bring(office, rows=(LIGHT,), valid_from=TODAY, seen=None):
    seen = office.ledger.duties.book().last.version if seen is None else seen
    return office.ledger.set_duties(rows, valid_from, SOURCE, office.actor(), seen)


def last_step(office, event):
    return office.queries.steps(office.queries.event(event.no))[-1]


def read(office, path):
    """The rows of a workbook, unless it is refused."""
    found, problems = read_list(office, path)
    lists.refuse(path, problems, json=False)
    return found


def workbook(path, rows, headers=("事项", "类别", "主办单位", "层级", "时限", "生效日期", "失效日期")):
    book = Workbook()
    sheet = book.active
    sheet.append(headers)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_the_newest_version_that_had_begun_by_the_day_is_used():
    one, two, three = DutyList(0, "", DEFAULT_DUTIES), DutyList(1, "2026-11-10", (LIGHT,)), DutyList(2, "2026-12-01", ())
    book = DutyBook((one, two, three))
    days = {"2020-01-01": one, "2026-11-09": one, "2026-11-10": two, "2026-11-30": two, "2026-12-01": three, "2030-01-01": three}
    assert {day: book.on(date.fromisoformat(day)) for day in days} == days
    assert (book.version(1), book.version(9), book.last) == (two, None, three)


def test_a_row_is_valid_from_its_first_to_its_last_day():
    row = Duty("路灯", "市容", "路灯所", valid_from="2026-11-10", valid_to="2026-11-20")
    days = [date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 20), date(2026, 11, 21)]
    assert [row.is_valid(day) for day in days] == [False, True, True, False]
    assert [DutyList(1, "", (row, LIGHT)).on(day) for day in days] == [(LIGHT,), (row, LIGHT), (row, LIGHT), (LIGHT,)]


def test_a_new_version_is_told_whole_and_read_back(office):
    made = bring(office)
    assert (made.version, made.valid_from) == (1, "2026-11-20")
    assert office.ledger.duties.book().last == made
    (fact,) = office.queries.facts("权责清单")
    assert {name: fact.data[name] for name in ("version", "valid_from", "file", "sha256")} == {
        "version": 1,
        "valid_from": "2026-11-20",
        **SOURCE,
    }
    assert office.ledger.verify().ok


def test_another_program_sees_the_new_version(office, tmp_path):
    from console.office import Office

    other = Office.open(office.folder, office.clock)
    assert other.ledger.duties.book().last.version == 0
    bring(office)
    assert other.ledger.duties.book().last.rows == (LIGHT,)
    assert refused("list_changed", bring, other, seen=0).params["kind"] == "权责清单"
    assert len(office.queries.facts("权责清单")) == 1
    other.close()


def test_a_later_version_cannot_begin_in_the_past_but_the_first_may(office):
    bring(office, valid_from=date(2026, 1, 1))
    refused("duty_past", bring, office, (), TODAY - timedelta(days=1))
    assert bring(office, (LIGHT, *DEFAULT_DUTIES), TODAY).version == 2


def test_a_dispatch_keeps_the_row_and_the_version_of_the_events_day(office):
    before = register(office, text="路灯不亮", subcategory="设施破损")
    bring(office, valid_from=TODAY + timedelta(days=1))
    office.clock.forward(days=2)
    after = register(office, text="路灯不亮了")
    sent = office.ledger.act_many((before.no, after.no), ONE_KEY_DISPATCH, office.actor(), {"category": "市容环境", "unit": "路灯所"})
    told = [last_step(office, event).data for event in sent]
    assert [data.get("duty_version") for data in told] == [0, 1]
    assert [data.get("duty_row") for data in told] == [None, "路灯不亮"]  # by the old list another unit leads it


def test_a_late_entry_is_dispatched_by_the_list_of_its_own_day(office):
    bring(office)
    late = office.ledger.register({"text": "路灯不亮", "source": "窗口来访"}, office.actor(), at=at("2026-11-02 09:00"))
    office.ledger.act(late.no, ONE_KEY_DISPATCH, office.actor(), {"category": "市容环境", "unit": "市政养护所"})
    assert last_step(office, late).data["duty_row"] == "设施破损"
    assert last_step(office, late).data["duty_version"] == 0


def test_a_new_version_changes_no_step_and_no_event_of_before(office):
    event = dispatched(office, text="楼上漏水")
    steps = office.queries.steps(event)
    bring(office)
    assert office.queries.steps(event) == steps
    assert office.queries.event(event.no) == event
    assert steps[-1].data["duty_row"] == "邻里纠纷"


def test_a_reassignment_rests_on_the_list_too(office):
    event = dispatched(office, text="楼上漏水")
    office.ledger.act(event.no, Action.REASSIGN, office.actor(), {"承办单位": "社区建设办", "理由": "属物业", "subcategory": "物业管理"})
    assert last_step(office, event).data["duty_row"] == "物业管理"


def test_an_action_that_sends_nobody_anywhere_tells_of_no_list(office):
    event = register(office)
    office.ledger.act(event.no, Action.ACCEPT, office.actor(), {"category": "其他"})
    assert "duty_version" not in last_step(office, event).data


def test_a_matter_that_fits_nothing_gets_an_owner_in_one_operation(office):
    event = register(office, text="说不清的事")
    hard = office.ledger.act(event.no, HARD_ONES, office.actor(), {"category": "其他", "hard_owner": "张某", "reason": "清单没有"})
    assert (hard.state, hard["hard_owner"]) == (State.FILED, "张某")
    assert office.ledger.undo(f"S{hard.version}", office.actor()).reversed == 1
    assert office.queries.event(event.no).state is State.REPORTED


def test_the_exported_workbook_comes_back_as_it_was(office, tmp_path):
    whole = (LIGHT, Duty("路灯不亮", "市容环境", "市政所", valid_from="2027-01-01"), *DEFAULT_DUTIES)
    ended = (Duty(**{**LIGHT.told(), "words": ("路灯",), "co_units": ("供电所", "社区"), "valid_to": "2026-12-31"}), *whole[1:])
    path = reporting.write_duties(office, DutyList(3, "2026-01-01", ended), str(tmp_path / "清单.xlsx"))
    assert read(office, path) == ended


def test_what_a_new_version_changes_is_said_row_by_row():
    now = Duty(**{**LIGHT.told(), "words": ("路灯",), "co_units": ("供电所", "社区"), "unit": "市政所"})
    found = differences((LIGHT, DEFAULT_DUTIES[0]), (now, DEFAULT_DUTIES[1]))
    assert [(each.matter, each.before is None, each.after is None, each.fields) for each in found] == [
        ("路灯不亮", False, False, ("unit",)),
        ("消费纠纷", True, False, ()),
        ("劳动争议", False, True, ()),
    ]
    assert differences(DEFAULT_DUTIES, DEFAULT_DUTIES) == ()


WRONG = {
    "五级": ("层级", ("甲", "类", "所", "五级", "", "", "")),
    "三天半": ("时限", ("甲", "类", "所", "", "三天半", "", "")),
    "0工作日": ("时限", ("甲", "类", "所", "", "0工作日", "", "")),
    "不日": ("生效日期", ("甲", "类", "所", "", "", "不日", "")),
    "2026-01-01": ("失效日期", ("甲", "类", "所", "", "", "2026-02-01", "2026-01-01")),
    "": ("主办单位", ("甲", "类", "", "", "", "", "")),
    "乙": ("事项", ("乙", "类", "所", "", "", "", "")),
}


@pytest.mark.parametrize(("value", "column", "row"), [(value, *told) for value, told in WRONG.items()], ids=WRONG)
def test_a_list_with_a_wrong_cell_is_refused_whole_and_the_cell_named(office, tmp_path, capsys, value, column, row):
    path = workbook(tmp_path / "清单.xlsx", [("乙", "类", "所", "", "", "", ""), row])
    refusal = refused("list_wrong", read, office, path)
    assert refusal.params["count"] == 1
    said = capsys.readouterr().err
    assert f"第3行“{column}”" in said
    assert value in said


def test_a_matter_may_stand_twice_when_one_row_ends_before_the_other_begins(office, tmp_path):
    rows = [("甲", "类", "一所", "镇街", "", "", "2026-11-30"), ("甲", "类", "二所", "三级", "", "2026-12-01", "")]
    found = read(office, workbook(tmp_path / "清单.xlsx", rows))
    assert [(row.unit, row.tier) for row in found] == [("一所", "三级"), ("二所", "三级")]


def test_a_file_without_a_duty_list_says_what_the_header_needs(office, tmp_path):
    path = workbook(tmp_path / "别的.xlsx", [("张三", "1")], ("姓名", "数量"))
    assert refused("list_none", read, office, path).params["headers"] == "事项、类别、主办单位"


def test_users_strings_stay_text_in_the_workbook(office, tmp_path):
    row = Duty("=1+1", "@类", "-所", basis="+cmd|' /C calc'!A0")
    path = write_report(report(DutyList(1, "", (row,)), Settings()), tmp_path / "清单.xlsx")
    assert read(office, path) == (row,)


def test_only_a_row_of_the_chosen_unit_is_kept_as_the_basis(office):
    event = register(office, text="楼上漏水")
    office.ledger.act(event.no, ONE_KEY_DISPATCH, Actor("小王"), {"category": "矛盾纠纷", "unit": "妇联"})
    assert "duty_row" not in last_step(office, event).data


def test_the_list_is_read_once_for_any_number_of_events(office):
    bring(office, valid_from=TODAY)
    few, many = ([register(office, text="路灯不亮").no for _ in range(number)] for number in (2, 20))
    given = {"category": "市容环境", "unit": "路灯所"}
    office.ledger.duties.book()
    with statements(office) as said:
        office.ledger.act_many(few, ONE_KEY_DISPATCH, office.actor(), given)
    with statements(office) as more:
        office.ledger.act_many(many, ONE_KEY_DISPATCH, office.actor(), given)
    reads = [[line for line in each if line.startswith("SELECT")] for each in (said, more)]
    assert len(reads[0]) == len(reads[1])


def test_a_version_that_lost_the_race_leaves_no_trace(office):
    from console.office import Office

    other = Office.open(office.folder, office.clock)
    mark = office.ledger.duties.mark_for(0)
    bring(other, (LIGHT, *DEFAULT_DUTIES))
    refused("list_changed", office.ledger.note_office, "权责清单", {"version": 1, "valid_from": "", "rows": "[]"}, office.actor(), mark)
    assert len(office.ledger.duties.book().last.rows) == 1 + len(DEFAULT_DUTIES)
    assert len(office.queries.facts("权责清单")) == 1
    assert office.ledger.verify().ok
    other.close()
