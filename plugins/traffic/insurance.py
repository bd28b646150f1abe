"""Insurance 保险: who pays a loss: compulsory insurance 交强险 first, then third-party insurance 商业三者险, then who is liable.

All amounts are whole 分; what is divided is divided without a rest, and nobody pays above a limit.
Sources: 民法典 Art 1213; 道路交通安全法 Art 76; 最高人民法院关于审理道路交通事故损害赔偿案件适用法律若干问题的解释 (2020), on papers《道交损害赔偿解释》,
Art 16, 18, 19.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import accumulate, pairwise
from math import floor

from plugins.damages.item import Head
from wangge.money import rounded

Losses = Mapping[Head, int]
"""What one victim lost, or is paid, by head, in 分."""
BEGIN = date(2008, 2, 1)
"""The first day of the older limits."""
RAISED = date(2020, 9, 19)
"""The first day of the limits in force."""
_LIMITS = {
    # raised, liable: 死亡伤残, 医疗费用, 财产损失, in 元
    (True, True): (180_000, 18_000, 2_000),
    (True, False): (18_000, 1_800, 100),
    (False, True): (110_000, 10_000, 2_000),
    (False, False): (11_000, 1_000, 100),
}


@dataclass(frozen=True, slots=True)
class Vehicle:
    """One who is liable, mostly a vehicle 机动车一方.

    Attributes:
        name: as the paper says it.
        share: of what the compulsory insurance leaves, as a share of one.
        liable: whether it bears responsibility for the accident; decides which limits.
        compulsory: whether the limits of the compulsory insurance apply, insured or not.
        commercial: the limit of its third-party insurance, in 分.
    """

    name: str
    share: Fraction
    liable: bool = True
    compulsory: bool = True
    commercial: int = 0


@dataclass(frozen=True, slots=True)
class Division:
    """Who pays what, in 分: rows are victims, columns vehicles, in the order in which they were given.

    Attributes:
        compulsory: what the compulsory insurance of each vehicle pays, by head.
        commercial: what its third-party insurance pays.
        person: what is left for who is liable.
        own: what each victim bears.
    """

    compulsory: list[list[Losses]]
    commercial: list[list[int]]
    person: list[list[int]]
    own: list[int]


def limits(day: date, *, liable: bool) -> dict[Head, int]:
    """The limits of the compulsory insurance 交强险责任限额, in 分.

    Args:
        day: of the accident; not before `BEGIN`.
        liable: whether the vehicle bears responsibility.

    Source: the insurance authority's notices of 2008 and of 2020-09.
    """
    injury, medical, wares = _LIMITS[day >= RAISED, liable]
    return {Head.INJURY: injury * 100, Head.MEDICAL: medical * 100, Head.PROPERTY: wares * 100}


def split(total: int, weights: Sequence[int | Fraction]) -> list[int]:
    """A total in whole 分 by weights: each part is its exact one rounded up or down, and together they are the total.

    Args:
        total: what is divided.
        weights: not below 0; when all are 0, nothing is divided and every part is 0.
    """
    whole = sum(weights)
    if not whole:
        return [0 for _ in weights]
    ends = [floor(Fraction(total) * end / whole) for end in accumulate(weights, initial=Fraction(0))]
    return [after - before for before, after in pairwise(ends)]


def divide(victims: Sequence[Losses], vehicles: Sequence[Vehicle], day: date) -> Division:
    """Divide the victims' losses over the vehicles.

    Several victims share a limit by their losses (Art 19); several vehicles pay by their limits (Art 18).

    Args:
        victims: their losses by head.
        vehicles: all who are liable; their shares come to one at most.
        day: of the accident.
    """
    first = _compulsory(victims, [limits(day, liable=each.liable) if each.compulsory else {} for each in vehicles])
    shares = [each.share for each in vehicles]
    own, owed = [], []
    for victim, paid in zip(victims, first, strict=True):
        rest = sum(victim.values()) - sum(sum(each.values()) for each in paid)
        own.append(rounded(rest * (1 - sum(shares))))
        owed.append(split(rest - own[-1], shares))
    commercial = [_within(column, vehicle.commercial) for column, vehicle in zip(_turned(owed), vehicles, strict=True)]
    second = _turned(commercial)
    person = [[due - paid for due, paid in zip(dues, row, strict=True)] for dues, row in zip(owed, second, strict=True)]
    return Division(first, second, person, own)


def _compulsory(victims: Sequence[Losses], bounds: Sequence[Losses]) -> list[list[Losses]]:
    """What each vehicle's compulsory insurance pays each victim, by head."""
    paid: list[list[dict[Head, int]]] = [[{} for _ in bounds] for _ in victims]
    for head in Head:
        losses, most = [each.get(head, 0) for each in victims], [each.get(head, 0) for each in bounds]
        due = _within(losses, sum(most))
        left = split(sum(due), most)
        for row, amount in zip(paid, due, strict=True):
            for place, part in enumerate(split(amount, left)):
                row[place][head] = part
                left[place] -= part
    return [list(row) for row in paid]


def _within(amounts: Sequence[int], most: int) -> list[int]:
    """The amounts as they are, or a limit that they exceed by their ratio."""
    return list(amounts) if sum(amounts) <= most else split(most, amounts)


def _turned(rows: Iterable[Sequence[int]]) -> list[list[int]]:
    """Rows as columns."""
    return [list(column) for column in zip(*rows, strict=True)]
