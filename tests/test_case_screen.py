"""The case screen: the form as far as it is filled in, what follows from it beside, everything by keys."""

from __future__ import annotations

import pytest

from console.screens.event import EventScreen
from console.widgets.ask import Ask, Pick
from tests.ledger_tools import register
from tests.screens import console, screen_text, until


@pytest.fixture
def event(office):
    return register(office, text="餐饮店欠薪四个月", subcategory="劳动争议")


async def reckoning(pilot, shown, event):
    """From the event to the form of the first calculator."""
    pilot.app.push_screen(EventScreen(event.no))
    await shown()
    await pilot.press("ctrl+k")
    await shown()
    await pilot.press("f7")
    await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
    await pilot.press("1", "enter")


async def filled(pilot, **given):
    await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
    for name, typed in given.items():
        entry = pilot.app.screen.query_one(f"#{name}")
        entry.value = typed
    await pilot.press("f4")


async def test_a_case_is_opened_filled_in_reckoned_and_printed_with_keys(office, event):
    async with console(office, (120, 36)) as (pilot, shown):
        pilot.app.push_screen(EventScreen(event.no))
        await shown()
        assert "可作为“劳动争议”案件受理（劳动争议）" in screen_text(pilot.app)
        await pilot.press("ctrl+k")
        assert "还没有填的" in await shown()
        await pilot.press("1")
        await filled(pilot, case_basis="主动调解")
        await until(pilot, lambda: office.queries.event(event.no).known.get("case_at"))
        assert "1案情登记" in await shown()
        await pilot.press("1")
        await filled(pilot, labour_employer="某餐饮店", labour_wage="8000")
        await until(pilot, lambda: office.queries.event(event.no).known.get("labour_wage") == 800_000)
        said = await shown()
        assert "月工资　8,000.00 元" in said
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        await pilot.press("1", "enter")
        await filled(pilot, hired="2010-01-01", left="2025-12-31", wage="40000", city_average="10000")
        await until(pilot, lambda: "360,000.00" in screen_text(pilot.app))
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        await pilot.press(*"受理登记表", "enter")
        await until(pilot, lambda: list((office.folder / "outbox").glob("事件受理登记表_*.docx")))
        assert "已写出" in await shown()
    assert office.queries.steps(event)[-1].action == "打印"


async def test_a_wrong_input_brings_the_form_back_with_the_reason(office, event):
    async with console(office, (120, 36)) as (pilot, shown):
        await reckoning(pilot, shown, event)
        await filled(pilot, hired="2026-01-01", left="2025-12-31", wage="8000", city_average="10000")
        await until(pilot, lambda: "不能早于“入职日期”" in screen_text(pilot.app))
        assert isinstance(pilot.app.screen, Ask)


async def test_without_the_years_figure_it_says_where_to_enter_it(office, event):
    async with console(office, (120, 36)) as (pilot, shown):
        await reckoning(pilot, shown, event)
        await filled(pilot, hired="2020-01-01", left="2025-12-31", wage="8000")
        await until(pilot, lambda: "[statistics]" in screen_text(pilot.app))
