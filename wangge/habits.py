"""Habits 习惯: what an office's own past decisions say of a new event.

For the matter and the unit a linear model over the traits of each event; for the place and the tier plain counts. All of it is derived from the
ledger and can be made anew at any time, so a decision that was taken back is forgotten the next time it is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from wangge.linear import Linear, Weights, scores, telling
from wangge.traits import grams, roads, signs

LEAST = 30
"""With fewer decisions there is no habit yet."""
SEPARATOR = "\t"
"""Between the parts of a label that consists of several: category and subcategory, street, community and grid."""
TOLD = 3
"""Words that a reason names."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a part is learned.

    Attributes:
        sign: how much one sign weighs beside the whole text, which weighs 1.
        step: the step of the model.
        rounds: how often all decisions are gone through.
    """

    sign: float
    step: float
    rounds: int


MANNERS: Mapping[str, Manner] = {"matter": Manner(0.15, 1.0, 3), "unit": Manner(0.3, 0.3, 4)}
"""The parts that are learned; the unit hangs on the place more than the matter does."""
COUNTED = ("place", "tier")
"""The parts that are counted: the place by the roads that a text names, the tier by the matter."""
PARTS = (*MANNERS, *COUNTED)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of one event.

    Attributes:
        values: what is known of it, by Field name, masked.
        labels: the decision, by part; a part that was not decided is not in it.
    """

    values: Mapping[str, object]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Guess:
    """What the habits say for one part.

    Attributes:
        label: the decision that they lean to.
        points: how much, to be compared with other guesses of the same event only.
        words: what speaks for it, most first.
    """

    label: str
    points: float
    words: tuple[str, ...] = ()


def decision(values: Mapping[str, object]) -> Decision:
    """What the row of an event that was dispatched says was decided."""

    def joined(*names: str) -> str:
        parts = [str(values.get(name) or "") for name in names]
        return SEPARATOR.join(parts) if parts[-1] or parts[0] else ""

    labels = {
        "matter": joined("category", "subcategory") if values.get("category") else "",
        # of a file's closed events only the unit that closed them is known
        "unit": joined("unit") or joined("done_unit"),
        "place": joined("street", "community", "grid") if values.get("community") else "",
        "tier": joined("tier"),
    }
    return Decision(values, {part: label for part, label in labels.items() if label})


def words_of(part: str, values: Mapping[str, object]) -> tuple[str, ...]:
    """Under which words an event is looked up for a part."""
    if part == "place":
        return roads(f"{values.get('place') or ''} {values.get('text') or ''}")
    if part == "tier":
        return tuple(name for name in (str(values.get("subcategory") or ""),) if name)
    return tuple(sorted(grams(str(values.get("text") or "")) | signs(values)))


def bag(part: str, words: Iterable[str]) -> dict[str, float]:
    """Words with their values: the text has the length 1 however long it is, a sign its own value."""
    words = tuple(words)
    text = [word for word in words if _is_gram(word)]
    value, sign = 1 / sqrt(len(text) or 1), MANNERS[part].sign
    return dict.fromkeys(text, value) | dict.fromkeys((word for word in words if not _is_gram(word)), sign)


def _is_gram(word: str) -> bool:
    """Whether a word is a gram of the text, and no sign of where and how the event came."""
    return word[0] not in "@#" or len(word) == 1


class Study:
    """Finds the habits in decisions, a little at a time.

    Args:
        decisions: oldest first.
    """

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self._decisions = decisions
        self._weights: dict[str, dict[str, dict[str, float]]] = {}

    def steps(self) -> Iterator[None]:
        """Go through the decisions; one step is one look at one of them."""
        for part in MANNERS:
            yield from self._learn(part)
        for part in COUNTED:
            counts: dict[str, Counter[str]] = {}
            for each in self._labelled(part):
                for word in words_of(part, each.values):
                    counts.setdefault(word, Counter())[each.labels[part]] += 1
                yield
            self._weights[part] = {word: {label: float(count) for label, count in found.items()} for word, found in counts.items()}

    def weights(self) -> Mapping[str, Weights]:
        """What was found, by part."""
        return self._weights

    def _labelled(self, part: str) -> list[Decision]:
        found = [each for each in self._decisions if part in each.labels]
        return found if len(found) >= LEAST else []

    def _learn(self, part: str) -> Iterator[None]:
        decisions, manner = self._labelled(part), MANNERS[part]
        heard: Counter[str] = Counter()
        told = []
        for each in decisions:
            words = words_of(part, each.values)
            heard.update(words)
            told.append(words)
            yield
        bags = [bag(part, [word for word in words if heard[word] > 1]) for words in told]
        model = Linear(manner.step)
        for turn in range(manner.rounds):
            # in another order each time, and always the same: coprime strides go through all of them
            for at in _order(len(bags), turn):
                model.learn(bags[at], decisions[at].labels[part])
                yield
        self._weights[part] = model.averaged()


def _order(count: int, turn: int) -> Iterator[int]:
    """All places below `count`, mixed, each once."""
    stride = next((step for step in range(count * 5 // 8 + turn, 2 * count) if _coprime(step, count)), 1)
    return ((place * stride + turn) % count for place in range(count))


def _coprime(first: int, second: int) -> bool:
    while second:
        first, second = second, first % second
    return first == 1


def joined(found: Sequence[Guess], said: Mapping[str, float], most: int = 3) -> tuple[Guess, ...]:
    """The guesses of the habits with a second voice beside them.

    Args:
        found: what the habits say, more of it than is shown.
        said: what the other one says, by label; it has half a vote.
        most: how many.
    """
    voiced = [replace(guess, points=guess.points + said.get(guess.label, -1.0) / 2) for guess in found]
    known = {guess.label for guess in found}
    only = [Guess(label, points / 2 - 1.0) for label, points in said.items() if label not in known]
    return tuple(sorted((*voiced, *only), key=lambda guess: (-guess.points, guess.label))[:most])


def guesses(part: str, values: Mapping[str, object], weights: Weights, most: int = 3) -> tuple[Guess, ...]:
    """What the habits say of an event for one part, the likeliest first; nothing where they know none of its words.

    Args:
        part: one of `PARTS`.
        values: what is known of the event, by Field name.
        weights: what `Study` found for this part, as far as the words of the event go.
        most: how many.
    """
    words = [word for word in words_of(part, values) if word in weights]
    found = scores(bag(part, words) if part in MANNERS else dict.fromkeys(words, 1.0), weights)
    if part in COUNTED:
        # a name that is met in many places says little of any
        spread = {word: sum(weights[word].values()) for word in words}
        found = scores({word: 1 / sqrt(total) for word, total in spread.items() if total}, weights)
    best = sorted(found, key=lambda label: (-found[label], label))[:most]
    long = [word for word in words if len(word) > 1 and word[0] not in "@#"]
    return tuple(Guess(label, found[label], telling(long, weights, label, TOLD)) for label in best)
