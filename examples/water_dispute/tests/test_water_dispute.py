"""The plugin keeps the contract of plugins; and what only its author can know holds: the sums, the days, the words on paper."""

from datetime import date

import pytest
from wangge import Catalogue, Figure, Grid, MonthRequest, Settings, Value, WanggeError
from wangge.testing import MONTH, Contract, Shelf, cleaned, dossier, due, filled, life, reckoned

import water_dispute
from water_dispute import form
from water_dispute.department import DEPARTMENT
from water_dispute.refund import REFUND
from water_dispute.score import complete
from water_dispute.sheet import REPORT
from water_dispute.statement import STATEMENT

ROWS = "2026-01\t120\t0.538\t96.00\n2026-02\t100.5\t0.538\t50"
"""As a table is pasted from a workbook: period, used, price, charged."""


class TestContract(Contract):
    """Hooks, names, fields, papers and arithmetic, as the host needs them."""

    plugin = water_dispute


def test_what_was_taken_too_much_is_the_sum_of_the_bills() -> None:
    """96.00 − 64.56 and 50.00 − 54.07."""
    found = reckoned(REFUND, {"bills": ROWS})
    assert [(line.label, line.amount) for line in found.lines] == [("2026-01多收", 3_144), ("2026-02少收", -407)]
    assert found.total == 2_737


def test_what_was_given_back_already_is_taken_off() -> None:
    """And nothing is owed when it was more."""
    found = reckoned(REFUND, {"bills": ROWS, "returned": "30"})
    assert found.total == -263
    assert found.remarks[-1] == "合计为负，没有多收，不用退还。"


def test_half_a_cent_is_rounded_up_bill_by_bill() -> None:
    """1 × 0.555 is 0.56."""
    assert reckoned(REFUND, {"bills": "甲\t1\t0.555\t1"}).total == 44


def test_a_bill_that_lacks_a_number_is_refused_by_its_period() -> None:
    """The refusal names the column too."""
    with pytest.raises(WanggeError, match=r"应收单价（元）.*2026-02没有填"):
        reckoned(REFUND, {"bills": f"{ROWS.splitlines()[0]}\n2026-02\t100\t\t50"})


def test_the_answer_on_a_meter_is_due_in_five_working_days_that_the_laboratory_does_not_use_up() -> None:
    """2 November 2026 is a Monday."""
    asked = {form.MATTER: form.METER_DOUBTED, form.ASKED: "2026-11-02"}
    assert due(DEPARTMENT, asked) == {"校表答复": date(2026, 11, 9)}
    assert due(DEPARTMENT, {**asked, form.SENT: "2026-11-03", form.BACK: "2026-11-05"}) == {
        "校表答复": date(2026, 11, 12)
    }
    for other in ({form.MATTER: form.MISREAD}, {form.CHECKED: "2026-11-04"}, {form.SENT: "2026-11-03"}):
        assert due(DEPARTMENT, {**asked, **other}) == {}


def test_the_statement_says_what_the_calculator_finds() -> None:
    """In digits and in capitals; without bills there is none."""
    told = dossier(form.FIELDS, cleaned(form.FIELDS, {"收费单位": "某物业", "账单明细": ROWS, "已退水电费": "20"}))
    paper = STATEMENT.build(told)
    (grid,) = (block for block in paper.blocks if isinstance(block, Grid))
    assert grid.rows[0] == ("2026-01", "120", "0.538", "96.00", "31.44")
    assert "人民币（大写）柒元叁角柒分（￥7.37）" in str(paper.blocks)
    assert STATEMENT.lacking(told) == ()
    assert STATEMENT.lacking(dossier(form.FIELDS)) == ("没有填账单明细",)


def test_the_report_counts_by_what_is_disputed_and_a_sum_of_nothing_is_no_nought() -> None:
    """An event of another matter is not counted."""
    misread: dict[str, Value] = {
        "category": "水电费纠纷",
        form.MATTER: form.MISREAD,
        form.HOUSEHOLDS: 3,
        form.AMOUNT: 12_350,
    }
    shelf = Shelf(
        life(misread), life({**misread, form.HOUSEHOLDS: 4}), life({"text": "电费太高"}), life({"category": "噪音"})
    )
    (sheet,) = REPORT.build(shelf, Settings(), Catalogue(), MonthRequest(MONTH)).sheets
    assert sheet.rows[0] == (form.MISREAD, Figure(2, query=f"水电争议:抄表错误 上报:{MONTH}"), 7, 247.0)
    assert sheet.rows[1][1:] == (Figure(0, query=f"水电争议:表计不准 上报:{MONTH}"), None, None)
    assert sheet.total == ("合计", 3, 7, 247.0)
    assert "另有 1 件没有填水电争议" in sheet.notes[1]


def test_a_worker_scores_with_what_the_matter_needs() -> None:
    """None is no evidence."""
    known = filled(form.FIELDS)
    assert complete(life({**known, "category": "供水纠纷"})) is True
    assert complete(life({"category": "供水纠纷", form.ACCOUNT: "＊"})) is False
    assert complete(life({"category": "噪音", "text": "广场舞"})) is None
