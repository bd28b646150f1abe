"""Commands about the office itself: init, backup, restore, verify, plugins."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from functools import partial, wraps
from pathlib import Path

from console import office
from console.output import Progress, as_json, line, new_file, pairs, table
from console.words import _, later, say, spoken_text
from wangge.calculators import cleaned
from wangge.catalogue import Command
from wangge.errors import WanggeError
from wangge.field import Value
from wangge.guard import guarded
from wangge.settings import Settings


def on_office(command: Callable[[argparse.Namespace, office.Office], int]) -> Callable[[argparse.Namespace], int]:
    """Make a command of one that takes the office that was named; the office is closed when the command ends."""

    @wraps(command)
    def on_named(options: argparse.Namespace) -> int:
        with closing(office.Office.open(office.find(options.office))) as opened:
            return command(options, opened)

    return on_named


def init(options: argparse.Namespace) -> int:
    """Make a new office."""
    if not options.folder.strip():
        raise WanggeError("usage", reason=_("请写新文件夹的名字，例如 wangge init 东街。"))
    folder = office.create(Path(options.folder), options.name, options.district, options.street)
    if options.json:
        as_json({"office": str(folder)})
    else:
        text = say(
            "已建好“{folder}”。把来件放进 inbox，或运行 wangge --office {typed} 打开。", folder=folder, typed=shlex.quote(str(folder))
        )
        line(text)
    return 0


def backup(options: argparse.Namespace) -> int:
    """Copy the office into one file."""
    from console.archive import pack

    folder = office.find(options.office)
    settings = office.read_settings(folder)
    name = f"{settings.name}_{datetime.now(settings.zone):%Y%m%d-%H%M%S}.wangge.zip"
    target = new_file(options.out) if options.out else folder / "backups" / name
    progress = Progress(later("备份"))
    pack(folder, target, progress)
    progress.end()
    if options.json:
        as_json({"file": str(target), "bytes": target.stat().st_size})
    else:
        line(say("已备份到 {file}", file=target))
    return 0


def restore(options: argparse.Namespace) -> int:
    """Make an office from a backup."""
    from console.archive import unpack

    unpack(Path(options.file), Path(options.folder))
    with closing(office.Office.open(Path(options.folder))) as restored:
        found = restored.ledger.verify()
    if options.json:
        as_json({"office": options.folder, "ok": found.ok, "events": found.events, "steps": found.steps})
    else:
        line(
            say(
                "已恢复到“{folder}”：{events:,} 件，{steps:,} 步，核验{result}。",
                folder=options.folder,
                events=found.events,
                steps=found.steps,
                result=_("无误") if found.ok else _("有问题"),
            )
        )
    return 0 if found.ok else 1


@on_office
def verify(options: argparse.Namespace, opened: office.Office) -> int:
    """Check every step and every event."""
    progress = Progress(later("核验"))
    found = opened.ledger.verify(progress)
    progress.end()
    if options.json:
        problems = [{"message": spoken_text(problem.message), "row": problem.row, "column": problem.column} for problem in found.problems]
        as_json({"ok": found.ok, "events": found.events, "steps": found.steps, "seals": found.seals, "problems": problems})
    elif found.ok:
        line(
            say(
                "核验无误：{events:,} 件、{steps:,} 步、{seals:,} 个封签，都与登记时一致。",
                events=found.events,
                steps=found.steps,
                seals=found.seals,
            )
        )
    else:
        for problem in found.problems:
            line(spoken_text(problem.message))
        line(say("共 {count} 处问题。请停止使用这份台账，用最近的备份恢复到新文件夹后比对。", count=len(found.problems)))
    return 0 if found.ok else 1


def plugins(options: argparse.Namespace) -> int:
    """List the plugins without importing them, or with --check load them and say what each brings."""
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
