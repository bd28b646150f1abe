"""Lanes 读写线程: one thread that writes and one that reads, each with its own long-lived connection.

A widget hands work to a lane and gets a future back; it never touches the database. A long read can be broken off for the next one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from db.store import Store

P = ParamSpec("P")
T = TypeVar("T")


class Lanes:
    """The two lanes of an open ledger."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._writer = ThreadPoolExecutor(1, "writer")
        self._reader = ThreadPoolExecutor(1, "reader")
        self._reading: sqlite3.Connection | None = None
        self._waiting = 0

    def write(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do `work` on the writer's thread."""
        self._waiting += 1
        future = self._writer.submit(work, *args, **kwargs)
        future.add_done_callback(self._done)
        return future

    def read(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do `work` on the reader's thread."""
        return self._reader.submit(self._read, lambda: work(*args, **kwargs))

    def interrupt(self) -> None:
        """Break off what the reader is doing; its future ends with `sqlite3.OperationalError`."""
        if self._reading is not None:
            self._reading.interrupt()

    @property
    def busy(self) -> bool:
        """Whether the writer has anything to do."""
        return self._waiting > 0

    def close(self) -> None:
        """Let both lanes finish and close their connections."""
        for lane in (self._reader, self._writer):
            lane.submit(self._store.close)
            lane.shutdown(wait=True)

    def _done(self, future: Future[T]) -> None:
        del future
        self._waiting -= 1

    def _read(self, work: Callable[[], T]) -> T:
        if self._reading is None:
            self._reading = self._store.connection()
        return work()
