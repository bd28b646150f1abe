"""The command line 命令行: every screen action as a command, with `--json`.

`wangge` alone opens the console. Textual is never loaded here. Exit codes: 0 done, 1 refused by a rule or by bad data, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from console import words
from console.usage import WRONG_USAGE, Parser
from console.words import _, put, say, spoken_text
from wangge.errors import WanggeError

DONE, REFUSED = 0, 1
VERSION = "0.1.0"


def parser() -> Parser:
    """The whole command line."""
    from console.commands import COMMANDS, look_options

    top = Parser(prog="wangge", description=_("网格中心台账。不带命令则打开工作台。"))
    _globals(top)
    look_options(top)
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
    own.add_argument("--office", metavar="DIR", default=default, help=_("网格中心文件夹"))
    own.add_argument("--lang", choices=("zh", "en"), default=default, help=_("界面语言"))
    own.add_argument("--as", dest="as_name", metavar="NAME", default=default, help=_("经办人或单位"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    arguments = [_readable(argument) for argument in (sys.argv[1:] if arguments is None else arguments)]
    words.choose(_language(arguments))
    _have_streams()
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
        _complain(_("已停止。"))
        return REFUSED
    except BrokenPipeError:
        _drop_output()
        return DONE
    except UnicodeEncodeError as error:
        _complain(say("这里的语言环境（{encoding}）写不出中文文件名。请先设置环境变量 PYTHONUTF8=1，再运行一次。", encoding=error.encoding))
        return REFUSED
    except OSError as error:
        _drop_output()
        reason = spoken_text(error.strerror or error)
        if error.filename is None:
            _complain(say("结果没有全部输出：{reason}。请检查输出到的文件或磁盘。", reason=reason))
        else:
            _complain(say("“{path}”读写不成：{reason}。请检查磁盘和权限。", path=error.filename, reason=reason))
        return REFUSED


def _complain(text: str) -> None:
    from console.output import complain

    complain(text)


def _run(options: argparse.Namespace) -> int:
    """Run a command and see what it printed off, while a reader that has gone can still be noticed."""
    code = int(options.run(options))
    sys.stdout.flush()
    return code


def _refuse(error: WanggeError, *, as_json: bool) -> int:
    from console.output import as_json as print_json
    from console.output import complain

    if as_json:
        print_json({"error": error.code, "message": put(error), "params": {name: str(value) for name, value in error.params.items()}})
    complain(put(error))
    return WRONG_USAGE if error.code in {"usage", "office_unnamed"} else REFUSED


def _readable(argument: str) -> str:
    """An argument without bytes that are no text; where the system's own encoding has no Chinese, its bytes are taken as UTF-8."""
    try:
        "网格".encode(sys.getfilesystemencoding())
    except UnicodeEncodeError:
        return os.fsencode(argument).decode("utf-8", "replace")
    if os.path.lexists(argument):
        return argument  # a file may be called by bytes that are no UTF-8
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _language(arguments: Sequence[str]) -> str:
    """`--lang` before the parser exists, since its own help is translated."""
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
    return ""


def _have_streams() -> None:
    """A stream that was closed before the start is an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 (as long as the program runs)


def _drop_output() -> None:
    """Let what is still to be printed go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    """A pipe in a C locale still carries Chinese."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
