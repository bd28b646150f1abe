"""Words 用语: how a report spells months, counts and what is not filled in."""

from __future__ import annotations

import re

BLANK = "未填（待补）"
"""Stands where an event has no value in the item that a sheet is ordered by."""
UNPLACED = "未落格"
"""Of communities: the virtual ones and none at all; the query language spells it alike."""
TOTAL = "合计"

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def month_words(month: str, *, padded: bool = False) -> str:
    """`2025-05` as `2025年5月` (padded: `2025年05月`, which sorts in a folder); what is no month stays as it is."""
    found = _MONTH.fullmatch(month)
    if not found:
        return month
    return f"{found[1]}年{found[2] if padded else int(found[2])}月"


def is_month(text: str) -> bool:
    """Whether `text` is written `YYYY-MM`; whether there is such a month is for `wangge.times` to say."""
    return bool(_MONTH.fullmatch(text))


def fraction(part: int, whole: int) -> str:
    """Numerator and denominator as a person checks them: `4,237 ÷ 4,414`."""
    return f"{part:,} ÷ {whole:,}"
