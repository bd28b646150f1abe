"""Unlawful probation: the lawful months, the floor of the wage, and the compensation for what was worked beyond."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.labour.probation import BY_TASK, CALCULATOR, FIXED, OPEN_ENDED, lawful_months
from tests.labour_tools import made, wrong, yuan

YEAR = {"begins": "2025-01-01", "ends": "2025-12-31", "full_wage": "6000"}


@pytest.mark.parametrize(
    ("term", "ends", "months"),
    [
        pytest.param(FIXED, "2025-03-30", 0, id="劳动合同法19条3款 不满三个月"),
        pytest.param(FIXED, "2025-03-31", 1, id="劳动合同法19条1款 满三个月"),
        pytest.param(FIXED, "2025-12-30", 1, id="劳动合同法19条1款 不满一年"),
        pytest.param(FIXED, "2025-12-31", 2, id="劳动合同法19条1款 满一年"),
        pytest.param(FIXED, "2027-12-30", 2, id="劳动合同法19条1款 不满三年"),
        pytest.param(FIXED, "2027-12-31", 6, id="劳动合同法19条1款 满三年"),
        pytest.param(OPEN_ENDED, None, 6, id="劳动合同法19条1款 无固定期限"),
        pytest.param(BY_TASK, None, 0, id="劳动合同法19条3款 以任务为期限"),
    ],
)
def test_the_lawful_months_follow_from_the_term(term, ends, months):
    assert lawful_months(term, date(2025, 1, 1), ends and date.fromisoformat(ends)) == months


@pytest.mark.parametrize(
    ("given", "total"),
    [
        pytest.param({"probation_ends": "2025-02-28"}, 0, id="劳动合同法19条 一年合同两个月合法"),
        pytest.param({"probation_ends": "2025-06-30"}, 24_000, id="劳动合同法83条 多约四个月全部履行"),
        pytest.param({"probation_ends": "2025-06-30", "until": "2025-03-31"}, 6_000, id="劳动合同法83条 只履行了一个月"),
        pytest.param({"probation_ends": "2025-06-30", "until": "2025-02-28"}, 0, id="劳动合同法83条 还没有履行"),
        pytest.param({"probation_ends": "2025-06-30", "until": "2025-12-31"}, 24_000, id="劳动合同法83条 试用期满后继续工作"),
        pytest.param({"probation_ends": "2025-06-10"}, 19_800, id="法释〔2025〕12号 六个工作日，该月二十个"),
        pytest.param({"ends": "2025-02-28", "probation_ends": "2025-02-28"}, 12_000, id="劳动合同法19条 两个月合同不得约定"),
        pytest.param({"ends": "2025-06-30", "probation_ends": "2025-02-28"}, 6_000, id="劳动合同法19条 半年合同一个月"),
        pytest.param({"ends": "2027-12-31", "probation_ends": "2025-06-30"}, 0, id="劳动合同法19条 三年合同六个月合法"),
        pytest.param({"term": OPEN_ENDED, "probation_ends": "2025-07-31"}, 6_000, id="劳动合同法19条 无固定期限六个月"),
        pytest.param({"term": BY_TASK, "probation_ends": "2025-03-31"}, 18_000, id="劳动合同法19条 以任务为期限不得约定"),
        pytest.param({"begins": "2025-03-01", "ends": "2026-02-28", "probation_ends": "2025-04-30"}, 0, id="民法典202条 二月底满一年"),
    ],
)
def test_compensation_as_the_articles_say(given, total):
    assert yuan(CALCULATOR, **{**YEAR, **given}) == total


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({"probation_wage": "4800"}, "不低于下限", id="劳动合同法20条 恰好百分之八十"),
        pytest.param({"probation_wage": "4799.99"}, "每月少付 0.01", id="劳动合同法20条 少一分"),
        pytest.param({"probation_wage": "4500"}, "每月少付 300.00", id="劳动合同法20条 低于约定工资百分之八十"),
        pytest.param({"probation_wage": "4500", "minimum_wage": "5000"}, "每月少付 500.00", id="劳动合同法20条 不得低于最低工资"),
        pytest.param({"probation_wage": "4500", "minimum_wage": "2490"}, "每月少付 300.00", id="劳动合同法20条 最低工资更低"),
        pytest.param({"probation_wage": "4500", "post_lowest": "5000"}, "不低于下限", id="实施条例15条 同岗位最低档的百分之八十"),
        pytest.param({"probation_wage": "3900", "post_lowest": "5000"}, "每月少付 100.00", id="实施条例15条 低于最低档百分之八十"),
    ],
)
def test_the_wage_of_the_probation_has_a_floor_and_what_is_short_is_a_finding(given, said):
    found = made(CALCULATOR, **YEAR, probation_ends="2025-02-28", **given)
    (line,) = [each for each in found.lines if each.label == "试用期工资下限"]
    assert said in line.formula
    assert line.amount is None
    assert ("各地理解不一" in line.doubt) is ("post_lowest" in given)


def test_without_a_wage_of_the_probation_its_floor_is_not_told():
    labels = [line.label for line in made(CALCULATOR, **YEAR, probation_ends="2025-02-28").lines]
    assert labels == ["法定试用期上限", "违法约定试用期赔偿金"]


@pytest.mark.parametrize(
    ("given", "label", "reason"),
    [
        ({"ends": "2024-12-31"}, "合同终止日期", "不能早于“合同起始日期”（2025-01-01）"),
        ({"probation_ends": "2024-12-31"}, "约定试用期最后一日", "不能早于“合同起始日期”（2025-01-01）"),
        ({"until": "2024-12-31"}, "实际工作至（不填为试用期满）", "不能早于“合同起始日期”（2025-01-01）"),
        ({"probation_ends": "2026-01-01"}, "合同终止日期", "不能早于“约定试用期最后一日”（2026-01-01）"),
        ({"ends": ""}, "合同终止日期", "固定期限的合同须填终止日期"),
        ({"term": "长期"}, "合同期限种类", "只能填固定期限、无固定期限、以完成一定工作任务为期限"),
        ({"full_wage": "0"}, "试用期满月工资", "须在 1 到 10,000,000 之间"),
        ({"probation_wage": "一千"}, "试用期月工资", "须是不小于 0 的金额，单位为元，如 8000、8,000.50、1.2万"),
    ],
)
def test_a_wrong_input_is_refused_with_what_is_allowed(given, label, reason):
    assert wrong(CALCULATOR, **{**YEAR, "probation_ends": "2025-06-30", **given}) == (label, reason)


@given(
    st.dates(date(2008, 1, 1), date(2027, 12, 31)), st.integers(0, 700), st.integers(0, 200), st.integers(1, 100_000), st.integers(0, 1_000)
)
def test_a_longer_probation_and_a_higher_wage_never_earn_less_and_lawful_months_are_free(begins, days, more, wage, rise):
    def total(days, wage, term=BY_TASK):
        ends = (begins + timedelta(days=days)).isoformat()
        return yuan(CALCULATOR, begins=begins.isoformat(), term=term, probation_ends=ends, full_wage=str(wage))

    assert 0 <= total(days, wage) <= min(total(days + more, wage), total(days, wage + rise))
    assert total(days, wage, OPEN_ENDED) == max(0, total(days, wage) - 6 * wage)


@given(st.dates(date(2008, 1, 1), date(2027, 12, 31)), st.integers(0, 2_000), st.integers(0, 400))
def test_a_longer_contract_never_allows_less(begins, days, more):
    ends = begins + timedelta(days=days)
    assert lawful_months(FIXED, begins, ends) <= lawful_months(FIXED, begins, ends + timedelta(days=more)) <= 6
