"""Keystrokes: five usual tasks in this console, in VisiData and in LibreOffice Calc, as keys that a reader can press, and the seconds of one model for all.

The seconds are those of the keystroke-level model: S. K. Card, T. P. Moran, A. Newell, "The keystroke-level model for user performance time with
interactive systems", Communications of the ACM 23(7), 1980, 396–410: a key of an average typist 0.28 s, one mental preparation 1.35 s. A line of a
table is one thing that is thought of, so it has one preparation; nothing here needs the mouse, and the model knows no waiting.

The console's keys are pressed on the console, and what came of them is looked up in its ledger; VisiData's are pressed in a terminal where
`WANGGE_VISIDATA` names its command; Calc's are counted only, since it takes no keys without a screen.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pypinyin import lazy_pinyin

if TYPE_CHECKING:
    from run import Ratio

PAGE = Path(__file__).parent.parent / "docs" / "keystrokes.md"
MARK = "<!-- the tables below are written by benchmarks/keystrokes.py -->\n"

KEY, MENTAL = 0.28, 1.35
"""Seconds of one key and of one mental preparation."""
TOOLS = ("Wangge", "VisiData", "Calc")
HAN = re.compile(r"[\u3400-\u9fff]+")
SHIFTED = frozenset('~!@#$%^&*()_+{}|:"<>?ABCDEFGHIJKLMNOPQRSTUVWXYZ')


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is done.

    Attributes:
        what: what it is for.
        keys: the keys in order; a text that is typed begins with `'`.
        times: how often.
        sees: what stands on the screen after it, where it is played.
    """

    what: str
    keys: tuple[str, ...]
    times: int = 1
    sees: str = ""

    @property
    def strokes(self) -> int:
        return self.times * sum(map(strokes, self.keys))

    @property
    def seconds(self) -> float:
        return self.times * MENTAL + self.strokes * KEY


@dataclass(frozen=True, slots=True)
class Task:
    """One task.

    Attributes:
        title: what is wanted.
        ways: the lines of each tool.
        differs: what one tool's outcome has and another's has not.
    """

    title: str
    ways: Mapping[str, tuple[Line, ...]]
    differs: str

    def strokes(self, tool: str) -> int:
        return sum(line.strokes for line in self.ways[tool])

    def seconds(self, tool: str) -> float:
        return sum(line.seconds for line in self.ways[tool])


def strokes(key: str) -> int:
    """How often a finger comes down: a modifier counts; Han characters count as their full pinyin and the space that takes them."""
    if not key.startswith("'"):
        return key.count("+") + 1
    spelled = sum(len("".join(lazy_pinyin(run))) + 1 for run in HAN.findall(key))
    return spelled + sum(2 if sign in SHIFTED else 1 for sign in HAN.sub("", key[1:]))


UNITS = {
    "物业管理": "社区建设办",
    "占道经营": "综合执法中队",
    "消费纠纷": "市场监管所",
    "设施破损": "市政养护所",
    "劳动争议": "劳动监察中队",
    "邻里纠纷": "司法所",
    "消防隐患": "应急消防站",
    "暴露垃圾": "环卫站",
}
WAITING = (
    *("设施破损", "邻里纠纷", "物业管理", "消费纠纷", "设施破损", "暴露垃圾", "占道经营", "消费纠纷", "物业管理", "消防隐患"),
    *("占道经营", "邻里纠纷", "邻里纠纷", "物业管理", "劳动争议", "设施破损", "物业管理", "消费纠纷", "占道经营", "物业管理"),
)
"""The matters of the twenty events that wait, oldest last in the ledger's file."""
FILLED_IN = {unit: unit[: 2 if unit.startswith("市") else 1] for unit in UNITS.values()}
"""How much of a unit's name is typed until Calc completes it from the column; the first time a unit comes it has to be typed whole."""


def calc_units() -> Iterator[Line]:
    """The unit of each of the twenty, in Calc: typed whole once, completed afterwards."""
    seen: set[str] = set()
    for matter in WAITING:
        unit = UNITS[matter]
        yield Line(f"单位 {unit}", (f"'{FILLED_IN[unit] if unit in seen else unit}", "enter"))
        seen.add(unit)


TASKS = (
    Task(
        "收进一份 46 行的 12345 工单表，看出哪几行重复",
        {
            "Wangge": (
                Line("到导入", ("f8",), sees="12345工单_2025年10月.xlsx"),
                Line("看计划：疑似重复写着第几行", ("enter",), sees="疑似重复2"),
                Line("入账", ("enter",), sees="已入账"),
            ),
            "VisiData": (
                Line("打开文件", ("enter",), sees="工单明细"),
                Line("打开那张表", ("enter",), sees="来电时间"),
                Line("到“诉求内容”一列", ("'l",) * 5),
                Line("按内容计数，重复的在最前", ("'F",), sees="Frequency Table"),
            ),
            "Calc": (
                Line("打开文件", ("ctrl+o", "'12345", "down", "enter")),
                Line("选中 L5:L50", ("ctrl+shift+t", "'L5:L50", "enter")),
                Line("每行数一数同样的内容", ("'=COUNTIF(F$5:F$50;F5)", "alt+enter")),
                Line("往下看哪几行是 2", ("pagedown",)),
            ),
        },
        "Wangge 已经把 46 件登记入账，列按表头认好，可以整批退回；VisiData 和 Calc 只是看着原表，标题和两行表头还在表里。",
    ),
    Task(
        "派出等着的 20 件",
        {
            "Wangge": (
                Line("到受理派遣", ("f6",), sees="六名员工"),
                Line("险情先回答：已报值班长", ("'2",), sees="现在可以照常办理"),
                Line("照建议受理并派遣", ("enter",), times=20, sees="都办完了"),
            ),
            "VisiData": (
                Line("到“承办单位”一列", ("'c承办单位", "enter")),
                Line("到第一件待受理的", ("'zr", "'62", "enter")),
                *(Line(f"单位 {UNITS[matter]}", ("'e", f"'{UNITS[matter]}", "enter", "'j")) for matter in WAITING),
                Line("到“状态”一列", ("'c状态", "enter")),
                Line("选中待受理的", ("'|待受理", "enter"), sees="selected"),
                Line("一次改成待签收", ("'ge待签收", "enter")),
                Line("存盘，盖掉原来的", ("ctrl+s", "enter", "'y"), sees="saving"),
            ),
            "Calc": (
                Line("到第一件待受理的单位格", ("ctrl+shift+t", "'G64", "enter")),
                *calc_units(),
                Line("选中 20 个状态格", ("ctrl+shift+t", "'F64:F83", "enter")),
                Line("一次写成待签收", ("'待签收", "alt+enter")),
                Line("存盘", ("ctrl+s",)),
            ),
        },
        "Wangge 还写下受理和派遣两步、依据、期限，每一件可以单独撤销；另两种只有单位和状态两格。读每一件要用的时间三边一样，没有计。",
    ),
    Task(
        "找出老街社区超期的，写成表格",
        {
            "Wangge": (
                Line("到查找", ("f3",)),
                Line("打查询", ("'社区:老街 时限:超期", "enter"), sees="第 1 / 共"),
                Line("写成 xlsx", ("'9",), sees="已写出"),
            ),
            "VisiData": (
                Line(
                    "选中符合的",
                    ("'z|", "'社区=='老街社区' and ''<期限<'2025-11-14' and not 办结时间", "enter"),
                    sees="selected",
                ),
                Line("选中的另开一张", ("'\"",)),
                Line("写成 xlsx", ("ctrl+s", "ctrl+u", "'超期.xlsx", "ctrl+k", "enter"), sees="saving"),
            ),
            "Calc": (
                Line("选中 K2:K83", ("ctrl+shift+t", "'K2:K83", "enter")),
                Line("每行判断", ('\'=AND(C2="老街社区";I2<>"";I2<DATE(2025;11;14);J2="")', "alt+enter")),
                Line("表头", ("ctrl+shift+t", "'K1", "enter", "'c", "enter")),
                Line("自动筛选", ("ctrl+shift+l",)),
                Line("只留 TRUE", ("up", "alt+down", "'TRUE", "enter")),
                Line("复制到新表格", ("ctrl+a", "ctrl+c", "ctrl+n", "ctrl+v")),
                Line("存盘", ("ctrl+s", "'超期", "enter")),
            ),
        },
        "三边写出的是同样几件。",
    ),
    Task(
        "按一个词找到一件，改一项，再退回",
        {
            "Wangge": (
                Line("到查找", ("f3",)),
                Line("打词", ("'菜场工地", "enter"), sees="第 1 / 共 1 件"),
                Line("打开", ("enter",), sees="更多操作"),
                Line("更正，选“地点”", ("f7", "'dd", "enter"), sees="更正“地点”"),
                Line("改地点", ("ctrl+u", "'学府路8号", "enter")),
                Line("写理由", ("'写错", "f4"), sees="学府路8号"),
                Line("撤销，确认", ("ctrl+z", "enter"), sees="的“更正”：1 件回到之前的样子"),
            ),
            "VisiData": (
                Line("到“内容”一列", ("'c内容", "enter")),
                Line("找词", ("'/菜场工地", "enter")),
                Line("到“地点”一列", ("'c地点", "enter")),
                Line("改地点", ("'e", "ctrl+u", "'学府路8号", "enter"), sees="set 1 cells"),
                Line("撤销", ("'U",), sees="undo"),
            ),
            "Calc": (
                Line("找词", ("ctrl+f", "'菜场工地", "enter", "escape")),
                Line("到“地点”一格", ("right", "right")),
                Line("改地点", ("'学府路8号", "enter")),
                Line("撤销", ("ctrl+z",)),
            ),
        },
        "Wangge 要写理由，更正和撤销都记在台账里，谁、何时、从什么改成什么以后查得到；另两种改了就改了，关掉以后也不能再撤销。",
    ),
    Task(
        "十月各社区的新增、办结、办结率",
        {
            "Wangge": (
                Line("到报表，默认上个月", ("f9",), sees="总体情况"),
                Line("翻到“按社区”", ("right",) * 4, sees="东园社区"),
            ),
            "VisiData": (
                Line(
                    "加一列：十月办结的是 1",
                    ("'=", "'int(''<办结时间<'2025-11')", "enter"),
                ),
                Line("到这一列", ("right",)),
                Line("定为整数", ("'#",)),
                Line("要合计", ("'+", "'sum", "enter")),
                Line("要平均", ("'+", "'mean", "enter")),
                Line("到“社区”一列", ("'c社区", "enter")),
                Line("按社区分组", ("'F",), sees="Frequency Table"),
            ),
            "Calc": (
                Line("到 M2", ("ctrl+shift+t", "'M2", "enter")),
                *(Line(f"社区 {name}", (f"'{name}", "enter")) for name in ("东园社区", "河滨社区", "学府社区", "老街社区")),
                Line("到 N2", ("ctrl+shift+t", "'N2", "enter")),
                Line("新增", ("'=COUNTIF(C:C;M2)", "tab")),
                Line("办结", ('\'=COUNTIFS(C:C;M2;J:J;"<2025-11-01")', "tab")),
                Line("办结率", ("'=O2/N2", "enter")),
                Line("往下填", ("ctrl+shift+t", "'N2:P5", "enter", "ctrl+d")),
            ),
        },
        "三边的数一样。Wangge 的每个数都能追到是哪几件，另有十一张表；VisiData 的分组表也能回车看是哪几行。",
    ),
)


def spoken(key: str) -> str:
    """A key as the table shows it."""
    from console.registry import key_name

    return key[1:] if key.startswith("'") else "+".join(part.capitalize() if "+" in key else key_name(part) for part in key.split("+"))


def report() -> str:
    """The tables of docs/keystrokes.md."""
    lines = ["| 事 | " + " | ".join(f"{tool} 键 · 秒" for tool in TOOLS) + " |", "|---|" + "---|" * len(TOOLS)]
    for number, task in enumerate(TASKS, start=1):
        sums = [(task.strokes(tool), task.seconds(tool)) for tool in TOOLS]
        least = min(seconds for _keys, seconds in sums)
        shown = (f"{keys} · **{seconds:.0f}**" if seconds == least else f"{keys} · {seconds:.0f}" for keys, seconds in sums)
        lines.append(f"| {number} {task.title} | " + " | ".join(shown) + " |")
    for number, task in enumerate(TASKS, start=1):
        lines += ["", f"### {number} {task.title}", "", task.differs]
        for tool in TOOLS:
            lines += ["", f"| {tool} | 键 | 键数 | 秒 |", "|---|---|---|---|"]
            lines += [_row(line) for line in task.ways[tool]]
    return "\n".join(lines) + "\n"


def _row(line: Line) -> str:
    keys = " ".join(f"`{spoken(key)}`".replace("|", "\\|") for key in line.keys)
    often = f" × {line.times}" if line.times > 1 else ""
    return f"| {line.what} | {keys}{often} | {line.strokes} | {line.seconds:.1f} |"


def write() -> None:
    """Put the tables into the page, below its mark."""
    method, mark, _tables = PAGE.read_text(encoding="utf-8").partition(MARK)
    PAGE.write_text(method + mark + "\n" + report(), encoding="utf-8")


def run() -> list[Ratio]:
    """Play what can be played, and give the model's seconds here divided by those of the better of the other two."""
    import keystroke_plays as plays
    from run import Ratio

    command, found = os.environ.get("WANGGE_VISIDATA", ""), []
    with tempfile.TemporaryDirectory() as folder:
        ours = [asyncio.run(play(Path(folder) / play.__name__)) for play in plays.WANGGE]
        theirs = plays.visidata(command, Path(folder)) if command else []
    for number, task in enumerate(TASKS):
        best = min(task.seconds(tool) for tool in TOOLS[1:])
        keys = "keys " + ", ".join(f"{tool} {task.strokes(tool)}" for tool in TOOLS)
        spent = f"; played in {ours[number]:.1f} s" + (f", VisiData in {theirs[number]:.1f} s" if theirs else "")
        mine = task.seconds(TOOLS[0])
        found.append(Ratio(f"task {number + 1} ÷ the better of two spreadsheets", mine, best, mine / best, 1.0, 1, keys + spent))
    return found


if __name__ == "__main__":
    write()
    sys.stdout.write(report())
