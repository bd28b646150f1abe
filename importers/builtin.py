"""Our own readers, as a plugin like any other."""

from __future__ import annotations

from importers.readers import READERS
from wangge import Reader, hookimpl


@hookimpl
def wangge_readers() -> tuple[Reader, ...]:
    """Workbooks and text tables."""
    return READERS
