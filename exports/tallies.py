"""Tallies 件数: one event's part in a month, the sums of many, and the identity that holds them together.

    期末 = 上月结转 + 新增 + 重开 − 办结 − 并案 − 作废 − 撤回 − 转出 − 不予受理 − 不予立案

The right side comes from what each event did (`wangge.flows`), the left side from where each event stands at the cut-off: two ways of
counting that must meet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from wangge.errors import WanggeError
from wangge.flows import flow
from wangge.lifecycle import EXITS, Exit
from wangge.records import Event, Flow, Life, Move
from wangge.sheets import NO_EVIDENCE, ratio
from wangge.times import Instant


@dataclass(frozen=True, slots=True)
class Row:
    """One event's part in a month.

    Attributes:
        event: as it was at the cut-off.
        moves: its moves up to the cut-off.
        flow: what it did in the month.
        claim: the claim 办结 that still stands at the cut-off, or None.
    """

    event: Event
    moves: tuple[Move, ...]
    flow: Flow
    claim: Move | None

    @classmethod
    def of(cls, life: Life, start: Instant) -> Row | None:
        """The part of an event's life from `start` on; None for a life without moves."""
        found = flow(life.moves, start)
        return None if found is None else cls(life.event, life.moves, found, standing_claim(life.moves))

    @property
    def counts(self) -> bool:
        """Whether it stands in a term of the identity; a mere 归档 or 备注 does not."""
        return self.flow.entered_before or self.flow.new or self.flow.reopened or self.flow.left is not None

    @property
    def done(self) -> bool:
        """本月办结: it left by its unit's claim and stayed out."""
        return self.flow.left is Exit.DONE


@dataclass(frozen=True, slots=True)
class Tally:
    """The terms of the identity.

    Attributes:
        carried: 上月结转. new: 新增. reopened: 重开.
        exits: how many left by each exit.
        open: 期末未结, counted by where the events stand.
    """

    carried: int = 0
    new: int = 0
    reopened: int = 0
    exits: Mapping[Exit, int] = field(default_factory=dict)
    open: int = 0

    @property
    def done(self) -> int:
        """办结."""
        return self.exits.get(Exit.DONE, 0)

    @property
    def elsewhere(self) -> int:
        """其他去向: how many left by any other exit than 办结."""
        return sum(self.exits.values()) - self.done

    @property
    def at_hand(self) -> int:
        """应办: all that was to be handled in the month, 上月结转 + 新增 + 重开."""
        return self.carried + self.new + self.reopened

    @property
    def rate(self) -> float | None:
        """月末办结率 = 办结 ÷（上月结转 + 新增 + 重开）; None with nothing at hand."""
        return ratio(self.done, self.at_hand)

    def with_opening(self, opening: int) -> Tally:
        """The same with 期初未结 that the office entered: carried over and, since nothing is known of it, still open."""
        return replace(self, carried=self.carried + opening, open=self.open + opening)

    def identity(self, *, carry_unknown: bool = False) -> str:
        """The identity with its numbers, `期末未结 177 ＝ 上月结转 0 ＋ 新增 4,414 …`; a carry-over that nobody knows is — and not counted."""
        carried = f"{NO_EVIDENCE}（期初未录，核对时不计）" if carry_unknown else f"{self.carried:,}"
        plus = f"上月结转 {carried} ＋ 新增 {self.new:,} ＋ 重开 {self.reopened:,}"
        minus = "".join(f" － {exit_} {self.exits.get(exit_, 0):,}" for exit_ in Exit)
        return f"期末未结 {self.open:,} ＝ {plus}{minus}"


def standing_claim(moves: Iterable[Move]) -> Move | None:
    """The move by which the event last became 办结, if it still is."""
    claim, inside = None, False
    for move in moves:
        done = EXITS.get(move.target) is Exit.DONE
        if done and not inside:
            claim = move
        inside = done
    return claim if inside else None


def tally(rows: Iterable[Row]) -> Tally:
    """The sums over `rows`."""
    rows = tuple(rows)
    return Tally(
        carried=sum(row.flow.entered_before for row in rows),
        new=sum(row.flow.new for row in rows),
        reopened=sum(row.flow.reopened for row in rows),
        exits=Counter(row.flow.left for row in rows if row.flow.left is not None),
        open=sum(row.event.is_open for row in rows),
    )


def check(total: Tally, month: str) -> None:
    """Hold the identity.

    Raises:
        WanggeError: `identity_broken`, with both sides.
    """
    expected = total.at_hand - sum(total.exits.values())
    if total.open != expected:
        raise WanggeError("identity_broken", left=total.identity(), right=f"{expected:,}", month=month)


def check_parts(parts: Iterable[Tally], total: Tally, month: str) -> None:
    """Hold the identity in every part of a breakdown, and all parts together to the whole.

    Raises:
        WanggeError: `identity_broken`, with both sides.
    """
    parts = tuple(parts)
    for part in parts:
        check(part, month)
    summed = Tally(
        sum(part.carried for part in parts),
        sum(part.new for part in parts),
        sum(part.reopened for part in parts),
        {exit_: sum(part.exits.get(exit_, 0) for part in parts) for exit_ in Exit},
        sum(part.open for part in parts),
    )
    if summed.identity() != total.identity():
        raise WanggeError("identity_broken", left=total.identity(), right=summed.identity(), month=month)
