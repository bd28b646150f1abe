"""Overtime: the rates by kind of day and system of hours, what was paid, and the limits that are passed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.labour.overtime import CALCULATOR, COMPREHENSIVE, IRREGULAR, RATES, STANDARD
from tests.labour_tools import made, wrong, yuan


@pytest.mark.parametrize(
    ("given", "total"),
    [
        pytest.param({"weekday_hours": "10"}, "517.24", id="劳动法44条1项 十小时"),
        pytest.param({"rest_days": "2"}, "1103.45", id="劳动法44条2项 两个休息日"),
        pytest.param({"holiday_days": "1"}, "827.59", id="劳动法44条3项 一个法定节假日"),
        pytest.param({"weekday_hours": "1"}, "51.72", id="劳动法44条1项 一小时"),
        pytest.param({"weekday_hours": "0.5"}, "25.86", id="劳动法44条1项 半小时"),
        pytest.param({"rest_days": "3", "rest_off": "1"}, "1103.45", id="劳动法44条2项 三天补休一天"),
        pytest.param({"rest_days": "3", "rest_off": "3"}, "0", id="劳动法44条2项 全部补休"),
        pytest.param({"holiday_days": "3"}, "2482.76", id="劳动法44条3项 三天，补休不能代替"),
        pytest.param({"weekday_hours": "20", "rest_days": "4", "holiday_days": "3"}, "5724.14", id="劳动法44条 三种都有"),
        pytest.param({"wage": "2175", "rest_days": "1"}, "200", id="人社部发〔2025〕2号 月薪2175日薪100"),
        pytest.param({"wage": "1740", "weekday_hours": "2"}, "30", id="人社部发〔2025〕2号 月薪1740时薪10"),
        pytest.param({"system": COMPREHENSIVE, "weekday_hours": "40"}, "2068.97", id="工资支付暂行规定13条 综合工时超出部分"),
        pytest.param({"system": COMPREHENSIVE, "holiday_days": "1"}, "827.59", id="工资支付暂行规定13条 综合工时节假日"),
        pytest.param({"system": IRREGULAR, "weekday_hours": "100", "rest_days": "4"}, "0", id="工资支付暂行规定13条 不定时不适用"),
        pytest.param({"system": IRREGULAR, "holiday_days": "1"}, "0", id="工资支付暂行规定13条 不定时节假日"),
        pytest.param({"system": IRREGULAR, "holiday_days": "1", "holidays_due": "是"}, "827.59", id="本地规定 不定时节假日计发"),
        pytest.param({"weekday_hours": "20", "paid": "1000"}, "34.48", id="劳动法50条 扣除已付"),
        pytest.param({"weekday_hours": "20", "paid": "2000"}, "0", id="劳动法50条 多付不倒扣"),
        pytest.param({"by_month": "2026-03\t10\n2026年4月\t\t2"}, "1620.69", id="劳动法44条 分月明细"),
        pytest.param({"by_month": "2026-03\t20\t\t\t1000\n2026-04\t\t2\t\t\t2"}, "34.48", id="劳动法44条2项 分月补休和已付"),
    ],
)
def test_overtime_as_the_articles_say(given, total):
    assert made(CALCULATOR, **{"wage": "6000", **given}).total == round(float(total) * 100)


def test_day_and_hour_wages_are_told_and_their_base_is_doubted():
    first = made(CALCULATOR, wage="6000", weekday_hours="1").lines[0]
    assert "275.86 / 天" in first.formula
    assert "34.48 / 小时" in first.formula
    assert "本地口径" in first.doubt


def test_a_table_of_months_gives_every_month_its_lines():
    found = made(CALCULATOR, wage="6000", by_month="2026-03\t10\t1\n2026-10\t\t\t3\t100")
    labels = [line.label for line in found.lines[1:]]
    assert labels == ["2026-03 平日加班工资", "2026-03 休息日加班工资", "2026-10 法定节假日加班工资", "扣除已付加班工资"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({"weekday_hours": "36"}, "超过每日 1 小时", id="劳动法41条 不超过三十六小时也可能超过每日一小时"),
        pytest.param({"weekday_hours": "20", "rest_days": "2"}, "", id="劳动法41条 恰好三十六小时"),
        pytest.param({"weekday_hours": "20.5", "rest_days": "2"}, "加班 36.5 小时", id="劳动法41条 超过三十六小时"),
        pytest.param({"weekday_hours": "72", "months": "4"}, "", id="劳动法41条 四个月平均"),
        pytest.param({"weekday_hours": "145", "months": "4"}, "4 个月加班 145 小时", id="劳动法41条 四个月合计超过"),
        pytest.param({"weekday_hours": "63"}, "超过每日 3 小时的上限", id="劳动法41条 特殊原因每日三小时"),
        pytest.param({"by_month": "2026-03\t37"}, "2026-03 加班 37 小时", id="劳动法41条 分月"),
        pytest.param({"system": COMPREHENSIVE, "weekday_hours": "30"}, "综合计算工时制须有劳动行政部门的批准", id="综合工时不看每日上限"),
        pytest.param({"system": IRREGULAR, "weekday_hours": "100"}, "不定时工作制须有劳动行政部门的批准", id="不定时不看上限"),
    ],
)
def test_limits_that_are_passed_are_remarked(given, said):
    remarks = made(CALCULATOR, wage="6000", **given).remarks
    assert bool(remarks) == bool(said)
    assert said in "".join(remarks)


def test_a_local_rule_is_doubted_on_its_line_and_the_award_follows_from_what_is_left():
    assert "本地口径" in made(CALCULATOR, wage="6000", system=IRREGULAR, holiday_days="1").lines[-1].doubt
    given = {"wage": "6000", "weekday_hours": "20", "minimum_wage": "50"}
    assert "超过月最低工资" in made(CALCULATOR, **given).remarks[-1]
    assert "都不超过" in made(CALCULATOR, **given, paid="900").remarks[-1]


@pytest.mark.parametrize(
    ("given", "label", "reason"),
    [
        ({}, "平日加班小时（综合工时填超出标准的）", "加班小时、天数和分月明细至少填一项"),
        ({"rest_days": "1", "by_month": "2026-03\t1"}, "休息日加班天数", "已填分月明细，不要再填合计"),
        ({"weekday_hours": "745"}, "平日加班小时（综合工时填超出标准的）", "按其他各项，须在 0 到 744 之间"),
        ({"weekday_hours": "1", "rest_days": "32"}, "休息日加班天数", "按其他各项，须在 0 到 31 之间"),
        ({"holiday_days": "6"}, "法定节假日加班天数", "按其他各项，须在 0 到 5 之间"),
        ({"rest_days": "1", "rest_off": "1.5"}, "其中已补休天数", "按其他各项，须在 0 到 1 之间"),
        ({"by_month": "2026-02\t673"}, "平日加班小时（综合工时填超出标准的）", "按其他各项，须在 0 到 672 之间"),
        ({"by_month": "2026-02\t1\t27\t2"}, "休息日加班天数", "按其他各项，须在 0 到 26 之间"),
        ({"by_month": "三月\t1"}, "月份", "须是月份，如 2026-03"),
        ({"by_month": "2026-13\t1"}, "月份", "须是月份，如 2026-03"),
        ({"by_month": "2026-03\t1\n2026.3\t1"}, "月份", "同一个月只能有一行"),
        (
            {"system": COMPREHENSIVE, "rest_days": "1"},
            "休息日加班天数",
            "综合计算工时制不分休息日，超出标准的工时都填在平日加班小时",
        ),
        ({"weekday_hours": "-1"}, "平日加班小时（综合工时填超出标准的）", "须是不小于 0 的数，小数最多四位"),
        ({"weekday_hours": "1", "months": "0"}, "合计的月数", "须在 1 到 240 之间"),
        ({"weekday_hours": "1", "wage": "10000001"}, "月工资（加班工资基数）", "须在 1 到 10,000,000 之间"),
    ],
)
def test_a_wrong_input_is_refused_with_what_is_allowed(given, label, reason):
    assert wrong(CALCULATOR, **{"wage": "6000", **given}) == (label, reason)


NUMBERS = st.tuples(st.integers(0, 200), st.integers(0, 8), st.integers(0, 5))
NAMES = ("weekday_hours", "rest_days", "holiday_days")


@given(NUMBERS, NUMBERS, st.integers(1, 100_000), st.integers(0, 1_000), st.integers(0, 5_000))
def test_more_overtime_and_a_higher_wage_never_earn_less(worked, more, wage, rise, paid):
    def total(worked, wage):
        return yuan(CALCULATOR, wage=str(wage), months=3, paid=paid, **dict(zip(NAMES, worked, strict=True)))

    both = [one + other for one, other in zip(worked, more, strict=True)]
    assert 0 <= total(worked, wage) <= min(total(both, wage), total(worked, wage + rise))


@given(st.integers(0, 100), st.integers(0, 8), st.integers(0, 8), st.integers(0, 5))
def test_the_standard_system_never_earns_less_than_the_others_and_time_off_never_more(hours, rest, off, holidays):
    given = {"wage": "6000", "weekday_hours": hours, "holiday_days": holidays}
    totals = {system: yuan(CALCULATOR, system=system, **given) for system in RATES}
    assert totals[STANDARD] >= totals[COMPREHENSIVE] >= totals[IRREGULAR] == 0
    with_rest = yuan(CALCULATOR, **given, rest_days=rest)
    assert totals[STANDARD] <= yuan(CALCULATOR, **given, rest_days=rest, rest_off=min(off, rest)) <= with_rest


@given(
    st.lists(st.tuples(*(st.integers(0, 30) for _ in range(2)), st.integers(0, 5)).filter(lambda row: row[1] < 20), min_size=1, max_size=12)
)
def test_a_table_of_months_earns_what_its_rows_earn_alone(worked):
    rows = [{"month": f"2026-{place:02}", **dict(zip(NAMES, row, strict=True))} for place, row in enumerate(worked, start=1)]
    alone = sum(yuan(CALCULATOR, wage="6000", by_month=json.dumps([row])) for row in rows)
    assert yuan(CALCULATOR, wage="6000", by_month=json.dumps(rows)) == alone
