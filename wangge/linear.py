"""Linear model 线性判别: one weight for each word and label, moved a little whenever a decision is told apart badly.

Passive-aggressive learning (Crammer et al., Online Passive-Aggressive Algorithms, JMLR 7, 2006, PA-I with several labels), with the weights averaged
over all that was seen, so that the last examples do not outvote the first. Plain Python: dictionaries of dictionaries, because nearly all weights are zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

Weights = Mapping[str, Mapping[str, float]]
"""By word, the weight of each label."""
RIVALS = 3
"""Wrong labels that one example moves at most: with one alone the order of the second and third says nothing."""
SMALL = 0.02
"""A weight below this is not kept."""


class Linear:
    """Learns labels of bags of words.

    Args:
        step: the most that one example may move a label.
    """

    def __init__(self, step: float) -> None:
        self._step = step
        self._seen = 1
        self._labels: dict[str, None] = {}
        self._now: dict[str, dict[str, float]] = {}
        self._sums: dict[str, dict[str, float]] = {}

    def learn(self, words: Mapping[str, float], label: str) -> None:
        """Move the weights until `label` leads the others by a margin of one, or as far as a step goes."""
        self._labels.setdefault(label)
        self._seen += 1
        found = dict.fromkeys(self._labels, 0.0) | scores(words, self._now)
        least = found.pop(label) - 1.0
        rivals = sorted(((score - least, name) for name, score in found.items() if score > least), reverse=True)[:RIVALS]
        if not rivals or not words:
            return
        length = sum(value * value for value in words.values())
        shared = sum(loss for loss, _ in rivals) / (length * (len(rivals) + 1))
        moves = [(name, -min(self._step, max(0.0, loss / length - shared))) for loss, name in rivals]
        moves.append((label, -sum(move for _, move in moves)))
        for word, value in words.items():
            now, sums = self._now.setdefault(word, {}), self._sums.setdefault(word, {})
            for name, move in moves:
                now[name] = now.get(name, 0.0) + move * value
                sums[name] = sums.get(name, 0.0) + move * value * self._seen

    def averaged(self) -> Iterator[tuple[str, dict[str, float]]]:
        """Each word with its weights averaged over all examples, small ones left out."""
        for word, now in self._now.items():
            sums = self._sums[word]
            yield word, {name: round(mean, 3) for name, last in now.items() if abs(mean := last - sums[name] / self._seen) >= SMALL}


def scores(words: Mapping[str, float], weights: Weights) -> dict[str, float]:
    """What the weights say of a bag of words, by label; a label that none of the words knows is not in it."""
    found: dict[str, float] = {}
    for word, value in words.items():
        for name, weight in weights.get(word, {}).items():
            found[name] = found.get(name, 0.0) + value * weight
    return found


def telling(words: Iterable[str], weights: Weights, label: str, most: int) -> tuple[str, ...]:
    """The words that speak for a label most; of two of which one lies in the other, the one that says more."""
    spoken = sorted(((weights.get(word, {}).get(label, 0.0), word) for word in words), reverse=True)
    kept: list[str] = []
    for weight, word in spoken:
        if weight <= 0 or len(kept) == most:
            break
        if not any(word in other or other in word for other in kept):
            kept.append(word)
    return tuple(kept)
