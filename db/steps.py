"""Steps 步骤: how they are read, masked, each with whether it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from db import chain
from db.dialect import MARK, parts
from db.mended import mended_at
from db.projection import OWNER, Projector, known_state, owner
from db.store import Store
from wangge.masking import NOT_OWN, Own
from wangge.records import Fact, Step
from wangge.times import Instant

_READ = (
    "SELECT s.event, s.n, s.action, s.source, s.target, s.at, s.proven, s.recorded_at, s.actor, s.unit, s.recorded_by, s.via, s.deed, "
    "d.body, u.n IS NOT NULL FROM steps s LEFT JOIN step_data d ON d.n = s.n LEFT JOIN undone u ON u.n = s.n "
)


class Steps:
    """The steps of a ledger.

    Args:
        store: the open database.
        projector: masks what a step sets.
    """

    def __init__(self, store: Store, projector: Projector) -> None:
        self._store = store
        self._mask = projector.masked

    def of_event(self, event: int, *, raw: bool = False) -> tuple[Step, ...]:
        """The steps of the event with this row id, in the order in which they were recorded; as they were told when `raw`, else masked."""
        return tuple(step for _event, step in self._read("WHERE s.event = ? ORDER BY s.n", event, raw=raw))

    def of_office(self) -> tuple[Step, ...]:
        """The steps of the office itself, in the order in which they were recorded."""
        return tuple(step for _event, step in self._read("WHERE s.event IS NULL ORDER BY s.n"))

    def since(self, since: Instant, actions: Sequence[str]) -> tuple[tuple[int, Step], ...]:
        """The steps of these kinds that happened from `since` on and stand, each with its event's row id, in the order of happening."""
        marks = ", ".join([MARK] * len(actions))
        where = (
            f"JOIN events e ON e.id = s.event WHERE s.at >= ? AND s.action IN ({marks}) AND u.n IS NULL AND e.hidden = 0 ORDER BY s.at, s.n"
        )
        return tuple(self._read(where, since, *actions))

    def facts(self, actions: Sequence[str]) -> tuple[Fact, ...]:
        """The office's own steps of these kinds, oldest first, as they were told."""
        marks = ", ".join([MARK] * len(actions))
        rows = self._store.connection().execute(
            "SELECT s.n, s.action, s.at, s.actor, d.body FROM steps s JOIN step_data d ON d.n = s.n "  # noqa: S608
            f"WHERE s.event IS NULL AND s.action IN ({marks}) ORDER BY s.n",
            actions,
        )
        return tuple(Fact(n, action, mended_at(at), actor, chain.told(body)["data"]) for n, action, at, actor, body in rows)

    def _read(self, which: str, *values: object, raw: bool = False) -> Iterator[tuple[int, Step]]:
        rows = self._store.connection().execute(_READ + which, values).fetchall()
        owners = {} if raw else self._owners({event for event, *_ in rows if event})
        for event, *row in rows:
            yield event, self._step(row, owners.get(event, NOT_OWN), raw=raw)

    def _owners(self, events: Collection[int]) -> Mapping[int, Own]:
        """Who ever was the caller of each of these events; who was corrected since is somebody as well."""
        told: dict[int, dict[str, list[str]]] = {}
        for part in parts(list(events)):
            rows = self._store.connection().execute(
                "SELECT s.event, d.body FROM steps s JOIN step_data d ON d.n = s.n "  # noqa: S608
                f"WHERE s.event IN ({', '.join([MARK] * len(part))}) AND d.body LIKE '%\"caller%'",
                part,
            )
            for event, body in rows:
                changes = chain.told(body)["changes"]
                for name in OWNER:
                    if changes.get(name):
                        told.setdefault(event, {}).setdefault(name, []).append(str(changes[name]))
        return {event: owner({name: "、".join(each) for name, each in own.items()}) for event, own in told.items()}

    def _step(self, row: Sequence[Any], own: Own, *, raw: bool) -> Step:
        n, action, source, target, at, proven, recorded_at, actor, unit, recorded_by, via, deed, body, undone = row
        told = chain.told(body) if body else {"changes": {}, "data": {}}
        changes, data = told["changes"], told["data"]
        if not raw:
            changes = {name: None if value is None else self._mask(name, value, own) for name, value in changes.items()}
            data = {name: own.shown(value) if isinstance(value, str) else value for name, value in data.items()}
        return Step(
            n,
            action,
            known_state(source) if source else None,
            known_state(target) if target else None,
            mended_at(at),
            bool(proven),
            Instant(recorded_at),
            actor,
            unit,
            recorded_by,
            via,
            deed,
            changes,
            data,
            bool(undone),
        )
