"""Personal injury: years, coefficients, dependants year by year, and every item of a loss by the article that it rests on."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.damages.dependants import Dependant, spans
from plugins.damages.years import age_on, coefficient, years_of_child, years_owed
from plugins.traffic.damages import CALCULATOR
from tests.ledger_tools import refused
from wangge.calculators import reckon
from wangge.published import Published, Statistics

TODAY = date(2026, 11, 20)
FIGURES = {"urban_income": "60000", "urban_consumption": "40000", "average_month_wage": "8000"}
ADULT_70 = Dependant("父", years_owed(70), 3)


def made(**given):
    return reckon(CALCULATOR, {**FIGURES, **given}, Statistics(), TODAY)


def amount(label, **given):
    """What the one line with this label comes to, in 元."""
    (found,) = [line for line in made(**given).lines if line.label == label]
    return found.amount / 100


def why(**given):
    """The label and the reason of a refusal."""
    error = refused("value_invalid", made, **given)
    return error.params["label"], error.params["reason"]


@pytest.mark.parametrize(("age", "years"), [(0, 20), (59, 20), (60, 20), (61, 19), (62, 18), (74, 6), (75, 5), (80, 5), (120, 5)])
def test_art_12_and_15_years_by_age(age, years):
    assert years_owed(age) == years


@pytest.mark.parametrize(("age", "years"), [(0, 18), (10, 8), (17, 1), (18, 0), (30, 0)])
def test_art_17_a_child_is_kept_until_eighteen(age, years):
    assert years_of_child(age) == years


@pytest.mark.parametrize(
    ("birthday", "day", "age"),
    [
        (date(1964, 5, 1), date(2024, 4, 30), 59),
        (date(1964, 5, 1), date(2024, 5, 1), 60),
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
        (date(2026, 1, 1), date(2026, 1, 1), 0),
    ],
)
def test_age_is_in_full_years(birthday, day, age):
    assert age_on(birthday, day) == age


@pytest.mark.parametrize(
    ("grade", "indices", "share"),
    [(1, (), 100), (2, (), 90), (8, (), 30), (10, (), 10), (7, (3, 2), 45), (1, (10,), 100), (2, (9, 9), 100)],
)
def test_a_grade_is_ten_percent_and_all_gradings_together_are_never_above_the_whole(grade, indices, share):
    assert coefficient(grade, [Fraction(each, 100) for each in indices]) == Fraction(share, 100)


ITEMS = [
    ("第六条 receipts", "医疗费", {"treatment": "12,345.67"}, 12_345.67),
    ("第六条 certain future cost", "后续治疗费", {"later_treatment": "2万"}, 20_000),
    ("第六条 rehabilitation", "康复费", {"rehabilitation": "3000"}, 3_000),
    ("第七条 fixed income: what was really lost", "误工费", {"lost_income": "15000", "lost_days": 90}, 15_000),
    ("第七条 average of three years", "误工费", {"own_income": "73000", "lost_days": 100}, 20_000),
    ("第七条 nearest trade", "误工费", {"trade_wage": "100000", "lost_days": 45}, 12_328.77),
    ("第八条 one carer unless the doctor says more", "护理费", {"care_rate": "150", "care_days": 60}, 9_000),
    ("第八条 two carers", "护理费", {"care_rate": "150", "care_days": 60, "carers": 2}, 18_000),
    ("第八条 a carer with an income, and a hired one", "护理费", {"carer_income": "5000", "care_rate": "150", "care_days": 10}, 6_500),
    ("第八条 twenty years at most", "护理费", {"care_rate": "150", "care_days": 7_300}, 1_095_000),
    ("第九条 travel", "交通费", {"travel": "800"}, 800),
    ("第十条 meals in hospital", "住院伙食补助费", {"hospital_days": 20, "meal_rate": "100"}, 2_000),
    ("第十条 lodging away from home", "住宿费", {"lodging": "600"}, 600),
    ("第十一条 nutrition", "营养费", {"nutrition_days": 60, "nutrition_rate": "30"}, 1_800),
    ("第十三条 devices and their renewal", "辅助器具费", {"device_price": "20000", "device_times": 4}, 80_000),
    ("第二十三条 mental harm", "精神损害抚慰金", {"mental": "5000"}, 5_000),
    ("道损解释第十二条 goods", "财产损失", {"property": "4200"}, 4_200),
]
LASTING = [
    ("第十二条 age 62, grade 8", "残疾赔偿金", {"outcome": "残疾", "age": 62, "grades": "8"}, 324_000),
    ("第十二条 age 40, grade 10", "残疾赔偿金", {"outcome": "残疾", "age": 40, "grades": "10"}, 120_000),
    ("第十二条 age 75, grade 1", "残疾赔偿金", {"outcome": "残疾", "age": 75, "grades": "1"}, 300_000),
    ("第十二条 several gradings", "残疾赔偿金", {"outcome": "残疾", "age": 30, "grades": "9,3；7；10,2"}, 540_000),
    (
        "第十二条 age on the day of rating",
        "残疾赔偿金",
        {"outcome": "残疾", "birthday": "1964-5-1", "rated": "2026-4-30", "grades": "8"},
        342_000,
    ),
    ("第十四条 funeral", "丧葬费", {"outcome": "死亡", "age": 50}, 48_000),
    ("第十五条 death at 50", "死亡赔偿金", {"outcome": "死亡", "age": 50}, 1_200_000),
    ("第十五条 death at 61", "死亡赔偿金", {"outcome": "死亡", "age": 61}, 1_140_000),
    ("第十五条 death at 74", "死亡赔偿金", {"outcome": "死亡", "age": 74}, 360_000),
    ("第十五条 death at 76", "死亡赔偿金", {"outcome": "死亡", "age": 76}, 300_000),
    (
        "第十七条 child 10 and parent 70",
        "被扶养人生活费",
        {"outcome": "死亡", "age": 40, "dependants": "子,未成年,10,2；父,成年,70,3"},
        293_333.33,
    ),
    (
        "第十七条 three dependants, capped",
        "被扶养人生活费",
        {"outcome": "死亡", "age": 40, "dependants": "甲,未成年,5,2；乙,未成年,8,2；母,成年,80,1"},
        460_000,
    ),
    ("第十七条 an adult who cannot work", "被扶养人生活费", {"outcome": "死亡", "age": 40, "dependants": "妻,成年,40,1"}, 800_000),
    (
        "第十七条 by the loss of the capacity to work",
        "被扶养人生活费",
        {"outcome": "残疾", "age": 40, "grades": "8", "dependants": "子,未成年,10,2"},
        48_000,
    ),
    (
        "第十七条 the capacity as it was rated",
        "被扶养人生活费",
        {"outcome": "残疾", "age": 40, "grades": "8", "work_loss": 50, "dependants": "子,未成年,8,2"},
        100_000,
    ),
    (
        "第十七条 four children of a single parent, disabled: capped after the coefficient",
        "被扶养人生活费",
        {"outcome": "残疾", "age": 40, "grades": "8", "dependants": "；".join(["子,未成年,17,1"] * 4)},
        40_000,
    ),
    (
        "第十七条 by birthday on the day of death",
        "被扶养人生活费",
        {"outcome": "死亡", "age": 40, "died": "2026-5-1", "dependants": "子,未成年,,2,2016-5-2"},
        180_000,
    ),
]


@pytest.mark.parametrize(("label", "given", "yuan"), [case[1:] for case in ITEMS], ids=[case[0] for case in ITEMS])
def test_an_item_of_treatment_by_its_article(label, given, yuan):
    assert amount(label, outcome="受伤", **given) == yuan


@pytest.mark.parametrize(("label", "given", "yuan"), [case[1:] for case in LASTING], ids=[case[0] for case in LASTING])
def test_an_item_of_disability_or_death_by_its_article(label, given, yuan):
    assert amount(label, **given) == yuan


def test_every_item_names_its_law_and_what_is_local_is_doubted():
    told = {name: value for case in ITEMS for name, value in case[2].items() if name != "lost_income"}
    found = made(**told, outcome="残疾", age=62, grades="8；10,2", dependants="子,未成年,10,2")
    assert all(line.law for line in found.lines)
    doubted = {line.label for line in found.lines if line.doubt}
    assert doubted >= {"误工费", "护理费", "住院伙食补助费", "营养费", "伤残赔偿系数", "残疾赔偿金", "被扶养人生活费", "精神损害抚慰金"}
    assert not doubted & {"医疗费", "交通费", "财产损失"}


def test_each_span_of_years_stands_on_the_paper_with_who_is_kept():
    found = made(outcome="死亡", age=40, dependants="甲,未成年,5,2；乙,未成年,8,2；母,成年,80,1；丙,未成年,17,2")
    spans_said = [line for line in found.lines if line.amount is None]
    assert [line.label for line in spans_said] == ["被扶养人第1年", "被扶养人第2至5年", "被扶养人第6至10年", "被扶养人第11至13年"]
    assert "按 40,000.00 计" in spans_said[0].formula
    assert spans_said[-1].formula == "甲（5周岁） 40,000.00 ÷ 2 ＝ 每年 20,000.00"


def test_the_figures_are_those_of_the_day_of_mediation():
    incomes = (Published(date(2025, 3, 1), 5_800_000, "省统计局2024年度"), Published(date(2026, 3, 1), 6_000_000, "省统计局2025年度"))
    statistics = Statistics({"urban_income": incomes})
    given = {"outcome": "残疾", "age": 62, "grades": "8"}
    now = reckon(CALCULATOR, given, statistics, TODAY).lines[0]
    then = reckon(CALCULATOR, {**given, "settled": "2026-2-28"}, statistics, TODAY).lines[0]
    assert (now.amount, then.amount) == (32_400_000, 31_320_000)
    assert then.parameter == "城镇居民人均可支配收入　58,000.00　省统计局2024年度"
    error = refused("calc_statistic", reckon, CALCULATOR, {**given, "settled": "2025-2-28"}, statistics, TODAY)
    assert error.params == {"label": "城镇居民人均可支配收入", "day": "2025-02-28", "name": "urban_income"}


@pytest.mark.parametrize(
    ("given", "label"),
    [
        ({"outcome": "残疾", "age": 40, "grades": "8"}, "城镇居民人均可支配收入"),
        ({"outcome": "死亡", "age": 40}, "职工月平均工资"),
        ({"outcome": "受伤", "lost_days": 3}, "相同或者相近行业职工年平均工资"),
        ({"outcome": "受伤", "care_days": 3}, "护工每日报酬"),
        ({"outcome": "受伤", "hospital_days": 3}, "住院伙食补助每日标准"),
        ({"outcome": "受伤", "nutrition_days": 3}, "营养费每日标准"),
    ],
)
def test_a_figure_that_is_needed_and_not_known_is_named(given, label):
    error = refused("calc_statistic", reckon, CALCULATOR, given, Statistics(), TODAY)
    assert (error.params["label"], error.params["day"]) == (label, "今天")


HURT, DEAD = {"outcome": "残疾", "age": 40}, {"outcome": "死亡", "age": 40}


@pytest.mark.parametrize(
    ("given", "label", "reason"),
    [
        ({**HURT, "grades": "11"}, "伤残等级", "须在 1 到 10 之间"),
        ({**HURT, "grades": "0"}, "伤残等级", "须在 1 到 10 之间"),
        (HURT, "伤残等级", "须填伤残等级"),
        ({**HURT, "grades": "8；10"}, "附加指数（%）", "须在 0 到 10 之间"),
        ({**HURT, "grades": "8；10,11"}, "附加指数（%）", "须在 0 到 10 之间"),
        ({**HURT, "grades": [{"index": "2"}]}, "伤残等级", "须在 1 到 10 之间"),
        ({"outcome": "残疾", "grades": "8"}, "周岁", "须填周岁"),
        ({"outcome": "残疾", "grades": "8", "birthday": "1980-1-1"}, "定残日", "须填这一天"),
        ({**HURT, "grades": "8", "birthday": "1980-1-1", "rated": "2026-1-1"}, "周岁", "应为 46"),
        ({**HURT, "age": 121, "grades": "8"}, "周岁", "须在 0 到 120 之间"),
        ({**DEAD, "birthday": "2026-5-2", "died": "2026-5-1"}, "死亡日期", "不能早于“出生日期”（2026-05-02）"),
        ({**DEAD, "happened": "2026-5-2", "died": "2026-5-1"}, "死亡日期", "不能早于“事故日期”（2026-05-02）"),
        ({**HURT, "rated": "2026-5-2", "settled": "2026-5-1"}, "调解日期", "不能早于“定残日”（2026-05-02）"),
        ({"outcome": "受伤", "birthday": "2026-5-2", "happened": "2026-5-1"}, "事故日期", "不能早于“出生日期”"),
        ({**HURT, "grades": "8", "happened": "2026-1-1", "rated": "2026-1-11", "lost_days": 11}, "误工天数", "须在 0 到 10 之间"),
        ({**DEAD, "grades": "8"}, "伤残等级", "损害后果是“死亡”时不填"),
        ({"outcome": "受伤", "dependants": "子,未成年,1,2"}, "被扶养人", "损害后果是“受伤”时不填"),
        ({"outcome": "重伤"}, "损害后果", "只能填受伤、残疾、死亡"),
        ({**DEAD, "dependants": "子,未成年,18,2"}, "被扶养人周岁", "这一位是 18 周岁"),
        ({**DEAD, "dependants": "子,成年,17,2"}, "被扶养人周岁", "这一位是 17 周岁"),
        ({**DEAD, "dependants": "子,未成年,1,0"}, "扶养人数", "须在 1 到 20 之间"),
        ({**DEAD, "dependants": "子,未成年,1"}, "扶养人数", "第1名被扶养人须填"),
        ({**DEAD, "dependants": "子,,1,2"}, "未成年或者成年", "第1名被扶养人须填"),
        ({**DEAD, "dependants": "子,未成年,,2"}, "被扶养人周岁", "须填被扶养人的周岁"),
        ({**DEAD, "dependants": "子,未成年,,2,2020-1-1"}, "死亡日期", "须填这一天"),
        ({**DEAD, "died": "2026-5-1", "dependants": "子,未成年,,2,2026-5-2"}, "被扶养人出生日期", "不能晚于 2026-05-01"),
        ({**DEAD, "died": "2026-5-1", "dependants": "子,未成年,3,2,2020-5-1"}, "被扶养人周岁", "应为 6"),
        ({"outcome": "受伤", "treatment": "-1"}, "医疗费", "不小于 0"),
        ({"outcome": "受伤", "treatment": "50000001"}, "医疗费", "须在 0 到 50,000,000 之间"),
        ({"outcome": "受伤", "care_days": 7_301, "care_rate": "1"}, "护理天数", "须在 0 到 7,300 之间"),
        ({"outcome": "受伤", "hospital_days": -1}, "住院天数", "不小于 0"),
        ({"outcome": "受伤", "urban_income": "1000001"}, "城镇居民人均可支配收入", "须在 1 到 1,000,000 之间"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field_and_what_is_allowed(given, label, reason):
    said = why(**given)
    assert said[0] == label
    assert reason in said[1]


def test_without_an_outcome_nothing_is_reckoned():
    assert refused("calc_needs", made, treatment="1").params["missing"] == "损害后果"


KEPT = st.builds(Dependant, st.just("某"), st.integers(0, 20), st.integers(1, 6))


@given(st.lists(KEPT, max_size=6), st.integers(1, 10_000_000), st.fractions(0, 1))
def test_no_year_of_dependants_is_above_one_years_consumption(kept, consumption, loss):
    found = spans(kept, consumption, loss)
    assert all(0 <= span.yearly <= consumption and span.kept for span in found)
    assert [span.first for span in found] == [1, *(span.last + 1 for span in found[:-1])][: len(found)]
    assert sum(span.years for span in found) == max((each.years for each in kept), default=0)


@given(st.lists(KEPT, max_size=5), KEPT, st.integers(1, 10_000_000))
def test_one_more_dependant_never_means_less(kept, another, consumption):
    def owed(people):
        return sum(span.yearly * span.years for span in spans(people, consumption, Fraction(1)))

    assert owed(kept) <= owed([*kept, another])


@given(
    st.integers(0, 100),
    st.integers(1, 10),
    st.integers(1, 99_999),
    st.integers(0, 2_000),
    st.tuples(st.integers(0, 1), st.integers(0, 1), st.integers(0, 1)),
)
def test_more_days_a_worse_grade_and_higher_figures_are_never_less(age, grade, income, days, more):
    def total(grade, income, days):
        given = {
            "outcome": "残疾",
            "age": age,
            "grades": str(grade),
            "dependants": "子,未成年,9,2",
            "care_rate": "120",
            "care_days": days,
            "urban_income": income,
            "urban_consumption": income,
            "trade_wage": income,
            "lost_days": days,
            "meal_rate": "80",
            "hospital_days": days,
        }
        found = made(**given)
        assert found.total == sum(line.amount or 0 for line in found.lines)
        return found.total

    assert total(grade, income, days) <= total(max(1, grade - more[0]), income + more[1], days + more[2])
