"""Make the pictures of the guide (`make pictures`): the console on a demo office at a standing clock, driven by keys, as SVG in docs/pictures.

The same bytes each time: `tests/test_pictures.py` makes them again and compares.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import StandingClock
from screens import screen_text, settled, until
from svg import picture

from console import demo
from console.app import WanggeApp
from console.office import Office
from wangge.look import Look

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
SIZE = (100, 30)
AT = datetime(2025, 11, 14, 2, 0, tzinfo=UTC)
"""A Friday morning two weeks after the month of the samples."""
LEFT = 3
"""Cards of the month that wait on the desk."""


def demo_office(folder: Path) -> Office:
    """A demo office with everything known that is learned in idle time, and today's orders in its inbox."""
    office = demo.build(folder, StandingClock(AT))
    demo.run(office, lambda text: None, left=LEFT)
    while office.ledger.index_pending(200) or office.ledger.clocks_pending(2_000) or office.ledger.habits_pending(200):
        pass
    demo.arrive(office)
    return office


async def play(office: Office) -> Mapping[str, str]:
    """Go through a day by keys; the pictures by name."""
    made: dict[str, str] = {}
    app = WanggeApp(office, Look(calm=True))
    app._index = lambda: None  # what is learned when nothing else is to do would come at another time on another machine
    async with app.run_test(size=SIZE) as pilot:

        async def shot(name: str, title: str, *words: str) -> None:
            await until(pilot, lambda: all(word in screen_text(app) for word in words))
            await settled(pilot)
            ground = app.screen_stack[1].styles.background.rich_color.get_truecolor().hex
            made[name] = picture(app.screen._compositor.render_strips(), SIZE[0], ground, f"{title}（演示中心，画面中的人和事都是编的）")

        await shot("desk", "首页", "期限最近的")
        await pilot.press("f8")
        await until(pilot, lambda: demo.ARRIVED in screen_text(app))
        await pilot.press("enter")
        await shot("plan", "导入：先看计划", "列的认法", "回车入账")
        await pilot.press("enter")
        await until(pilot, lambda: "已入账" in screen_text(app))
        await pilot.press("f6")
        await shot("danger", "受理派遣：险情", "刀", "1 已转110")
        await pilot.press("1")
        await until(pilot, lambda: "现在可以照常办理" in screen_text(app))
        app.tour.begin()
        for _step in range(3):
            app.tour.skip()
        app.show_tour()
        await shot("triage", "受理派遣：建议，和上面的导览", "导览 4/12", "单位 司法所")
        app.tour.stop()
        app.show_tour()
        await pilot.press("enter")
        await until(pilot, lambda: "一键派遣：" in screen_text(app))
        await settled(pilot)
        await pilot.press("2")
        await shot("unit", "换承办单位", "承办单位", "打几个字")
        await pilot.press("escape", "escape")
        await settled(pilot)
        await pilot.press("f2")
        await until(pilot, lambda: app.focused is not None and app.focused.id == "text")
        app.focused.insert("路灯不亮，晚上看不清路")
        await pilot.press("tab", "tab", "f12")
        await pilot.press(*"srhj")
        await shot("register", "登记窗口来人", "不愿提供", "市容环境")
        await pilot.press("ctrl+l", "escape", "escape")
        await settled(pilot)
        await pilot.press("f3")
        await until(pilot, lambda: app.screen.SCOPE == "ledger" and app.focused is not None)
        app.focused.insert_text_at_cursor("上报:2025-10 时限:超期")
        await pilot.press("enter")
        await shot("ledger", "台账：十月上报、已经超期的", "第 1 / 共", "时限:超期")
        await pilot.press("f3")
        app.focused.value = "停车位"
        await pilot.press("enter")
        await until(pilot, lambda: "第 1 / 共 1 件" in screen_text(app))
        await pilot.press("enter")
        await shot("event", "一件事件", "险情处置", "待签收")
        await pilot.press("0")
        await shot("clocks", "时限说明", "时限说明", "工作日")
        await pilot.press("escape", "f9")
        await until(pilot, lambda: app.screen.SCOPE == "reports")
        await shot("report", "月报", "2025年10月网格事件总体情况", "按期办结率")
    return made


def make() -> Mapping[str, str]:
    """The pictures by name, from a new demo office."""
    with TemporaryDirectory() as folder:
        office = demo_office(Path(folder) / "demo")
        try:
            return asyncio.run(play(office))
        finally:
            office.close()


def main() -> int:
    """Write them."""
    PICTURES.mkdir(exist_ok=True)
    made = make()
    for path in PICTURES.glob("*.svg"):
        if path.stem not in made:
            path.unlink()
    for name, text in made.items():
        (PICTURES / f"{name}.svg").write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(made)} pictures, {sum(map(len, made.values())) // 1024} KB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
