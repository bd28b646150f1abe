"""Any text, in any place: it is shown as text, never interpreted, and never stops the console."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from screens import console
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from console.office import Office
from console.screens.desk import Desk
from tests.conftest import StandingClock
from tests.island_tools import opened
from wangge.errors import WanggeError
from wangge.lifecycle import ONE_KEY_DISPATCH, Action

SIGNS = (
    *(
        "[/]",
        "[b]",
        "[@click=app.quit]",
        "]",
        "\\[",
        "{no}",
        "%s",
        "$text",
        "=1+1",
        "'",
        '"',
        "<a>",
        "\x1b[31m",
        "\x07",
        "\r",
        "\n",
        "\t",
        "\x00",
        "\x9b",
    ),
    *(
        "😀",
        "👨‍👩‍👧",
        "𠮷",
        "𪚥",
        "\U00031350",
        "ﷺ",
        "مرحبا",
        "\u202e",
        "\u2066",
        "\u200b",
        "e\u0301\u0302",
        "\ud800",
        "\udfff",
        "漏水",
        "Ａ",
        "\u3000",
    ),
)
LEAST = 8
"""Characters of a text: the first example that is tried is else always the shortest there is."""
texts = st.lists(st.sampled_from(SIGNS) | st.characters(), min_size=1, max_size=30).map("".join).filter(lambda text: len(text) > LEAST)
unhurried = settings(deadline=None, max_examples=1, suppress_health_check=list(HealthCheck))
NEVER_SHOWN = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u202e", "\u2066", "\u200f", *map(chr, range(0xD800, 0xE000))}
LISTS = {
    "首页": (),
    "台账": ("f4",),
    "事件": ("f4", "enter"),
    "前后对照": ("f4", "enter", "ctrl+d"),
    "时限说明": ("f4", "enter", "0"),
    "更多操作": ("f4", "enter", "enter"),
    "办理表单": ("f4", "enter", "1"),
    "更正": ("f4", "enter", "f7", "enter"),
    "案件": ("f4", "enter", "ctrl+k"),
    "受理派遣": ("f6",),
    "受理类别": ("f6", "1"),
    "选单位": ("f6", "2"),
    "并案": ("f6", "5"),
    "联动看板": ("ctrl+b",),
    "交接班": ("f7",),
    "通讯录": ("f12",),
    "权责清单": ("ctrl+d",),
    "导入": ("f8",),
    "报表": ("f9",),
    "计分": ("0",),
    "帮助": ("f1",),
    "前岛": ("ctrl+f",),
    "板块": ("ctrl+f", "7"),
    "办事目录": ("ctrl+f", "f8"),
    "积案": ("ctrl+f", "ctrl+b"),
    "分布": ("ctrl+n", "f4"),
    "待回填": ("5",),
    "视图": ("f4", "8"),
    "加一列": ("f4", "6"),
    "成批办理": ("f4", "space", "f4"),
    "查看原文": ("f4", "enter", "ctrl+o"),
    "选网格": ("f6", "4"),
    "移交": ("f7", "f7"),
}
TYPED = {
    "登记": ("f2",),
    "查询": ("f3",),
    "找人": ("f12",),
    "导入路径": ("f8",),
    "权责清单": ("ctrl+d",),
    "当场答复": ("f6", "8"),
    "选单位": ("f6", "2"),
    "换月份": ("f9", "f7"),
    "新联动事项": ("ctrl+b", "f12"),
    "备注": ("f4", "enter", "f12"),
    "命令": ("ctrl+p",),
    "办事目录": ("ctrl+f", "f8"),
    "接班": ("f7", "f12"),
    "移交": ("f7", "f7"),
    "选网格": ("f6", "4"),
    "视图名": ("f4", "8", "1", "enter"),
}


def holding(office: Office, told: list[str]) -> None:
    """Events whose every item is one of these texts; some wait, one is handled."""
    names = (
        "title",
        "category",
        "subcategory",
        "community",
        "grid",
        "place",
        "unit",
        "worker",
        "caller",
        "caller_phone",
        "tag",
        "external_no",
    )
    for place, text in enumerate(told):
        values = dict.fromkeys(names, text[: 40 + place])
        try:
            event = office.ledger.register({**values, "text": f"漏水{text}", "source": text}, office.actor(text))
            if not place:
                office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), {"unit": text, "category": text})
                office.ledger.act(event.no, Action.NOTE, office.actor(), {"note": text})
        except WanggeError:
            continue  # refused in words


async def look(pilot: Pilot[None], shown: Callable[[], Awaitable[str]], what: object) -> None:
    """The console is there, and shows nothing that a terminal would obey."""
    text = await shown()
    assert not NEVER_SHOWN.intersection(text.replace("\n", "")), what
    assert pilot.app.is_running
    assert pilot.app._exception is None, what


async def home(pilot: Pilot[None]) -> None:
    """Back to the desk, whatever is open."""
    for _ in range(8):
        if isinstance(pilot.app.screen, Desk):
            return
        await pilot.press("escape")
        await pilot.pause()
    raise AssertionError(pilot.app.screen)


async def walk(office: Office, ways: Mapping[str, tuple[str, ...]], then: Callable[[Pilot[None]], Awaitable[None]] | None = None) -> None:
    """Go every way, do something at its end, and look at every screen."""
    async with console(office, (80, 24)) as (pilot, shown):
        for name, keys in ways.items():
            for key in keys:
                await pilot.press(key)
                await look(pilot, shown, (name, key))
            if then is not None:
                await then(pilot)
                await look(pilot, shown, name)
            await home(pilot)


@pytest.mark.long
@unhurried
@given(st.lists(texts, min_size=1, max_size=2).map(lambda more: ["".join(SIGNS), "[/]", *more]))
def test_what_events_hold_is_shown_as_text_on_every_screen(told: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = opened(Path(folder) / "office", StandingClock())
        holding(office, told)
        asyncio.run(walk(office, LISTS))
        assert office.ledger.verify().ok
        office.close()


@pytest.mark.long
@unhurried
@given(texts.map(lambda more: "".join(SIGNS) + more))
def test_whatever_is_typed_or_pasted_stays_text_in_every_entry(text: str) -> None:
    async def type_everywhere(pilot: Pilot[None]) -> None:
        entries = [entry for kind in (Input, TextArea) for entry in pilot.app.screen.query(kind) if entry.display]
        assert entries
        for entry in entries:
            entry.focus()
            await pilot.pause()
            for sign in text[:12]:
                pilot.app.post_message(events.Key("", sign))
                await pilot.pause()
            pilot.app.post_message(events.Paste(text))
            await pilot.pause()
        await pilot.press("f4")

    with tempfile.TemporaryDirectory() as folder:
        office = opened(Path(folder) / "office", StandingClock())
        for number in range(6):
            office.ledger.register({"text": f"第{number}幢路灯不亮", "source": "12345热线"}, office.actor())
        asyncio.run(walk(office, TYPED, type_everywhere))
        assert office.ledger.verify().ok
        office.close()
