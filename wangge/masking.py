"""Masking 脱敏: what of a sensitive value may be seen without a reason.

The law demands measures of de-identification (PIPL 51) and fixes no pattern; the patterns are the usual ones of public service. A text is read as
`wangge.digits` reads it, so a number is masked however it is spelled, and what is left of it is always spelled in the same way: `138****5678`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from wangge import digits
from wangge.digits import Kind, Number
from wangge.names import A_NAME, COMPOUND, looks_like_a_name, person

RULES = 2
"""The number of these rules; a ledger whose rows were masked by others is masked anew when it is opened."""
MASKED = re.compile(
    r"1[3-9]\d\*{4}\d{4}|(?:0\d{2,3}-|[48]00-)?\*{6}\d\d|\d{6}\*{6,8}\d{3}[\dXx]?|\*{12}\d{4}|[A-Za-z]\*{6}\d\d"
    r"|[\u4e00-\u9fff][A-Z]\*{3}[0-9A-Z][0-9A-Z学警港澳领挂试超]|[A-Za-z0-9]?\*{4}@[\w.-]+|(?<![A-Za-z0-9])wxid_\*{4,}|\*{4,}"
)
"""What masking leaves."""
NOBODY = frozenset({"不愿提供", "匿名"})
_MAIL = re.compile(r"([A-Za-z0-9Ａ-Ｚａ-ｚ０-９._%+-]+)[@＠]([A-Za-z0-9-]+(?:\s?[.．]\s?[A-Za-z0-9-]+)+)")
_CHAT = re.compile(
    r"(?P<own>wxid_)\w{4,}|(?P<asked>(?:微信|薇信|威信|weixin|wechat|(?<![a-z])[wv]x|[vＶ]信|QQ|企鹅)(?:号码|账号|号|ID)?[\s:：为是]{0,3})"
    r"(?P<name>[a-z](?=[\w-]*[\d_-])[a-z0-9_-]{5,19}|[1-9]\d{4,11})(?![a-z0-9_@])",
    re.IGNORECASE | re.ASCII,
)
_PLATE = re.compile(
    r"(?P<where>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使])\s?(?P<city>[A-HJ-NP-ZＡ-ＨＪ-ＮＰ-Ｚa-hj-np-z])[·•・.．\- \u3000]{0,2}"
    r"(?P<rest>[A-HJ-NP-Z0-9Ａ-ＨＪ-ＮＰ-Ｚ０-９a-hj-np-z]{4,5}[A-HJ-NP-Z0-9Ａ-ＨＪ-ＮＰ-Ｚ０-９a-hj-np-z学警港澳领挂试超])(?![A-Za-z0-9Ａ-Ｚａ-ｚ０-９])"
)
_CHAT_SIGNS = ("信", "QQ", "qq", "x", "X", "企鹅")
_WORD_OF_PHONE = re.compile(
    rf"{MASKED.pattern}|[+＋]?(?:00)?86(?=[\s-]?1\d\d\*)|无|不详|未知|没有|空号|未留|未提供|拒绝提供|不愿提供|不便提供|匿名|转|或|和|及|电话|手机|座机|本人|(?P<else>\w)"
)
_LONGEST_STARS = 8
_LEAST_DIGITS = 5
_WIDEST = 5
"""How far a number's digits may stand apart."""
_OTHERS = re.compile(r"[、,，/;；|（）()]")
_PERSON = re.compile(rf"{A_NAME}|[\u3400-\u9fff]+·[\u3400-\u9fff·]+|[A-Za-z][A-Za-z .'-]{{3,40}}")
_SIGNS = re.compile(r"[A-Za-z0-9_@.-]{5,}")


def mask_free_text(text: str) -> str:
    """Free text with phones, ID numbers, passports, bank cards, plates, e-mail addresses and chat names masked; everything else to the letter."""
    for number in reversed(digits.find(text)):
        text = _put(text, number)
    if "@" in text or "＠" in text:
        text = _MAIL.sub(_mail, text)
    if any(sign in text for sign in _CHAT_SIGNS):
        text = _CHAT.sub(_chat, text)
    return _PLATE.sub(_plate, text)


def _put(text: str, number: Number) -> str:
    start = number.start
    # a bracket that was opened before the number and closed inside it goes with it
    if (
        text[start - 1 : start] in {"(", "（"}
        and re.search("[)）]", text[start : number.end])
        and not re.search("[(（]", text[start : number.end])
    ):
        start -= 1
    return f"{text[:start]}{_shown(number)}{text[number.end :]}"


def _shown(number: Number) -> str:
    own = number.digits
    match number.kind:
        case Kind.MOBILE:
            return f"{own[:3]}****{own[-4:]}"
        case Kind.ID_NUMBER:
            return f"{own[:6]}{'*' * (len(own) - 10)}{own[-4:]}" if len(own) > 15 else f"{own[:6]}******{own[-3:]}"
        case Kind.LANDLINE:
            area = re.match(r"0(?:10|2\d|[3-9]\d\d)", own)
            return f"{area[0]}-******{own[-2:]}" if area else f"******{own[-2:]}"
        case Kind.SERVICE:
            return f"{own[:3]}-******{own[-2:]}"
        case Kind.PASSPORT:
            return f"{own[0]}******{own[-2:]}"
        case Kind.CARD:
            return f"************{own[-4:]}"


def _mail(found: re.Match[str]) -> str:
    return f"{found[1][0]}****@{found[2]}"


def _chat(found: re.Match[str]) -> str:
    return f"{found['own'] or found['asked']}********"


def _plate(found: re.Match[str]) -> str:
    rest = found["rest"]
    if not re.search(r"\d", rest):
        return found[0]
    return f"{found['where']}{_usual(found['city']).upper()}***{_usual(rest[-2:]).upper()}"


def _usual(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def mask_phone(phone: str) -> str:
    """`13812345678` as `138****5678`; several numbers each; all else that might name anybody as stars. A masked one stays."""
    if digits.plain_mobile(phone):
        return f"{phone[:3]}****{phone[-4:]}"
    # a fixed line needs no word before it here
    masked = mask_free_text(f"电话{phone}").removeprefix("电话")
    return _WORD_OF_PHONE.sub(lambda found: "*" if found["else"] else found[0], masked)


def mask_name(name: str) -> str:
    """`张三` as `张*`, `欧阳娜娜` as `欧阳**`; account names keep two letters."""
    if name in NOBODY or "*" in name:
        return name
    keep = 2 if (name[:2] in COMPOUND and len(name) > 2) or name[:1].isascii() else 1
    return name[:keep] + "*" * max(1, min(len(name) - keep, 4))


def mask_unknown(value: str) -> str:
    """A column that nobody declared: only its length is shown."""
    return "＊" * max(1, min(len(value), _LONGEST_STARS))


@dataclass(frozen=True)
class Own:
    """Whose row it is 本人: what its caller and phone are is hidden wherever else in the row it stands.

    Attributes:
        caller, phone: the raw values of the row; empty for none.
    """

    caller: str = ""
    phone: str = ""

    def shown(self, text: str) -> str:
        """What may be seen of free text in this row: as `mask_free_text`, and without the row's own caller and numbers."""
        text = mask_free_text(text)
        names, numbers, signs = self._hidden
        for name in names:
            text = _without_name(text, name)
        for number in numbers:
            text = _without_digits(text, number)
        for each in signs:
            text = re.sub(re.escape(each), "********", text, flags=re.IGNORECASE)
        return text

    @cached_property
    def _hidden(self) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
        """Names, numbers that no pattern knows (those that one does are masked in every text), and what else the phone's field holds."""
        names = _names_in(self.caller) if self.caller else ()
        if not self.phone or digits.plain_mobile(self.phone):
            return names, (), ()
        numbers = (digits.digits(part)[0] for part in re.split("[、,，/;；]", self.phone) if "*" not in part)
        signs = (each for each in _SIGNS.findall(self.phone) if re.search("[A-Za-z]", each))
        return names, [own for own in numbers if len(own) >= _LEAST_DIGITS], list(signs)


NOT_OWN = Own()


@lru_cache(maxsize=1_000)
def _names_in(caller: str) -> tuple[str, ...]:
    """The people that a caller's cell names; what is no name of a person hides nothing."""
    if looks_like_a_name(caller):
        return (caller,)
    each = dict.fromkeys((person(caller), *map(person, _OTHERS.split(caller))))
    return tuple(name for name in each if "*" not in name and name not in NOBODY and _PERSON.fullmatch(name))


def _without_name(text: str, name: str) -> str:
    if name in text:
        text = text.replace(name, mask_name(name))
    if name[0] in text and name[-1] in text and len(name) < 20:
        between = r"[\s\u200b-\u200f\u2060\ufeff·•・‧]{0,3}"
        text = re.sub(between.join(map(re.escape, name.replace(" ", ""))), mask_name(name), text, flags=re.IGNORECASE)
    return text


def _without_digits(text: str, number: str) -> str:
    told, places = digits.digits(text)
    at = told.rfind(number)
    while at >= 0:
        first, last = places[at], places[at + len(number) - 1]
        # not a part of a longer number, nor digits from all over the text
        beside = text[first - 1 : first].isdecimal() or text[last + 1 : last + 2].isdecimal()
        together = all(after - before <= _WIDEST for before, after in pairwise(places[at : at + len(number)]))
        if together and not beside and "*" not in text[first:last]:
            text = f"{text[:first]}******{number[-2:]}{text[last + 1 :]}"
        at = told.rfind(number, 0, at)
    return text


MASKED_NUMBER = re.compile(rf"{MASKED.pattern}|[\dXx]{{0,20}}\d(?:\*{{2,}}|-\*{{4,}})[\dXx]*|\*{{4,}}\d+")
"""What masking leaves of phones, ID numbers, fixed lines and bank cards."""


def is_number_masked(text: str) -> bool:
    """Whether a text holds a number that free text shows masked only, as it is or as it was; by such nothing is found."""
    stars = text.replace("＊", "*")
    return bool(MASKED_NUMBER.search(stars)) or mask_free_text(text) != text
