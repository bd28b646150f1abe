"""The manager 插件管理: loads plugins, asks each on its own, and makes the Catalogue of what they bring.

Built-ins load by dotted name; others by the entry-point group `wangge`, and only those that the office allows. Nobody asks it anything later.
`installed` lists what there is without importing any of it.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy

from plugins import specs, trial
from wangge import API, Catalogue, Department
from wangge.catalogue import HOOKS, Brought
from wangge.clocks import ClockKind
from wangge.duty import DEFAULT_DUTIES
from wangge.errors import Phrase
from wangge.fields import BY_NAME

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "wangge"
PATIENCE = 5.0
"""Seconds that a plugin of another distribution may take to be imported, and to answer one hook."""
BUILT_INS = (
    *("importers.builtin", "exports.builtin", "plugins.labour", "plugins.traffic", "plugins.medical"),
    *("plugins.papers", "plugins.grid_scheme", "plugins.ageing"),
)
ISLAND = ("plugins.island", "plugins.petition", "plugins.disputes")
"""Our own that only offices with a front island 前岛 have."""


@dataclass(slots=True)
class _Plugin:
    """One plugin while it is loaded."""

    name: str
    origin: str
    brings: list[str] = field(default_factory=list)
    trouble: str = ""
    ours: bool = True


def ours(*, island: bool) -> tuple[str, ...]:
    """Our own plugins that an office has: those of a front island only where it has one."""
    return (*BUILT_INS, *ISLAND) if island else BUILT_INS


def installed(built_ins: Sequence[str] = BUILT_INS, allow: Iterable[str] = (), off: Iterable[str] = ()) -> tuple[Brought, ...]:
    """The plugins that there are, without importing them: where each comes from, and why it is not used.

    Args: as `load`.
    """
    allowed, off = frozenset(allow), frozenset(off)
    found = [Brought(name, Phrase("内置"), "", Phrase("已由本中心停用") if name in off else "") for name in built_ins]
    known = entries()
    for entry in known:
        of = f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value
        why = Phrase("已由本中心停用") if entry.name in off else "" if entry.name in allowed else Phrase("本中心没有允许")
        found.append(Brought(entry.name, of, "", why))
    missing = sorted(allowed - {entry.name for entry in known})
    return (*found, *(Brought(name, Phrase("未安装"), "", Phrase("没有安装这个插件")) for name in missing))


def entries() -> list[EntryPoint]:
    """The entry points of the group, by name; none is imported."""
    from importlib.metadata import entry_points

    return sorted(entry_points(group=GROUP), key=lambda entry: entry.name)


def load(built_ins: Sequence[str] = BUILT_INS, allow: Iterable[str] = (), off: Iterable[str] = (), office: Path | None = None) -> Catalogue:
    """The catalogue of what the plugins bring.

    Args:
        built_ins: dotted names of our own modules.
        allow: entry-point names of other distributions that the office trusts.
        off: names of plugins that the office has switched off.
        office: the office's folder, where plugins of other distributions are tried in a process of their own first; None tries none.
    """
    manager = pluggy.PluginManager("wangge")
    manager.add_hookspecs(specs)
    plugins: dict[str, _Plugin] = {}
    allowed, off = frozenset(allow), frozenset(off)
    for name in built_ins:
        _register(manager, plugins, name, Phrase("内置"), off, partial(importlib.import_module, name))
    if allowed:
        for entry in entries():
            if entry.name in allowed:
                _register(manager, plugins, entry.name, entry.value, off, partial(_stranger, entry, office), ours=False)
        for name in sorted(allowed - plugins.keys()):
            plugins[name] = _Plugin(name, Phrase("未安装"), trouble=Phrase("没有安装这个插件"))
    asked = _Asked(manager, plugins)
    departments = asked.all("wangge_departments", "部门", lambda department: department.label, _no_clash())
    duties = asked.all("wangge_duties", "权责事项", lambda duty: duty.matter)
    schemes = asked.all("wangge_schemes", "计分办法", lambda scheme: scheme.name)
    items = asked.all("wangge_score_items", "考核项目", lambda item: item.name)
    return Catalogue(
        readers=asked.all("wangge_readers", "读表", lambda reader: reader.name, _own("读表", lambda reader: reader.name)),
        departments=departments,
        reports=asked.all("wangge_reports", "报表", lambda report: report.title, _own("报表", lambda report: report.name)),
        documents=asked.all("wangge_documents", "文书", lambda document: document.label, _own("文书", lambda document: document.key)),
        commands=asked.all("wangge_commands", "命令", lambda command: command.name, _own("命令", lambda command: command.name)),
        suggesters=asked.all("wangge_suggestions", "建议", lambda suggester: suggester.name),
        branches=asked.all("wangge_branches", "导引", lambda branch: branch.block),
        services=asked.all("wangge_services", "办事目录", lambda each: each.name, _own("办事事项", lambda each: each.name)),
        schemes=tuple(replace(scheme, items=(*scheme.items, *items)) for scheme in schemes),
        duties=(*duties, *DEFAULT_DUTIES),
        plugins=tuple(Brought(each.name, each.origin, "；".join(each.brings), each.trouble) for each in plugins.values()),
    )


def _register(
    manager: pluggy.PluginManager,
    plugins: dict[str, _Plugin],
    name: str,
    origin: str,
    off: frozenset[str],
    bring: Callable[[], object],
    *,
    ours: bool = True,
) -> None:
    if name in plugins:
        plugins[f"{name} ({origin})"] = _Plugin(name, origin, trouble=Phrase("与已有的插件重名"), ours=ours)
        return
    plugin = plugins[name] = _Plugin(name, origin, ours=ours)
    if name in off:
        plugin.trouble = Phrase("已由本中心停用")
        return
    try:
        brought = bring()
        wanted = getattr(brought, "WANGGE_API", API)
        if not isinstance(wanted, int) or wanted > API:
            plugin.trouble = Phrase("要用更新的插件接口（第{wanted}版，本程序是第{own}版）", wanted=wanted, own=API)
            return
        manager.register(brought, name)
        manager.check_pending()
    except (Exception, SystemExit) as error:  # noqa: BLE001 (whatever a plugin does, it is named and the console goes on)
        if manager.has_plugin(name):
            manager.unregister(name=name)
        plugin.trouble = _reason(error)


class _Asked:
    """Asks every plugin on its own."""

    def __init__(self, manager: pluggy.PluginManager, plugins: dict[str, _Plugin]) -> None:
        self._manager = manager
        self._plugins = plugins

    def all(
        self,
        hook: str,
        label: str,
        shown: Callable[[Any], str],
        check: Callable[[Any], str] = lambda _: "",
    ) -> tuple[Any, ...]:
        """What all plugins return for a hook, in the order in which they were loaded; a broken one is left out and named."""
        kind = HOOKS[hook]
        brought: list[Any] = []
        for implementation in getattr(self._manager.hook, hook).get_hookimpls():
            plugin = self._plugins[implementation.plugin_name]
            try:
                ask = partial(_listed, implementation.function)
                own = ask() if plugin.ours else _in_time(ask)
                wrong = next((each for each in own if not isinstance(each, kind)), None)
                if wrong is not None:
                    plugin.trouble = Phrase("{hook} 返回了 {got}，应是 {wanted}", hook=hook, got=type(wrong).__name__, wanted=kind.__name__)
                    continue
                names = "、".join(map(shown, own))
                trouble = next(filter(None, map(check, own)), "")
            except (Exception, SystemExit) as error:  # noqa: BLE001
                plugin.trouble = _reason(error)
                continue
            if trouble:
                plugin.trouble = trouble
                continue
            brought.extend(own)
            if own:
                plugin.brings.append(f"{label}：{names}")
        return tuple(brought)


def _own(label: str, named: Callable[[Any], str]) -> Callable[[Any], str]:
    """A check that nothing takes the name of another."""
    taken: set[str] = set()

    def check(each: Any) -> str:
        if named(each) in taken:
            return Phrase("{label} {name}与已有的重名", label=label, name=named(each))
        taken.add(named(each))
        return ""

    return check


def _no_clash() -> Callable[[Department], str]:
    """A check that no department takes another one's key or field names."""
    keys: set[str] = set()
    names: set[str] = set(BY_NAME)

    def check(department: Department) -> str:
        clash = next((field.name for field in department.fields if field.name in names), "")
        if clash:
            return Phrase("部门“{label}”的项目 {name}与已有的重名", label=department.label, name=clash)
        shadow = next((clock.name for clock in department.clocks if clock.name in set(ClockKind)), "")
        if shadow:
            return Phrase("部门“{label}”的期限 {name}与已有的重名", label=department.label, name=shadow)
        if department.key in keys:
            return Phrase("部门“{label}”的代号 {name}与已有的重名", label=department.label, name=department.key)
        keys.add(department.key)
        names.update(field.name for field in department.fields)
        return ""

    return check


def _listed(function: Callable[[], Iterable[Any]]) -> tuple[Any, ...]:
    return tuple(function())


def _stranger(entry: EntryPoint, office: Path | None) -> object:
    """A plugin of another distribution, once it has shown elsewhere that it comes back."""
    if office is not None and (why := trial.trouble(entry, office)):
        raise _GivenUpError(why)
    return _in_time(entry.load)


class _GivenUpError(Exception):
    """A plugin that is not loaded, with the reason as a person is told it."""


def _in_time(work: Callable[[], Any]) -> Any:
    """What `work` returns, if it does so in time; it goes on alone in its thread if it does not, and nobody waits for it."""
    done: list[Any] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # noqa: BLE001 (it is raised again where somebody waits)
            failed.append(error)

    thread = threading.Thread(target=run, name="plugin", daemon=True)
    # what it prints must not get between the lines of an answer
    with _nothing_printed():
        thread.start()
        thread.join(PATIENCE)
    if failed:
        error = failed[0]  # a thread meets no Ctrl+C: whatever it raised is the plugin's own and must not end the program
        raise error if isinstance(error, Exception) else RuntimeError(_reason(error)) from error
    if not done:
        raise TimeoutError(f"{PATIENCE:g} s")
    return done[0]


@contextlib.contextmanager
def _nothing_printed() -> Iterator[None]:
    """Nothing is printed meanwhile, by Python or past it."""
    try:
        sys.stdout.flush()
        kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    except (OSError, ValueError, AttributeError):
        yield
        return
    os.dup2(nowhere, 1)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _reason(error: BaseException) -> str:
    if isinstance(error, _GivenUpError):
        return str(error.args[0]) if not isinstance(error.args[0], Phrase) else error.args[0]
    return f"{type(error).__name__}：{error}"[:200]
