"""Arithmetic 计算: a calculator on the office's statistics, and its working paper as lines."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from console.office import Office
from wangge import calculators, money
from wangge.calculators import Calculator, Reckoning
from wangge.field import Field, Kind
from wangge.records import Values
from wangge.times import CHINA, Instant, local


def reckon(office: Office, calculator: Calculator, given: Mapping[str, object]) -> Reckoning:
    """Reckon with what was filled in and the office's statistics; errors as `wangge.calculators.reckon`."""
    return calculators.reckon(calculator, given, office.settings.statistics, local(office.now(), office.settings.zone).date())


def known(calculator: Calculator, field: Field, values: Values, zone: ZoneInfo = CHINA) -> str:
    """What the case already says for a field of a calculator, as it is typed; empty where nothing is known, or only a mask."""
    value = values.get(calculator.takes.get(field.name, ""))
    return "" if value is None else _typed(field, value, zone)


_COUNTED = frozenset({Kind.DAY, Kind.TIME, Kind.MONEY, Kind.NUMBER, Kind.DECIMAL})


def _typed(field: Field, value: object, zone: ZoneInfo) -> str:
    text = str(value)
    if field.kind is Kind.TABLE:
        return _rows(field, text, zone) if text.startswith("[") else ""
    if (field.kind in _COUNTED and not text[:1].isdecimal()) or (field.choices and text not in field.choices):
        return ""
    if field.kind is Kind.MONEY:
        return money.yuan(int(text))
    # the day of an instant, where a day is asked for
    return f"{local(Instant(text), zone):%Y-%m-%d}" if field.kind is Kind.DAY and len(text) > len("2026-01-05") else text


def _rows(field: Field, text: str, zone: ZoneInfo) -> str:
    """A table as a spreadsheet would paste it: the calculator's columns in their order, cells between tabs."""
    return "\n".join("\t".join(_cell(column, row.get(column.name), zone) for column in field.columns) for row in json.loads(text))


def _cell(column: Field, value: object, zone: ZoneInfo) -> str:
    """A cell without what would end it; money without the commas that a person reads it by."""
    text = "" if value is None else _typed(column, value, zone)
    return text.replace(",", "") if column.kind is Kind.MONEY else re.sub(r"[\s；;]+", " ", text)


def paper_lines(calculator: Calculator, reckoning: Reckoning) -> list[str]:
    """A working paper as text. It is a paper of the office, so it stays Chinese whatever the screen speaks."""
    lines = [calculator.label]
    for each in reckoning.lines:
        amount = "" if each.amount is None else money.yuan(each.amount) + " 元"
        lines.append("　".join(filter(None, ("  " + each.label, amount))))
        lines += [f"    {text}" for text in (each.formula, each.parameter, each.law) if text]
        if each.doubt:
            lines.append("    注意：" + each.doubt)
    if any(each.amount is not None for each in reckoning.lines):
        lines.append(f"  合计 {money.yuan(reckoning.total)} 元（大写：{_capitals(reckoning.total)}）")
    return [*lines, *(f"  {remark}" for remark in reckoning.remarks)]


def _capitals(total: int) -> str:
    return money.capitals(total) if 0 <= total <= money.MOST else "—"
