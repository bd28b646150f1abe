"""Codes 代码: administrative divisions, grids, ID numbers and credit codes, and whether one is right.

A check says what is wrong as a sentence; nothing wrong is an empty one. Sources: GB/T 2260 and GB/T 10114 (divisions), 国统字〔2009〕 rules
(communities), GB/T 30428.1 and GB/T 34300 (grids), GB 11643-1999 (ID numbers), GB 32100-2015 and GB 11714 (credit codes).
"""

from __future__ import annotations

import re
from datetime import date

from wangge.errors import Phrase
from wangge.text import half_width

PROVINCES = frozenset(
    [
        *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46"),
        *("50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82"),
    ]
)
LENGTHS = {"区县": 6, "镇街": 9, "社区": 12, "网格": 15}
"""Digits of a code by level: 6 county + 3 street + 3 community + 3 grid."""
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_SIGNS = "10X98765432"
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def division_fault(code: str, level: str) -> str:
    """What is wrong with the code of a place 行政区划代码、网格编码.

    Args:
        code: digits, as cleaned by the caller.
        level: a key of `LENGTHS`.

    Returns:
        the reason, empty for a code whose form is right; whether there is such a place no form can say.
    """
    length = LENGTHS[level]
    if not re.fullmatch(r"\d+", code, re.ASCII) or len(code) != length:
        return Phrase("{level}代码应是 {length} 位数字", level=level, length=length)
    if code[:2] not in PROVINCES:
        return Phrase("前两位“{found}”不是省级代码", found=code[:2])
    if length >= LENGTHS["镇街"] and not 1 <= int(code[6:9]) <= 599:
        return Phrase("第 7–9 位“{found}”应在 001–599（街道 001–099、镇 100–199、乡 200–399、其他 400–599）", found=code[6:9])
    if length >= LENGTHS["社区"] and not 1 <= int(code[9:12]) <= 399:
        return Phrase("第 10–12 位“{found}”应在 001–399（居委会 001–199、村委会 200–399）", found=code[9:12])
    if length == LENGTHS["网格"] and code[12:] == "000":
        return Phrase("网格顺序号从 001 起")
    return ""


def street_kind(code: str) -> str:
    """街道, 镇, 乡 or 其他, by the third group of a division code of 9 digits and more (GB/T 10114)."""
    number = int(code[6:9])
    return next(kind for most, kind in ((99, "街道"), (199, "镇"), (399, "乡"), (999, "其他")) if number <= most)


def clean_id(raw: str) -> str:
    """An ID number as it is meant: half-width, without blanks, its X a capital."""
    return re.sub(r"\s", "", half_width(raw)).upper()


def id_fault(raw: str, today: date) -> str:
    """What is wrong with a citizen ID number 公民身份号码 (GB 11643-1999), empty for nothing.

    Prefixes are not looked up: that of an abolished county stays valid for life.
    """
    number = clean_id(raw)
    if not re.fullmatch(r"\d{17}[\dX]", number, re.ASCII):
        return Phrase("应是 17 位数字加 1 位数字或 X")
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return Phrase("第 7–14 位不是日期")
    if born > today or born.year < 1850:
        return Phrase("第 7–14 位不是过去的日期")
    if number[-1] != id_sign(number[:17]):
        return Phrase("末位校验码不对")
    return ""


def id_sign(first: str) -> str:
    """The check character of the first 17 digits of an ID number."""
    total = sum(int(digit) * weight for digit, weight in zip(first, _ID_WEIGHTS, strict=True))
    return _ID_SIGNS[total % 11]


def credit_fault(raw: str) -> str:
    """What is wrong with a unified social credit code 统一社会信用代码 (GB 32100-2015), empty for nothing."""
    code = clean_id(raw)
    if len(code) != 18 or set(code) - set(_CREDIT_SIGNS):
        return Phrase("应是 18 位数字或大写字母（不用 I、O、S、V、Z）")
    total = sum(_CREDIT_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    if code[-1] != _CREDIT_SIGNS[-total % 31]:
        return Phrase("末位校验码不对")
    return ""


def phone_fault(raw: str) -> str:
    """What is doubtful about a phone number 电话号码, or several between 、 or ；, empty for nothing.

    A number of abroad, or one that a clerk was told wrongly, is kept all the same: this is a doubt and never a refusal.
    """
    for part in re.split(r"[、,;/]+", half_width(raw)):
        joined = "".join(part.split())
        wrong = _number_fault(joined) if joined else ""
        if wrong and not all(_number_fault(number) == "" for number in part.split()):
            return wrong
    return ""


def _number_fault(number: str) -> str:
    digits = re.sub(r"^(?:\+?86|0086)(?=1\d)|[-()]", "", number)
    if not re.fullmatch(r"\d+", digits, re.ASCII):
        return Phrase("“{number}”不像电话号码；外国号码可以照登", number=number[:20])
    if digits[0] == "1" and not (_SERVICE.fullmatch(digits) or _MOBILE.fullmatch(digits)):
        return Phrase("手机号应是 11 位、13–19 开头，现有 {length} 位", length=len(digits))
    if digits[0] != "1" and not _LANDLINE.fullmatch(digits):
        return Phrase("座机号应是 7–8 位，或加区号，现有 {length} 位", length=len(digits))
    return ""


_SERVICE = re.compile(r"1\d\d|1[0-2]\d{3}|10086\d", re.ASCII)
"""Short numbers of services: 110, 12345, 10086."""
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"(?:0\d{2,3})?[2-9]\d{6,7}|[48]00\d{7}|9\d{4,7}", re.ASCII)


def organisation_fault(raw: str) -> str:
    """What is wrong with an organisation code 组织机构代码 of nine signs (GB 11714), empty for nothing."""
    code = clean_id(raw).replace("-", "")
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code, re.ASCII):
        return Phrase("应是 8 位数字或大写字母加 1 位校验码")
    total = sum(_ORGANISATION_SIGNS.index(sign) * weight for sign, weight in zip(code[:8], _ORGANISATION_WEIGHTS, strict=True))
    if code[-1] != "0123456789X0"[11 - total % 11]:
        return Phrase("末位校验码不对")
    return ""
