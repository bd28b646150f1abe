"""An item of a loss 赔偿项目: its line of the paper, and the head under which insurance pays it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from wangge import Inputs, Line


class Head(StrEnum):
    """The heads of the compulsory insurance 交强险分项, each with a limit of its own."""

    MEDICAL = "医疗费用"
    INJURY = "死亡伤残"
    PROPERTY = "财产损失"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a loss; a finding that is no money has no head."""

    line: Line
    head: Head | None = None


@dataclass(frozen=True, slots=True)
class Loss:
    """A whole loss 损失: its items in their order, and remarks."""

    items: tuple[Item, ...]
    remarks: tuple[str, ...] = ()

    @property
    def lines(self) -> list[Line]:
        """The lines of the paper."""
        return [item.line for item in self.items]

    def under(self, head: Head) -> int:
        """What comes under a head, in 分."""
        return sum(item.line.amount or 0 for item in self.items if item.head is head)

    @property
    def total(self) -> int:
        """All items together, in 分."""
        return sum(line.amount or 0 for line in self.lines)


def article(number: str) -> str:
    """An article of the interpretation on personal injury, as a paper cites it."""
    return f"《人身损害赔偿解释》第{number}条"


def percent(share: Fraction) -> str:
    """A share of one as it is said: `30%`, `12.5%`."""
    return f"{float(share * 100):g}%"


def receipt(told: Inputs, name: str, head: Head, law: str, said: str, doubt: str = "") -> Item | None:
    """An item that is paid as it was spent or agreed; None when nothing was filled in."""
    if not told.has(name):
        return None
    return Item(Line(told.fields[name].label, said, told.money(name), law, doubt=doubt), head)
