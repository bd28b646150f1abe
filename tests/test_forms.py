"""Forms with keys: what is typed, chosen, repeated, pasted and kept."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from screens import console, screen_text, until
from textual import events
from textual.app import App
from textual.pilot import Pilot

from console import drafts
from console.office import Office
from console.screens.register import Register
from console.widgets.ask import Ask
from console.widgets.entries import Around, Item
from console.widgets.form import Form
from wangge.actor import EVERY_ROLE, Actor
from wangge.field import Field, Kind
from wangge.fields import BY_NAME, NOT_GIVEN
from wangge.lifecycle import ONE_KEY_DISPATCH, State
from wangge.query import And
from wangge.shortcodes import SHORT_CODES, ShortCode, to_json

UNITS = ("司法所", "环卫站", "市政养护所")
HEADED = "序号\t来电人\t联系电话\t反映内容\t所属社区\n1\t张三\t13812345678\t楼上漏水，天花板泡坏了\t西园社区\n"


class Desk(App[None]):
    """An app that only holds a form."""

    answer: object = None

    async def ask(self, pilot: Pilot[None], *items: Item) -> Form:
        self.push_screen(Ask("一张表单", items), lambda answer: setattr(self, "answer", answer))
        await pilot.pause()
        return self.screen.query_one(Form)


async def paste(pilot: Pilot[None], text: str) -> None:
    await pilot.pause()
    focused = pilot.app.focused
    assert focused is not None
    focused.post_message(events.Paste(text))


async def types(pilot: Pilot[None], text: str) -> None:
    """Type signs that have no key of their own, as an input method sends them."""
    for sign in text:
        pilot.app.post_message(events.Key("", sign))
        await pilot.pause()


async def counter(pilot: Pilot[None], shown) -> Form:
    """The form of a new event, once it knows what the ledger knows."""
    await pilot.press("f2")
    await shown()
    return pilot.app.screen.query_one(Form)


@pytest.fixture
def known(office: Office, clerk: Actor) -> Office:
    """An office that has had events from two communities."""
    for community in ("东园社区", "西园社区"):
        given = {"text": f"{community}路灯不亮", "source": "12345热线", "community": community, "place": "3幢", "caller": "李四"}
        office.ledger.register(given, office.actor())
    return office


async def test_letters_of_pinyin_choose_when_the_entry_is_left():
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await app.ask(pilot, Item(Field("unit", "承办单位"), choices=UNITS), Item(Field("note", "说明")))
        await pilot.press(*"sz")
        await pilot.pause()
        assert "→ 市政养护所" in screen_text(app)
        await pilot.press("tab")
        await pilot.pause()
        assert form.given() == {"unit": "市政养护所"}


async def test_the_choices_below_an_entry_follow_what_is_typed_and_keep_their_numbers():
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.ask(pilot, Item(Field("unit", "承办单位"), choices=UNITS))
        await pilot.pause()
        assert "1司法所　2环卫站　3市政养护所" in screen_text(app)
        await pilot.press(*"站")
        await pilot.pause()
        assert "2环卫站" in screen_text(app)
        assert "司法所" not in screen_text(app)
        await pilot.press("backspace", "3", "f4")
        await pilot.pause()
    assert app.answer == {"unit": "市政养护所"}


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("1月5日", "2026-01-05 00:00 周一"),
        ("0921", "2026-09-21 00:00 周一"),
        ("2026.1.5 9:30", "2026-01-05 09:30 周一"),
        ("明年", "读不懂"),
    ],
)
async def test_what_was_understood_of_a_time_stands_beside_it_at_once(keys, shown):
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await app.ask(pilot, Item(BY_NAME["occurred_at"]))
        form.offer({}, Around(lambda: datetime(2026, 11, 20, 12)))
        await pilot.press(*keys)
        await pilot.pause()
        assert shown in screen_text(app)


async def test_two_signs_are_today_and_now(office: Office):
    async with console(office) as (pilot, shown):
        form = await counter(pilot, shown)
        await types(pilot, "昨夜;;起；：")
        assert form.typed()["text"] == "昨夜2026-11-20起2026-11-20 12:00"
        form.entry("place").focus()
        await pilot.pause()
        await pilot.press(";", ";", "x")
        assert form.typed()["place"] == "2026-11-20x"


async def test_a_doubtful_phone_is_told_beside_it_and_saved_all_the_same(office: Office):
    async with console(office) as (pilot, shown):
        form = await counter(pilot, shown)
        await pilot.press(*"路灯不亮")
        form.entry("caller_phone").focus()
        await pilot.pause()
        await pilot.press(*"+44 20 7946 0958")
        assert "外国号码可以照登" in await shown()
        await pilot.press("f4")
        await shown()
    (event,) = office.queries.page(And()).events
    assert office.ledger.reveal(event.no, "caller_phone", "核对", office.actor()) == "+44 20 7946 0958"


async def test_the_value_of_the_last_registration_is_repeated_with_one_key(known: Office):
    async with console(known) as (pilot, shown):
        form = await counter(pilot, shown)
        form.entry("community").focus()
        await pilot.pause()
        await pilot.press("ctrl+d")
        form.entry("source").focus()
        await pilot.pause()
        await pilot.press("ctrl+d")
        await pilot.pause()
        assert form.typed() == {"source": "12345热线", "community": "西园社区"}
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert form.typed() == {"source": "窗口来访", "community": "西园社区"}
        form.entry("caller").focus()
        await pilot.pause()
        await pilot.press("ctrl+d")
        assert "“反映人”是遮盖的，不能照抄上一件。" in await shown()


def test_the_last_registration_is_ones_own_and_one_that_still_stands(office: Office):
    own, other = office.actor(), Actor("小李", EVERY_ROLE)
    assert office.queries.last_registered(own) is None
    first = office.ledger.register({"text": "第一件", "source": "窗口来访"}, own)
    second = office.ledger.register({"text": "第二件", "source": "窗口来访"}, own)
    office.ledger.register({"text": "别人的", "source": "窗口来访"}, other)
    assert [event.no for event in (office.queries.last_registered(own),) if event] == [second.no]
    office.ledger.undo(f"S{second.version}", own)
    assert [event.no for event in (office.queries.last_registered(own),) if event] == [first.no]


async def test_undo_in_a_form_takes_nothing_back_in_the_ledger(known: Office):
    async with console(known) as (pilot, shown):
        form = await counter(pilot, shown)
        form.entry("place").focus()
        await pilot.pause()
        await pilot.press("x", "ctrl+z")
        assert "这里没有可退回的" in await shown()
    assert known.queries.count(And()) == 2


async def test_a_field_comes_and_goes_with_what_it_depends_on_and_keeps_what_was_typed():
    app = Desk()
    async with app.run_test(size=(80, 30)) as pilot:
        names = ("case_basis", "applied_on", "consent_on", "case_no")
        form = await app.ask(pilot, *(Item(BY_NAME[name], required=name == "case_basis") for name in names))
        basis = form.entry("case_basis")
        assert [form.entry(name).display for name in names] == [True, False, False, True]
        await pilot.press("2")
        await pilot.pause()
        assert [form.entry(name).display for name in names] == [True, True, True, True]
        assert app.focused is basis
        form.entry("consent_on").focus()
        await pilot.pause()
        await pilot.press(*"0105")
        basis.put("双方申请")
        await pilot.pause()
        assert [form.entry(name).display for name in names] == [True, True, False, True]
        assert form.given() == {"case_basis": "双方申请"}
        basis.put("一方申请，对方同意")
        await pilot.pause()
        assert form.given() == {"case_basis": "一方申请，对方同意", "consent_on": "0105"}


@pytest.mark.parametrize("back", ["escape", "ctrl+z"])
async def test_a_row_with_headers_goes_into_its_entries_and_comes_back_as_text(office: Office, back: str):
    async with console(office) as (pilot, shown):
        form = await counter(pilot, shown)
        form.entry("place").focus()
        await paste(pilot, HEADED)
        text = await shown()
        assert "按表头贴入：内容、反映人、反映人电话、社区。没用上：序号。" in text
        assert form.typed() == {
            "text": "楼上漏水，天花板泡坏了",
            "source": "窗口来访",
            "caller": "张三",
            "caller_phone": "13812345678",
            "community": "西园社区",
        }
        await pilot.press(back)
        await shown()
        assert isinstance(pilot.app.screen, Register)
        assert form.typed().keys() == {"source", "place"}
        assert form.typed()["place"].startswith("序号 来电人")


async def test_a_row_without_headers_goes_where_its_cells_look_like(known: Office):
    async with console(known) as (pilot, shown):
        form = await counter(pilot, shown)
        await paste(pilot, "东园社区\t张三\t138 1234 5678\t楼上漏水，天花板泡坏了\t3幢201室")
        assert "按样子贴入" in await shown()
        assert form.typed() | {"source": ""} == {
            "text": "楼上漏水，天花板泡坏了",
            "source": "",
            "caller": "张三",
            "caller_phone": "138 1234 5678",
            "community": "东园社区",
            "place": "3幢201室",
        }


async def test_pasted_rows_are_offered_as_an_import(office: Office):
    async with console(office) as (pilot, shown):
        form = await counter(pilot, shown)
        await paste(pilot, HEADED + "2\t王五\t13987654321\t夜间噪音\t东园社区\n")
        assert "贴来的是 3 行" in await shown()
        assert form.typed() == {"source": "窗口来访"}
        await pilot.press("f8")
        await shown()
    (path,) = (office.folder / "inbox").iterdir()
    assert path.name == "粘贴_20261120_1200.tsv"
    assert len(office.planner.plan(path, office.clock()).rows) == 2


async def test_several_lines_pasted_into_one_stay_one_and_it_is_said(office: Office):
    async with console(office) as (pilot, shown):
        form = await counter(pilot, shown)
        form.entry("place").focus()
        await paste(pilot, "东园小区\r\n3幢\r\n201室\r\n")
        assert "贴来的 3 行并成了一行。" in await shown()
        assert form.typed()["place"] == "东园小区 3幢 201室"


async def test_far_too_much_is_refused_in_a_sentence(office: Office):
    async with console(office) as (pilot, shown):
        form = await counter(pilot, shown)
        await paste(pilot, "漏" * 10_000_000)
        assert "贴来的有 10,000,000 字，没有贴入" in await shown()
        assert "text" not in form.typed()
        await pilot.press(*"还能打字")
        assert form.typed()["text"] == "还能打字"


async def test_rows_are_pasted_into_a_table_as_they_are():
    app = Desk()
    table = Field("rows", "名单", Kind.TABLE, columns=(Field("who", "姓名"), Field("paid", "金额", Kind.MONEY)))
    async with app.run_test(size=(80, 24)) as pilot:
        form = await app.ask(pilot, Item(table), Item(Field("note", "说明")))
        await paste(pilot, "甲\t1\n乙\t2")
        await pilot.pause()
        assert form.typed() == {"rows": "甲\t1\n乙\t2"}


@pytest.fixture
def coded(office: Office) -> Office:
    """An office with two short codes."""
    codes = (ShortCode("jm2", "矛盾纠纷", "家庭纠纷", "东园社区", "二栋", text="家庭矛盾，上门了解"), ShortCode("jm3", unit="司法所"))
    office.ledger.note_office(SHORT_CODES, {"rows": to_json(codes)}, office.actor())
    return office


@pytest.mark.parametrize("end", [" ", "tab", "\u3000"])
async def test_a_short_code_becomes_a_whole_registration_that_is_seen_before_it_is_saved(coded: Office, end: str):
    async with console(coded, (80, 24)) as (pilot, shown):
        await counter(pilot, shown)
        await pilot.press(*"jm")
        assert "jm3 司法所" in await shown()
        await pilot.press("2")
        await (pilot.press(end) if end == "tab" else types(pilot, end))
        text = await shown()
        assert "短码 jm2 填了：内容、类别、二级分类、社区、地点" in text
        assert "家庭纠纷" in text
        await pilot.press("f4")
        await shown()
    (event,) = coded.queries.page(And()).events
    told = [event.text(name) for name in ("text", "category", "subcategory", "community", "place")]
    assert told == ["家庭矛盾，上门了解", "矛盾纠纷", "家庭纠纷", "东园社区", "二栋"]


async def test_a_short_code_is_taken_back_and_a_word_that_is_none_stays(coded: Office):
    async with console(coded) as (pilot, shown):
        form = await counter(pilot, shown)
        await pilot.press(*"jm3", "space")
        await shown()
        assert form.typed() == {"source": "窗口来访", "unit": "司法所"}
        await pilot.press("ctrl+z")
        await shown()
        assert form.typed() == {"source": "窗口来访", "text": "jm3"}
        await pilot.press("x", "space")
        assert form.typed()["text"] == "jm3x "


class Keys:
    """Presses keys and counts those that are no free text."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self._pilot = pilot
        self.pressed = 0

    async def press(self, *keys: str) -> None:
        self.pressed += len(keys)
        await self._pilot.press(*keys)

    async def says(self, text: str) -> None:
        """Free text: what happened, a name, a place."""
        await self._pilot.press(*text)


async def test_a_usual_person_at_the_counter_is_registered_in_forty_keys(known: Office):
    async with console(known, (80, 24)) as (pilot, shown):
        keys = Keys(pilot)
        await keys.press("f2")
        await shown()
        await keys.says("楼上漏水泡坏了天花板")
        await keys.press("tab", "tab")
        await keys.says("张三")
        await keys.press("tab", *"13812345678", "tab", *"md", "tab", *"2", "tab")
        await keys.says("3幢201室")
        await keys.press("f4")
        await shown()
    event = known.queries.page(And()).events[0]
    told = [event.text(name) for name in ("text", "category", "community", "place", "caller", "caller_phone")]
    assert told == ["楼上漏水泡坏了天花板", "矛盾纠纷", "西园社区", "3幢201室", "张*", "138****5678"]
    assert keys.pressed <= 40


async def test_a_question_answered_on_the_spot_takes_fifteen_keys(office: Office):
    async with console(office, (80, 24)) as (pilot, shown):
        keys = Keys(pilot)
        await keys.press("f2")
        await shown()
        await keys.says("问居住证在哪里办")
        await keys.press("f12", "f7")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await keys.says("派出所一楼")
        await keys.press("f4")
        await shown()
    (event,) = office.queries.page(And()).events
    assert (event.state, event.text("caller")) == (State.CLOSED, NOT_GIVEN)
    assert keys.pressed <= 15


def drafts_of(folder: Path) -> Sequence[Path]:
    return sorted(folder.glob(".draft-*"))


@pytest.fixture
def handled(office: Office, clerk: Actor) -> Office:
    event = office.ledger.register({"text": "楼上漏水坏了", "source": "窗口来访"}, clerk)
    office.ledger.act(event.no, ONE_KEY_DISPATCH, clerk, {"category": "市容环境", "unit": "市政养护所"})
    return office


async def done_form(pilot: Pilot[None], shown) -> Form:
    await pilot.press("f4")
    await shown()
    await pilot.press("enter")
    await shown()
    await pilot.press("2")
    await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
    return pilot.app.screen.query_one(Form)


async def test_what_was_typed_into_an_actions_form_stands_there_again_after_a_crash(handled: Office):
    async with console(handled) as (pilot, shown):
        form = await done_form(pilot, shown)
        await pilot.press(*"灯泡")
        form.put({"at": "昨天"})
        await pilot.pause()
    assert len(drafts_of(handled.folder)) == 1
    async with console(handled) as (pilot, shown):
        form = await done_form(pilot, shown)
        await pilot.pause()
        assert "接着上次没有填完的" in screen_text(pilot.app)
        assert form.typed() == {"result": "灯泡", "at": "昨天"}
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert form.typed() == {}
    assert drafts_of(handled.folder) == []


@pytest.mark.parametrize("end", ["escape", "f4"])
async def test_a_draft_goes_with_the_form_that_is_done_or_given_up(handled: Office, end: str):
    async with console(handled) as (pilot, shown):
        await done_form(pilot, shown)
        await pilot.press(*"灯泡已换")
        await pilot.pause()
        await pilot.press(end)
        await pilot.pause(0.2)
        await shown()
    assert drafts_of(handled.folder) == []


@pytest.mark.parametrize("keys", [("f2",), ("f4", "enter", "2")])
async def test_a_draft_that_cannot_be_written_is_said_and_typing_goes_on(handled: Office, monkeypatch: pytest.MonkeyPatch, keys):
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(drafts, "keep", full)
    async with console(handled) as (pilot, shown):
        for key in keys:
            await pilot.press(key)
            await shown()
        await until(pilot, lambda: pilot.app.screen.query(Form))
        for sign in "灯泡已换":
            await pilot.press(sign)
            await pilot.pause(0.05)
        assert "草稿存不下：磁盘已满。" in screen_text(pilot.app)
        assert "灯泡已换" in pilot.app.screen.query_one(Form).typed().values()
