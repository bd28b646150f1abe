"""Offering 可以办理: in which order the actions of an event stand, so that one number means one action wherever it is read."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from wangge.lifecycle import Action, Path

NUMBERED = 9
"""Actions that a digit does."""
FIRST = (
    *(Action.GUIDE, Action.RECEIVE),
    *(Action.ARRIVE, Action.ROLL_CALL, Action.CONFER, Action.GRANT_DELAY, Action.DENY_DELAY, Action.RESUME),
    *(Action.CONFIRM, Action.DENY, Action.SEND_DOWN, Action.UPPER_REPLY),
    *(Action.ACCEPT, Action.DISPATCH, Action.SIGN, Action.DONE, Action.PASS, Action.CLOSE, Action.ARCHIVE, Action.CALL_BACK),
    *(Action.UPSTREAM_REPLY, Action.UPSTREAM_BACK, Action.REWORK, Action.RETURN, Action.REASSIGN, Action.UPSTREAM_SIGN, Action.ANSWER),
    *(Action.REFUSE, Action.URGE, Action.PROGRESS),
)
"""The actions that digits do: those that wait for one answer of a state, then the most used; what the table does not allow now is left out."""


def numbered(allowed: Collection[Action], first: Iterable[Action] = FIRST) -> list[Action]:
    """What the digits do, in their order.

    Args:
        allowed: the actions that the table allows now.
        first: what a screen numbers.
    """
    return [action for action in first if action in allowed][:NUMBERED]


def listed(numbered: Iterable[Action], paths: Iterable[Path], allowed: Iterable[Action]) -> list[Action | Path]:
    """Everything that can be done: what has a digit under that digit, then the paths of several steps, then the rest."""
    return list(dict.fromkeys((*numbered, *paths, *allowed)))
