"""The query language: what a line means, and the character at which it is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wangge.errors import WanggeError
from wangge.field import Field
from wangge.fields import EVENT_FIELDS
from wangge.query import ALIASES, EVERYTHING, And, Filter, Literal, Not, Or, Range, Word, parse


def read(line):
    return parse(line, EVENT_FIELDS).terms


def outcome(line):
    try:
        return read(line)
    except WanggeError as error:
        return error


def wrong(line, code, at):
    with pytest.raises(WanggeError) as caught:
        read(line)
    assert (caught.value.code, caught.value.params["at"]) == (code, at)
    return str(caught.value)


def test_an_empty_line_is_everything():
    assert parse("", EVENT_FIELDS) == parse(" \u3000 ", EVENT_FIELDS) == EVERYTHING == And()


def test_bare_words_are_text_and_all_must_be_there():
    assert read("噪音 施工") == (Word("噪音", 0), Word("施工", 3))


def test_a_field_is_named_by_label_by_name_or_by_a_synonym():
    for name in ("社区", "community", "村社名称"):
        ((found,),) = (read(f"{name}:东"),)
        assert found == Filter("community", name, (Literal("东", len(name) + 1),), 0)


@pytest.mark.parametrize(("short", "name"), ALIASES.items())
def test_every_short_name_means_its_field(short, name):
    (found,) = read(f"{short}:1")
    assert found.name == name


def test_a_departments_field_can_be_asked_for():
    (found,) = parse("争议事项:劳动报酬", (*EVENT_FIELDS, Field("labour_matter", "争议事项"))).terms
    assert found.name == "labour_matter"


def test_the_fields_own_name_goes_before_another_ones_synonym():
    (found,) = parse("来源:1", (*EVENT_FIELDS, Field("mine", "我的", synonyms=("来源",)))).terms
    assert found.name == "source"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("社区：东", "社区:东"),
        ("来源:12345｜网格员", "来源:12345|网格员"),
        ("－噪音", "-噪音"),
        ("催办＞2", "催办>2"),
        ("催办次数：＜2", "催办次数:<2"),
        ("噪音　施工", "噪音 施工"),
        ("“噪音 施工”", '"噪音 施工"'),
    ],
)
def test_full_width_signs_of_the_input_method_are_their_twins(typed, meant):
    assert read(typed) == read(meant)


def test_a_minus_excludes_a_word_a_phrase_or_a_filter():
    assert read("-噪音") == (Not(Word("噪音", 1)),)
    assert read('-"噪音 施工"') == (Not(Word("噪音 施工", 1)),)
    assert read("-社区:东") == (Not(Filter("community", "社区", (Literal("东", 4),), 1)),)


def test_a_minus_inside_or_alone_is_text():
    assert read("3-2") == (Word("3-2", 0),)
    assert read("-") == (Word("-", 0),)


def test_values_of_one_field_joined_by_a_bar_are_alternatives():
    (found,) = read("来源:12345|网格员")
    assert found.values == (Literal("12345", 3), Literal("网格员", 9))


def test_words_joined_by_a_bar_are_alternatives_with_blanks_or_without():
    assert read("噪音|油烟") == (Or((Word("噪音", 0), Word("油烟", 3))),)
    assert read("噪音 | 油烟 | 社区:东") == (Or((Word("噪音", 0), Word("油烟", 5), Filter("community", "社区", (Literal("东", 13),), 10))),)


def test_a_bar_binds_its_neighbours_only():
    first, choice, last = read("甲 乙 | 丙 丁")
    assert (first, last) == (Word("甲", 0), Word("丁", 8))
    assert choice == Or((Word("乙", 2), Word("丙", 6)))


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("2026-10-01..2026-10-31", "2026-10-01", "2026-10-31"),
        ("..2026-10", "", "2026-10"),
        ("2026-10..", "2026-10", ""),
        (">2026-10", "2026-10", ""),
        (">=2026-10", "2026-10", ""),
        ("<2026-10", "", "2026-10"),
        ("<=2026-10", "", "2026-10"),
    ],
)
def test_a_range_has_two_ends_or_one(value, low, high):
    (found,) = read(f"上报:{value}")
    assert found.values == (Range(low, high, 3, strict=value in {">2026-10", "<2026-10"}),)


def test_quotes_keep_blanks_and_signs_together():
    assert read('"社区:东 |"') == (Word("社区:东 |", 0),)
    assert read('社区:"东 园"') == (Filter("community", "社区", (Literal("东 园", 3),), 0),)


@pytest.mark.parametrize("kept", ["：｜－＞＜　", "“甲”：乙", "a|b", ">3", "1..2", "-x", "空 格", "＝．"])
def test_what_stands_in_quotes_is_kept_to_the_letter(kept):
    assert read(f'"{kept}"') == (Word(kept, 0),)
    assert read(f'-"{kept}"') == (Not(Word(kept, 1)),)
    assert read(f'社区:"{kept}"') == (Filter("community", "社区", (Literal(kept, 3),), 0),)


def test_a_bar_between_quotes_joins_and_places_count_the_quotes():
    assert read('"噪 音"|油烟') == (Or((Word("噪 音", 0), Word("油烟", 6))),)
    assert read('社区:"a|b"|"c"|东') == (Filter("community", "社区", (Literal("a|b", 3), Literal("c", 9), Literal("东", 13)), 0),)
    assert read('上报:"2026-10"..“2026-11”') == (Filter("reported_at", "上报", (Range("2026-10", "2026-11", 3),), 0),)


def test_only_the_first_colon_parts_name_and_value():
    (found,) = read("上报:09:30")
    assert found.values == (Literal("09:30", 3),)
    assert read(":东") == (Word(":东", 0),)


@pytest.mark.parametrize(
    ("line", "code", "at"),
    [
        ("来访 小区:东", "query_name", 4),
        ("-小区:东", "query_name", 2),
        ("噪音 社区:", "query_syntax", 7),
        ('噪音 "施工', "query_syntax", 4),
        ('社区:"东', "query_syntax", 4),
        ("| 噪音", "query_syntax", 1),
        ("噪音 | | 油烟", "query_syntax", 6),
        ("噪音 |", "query_syntax", 4),
        ("噪音 ||", "query_syntax", 4),
        ("来源:12345|", "query_syntax", 10),
        ("来源:|12345", "query_syntax", 4),
        ("来源:12345||网格员", "query_syntax", 10),
        ("上报:..", "query_syntax", 4),
        ("上报:>", "query_syntax", 4),
        ("催办次数:1|<", "query_syntax", 8),
        ('社区:"东 园"|', "query_syntax", 10),
        ('社区:""|东', "query_syntax", 4),
    ],
)
def test_an_error_points_at_the_character(line, code, at):
    assert f"第{at}个字" in wrong(line, code, at)


def test_an_unknown_name_is_told_which_names_there_are():
    assert "时限" in wrong("小区:东", "query_name", 1)


pieces = st.sampled_from(
    [*'|-:"<>. ：｜－＞＜　“”', "..", "社区", "来源", "时限", "上报", "小区", "空", "东", "12345", "2026-10", "噪音", "a", "\n", "\u0301"]
)
lines = st.lists(pieces, max_size=14).map("".join) | st.text(max_size=20)


@settings(deadline=None, max_examples=400)
@given(lines)
def test_no_line_breaks_the_parser(line):
    found = outcome(line)
    if isinstance(found, WanggeError):
        assert found.code in {"query_name", "query_syntax"}
        assert 1 <= found.params["at"] <= len(line) + 1
        assert str(found)
    else:
        assert all(isinstance(term, Word | Filter | Not | Or) for term in found)


@settings(deadline=None)
@given(st.lists(st.text("甲乙丙丁ab12", min_size=1, max_size=4), min_size=1, max_size=4))
def test_plain_words_come_back_as_they_were_typed(words):
    line = " ".join(words)
    assert [term.text for term in read(line)] == words
    assert [line[term.at :][: len(term.text)] for term in read(line)] == words
