"""Pasts 既往: what is behind events that came by import, before a later file adds to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from db.chain import told
from db.dialect import parts
from db.projection import fold
from db.queries import Head, Queries
from wangge.field import Value
from wangge.lifecycle import Action

NO_WORK = frozenset({Action.BRING_IN, Action.UNDO, Action.REDO})
"""Steps that say nothing of anybody acting on the event here."""


@dataclass(frozen=True, slots=True)
class Past:
    """What is behind one event.

    Attributes:
        head: the event and its place in the chain.
        raw: its raw values.
        said: what its imports said, folded from their 带入 steps alone: raw, for finding what a file changed.
        worked_on: whether anybody acted on it here.
    """

    head: Head
    raw: Mapping[str, Value]
    said: Mapping[str, Value]
    worked_on: bool


def pasts(queries: Queries, ids: Sequence[int]) -> dict[int, Past]:
    """The pasts of the events with these row ids, read together; one that is not to be seen is left out."""
    known: dict[int, Past] = {}
    heads = {head.event.id: head for head in queries.heads_by_ids(ids)}
    for part in parts(ids):
        rows = queries.store.connection().execute(
            "SELECT s.event, s.action, d.body FROM steps s JOIN step_data d ON d.n = s.n LEFT JOIN undone u ON u.n = s.n "  # noqa: S608
            f"WHERE s.event IN ({', '.join('?' * len(part))}) AND u.n IS NULL ORDER BY s.event, s.n",
            part,
        )
        for event, steps in groupby(rows, key=itemgetter(0)):
            if event in heads:
                bodies = [(action, told(body)) for _, action, body in steps]
                said = fold(body for action, body in bodies if action == Action.BRING_IN)
                worked_on = any(action not in NO_WORK for action, _ in bodies)
                known[event] = Past(heads[event], fold(body for _, body in bodies), said, worked_on)
    return known
