"""Arithmetic 计算: a calculator on the office's statistics, and its working paper as lines."""

from __future__ import annotations

import re
from collections.abc import Mapping

from console.office import Office
from wangge import calculators, money
from wangge.calculators import Calculator, Reckoning
from wangge.field import Field, Kind, Value
from wangge.records import Values
from wangge.times import local

_SEPARATORS = re.compile(r"[\t\n；;]")
"""What parts cells and rows of a table that is typed."""


def reckon(office: Office, calculator: Calculator, given: Mapping[str, object]) -> Reckoning:
    """Reckon with what was filled in and the office's statistics; errors as `wangge.calculators.reckon`."""
    return calculators.reckon(calculator, given, office.settings.statistics, local(office.now(), office.settings.zone).date())


def known(calculator: Calculator, field: Field, values: Values) -> str:
    """What the case already says for a field of a calculator, as it is typed; empty where nothing is known, or an amount is masked."""
    value = values.get(calculator.takes.get(field.name, ""))
    match field.kind:
        case Kind.TABLE if value is not None:
            return _pasted(field, value)
        case Kind.MONEY:
            return money.yuan(value) if isinstance(value, int) else ""
        case _:
            return "" if value is None else str(value)


def _pasted(field: Field, value: Value) -> str:
    """The rows of a table as a person pastes them: cells between tabs, a row a line; nothing for a table that is masked as a whole."""
    rows = field.plain(value)
    if not isinstance(rows, list):
        return ""
    cells = ([_SEPARATORS.sub(" ", str(row.get(column.name, ""))) for column in field.columns] for row in rows)
    return "\n".join("\t".join(row) for row in cells)


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
