"""Severance: the months, the base and its cap, in the cases that the law tells apart."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.labour.service import ending, months_owed, service
from plugins.labour.severance import CALCULATOR
from tests.labour_tools import TODAY
from tests.labour_tools import made as reckoned
from tests.ledger_tools import refused
from wangge.calculators import reckon
from wangge.published import Published, Statistics

DAYS = st.dates(date(2008, 1, 1), date(2030, 12, 31))


def made(hired, left, wage, **more):
    return reckoned(CALCULATOR, **{"hired": hired, "left": left, "wage": wage, "city_average": "10,000", **more})


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
        (date(2023, 3, 1), date(2023, 8, 30), 0.5),
        (date(2023, 3, 1), date(2023, 8, 31), 1),
        (date(2023, 5, 1), date(2023, 10, 30), 0.5),
        (date(2023, 8, 31), date(2024, 2, 28), 0.5),
        (date(2023, 8, 31), date(2024, 2, 29), 1),
    ],
)
def test_months_of_pay_by_service(hired, left, months):
    assert months_owed(service(hired, left)) == Fraction(months)


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        ("2025-03-01", 1, "2025-03-31"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-12-15", 1, "2026-01-14"),
        ("2025-12-15", 0, "2025-12-14"),
    ],
)
def test_a_month_ends_before_the_day_that_corresponds_to_its_first(first, months, last):
    assert ending(date.fromisoformat(first), months) == date.fromisoformat(last)


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


@pytest.mark.parametrize(
    ("hired", "left", "wage", "more", "total"),
    [
        pytest.param("2024-01-01", "2024-12-31", "8000", {}, 800_000, id="劳动合同法47条1款 满一年一个月"),
        pytest.param("2024-01-01", "2024-06-30", "8000", {}, 800_000, id="劳动合同法47条1款 满六个月按一年"),
        pytest.param("2024-01-01", "2024-06-29", "8000", {}, 400_000, id="劳动合同法47条1款 不满六个月半个月"),
        pytest.param("2023-03-01", "2023-08-29", "8000", {}, 400_000, id="劳动合同法47条1款、民法典202条 二月之后入职差两天"),
        pytest.param("2012-01-01", "2024-12-31", "30000", {}, 39_000_000, id="劳动合同法47条2款 恰好三倍不封顶"),
        pytest.param("2012-01-01", "2024-12-31", "30000.01", {}, 36_000_000, id="劳动合同法47条2款 高于三倍基数和年限都封顶"),
        pytest.param("2020-01-01", "2024-12-31", "40000", {}, 15_000_000, id="劳动合同法47条2款 高于三倍年限未到十二年"),
        pytest.param("2000-01-01", "2025-12-31", "9000", {}, 23_400_000, id="劳动合同法47条 低于三倍没有十二年上限"),
        pytest.param("2025-01-01", "2025-03-31", "2000", {"minimum_wage": "2490"}, 124_500, id="实施条例27条 低于最低工资"),
        pytest.param("2025-01-01", "2025-03-31", "2490", {"minimum_wage": "2490"}, 124_500, id="实施条例27条 等于最低工资"),
        pytest.param("2025-01-01", "2025-03-31", "3333.33", {}, 166_667, id="劳动合同法47条 半个月四舍五入到分"),
        pytest.param(
            "2024-01-01", "2024-12-31", "8000", {"kind": "N+1", "last_wage": "100"}, 810_000, id="实施条例20条 代通知金按上月工资"
        ),
        pytest.param("2023-01-01", "2024-12-31", "40000", {"kind": "2N"}, 12_000_000, id="劳动合同法87条 赔偿金同样受三倍封顶"),
        pytest.param("2025-01-01", "2025-05-31", "8000", {"kind": "2N"}, 800_000, id="劳动合同法87条 半个月的二倍"),
    ],
)
def test_severance_as_the_articles_say(hired, left, wage, more, total):
    assert made(hired, left, wage, **more).total == total


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


@pytest.mark.parametrize(
    ("minimum", "said"),
    [
        pytest.param("1000", "都不超过月最低工资十二个月金额 12,000.00", id="调解仲裁法47条 恰好十二个月"),
        pytest.param("999.99", "有 1 项请求超过月最低工资十二个月金额 11,999.88", id="调解仲裁法47条 超过一分"),
    ],
)
def test_whether_the_award_is_final_follows_from_the_minimum_wage(minimum, said):
    assert said in made("2025-01-01", "2025-12-31", "12000", minimum_wage=minimum).remarks[-1]


def test_every_claim_is_compared_on_its_own_and_none_without_a_minimum_wage():
    both = made("2025-01-01", "2025-12-31", "12000", minimum_wage="1000", kind="N+1", last_wage="12000")
    assert "都不超过" in both.remarks[-1]
    assert not [remark for remark in made("2025-01-01", "2025-12-31", "12000").remarks if "一裁终局" in remark]


def test_a_minimum_wage_that_was_published_is_named_with_its_source():
    figures = Statistics({name: (Published(date(2025, 1, 1), 249_000, "甲市2025年"),) for name in ("minimum_wage", "city_average")})
    found = reckon(CALCULATOR, {"hired": "2025-01-01", "left": "2025-12-31", "wage": "3000"}, figures, TODAY)
    assert "甲市2025年" in found.remarks[-1]


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


@given(DAYS, st.integers(0, 5_000), st.integers(1, 30_000), st.integers(0, 30_000))
def test_up_to_three_times_the_average_a_higher_wage_never_earns_less(hired, days, wage, more):
    left = date.fromordinal(hired.toordinal() + days).isoformat()
    higher = min(wage + more, 30_000)
    assert made(hired.isoformat(), left, str(wage)).total <= made(hired.isoformat(), left, str(higher)).total


@given(DAYS, st.integers(0, 20_000))
def test_service_is_the_months_that_have_ended_and_the_days_since(hired, days):
    left = date.fromordinal(min(hired.toordinal() + days, date(2098, 1, 1).toordinal()))
    length = service(hired, left)
    whole = length.years * 12 + length.months
    assert ending(hired, whole) <= left < ending(hired, whole + 1)
    assert (left - ending(hired, whole)).days == length.days
