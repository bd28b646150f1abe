"""On behalf 代录: what a unit did, typed by a clerk: the step names the unit as the one who acted and the clerk as the one who typed."""

from __future__ import annotations

from collections.abc import Mapping

from wangge.actor import Actor
from wangge.lifecycle import Action, Path
from wangge.records import Event

ON_BEHALF: frozenset[Action | Path] = frozenset(
    {
        *(Action.SIGN, Action.DONE, Action.RETURN, Action.ASK_DELAY, Action.ASK_SUSPEND, Action.PROGRESS),
        *(Action.CO_DONE, Action.ARRIVE, Action.SUPERVISE_REPLY),
    }
)
"""Actions of the unit."""
TOLD = ("said_by", "voucher")
"""What a clerk may say of it: who told him, and what shows it."""


def acting(what: Action | Path, event: Event, given: Mapping[str, str], clerk: Actor) -> Actor:
    """Who acts.

    Args:
        what: what is done.
        event: the event as it stands.
        given: what was filled in, by field name.
        clerk: who types.

    Returns:
        for an action of the unit the person or unit that did it, recorded by the clerk; else the clerk.
    """
    unit = given.get("co_unit") or (given.get("departments") if what is Action.ARRIVE else "") or event.text("unit")
    if what not in ON_BEHALF or not unit:
        return clerk
    return Actor(given.get("said_by") or unit, clerk.roles, unit, given.get("voucher") or "console", clerk.name)
