"""The command demo: an office to try everything on, and its tour."""

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
from console.registry import ACTIONS
from console.tour import Tour, as_text, tour_of
from console.words import _, say


def demo(options: argparse.Namespace) -> int:
    """Build the demo office and do the job on it; at a terminal, open the console on it."""
    at_terminal = sys.stdout.isatty() and sys.stdin.isatty() and not options.no_console and not options.json
    if options.tour and not at_terminal:
        return _tell_tour(options)
    folder = Path(options.dir) if options.dir else Path(tempfile.mkdtemp(prefix="wangge-demo-")) / "office"
    if options.tour:
        return _tour(folder)
    with closing(demo_office.build(folder)) as office:
        return _work(office, options, at_terminal=at_terminal)


def _work(office: Office, options: argparse.Namespace, *, at_terminal: bool) -> int:
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


def _tour(folder: Path) -> int:
    """Take the tour on a new demo office, or go on with it on the one that lies there."""
    with closing(Office.open(folder) if tour_of(folder) else _built(folder)) as office:
        tour = tour_of(folder) or Tour(folder)
        if tour.at and tour.step is not None:
            tour.resume()
        else:
            demo_office.arrive(office)
            tour.begin()
        return show(office, office.settings.look)


def _built(folder: Path) -> Office:
    line(_("正在建演示中心，几秒钟就好……"))
    office = demo_office.build(folder)
    demo_office.run(office, lambda text: None, left=0)
    return office


def _tell_tour(options: argparse.Namespace) -> int:
    """The steps of the tour as text, where no screen can be shown."""
    steps = as_text(ACTIONS)
    if options.json:
        as_json({"steps": steps})
        return 0
    for step in steps:
        line(f"{step['number']:>2}  {step['text']}")
    line(_("在终端里照着做一遍：wangge demo --tour"))
    return 0
