"""The query language 查询: one line that clerks type, as a tree.

Bare words are text. `名:值` filters by a field's label, name or synonym; `-` excludes; `|` is or; `a..b`, `>=a` and `<=a` are ranges with their
ends, `>a` and `<a` what lies behind or before all that `a` names (`>2025-05` begins in June); quotes keep blanks together. What a name or value means in SQL is decided in db/; errors point at the character.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from wangge.errors import Phrase, WanggeError
from wangge.field import Field
from wangge.masking import is_number_masked, mask_free_text
from wangge.text import usual, without_controls

NARROW = str.maketrans("：｜－＞＜　＝．≧≦", ":|->< =.≥≤")
"""Full-width twins that an input method sends; inside quotes every sign is meant to the letter."""
QUOTES = {'"': '"', "“": "“”", "”": "“”", "＂": "＂"}
"""What opens a quotation, and what closes it."""

EMPTY = "空"
"""The literal for a field without a value."""
MOST_TERMS = 500
"""Words and values that one query may have."""
DEADLINE = "时限"
"""A term of its own: `时限:超期`, `时限:今日` compare the deadline with now, `时限:预警`, `时限:签收超期` the event's other clocks."""
CALL = "回访"
"""A term of its own: `回访:待回访` is what the centre itself is to call back."""
SAME_CALLER = "同一反映人"
"""A term of its own: `同一反映人:编号` are the events of whoever reported that one."""
COMMON = ("社区", "状态", "来源", "类别", "镇街", "承办单位")
"""Labels that a message of an unknown name shows first."""
NAMED = ("subcategory", "unit", "community", "street")
"""Fields whose values people know by heart: their pinyin is understood, and they are offered, where no field is named."""
ALIASES: Mapping[str, str] = {
    "编号": "external_no",
    "层级": "tier",
    "事件级别": "tier",
    "街道": "street",
    "单位": "unit",
    "小类": "subcategory",
    "上报": "reported_at",
    "办结": "done_at",
    "派遣": "dispatched_at",
    "签收": "signed_at",
    "受理": "accepted_at",
    "到期": "due_at",
    "发生": "occurred_at",
    "网格员": "worker",
    "批次": "batch",
    "责任方": "owner",
}


@dataclass(frozen=True, slots=True)
class Word:
    """Text that the event must contain."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Range:
    """A value between two ends, both included unless `strict`; an open end is empty."""

    low: str
    high: str
    at: int
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Literal:
    """A value to equal, to be contained, or (`空`) to be absent."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Filter:
    """A field and the values of which one must fit."""

    name: str
    shown: str
    values: tuple[Literal | Range, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Not:
    """The term must not hold."""

    term: Term


@dataclass(frozen=True, slots=True)
class Or:
    """One of the terms must hold."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class And:
    """All terms must hold; no term at all is everything."""

    terms: tuple[Term, ...] = ()


Term: TypeAlias = Word | Filter | Not | Or | And
EVERYTHING = And()


class _Letter(NamedTuple):
    """One letter that was typed, its place, and whether it is quoted: then it is text, whatever it looks like."""

    char: str
    at: int
    quoted: bool

    def means(self, signs: str) -> bool:
        """Whether the letter is one of `signs`, not quoted."""
        return not self.quoted and self.char in signs


@dataclass(frozen=True, slots=True)
class _Token:
    """What stands between two blanks; `at` is its first character, which may be a quote."""

    letters: Sequence[_Letter]
    at: int

    @property
    def text(self) -> str:
        return without_controls("".join(letter.char for letter in self.letters))

    def begins(self, signs: str) -> bool:
        return bool(self.letters) and self.letters[0].means(signs)

    def parts(self) -> Iterator[_Token]:
        """What stands between the bars."""
        letters: list[_Letter] = []
        at = self.at
        for letter in self.letters:
            if letter.means("|"):
                yield _Token(letters, at)
                letters, at = [], letter.at + 1
            else:
                letters.append(letter)
        yield _Token(letters, at)


def filter_text(label: str, value: str | None) -> str:
    """The term `名:值` that is meant to the letter; None is the field without a value 空."""
    if value is None:
        return f"{label}:{EMPTY}"
    opening = next((quote for quote, closers in QUOTES.items() if not set(closers) & set(value)), '"')
    return f"{label}:{opening}{value}{QUOTES[opening][-1]}"


def parse(line: str, fields: Iterable[Field]) -> And:
    """The tree of `line`.

    Args:
        line: what was typed; full-width signs count as their twins.
        fields: the fields that may be named.

    Raises:
        WanggeError: `query_name`, `query_syntax`, or `query_masked` for a number that no text shows, with the place (1 is the first character);
            `query_long`.
    """
    names = _names(fields)
    terms: list[Term] = []
    pending_or = False
    for token in _tokens(line):
        if len(token.letters) == 1 and token.begins("|"):
            if not terms or pending_or:
                raise WanggeError("query_syntax", at=token.at + 1, reason="“|”两边都要有内容")
            pending_or = True
            continue
        term = _term(token, names)
        if pending_or:
            last = terms.pop()
            term = Or((*last.terms, term) if isinstance(last, Or) else (last, term))
            pending_or = False
        terms.append(term)
    if pending_or:
        raise WanggeError("query_syntax", at=len(line), reason="“|”后面还缺内容")
    if (count := sum(map(_size, terms))) > MOST_TERMS:
        raise WanggeError("query_long", count=count, limit=MOST_TERMS)
    return And(tuple(terms))


def _size(term: Term) -> int:
    """How many words and values a term has."""
    match term:
        case Not(inner):
            return _size(inner)
        case Or(terms) | And(terms):
            return sum(map(_size, terms))
        case Filter(values=values):
            return len(values)
        case _:
            return 1


def _names(fields: Iterable[Field]) -> dict[str, str]:
    names: dict[str, str] = {}
    for field in fields:
        for name in (field.name, field.label, *field.synonyms):
            names.setdefault(name, field.name)
    return {**names, **ALIASES, DEADLINE: DEADLINE, CALL: CALL, SAME_CALLER: SAME_CALLER, "batch": "batch", "owner": "owner"}


def _tokens(line: str) -> Iterator[_Token]:
    line = usual(line)
    typed = line.translate(NARROW)
    at = 0
    while at < len(line):
        if typed[at] == " ":
            at += 1
            continue
        start, letters = at, list[_Letter]()
        while at < len(line) and typed[at] != " ":
            if line[at] in QUOTES:
                closing = _closing(line, at)
                letters += [_Letter(line[place], place, quoted=True) for place in range(at + 1, closing)]
                at = closing + 1
            else:
                letters.append(_Letter(typed[at], at, quoted=False))
                at += 1
        yield _Token(letters, start)


def _closing(line: str, opening: int) -> int:
    """Where the quotation ends: at a quote of its own kind, else at any."""
    for closers in (QUOTES[line[opening]], "".join(QUOTES)):
        found = next((place for place in range(opening + 1, len(line)) if line[place] in closers), None)
        if found is not None:
            return found
    raise WanggeError("query_syntax", at=opening + 1, reason="引号没有配对")


def _term(token: _Token, names: Mapping[str, str]) -> Term:
    letters = token.letters
    minus = next((place for place, letter in enumerate(letters) if not letter.means("-")), 0)
    if minus:
        inner = _term(_Token(letters[minus:], token.at + minus), names)
        return Not(inner) if minus % 2 else inner
    colon = next((place for place, letter in enumerate(letters) if letter.means(":")), 0)
    if not colon or letters[0].quoted:
        words = tuple(_word(part) for part in token.parts() if part.letters)
        if not words and letters:
            raise WanggeError("query_syntax", at=token.at + 1, reason="“|”两边都要有内容")
        return words[0] if len(words) == 1 else Or(words) if words else Word("", token.at)
    shown = _Token(letters[:colon], token.at).text
    if shown not in names:
        raise WanggeError("query_name", at=token.at + 1, name=shown, known="、".join((*COMMON, *ALIASES, DEADLINE, CALL, SAME_CALLER)))
    missing = Phrase("“{shown}:”后面还缺值（没有值写“空”）", shown=shown)
    rest = _Token(letters[colon + 1 :], letters[colon].at + 1)
    if not rest.letters:
        raise WanggeError("query_syntax", at=rest.at + 1, reason=missing)
    values: list[Literal | Range] = []
    for part in rest.parts():
        if not part.letters:
            raise WanggeError("query_syntax", at=part.at + 1, reason="“|”两边都要有内容")
        value = _value(part)
        if isinstance(value, Range) and not value.low and not value.high:
            raise WanggeError("query_syntax", at=part.at + 1, reason=missing)
        values.append(value)
    return Filter(names[shown], shown, tuple(values), token.at)


def _word(part: _Token) -> Word:
    if is_number_masked(part.text):
        raise WanggeError("query_masked", at=part.at + 1, value=mask_free_text(part.text))
    return Word(part.text, part.at)


def _value(part: _Token) -> Literal | Range:
    letters, at = part.letters, part.at
    if part.begins("<>≤≥"):
        signs = 2 if len(letters) > 1 and letters[1].means("=") else 1
        strict = signs == 1 and part.begins("<>")
        rest = _Token(letters[signs:], at).text
        return Range(rest, "", at, strict) if part.begins(">≥") else Range("", rest, at, strict)
    dots = next((place for place in range(len(letters) - 1) if all(letter.means(".") for letter in letters[place : place + 2])), None)
    if dots is None:
        return Literal(part.text, at)
    return Range(_Token(letters[:dots], at).text, _Token(letters[dots + 2 :], at).text, at)
