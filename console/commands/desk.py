"""Opening the console 打开工作台: the only command that loads Textual."""

from __future__ import annotations

import argparse
import gc
import os
import sys

from console.commands.office import on_office
from console.office import Office
from console.words import _
from wangge.errors import WanggeError


@on_office
def open_console(_options: argparse.Namespace, office: Office) -> int:
    """Open the console on the office that was named."""
    return show(office)


def show(office: Office) -> int:
    """Run the console until the clerk leaves.

    Raises:
        WanggeError: `usage` where there is no terminal.
    """
    if not sys.stdout.isatty():
        raise WanggeError("usage", reason=_("工作台要在终端里打开；不在终端时请用各个命令，见 wangge --help。"))
    # with the Kitty protocol a commit of several Han characters from an input method arrives as stray keys
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    # what the start makes stays as long as the console: looking through it for garbage again and again only costs time
    gc.disable()
    from console.app import run

    return run(office)
