"""A case 个案: one action on one event, as its effect sees it.

Effects are pure: they read the case and say what the step sets. What an action tells besides goes into `data`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from wangge.actor import Actor
from wangge.clocks import Clocks
from wangge.field import Value
from wangge.lifecycle import Action
from wangge.policy import Policy
from wangge.records import Values
from wangge.times import Instant

Changes: TypeAlias = dict[str, Value | None]


@dataclass(frozen=True, slots=True)
class Case:
    """One action on one event.

    Attributes:
        values: the event before.
        filled: what the person gave, cleaned.
        actor: who does it.
        at: when.
        clocks: the office's limits.
        data: what the step will tell besides; an effect may add to it.
    """

    values: Values
    filled: Mapping[str, Value]
    actor: Actor
    at: Instant
    clocks: Clocks
    data: dict[str, Value] = field(default_factory=dict)

    @property
    def policy(self) -> Policy:
        """The office's way of handling."""
        return self.clocks.settings.policy

    def number(self, name: str) -> int:
        """The counting field `name`, 0 for none."""
        had = self.values.get(name, 0)
        return had if isinstance(had, int) else 0

    def one_more(self, counter: str) -> Changes:
        """The counting field `counter`, one higher."""
        return {counter: self.number(counter) + 1}

    def text(self, name: str) -> str:
        """The value of `name` before, as text; empty for none."""
        return str(self.values.get(name) or "")

    def time(self, name: str) -> Instant | None:
        """The time `name` before."""
        had = self.values.get(name)
        return Instant(str(had)) if had else None


Effect: TypeAlias = Callable[[Case], Changes]
Effects: TypeAlias = Mapping[Action, Effect]
