"""Months of a span 计发月数: whole months from a first day, and what is left over by the working days of its month."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from plugins.labour.service import ending, service
from wangge.calendar import national

PART_DOUBT = "不满一个月的部分按该月实际工作日折算（法释〔2025〕12号，条文号待核对）。"
UNKNOWN_DOUBT = "该月的放假安排尚未公布，工作日按周一至周五计。"


@dataclass(frozen=True, slots=True)
class Span:
    """How many months of pay a span of days is.

    Attributes:
        whole: whole months.
        worked: working days in what is left over.
        working: working days of the month in which that lies.
        known: whether holiday notices cover that month.
    """

    whole: int
    worked: int = 0
    working: int = 1
    known: bool = True

    @property
    def months(self) -> Fraction:
        """The months, exactly."""
        return self.whole + Fraction(self.worked, self.working)

    @property
    def doubt(self) -> str:
        """What is not certain of it."""
        if not self.worked:
            return ""
        return PART_DOUBT if self.known else PART_DOUBT + UNKNOWN_DOUBT

    def beyond(self, months: int) -> Span:
        """What of it lies after the first months; nothing where it is shorter."""
        return replace(self, whole=self.whole - months) if self.whole >= months else Span(0)

    def __str__(self) -> str:
        part = f"{self.worked}/{self.working}个月（{self.worked}个工作日，该月{self.working}个）" if self.worked else ""
        whole = f"{self.whole}个月" if self.whole or not part else ""
        return "又".join(filter(None, (whole, part)))


def span(first: date, last: date) -> Span:
    """The span from the first day to the last, both counted; nothing when it ends before it begins."""
    if last < first:
        return Span(0)
    length = service(first, last)
    whole = length.years * 12 + length.months
    begun, ends = ending(first, whole) + timedelta(days=1), ending(first, whole + 1)
    calendar = national()
    worked, working = (sum(map(calendar.is_working, _days(begun, end))) for end in (last, ends))
    return Span(whole, worked, working, calendar.knows(begun) and calendar.knows(ends))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=place) for place in range((last - first).days + 1)]
