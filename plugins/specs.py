"""The hooks 插件接口. A plugin is a module (or object) with functions of these names, marked with `wangge.hookimpl`.

Every hook is called once, at start, on the main thread, before a ledger is open. It returns plain data and touches nothing. What raises, or
returns something else than it should, is named, switched off and shown in `wangge plugins`; everything else goes on.
"""

from __future__ import annotations

from collections.abc import Iterable

import pluggy

from wangge import Department, Document, Duty, Reader, ReportKind, Scheme

hookspec = pluggy.HookspecMarker("wangge")


@hookspec
def wangge_readers() -> Iterable[Reader]:  # type: ignore[empty-body]
    """File readers. A reader's function runs in a child process with limits on memory and time."""


@hookspec
def wangge_departments() -> Iterable[Department]:  # type: ignore[empty-body]
    """Departments with their categories and fields. Their keys and field names must be nobody else's."""


@hookspec
def wangge_documents() -> Iterable[Document]:  # type: ignore[empty-body]
    """Papers that every event can have, whatever its kind; a department's own stand in its `Department`. `build` is called when somebody prints."""


@hookspec
def wangge_reports() -> Iterable[ReportKind]:  # type: ignore[empty-body]
    """Reports. The builder is called when a person asks, off the screen's thread."""


@hookspec
def wangge_schemes() -> Iterable[Scheme]:  # type: ignore[empty-body]
    """Score schemes 计分办法 for grid workers. The first one is the office's default."""


@hookspec
def wangge_duties() -> Iterable[Duty]:  # type: ignore[empty-body]
    """Rows of the duty list 权责清单; they come before the shipped ones."""
