"""Digits 号码写法: the numbers of people in a text, however somebody spelled them.

People write a number with blanks, dots, dashes and brackets, in full-width or Han digits, with signs nobody sees. So a text is first read as groups of
digits, each with its place in the text, and the patterns look at the digits alone. Dates, amounts, order numbers and grid codes are no numbers of people.

Sources: 手机 11 digits, 区号 (工信部《电信网编号计划》); 身份证 15 and 18 digits (GB 11643); 银行卡 16–19 digits (GB/T 35964); 护照 a letter and eight digits, two
letters and seven since 2017.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

_HAN = {
    **dict.fromkeys("〇零○◯洞", "0"),
    **dict.fromkeys("一壹弌幺", "1"),
    **dict.fromkeys("二贰貳弍两兩", "2"),
    **dict.fromkeys("三叁參弎", "3"),
    **dict.fromkeys("四肆", "4"),
    **dict.fromkeys("五伍", "5"),
    **dict.fromkeys("六陆陸", "6"),
    **dict.fromkeys("七柒拐", "7"),
    **dict.fromkeys("八捌", "8"),
    **dict.fromkeys("九玖勾", "9"),
}
"""Han digits, those of cheques, and those that are spoken."""
_LETTERS = {"O": "0", "o": "0", "Ｏ": "0", "l": "1", "I": "1"}
"""Letters that stand for a digit between digits."""
_UNSEEN = r"\u00ad\u180e\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff\u20e3"
_BETWEEN = rf"[\s{_UNSEEN}.．。·•・‧∙⋅\-‐-―−﹣﹘－ｰ~～_＿()（）\[\]［］【】]"
_ARABIC = r"\d⓪①-⑨⑴-⑼⒈-⒐❶-❾⁰¹²³⁴-⁹₀-₉"
_LETTER = r"(?:(?<![A-Za-zＡ-Ｚａ-ｚ])|(?<=[OoＯlI\d]))[OoＯlI](?![A-HJ-NP-Za-kmnp-zＡ-ＮＰ-Ｚａ-ｚ])"
_ONE = rf"(?:[{_ARABIC}{''.join(_HAN)}]|{_LETTER})"
_RUN = re.compile(rf"{_ONE}(?:{_BETWEEN}{{0,4}}{_ONE}){{6,}}")
_ANY = rf"[{_ARABIC}{''.join(_HAN)}]"
_LIKELY = re.compile(rf"{_ANY}(?:{_BETWEEN}{{0,4}}[{_ARABIC}{''.join(_HAN)}OoＯlI]){{5}}")
"""What every run has in it, found much faster."""
_GROUP = re.compile(
    rf"(?:[{_ARABIC}]|{_LETTER})(?:[{_UNSEEN}]*(?:[{_ARABIC}]|{_LETTER}))*|[{''.join(_HAN)}](?:[{_UNSEEN}]*[{''.join(_HAN)}])*"
)
_LISTED = re.compile(r"1(?<![\d*]1)[3-9]\d([,，、/|\\:：;；+])\d{4}\1\d{4}(?!\d)")
_LAST_OF_ID = re.compile(rf"{_BETWEEN}{{0,3}}([XxＸｘ×])(?![A-Za-z])")


class Kind(StrEnum):
    """What a number is."""

    ID_NUMBER = "id"
    MOBILE = "mobile"
    LANDLINE = "landline"
    SERVICE = "service"
    CARD = "card"
    PASSPORT = "passport"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a person in a text.

    Attributes:
        kind: what it is.
        start, end: where it stands.
        digits: it in plain digits, of a mobile without what is dialled before it; a passport and an ID number with its letter.
    """

    kind: Kind
    start: int
    end: int
    digits: str


@dataclass(frozen=True, slots=True)
class _Digits:
    """A group of digits that stand together.

    Attributes:
        text: in plain digits.
        places: where each of them stands.
        closed: whether a mask stands beside it, so that it is what masking left.
    """

    text: str
    places: Sequence[int]
    closed: bool

    def behind(self) -> _Digits:
        """It without its first digit."""
        return _Digits(self.text[1:], self.places[1:], self.closed)


_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_DATED = re.compile(rf"(?:19|20)\d\d{_DAY}")
_PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123]|91)"
_AREA = r"(?:10|2\d|[3-9]\d\d)"
_ABROAD = r"(?:00)?86"
_ALONE: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    # nobody with a number of 15 digits was born before 1920; grid codes of 15 digits look like earlier years
    (Kind.ID_NUMBER, re.compile(rf"({_PROVINCE}\d{{4}}(?:(?:19|20)\d\d{_DAY}\d{{3}}[\dX]|[2-9]\d{_DAY}\d{{3}}))", re.IGNORECASE)),
    (Kind.MOBILE, re.compile(rf"(?:{_ABROAD}|0)?(1[3-9]\d{{9}})")),
    (Kind.LANDLINE, re.compile(rf"(?:{_ABROAD})?(0(?:10\d{{8}}|2\d\d{{8}}|[3-9]\d\d\d{{7,8}}))")),
    (Kind.SERVICE, re.compile(r"([48]00[1-9]\d{6})")),
    (Kind.CARD, re.compile(rf"((?!{_DATED.pattern})\d{{16,19}})")),
)
"""What a group of digits is by itself."""
_WITHOUT_ZERO = re.compile(rf"{_ABROAD}({_AREA}[2-9]\d{{6,7}})")
_MOBILE_DIGITS = 11
_MOST = 23
_FOURS = 4
_ONE_BY_ONE = 1
_COUNTED = re.compile(r"\s*(?:元(?![旦宵])|[块万亿㎡%％]|平方|平米)")
_ASKS_FOR_PHONE = re.compile(
    r"(?:电话|手机|座机|固话|宅电|传真|热线|致电|来电|回电|去电|拨打|联系方式|联系|小灵通|微信|[Tt][Ee][Ll]|[Pp]hone)"
    r"(?:号码|号|为|是)*[\s:：,，.。（(]{0,3}$"
)
_NEXT = re.compile(r"[\s、/或,，和及;；]{1,3}")
_LOCAL = re.compile(rf"(?!{_DATED.pattern})\d{{7,13}}")
_PASSPORT = re.compile(r"(?<![A-Za-z0-9Ａ-Ｚａ-ｚ])(?:([EGDSPHMCTKＥＧ])|([A-ZＡ-Ｚ]))([A-ZＡ-Ｚ]?)[\s\-]?$", re.IGNORECASE)
_PLUS = re.compile(r"[+＋]\s*$")
_ASKS_FOR_CARD = re.compile(r"(?:账号|帐号|卡号|账户|帐户|银行卡|存折)(?:号码|号|为|是)*[\s:：,，.。（(]{0,3}$")
_ASKS_FOR_PASSPORT = re.compile(r"护照|通行证|签证|证件")
_ASKS_BACK, _PASSPORT_SIGNS = 16, 9
_ACCOUNT, _ABROAD_SIGNS = range(9, 26), range(8, 16)


def find(text: str) -> list[Number]:
    """The numbers of people in a text, in their order."""
    found: list[Number] = []
    likely = _LIKELY.search(text)
    for run in _RUN.finditer(text, max(0, likely.start() - 1)) if likely else ():
        found += _in_run(text, run.start(), run.end(), found[-1] if found else None)
    if _LISTED.search(text):
        found += (
            _listed(each)
            for each in _LISTED.finditer(text)
            if not any(known.start < each.end() > each.start() < known.end for known in found)
        )
        found.sort(key=lambda number: number.start)
    return found


def whole_phone(text: str) -> str:
    """The one mobile or fixed line (with its area code) that a text is, in plain digits; empty when it is something else or several."""
    if plain_mobile(text):
        return text
    numbers = find(text)
    if len(numbers) != 1 or numbers[0].kind not in {Kind.MOBILE, Kind.LANDLINE}:
        return ""
    rest = text[: numbers[0].start] + text[numbers[0].end :]
    whole = re.fullmatch(rf"(?:{_BETWEEN}|[+＋]|{_ABROAD}|0)*", rest) and (
        numbers[0].kind is Kind.MOBILE or numbers[0].digits.startswith("0")
    )
    return numbers[0].digits if whole else ""


def plain_mobile(text: str) -> bool:
    """Whether a text is nothing but the eleven digits of a mobile, as most are."""
    return len(text) == _MOBILE_DIGITS and text.isascii() and text.isdecimal() and text[0] == "1" and text[1] > "2"


def digits(text: str) -> tuple[str, tuple[int, ...]]:
    """All digits of a text, of every script, and where each stands."""
    places = tuple(place for group in _GROUP.finditer(text) for place in range(*group.span()) if _plain(text[place]))
    return "".join(_plain(text[place]) for place in places), places


def _plain(sign: str) -> str:
    known = _HAN.get(sign) or _LETTERS.get(sign)
    if known:
        return known
    value = unicodedata.digit(sign, None)
    return "" if value is None else str(value)


def _groups(text: str, start: int, end: int) -> list[_Digits]:
    groups: list[_Digits] = []
    for each in _GROUP.finditer(text, start, end):
        own: str = each.group()
        places: Sequence[int] = range(*each.span())
        closed = text[each.start() - 1 : each.start()] == "*" or text[each.end() : each.end() + 1] == "*"
        if not (own.isascii() and own.isdecimal()):
            places = tuple(place for place in places if _plain(text[place]))
            own = "".join(_plain(text[place]) for place in places)
        groups.append(_Digits(own, places, closed))
    # 一 between groups is a dash, typed without changing the keyboard
    return [
        each
        for before, each, after in zip((None, *groups), groups, (*groups[1:], None), strict=False)
        if not (before and after and text[each.places[0]] == "一" and len(each.text) == 1 and _beside(before, each, after))
    ]


def _beside(before: _Digits, each: _Digits, after: _Digits) -> bool:
    return before.places[-1] + 1 == each.places[0] == after.places[0] - 1 and min(len(before.text), len(after.text)) >= 3


def _in_run(text: str, start: int, end: int, last: Number | None) -> Iterator[Number]:
    """The numbers of one run of digits; `last` is the number before it."""
    if plain_mobile(text[start:end]):
        yield Number(Kind.MOBILE, start, end, text[start:end])
        return
    groups = _groups(text, start, end)
    ends_in_x = _LAST_OF_ID.match(text, end)
    alone = [_number(_alone(each.text), [each], text) for each in groups]
    if ends_in_x and (known := _alone(groups[-1].text + "X")) and known[0] is Kind.ID_NUMBER:
        alone[-1] = _number((Kind.ID_NUMBER, groups[-1].text + _letter(ends_in_x), 0), groups[-1:], text, ends_in_x.end())
    if not any(alone) and not any(each.closed for each in groups):
        whole = _whole(text, groups, ends_in_x) or _account(text, groups)
        if whole:
            yield whole
            return
    place = 0
    while place < len(groups):
        count, number = (1, alone[place]) if alone[place] else _from(text, groups[place:], ends_in_x)
        if number is None and text[groups[place].places[0]] in _HAN and len(groups[place].text) > 1:
            # the end of a name such as 张三 stands before the number
            count, number = _from(text, [groups[place].behind(), *groups[place + 1 :]], ends_in_x)
        if number is None:
            count, number = _by_what_stands_before(text, groups[place:], last)
        if number is not None:
            last = number
            yield number
        place += count


def _alone(text: str) -> tuple[Kind, str, int] | None:
    """What digits are by themselves: the kind, the number's own digits, and where they begin."""
    for kind, pattern in _ALONE:
        if found := pattern.fullmatch(text):
            return kind, found[1], found.start(1)
    return None


def _without_zero(text: str) -> tuple[Kind, str, int] | None:
    """A fixed line behind +86, where the zero of its area code is not dialled."""
    found = _WITHOUT_ZERO.fullmatch(text)
    return (Kind.LANDLINE, f"0{found[1]}", found.start(1)) if found else None


def _number(known: tuple[Kind, str, int] | None, groups: Sequence[_Digits], text: str, end: int = 0) -> Number | None:
    if known is None:
        return _inside(groups[0], text) if len(groups) == 1 else None
    kind, own, offset = known
    places = [place for each in groups for place in each.places]
    if kind is Kind.SERVICE and _COUNTED.match(text, places[-1] + 1):
        return None
    return Number(kind, places[offset], end or places[-1] + 1, own)


def _inside(group: _Digits, text: str) -> Number | None:
    """A number in Han digits behind another Han digit, such as the end of a name."""
    if text[group.places[0]] not in _HAN or len(group.text) <= 11:
        return None
    for start in range(1, len(group.text)):
        for length in (18, 11):
            known = _alone(group.text[start : start + length])
            if known and known[0] is not Kind.CARD:
                return Number(
                    known[0], group.places[start + known[2]], group.places[min(start + length, len(group.text)) - 1] + 1, known[1]
                )
    return None


def _whole(text: str, groups: Sequence[_Digits], ends_in_x: re.Match[str] | None) -> Number | None:
    """A run whose digits are one mobile or ID number altogether, however they are grouped."""
    joined = "".join(each.text for each in groups)
    if ends_in_x and (known := _alone(joined + "X")) and known[0] is Kind.ID_NUMBER:
        return _number((Kind.ID_NUMBER, joined + _letter(ends_in_x), 0), groups, text, ends_in_x.end())
    known = _alone(joined)
    if (
        known is None
        or known[0] not in {Kind.MOBILE, Kind.ID_NUMBER}
        or (len(groups) > 1 and _COUNTED.match(text, groups[-1].places[-1] + 1))
    ):
        return None
    return _number(known, groups, text)


def _account(text: str, groups: Sequence[_Digits]) -> Number | None:
    """A run behind a word for an account; those of firms have any number of digits."""
    joined, start = "".join(each.text for each in groups), groups[0].places[0]
    asked = len(joined) in _ACCOUNT and _ASKS_FOR_CARD.search(text, max(0, start - _ASKS_BACK), start)
    return _number((Kind.CARD, joined, 0), groups, text) if asked else None


def _letter(found: re.Match[str]) -> str:
    return "x" if found[1] in "xｘ" else "X"


def _from(text: str, groups: Sequence[_Digits], ends_in_x: re.Match[str] | None) -> tuple[int, Number | None]:
    """The number that begins with the first of these groups and goes over several, and over how many; (1, None) for none."""
    hits: list[tuple[int, Number]] = []
    joined = ""
    for count, each in enumerate(groups, 1):
        joined += each.text
        if each.closed or len(joined) > _MOST:
            break
        taken = groups[:count]
        if count == len(groups) and ends_in_x and (known := _alone(joined + "X")) and known[0] is Kind.ID_NUMBER:
            return count, _number((Kind.ID_NUMBER, joined + _letter(ends_in_x), 0), taken, text, ends_in_x.end())
        known = _alone(joined) or _without_zero(joined)
        if known and count > 1 and _grouped(known[0], taken, text) and (number := _number(known, taken, text)):
            if known[0] is not Kind.CARD:
                return count, number
            hits.append((count, number))
    return hits[-1] if hits else (1, None)


def _grouped(kind: Kind, groups: Sequence[_Digits], text: str) -> bool:
    """Whether a number of this kind is written in such groups."""
    lengths = [len(each.text) for each in groups]
    if set(lengths) == {_ONE_BY_ONE}:
        return True
    match kind:
        case Kind.MOBILE:
            return min(lengths) > _ONE_BY_ONE and not _COUNTED.match(text, groups[-1].places[-1] + 1)
        case Kind.LANDLINE | Kind.SERVICE:
            return min(lengths) > _ONE_BY_ONE and (lengths[0] >= 3 or groups[0].text == "86")
        case Kind.CARD:
            return set(lengths[:-1]) == {_FOURS} or (len(lengths) == 2 and lengths[0] == 6)
        case _:
            return True


def _by_what_stands_before(text: str, groups: Sequence[_Digits], last: Number | None) -> tuple[int, Number | None]:
    """A passport, a number abroad, or a fixed line without area code: told by the letter, sign, word or number before it."""
    first = groups[0]
    start, end = first.places[0], first.places[-1] + 1
    before = text[max(0, start - _ASKS_BACK) : start]
    letters = _PASSPORT.search(before)
    if letters and not _DATED.fullmatch(first.text):
        own = f"{letters[1] or letters[2]}{letters[3]}".upper()
        if (len(own) + len(first.text) == _PASSPORT_SIGNS and letters[1]) or _ASKS_FOR_PASSPORT.search(before):
            return 1, Number(Kind.PASSPORT, start - len(letters[0]), end, own + first.text)
    lengths = [sum(len(each.text) for each in groups[:count]) for count in range(len(groups) + 1)]
    fitting = [count for count, length in enumerate(lengths) if length in _ABROAD_SIGNS]
    if fitting and _PLUS.search(before) and not any(each.closed for each in groups[: fitting[-1]]):
        taken = groups[: fitting[-1]]
        joined = "".join(each.text for each in taken)
        return len(taken), _number(_without_zero(joined) or (Kind.LANDLINE, joined, 0), taken, text)
    listed = last is not None and last.kind in {Kind.MOBILE, Kind.LANDLINE, Kind.SERVICE} and _NEXT.fullmatch(text, last.end, start)
    if listed or _ASKS_FOR_PHONE.search(before):
        for taken in (groups[:1], groups[:2]):
            joined = "".join(each.text for each in taken)
            if not any(each.closed for each in taken) and _LOCAL.fullmatch(joined) and not _COUNTED.match(text, taken[-1].places[-1] + 1):
                return len(taken), Number(Kind.LANDLINE, start, taken[-1].places[-1] + 1, joined)
    return 1, None


def _listed(found: re.Match[str]) -> Number:
    own = found.group()
    return Number(Kind.MOBILE, found.start(), found.end(), own[:3] + own[4:8] + own[9:])
