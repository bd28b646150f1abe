"""Plans 导入计划: what an import would do, row by row, before anything is written.

An importer makes one, a person looks at it, `Ledger.commit_import` carries it out. Every row has exactly one verdict; 疑似重复 is a mark
beside it, never a reason to leave a row out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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


class Left(StrEnum):
    """Why something that stands in a file is in no row of its plan."""

    TITLE = "title"
    HEADER = "header"
    EXAMPLE = "example"
    SECTION = "section"
    TOTAL = "total"
    END = "end"
    FOOTER = "footer"
    SERIAL = "serial"
    FORBIDDEN = "forbidden"
    SHEET = "sheet"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that stands in a file and is in no row of its plan, with the reason.

    Attributes:
        reason: why.
        sheet: the worksheet's name.
        rows: the numbers of the lines that are left out; empty for a column or a whole sheet.
        columns: the headers of columns that are left out.
        cells: how many cells with something in them that is.
    """

    reason: Left
    sheet: str
    rows: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()
    cells: int = 0


class Mark(StrEnum):
    """What a cell holds that is no value: an error, a formula that nobody has worked out, a picture."""

    ERROR = "error"
    FORMULA = "formula"
    PICTURE = "picture"


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
        marks: cells that hold no value, by (row, column) counted from 0, each with what it shows.
        hidden: whether the sheet itself is hidden.
        hidden_rows: rows that are hidden or filtered away, counted from 0.
        from_1904: whether the workbook counts its days from 1904.
    """

    name: str
    rows: Sequence[Sequence[object]]
    merged: Sequence[tuple[int, int, int, int]] = ()
    marks: Mapping[tuple[int, int], tuple[Mark, str]] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    from_1904: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A list found in a file.

    Attributes:
        sheet: the worksheet's name, empty for a csv file.
        title: what stood above the header.
        header_row: the row of the (last) header line, 1 is the first row of the sheet.
        headers: the column names.
        rows: the rows below, each with its number in the sheet.
        header_cells: how many cells with something in them the header has.
        cells: how many the rows have.
        beyond: for rows with more cells than the header, where those are (`E3、F3`), by the row's number.
        dittos: cells that say 同上, by (row's number, column), and were filled from above.
        sections: the line 一、… under which a row stands, by the row's number.
        continues: the sheet whose header this one goes on with, empty for a header of its own.
        unnamed: the names given to columns that have no header.
        from_1904: whether the numbers of its date columns are days from 1904.
    """

    sheet: str
    title: str
    header_row: int
    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[object, ...]], ...]
    header_cells: int = 0
    cells: int = 0
    beyond: Mapping[int, str] = field(default_factory=dict)
    dittos: frozenset[tuple[int, int]] = frozenset()
    sections: Mapping[int, str] = field(default_factory=dict)
    continues: str = ""
    unnamed: tuple[str, ...] = ()
    from_1904: bool = False


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
        left_out: what stands in the file and in no row, with the reasons.
        hidden_rows: how many of the rows are hidden or filtered away in the file; they are taken.
    """

    file: str
    sha256: str
    tables: tuple[Table, ...]
    columns: tuple[Column, ...]
    rows: tuple[PlannedRow, ...]
    problems: tuple[Problem, ...] = ()
    forbidden: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    hidden_rows: int = 0

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
