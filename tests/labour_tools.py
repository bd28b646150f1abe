"""What the tests of the labour desk's arithmetic share."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.ledger_tools import refused
from wangge.calculators import Calculator, Reckoning, reckon
from wangge.published import Statistics

TODAY = date(2026, 11, 20)


def made(calculator: Calculator, **given: object) -> Reckoning:
    """A working paper without published statistics; its total must be what its lines add up to."""
    found = reckon(calculator, given, Statistics(), TODAY)
    assert found.total == sum(line.amount for line in found.lines if line.amount is not None)
    return found


def yuan(calculator: Calculator, **given: object) -> Fraction:
    """The total in 元."""
    return Fraction(made(calculator, **given).total, 100)


def wrong(calculator: Calculator, **given: object) -> tuple[str, str]:
    """The label and the reason with which an input is refused."""
    error = refused("value_invalid", reckon, calculator, given, Statistics(), TODAY)
    return error.params["label"], error.params["reason"]
