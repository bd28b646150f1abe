"""Years of service 工作年限: how long somebody worked, in whole years and months, and what that counts for."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

ACT = date(2008, 1, 1)
"""The day 劳动合同法 came into force."""


@dataclass(frozen=True, slots=True)
class Service:
    """A length of service: whole years, whole months beyond them, and days beyond those."""

    years: int
    months: int
    days: int

    def __str__(self) -> str:
        parts = ((self.years, "年"), (self.months, "个月"), (self.days, "天"))
        return "".join(f"{number}{unit}" for number, unit in parts if number) or "0天"


def ending(first: date, months: int) -> date:
    """The last day of a period of so many months that begins with `first`; for none, the day before it.

    Source: 民法典 Art 202: a month ends with the day that corresponds to its first, and on its last day where there is none. The first day is
    worked and counts, so a period from 1 March ends on 31 March, and one from 31 January on 28 February.
    """
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, first.day) - timedelta(days=1) if first.day <= last else date(year, month + 1, last)


def service(hired: date, left: date) -> Service:
    """The service from the first day to the last, both worked.

    Args:
        hired: first day of work.
        left: last day of work; not before `hired`.
    """
    most = (left.year - hired.year) * 12 + left.month - hired.month + 1
    months = next(number for number in range(most, -1, -1) if ending(hired, number) <= left)
    return Service(months // 12, months % 12, (left - ending(hired, months)).days)


def months_owed(length: Service) -> Fraction:
    """The months of pay that a service counts for: one a full year, half for less than six months, one for more.

    Source: 劳动合同法 Art 47 (1).
    """
    if length.months >= 6:
        return Fraction(length.years + 1)
    return Fraction(length.years) + (Fraction(1, 2) if length.months or length.days else 0)
