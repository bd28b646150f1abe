"""Money 金额: whole 分 in the ledger, exact fractions while it is reckoned, 元 and capitals where a person reads it."""

from __future__ import annotations

import re
from fractions import Fraction
from math import floor

from wangge.text import clean_line, half_width

MOST = 100_000_000_000
"""The largest amount that is taken, in 分 (ten 亿 元): beyond it somebody has slipped."""
_TYPED = re.compile(r"[¥￥]?(?:人民币)?(?P<number>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<scale>[万亿]?)元?整?")
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")


def read(text: str) -> int | None:
    """An amount as a clerk types it (`8000`, `8,000.50`, `1.2万`, `￥300元`) in 分; None when it is none, or is finer than a 分."""
    found = _TYPED.fullmatch(half_width(clean_line(text)).replace(" ", ""))
    if not found:
        return None
    amount = Fraction(re.sub("[,，]", "", found["number"])) * _SCALES[found["scale"]] * 100
    return int(amount) if amount.denominator == 1 else None


def rounded(amount: Fraction | int) -> int:
    """An exact amount in 分 as whole 分, halves up (四舍五入), away from zero for what is deducted."""
    return floor(amount + Fraction(1, 2)) if amount >= 0 else -rounded(-amount)


def plain(amount: int) -> str:
    """分 as `-1234.50` 元: for files and JSON."""
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02}"


def yuan(amount: int) -> str:
    """分 as `1,234.50` 元: for people."""
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100:,}.{abs(amount) % 100:02}"


def capitals(amount: int) -> str:
    """分 in the capitals of agreements 大写金额: `壹仟贰佰叁拾肆元伍角整`.

    Source: 正确填写票据和结算凭证的基本规定 (支付结算办法附件一): zeros between digits are said once, 整 after 元 or 角;
    the 零 before 角 that it allows either way is left out.

    Raises:
        ValueError: below 0, or over `MOST`.
    """
    if not 0 <= amount <= MOST:
        raise ValueError(amount)
    whole, jiao, fen = amount // 100, amount // 10 % 10, amount % 10
    said = (_whole(whole) + "元") if whole or not (jiao or fen) else ""
    if jiao:
        said += _DIGITS[jiao] + "角"
    elif fen and whole:
        said += "零"
    return said + (_DIGITS[fen] + "分" if fen else "整")


def _whole(number: int) -> str:
    """A whole number in capitals, 零 said once for any run of zeros inside."""
    said, pending = "", False
    digits = str(number)
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit == "0":
            pending = bool(said)
        else:
            said += ("零" if pending else "") + _DIGITS[int(digit)] + _PLACES[place % 4]
            pending = False
        group = number // 10 ** (place // 4 * 4) % 10_000
        if place % 4 == 0 and place and group:
            said += _GROUPS[place // 4]
            pending = digit == "0" and pending
    return said or "零"
