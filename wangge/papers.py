"""Papers 文书: a paper as a value, before it is a file: a title and blocks; and the dossier that it is made from.

A paper prints what the ledger knows; what it does not know is a blank to fill in by hand, and signatures are always by hand. Fields that the
law wants on a paper and this ledger has no place for (民族) are such blanks too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from zoneinfo import ZoneInfo

from wangge import money
from wangge.field import Field, Kind, Value
from wangge.times import CHINA, Instant, local

BLANK = "＿＿＿＿＿＿"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph 段落; `heading` for one that stands out."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels with what stands beside them 项目表, so many pairs a row."""

    pairs: tuple[tuple[str, str], ...]
    across: int = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """A table 表格: headers and rows, all text."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signs by hand 签名处, each with room for the signature and a date."""

    people: tuple[str, ...]
    seal: str = ""


Block: TypeAlias = Text | Pairs | Grid | Signatures


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper 文书.

    Attributes:
        title: its name, in the middle.
        number: its number, `〔2026〕人调字第3号`; may be empty.
        blocks: what stands on it, in order.
        foot: small print at the end (how many copies, what is local or uncertain).
    """

    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a paper is made from 案卷: an event with everything that is known of it, unmasked.

    Attributes:
        values: by Field name, of the event and of its department.
        fields: the fields by name, which say how a value is read.
        office: the office's name.
        today: the office's today.
        zone: the office's zone.
    """

    values: Mapping[str, Value]
    fields: Mapping[str, Field]
    office: str
    today: date
    zone: ZoneInfo = CHINA

    def has(self, name: str) -> bool:
        """Whether it is known."""
        return self.values.get(name) not in {None, ""}

    def text(self, name: str, blank: str = BLANK) -> str:
        """A value as a person reads it on a paper; a blank where it is not known."""
        value = self.values.get(name)
        if value is None or value == "":
            return blank
        kind = self.fields[name].kind if name in self.fields else Kind.LINE
        if kind is Kind.MONEY:
            return money.yuan(int(value))
        if kind is Kind.TIME:
            return chinese_day(f"{local(Instant(str(value)), self.zone):%Y-%m-%d}")
        return chinese_day(str(value)) if kind is Kind.DAY else str(value)

    def label(self, name: str) -> str:
        """What a person calls the field."""
        return self.fields[name].label if name in self.fields else name

    def pair(self, *names: str) -> tuple[tuple[str, str], ...]:
        """Labels with their values, blanks for what is not known."""
        return tuple((self.label(name), self.text(name, "")) for name in names)

    def rows(self, name: str) -> tuple[Mapping[str, Value], ...]:
        """The rows of a table field."""
        return tuple(json.loads(str(self.values.get(name) or "[]")))

    def amount(self, name: str) -> str:
        """An amount in digits and capitals 小写、大写; a blank where it is not known."""
        if not self.has(name):
            return f"人民币（大写）{BLANK}（￥{BLANK}）"
        amount = int(self.values[name])
        return f"人民币（大写）{money.capitals(amount)}（￥{money.yuan(amount)}）"


def chinese_day(text: str) -> str:
    """A day `2026-09-08` as papers write it: 2026年9月8日, without leading zeros (GB/T 9704-2012 7.3.5.4)."""
    day = date.fromisoformat(text)
    return f"{day.year}年{day.month}月{day.day}日"
