"""Event numbers 受理编号: the office's own pattern, a prefix of the day and a running number."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from wangge.text import half_width

ENDING = 4
"""Signs of a number that are enough to find it by its ending."""
_NUMBER = re.compile(r"(?=(?:.*\d){3})[0-9A-Z][0-9A-Z_\-/.]{2,}[0-9A-Z]")
_PHONE = re.compile(r"(?:\+?86)?(1[3-9]\d{9}|0\d{9,11})")
_SEQUENCE = re.compile(r"\{seq[^}]*\}")


def prefix(pattern: str, day: date) -> str:
    """What all numbers of one day share; the running number counts within it."""
    return _SEQUENCE.sub("", _dated(pattern, day))


def number(pattern: str, day: date, sequence: int) -> str:
    """The number `sequence` (1 is the first) of `day`."""
    return _dated(pattern, day).format(seq=sequence)


@lru_cache(maxsize=8)
def _dated(pattern: str, day: date) -> str:
    return pattern.replace("{year}", f"{day.year:04d}").replace("{month}", f"{day.month:02d}").replace("{day}", f"{day.day:02d}")


def typed_number(text: str) -> str:
    """What was typed as the number of an event or its ending, in capitals; empty for what can be none."""
    number = half_width(text).strip().upper()
    return number if len(number) >= ENDING and _NUMBER.fullmatch(number) else ""


def typed_phone(text: str) -> str:
    """What was typed as one whole phone number, its digits alone; empty for anything else."""
    found = _PHONE.fullmatch(re.sub(r"[\s\-]", "", half_width(text)))
    return found[1] if found else ""
