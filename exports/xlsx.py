"""The workbook 工作簿: a report as a file that clerks open in WPS or Excel, filter, print and send on.

The same report made at the same time gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from exports.cells import printable
from exports.page import draw
from exports.saving import report_filename, save_new
from exports.styles import Styles
from wangge.errors import WanggeError
from wangge.ports import Progress, no_progress
from wangge.sheets import Column, Report, Sheet

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["report_filename", "sheet_names", "workbook_bytes", "write_report"]

LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_CORE = "docProps/core.xml"


def write_report(
    report: Report, path: Path, made: datetime | None = None, progress: Progress = no_progress, told: Callable[[], object] | None = None
) -> Path:
    """Write `report` as a workbook.

    Args:
        report: what to write.
        path: where; when there is such a file, `…_v2` beside it. A folder that is missing is made.
        made: 制表时间, the office's wall clock; now without one.
        progress: told how many rows of a sheet are drawn.
        told: records in the ledger that it was written; see `save_new`.

    Returns:
        the file that was written.

    Raises:
        WanggeError: `office_unwritable`, with the reason; `work_stopped` when `progress` says so.
    """
    try:
        content = workbook_bytes(report, made or datetime.now(), progress)  # noqa: DTZ005 (the wall clock is what is printed)
    except OSError as error:
        # openpyxl keeps its sheets in the system's temporary folder, which may be full
        raise WanggeError("office_unwritable", path=gettempdir(), reason=error.strerror or type(error).__name__) from error
    return save_new(content, path, told) if told else save_new(content, path)


def workbook_bytes(report: Report, made: datetime, progress: Progress = no_progress) -> bytes:
    """The workbook's content; equal for equal arguments."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    styles = Styles(book)
    subtitle = f"填报单位：{report.office}　　统计期间：{report.period}　　制表时间：{made:%Y-%m-%d %H:%M}"
    sheets = report.sheets or (Sheet("说明", report.title, (Column("说明"),), (("本期没有内容。",),)),)
    for place, (name, sheet) in enumerate(zip(sheet_names(each.name for each in sheets), sheets, strict=True)):
        draw(book.create_sheet(name), sheet, subtitle, () if place else report.notes, styles, progress)
    properties = book.properties
    properties.title, properties.creator = printable(report.title), printable(report.office)
    properties.created = properties.modified = made
    return _settled(book, made)


def sheet_names(names: Iterable[str]) -> list[str]:
    """Names that tabs can have: at most 31 characters, no brackets, slashes or `:*?`, no two alike, none empty."""
    taken: dict[str, str] = {}
    for number, raw in enumerate(names, start=1):
        base = _FORBIDDEN.sub("_", printable(raw).replace("\n", " ")).strip(" '")[:LONGEST_NAME] or f"表{number}"
        name, copy = base, 2
        while name.casefold() in taken:
            tail = f"_{copy}"
            name, copy = base[: LONGEST_NAME - len(tail)] + tail, copy + 1
        taken[name.casefold()] = name
    return list(taken.values())


def _settled(book: Workbook, made: datetime) -> bytes:
    """The saved workbook with its clock set to `made`: openpyxl stamps the present into the archive and its properties."""
    from openpyxl.xml.functions import tostring

    raw, settled = BytesIO(), BytesIO()
    book.save(raw)
    book.properties.modified = made
    stamp = (max(made.year, 1980), made.month, made.day, made.hour, made.minute, made.second)
    with ZipFile(raw) as loose, ZipFile(settled, "w", ZIP_DEFLATED) as tight:
        for name in loose.namelist():
            content = tostring(book.properties.to_tree()) if name == _CORE else loose.read(name)
            entry = ZipInfo(name, stamp)
            entry.compress_type = ZIP_DEFLATED
            tight.writestr(entry, content)
    return settled.getvalue()
