"""What a plugin declares 声明: hooks, shapes, names, fields, and what they refer to. Each clause of the contract yields what breaks it."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

import wangge
from wangge.calculators import Calculator
from wangge.catalogue import HOOKS, Command, Reader, ReportKind, Suggester
from wangge.clocks import ClockKind
from wangge.department import Clock, Counted, Department, Document, Indicator
from wangge.duty import Duty
from wangge.field import Field, Kept, Kind
from wangge.fields import BY_NAME, EVENT_FIELDS, FORBIDDEN_HEADERS
from wangge.limits import Limit
from wangge.score import Scheme, ScoreItem
from wangge.testing.shape import misshapen
from wangge.text import clean_line

T = TypeVar("T")
DAYS = frozenset({Kind.DAY, Kind.TIME})
PERSONAL = ("身份证", "证件号", "电话", "手机", "住址", "银行卡", "病案", "病历号")
"""Words of a label that tell of a person: such a field is masked."""
OWN = "EVENT_FIELDS"


def brought(plugin: object, kind: type[T]) -> tuple[T, ...]:
    """What a plugin brings of a kind; what is not as it should be is left to `data`."""
    found: list[T] = []
    for hook in (hook for hook, of in HOOKS.items() if of is kind and _marked(plugin, hook)):
        try:
            found += [each for each in getattr(plugin, hook)() if not any(misshapen(each, kind, ""))]
        except (Exception, SystemExit):  # noqa: BLE001, S112 (`data` names it)
            continue
    return tuple(found)


def hooks(plugin: object) -> Iterator[str]:
    """Its hooks are known, marked, and take nothing; it wants no newer interface."""
    wanted = getattr(plugin, "WANGGE_API", wangge.API)
    if not isinstance(wanted, int) or isinstance(wanted, bool) or wanted > wangge.API:
        yield f"WANGGE_API is {wanted!r}; this program has {wangge.API}"
    named = [name for name in dir(plugin) if name.startswith("wangge_")]
    if not any(name in HOOKS for name in named):
        yield f"no hook; there are {', '.join(HOOKS)}"
    for name in named:
        if name not in HOOKS:
            yield f"{name} is no hook; there are {', '.join(HOOKS)}"
        elif not _marked(plugin, name):
            yield f"{name} is not marked with @wangge.hookimpl, so nobody calls it"
        elif inspect.signature(getattr(plugin, name)).parameters:
            yield f"{name} takes arguments; a hook is called without any"


def data(plugin: object) -> Iterator[str]:
    """Its hooks return plain data, every attribute of the type that is declared for it."""
    for name, kind in HOOKS.items():
        if _marked(plugin, name):
            try:
                returned = tuple(getattr(plugin, name)())
            except (Exception, SystemExit) as error:  # noqa: BLE001 (it is told)
                yield f"{name} raises {type(error).__name__}: {error}"
                continue
            for place, each in enumerate(returned):
                yield from misshapen(each, kind, f"{name}[{place}]")


def names(plugin: object) -> Iterator[str]:
    """What it calls its things: present, clean, an identifier where programs use it, and nobody else's."""
    departments = brought(plugin, Department)
    yield from _unlike(departments, "department", "key", "label")
    for department in departments:
        for things, label in ((department.calculators, "calculator"), (department.documents, "document")):
            yield from _unlike(things, f"{label} of {department.key}", "key", "label")
        yield from _unlike(department.clocks, f"clock of {department.key}", "", "name")
        yield from _unlike(department.indicators, f"indicator of {department.key}", "", "label")
    yield from _unlike(brought(plugin, Document), "document", "key", "label")
    yield from _unlike(brought(plugin, ReportKind), "report", "name", "title")
    yield from _unlike(brought(plugin, Command), "command", "name", "label")
    for kind, attribute in ((ScoreItem, "name"), (Scheme, "name"), (Suggester, "name"), (Reader, "name")):
        yield from _unlike(brought(plugin, kind), kind.__name__, "", attribute)


def fields(plugin: object) -> Iterator[str]:
    """Fields that the ledger can keep: named after their department, kept as extra, in range, masked where they tell of a person."""
    headers = {header: OWN for field in EVENT_FIELDS for header in (field.label, *field.synonyms)}
    taken = dict.fromkeys(BY_NAME, OWN)
    for department in brought(plugin, Department):
        for field in department.fields:
            where = f"field {field.name} of {department.key}"
            if not field.name.startswith(f"{department.key}_"):
                yield f"{where}: the name must begin with {department.key}_"
            if field.name in taken:
                yield f"{where}: the name is taken by {taken[field.name]}"
            taken[field.name] = department.key
            if field.kept is not Kept.EXTRA:
                yield f"{where}: kept must be Kept.EXTRA; the ledger has no column for it"
            for header in (header for header in (field.label, *field.synonyms) if header in headers):
                yield f"{where}: the header {header} is taken by {headers[header]}"
            headers |= dict.fromkeys((field.label, *field.synonyms), department.key)
            yield from _field(field, where)
            for each in (field, *field.columns):
                personal = each.kind in {Kind.PERSON, Kind.PHONE, Kind.ID_NUMBER} or any(word in each.label for word in PERSONAL)
                if personal and not (each.sensitive or field.sensitive):
                    yield f"{where}: {each.label} tells of a person and must be sensitive"
        for calculator in department.calculators:
            yield from _distinct([field.name for field in calculator.fields], f"fields of calculator {calculator.key}")
            for field in calculator.fields:
                yield from _field(field, f"field {field.name} of calculator {calculator.key}")
    for command in brought(plugin, Command):
        for field in command.fields:
            yield from _field(field, f"field {field.name} of command {command.name}")


def references(plugin: object) -> Iterator[str]:
    """What clocks, indicators and calculators refer to is there, and of a kind that can be counted with."""
    for department in brought(plugin, Department):
        known = {field.name: field for field in (*EVENT_FIELDS, *department.fields)}
        for calculator in department.calculators:
            yield from _inputs(calculator, known)
        for clock in department.clocks:
            yield from _clock(clock, known)
        for indicator in department.indicators:
            yield from _indicator(indicator, known)


def lists(plugin: object) -> Iterator[str]:
    """Duty rows, score items and readers say what the lists that show them need."""
    for duty in brought(plugin, Duty):
        if not (duty.matter and duty.category and duty.unit):
            yield f"duty {duty.matter!r}: matter, category and unit must be filled in"
        if duty.limit and Limit.parse(duty.limit) is None:
            yield f"duty {duty.matter}: {duty.limit!r} is no limit, such as 5工作日"
    for scheme in brought(plugin, Scheme):
        yield from _distinct([item.name for item in scheme.items], f"items of scheme {scheme.name}")
    for item in (*brought(plugin, ScoreItem), *(item for scheme in brought(plugin, Scheme) for item in scheme.items)):
        if item.weight <= 0 or not item.rule:
            yield f"score item {item.name}: it needs a weight above 0, and a rule that says what is divided by what"
    for reader in brought(plugin, Reader):
        if not all(ending.startswith(".") for ending in reader.endings):
            yield f"reader {reader.name}: endings begin with a dot"
        module, name = (getattr(reader.read, attribute, "") for attribute in ("__module__", "__qualname__"))
        if getattr(sys.modules.get(module), name, None) is not reader.read:
            yield f"reader {reader.name}: read must be a function of a module, since a child process calls it by name"


DECLARED = (hooks, data, names, fields, references, lists)


def sound(plugin: object, kind: type[T]) -> tuple[T, ...]:
    """What a plugin brings of a kind, once all that it declares holds: what follows from a slip there would only hide it."""
    return () if any(True for clause in DECLARED for _ in clause(plugin)) else brought(plugin, kind)


def _marked(plugin: object, hook: str) -> bool:
    return hasattr(getattr(plugin, hook, None), "wangge_impl")


def _unlike(things: Iterable[Any], what: str, key: str, label: str) -> Iterator[str]:
    """Keys that are identifiers, labels that are clean, no two alike."""
    things = tuple(things)
    for each in things:
        if key and not str(getattr(each, key)).isidentifier():
            yield f"{what} {getattr(each, key)!r}: {key} must be an identifier"
        if not getattr(each, label) or clean_line(getattr(each, label)) != getattr(each, label):
            yield f"{what} {getattr(each, label)!r}: {label} must be one clean line"
    for attribute in filter(None, (key, label)):
        yield from _distinct([getattr(each, attribute) for each in things], f"{attribute} of {what}")


def _distinct(values: list[str], what: str) -> Iterator[str]:
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield f"{what}: {value} comes twice"


def _field(field: Field, where: str) -> Iterator[str]:
    """What is wrong with a field wherever it stands."""
    if not field.name.isidentifier() or not field.label or clean_line(field.label) != field.label:
        yield f"{where}: it needs an identifier and a label of one clean line"
    for header in (field.label, *field.synonyms):
        if header in FORBIDDEN_HEADERS or "民族" in header:
            yield f"{where}: {header} must not be asked for"
    if field.least > field.most:
        yield f"{where}: least {field.least} is more than most {field.most}"
    if field.kind is Kind.CHOICE and not field.choices:
        yield f"{where}: a choice needs choices"
    yield from _distinct(list(field.choices), f"{where}: choices")
    if bool(field.columns) != (field.kind is Kind.TABLE):
        yield f"{where}: a table has columns, and nothing else has"
    yield from _distinct([name for column in field.columns for name in {column.name, column.label}], f"{where}: columns")
    for column in field.columns:
        if column.kind is Kind.TABLE:
            yield f"{where}: a table in a table"
        yield from _field(column, f"{where}: column {column.name}")


def _inputs(calculator: Calculator, known: Mapping[str, Field]) -> Iterator[str]:
    where = f"calculator {calculator.key}"
    own = {field.name: field for field in calculator.fields}
    for attribute in ("needs", "statistics", "takes"):
        yield from _there(getattr(calculator, attribute), own, f"{where}: {attribute}")
    for name in sorted(calculator.spared - calculator.statistics.keys()):
        yield f"{where}: spared {name} is no statistic"
    for name, by in calculator.statistics.items():
        if name in own and own[name].kind is not Kind.MONEY:
            yield f"{where}: statistic {name} must be Kind.MONEY"
        yield from _there([by], own, f"{where}: the day of {name}", {Kind.DAY})
    for name, of in calculator.takes.items():
        yield from _there([of], known, f"{where}: takes {name}", {own[name].kind} if name in own else None)


def _clock(clock: Clock, known: Mapping[str, Field]) -> Iterator[str]:
    where = f"clock {clock.name}"
    if clock.name in set(ClockKind):
        yield f"{where}: an event has a clock of that name already"
    if clock.limit.number < 1:
        yield f"{where}: a limit of {clock.limit}"
    if not clock.source:
        yield f"{where}: it needs the source of its limit"
    yield from _there([clock.start], known, f"{where}: start", DAYS)
    yield from _there(clock.until, known, f"{where}: until")
    yield from _there([name for pair in clock.pauses for name in pair], known, f"{where}: pauses", DAYS)
    yield from _conditions(clock.when, known, where)


def _indicator(indicator: Indicator, known: Mapping[str, Field]) -> Iterator[str]:
    where = f"indicator {indicator.label}"
    kinds = {Counted.PEOPLE: {Kind.NUMBER}, Counted.MONEY: {Kind.MONEY}}.get(indicator.counted)
    yield from _there([indicator.of] if indicator.of or kinds else (), known, f"{where}: of", kinds)
    yield from _conditions(indicator.when, known, where)


def _conditions(when: Mapping[str, tuple[str, ...]], known: Mapping[str, Field], where: str) -> Iterator[str]:
    """Fields and values that something depends on."""
    yield from _there(when, known, f"{where}: when")
    for name, values in when.items():
        choices = known[name].choices if name in known else ()
        for value in (value for value in values if choices and value not in choices):
            yield f"{where}: when {name} is {value}, which cannot be chosen"


def _there(names: Iterable[str], known: Mapping[str, Field], where: str, kinds: Iterable[Kind] | None = None) -> Iterator[str]:
    for name in names:
        if name not in known:
            yield f"{where} names {name!r}, which is no field"
        elif kinds is not None and known[name].kind not in kinds:
            yield f"{where} names {name}, which is {known[name].kind.value}, not {' or '.join(sorted(kind.value for kind in kinds))}"
