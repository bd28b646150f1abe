"""Commands about the office itself: init, backup, restore, verify."""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import wraps
from pathlib import Path

from console import office
from console.output import Progress, as_json, complain, line, new_file
from console.shortcut import ENDINGS, console_command, desktop_entry, encoded, powershell, usual_place
from console.words import CHINESE, ENGLISH, _, later, say, speaks_chinese, spoken_text
from db.memory import Memory
from wangge.errors import WanggeError

LEDGER, CLOCK = "ledger", "clock"
"""What can be confirmed."""
RESTORED, CONFIRMED = "恢复备份", "采用台账"
"""Steps of the office: it was made from a backup; a ledger that is not the one that was used last is meant."""


def on_office(command: Callable[[argparse.Namespace, office.Office], int]) -> Callable[[argparse.Namespace], int]:
    """Make a command of one that takes the office that was named; the office is closed when the command ends."""

    @wraps(command)
    def on_named(options: argparse.Namespace) -> int:
        with closing(office.Office.open(office.find(options.office))) as opened:
            tell_notices(opened)
            return command(options, opened)

    return on_named


def tell_notices(opened: office.Office) -> None:
    """Say what opening had to say where errors go, since it is no part of an answer."""
    for notice in opened.notices:
        complain(spoken_text(notice))


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


def shortcut(options: argparse.Namespace) -> int:
    """Write what a double click opens the office by."""
    folder = office.find(options.office).resolve()
    name = office.read_settings(folder).name
    ending = ENDINGS.get(sys.platform)
    if ending is None:
        raise WanggeError("usage", reason=_("这个系统上还不能写快捷方式；可以把 wangge --office 文件夹 写进自己的脚本。"))
    target = new_file(options.out, ending).absolute() if options.out else usual_place(sys.platform, folder, name, Path.home())
    command = console_command(folder, CHINESE if speaks_chinese() else ENGLISH)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if ending == ENDINGS["linux"]:
            target.write_text(desktop_entry(name, _("网格中心台账"), command, folder), encoding="utf-8")
        else:
            subprocess.run(encoded(powershell(target, name, command, folder)), check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        reason = error.strerror if isinstance(error, OSError) else type(error).__name__
        raise WanggeError("office_unwritable", path=target, reason=reason or type(error).__name__) from error
    if options.json:
        as_json({"file": str(target)})
    else:
        line(say("快捷方式已写到 {file}", file=target))
    return 0


def backup(options: argparse.Namespace) -> int:
    """Copy the office into one file."""
    from console.archive import pack, usual_name

    folder = office.find(options.office)
    settings = office.read_settings(folder)
    name = usual_name(settings.name, datetime.now(settings.zone))
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
        tell_notices(restored)
        # a clock that cannot be believed keeps nobody from having the office back; it was said
        if restored.ledger.clock_doubt() is None:
            restored.ledger.note_office(RESTORED, {"file": Path(options.file).name}, restored.actor(options.as_name))
        found = restored.verify()
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


def confirm(options: argparse.Namespace) -> int:
    """Say that a ledger which is not the one that was used last, or a clock which cannot be believed, is right."""
    folder = office.find(options.office)
    memory = Memory(folder / office.LEDGER)
    known, trouble = memory.read(), memory.trouble() if LEDGER in options.what else None
    with closing(office.Office.open(folder, meant=trouble is not None)) as opened:
        actor, doubt = opened.actor(options.as_name), opened.ledger.clock_doubt() if CLOCK in options.what else None
        if doubt:
            opened.ledger.confirm_clock(options.reason, actor)
        if trouble:
            told = {"trouble": trouble.code, "known": known.seal if known else 0, "reason": options.reason}
            opened.ledger.note_office(CONFIRMED, told, actor)
        if doubt or trouble:
            opened.memory.settle(opened.ledger.store)
    done = [what for what, found in ((LEDGER, trouble), (CLOCK, doubt)) if found]
    if not done:
        raise WanggeError("confirm_nothing")
    if options.json:
        as_json({"confirmed": done})
    else:
        line(_("已确认，台账里记明了是谁、为什么。"))
    return 0


def verify(options: argparse.Namespace) -> int:
    """Check every step and every event, also of a ledger that is not the one that was used last: that is the first problem then."""
    with closing(office.Office.open(office.find(options.office), meant=True)) as opened:
        tell_notices(opened)
        return _verified(options, opened)


def _verified(options: argparse.Namespace, opened: office.Office) -> int:
    progress = Progress(later("核验"))
    found = opened.verify(progress)
    progress.end()
    if options.json:
        problems = [
            {"message": spoken_text(problem.message), "row": problem.row, "column": problem.column, "fatal": problem.fatal}
            for problem in found.problems
        ]
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
        for problem in found.problems:
            line(say("请留意：{doubt}", doubt=spoken_text(problem.message)))
    else:
        for problem in found.problems:
            line(spoken_text(problem.message))
        line(say("共 {count} 处问题。请停止使用这份台账，用最近的备份恢复到新文件夹后比对。", count=len(found.problems)))
    return 0 if found.ok else 1
