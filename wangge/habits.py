"""Habits 习惯: what an office's own past decisions say of a new event.

For the matter and the unit a linear model over the traits of each event; for the place and the tier plain counts. A word weighs the more the rarer it is and
the oftener it is told, and each text as much as every other however long it is (TF-IDF: Salton and Buckley, Term-Weighting Approaches in Automatic Text
Retrieval, 1988). All of it is derived from the ledger and can be made anew at any time, so a decision that was taken back is forgotten the next time it
is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log, sqrt

from wangge.linear import Linear, Weights, scores
from wangge.segmenting import matter_words
from wangge.traits import LONGEST, grams, heading, roads, signs

LEAST = 30
"""With fewer decisions there is no habit yet."""
SEPARATOR = "\t"
"""Between the parts of a label that consists of several: category and subcategory, street, community and grid."""
SPEAKS = 0.02
"""What a word must add to a label at least to be evidence for it."""
MOSTLY = 0.5
"""The share of what it adds to the label that it speaks for most, that it must add at least."""

RARITY = ""
"""Beside the labels of a word stands under this one, which no label is, how rare the word is."""
TEXTS = (("text", 1.0), ("title", 0.5))
"""The texts of an event, and the length of each."""
VOICE = 0.2
"""What a second voice weighs beside the habits: with more of it, fewer real events are proposed as people decided."""
HEADED = 0.8
"""How much a gram under its heading weighs beside the gram itself."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a part is learned.

    Attributes:
        sign: the length of all signs of an event together, where that of its text is 1.
        step: the step of the model.
        rounds: how often all decisions are gone through.
    """

    sign: float
    step: float
    rounds: int


MANNERS: Mapping[str, Manner] = {"matter": Manner(0.2, 0.3, 4), "unit": Manner(0.7, 0.3, 4)}
"""The parts that are learned; the unit hangs on the place more than the matter does."""
DOERS = "doers"
"""The part that says which units did a matter before."""
COUNTED = ("place", "tier", DOERS)
"""The parts that are counted: the place by the roads that a text names, the tier and the units that did it by the matter."""
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
        words: the evidence 依据: whole words of the matter that speak for it, most first.
        heard: the whole words of the matter that past decisions know, whatever they speak for.
    """

    label: str
    points: float
    words: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()


def decision(values: Mapping[str, object]) -> Decision:
    """What the row of an event that was dispatched says was decided."""

    def joined(*names: str) -> str:
        parts = [str(values.get(name) or "") for name in names]
        return SEPARATOR.join(parts) if parts[-1] or parts[0] else ""

    labels = {
        "matter": _matter(values),
        # of a file's closed events only the unit that closed them is known
        "unit": joined("unit") or joined("done_unit"),
        "place": joined("street", "community", "grid") if values.get("community") else "",
        "tier": joined("tier"),
    }
    labels[DOERS] = labels["unit"] if labels["matter"] else ""
    return Decision(values, {part: label for part, label in labels.items() if label})


def _matter(values: Mapping[str, object]) -> str:
    """The matter of an event as a label; empty without a category."""
    return f"{values['category']}{SEPARATOR}{values.get('subcategory') or ''}" if values.get("category") else ""


def words_of(part: str, values: Mapping[str, object]) -> tuple[str, ...]:
    """Under which words an event is looked up for a part."""
    if part == "place":
        return roads(f"{values.get('place') or ''} {values.get('text') or ''}")
    if part == DOERS:
        return tuple(filter(None, (_matter(values),)))
    if part == "tier":
        return tuple(name for name in (str(values.get("subcategory") or ""),) if name)
    texts = {gram for name, _ in TEXTS for gram in grams(str(values.get(name) or ""))}
    return tuple(sorted(texts | set(_headed(values, texts).values()) | signs(values)))


def bag(part: str, values: Mapping[str, object], rarity: Mapping[str, float]) -> dict[str, float]:
    """The words of an event with their values, for a part that is learned.

    Args:
        part: one of `MANNERS`.
        values: what is known of the event, by Field name.
        rarity: how rare each word is; what is not in it is left out.
    """
    found: dict[str, float] = {}
    for name, length in TEXTS:
        told = {gram: 1 + log(times) for gram, times in grams(str(values.get(name) or "")).items()}
        for gram, value in _weighed(told, rarity, length).items():
            found[gram] = found.get(gram, 0.0) + value
    headed = {word: found[gram] * HEADED for gram, word in _headed(values, found).items() if word in rarity}
    return found | headed | _weighed(dict.fromkeys(signs(values), 1.0), rarity, MANNERS[part].sign)


def _weighed(told: Mapping[str, float], rarity: Mapping[str, float], length: float) -> dict[str, float]:
    """Words by how loud they are told and how rare they are, all together of a length."""
    found = {word: value * rarity[word] for word, value in told.items() if word in rarity}
    whole = sqrt(sum(value * value for value in found.values())) or 1.0
    return {word: value * length / whole for word, value in found.items()}


def _headed(values: Mapping[str, object], texts: Iterable[str]) -> dict[str, str]:
    """For each gram the word for it under the heading of its event: the same words mean another matter there. Nothing without a heading."""
    over = heading(str(values.get("text") or ""))
    return {gram: f"#{over}#{gram}" for gram in texts} if over else {}


class Study:
    """Finds the habits in decisions, a little at a time.

    Args:
        decisions: oldest first.
    """

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self._decisions = decisions
        self._weights: dict[str, Weights] = {}

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
        for each in decisions:
            heard.update(words_of(part, each.values))
            yield
        rarity = {word: round(1 + log((1 + len(decisions)) / (1 + times)), 3) for word, times in heard.items() if times > 1}
        bags = []
        for each in decisions:
            bags.append(bag(part, each.values, rarity))
            yield
        model = Linear(manner.step)
        for turn in range(manner.rounds):
            # in another order each time, and always the same: coprime strides go through all of them
            for at in _order(len(bags), turn):
                model.learn(bags[at], decisions[at].labels[part])
                yield
        found: dict[str, Mapping[str, float]] = {}
        for word, weights in model.averaged():
            found[word] = {RARITY: rarity[word], **weights}
            yield
        self._weights[part] = found


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
        said: what the other one says, by label; it has `VOICE` of a vote.
        most: how many.
    """
    voiced = [replace(guess, points=guess.points + said.get(guess.label, -1.0) * VOICE) for guess in found]
    known = {guess.label for guess in found}
    only = [Guess(label, points * VOICE - 1.0) for label, points in said.items() if label not in known]
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
    if part in MANNERS:
        told = bag(part, values, {word: weights[word].get(RARITY, 1.0) for word in words})
    else:
        # a name that is met in many places says little of any
        told = {word: 1 / sqrt(sum(weights[word].values())) for word in words}
    found = scores(told, weights)
    found.pop(RARITY, None)
    best = sorted(found, key=lambda label: (-found[label], label))[:most]
    if part not in MANNERS:
        return tuple(Guess(label, found[label], tuple(word for word in words if weights[word].get(label))) for label in best)
    added = _added(values, told, weights)
    return tuple(Guess(label, found[label], _evidence(label, added), tuple(added)) for label in best)


def _added(values: Mapping[str, object], told: Mapping[str, float], weights: Weights) -> dict[str, dict[str, float]]:
    """What each whole word of the matter, that past decisions know, adds to each label through the grams that it consists of."""
    known = {name: str(values.get(name) or "") for name in ("title", "text", *_OWN_NAMES)}
    over = heading(known["text"])
    added: dict[str, dict[str, float]] = {}
    words = matter_words(f"{known['title']} {known['text']}", [known[name] for name in _OWN_NAMES])
    for word in words:
        parts = {word[at : at + length] for length in range(1, LONGEST + 1) for at in range(len(word) - length + 1)}
        if any(len(each) == LEAST_SIGNS and each not in weights for each in parts):
            continue
        labels: dict[str, float] = {}
        for each in (*parts, *(f"#{over}#{each}" for each in parts)):
            for label, weight in weights[each].items() if each in told else ():
                labels[label] = labels.get(label, 0.0) + told[each] * weight
        labels.pop(RARITY, None)
        added[word] = labels
    return added if len(added) >= FAMILIAR * len(words) else {}


def _evidence(label: str, added: Mapping[str, Mapping[str, float]]) -> tuple[str, ...]:
    """The words that speak for a label, and hardly less than for any other."""
    spoken = {
        word: labels[label]
        for word, labels in added.items()
        if labels.get(label, 0.0) >= max(SPEAKS, MOSTLY * max(labels.values(), default=0.0))
    }
    return tuple(sorted(spoken, key=lambda word: (-spoken[word], word)))


FAMILIAR = 1 / 3
"""The share of its words that an event must have in common with past decisions for them to say anything of it."""
LEAST_SIGNS = 2
"""A word that none was told of before has parts of so many signs that none was told of."""
_OWN_NAMES = ("street", "community", "grid")
"""Names of where an event lies, which are no words of its matter."""
