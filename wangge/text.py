"""Text 文字: cleaning what people type, titles without names or numbers, and the words a search compares.

Every string of a user is data. It is cleaned of what no screen or workbook can show, and otherwise kept to the letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from hashlib import blake2b

from wangge.names import without_names

_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    r"\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + r"]|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])"
)
"""Control and direction marks, signs without a shape, halves of pairs and noncharacters; a joiner stays where it makes one picture of two."""
_BLANK = r" \t\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000"
_SPACES = re.compile(rf"[{_BLANK}]+")
_BREAKS = re.compile(rf"[{_BLANK}]*[\r\n\u2028\u2029]+[{_BLANK}\r\n\u2028\u2029]*")
_DIRTY = re.compile(r"[^\u4e00-\u9fff\u3001-\u3017\uff01-\uff5e0-9A-Za-z,.:;/*#()\-+_ ]|  |^ | $")

_RADICALS = dict(
    zip(
        "⺁⺅⺈⺉⺖⺊⺌⺎⺒⺓⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺣⺤⺦⺧⺨⺩⺫⺬⺭⺰⺶⺹⺻⺾⺿⻀⻁⻂⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻭⻮⻯⻰⻱⻲⻳⼾⾭⿈",
        "厂亻刀刂忄卜小兀巳幺㣺扌攵旡日月歺母民氵灬爫丬牛犭王目示礻纟羊耂聿艹艹艹虎衤西见角讠贝车辶辶辶邑钅長长门阜阝雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐歯齿竜龙龜亀龟户青黄",
        strict=True,
    )
)
"""Radicals that Unicode decomposes into nothing (by their names there), and three that it decomposes into a form that is not written here."""
_TWINS = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


def usual(raw: str) -> str:
    """`raw` with radicals and compatibility ideographs as the usual characters that look the same: `⽂` (U+2F42) as `文`; as long as it was.

    PDFs and some systems write them for one another. Source: the decompositions of Unicode; for CJK Radicals Supplement, the characters' names.
    """
    return raw if raw.isascii() or not _TWINS.search(raw) else _TWINS.sub(_twin, raw)


def _twin(found: re.Match[str]) -> str:
    char = found.group()
    return _RADICALS.get(char) or unicodedata.normalize("NFKC", char)


def clean_line(raw: str) -> str:
    """One line: usual characters, nothing that cannot be seen, runs of white space made one space, ends trimmed."""
    if not _DIRTY.search(raw):
        return raw
    return _SPACES.sub(" ", _BREAKS.sub(" ", _INVISIBLE.sub("", usual(raw)))).strip()


def clean_text(raw: str) -> str:
    """Several lines: usual characters, nothing that cannot be seen, empty lines and runs of blanks made one, ends trimmed."""
    if not _DIRTY.search(raw):
        return raw
    return _SPACES.sub(" ", _BREAKS.sub("\n", _INVISIBLE.sub("", usual(raw)))).strip()


def without_controls(text: str) -> str:
    """`text` without what cannot be seen, blanks and lines as they are: what a terminal may be sent."""
    return _INVISIBLE.sub("", text)


def readable_name(raw: str) -> str:
    """A file's name as a person reads it; bytes that are no UTF-8 (surrogates, as the system hands them over) are the GBK of another system."""
    try:
        raw.encode()
    except UnicodeEncodeError:
        raw = raw.encode("utf-8", "surrogateescape").decode("gb18030", "replace")
    return clean_line(raw)


def half_width(raw: str) -> str:
    """Full-width letters, digits and signs as their half-width twins (`：` becomes `:`), radicals as usual characters."""
    return unicodedata.normalize("NFKC", usual(raw))


_TAG = re.compile(r"[^，。,;；：:！？!?\s]{0,12}")
_PHONE_NOTE = re.compile(
    r"(?:报警人?|联系|来电|反映人)?(?:电话|手机|号码)(?:号码|是)?[:：为]?\s*(?=1\d{2}|0\d{2})|重复报警[:：].*|接110指令时间[:：]?[\d\-: ]*",
    re.DOTALL,
)
_LONG_NUMBER = re.compile(
    r"\+?\d[\d*Xx\-]{5,}\d|\d{3,}\*+\d*|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·\- ]?[A-Z0-9]{5,6}"
)
_BRACKETED = re.compile(r"[（(][^（）()]{0,40}(?:\d{3,}\*|\*{2,}|身份证|电话|先生|女士)[^（）()]{0,40}[）)]")
_SENTENCE = re.compile(r"[。！？!?；;\n]")
_TRIM = " ，,、。.：:；;-—_#*"
TITLE_LENGTH = 30


def plain_words(text: str) -> str:
    """`text` without tags `#…#`, numbers of six and more digits, plates, and phrases that carry a name or a phone.

    Lists and reports show this, never the text itself: a title must not name anybody (PIPL 6).
    """
    text = without_names(_without_tags(text))
    text = _PHONE_NOTE.sub(" ", text)
    text = _BRACKETED.sub("", text)
    text = _LONG_NUMBER.sub("", text)
    return _SPACES.sub(" ", text.replace("\n", " ")).strip(_TRIM)


def _without_tags(text: str) -> str:
    """Text without `#标签#`: what stands between two signs, or after the last, is a tag when it is one short word.

    When that leaves nothing, the text itself is short: it is what follows the first tag.
    """
    first, *rest = text.split("#")
    kept = " ".join([first, *(part for part in rest if not _TAG.fullmatch(part.strip()))])
    return kept if kept.strip(_TRIM) else " ".join([first, *rest[1:2]])


def alike(word: str, names: Iterable[str], most: int = 12) -> str:
    """The names that a mistyped word may mean, as a line: those that look like it, else the first ones."""
    known = list(dict.fromkeys(names))
    near = get_close_matches(word, known, most, 0.4) or known[:most]
    return "、".join(near) + ("……" if len(near) < len(known) else "")


def derive_title(text: str) -> str:
    """A title 标题 for an event whose file brought none: the first sentence that says something, at most 30 characters."""
    words = plain_words(text)
    parts = [part.strip(_TRIM) for part in _SENTENCE.split(words)]
    first = next((part for part in parts if len(part) >= 6), words)
    return first if len(first) <= TITLE_LENGTH else first[: TITLE_LENGTH - 1] + "…"


_ASIDE = re.compile(r"#[^#\s]{1,16}#?|\d[\d*\-]{4,}|[^\u4e00-\u9fff0-9A-Za-z]+")
_LEAST_GIST = 8


def gist(text: str) -> int:
    """A digest of what two tellings of one matter share: words and house numbers, without tags, phones and punctuation.

    Returns:
        0 when too few words are left to tell matters apart.
    """
    words = _ASIDE.sub("", text)
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big", signed=True) if len(words) >= _LEAST_GIST else 0
