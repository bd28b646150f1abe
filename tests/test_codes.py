"""Codes: the vectors of the standards, and the whole national table of streets."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from wangge.codes import LENGTHS, credit_fault, division_fault, id_fault, id_sign, organisation_fault, street_kind

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("number", ["11010519491231002X", "34052419800101001X", "11010519491231002x", "１１０１０５ 19491231 002Ｘ"])
def test_a_right_id_number_is_right_however_it_is_typed(number):
    assert id_fault(number, TODAY) == ""


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("110105194912310021", "校验码"),
        ("11010519491331002X", "不是日期"),
        ("11010520491231002X", "过去的日期"),
        ("1101051949123100", "17 位"),
        ("11010519491231002Y", "17 位"),
    ],
)
def test_a_wrong_id_number_says_what_is_wrong(number, why):
    assert why in id_fault(number, TODAY)


def test_the_check_sign_of_an_id_number():
    assert id_sign("34052419800101001") == "X"


def test_credit_codes_and_organisation_codes_by_their_check_sign():
    assert credit_fault("91350100M000100Y43") == ""
    assert "校验码" in credit_fault("91350100M000100Y44")
    assert "18 位" in credit_fault("91350100M000100I43")
    assert organisation_fault("M000100Y4") == organisation_fault("M000100Y-4") == ""
    assert "校验码" in organisation_fault("M000100Y5")


@pytest.mark.parametrize(
    ("level", "code"), [("区县", "330106"), ("镇街", "330106001"), ("社区", "330106001001"), ("网格", "330106001001001")]
)
def test_a_place_has_a_code_of_its_levels_length(level, code):
    assert division_fault(code, level) == ""
    assert all(division_fault(code, other) for other in LENGTHS if other != level)


@pytest.mark.parametrize(
    ("level", "code", "why"),
    [
        ("区县", "990106", "省级"),
        ("区县", "33010六", "6 位数字"),
        ("镇街", "330106600", "001–599"),
        ("镇街", "330106000", "001–599"),
        ("社区", "330106001400", "001–399"),
        ("网格", "330106001001000", "001"),
    ],
)
def test_a_code_that_cannot_be_says_why(level, code, why):
    assert why in division_fault(code, level)


@pytest.mark.needs("data")
def test_nearly_every_street_of_the_country_has_a_right_code_and_the_kind_of_its_name(data):
    with (data / "ref-calendar-divisions" / "modood__streets.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    right = [row for row in rows if not division_fault(row["code"], "镇街")]
    assert len(right) > 0.99 * len(rows)
    for kind, ending in (("街道", "街道"), ("镇", "镇"), ("乡", "乡")):
        named = [row for row in right if street_kind(row["code"]) == kind]
        assert sum(row["name"].endswith(ending) for row in named) > 0.97 * len(named)
