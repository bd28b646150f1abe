"""Choosing 选择: a choice found by its number, by a part of its words, or by the letters of its pinyin."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from wangge.pinyin import initials, spelling
from wangge.text import half_width


def found(part: str, choices: Sequence[str]) -> list[tuple[int, str]]:
    """The choices that a typed part may mean, each with its number in the whole list: the very word first, then what begins with it.

    Args:
        part: words, letters of pinyin (initials anywhere, or the beginning of the full spelling), or a number; nothing finds all.
        choices: the whole list.
    """
    word = half_width(part).strip().lower()
    numbered = list(enumerate(choices, start=1))
    if word.isdecimal():
        return [(place, choice) for place, choice in numbered if place == int(word[:9]) or word in choice]
    ranked = [(rank, place, choice) for place, choice in numbered if (rank := _rank(word, choice)) is not None]
    return [(place, choice) for _rank_, place, choice in sorted(ranked)]


def meant(text: str, choices: Sequence[str]) -> str:
    """What letters of pinyin stand for when the entry is left: the first choice that they find; any other text as it was typed."""
    word = half_width(text).strip()
    if not (word.isascii() and word.isalpha()) or text in choices:
        return text
    return next((choice for _place, choice in found(word, choices)), text)


def _rank(word: str, choice: str) -> int | None:
    """How well a word fits: 0 the very word, 1 its beginning, 2 inside, 3 by pinyin; None for not at all."""
    lower = choice.lower()
    if word == lower:
        return 0
    if word in lower:
        return 1 if lower.startswith(word) else 2
    return 3 if word.isascii() and word.isalpha() and any(_spelt(word, letters) for letters in _letters(choice)) else None


def _spelt(word: str, letters: tuple[str, bool]) -> bool:
    spelt, whole = letters
    return spelt.startswith(word) if whole else word in spelt


@lru_cache(maxsize=4096)
def _letters(choice: str) -> tuple[tuple[str, bool], ...]:
    """The spellings of a choice: its initials, and its full pinyin, which is found by its beginning only."""
    return (*((each.lower(), False) for each in initials(choice)), (spelling(choice).lower(), True))
