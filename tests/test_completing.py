"""Completing: what may stand where the cursor is in a query line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangge.choosing import found
from wangge.completing import as_value, completed, known_values, offers, sought
from wangge.errors import WanggeError
from wangge.fields import BY_NAME, EVENT_FIELDS
from wangge.lifecycle import State
from wangge.pinyin import Reading, sort_key, spells
from wangge.query import COMMON, Filter, parse

VALUES = {"unit": ("劳动监察中队", "司法所"), "community": ("东街社区", "西街 社区"), "street": (), "subcategory": ("劳动关系",)}


def offered(line, at=None):
    what = sought(line, len(line) if at is None else at, EVENT_FIELDS)
    return () if what is None else offers(what, EVENT_FIELDS, VALUES)


def test_an_empty_line_offers_the_usual_terms():
    assert offered("") == offered("漏水 ") == tuple(f"{label}:" for label in COMMON)


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("社", "社区:"),
        ("sq", "社区:"),
        ("-社", "社区:"),
        ("漏水 状", "状态:"),
        ("单位:司", "司法所"),
        ("单位：ldjc", "劳动监察中队"),
        ("社区:东街社区|xj", '"西街 社区"'),
        ("-社区:西", '"西街 社区"'),
        ("社区:", "东街社区"),
    ],
)
def test_what_begins_with_the_part_or_is_spelled_so_is_offered_first(line, first):
    assert offered(line)[0] == first


def test_names_that_people_know_are_offered_without_their_term():
    assert {"承办单位:劳动监察中队", "二级分类:劳动关系"} <= set(offered("ld"))


@pytest.mark.parametrize("line", ['"社', '社区:"东', "天气:晴", "没有这一项:"])
def test_nothing_is_offered_inside_quotes_or_for_a_term_that_is_none(line):
    assert offered(line) == ()


def test_an_offer_takes_the_place_of_the_part_before_the_cursor():
    line = "漏水 社区:东 状态:处置中"
    what = sought(line, line.index(" 状态"), EVENT_FIELDS)
    assert completed(line, what, "东街社区") == ("漏水 社区:东街社区 状态:处置中", len("漏水 社区:东街社区"))


@given(st.sampled_from([" ", "", "|", ":", "..", ">", "-", "“"]), st.text("甲乙 |:.-<>丙", min_size=1, max_size=6))
def test_a_value_that_is_put_in_means_itself(sign, text):
    value = f"甲{sign}{text}".strip()
    try:
        (term,) = parse(f"社区:{as_value(value)}", EVENT_FIELDS).terms
    except WanggeError:
        assert "“" in value
        return
    assert isinstance(term, Filter)
    assert [each.text for each in term.values] == [value]


@given(st.text(max_size=30), st.integers(0, 30))
def test_any_line_can_be_completed_anywhere(line, at):
    at = min(at, len(line))
    what = sought(line, at, EVENT_FIELDS)
    for offer in offers(what, EVENT_FIELDS, VALUES) if what else ():
        whole, place = completed(line, what, offer)
        assert whole[:place].endswith(offer)
        assert whole[place:] == line[at:]


def test_states_and_days_are_known_without_the_ledger_and_units_are_not():
    assert known_values("state", BY_NAME) == tuple(State)
    assert "本月" in known_values("reported_at", BY_NAME)
    assert known_values("unit", BY_NAME) is None
    assert "签收超期" in known_values("时限", BY_NAME, ["签收"])


def test_a_part_is_looked_for_at_the_beginning_then_inside_then_by_pinyin():
    assert found("街", ("东街", "街道", "jie")) == [(2, "街道"), (1, "东街")]
    assert found("dj", ("东街", "djx")) == [(2, "djx"), (1, "东街")]


def test_a_number_means_the_choice_that_has_it_only_where_choices_are_numbered():
    choices = ("3号楼", "东街", "第2小区")
    assert found("2", choices) == [(2, "东街"), (3, "第2小区")]
    assert found("2", choices, numbered=False) == [(3, "第2小区")]


def test_letters_spell_a_name_by_initials_or_in_full():
    assert spells("LDJC", "劳动监察中队")
    assert spells("laodong", "劳动监察中队")
    assert not spells("ldjc", "劳动监察中队", whole=True)
    assert spells("sfs", "司法所", whole=True)
    assert spells("fs", "司法所")
    assert not spells("fs", "司法所", whole=True)
    assert not spells("ss", "司法所")


@pytest.mark.parametrize(
    ("listed", "reading"),
    [
        (("安居社区", "暗河社区", "北门社区"), Reading.NAME),
        (("潮阳社区", "重庆路社区", "东街社区", "朝阳社区"), Reading.NAME),
        (("2号楼", "10号楼", "第2网格", "第10网格"), Reading.NAME),
        (("解放社区", "谢家社区"), Reading.NAME),
        (("仇二", "邱一", "解二", "谢一", "曾三"), Reading.PERSON),
        (("噪音1号", "噪音9号", "噪音12号", "噪音扰民"), Reading.TEXT),
        (("李丽", "李莉", "李丽君"), Reading.NAME),
    ],
)
def test_texts_are_sorted_as_they_are_read(listed, reading):
    upside_down = listed[::-1]
    assert sorted(upside_down, key=lambda text: sort_key(text, reading)) == list(listed)
