"""Lists 名册: a workbook that a person edits, read whole, compared, and taken or refused as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from console.confirm import confirmed
from console.office import Office
from console.output import as_json, complain
from console.words import _, spoken_text
from wangge.errors import Phrase, WanggeError
from wangge.listing import ListColumn, heads
from wangge.plans import Table
from wangge.records import Problem

SHOWN = 50
"""Problems and changes that are shown to a person."""


def tables(office: Office, path: Path, columns: Sequence[ListColumn]) -> list[Table]:
    """The lists in a file whose header has every required column of these.

    Raises:
        WanggeError: as `importers.reading.read_file`.
    """
    from importers.reading import read_file
    from importers.tables import find_table

    known = heads(columns)
    needed = {column.name for column in columns if column.required}
    found = (find_table(sheet, known.__contains__) for sheet in read_file(path, office.catalogue.readers) if not sheet.hidden)
    return [table for table in found if table and needed <= {known[header].name for header in table.headers if header in known}]


def digest(path: Path) -> dict[str, str]:
    """What a step says of the file that it took: its name and its content's digest."""
    return {"file": path.name, "sha256": sha256(path.read_bytes()).hexdigest()}


def none_found(path: Path, kind: str, columns: Iterable[ListColumn]) -> WanggeError:
    """The refusal of a file without such a list."""
    return WanggeError("list_none", file=path.name, kind=kind, headers="、".join(column.label for column in columns if column.required))


def refuse(path: Path, problems: Sequence[Problem], *, json: bool) -> None:
    """Name every wrong cell, then refuse the file, if there is one.

    Raises:
        WanggeError: `list_wrong`.
    """
    if not problems:
        return
    if json:
        as_json({"file": path.name, "problems": [problem_json(problem) for problem in problems]})
    else:
        for problem in problems[:SHOWN]:
            complain(where(problem))
    raise WanggeError("list_wrong", file=path.name, count=len(problems), first=where(problems[0]))


def where(problem: Problem) -> str:
    """A problem with its cell."""
    place = Phrase("“{sheet}”第{row}行“{column}”", sheet=problem.sheet, row=problem.row, column=problem.column) if problem.row else ""
    value = Phrase("（{value}）", value=problem.value) if problem.value else ""
    return f"{spoken_text(place)}{value}{'：' if place else ''}{spoken_text(problem.message)}"


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem as `--json` gives it."""
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "message": spoken_text(problem.message),
    }


def agreed() -> bool:
    """Ask whether a list is to be taken."""
    return confirmed(_("回车采用；输入 n 回车不采用："), _("没有采用。核对无误后加 --yes 再运行一次。"))
