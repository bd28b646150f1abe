"""Suggestion: how often the right kind and the right unit are proposed, on real events, and the CPU of one suggestion.

Five folds of a district's export (column 二级分类, and the unit that closed each event) and of a city's labelled messages, labels of five and more. Only
what is known when an event arrives is looked at. `WANGGE_REAL_DATA` names the folder; a plain baseline is printed beside where scikit-learn is there.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from wangge.duty import DEFAULT_DUTIES, matches
from wangge.habits import Decision, Guess, Study, guesses, joined
from wangge.records import Event
from wangge.settings import Settings

FOLDS = 5
LEAST = 5
"""Events of a label that is asked about."""
TOP = 3
Row = tuple[Mapping[str, str], str]
Answer = Callable[[Mapping[str, str]], Sequence[str]]
Teach = Callable[[Sequence[Row], str], Answer]


def district(column: str) -> list[Row]:
    """A district's events, each with its label in `column`, as they would arrive."""
    settings = Settings()
    path = Path(os.environ["WANGGE_REAL_DATA"]) / "haishu-grid" / "海曙区事件-11镇街.csv"
    names = {"text": "事件描述", "street": "镇街名称", "community": "村社名称", "grid": "网格名称", "worker": "上报人"}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        ({**{name: row[header] for name, header in names.items()}, "source": settings.value("source", row["网格类型"])}, row[column])
        for row in rows
    ]


def city() -> list[Row]:
    """A city's labelled messages."""
    from openpyxl import load_workbook

    path = Path(os.environ["WANGGE_REAL_DATA"]) / "taidi-c2020" / "附件2-示例495行.xlsx"
    book = load_workbook(path, read_only=True)
    _header, *rows = book.active.iter_rows(values_only=True)
    book.close()
    return [({"title": str(row[2] or ""), "text": str(row[4] or "").strip()}, str(row[5])) for row in rows if row[0] is not None]


def folds(rows: Sequence[Row]) -> Iterator[tuple[list[Row], list[Row]]]:
    """What is known and what is asked, five times; every label in equal parts, always the same."""
    mixed = random.Random(0)
    by_label: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_label[row[1]].append(row)
    parts: list[list[Row]] = [[] for _ in range(FOLDS)]
    for same in by_label.values():
        mixed.shuffle(same)
        for at, row in enumerate(same):
            parts[at % FOLDS].append(row)
    for asked in parts:
        yield [row for part in parts if part is not asked for row in part], asked


def rules(known: Sequence[Row], _part: str) -> Answer:
    """The small list that comes with the program, alone; a matter stands for the label that begins with it."""
    labels = sorted({label for _, label in known}, key=len)

    def answer(values: Mapping[str, str]) -> list[str]:
        found = (found.duty.matter for found in matches(Event(0, 0, values), DEFAULT_DUTIES))
        return [next((label for label in labels if label.startswith(matter)), matter) for matter in found]

    return answer


def words(known: Sequence[Row], part: str) -> Answer:
    """What the office's own past decisions say."""
    weights = _studied(known, part)
    return lambda values: _labels(guesses(part, values, weights, TOP))


class _Decisions:
    """What a learner needs of a ledger: its decisions, none of which is taken back."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self.decisions = lambda: decisions

    def last_step(self) -> int:
        return 0

    def is_stale(self, _known: int) -> bool:
        return True


def voiced(known: Sequence[Row], part: str) -> Answer:
    """The habits with the learner beside them."""
    from console.learner import Learner

    weights = _studied(known, part)
    with TemporaryDirectory() as folder:
        learner = Learner(Path(folder), _Decisions([Decision(values, {part: label}) for values, label in known]))
    return lambda values: _labels(joined(guesses(part, values, weights, 20), learner.scores(part, values), TOP))


def plain(known: Sequence[Row], _part: str) -> Answer:
    """A plain baseline: TF-IDF of character 1–3-grams of text, street and grid, and logistic regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    def joined(values: Mapping[str, str]) -> str:
        return " ".join(values.get(name, "") for name in ("title", "text", "street", "grid"))

    vectors = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, min_df=2)
    model = make_pipeline(vectors, LogisticRegression(C=5, max_iter=300))
    model.fit([joined(values) for values, _ in known], [label for _, label in known])

    def answer(values: Mapping[str, str]) -> list[str]:
        found = sorted(zip(model.predict_proba([joined(values)])[0], model.classes_, strict=True), reverse=True)
        return [label for _, label in found[:TOP]]

    return answer


def _studied(known: Sequence[Row], part: str) -> Mapping[str, Mapping[str, float]]:
    study = Study([Decision(values, {part: label}) for values, label in known])
    for _ in study.steps():
        pass
    return study.weights()[part]


def _labels(found: Iterable[Guess]) -> list[str]:
    return [guess.label for guess in found]


def measure(name: str, rows: Sequence[Row], part: str, teach: Teach, most: int) -> None:
    """Print the shares of first and of first three, and the CPU of one answer and of learning."""
    counts = Counter(label for _, label in rows if label)
    kept = [row for row in rows if counts[row[1]] >= LEAST]
    first, three, asked_all, answering, learning = 0, 0, 0, 0.0, 0.0
    for known, asked in list(folds(kept))[:most]:
        began = time.process_time()
        answer = teach(known, part)
        taught = time.process_time()
        told = [(answer(values), label) for values, label in asked]
        answering += time.process_time() - taught
        learning += taught - began
        first += sum(label in found[:1] for found, label in told)
        three += sum(label in found[:TOP] for found, label in told)
        asked_all += len(told)
    cost = f"{answering / asked_all * 1000:6.2f} ms an answer  {learning / most:6.1f} s learning"
    print(
        f"{name:34} {len({label for _, label in kept}):4} labels {asked_all:5} asked  {first / asked_all:.3f} / {three / asked_all:.3f}  {cost}",
        flush=True,
    )


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--folds", type=int, default=FOLDS, help="how many of the five folds are asked")
    options = given.parse_args()
    ways: dict[str, Teach] = {"rules alone": rules, "rules and words": words}
    if find_spec("vowpalwabbit"):
        ways["with the learner"] = voiced
    if find_spec("sklearn"):
        ways["plain baseline"] = plain
    sets = (
        ("district, kind", district("二级分类"), "matter"),
        ("district, unit", district("办结职能科室/部门"), "unit"),
        ("city, label", city(), "matter"),
    )
    for title, rows, part in sets:
        for name, teach in ways.items():
            if not (name == "rules alone" and part == "unit"):
                measure(f"{title}: {name}", rows, part, teach, options.folds)


if __name__ == "__main__":
    main()
