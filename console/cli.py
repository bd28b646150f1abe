"""The command line 命令行: every screen action as a command, with `--json`.

`wangge` alone opens the console. Textual is never loaded here. Exit codes: 0 done, 1 refused by a rule or by bad data, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from console import words
from console.words import _, put
from wangge.errors import WanggeError

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
VERSION = "0.1.0"


class Parser(argparse.ArgumentParser):
    """argparse in our words: an error is one sentence and the way to the help."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command and leave with 2."""
        self.exit(WRONG_USAGE, f"{_('命令写法有误：')}{message}\n{_('用 wangge --help 查看用法。')}\n")


def parser() -> Parser:
    """The whole command line."""
    from console.commands import COMMANDS

    top = Parser(prog="wangge", description=_("网格中心台账。不带命令则打开工作台。"))
    _globals(top)
    top.add_argument("--version", action="version", version=f"wangge {VERSION}")
    commands = top.add_subparsers(dest="command", metavar=_("命令"), parser_class=Parser)
    for command in COMMANDS:
        own = commands.add_parser(command.name, help=_(command.help), description=_(command.help))
        _globals(own, inherited=True)
        own.add_argument("--json", action="store_true", help=_("输出 JSON"))
        command.arguments(own)
        own.set_defaults(run=command.run)
    return top


def _globals(own: argparse.ArgumentParser, *, inherited: bool = False) -> None:
    default = argparse.SUPPRESS if inherited else ""
    own.add_argument("--office", metavar=_("文件夹"), default=default, help=_("网格中心文件夹"))
    own.add_argument("--lang", choices=("zh", "en"), default=default, help=_("界面语言"))
    own.add_argument("--as", dest="as_name", metavar=_("姓名"), default=default, help=_("经办人或单位"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    arguments = [_readable(argument) for argument in (sys.argv[1:] if arguments is None else arguments)]
    words.choose(_language(arguments))
    _speak_utf8()
    try:
        options = parser().parse_args(arguments)
        if not options.command:
            from console.commands.desk import open_console

            return int(open_console(options))
        return _run(options)
    except WanggeError as error:
        return _refuse(error, as_json="--json" in arguments)
    except KeyboardInterrupt:
        print(_("已停止。"), file=sys.stderr)  # noqa: T201
        return REFUSED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _run(options: argparse.Namespace) -> int:
    """Run a command and see what it printed off, while a reader that has gone can still be noticed."""
    code = int(options.run(options))
    sys.stdout.flush()
    return code


def _refuse(error: WanggeError, *, as_json: bool) -> int:
    if as_json:
        from console.output import as_json as print_json

        print_json({"error": error.code, "message": put(error), "params": {name: str(value) for name, value in error.params.items()}})
    print(put(error), file=sys.stderr)  # noqa: T201
    return WRONG_USAGE if error.code in {"usage", "office_unnamed"} else REFUSED


def _readable(argument: str) -> str:
    """An argument without bytes that are no text."""
    return os.fsencode(argument).decode("utf-8", "replace") if not argument.isascii() else argument


def _language(arguments: Sequence[str]) -> str:
    """`--lang` before the parser exists, since its own help is translated."""
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
    return ""


def _speak_utf8() -> None:
    """A pipe in a C locale still carries Chinese."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
