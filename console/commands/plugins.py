"""Commands about plugins: what there is, a new one, and what plugins bring to the command line."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from console import office
from console.commands.office import on_office
from console.output import as_json, line, pairs, table
from console.words import _, say, spoken_text
from wangge.calculators import cleaned
from wangge.catalogue import Command
from wangge.errors import WanggeError
from wangge.field import Value
from wangge.guard import guarded
from wangge.settings import Settings


def plugins(options: argparse.Namespace) -> int:
    """List the plugins without importing them; with --check load them and say what each brings; with `new` begin one."""
    if options.what == "new":
        return _new(options)
    from plugins import manager

    try:
        settings = office.read_settings(office.find(options.office))
    except WanggeError as error:
        if error.code != "office_unnamed":
            raise
        settings = Settings()
    used = (manager.ours(island=settings.flows.island), settings.plugins, settings.plugins_off)
    found = manager.load(*used).plugins if options.check else manager.installed(*used)
    if options.json:
        as_json(
            [
                {"name": each.name, "origin": spoken_text(each.origin), "brings": each.brings, "trouble": spoken_text(each.trouble)}
                for each in found
            ]
        )
        return 0
    rows = [(each.name, spoken_text(each.origin), spoken_text(each.trouble) or each.brings or _("在用")) for each in found]
    table((_("插件"), _("来源"), _("带来什么") if options.check else _("情况")), rows, (24, 24, 60))
    return 0


def _new(options: argparse.Namespace) -> int:
    """Write the package of a new plugin: all of it or nothing, and over nothing."""
    from plugins.package import files

    if not options.name or options.check:
        raise WanggeError("usage", reason=_("请写新插件的名字，例如 wangge plugins new water。"))
    parent = Path(options.dir or ".")
    folder, made = parent / options.name, files(options.name)
    if folder.exists():
        raise WanggeError("plugin_exists", path=folder)
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=parent, prefix=".") as room:
            package = Path(room) / options.name
            for place, text in made.items():
                (package / place).parent.mkdir(parents=True, exist_ok=True)
                (package / place).write_text(text, encoding="utf-8")
            package.rename(folder)
    except OSError as error:
        raise WanggeError("plugin_unwritable", path=folder, reason=spoken_text(error.strerror or type(error).__name__)) from error
    if options.json:
        as_json({"name": options.name, "folder": str(folder), "files": list(made)})
    else:
        for place in made:
            line(f"  {folder / place}")
        text = say(
            '已建好插件“{name}”。在文件夹里运行 pytest 检验；装入后在中心的 wangge.toml 里写 [plugins] allow = ["{name}"] 即可使用。',
            name=options.name,
        )
        line(text)
    return 0


@on_office
def run(options: argparse.Namespace, opened: office.Office) -> int:
    """Run a command that a plugin brought."""
    known = {each.name: each for each in opened.catalogue.commands}
    if not options.name:
        if options.json:
            as_json([{"name": each.name, "label": each.label} for each in known.values()])
        else:
            table((_("命令"), _("做什么")), [(each.name, each.label) for each in known.values()], (24, 60))
        return 0
    command = known.get(options.name)
    if command is None:
        raise WanggeError("command_unknown", name=options.name, known="、".join(known) or _("无"))
    given = cleaned(command.fields, pairs(options.set))
    rows = [dict(each) for each in guarded(command.name, partial(_rows, command, opened, given), list)]
    if options.json:
        as_json(rows)
        return 0
    headers = tuple(rows[0]) if rows else ()
    table(headers, [tuple(str(each.get(header, "")) for header in headers) for each in rows], tuple(18 for _header in headers))
    return 0


def _rows(command: Command, opened: office.Office, given: Mapping[str, Value]) -> list[Mapping[str, object]]:
    return list(command.run(opened.queries, opened.settings, given))
