"""Triage by keys: what is proposed part by part, the order of the queue, claims, what was skipped, and what a sitting was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from screens import console, screen_text, until
from textual.widgets import Input

from console.office import Office
from console.sitting import Sitting
from console.suggesting import part_lines, proposal
from db.claims import NAME, Claims
from wangge.actor import Actor
from wangge.duty import Duty
from wangge.lifecycle import ONE_KEY_DISPATCH, Action, State
from wangge.query import parse

AT = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def register(office: Office, clerk: Actor, text: str, **given: str):
    return office.ledger.register({"text": text, "source": "窗口来访", **given}, clerk)


def learned(office: Office) -> None:
    while office.ledger.habits_pending(5):
        pass


@pytest.fixture
def practised(office: Office, clerk: Actor) -> Office:
    """An office that has sent lamps to one unit and dogs to another, twenty times each."""
    for sign in "甲乙丙丁戊己庚辛壬癸东南西北中前后左右上":
        for text, kind, unit in ((f"巷口灯杆歪了{sign}", "灯杆", "灯具队"), (f"犬只夜里吠叫{sign}", "犬只", "养犬办")):
            made = register(office, clerk, text)
            office.ledger.act(made.no, ONE_KEY_DISPATCH, clerk, {"category": "市容环境", "subcategory": kind, "unit": unit})
    learned(office)
    return office


# what is proposed


def test_what_the_office_decided_before_is_proposed_with_its_words(practised: Office, clerk: Actor) -> None:
    card = register(practised, clerk, "弄堂里灯杆歪了，请来看")
    found = proposal(card, practised)
    assert [found.best(part).value for part in ("category", "unit")] == ["市容环境 / 灯杆", "灯具队"]
    assert "灯杆" in found.best("unit").why
    assert any("其次" in text for text in part_lines(found))


def test_a_decision_that_was_taken_back_is_forgotten(office: Office, clerk: Actor) -> None:
    for words, kind, unit in (("犬只夜里吠叫", "犬只", "养犬办"), ("巷口灯杆歪了", "灯杆", "灯具队")):
        made = [register(office, clerk, f"{words}{n}") for n in range(40)]
        given = {"category": "市容环境", "subcategory": kind, "unit": unit}
        last = office.ledger.act_many([each.no for each in made], ONE_KEY_DISPATCH, clerk, given)[-1]
    learned(office)
    card = register(office, clerk, "灯杆歪了")
    assert proposal(card, office).best("unit").value == "灯具队"
    office.ledger.undo(f"S{last.version}", clerk)
    learned(office)
    assert not [option for option in proposal(card, office).options.get("unit", ()) if option.value == "灯具队"]


def test_a_secret_event_teaches_nothing(office: Office, clerk: Actor) -> None:
    for n in range(40):
        made = register(office, clerk, f"家暴，巷口灯杆歪了{n}")
        office.ledger.act(made.no, Action.ANSWER_DANGER, clerk, {"danger_answer": "已转110"})
        office.ledger.act(made.no, ONE_KEY_DISPATCH, clerk, {"category": "市容环境", "subcategory": "灯杆", "unit": f"灯具{n % 2}队"})
    learned(office)
    assert not office.queries.habits(register(office, clerk, "灯杆歪了"))


def test_the_table_of_habits_holds_no_number_of_a_phone(practised: Office) -> None:
    rows = practised.ledger.store.connection().execute("SELECT word FROM habits").fetchall()
    assert rows
    assert not [word for (word,) in rows if sum(sign.isdigit() for sign in word) > 2]


def test_the_office_that_brought_its_own_list_goes_by_it(practised: Office, clerk: Actor) -> None:
    rows = (Duty("灯杆", "设施", "路灯所", ("灯杆",), "3工作日"),)
    practised.ledger.set_duties(rows, AT.date(), {"file": "清单.xlsx"}, clerk, 0)
    found = proposal(register(practised, clerk, "灯杆歪了"), practised)
    assert [option.value for option in found.options["unit"]][:2] == ["路灯所", "灯具队"]
    assert found.best("limit").value == "3工作日"


# by keys


async def test_each_part_has_its_line_and_its_reason_and_enter_takes_them(practised: Office, clerk: Actor) -> None:
    register(practised, clerk, "弄堂里灯杆歪了，请来看")
    async with console(practised, (100, 30)) as (pilot, shown):
        await pilot.press("f6")
        text = await shown()
        lines = [line.strip("│ ") for line in text.splitlines()]
        assert any(line.startswith("类别 市容环境 / 灯杆") and "依据：" in line for line in lines)
        assert any(line.startswith("单位 灯具队") and "依据：" in line for line in lines)
        await pilot.press("enter")
        await shown()
    (event,) = practised.queries.each(parse("弄堂里灯杆", practised.catalogue.fields()))
    assert (event.text("subcategory"), event.text("unit"), event.state) == ("灯杆", "灯具队", State.DISPATCHED)


@pytest.mark.parametrize("text", ["我想问一下这个怎么办", "金桂苑的樱花开了，我的朋友来看"])
async def test_without_evidence_enter_asks_and_dispatches_nothing(practised: Office, clerk: Actor, text: str) -> None:
    card = register(practised, clerk, text)
    async with console(practised, (100, 30)) as (pilot, shown):
        await pilot.press("f6")
        assert "单位 —" in await shown()
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.query(Input))
    assert practised.queries.event(card.no).state is State.REPORTED


async def test_the_row_of_the_list_is_taken_with_enter_where_only_the_place_is_known(practised: Office, clerk: Actor) -> None:
    for sign in "甲乙丙丁戊己":
        made = register(practised, clerk, f"金桂苑门口犬只吠叫{sign}")
        practised.ledger.act(made.no, ONE_KEY_DISPATCH, clerk, {"category": "市容环境", "subcategory": "犬只", "unit": "养犬办"})
    learned(practised)
    card = register(practised, clerk, "金桂苑门口路面有一个大坑")
    async with console(practised, (100, 30)) as (pilot, shown):
        await pilot.press("f6")
        text = await shown()
        assert "单位 市政养护所　依据：文中有“路面”" in text
        assert "桂苑”" not in text
        await pilot.press("enter")
        await shown()
    assert practised.queries.event(card.no).text("unit") == "市政养护所"


async def test_a_digit_offers_the_ranked_ones_first_and_initials_find_the_rest(practised: Office, clerk: Actor) -> None:
    register(practised, clerk, "弄堂里灯杆歪了，请来看")
    async with console(practised, (100, 30)) as (pilot, shown):
        await pilot.press("f6")
        await shown()
        await pilot.press("2")
        await until(pilot, lambda: "1 灯具队" in screen_text(pilot.app))
        await pilot.press(*"ldjc")
        await until(pilot, lambda: "劳动监察中队" in screen_text(pilot.app) and "灯具队\n" not in screen_text(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: "单位 劳动监察中队　依据：已改" in screen_text(pilot.app))


@pytest.fixture
def versed(office: Office, clerk: Actor) -> Office:
    """An office that has sent seven kinds of matters to a unit each, eight times; of 噪音扰民 the list that came with the program says another unit."""
    for n, (words, kind) in enumerate(KINDS.items()):
        made = [register(office, clerk, f"{words}{sign}") for sign in "东南西北上下前后"]
        given = {"category": "市容环境", "subcategory": kind, "unit": f"第{n}队"}
        office.ledger.act_many([each.no for each in made], ONE_KEY_DISPATCH, clerk, given)
    learned(office)
    return office


KINDS = {"灯杆歪": "灯杆", "狗叫": "犬只", "水管裂": "水管", "砖块松": "铺装", "树枝断": "树木", "墙皮掉": "墙面", "喇叭响": "噪音扰民"}


async def picked(pilot, shown, digit: str, letters: str) -> str:
    await pilot.press(digit)
    await until(pilot, lambda: pilot.app.screen.query(Input))
    await pilot.press(*letters, "enter")
    await until(pilot, lambda: not pilot.app.screen.query(Input))
    return await shown()


async def test_a_list_holds_everything_that_was_decided_before(versed: Office, clerk: Actor) -> None:
    card = register(versed, clerk, "灯杆歪了")
    proposed = {option.value for options in proposal(card, versed).options.values() for option in options}
    at, kind = next((at, kind) for at, kind in enumerate(KINDS.values()) if not proposed & {f"市容环境 / {kind}", f"第{at}队"})
    async with console(versed) as (pilot, shown):
        await pilot.press("f6")
        assert "单位 第0队" in await shown()
        assert f"类别 市容环境 / {kind}　依据：已改" in await picked(pilot, shown, "1", kind)
        assert f"单位 第{at}队　依据：已改" in await picked(pilot, shown, "2", f"第{at}")


async def test_the_shipped_list_does_not_outvote_the_office(versed: Office, clerk: Actor) -> None:
    register(versed, clerk, "喇叭响")
    async with console(versed) as (pilot, shown):
        await pilot.press("f6")
        assert "类别 市容环境 / 噪音扰民" in await shown()
        text = await picked(pilot, shown, "1", "zyrm")
        assert "类别 市容环境 / 噪音扰民　依据：已改" in text
        assert "单位 第6队" in text


async def test_the_clock_goes_before_arrival(office: Office, clerk: Actor) -> None:
    register(office, clerk, "先来的路灯不亮")
    register(office, clerk, "后来的楼上漏水", due_at="2026-11-23 12:00")
    async with console(office) as (pilot, shown):
        await pilot.press("f6")
        assert "后来的楼上漏水" in await shown()
        await pilot.press("space")
        assert "先来的路灯不亮" in await shown()


async def test_a_card_that_another_sitting_has_is_passed_over_and_named(office: Office, clerk: Actor) -> None:
    first, _second = register(office, clerk, "先来的路灯不亮"), register(office, clerk, "后来的楼上漏水")
    office.claims.claim(first.id, "another", "小李", office.clock())
    async with console(office) as (pilot, shown):
        await pilot.press("f6")
        text = await shown()
        assert "后来的楼上漏水" in text
        assert "小李" in text
        assert office.queries.event(first.no).state is State.REPORTED


async def test_what_was_skipped_stays_skipped_after_leaving_and_comes_back_by_a_key(office: Office, clerk: Actor) -> None:
    register(office, clerk, "先来的路灯不亮")
    register(office, clerk, "后来的楼上漏水")
    async with console(office) as (pilot, shown):
        await pilot.press("f6", "space")
        assert "后来的楼上漏水" in await shown()
        await pilot.press("escape")
        await shown()
        await pilot.press("f6")
        text = await shown()
        assert "后来的楼上漏水" in text
        assert "跳过 1 件" in text
        await pilot.press("f12")
        assert "先来的路灯不亮" in await shown()


async def test_the_end_says_what_the_sitting_was(office: Office, clerk: Actor) -> None:
    skipped = register(office, clerk, "先来的路灯不亮")
    register(office, clerk, "后来的楼上漏水")
    async with console(office) as (pilot, shown):
        await pilot.press("f6", "space")
        await shown()
        await pilot.press("enter")
        text = await shown()
        assert "本次办了 1 件" in text
        assert "平均每件 1.0 键" in text
        assert f"跳过 1 件：{skipped.no}" in text
        await pilot.press("ctrl+z")
        assert "本次办了" not in await shown()


@pytest.mark.parametrize("leave", ["escape", "q"])
async def test_leaving_before_the_end_says_what_the_sitting_was(office: Office, clerk: Actor, leave: str) -> None:
    for text in ("路灯不亮", "楼上漏水", "井盖破损"):
        register(office, clerk, text)
    async with console(office) as (pilot, shown):
        await pilot.press("f6", leave)
        assert "本次办了" not in await shown()
        await pilot.press("f6")
        await shown()
        await pilot.press("enter")
        await shown()
        await pilot.press(leave)
        assert "本次办了 1 件" in await shown()
        assert pilot.app.screen.SCOPE == "desk"


async def test_typing_in_a_list_counts_as_keys(office: Office, clerk: Actor) -> None:
    register(office, clerk, "路灯不亮")
    async with console(office) as (pilot, shown):
        await pilot.press("f6")
        await shown()
        await pilot.press("2")
        await until(pilot, lambda: pilot.app.screen.query(Input))
        await pilot.press(*"szy", "enter")
        await until(pilot, lambda: "已改" in screen_text(pilot.app))
        await pilot.press("enter")
        assert "平均每件 6.0 键" in await shown()


# the sitting and the claims themselves


def test_a_sitting_measures_from_when_a_card_is_shown():
    now = [100.0]
    sitting = Sitting(clock=lambda: now[0])
    for card, seconds, keys in ((1, 4.0, 1), (2, 10.0, 3), (3, 6.0, 2)):
        sitting.showing(card, 50)
        now[0] += seconds
        sitting.showing(card, 51)
        sitting.decide(50 + keys)
    assert (sitting.seconds, sitting.keys, sitting.done) == ([4.0, 10.0, 6.0], [1, 3, 2], 3)
    assert sitting.summary() == ["本次办了 3 件，每件用时中位数 6 秒，平均每件 2.0 键。"]
    sitting.take_back()
    assert sitting.done == 2
    assert Sitting().summary() == []


def test_a_claim_lapses_is_moved_on_and_can_be_released(tmp_path):
    claims = Claims(tmp_path, 10)
    assert claims.claim(1, "a", "甲", AT) == ""
    assert claims.claim(1, "a", "甲", AT) == ""
    assert claims.claim(1, "b", "乙", AT + timedelta(minutes=9)) == "甲"
    assert claims.claim(1, "b", "乙", AT + timedelta(minutes=11)) == ""
    assert claims.claim(2, "b", "乙", AT + timedelta(minutes=11)) == ""
    assert claims.claim(1, "a", "甲", AT + timedelta(minutes=11)) == ""
    claims.release("a")
    assert claims.claim(1, "b", "乙", AT + timedelta(minutes=11)) == ""


def test_an_office_without_claims_writes_no_file(tmp_path):
    claims = Claims(tmp_path, 0)
    assert claims.claim(1, "a", "甲", AT) == claims.claim(1, "b", "乙", AT) == ""
    assert not (tmp_path / NAME).exists()


def test_a_damaged_file_of_claims_claims_nothing(tmp_path):
    (tmp_path / NAME).write_bytes(b"no database at all, and long enough to be looked at")
    assert Claims(tmp_path, 10).claim(1, "a", "甲", AT) == ""


def test_a_claim_is_no_step(office: Office, clerk: Actor) -> None:
    made = register(office, clerk, "路灯不亮")
    office.claims.claim(made.id, "a", "甲", office.clock())
    assert [step.action for step in office.queries.steps(made)] == [Action.REGISTER]
