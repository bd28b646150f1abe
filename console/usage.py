"""Usage 命令写法: argparse in our words.

argparse speaks English and passes each of its texts through its own `_`, by an English key. Here that is answered in Chinese when Chinese is in use;
a text that is not in the table stays as it is.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, NoReturn

from console.terminal import harmless
from console.words import say, speaks_chinese

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

WRONG_USAGE = 2

CHINESE: Mapping[str, str] = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这份说明",
    "show program's version number and exit": "显示版本号",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "the following arguments are required: %s": "还缺 %s",
    "unrecognized arguments: %s": "不认得“%s”；以 - 开头的值，前面要加一个 --",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r，可用的有 %(choices)s",
    "expected one argument": "后面要写一个值",
    "expected at least one argument": "后面至少要写一个值",
    "expected %s argument": "后面要写 %s 个值",
    "expected %s arguments": "后面要写 %s 个值",
    "ignored explicit argument %r": "后面不带值，收到的是 %r",
}


def _said(text: str) -> str:
    return CHINESE.get(text, text) if speaks_chinese() else text


def _counted(one: str, many: str, number: int) -> str:
    return _said(one if number == 1 else many)


vars(argparse).update(_=_said, ngettext=_counted)


class Parser(argparse.ArgumentParser):
    """A parser whose error is one sentence and the way to the help, and that takes no option by half its name."""

    def __init__(self, **about: object) -> None:
        super().__init__(**about, allow_abbrev=False)  # type: ignore[arg-type]

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        # the values of arguments stand in it
        super()._print_message(harmless(message), file)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command and leave with 2."""
        self.exit(WRONG_USAGE, say("命令写法有误：{message}。用 {prog} --help 查看用法。", message=message, prog=self.prog) + "\n")
