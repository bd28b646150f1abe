"""Event numbers 受理编号: the office's own pattern, a prefix of the day and a running number."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

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
