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

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\u3000\xa0]+")
_BREAKS = re.compile(r"[ \t\u3000\xa0]*[\r\n\u2028\u2029]+[ \t\u3000\xa0\r\n\u2028\u2029]*")
_DIRTY = re.compile(r"[^\u4e00-\u9fff\u3001-\u3017\uff01-\uff5e0-9A-Za-z,.:;/*#()\-+_ ]|  |^ | $")


def clean_line(raw: str) -> str:
    """One line: no control or direction marks, runs of white space made one space, ends trimmed."""
    if not _DIRTY.search(raw):
        return raw
    return _SPACES.sub(" ", _BREAKS.sub(" ", _CONTROL.sub("", raw))).strip()


def clean_text(raw: str) -> str:
    """Several lines: control and direction marks gone, empty lines and runs of blanks made one, ends trimmed."""
    if not _DIRTY.search(raw):
        return raw
    return _SPACES.sub(" ", _BREAKS.sub("\n", _CONTROL.sub("", raw))).strip()


def without_controls(text: str) -> str:
    """`text` without control and direction marks, blanks and lines as they are: what a terminal may be sent."""
    return _CONTROL.sub("", text)


def half_width(raw: str) -> str:
    """Full-width letters, digits and signs as their half-width twins (`：` becomes `:`)."""
    return unicodedata.normalize("NFKC", raw)


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
