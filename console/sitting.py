"""A sitting 一次值守: what one stretch of triage is, kept as long as the program is open, so that leaving the screen ends nothing.

Which cards were left for later, what was decided and in how much time and how many keys. Nothing of it is stored.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from uuid import uuid4

from console.words import say


@dataclass
class Sitting:
    """One stretch of triage.

    Attributes:
        name: by which claims tell it from others.
        skipped: the cards left for later, by row, as people know them.
        decided: the versions of cards that were decided here, by row.
        seconds, keys: what each decision took, in order.
        clock: the time that is measured, for tests.
    """

    name: str = field(default_factory=lambda: uuid4().hex)
    skipped: dict[int, str] = field(default_factory=dict)
    decided: dict[int, int] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    clock: Callable[[], float] = time.monotonic
    _card: int = 0
    _since: float = 0.0
    _key: int = 0

    @property
    def done(self) -> int:
        """How many cards were decided."""
        return len(self.seconds)

    def showing(self, card: int, keys: int) -> None:
        """A card is on the screen.

        Args:
            card: its row; 0 for none.
            keys: keys pressed so far.
        """
        if card != self._card:
            self._card, self._since, self._key = card, self.clock(), keys

    def decide(self, keys: int) -> None:
        """The card on the screen was decided."""
        self.seconds.append(self.clock() - self._since)
        self.keys.append(keys - self._key)
        self._card = 0

    def take_back(self) -> None:
        """The last decision was refused or undone: it counts no longer."""
        if self.seconds:
            self.seconds.pop()
            self.keys.pop()

    def summary(self) -> list[str]:
        """What was done, in lines; none when nothing was."""
        lines = []
        if self.seconds:
            lines.append(
                say(
                    "本次办了 {count} 件，每件用时中位数 {seconds:.0f} 秒，平均每件 {keys:.1f} 键。",
                    count=self.done,
                    seconds=median(self.seconds),
                    keys=sum(self.keys) / len(self.keys),
                )
            )
        if self.skipped:
            lines.append(say("跳过 {count} 件：{names}", count=len(self.skipped), names="、".join(self.skipped.values())))
        return lines
