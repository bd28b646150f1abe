"""The limit table 时限表: module × category × level → how long each stage may take, yellow and red.

An office edits it as a workbook and enters it whole; each version is valid from a moment on, and what was decided before stays as it was.
The stages are those of GB/T 30428.8 and CJ/T 315 (accept, verify, handle, check) and what practice adds (a hard one, sign, contact,
call back) [LOCAL].
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import product
from typing import Any

from wangge.errors import Phrase, Phrases, WanggeError
from wangge.fields import URGENCY
from wangge.limits import Limit, Unit

DEPARTMENTAL = "·"
"""Stands in names of departments' own limits (`劳动争议·调解期限`), which are no rows of this table."""
DEFAULT = "默认"
"""Fits every module, category or level."""


class Stage(StrEnum):
    """What a limit of the table is for 环节."""

    ACCEPT = "受理"
    VERIFY = "核实"
    HARD = "疑难"
    SIGN = "签收"
    CONTACT = "联系"
    HANDLE = "办理"
    CHECK = "核查"
    CALL_BACK = "回访"


@dataclass(frozen=True, slots=True)
class Span:
    """How long a stage may take: `red` is when it is overdue 时限, `amber` when it is warned about 预警 (None for no warning)."""

    red: Limit
    amber: Limit | None = None


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One row of the table.

    Attributes:
        module: 模块: a category, a lane or a source; `默认` fits all.
        category: 类别: a subcategory or category; `默认` fits all.
        level: 等级: an urgency or a tier; `默认` fits all.
        spans: the stages that this row limits.
    """

    module: str
    category: str
    level: str
    spans: Mapping[Stage, Span]

    @property
    def key(self) -> tuple[str, str, str]:
        """What the row fits."""
        return self.module, self.category, self.level

    @property
    def name(self) -> str:
        """The row as an explanation names it: its own words, without the `默认`."""
        return "·".join(part for part in self.key if part != DEFAULT) or DEFAULT


@dataclass(frozen=True)
class LimitTable:
    """The rows of one version."""

    rows: tuple[LimitRow, ...] = ()

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str, str], LimitRow]:
        return {row.key: row for row in self.rows}

    def find(self, values: Mapping[str, object], stage: Stage) -> tuple[Span, str] | None:
        """What `stage` of an event may take, and the name of the row that says so; None where no row does.

        A row of the event's level is preferred to one of its category, and that to one of its module.
        """
        levels = _words(values, "urgency", "tier")
        categories = _words(values, "subcategory", "category")
        modules = _words(values, "category", "lane", "source")
        for level, category, module in product(levels, categories, modules):
            row = self._by_key.get((module, category, level))
            if row is not None and stage in row.spans:
                return row.spans[stage], row.name
        return None


def _words(values: Mapping[str, object], *names: str) -> tuple[str, ...]:
    return (*(str(value) for name in names if (value := values.get(name))), DEFAULT)


def simple(limits: Mapping[str, Limit]) -> LimitTable:
    """The table that [limits] of `wangge.toml` stands for: handling limits by urgency or category, and limits of stages by their name."""
    spans = {stage: Span(limits[stage]) for stage in Stage if stage in limits}
    rows = [
        LimitRow(DEFAULT, DEFAULT, key, {Stage.HANDLE: Span(limit)})
        if key in URGENCY
        else LimitRow(DEFAULT, key, DEFAULT, {Stage.HANDLE: Span(limit)})
        for key, limit in limits.items()
        if key != DEFAULT and key not in spans and DEPARTMENTAL not in key
    ]
    own = {Stage.HANDLE: Span(limits[DEFAULT])} if DEFAULT in limits else {}
    return LimitTable((*rows, LimitRow(DEFAULT, DEFAULT, DEFAULT, {**own, **spans})))


HEADERS: tuple[str, ...] = ("模块", "类别", "等级", *(f"{stage}{word}" for stage in Stage for word in ("预警", "时限")))
"""The columns of the workbook."""


def to_rows(table: LimitTable) -> Iterator[tuple[str, ...]]:
    """The table as cells, below `HEADERS`."""
    for row in table.rows:
        cells = [str(part or "") for stage in Stage for part in _told(row.spans.get(stage))]
        yield (*row.key, *cells)


def _told(span: Span | None) -> tuple[Limit | None, Limit | None]:
    return (span.amber, span.red) if span else (None, None)


def from_rows(rows: Sequence[Sequence[object]], file: str) -> LimitTable:
    """The table that a worksheet holds.

    Args:
        rows: the cells from the sheet's first row on.
        file: the file's name, for the message.

    Raises:
        WanggeError: `limits_invalid`, naming every wrong cell; the table is then taken as a whole or not at all.
    """
    head = next((place for place, row in enumerate(rows) if HEADERS[0] in map(_text, row) and HEADERS[2] in map(_text, row)), None)
    if head is None:
        raise WanggeError("limits_invalid", file=file, cells=Phrase("没有表头（{headers}……）", headers="、".join(HEADERS[:5])))
    columns = {_text(cell): place for place, cell in enumerate(rows[head]) if _text(cell)}
    wrong = [
        Phrase("{cell} 没有“{name}”这一栏", cell=_cell(head, place), name=name) for name, place in columns.items() if name not in HEADERS
    ]
    wrong += [Phrase("缺“{name}”一栏", name=name) for name in HEADERS[:3] if name not in columns]
    found: dict[tuple[str, str, str], LimitRow] = {}
    for number, cells in enumerate(rows[head + 1 :], start=head + 1):
        told = {name: _text(cells[place]) if place < len(cells) else "" for name, place in columns.items()}
        if not any(told.values()):
            continue
        row = _row(told, columns, number, wrong)
        if row.key in found:
            wrong.append(Phrase("第{row}行 与前面的“{name}”重复", row=number + 1, name=row.name))
        found[row.key] = row
    if not found and not wrong:
        wrong.append(Phrase("表里没有一行时限"))
    if wrong:
        raise WanggeError("limits_invalid", file=file, cells=Phrases(wrong))
    return LimitTable(tuple(found.values()))


def _row(told: Mapping[str, str], columns: Mapping[str, int], number: int, wrong: list[Phrase]) -> LimitRow:
    def limit(name: str) -> Limit | None:
        text = told.get(name, "")
        read = Limit.parse(text) if text else None
        if text and read is None:
            wrong.append(Phrase("{cell} “{text}”应如 5工作日、24小时", cell=_cell(number, columns[name]), text=text))
        elif read is not None and read.number == 0:
            wrong.append(Phrase("{cell} “{text}”不能为 0", cell=_cell(number, columns[name]), text=text))
        return read

    spans = {}
    for stage in Stage:
        amber, red = limit(f"{stage}预警"), limit(f"{stage}时限")
        if amber and not told.get(f"{stage}时限"):
            wrong.append(Phrase("{cell} 有预警而没有时限", cell=_cell(number, columns[f"{stage}预警"])))
        elif amber and red and amber.unit is red.unit and amber.number >= red.number:
            cell = _cell(number, columns[f"{stage}预警"])
            wrong.append(Phrase("{cell} 预警“{amber}”不早于时限“{red}”", cell=cell, amber=amber, red=red))
        if red:
            spans[stage] = Span(red, amber)
    key = tuple(told.get(name) or DEFAULT for name in HEADERS[:3])
    if not any(told.get(name) for name in HEADERS[3:]):
        wrong.append(Phrase("第{row}行 没有填任何时限", row=number + 1))
    return LimitRow(key[0], key[1], key[2], spans)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _cell(row: int, column: int) -> str:
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def differences(before: LimitTable, after: LimitTable) -> tuple[tuple[str, str, str, str], ...]:
    """What another version changes: (row, stage, before, after), each limit as a person reads it and `—` for none."""
    old, new = ({row.key: row for row in table.rows} for table in (before, after))
    found = []
    for key in (*old, *(key for key in new if key not in old)):
        for stage in Stage:
            was, now = (rows[key].spans.get(stage) if key in rows else None for rows in (old, new))
            if was != now:
                found.append(((new.get(key) or old[key]).name, str(stage), _words_of(was), _words_of(now)))
    return tuple(found)


def _words_of(span: Span | None) -> str:
    if span is None:
        return "—"
    return f"{span.red}（预警 {span.amber}）" if span.amber else str(span.red)


def to_json(table: LimitTable) -> str:
    """The table as an office's fact keeps it."""
    rows = [
        [*row.key, {stage: [str(part) if part else None for part in _told(span)] for stage, span in row.spans.items()}]
        for row in table.rows
    ]
    return json.dumps(rows, ensure_ascii=False)


def from_json(text: str) -> LimitTable:
    """The table that `to_json` wrote."""
    rows: Iterable[Any] = json.loads(text)
    return LimitTable(
        tuple(
            LimitRow(module, category, level, {Stage(stage): _span(*told) for stage, told in spans.items()})
            for module, category, level, spans in rows
        )
    )


def _span(amber: str | None, red: str) -> Span:
    return Span(Limit.parse(red) or Limit(0, Unit.WORKING_DAY), Limit.parse(amber) if amber else None)
