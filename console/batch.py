"""Batch 成批: what several events allow alike, and a look at what it would do before it is done; for the ledger screen and `act-many`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from console.office import Office
from console.words import put, say
from wangge.field import Value
from wangge.lifecycle import PATHS, Action, Path
from wangge.records import Event, Foreseen
from wangge.times import chinese
from wangge.transitions import Lifecycle

SAID = 3
"""How many reasons of refusal a preview tells."""
NOT_TOGETHER = frozenset({Action.MERGE, Action.CORRECT, Action.ANSWER_DANGER, Action.UNMERGE})
"""What is decided on one event at a time."""


def name_of(what: Action | Path) -> str:
    """The Chinese name of an action or a path."""
    return what.name if isinstance(what, Path) else what.value


def shared(lifecycle: Lifecycle, events: Sequence[Event]) -> list[Action | Path]:
    """The paths and actions that the table allows on every one of `events`, paths of several steps first."""
    states = {event.state for event in events}
    paths = [path for path in PATHS.values() if all(len(lifecycle.walk(state, path)) > 1 for state in states)]
    allowed = [set(lifecycle.open_to(event.state, event.known)) for event in events]
    first = lifecycle.open_to(events[0].state, events[0].known) if events else ()
    return [*paths, *(action for action in first if action not in NOT_TOGETHER and all(action in each for each in allowed))]


def in_common(events: Sequence[Event]) -> Mapping[str, Value]:
    """What is known of all of `events` alike."""
    first = events[0].known
    return {name: value for name, value in first.items() if all(event.known.get(name) == value for event in events)}


def preview(foreseen: Sequence[Foreseen], office: Office) -> list[str]:
    """What a batch would do, in a few lines: how the due times move, and what is refused why; nothing where there is nothing to say."""
    zone, lines = office.settings.zone, []
    moved = [each for each in foreseen if each.after and each.before["due_at"] and each.before["due_at"] != each.after["due_at"]]
    if moved:
        soonest = min(moved, key=lambda each: each.before.text("due_at"))
        before, after = soonest.before.time("due_at"), soonest.after.time("due_at") if soonest.after else None
        text = "期限变动 {count} 件（如 {no}：{before} → {after}）。"
        lines.append(say(text, count=len(moved), no=soonest.before.no, before=chinese(before, zone), after=chinese(after, zone)))
    refused = [each for each in foreseen if each.refusal is not None]
    if refused:
        lines.append(say("不能办 {count} 件：", count=len(refused)))
        codes = Counter(each.refusal.code for each in refused if each.refusal)
        for code, number in codes.most_common(SAID):
            first = next(each.refusal for each in refused if each.refusal and each.refusal.code == code)
            lines.append(say("{reason}（{count} 件）", reason=put(first), count=number))
    return lines
