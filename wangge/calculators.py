"""Calculators 计算器: what is owed, line by line, each with its formula, law and parameter; and the same for both parties, with the gap.

A calculator is plain data: the fields it asks for and a pure function of what was filled in. The host checks the fields, fills in published
statistics, calls the function and adds the lines up; so a total is always the sum of what stands above it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from wangge import money
from wangge.errors import Phrase, WanggeError
from wangge.field import Field, Kind, Value
from wangge.guard import guarded
from wangge.published import Statistics
from wangge.text import alike


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a working paper 计算行.

    Attributes:
        label: what it is for.
        formula: how it was found, in words and numbers.
        amount: in 分, less than nothing for what is deducted; None for a finding that is no money (months of service).
        law: the law and article that it rests on.
        parameter: the figure that it uses, with its year and source.
        doubt: what is local or not certain here; stands on the paper.
    """

    label: str
    formula: str = ""
    amount: int | None = None
    law: str = ""
    parameter: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A working paper 计算书: lines in their order, and remarks on the whole."""

    lines: tuple[Line, ...]
    remarks: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """The sum of the lines, in 分."""
        return sum(line.amount or 0 for line in self.lines)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a calculator was told, checked by its fields.

    Attributes:
        values: by field name, as the fields keep them; what was left out is not there.
        fields: the calculator's fields by name.
        parameters: for each figure that came from published statistics, its source as the paper says it.
    """

    values: Mapping[str, Value]
    fields: Mapping[str, Field]
    parameters: Mapping[str, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether it was filled in."""
        return name in self.values

    def text(self, name: str) -> str:
        """A line or choice; empty when it was left out."""
        return str(self.values.get(name, ""))

    def money(self, name: str) -> int:
        """An amount in 分; 0 when it was left out."""
        return int(self.values.get(name, 0))

    def number(self, name: str, default: int = 0) -> int:
        """A whole number."""
        return int(self.values.get(name, default))

    def exact(self, name: str) -> Fraction:
        """A decimal, exactly; 0 when it was left out."""
        return Fraction(str(self.values.get(name, 0)))

    def day(self, name: str) -> date:
        """A day that was filled in."""
        return date.fromisoformat(str(self.values[name]))

    def rows(self, name: str) -> list[Inputs]:
        """The rows of a table, each asked like the whole."""
        columns = {column.name: column for column in self.fields[name].columns}
        return [Inputs(row, columns, self.parameters) for row in json.loads(str(self.values.get(name, "[]")))]

    def wrong(self, name: str, reason: str) -> WanggeError:
        """The refusal of one input, as `Field.clean` would put it."""
        return self.fields[name].wrong(_as_typed(self.fields[name], self.values.get(name, "")), reason)

    def in_order(self, *names: str) -> None:
        """Check that the days that were filled in do not run backwards.

        Raises:
            WanggeError: `value_invalid`, naming the later field and the day it may not precede.
        """
        filled = [name for name in names if name in self.values]
        for before, after in pairwise(filled):
            if self.day(after) < self.day(before):
                raise self.wrong(after, Phrase("不能早于“{label}”（{day}）", label=self.fields[before].label, day=self.text(before)))


@dataclass(frozen=True, slots=True)
class Calculator:
    """One calculator 计算器.

    Attributes:
        key: its name within its department; commands say `department.key`.
        label: its name on screen and on the paper.
        fields: what it asks for, in order.
        needs: names of fields without which nothing can be reckoned.
        work: the arithmetic: pure, of the inputs alone.
        statistics: fields that are filled from published figures when they are left empty, each with the name of the day field whose day
            decides which figure is used. A statistic is needed unless `work` can do without it, and then stands in `spared`.
        spared: statistics that may be missing.
        takes: fields that a case may know already, each with the name of the department's field that holds it.
    """

    key: str
    label: str
    fields: tuple[Field, ...]
    work: Callable[[Inputs], Reckoning]
    needs: tuple[str, ...] = ()
    statistics: Mapping[str, str] = field(default_factory=dict)
    spared: frozenset[str] = frozenset()
    takes: Mapping[str, str] = field(default_factory=dict)


def reckon(calculator: Calculator, given: Mapping[str, object], statistics: Statistics, today: date) -> Reckoning:
    """Reckon with what was filled in.

    Args:
        calculator: whose arithmetic.
        given: what was typed, by field name or label.
        statistics: the office's published figures.
        today: the day for statistics whose day field is empty.

    Raises:
        WanggeError: `field_unknown`, `value_invalid`, `calc_needs` (what is missing), `calc_statistic` (no figure for the day),
            `plugin_failed`, and what the calculator itself refuses.
    """
    fields = {each.name: each for each in calculator.fields}
    values = cleaned(calculator.fields, given)
    missing = [fields[name].label for name in calculator.needs if name not in values]
    if missing:
        raise WanggeError("calc_needs", calculator=calculator.label, missing="、".join(missing))
    parameters: dict[str, str] = {}
    for name, by in calculator.statistics.items():
        if name in values:
            continue
        day = date.fromisoformat(str(values[by])) if by in values else today
        published = statistics.on(name, day)
        if published is None and name not in calculator.spared:
            raise WanggeError("calc_statistic", label=fields[name].label, day=day.isoformat(), name=name)
        if published is not None:
            values[name] = published.value
            parameters[name] = "　".join(filter(None, (fields[name].label, money.yuan(published.value), published.source)))
    return guarded(calculator.label, partial(calculator.work, Inputs(values, fields, parameters)), Reckoning)


def cleaned(fields: Sequence[Field], given: Mapping[str, object]) -> dict[str, Value]:
    """What was typed, by field name or label, as the fields keep it.

    Raises:
        WanggeError: `field_unknown`, and as `Field.clean`.
    """
    known = {name: each for each in fields for name in (each.label, each.name)}
    unknown = next((name for name in given if name not in known), None)
    if unknown is not None:
        raise WanggeError("field_unknown", name=unknown, known=alike(unknown, (each.label for each in fields), 30))
    kept = {known[name].name: known[name].clean(value) for name, value in given.items()}
    return {name: value for name, value in kept.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Version:
    """What one side says 一方的主张: its name and its reckoning."""

    side: str
    reckoning: Reckoning


def side_by_side(versions: Sequence[Version]) -> list[tuple[str, list[int | None]]]:
    """The versions' amounts line by line: each label with the amount of every side, None where a side has no such line.

    The gap is the difference of the totals; it is for the reader to see where it comes from.
    """
    labels = dict.fromkeys(line.label for version in versions for line in version.reckoning.lines if line.amount is not None)
    return [(label, [_of(version.reckoning, label) for version in versions]) for label in labels]


def _of(reckoning: Reckoning, label: str) -> int | None:
    amounts = [line.amount for line in reckoning.lines if line.label == label and line.amount is not None]
    return sum(amounts) if amounts else None


def as_json(reckoning: Reckoning) -> dict[str, Any]:
    """The paper for programs: amounts as text in 元."""
    return {
        "total": money.plain(reckoning.total),
        "lines": [
            {
                "label": line.label,
                "formula": line.formula,
                "amount": None if line.amount is None else money.plain(line.amount),
                "law": line.law,
                "parameter": line.parameter,
                "doubt": line.doubt,
            }
            for line in reckoning.lines
        ],
        "remarks": list(reckoning.remarks),
    }


def _as_typed(of: Field, value: Value) -> str:
    return money.yuan(int(value)) if of.kind is Kind.MONEY and value != "" else str(value)
