"""Years of service 工作年限: how long somebody worked, in whole years and months, and what that counts for."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Service:
    """A length of service: whole years, whole months beyond them, and days beyond those."""

    years: int
    months: int
    days: int

    def __str__(self) -> str:
        parts = ((self.years, "年"), (self.months, "个月"), (self.days, "天"))
        return "".join(f"{number}{unit}" for number, unit in parts if number) or "0天"


def service(hired: date, left: date) -> Service:
    """The service from the first day to the last, both worked.

    Args:
        hired: first day of work.
        left: last day of work; not before `hired`.

    Source: 民法典 Art 201, 202: a month ends on the day that corresponds to the day before the first, or on its last day.
    """
    anchor = hired - timedelta(days=1)
    months = (left.year - anchor.year) * 12 + left.month - anchor.month
    if after(anchor, months) > left:
        months -= 1
    return Service(months // 12, months % 12, (left - after(anchor, months)).days)


def months_owed(length: Service) -> Fraction:
    """The months of pay that a service counts for: one a full year, half for less than six months, one for more.

    Source: 劳动合同法 Art 47 (1).
    """
    if length.months >= 6:
        return Fraction(length.years + 1)
    return Fraction(length.years) + (Fraction(1, 2) if length.months or length.days else 0)


def after(day: date, months: int) -> date:
    """The day that corresponds to `day` so many months later; the last of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
