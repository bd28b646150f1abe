"""Parties 当事人: how papers name a person or a unit, with blanks for what nobody told.

民族 is asked for by the ministry's forms; the ledger has no place for it, so it is always a blank for the pen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from wangge import Dossier, Pairs
from wangge.fields import NOT_GIVEN
from wangge.papers import BLANK


@dataclass(frozen=True, slots=True)
class Party:
    """A party: its name, empty where it is not known, and what stands beside it on a paper."""

    name: str
    pairs: tuple[tuple[str, str], ...]
    unit: bool = False

    @property
    def block(self) -> Pairs:
        """The party as a table."""
        return Pairs(self.pairs)


def person(
    name: str = "", sex: str = "", born: str = "", work: str = "", paper: str = "", phone: str = "", address: str = "", **more: str
) -> Party:
    """A natural person 自然人; `more` is what a department adds, by label."""
    known = "" if name == NOT_GIVEN else name
    return Party(
        known,
        (
            *(("姓名", known), ("性别", sex), ("民族", ""), ("出生日期", born), ("职业或职务", work), ("联系方式", phone)),
            *(("身份证号", paper), ("单位或住址", address), *more.items()),
        ),
    )


def unit(name: str = "", code: str = "", address: str = "", head: str = "", contact: str = "", phone: str = "") -> Party:
    """A unit 单位 with its legal representative."""
    return Party(
        name,
        (
            *(("名称", name), ("信用代码", code), ("住所", address), ("法定代表人", head), ("职务", "")),
            *(("联系人", contact), ("联系电话", phone)),
        ),
        unit=True,
    )


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides 双方; a side that a department does not keep is empty, and a blank on paper."""

    applicants: tuple[Party, ...]
    respondents: tuple[Party, ...] = ()

    def lacking(self, first: str, second: str) -> tuple[str, ...]:
        """Which side has a party without a name."""
        sides = ((first, self.applicants), (second, self.respondents))
        return tuple(f"{title}没有姓名或者名称。" for title, side in sides if any(not party.name for party in side))


Parties: TypeAlias = Callable[[Dossier], Sides]


def caller(told: Dossier, **more: str) -> Party:
    """Whoever brought the matter, as a person."""
    return person(told.text("caller", ""), phone=told.text("caller_phone", ""), **more)


def by_caller(told: Dossier) -> Sides:
    """The parties of a department that keeps none of its own: whoever brought the matter, and a blank."""
    return Sides((caller(told),))


def names(side: tuple[Party, ...]) -> str:
    """A side in a sentence."""
    return "、".join(party.name or BLANK for party in side) or BLANK
