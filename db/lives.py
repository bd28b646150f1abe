"""Lives 进程: events as they were at a cut-off, rebuilt from their steps, for reports and scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson

from db.chain import told
from db.mended import mended_at
from db.projection import Projector, fold, known_state
from db.schema import KEEPING_COLUMNS
from db.store import Store
from wangge.lifecycle import OPEN_STATES
from wangge.records import Event, Life, Move
from wangge.times import Instant


def lives(store: Store, projector: Projector, since: Instant, until: Instant) -> Iterator[Life]:
    """Every event that was open at `since` or moved after it, as of `until` (the first instant that no longer counts)."""
    marks = ", ".join("?" * len(OPEN_STATES))
    # the report time may have been corrected since, or never proved; then the steps say whether the event was there
    begun = "(e.reported_at < ? OR EXISTS (SELECT 1 FROM steps b WHERE b.event = e.id AND b.at < ?))"
    rows = store.connection().execute(
        "SELECT s.event, s.at, s.action, s.target, s.proven, s.actor, d.body FROM steps s "  # noqa: S608 (only marks are put in)
        "JOIN events e ON e.id = s.event LEFT JOIN step_data d ON d.n = s.n LEFT JOIN undone u ON u.n = s.n "
        "WHERE e.hidden = 0 AND e.batch NOT IN (SELECT id FROM batches WHERE state = 'open') "
        f"AND {begun} AND (e.state IN ({marks}) OR e.id IN (SELECT event FROM steps WHERE at >= ?)) "
        "AND u.n IS NULL AND s.target IS NOT NULL AND s.action NOT IN ('撤销', '重做') ORDER BY s.event, s.n",
        (until, until, *OPEN_STATES, since),
    )
    for number, steps in groupby(rows, key=itemgetter(0)):
        life = _life(number, list(steps), projector, until)
        if life is not None:
            yield life


def _life(number: int, rows: Sequence[Any], projector: Projector, until: Instant) -> Life | None:
    moves: list[Move] = []
    bodies: list[str] = []
    for (_, _, action, target, proven, actor, body), at in zip(rows, _happened(rows), strict=True):
        if at >= until:
            break
        moves.append(Move(Instant(at), action, known_state(target), bool(proven), actor))
        bodies.append(body or '{"changes":{},"data":{}}')
    if not moves:
        return None
    values = fold(map(told, bodies))
    row = projector.changed(values, None)
    extra = row.pop("extra", None)
    known = {name: value for name, value in row.items() if value is not None and name not in KEEPING_COLUMNS}
    return Life(Event(number, 0, known, orjson.loads(extra) if extra else {}), tuple(moves), until)


def _happened(rows: Sequence[Any]) -> list[str]:
    """When each step counts: a step whose time nobody proved cannot lie after a later step that is proven."""
    times = [str(mended_at(row[1])) for row in rows]
    for place in range(len(times) - 2, -1, -1):
        if not rows[place][4] and times[place] > times[place + 1]:
            times[place] = times[place + 1]
    return times
