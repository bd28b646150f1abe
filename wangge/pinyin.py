"""Pinyin 拼音: under which letters a name is found.

A surname is read as a surname (单 is shan, 仇 is qiu, 尉迟 is yuchi); as people also type the usual reading, both find. Given names keep every
reading of their characters, as far as that stays a handful.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from itertools import islice, product
from operator import contains

SURNAMES = {
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "曾": "zeng",
    "查": "zha",
    "任": "ren",
    "朴": "piao",
    "区": "ou",
    "盖": "ge",
    "华": "hua",
    "宁": "ning",
    "缪": "miao",
    "乐": "yue",
    "员": "yun",
    "洗": "xian",
    "翟": "zhai",
    "秘": "bi",
    "折": "she",
    "谌": "chen",
    "召": "shao",
    "覃": "qin",
    "牟": "mou",
    "逄": "pang",
    "纪": "ji",
    "哈": "ha",
    "隗": "wei",
    "曲": "qu",
    "种": "chong",
    "祭": "zhai",
    "都": "du",
    "过": "guo",
    "那": "na",
    "句": "gou",
    "角": "jue",
    "宓": "mi",
    "沈": "shen",
    "盛": "sheng",
    "燕": "yan",
    "应": "ying",
    "占": "zhan",
    "黑": "he",
    "繁": "po",
    "冼": "xian",
    "车": "che",
    "石": "shi",
    "柏": "bai",
    "贲": "ben",
    "阚": "kan",
    "臧": "zang",
    "长": "chang",
    "万俟": "mo qi",
    "尉迟": "yu chi",
    "长孙": "zhang sun",
    "澹台": "tan tai",
    "令狐": "ling hu",
    "鲜于": "xian yu",
    "宇文": "yu wen",
}
"""Surnames whose reading as a surname is not the usual one of their characters, and those that a table of readings gets wrong."""
SORTED = 12
"""Characters of a text that are read for sorting."""
_NUMBER = re.compile(r"([0-9]+)")
MOST = 8
"""Spellings of one name that are kept."""


@lru_cache(maxsize=8192)
def readings(sign: str) -> tuple[str, ...]:
    """How one character is read, the usual reading first, without tones; itself where it is no Han character."""
    from pypinyin import Style, pinyin

    found = pinyin(sign, style=Style.NORMAL, heteronym=True, errors="default")
    return tuple(dict.fromkeys(each.lower() for each in found[0]))


def spelling(name: str) -> str:
    """The name in full pinyin, `zhangsan`, its surname as a surname."""
    surname = _surname(name)
    return SURNAMES.get(surname, "").replace(" ", "") + "".join(readings(sign)[0] for sign in name[len(surname) :])


class Reading(StrEnum):
    """How a text is read for sorting."""

    NAME = "name"
    """As a whole: 重庆 is chong qing."""
    PERSON = "person"
    """As a name whose surname is read as one: 曾 is zeng."""
    TEXT = "text"
    """Each character by itself: of texts that hardly recur there may be a million."""


@lru_cache(maxsize=16384)
def sort_key(text: str, reading: Reading = Reading.NAME) -> str:
    """What a text is sorted by, as a Chinese dictionary does: pinyin with its tones (安 before 暗), numbers by size, then the text itself.

    Args:
        text: what is sorted; only its first characters are read, as a longer text differs earlier or hardly matters.
        reading: how it is read.
    """
    surname = _surname(text) if reading is Reading.PERSON else ""
    parts = _NUMBER.split(text[len(surname) : SORTED].lower())
    toned = (f"{len(part):02}{part} " if place % 2 else _toned(part, reading) for place, part in enumerate(parts))
    return (f"{SURNAMES[surname]} " if surname else "") + "".join(toned) + f"\0{text}"


def _toned(text: str, reading: Reading) -> str:
    from pypinyin import Style, lazy_pinyin

    if reading is Reading.TEXT:
        return "".join(f"{_tone(sign)} " for sign in text)
    return "".join(f"{each} " for each in lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True))


@lru_cache(maxsize=8192)
def _tone(sign: str) -> str:
    """The usual reading of one character with its tone, `an1`; itself where it is no Han character."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(sign, style=Style.TONE3, neutral_tone_with_five=True))


def initials(name: str) -> tuple[str, ...]:
    """The initials under which a name is looked for, the likeliest first: `zs`."""
    surname = _surname(name)
    every = [tuple(dict.fromkeys(reading[0] for reading in readings(sign))) for sign in name if sign.strip()]
    if surname:
        own = "".join(part[0] for part in SURNAMES[surname].split())
        usual = "".join(letters[0] for letters in every[: len(surname)])
        every = [tuple(dict.fromkeys((own, usual))), *every[len(surname) :]]
    return tuple(islice(map("".join, product(*every)), MOST))


def spells(letters: str, name: str, *, whole: bool = False) -> bool:
    """Whether Latin letters are a name in pinyin: the initials of neighbouring characters (`ldgx` in 市劳动关系办), or how its full spelling begins.

    Args:
        letters: what was typed.
        name: the name.
        whole: whether they must be all of it, its initials or its full spelling.
    """
    typed = letters.lower()
    if not (typed.isascii() and typed.isalnum()):
        return False
    if whole:
        return typed in {*initials(name), spelling(name)}
    heads = [frozenset(reading[0] for reading in readings(sign)) for sign in name.lower() if not sign.isspace()]
    places = range(len(heads) - len(typed) + 1)
    return any(all(map(contains, heads[at:], typed)) for at in places) or spelling(name).startswith(typed)


def _surname(name: str) -> str:
    """The surname of the table that the name begins with, the longer first; empty for any other."""
    return next((name[:length] for length in (2, 1) if len(name) > length and name[:length] in SURNAMES), "")
