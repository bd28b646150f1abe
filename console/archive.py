"""The archive 备份文件: an office as one zip file, and back.

It holds the ledger (copied while in use), the settings, templates and attachments. Only these names come out of one again, so no archive can write
outside its folder.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from console.office import FOLDERS, LEDGER, SETTINGS
from db import backup
from wangge.errors import WanggeError
from wangge.ports import Progress, no_progress

KEPT_FOLDERS = ("templates", "attachments")


def pack(folder: Path, target: Path, progress: Progress = no_progress) -> None:
    """Write the office in `folder` to the zip file `target`; it appears whole or not at all.

    Raises:
        WanggeError: `backup_failed`, `restore_target` when `target` exists.
    """
    if target.exists():
        raise WanggeError("restore_target", path=target)
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as room:
            copy = Path(room) / LEDGER
            backup.copy(folder / LEDGER, copy, progress)
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                archive.write(copy, LEDGER)
                archive.write(folder / SETTINGS, SETTINGS)
                for kept in KEPT_FOLDERS:
                    for path in sorted((folder / kept).rglob("*")):
                        if path.is_file():
                            archive.write(path, path.relative_to(folder).as_posix())
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise WanggeError("backup_failed", reason=str(error)) from error


def unpack(source: Path, folder: Path) -> None:
    """Make the office `folder` from a backup.

    Raises:
        WanggeError: `file_missing`; `restore_source` when `source` is no backup; `restore_target` when `folder` is not empty.
    """
    if not source.is_file():
        raise WanggeError("file_missing", file=source)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WanggeError("restore_target", path=folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        with zipfile.ZipFile(source) as archive:
            for name in archive.namelist():
                if _belongs(name):
                    target = room / PurePosixPath(name)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with archive.open(name) as inside, target.open("wb") as outside:
                        shutil.copyfileobj(inside, outside)
        if not (room / SETTINGS).is_file():
            raise WanggeError("restore_source", path=source)
        backup.check(room / LEDGER)
        for each in FOLDERS:
            (room / each).mkdir(exist_ok=True)
        if folder.exists():
            folder.rmdir()
        room.replace(folder)
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise WanggeError("restore_source", path=source) from error
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _belongs(name: str) -> bool:
    """Whether a name in an archive is one that we write."""
    parts = PurePosixPath(name).parts
    return name in {LEDGER, SETTINGS} or (len(parts) > 1 and parts[0] in KEPT_FOLDERS and ".." not in parts and not name.endswith("/"))
