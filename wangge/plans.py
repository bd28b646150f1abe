"""Plans 导入计划: what an import would do, row by row, before anything is written.

An importer makes one, a person looks at it, `Ledger.commit_import` carries it out. Every row has exactly one verdict; 疑似重复 is a mark
beside it, never a reason to leave a row out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wangge.field import Field, Value
from wangge.records import Problem


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    ERROR = "error"
    SKIPPED = "skipped"
    ASKED = "asked"


class SameNumber(StrEnum):
    """What a row is whose number the ledger has with another text and another report time: nobody but a person can say.

    ASK leaves such rows out (`Verdict.ASKED`), OTHER takes them as matters of their own, their number kept beside them, SAME as news of the
    event that has the number.
    """

    ASK = "ask"
    OTHER = "other"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table and the field that it brings; without one it is kept as a sensitive extra."""

    index: int
    header: str
    field: Field | None


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A worksheet as a reader gives it: plain cells, nothing understood.

    Attributes:
        name: the worksheet's name, empty for a csv file.
        rows: the cells from the sheet's first row on (text, number, bool, date or None).
        merged: merged ranges as (first row, first column, last row, last column), counted from 0.
    """

    name: str
    rows: Sequence[Sequence[object]]
    merged: Sequence[tuple[int, int, int, int]] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A list found in a file.

    Attributes:
        sheet: the worksheet's name, empty for a csv file.
        title: what stood above the header.
        header_row: the row of the (last) header line, 1 is the first row of the sheet.
        headers: the column names.
        rows: the rows below, each with its number in the sheet.
    """

    sheet: str
    title: str
    header_row: int
    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[object, ...]], ...]


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the plan.

    Attributes:
        sheet, row: where it stands in the file.
        verdict: what becomes of it.
        values: what it says, by Field name, as the ledger keeps it.
        extra: unknown columns, by header.
        print: a digest of what it says; equal prints are the same row.
        event: for a row that the ledger has, its row there.
        gist: a digest of what it tells, by which another telling is found.
        duplicate_of: numbers of events (or rows) that look like the same matter.
    """

    sheet: str
    row: int
    verdict: Verdict
    values: Mapping[str, Value]
    extra: Mapping[str, Value]
    print: str
    gist: int = 0
    event: int = 0
    duplicate_of: str = ""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import of one file would do.

    Attributes:
        file: its name, without the folder.
        sha256: its content's digest.
        tables: the lists found in it, without their rows' cells.
        columns: the columns and their fields, of every table.
        rows: what becomes of every row.
        problems: what is wrong or doubtful, each with its place.
        forbidden: headers that the ledger has no place for; left out.
        unknown: headers nobody knows; kept as sensitive extras.
    """

    file: str
    sha256: str
    tables: tuple[Table, ...]
    columns: tuple[Column, ...]
    rows: tuple[PlannedRow, ...]
    problems: tuple[Problem, ...] = ()
    forbidden: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def count(self, verdict: Verdict) -> int:
        """How many rows have this verdict."""
        return sum(row.verdict is verdict for row in self.rows)

    @property
    def duplicates(self) -> int:
        """How many of the rows to be written look like another matter."""
        return sum(bool(row.duplicate_of) and row.verdict in {Verdict.NEW, Verdict.CHANGED} for row in self.rows)

    def counts(self) -> dict[str, int]:
        """The figures of `import --json`."""
        return {
            "rows": len(self.rows),
            **{verdict.value: self.count(verdict) for verdict in Verdict},
            "duplicate": self.duplicates,
        }
