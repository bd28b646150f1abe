"""Annual leave that was not taken: how many days, what part of a year, and what they pay."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.labour.leave import CALCULATOR, entitled
from tests.labour_tools import made, wrong, yuan


@pytest.mark.parametrize(
    ("given", "days", "total"),
    [
        pytest.param({"served": 3}, 5, "2758.62", id="实施办法10条 五天，当月工资已付"),
        pytest.param({"served": 3, "month_paid": "否"}, 5, "4137.93", id="实施办法10条 五天，共百分之三百"),
        pytest.param({"served": 12, "left": "2026-06-30", "taken": 2}, 2, "1103.45", id="实施办法12条 六月底离职"),
        pytest.param({"served": 0}, 0, "0", id="条例3条 不满一年"),
        pytest.param({"served": 1}, 5, "2758.62", id="条例3条 满一年"),
        pytest.param({"served": 9}, 5, "2758.62", id="条例3条 不满十年"),
        pytest.param({"served": 10}, 10, "5517.24", id="条例3条 满十年"),
        pytest.param({"served": 19}, 10, "5517.24", id="条例3条 不满二十年"),
        pytest.param({"served": 20}, 15, "8275.86", id="条例3条 满二十年"),
        pytest.param({"served": 5, "hired": "2025-07-01"}, 2, "1103.45", id="实施办法5条 下半年入职"),
        pytest.param({"served": 5, "hired": "2025-12-01"}, 0, "0", id="实施办法5条 不足一天不享受"),
        pytest.param({"served": 20, "left": "2025-03-31"}, 3, "1655.17", id="实施办法12条 三月底离职"),
        pytest.param({"served": 20, "left": "2025-03-31", "taken": 5}, 0, "0", id="实施办法12条 多休不扣回"),
        pytest.param({"served": 20, "left": "2025-03-31", "taken": "0.5"}, 3, "1655.17", id="实施办法12条 减去已休后舍去"),
        pytest.param({"served": 10, "left": "2024-02-29"}, 1, "551.72", id="实施办法12条 闰年也除以365"),
        pytest.param({"served": 10, "hired": "2025-04-01", "left": "2025-09-30"}, 5, "2758.62", id="实施办法5条、12条 同年来去"),
        pytest.param({"served": 10, "hired": "2020-04-01", "left": "2025-12-31"}, 10, "5517.24", id="实施办法12条 年底离职是全年"),
        pytest.param({"served": 3, "year": 2025, "hired": "2020-04-01"}, 5, "2758.62", id="条例3条 早已入职是全年"),
        pytest.param({"served": 3, "taken": 2}, 3, "1655.17", id="实施办法10条 已休两天"),
        pytest.param({"served": 3, "paid": "758.62"}, 5, "2000", id="实施办法11条 扣除已付"),
        pytest.param({"served": 3, "paid": "9000"}, 5, "0", id="实施办法11条 多付不倒扣"),
    ],
)
def test_leave_as_the_articles_say(given, days, total):
    found = made(CALCULATOR, wage="6000", **given)
    assert found.total == round(float(total) * 100)
    (unused,) = [line for line in found.lines if line.label == "未休天数"]
    assert f"→ {days} 天" in unused.formula


def test_the_part_of_a_year_is_told():
    line = made(CALCULATOR, wage="6000", served=12, left="2026-06-30", taken=2).lines[1]
    assert "181 天 ÷ 365 × 10 = 4.96 天" in line.formula
    assert line.law.endswith("第十二条")


@pytest.mark.parametrize(
    ("given", "label", "reason"),
    [
        ({"taken": 367}, "当年已休天数", "须在 0 到 366 之间"),
        ({"taken": 32, "left": "2026-01-31"}, "当年已休天数", "按其他各项，须在 0 到 31 之间"),
        ({"hired": "2026-02-01", "left": "2026-01-31"}, "离职日期", "不能早于“入职日期”（2026-02-01）"),
        ({"year": 2025, "hired": "2026-02-01"}, "入职日期", "2025 年没有在职的日子"),
        ({"year": 2025, "left": "2024-02-01"}, "离职日期", "2025 年没有在职的日子"),
        ({"year": 1999}, "年份", "须在 2,008 到 2,099 之间"),
        ({"served": 61}, "累计工作满几年", "须在 0 到 60 之间"),
        ({"served": "-1"}, "累计工作满几年", "须是不小于 0 的整数"),
        ({"wage": "0.99"}, "前十二个月平均工资（不含加班工资）", "须在 1 到 10,000,000 之间"),
    ],
)
def test_a_wrong_input_is_refused_with_what_is_allowed(given, label, reason):
    assert wrong(CALCULATOR, **{"served": 5, "wage": "6000", **given}) == (label, reason)


SERVED = st.integers(0, 60)
IN_A_YEAR = st.integers(0, 364)


@given(SERVED, st.integers(0, 20), IN_A_YEAR, IN_A_YEAR, st.integers(0, 15), st.integers(1, 100_000), st.integers(0, 1_000))
def test_longer_service_a_later_exit_less_leave_and_a_higher_wage_never_earn_less(served, more, leaves, later, taken, wage, rise):
    def total(served, leaves, taken, wage):
        left = date(2025, 1, 1) + timedelta(days=max(leaves, 20))
        return yuan(CALCULATOR, served=served, left=left.isoformat(), taken=taken, wage=str(wage))

    least = total(served, leaves, taken, wage)
    longer = total(min(served + more, 60), leaves, taken, wage)
    assert 0 <= least <= min(longer, total(served, max(leaves, later), taken, wage), total(served, leaves, 0, wage))
    assert least <= total(served, leaves, taken, wage + rise)


@given(SERVED, IN_A_YEAR, IN_A_YEAR)
def test_an_earlier_entry_never_earns_less_and_a_part_of_a_year_never_more_than_the_year(served, hired, earlier):
    def total(day):
        return yuan(CALCULATOR, served=served, wage="6000", hired=(date(2025, 1, 1) + timedelta(days=day)).isoformat())

    whole = yuan(CALCULATOR, served=served, wage="6000")
    assert total(hired) <= total(min(hired, earlier)) <= whole
    assert entitled(served) <= 15
