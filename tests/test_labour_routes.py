"""The route board: which roads are open to a labour claim, which are closed and why, and by when each must be gone."""

from dataclasses import replace
from datetime import date

import pytest

from plugins.labour import routes as board
from plugins.labour.routes import CALCULATOR, CLOSED, OPEN, UNDER_WAY, Claim, routes
from tests.labour_tools import made
from tests.paper_tools import EMPTY, said

TODAY = date(2026, 11, 20)
WAGES, OTHER = {"labour_matter": "劳动报酬"}, {"labour_matter": "解除终止"}
AGREED = {"case_result": "达成协议", "agreed_amount": "100", "applied_on": "2026-09-18"}


def roads(today=TODAY, **values):
    return {route.name: route for route in routes(Claim(lambda name: values.get(name, "")), today)}


def states(**values):
    return {name: route.state for name, route in roads(**values).items()}


def test_of_a_new_claim_all_is_open_but_the_court():
    assert states(**OTHER, labour_knew="2026-09-18") == {
        **dict.fromkeys(("调解", "劳动监察投诉", "劳动仲裁", "法律援助"), OPEN),
        "人民法院诉讼": CLOSED,
    }
    court = roads()["人民法院诉讼"]
    assert (court.why, court.law) == ("应当先申请仲裁", "《劳动争议调解仲裁法》第五条")


@pytest.mark.parametrize(
    ("values", "road", "state", "law"),
    [
        ({"applied_on": "2026-11-19"}, "调解", UNDER_WAY, "第十、十四条"),
        ({"applied_on": "2026-11-19"}, "劳动监察投诉", CLOSED, "《劳动保障监察条例》第二十一条"),
        ({"labour_arbitration_on": "2026-11-19"}, "劳动监察投诉", CLOSED, "第二十一条"),
        ({"labour_court_on": "2026-11-19"}, "劳动监察投诉", CLOSED, "第二十一条"),
        ({"labour_inspection": "已受理"}, "劳动监察投诉", UNDER_WAY, "第十七条"),
        ({"labour_violation_ended": "2024-11-19"}, "劳动监察投诉", CLOSED, "第二十条"),
        ({"labour_violation_ended": "2024-11-20"}, "劳动监察投诉", OPEN, "第二十条"),
        ({"labour_arbitration": "已受理"}, "劳动仲裁", UNDER_WAY, "第二十九条"),
        ({"labour_arbitration": "不予受理"}, "劳动仲裁", CLOSED, "第二十九条"),
        ({"labour_arbitration": "不予受理"}, "人民法院诉讼", OPEN, "第二十九条"),
        ({"labour_court": "已受理"}, "劳动仲裁", CLOSED, "第五条"),
        ({"labour_court": "已受理"}, "人民法院诉讼", UNDER_WAY, "第五条"),
        ({"labour_award_received": "2026-11-10"}, "人民法院诉讼", OPEN, "第五十条"),
        ({"labour_award_received": "2026-11-10", "labour_final": "是"}, "人民法院诉讼", OPEN, "第四十七至四十九条"),
        ({"labour_award_received": "2026-11-02"}, "人民法院诉讼", CLOSED, "第五十条"),
        ({"labour_award_received": "2026-11-02"}, "调解", CLOSED, "第五条"),
        ({**WAGES, "labour_iou": "是"}, "人民法院诉讼", OPEN, "法释〔2020〕26号第十五条"),
        ({**OTHER, "labour_iou": "是"}, "人民法院诉讼", CLOSED, "第五条"),
        ({**WAGES, **AGREED}, "人民法院诉讼", OPEN, "法释〔2020〕26号第五十一条"),
        ({**WAGES, **AGREED}, "支付令", OPEN, "第十六条"),
        ({"labour_aid": "已申请"}, "法律援助", UNDER_WAY, "第三十一条"),
    ],
)
def test_a_road_is_open_or_closed_by_its_article(values, road, state, law):
    found = roads(**values)[road]
    assert (found.state, law in found.law) == (state, True)


APPLIED = {"labour_arbitration": "已申请"}
TAKEN = {"labour_arbitration": "已受理", "labour_arbitration_on": "2026-08-01"}


@pytest.mark.parametrize(
    ("values", "state", "article", "doubted"),
    [
        ({**APPLIED, "labour_arbitration_on": "2026-11-13"}, CLOSED, "第二十九条", False),
        ({**APPLIED, "labour_arbitration_on": "2026-11-12"}, OPEN, "第二十九条", False),
        ({"labour_arbitration_on": "2026-11-02"}, OPEN, "第二十九条", False),
        (APPLIED, CLOSED, "第二十九条", False),
        ({**TAKEN, "labour_arbitration_accepted": "2026-10-09"}, CLOSED, "第四十三条", False),
        ({**TAKEN, "labour_arbitration_accepted": "2026-09-30"}, OPEN, "第四十三条", True),
        ({**TAKEN, "labour_arbitration_accepted": "2026-08-10"}, OPEN, "第四十三条", False),
        (TAKEN, CLOSED, "第二十九条", False),
        ({**TAKEN, "labour_arbitration": "已办结", "labour_arbitration_accepted": "2026-08-10"}, CLOSED, "第五条", False),
        ({**TAKEN, "labour_arbitration_accepted": "2026-08-10", "labour_court_on": "2026-11-19"}, UNDER_WAY, "第五条", False),
        ({**TAKEN, "labour_arbitration_accepted": "2026-08-10", "labour_award_received": "2026-11-19"}, OPEN, "第五十条", False),
    ],
)
def test_a_suit_is_open_as_soon_as_the_committee_is_late(values, state, article, doubted):
    court = roads(**OTHER, **values)["人民法院诉讼"]
    assert (court.state, article in court.law, bool(court.doubt)) == (state, True, doubted)
    told = replace(EMPTY, values={**OTHER, **values}, today=TODAY)
    assert ["人民法院诉讼", state] in [list(row[:2]) for row in board.build(told).blocks[1].rows]


def test_without_a_day_to_look_from_nobody_says_that_the_committee_is_late():
    assert roads(today=None, **TAKEN, labour_arbitration_accepted="2026-08-10")["人民法院诉讼"].state == CLOSED


def test_an_agreement_that_was_performed_leads_nowhere():
    performed = states(**WAGES, **AGREED, paid_amount="100")
    assert (performed["人民法院诉讼"], "支付令" in performed) == (CLOSED, False)


@pytest.mark.parametrize(
    ("values", "until"),
    [
        ({**OTHER, "labour_knew": "2025-03-31"}, date(2026, 3, 31)),
        ({**OTHER, "labour_knew": "2025-03-31", "applied_on": "2026-03-30"}, date(2027, 3, 30)),
        ({**OTHER, "labour_knew": "2025-03-31", "applied_on": "2026-04-01"}, date(2026, 3, 31)),
        ({**OTHER, "labour_knew": "2025-01-06", "labour_interrupted": "2025-06-30", "applied_on": "2026-06-29"}, date(2027, 6, 29)),
        ({**WAGES, "labour_left": "2026-01-05", "labour_knew": "2020-01-05"}, date(2027, 1, 5)),
        ({**WAGES, "labour_knew": "2020-01-05"}, None),
        ({**WAGES, "labour_knew": "2020-01-05", "applied_on": "2026-01-05"}, None),
    ],
)
def test_the_limitation_runs_anew_from_the_last_request_that_was_in_time(values, until):
    assert roads(**values)["劳动仲裁"].until == until


def test_a_road_whose_last_day_has_passed_is_closed_and_only_a_day_can_say_so():
    late = {**OTHER, "labour_knew": "2025-03-31"}
    assert roads(**late)["劳动仲裁"].why.startswith("期限已过")
    assert roads(today=date(2026, 3, 31), **late)["劳动仲裁"].state == OPEN
    assert roads(today=None, **late)["劳动仲裁"].state == OPEN


def test_the_calculator_shows_the_board_without_a_sum():
    found = made(CALCULATOR, on="2026-11-20", labour_matter="解除终止", labour_knew="2026-09-18")
    assert all(line.amount is None and line.law for line in found.lines)
    assert next(line.formula for line in found.lines if line.label == "劳动仲裁").endswith("最后期限 2027-09-20")
    assert "未判断期限" in made(CALCULATOR).remarks[0]


def test_the_board_on_paper_leaves_nothing_open_unsaid():
    paper = said(board.build(EMPTY))
    assert all(name in paper for name in ("调解", "劳动监察投诉", "劳动仲裁", "人民法院诉讼", "法律援助"))
