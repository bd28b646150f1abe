"""The map 流程图: an office's flow as text for people, as JSON and as Graphviz text, all three from the rows of the one table.

What can be done from many states under the same conditions (备注, 督办, 并案 …) is told once, beside the path, so that the path can be seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from wangge.fields import BY_NAME
from wangge.lifecycle import LIVE_STATES, OPEN_STATES, OWNERS, Action, State
from wangge.transitions import Lifecycle, Transition

MANY = 5
"""From so many states on, an action is told beside the path."""
_SETS = (
    (frozenset(State), "任何状态"),
    (frozenset(State) - {State.ARCHIVED}, "未归档"),
    (frozenset(LIVE_STATES), "未归档的在办和办结件"),
    (frozenset(OPEN_STATES), "未结"),
)


@dataclass(frozen=True, slots=True)
class Beside:
    """An action that many states share.

    Attributes:
        rows: its rows, alike but for where they begin (and, for one that moves nothing, end).
        where: the states, in words.
    """

    rows: tuple[Transition, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The rows of an office's table, put in the order in which a person reads them.

    Attributes:
        path: for each state (None is an event not yet there) the rows that are told with it, states in the order of the path.
        beside: what many states share.
    """

    path: tuple[tuple[State | None, tuple[Transition, ...]], ...]
    beside: tuple[Beside, ...]

    @classmethod
    def of(cls, lifecycle: Lifecycle) -> Chart:
        """The chart of an office's own table; every row of it stands in exactly one place."""
        alike: dict[object, list[Transition]] = defaultdict(list)
        for row in lifecycle.rows:
            stays = row.target is row.source
            alike[row.action, None if stays else row.target, row.roles, row.needs, row.offers, row.only_with].append(row)
        shared = [tuple(rows) for rows in alike.values() if len(rows) >= MANY]
        apart = {row for rows in shared for row in rows}
        path = tuple(
            (state, tuple(row for row in lifecycle.rows if row.source is state and row not in apart))
            for state in (None, *states(lifecycle))
        )
        return cls(path, tuple(Beside(rows, _where(rows)) for rows in shared))

    def rows(self) -> Iterator[Transition]:
        """Every row that is drawn."""
        for _state, rows in self.path:
            yield from rows
        for beside in self.beside:
            yield from beside.rows


def states(lifecycle: Lifecycle) -> tuple[State, ...]:
    """The states that the table of this flow knows, in the order of the path."""
    known = {state for row in lifecycle.rows for state in (row.source, row.target)}
    return tuple(state for state in State if state in known)


def as_tree(lifecycle: Lifecycle) -> dict[str, object]:
    """The table as plain data: `states` and `transitions`."""
    return {
        "states": [{"name": state, "owner": OWNERS[state], "open": state in OPEN_STATES} for state in states(lifecycle)],
        "transitions": [
            {
                "from": row.source,
                "action": row.action,
                "to": row.target,
                "roles": list(row.roles),
                "needs": list(row.needs),
                "offers": list(row.offers),
                "only_with": row.only_with,
            }
            for row in lifecycle.rows
        ],
    }


def as_dot(lifecycle: Lifecycle) -> str:
    """The table as Graphviz text: one edge for each pair of states, its actions as the label."""
    edges: dict[tuple[State | None, State], list[Action]] = defaultdict(list)
    for row in lifecycle.rows:
        edges[row.source, row.target].append(row.action)
    lines = ["digraph 流程 {", "  node [shape=box];", '  "登记前" [shape=point];']
    lines += [f'  "{state}" [label="{state}\\n{OWNERS[state]}"];' for state in states(lifecycle)]
    for (source, target), actions in edges.items():
        label = "\\n".join(actions)
        lines.append(f'  "{source or "登记前"}" -> "{target}" [label="{label}"];')
    return "\n".join([*lines, "}"])


def asked(row: Transition) -> str:
    """What a row asks for and takes, in words: `理由，可填 理由类别；须有 协办单位`."""
    parts = ["、".join(BY_NAME[name].label for name in row.needs)]
    if row.offers:
        parts.append("可填" + "、".join(BY_NAME[name].label for name in row.offers))
    if row.only_with:
        parts.append("须有" + BY_NAME[row.only_with].label)
    return "；".join(filter(None, parts))


def who(row: Transition) -> str:
    """Who may, in words."""
    return "、".join(row.roles) if len(row.roles) < MANY else "任何人"


def _where(rows: tuple[Transition, ...]) -> str:
    sources = frozenset(row.source for row in rows)
    named = next((words for known, words in _SETS if known == sources), "")
    return named or "、".join(state for state in State if state in sources)
