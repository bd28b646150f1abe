"""Where text is typed: never in the last two rows of the terminal, which the candidate box of an input method covers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from screens import console
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from console.office import Office
from console.screens.forms import form_items
from console.screens.island import IslandScreen
from console.screens.services import Services
from console.widgets.ask import Ask, Pick
from tests.island_tools import opened

ROWS = 24
KEYS = {
    "登记": ("f2",),
    "台账": ("f3",),
    "导入": ("f8",),
    "通讯录": ("f12",),
    "权责清单": ("ctrl+d",),
    "命令": ("ctrl+p",),
    "换月份": ("f9", "f7"),
    "新联动事项": ("ctrl+b", "f12"),
    "接班": ("f7", "f12"),
    "受理类别": ("f6", "1"),
    "当场答复": ("f6", "8"),
    "更正": ("f3", "escape", "enter", "f7"),
}


def entries(pilot: Pilot[None]) -> Iterator[Input | TextArea]:
    """The entries of the screen that is shown."""
    for kind in (Input, TextArea):
        yield from pilot.app.screen.query(kind)


async def stands_high(pilot: Pilot[None], name: str) -> int:
    """Type in every entry of the screen, one after the other; how many there were."""
    found = list(entries(pilot))
    for entry in found:
        if not entry.display:
            continue
        entry.focus()
        await pilot.pause()
        await pilot.pause()
        row = entry.cursor_screen_offset.y
        assert row < ROWS - 2, f"{name}: {entry.id} is typed in row {row + 1} of {ROWS}"
        assert row == pilot.app.cursor_position.y
    return len(found)


@pytest.fixture
def one(office: Office) -> Office:
    office.ledger.register({"text": "楼上漏水，天花板泡坏了", "source": "窗口来访", "category": "矛盾纠纷"}, office.actor())
    return office


@pytest.mark.parametrize("name", KEYS)
async def test_no_entry_of_a_screen_stands_in_the_last_two_rows(one: Office, name: str) -> None:
    async with console(one, (80, ROWS)) as (pilot, shown):
        for key in KEYS[name]:
            await pilot.press(key)
            await shown()
            await pilot.pause(0.05)
        assert await stands_high(pilot, name)


async def test_no_entry_of_the_longest_form_stands_in_the_last_two_rows(one: Office) -> None:
    longest = max(one.catalogue.departments, key=lambda each: len(each.fields))
    async with console(one, (80, ROWS)) as (pilot, _shown):
        pilot.app.push_screen(Ask("案情登记", form_items(longest, {})))
        await pilot.pause()
        assert await stands_high(pilot, longest.label) == len(longest.fields)


async def test_no_line_of_a_long_text_stands_in_the_last_two_rows(one: Office) -> None:
    async with console(one, (80, ROWS)) as (pilot, shown):
        await pilot.press("f2")
        await shown()
        await pilot.press(*(["漏", "enter"] * 12))
        assert pilot.app.cursor_position.y < ROWS - 2


async def test_the_list_to_choose_from_is_narrowed_above_its_last_rows(one: Office) -> None:
    async with console(one, (80, ROWS)) as (pilot, _shown):
        pilot.app.push_screen(Pick("单位", [f"第{number}单位" for number in range(200)]))
        await pilot.pause()
        assert await stands_high(pilot, "单位") == 1


@pytest.mark.parametrize("screen", [IslandScreen, Services])
async def test_no_entry_of_the_island_stands_in_the_last_two_rows(tmp_path, clock, screen) -> None:
    office = opened(tmp_path / "island", clock)
    async with console(office, (80, ROWS)) as (pilot, shown):
        pilot.app.push_screen(screen())
        await shown()
        assert await stands_high(pilot, screen.__name__) in {0, 1}
    office.close()
