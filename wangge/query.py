"""The query language 查询: one line that clerks type, as a tree.

Bare words are text. `名:值` filters by a field's label, name or synonym; `-` excludes; `|` is or; `a..b`, `>a` and `<a` are ranges; quotes
keep blanks together. What a name or value means in SQL is decided in db/; errors point at the character.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from wangge.errors import Phrase, WanggeError
from wangge.fields import Field

NARROW = str.maketrans("：｜－＞＜　“”", ':|->< ""')
"""Full-width twins that an input method sends."""

DEADLINE = "时限"
"""A term of its own: `时限:超期`, `时限:今日` compare the deadline with now."""
COMMON = ("社区", "状态", "来源", "类别", "镇街", "承办单位")
"""Labels that a message of an unknown name shows first."""
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
    """A value between two ends, both included; an open end is empty."""

    low: str
    high: str
    at: int


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


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    at: int
    colon: int
    quoted: bool


def parse(line: str, fields: Iterable[Field]) -> And:
    """The tree of `line`.

    Args:
        line: what was typed; full-width signs count as their twins.
        fields: the fields that may be named.

    Raises:
        WanggeError: `query_name` or `query_syntax`, with the place (1 is the first character).
    """
    names = _names(fields)
    terms: list[Term] = []
    pending_or = False
    for token in _tokens(line.translate(NARROW)):
        if token.text == "|" and not token.quoted:
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
    return And(tuple(terms))


def _names(fields: Iterable[Field]) -> dict[str, str]:
    names: dict[str, str] = {}
    for field in fields:
        for name in (field.name, field.label, *field.synonyms):
            names.setdefault(name, field.name)
    return {**names, **ALIASES, DEADLINE: DEADLINE, "batch": "batch", "owner": "owner"}


def _tokens(line: str) -> Iterable[_Token]:
    at, length = 0, len(line)
    while at < length:
        if line[at] == " ":
            at += 1
            continue
        start, text, colon, quoted = at, "", -1, False
        while at < length and line[at] != " ":
            if line[at] == '"':
                closing = line.find('"', at + 1)
                if closing < 0:
                    raise WanggeError("query_syntax", at=at + 1, reason="引号没有配对")
                quoted = quoted or at == start
                text += line[at + 1 : closing]
                at = closing + 1
                continue
            if line[at] == ":" and colon < 0 and not quoted:
                colon = len(text)
            text += line[at]
            at += 1
        yield _Token(text, start, colon, quoted)


def _term(token: _Token, names: Mapping[str, str]) -> Term:
    if token.quoted:
        return Word(token.text, token.at)
    if token.text.startswith("-") and len(token.text) > 1:
        inner = _Token(token.text[1:], token.at + 1, token.colon - 1 if token.colon > 0 else -1, quoted=False)
        return Not(_term(inner, names))
    if token.colon <= 0:
        parts = [part for part in token.text.split("|") if part]
        if not parts:
            raise WanggeError("query_syntax", at=token.at + 1, reason="“|”两边都要有内容")
        words = tuple(Word(part, token.at) for part in parts)
        return words[0] if len(words) == 1 else Or(words)
    shown, rest = token.text[: token.colon], token.text[token.colon + 1 :]
    if shown not in names:
        raise WanggeError("query_name", at=token.at + 1, name=shown, known="、".join((*COMMON, *ALIASES, DEADLINE)))
    missing = Phrase("“{shown}:”后面还缺值（没有值写“空”）", shown=shown)
    if not rest:
        raise WanggeError("query_syntax", at=token.at + token.colon + 2, reason=missing)
    values: list[Literal | Range] = []
    at = token.at + token.colon + 1
    for part in rest.split("|"):
        if not part:
            raise WanggeError("query_syntax", at=at + 1, reason="“|”两边都要有内容")
        value = _value(part, at)
        if value == Range("", "", at):
            raise WanggeError("query_syntax", at=at + 1, reason=missing)
        values.append(value)
        at += len(part) + 1
    return Filter(names[shown], shown, tuple(values), token.at)


def _value(part: str, at: int) -> Literal | Range:
    if part.startswith(">"):
        return Range(part[1:].removeprefix("="), "", at)
    if part.startswith("<"):
        return Range("", part[1:].removeprefix("="), at)
    low, dots, high = part.partition("..")
    return Range(low, high, at) if dots else Literal(part, at)
