"""Duty list 权责清单: which unit leads which matter, and the suggestion that follows from it.

The list has versions: an event is dispatched by the version that was valid on the day it was reported, and the step says which row of which
version that was. So a new version never changes the past. A suggestion never acts; it says why it was made, so the clerk can agree with one key
or see the mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from wangge.errors import Phrase
from wangge.records import Event
from wangge.segmenting import in_matter
from wangge.times import local

DUTY_LIST = "权责清单"
"""The office's step that brings a new version."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One row 事项.

    Attributes:
        matter: the matter's name; becomes the subcategory.
        category: its first level.
        unit: the lead unit 主办.
        words: words in the text that mean this matter.
        limit: its own limit, empty for the table's.
        co_units: who takes part 协办.
        tier: the level that handles it 处置层级, empty where the list does not say.
        basis: the law or document that it rests on 依据.
        valid_from, valid_to: the first and the last day on which the row is valid (ISO); empty for no end.
    """

    matter: str
    category: str
    unit: str
    words: tuple[str, ...] = ()
    limit: str = ""
    co_units: tuple[str, ...] = ()
    tier: str = ""
    basis: str = ""
    valid_from: str = ""
    valid_to: str = ""

    def is_valid(self, day: date) -> bool:
        """Whether the row is valid on `day`."""
        return self.valid_from <= day.isoformat() and (not self.valid_to or day.isoformat() <= self.valid_to)

    def told(self) -> dict[str, Any]:
        """The row as plain data, for a step and for `--json`."""
        return {name: list(value) if isinstance(value := getattr(self, name), tuple) else value for name in self.__slots__}

    @classmethod
    def from_told(cls, told: Mapping[str, Any]) -> Duty:
        """The row out of plain data; what a later program may have added is left out."""
        known: dict[str, Any] = {name: value for name, value in told.items() if name in cls.__slots__}
        known.update({name: tuple(value) for name, value in known.items() if isinstance(value, list)})
        return cls(**known)


@dataclass(frozen=True, slots=True)
class DutyList:
    """One version of the list 版本.

    Attributes:
        version: its number; 0 is the list that came with the program and its plugins.
        valid_from: the first day on which it is used (ISO); empty for always.
        rows: its rows.
    """

    version: int
    valid_from: str
    rows: tuple[Duty, ...]

    def on(self, day: date) -> tuple[Duty, ...]:
        """The rows that are valid on `day`."""
        return tuple(row for row in self.rows if row.is_valid(day))


@dataclass(frozen=True, slots=True)
class DutyBook:
    """All versions of an office, oldest first; the first is version 0."""

    versions: tuple[DutyList, ...]

    def on(self, day: date) -> DutyList:
        """The version that is used for an event of `day`: the newest that had begun by then."""
        return next(each for each in reversed(self.versions) if each.valid_from <= day.isoformat())

    def for_event(self, event: Event, zone: ZoneInfo) -> tuple[Duty, ...]:
        """The rows that were valid on the day on which an event was reported, of the version that was used then."""
        reported = event.time("reported_at")
        if reported is None:
            return self.last.rows
        day = local(reported, zone).date()
        return self.on(day).on(day)

    def version(self, number: int) -> DutyList | None:
        """The version with this number."""
        return next((each for each in self.versions if each.version == number), None)

    @property
    def last(self) -> DutyList:
        """The newest version, whether it has begun or not."""
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is proposed for an event 建议.

    Attributes:
        duty: the row it comes from.
        why: the reason, as a person reads it.
        words: its words that the text has; empty where the category that came with the event names it.
    """

    duty: Duty
    why: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What a new version changes 变动: one matter.

    Attributes:
        matter: its name.
        before, after: the row in each version; None where it has none.
        fields: names of what differs, for a row that both have.
    """

    matter: str
    before: Duty | None
    after: Duty | None
    fields: tuple[str, ...] = ()


def differences(old: Iterable[Duty], new: Iterable[Duty]) -> tuple[Difference, ...]:
    """What changes from `old` to `new`: rows added, removed and changed, in the order of the lists."""
    before = {(row.matter, row.valid_from): row for row in old}
    after = {(row.matter, row.valid_from): row for row in new}
    found = []
    for key, row in after.items():
        had = before.get(key)
        if had is None:
            found.append(Difference(row.matter, None, row))
        elif had != row:
            found.append(
                Difference(row.matter, had, row, tuple(name for name in Duty.__slots__ if getattr(had, name) != getattr(row, name)))
            )
    return (*found, *(Difference(row.matter, row, None) for key, row in before.items() if key not in after))


def routing(event: Event, given: Mapping[str, Any], version: int, rows: Iterable[Duty]) -> dict[str, str]:
    """What a dispatch rests on, for its step: the version that was valid on the event's day, and the row when its unit is the one chosen.

    Args:
        event: the event, masked.
        given: what the clerk gave: unit, and perhaps category and subcategory.
        version: the version that is used for the event's day.
        rows: its rows that are valid on it.
    """
    named = {name: value for name in ("category", "subcategory") if (value := given.get(name))}
    found = suggest(replace(event, values={**event.values, **named}), rows)
    row = {"duty_row": found.duty.matter} if found and found.duty.unit == given.get("unit") else {}
    return {"duty_version": str(version), **row}


def units_of(rows: Sequence[Duty]) -> tuple[str, ...]:
    """The lead and co-units of some rows, each once."""
    return tuple(dict.fromkeys(unit for row in rows for unit in (row.unit, *row.co_units)))


DEFAULT_DUTIES: tuple[Duty, ...] = (
    Duty("劳动争议", "矛盾纠纷", "劳动监察中队", ("工资", "欠薪", "工钱", "社保", "辞退", "劳动合同", "加班费", "劳动人事")),
    Duty("消费纠纷", "矛盾纠纷", "市场监管所", ("退款", "退货", "退钱", "商家", "店家", "消费", "预付卡", "充值", "假货")),
    Duty("物业管理", "矛盾纠纷", "社区建设办", ("物业", "电梯", "停车费", "业委会", "小区门禁", "绿化")),
    Duty("邻里纠纷", "矛盾纠纷", "司法所", ("邻居", "楼上", "楼下", "漏水", "邻里", "隔壁", "宠物", "狗")),
    Duty("噪音扰民", "市容环境", "综合执法中队", ("噪音", "扰民", "夜间施工", "广场舞", "油烟", "烧烤")),
    Duty("暴露垃圾", "市容环境", "环卫站", ("垃圾", "杂物", "堆物", "异味", "污水")),
    Duty("占道经营", "街面秩序", "综合执法中队", ("占道", "摊贩", "店外经营", "小广告", "违停", "乱停")),
    Duty("设施破损", "市容环境", "市政养护所", ("路灯", "井盖", "路面", "破损", "坑洼", "护栏", "积水")),
    Duty("消防隐患", "安全隐患", "应急消防站", ("消防", "飞线", "充电", "电动车上楼", "通道堵塞", "燃气")),
    Duty("交通事故纠纷", "矛盾纠纷", "交警中队", ("交通事故", "追尾", "刮擦", "撞")),
    Duty("医疗纠纷", "矛盾纠纷", "卫生健康办", ("医院", "医疗", "手术", "诊所", "医生")),
)
"""A small list for a new office [LOCAL], version 0 until the office imports its own."""


def matches(event: Event, duties: Iterable[Duty]) -> tuple[Suggestion, ...]:
    """The rows that fit an event, the best first: the row whose matter the file names, then those with most words in the text."""
    duties = tuple(duties)
    named = event.text("subcategory") or event.text("category")
    found = {
        duty: Suggestion(duty, Phrase("来件类别“{named}”", named=named))
        for duty in duties
        if named and (named.startswith(duty.matter) or duty.matter.startswith(named))
    }
    text = event.text("text") + event.text("title")
    worded = ((tuple(word for word in duty.words if in_matter(word, text)), duty) for duty in duties)
    for words, duty in sorted(((words, duty) for words, duty in worded if words), key=lambda each: -len(each[0])):
        found.setdefault(duty, Suggestion(duty, Phrase("文中有“{words}”", words="、".join(words[:3])), words))
    return tuple(found.values())


def suggest(event: Event, duties: Iterable[Duty]) -> Suggestion | None:
    """The row that fits an event best; None when nothing fits."""
    return next(iter(matches(event, duties)), None)
