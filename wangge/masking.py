"""Masking 脱敏: what of a sensitive value may be seen without a reason.

The law demands measures of de-identification (PIPL 51) and fixes no pattern; the patterns are the usual ones of public service.
"""

from __future__ import annotations

import re

_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3})-?\d{5,6}(\d{2})(?!\d)")
_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])(\d{6})(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{2}\d{2}(\d[0-9Xx])(?![0-9A-Za-z])")
_BANK_CARD = re.compile(r"(?<!\d)\d{12,15}(\d{4})(?!\d)")
_DIGIT_RUN = re.compile(r"\d{7}|\d{3,4}-\d")
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
    if not _DIGIT_RUN.search(text):
        return text
    text = _ID_NUMBER.sub(r"\1********\2", text)
    text = _MOBILE.sub(r"\1****\2", text)
    text = _LANDLINE.sub(r"\1-******\2", text)
    return _BANK_CARD.sub(r"************\1", text)


def mask_phone(phone: str) -> str:
    """`13812345678` as `138****5678`; several numbers each; what is no phone at all becomes stars. A masked one stays."""
    if "*" in phone:
        return phone
    masked = _LANDLINE.sub(r"\1-******\2", _MOBILE.sub(r"\1****\2", phone))
    return masked if masked != phone else re.sub(r"\d(?=\d{2})", "*", phone)


def mask_name(name: str) -> str:
    """`张三` as `张*`, `欧阳娜娜` as `欧阳**`; account names keep two letters."""
    if name in {"不愿提供", "匿名"} or "*" in name:
        return name
    keep = 2 if (name[:2] in _COMPOUND and len(name) > 2) or name[:1].isascii() else 1
    return name[:keep] + "*" * max(1, min(len(name) - keep, 4))


def mask_unknown(value: str) -> str:
    """A column that nobody declared: only its length is shown."""
    return "＊" * max(1, min(len(value), 8))
