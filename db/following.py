"""Following 随主件: what the events that were merged into a master are told when it is done, or handled again.

Each keeps its number, its upstream order, its reply and its call-back; so each gets a step of its own, in the same operation as the master's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from db.merges import matters
from db.queries import Head
from wangge.actor import Actor
from wangge.field import Value
from wangge.lifecycle import Action, State
from wangge.records import Draft, Values
from wangge.times import Instant
from wangge.upstream import ENDED, follow

if TYPE_CHECKING:
    from db.ledger import Ledger


def joining(ledger: Ledger, values: Values, merged: Draft, actor: Actor, now: Instant) -> tuple[Draft, ...]:
    """The step of 并案, and where the master is done already, the step that says so.

    Raises:
        WanggeError: `event_unknown` for a master that is not there.
    """
    master = ledger.queries.event(str(merged.changes["merged_into"]))
    told = follow(State.HANDLING, master.state, ledger.queries.raw(master)) if master.state in ENDED else None
    if not told:
        return (merged,)
    after = {**values, **{name: value for name, value in merged.changes.items() if value is not None}}
    return (merged, ledger.rules.decide(after, Action.FOLLOW, told, actor, merged.at, now, merged.at))


def followers(
    ledger: Ledger, moved: Sequence[tuple[Head, Sequence[Draft]]], actor: Actor, now: Instant
) -> list[tuple[Head, tuple[Draft, ...]]]:
    """The steps of all events that are merged into some that were moved, directly or through another.

    Args:
        ledger: the way in.
        moved: the events that are worked on, with their steps.
        actor: who does it.
        now: when it is typed.
    """
    news: dict[str, tuple[dict[str, Value], Instant]] = {}
    for head, drafts in moved:
        after = {**head.event.known, **{name: value for draft in drafts for name, value in draft.changes.items()}}
        told = follow(drafts[0].source, drafts[-1].target, after)
        if told is not None:
            news[head.event.no] = (told, drafts[-1].at)
    if not news:
        return []
    own = {head.event.id for head, _drafts in moved}
    below = {number: top for number, top in matters(ledger.store.connection(), tuple(news)) if number not in own}
    found: list[tuple[Head, tuple[Draft, ...]]] = []
    for head in ledger.queries.heads_by_ids(tuple(below)):
        told, at = news[below[head.event.id]]
        if not (told or head.event["result"]):
            continue
        later = max(at, head.moved_at or at)
        draft = ledger.rules.decide(head.event.known, Action.FOLLOW, told, actor, later, now, head.moved_at)
        found.append((head, (draft,)))
    return found
