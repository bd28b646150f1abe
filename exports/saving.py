"""Saving 保存: file names that every system takes, and files that never overwrite another one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from exports.words import month_words
from wangge import files
from wangge.errors import WanggeError
from wangge.text import clean_line

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\s*(\.|$))")
LONGEST = 60
"""Characters of one part of a name."""
MOST_BYTES = 180
"""Bytes of one part, as UTF-8; rare characters take four each."""
MOST_IN_NAME = 230
"""Bytes of a whole name without its ending: a file system takes 255, and a version may follow."""


def report_filename(office: str, kind: str, month: str, suffix: str = ".xlsx") -> str:
    """The usual name of a report: `东街街道_月报_2025年05月.xlsx`.

    Args:
        office: the office's name.
        kind: what report it is.
        month: `YYYY-MM`, or any other word for the period.
        suffix: the ending, with its dot.
    """
    return file_name((office, kind, month_words(month, padded=True)), suffix)


def file_name(parts: Iterable[str], suffix: str) -> str:
    """A file's name of several parts, each any text at all; where they are too long together, the first one gives way.

    Args:
        parts: the office's name first; the one that tells files apart last.
        suffix: the ending, with its dot.
    """
    first, *rest = (file_part(part) for part in parts)
    tail = "_".join(part for part in rest if part)
    head = _cut(first, MOST_IN_NAME - len(tail.encode()) - 1)
    return _cut("_".join(part for part in (head, tail) if part), MOST_IN_NAME) + suffix


def file_part(text: str) -> str:
    """`text` as a part of a file name: what Windows and Linux cannot have becomes `_`; empty where nothing is left."""
    name = _FORBIDDEN.sub("_", clean_line(text)).strip(" ._")
    return _cut(_RESERVED.sub(r"\1_", name)[:LONGEST], MOST_BYTES)


def _cut(name: str, most: int) -> str:
    """The beginning of a name that takes at most so many bytes, and ends as a name may."""
    return name.encode()[: max(most, 0)].decode(errors="ignore").rstrip(" .")


def _nothing() -> None:
    """Most files stand alone."""


def save_new(content: bytes, path: Path, told: Callable[[], object] = _nothing) -> Path:
    """Write `content` to `path`, or beside it as `…_v2`, `…_v3` when there is such a file already.

    The bytes go to a temporary file in the same folder first, so nobody ever sees half a report.

    Args:
        content: all of it.
        path: where.
        told: records in the ledger what the file is (打印, 出报表 …). It is called when the bytes are on the disk and the name is taken, so that
            nothing is left of the file where it is refused, and nothing is recorded of a file that could not be written.

    Returns:
        the file that was written.

    Raises:
        WanggeError: `office_unwritable`, with the reason; what `told` raises.
    """
    part = files.part(path)
    target: Path | None = None
    try:
        files.folder(path.parent)
        with files.opened(part, "xb") as file:
            file.write(content)
        target = _reserve(path)
        told()
        part.replace(target)
    except BaseException as error:
        for left in filter(None, (part, target)):
            with suppress(OSError):
                left.unlink()
        if isinstance(error, OSError):
            raise WanggeError("office_unwritable", path=path, reason=error.strerror or type(error).__name__) from error
        raise
    return target


def _reserve(path: Path) -> Path:
    """The first version of `path` that nobody has, made as an empty file so that nobody else takes it."""
    for version in _versions(path):
        try:
            files.opened(version, "xb").close()
        except FileExistsError:
            continue
        return version
    raise AssertionError


def _versions(path: Path) -> Iterator[Path]:
    yield path
    for number in count(2):
        yield path.with_stem(f"{path.stem}_v{number}")
