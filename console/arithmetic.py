"""Arithmetic 计算: a calculator on the office's statistics, and its working paper as lines."""

from __future__ import annotations

from collections.abc import Mapping

from console.office import Office
from wangge import calculators, money
from wangge.calculators import Calculator, Reckoning
from wangge.field import Field, Kind
from wangge.records import Values
from wangge.times import local


def reckon(office: Office, calculator: Calculator, given: Mapping[str, object]) -> Reckoning:
    """Reckon with what was filled in and the office's statistics; errors as `wangge.calculators.reckon`."""
    return calculators.reckon(calculator, given, office.settings.statistics, local(office.now(), office.settings.zone).date())


def known(calculator: Calculator, field: Field, values: Values) -> str:
    """What the case already says for a field of a calculator, as it is typed; empty where nothing is known."""
    value = values.get(calculator.takes.get(field.name, ""))
    if value is None:
        return ""
    return money.yuan(int(value)) if field.kind is Kind.MONEY else str(value)


def paper_lines(calculator: Calculator, reckoning: Reckoning) -> list[str]:
    """A working paper as text. It is a paper of the office, so it stays Chinese whatever the screen speaks."""
    lines = [calculator.label]
    for each in reckoning.lines:
        amount = "" if each.amount is None else money.yuan(each.amount) + " 元"
        lines.append("　".join(filter(None, ("  " + each.label, amount))))
        lines += [f"    {text}" for text in (each.formula, each.parameter, each.law) if text]
        if each.doubt:
            lines.append("    注意：" + each.doubt)
    lines.append(f"  合计 {money.yuan(reckoning.total)} 元（大写：{_capitals(reckoning.total)}）")
    return [*lines, *(f"  {remark}" for remark in reckoning.remarks)]


def _capitals(total: int) -> str:
    return money.capitals(total) if 0 <= total <= money.MOST else "—"
