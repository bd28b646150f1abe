"""Files 文件: the one place where files and folders are made, for every room; nobody else on the machine may read them, whatever the umask.

What the office keeps names people. A file is for whoever runs the program alone (0600), a folder too (0700). What replaces a file appears whole or
not at all. Windows keeps a user's files from others by itself; there the rights say nothing.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from errno import ENOTDIR
from pathlib import Path
from stat import S_IMODE, S_ISDIR, S_ISREG
from typing import IO, Any

FILE, FOLDER = 0o600, 0o700
"""Rights of a file and of a folder."""
POSIX = os.name == "posix"
MOST_PROCESSES = 1 << 31
"""Numbers from here on, and those below one, are no process."""
_PART = re.compile(r"\.(\d{1,10})-[0-9a-f]{8}\.part(-journal|-wal|-shm)?")


def folder(path: Path) -> Path:
    """Make a folder where there is none, with those above it.

    Raises:
        OSError: it cannot be made.
    """
    if not path.is_dir():
        folder(path.parent)
        try:
            path.mkdir(FOLDER, exist_ok=True)
        except FileExistsError as error:
            raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR), str(path)) from error
        _narrow(path, FOLDER)
    return path


def opened(path: Path, mode: str, **how: Any) -> IO[Any]:
    """`path` opened for writing as `open` does; `x` for a file that must not be there yet.

    Raises:
        OSError: as `open`.
    """
    return open(path, mode, opener=_private, **how)


def there(path: Path) -> None:
    """Make an empty file for a library that goes on with it; one that is there stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    if not path.exists():
        with suppress(FileExistsError):
            opened(path, "xb").close()


def put(path: Path, content: bytes, *, durable: bool = False) -> None:
    """Write a file in place of the one before, whole or not at all.

    Args:
        path: the file, in a folder that is there.
        content: all of it.
        durable: whether it must outlive a loss of power; that waits for the disk.

    Raises:
        OSError: it cannot be written; what was there stays.
    """
    unfinished = part(path)
    try:
        with opened(unfinished, "xb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        unfinished.replace(path)
        if durable and POSIX:
            _sync(path.parent)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


def part(path: Path) -> Path:
    """A name beside `path` for what is not finished; it tells whose work it is, so that `swept` can tell what a killed process left."""
    return path.with_name(f".{os.getpid()}-{secrets.token_hex(4)}.part")


def swept(where: Path) -> int:
    """Remove what processes that are gone left unfinished in a folder; returns how many files and folders."""
    count = 0
    with suppress(OSError):
        for path in where.iterdir():
            name = _PART.fullmatch(path.name)
            if name and not is_alive(int(name[1])):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)
                count += 1
    return count


def mended(where: Path) -> int:
    """Take from others the rights to a folder and everything in it; returns of how many files and folders. What a link names is left alone."""
    if not POSIX:
        return 0
    count = 0
    for path, mode in _each(where):
        wanted = FOLDER if S_ISDIR(mode) else FILE
        if S_IMODE(mode) & ~wanted:
            count += _narrow(path, S_IMODE(mode) & wanted)
    return count


def is_open_to_others(path: Path) -> bool:
    """Whether anybody but its owner may do anything with a file or folder; on Windows the rights say nothing."""
    try:
        return POSIX and bool(S_IMODE(path.stat().st_mode) & ~FOLDER)
    except OSError:
        return False


def is_alive(pid: int) -> bool:
    """Whether a process with this number runs on this machine."""
    if pid == os.getpid():
        return True
    if not 0 < pid < MOST_PROCESSES:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OSError):
        return True
    return True


def _each(where: Path) -> Iterator[tuple[Path, int]]:
    """A folder and what is in it, files and folders only, with their modes."""
    with suppress(OSError):
        yield where, where.stat().st_mode
    for above, folders, files in os.walk(where):
        for name in (*folders, *files):
            path = Path(above, name)
            with suppress(OSError):
                mode = path.lstat().st_mode
                if S_ISDIR(mode) or S_ISREG(mode):
                    yield path, mode


def _private(path: str, flags: int) -> int:
    handle = os.open(path, flags, FILE)
    if POSIX:
        # a file of somebody else, to which one may write, stays his
        with suppress(PermissionError):
            os.fchmod(handle, FILE)
    return handle


def _narrow(path: Path, mode: int) -> bool:
    """Set the rights of `path`; False where it is not ours to say."""
    try:
        path.chmod(mode)
    except OSError:
        return False
    return True


def _sync(where: Path) -> None:
    """Let the disk know a new name too, where the system can say so."""
    with suppress(OSError):
        handle = os.open(where, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
