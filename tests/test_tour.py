"""The tour: taken by keys on the real console, left and taken up again, and read where there is no terminal."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import StandingClock
from screens import console, screen_text, settled, until
from terminal import Terminal, wangge
from textual.widgets import Input

from console import demo, words
from console.app import WanggeApp
from console.cli import main
from console.demo import ARRIVED, MONTH
from console.keymap import KeyMap
from console.office import Office
from console.registry import ACTIONS
from console.screens.desk import Desk
from console.tour import FILE, STEPS, Deed, Tour, as_text, tour_of
from console.widgets.guide import Guide
from wangge.query import parse

FUNCTION_KEYS = {"imports": "f8", "triage": "f6", "find": "f3", "register": "f2", "reports": "f9", "undo": "ctrl+z", "open": "enter"}
LETTERS = {"imports": "i", "triage": "t", "find": "slash", "register": "a", "reports": "r", "undo": "u", "open": "l"}
ON_LISTS = {
    True: {"take": "enter", "unit": "2", "skip": "space", "clocks": "0"},
    False: {"take": "y", "unit": "d", "skip": "j", "clocks": "t"},
}


@pytest.fixture(scope="module")
def worked(tmp_path_factory) -> Path:
    """A demo office with its month of work, made once."""
    office = demo.build(tmp_path_factory.mktemp("tour") / "demo", StandingClock())
    demo.run(office, lambda text: None, left=0)
    office.close()
    return office.folder


@pytest.fixture
def touring(worked: Path, tmp_path: Path) -> Iterator[Office]:
    """A demo office whose tour was just begun."""
    office = Office.open(Path(shutil.copytree(worked, tmp_path / "demo")), StandingClock())
    demo.arrive(office)
    Tour(office.folder).begin()
    yield office
    office.close()


def guide(app: WanggeApp) -> str:
    """What the tour says on the screen that is shown, all of which the terminal has, without the breaks of its lines."""
    told = "".join(app.tour.line(app.screen.SCOPE, app.keys.actions))
    shown = screen_text(app)
    assert "".join(told.split()) in "".join(shown.split()), shown
    return told


def count(office: Office, line: str) -> int:
    return office.queries.count(parse(line, office.catalogue.fields()))


async def at(pilot, step: int) -> None:
    await until(pilot, lambda: pilot.app.tour.at == step)
    await settled(pilot)


async def typed(pilot, text: str) -> None:
    pilot.app.focused.insert_text_at_cursor(text) if isinstance(pilot.app.focused, Input) else pilot.app.focused.insert(text)
    await settled(pilot)


@pytest.mark.parametrize("by_function_keys", [True, False], ids=["function keys", "letters"])
@pytest.mark.parametrize("size", [(80, 24), (100, 30)], ids=str)
async def test_the_whole_tour_is_taken_by_either_way_of_keys(touring: Office, *, by_function_keys: bool, size) -> None:
    key = {**(FUNCTION_KEYS if by_function_keys else LETTERS), **ON_LISTS[by_function_keys]}
    async with console(touring, size) as (pilot, shown):
        app, office = pilot.app, touring
        assert "收件夹里来了一份新文件" in guide(app)
        await pilot.press(key["imports"])
        await until(pilot, lambda: ARRIVED in screen_text(app))
        assert "看计划" in guide(app)
        await pilot.press("enter")
        await at(pilot, 1)
        assert not count(office, "停车位")  # the plan has written nothing
        assert "再按 回车 入账" in guide(app)
        await pilot.press("enter")
        await at(pilot, 2)
        assert "按 F6 到受理派遣" in guide(app)
        await pilot.press(*([] if by_function_keys else ["escape"]), key["triage"])  # a letter would go into the line for a path
        await until(pilot, lambda: "停车位" in screen_text(app))
        assert "红框是险情" in guide(app)
        await pilot.press("1")
        await at(pilot, 3)
        assert "绿框是建议" in guide(app)
        await pilot.press(key["take"])
        await at(pilot, 4)
        await until(pilot, lambda: "路灯" in screen_text(app))
        assert "不同意就改" in guide(app)
        await pilot.press(key["unit"])
        await until(pilot, lambda: app.query("#part") or app.screen.query("#part"))
        await pilot.press(*"zhzf", "enter")
        await until(pilot, lambda: "综合执法中队" in screen_text(app))
        await pilot.press(key["take"])
        await at(pilot, 5)
        assert "先放一放" in guide(app)
        await pilot.press(key["skip"])
        await at(pilot, 6)
        assert "退回原样" in guide(app)
        await pilot.press(key["undo"])
        await at(pilot, 7)
        await pilot.press(key["find"])
        await until(pilot, lambda: app.screen.SCOPE == "ledger" and isinstance(app.focused, Input))
        assert "停车位" in guide(app)
        await typed(pilot, "停车位")
        await pilot.press("enter")
        await at(pilot, 8)
        await until(pilot, lambda: "第 1 / 共 1 件" in screen_text(app))
        assert "打开光标所在的一件" in guide(app)
        await pilot.press(key["open"])
        await at(pilot, 9)
        assert "期限为什么是这一天" in guide(app)
        await pilot.press(key["clocks"])
        await at(pilot, 10)
        assert "时限说明" in await shown()
        await pilot.press("escape", key["register"])
        await until(pilot, lambda: app.screen.SCOPE == "register" and app.focused is not None and app.focused.id == "text")
        assert "路灯不亮" in guide(app)
        seen = await shown()
        assert all(label in seen for label in ("内容 *", "来源 *", "反映人电话", "地点", "F4 登记"))
        await typed(pilot, "路灯不亮")
        await pilot.press("f4")
        await until(pilot, lambda: app.tour.at == 11 or "疑似重复" in screen_text(app))
        await pilot.press(*([] if app.tour.at == 11 else ["enter"]))
        await at(pilot, 11)
        assert "按 F9" in guide(app)
        await pilot.press(key["reports"])
        await until(pilot, lambda: app.screen.SCOPE == "reports")
        await settled(pilot)
        assert "换成 2025-10" in guide(app)
        await pilot.press("f7" if by_function_keys else "m")
        await until(pilot, lambda: app.screen.query("#month"))
        app.focused.value = MONTH
        await pilot.press("f4")
        await until(pilot, lambda: app.screen.SCOPE == "reports" and "2025年10月" in screen_text(app))
        await settled(pilot)
        await pilot.press("f4")
        await at(pilot, 12)
        assert "导览走完了，用了 0 分" in guide(app)
        assert list((office.folder / "outbox").glob("*月报*_v2.xlsx"))  # the first one was written with the demo
        states = {event.text("place"): event for event in office.queries.each(parse("上报:今日", office.catalogue.fields()))}
        assert states["阳光花园3栋"].text("unit") == "司法所"
        assert str(states["人民路128号"].state) == "待受理"  # its dispatch was taken back


async def test_the_last_two_rows_and_the_entry_stay_free_of_the_guide(touring: Office) -> None:
    async with console(touring, (80, 24)) as (pilot, _shown):
        for screen in ("f2", "f3", "f6"):
            await pilot.press(screen)
            await settled(pilot)
            region = pilot.app.screen.query_one(Guide).region
            assert (region.y, region.bottom <= 4) == (1, True)
            focused = pilot.app.focused
            assert focused is None or not region.overlaps(focused.region)


async def test_another_deed_than_the_step_waits_for_leaves_the_tour_where_it_is(touring: Office) -> None:
    async with console(touring) as (pilot, _shown):
        await pilot.press("f9")
        await settled(pilot)
        await pilot.press("f4")
        await until(pilot, lambda: list((touring.folder / "outbox").glob("*2026年10月*")))
        await settled(pilot)
        assert pilot.app.tour.at == 0
        assert "按 F8 到导入" in guide(pilot.app)


async def test_a_step_is_passed_over_and_the_tour_left_and_taken_up_again(touring: Office) -> None:
    async with console(touring) as (pilot, shown):
        await pilot.press("ctrl+x")
        assert "跳过这一步" in await shown()
        await pilot.press("enter")
        await at(pilot, 1)
        await pilot.press("ctrl+x")
        await shown()
        await pilot.press("2")
        await pilot.press("enter")
        await until(pilot, lambda: not pilot.app.tour.running)
        assert "导览" not in await shown()
    async with console(touring) as (pilot, shown):
        assert "导览" not in screen_text(pilot.app)
        await pilot.press("ctrl+x")
        assert "接着看" in await shown()
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.tour.running)
        await settled(pilot)
        assert "导览 2/12" in guide(pilot.app)
    async with console(touring) as (pilot, shown):
        assert "导览 2/12" in guide(pilot.app)


async def test_the_tour_is_left_by_its_key_while_something_is_typed(touring: Office) -> None:
    async with console(touring) as (pilot, shown):
        await pilot.press("f2")
        await until(pilot, lambda: pilot.app.focused is not None and pilot.app.focused.id == "text")
        await pilot.press("ctrl+x")
        assert "跳过这一步" in await shown()


async def test_a_tour_that_is_taken_again_finds_new_orders(touring: Office) -> None:
    plan = touring.planner.plan(demo.arrive(touring), touring.clock())
    touring.ledger.commit_import(plan, touring.actor(via="import"))
    touring.clock.forward(minutes=30)
    tour = tour_of(touring.folder)
    for _step in STEPS:
        tour.skip()
    async with console(touring) as (pilot, shown):
        assert "导览走完了" in guide(pilot.app)
        await pilot.press("ctrl+x")
        await shown()
        await pilot.press("2", "enter")
        await until(pilot, lambda: pilot.app.tour.at == 0)
    found = touring.planner.plan(demo.arrive(touring), touring.clock())
    assert found.counts()["new"] == 6


async def test_an_office_that_is_no_demo_has_no_tour(office: Office) -> None:
    async with console(office) as (pilot, shown):
        before = await shown()
        await pilot.press("ctrl+x")
        assert await shown() == before
        await pilot.press("f1")
        assert "导览" not in await shown()
        assert not pilot.app.screen.query(Guide)


async def test_ctrl_x_still_cuts_where_there_is_no_tour(office: Office) -> None:
    async with console(office) as (pilot, shown):
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        await typed(pilot, "abc")
        await pilot.press("shift+home", "ctrl+x")
        await shown()
        assert pilot.app.focused.value == ""


async def test_the_help_and_the_palette_of_a_demo_office_know_the_tour(touring: Office) -> None:
    async with console(touring, (100, 60)) as (pilot, shown):
        await pilot.press("f1")
        assert "从头再走一遍" in await shown()
        await pilot.press("escape", "ctrl+p")
        await shown()
        await pilot.press(*"dl")
        await until(pilot, lambda: "导览　Ctrl+X" in screen_text(pilot.app))


# the table


def test_every_deed_is_waited_for_once() -> None:
    assert [step.deed for step in STEPS] == list(Deed)


def test_the_tour_names_the_keys_as_an_office_has_them() -> None:
    own = KeyMap({"everywhere.triage": ("F7",), "triage.take": ("空格",), "triage.skip": ("k",)})
    said = {step["done"]: step["text"] for step in as_text(own.actions)}
    assert "按 F7 到受理派遣" in said["answered"]
    assert "按 空格：受理" in said["dispatched"]


def test_the_time_stands_still_while_the_tour_is_left(tmp_path: Path) -> None:
    now = [100.0]
    tour = Tour(tmp_path, clock=lambda: now[0])
    tour.begin()
    now[0] += 30
    tour.stop()
    now[0] += 500
    tour.resume()
    now[0] += 12
    for _step in STEPS:
        tour.skip()
    now[0] += 500
    tour.save()
    assert tour_of(tmp_path).spent == 42
    assert "用了 0 分 42 秒" in tour.line("desk", ACTIONS)[1]


@pytest.mark.parametrize("text", ["", "[]", '{"at": "x"}', '{"at": -3, "spent": -1}', "\0"])
def test_a_place_that_cannot_be_read_is_the_beginning(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    tour = tour_of(tmp_path)
    assert (tour.at, tour.running, tour.spent) == (0, False, 0.0)


def test_a_place_behind_the_end_is_the_end(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"at": 99, "running": true}')
    assert tour_of(tmp_path).step is None


# the command


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_a_terminal_the_steps_are_read(capsys, monkeypatch, tmp_path: Path, language: str) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        assert main(["--lang", language, "demo", "--tour", "--dir", "x"]) == 0
    finally:
        words.choose("zh")
    told = capsys.readouterr().out
    assert len([text for text in told.splitlines() if text.strip()[0].isdigit()]) == len(STEPS)
    assert "Ctrl+Z" in told
    assert not list(tmp_path.iterdir())


def test_the_steps_are_read_as_json(capsys) -> None:
    assert main(["demo", "--tour", "--json"]) == 0
    steps = json.loads(capsys.readouterr().out)["steps"]
    assert [step["number"] for step in steps] == list(range(1, len(STEPS) + 1))
    assert {step["screen"] for step in steps} == {"imports", "triage", "ledger", "event", "register", "reports"}
    assert "F8" in steps[0]["text"]


def test_a_demo_office_starts_with_a_tour_that_nobody_has_begun(tmp_path: Path) -> None:
    demo.build(tmp_path / "demo").close()
    assert not tour_of(tmp_path / "demo").running
    assert Desk.SCOPE == "desk"


@pytest.mark.needs("pty")
def test_the_command_opens_the_tour_in_a_terminal_and_goes_on_where_it_was_left(tmp_path: Path) -> None:
    command = wangge("demo", "--tour", "--dir", str(tmp_path / "demo"))
    with Terminal(command, (80, 24)) as terminal:
        terminal.until("导览 1/12", "按 F8 到导入", seconds=60)
        terminal.press("f8")
        terminal.until(ARRIVED)
        terminal.press("enter")
        terminal.until("导览 2/12", "列的认法")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
    with Terminal(command, (80, 24)) as terminal:
        terminal.until("导览 2/12", "按 F8 到导入", seconds=60)
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
