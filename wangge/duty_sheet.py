"""The duty list as a workbook 权责清单表: written for WPS, read back, refused whole when a cell is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from wangge.duty import DUTY_LIST, Duty, DutyList
from wangge.errors import Phrase
from wangge.limits import Limit
from wangge.listing import ListColumn, Read, Row, day, rows_of, words
from wangge.plans import Table
from wangge.records import Problem
from wangge.settings import Settings
from wangge.sheets import Column, Report, Sheet

_WIDTHS = {"matter": 18, "category": 14, "unit": 18, "co_units": 24, "tier": 8, "limit": 10, "basis": 36, "words": 36}


def columns(settings: Settings) -> tuple[ListColumn, ...]:
    """The columns of the workbook, as this office reads them."""
    return (
        ListColumn("matter", "事项", required=True, synonyms=("事项名称", "二级分类", "小类")),
        ListColumn("category", "类别", required=True, synonyms=("一级分类", "大类")),
        ListColumn("unit", "主办单位", required=True, synonyms=("主办", "牵头单位", "责任单位", "承办单位")),
        ListColumn("co_units", "协办单位", words, synonyms=("协办", "配合单位")),
        ListColumn("tier", "层级", _tier(settings), synonyms=("处置层级",)),
        ListColumn("limit", "时限", _limit, synonyms=("办理时限",)),
        ListColumn("basis", "依据", synonyms=("法律依据", "政策依据")),
        ListColumn("words", "关键词", words),
        ListColumn("valid_from", "生效日期", _iso, synonyms=("起始日期",)),
        ListColumn("valid_to", "失效日期", _iso, synonyms=("终止日期",)),
    )


def read(tables: Iterable[Table], settings: Settings) -> tuple[tuple[Duty, ...], tuple[Problem, ...]]:
    """The rows of a duty list, and what is wrong with it; a list with a problem must not be taken.

    Args:
        tables: the lists found in the workbook.
        settings: the office's tiers.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    for table in tables:
        found, wrong = rows_of(table, columns(settings))
        rows += found
        problems += wrong
    whole = [row for row in rows if row.values.keys() >= {"matter", "category", "unit"}]
    problems += [*_backwards(whole), *_twice(whole)]
    if not rows:
        problems.append(Problem("没有一行事项"))
    return tuple(Duty(**row.values) for row in whole), tuple(problems)


def report(version: DutyList, settings: Settings) -> Report:
    """A version as a report of one sheet, ready to be edited."""
    named = columns(settings)
    since = version.valid_from or "最初"
    return Report(
        DUTY_LIST,
        f"{DUTY_LIST}（第{version.version}版）",
        settings.name,
        f"{since}起",
        (
            Sheet(
                DUTY_LIST,
                f"{settings.name}{DUTY_LIST}（第{version.version}版）",
                tuple(Column(column.label, width=_WIDTHS.get(column.name, 12)) for column in named),
                tuple(tuple(_cell(row, column.name) for column in named) for row in version.rows),
                notes=(
                    "说明：多个单位或关键词用“、”分开；时限写 5工作日、24小时、4工作时；日期空着为长期。改好后用 wangge duty --import 导入。",
                ),
            ),
        ),
    )


def _cell(row: Duty, name: str) -> str:
    value = getattr(row, name)
    return "、".join(value) if isinstance(value, tuple) else str(value)


def _backwards(rows: Sequence[Row]) -> Iterable[Problem]:
    for row in rows:
        first, last = row.values.get("valid_from", ""), row.values.get("valid_to", "")
        if first and last and last < first:
            yield Problem(Phrase("失效日期早于生效日期 {first}", first=first), row.sheet, row.number, "失效日期", last)


def _twice(rows: Sequence[Row]) -> Iterable[Problem]:
    """A matter may stand twice only when one row ends before the other begins."""
    known: dict[str, list[Row]] = {}
    for row in rows:
        for other in known.setdefault(row.values["matter"], []):
            if _overlap(row.values, other.values):
                message = Phrase("与第 {row} 行事项相同，期间重叠", row=other.number)
                yield Problem(message, row.sheet, row.number, "事项", row.values["matter"])
                break
        known[row.values["matter"]].append(row)


def _overlap(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    never = date.max.isoformat()
    return one.get("valid_from", "") <= (other.get("valid_to") or never) and other.get("valid_from", "") <= (one.get("valid_to") or never)


def _iso(text: str) -> str:
    return day(text).isoformat()


def _limit(text: str) -> str:
    limit = Limit.parse(text)
    if limit is None or not limit.number:
        raise ValueError(Phrase("应写成 5工作日、24小时、4工作时"))
    return str(limit)


def _tier(settings: Settings) -> Read:
    names = settings.table("tier_names")
    by_name = {name: tier for tier, name in names.items()}

    def read(text: str) -> str:
        tier = by_name.get(text, settings.value("tier", text))
        if tier not in names:
            raise ValueError(Phrase("没有这个层级，只能填{choices}", choices="、".join((*names, *by_name))))
        return tier

    return read
