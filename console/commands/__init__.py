"""The commands 命令, one module for each kind of work. `COMMANDS` is their list; the parser and docs/cli.md follow it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from console.words import _, later


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Attributes:
        name: what is typed.
        help: what it does, for the catalogue.
        module: where it is; loaded when it is run.
        arguments: adds its own options.
    """

    name: str
    help: str
    module: str
    arguments: Callable[[argparse.ArgumentParser], object]

    def run(self, options: argparse.Namespace) -> int:
        """Run it."""
        function = getattr(import_module(f"console.commands.{self.module}"), self.name.replace("import", "import_files"))
        return int(function(options))


def _init(own: argparse.ArgumentParser) -> None:
    own.add_argument("folder", metavar="DIR")
    own.add_argument("--name", default="")
    own.add_argument("--district", default="")
    own.add_argument("--street", default="")


def _import(own: argparse.ArgumentParser) -> None:
    own.add_argument("files", nargs="+", metavar="FILE")
    own.add_argument("--yes", action="store_true", help=_("不再询问，直接入账"))
    own.add_argument("--dry-run", action="store_true", help=_("只看计划，不入账"))
    own.add_argument("--all-or-nothing", action="store_true", help=_("有一行错误就一行也不入账"))
    own.add_argument("--all-streets", action="store_true", help=_("别的镇街的来件也入账"))
    own.add_argument("--dates", action="append", metavar="COLUMN=ORDER", help=_("指明日期列的顺序：日月年、月日年、年月日"))


def _undo(own: argparse.ArgumentParser) -> None:
    own.add_argument("ref", metavar="BATCH|STEP")


def _whole(text: str) -> int:
    """A number of rows, not negative."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(_("要写一个不小于 0 的整数"))
    return int(text)


def _events(own: argparse.ArgumentParser) -> None:
    own.add_argument("query", nargs="*", metavar="QUERY")
    own.add_argument("--count", action="store_true", help=_("只数件数"))
    own.add_argument("--limit", type=_whole, default=0, metavar="N")
    own.add_argument("--order", choices=("newest", "oldest", "due"), default="newest")


def _show(own: argparse.ArgumentParser) -> None:
    own.add_argument("no", metavar="NO")
    own.add_argument("--reveal", metavar="FIELD", default="", help=_("查看被遮盖的项目，须同时写 --reason"))
    own.add_argument("--reason", default="")


def _register(own: argparse.ArgumentParser) -> None:
    own.add_argument("--text", default="", help=_("反映内容"))
    own.add_argument("--source", default="窗口来访")
    for name in ("caller", "phone", "category", "subcategory", "community", "place"):
        own.add_argument(f"--{name}", default="")
    own.add_argument("--answer", default="", metavar="RESULT", help=_("当场答复并结案"))
    own.add_argument("--set", action="append", metavar="K=V")
    own.add_argument("--at", default="", metavar="TIME")


def _act(own: argparse.ArgumentParser) -> None:
    own.add_argument("words", nargs="+", metavar="NO… ACTION")
    own.add_argument("--set", action="append", metavar="K=V")
    own.add_argument("--at", default="", metavar="TIME")
    own.add_argument("--voucher", default="", help=_("代录凭证：电话、纸质、微信截图、来件、当面"))
    own.add_argument("--said-by", default="", help=_("代录时，话是谁说的"))


def _month(own: argparse.ArgumentParser, *, required: bool = True) -> None:
    own.add_argument("--month", required=required, metavar="YYYY-MM")


def _report(own: argparse.ArgumentParser) -> None:
    own.add_argument("name", metavar="NAME", help="month")
    _month(own)
    own.add_argument("--out", default="", metavar="FILE")
    own.add_argument("--opening", default="", metavar="N", help=_("第一个月的期初未结件数"))


def _score(own: argparse.ArgumentParser) -> None:
    _month(own)
    own.add_argument("--out", default="", metavar="FILE")


def _backup(own: argparse.ArgumentParser) -> None:
    own.add_argument("--out", default="", metavar="FILE")


def _restore(own: argparse.ArgumentParser) -> None:
    own.add_argument("file", metavar="FILE")
    own.add_argument("folder", metavar="DIR")


def _demo(own: argparse.ArgumentParser) -> None:
    own.add_argument("--dir", default="", help=_("演示中心放在哪里，默认用临时文件夹"))
    own.add_argument("--no-console", action="store_true", help=_("不打开工作台，直接把全程跑一遍"))


def _nothing(own: argparse.ArgumentParser) -> None:
    """A command without options of its own."""


COMMANDS: tuple[Command, ...] = (
    Command("init", later("新建一个网格中心文件夹"), "office", _init),
    Command("demo", later("用样例文件建一个演示中心"), "demo", _demo),
    Command("import", later("导入来件表格"), "files", _import),
    Command("batches", later("列出各次导入"), "files", _nothing),
    Command("undo", later("撤销一次导入或一次操作"), "files", _undo),
    Command("events", later("查询事件"), "events", _events),
    Command("show", later("查看一个事件和它的全部步骤"), "events", _show),
    Command("register", later("登记一个新事件"), "events", _register),
    Command("act", later("办理：受理、派遣、签收、办结……"), "events", _act),
    Command("report", later("出报表"), "reports", _report),
    Command("score", later("网格员月度计分"), "reports", _score),
    Command("backup", later("备份"), "office", _backup),
    Command("restore", later("从备份恢复到一个新文件夹"), "office", _restore),
    Command("verify", later("核验台账有没有被改动"), "office", _nothing),
    Command("plugins", later("列出插件"), "office", _nothing),
)
