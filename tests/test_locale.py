"""The English catalogue: nothing is missing in it, nothing is left over, and it is chosen when the terminal speaks English."""

import re
import string

import locale_tool as tool
import pytest
from rich.cells import cell_len

from console import words
from console.cli import main
from console.registry import ACTIONS
from console.words import _, put
from wangge.dates import Order
from wangge.errors import CAUSES, Phrase, Phrases, WanggeError
from wangge.lifecycle import Action, Owner, State
from wangge.limits import Unit
from wangge.settings import LEVELS

TEXTS = tool.collect().texts
ENGLISH = tool.kept()
HAN = re.compile(r"[\u3400-\u9fff]+")
WIDE = re.compile(r"[\u3000-\u303f\uff00-\uffef“”‘’]")
DOMAIN = {
    *(each.value for values in (State, Action, Owner, Order, Unit) for each in values),
    *LEVELS,
    *("时限", "超期", "未超期", "今日", "明日", "本月", "上月"),  # words of the query language that have no English twin
    *("电话", "纸质", "微信截图", "来件", "当面", "不愿提供"),  # values that are kept as they are
    *("漏水", "消费", "狗", "猫", "东", "空"),  # examples of what a clerk types
    *("待补", "待落格"),
}


def placeholders(text):
    return sorted((name, spec, conversion) for _text, name, spec, conversion in string.Formatter().parse(text) if name is not None)


def test_every_text_has_its_english():
    missing = sorted(text for text in TEXTS if not ENGLISH.get(text))
    assert not missing, f"run `make locale` and translate: {missing}"


def test_nothing_is_translated_that_nobody_says():
    assert not ENGLISH.keys() - TEXTS, "run `make locale`"


def test_the_english_has_the_placeholders_of_the_chinese():
    assert not [text for text, english in ENGLISH.items() if placeholders(english) != placeholders(text)]


def test_the_compiled_catalogue_is_what_the_readable_one_says():
    assert tool.mo_bytes(tool.catalogue_of(ENGLISH)) == tool.MO.read_bytes(), "run `make locale`"


def test_the_readable_catalogue_is_as_the_tool_writes_it():
    written = tool.PO.read_text(encoding="utf-8")
    assert written == tool.po_bytes(tool.catalogue_of(ENGLISH)).decode()
    assert "fuzzy" not in written
    assert "-Date" not in written


def test_no_chinese_is_left_but_the_words_that_the_ledger_keeps():
    assert not [english for english in ENGLISH.values() if not set(HAN.findall(english)) <= DOMAIN]
    assert not [english for english in ENGLISH.values() if WIDE.search(english)]


@pytest.mark.parametrize("code", sorted(CAUSES))
def test_an_error_is_put_in_english_with_its_values_as_they_are(code):
    words.choose("en")
    params = {name: f"某{place}" for place, (name, _spec, _conversion) in enumerate(placeholders(CAUSES[code]))}
    said = put(WanggeError(code, **params))
    for value in params.values():
        assert value in said
        said = said.replace(value, "")
    assert set(HAN.findall(said)) <= DOMAIN


def test_a_reason_is_put_in_english_too():
    words.choose("en")
    said = put(WanggeError("file_form", file="a.xlsx", reason="表头下面没有一行数据"))
    assert said.startswith('"a.xlsx" holds no list of events: there is no row below the header.')


def test_several_sentences_of_one_refusal_are_each_put_in_english():
    words.choose("en")
    told = Phrases((Phrase("不是电话号码"), Phrase("与第 {row} 行相同", row=3)))
    assert told == "不是电话号码；与第 3 行相同"
    assert put(WanggeError("limits_invalid", file="a.xlsx", cells=told)).endswith(
        f"{_('不是电话号码')}; {_('与第 {row} 行相同').format(row=3)}. Correct these cells and import it again."
    )


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_a_label_of_the_key_bar_is_short(action):
    words.choose("en")
    assert 0 < cell_len(_(action.label)) <= 12


def test_the_help_is_in_the_language_that_was_asked_for(capsys):
    with pytest.raises(SystemExit) as left:
        main(["--lang", "en", "--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert "register a new event" in said
    assert not HAN.search(said)
    with pytest.raises(SystemExit):
        main(["--lang=zh", "--help"])
    assert "登记一个新事件" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_GB"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({}, "zh"),
    ],
)
def test_the_terminal_chooses_the_language(environment, language):
    assert words.choose("", environment) == language
    assert _("帮助") == {"en": "Help", "zh": "帮助"}[language]


def test_what_was_asked_for_comes_before_the_terminal():
    assert words.choose("zh", {"LANG": "en_US.UTF-8"}) == "zh"
    assert words.choose("en", {"LANG": "zh_CN.UTF-8"}) == "en"


def test_a_text_without_english_is_shown_in_chinese():
    words.choose("en")
    assert _("没有人翻译过的一句话") == "没有人翻译过的一句话"
