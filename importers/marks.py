"""Marks 格注: what a workbook says of its cells and rows that is no value: errors, formulas that nobody worked out, pictures, hidden rows.

The reader of cells gives nothing for these. A sheet's own XML is looked through only where it has such a thing.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError  # (the types alone; what is read goes through defusedxml)

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from wangge.plans import Mark

Marks = dict[tuple[int, int], tuple[Mark, str]]

_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA|BLOCKED!|#+)")
_PICTURE = re.compile(r"=?\s*(?:_xlfn\.)?(?:DISPIMG|IMAGE)\s*\(", re.IGNORECASE)
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)</|<(?:\w+:)?is\b", re.DOTALL)
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_FROM_1904 = re.compile(rb'<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true)"')
_OFFICE_DOCUMENT = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def text_marks(rows: Sequence[Sequence[object]]) -> Marks:
    """The cells whose text is an error of a spreadsheet, or the formula of a picture of WPS."""
    marks: Marks = {}
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell[:1] in {"#", "=", "_"}:
                if _ERROR.fullmatch(cell.strip()):
                    marks[row, column] = (Mark.ERROR, cell.strip())
                elif _PICTURE.match(cell):
                    marks[row, column] = (Mark.PICTURE, "")
    return marks


def sheet_notes(path: Path) -> dict[str, tuple[Marks, frozenset[int]]]:
    """What the sheets of an .xlsx or .xlsm file say beside their values, by the sheet's name; nothing for any other file.

    Returns:
        for each sheet the cells that hold no value and the rows that are hidden, counted from 0.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: _notes(archive.read(part)) for name, part in _parts(archive).items() if part in archive.namelist()}
    except (zipfile.BadZipFile, KeyError, ParseError, DefusedXmlException, OSError, ValueError, NotImplementedError):
        # the reader of the cells says what is wrong with a file
        return {}


def is_from_1904(path: Path) -> bool:
    """Whether an .xlsx or .xlsm file counts its days from 1904, as those of old Macs do."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _FROM_1904.search(archive.read("xl/workbook.xml")) is not None
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError):
        return False


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Which part of the file each sheet is."""
    book = fromstring(archive.read("xl/workbook.xml"))
    targets = {each.get("Id"): each.get("Target", "") for each in fromstring(archive.read("xl/_rels/workbook.xml.rels"))}
    sheets: list[Element] = [each for each in book.iter() if each.tag.endswith("}sheet")]
    found = {}
    for sheet in sheets:
        target = targets.get(sheet.get(_OFFICE_DOCUMENT)) or ""
        found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
    return found


def _notes(xml: bytes) -> tuple[Marks, frozenset[int]]:
    marks: Marks = {}
    if b't="e"' in xml or b"<f" in xml or b":f>" in xml:
        for found in _CELL.finditer(xml):
            attributes, inner = found[1], found[2] or b""
            if (mark := _mark(attributes, inner)) and (place := _PLACE.search(attributes)):
                marks[int(place[2]) - 1, _column(place[1].decode())] = mark
    hidden = frozenset[int]()
    if _HIDDEN.search(xml):
        rows = (found[1] for found in _ROW.finditer(xml) if _HIDDEN.search(found[1]))
        hidden = frozenset(int(number[1]) - 1 for row in rows if (number := _NUMBER.search(row)))
    return marks, hidden


def _mark(attributes: bytes, inner: bytes) -> tuple[Mark, str] | None:
    value = _VALUE.search(inner)
    said = (value[1] or b"") if value else b""
    if b't="e"' in attributes:
        return Mark.ERROR, said.decode("utf-8", "replace")[:20] or "#"
    formula = _FORMULA.search(inner)
    if formula and _PICTURE.match((formula[1] or b"").decode("utf-8", "replace")):
        return Mark.PICTURE, ""
    # a formula that comes to an empty text has been worked out: its cell has a value, an empty one
    if formula and (value is None or not (said or b't="str"' in attributes)):
        return Mark.FORMULA, ""
    return None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
