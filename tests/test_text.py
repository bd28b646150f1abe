"""Text: what is cleaned, what is masked, what a title never shows, and which tellings are one matter. All people here are invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wangge.fields import BY_NAME
from wangge.masking import mask_free_text, mask_name, mask_phone, mask_unknown
from wangge.names import without_names
from wangge.query import parse
from wangge.records import Event
from wangge.text import TITLE_LENGTH, clean_line, clean_text, derive_title, gist, half_width, plain_words, usual, without_controls

unhurried = settings(deadline=None)

POLICE = (
    "#非警务#,报警人陈大文（男，1980年生，身份证号110105198001010015）称在阳光花园3栋与邻居因漏水争吵。"
    "报警电话：138****5678；接110指令时间：2025-05-06 14:57:03；重复报警：139****0000"
)
ACCOUNTS = (
    POLICE,
    "报警人陈大文称：浙A12345号车堵住车库，联系电话13812345678，望处理",
    "#矛盾纠纷# #消费# 在老街超市与店员发生口角，当事人周小花，电话0571-87654321。",
    "我叫林小燕，在健身房办卡要求退款，手机号码为 13912345678",
    "陈大文与妻子林小燕因琐事争吵，身份证11010519491231002X",
    "欧阳大海（男，身份证号：110105194912310023，电话13812345678）多次来访",
)
NEVER = ("陈大文", "林小燕", "周小花", "欧阳大海", "#", "138", "139", "87654321", "A12345", "11010519", "报警电话")


@pytest.mark.parametrize("text", ACCOUNTS)
def test_a_title_carries_no_tag_phone_id_plate_or_name(text):
    for shown in (plain_words(text), derive_title(text)):
        assert not [bit for bit in NEVER if bit in shown], shown
        assert shown


@pytest.mark.parametrize(
    "told",
    ["{}电话{}", "业主{}，联系电话：{}反映", "{}手机号{}", "物业经理{} {}", "联系人：{}，{}", "请联系{}的电话是{}", "{}、电话号码为{}来电"],
)
@pytest.mark.parametrize("name", ["王小明", "周花", "欧阳大海", "方小明"])
@pytest.mark.parametrize("phone", ["13812345678", "138****5678", "0571-87654321"])
def test_a_title_carries_no_bare_name_before_a_phone(told, name, phone):
    text = f"楼上漏水三天无人修理，{told.format(name, phone)}。后{name}再次来访"
    for shown in (plain_words(text), derive_title(text), derive_title(told.format(name, phone))):
        assert name not in shown, shown
        assert not any(char.isdigit() for char in shown), shown


def test_what_has_a_phone_and_is_nobody_keeps_its_word():
    for word in ("单位", "管理员", "卫生院", "房东", "商户", "公司", "社区", "物业公司", "居委会"):
        assert word in without_names(f"{word}电话13812345678无人接听")


def test_a_title_says_what_the_matter_is():
    assert derive_title("#非警务#。楼上卫生间漏水。已经半个月，无人修理") == "楼上卫生间漏水"
    assert derive_title("您好！人民路128号门口路灯不亮") == "人民路128号门口路灯不亮"
    assert derive_title("停电") == "停电"
    assert derive_title("") == ""


def test_a_bracket_that_tells_of_a_person_goes_as_a_whole():
    assert plain_words("楼上漏水（联系人请回电 139****0000）影响三户") == "楼上漏水影响三户"
    assert plain_words("楼上漏水（已三个月）影响三户") == "楼上漏水（已三个月）影响三户"


def test_a_long_title_is_cut_with_a_sign():
    title = derive_title("夜间施工噪音" * 10)
    assert len(title) == TITLE_LENGTH
    assert title.endswith("…")


def test_an_event_that_tells_nothing_but_tags_is_called_by_its_category():
    event = Event(1, 1, {"text": "#（一件事）噪音扰民#", "category": "市容环境", "subcategory": "噪音扰民"})
    assert event.title == "噪音扰民"
    assert Event(1, 1, {"text": "#急#", "category": "市容环境"}).title == "市容环境"
    assert Event(1, 1, {"title": "#急#，路灯不亮", "text": "楼上漏水三天"}).title == "路灯不亮"


def test_a_name_told_with_an_identity_is_hidden_wherever_it_comes_again():
    shown = without_names("报警人陈大文（男，45岁，电话138****5678）称被打，后陈大文离开")
    assert "陈大文" not in shown
    assert shown.count("某某") == 2


def test_places_and_plain_words_are_no_names():
    for text in ("人民路128号路灯不亮", "高桥镇江南村河道污染", "方便的时候请回电，于今日办结", "反映人要求退款"):
        assert without_names(text) == text


@pytest.mark.parametrize(
    ("raw", "masked"),
    [
        ("电话13812345678", "电话138****5678"),
        ("电话+8613812345678", "电话+86138****5678"),
        ("电话138-1234-5678", "电话138****5678"),
        ("电话138 1234 5678。", "电话138****5678。"),
        ("13812345678、13987654321", "138****5678、139****4321"),
        ("证件11010519491231002X", "证件110105********002X"),
        ("证件11010519491231002x号", "证件110105********002x号"),
        ("卡号6222020200012345678", "卡号************5678"),
        ("座机0571-87654321", "座机0571-******21"),
        ("座机010-87654321转3", "座机010-******21转3"),
        ("座机057187654321", "座机0571-******21"),
    ],
)
def test_numbers_of_persons_are_masked_in_free_text(raw, masked):
    assert mask_free_text(raw) == masked
    assert mask_free_text(masked) == masked


@pytest.mark.parametrize(
    "text",
    ["共12000元", "2025-05-06 14:57:03", "事件2025050600012", "12345-20251009-0101", "138****5678", "人民路128号3栋2单元1001室", "1234567"],
)
def test_other_numbers_stay_to_the_letter(text):
    assert mask_free_text(text) == text


@pytest.mark.parametrize(
    ("raw", "masked"),
    [
        ("13812345678", "138****5678"),
        ("138****5678", "138****5678"),
        ("13812345678/13987654321", "138****5678/139****4321"),
        ("0571-87654321", "0571-******21"),
        ("87654321", "******21"),
        ("+8613812345678", "+86138****5678"),
        ("不详", "不详"),
    ],
)
def test_a_phone_is_recognised_but_cannot_be_dialled(raw, masked):
    assert mask_phone(raw) == masked


@pytest.mark.parametrize(
    ("raw", "masked"),
    [
        ("张三", "张*"),
        ("欧阳娜娜", "欧阳**"),
        ("司马", "司*"),
        ("A00012345", "A0****"),
        ("不愿提供", "不愿提供"),
        ("陈某*", "陈某*"),
        ("王", "王*"),
    ],
)
def test_of_a_name_the_surname_is_left(raw, masked):
    assert mask_name(raw) == masked


def test_of_a_column_nobody_declared_only_the_length_is_seen():
    assert mask_unknown("某某小区") == "＊＊＊＊"
    assert mask_unknown("长" * 50) == "＊" * 8


@unhurried
@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text("电话：。、 号abc", max_size=8), st.text("，。 转x", max_size=8))
def test_no_mobile_number_survives_the_mask(phone, before, after):
    masked = mask_free_text(before + phone + after)
    assert masked == f"{before}{phone[:3]}****{phone[-4:]}{after}"
    assert phone not in plain_words(before + phone + after)


@unhurried
@given(st.text(max_size=60))
def test_text_without_a_long_number_is_not_touched_by_the_mask(text):
    masked = mask_free_text(text)
    assert mask_free_text(masked) == masked
    if not re.search(r"\d{3}", text):
        assert masked == text


SIGNS = "甲 \t\u3000\xa0\r\n\x00\x0b\x1f\x85\u200b\u200e\u202e\u2028\u2029\ufeffa1：。"
messy = st.lists(st.text(SIGNS, min_size=1, max_size=3) | st.text(max_size=3), max_size=10).map("".join)


@unhurried
@given(messy)
def test_a_clean_line_is_one_line_and_stays_as_it_is(raw):
    line = clean_line(raw)
    assert clean_line(line) == line == line.strip()
    assert len(line.splitlines()) <= 1
    assert "  " not in line
    line.encode()


@unhurried
@given(messy)
def test_a_clean_text_has_no_empty_lines_and_no_signs_that_cannot_be_shown(raw):
    text = clean_text(raw)
    assert clean_text(text) == text == text.strip()
    assert all(text.splitlines())
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202e\ufeff]", text)
    text.encode()


@unhurried
@given(st.text("甲乙abcXYZ019，。：；（）-_", max_size=40))
def test_what_was_typed_in_plain_signs_is_kept_to_the_letter(raw):
    assert clean_line(raw) == clean_text(raw) == raw


def test_lines_are_kept_in_a_text_and_joined_in_a_line():
    assert clean_text(" 一\u3000\u3000二\r\n\r\n\t三 ") == "一 二\n三"
    assert clean_line(" 一\u3000\u3000二\r\n\r\n\t三 ") == "一 二 三"


def test_full_width_letters_and_signs_have_half_width_twins():
    assert half_width("ＷＧ２０２６：？／") == "WG2026:?/"


TOLD = "#非警务# 阳光花园3栋楼上漏水，报警电话13812345678，要求维修。"


@pytest.mark.parametrize(
    "again",
    [
        "#矛盾纠纷# 阳光花园3栋楼上漏水，报警电话13987654321，要求维修。",
        "阳光花园3栋楼上漏水 报警电话138****5678 要求维修",
        "【阳光花园3栋】楼上漏水!报警电话：0571-87654321;要求维修",
        "阳光花园3栋楼上漏水，\n报警电话13812345678，\t要求维修！！！",
    ],
)
def test_tellings_that_differ_in_phone_tag_or_punctuation_are_one_matter(again):
    assert gist(again) == gist(TOLD) != 0


@pytest.mark.parametrize(
    "other", ["阳光花园4栋楼上漏水，报警电话13812345678，要求维修", "阳光花园3栋楼下漏水，报警电话13812345678，要求维修"]
)
def test_another_house_number_or_word_is_another_matter(other):
    assert gist(other) != gist(TOLD)


def test_too_few_words_tell_no_matter():
    assert gist("漏水") == gist("") == gist("！？。…，、；：#标签#") == 0


@unhurried
@given(st.text("阳光花园楼上漏水要求维修0123456789", min_size=8, max_size=20), st.lists(st.sampled_from(" ，。！\n；、…"), max_size=6))
def test_punctuation_never_parts_tellings(words, signs):
    words = re.sub(r"\d+", lambda found: found.group()[:3], words)
    spread = "".join(letter + (signs[place % len(signs)] if signs and not letter.isdigit() else "") for place, letter in enumerate(words))
    assert gist(spread) == gist(words)


def test_a_short_text_after_a_tag_is_the_title():
    assert derive_title("#急# 路灯不亮") == "路灯不亮"
    assert derive_title("#长效关注#路灯不亮 #非警务#纠纷事项") == "路灯不亮"


def test_a_phone_in_full_width_digits_is_masked():
    assert mask_free_text("电话１３８１２３４５６７８。") == "电话138****5678。"


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("⽂化社区", "文化社区"),
        ("⼩区⾃来⽔管漏⽔、⻔⼝积⽔", "小区自来水管漏水、门口积水"),
        ("万⼾社区", "万户社区"),
        ("⻋库⻓期积⽔、⻘年路⻅⻰⻦", "车库长期积水、青年路见龙鸟"),
        ("\uf90a\uf9e0\U0002f800", "\u91d1\u6613\u4e3d"),
    ],
)
def test_a_radical_is_the_usual_character_that_looks_the_same(raw, meant):
    assert clean_line(raw) == clean_text(raw) == half_width(raw) == usual(raw) == meant


@given(st.text(st.characters(min_codepoint=0x2E80, max_codepoint=0x2FDF) | st.sampled_from("甲a\uf900\U0002f801"), max_size=20))
def test_usual_characters_are_as_many_as_there_were_and_stay(raw):
    found = usual(raw)
    assert len(found) == len(raw)
    assert usual(found) == found


UNSEEN = "\uffff\ufffe\u2060\xad\u200b\u200c\u2064\u061c\u3164\ufe0f\ufdd0\ufffc\U0001fffe\U0010ffff\U000e0101\U000e0041\u034f\ufeff\u202e"


@pytest.mark.parametrize("sign", UNSEEN, ids=[f"U+{ord(sign):04X}" for sign in UNSEEN])
def test_what_cannot_be_seen_is_not_kept_whoever_brings_it(sign):
    assert clean_line(f"{sign}路灯{sign}坏了{sign}") == clean_text(f"路灯坏了{sign}") == without_controls(f"路灯{sign}坏了") == "路灯坏了"
    assert BY_NAME["external_no"].clean(f"Q-{sign}3{sign}") == "Q-3"


def test_a_joiner_stays_inside_a_picture_and_nowhere_else():
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert clean_line(f"井盖\u200d破了{family}有人\u200d摔倒\u200d") == f"井盖破了{family}有人摔倒"


@pytest.mark.parametrize("blank", "\u2003\u2009\u202f\u205f\u1680\u2800\u3000\xa0\t")
def test_every_blank_is_a_blank(blank):
    assert clean_line(f"{blank}东街{blank}{blank}路灯{blank}") == "东街 路灯"


def test_a_query_is_read_in_usual_characters_wherever_it_was_copied_from():
    fields = tuple(BY_NAME.values())
    assert parse("⽔管 社区:⽂化\u2060", fields) == parse("水管 社区:文化", fields)
    assert parse("社区:“⽂化社区”", fields) == parse("社区:“文化社区”", fields)
