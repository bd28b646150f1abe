"""Changes 前后对照: what each step changed of an event, item by item, as before and after.

The steps are walked in the order in which they were recorded. An undo takes what it names out again, a redo brings it back, so their own line says what
the event looked like before and after. Values are those of the steps as shown: masked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from wangge.field import Field, Value
from wangge.fields import BY_NAME
from wangge.lifecycle import Action
from wangge.records import Step
from wangge.times import CHINA

_QUIET = frozenset({"no"})
"""Items that never change."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item before and after; None is nothing. A changed value that is masked may look the same."""

    name: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class Change:
    """What one step changed.

    Attributes:
        step: who, when and why.
        items: in the order of the step; empty for a step that only tells.
    """

    step: Step
    items: tuple[Item, ...]

    @property
    def reason(self) -> str:
        """Why, as far as it was told."""
        return str(self.step.data.get("reason") or self.step.data.get("reason_code") or self.step.data.get("note") or "")


def changes(steps: Iterable[Step]) -> tuple[Change, ...]:
    """What the steps of an event changed, one after the other."""
    made: list[Change] = []
    known: dict[int, Step] = {}
    standing: list[int] = []
    taken: dict[int, list[int]] = {}
    values: dict[str, Value] = {}
    for step in steps:
        known[step.n] = step
        named = _numbers(step, "takes_back") if step.action in {Action.UNDO, Action.REDO} else []
        taken[step.n] = named
        back = [n for undo in named for n in taken.get(undo, ())] if step.action == Action.REDO else []
        standing = sorted({n for n in standing if n not in named} | set(back) | {step.n})
        after = _values(known[n] for n in standing) if named else _values((step,), values)
        touched = {name: None for n in (*named, *back) if n in known for name in known[n].changes} | dict.fromkeys(step.changes)
        items = tuple(
            Item(name, values.get(name), after.get(name))
            for name in touched
            if name not in _QUIET and (values.get(name) != after.get(name) or _hidden(step, name, values))
        )
        made.append(Change(step, items))
        values = after
    return tuple(made)


def label(name: str, fields: Mapping[str, Field]) -> str:
    """The name of an item for a person: that of its field, else the header of the file."""
    return fields[name].label if name in fields else name


def in_words(name: str, value: Value | None, fields: Mapping[str, Field], zone: ZoneInfo = CHINA) -> str:
    """A value as a person reads it; nothing is 空."""
    if value is None or value == "":
        return "空"
    return fields[name].shown(value, zone) if name in fields else str(value)


def _values(steps: Iterable[Step], start: Mapping[str, Value] | None = None) -> dict[str, Value]:
    values = dict(start or {})
    for step in steps:
        for name, value in step.changes.items():
            if value is None:
                values.pop(name, None)
            else:
                values[name] = value
    return values


def _hidden(step: Step, name: str, values: Mapping[str, Value]) -> bool:
    """Whether a correction set a masked item that looks as before: it was changed all the same."""
    field = BY_NAME.get(name)
    return step.action == Action.CORRECT and name in step.changes and name in values and (field is None or field.sensitive)


def _numbers(step: Step, name: str) -> list[int]:
    return [int(number) for number in str(step.data.get(name, "")).split("、") if number.isdecimal()]
