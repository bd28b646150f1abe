"""Medical disputes: the same loss, times the degree of responsibility."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.medical.damages import CALCULATOR, USUAL
from tests.ledger_tools import refused
from wangge.calculators import reckon
from wangge.published import Statistics

FIGURES = {"urban_income": "60000", "urban_consumption": "40000", "average_month_wage": "8000"}
DISABLED = {"outcome": "残疾", "age": 62, "grades": "8"}
"""A loss of 324,000."""


def made(**given):
    return reckon(CALCULATOR, {**FIGURES, **given}, Statistics(), date(2026, 11, 20))


OWED = [
    ("条例第四十四条 the whole", {**DISABLED, "share": 100, "degree": "完全"}, 324_000),
    ("条例第四十四条 mainly", {**DISABLED, "share": 75, "degree": "主要"}, 243_000),
    ("条例第四十四条 equally", {**DISABLED, "share": 50, "degree": "同等"}, 162_000),
    ("条例第四十四条 in a minor way", {**DISABLED, "share": 20, "degree": "次要"}, 64_800),
    ("条例第四十四条 slightly", {**DISABLED, "share": 10, "degree": "轻微"}, 32_400),
    ("民法典第一千二百一十八条 no fault, nothing owed", {**DISABLED, "share": 0, "degree": "无"}, 0),
    ("条例第四十四条 a broken percentage", {**DISABLED, "share": "33.3333"}, 107_999.89),
    ("解释第十五条 death at 76", {"outcome": "死亡", "age": 76, "share": 40}, 139_200),
    (
        "解释第十七条 death with dependants, rounded once",
        {"outcome": "死亡", "age": 50, "share": 50, "dependants": "子,未成年,10,2；父,成年,70,3"},
        770_666.66,
    ),
    ("解释第二十三条 mental harm in part", {"outcome": "受伤", "treatment": "10000", "mental": "50000", "share": 30}, 18_000),
    (
        "解释第二十三条 mental harm in full",
        {"outcome": "受伤", "treatment": "10000", "mental": "50000", "share": 30, "mental_by": "不按责任比例"},
        53_000,
    ),
    ("条例第三十四条 the patient advanced the fee", {**DISABLED, "share": 30, "fee_patient": "8000"}, 99_600),
    ("条例第三十四条 the hospital advanced the fee", {**DISABLED, "share": 30, "fee_hospital": "8000"}, 91_600),
    ("条例第三十四条 both advanced half", {**DISABLED, "share": 50, "fee_patient": "4000", "fee_hospital": "4000"}, 162_000),
    ("what was paid is deducted", {**DISABLED, "share": 50, "advanced": "12000"}, 150_000),
    ("解释第七条 lost income", {"outcome": "受伤", "own_income": "73000", "lost_days": 100, "share": 60}, 12_000),
]


@pytest.mark.parametrize(("given", "yuan"), [case[1:] for case in OWED], ids=[case[0] for case in OWED])
def test_what_a_hospital_owes(given, yuan):
    assert made(**given).total / 100 == yuan


def test_the_share_is_always_doubted_and_more_so_outside_what_its_word_usually_means():
    def doubt(**given):
        (found,) = [line for line in made(**DISABLED, **given).lines if line.label == "医方责任比例"]
        return found.doubt

    assert doubt(share=30) == "比例由鉴定意见和双方协商确定"
    assert doubt(share=30, degree="次要").endswith("“次要”通常在 16% 到 44%")
    assert doubt(share=60, degree="次要").endswith("所填不在其中")
    bounds = [bound for most in reversed(USUAL.values()) for bound in most]
    assert bounds == sorted(bounds)


def test_mental_harm_is_doubted_until_somebody_says_how_it_counts():
    def doubt(**given):
        return next(line.doubt for line in made(outcome="受伤", mental="100", share=30, **given).lines if line.label == "患方自负部分")

    assert "各地做法不一" in doubt()
    assert doubt(mental_by="按责任比例") == ""


def test_more_was_paid_than_is_owed():
    found = made(**DISABLED, share=10, advanced="40000")
    assert found.total == -760_000
    assert found.remarks[-1] == "已支付多于应得，应返还 7,600.00 元。"


@pytest.mark.parametrize(
    ("given", "label", "reason"),
    [
        ({**DISABLED, "share": 101}, "医方责任比例（%）", "须在 0 到 100 之间"),
        ({**DISABLED, "share": -1}, "医方责任比例（%）", "须是不小于 0 的数"),
        ({**DISABLED, "share": 30, "degree": "一般"}, "责任程度", "只能填完全、主要、同等、次要、轻微、无"),
        ({**DISABLED, "share": 30, "fee_patient": "-1"}, "患方预交鉴定费", "不小于 0"),
        ({"outcome": "残疾", "age": 62, "grades": "11", "share": 30}, "伤残等级", "须在 1 到 10 之间"),
        ({"outcome": "死亡", "age": 62, "happened": "2026-5-2", "died": "2026-5-1", "share": 1}, "死亡日期", "不能早于“损害发生日期”"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field_and_what_is_allowed(given, label, reason):
    error = refused("value_invalid", made, **given)
    assert error.params["label"] == label
    assert reason in error.params["reason"]


def test_outcome_and_share_must_be_told_and_figures_known():
    assert refused("calc_needs", made).params["missing"] == "损害后果、医方责任比例（%）"
    told = {**DISABLED, "share": 30}
    assert refused("calc_statistic", reckon, CALCULATOR, told, Statistics(), date(2026, 11, 20)).params["name"] == "urban_income"


@given(st.integers(0, 100), st.integers(1, 10), st.integers(0, 9_999), st.integers(0, 99), st.integers(0, 1), st.integers(0, 1))
def test_a_larger_share_a_worse_grade_and_more_days_never_owe_less(age, grade, fee, share, worse, more):
    def total(grade, share, days):
        told = {
            "outcome": "残疾",
            "age": age,
            "grades": str(grade),
            "fee_patient": fee,
            "share": share,
            "lost_days": days,
            "own_income": "9999",
        }
        found = made(**told, dependants="子,未成年,9,2", mental="3000", mental_by="不按责任比例")
        assert found.total == sum(line.amount or 0 for line in found.lines)
        return found.total

    assert total(grade, share, 10) <= total(max(1, grade - worse), share + more, 10 + more)
