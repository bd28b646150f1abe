"""Day and hour wages 日工资、小时工资, and what the calculators of wages share: numbers in words, the room for a number, what was paid."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from wangge import Inputs, Line
from wangge.errors import Phrase
from wangge.money import yuan

MONTH_DAYS = Fraction(2175, 100)
"""Paid days of a month 月计薪天数."""
DAY_HOURS = 8
LAW_21_75 = "人社部发〔2025〕2号（月计薪天数21.75天）"


def day_wage(monthly: int) -> Fraction:
    """A month's wage in 分 as a day's, exactly.

    Source: 人社部发〔2025〕2号: month ÷ 21.75.
    """
    return monthly / MONTH_DAYS


def hour_wage(monthly: int) -> Fraction:
    """A month's wage in 分 as an hour's, exactly.

    Source: 人社部发〔2025〕2号: month ÷ (21.75 × 8).
    """
    return day_wage(monthly) / DAY_HOURS


def said(number: Fraction | int) -> str:
    """A number as it is said: 5.5, 16."""
    return f"{float(number):.4f}".rstrip("0").rstrip(".")


def at_most(told: Inputs, name: str, most: Fraction | int) -> None:
    """Check that a number that was filled in does not pass what the other inputs leave room for.

    Raises:
        WanggeError: `value_invalid`, naming the field and the range.
    """
    if told.exact(name) > most:
        raise told.wrong(name, Phrase("按其他各项，须在 0 到 {most} 之间", most=said(max(most, Fraction(0)))))


def deducted(lines: Sequence[Line], paid: int, of: str) -> tuple[Line, ...]:
    """The line that deducts what was paid, never more than the lines before it say is owed; none where nothing was paid.

    Args:
        lines: what is owed.
        paid: what was paid of it, in 分.
        of: what was paid, in words.
    """
    owed = sum(line.amount or 0 for line in lines)
    more = "，多付的不倒扣" if paid > owed else ""
    return (Line(f"扣除已付{of}", f"已付 {yuan(paid)}{more}", -min(paid, owed)),) if paid else ()
