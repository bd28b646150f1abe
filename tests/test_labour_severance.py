"""Severance: the months, the base and its cap, in the cases that the law tells apart."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.labour.service import months_owed, service
from plugins.labour.severance import CALCULATOR
from tests.ledger_tools import refused
from wangge.calculators import reckon
from wangge.published import Statistics

DAYS = st.dates(date(2008, 1, 1), date(2030, 12, 31))


def made(hired, left, wage, **more):
    given = {"hired": hired, "left": left, "wage": wage, "city_average": "10,000", **more}
    return reckon(CALCULATOR, given, Statistics(), date(2026, 11, 20))


@pytest.mark.parametrize(
    ("hired", "left", "months"),
    [
        (date(2020, 3, 1), date(2025, 8, 31), 6),
        (date(2020, 3, 1), date(2025, 7, 15), 5.5),
        (date(2024, 1, 10), date(2024, 5, 9), 0.5),
        (date(2010, 1, 1), date(2025, 12, 31), 16),
        (date(2020, 3, 1), date(2025, 2, 28), 5),
        (date(2024, 1, 31), date(2024, 2, 28), 0.5),
        (date(2024, 2, 29), date(2025, 2, 28), 1),
        (date(2024, 1, 10), date(2024, 7, 9), 1),
        (date(2024, 1, 10), date(2024, 7, 8), 0.5),
        (date(2024, 1, 10), date(2024, 1, 10), 0.5),
    ],
)
def test_months_of_pay_by_service(hired, left, months):
    assert months_owed(service(hired, left)) == Fraction(months)


@pytest.mark.parametrize(
    ("wage", "kind", "total"),
    [
        ("8000", "N", 12_800_000),
        ("40000", "N", 36_000_000),
        ("40000", "2N", 72_000_000),
        ("30000", "N", 48_000_000),
        ("30000.01", "N", 36_000_000),
        ("8000", "2N", 25_600_000),
    ],
)
def test_sixteen_years_at_a_wage(wage, kind, total):
    assert made("2010-01-01", "2025-12-31", wage, kind=kind).total == total


def test_notice_pay_is_last_months_wage_and_not_capped():
    found = made("2020-03-01", "2025-08-31", "40000", kind="N+1", last_wage="52,000")
    assert [line.amount for line in found.lines if line.amount is not None] == [18_000_000, 5_200_000]
    error = refused("value_invalid", made, "2020-03-01", "2025-08-31", "8000", kind="N+1")
    assert error.params["label"] == "上月工资（代通知金用）"


def test_a_wage_below_the_minimum_counts_as_the_minimum():
    assert made("2025-01-01", "2025-12-31", "2000", minimum_wage="2490").total == 249_000


def test_service_before_the_act_is_doubted_on_the_paper():
    assert "第九十七条" in made("2005-01-01", "2025-12-31", "8000").remarks[0]
    assert "第九十七条" not in made("2008-01-01", "2025-12-31", "8000").remarks[0]


def test_no_average_wage_for_the_year_is_said_and_dates_must_be_in_order():
    refused(
        "calc_statistic", reckon, CALCULATOR, {"hired": "2020-01-01", "left": "2025-01-01", "wage": "1"}, Statistics(), date(2026, 1, 1)
    )
    assert refused("value_invalid", made, "2025-01-02", "2025-01-01", "8000").params["label"] == "离职日期"


@given(DAYS, st.integers(0, 5_000), st.integers(0, 400), st.integers(1, 100_000))
def test_longer_service_and_a_higher_wage_never_earn_less_and_the_cap_holds(hired, days, more, wage):
    left = date.fromordinal(hired.toordinal() + days)
    later = date.fromordinal(left.toordinal() + more)
    found = made(hired.isoformat(), left.isoformat(), str(wage))
    assert found.total <= made(hired.isoformat(), later.isoformat(), str(wage)).total
    assert found.total == sum(line.amount or 0 for line in found.lines)
    if wage > 30_000:
        assert found.total <= 12 * 3 * 1_000_000
