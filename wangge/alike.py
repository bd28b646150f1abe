"""Alike 疑似重复: how much two tellings look like one matter, and why.

A mark, never a decision: every order is registered, answered and called back singly; a person merges. Place, kind, caller, words and time each give points;
the reasons are said in words, so that a clerk can see what the mark rests on and what not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import pairwise

from wangge.errors import Phrase
from wangge.records import Event
from wangge.text import gist
from wangge.times import Instant, moment

DAYS = 30
"""Tellings further apart are another time the same happens (复发), not a duplicate."""
LIKELY = 60
"""Points from which two tellings are marked as one matter."""
RELATED = 40
"""Points from which they are worth showing: the same caller, the same place."""
FEW_WORDS = 6
"""Texts with fewer pairs of characters than this say too little to be compared."""
PHONE = re.compile(r"(?<![\d*])(1[3-9]\d)(?:\d{4}|\*{4})(\d{4})(?![\d*])")
_HOUSE = re.compile(r"[\u4e00-\u9fff]{2,5}(?:路|街|巷|弄|村|里|道)\d{1,4}(?:弄|号|巷)(?:\d{1,4}(?:号|幢|栋))?")
_ASIDE = re.compile(r"#[^#\s]{1,16}#?|1\d{2}[\d*]{4}\d{4}|\d[\d*\-]{4,}|[^\u4e00-\u9fff0-9A-Za-z]+")
_EVERYWHERE = re.compile(
    "报警人?的?(?:联系)?电话|联系电话|报警人?|反映人|手机号码?|电话|来电|反映|催促|纠纷|处理|引起|产生|双方|发生|现在|我们|辅助下单|请相关部门"
)
"""Words that nearly every telling has and that say nothing of its matter."""


@dataclass(frozen=True)
class Telling:
    """One telling, as far as it is compared; free text and place as masked.

    Attributes:
        caller: keyed digest of the caller's whole number. phone: of the number that the text names, as masked.
        asked: the caller's number as masked; a police record names it in its text.
    """

    text: str
    at: Instant | None
    category: str = ""
    subcategory: str = ""
    community: str = ""
    place: str = ""
    caller: int | None = None
    phone: int | None = None
    street: str = ""
    asked: str = ""

    @cached_property
    def phones(self) -> frozenset[object]:
        """The numbers that the caller has and the text names, as masked."""
        return frozenset(filter(None, (self.phone, named_phone(self.text), named_phone(self.asked))))

    @cached_property
    def words(self) -> frozenset[str]:
        """The pairs of characters that its text consists of, without what every telling says."""
        bare = _EVERYWHERE.sub("", _ASIDE.sub("", self.text))
        return frozenset(first + second for first, second in pairwise(bare))

    @cached_property
    def gist(self) -> int:
        """What is left of the text without tags and numbers, as a digest."""
        return gist(self.text)

    @cached_property
    def houses(self) -> frozenset[str]:
        """The house numbers that text and place name."""
        return frozenset(_HOUSE.findall(f"{self.place}\n{self.text}"))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two tellings are, in points, and the reasons in words."""

    points: int
    reasons: tuple[Phrase, ...]

    @property
    def likely(self) -> bool:
        """Whether they are probably one matter."""
        return self.points >= LIKELY


@dataclass(frozen=True, slots=True)
class Mark:
    """An event that looks like another one 疑似重复."""

    event: Event
    likeness: Likeness

    @property
    def master(self) -> str:
        """The number under which to merge: the event's own, or that of the matter in which it lies."""
        return self.event.text("merged_into") or self.event.no


def named_phone(text: str) -> str:
    """The first mobile number that a text names, as masking leaves it; empty for none."""
    found = PHONE.search(text)
    return f"{found[1]}****{found[2]}" if found else ""


def house_numbers(text: str) -> tuple[str, ...]:
    """The house numbers that a text names, as they stand there."""
    return tuple(dict.fromkeys(_HOUSE.findall(text)))


def likeness(one: Telling, other: Telling) -> Likeness | None:
    """How alike two tellings are; None when they lie further apart than `DAYS`."""
    apart = abs(moment(one.at) - moment(other.at)) if one.at and other.at else timedelta()
    if apart > timedelta(days=DAYS):
        return None
    found = [*_caller(one, other), *_words(one, other), *_place(one, other), *_kind(one, other)]
    if any(points > 0 for points, _ in found) and one.at and other.at:
        found.append(_time(apart))
    return Likeness(sum(points for points, _ in found), tuple(reason for _, reason in found))


def best(marks: Iterable[Mark], most: int) -> tuple[Mark, ...]:
    """The marks worth showing, most alike first; of equals the older one, which is more often the master."""
    worth = [mark for mark in marks if mark.likeness.points >= RELATED]
    return tuple(sorted(worth, key=lambda mark: (-mark.likeness.points, mark.event.id))[:most])


_Found = list[tuple[int, Phrase]]


def _caller(one: Telling, other: Telling) -> _Found:
    both = one.caller is not None and other.caller is not None
    if both and one.caller == other.caller:
        return [(42, Phrase("同一反映人电话"))]
    if not both and one.phones & other.phones:
        return [(40, Phrase("电话相同（按遮盖后比对）"))]
    return [(-25, Phrase("电话不同"))] if both or (one.phones and other.phones) else []


def _words(one: Telling, other: Telling) -> _Found:
    if one.gist and one.gist == other.gist:
        return [(60, Phrase("内容相同"))]
    if min(len(one.words), len(other.words)) < FEW_WORDS:
        return []
    share = 2 * len(one.words & other.words) / (len(one.words) + len(other.words))
    return [(round(45 * share), Phrase("内容相似 {share}%", share=round(100 * share)))] if share >= 0.2 else []


def _place(one: Telling, other: Telling) -> _Found:
    if one.street and other.street and one.street != other.street:
        return [(-20, Phrase("镇街不同"))]
    if both := one.houses & other.houses:
        return [(20, Phrase("同一门牌“{place}”", place=min(both)))]
    if one.place and one.place == other.place:
        return [(20, Phrase("同一地点“{place}”", place=one.place))]
    if one.community and one.community == other.community:
        return [(6, Phrase("同一社区“{place}”", place=one.community))]
    return []


def _kind(one: Telling, other: Telling) -> _Found:
    if one.subcategory and one.subcategory == other.subcategory:
        return [(6, Phrase("同一类“{kind}”", kind=one.subcategory))]
    if one.category and one.category == other.category:
        return [(3, Phrase("同一大类“{kind}”", kind=one.category))]
    return []


def _time(apart: timedelta) -> tuple[int, Phrase]:
    minutes = round(apart.total_seconds() / 60)
    if minutes < 60:
        return 8, Phrase("相隔 {count} 分钟", count=minutes)
    if minutes < 24 * 60:
        return 6, Phrase("相隔 {count} 小时", count=round(minutes / 60))
    return (3 if apart <= timedelta(days=3) else 0), Phrase("相隔 {count} 天", count=round(minutes / 1440))
