"""Completing 补全: what may stand where the cursor is in a query line, by part of its name or by its pinyin.

Terms are offered by their labels, values by what the ledger holds. A part in Latin letters is also taken as pinyin: initials (`ldjc`) or the
beginning of the full spelling.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wangge.choosing import found
from wangge.field import Field, Kept, Kind
from wangge.lifecycle import State
from wangge.query import ALIASES, CALL, COMMON, DEADLINE, NAMED, NARROW, QUOTES

TIMES = ("今日", "昨日", "本月", "上月", "今年")
DEADLINES = ("超期", "今日", "明日", "未超期", "预警", "按期")
MOST = 9
"""Offers at a time."""
OF_A_FIELD = 3
"""Values of one field that are offered where no term is named."""
_ENDS = " |"
_SPECIAL = frozenset(' |:-<>"“”＂　')


@dataclass(frozen=True, slots=True)
class Sought:
    """The part of a line that is being typed.

    Attributes:
        start, end: where it stands.
        name: the field whose value it is; empty where a term begins.
        part: what is typed of it so far.
    """

    start: int
    end: int
    name: str
    part: str


def sought(line: str, at: int, fields: Iterable[Field]) -> Sought | None:
    """What is being typed where the cursor stands.

    Args:
        line: the line as typed.
        at: the cursor's place, 0 is before the first character.
        fields: the fields that may be named.

    Returns:
        the part before the cursor; None inside a quotation, or where the named term is none.
    """
    typed = line[:at].translate(NARROW)
    if sum(line[:at].count(quote) for quote in QUOTES) % 2:
        return None
    start = max(typed.rfind(" "), -1) + 1
    token = typed[start:]
    start += len(token) - len(token.lstrip("-"))
    token = token.lstrip("-")
    label, colon, value = token.partition(":")
    if not colon:
        start += token.rfind("|") + 1
        return Sought(start, at, "", token.rpartition("|")[2])
    name = _named(label, fields)
    part = value.rpartition("|")[2]
    return Sought(at - len(part), at, name, part) if name else None


def terms(fields: Iterable[Field]) -> tuple[str, ...]:
    """The labels that may begin a term, the usual ones first."""
    labels = [field.label for field in fields if findable(field)]
    return tuple(dict.fromkeys((*COMMON, DEADLINE, CALL, *ALIASES, *labels)))


def findable(field: Field) -> bool:
    """Whether a query may name a field."""
    return field.kept is not Kept.NOWHERE and not field.sensitive and field.kind is not Kind.TABLE


def known_values(name: str, fields: Mapping[str, Field], clocks: Iterable[str] = ()) -> tuple[str, ...] | None:
    """The values of a field that are known without asking the ledger; None where it must be asked.

    Args:
        name: the field.
        fields: the fields by name.
        clocks: names of departments' clocks, whose deadlines can be asked for.
    """
    field = fields.get(name)
    if name == DEADLINE:
        return (*DEADLINES, *(f"{clock}超期" for clock in sorted(clocks)))
    if name == CALL:
        return ("待回访",)
    if name == "state":
        return tuple(State)
    if field is None or field.kind in {Kind.NUMBER, Kind.DECIMAL, Kind.MONEY, Kind.TEXT}:
        return ()
    if field.kind in {Kind.TIME, Kind.DAY}:
        return TIMES
    return field.choices or None


def completed(line: str, what: Sought, offer: str) -> tuple[str, int]:
    """The line with an offer put in, and where the cursor then stands."""
    return line[: what.start] + offer + line[what.end :], what.start + len(offer)


def as_term(label: str) -> str:
    """The beginning of a term."""
    return f"{label}:"


def as_value(value: str) -> str:
    """A value as it is typed: in quotes where it holds a sign of the language."""
    return f'"{value}"' if _SPECIAL & set(value) or ".." in value else value


def _named(label: str, fields: Iterable[Field]) -> str:
    names = {DEADLINE: DEADLINE, CALL: CALL, **ALIASES}
    for field in fields:
        if findable(field):
            for name in (field.name, field.label, *field.synonyms):
                names.setdefault(name, field.name)
    return names.get(label, "")


def offers(what: Sought, fields: Sequence[Field], values: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """What may be put in at `what`.

    Args:
        what: from `sought`.
        fields: the fields that may be named.
        values: the values of the fields that matter here, by name.

    Returns:
        texts to put in: terms end with a colon, values are whole.
    """
    if what.name:
        return tuple(map(as_value, _fitting(what.part, values.get(what.name, ()))))[:MOST]
    if not what.part:
        return tuple(map(as_term, COMMON))
    labels = {field.name: field.label for field in fields}
    offered = [as_term(label) for label in _fitting(what.part, terms(fields))][:MOST]
    for name in NAMED:
        offered += [f"{as_term(labels[name])}{as_value(value)}" for value in _fitting(what.part, values.get(name, ()))[:OF_A_FIELD]]
    return tuple(offered[:MOST])


def _fitting(part: str, choices: Sequence[str]) -> list[str]:
    return [choice for _place, choice in found(part, choices, numbered=False)]
