"""Masking 脱敏: what of a sensitive value may be seen without a reason.

The law demands measures of de-identification (PIPL 51) and fixes no pattern; the patterns are the usual ones of public service.
"""

from __future__ import annotations

import re

_ID_NUMBER = r"(?P<id>(?<![0-9A-Za-z])\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{2}\d{3}[0-9Xx](?![0-9A-Za-z]))"
_MOBILE = r"(?P<mobile>(?:(?<!\d)|(?<=(?<!\d)86))[1１][3-9３-９]\d(?:\d{8}|[- ]\d{4}[- ]\d{4})(?!\d))"
_LANDLINE = r"(?P<landline>(?<!\d)0\d{2,3}-?\d{7,8}(?!\d))"
_BANK_CARD = r"(?P<card>(?<!\d)\d{16,19}(?!\d))"
_NUMBER = re.compile(f"{_ID_NUMBER}|{_MOBILE}|{_LANDLINE}|{_BANK_CARD}")
_DIGITS = re.compile(r"\d\d\d")  # every number that is masked has three digits in a row somewhere
_WHOLE_MOBILE = 11
_COMPOUND = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "令狐",
    ]
)


def mask_free_text(text: str) -> str:
    """Free text with phones, ID numbers and bank cards masked; everything else to the letter."""
    return _NUMBER.sub(_masked, text) if _DIGITS.search(text) else text


def _masked(found: re.Match[str]) -> str:
    number = found.group()
    match found.lastgroup:
        case "mobile":
            return f"{number[:3]}****{number[-4:]}"
        case "id":
            return f"{number[:6]}********{number[-4:]}"
        case "landline":
            return f"{number[:4].rstrip('-')}-******{number[-2:]}"
        case _:
            return f"************{number[-4:]}"


def mask_phone(phone: str) -> str:
    """`13812345678` as `138****5678`; several numbers each; what is no phone at all becomes stars. A masked one stays."""
    if len(phone) == _WHOLE_MOBILE and phone.isdigit():
        return f"{phone[:3]}****{phone[-4:]}"
    masked = _NUMBER.sub(_masked, phone)
    return masked if masked != phone or "*" in phone else re.sub(r"\d(?=\d{2})", "*", phone)


def mask_name(name: str) -> str:
    """`张三` as `张*`, `欧阳娜娜` as `欧阳**`; account names keep two letters."""
    if name in {"不愿提供", "匿名"} or "*" in name:
        return name
    keep = 2 if (name[:2] in _COMPOUND and len(name) > 2) or name[:1].isascii() else 1
    return name[:keep] + "*" * max(1, min(len(name) - keep, 4))


def mask_unknown(value: str) -> str:
    """A column that nobody declared: only its length is shown."""
    return "＊" * max(1, min(len(value), 8))


MASKED_NUMBER = re.compile(r"[\dXx]{0,20}\d(?:\*{2,}|-\*{4,})[\dXx]*|\*{4,}\d+")
"""What masking leaves of phones, ID numbers, fixed lines and bank cards."""


def is_number_masked(text: str) -> bool:
    """Whether a text holds a number that free text shows masked only, as it is or as it was; by such nothing is found."""
    stars = text.replace("＊", "*")
    return bool(MASKED_NUMBER.search(stars)) or mask_free_text(text) != text
