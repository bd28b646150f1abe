"""Calculators: what is filled in is checked by its fields, statistics come from the office, and a total is what its lines add up to."""

from datetime import date

import pytest

from tests.ledger_tools import refused
from wangge import Calculator, Field, Inputs, Kind, Line, Reckoning
from wangge.calculators import Version, as_json, reckon, side_by_side
from wangge.published import Published, Statistics

WORKERS = Field("workers", "工人", Kind.TABLE, columns=(Field("name", "姓名"), Field("months", "月数", Kind.NUMBER, most=600)))


def back_pay(told: Inputs) -> Reckoning:
    told.in_order("hired", "left")
    lines = [Line(f"欠薪　{row.text('name')}", amount=row.number("months") * told.money("wage")) for row in told.rows("workers")]
    lines.append(Line("扣除已付", amount=-told.money("paid"), parameter=told.parameters.get("floor", "")))
    return Reckoning((Line("月数", formula="共若干月"), *lines))


CALCULATOR = Calculator(
    "back_pay",
    "欠薪",
    (
        Field("wage", "月工资", Kind.MONEY, least=1, most=1_000_000),
        Field("paid", "已付", Kind.MONEY),
        Field("hired", "入职", Kind.DAY),
        Field("left", "离职", Kind.DAY),
        Field("floor", "最低工资", Kind.MONEY),
        WORKERS,
    ),
    back_pay,
    needs=("wage",),
    statistics={"floor": "left"},
)
FIGURES = Statistics({"floor": (Published(date(2024, 1, 1), 249_000, "甲市2024年"), Published(date(2026, 1, 1), 266_000, "甲市2026年"))})
TODAY = date(2026, 11, 20)


def made(**given):
    return reckon(CALCULATOR, given, FIGURES, TODAY)


def test_a_total_is_the_sum_of_its_lines():
    found = made(wage="8,000", paid="1.2万", workers="王某\t3\n李某\t2")
    assert [line.amount for line in found.lines] == [None, 2_400_000, 1_600_000, -1_200_000]
    assert found.total == 2_800_000
    assert as_json(found)["total"] == "28000.00"
    assert as_json(found)["lines"][0]["amount"] is None


def test_a_table_is_pasted_with_or_without_headers_or_given_as_json():
    ways = ("姓名\t月数\n王某\t3", "月数\t姓名\n3\t王某", "王某，3", "王某,3；", '[{"姓名": "王某", "months": 3}]')
    assert {WORKERS.clean(way) for way in ways} == {'[{"months":3,"name":"王某"}]'}
    assert WORKERS.clean([]) is None
    refused("value_invalid", WORKERS.clean, '[{"身份证": "1"}]')
    refused("value_invalid", WORKERS.clean, "[1]")
    refused("value_invalid", WORKERS.clean, "王某\t三")


def test_a_statistic_is_the_one_of_the_day_and_named_on_the_paper():
    assert made(wage="1", left="2025-12-31").lines[-1].parameter == "最低工资　2,490.00　甲市2024年"
    assert made(wage="1").lines[-1].parameter == "最低工资　2,660.00　甲市2026年"
    assert made(wage="1", floor="2000").lines[-1].parameter == ""
    error = refused("calc_statistic", made, wage="1", left="2023-12-31")
    assert (error.params["label"], error.params["day"]) == ("最低工资", "2023-12-31")


@pytest.mark.parametrize(
    ("given", "label", "reason"),
    [
        ({"wage": "-1"}, "月工资", "须是不小于 0 的金额"),
        ({"wage": "0.5"}, "月工资", "须在 1 到 1,000,000 之间"),
        ({"wage": "1000001"}, "月工资", "须在 1 到 1,000,000 之间"),
        ({"wage": "1", "workers": "王某\t601"}, "月数", "须在 0 到 600 之间"),
        ({"wage": "1", "hired": "2025-13-01"}, "入职", "须是日期"),
        ({"wage": "1", "hired": "2025-05-01", "left": "2024-05-01"}, "离职", "不能早于“入职”（2025-05-01）"),
    ],
)
def test_a_wrong_input_is_refused_with_its_field_and_what_is_allowed(given, label, reason):
    error = refused("value_invalid", made, **given)
    assert (error.params["label"], reason in error.params["reason"]) == (label, True)


def test_what_is_missing_or_unknown_is_named():
    assert refused("calc_needs", made).params["missing"] == "月工资"
    assert "月工资" in refused("field_unknown", made, salary="1").params["known"]
    broken = Calculator("x", "坏的", (), lambda told: 5)
    refused("plugin_failed", reckon, broken, {}, FIGURES, TODAY)
    raising = Calculator("y", "坏的", (), lambda told: told.day("nowhere"))
    assert "KeyError" in refused("plugin_failed", reckon, raising, {}, FIGURES, TODAY).params["reason"]


def test_two_versions_side_by_side():
    versions = [
        Version("申请人", made(wage="9000", workers="王某,3")),
        Version("用人单位", made(wage="8000", paid="500", workers="李某,2")),
    ]
    assert side_by_side(versions) == [("欠薪　王某", [2_700_000, None]), ("扣除已付", [0, -50_000]), ("欠薪　李某", [None, 1_600_000])]
