"""The wall: everybody may see it, so nothing that anybody wrote of an event is in it, and no key changes anything."""

from __future__ import annotations

import json
import sqlite3
from contextlib import asynccontextmanager, closing

import pytest
from screens import screen_text, until

from console.office import LEDGER
from console.screens.wall import Wall
from console.wall import picture_json, pictures
from db.schema import EVENT_COLUMNS
from tests.ledger_tools import at, dispatched, register
from wangge.directory import Place
from wangge.field import Kept, Kind
from wangge.fields import EVENT_FIELDS
from wangge.look import Look

SIZES = [(80, 24), (120, 36), (200, 60)]
SHOWN = {"community"}
"""Words of an event that the wall may name."""
NEEDED = {"state"}
"""What the counts are made by; its values are the program's own words."""
PLANTED = {
    field.name: f"Z{number}{field.name.replace('_', '')}Q"
    for number, field in enumerate(EVENT_FIELDS)
    if field.kind not in {Kind.TIME, Kind.NUMBER, Kind.DAY, Kind.MONEY, Kind.DECIMAL} and field.name not in SHOWN | NEEDED
}


@pytest.fixture
def planted(office):
    """An office whose every field that can hold words holds a word of its own, in rows and in the bodies of steps."""
    told = {
        "text": f"{PLANTED['text']}漏水",
        "caller": "张三丰",
        "caller_phone": "13812345678",
        "place": PLANTED["place"],
        "community": "东园社区",
    }
    for number in range(3):
        dispatched(office, **told, category=f"{PLANTED['category']}{number}")
    extra = json.dumps({field.name: PLANTED[field.name] for field in EVENT_FIELDS if field.kept is Kept.EXTRA and field.name in PLANTED})
    columns = [name for name in EVENT_COLUMNS if name in PLANTED and name not in {"no", "external_no"}]
    with closing(sqlite3.connect(office.folder / LEDGER)) as hand, hand:
        hand.execute(
            f"UPDATE events SET extra = ?, {', '.join(f'{name} = ?' for name in columns)}", (extra, *(PLANTED[name] for name in columns))
        )
        hand.execute("UPDATE events SET no = ? || id, external_no = ? || id", (PLANTED["no"], PLANTED["external_no"]))
    return office


@asynccontextmanager
async def wall(office, size=(80, 24), look=None):
    app = Wall(office, look or Look())
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "按天数" in screen_text(app))
        yield pilot


def test_nearly_every_field_that_holds_words_is_planted():
    assert len(PLANTED) > 50
    assert {"title", "text", "caller", "caller_phone", "place", "grid", "worker", "unit", "result", "mediator", "danger"} <= PLANTED.keys()


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_nothing_that_was_written_of_an_event_is_on_the_wall(planted, size):
    async with wall(planted, size) as pilot:
        text = screen_text(pilot.app)
    assert "东园社区" in text
    for word in (*PLANTED.values(), "张", "138", "漏水", "司法所"):
        assert word not in text, text
    assert not any(word in text for token in PLANTED.values() for word in (token[:4], token[-6:]))


def test_nothing_of_it_is_in_its_json_either(planted):
    *_, last = pictures(planted)
    told = json.dumps(picture_json(last, planted), ensure_ascii=False)
    assert '"open": 3' in told
    for word in (*PLANTED.values(), "张", "13812345678", "漏水"):
        assert word not in told


async def test_a_planted_word_would_be_found(planted):
    with closing(sqlite3.connect(planted.folder / LEDGER)) as hand, hand:
        hand.execute("UPDATE events SET community = ?", (PLANTED["place"],))
    async with wall(planted) as pilot:
        assert PLANTED["place"][:8] in screen_text(pilot.app)


async def test_a_community_that_the_tree_does_not_know_is_not_named(planted, clerk):
    places = [Place("东城区", "区县"), Place("东城区/东街街道", "镇街"), Place("东城区/东街街道/河滨社区", "社区")]
    planted.ledger.set_list("组织", Place, places, {"file": "组织.csv", "sha256": "x"}, clerk)
    async with wall(planted) as pilot:
        text = screen_text(pilot.app)
    assert "东园社区" not in text
    assert "其他" in text


async def test_the_figures_are_those_of_the_ledger(office, clock):
    dispatched(office)
    register(office, community="东园社区")
    office.ledger.register({"text": "问路", "source": "窗口来访"}, office.actor(), answer="二楼")
    clock.forward(days=20)
    *_, last = pictures(office)
    assert (last.arrived, last.closed, last.open, last.overdue, last.danger) == (0, 0, 2, 1, 0)
    told = picture_json(last, office)
    assert told["in_time"] == 0.0
    assert sum(day["arrived"] for day in told["days"]) == 3
    assert sum(day["closed"] for day in told["days"]) == 1
    assert told["ages"] == [0, 0, 0, 2, 0]


async def test_no_key_but_escape_and_q_does_anything(planted):
    async with wall(planted) as pilot:
        before = screen_text(pilot.app)
        steps = planted.queries.tallies.version()
        for key in (
            "enter",
            "f1",
            "f2",
            "f4",
            "f8",
            "a",
            "u",
            "ctrl+z",
            "ctrl+p",
            "ctrl+t",
            "ctrl+q",
            "tab",
            "space",
            "1",
            "0",
            "ctrl+c",
            "down",
        ):
            await pilot.press(key)
        assert pilot.app.is_running
        assert len(pilot.app.screen_stack) == 1
        assert screen_text(pilot.app).splitlines()[1:-1] == before.splitlines()[1:-1]
        assert planted.queries.tallies.version() == steps
        await pilot.press("q")
        assert pilot.app._exit


async def test_the_wall_reads_itself_again(office, clerk):
    async with wall(office) as pilot:
        assert "近30天　新增 0" in screen_text(pilot.app)
        office.ledger.register({"text": "路灯不亮", "source": "窗口来访"}, clerk, at=at("2026-11-20 09:00"))
        pilot.app._count()
        await until(pilot, lambda: "近30天　新增 1" in screen_text(pilot.app))


async def test_the_wall_is_ascii_where_the_office_wants_it(office):
    dispatched(office)
    async with wall(office, (80, 24), Look(ascii=True)) as pilot:
        text = screen_text(pilot.app)
    assert "###" in text
    assert not set("▁▂▃▄▅▆▇█▏▎▍▌▋▊▉░") & set(text)
