"""Samples 样值: what people type into fields, rightly and absurdly, and events and dossiers that are made of it.

Everything follows from the fields and from a seed, so a test says the same on every machine. All people are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from wangge.calculators import Calculator, Reckoning, cleaned, reckon
from wangge.calendar import national
from wangge.clocks import Clocks, Running, department_clocks
from wangge.department import Department
from wangge.field import Field, Kept, Kind, Value
from wangge.fields import EVENT_FIELDS
from wangge.lifecycle import State
from wangge.papers import Dossier
from wangge.published import Published, Statistics
from wangge.records import Event, Life, Move
from wangge.settings import Settings
from wangge.times import Instant, local, month_bounds

TODAY = date(2026, 11, 20)
MONTH = "2026-11"
UNTIL = month_bounds(MONTH)[1]
FIRST = date(2015, 1, 1)
_COLUMNS = frozenset(field.name for field in EVENT_FIELDS if field.kept is Kept.COLUMN)


def typed(field: Field, chance: Random) -> object:
    """What a person might type into a field: often the ends of what is allowed."""
    if field.choices:
        return chance.choice(field.choices)
    match field.kind:
        case Kind.NUMBER | Kind.DECIMAL | Kind.MONEY:
            least = max(field.least, 0)
            return str(
                chance.choice((least, field.most, min(least + 1, field.most), chance.randint(least, min(field.most, least + 5_000))))
            )
        case Kind.DAY:
            return day(chance)
        case Kind.TIME:
            return f"{day(chance)} 09:30"
        case Kind.TABLE:
            return [row(field.columns, chance) for _ in range(chance.randint(1, 3))]
        case Kind.PHONE:
            return "13800000000"
        case Kind.PERSON:
            return chance.choice(("张三", "欧阳小明"))
        case _:
            return chance.choice((field.label, "甲"))[: field.longest or None]


def day(chance: Random) -> str:
    """A day, as often as not a recent one."""
    return (TODAY - timedelta(days=chance.choice((0, 1, chance.randint(2, 400), chance.randint(2, (TODAY - FIRST).days))))).isoformat()


def row(fields: Sequence[Field], chance: Random) -> dict[str, object]:
    """A row of a table, filled in."""
    return {field.name: typed(field, chance) for field in fields}


def absurd(field: Field) -> Iterator[object]:
    """What no field of the kind may take."""
    match field.kind:
        case Kind.NUMBER | Kind.DECIMAL | Kind.MONEY:
            yield from ("-1", "很多", str(field.most + 1), "9" * 20)
            if field.least > 0:
                yield str(field.least - 1)
        case Kind.DAY:
            yield from ("2026-02-30", "1899-12-31", "不详")
        case Kind.TIME:
            yield "不详"
        case Kind.CHOICE if field.choices:
            yield "不在其中"
        case Kind.TABLE:
            yield [{"没有的列": "1"}]
            for column in field.columns:
                yield from ([{column.name: value}] for value in absurd(column))
        case _ if field.longest:
            yield "长" * (field.longest + 1)


def attempts(calculator: Calculator, count: int, seed: int = 0) -> Iterator[dict[str, object]]:
    """Inputs as people might fill a calculator in, from the bare needs to nearly everything; every other time with its days in order."""
    chance = Random(seed)  # noqa: S311 (samples, not secrets)
    for number in range(count):
        density = chance.choice((0, 0.1, 0.3, 0.6, 0.9))
        given = {
            field.name: typed(field, chance)
            for field in calculator.fields
            if chance.random() < (0.97 if field.name in calculator.needs else density)
        }
        days = [field.name for field in calculator.fields if field.kind is Kind.DAY and field.name in given]
        if number % 2:
            given |= zip(days, sorted(str(given[name]) for name in days), strict=True)
        yield given


def smallest(given: Mapping[str, object], fails: Callable[[Mapping[str, object]], bool]) -> Mapping[str, object]:
    """The same failure with as little filled in as it needs."""
    for name in given:
        less = {other: value for other, value in given.items() if other != name}
        if fails(less):
            return smallest(less, fails)
    return given


def statistics(calculator: Calculator, amount: int = 500_000) -> Statistics:
    """A published figure for every statistic of a calculator, in 分."""
    return Statistics({name: (Published(FIRST, amount, "样值"),) for name in calculator.statistics})


def reckoned(calculator: Calculator, given: Mapping[str, object], published: Statistics | None = None) -> Reckoning:
    """What a calculator finds, on `TODAY`, with a figure for every statistic unless others are given.

    Raises:
        WanggeError: as `wangge.calculators.reckon`.
    """
    return reckon(calculator, given, published or statistics(calculator), TODAY)


def filled(fields: Sequence[Field], seed: int = 0) -> dict[str, Value]:
    """A kept value for every field."""
    return cleaned(fields, row(fields, Random(seed)))  # noqa: S311 (samples, not secrets)


def event(values: Mapping[str, Value] | None = None, state: State = State.HANDLING) -> Event:
    """An event with these values by field name, as the ledger would show it if nothing were masked."""
    known: dict[str, Value] = {"no": "WG202611200001", "reported_at": Instant("2026-11-02T01:00:00Z"), "text": "样件", **(values or {})}
    known["state"] = state
    extra = {name: value for name, value in known.items() if name not in _COLUMNS}
    return Event(1, 1, {name: value for name, value in known.items() if name in _COLUMNS}, extra)


def life(values: Mapping[str, Value] | None = None, state: State = State.HANDLING, moves: Sequence[Move] = ()) -> Life:
    """Such an event as of the end of `MONTH`."""
    return Life(event(values, state), tuple(moves), UNTIL)


def due(department: Department, values: Mapping[str, Value]) -> dict[str, date]:
    """When the clocks of a department that run on an opened case of it end, by their names, on the national calendar."""
    case = {"department": department.label, "case_at": Instant("2026-11-03T01:00:00Z"), **values}
    clocks = Clocks(Settings(), national(), departments=(department,))
    return {str(each.kind): local(each.due).date() for each in department_clocks(case, clocks) if isinstance(each, Running)}


def dossier(fields: Sequence[Field] = (), values: Mapping[str, Value] | None = None) -> Dossier:
    """What a paper is made from: the event's own fields and these, with these values."""
    return Dossier(values or {}, {field.name: field for field in (*EVENT_FIELDS, *fields)}, "样例网格中心", TODAY)
