"""Guiding 导引: the tree 1 → 6 → N that proposes a block for what somebody comes with, and says why. It never acts.

A branch is found by the category or the words of a matter, or by asking its question at the counter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wangge.blocks import FRONT
from wangge.entries import Wrong, entries
from wangge.errors import Phrase

NAME = "branch"
NOTHING = (False, 0)
"""A branch that does not fit."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch of the tree 导引分支.

    Attributes:
        block: where it leads.
        question: what the front desk asks to find it.
        why: why there.
        categories: categories and subcategories that belong there.
        words: words of a text that tell of it.
        then: the finer branches behind it.
    """

    block: str
    question: str
    why: str
    categories: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    then: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Guided:
    """A proposal 导引建议.

    Attributes:
        block: where to.
        evidence: what in the matter tells of it.
        reason: why matters like this go there.
        path: the blocks on the way, from the front desk on.
    """

    block: str
    evidence: str
    reason: str
    path: tuple[str, ...]

    @property
    def why(self) -> str:
        """The evidence and the reason in one sentence."""
        return f"{self.evidence}：{self.reason}"


def guide(branches: Iterable[Branch], values: Mapping[str, object], known: Sequence[str]) -> Guided | None:
    """The block that a matter belongs to.

    What a category says goes before words, more words before fewer; behind the branch that is found, a finer one is looked for in the same way.

    Args:
        branches: the tree.
        values: what is known of the event.
        known: the office's blocks; a branch to another one leads to the block before it.

    Returns:
        None when nothing in the tree fits: then somebody asks.
    """
    named = {str(values.get(name) or "") for name in ("category", "subcategory")} - {""}
    told = f"{values.get('title') or ''}\n{values.get('text') or ''}"
    found, ahead = None, tuple(_walk(branches, (FRONT,), known))
    while fitting := [each for each in ahead if _fits(each[1], named, told) > NOTHING]:
        path, branch = max(fitting, key=lambda each: (*_fits(each[1], named, told), len(each[0])))
        found = Guided(path[-1], _evidence(branch, named, told), branch.why, path)
        ahead = tuple(_walk(branch.then, path, known))
    return found


def _fits(branch: Branch, named: Collection[str], told: str) -> tuple[bool, int]:
    """How well a branch fits: whether by its category, and by how many of its words."""
    return any(each in named for each in branch.categories), sum(word in told for word in branch.words)


def _evidence(branch: Branch, named: Collection[str], told: str) -> str:
    category = next((each for each in branch.categories if each in named), "")
    if category:
        return Phrase("类别“{named}”", named=category)
    return Phrase("文中有“{words}”", words="、".join(word for word in branch.words if word in told))


def _walk(branches: Iterable[Branch], before: tuple[str, ...], known: Sequence[str]) -> Iterator[tuple[tuple[str, ...], Branch]]:
    for branch in branches:
        path = (*before, branch.block) if branch.block in known and branch.block != before[-1] else before
        yield path, branch
        yield from _walk(branch.then, path, known)


def from_tree(tree: Mapping[str, Any], wrong: Wrong) -> tuple[Branch, ...]:
    """The branches in a parsed TOML file: `[[branch]]`, and `[[branch.then]]` behind it.

    Raises:
        what `wrong` makes, naming the entry.
    """
    return tuple(_branches(tree, NAME, wrong))


def _branches(tree: Mapping[str, Any], name: str, wrong: Wrong) -> Iterator[Branch]:
    texts, lists = dict.fromkeys(("block", "question", "why"), True), dict.fromkeys(("categories", "words"), False)
    for entry in entries(tree, name, texts, lists, wrong, "then"):
        behind = tuple(_branches({"then": entry.get("then", [])}, "then", wrong))
        told = (entry["block"].strip(), entry["question"].strip(), entry["why"].strip())
        yield Branch(*told, tuple(entry.get("categories", ())), tuple(entry.get("words", ())), behind)
