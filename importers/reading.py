"""Reading 读文件: which reader takes a file, and the child process that does it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from importers.file_kinds import HEAD, other_kind
from wangge.catalogue import Reader
from wangge.errors import WanggeError
from wangge.plans import RawSheet
from wangge.text import readable_name

SECONDS = 120
"""How long reading one file may take."""
LARGEST = 1 << 30
"""Bytes of a file beyond which it is not read."""
OURS = "importers.readers"
"""Where our own readers are; a plugin's may take any kind."""
ABORTED = -6
"""How a reader in native code ends that was refused memory: one cell in the last corner of a sheet asks for hundreds of gigabytes."""


def read_file(path: Path, readers: Iterable[Reader], seconds: float = SECONDS) -> list[RawSheet]:
    """The sheets of the file at `path`.

    Args:
        path: the file.
        readers: what the plugins brought.
        seconds: how long to wait.

    Raises:
        WanggeError: `file_missing`, `file_directory`, `file_unreadable`, `file_empty`, `file_kind`, `file_other`, `file_slow`, and the reader's own.
    """
    reader = _reader(path, readers)
    command = [sys.executable, "-P", "-m", "importers.child", reader.read.__module__, reader.read.__qualname__, str(path)]
    rooms = str(Path(__file__).parent.parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (rooms, os.environ.get("PYTHONPATH", ""))))}
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False, env=environment)
    except subprocess.TimeoutExpired as error:
        raise WanggeError("file_slow", file=readable_name(path.name), limit=round(seconds)) from error
    if done.returncode == ABORTED:
        raise WanggeError("file_too_big", file=readable_name(path.name), limit="3 GB")
    if done.returncode != 0 or not done.stdout:
        raise WanggeError("file_broken", file=readable_name(path.name), reason="读取程序被中止")
    answer = pickle.loads(done.stdout)  # noqa: S301 (our own child wrote it)
    if isinstance(answer, WanggeError):
        raise answer
    return list(answer)


def _reader(path: Path, readers: Iterable[Reader]) -> Reader:
    """The reader that takes this file: by its first bytes, else by its ending."""
    name = readable_name(path.name)
    try:
        if path.is_dir():
            raise WanggeError("file_directory", file=name)
        if path.exists() and not path.is_file():
            raise WanggeError("file_unreadable", file=name, reason="不是普通文件")
        if path.exists() and path.stat().st_size > LARGEST:
            raise WanggeError("file_too_big", file=name, limit="1 GB")
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError as error:
        raise WanggeError("file_missing", file=str(path)) from error
    except OSError as error:
        raise WanggeError("file_unreadable", file=name, reason=error.strerror or type(error).__name__) from error
    if not head:
        raise WanggeError("file_empty", file=name)
    readers = tuple(readers)
    other = other_kind(path, head)
    for reader in readers:
        if other is not None and reader.read.__module__ == OURS:
            continue
        if any(head.startswith(magic) for magic in reader.magic):
            return reader
    for reader in readers:
        if path.suffix.lower() in reader.endings and not reader.magic and (other is None or reader.read.__module__ != OURS):
            return reader
    if other is not None:
        raise WanggeError("file_other", file=name, kind=other[0], advice=other[1])
    # an .xls that is none is mostly a text table that some system has misnamed
    text = next((reader for reader in readers if not reader.magic), None)
    if text is not None and path.suffix.lower() in {".xls", ".xlsx", ".et"} and b"\x00" not in head and not head.lstrip().startswith(b"<"):
        return text
    raise WanggeError("file_kind", file=name)
