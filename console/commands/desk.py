"""Opening the console 打开工作台, and the wall 大屏: the only commands that load Textual."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections import deque

from console.commands.office import on_office
from console.look import DRIVER, chosen, prepare
from console.office import Office
from console.output import as_json
from console.wall import picture_json, pictures
from console.words import _
from wangge.errors import WanggeError
from wangge.look import Look


@on_office
def open_console(options: argparse.Namespace, office: Office) -> int:
    """Open the console on the office that was named."""
    return show(office, chosen(office.settings.look, options))


def show(office: Office, look: Look) -> int:
    """Run the console until the clerk leaves.

    Raises:
        WanggeError: `usage` where there is no terminal, and no web page in its place.
    """
    need_terminal()
    prepare(look)
    # what the start makes stays as long as the console: looking through it for garbage again and again only costs time
    gc.disable()
    from console.app import run

    return run(office, look)


@on_office
def wall(options: argparse.Namespace, office: Office) -> int:
    """Show the wall until Esc or q; with `--json`, print its figures once."""
    if options.json:
        (picture,) = deque(pictures(office), maxlen=1)
        as_json(picture_json(picture, office))
        return 0
    need_terminal()
    look = chosen(office.settings.look, options)
    prepare(look)
    from console.app import run_wall

    return run_wall(office, look)


def need_terminal() -> None:
    """Refuse to draw screens where nobody would see them.

    Raises:
        WanggeError: `usage`.
    """
    if not sys.stdout.isatty() and DRIVER not in os.environ:
        raise WanggeError("usage", reason=_("工作台要在终端里打开；不在终端时请用各个命令，见 wangge --help。"))
