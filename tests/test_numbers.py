"""A number that is typed finds its event, whole or by its ending; a whole phone number finds its caller, with a reason that is kept."""

from __future__ import annotations

import pytest
from screens import console, screen_text, until
from textual.widgets import TextArea

from console.cli import main
from console.office import Office
from console.screens.event import EventScreen
from console.screens.ledger import Ledger
from db import dialect
from tests.ledger_tools import bring, planned
from wangge.actor import Actor
from wangge.errors import WanggeError
from wangge.numbering import typed_number, typed_phone
from wangge.query import parse

PHONE = "13812345678"


@pytest.fixture
def filled(office: Office, clerk: Actor) -> Office:
    """Events with numbers of two senders, and two of one caller."""
    bring(office, [planned(n, external_no=number) for n, number in enumerate(("FKH20250610012345", "3302122025050088"))])
    for text in ("楼上漏水", "楼上又漏水"):
        office.ledger.register({"text": text, "source": "群众来电", "caller_phone": PHONE}, clerk)
    office.ledger.register({"text": "路灯不亮", "source": "群众来电", "caller_phone": "13900001111"}, clerk)
    while office.ledger.index_pending(100):
        pass
    return office


def found(office: Office, line: str) -> list[str]:
    return [event.text("external_no") or event.text("text") for event in office.queries.each(parse(line, office.catalogue.fields()))]


@pytest.mark.parametrize(
    "typed", ["FKH20250610012345", "fkh20250610012345", "2345", "012345", "０１２３４５", "编号:2345", "编号:fkh20250610012345"]
)
def test_the_number_of_a_sender_is_found_whole_and_by_its_ending(filled: Office, typed: str) -> None:
    assert found(filled, typed) == ["FKH20250610012345"]


@pytest.mark.parametrize("length", [4, 6, 100])
def test_an_own_number_is_found_whole_and_by_its_ending(filled: Office, clerk: Actor, length: int) -> None:
    made = filled.ledger.register({"text": "井盖破损", "source": "窗口来访"}, clerk)
    assert "井盖破损" in found(filled, made.no[-length:])


def test_a_number_beside_other_terms_and_one_that_nobody_has(filled: Office) -> None:
    assert found(filled, "2345 -状态:待受理") == []
    assert found(filled, "9999") == []


def test_an_ending_is_found_by_an_index(filled: Office) -> None:
    plan = filled.ledger.store.connection().execute(f"EXPLAIN QUERY PLAN {dialect.ENDINGS}", dialect.endings("2345")).fetchall()
    told = " ".join(row[3] for row in plan)
    assert told.count("USING INDEX events_no_ending") + told.count("USING INDEX events_external_no_ending") == 2
    assert "SCAN events" not in told


@pytest.mark.parametrize(
    ("typed", "number"), [("2345", True), ("WG20261120-0001", True), ("110", False), ("漏水2345", False), ("噪音", False), ("abcd", False)]
)
def test_what_may_be_a_number(typed: str, *, number: bool) -> None:
    assert bool(typed_number(typed)) is number


@pytest.mark.parametrize("typed", [PHONE, "138 1234 5678", "138-1234-5678", "+8613812345678", "１３８１２３４５６７８"])
def test_a_whole_phone_in_any_habit(typed: str) -> None:
    assert typed_phone(typed) == PHONE
    assert not typed_phone(typed[:-1])


def test_the_caller_is_found_by_the_whole_phone_and_why_is_kept_and_the_number_is_not(filled: Office, clerk: Actor) -> None:
    with pytest.raises(WanggeError) as refused:
        filled.ledger.find_caller(PHONE, "", clerk)
    assert refused.value.code == "caller_reason"
    assert not filled.queries.facts("查找反映人")
    no = filled.ledger.find_caller(PHONE, "来电催问", clerk)
    assert found(filled, f"同一反映人:{no}") == ["楼上又漏水", "楼上漏水"]
    (fact,) = filled.queries.facts("查找反映人")
    assert (fact.data["no"], fact.data["reason"]) == ("138****5678", "来电催问")


def test_a_phone_that_nobody_reported_from_is_said_masked_and_kept_too(filled: Office, clerk: Actor) -> None:
    with pytest.raises(WanggeError) as unknown:
        filled.ledger.find_caller("13700002222", "来电催问", clerk)
    assert unknown.value.code == "caller_unknown"
    assert "13700002222" not in str(unknown.value)
    assert len(filled.queries.facts("查找反映人")) == 1


# by keys and by commands


async def test_a_number_is_typed_in_the_query_line_and_in_the_palette(filled: Office) -> None:
    async with console(filled) as (pilot, shown):
        await pilot.press("f3", *"2345", "enter")
        assert "FKH20250610012345" in await shown()
        await pilot.press("escape", "ctrl+p", *"0088")
        await until(pilot, lambda: "3302122025050088" in screen_text(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, EventScreen))
        assert "3302122025050088" in await shown()


async def test_a_phone_in_the_query_line_asks_why_and_lists_the_caller(filled: Office) -> None:
    async with console(filled) as (pilot, shown):
        await pilot.press("f3", *PHONE, "enter")
        await until(pilot, lambda: pilot.app.screen.query(TextArea))
        assert "138****5678" in screen_text(pilot.app)
        await pilot.press("f4")
        assert "还没有填" in screen_text(pilot.app)
        await pilot.press(*"来电催问", "f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ledger))
        text = await shown()
        assert "楼上漏水" in text
        assert "楼上又漏水" in text
        assert "路灯不亮" not in text
        assert PHONE not in text
        assert filled.queries.facts("查找反映人")[0].data["reason"] == "来电催问"
        assert PHONE not in "".join(pilot.app.asked)


def test_the_commands_find_numbers_endings_and_callers(filled: Office, capsys: pytest.CaptureFixture[str]) -> None:
    for number in (3, 4):
        bring(filled, [planned(number, external_no=f"X{number}-7777")])
    where = ["--office", str(filled.folder)]
    assert main(["events", "2345", "--json", *where]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert main(["show", "0088", "--json", *where]) == 0
    assert "3302122025050088" in capsys.readouterr().out
    assert main(["events", PHONE, *where]) != 0
    assert "理由" in capsys.readouterr().err
    assert main(["events", PHONE, "--reason", "来电催问", "--json", *where]) == 0
    assert capsys.readouterr().out.count("漏水") >= 2
    assert main(["show", "7777", *where]) != 0
    told = capsys.readouterr().err
    assert "2 件" in told
