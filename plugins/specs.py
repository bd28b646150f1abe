"""The hooks 插件接口. A plugin is a module (or object) with functions of these names, marked with `wangge.hookimpl`.

Every hook is called once, at start, before a ledger is open: our own on the main thread, those of other distributions on a thread of their own
that is given up after `plugins.manager.PATIENCE` seconds. It returns plain data and touches nothing. What raises, hangs, returns something else
than it should, or takes somebody else's name is named, switched off and shown in `wangge plugins --check`; everything else goes on. The functions
inside what it returns (`build`, `work`, `judge`, `run` …) are called later, when a person asks; what one raises is told to that person as the
plugin's failure. docs/plugins.md says of each when, how often and on which thread.

A module may say `WANGGE_API = 1`: the version of that page that it was written for. One that wants a newer one than `wangge.API` is left out.
"""

from __future__ import annotations

from collections.abc import Iterable

import pluggy

from wangge import Branch, Command, Department, Document, Duty, Reader, ReportKind, Scheme, ScoreItem, Service, Suggester

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
def wangge_score_items() -> Iterable[ScoreItem]:  # type: ignore[empty-body]
    """Items 考核项目 that are added to whichever scheme the office uses; `judge` is called for every event of a worker's month."""


@hookspec
def wangge_suggestions() -> Iterable[Suggester]:  # type: ignore[empty-body]
    """Suggesters 建议: asked in triage, in the order of the plugins, for events that no row of the duty list fits; the first answer is shown."""


@hookspec
def wangge_commands() -> Iterable[Command]:  # type: ignore[empty-body]
    """Commands for `wangge run NAME`. `run` reads through `Queries` and returns plain data, which the host prints, or gives as JSON."""


@hookspec
def wangge_duties() -> Iterable[Duty]:  # type: ignore[empty-body]
    """Rows of the duty list 权责清单; they come before the shipped ones."""


@hookspec
def wangge_branches() -> Iterable[Branch]:  # type: ignore[empty-body]
    """Branches of the tree 导引 that proposes a block of the front island 前岛, in the order in which they are tried."""


@hookspec
def wangge_services() -> Iterable[Service]:  # type: ignore[empty-body]
    """Items of the service catalogue 办事目录 of the front island. Their names must be nobody else's."""
