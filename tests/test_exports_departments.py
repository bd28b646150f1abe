"""Departments' sheets: what concerned a department and what it took on are counted apart; 件, 人 and 元 too."""

from dataclasses import replace
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace

import pytest

from exports.month import month_report
from wangge import Counted, Department, Field, Indicator, Kept, Kind
from wangge.catalogue import Catalogue, MonthRequest
from wangge.lifecycle import Action, State
from wangge.sheets import shown, value_of

kit = SimpleNamespace(**run_path(str(Path(__file__).with_name("exports_ledger.py"))))
LATER = kit.at("2025-08-01 09:00")
WATER = Department(
    "water",
    "水电费纠纷",
    ("水费",),
    (Field("water_people", "户数", Kind.NUMBER, kept=Kept.EXTRA), Field("water_owed", "欠费", Kind.MONEY, kept=Kept.EXTRA)),
    indicators=(
        Indicator("涉及户数", Counted.PEOPLE, "water_people"),
        Indicator("欠费", Counted.MONEY, "water_owed"),
        Indicator("百户以上", Counted.CASES, "water_people", {"water_people": (100, 200)}),
        Indicator("填了户数的来件", Counted.CASES, "water_people", cases=False),
    ),
    words=("水表",),
)
CATALOGUE = Catalogue(departments=(WATER,))


@pytest.fixture
def ledger():
    made = kit.MemoryLedger()
    bring = {"reported_at": "2025-05-06 09:00", "state": "处置中"}
    made.bring(**bring, subcategory="水费", water_people=7)
    made.bring(**bring, text="水表走得太快，要求校验")
    made.bring(**bring, subcategory="噪音")
    opened = made.bring(**bring, subcategory="水费")
    case = {"department": "水电费纠纷", "case_basis": "双方申请", "case_at": "2025-05-08 10:00"}
    made.step(opened, Action.OPEN_CASE, State.HANDLING, "2025-05-08 10:00", **case, water_people=100, water_owed=1_234_550)
    made.step(
        opened,
        Action.END_CASE,
        State.HANDLING,
        "2025-05-20 10:00",
        case_result="达成协议",
        case_ended_at="2025-05-20 10:00",
        agreed_amount=900_000,
    )
    later = made.bring(**{**bring, "reported_at": "2025-05-30 09:00"}, subcategory="水费")
    made.step(
        later, Action.OPEN_CASE, State.HANDLING, "2025-06-02 10:00", **{**case, "case_at": "2025-06-02 10:00", "case_basis": "主动调解"}
    )
    return made


def told(ledger, month="2025-05"):
    report = month_report(ledger, ledger.settings, CATALOGUE, MonthRequest(month), LATER)
    page = next((page for page in report.sheets if page.name == "水电费纠纷"), None)
    return {row[0].strip("　"): row[1] for row in page.rows} if page else None


def test_events_of_the_kind_and_accepted_cases_are_two_numbers(ledger):
    may = {name: value_of(cell) for name, cell in told(ledger).items()}
    assert (may["涉该类事件"], may["受理案件"], may["双方申请"], may["主动调解"]) == (4, 1, 1, 0)
    assert (may["期末在办案件"], may["本月结束案件"], may["达成协议"], may["未达成协议"]) == (0, 1, 1, 0)
    june = {name: value_of(cell) for name, cell in told(ledger, "2025-06").items()}
    assert (june["涉该类事件"], june["受理案件"], june["期末在办案件"]) == (0, 1, 1)


def test_cases_people_and_money_stand_apart_and_nothing_filled_in_is_no_nought(ledger):
    may = told(ledger)
    assert (may["涉及户数"], shown(may["欠费"], None), may["百户以上"], may["填了户数的来件"]) == (100, "12,345.50", 1, 2)
    assert (shown(may["协议金额"], None), may["已履行金额"]) == ("9,000.00", None)
    june = told(ledger, "2025-06")
    assert (june["涉及户数"], june["欠费"], june["协议金额"]) == (None, None, None)


def test_a_department_that_the_month_did_not_concern_has_no_sheet(ledger):
    quiet = kit.MemoryLedger()
    quiet.bring(reported_at="2025-05-06 09:00", state="处置中", subcategory="噪音")
    assert told(quiet) is None


def test_the_sheet_says_by_which_categories_and_words_it_counts(ledger):
    def says(department):
        made = month_report(ledger, ledger.settings, Catalogue(departments=(department,)), MonthRequest("2025-05"), LATER)
        page = next(page for page in made.sheets if page.name == "水电费纠纷")
        return page.rows[0][1], page.rows[0][3], page.notes[0]

    assert says(WATER)[:2] == (4, "本月新增，按分类（水费），或按用词（水表）")
    count, rule, note = says(replace(WATER, words=()))
    assert (count, rule) == (3, "本月新增，按分类（水费）")
    assert "用词" not in note


def test_nothing_is_counted_by_the_value_of_a_sensitive_field(ledger):
    hidden = tuple(replace(field, sensitive=True) for field in WATER.fields)
    made = month_report(ledger, ledger.settings, Catalogue(departments=(replace(WATER, fields=hidden),)), MonthRequest("2025-05"), LATER)
    rows = {row[0]: row for row in next(page for page in made.sheets if page.name == "水电费纠纷").rows}
    assert [rows[name][1] for name in ("涉及户数", "欠费", "百户以上")] == [None] * 3
    assert "敏感项目" in rows["欠费"][3]
    assert rows["填了户数的来件"][1] == 2, "whether it is filled in may be counted"
