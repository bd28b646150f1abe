"""Planning 制订导入计划: a file against the ledger, row by row.

Every row is new, the same, changed, wrong, or outside the office's scope. Rows that look like another matter are marked, and taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from importers.cell_values import plain, sound
from importers.cells import columns_left, note_cells, without_marks
from importers.columns import Headers
from importers.duplicates import mark_duplicates
from importers.identity import compare, counts_rows, row_print
from importers.lines import section_name
from importers.reading import LARGEST, read_file
from importers.rows import Rows, read_rows, told
from importers.tables import Names, filled, find_tables
from wangge.bulk import without_collector
from wangge.catalogue import Catalogue, Reader
from wangge.dates import Order, readings
from wangge.errors import Phrase, WanggeError
from wangge.field import Kind, Value
from wangge.fields import BY_NAME
from wangge.lifecycle import State
from wangge.plans import Column, ImportPlan, Left, LeftOut, PlannedRow, RawSheet, SameNumber, Table, Verdict
from wangge.ports import Known, Progress, no_progress
from wangge.records import Problem
from wangge.settings import Settings
from wangge.text import gist, readable_name
from wangge.times import Instant, from_wall, instant

_PHONE_TAG = re.compile(r"报警电话[:：]\s*([\d*\-]{7,20})")
_ORDERED_AT = re.compile(r"接110指令时间[:：]?\s*(\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}(?::\d{2})?)")
_AGAIN = re.compile(r"重复报警[:：]|来电催促|再次催促|催促")
_STATES = frozenset(State)


class Planner:
    """Makes plans for one office.

    Args:
        settings: its scope, level, zone and value tables.
        catalogue: the readers and fields.
        ledger: what is known already.
    """

    def __init__(self, settings: Settings, catalogue: Catalogue, ledger: Known) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._ledger = ledger
        self._headers = Headers(catalogue.fields())
        times = frozenset(field.name for field in catalogue.fields() if field.kind is Kind.TIME)
        self._names = Names(self._headers.field_name, times.__contains__)
        self._categories = frozenset(duty.category for duty in catalogue.duties)
        own = (("district", settings.district), ("street", settings.street))
        self._scope = tuple((name, wanted) for name, wanted in own if wanted)

    def plan(
        self,
        path: Path,
        now: datetime,
        *,
        orders: Mapping[str, Order] | None = None,
        take_all: bool = False,
        same_number: SameNumber = SameNumber.ASK,
        progress: Progress = no_progress,
    ) -> ImportPlan:
        """What importing the file at `path` would do.

        Args:
            path: the file.
            now: an aware time; rows reported later are wrong.
            orders: the order of date columns that the clerk named.
            take_all: take rows of other streets too.
            same_number: what a person said of rows whose number is known and nothing else of them.
            progress: told of the stages.

        Raises:
            WanggeError: what `read_file` raises; `file_form` when there is no list in it; `dates_ambiguous`; `import_stopped`.
        """
        with without_collector():
            return self._plan(path, instant(now), orders or {}, take_all=take_all, same_number=same_number, progress=progress)

    def _plan(
        self, path: Path, now: Instant, orders: Mapping[str, Order], *, take_all: bool, same_number: SameNumber, progress: Progress
    ) -> ImportPlan:
        sheets, digest = _read(path, self._catalogue.readers)
        if not progress(1, 4):
            raise WanggeError("import_stopped")
        tables, left = self._find(sheets)
        if not tables:
            raise WanggeError("file_form", file=path.name, reason="没有找到“编号、内容、时间”这样的表头")
        empty = [table for table in tables if not table.rows]
        left += [LeftOut(Left.HEADER, table.sheet, (table.header_row,), (), table.header_cells) for table in empty if table.header_row]
        tables = [table for table in tables if table.rows]
        if tables and not any(self._headers.tells_matter(table.headers) for table in tables):
            raise WanggeError("file_form", file=path.name, reason="没有“内容”或“标题”这样的列，不知道每一行说的是什么事")
        if not tables:
            raise WanggeError("file_form", file=path.name, reason="表头下面没有一行数据")
        planned: list[PlannedRow] = []
        problems: list[Problem] = []
        columns: list[Column] = []
        forbidden: list[str] = []
        unknown: list[str] = []
        numbered: dict[str, str] = {}
        seen = _Seen()
        marks = {sheet.name: sheet.marks for sheet in sheets if not sheet.hidden}
        for table in tables:
            own = marks.get(table.sheet, {})
            bare = sound(without_marks(table, own))
            matched = self._headers.match(table.headers)
            number = next((column for column in matched.columns if column.field and column.field.name == "external_no"), None)
            if number and counts_rows([plain(row[number.index]) for _, row in bare.table.rows]):
                matched = matched.without("external_no")
            elif number:
                numbered[table.sheet] = number.header
            rows = read_rows(bare, matched.columns, self._settings, orders, path.name)
            note_cells(rows, table, matched.columns, own)
            left += columns_left(table, matched.columns, matched.forbidden)
            self._understand(rows, matched.columns, table, now)
            planned += self._verdicts(rows, table, seen, self._sender(readable_name(path.name)), take_all=take_all)
            problems += rows.problems
            columns += matched.columns
            forbidden += matched.forbidden
            unknown += matched.unknown
        if not progress(2, 4):
            raise WanggeError("import_stopped")
        planned, questions = compare(planned, self._ledger, same_number, numbered)
        problems += questions
        if not progress(3, 4):
            raise WanggeError("import_stopped")
        planned = mark_duplicates(planned, self._ledger, self._settings)
        hidden = {sheet.name: sheet.hidden_rows for sheet in sheets}
        return ImportPlan(
            readable_name(path.name),
            digest,
            tuple(replace(table, rows=()) for table in tables),
            tuple(columns),
            tuple(planned),
            tuple(problems),
            tuple(forbidden),
            tuple(unknown),
            tuple(left),
            sum(row.row - 1 in hidden[row.sheet] for row in planned),
        )

    def _find(self, sheets: Sequence[RawSheet]) -> tuple[list[Table], list[LeftOut]]:
        """The lists of a file and what is in none of them; what of a sheet's cells is neither would be a fault of ours, and is said."""
        tables: list[Table] = []
        left: list[LeftOut] = []
        for sheet in sheets:
            if sheet.hidden:
                left.append(LeftOut(Left.HIDDEN, sheet.name, tuple(range(1, len(sheet.rows) + 1)), (), filled(sheet.rows)))
                continue
            found = find_tables(sheet, self._names, tables[-1] if tables else None)
            if found.cells != filled(sheet.rows):
                raise WanggeError("file_uncounted", sheet=sheet.name or "—", told=found.cells, cells=filled(sheet.rows))
            tables += found.tables
            left += found.left_out
        return tables, left

    def _understand(self, rows: Rows, columns: Sequence[Column], table: Table, now: Instant) -> None:
        """What the cells of a row mean together: the state, the path, what the text tells, what is missing."""
        names = {column.field.name for column in columns if column.field}
        headers = {column.field.name: column.header for column in columns if column.field}
        expected = [name for name in ("category", "subcategory") if name in names]
        for place, values in enumerate(rows.values):
            if "state" in names or "state_detail" in names:
                self._state(rows, table, place, values, headers)
            self._path(rows, table, place, values, headers)
            if "category" not in values and (named := self._category(table.sections.get(rows.numbers[place], ""))):
                values["category"] = named
            for name, own in self._scope:
                values.setdefault(name, own)
            _told_in_text(values, self._settings)
            if not values.get("text") and not values.get("title"):
                rows.problems.append(Problem("这一行没有内容也没有标题，不能登记。请补填后重新导入", table.sheet, rows.numbers[place]))
                rows.wrong.add(place)
            reported = values.get("reported_at")
            if reported and str(reported) > now:
                message = "上报时间晚于现在。请核对日期后重新导入"
                header = headers.get("reported_at", "")
                rows.problems.append(Problem(message, table.sheet, rows.numbers[place], header, str(reported)))
                rows.wrong.add(place)
            missing = [BY_NAME[name].label for name in (*expected, "text", "reported_at") if not values.get(name)]
            if missing:
                values["missing"] = "、".join(missing)

    def _category(self, section: str) -> str:
        """The category that a section line names; empty where it names none that the office has."""
        name = section_name(section) if section else ""
        return name if name in self._categories else self._settings.table("category").get(name, "")

    def _state(self, rows: Rows, table: Table, place: int, values: dict[str, Value], headers: Mapping[str, str]) -> None:
        """The state that a row shows: by its detailed state, else by its state, through the office's value table."""
        detail, shown = values.get("state_detail"), values.pop("state", None)
        for raw in (detail, shown):
            if raw is None:
                continue
            state = self._settings.value("state", str(raw))
            if state in _STATES:
                values["state"] = State(state)
                return
        if detail or shown:
            message = "不在状态取值表内，按各时间列推定状态。可在设置 [values.state] 里补上后重新导入"
            header = headers.get("state_detail") or headers.get("state", "")
            rows.problems.append(Problem(message, table.sheet, rows.numbers[place], header, told(detail or shown), fatal=False))

    def _path(self, rows: Rows, table: Table, place: int, values: dict[str, Value], headers: Mapping[str, str]) -> None:
        """所属组织 repeats the four levels; it fills what its own columns do not say, and is checked against what they say."""
        path = values.pop("path", None)
        if not path:
            return
        for name, part in zip(("district", "street", "community", "grid"), re.split(r"[/＞>]", str(path)), strict=False):
            if part and not values.get(name):
                values[name] = part
            elif part and values[name] != part:
                message = Phrase("与“{label}”列（{value}）不一致，按该列入账", label=BY_NAME[name].label, value=told(values[name]))
                rows.problems.append(Problem(message, table.sheet, rows.numbers[place], headers["path"], told(path), fatal=False))

    def _verdicts(self, rows: Rows, table: Table, seen: _Seen, sender: str, *, take_all: bool) -> list[PlannedRow]:
        planned = []
        for place, (number, values, extra) in enumerate(zip(rows.numbers, rows.values, rows.extra, strict=True)):
            verdict = Verdict.NEW
            digest = row_print(values, extra)
            if sender:
                # after the print: the same rows under another file name are the same rows
                values.setdefault("source", sender)
            key = str(values.get("external_no", ""))
            if place in rows.wrong:
                verdict = Verdict.ERROR
            elif not take_all and not self._in_scope(values):
                verdict = Verdict.SKIPPED
            elif key and key in seen.keys:
                first_sheet, first_row, first_print = seen.keys[key]
                if first_print == digest:
                    verdict = Verdict.SAME
                else:
                    verdict = Verdict.ERROR
                    message = Phrase("编号与第 {row} 行重复而内容不同。请核对后只留一行", row=first_row)
                    if first_sheet != table.sheet:
                        message = Phrase(
                            "编号与工作表“{sheet}”第 {row} 行重复而内容不同。请核对后只留一行", sheet=first_sheet, row=first_row
                        )
                    rows.problems.append(Problem(message, table.sheet, number, BY_NAME["external_no"].label, key))
            elif key:
                seen.keys[key] = (table.sheet, number, digest)
            else:
                seen.prints[digest] += 1
                digest = f"{digest}-{seen.prints[digest]}"
            planned.append(PlannedRow(table.sheet, number, verdict, values, extra, digest, gist(str(values.get("text") or ""))))
        return planned

    def _sender(self, file: str) -> str:
        """The source of a file that names it nowhere but in its own name, as 12345工单.xlsx: only one that waits for replies is taken from there."""
        written = {**{source: source for source in self._settings.policy.upstream}, **self._settings.table("source")}
        named = (source for raw, source in written.items() if raw in file and source in self._settings.policy.upstream)
        return next(named, "")

    def _in_scope(self, values: Mapping[str, Value]) -> bool:
        return all(values[name] == wanted for name, wanted in self._scope)


class _Seen:
    """What stood in the file already: event numbers with their place and print, and how often a print came."""

    def __init__(self) -> None:
        self.keys: dict[str, tuple[str, int, str]] = {}
        self.prints: defaultdict[str, int] = defaultdict(int)


def _read(path: Path, readers: Iterable[Reader]) -> tuple[list[RawSheet], str]:
    """The sheets of a file and the digest of the very bytes that they were read from."""
    before = _digest(path)
    sheets = read_file(path, readers)
    if before != _digest(path):
        raise WanggeError("file_changing", file=readable_name(path.name))
    return sheets, before


def _digest(path: Path) -> str:
    """A file's digest; empty for what cannot be read, of which the reader says why."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            return ""
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _told_in_text(values: dict[str, Value], settings: Settings) -> None:
    """What a police order's text tells besides the matter: the caller's phone, when the order came, how often the caller rang again."""
    text = values.get("text")
    if not isinstance(text, str):
        return
    if "caller_phone" not in values and "报警电话" in text and (found := _PHONE_TAG.search(text)):
        values["caller_phone"] = found[1]
    if "occurred_at" not in values and "接110指令" in text and (found := _ORDERED_AT.search(text)):
        wall = readings(found[1]).get(Order.YMD)
        if wall:
            values["occurred_at"] = from_wall(wall, settings.zone)
    if "重复报警" in text or "催促" in text:
        values["urges"] = len(_AGAIN.findall(text))


def totals(plans: Iterable[ImportPlan]) -> dict[str, int]:
    """The figures of several plans together."""
    sums: dict[str, int] = defaultdict(int)
    for plan in plans:
        for name, number in plan.counts().items():
            sums[name] += number
    return dict(sums)
