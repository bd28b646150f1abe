"""Small inputs that went wrong elsewhere, and what is right; the kinds have tests of their own."""

from __future__ import annotations

import pytest

from tests.ledger_tools import everything
from wangge.plans import Left, Verdict

pytestmark = pytest.mark.needs("data")
NAMES = {"new": 0, "same": 0, "changed": 0, "error": 0, "asked": 0}
CASES = {
    "06-long-numbers/a.xlsx": {"error": 3},
    "06-long-numbers/b.csv": {"error": 2},
    "07-more-cells-than-header/a.csv": {"new": 1, "error": 1},
    "08-column-without-header/a.xlsx": {"new": 2},
    "09-kangxi-radicals/a.xlsx": {"new": 2},
    "12-repeated-header/a.xlsx": {"new": 3},
    "15-equals-quoted-csv/a.csv": {"new": 2},
    "15-equals-quoted-csv/c.csv": {"new": 2},
    "20-sheet-continues/a.xlsx": {"new": 4},
    "21-hidden-sheet-and-rows/a.xlsx": {"new": 2},
    "22-blank-below-and-ditto/a.xlsx": {"new": 3},
    "22-blank-below-and-ditto/b.xlsx": {"new": 1},
    "23-iso-date-with-zone/a.csv": {"new": 1},
    "23-iso-date-with-zone/b.csv": {"new": 2},
    "24-noncharacter-in-text/a.csv": {"new": 4},
    "37-error-cells/a.xlsx": {"new": 1, "error": 4},
    "41-delimiter-in-content/a.csv": {"new": 4},
    "42-numbers-with-blanks/a.csv": {"new": 15},
    "46-worker-written-otherwise/b.csv": {"new": 4},
    "52-example-row/b.xlsx": {"new": 1},
    "53-wps-picture/a.xlsx": {"new": 1, "error": 1},
    "54-sep-line/b.csv": {"new": 1},
    "60-text-like-footer/a.xlsx": {"new": 5},
    "61-section-lines/a.xlsx": {"new": 2},
    "62-two-tables/a.xlsx": {"new": 10},
    "63-serials-of-1904/a.xlsx": {"new": 3},
    "64-header-words-in-values/a.xlsx": {"new": 3},
}


@pytest.fixture
def take(office, data):
    """Plans a case and carries it out; returns the plan."""

    def taken(name):
        made = office.planner.plan(data / "field-cases" / name, office.clock())
        office.ledger.commit_import(made, office.actor(via="import"))
        return made

    return taken


@pytest.mark.parametrize("name", CASES)
def test_of_each_case_what_is_right_comes_in_and_the_rest_is_said(office, take, name):
    made = take(name)
    assert {key: made.counts()[key] for key in NAMES} == {**NAMES, **CASES[name]}, made.problems
    wrong = {(row.sheet, row.row) for row in made.rows if row.verdict is Verdict.ERROR}
    assert wrong <= {(problem.sheet, problem.row) for problem in made.problems}
    assert len(everything(office)) == made.counts()["new"]
    assert office.ledger.verify().ok


def test_next_months_running_numbers_overwrite_nothing(office, take):
    assert [take(f"28-running-numbers/{month}月.xlsx").counts()["new"] for month in (10, 11)] == [4, 4]
    assert len({event.text("text") for event in everything(office)}) == 8


def test_the_same_order_is_the_same_however_its_number_was_quoted(take):
    assert take("15-equals-quoted-csv/a.csv").counts()["new"] == 2
    assert take("15-equals-quoted-csv/c.csv").counts()["new"] == 0


def test_what_the_cases_are_about(office, take):
    take("23-iso-date-with-zone/b.csv")
    assert {event["reported_at"] for event in everything(office)} == {"2026-11-05T01:03:00Z"}
    assert take("08-column-without-header/a.xlsx").unknown == ("C列",)
    hidden = take("21-hidden-sheet-and-rows/a.xlsx")
    assert (hidden.hidden_rows, [each.reason for each in hidden.left_out]) == (1, [Left.HIDDEN])
    continued = take("20-sheet-continues/a.xlsx")
    assert [table.continues for table in continued.tables] == ["", "Sheet1"]
    assert [(each.reason, each.sheet) for each in continued.left_out] == [(Left.SHEET, "11月下旬")]
    assert [row.values.get("category") for row in take("61-section-lines/a.xlsx").rows] == ["市容环境", "矛盾纠纷"]
    assert take("63-serials-of-1904/a.xlsx").rows[0].values["reported_at"].startswith("2025-05-06")
    assert "DISPIMG" not in repr(take("53-wps-picture/a.xlsx").rows)
    shown = "".join(event.text("text") for event in everything(office) if event.text("external_no").startswith("M-"))
    take("42-numbers-with-blanks/a.csv")
    shown = "".join(event.text("text") for event in everything(office) if event.text("external_no").startswith("M-"))
    for number in ("0012", "0013", "0014", "0015", "0016", "0018", "0019", "0020"):
        assert f"0000{number}" not in shown.replace(" ", "").replace("-", "").replace(".", "")
    assert "19900101" not in shown.replace(" ", "")
    assert not {"一三八零零零零零零一八", "wxid_abc12345", "6222 0212 3456"} & {
        word for word in ("一三八零零零零零零一八", "wxid_abc12345", "6222 0212 3456") if word in shown
    }
