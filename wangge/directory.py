"""The directory 通讯录: the office tree, the departments and who is there today, and the people.

A place is keyed by its path (`东城区/东街街道/东社区/第3网格`), never by its name: every district has a 第一网格. Each of the three lists comes in as
a workbook that replaces the one before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wangge.errors import Phrase, WanggeError
from wangge.records import Problem

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_FIELD_OF = {"区县": "district", "镇街": "street", "社区": "community", "网格": "grid"}
LEVELS = tuple(_FIELD_OF)
"""Levels of the tree, from above."""


class Stationing(StrEnum):
    """How a department is present in the centre 入驻方式 (综治意见)."""

    RESIDENT = "常驻"
    ROTATING = "轮驻"
    ON_CALL = "随驻"


@dataclass(frozen=True, slots=True)
class Place:
    """One node of the office tree 组织.

    Attributes:
        path: names from the top, parted by `/`.
        level: one of `LEVELS`.
        code: its code (GB/T 2260, 10114, 30428.1), empty where it has none.
        virtual: whether it is no real place 虚拟; its events are 未落格.
    """

    path: str
    level: str
    code: str = ""
    virtual: bool = False

    @property
    def name(self) -> str:
        """Its own name."""
        return self.path.rpartition("/")[2]

    @property
    def parent(self) -> str:
        """The path above it, empty at the top."""
        return self.path.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Department:
    """A department 部门.

    Attributes:
        name: as the duty list names it.
        stationing: how it is present.
        phone: its on-call phone 值班电话.
        substitutes: who stands in 替补, by name.
    """

    name: str
    stationing: str = Stationing.ON_CALL
    phone: str = ""
    substitutes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of the duty roster 值班表: who of a department is there on a weekday (周一) or a date (ISO)."""

    department: str
    day: str
    person: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here 人员.

    Attributes:
        id: the ledger's own row, for revealing the phone; 0 in a list that is not stored yet.
        name, post, unit: who it is.
        place: the path that the person answers for, empty for none.
        phone: the phone; masked in whatever leaves the ledger.
        initials: pinyin initials 拼音首字母.
    """

    name: str
    post: str = ""
    unit: str = ""
    place: str = ""
    phone: str = ""
    initials: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Present:
    """Who of a department can be reached on a day 今日在岗.

    Attributes:
        department: its name.
        stationing: how it is present.
        people: who is on the roster, else the substitutes.
        phone: the first person's phone, else the department's; masked.
        substitute: whether the people stand in for an empty roster.
    """

    department: str
    stationing: str
    people: tuple[str, ...]
    phone: str
    substitute: bool = False


def located(path: str, places: Sequence[Place]) -> dict[str, str]:
    """What an event at `path` says of where it is, by Field name: district, street, community, grid as far as the path goes.

    Args:
        path: the place.
        places: the office tree.

    Raises:
        WanggeError: `place_unknown`; `place_virtual`, since an event that lies in a virtual place is 未落格 still.
    """
    known = {place.path: place for place in places}
    if path not in known:
        raise WanggeError("place_unknown", path=path)
    line = [place for place in known.values() if path == place.path or path.startswith(place.path + "/")]
    if any(place.virtual for place in line):
        raise WanggeError("place_virtual", path=path)
    return {_FIELD_OF[place.level]: place.name for place in line}


def turns_on(turns: Iterable[Turn], day: date) -> tuple[Turn, ...]:
    """The turns of `day`: those of its date, and only without them those of its weekday (a date is an exception from the week)."""
    turns = tuple(turns)
    own = tuple(turn for turn in turns if turn.day == day.isoformat())
    return own or tuple(turn for turn in turns if turn.day == WEEKDAYS[day.weekday()])


def present(department: Department, turns: Iterable[Turn], day: date) -> Present:
    """Who of a department can be reached on `day`; its substitutes when nobody is on the roster."""
    there = turns_on((turn for turn in turns if turn.department == department.name), day)
    if there:
        phone = next((turn.phone for turn in there if turn.phone), department.phone)
        return Present(department.name, department.stationing, tuple(turn.person for turn in there), phone)
    return Present(department.name, department.stationing, department.substitutes, department.phone, bool(department.substitutes))


@dataclass(frozen=True, slots=True)
class Listed:
    """A value with the row of the file it comes from."""

    value: Place | Department | Turn | Person
    sheet: str
    row: int


def tree_problems(listed: Sequence[Listed]) -> Iterable[Problem]:
    """What is wrong with an office tree: a path twice, a parent that is missing or of no higher level, a code outside its parent's, twice."""
    places = {each.value.path: each.value for each in listed if isinstance(each.value, Place)}
    seen: set[str] = set()
    codes: dict[str, str] = {}
    for each in listed:
        place = each.value
        if not isinstance(place, Place):
            continue

        def wrong(message: str, column: str, value: str, each: Listed = each) -> Problem:
            return Problem(message, each.sheet, each.row, column, value)

        if place.path in seen:
            yield wrong("同一路径写了两次", "路径", place.path)
        seen.add(place.path)
        above = places.get(place.parent)
        if place.parent and above is None:
            yield wrong(Phrase("表里没有它的上级“{parent}”", parent=place.parent), "路径", place.path)
        if above and LEVELS.index(above.level) >= LEVELS.index(place.level):
            yield wrong(Phrase("{level}不能在{above}之下", level=place.level, above=above.level), "层级", place.level)
        if above and place.code and above.code and not place.code.startswith(above.code):
            yield wrong(Phrase("代码不以上级的 {code} 开头", code=above.code), "代码", place.code)
        if place.code and place.code in codes:
            yield wrong(Phrase("与“{other}”的代码相同", other=codes[place.code]), "代码", place.code)
        if place.code:
            codes.setdefault(place.code, place.path)
