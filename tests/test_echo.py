"""What a form says to what is typed: dates read, doubts told, choices found."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangge.choosing import found, meant
from wangge.codes import phone_fault
from wangge.dates import typed
from wangge.echo import Echo, echo
from wangge.field import Field, Kind
from wangge.fields import BY_NAME

TODAY = date(2026, 11, 20)
UNITS = ("司法所", "环卫站", "市政养护所", "市场监管所", "单家村社区")


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("0921", datetime(2026, 9, 21)),
        ("０９２１", datetime(2026, 9, 21)),
        ("14:30", datetime(2026, 11, 20, 14, 30)),
        ("9点半", datetime(2026, 11, 20, 9, 30)),
        ("下午3点", datetime(2026, 11, 20, 15)),
        ("昨天下午3点", datetime(2026, 11, 19, 15)),
        ("昨天下午三点半", datetime(2026, 11, 19, 15, 30)),
        ("前天晚上8点", datetime(2026, 11, 18, 20)),
        ("大前天 9:05", datetime(2026, 11, 17, 9, 5)),
        ("今天中午12点", datetime(2026, 11, 20, 12)),
        ("中午1点", datetime(2026, 11, 20, 13)),
        ("-1 14:30", datetime(2026, 11, 19, 14, 30)),
        ("+3", datetime(2026, 11, 23)),
        ("1月5日凌晨2点", datetime(2026, 1, 5, 2)),
    ],
)
def test_a_time_is_read_as_people_type_it(text, wall):
    assert typed(text, TODAY) == wall
    assert echo(BY_NAME["occurred_at"], text, TODAY) == Echo(at=wall)


@pytest.mark.parametrize("text", ["1332", "昨天上班时", "今天25点", "昨", "-1x", "9999-99", "点半", "今天:"])
def test_a_time_that_cannot_be_read_is_doubted_with_an_example(text):
    assert typed(text, TODAY) is None
    assert "昨天下午3点" in echo(BY_NAME["occurred_at"], text, TODAY).doubt


@pytest.mark.parametrize(
    "phone",
    [
        "13812345678",
        "138 1234 5678",
        "+8613812345678",
        "0571-88886666",
        "88886666",
        "110",
        "12345",
        "4008001234",
        "13812345678、5566778",
        "13812345678 13987654321",
    ],
)
def test_a_phone_that_looks_like_one_is_not_doubted(phone):
    assert phone_fault(phone) == ""


@pytest.mark.parametrize(
    ("phone", "why"),
    [
        ("1381234567", "现有 10 位"),
        ("138123456789", "现有 12 位"),
        ("12812345678", "13–19 开头"),
        ("+44 20 7946 0958", "外国号码可以照登"),
        ("不记得", "外国号码可以照登"),
        ("110、2345", "现有 4 位"),
    ],
)
def test_a_doubtful_phone_says_what_is_doubtful(phone, why):
    assert why in phone_fault(phone)
    assert BY_NAME["caller_phone"].clean(phone) == phone


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        (Field("x", "甲", Kind.MONEY), "1.2万", "12,000.00 元"),
        (Field("x", "甲", Kind.NUMBER), "12", ""),
        (Field("x", "甲", Kind.DECIMAL), "１.5", "1.5"),
    ],
)
def test_a_figure_is_said_as_it_will_be_read(field, text, said):
    assert echo(field, text, TODAY).text.replace(".00", "") == said.replace(".00", "")


@pytest.mark.parametrize(
    ("field", "text", "why"),
    [
        (Field("x", "甲", Kind.MONEY), "八千", "须是不小于 0 的金额"),
        (Field("x", "甲", Kind.NUMBER, most=5), "6", "须在 0 到 5 之间"),
        (Field("x", "甲", Kind.ID_NUMBER), "110105194912310021", "校验码"),
        (Field("x", "甲", Kind.CREDIT_CODE), "91110000000000000", "18"),
        (Field("x", "甲", longest=3), "一二三四", "最多 3 字"),
        (BY_NAME["voucher"], "托梦", "不在可选的几项里"),
    ],
)
def test_what_does_not_look_right_is_doubted_in_a_sentence(field, text, why):
    doubt = echo(field, text, TODAY).doubt
    assert why in doubt
    assert len(doubt) <= 40


@pytest.mark.parametrize("text", ["11010519491231002X", ""])
def test_what_is_right_or_empty_is_not_doubted(text):
    assert echo(Field("x", "甲", Kind.ID_NUMBER), text, TODAY) == Echo()


@given(st.sampled_from(list(Kind)), st.text(max_size=60))
def test_any_text_in_any_entry_has_an_echo(kind, text):
    said = echo(Field("x", "甲", kind, choices=("乙",) if kind is Kind.CHOICE else ()), text, TODAY)
    assert not (said.doubt and (said.text or said.at))


@pytest.mark.parametrize(
    ("part", "names"),
    [
        ("市", ["市政养护所", "市场监管所"]),
        ("sfs", ["司法所"]),
        ("jgs", ["市场监管所"]),
        ("huanwei", ["环卫站"]),
        ("sjc", ["单家村社区"]),
        ("ＳＦ", ["司法所"]),
        ("3", ["市政养护所"]),
        ("xyz", []),
        ("", list(UNITS)),
    ],
)
def test_a_choice_is_found_by_part_pinyin_and_number(part, names):
    assert [choice for _place, choice in found(part, UNITS)] == names


def test_a_choice_keeps_the_number_that_it_has_in_the_whole_list():
    assert found("市", UNITS) == [(3, "市政养护所"), (4, "市场监管所")]


@pytest.mark.parametrize(("text", "said"), [("sfs", "司法所"), ("司法", "司法"), ("xyz", "xyz"), ("3号", "3号"), ("", "")])
def test_only_letters_are_put_into_words_when_an_entry_is_left(text, said):
    assert meant(text, UNITS) == said


def test_a_field_is_asked_for_where_another_has_one_of_its_values():
    review = BY_NAME["review_on"]
    assert [review.asked({"done_kind": kind}) for kind in ("", "实质性", "阶段性")] == [False, False, True]
    assert review.asked({})
