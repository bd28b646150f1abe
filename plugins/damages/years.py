"""Years 赔偿年限: how old somebody is, for how many years is paid, and what share of life a grade of disability stands for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

YEARS = 20
SIXTY, SEVENTY_FIVE, OF_AGE = 60, 75, 18
GRADES = 10
"""Grades of disability 伤残等级: 1 is the worst."""
MOST_INDEX = Fraction(10, 100)
"""The most that one further grading may add."""


def age_on(birthday: date, day: date) -> int:
    """Full years of age 周岁 on a day; a birthday counts as reached on that day.

    Args:
        birthday: not after `day`.
        day: the day of rating or of death.
    """
    return day.year - birthday.year - ((day.month, day.day) < (birthday.month, birthday.day))


def years_owed(age: int) -> int:
    """For how many years income is paid: twenty, from sixty one less for each year of age, from seventy-five on five.

    Source: 《人身损害赔偿解释》 Art 12, 15, 17.
    """
    if age >= SEVENTY_FIVE:
        return 5
    return YEARS - max(0, age - SIXTY)


def years_of_child(age: int) -> int:
    """For how many years a child is kept: until eighteen.

    Source: 《人身损害赔偿解释》 Art 17.
    """
    return max(0, OF_AGE - age)


def coefficient(grade: int, indices: Sequence[Fraction] = ()) -> Fraction:
    """The coefficient of disability 伤残赔偿系数 as a share of one.

    Args:
        grade: the worst grade.
        indices: what the further gradings add; how much each adds is a local rule.

    Source: 《人体损伤致残程度分级》 (2017): grade 1 is 100 %, each further grade ten less.
    """
    return min(Fraction(1), Fraction(GRADES + 1 - grade, GRADES) + sum(indices))
