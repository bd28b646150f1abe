"""The learner 学习器: a second voice beside the habits, switched on by an office that wants it (`[suggest] learner = true`).

Online learning by vowpalwabbit, one model for the matter and one for the unit, kept in the office's folder and taught by each decision of triage. The package is an
extra and is imported only here and only when it is switched on. A model that is missing, damaged or older than an undo is made anew from the ledger.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from wangge import files
from wangge.errors import WanggeError
from wangge.habits import MANNERS, SPEAKS, Decision, bag, words_of
from wangge.segmenting import matter_words

if TYPE_CHECKING:
    from db.habits import Habits

FOLDER = "learner"
"""The models' folder in the office's folder."""
MOST_LABELS = 256
"""Labels that a model can tell apart; what comes after is not learned."""
ROUNDS = 6
"""How often the decisions of the ledger are gone through when a model is made anew."""
SAVED_EACH = 50
"""Decisions after which the models are written."""
UNSAID = "〇〇"
"""A word that nobody says: what a model answers to it says nothing."""
_OPTIONS = f"--oaa {MOST_LABELS} --scores --loss_function hinge -l 1 -b 20 --quiet"


class Learner:
    """The learner of an office.

    Args:
        folder: where its models lie.
        habits: the ledger's decisions, and what was taken back of them.

    Raises:
        WanggeError: `learner_missing` when vowpalwabbit is not installed, `learner_unusable` when it cannot be used.
    """

    def __init__(self, folder: Path, habits: Habits) -> None:
        self._folder = folder
        self._habits = habits
        self._untold = 0
        try:
            from vowpalwabbit import Workspace
        except ImportError as error:
            raise WanggeError("learner_missing") from error
        self._workspace: Any = Workspace
        try:
            self._open()
        except (RuntimeError, OSError) as error:
            raise WanggeError("learner_unusable", path=folder, reason=error) from error

    def scores(self, part: str, values: Mapping[str, object]) -> dict[str, float]:
        """What the model of a part says of an event, by label; the higher the likelier."""
        said = self._models[part].predict(_line(part, values))
        return dict(zip(self._labels[part], said, strict=False))

    def evidence(self, part: str, values: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
        """The whole words of the matter by which the model of a part takes an event for a label, by label; found by asking it of each alone."""
        nothing = self.scores(part, {"text": UNSAID})
        found: dict[str, tuple[str, ...]] = {}
        for word in matter_words(f"{values.get('title') or ''} {values.get('text') or ''}"):
            added = {label: score - nothing[label] for label, score in self.scores(part, {"text": word}).items()}
            label = max(added, key=lambda each: added[each], default="")
            if label and added[label] >= SPEAKS:
                found[label] = (*found.get(label, ()), word)
        return found

    def learn(self, decided: Decision) -> None:
        """Learn from one decision."""
        self._teach(decided)
        self._untold += 1
        if self._untold >= SAVED_EACH:
            self.save()

    def save(self) -> None:
        """Write the models, when there is anything new in them; the ledger loses nothing when that fails."""
        if not self._untold:
            return
        try:
            files.folder(self._folder)
            digests = {}
            for part, model in self._models.items():
                model.save(str(self._path(part)))
                digests[part] = sha256(self._path(part).read_bytes()).hexdigest()
            kept = {"to": self._habits.last_step(), "labels": self._labels, "sha256": digests}
            files.put(self._folder / "learner.json", orjson.dumps(kept))
            files.mended(self._folder)  # the package writes its models as it likes
            self._untold = 0
        except OSError:
            return

    def _open(self) -> None:
        kept = self._kept()
        if kept is None:
            self._labels: dict[str, list[str]] = {part: [] for part in MANNERS}
            self._models = {part: self._workspace(_OPTIONS) for part in MANNERS}
            decisions = list(self._habits.decisions())
            mixed = random.Random(0)  # noqa: S311 (an order, not a secret)
            for _ in range(ROUNDS):
                mixed.shuffle(decisions)
                for each in decisions:
                    self._teach(each)
            self._untold = len(decisions)
            self.save()
        else:
            self._labels = kept
            self._models = {part: self._workspace(f"{_OPTIONS} -i {self._path(part)}") for part in MANNERS}

    def _kept(self) -> dict[str, list[str]] | None:
        """The labels of the models in the folder; None when they are not there, not as they were written, or know what was taken back."""
        try:
            kept = orjson.loads((self._folder / "learner.json").read_bytes())
            whole = all(sha256(self._path(part).read_bytes()).hexdigest() == kept["sha256"][part] for part in MANNERS)
            labels = {part: [str(label) for label in kept["labels"][part]] for part in MANNERS}
            return labels if whole and not self._habits.is_stale(int(kept["to"])) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _path(self, part: str) -> Path:
        return self._folder / f"{part}.vw"

    def _teach(self, decided: Decision) -> None:
        for part, labels in self._labels.items():
            label = decided.labels.get(part)
            if not label:
                continue
            if label not in labels:
                if len(labels) == MOST_LABELS:
                    continue
                labels.append(label)
            self._models[part].learn(f"{labels.index(label) + 1} {_line(part, decided.values)}")


def _line(part: str, values: Mapping[str, object]) -> str:
    """An event as vowpalwabbit reads it; what its line format has a meaning for is put otherwise, so no text can end a word."""
    words = dict.fromkeys(words_of(part, values), 1.0)
    return "|t " + " ".join(f"{_safe(word)}:{value:.4f}" for word, value in bag(part, values, words).items())


def _safe(word: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "@#/" else f"u{ord(sign):x}" for sign in word)
