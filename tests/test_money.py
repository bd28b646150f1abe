"""Money: read as it is typed, rounded once, said in capitals as an agreement needs it."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangge.money import MOST, capitals, plain, read, rounded, yuan


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        *(("8000", 800_000), ("8,000.50", 800_050), ("１．２万", 1_200_000), ("￥300元", 30_000), ("0", 0), ("人民币壹元", None)),
        *(("1.005", None), ("-3", None), ("1,00", None), ("1.2345万", 1_234_500), ("", None), ("三千", None)),
    ],
)
def test_an_amount_is_read_as_a_clerk_types_it(typed, amount):
    assert read(typed) == amount


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        *((0, "零元整"), (5, "伍分"), (50, "伍角整"), (105, "壹元零伍分"), (1_000, "壹拾元整"), (10_110, "壹佰零壹元壹角整")),
        (1_234_567_89, "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"),
        *((100_000_00, "壹拾万元整"), (100_100_00, "壹拾万零壹佰元整"), (1_005_000_00, "壹佰万零伍仟元整")),
        *(
            (100_000_001_00, "壹亿零壹元整"),
            (100_010_000_00, "壹亿零壹万元整"),
            (107_000_53, "壹拾万零柒仟元伍角叁分"),
            (1_680_32, "壹仟陆佰捌拾元叁角贰分"),
        ),
    ],
)
def test_an_amount_in_capitals(amount, said):
    assert capitals(amount) == said


def test_halves_go_up_and_deductions_are_rounded_alike():
    assert [rounded(Fraction(n, 2)) for n in (1, 3, -1, -3, 4)] == [1, 2, -1, -2, 2]


@given(st.integers(0, MOST))
def test_what_is_written_is_read_back(amount):
    assert read(yuan(amount)) == read(plain(amount)) == amount
    assert "零零" not in capitals(amount)
    assert capitals(amount).count("元") <= 1


def test_no_capitals_of_what_is_owed_back():
    with pytest.raises(ValueError, match="-1"):
        capitals(-1)
