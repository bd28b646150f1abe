"""The command demo: an office to try everything on."""

from __future__ import annotations

import argparse
import shlex
import sys
import tempfile
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from console import demo as demo_office
from console.commands.desk import show
from console.office import Office
from console.output import as_json, line
from console.words import _, say


def demo(options: argparse.Namespace) -> int:
    """Build the demo office and do the job on it; at a terminal, open the console on it."""
    folder = Path(options.dir) if options.dir else Path(tempfile.mkdtemp(prefix="wangge-demo-")) / "office"
    with closing(demo_office.build(folder)) as office:
        return _work(office, options)


def _work(office: Office, options: argparse.Namespace) -> int:
    at_terminal = sys.stdout.isatty() and sys.stdin.isatty() and not options.no_console and not options.json
    told = demo_office.run(office, (lambda text: None) if options.json else line)
    if options.json:
        as_json({name: str(value) if isinstance(value, Path) else value for name, value in asdict(told).items()})
        return 0
    line(say("演示中心在 {folder}", folder=office.folder))
    if at_terminal:
        line(_("回车打开工作台。"))
        sys.stdin.readline()
        return show(office, office.settings.look)
    line(say("在终端里打开：wangge --office {typed}", typed=shlex.quote(str(office.folder))))
    return 0
