"""Search 检索: words in Chinese text, without word boundaries.

FTS5 over pairs of characters, contentless, tokens made here by one function. A pair becomes one token of ten hex digits, so every
character, punctuation and emoji included, is exact. The index runs behind a stored mark; above it the text itself is looked through.
"""

from __future__ import annotations

from itertools import pairwise

from wangge.masking import MASKED_NUMBER

_LOWER = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
MARK = "indexed_to"
"""The meta key of the highest event id that the index holds."""


def searchable(title: object, text: object) -> str:
    """The text that bare words are looked for in: title (if one was given) and text, as masked, in lower case, without masked numbers."""
    joined = f"{title}\n{text or ''}" if title else str(text or "")
    return MASKED_NUMBER.sub("\0", joined).translate(_LOWER) if "*" in joined else joined.translate(_LOWER)


def fold_case(text: str) -> str:
    """ASCII letters in lower case, everything else to the letter: what LIKE compares."""
    return text.translate(_LOWER)


def tokens(text: str) -> str:
    """The index tokens of a `searchable` text: every pair of neighbours once, and the last character alone."""
    codes = [f"{ord(char):05x}" for char in text]
    pairs = {first + second for first, second in pairwise(codes)}
    if codes:
        pairs.add(codes[-1])
    return " ".join(sorted(pairs))


def expression(word: str) -> str:
    """The match expression for a word; for three characters and more its hits must still be looked at (`instr`)."""
    codes = [f"{ord(char):05x}" for char in fold_case(word)]
    if len(codes) == 1:
        return f"{codes[0]}*"
    return " AND ".join(dict.fromkeys(first + second for first, second in pairwise(codes)))
