"""Parties 当事人: how papers name a person or a unit, with blanks for what nobody told.

民族 is asked for by the ministry's forms; the ledger has no place for it, so it is always a blank for the pen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from wangge import Dossier, Pairs
from wangge.field import Value
from wangge.fields import NOT_GIVEN
from wangge.papers import BLANK, chinese_day


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
    name: str = "",
    sex: str = "",
    born: str = "",
    work: str = "",
    paper: str = "",
    phone: str = "",
    address: str = "",
    more: tuple[tuple[str, str], ...] = (),
) -> Party:
    """A natural person 自然人; `more` is what a department adds: labels and values."""
    known = "" if name == NOT_GIVEN else name
    return Party(
        known,
        (
            *(("姓名", known), ("性别", sex), ("民族", ""), ("出生日期", born), ("职业或职务", work), ("联系方式", phone)),
            *(("身份证号", paper), ("单位或住址", address), *more),
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


def claimant(row: Mapping[str, Value]) -> Party:
    """A row of the tables of right-holders, victims, patients or parties as a person."""
    text = {name: str(value) for name, value in row.items()}
    born, age = text.get("birthday", ""), text.get("age", "")
    more = [("与受害人关系", text["relation"])] if "relation" in text else []
    more += [("监护人或代理人", text["guardian"])] if "guardian" in text else []
    return person(
        text.get("name", ""),
        text.get("sex", ""),
        chinese_day(born) if born[:1].isdecimal() else f"{age}周岁" if age else "",
        paper=text.get("paper", ""),
        phone=text.get("phone", ""),
        address=text.get("address", ""),
        more=tuple(more),
    )


def by_caller(told: Dossier) -> Sides:
    """The parties of a department that keeps none of its own: whoever brought the matter, and a blank."""
    return Sides((person(told.text("caller", ""), phone=told.text("caller_phone", "")),))


def names(side: tuple[Party, ...]) -> str:
    """A side in a sentence."""
    return "、".join(party.name or BLANK for party in side) or BLANK
