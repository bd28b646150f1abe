"""Saving 保存: file names that every system takes, and files that never overwrite another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from uuid import uuid4

from exports.words import month_words
from wangge.errors import WanggeError
from wangge.text import clean_line

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")
LONGEST = 60
"""Characters of one part of a name: 180 bytes of UTF-8, so that three parts and a version stay below 255 with room for what is usual."""


def report_filename(office: str, kind: str, month: str, suffix: str = ".xlsx") -> str:
    """The usual name of a report: `东街街道_月报_2025年05月.xlsx`.

    Args:
        office: the office's name.
        kind: what report it is.
        month: `YYYY-MM`, or any other word for the period.
        suffix: the ending, with its dot.
    """
    parts = [file_part(part) for part in (office, kind, month_words(month, padded=True))]
    return "_".join(part for part in parts if part) + suffix


def file_part(text: str) -> str:
    """`text` as a part of a file name: what Windows and Linux cannot have becomes `_`."""
    name = _FORBIDDEN.sub("_", clean_line(text)).strip(" ._")
    return _RESERVED.sub(r"\1_", name)[:LONGEST]


def save_new(content: bytes, path: Path) -> Path:
    """Write `content` to `path`, or beside it as `…_v2`, `…_v3` when there is such a file already.

    The bytes go to a temporary file in the same folder first, so nobody ever sees half a report.

    Returns:
        the file that was written.

    Raises:
        WanggeError: `office_unwritable`, with the reason.
    """
    part = path.with_name(f".{uuid4().hex}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        target = _reserve(path)
        _move(part, target)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise WanggeError("office_unwritable", path=path, reason=error.strerror or type(error).__name__) from error
    return target


def _move(part: Path, target: Path) -> None:
    try:
        part.replace(target)
    except OSError:
        target.unlink(missing_ok=True)
        raise


def _reserve(path: Path) -> Path:
    """The first version of `path` that nobody has, made as an empty file so that nobody else takes it."""
    for version in _versions(path):
        try:
            version.touch(exist_ok=False)
        except FileExistsError:
            continue
        return version
    raise AssertionError


def _versions(path: Path) -> Iterator[Path]:
    yield path
    for number in count(2):
        yield path.with_stem(f"{path.stem}_v{number}")
