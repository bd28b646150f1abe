"""Benchmarks: ratios of two things measured in one run, in CPU seconds, medians of interleaved rounds.

`make bench` runs all, `make bench ONLY=name` one. Nothing here is asserted by a test; the table shows each goal beside its figure, and
benchmarks/results.json (not kept in git) holds the same.
"""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests")]
ROUNDS = 5


@dataclass
class Ratio:
    """One line of the table: ours divided by the measure."""

    name: str
    ours: float
    measure: float
    ratio: float
    goal: float
    rounds: int
    note: str
    unit: str = "s"

    @property
    def met(self) -> bool:
        return self.ratio <= self.goal


def compare(
    name: str, ours: Callable[[], float], measure: Callable[[], float], goal: float, note: str, rounds: int = ROUNDS, unit: str = "s"
) -> Ratio:
    """Measure both in turn, `rounds` times; each returns its CPU seconds, or as much of another unit."""
    mine, theirs = [], []
    for _ in range(rounds):
        theirs.append(measure())
        mine.append(ours())
    return Ratio(name, median(mine), median(theirs), median(mine) / median(theirs), goal, rounds, note, unit)


def main(only: str = "") -> None:
    import action
    import alike
    import clocks
    import imports
    import indexing
    import keys
    import keystrokes
    import many
    import plugin
    import search
    import session
    import start
    import triage

    suites: dict[str, Callable[[], list[Ratio]]] = {
        "start": start.run,
        "action": action.run,
        "clocks": clocks.run,
        "many": many.run,
        "keys": keys.run,
        "search": search.run,
        "triage": triage.run,
        "indexing": indexing.run,
        "session": session.run,
        "import": imports.run,
        "alike": alike.run,
        "plugin": plugin.run,
        "keystrokes": keystrokes.run,
    }
    if only and only not in suites:
        sys.exit(f"no benchmark {only}; there are {', '.join(suites)}")
    found: list[Ratio] = []
    for name, suite in suites.items():
        if only in {"", name}:
            print(f"… {name}", file=sys.stderr)
            found += suite()
    print(f"{'what':<44} {'ours':>10} {'measure':>10} {'unit':<5} {'ratio':>7} {'goal':>6}  rounds")
    for line in found:
        mark = "" if line.met else "  over"
        print(
            f"{line.name:<44} {line.ours:>10.4f} {line.measure:>10.4f} {line.unit:<5} {line.ratio:>7.2f} {line.goal:>6.2f}  {line.rounds}{mark}"
        )
        if line.note:
            print(f"    {line.note}")
    results = {"python": platform.python_version(), "machine": platform.machine(), "ratios": [asdict(line) for line in found]}
    (HERE / "results.json").write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:2])
