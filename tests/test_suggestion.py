"""What is proposed for an event: each part with its reason, in the order of trust, and never more than is known."""

from __future__ import annotations

import csv
import os
from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from console.suggesting import communities
from tests.ledger_tools import register
from wangge import pinyin
from wangge.directory import Place
from wangge.duty import DEFAULT_DUTIES, Duty, suggest
from wangge.errors import Phrase
from wangge.habits import LEAST, MANNERS, RARITY, Decision, Guess, Study, bag, decision, guesses, words_of
from wangge.linear import Linear, scores, telling
from wangge.records import Event
from wangge.segmenting import matter_words
from wangge.suggestion import LIMIT, MATTER, PLACE, TIER, UNIT, Known, propose
from wangge.traits import grams, heading, roads, signs, tags

LAMP = Duty("路灯", "市容环境", "市政养护所", ("路灯", "不亮"), "3工作日", ("供电所",), "镇街")
NOISE = Duty("噪音", "市容环境", "综合执法中队", ("噪音", "不亮"))


def event(**values):
    return Event(1, 1, {"state": "待受理", "no": "WG1", **values})


def habits_of(*guesses):
    """Guesses by part, each with the words that speak for it; all words are known from the past."""
    heard = tuple(word for _part, found in guesses for _label, words in found for word in words)
    return {part: [Guess(label, 1.0, words, heard) for label, words in found] for part, found in guesses}


# what is looked at of a telling


def test_grams_go_over_no_number_and_no_space():
    found = grams("漏水 12345678 楼上")
    assert {"漏", "漏水", "楼上"} <= found.keys()
    assert not any(any(sign.isdigit() for sign in gram) for gram in found)
    assert "水楼" not in found


def test_a_phone_its_mask_and_the_name_fields_are_no_traits():
    values = {"text": "联系电话:138****1234，请回电", "caller": "张三丰", "caller_phone": "13812345678"}
    looked_at = "".join(grams(values["text"]).keys() | signs(values))
    assert "138" not in looked_at
    assert "1234" not in looked_at
    assert "张三丰" not in looked_at


def test_tags_and_roads_are_read_from_the_text():
    assert tags("#非警务#消费问题#电话") == ("非警务", "消费问题")
    assert (heading("#非警务#消费问题#电话"), heading("没有标签")) == ("消费问题", "")
    assert roads("在人民路和阳光花园门口") == ("在人民路", "和阳光花园") or "人民路" in "".join(roads("在人民路和阳光花园门口"))


@given(st.text())
def test_any_text_has_traits_and_they_are_short(text):
    assert all(0 < len(gram) <= 3 for gram in grams(text))
    assert all(sign[0] in "@#" for sign in signs({"text": text, "street": text}))


# the model


def test_what_is_learned_is_told_apart():
    model = Linear(1.0)
    for _ in range(5):
        model.learn({"灯": 1.0, "坏": 1.0}, "路灯")
        model.learn({"狗": 1.0, "叫": 1.0}, "邻里")
    weights = dict(model.averaged())
    found = scores({"灯": 1.0}, weights)
    assert found["路灯"] > 0 > found["邻里"]
    assert telling(["灯", "狗", "路"], weights, "路灯", 3) == ("灯",)


@given(st.lists(st.tuples(st.dictionaries(st.sampled_from("甲乙丙丁"), st.floats(0.1, 1.0)), st.sampled_from("一二三")), max_size=20))
def test_a_model_only_knows_labels_that_it_was_told(examples):
    model = Linear(0.5)
    for words, label in examples:
        model.learn(words, label)
    told = {label for _, label in examples}
    assert all(told >= weights.keys() for _word, weights in model.averaged())


def studied(decisions):
    study = Study(decisions)
    for _ in study.steps():
        pass
    return study.weights()


LAMPS = [
    decision({"text": f"路灯不亮{sign}", "category": "市容环境", "subcategory": "路灯", "unit": "市政养护所"}) for sign in "东南西北上"
]
DOGS = [decision({"text": f"邻居的狗叫{sign}", "category": "矛盾纠纷", "subcategory": "邻里", "unit": "司法所"}) for sign in "东南西北上"]


def test_habits_say_what_was_decided_of_the_like_before():
    weights = studied((LAMPS + DOGS) * 4)
    best = guesses("unit", {"text": "路灯又不亮了"}, weights["unit"])[0]
    assert best.label == "市政养护所"
    assert any("灯" in word for word in best.words)
    assert guesses("matter", {"text": "狗半夜叫"}, weights["matter"])[0].label == "矛盾纠纷\t邻里"


def plainly(values):
    """The words of an event as a model sees them that has met them all equally often."""
    return bag("matter", values, dict.fromkeys(words_of("matter", values), 1.0))


def test_a_long_text_weighs_no_more_than_a_short_one():
    for text in ("灯坏", "路灯坏了三天，报修过两次，至今没有人来看过，老人晚上出门要摔跤。" * 3):
        assert sum(value * value for value in plainly({"text": text}).values()) == pytest.approx(1)


def test_a_word_weighs_the_more_the_oftener_it_is_told_and_the_rarer_it_is():
    often = plainly({"text": "狗 狗 狗 灯"})
    assert often["灯"] < often["狗"] < 3 * often["灯"]
    rare = bag("matter", {"text": "狗灯"}, {"狗": 3.0, "灯": 1.0})
    assert rare["狗"] == pytest.approx(3 * rare["灯"])


def test_a_title_is_looked_at_beside_the_text_and_a_word_again_under_its_tag():
    assert plainly({"title": "狗", "text": "狗灯"})["狗"] > plainly({"text": "狗灯"})["狗"]
    under = plainly({"text": "退押金 #非警务#租赁问题#"})
    assert 0 < under["#租赁问题#押金"] < under["押金"]


def test_the_rarity_of_a_word_is_no_label():
    weights = studied((LAMPS + DOGS) * 4)["matter"]
    assert all(found[RARITY] >= 1 for found in weights.values())
    assert weights["东"][RARITY] > weights["灯"][RARITY]
    assert RARITY not in {guess.label for guess in guesses("matter", {"text": "路灯"}, weights, 20)}


def test_a_few_decisions_are_no_habit():
    few = (LAMPS + DOGS)[: LEAST - 1]
    assert not any(studied(few).values())


def test_the_same_decisions_give_the_same_habits():
    assert studied((LAMPS + DOGS) * 4) == studied((LAMPS + DOGS) * 4)


def test_the_place_is_known_by_the_roads_that_events_named():
    here = [
        decision({"text": f"人民路漏水{n}", "street": "东街", "community": "老街社区", "grid": "一格", "category": "甲"}) for n in range(40)
    ]
    assert guesses("place", {"text": "人民路井盖坏了"}, studied(here)["place"])[0].label == "东街\t老街社区\t一格"


# the suggestion


def test_the_offices_own_list_goes_before_its_habits_and_they_before_the_shipped_list():
    habits = habits_of(("matter", [("矛盾纠纷\t邻里", ("楼上", "路灯", "不亮"))]), ("unit", [("司法所", ("楼上",))]))
    card = event(text="楼上路灯不亮")
    own = propose(card, Known((LAMP, NOISE), own=True, habits=habits))
    assert [option.value for option in own.options[MATTER]] == ["市容环境 / 路灯", "市容环境 / 噪音", "矛盾纠纷 / 邻里"]
    assert [option.value for option in own.options[UNIT]] == ["市政养护所", "司法所", "供电所"]
    shipped = propose(card, Known((LAMP, NOISE), habits=habits))
    assert shipped.best(MATTER).value == "矛盾纠纷 / 邻里"
    assert shipped.best(UNIT).value == "司法所"
    assert shipped.duty is None


def test_a_row_brings_its_limit_and_tier_and_every_part_says_why():
    found = propose(event(text="路灯不亮"), Known((LAMP,), own=True))
    assert (found.best(LIMIT).value, found.best(TIER).value, found.duty) == ("3工作日", "镇街", LAMP)
    assert found.best(MATTER).why == "文中有“路灯、不亮”"
    assert all(isinstance(option.why, Phrase) for options in found.options.values() for option in options)


def test_what_the_event_says_itself_stays_first():
    card = event(text="路灯不亮", category="矛盾纠纷", subcategory="邻里", unit="司法所", community="东社区", grid="一格")
    found = propose(card, Known((LAMP,), own=True, habits=habits_of(("unit", [("环卫站", ())]))))
    assert [found.best(part).value for part in (MATTER, UNIT, PLACE)] == ["矛盾纠纷 / 邻里", "司法所", "东社区 / 一格"]


def test_last_time_speaks_for_the_unit_only_of_the_same_matter():
    before = Event(2, 2, {"no": "WG9", "subcategory": "路灯", "category": "市容环境", "unit": "供电所", "state": "处置中"})
    same = propose(event(text="路灯不亮"), Known((LAMP,), before=(before,)))
    assert same.best(UNIT).value == "供电所"
    assert same.best(UNIT).why == "和上次一样（WG9）"
    other = propose(event(text="噪音太大"), Known((LAMP, NOISE), before=(before,)))
    assert other.best(UNIT).value == "综合执法中队"


def test_last_time_comes_behind_the_first_of_the_habits_and_before_the_rest():
    before = Event(2, 2, {"no": "WG9", "subcategory": "路灯", "category": "市容环境", "unit": "供电所", "state": "处置中"})
    habits = habits_of(("matter", [("市容环境\t路灯", ("灯",))]), ("unit", [("司法所", ("灯",)), ("环卫站", ())]))
    found = propose(event(text="灯"), Known(before=(before,), habits=habits))
    assert [option.value for option in found.options[UNIT]] == ["司法所", "供电所", "环卫站"]


def test_a_name_of_the_office_tree_in_the_text_says_where_it_is():
    tree = (
        Place("东城区", "区县"),
        *(Place(f"东城区/{street}", "镇街") for street in ("东街", "西街")),
        *(Place(f"东城区/{street}/阳光社区", "社区") for street in ("东街", "西街")),
        Place("东城区/东街/公众社区", "社区", virtual=True),
    )
    found = propose(event(text="阳光社区的路灯", street="西街", community="公众社区"), Known(places=tree))
    assert [option.given for option in found.options[PLACE]] == [{"community": "阳光社区", "grid": ""}]
    assert not propose(event(text="公众社区", street="东街"), Known(places=tree)).options


def test_no_place_of_another_street_is_offered_also_where_the_event_names_none():
    tree = tuple(Place(f"东城区/{street}/{name}", "社区") for street, name in (("东街", "阳光社区"), ("西街", "河畔社区")))
    past = tuple(
        Event(n, n, {"no": f"WG{n}", "street": street, "community": name})
        for n, (street, name) in enumerate((("西街", "河畔社区"), ("东街", "阳光社区")))
    )
    habits = habits_of(("place", [("西街\t河畔社区\t", ("河边",)), ("东街\t阳光社区\t", ())]))
    for card, own in ((event(text="河畔社区河边", street="东街"), ""), (event(text="河畔社区河边"), "东街")):
        found = propose(card, Known(places=tree, street=own, before=past, habits=habits))
        assert [option.given["community"] for option in found.options[PLACE]] == ["阳光社区"]


def test_the_list_of_communities_is_that_of_the_events_street(office):
    for street, name in (("东街街道", "阳光社区"), ("西街街道", "河畔社区"), ("东街街道", "公众社区")):
        register(office, street=street, community=name)
    assert communities(event(street="东街街道"), office) == ("阳光社区",)
    assert communities(event(street="西街街道"), office) == ("河畔社区",)
    assert set(communities(event(), office)) == {"阳光社区", "河畔社区"}


@given(st.text(), st.booleans())
def test_no_part_offers_more_than_three_or_the_same_twice(text, own):
    habits = habits_of(("matter", [(f"类\t{n}", ("灯",)) for n in range(5)]), ("unit", [(f"单位{n}", ("灯",)) for n in range(5)]))
    found = propose(event(text=text), Known((LAMP, NOISE), own=own, habits=habits))
    for options in found.options.values():
        values = [option.value for option in options]
        assert 0 < len(values) <= 3
        assert len(set(values)) == len(values)


def test_nothing_is_proposed_where_nothing_is_known():
    assert propose(event(text="无关的话"), Known()).options == {}


@pytest.mark.parametrize(
    ("letters", "name", "there"),
    [("ldgx", "市劳动关系办", True), ("LDGX", "劳动关系", True), ("gxld", "劳动关系", False), ("a,", "阿，", False), ("c", "重庆路", True)],
)
def test_initials_find_a_part_of_a_name(letters, name, there):
    assert pinyin.spells(letters, name) is there


# what a proposal stands on


def test_a_row_of_the_list_comes_before_past_decisions_that_do_not_know_its_words():
    habits = habits_of(("matter", [("市容环境\t垃圾", ("桂苑",))]), ("unit", [("环卫站", ("桂苑",))]))
    road = Duty("设施破损", "市容环境", "市政养护所", ("路面", "坑洼"))
    found = propose(event(text="金桂苑门口路面有一个大坑"), Known((road,), habits=habits))
    assert (found.best(MATTER).value, found.best(UNIT).value) == ("市容环境 / 设施破损", "市政养护所")
    assert found.best(UNIT).why == "文中有“路面”"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("金桂苑门口路面有一个大坑", {"路面", "大坑"}),
        ("请问我想咨询这个事情，我的麻烦帮忙看看", set()),
        ("阳光花园3幢楼下井盖破损", {"井盖", "破损"}),
        ("人民路上路看不清，路灯坏了", {"路灯"}),
        ("居民反映王家弄垃圾没人清运", {"垃圾", "清运"}),
        ("绿化社区噪音扰民", {"噪音", "扰民"}),
    ],
)
def test_the_words_of_a_matter_are_whole_and_no_place_and_no_filler(text, words):
    found = set(matter_words(text))
    assert words <= found
    assert not found & {"金桂苑", "门口", "这个", "我的", "我想", "路看不", "阳光", "花园", "人民", "王家", "绿化", "居民", "反映", "咨询"}


@pytest.mark.parametrize(
    "text", ["医院路12号摊位灯光刺眼", "学府路面馆排队", "人民路灯具城开业", "消防路新开一家店", "绿化社区要办活动", "物业大厦三楼"]
)
def test_a_word_of_the_list_in_the_name_of_a_place_or_over_two_words_finds_no_row(text):
    assert suggest(event(text=text), DEFAULT_DUTIES) is None


@pytest.mark.parametrize("text", ["人民路路灯不亮", "医院乱收费", "学府路路面坑洼", "小区绿化没人管", "门口路灯坏了", "路面不平"])
def test_a_word_of_the_list_beside_the_name_of_a_place_finds_its_row(text):
    assert suggest(event(text=text), DEFAULT_DUTIES) is not None


def test_past_decisions_tell_by_whole_words_of_the_matter_and_a_place_is_no_evidence():
    known = [
        decision({"text": f"金桂苑门口垃圾没人清运{sign}", "category": "市容环境", "subcategory": "垃圾", "unit": "环卫站"})
        for sign in "东南西北上"
    ]
    weights = studied((known + DOGS) * 4)
    for part in MANNERS:
        (best, *_rest) = guesses(part, {"text": "金桂苑门口的树倒了"}, weights[part])
        assert not best.words
        assert set(guesses(part, {"text": "银杏苑的垃圾"}, weights[part])[0].words) == {"垃圾"}


def test_without_evidence_nothing_is_proposed():
    habits = habits_of(("matter", [("市容环境\t垃圾", ())]), ("unit", [("环卫站", ())]))
    found = propose(event(text="我想问一下这个"), Known((LAMP,), habits=habits))
    assert not found.options.keys() & {MATTER, UNIT}


def test_where_it_lies_says_who_does_it_only_among_those_who_did_it_before():
    habits = habits_of(
        ("matter", [("市容环境\t垃圾", ("垃圾",))]), ("unit", [("法院", ()), ("东社区", ())]), ("doers", [("东社区", ("市容环境\t垃圾",))])
    )
    assert propose(event(text="垃圾"), Known(habits=habits)).best(UNIT).value == "东社区"


def test_the_last_event_of_the_same_place_says_nothing_of_another_matter():
    before = Event(
        2, 2, {"no": "WG9", "text": "楼上漏水", "subcategory": "邻里", "category": "矛盾纠纷", "unit": "司法所", "state": "处置中"}
    )
    assert not propose(event(text="树倒了"), Known(before=(before,))).options.keys() & {MATTER, UNIT}
    assert propose(event(text="又漏水了"), Known(before=(before,))).best(UNIT).value == "司法所"


# a district's real events


@pytest.fixture(scope="module")
def real():
    """Every third event of a district's export: what is known when it arrives, the kind and the closing unit."""
    path = Path(os.environ["WANGGE_REAL_DATA"]) / "haishu-grid" / "海曙区事件-11镇街.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            (
                {
                    "text": row["事件描述"],
                    "street": row["镇街名称"],
                    "community": row["村社名称"],
                    "grid": row["网格名称"],
                    "worker": row["上报人"],
                    "source": row["网格类型"],
                },
                {"matter": row["二级分类"], "unit": row["办结职能科室/部门"]},
            )
            for row in islice(csv.DictReader(file), 0, None, 2)
        ]


def hits(rows, part):
    """The shares of one fifth whose label is first, and among the first three, when the rest is known."""
    counts = Counter(labels[part] for _, labels in rows)
    kept = [(values, labels[part]) for values, labels in rows if labels[part] and counts[labels[part]] >= 5]
    by_label = defaultdict(list)
    for each in kept:
        by_label[each[1]].append(each)
    asked = [each for found in by_label.values() for each in found[::5]]
    known = [Decision(values, {part: label}) for found in by_label.values() for at, (values, label) in enumerate(found) if at % 5]
    weights = studied(known)[part]
    told = [(label, [guess.label for guess in guesses(part, values, weights)]) for values, label in asked]
    return sum(label in guessed[:1] for label, guessed in told) / len(told), sum(label in guessed for label, guessed in told) / len(told)


@pytest.mark.long
@pytest.mark.needs("data")
@pytest.mark.parametrize(("part", "first", "three"), [("matter", 0.66, 0.85), ("unit", 0.75, 0.85)])
def test_real_events_are_proposed_as_people_decided(real, part, first, three):
    assert part in MANNERS
    found = hits(real, part)
    assert found[0] >= first
    assert found[1] >= three


@pytest.mark.needs("data")
def test_a_few_long_messages_of_a_city_are_enough():
    path = Path(os.environ["WANGGE_REAL_DATA"]) / "taidi-c2020" / "附件2-示例495行.xlsx"
    book = load_workbook(path, read_only=True)
    rows = [({"title": row[2] or "", "text": row[4] or ""}, {"matter": row[5]}) for row in book.active.iter_rows(2, values_only=True)]
    book.close()
    first, three = hits(rows, "matter")
    assert first >= 0.85
    assert three >= 0.98
