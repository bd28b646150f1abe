"""Kinds of files 文件种类: what a file really is, by what it begins with, whatever its name says.

A system's "export to Excel" is often a web page, an attachment is often a Word file, and both may be called .xls.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from wangge.errors import Phrase

HEAD = 4_096
"""Bytes that tell the kind."""
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = Phrase("请用 WPS 或 Excel 打开，另存为 .xlsx 后再导入")
_ASK = Phrase("请向对方要 Excel 或 csv 的原件")
_UNPACK = Phrase("请先解压，再导入里面的表格")
_COPY = Phrase("请把里面的表格复制到 Excel 里，另存为 .xlsx 后再导入")
_BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", Phrase("PDF 文档"), _ASK),
    (b"{\\rtf", Phrase("RTF 文档"), _COPY),
    (b"\x89PNG", Phrase("图片"), _ASK),
    (b"\xff\xd8\xff", Phrase("图片"), _ASK),
    (b"GIF8", Phrase("图片"), _ASK),
    (b"RIFF", Phrase("图片或录音"), _ASK),
    (b"Rar!", Phrase("压缩包"), _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", Phrase("压缩包"), _UNPACK),
    (b"\x1f\x8b", Phrase("压缩包"), _UNPACK),
    (b"SQLite format 3\x00", Phrase("数据库文件"), _ASK),
)
_TEXTS: tuple[tuple[str, str, str], ...] = (
    ("mime-version:", Phrase("网页存档（MHT）"), _SAVE_AS),
    ("from: ", Phrase("网页存档（MHT）"), _SAVE_AS),
    ("<!doctype html", Phrase("网页（HTML）"), _SAVE_AS),
    ("<html", Phrase("网页（HTML）"), _SAVE_AS),
    ("<head", Phrase("网页（HTML）"), _SAVE_AS),
    ("<meta", Phrase("网页（HTML）"), _SAVE_AS),
    ("<table", Phrase("网页（HTML）"), _SAVE_AS),
    ("<style", Phrase("网页（HTML）"), _SAVE_AS),
)
_PARTS = (
    ("xl/", "", ""),
    ("word/", Phrase("Word 文档"), _COPY),
    ("ppt/", Phrase("演示文稿"), _COPY),
)


def other_kind(path: Path, head: bytes) -> tuple[str, str] | None:
    """What a file is that is no workbook and no text table, and what to do with it; None for what may be one.

    Args:
        path: the file.
        head: its first bytes, up to `HEAD`.
    """
    if head.startswith(ZIP_MAGIC):
        return _packed(path)
    if head.startswith(OLE_MAGIC):
        word = "WordDocument".encode("utf-16-le") in path.read_bytes()[: 1 << 20] if path.stat().st_size < 1 << 26 else False
        return (Phrase("Word 文档"), _COPY) if word else None
    for beginning, kind, advice in _BEGINNINGS:
        if head.startswith(beginning):
            return kind, advice
    text = _text(head).lstrip("\ufeff \t\r\n").lower()
    if text.startswith(("<?xml", "<workbook")):
        known = "urn:schemas-microsoft-com:office:spreadsheet" in text
        return (Phrase("XML 表格（Excel 2003）") if known else Phrase("XML 文件")), _SAVE_AS
    return next(((kind, advice) for beginning, kind, advice in _TEXTS if text.startswith(beginning)), None)


def _packed(path: Path) -> tuple[str, str] | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None  # the reader says what is broken
    if "content.xml" in names or "mimetype" in names:
        return None
    for part, kind, advice in _PARTS:
        if any(name.startswith(part) for name in names):
            return (kind, advice) if kind else None
    return Phrase("压缩包"), _UNPACK


def _text(head: bytes) -> str:
    """The beginning as text, in whichever encoding it says."""
    for bom, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(bom):
            return head[2:].decode(encoding, "ignore")
    return head.decode("utf-8", "ignore")
