"""The commands 命令, one module for each kind of work. `COMMANDS` is their list; the parser and docs/cli.md follow it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from console.words import _, later
from wangge.tallies import GROUPINGS

_FUNCTIONS = {"import": "import_files", "explain": "explain_event", "print": "print_paper"}
"""Functions that cannot have their command's name."""


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
        function = getattr(import_module(f"console.commands.{self.module}"), _FUNCTIONS.get(self.name, self.name.replace("-", "_")))
        return int(function(options))


def look_options(own: argparse.ArgumentParser) -> None:
    """What a start of the console may want otherwise than `wangge.toml`."""
    own.add_argument("--look", metavar="NAME", default="", help=_("外观：dark、light、contrast、terminal"))
    own.add_argument("--calm", action="store_true", help=_("线路慢时用：没有动画，少刷新"))
    own.add_argument("--no-mouse", action="store_true", help=_("不用鼠标"))


def _init(own: argparse.ArgumentParser) -> None:
    own.add_argument("folder", metavar="DIR", help=_("新的或空的文件夹"))
    own.add_argument("--name", default="", help=_("名称；不写则用文件夹名"))
    own.add_argument("--district", default="", metavar="NAME", help=_("本区县；别的区县的来件只计数、不入账"))
    own.add_argument("--street", default="", metavar="NAME", help=_("本镇街；别的镇街的来件只计数、不入账"))


def _import(own: argparse.ArgumentParser) -> None:
    own.add_argument("files", nargs="+", metavar="FILE", help=_("来件表格：.xlsx、.xls、.csv"))
    own.add_argument("--yes", action="store_true", help=_("不再询问，直接入账"))
    own.add_argument("--dry-run", action="store_true", help=_("只看计划，不入账"))
    own.add_argument("--all-or-nothing", action="store_true", help=_("有一行错误就一行也不入账"))
    own.add_argument("--all-streets", action="store_true", help=_("别的镇街的来件也入账"))
    own.add_argument("--dates", action="append", metavar="COLUMN=ORDER", help=_("指明日期列的顺序：日月年、月日年、年月日"))
    own.add_argument(
        "--same-number",
        choices=("other", "same"),
        default="ask",
        help=_("编号已有、内容和上报时间却都不同的行：other 是别的事，登记为新件；same 是同一件，更新原件；不写则不入账"),
    )


def _undo(own: argparse.ArgumentParser) -> None:
    own.add_argument("ref", metavar="BATCH|STEP", help=_("批次号（如 3），或步骤号（如 S345）"))
    own.add_argument("--reason", default="", help=_("撤销原因；已打印、已告知在外的必须写"))


def _redo(own: argparse.ArgumentParser) -> None:
    own.add_argument("ref", nargs="?", default="", metavar="BATCH|STEP", help=_("不写就是自己最近一次撤销"))


def _whole(text: str) -> int:
    """A number of rows, not negative; more than any ledger holds is as good as all."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(_("要写一个不小于 0 的整数"))
    return int(text) if len(text) < 19 else sys.maxsize


def _events(own: argparse.ArgumentParser) -> None:
    own.add_argument("query", nargs="*", metavar="QUERY", help=_("查询，如 时限:超期；不写则列出全部"))
    own.add_argument("--reason", default="", metavar="TEXT", help=_("查询只写一个完整电话、按它查找反映人时的理由，记入台账"))
    own.add_argument("--count", action="store_true", help=_("只数件数"))
    own.add_argument("--limit", type=_whole, default=0, metavar="N", help=_("最多列多少件"))
    own.add_argument(
        "--order",
        default="newest",
        metavar="FIELD",
        help=_("排列：newest 最新、oldest 最早、due 期限最近的在前，或一项的名称；前加 - 从大到小"),
    )

    own.add_argument("--at", default="", metavar="DAY", help=_("从这一天的第一件列起，如 2026-11-21；排列须按时间"))
    own.add_argument("--columns", default="", metavar="NAMES", help=_("列出哪些项，逗号隔开，如 编号,状态,社区"))
    own.add_argument("--view", default="", metavar="NAME", help=_("按存下的视图列：它的查询、排序和列"))
    own.add_argument("--out", default="", metavar="FILE", help=_("写成这个 .xlsx 文件：同样的列、同样的顺序"))


def _views(own: argparse.ArgumentParser) -> None:
    own.add_argument("name", nargs="?", default="", metavar="NAME", help=_("视图的名称；不写则列出全部"))
    own.add_argument("--save", default="", metavar="NAME", help=_("把 --query、--order、--columns 存为视图"))
    own.add_argument("--query", default="", metavar="QUERY", help=_("查询，如 时限:超期"))
    own.add_argument("--order", default="newest", metavar="FIELD", help=_("排列，同 wangge events"))
    own.add_argument("--columns", default="", metavar="NAMES", help=_("列出哪些项，逗号隔开，如 编号,状态,社区"))
    own.add_argument("--import", dest="file", default="", metavar="FILE", help=_("收下别人存的视图文件"))
    own.add_argument("--export", default="", metavar="FILE", help=_("把这个视图写成文件，发给别人"))
    own.add_argument("--remove", action="store_true", help=_("删除这个视图；事件不受影响"))


def _show(own: argparse.ArgumentParser) -> None:
    own.add_argument("no", metavar="NO", help=_("受理编号或来件编号，或它的后几位"))
    own.add_argument("--changes", action="store_true", help=_("逐项列出改前、改后"))
    own.add_argument("--reveal", metavar="FIELD", default="", help=_("查看被遮盖的项目，须同时写 --reason"))
    own.add_argument("--reason", default="", metavar="TEXT", help=_("查看的理由，记入台账"))


def _register(own: argparse.ArgumentParser) -> None:
    own.add_argument("--text", default="", help=_("反映内容"))
    own.add_argument("--source", default="窗口来访", metavar="NAME", help=_("来源；不写则是窗口来访"))
    own.add_argument("--caller", default="", metavar="NAME", help=_("反映人，可以不留"))
    own.add_argument("--phone", default="", metavar="NUMBER", help=_("反映人电话，可以不留"))
    own.add_argument("--category", default="", metavar="NAME", help=_("类别"))
    own.add_argument("--subcategory", default="", metavar="NAME", help=_("二级分类"))
    own.add_argument("--community", default="", metavar="NAME", help=_("社区"))
    own.add_argument("--place", default="", metavar="TEXT", help=_("地点"))
    own.add_argument("--answer", default="", metavar="RESULT", help=_("当场答复并结案"))
    own.add_argument("--set", action="append", metavar="K=V", help=_("其他项目，可写几次，如 网格=东园一网格"))
    own.add_argument("--at", default="", metavar="TIME", help=_("何时上报，如 2026-11-21 09:30；不写则是现在"))


def _at(own: argparse.ArgumentParser) -> None:
    own.add_argument("--at", default="", metavar="TIME", help=_("何时发生，如 2026-11-21 09:30；不写则是现在"))


def _told(own: argparse.ArgumentParser) -> None:
    """What an action is told beside its name."""
    own.add_argument("--set", action="append", metavar="K=V", help=_("操作要填的一项，可写几次，如 承办单位=司法所"))
    _at(own)


def _act(own: argparse.ArgumentParser) -> None:
    own.add_argument("words", nargs="+", metavar="NO… ACTION", help=_("一个或几个编号，最后写操作，如 签收"))
    _told(own)
    own.add_argument("--new-unit", action="store_true", help=_("承办单位是新的：权责清单、通讯录和台账里都没有，也照派"))
    own.add_argument("--voucher", default="", metavar="HOW", help=_("代录凭证：电话、纸质、微信截图、来件、当面"))
    own.add_argument("--said-by", default="", metavar="NAME", help=_("代录时，话是谁说的"))


def _act_many(own: argparse.ArgumentParser) -> None:
    own.add_argument("query", nargs="+", metavar="QUERY", help=_("查询，如 社区:东 状态:处置中"))
    own.add_argument("action", metavar="ACTION", help=_("操作，如 催办、批量延期"))
    _told(own)
    own.add_argument("--new-unit", action="store_true", help=_("承办单位是新的：权责清单、通讯录和台账里都没有，也照派"))
    own.add_argument("--yes", action="store_true", help=_("办理；不写就只看会怎样"))
    own.add_argument("--skip", action="store_true", help=_("有不能办的，只办能办的"))


def _due(own: argparse.ArgumentParser) -> None:
    own.add_argument("--start", required=True, metavar="TIME", help=_("起算的日期，或日期和时刻"))
    own.add_argument("--limit", required=True, metavar="LIMIT", help=_("时限，如 5工作日、24小时"))
    own.add_argument("--pause", action="append", metavar="FROM..TO", help=_("暂停的起止，可写多次"))


def _no(own: argparse.ArgumentParser) -> None:
    own.add_argument("no", metavar="NO", help=_("受理编号或来件编号"))


def _entered(own: argparse.ArgumentParser) -> None:
    own.add_argument("--dry-run", action="store_true", help=_("只看有什么变化，不记入"))
    own.add_argument("--yes", action="store_true", help=_("不再询问，直接记入"))


def _limits(own: argparse.ArgumentParser) -> None:
    own.add_argument("--export", default="", metavar="FILE", help=_("写成工作簿，改好再导入"))
    own.add_argument("--import", dest="file", default="", metavar="FILE", help=_("整张采用，先列出改了哪些"))
    own.add_argument("--from", dest="since", default="", metavar="TIME", help=_("从什么时候起用，默认现在"))
    _entered(own)


def _calendar(own: argparse.ArgumentParser) -> None:
    own.add_argument("--import", dest="file", default="", metavar="FILE", help=_("放假安排：JSON 或工作簿（日期、休班两栏）"))
    own.add_argument("--rest", action="append", metavar="DATE", help=_("本地休息日"))
    own.add_argument("--work", action="append", metavar="DATE", help=_("本地上班日；也用来收回休息日"))
    own.add_argument("--reason", default="", metavar="TEXT", help=_("为什么，如 台风"))
    own.add_argument("--keep", action="store_true", help=_("只记入，不调整期限"))
    _entered(own)


def _clocks(own: argparse.ArgumentParser) -> None:
    own.add_argument("--recompute", action="store_true", help=_("全部重算"))


def _month(own: argparse.ArgumentParser) -> None:
    own.add_argument("--month", required=True, metavar="YYYY-MM", help=_("月份，如 2025-10"))


def _alike(own: argparse.ArgumentParser) -> None:
    own.add_argument("no", metavar="NO", help=_("受理编号或来件编号"))
    own.add_argument("--limit", type=_whole, default=5, metavar="N", help=_("最多列出这么多件"))


def _suggest(own: argparse.ArgumentParser) -> None:
    own.add_argument("no", metavar="NO", help=_("受理编号或来件编号"))
    own.add_argument("--learn", action="store_true", help=_("先把还没学的以往定法学完"))


def _merge(own: argparse.ArgumentParser) -> None:
    own.add_argument("nos", nargs="+", metavar="NO", help=_("要并过去的一件或几件"))
    own.add_argument("--into", required=True, metavar="NO", help=_("并入哪一件"))
    own.add_argument("--yes", action="store_true", help=_("不再询问，直接并案"))


def _report(own: argparse.ArgumentParser) -> None:
    own.add_argument("name", metavar="NAME", help=_("报表名：month 是月报，其余由插件带来"))
    _month(own)
    own.add_argument("--out", default="", metavar="FILE", help=_("另写到这个 .xlsx 文件；不写则放进 outbox"))
    own.add_argument("--opening", default="", metavar="N", help=_("第一个月的期初未结件数"))


def _score(own: argparse.ArgumentParser) -> None:
    _month(own)
    own.add_argument("--out", default="", metavar="FILE", help=_("把计分表写成这个 .xlsx 文件"))


def _notices(own: argparse.ArgumentParser) -> None:
    own.add_argument("--out", default="", metavar="FILE", help=_("另写到这个 .xlsx 文件；不写则放进 outbox"))


def _incident(own: argparse.ArgumentParser) -> None:
    own.add_argument(
        "what", choices=("open", "add", "log", "show", "brief", "close", "list"), help=_("开始、纳入、记录、查看、快报、结束、列出")
    )
    own.add_argument("name", nargs="?", default="", metavar="NAME", help=_("联动事项的名字"))
    own.add_argument("words", nargs="*", metavar="QUERY|TEXT", help=_("纳入时是查询，记录时是内容"))
    own.add_argument("--place", default="", help=_("地点"))
    own.add_argument("--called", default="", help=_("参加的部门，点名用"))
    _at(own)
    own.add_argument("--kind", default="情况", choices=("情况", "措施", "下一步", "点名"), help=_("记的是什么；点名时写到了哪些部门"))


def _callbacks(own: argparse.ArgumentParser) -> None:
    own.add_argument("--sample", type=_whole, default=None, metavar="N", help=_("随机抽取这么多件"))
    own.add_argument("--seed", default="", metavar="TEXT", help=_("抽样种子，事先公布，如 2026-11"))


def _duty(own: argparse.ArgumentParser) -> None:
    own.add_argument("--export", default="", metavar="FILE", help=_("写成表格，用 WPS 改"))
    own.add_argument("--import", dest="file", default="", metavar="FILE", help=_("导入改好的表格：先列出变动，采用后成为新版"))
    own.add_argument("--from", dest="valid_from", default="", metavar="DATE", help=_("新版从哪一天起用，不填就是今天"))
    own.add_argument("--on", default="", metavar="DATE", help=_("看那一天有效的事项"))
    own.add_argument("--version", default="", metavar="N", help=_("看第几版"))
    own.add_argument("--yes", action="store_true", help=_("不再询问，直接采用"))


def _list_in(own: argparse.ArgumentParser) -> None:
    own.add_argument("--import", dest="file", default="", metavar="FILE", help=_("导入整份名册，替换原来的"))
    own.add_argument("--yes", action="store_true", help=_("不再询问，直接采用"))


def _people(own: argparse.ArgumentParser) -> None:
    own.add_argument("part", nargs="?", default="", metavar="NAME", help=_("姓名的一部分、拼音首字母或全拼的开头"))
    _list_in(own)
    own.add_argument("--limit", type=_whole, default=50, metavar="N", help=_("最多列出这么多"))
    own.add_argument("--reveal", metavar="ID|UNIT", default="", help=_("查看某人或某部门今日在岗的电话，须同时写 --reason"))
    own.add_argument("--reason", default="", metavar="TEXT", help=_("查看的理由，记入台账"))


def _units(own: argparse.ArgumentParser) -> None:
    _list_in(own)
    own.add_argument("--on", default="", metavar="DATE", help=_("看那一天谁在岗"))
    own.add_argument("--places", nargs="?", const="", metavar="PATH", help=_("列出组织，或某一路径之下的"))


def _shortcodes(own: argparse.ArgumentParser) -> None:
    own.add_argument("begin", nargs="?", default="", metavar="CODE", help=_("短码的开头；不写则列出全部"))
    own.add_argument("--export", default="", metavar="FILE", help=_("写成表格，用 WPS 改"))
    own.add_argument("--import", dest="file", default="", metavar="FILE", help=_("导入改好的整张表，替换原来的"))
    own.add_argument("--yes", action="store_true", help=_("不再询问，直接采用"))


def _handover(own: argparse.ArgumentParser) -> None:
    own.add_argument("--take", action="store_true", help=_("接班：确认看过上一班的交接班"))
    own.add_argument("--dry-run", action="store_true", help=_("只看，不写"))


def _move_cards(own: argparse.ArgumentParser) -> None:
    own.add_argument("before", metavar="FROM", help=_("原来的人"))
    own.add_argument("after", metavar="TO", help=_("接手的人"))
    own.add_argument("--reason", required=True, metavar="TEXT", help=_("为什么移交"))


def _unplaced(own: argparse.ArgumentParser) -> None:
    own.add_argument("nos", nargs="*", metavar="NO", help=_("要落格的事件；不写则列出未落格的"))
    own.add_argument("--place", default="", metavar="PATH", help=_("把这些事件落到组织里的这一路径"))
    own.add_argument("--limit", type=_whole, default=0, metavar="N", help=_("最多列多少件"))


def _shortcut(own: argparse.ArgumentParser) -> None:
    own.add_argument("--out", default="", metavar="FILE", help=_("写到哪里；不写则放进菜单（Windows 是桌面）"))


def _backup(own: argparse.ArgumentParser) -> None:
    own.add_argument("--out", default="", metavar="FILE", help=_("备份文件；不写则放进 backups"))


def _restore(own: argparse.ArgumentParser) -> None:
    own.add_argument("file", metavar="FILE", help=_("备份文件"))
    own.add_argument("folder", metavar="DIR", help=_("新的或空的文件夹"))


def _confirm(own: argparse.ArgumentParser) -> None:
    own.add_argument("what", nargs="+", choices=("ledger", "clock"), help=_("确认什么：ledger 是现在的台账，clock 是电脑时间"))
    own.add_argument("--reason", required=True, metavar="TEXT", help=_("原因，记入台账"))


def _demo(own: argparse.ArgumentParser) -> None:
    own.add_argument("--dir", default="", metavar="DIR", help=_("演示中心放在哪里，默认用临时文件夹"))
    own.add_argument("--no-console", action="store_true", help=_("不打开工作台，直接把全程跑一遍"))
    own.add_argument("--tour", action="store_true", help=_("导览：在演示中心里照着做一遍，约五分钟；不在终端里时列出每一步"))


def _calc(own: argparse.ArgumentParser) -> None:
    own.add_argument("name", nargs="?", default="", metavar="NAME", help=_("计算器，如 labour.severance；不写则列出全部"))
    own.add_argument("--set", action="append", metavar="K=V", help=_("要填的一项，可写几次，如 wage=8000；不写则列出要填什么"))
    own.add_argument("--other", action="append", metavar="K=V", help=_("另一方的说法；没有写的和 --set 相同"))
    own.add_argument("--side", default="", metavar="NAME", help=_("本方的称呼"))
    own.add_argument("--other-side", default="", metavar="NAME", help=_("另一方的称呼"))


def _print(own: argparse.ArgumentParser) -> None:
    own.add_argument("no", metavar="NO", help=_("受理编号或来件编号"))
    own.add_argument("paper", nargs="?", default="", metavar="PAPER", help=_("文书的代号或名称；不写则列出可打印的"))
    own.add_argument("--out", default="", metavar="FILE", help=_("另写到这个 .docx 文件；不写则放进 outbox"))


def _run(own: argparse.ArgumentParser) -> None:
    own.add_argument("name", nargs="?", default="", metavar="NAME", help=_("命令；不写则列出全部"))
    own.add_argument("--set", action="append", metavar="K=V", help=_("命令要填的一项，可写几次"))


def _plugins(own: argparse.ArgumentParser) -> None:
    own.add_argument("what", nargs="?", choices=("new",), help=_("新建一个插件；不写则列出已有的"))
    own.add_argument("name", nargs="?", default="", metavar="NAME", help=_("新插件的名字：小写英文字母、数字和下划线"))
    own.add_argument("--dir", default="", metavar="DIR", help=_("新插件放在哪个文件夹里，默认是当前文件夹"))
    own.add_argument("--check", action="store_true", help=_("载入各插件，看带来什么、有什么毛病"))


def _mediators(own: argparse.ArgumentParser) -> None:
    own.add_argument("no", nargs="?", default="", metavar="NO", help=_("给这个事件的案件排出调解员；不写则列出名册"))
    _list_in(own)


def _cases(own: argparse.ArgumentParser) -> None:
    own.add_argument("words", nargs="*", metavar="WORD", help=_("摘要或案件类型里的词，如 欠薪"))
    own.add_argument("--limit", type=_whole, default=20, metavar="N", help=_("最多列出这么多"))


def _keys(own: argparse.ArgumentParser) -> None:
    own.add_argument("screen", nargs="?", default="", metavar="SCREEN", help=_("哪一页，如 ledger；不写则列出全部"))


def _lifecycle(own: argparse.ArgumentParser) -> None:
    own.add_argument("--dot", action="store_true", help=_("写成 Graphviz 文本"))


def _island(own: argparse.ArgumentParser) -> None:
    own.add_argument("block", nargs="?", default="", metavar="BLOCK", help=_("板块，写一部分也行；不写则列出各板块"))
    own.add_argument("--suggest", default="", metavar="NO", help=_("按导引表看这一件该到哪个板块"))


def _services(own: argparse.ArgumentParser) -> None:
    own.add_argument("word", nargs="?", default="", metavar="WORD", help=_("办什么事，写一个词；不写则列出全部"))


def _tally(own: argparse.ArgumentParser) -> None:
    own.add_argument("query", nargs="*", metavar="QUERY", help=_("只数查到的，如 上报:本月；不写则数全部"))
    own.add_argument("--by", choices=tuple(GROUPINGS), default="grid", help=_("按什么数：网格连同上面各级、社区、类别、单位……"))


def _wall(own: argparse.ArgumentParser) -> None:
    look_options(own)


def _port(text: str) -> int:
    """A port; 0 is any free one."""
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(_("要写 0 到 65535 的整数"))
    return int(text)


def _serve(own: argparse.ArgumentParser) -> None:
    own.add_argument("--port", type=_port, default=8765, metavar="N", help=_("端口，默认 8765；0 是任一空闲的"))
    own.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help=_("在哪个地址上听，默认只有本机"))
    look_options(own)


def _nothing(own: argparse.ArgumentParser) -> None:
    """A command without options of its own."""


COMMANDS: tuple[Command, ...] = (
    Command("init", later("新建一个网格中心文件夹"), "office", _init),
    Command("demo", later("用样例文件建一个演示中心"), "demo", _demo),
    Command("import", later("导入来件表格"), "files", _import),
    Command("batches", later("列出各次导入"), "files", _nothing),
    Command("undo", later("撤销一次导入或一次操作"), "files", _undo),
    Command("redo", later("重做撤销掉的导入或操作"), "files", _redo),
    Command("tell", later("列出撤销以后待告知更正的事件"), "files", _nothing),
    Command("events", later("查询事件"), "events", _events),
    Command("views", later("视图：列出、存下、收下、发出"), "views", _views),
    Command("tally", later("数一数：各处、各类各有多少，未结、超期多少"), "tally", _tally),
    Command("wall", later("大屏：只有件数、比率和图，自己刷新"), "desk", _wall),
    Command("serve", later("在网页里用工作台"), "web", _serve),
    Command("plain", later("逐行对话：给点显器和读屏软件，不画屏幕"), "plain", _nothing),
    Command("show", later("查看一个事件和它的全部步骤"), "events", _show),
    Command("register", later("登记一个新事件"), "events", _register),
    Command("act", later("办理：受理、派遣、签收、办结……"), "events", _act),
    Command("due", later("计算期限：逐日列出"), "due", _due),
    Command("explain", later("说明一个事件的各个时限是怎么算的"), "due", _no),
    Command("limits", later("时限表：查看、写出、导入"), "timetable", _limits),
    Command("calendar", later("工作日历：放假安排、本地休息日"), "timetable", _calendar),
    Command("clocks", later("在走的时限各有多少"), "timetable", _clocks),
    Command("act-many", later("对查到的事件成批办理"), "events", _act_many),
    Command("lifecycle", later("画出本中心的流程"), "lifecycle", _lifecycle),
    Command("whistles", later("吹哨看板：叫了谁、谁到了、用了多久"), "coordination", _nothing),
    Command("owes", later("各单位待办看板"), "coordination", _nothing),
    Command("incident", later("联动事项：纳入事件、记录、快报"), "coordination", _incident),
    Command("island", later("前岛：各板块谁在等、等了多久；该导引到哪里"), "island", _island),
    Command("services", later("办事目录：交什么材料、多久、线下怎么办"), "island", _services),
    Command("backlog", later("信访积案：谁包案、哪天前化解"), "island", _nothing),
    Command("notices", later("出通报：超期、督办、协办"), "coordination", _notices),
    Command("replies", later("列出待回填：这里已办结、上级系统里还没有回单"), "answers", _nothing),
    Command("callbacks", later("列出待回访，或按公布的种子抽样"), "answers", _callbacks),
    Command("suggest", later("看一个事件建议怎么定：类别、单位、网格，各有依据"), "suggest", _suggest),
    Command("alike", later("看一个事件和哪些事件疑似重复"), "matters", _alike),
    Command("merge", later("把几单并入一件"), "matters", _merge),
    Command("calc", later("计算器：经济补偿、加班工资、赔偿……，逐行列出依据"), "calc", _calc),
    Command("print", later("打印文书：登记表、协议书……"), "papers", _print),
    Command("mediators", later("调解员名册；给案件排出合适的人"), "mediation", _mediators),
    Command("cases", later("案例库：可以借鉴的案件，隐去姓名和地点"), "mediation", _cases),
    Command("report", later("出报表"), "reports", _report),
    Command("score", later("网格员月度计分"), "reports", _score),
    Command("duty", later("权责清单：查看、导出、导入新版"), "duty", _duty),
    Command("units", later("组织、部门和今日在岗"), "people", _units),
    Command("people", later("按姓名或拼音首字母找人"), "people", _people),
    Command("shortcodes", later("短码：几个字母代一整张登记表"), "shortcodes", _shortcodes),
    Command("handover", later("交接班：交班、接班"), "shift", _handover),
    Command("move-cards", later("把一个人名下的未结事件移交给另一个人"), "shift", _move_cards),
    Command("unplaced", later("未落格的事件，和给它们落格"), "shift", _unplaced),
    Command("shortcut", later("写一个快捷方式，双击打开工作台"), "office", _shortcut),
    Command("backup", later("备份"), "office", _backup),
    Command("restore", later("从备份恢复到一个新文件夹"), "office", _restore),
    Command("confirm", later("确认就用现在的台账，或电脑时间没有错"), "office", _confirm),
    Command("verify", later("核验台账有没有被改动"), "office", _nothing),
    Command("keys", later("列出每一页的操作和现在的键"), "keys", _keys),
    Command("run", later("运行插件带来的命令"), "plugins", _run),
    Command("plugins", later("列出插件，查看各自带来什么，或新建一个"), "plugins", _plugins),
)
