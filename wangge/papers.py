"""Papers 文书: a paper as a value, before it is a file: a title and blocks; and the dossier that it is made from.

A paper prints what the ledger knows; what it does not know is a blank to fill in by hand, and signatures are always by hand. Fields that the
law wants on a paper and this ledger has no place for (民族) are such blanks too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias
from zoneinfo import ZoneInfo

from wangge import money
from wangge.field import Field, Kind, Value
from wangge.lifecycle import Action
from wangge.published import Statistics
from wangge.records import Step
from wangge.times import CHINA, Instant, local

BLANK = "＿＿＿＿＿＿"
BLANK_DAY = "　　　　年　　月　　日"
BY_FINGER = "签名或按指印"
TICKED, OPEN = "☑", "□"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph 段落; `heading` for one that stands out."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels with what stands beside them 项目表, so many pairs a row; a longer one has a row of its own."""

    pairs: tuple[tuple[str, str], ...]
    across: int = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """A table 表格: headers and rows, all text."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signs by hand 签名处, each with room for the signature and a date.

    Attributes:
        people: who signs.
        seal: who seals.
        day: the day of the seal, where it is known.
        how: how they sign; parties may press a finger instead 按指印.
    """

    people: tuple[str, ...] = ()
    seal: str = ""
    day: str = BLANK_DAY
    how: str = "签名"


@dataclass(frozen=True, slots=True)
class Part:
    """A further sheet of the paper 联: a receipt, a stub; it begins a page with a title of its own."""

    title: str
    number: str = ""


Block: TypeAlias = Text | Pairs | Grid | Signatures | Part


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper 文书.

    Attributes:
        title: its name, in the middle.
        number: its number, `〔2026〕人调字第3号`; may be empty.
        blocks: what stands on it, in order.
        foot: small print at the end (how many copies, what is local or uncertain).
        compact: set in a smaller size, for a long notice that is usually one page.
    """

    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    foot: tuple[str, ...] = ()
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a paper is made from 案卷: an event with everything that is known of it, unmasked.

    Attributes:
        values: by Field name, of the event and of its department.
        fields: the fields by name, which say how a value is read.
        office: the office's name.
        today: the office's today.
        zone: the office's zone.
        steps: what was done to the event and stands, in the order of recording.
        statistics: the office's published figures.
    """

    values: Mapping[str, Value]
    fields: Mapping[str, Field]
    office: str
    today: date
    zone: ZoneInfo = CHINA
    steps: tuple[Step, ...] = ()
    statistics: Statistics = field(default_factory=Statistics)

    def has(self, name: str) -> bool:
        """Whether it is known."""
        return self.values.get(name) not in {None, ""}

    def text(self, name: str, blank: str = BLANK) -> str:
        """A value as a person reads it on a paper; a blank where it is not known."""
        value = self.values.get(name)
        if value is None or value == "":
            return blank
        kind = self.fields[name].kind if name in self.fields and str(value)[:1].isdecimal() else Kind.LINE  # a mask stays one
        if kind is Kind.MONEY:
            return money.yuan(int(value))
        if kind is Kind.TIME:
            return self.moment(Instant(str(value)))
        return chinese_day(str(value)) if kind is Kind.DAY else str(value)

    def label(self, name: str) -> str:
        """What a person calls the field."""
        return self.fields[name].label if name in self.fields else name

    def pair(self, *names: str) -> tuple[tuple[str, str], ...]:
        """Labels with their values, blanks for what is not known."""
        return tuple((self.label(name), self.text(name, "")) for name in names)

    def rows(self, name: str) -> tuple[Mapping[str, Value], ...]:
        """The rows of a table field; none of one that is masked as a whole."""
        value = str(self.values.get(name) or "")
        return tuple(json.loads(value)) if value.startswith("[") else ()

    def grid(self, name: str, *columns: str, least: int = 0) -> Grid:
        """A table field as a table: these columns or all, at least so many rows; what is missing is left to the pen."""
        known = {column.name: column for column in self.fields[name].columns}
        shown = columns or tuple(known)
        rows = [tuple(replace(self, values=row, fields=known).text(column, "") for column in shown) for row in self.rows(name)]
        rows += [("",) * len(shown)] * (least - len(rows))
        return Grid(tuple(known[column].label for column in shown), tuple(rows))

    def number(self, name: str) -> int:
        """A counting field or an amount in 分; 0 where it is not known, or masked."""
        value = str(self.values.get(name) or "")
        return int(value) if value.isdecimal() else 0

    def done(self, *actions: Action) -> tuple[Step, ...]:
        """The steps of these kinds, in the order of recording."""
        return tuple(step for step in self.steps if step.action in actions)

    def told(self, action: Action, name: str, blank: str = "") -> str:
        """What the last step of a kind said under a field's name, as a person reads it; `blank` where it said nothing."""
        last = next(reversed(self.done(action)), None)
        value = None if last is None else last.data.get(name, last.changes.get(name))
        return blank if value is None else replace(self, values={name: value}).text(name)

    def before(self, action: Action, name: str, blank: str = "") -> str:
        """A field as it stood when a kind of step was last done."""
        last = next((place for place in range(len(self.steps) - 1, -1, -1) if self.steps[place].action == action), len(self.steps))
        known = next((step.changes[name] for step in reversed(self.steps[:last]) if name in step.changes), None)
        return blank if known is None else replace(self, values={name: known}).text(name)

    def day(self, action: Action, blank: str = "") -> str:
        """The day on which something was last done."""
        last = next(reversed(self.done(action)), None)
        return blank if last is None else self.moment(last.at)

    def moment(self, at: Instant, *, hour: bool = False) -> str:
        """An instant as papers write it: the day, with `hour` to the minute."""
        wall = local(at, self.zone)
        return chinese_day(f"{wall:%Y-%m-%d}") + (f"{wall.hour}时{wall.minute:02}分" if hour else "")

    def amount(self, name: str) -> str:
        """An amount in digits and capitals 小写、大写; a blank where it is not known."""
        if not self.has(name):
            return f"人民币（大写）{BLANK}（￥{BLANK}）"
        amount = int(self.values[name])
        return f"人民币（大写）{money.capitals(amount)}（￥{money.yuan(amount)}）"


def ticked(choices: Iterable[str], chosen: str = "", between: str = "　") -> str:
    """Choices with a box before each 勾选, that of the chosen one ticked."""
    return between.join((TICKED if choice == chosen else OPEN) + choice for choice in choices)


def chinese_day(text: str) -> str:
    """A day `2026-09-08` as papers write it: 2026年9月8日, without leading zeros (GB/T 9704-2012 7.3.5.4)."""
    day = date.fromisoformat(text)
    return f"{day.year}年{day.month}月{day.day}日"
