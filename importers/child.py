"""The child 读表子进程: reads one untrusted file under limits and hands its cells back.

One public workbook loops for ever and some ask for gigabytes; a process of its own can be stopped without harm. Run as
`python -P -m importers.child MODULE FUNCTION FILE`; what it writes to standard output is a pickle of sheets or of an error's code.
"""

from __future__ import annotations

import gc
import importlib
import pickle
import sys
from collections.abc import Iterable
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


def _sheets(answer: Iterable[object]) -> list[object]:
    """What a reader gave, if it gave sheets."""
    from wangge.plans import RawSheet

    sheets = list(answer)
    if not all(isinstance(sheet, RawSheet) for sheet in sheets):
        raise TypeError(sheets)
    return sheets


def main(module: str, function: str, file: str) -> None:
    """Read `file` with a reader's function and write what came of it."""
    from wangge.errors import Phrase, WanggeError

    limit_memory()
    gc.disable()  # a million cells, no cycles, and the process ends with them
    path = Path(file)
    # what a reader prints must not get between the cells
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    answer: object
    try:
        answer = _sheets(getattr(importlib.import_module(module), function)(path))
    except WanggeError as error:
        answer = error
    except MemoryError:
        answer = WanggeError("file_too_big", file=path.name, limit="3 GB")
    except Exception as error:  # noqa: BLE001 (whatever a strange file does to a reader, the clerk is told that the file is broken)
        answer = WanggeError("file_broken", file=path.name, reason=Phrase("里面有读不懂的内容（{kind}）", kind=type(error).__name__))
    pickler = pickle.Pickler(out, protocol=pickle.HIGHEST_PROTOCOL)
    pickler.fast = True  # cells are never shared, so there is nothing to remember
    pickler.dump(answer)


if __name__ == "__main__":
    main(*sys.argv[1:4])
