"""The directory as workbooks 通讯录表: which columns each list has, and what is wrong with its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wangge.codes import division_fault
from wangge.directory import LEVELS, WEEKDAYS, Department, Listed, Person, Place, Stationing, Turn, tree_problems
from wangge.errors import Phrase
from wangge.listing import ListColumn, code, day, one_of, rows_of, words
from wangge.plans import Table
from wangge.records import Problem
from wangge.text import half_width

YES = frozenset({"是", "√", "✓", "1", "y", "Y"})
NO = frozenset({"否", "×", "0", "n", "N"})
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(?:-\d{1,6})?|\d{3,8}")
_LEVEL_NAMES = {"区": "区县", "县": "区县", "街道": "镇街", "乡镇": "镇街", "镇": "镇街", "村": "社区", "村社": "社区"}


def _path(text: str) -> str:
    parts = [part.strip() for part in text.replace("／", "/").replace("\\", "/").split("/")]
    if not all(parts):
        raise ValueError(Phrase("路径应写成 区/街道/社区/网格，两个斜杠之间不能空着"))
    return "/".join(parts)


def _level(text: str) -> str:
    level = _LEVEL_NAMES.get(text, text)
    if level not in LEVELS:
        raise ValueError(Phrase("只能填{choices}", choices="、".join(LEVELS)))
    return level


def _yes(text: str) -> bool:
    if text not in YES | NO:
        raise ValueError(Phrase("只能填 是 或 否"))
    return text in YES


def _phone(text: str) -> str:
    phone = half_width(text).replace(" ", "")
    if not _PHONE.fullmatch(phone):
        raise ValueError(Phrase("不是电话号码"))
    return phone


def _turn(text: str) -> str:
    named = text.replace("星期", "周").replace("礼拜", "周").replace("周天", "周日")
    return named if named in WEEKDAYS else day(text).isoformat()


@dataclass(frozen=True, slots=True)
class ListKind:
    """One of the lists of the directory 名册.

    Attributes:
        name: as steps and messages call it.
        columns: its columns.
        make: makes a value of a row.
        check: what is wrong between rows.
    """

    name: str
    columns: tuple[ListColumn, ...]
    make: type[Any]
    check: Callable[[Sequence[Listed]], Iterable[Problem]]

    def read(self, tables: Iterable[Table]) -> tuple[tuple[Listed, ...], tuple[Problem, ...]]:
        """The values of a list, and what is wrong; a list with a problem must not be taken."""
        listed: list[Listed] = []
        problems: list[Problem] = []
        required = {column.name for column in self.columns if column.required}
        for table in tables:
            rows, wrong = rows_of(table, self.columns)
            problems += wrong
            listed += (Listed(self.make(**row.values), row.sheet, row.number) for row in rows if row.values.keys() >= required)
        problems += self.check(listed)
        return tuple(listed), tuple(problems)


def _place_problems(listed: Sequence[Listed]) -> Iterable[Problem]:
    for each in listed:
        place = each.value
        if isinstance(place, Place) and place.code and (fault := division_fault(place.code, place.level)):
            yield Problem(fault, each.sheet, each.row, "代码", place.code)
    yield from tree_problems(listed)


def _twice(label: str, key_of: Callable[[Any], tuple[str, ...]]) -> Callable[[Sequence[Listed]], Iterable[Problem]]:
    """Refuses a second row with the same key; its first part is shown."""

    def check(listed: Sequence[Listed]) -> Iterable[Problem]:
        seen: dict[tuple[str, ...], Listed] = {}
        for each in listed:
            key = key_of(each.value)
            first = seen.setdefault(key, each)
            if first is not each:
                yield Problem(Phrase("与第 {row} 行相同", row=first.row), each.sheet, each.row, label, key[0])

    return check


PLACES = ListKind(
    "组织",
    (
        ListColumn("path", "路径", _path, required=True, synonyms=("组织路径", "所属组织")),
        ListColumn("level", "层级", _level, required=True),
        ListColumn("code", "代码", code, synonyms=("行政区划代码", "网格编码", "编码")),
        ListColumn("virtual", "虚拟", _yes, synonyms=("是否虚拟",)),
    ),
    Place,
    _place_problems,
)
DEPARTMENTS = ListKind(
    "部门",
    (
        ListColumn("name", "部门", required=True, synonyms=("部门名称", "单位")),
        ListColumn("stationing", "入驻方式", one_of(tuple(Stationing)), required=True, synonyms=("驻场方式",)),
        ListColumn("phone", "值班电话", _phone, synonyms=("电话",)),
        ListColumn("substitutes", "替补", words, synonyms=("替补人员", "代班人")),
    ),
    Department,
    _twice("部门", lambda department: (department.name,)),
)
ROSTERS = ListKind(
    "值班表",
    (
        ListColumn("department", "部门", required=True, synonyms=("部门名称", "单位")),
        ListColumn("day", "日期", _turn, required=True, synonyms=("星期", "值班日期")),
        ListColumn("person", "值班人", required=True, synonyms=("姓名", "值班人员")),
        ListColumn("phone", "电话", _phone, synonyms=("联系电话", "手机")),
    ),
    Turn,
    _twice("值班人", lambda turn: (turn.person, turn.department, turn.day)),
)
PEOPLE = ListKind(
    "人员",
    (
        ListColumn("name", "姓名", required=True),
        ListColumn("post", "职务", synonyms=("岗位", "职位")),
        ListColumn("unit", "单位", required=True, synonyms=("部门", "所在单位", "工作单位")),
        ListColumn("place", "负责网格", _path, synonyms=("网格", "路径", "所属网格")),
        ListColumn("phone", "电话", _phone, synonyms=("手机", "联系电话", "手机号码")),
    ),
    Person,
    _twice("姓名", lambda person: (person.name, person.unit, person.place, person.phone)),
)
"""The lists. The three of units may stand on sheets of one workbook."""
UNIT_LISTS = (PLACES, DEPARTMENTS, ROSTERS)
