"""The inbox 收件夹: which files are new, and a call when that may have changed.

A file counts as new while no import of the same content stands in the ledger; it stays where it is. Excel's lock files (`~$…`) and half-copied
files are left aside.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from console.office import Office

ENDINGS = frozenset({".xlsx", ".xls", ".csv", ".et", ".xlsm", ".txt", ".tsv"})
SETTLED = 1.0
"""Seconds since its last change after which a file is taken to be whole."""


def new_files(office: Office) -> list[Path]:
    """The files in the inbox that no import has brought in, oldest first."""
    known = {batch.sha256 for batch in office.queries.batches() if batch.state == "done"}
    waiting = []
    for path in (office.folder / "inbox").glob("*"):
        if path.suffix.lower() in ENDINGS and not path.name.startswith(("~$", ".")) and path.is_file():
            try:
                whole = time.time() - path.stat().st_mtime > SETTLED
                if whole and sha256(path.read_bytes()).hexdigest() not in known:
                    waiting.append((path.stat().st_mtime, path))
            except OSError:
                continue
    return [path for _, path in sorted(waiting)]


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
