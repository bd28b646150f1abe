"""The command of the web door 网页: serve."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import secrets
import sys

from console import office, words
from console.commands.office import tell_notices
from console.output import as_json, complain, line
from console.shortcut import console_command
from console.words import _, say
from wangge.errors import WanggeError

SECRET_BYTES = 24
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def serve(options: argparse.Namespace) -> int:
    """Serve the console of the office that was named until Ctrl+C.

    Raises:
        WanggeError: `web_missing`, `port_taken`, and whatever keeps the office from opening.
    """
    folder = office.find(options.office)
    opened = office.Office.open(folder)  # what is wrong with it is said here, not in the page
    tell_notices(opened)
    name = opened.settings.name
    opened.close()
    try:
        from console.web import Web
    except ImportError as error:
        raise WanggeError("web_missing", name=error.name or "textual-serve") from error
    extra = [*(("--look", options.look) if options.look else ()), *(["--calm"] * options.calm), *(["--no-mouse"] * options.no_mouse)]
    language = words.CHINESE if words.speaks_chinese() else words.ENGLISH
    command = console_command(folder, language, options.as_name, extra)
    server = Web(command, name, secrets.token_urlsafe(SECRET_BYTES), options.host, options.port)

    def tell(address: str) -> None:
        if options.json:
            as_json({"address": address})
        else:
            line(say("工作台在 {address}", address=address))
            line(_("地址里有口令，只给该用的人；每次启动都换。一个标签页是一个工作台。按 Ctrl+C 停止。"))
        if options.host not in LOOPBACK:
            complain(_("别的电脑也能连到这里，传输没有加密。请只在可信的内网里这样用。"))
        sys.stdout.flush()

    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(server.run(tell))
    return 0
