"""The archive 备份文件: an office as one zip file, and back.

It holds the ledger (copied while in use), the settings, templates and attachments. Only these names come out of one again, so no archive can write
outside its folder.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from datetime import datetime
from pathlib import Path, PurePosixPath

from console.office import FOLDERS, LEDGER, SETTINGS
from db import backup
from wangge.errors import WanggeError
from wangge.ports import Progress, no_progress

PART = 1 << 20
"""Bytes between two looks at the progress."""
KEPT_FOLDERS = ("templates", "attachments")


def usual_name(name: str, at: datetime) -> str:
    """What a backup of the office of this name, made at a time on its wall, is called."""
    return f"{name}_{at:%Y%m%d-%H%M%S}.wangge.zip"


def pack(folder: Path, target: Path, progress: Progress = no_progress) -> None:
    """Write the office in `folder` to the zip file `target`; it appears whole or not at all.

    Raises:
        WanggeError: `backup_failed`; `work_stopped` when `progress` says so; `file_exists` when `target` is there.
    """
    if target.exists():
        raise WanggeError("file_exists", file=target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as room:
            copy, part = Path(room) / LEDGER, Path(room) / "office.zip"
            backup.copy(folder / LEDGER, copy, lambda done, total: progress(done, 2 * total))
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1, strict_timestamps=False) as archive:
                _add(archive, copy, progress)
                archive.write(folder / SETTINGS, SETTINGS)
                for kept in KEPT_FOLDERS:
                    for path in sorted((folder / kept).rglob("*")):
                        if path.is_file():
                            archive.write(path, path.relative_to(folder).as_posix())
            part.replace(target)
    except OSError as error:
        raise WanggeError("backup_failed", reason=error.strerror or type(error).__name__) from error
    except (ValueError, sqlite3.Error) as error:
        raise WanggeError("backup_failed", reason=str(error)) from error


def _add(archive: zipfile.ZipFile, copy: Path, progress: Progress) -> None:
    """Put the copy of the ledger in; it is the second half of the work."""
    done, whole = 0, copy.stat().st_size
    with copy.open("rb") as inside, archive.open(LEDGER, "w", force_zip64=True) as outside:
        while part := inside.read(PART):
            outside.write(part)
            done += len(part)
            if not progress(whole + done, 2 * whole):
                raise WanggeError("work_stopped")


def unpack(source: Path, folder: Path) -> None:
    """Make the office `folder` from a backup.

    Raises:
        WanggeError: `file_missing`; `restore_source` when `source` is no backup; `restore_target` when `folder` is not empty;
            `office_unwritable`.
    """
    if not source.is_file():
        raise WanggeError("file_missing", file=source)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WanggeError("restore_target", path=folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(dir=folder.parent))
    except OSError as error:
        raise WanggeError("office_unwritable", path=folder, reason=error.strerror or type(error).__name__) from error
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
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        # a RuntimeError asks for a password, or names a way of packing that is not ours
        raise WanggeError("restore_source", path=source) from error
    except OSError as error:
        raise WanggeError("office_unwritable", path=folder, reason=error.strerror or type(error).__name__) from error
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _belongs(name: str) -> bool:
    """Whether a name in an archive is one that we write."""
    parts = PurePosixPath(name).parts
    return name in {LEDGER, SETTINGS} or (len(parts) > 1 and parts[0] in KEPT_FOLDERS and ".." not in parts and not name.endswith("/"))
