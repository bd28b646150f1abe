"""The manager 插件管理: loads plugins, asks each on its own, and makes the Catalogue of what they bring.

Built-ins load by dotted name; others by the entry-point group `wangge`, and only those that the office allows. Nobody asks it anything later.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pluggy

from plugins import specs
from wangge import Catalogue, Department, Duty, Reader, ReportKind, Scheme
from wangge.catalogue import Brought
from wangge.duty import DEFAULT_DUTIES
from wangge.errors import Phrase
from wangge.fields import BY_NAME

GROUP = "wangge"
BUILT_INS = ("importers.builtin", "exports.builtin", "plugins.labour", "plugins.traffic", "plugins.medical", "plugins.grid_scheme")


@dataclass(slots=True)
class _Plugin:
    """One plugin while it is loaded."""

    name: str
    origin: str
    brings: list[str] = field(default_factory=list)
    trouble: str = ""


def load(built_ins: Sequence[str] = BUILT_INS, allow: Iterable[str] = (), off: Iterable[str] = ()) -> Catalogue:
    """The catalogue of what the plugins bring.

    Args:
        built_ins: dotted names of our own modules.
        allow: entry-point names of other distributions that the office trusts.
        off: names of plugins that the office has switched off.
    """
    manager = pluggy.PluginManager("wangge")
    manager.add_hookspecs(specs)
    plugins: dict[str, _Plugin] = {}
    allowed, off = frozenset(allow), frozenset(off)
    for name in built_ins:
        _register(manager, plugins, name, Phrase("内置"), off, partial(importlib.import_module, name))
    if allowed:
        from importlib.metadata import entry_points

        for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
            if entry.name in allowed:
                _register(manager, plugins, entry.name, entry.value, off, entry.load)
        for name in sorted(allowed - plugins.keys()):
            plugins[name] = _Plugin(name, Phrase("未安装"), trouble=Phrase("没有安装这个插件"))
    asked = _Asked(manager, plugins)
    departments = asked.all("wangge_departments", Department, "部门", lambda department: department.label, _no_clash())
    duties = asked.all("wangge_duties", Duty, "权责事项", lambda duty: duty.matter)
    return Catalogue(
        readers=asked.all("wangge_readers", Reader, "读表", lambda reader: reader.name),
        departments=departments,
        reports=asked.all("wangge_reports", ReportKind, "报表", lambda report: report.title),
        schemes=asked.all("wangge_schemes", Scheme, "计分办法", lambda scheme: scheme.name),
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
) -> None:
    plugin = plugins[name] = _Plugin(name, origin)
    if name in off:
        plugin.trouble = Phrase("已由本中心停用")
        return
    try:
        manager.register(bring(), name)
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
        kind: type[Any],
        label: str,
        shown: Callable[[Any], str],
        check: Callable[[Any], str] = lambda _: "",
    ) -> tuple[Any, ...]:
        """What all plugins return for a hook, in the order in which they were loaded; a broken one is left out and named."""
        brought: list[Any] = []
        for implementation in getattr(self._manager.hook, hook).get_hookimpls():
            plugin = self._plugins[implementation.plugin_name]
            try:
                own = tuple(implementation.function())
                wrong = next((each for each in own if not isinstance(each, kind)), None)
                if wrong is not None:
                    plugin.trouble = Phrase("{hook} 返回了 {got}，应是 {wanted}", hook=hook, got=type(wrong).__name__, wanted=kind.__name__)
                    continue
                names = "、".join(map(shown, own))
                trouble = next(filter(None, map(check, own)), "")
            except Exception as error:  # noqa: BLE001
                plugin.trouble = _reason(error)
                continue
            if trouble:
                plugin.trouble = trouble
                continue
            brought.extend(own)
            if own:
                plugin.brings.append(f"{label}：{names}")
        return tuple(brought)


def _no_clash() -> Callable[[Department], str]:
    """A check that no department takes another one's key or field names."""
    keys: set[str] = set()
    names: set[str] = set(BY_NAME)

    def check(department: Department) -> str:
        clash = next((field.name for field in department.fields if field.name in names), "")
        if clash:
            return Phrase("部门“{label}”的项目 {name}与已有的重名", label=department.label, name=clash)
        if department.key in keys:
            return Phrase("部门“{label}”的代号 {name}与已有的重名", label=department.label, name=department.key)
        keys.add(department.key)
        names.update(field.name for field in department.fields)
        return ""

    return check


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}：{error}"[:200]
