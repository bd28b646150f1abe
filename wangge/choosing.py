"""Choosing 选择: a choice found by its number, by a part of its words, or by the letters of its pinyin."""

from __future__ import annotations

from collections.abc import Sequence

from wangge.pinyin import spells
from wangge.text import half_width


def found(part: str, choices: Sequence[str], *, numbered: bool = True) -> list[tuple[int, str]]:
    """The choices that a typed part may mean, each with its number in the whole list: the very word first, then what begins with it.

    Args:
        part: words, letters of pinyin (initials anywhere, or the beginning of the full spelling), or a number; nothing finds all.
        choices: the whole list.
        numbered: whether a number means the choice that has it, before those that have it in their words.
    """
    word = half_width(part).strip().lower()
    place = int(word[:9]) if numbered and word.isdecimal() else 0
    ranked = [
        (rank, at, choice) for at, choice in enumerate(choices, start=1) if (rank := 0 if at == place else _rank(word, choice)) is not None
    ]
    return [(at, choice) for _rank_, at, choice in sorted(ranked)]


def meant(text: str, choices: Sequence[str]) -> str:
    """What letters of pinyin stand for when the entry is left: the first choice that they find; any other text as it was typed."""
    word = half_width(text).strip()
    if not (word.isascii() and word.isalpha()) or text in choices:
        return text
    return next((choice for _place, choice in found(word, choices)), text)


def _rank(word: str, choice: str) -> int | None:
    """How well a word fits: 1 the very word, 2 its beginning, 3 inside, 4 by pinyin; None for not at all."""
    lower = choice.lower()
    if word == lower:
        return 1
    if word in lower:
        return 2 if lower.startswith(word) else 3
    return 4 if word.isalpha() and spells(word, choice) else None
