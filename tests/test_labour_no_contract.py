"""Double wage without a written contract: from when, until when, and what a part of a month counts for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.labour.no_contract import CALCULATOR, NOT_OPEN_ENDED
from tests.labour_tools import made, wrong, yuan

DAYS = st.dates(date(2008, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("given", "total"),
    [
        pytest.param({"hired": "2025-01-10", "signed": "2025-07-10"}, 30_000, id="劳动合同法82条1款 七月十日补订"),
        pytest.param({"hired": "2025-01-10"}, 66_000, id="实施条例7条 一直未订十一个月"),
        pytest.param({"hired": "2025-01-10", "signed": "2025-02-09"}, 0, id="劳动合同法10条 一个月内订立"),
        pytest.param({"hired": "2025-01-10", "signed": "2025-02-10"}, 0, id="实施条例6条 满一个月的次日订立"),
        pytest.param({"hired": "2025-01-10", "signed": "2025-02-11"}, 300, id="法释〔2025〕12号 一个工作日，该月二十个"),
        pytest.param({"hired": "2025-03-01", "left": "2025-05-31"}, 12_000, id="实施条例6条 三个月后离职"),
        pytest.param({"hired": "2025-01-10", "left": "2027-01-01"}, 66_000, id="实施条例7条 两年也只有十一个月"),
        pytest.param({"hired": "2025-01-10", "signed": "2026-01-10"}, 66_000, id="实施条例7条 满一年的当日补订"),
        pytest.param({"hired": "2025-01-31"}, 66_000, id="民法典202条 月末入职仍是十一个月"),
        pytest.param({"hired": "2024-02-29", "left": "2024-04-28"}, 6_000, id="民法典202条 闰日入职"),
        pytest.param({"hired": "2006-05-01"}, 66_000, id="劳动合同法97条2款 施行前入职"),
        pytest.param({"hired": "2006-05-01", "signed": "2008-01-31"}, 0, id="劳动合同法97条2款 施行后一个月内订立"),
        pytest.param({"hired": "2025-01-10", "signed": "2025-07-20"}, "31909.09", id="法释〔2025〕12号 七个工作日，该月二十二个"),
        pytest.param({"hired": "2025-08-25", "left": "2025-10-08"}, "1666.67", id="法释〔2025〕12号 国庆前后五个工作日，该月十八个"),
        pytest.param({"due": "2025-03-01", "signed": "2025-09-01"}, 36_000, id="劳动合同法82条2款 半年后补订"),
        pytest.param({"due": "2024-01-01", "left": "2025-12-31"}, 144_000, id="劳动合同法82条2款 没有写最长月数"),
    ],
)
def test_the_second_wage_as_the_articles_say(given, total):
    own = {"ground": NOT_OPEN_ENDED, "hired": "2014-01-01"} if "due" in given else {}
    assert made(CALCULATOR, **{**own, **given}, wage="6000").total == round(float(total) * 100)


def test_the_span_is_told_with_its_first_and_last_day():
    assert made(CALCULATOR, hired="2025-01-10", signed="2025-07-10", wage="6000").lines[0].formula == "2025-02-10 至 2025-07-09，5个月"
    assert made(CALCULATOR, hired="2025-01-10", wage="6000").lines[0].formula == "2025-02-10 至 2026-01-09，11个月"


def test_what_is_not_certain_stands_on_the_line():
    def doubt(**given):
        return made(CALCULATOR, **given, wage="6000").lines[-1].doubt

    assert "条文号待核对" in doubt(hired="2025-01-10", signed="2025-07-20")
    assert doubt(hired="2025-01-10", signed="2025-07-10") == ""
    assert "没有填补订日期" in doubt(hired="2025-01-10")
    assert "尚未公布" in doubt(hired="2040-01-10", signed="2040-07-20")
    assert "第九十七条第二款" in doubt(hired="2006-05-01")
    assert "是否封顶" in doubt(ground=NOT_OPEN_ENDED, hired="2014-01-01", due="2025-01-01", left="2025-12-31")


def test_the_year_of_limitation_and_the_deemed_contract_are_remarked():
    whole, part = (made(CALCULATOR, hired="2025-01-10", wage="6000", **more).remarks for more in ({}, {"left": "2025-07-09"}))
    assert "第二十七条" in whole[0]
    assert "第七条" in whole[-1]
    assert not any("视为" in remark for remark in part)


@pytest.mark.parametrize(
    ("given", "label", "reason"),
    [
        ({"signed": "2025-01-09"}, "补订书面合同日期", "不能早于“入职日期”（2025-01-10）"),
        ({"left": "2025-01-09"}, "最后工作日（在职的填计算日）", "不能早于“入职日期”（2025-01-10）"),
        ({"ground": NOT_OPEN_ENDED}, "应订无固定期限合同之日", "这一情形须填应当订立的那一天"),
        ({"ground": NOT_OPEN_ENDED, "due": "2025-02-01"}, "最后工作日（在职的填计算日）", "没有补订的，须填最后工作日；在职的填计算日"),
        (
            {"ground": NOT_OPEN_ENDED, "due": "2025-01-01", "left": "2026-01-01"},
            "应订无固定期限合同之日",
            "不能早于“入职日期”（2025-01-10）",
        ),
        ({"wage": "0"}, "月工资", "须在 1 到 10,000,000 之间"),
        ({"wage": "-6000"}, "月工资", "须是不小于 0 的金额，单位为元，如 8000、8,000.50、1.2万"),
        ({"wage": "1亿"}, "月工资", "须在 1 到 10,000,000 之间"),
        ({"hired": "2025-02-30"}, "入职日期", "须是日期，如 2026-01-05、2026.1.5、1月5日"),
        ({"ground": "没有合同"}, "情形", "只能填未订立书面合同、应订未订无固定期限合同"),
    ],
)
def test_a_wrong_input_is_refused_with_what_is_allowed(given, label, reason):
    assert wrong(CALCULATOR, **{"hired": "2025-01-10", "wage": "6000", **given}) == (label, reason)


@given(DAYS, st.integers(0, 900), st.integers(0, 400), st.integers(1, 100_000), st.integers(0, 1_000))
def test_more_days_and_a_higher_wage_never_earn_less_and_eleven_months_are_the_most(hired, days, more, wage, rise):
    def total(days, wage):
        return yuan(CALCULATOR, hired=hired.isoformat(), left=(hired + timedelta(days=days)).isoformat(), wage=str(wage))

    least = total(days, wage)
    assert 0 <= least <= min(total(days + more, wage), total(days, wage + rise)) <= 11 * (wage + rise)


@given(DAYS, st.integers(0, 900), st.integers(0, 400))
def test_signing_later_never_costs_less_and_the_day_of_signing_is_free(hired, days, more):
    def total(**given):
        return yuan(CALCULATOR, hired=hired.isoformat(), wage="6000", **given)

    signed = hired + timedelta(days=days + 1)
    assert total(signed=signed.isoformat()) == total(left=(signed - timedelta(days=1)).isoformat())
    assert total(signed=signed.isoformat()) <= total(signed=(signed + timedelta(days=more)).isoformat())
