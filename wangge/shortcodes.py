"""Short codes 短码: a few letters and digits that stand for a whole registration, as 五笔 has codes for words.

An office defines its own in a workbook: `jm2` may be 矛盾纠纷, 家庭纠纷, 东园社区, 二栋. Typed as the whole text and ended by a blank or Tab, the
code becomes what it stands for; everything is seen in the form before it is saved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from wangge.errors import Phrase
from wangge.fields import BY_NAME
from wangge.listing import ListColumn, Row, code, rows_of
from wangge.plans import Table
from wangge.records import Problem
from wangge.sheets import Column, Report, Sheet
from wangge.text import half_width

SHORT_CODES = "短码表"
"""What the office's step calls the list."""
SET = ("category", "subcategory", "community", "place", "unit", "text")
"""The fields that a code fills in."""
MOST = 8
"""Suggestions for a beginning."""
_FORM = re.compile(r"[a-z][a-z0-9]{0,9}")


@dataclass(frozen=True, slots=True)
class ShortCode:
    """A code and what it stands for; an empty text leaves an entry as it is."""

    code: str
    category: str = ""
    subcategory: str = ""
    community: str = ""
    place: str = ""
    unit: str = ""
    text: str = ""

    @property
    def values(self) -> Mapping[str, str]:
        """What it fills in, by field name."""
        return {name: value for name in SET if (value := getattr(self, name))}


def normal(typed: str) -> str:
    """A code as it is compared: half-width, small letters."""
    return half_width(typed).strip().lower()


def _code(text: str) -> str:
    read = normal(code(text))
    if not _FORM.fullmatch(read):
        raise ValueError(Phrase("短码应是字母开头、10 个以内的字母和数字，如 jm2"))
    return read


def _short(name: str) -> ListColumn:
    field = BY_NAME[name]

    def read(text: str) -> str:
        if field.longest and len(text) > field.longest:
            raise ValueError(Phrase("有 {length:,} 字，最多 {limit:,} 字", length=len(text), limit=field.longest))
        return text

    return ListColumn(name, field.label, read, synonyms=field.synonyms)


COLUMNS = (ListColumn("code", "短码", _code, required=True, synonyms=("代码", "编码")), *map(_short, SET))
"""The workbook's columns."""


def read(tables: Iterable[Table]) -> tuple[tuple[ShortCode, ...], tuple[Problem, ...]]:
    """The codes of a workbook, and what is wrong with it; a list with a problem must not be taken.

    Args:
        tables: the lists found in the workbook.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    for table in tables:
        found, wrong = rows_of(table, COLUMNS)
        rows += found
        problems += wrong
    whole = [row for row in rows if "code" in row.values]
    wrong_rows = {(problem.sheet, problem.row) for problem in problems}
    problems += _empty(row for row in whole if (row.sheet, row.number) not in wrong_rows)
    problems += _clashes(whole)
    if not rows:
        problems.append(Problem("没有一行短码"))
    return tuple(ShortCode(**row.values) for row in whole), tuple(problems)


def _empty(rows: Iterable[Row]) -> Iterable[Problem]:
    for row in rows:
        if len(row.values) == 1:
            yield Problem(Phrase("这个短码什么也没有代表"), row.sheet, row.number, "短码", row.values["code"])


def _clashes(rows: Iterable[Row]) -> Iterable[Problem]:
    first: dict[str, Row] = {}
    for row in rows:
        other = first.setdefault(row.values["code"], row)
        if other is not row:
            yield Problem(Phrase("与第 {row} 行短码相同", row=other.number), row.sheet, row.number, "短码", row.values["code"])


def expand(typed: str, codes: Iterable[ShortCode]) -> ShortCode | None:
    """The code that was typed as a whole text; None for any other text."""
    wanted = normal(typed)
    return next((each for each in codes if each.code == wanted), None)


def suggest(typed: str, codes: Iterable[ShortCode]) -> tuple[ShortCode, ...]:
    """The codes that begin with what was typed; none for text that cannot be the beginning of a code."""
    begun = normal(typed)
    if not _FORM.fullmatch(begun):
        return ()
    return tuple(sorted((each for each in codes if each.code.startswith(begun)), key=lambda each: each.code))[:MOST]


def report(codes: Iterable[ShortCode], office: str) -> Report:
    """The codes as a workbook of one sheet, ready to be edited."""
    named = [column.label for column in COLUMNS]
    return Report(
        SHORT_CODES,
        SHORT_CODES,
        office,
        "",
        (
            Sheet(
                SHORT_CODES,
                f"{office}{SHORT_CODES}",
                tuple(Column(label, width=36 if label == "内容" else 16) for label in named),
                tuple(tuple(getattr(each, column.name) for column in COLUMNS) for each in codes),
                notes=("说明：短码用字母开头的字母和数字，不能重复；其余各列可以空着。改好后用 wangge shortcodes --import 导入。",),
            ),
        ),
    )


def to_json(codes: Iterable[ShortCode]) -> str:
    """The list as its step tells it."""
    return json.dumps([asdict(each) for each in codes], ensure_ascii=False)


def from_json(text: str) -> tuple[ShortCode, ...]:
    """The list that `to_json` wrote."""
    return tuple(ShortCode(**row) for row in json.loads(text))
