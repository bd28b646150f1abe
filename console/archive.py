"""The archive 备份文件: an office as one zip file, and back.

It holds the ledger (copied while in use), the settings, templates and attachments. Only these names come out of one again, so no archive can write
outside its folder; and only as much as an office may hold, so none can fill the disk. A backup is done when it was read back.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from stat import S_ISLNK

from console.office import FOLDERS, LEDGER, SETTINGS
from db import backup
from db.memory import Memory
from exports.saving import file_name
from wangge import files
from wangge.errors import Phrase, WanggeError
from wangge.ports import Progress, no_progress

PART = 1 << 20
"""Bytes between two looks at the progress."""
KEPT_FOLDERS = ("templates", "attachments")
ENDING = ".wangge.zip"
MOST_ENTRIES = 100_000
"""Files in one archive; an office with more attachments is none that we know."""
MOST_DENSE = 200
"""How many times its own size an archive may hold; a ledger is ten times as large as its archive."""
SMALL = 256 << 20
"""Bytes up to which nobody asks how dense an archive is."""
BIGGEST_SETTINGS = 4 << 20
"""Bytes of settings; a hundred times what an office writes."""
LONGEST_NAME = 255
"""Bytes of a file's name, on every file system."""


def usual_name(name: str, at: datetime) -> str:
    """What a backup of the office of this name, made at a time on its wall, is called."""
    return file_name((name, f"{at:%Y%m%d-%H%M%S}"), ENDING)


def pack(folder: Path, target: Path, progress: Progress = no_progress) -> None:
    """Write the office in `folder` to the zip file `target`; it appears whole and read back, or not at all.

    Raises:
        WanggeError: `backup_failed`; `work_stopped` when `progress` says so; `file_exists` when `target` is there.
    """
    if target.exists():
        raise WanggeError("file_exists", file=target)
    room = files.part(target)
    try:
        files.folder(target.parent)
        files.swept(target.parent)
        files.folder(room)
        copy, part = room / LEDGER, room / "office.zip"
        backup.copy(folder / LEDGER, copy, lambda done, total: progress(done, 3 * total))
        whole = copy.stat().st_size
        with files.opened(part, "xb") as written:
            with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1, strict_timestamps=False) as archive:
                digest = _add(archive, copy, lambda done: progress(whole + done, 3 * whole))
                archive.write(folder / SETTINGS, SETTINGS)
                for kept in KEPT_FOLDERS:
                    for path in sorted((folder / kept).rglob("*")):
                        # the archive itself may be written there
                        if path.is_file() and room not in path.parents:
                            archive.write(path, path.relative_to(folder).as_posix())
                names = archive.namelist()
            written.flush()
            os.fsync(written.fileno())
        _read_back(part, names, digest, lambda done: progress(2 * whole + done, 3 * whole))
        part.replace(target)
    except OSError as error:
        raise WanggeError("backup_failed", reason=error.strerror or type(error).__name__) from error
    except (ValueError, sqlite3.Error, zipfile.BadZipFile, zlib.error) as error:
        raise WanggeError("backup_failed", reason=str(error)) from error
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _add(archive: zipfile.ZipFile, copy: Path, watch: Callable[[int], bool]) -> str:
    """Put the copy of the ledger in; returns its digest."""
    told = sha256()
    with copy.open("rb") as inside, archive.open(LEDGER, "w", force_zip64=True) as outside:
        while part := inside.read(PART):
            outside.write(part)
            told.update(part)
            if not watch(inside.tell()):
                raise WanggeError("work_stopped")
    return told.hexdigest()


def _read_back(part: Path, names: list[str], digest: str, watch: Callable[[int], bool]) -> None:
    """Read a finished archive as a restore would: every file by its checksum, and the ledger to the letter as it was checked.

    Raises:
        WanggeError: `backup_failed`; `work_stopped`.
    """
    told = sha256()
    with zipfile.ZipFile(part) as archive:
        whole = archive.namelist() == names
        for name in names if whole else ():
            with archive.open(name) as inside:
                while content := inside.read(PART):
                    if name == LEDGER:
                        told.update(content)
                        if not watch(inside.tell()):
                            raise WanggeError("work_stopped")
    if not whole or told.hexdigest() != digest:
        raise WanggeError("backup_failed", reason=Phrase("写好的备份读回来不一样"))


def unpack(source: Path, folder: Path) -> None:
    """Make the office `folder` from a backup.

    Raises:
        WanggeError: `file_missing`; `restore_source` when `source` is no backup, `restore_suspect` when it holds what no backup does;
            `restore_target` when `folder` is not empty; `office_unwritable`.
    """
    if not source.is_file():
        raise WanggeError("file_missing", file=source)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WanggeError("restore_target", path=folder)
    room = files.part(folder)
    try:
        files.folder(folder.parent)
        files.swept(folder.parent)
        files.folder(room)
    except OSError as error:
        raise WanggeError("office_unwritable", path=folder, reason=error.strerror or type(error).__name__) from error
    try:
        with zipfile.ZipFile(source) as archive:
            entries = [entry for entry in archive.infolist() if _belongs(entry.filename)]
            _refuse_unlike(source, archive.infolist(), entries, shutil.disk_usage(room).free)
            for entry in entries:
                target = room / PurePosixPath(entry.filename)
                files.folder(target.parent)
                with archive.open(entry) as inside, files.opened(target, "xb") as outside:
                    shutil.copyfileobj(inside, outside, PART)
        if not (room / SETTINGS).is_file():
            raise WanggeError("restore_source", path=source)
        backup.check(room / LEDGER)
        Memory(room / LEDGER).begin()
        for each in FOLDERS:
            files.folder(room / each)
        if folder.exists():
            folder.rmdir()
        room.replace(folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, sqlite3.Error) as error:
        # a RuntimeError asks for a password, or names a way of packing that is not ours
        raise WanggeError("restore_source", path=source) from error
    except OSError as error:
        raise WanggeError("office_unwritable", path=folder, reason=error.strerror or type(error).__name__) from error
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _refuse_unlike(source: Path, everything: list[zipfile.ZipInfo], entries: list[zipfile.ZipInfo], free: int) -> None:
    """Refuse an archive before anything of it is written: what it says of itself is held to, since no more than that is read.

    Raises:
        WanggeError: `restore_suspect`; `office_unwritable` when the disk has no room for it.
    """
    size, packed = sum(entry.file_size for entry in entries), source.stat().st_size
    names = [PurePosixPath(entry.filename) for entry in entries]
    spelled = {str(name).casefold() for name in names}
    above = {str(parent).casefold() for name in names for parent in name.parents}
    reason = ""
    if len(everything) > MOST_ENTRIES:
        reason = Phrase("里面有{count:,}个文件，最多{most:,}个", count=len(everything), most=MOST_ENTRIES)
    elif size > max(SMALL, MOST_DENSE * packed):
        reason = Phrase("解开有{size:,} MB，是它自己的{times:,}倍", size=size >> 20, times=size // max(packed, 1))
    elif any(entry.filename == SETTINGS and entry.file_size > BIGGEST_SETTINGS for entry in entries):
        reason = Phrase("里面的 wangge.toml 太大")
    elif len(spelled) < len(names) or spelled & above:
        reason = Phrase("里面有重名的文件")
    elif any(S_ISLNK(entry.external_attr >> 16) for entry in entries):
        reason = Phrase("里面有指向别处的链接")
    elif any(len(part.encode("utf-8", "replace")) > LONGEST_NAME for name in names for part in name.parts):
        reason = Phrase("里面有文件名太长的文件")
    if reason:
        raise WanggeError("restore_suspect", path=source, reason=reason)
    if size > free:
        raise WanggeError("office_unwritable", path=source, reason=Phrase("磁盘空间不够，解开要{size:,} MB", size=(size >> 20) + 1))


def _belongs(name: str) -> bool:
    """Whether a name in an archive is one that we write."""
    parts = PurePosixPath(name).parts
    if name in {LEDGER, SETTINGS}:
        return True
    inside = len(parts) > 1 and parts[0] in KEPT_FOLDERS and ".." not in parts and not name.endswith("/")
    # a drive or a stream of Windows leads out of the folder though no part of it is ..
    return inside and not (os.name == "nt" and any(sign in name for sign in "\\:"))
