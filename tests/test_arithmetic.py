"""What a case knows already stands in a calculator before anybody types, as it would be typed; a mask never does."""

from __future__ import annotations

import json

import pytest

from console import arithmetic
from console.arithmetic import paper_lines
from tests.ledger_tools import at
from tests.paper_tools import CATALOGUE, FIELDS
from wangge import Calculator, Field, Kind, Line, Reckoning
from wangge.calculators import cleaned

COLUMNS = (Field("name", "姓名", Kind.PERSON), Field("paid", "已付", Kind.MONEY), Field("note", "说明"), Field("more", "其他"))
ASKED = (
    Field("day", "日期", Kind.DAY),
    Field("sum", "金额", Kind.MONEY),
    Field("rows", "名单", Kind.TABLE, columns=COLUMNS),
    Field("who", "姓名", Kind.PERSON),
)
CALCULATOR = Calculator(
    "x", "试算", ASKED, lambda told: Reckoning(()), takes={"day": "on", "sum": "amount", "rows": "people", "who": "caller"}
)
BY_NAME = {field.name: field for field in ASKED}


def known(name, **values):
    return arithmetic.known(CALCULATOR, BY_NAME[name], values)


def test_money_stands_there_as_it_is_typed_and_nothing_for_what_is_not_known():
    assert (known("sum", amount=123_450), known("sum"), known("who", caller="张*")) == ("1,234.50", "", "张*")


def test_a_moment_gives_its_day_in_the_office():
    assert known("day", on="2026-01-05") == "2026-01-05"
    assert known("day", on=at("2026-01-05 00:30")) == "2026-01-05"


@pytest.mark.parametrize(("name", "value"), [("day", "＊＊＊"), ("sum", "＊＊"), ("rows", "＊＊＊＊＊＊＊＊")])
def test_a_mask_is_nothing(name, value):
    assert known(name, **{CALCULATOR.takes[name]: value}) == ""


def test_a_table_is_taken_over_as_a_spreadsheet_would_paste_it():
    rows = [{"name": "张*", "paid": 200_000, "phone": "138****5678"}, {"name": "李*", "note": "分两次；\n年底付清"}]
    text = known("rows", people=json.dumps(rows, ensure_ascii=False))
    assert text == "张*\t2000.00\t\t\n李*\t\t分两次 年底付清\t"
    kept = cleaned(ASKED, {"rows": text})["rows"]
    assert json.loads(kept)[0] == {"name": "张*", "paid": 200_000}


@pytest.mark.parametrize("calculator", CATALOGUE.calculators().values(), ids=CATALOGUE.calculators())
def test_what_a_calculator_takes_is_of_the_kind_that_it_asks_for(calculator):
    own = {field.name: field for field in calculator.fields}
    for name, of in calculator.takes.items():
        assert own[name].kind is FIELDS[of].kind, name
        assert not FIELDS[of].sensitive, f"{of} would never be there"


@pytest.mark.parametrize(
    "key", ["labour.severance", "labour.unpaid", "labour.routes", "traffic.damages", "traffic.insurance", "medical.damages"]
)
def test_the_desks_calculators_take_from_their_forms(key):
    assert CATALOGUE.calculators()[key].takes


def test_findings_alone_have_no_total():
    assert not any("合计" in line for line in paper_lines(CALCULATOR, Reckoning((Line("途径", "可以申请"),))))
    assert any("合计 1.00" in line for line in paper_lines(CALCULATOR, Reckoning((Line("款", amount=100),))))
