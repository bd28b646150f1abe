"""Likeness: what makes two tellings look like one matter, said in words; found by keys, bounded, and measured on real events."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.office import LEDGER, Office
from db import alike as db_alike
from tests.ledger_tools import at, bring, everything, planned, register, statements
from wangge.actor import Actor
from wangge.alike import LIKELY, Telling, house_numbers, likeness, named_phone
from wangge.lifecycle import Action

NINE = at("2026-11-20 09:00")
LEAK = "宝善路143弄3号楼上住户马桶渗漏，影响楼下生活"


def telling(text=LEAK, when=NINE, **more):
    return Telling(text, when, **more)


def reasons(one, other):
    found = likeness(one, other)
    return [str(reason) for reason in found.reasons] if found else None


def test_the_same_caller_with_the_same_words_is_likely_and_says_why():
    one = telling(caller=7, subcategory="邻里纠纷")
    other = telling("宝善路143弄3号楼上马桶渗漏，再次来电", at("2026-11-20 09:42"), caller=7, subcategory="邻里纠纷")
    assert likeness(one, other).likely
    assert reasons(one, other)[0] == "同一反映人电话"
    assert {"同一门牌“宝善路143弄3号”", "同一类“邻里纠纷”", "相隔 42 分钟"} <= set(reasons(one, other))


def test_the_same_form_of_words_from_two_callers_is_not_likely():
    said = "劳资纠纷。请劳动部门对接当事人，及时予以调解、仲裁、处理。"
    found = likeness(telling(said, phone=1, subcategory="劳动人事"), telling(said, phone=2, subcategory="劳动人事"))
    assert not found.likely
    assert "电话不同" in map(str, found.reasons)


def test_the_same_caller_with_another_matter_is_shown_and_not_likely():
    found = likeness(telling("老板拖欠三个月工资不给结算", caller=7), telling("小区里有人高空抛物砸坏车子", caller=7))
    assert not found.likely


def test_what_happens_again_after_more_than_a_month_is_no_duplicate():
    assert likeness(telling(caller=7), telling(when=at("2026-12-21 09:00"), caller=7)) is None


def test_kind_and_time_alone_are_nothing():
    assert likeness(telling("路灯不亮", subcategory="设施"), telling("井盖松动", subcategory="设施")).points < 40


@given(st.text(alphabet="楼上漏水马桶渗路143弄3号，138****5678#", max_size=60), st.text(alphabet="楼上漏水马桶渗路143弄3号，", max_size=60))
def test_likeness_is_the_same_both_ways_and_most_with_itself(one, other):
    first, second = telling(one), telling(other)
    assert likeness(first, second) == likeness(second, first)
    assert likeness(first, first).points >= likeness(first, second).points


@pytest.mark.parametrize(
    ("text", "phone"), [("电话138****5678", "138****5678"), ("联系13812345678。", "138****5678"), ("单号1381234567890", ""), ("", "")]
)
def test_the_phone_that_a_text_names_is_compared_as_masked(text, phone):
    assert named_phone(text) == phone


def test_house_numbers_are_read_out_of_a_text():
    assert house_numbers("宝善路143弄3号门口，联丰路655号") == ("宝善路143弄3号", "联丰路655号")


def marks(office, event):
    return {mark.event.no: mark for mark in office.queries.alike(office.queries.event(event.no))}


def test_an_event_is_marked_by_caller_phone_in_the_text_words_and_place(office):
    first = register(office, text=LEAK, caller_phone="13812345678", place="宝善路143弄3号")
    other = register(office, text="路边井盖松动，行人容易绊倒")
    caller = register(office, text="楼上马桶一直渗漏没人管", caller_phone="13812345678")
    named = register(office, text=f"{LEAK}，电话13911112222")
    again = register(office, text=f"催促：{LEAK}，联系139****2222")
    found = marks(office, again)
    assert found.keys() >= {first.no, named.no}
    assert other.no not in found
    assert found[named.no].likeness.likely
    assert caller.no in marks(office, first)


def test_what_is_about_to_be_registered_is_compared_by_its_whole_number_and_shows_no_number(office):
    first = register(office, text=LEAK, caller_phone="13812345678")
    (mark,) = office.queries.alike_to({"text": "楼上马桶渗漏，又来电话催", "caller_phone": "13812345678"})
    assert mark.event.no == first.no
    assert "13812345678" not in repr(mark)
    assert office.queries.alike_to({"text": "小区里有人高空抛物", "caller_phone": "13899999999"}) == ()


def test_what_was_taken_back_is_no_mark_and_a_merged_order_leads_to_its_matter(office):
    first = register(office, text=LEAK)
    second = register(office, text=LEAK)
    third = register(office, text=LEAK)
    office.ledger.act(second.no, Action.MERGE, office.actor(), {"into": first.no})
    assert {mark.master for mark in office.queries.alike(third)} == {first.no}
    office.ledger.undo(f"S{third.version}", office.actor())
    assert third.no not in marks(office, first)


def test_a_virtual_community_is_no_place(office):
    virtual = next(iter(office.settings.values["community_virtual"]))
    first = register(office, text="老板拖欠三个月工资", community=virtual)
    found = office.queries.alike_to({"text": "老板拖欠三个月工资，催", "community": virtual})
    assert not [reason for mark in found for reason in mark.likeness.reasons if "社区" in str(reason)]
    assert [mark.event.no for mark in found] == [first.no]


def test_words_are_found_in_the_index_and_before_the_index_has_them(office):
    bring(office, [planned(1, text="沿河步道护栏被撞断，有人险些落水", reported_at=NINE)])
    sought = {"text": "沿河步道护栏被撞断，有行人险些落水，请处理"}
    before = office.queries.alike_to(sought)
    while office.ledger.index_pending():
        pass
    assert [mark.event["external_no"] for mark in office.queries.alike_to(sought)] == ["GD00001"]
    assert [mark.event.no for mark in before] == [mark.event.no for mark in office.queries.alike_to(sought)]


def test_how_many_are_compared_does_not_grow_with_the_ledger(office, monkeypatch):
    monkeypatch.setattr(db_alike, "EACH", 5)
    monkeypatch.setattr(db_alike, "NEIGHBOURS", 5)
    monkeypatch.setattr(db_alike, "RARE", 5)
    bring(office, [planned(number, text=LEAK, community="宝善社区", place="宝善路143弄3号") for number in range(200)])
    while office.ledger.index_pending():
        pass
    likes = office.queries._likes
    sought = likes.given({"text": LEAK, "community": "宝善社区", "place": "宝善路143弄3号"}, office.now())
    assert len(likes.others(sought)) <= 60
    with statements(office) as asked:
        office.queries.alike_to({"text": LEAK, "community": "宝善社区", "place": "宝善路143弄3号"})
    assert len(asked) < 60


def test_a_ledger_from_before_the_marks_gets_their_keys_when_it_is_opened(office):
    named = register(office, text=f"{LEAK}，电话13911112222")
    folder = office.folder
    office.close()
    with closing(sqlite3.connect(folder / LEDGER, isolation_level=None)) as hand:
        for index in ("events_phone", "events_place", "events_merged_into", "events_whistled", "events_incident"):
            hand.execute(f"DROP INDEX {index}")
        for column in ("phone_key", "whistled", "incident"):
            hand.execute(f"ALTER TABLE events DROP COLUMN {column}")
        hand.execute("DELETE FROM migrations WHERE name >= '0004'")
        hand.execute("PRAGMA user_version = 3")
    again = Office.open(folder, office.clock)
    assert again.ledger.verify().ok
    assert [mark.event.no for mark in again.queries.alike_to({"text": "一直渗漏没人管，139****2222"})] == [named.no]
    again.close()


@pytest.mark.long
@pytest.mark.needs("data")
def test_on_real_events_nearly_every_pair_of_the_list_is_marked(office, data):
    folder = data / "haishu-grid"
    plan = office.planner.plan(folder / "海曙区事件-11镇街.csv", office.clock(), take_all=True)
    office.ledger.commit_import(plan, Actor("小王"))
    while office.ledger.index_pending(5_000):
        pass
    with (folder / "重复对.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = [(frozenset((row["事件编号A"], row["事件编号B"])), row["标签_派生"]) for row in csv.DictReader(file)]
    same, known = {pair for pair, kind in listed if kind == "dup"}, {pair for pair, _ in listed}
    found = set()
    for event in everything(office):
        for mark in office.queries.alike(event, most=12):
            if mark.likeness.points >= LIKELY:
                found.add(frozenset((event["external_no"], mark.event["external_no"])))
    recall, precision, wide = len(found & same) / len(same), len(found & same) / len(found), len(found & known) / len(found)
    assert (recall > 0.97, precision > 0.65, wide > 0.78) == (True, True, True), (recall, precision, wide)
