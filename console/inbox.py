"""The inbox 收件夹: which files are new, and a call when that may have changed.

A file counts as new while no import of the same content stands in the ledger; it stays where it is. Excel's lock files (`~$…`) and half-copied
files are left aside.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from hashlib import file_digest
from itertools import count
from pathlib import Path

from console.office import Office
from importers.reading import LARGEST
from wangge import files
from wangge.text import readable_name

SETTLED = 1.0
"""Seconds since its last change after which a file is taken to be whole."""


def new_files(office: Office) -> list[Path]:
    """The files in the inbox that no import has brought in, oldest first."""
    known = {batch.sha256 for batch in office.queries.batches() if batch.state == "done"}
    waiting = []
    for path in _there(office):
        if is_taken(office, path):
            try:
                stat = path.stat()
                whole = time.time() - stat.st_mtime > SETTLED
                if whole and _digest(path, stat.st_size, stat.st_mtime_ns) not in known:
                    waiting.append((stat.st_mtime, path))
            except OSError:
                continue
    return [path for _, path in sorted(waiting)]


def not_taken(office: Office) -> list[str]:
    """The names of what lies in the inbox and is no table that can be read, or is too large."""
    return sorted(readable_name(path.name) for path in _there(office) if not is_taken(office, path))


def is_taken(office: Office, path: Path) -> bool:
    """Whether some reader takes files of this kind and size."""
    endings = {ending for reader in office.catalogue.readers for ending in reader.endings}
    try:
        return path.suffix.lower() in endings and path.stat().st_size <= LARGEST
    except OSError:
        return False


def _there(office: Office) -> list[Path]:
    return [path for path in (office.folder / "inbox").glob("*") if not path.name.startswith(("~$", ".")) and path.is_file()]


@lru_cache(maxsize=1024)
def _digest(path: Path, size: int, changed: int) -> str:  # noqa: ARG001 (size and time of change tell it from what was read before)
    """A file's digest, read once while it stays as it is."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def put_pasted(folder: Path, text: str, now: datetime) -> Path:
    """Keep rows that were pasted as a file of the inbox, named by the time; nothing is overwritten.

    Args:
        folder: the office.
        text: rows of cells between tabs.
        now: the time on the office's wall.
    """
    for number in count(1):
        path = folder / "inbox" / f"粘贴_{now:%Y%m%d_%H%M}{f'_{number}' if number > 1 else ''}.tsv"
        try:
            with files.opened(path, "x", encoding="utf-8-sig", newline="") as file:
                file.write(text)
        except FileExistsError:
            continue
        return path
    raise AssertionError  # count() never ends


def watch(folder: Path, changed: Callable[[], None]) -> Callable[[], None]:
    """Call `changed` (on another thread) after something happened in `folder`; returns what stops it."""
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    class Handler(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type in {"created", "moved", "deleted", "closed", "modified"}:
                changed()

    observer = Observer()
    try:
        observer.schedule(Handler(), str(folder), recursive=False)
        observer.start()
    except OSError:
        return lambda: None

    def stop() -> None:
        observer.stop()
        observer.join(timeout=2)

    return stop
