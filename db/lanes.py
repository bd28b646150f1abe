"""Lanes 读写线程: one thread that writes, one that reads and one that counts, each with its own long-lived connection.

A widget hands work to a lane and gets a future back; it never touches the database. A long read can be broken off for the next one, and a long count
never holds up a page.
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
    """The three lanes of an open ledger."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._writer = ThreadPoolExecutor(1, "writer")
        self._reader = ThreadPoolExecutor(1, "reader")
        self._counter = ThreadPoolExecutor(1, "counter")
        self._reading: sqlite3.Connection | None = None
        self._counting: sqlite3.Connection | None = None
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

    def count(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do `work`, which goes through much and may be broken off, on the counter's thread."""
        return self._counter.submit(self._count, lambda: work(*args, **kwargs))

    def interrupt(self) -> None:
        """Break off what the reader and the counter are doing; their futures end with `sqlite3.OperationalError`."""
        for connection in (self._reading, self._counting):
            if connection is not None:
                connection.interrupt()

    def interrupt_count(self) -> None:
        """Break off what the counter is doing."""
        if self._counting is not None:
            self._counting.interrupt()

    @property
    def busy(self) -> bool:
        """Whether the writer has anything to do."""
        return self._waiting > 0

    def close(self) -> None:
        """Let the lanes finish and close their connections; a count is broken off."""
        self.interrupt_count()
        for lane in (self._counter, self._reader, self._writer):
            lane.submit(self._store.close)
            lane.shutdown(wait=True)

    def _done(self, future: Future[T]) -> None:
        del future
        self._waiting -= 1

    def _read(self, work: Callable[[], T]) -> T:
        if self._reading is None:
            self._reading = self._store.connection()
        return work()

    def _count(self, work: Callable[[], T]) -> T:
        if self._counting is None:
            self._counting = self._store.connection()
        return work()
