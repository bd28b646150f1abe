"""Traffic accidents: who pays which part of a loss, within which limit, and what the victim is still owed."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.damages.item import Head
from plugins.traffic import damages, division
from plugins.traffic.insurance import Vehicle, divide, limits, split
from tests.ledger_tools import refused
from wangge.calculators import reckon
from wangge.published import Statistics

TODAY = date(2026, 11, 20)
NOW, BEFORE = "2020-09-19", "2020-09-18"
LOSS = {"outcome": "受伤", "treatment": "30000", "travel": "250000", "property": "5000"}
"""Medical 30,000, death and disability 250,000, property 5,000."""
SAME = "另一人,30000,250000,5000"


def owed(**given):
    return reckon(damages.CALCULATOR, {**LOSS, "happened": NOW, **given}, Statistics(), TODAY)


def shared(victims, vehicles, **given):
    told = {"happened": NOW, "victims": victims, "vehicles": vehicles, **given}
    return reckon(division.CALCULATOR, told, Statistics(), TODAY)


def amounts(reckoning):
    """The amounts in 元 by label."""
    return {line.label: line.amount / 100 for line in reckoning.lines if line.amount}


OWED = [
    ("道交法第七十六条 main responsibility between cars, as is usual", {"liability": "主要"}, 259_500),
    ("道交法第七十六条 full responsibility", {"liability": "全部"}, 285_000),
    ("道交法第七十六条 equal responsibility", {"liability": "同等"}, 242_500),
    ("道交法第七十六条 minor responsibility", {"liability": "次要"}, 225_500),
    ("道交法第七十六条 a share of its own", {"liability": "主要", "share": "62.5"}, 253_125),
    ("道交法第七十六条 no responsibility: the small limits alone", {"liability": "无责任"}, 19_900),
    (
        "道交法第七十六条第一款第二项 no responsibility, on foot: ten percent at most",
        {"liability": "无责任", "side": "非机动车或者行人", "share": 10},
        46_410,
    ),
    ("道交法第七十六条第一款第二项 a province's table", {"liability": "主要", "side": "非机动车或者行人", "share": 80}, 268_000),
    ("道交法第七十六条第一款第二项 on foot without fault", {"liability": "全部", "side": "非机动车或者行人"}, 285_000),
    ("限额 the older limits until 2020-09-18", {"liability": "主要", "happened": BEFORE}, 236_100),
    ("限额 the older limits without responsibility", {"liability": "无责任", "happened": BEFORE}, 12_100),
    (
        "民法典第一千二百一十三条 third-party insurance changes who pays, not how much",
        {"liability": "主要", "commercial": "100万"},
        259_500,
    ),
    ("道损解释第十六条 uninsured: who had to insure pays within the limits", {"liability": "主要", "cover": "未投保"}, 259_500),
    ("民法典第一千一百七十三条 a bicycle has no compulsory insurance", {"liability": "同等", "cover": "非机动车"}, 142_500),
    ("道损解释第十八条 two cars, both liable", {"liability": "主要", "other_vehicles": "乙车,次要"}, 285_000),
    ("道损解释第十八条 two cars, one of them not liable", {"liability": "主要", "other_vehicles": "乙车,无责任"}, 265_470),
    ("道损解释第十九条 two victims with the same loss", {"liability": "主要", "other_victims": SAME}, 229_500),
    ("advances are deducted", {"liability": "主要", "advanced": "50000"}, 209_500),
    ("nothing is divided when nothing was told", {"advanced": "50000"}, 235_000),
]


@pytest.mark.parametrize(("given", "yuan"), [case[1:] for case in OWED], ids=[case[0] for case in OWED])
def test_what_a_victim_is_owed(given, yuan):
    assert owed(**given).total == yuan * 100


SHARED = [
    (
        "民法典第一千二百一十三条 insurance first, then who is liable",
        ("甲,30000,250000,5000", "A车,主要,70"),
        {"交强险（A车）": 200_000, "责任人（A车）": 59_500},
    ),
    (
        "民法典第一千二百一十三条 third-party insurance up to its limit",
        ("甲,30000,250000,5000", "A车,主要,70,5万"),
        {"交强险（A车）": 200_000, "商业三者险（A车）": 50_000, "责任人（A车）": 9_500},
    ),
    ("限额 each head has its own limit", ("甲,30000,1000,0", "A车,全部"), {"交强险（A车）": 19_000, "责任人（A车）": 12_000}),
    ("限额 nothing is left over", ("甲,18000,180000,2000", "A车,主要"), {"交强险（A车）": 200_000}),
    ("限额 without responsibility", ("甲,30000,250000,5000", "A车,无责任"), {"交强险（A车）": 19_900}),
    (
        "道损解释第十八条 less than the limits together: by the ratio of the limits",
        ("甲,3300,0,0", "A车,主要；B车,无责任"),
        {"交强险（A车）": 3_000, "交强险（B车）": 300},
    ),
    (
        "道损解释第十八条 more than the limits together: each its whole limit",
        ("甲,30000,250000,5000", "A车,主要；B车,无责任"),
        {"交强险（A车）": 200_000, "交强险（B车）": 19_900, "责任人（A车）": 45_570},
    ),
    (
        "道损解释第十九条 a limit by the ratio of losses",
        ("甲,0,250000,0；乙,0,750000,0", "A车,全部,100,1000万"),
        {"甲　交强险（A车）": 45_000, "甲　商业三者险（A车）": 205_000, "乙　交强险（A车）": 135_000, "乙　商业三者险（A车）": 615_000},
    ),
    (
        "道损解释第十九条 two victims and too little of both insurances",
        ("甲,30000,250000,5000；乙,30000,250000,5000", "A车,主要,70,20万"),
        {
            "甲　交强险（A车）": 100_000,
            "甲　商业三者险（A车）": 100_000,
            "甲　责任人（A车）": 29_500,
            "乙　交强险（A车）": 100_000,
            "乙　商业三者险（A车）": 100_000,
            "乙　责任人（A车）": 29_500,
        },
    ),
    (
        "道损解释第十六条 uninsured",
        ("甲,1000,0,0", "A车,主要,,,未投保"),
        {"投保义务人在交强险限额内（A车）": 1_000},
    ),
    ("民法典第一千一百六十五条 no motor vehicle", ("甲,1000,0,0", "电动自行车,主要,,,非机动车"), {"责任人（电动自行车）": 700}),
]


@pytest.mark.parametrize(("told", "paid"), [case[1:] for case in SHARED], ids=[case[0] for case in SHARED])
def test_who_pays(told, paid):
    found = shared(*told)
    assert amounts(found) == paid
    assert found.total == sum(paid.values()) * 100


@pytest.mark.parametrize(
    ("day", "liable", "yuan"),
    [
        *((date(2020, 9, 19), True, (180_000, 18_000, 2_000)), (date(2020, 9, 19), False, (18_000, 1_800, 100))),
        *((date(2020, 9, 18), True, (110_000, 10_000, 2_000)), (date(2020, 9, 18), False, (11_000, 1_000, 100))),
    ],
)
def test_the_limits_by_the_day_of_the_accident(day, liable, yuan):
    found = limits(day, liable=liable)
    assert tuple(found[head] / 100 for head in (Head.INJURY, Head.MEDICAL, Head.PROPERTY)) == yuan


def test_the_paper_says_who_pays_and_what_is_usual_only():
    found = owed(liability="主要", commercial="2万")
    said = {line.label: line for line in found.lines}
    assert said["受害人自负部分"].amount == -2_550_000
    assert said["受害人自负部分"].formula == "（285,000.00 － 交强险 200,000.00）× 30%"
    assert said["受害人损失"].formula == "医疗费用 30,000.00，死亡伤残 250,000.00，财产损失 5,000.00，合计 285,000.00"
    assert "通常" in said["责任方承担比例"].doubt
    assert said["其中：商业三者险（责任方）"].doubt
    for label, formula in (("交强险", "200,000.00　"), ("商业三者险", "20,000.00　"), ("责任人", "39,500.00　")):
        assert said[f"其中：{label}（责任方）"].formula.startswith(formula)
    assert not {line.label: line for line in owed(liability="主要", share=70).lines}["责任方承担比例"].doubt
    assert any("社会救助基金" in remark for remark in owed(liability="主要", cover="未投保").remarks)
    assert any("未作分担" in remark for remark in owed().remarks)


def test_which_items_come_under_which_head():
    told = {
        "outcome": "死亡",
        "age": 50,
        "urban_income": "60000",
        "urban_consumption": "40000",
        "average_month_wage": "8000",
        "liability": "全部",
        "later_treatment": "1",
        "hospital_days": 1,
        "meal_rate": "1",
        "nutrition_days": 1,
        "nutrition_rate": "1",
        "treatment": "1",
        "travel": "1",
        "rehabilitation": "1",
        "lost_income": "1",
        "carer_income": "1",
        "lodging": "1",
        "device_price": "1",
        "burial_costs": "1",
        "mental": "1",
        "property": "1",
        "dependants": "子,未成年,17,2",
    }
    (found,) = [line for line in owed(**told).lines if line.label == "受害人损失"]
    injury = 48_000 + 1_200_000 + 20_000 + 8
    assert found.formula == f"医疗费用 4.00，死亡伤残 {injury:,}.00，财产损失 1.00，合计 {injury + 5:,}.00"


def test_more_was_advanced_than_is_owed():
    found = owed(liability="无责任", advanced="30000")
    assert found.total == -1_010_000
    assert "垫付多于应得，应返还 10,100.00 元。" in found.remarks


def test_an_older_accident_is_remarked():
    told = {"age": 50, "outcome": "死亡", "urban_income": "60000", "average_month_wage": "8000"}
    assert any("2022年5月1日前" in remark for remark in owed(**told, happened="2022-4-30").remarks)
    assert not any("2022年5月1日前" in remark for remark in owed(**told, happened="2022-5-1").remarks)


@pytest.mark.parametrize(
    ("given", "label", "reason"),
    [
        ({"liability": "主要", "happened": ""}, "事故日期", "不早于 2008-02-01"),
        ({"liability": "主要", "happened": "2008-1-31"}, "事故日期", "不早于 2008-02-01"),
        ({"commercial": "100万"}, "承担比例（%）", "在 0 到 100 之间"),
        ({"share": "100.5"}, "承担比例（%）", "须在 0 到 100 之间"),
        ({"share": "-5"}, "承担比例（%）", "须是不小于 0 的数"),
        ({"liability": "主要", "other_vehicles": "乙车,主要"}, "其他责任方", "合计须在 0 到 100 之间"),
        ({"share": 60, "other_vehicles": "乙车,,40.1"}, "其他责任方", "合计须在 0 到 100 之间"),
        ({"liability": "主要", "other_vehicles": "乙车"}, "承担比例（%）", "“乙车”须填责任"),
        ({"liability": "无责任", "share": 1}, "承担比例（%）", "须在 0 到 0 之间"),
        ({"liability": "无责任", "share": 11, "side": "非机动车或者行人"}, "承担比例（%）", "须在 0 到 10 之间"),
        ({"liability": "主要", "side": "非机动车或者行人"}, "承担比例（%）", "由当地规定"),
        ({"liability": "一半"}, "责任", "只能填全部、主要、同等、次要、无责任"),
        ({"liability": "主要", "commercial": "100000001"}, "商业三者险限额", "须在 0 到 100,000,000 之间"),
        ({"liability": "主要", "other_victims": "某,-1"}, "医疗费用", "不小于 0"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field_and_what_is_allowed(given, label, reason):
    error = refused("value_invalid", owed, **given)
    assert error.params["label"] == label
    assert reason in error.params["reason"]


def test_the_division_needs_a_day_victims_and_vehicles():
    missing = refused("calc_needs", reckon, division.CALCULATOR, {}, Statistics(), TODAY).params["missing"]
    assert missing == "事故日期、受害人损失、责任方"
    error = refused("value_invalid", shared, "甲,1,1,1", "A车,主要；B车,同等")
    assert (error.params["label"], error.params["value"]) == ("责任方", "120%")


MONEY = st.integers(0, 100_000_000)
VICTIM = st.fixed_dictionaries(dict.fromkeys(Head, MONEY))
SHARES = st.lists(st.integers(0, 50), min_size=1, max_size=2)


@st.composite
def vehicles(draw):
    return [
        Vehicle(f"{place}车", Fraction(share, 100), draw(st.booleans()), draw(st.booleans()), draw(MONEY))
        for place, share in enumerate(draw(SHARES))
    ]


@given(st.lists(VICTIM, min_size=1, max_size=4), vehicles(), st.dates(date(2019, 1, 1), date(2022, 1, 1)))
def test_no_insurance_pays_above_its_limit_and_nothing_is_lost_or_paid_twice(victims, liable, day):
    found = divide(victims, liable, day)
    for place, vehicle in enumerate(liable):
        for head, most in limits(day, liable=vehicle.liable).items():
            paid = sum(row[place][head] for row in found.compulsory)
            assert paid <= most
            assert vehicle.compulsory or not paid
        assert sum(row[place] for row in found.commercial) <= vehicle.commercial
    for victim, compulsory, commercial, person, own in zip(
        victims, found.compulsory, found.commercial, found.person, found.own, strict=True
    ):
        assert all(sum(paid[head] for paid in compulsory) <= victim[head] for head in Head)
        assert min(*commercial, *person, own, *(amount for paid in compulsory for amount in paid.values())) >= 0
        assert sum(sum(paid.values()) for paid in compulsory) + sum(commercial) + sum(person) + own == sum(victim.values())


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**9), min_size=1, max_size=6))
def test_what_is_divided_is_divided_without_a_rest_and_within_one_fen(total, weights):
    parts = split(total, weights)
    if any(weights):
        assert sum(parts) == total
        assert all(abs(part - Fraction(total * weight, sum(weights))) < 1 for part, weight in zip(parts, weights, strict=True))
    else:
        assert set(parts) == {0}


CENT = st.integers(0, 90_000_000)


@given(CENT, CENT, CENT, st.integers(0, 100), st.sampled_from(("treatment", "travel", "property")), st.booleans())
def test_more_loss_and_a_larger_share_never_owe_less_and_the_lines_add_up(medical, injury, goods, share, more, others):
    def total(share, **extra):
        fen = {"treatment": medical, "travel": injury, "property": goods}
        told = {name: f"{(amount + extra.get(name, 0)) / 100:.2f}" for name, amount in fen.items()}
        found = owed(**told, share=share, **({"other_victims": SAME} if others else {}), commercial="10万")
        assert found.total == sum(line.amount or 0 for line in found.lines)
        return found.total

    assert 0 <= total(share) <= total(share, **{more: 1})
    if 0 < share < 100:
        assert total(share) <= total(share + 1)
