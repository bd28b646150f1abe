"""What the snapshots show: every screen in the states that a clerk meets, each with the keys that lead there from the state before it."""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from textual.pilot import Pilot

from console.app import WanggeApp
from console.office import Office
from console.screens.desk import Desk
from console.widgets.underway import Underway
from console.words import say
from tests.screens import quiet

Does = Callable[[Pilot[None], Office], Awaitable[None] | None]
HOME = "home"
WORD = re.compile(r"“(.*?)”|(\S+)")
NEW_LIST = "事项,类别,主办单位\n路灯不亮,市容环境,路灯所\n"
WRONG_LIST = "事项,类别,主办单位,时限\n路灯不亮,市容环境,路灯所,三天半\n"
SHEET = (
    "事件编号,事件描述,上报时间,身份证号\nA1,路灯不亮,2026-11-19 09:00,1\nA2,井盖破损,2026-02-30 09:00,2\nA3,树枝压线,2026-11-19 10:00,3\n"
)


@dataclass(frozen=True, slots=True)
class Scene:
    """One state of a screen.

    Attributes:
        name: what the state is.
        keys: the keys from the state before; `home` goes back to the desk, “…” is typed.
        before: what happens meanwhile that is no key.
    """

    name: str
    keys: str = ""
    before: Does | None = None


def put(name: str, text: str) -> Does:
    """A file comes into the office's folder."""

    def does(_pilot: Pilot[None], office: Office) -> None:
        path = office.folder / name
        path.write_text(text, encoding="utf-8")
        os.utime(path, (1_000_000, 1_000_000))  # no longer on its way in

    return does


def danger(_pilot: Pilot[None], office: Office) -> None:
    """Somebody rings about a danger."""
    office.ledger.register({"text": "有人持刀追人", "source": "群众来电", "community": "东社区"}, office.actor())


def smaller(width: int, height: int) -> Does:
    async def does(pilot: Pilot[None], _office: Office) -> None:
        await pilot.resize_terminal(width, height)

    return does


async def long_work(pilot: Pilot[None], _office: Office) -> None:
    """An import that has taken a minute and is a quarter done."""
    box = Underway(say("入账　{file}", file="12345工单_2026年11月.xlsx"))
    box._began -= 60
    box.progress(1_250, 5_000)
    await pilot.app.push_screen(box)


WALKS: Mapping[str, tuple[Scene, ...]] = {
    "desk": (Scene("首页"), Scene("帮助", "f1"), Scene("帮助，往下", "end"), Scene("命令", "escape ctrl+p"), Scene("找命令", "“jf”")),
    "ledger": (
        Scene("台账", "f4"),
        Scene("选中两件", "space space"),
        Scene("成批办理", "f4"),
        Scene("成批办理，表单", "“催办” enter"),
        Scene("查询的提示", "home f3 “社区:”"),
        Scene("查到的", "“西社区” enter"),
        Scene("查询写错", "home f3 “abc:x” enter"),
        Scene("没有找到", "home f3 “没有这样的” enter"),
        Scene("不能排序的列", "home f4 right right 1"),
        Scene("按列排序", "left 1"),
        Scene("加一列", "6"),
        Scene("视图", "escape 8"),
        Scene("帮助", "escape f1"),
        Scene("落格", "escape ctrl+g"),
    ),
    "event": (
        Scene("事件", "f3 “噪音” enter enter"),
        Scene("前后对照", "ctrl+d"),
        Scene("办理", "enter"),
        Scene("更正", "escape ctrl+d f7"),
        Scene("更正，表单", "enter"),
        Scene("放弃更正", "escape"),
        Scene("备注", "f12"),
        Scene("缺必填项", "f4"),
        Scene("帮助", "f1"),
        Scene("时限说明", "home f3 “邻居装修” enter enter 0"),
        Scene("查看原文", "escape ctrl+o"),
        Scene("查看原文，理由", "3 enter"),
        Scene("查到的原文", "“回访要用” f4"),
        Scene("办理表单", "escape 2"),
    ),
    "case": (
        Scene("案件", "f3 “餐饮店” enter enter ctrl+k"),
        Scene("计算", "f7"),
        Scene("计算，表单", "1 enter"),
        Scene("打印", "escape f12"),
        Scene("案情登记", "escape 1"),
        Scene("帮助", "escape f1"),
    ),
    "triage": (
        Scene("受理派遣", "f6"),
        Scene("类别", "1"),
        Scene("单位", "escape 2"),
        Scene("时限", "escape 3"),
        Scene("网格", "escape 4"),
        Scene("并案", "escape 5"),
        Scene("不予受理", "escape 6"),
        Scene("当场答复", "escape 8"),
        Scene("列为疑难", "escape f7"),
        Scene("换了单位", "escape 2 2 enter"),
        Scene("跳过", "space space"),
        Scene("险情", "home f6", danger),
        Scene("险情，不能跳过", "space"),
        Scene("险情，怎么处置", "1"),
        Scene("帮助", "home f6 f1"),
    ),
    "register": (
        Scene("登记", "f2"),
        Scene("没有填内容", "f4"),
        Scene("填了一半", "“楼上漏水” tab tab “张三” tab “1380000”"),
        Scene("选类别", "tab “m”"),
        Scene("不愿提供", "f12"),
        Scene("疑似重复", "f4"),
        Scene("草稿", "escape escape f2"),
        Scene("当场答复", "ctrl+l “问居住证” f7"),
        Scene("帮助", "escape f1"),
        Scene("导引", "escape ctrl+l “老板拖欠工资三个月” f4"),
        Scene("清空", "home f2 ctrl+l"),
    ),
    "imports": (
        Scene("没有新文件", "f8"),
        Scene("撤销批次", "f7"),
        Scene("新文件", "home f8", put("inbox/网格员上报.csv", SHEET)),
        Scene("计划", "enter"),
        Scene("不入账", "escape"),
        Scene("没有的文件", "shift+tab “没有.xlsx” enter"),
    ),
    "replies": (Scene("待回填", "5"), Scene("复制回单", "f4")),
    "reports": (
        Scene("报表", "f9"),
        Scene("下一张", "right"),
        Scene("换月份", "f7"),
        Scene("月份写错", "ctrl+u “13月” f4"),
        Scene("期初未结", "escape f12"),
        Scene("写出", "escape f4"),
    ),
    "scores": (Scene("计分", "0"), Scene("得分单", "down enter")),
    "handover": (Scene("交接班", "f7"), Scene("移交", "f7"), Scene("已交班", "escape f4"), Scene("接班", "f12")),
    "people": (Scene("今日在岗", "f12"), Scene("查看电话", "enter"), Scene("找人", "escape “sxx”"), Scene("没有找到", "“q”")),
    "duty": (
        Scene("权责清单", "ctrl+d"),
        Scene("有误", "“错.csv” enter", put("错.csv", WRONG_LIST)),
        Scene("变动", "home ctrl+d “新.csv” enter", put("新.csv", NEW_LIST)),
        Scene("不采用", "escape"),
    ),
    "island": (
        Scene("前岛", "ctrl+f"),
        Scene("信访接待", "1"),
        Scene("接收", "f4"),
        Scene("导引", "f7"),
        Scene("转板块，理由", "6 enter"),
        Scene("部门案件", "escape ctrl+k"),
        Scene("没有人等", "escape 6 f12"),
        Scene("帮助", "f1"),
    ),
    "services": (Scene("办事目录", "ctrl+f f8"), Scene("找到的", "“调解”"), Scene("没有找到", "“xyz”")),
    "backlog": (Scene("信访积案", "ctrl+f ctrl+b"),),
    "tally": (Scene("分布", "ctrl+n"), Scene("全部展开", "f4"), Scene("本月", "f7")),
    "boards": (
        Scene("联动看板", "ctrl+b"),
        Scene("联动事项", "right right"),
        Scene("记录", "f4"),
        Scene("记录，表单", "1 enter"),
        Scene("结束", "escape f7"),
        Scene("新联动事项", "escape f12"),
    ),
    "small": (Scene("终端太小", "", smaller(59, 15)),),
    "underway": (Scene("进度", "", long_work),),
}
"""The office with something everywhere, file by file."""
EMPTY: Mapping[str, tuple[Scene, ...]] = {
    "desk": (Scene("没有事件"),),
    "ledger": (Scene("没有事件", "f4"), Scene("没有选中", "f4")),
    "register": (Scene("没有前岛", "f2"),),
    "imports": (Scene("没有批次", "f8 f7"),),
    "replies": (Scene("没有待回填", "5"), Scene("没有可复制的", "f4")),
    "reports": (Scene("没有可报的", "f9"), Scene("没有可写的", "f4")),
    "scores": (Scene("没有上报", "0"),),
    "handover": (Scene("没有要交的", "f7"),),
    "people": (Scene("没有名册", "f12"), Scene("没有找到", "“zs”")),
    "tally": (Scene("没有事件", "ctrl+n"),),
    "boards": (Scene("没有联动事项", "ctrl+b"), Scene("没有可记的", "f4")),
    "triage": (Scene("没有要受理的", "f6"), Scene("说不清的一件", "home f2 “说不清的一件事” f4 f6"), Scene("都办完了", "space")),
}
"""A new office without a front island."""


async def play(pilot: Pilot[None], office: Office, scene: Scene) -> None:
    """Go from the state before to this one."""
    if scene.before is not None and (waits := scene.before(pilot, office)) is not None:
        await waits
    for typed, key in WORD.findall(scene.keys):
        if key == HOME:
            await home(pilot)
        else:
            await pilot.press(*(typed or (key,)))
            await quiet(pilot)
    if not scene.keys:
        await quiet(pilot)


async def home(pilot: Pilot[None]) -> None:
    """Back to the desk, whatever is open."""
    for _ in range(12):
        if isinstance(pilot.app.screen, Desk):
            pilot.app.clear_notifications()
            await quiet(pilot)
            return
        await pilot.press("escape")
        await quiet(pilot)
    raise AssertionError(pilot.app.screen)


def standing(app: WanggeApp) -> WanggeApp:
    """Let the time that a sitting measures stand still."""
    app.sitting.clock = lambda: 0.0
    return app
