"""The child 读表子进程: reads one untrusted file under limits and hands its cells back.

One public workbook loops for ever and some ask for gigabytes; a process of its own can be stopped without harm. Run as
`python -P -m importers.child MODULE FUNCTION FILE`; what it writes to standard output is a pickle of sheets or of an error's code.
"""

from __future__ import annotations

import importlib
import pickle
import sys
from pathlib import Path

MEMORY = 3 << 30
"""Bytes that reading one file may take."""


def limit_memory() -> None:
    """Refuse to grow beyond `MEMORY`, where the system can say so."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(module: str, function: str, file: str) -> None:
    """Read `file` with a reader's function and write what came of it."""
    from wangge.errors import WanggeError

    limit_memory()
    path = Path(file)
    answer: object
    try:
        answer = getattr(importlib.import_module(module), function)(path)
    except WanggeError as error:
        answer = error
    except MemoryError:
        answer = WanggeError("file_too_big", file=path.name, limit="3 GB")
    except Exception as error:  # noqa: BLE001 (whatever a strange file does to a reader, the clerk is told that the file is broken)
        answer = WanggeError("file_broken", file=path.name, reason=f"{type(error).__name__}")
    pickle.dump(answer, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main(*sys.argv[1:4])
