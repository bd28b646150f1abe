"""The front island 前岛: whoever comes to the counter is guided to a block 板块, received there, and comes as seldom as can be.

Only offices that switch it on have its rows of the table; for all others nothing here does anything. A case that came in at the counter does not
leave the centre, to a unit or by an exit, before it has a block or the reason why it needs none. Visits are counted on the matter 事项, never on
a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wangge.blocks import FRONT, blocks, group
from wangge.case import Case, Changes, Effects
from wangge.errors import Phrase, WanggeError
from wangge.fields import BY_NAME, COUNTER
from wangge.lifecycle import Action, State
from wangge.records import Event, Values
from wangge.times import Instant, local

HELD = frozenset(
    {
        *(Action.DISPATCH, Action.ARBITRATE, Action.REASSIGN, Action.SELF_HANDLE, Action.ANSWER, Action.REFUSE, Action.NOT_FILE),
        *(Action.DENY, Action.TRANSFER, Action.WITHDRAW, Action.CLOSE),
    }
)
"""What lets a case go: to a unit, or out."""
FREQUENT = 3
"""From so many visits on a matter took 三次以上."""


def unguided(values: Values) -> bool:
    """Whether an event came in at the counter and has neither a block nor the reason why it needs none."""
    return values.get("source") == COUNTER and not values.get("island_block") and not values.get("island_waived")


def visits(values: Values) -> int:
    """How often somebody came for the matter 来访次数; who registered it at the counter had come once."""
    return int(values.get("island_visits") or values.get("source") == COUNTER)


def spent(values: Values) -> frozenset[Action]:
    """What the table offers and the event no longer needs."""
    if not values.get("island_block"):
        return frozenset()
    return frozenset({Action.GUIDE, Action.WAIVE, *((Action.RECEIVE,) if values.get("island_received") else ())})


def gate(case: Case, action: Action) -> None:
    """Refuse to let a case go that nobody has guided.

    Raises:
        WanggeError: `island_first`.
    """
    # an archive of what was closed before lets nothing go any more
    lets_go = action in HELD or (action is Action.ARCHIVE and case.values["state"] == State.FED_BACK)
    if lets_go and case.clocks.settings.flows.island and unguided(case.values):
        raise WanggeError("island_first", no=case.text("no"), action=action)


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits in a block.

    Attributes:
        block: which.
        events: its open events, the one that has waited longest first.
        unguided: how many of them nobody has guided yet; those stand at the front desk.
    """

    block: str
    events: tuple[Event, ...]
    unguided: int = 0

    @property
    def group(self) -> str:
        """`1`, `6` or `N`."""
        return group(self.block)

    @property
    def unreceived(self) -> int:
        """How many were guided here and not received yet."""
        return sum(bool(event.known.get("island_block")) and not event.known.get("island_received") for event in self.events)

    @property
    def longest(self) -> Instant | None:
        """Since when the first of them has waited."""
        return since(self.events[0]) if self.events else None


def since(event: Event) -> Instant:
    """Since when an event has waited in its block; one that nobody has guided, since it was reported."""
    return Instant(str(event.known.get("island_since") or event["reported_at"]))


def queues(events: Iterable[Event], behind: Sequence[str]) -> tuple[Queue, ...]:
    """The queue of every block.

    Args:
        events: the open events; those that belong to no block are left out.
        behind: the office's N. A block that it no longer has is still shown while something waits there.
    """
    waiting: dict[str, list[Event]] = {block: [] for block in blocks(behind)}
    for event in events:
        if event.known.get("island_block") or unguided(event.known):
            waiting.setdefault(str(event.known.get("island_block") or FRONT), []).append(event)
    return tuple(
        Queue(block, tuple(sorted(held, key=lambda event: (since(event), event.id))), sum(unguided(event.known) for event in held))
        for block, held in waiting.items()
    )


def _register(case: Case) -> Changes:
    """登记: coming to the counter is the first visit; whoever knows the block says so at once."""
    if not case.clocks.settings.flows.island:
        return {}
    told: Changes = {}
    if case.filled["source"] == COUNTER:
        told = {"island_visits": 1, "island_visited_on": _day(case, str(case.filled.get("reported_at", case.at)))}
    if "island_block" in case.filled:
        if "island_waived" in case.filled:
            raise BY_NAME["island_waived"].wrong(
                case.filled["island_waived"], Phrase("已填“{label}”，不必再填", label=_label("island_block"))
            )
        if "reason" not in case.filled:
            raise WanggeError("action_needs", action=Action.GUIDE, missing=_label("reason"))
        told |= _entered(case)
    return told


def _guide(case: Case) -> Changes:
    _still_free(case)
    return _entered(case)


def _move(case: Case) -> Changes:
    """转板块 counts; the other block receives it anew."""
    if case.filled["island_block"] == case.values["island_block"]:
        raise WanggeError("island_same", no=case.text("no"), block=case.text("island_block"))
    case.data["from_block"] = case.text("island_block")
    return {**_entered(case), **case.one_more("island_moves")}


def _receive(case: Case) -> Changes:
    if case.values.get("island_received"):
        raise WanggeError("island_received", no=case.text("no"), block=case.text("island_block"))
    return {"island_received": case.at}


def _waive(case: Case) -> Changes:
    """无须导引: why the case needs no block."""
    _still_free(case)
    return {"island_waived": case.filled["reason"]}


def _visit(case: Case) -> Changes:
    """来访: once more somebody came for this matter."""
    today, field = _day(case, case.at), BY_NAME["island_visited_on"]
    day = str(case.filled.get("island_visited_on", today))
    began = _day(case, case.text("reported_at"))
    if day > today:
        raise field.wrong(day, Phrase("不能晚于“{label}”（{day}）", label="办理日期", day=today))
    if day < began:
        raise field.wrong(day, Phrase("不能早于“{label}”（{day}）", label=_label("reported_at"), day=began))
    case.data["visits"] = visits(case.values) + 1
    return {"island_visits": case.data["visits"], "island_visited_on": max(day, case.text("island_visited_on"))}


def _advise(case: Case) -> Changes:
    """一次告知: everything that is still to be brought, told at one time, and how the matter is done without a network."""
    case.data["service"] = case.filled["island_service"]
    return {name: case.filled.get(name) for name in ("island_service", "island_materials", "island_term", "island_offline")}


def _still_free(case: Case) -> None:
    if case.values.get("island_block"):
        raise WanggeError("island_guided", no=case.text("no"), block=case.text("island_block"))


def _entered(case: Case) -> Changes:
    """What entering a block sets; at the front desk whoever guides receives too."""
    block, known = str(case.filled["island_block"]), blocks(case.policy.behind)
    if block not in known:
        raise BY_NAME["island_block"].wrong(block, Phrase("只能填{choices}", choices="、".join(known)))
    case.data["to_block"] = block
    received = case.at if block == FRONT else None
    return {"island_block": block, "island_since": case.at, "island_received": received, "island_waived": None}


def _day(case: Case, at: str) -> str:
    return local(Instant(at), case.clocks.settings.zone).date().isoformat()


def _label(name: str) -> str:
    return BY_NAME[name].label


EFFECTS: Effects = {
    Action.REGISTER: _register,
    Action.GUIDE: _guide,
    Action.MOVE_BLOCK: _move,
    Action.RECEIVE: _receive,
    Action.WAIVE: _waive,
    Action.VISIT: _visit,
    Action.ADVISE: _advise,
}
