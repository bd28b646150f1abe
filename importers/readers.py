"""Readers 读表: the cells of a workbook or a csv file, and nothing understood.

They run in a child process with limits (`importers.child`), so they import little and return plain data.
"""

from __future__ import annotations

import csv
import io
import re
from itertools import chain
from pathlib import Path

from importers.file_kinds import OLE_MAGIC, ZIP_MAGIC
from importers.marks import is_from_1904, sheet_notes, text_marks
from wangge.catalogue import Reader
from wangge.errors import WanggeError
from wangge.plans import RawSheet

MOST_UNPACKED = 1 << 30
"""Bytes that a workbook may unpack to."""
SAMPLE = 64 * 1024
END = "\x00"
"""A line of our own behind the last one of a text table: a quote that is never closed swallows it."""


def read_workbook(path: Path) -> list[RawSheet]:
    """The sheets of an .xlsx, .xlsm, .xlsb, .xls, .et or .ods file, hidden ones marked so.

    Raises:
        WanggeError: `file_password`, `file_too_big`, `file_broken`.
    """
    import python_calamine as calamine

    _check_zip(path)
    try:
        book = calamine.load_workbook(str(path))
        notes, old_mac = sheet_notes(path), is_from_1904(path)
        sheets = []
        for each in book.sheets_metadata:
            if each.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(each.name)
            merged = [(start[0], start[1], end[0], end[1]) for start, end in sheet.merged_cell_ranges or ()]
            rows = sheet.to_python(skip_empty_area=False)
            marks, hidden_rows = notes.get(each.name, ({}, frozenset[int]()))
            marks = {**marks, **text_marks(rows)}
            hidden = each.visible is not calamine.SheetVisibleEnum.Visible
            sheets.append(RawSheet(each.name, rows, merged, marks, hidden, hidden_rows, old_mac))
    except calamine.PasswordError as error:
        raise WanggeError("file_password", file=path.name) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        if "assword" in str(error) or _is_encrypted(path):
            raise WanggeError("file_password", file=path.name) from error
        raise WanggeError("file_broken", file=path.name, reason="里面的结构损坏，或者不全") from error
    return sheets


def _check_zip(path: Path) -> None:
    import zipfile

    with path.open("rb") as file:
        if file.read(4) != ZIP_MAGIC:
            return
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise WanggeError("file_broken", file=path.name, reason="压缩的结构损坏") from error
    if unpacked > MOST_UNPACKED:
        raise WanggeError("file_too_big", file=path.name, limit="1 GB")


def _is_encrypted(path: Path) -> bool:
    """An encrypted .xlsx is an OLE file that holds a stream named EncryptedPackage (in UTF-16)."""
    head = path.read_bytes()[: 1 << 20]
    return head.startswith(OLE_MAGIC) and "EncryptedPackage".encode("utf-16-le") in head


def read_csv(path: Path) -> list[RawSheet]:
    """A text table: UTF-8 with or without BOM, UTF-16 with BOM, or GB18030; comma, tab or semicolon.

    Raises:
        WanggeError: `file_encoding`, `file_broken`.
    """
    text, delimiter = _separated(decode(path.read_bytes(), path.name))
    # ="001" is a text that looks like a number: quoted as ever, its cell may hold the separator
    text = re.sub(rf'(^|[{re.escape(delimiter)}\r\n])="(?!")', r'\1"', text) if '="' in text else text
    csv.field_size_limit(1 << 24)
    try:
        lines = chain(io.StringIO(text, newline=""), [END])
        rows = list(csv.reader(lines, delimiter=delimiter, strict=False))
    except csv.Error as error:
        raise WanggeError("file_broken", file=path.name, reason="有一格太长，或者含有空字符") from error
    if rows.pop() != [END]:
        raise WanggeError("file_broken", file=path.name, reason="有一处双引号没有配对，从那里起分不清行")
    return [RawSheet("", rows, (), text_marks(rows))]


def decode(raw: bytes, name: str) -> str:
    """The text of a file: by its BOM, else strictly as UTF-8, else strictly as GB18030.

    Raises:
        WanggeError: `file_encoding` when it is none of them.
    """
    for bom, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(bom):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError as error:
                raise WanggeError("file_encoding", file=name) from error
    if b"\x00" in raw[:SAMPLE]:
        raise WanggeError("file_kind", file=name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise WanggeError("file_encoding", file=name)


def _separated(text: str) -> tuple[str, str]:
    """A text table and its separator: as its first line `sep=|` says, else the sign that most of its lines hold."""
    told = re.match(r'"?sep=(.)"?[^\S\t\r\n]*(?:\r\n|\r|\n)', text, re.IGNORECASE)
    if told:
        return text[told.end() :], told[1]
    lines = [line for line in text[:SAMPLE].splitlines() if line.strip()][:20]
    counts = {mark: [line.count(mark) for line in lines] for mark in ",\t;|"}
    # cells may hold any sign many times, but the header and every row hold the separator
    best = max(",\t;|", key=lambda mark: (sum(count > 0 for count in counts[mark]), sum(counts[mark])))
    return text, best if sum(counts[best]) else ","


WORKBOOKS = Reader("工作簿", (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".et"), read_workbook, (ZIP_MAGIC, OLE_MAGIC))
CSV_FILES = Reader("文本表", (".csv", ".txt", ".tsv"), read_csv)
READERS = (WORKBOOKS, CSV_FILES)
