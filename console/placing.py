"""Placing 落格: events that lie in no grid or in a virtual community are given a place of the office tree."""

from __future__ import annotations

from collections.abc import Sequence

from console.office import Office
from wangge.actor import Actor
from wangge.directory import located
from wangge.lifecycle import Action
from wangge.ports import Progress, no_progress
from wangge.records import Event

UNPLACED = "社区:未落格 | 网格:空 -状态:已归档"
"""The query that lists them."""
REASON = "落格"


def choices(office: Office) -> tuple[str, ...]:
    """The paths that an event can be placed at: real communities and grids."""
    places = office.ledger.directory.places()
    virtual = tuple(place.path for place in places if place.virtual)
    real = (place for place in places if place.level in {"社区", "网格"})
    return tuple(place.path for place in real if not any(place.path == path or place.path.startswith(path + "/") for path in virtual))


def place(
    office: Office, nos: Sequence[str], path: str, actor: Actor, reason: str = REASON, progress: Progress = no_progress
) -> tuple[Event, ...]:
    """Correct where these events are, as one operation.

    Raises:
        WanggeError: `place_unknown`, `place_virtual`; as `Ledger.act_many`.
    """
    given = {**located(path, office.ledger.directory.places()), "reason": reason}
    return office.ledger.act_many(nos, Action.CORRECT, actor, given, progress=progress)
