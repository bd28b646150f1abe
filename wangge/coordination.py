"""Coordination 联动: several departments on one matter: whistle, co-handlers, supervision, and what each still owes.

A whistle 吹哨 calls departments to the spot; who was called, came and was judged how is told by its steps (`whistles`). A card 督办 only ever
rises. Sources: 北京市街道办事处条例 (2020) and 北京市接诉即办工作条例 (2021) Art 14, 16, 33 for whistle and arrival; levels of supervision as
provincial 综治 systems have them. Grounds, spans and whether co-handlers hold up 办结 are the office's (`wangge.policy`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from wangge.case import Case, Changes, Effects
from wangge.errors import Phrase, WanggeError
from wangge.fields import SUPERVISION
from wangge.lifecycle import OPEN_STATES, Action, State
from wangge.records import Event, Step
from wangge.times import Instant, moment

NOBODY = frozenset({"无", "无人", "没有"})
"""What a roll call may say when nobody came."""


def parted(text: object) -> tuple[str, ...]:
    """Names written in one line, `城管、消防` or `城管,消防`, each once."""
    names = (name.strip() for name in re.split(r"[、，,；;\n]", str(text or "")))
    return tuple(dict.fromkeys(name for name in names if name))


def _joined(*names: Sequence[str]) -> str:
    return "、".join(dict.fromkeys(name for some in names for name in some))


def still_to_report(co_units: object, co_done: object) -> tuple[str, ...]:
    """The co-handlers that have not reported 未反馈的协办单位."""
    done = parted(co_done)
    return tuple(unit for unit in parted(co_units) if unit not in done)


# what the actions do


def _whistle(case: Case) -> Changes:
    ground, grounds = case.filled.get("whistle_ground"), case.policy.grounds
    if ground and grounds and ground not in grounds:
        raise WanggeError("value_invalid", label="吹哨类别", value=ground, reason=Phrase("只能填{choices}", choices="、".join(grounds)))
    called = parted(case.filled["departments"])
    case.data["departments"] = _joined(called)
    return {"whistled": _joined(called), "arrived": None}


def _of_those_called(case: Case, given: str) -> tuple[str, ...]:
    """The departments named in field `given`; each of them must have been called.

    Raises:
        WanggeError: `whistle_not_called`.
    """
    called, named = parted(case.values.get("whistled")), parted(case.filled.get(given))
    for department in named:
        if department not in called:
            raise WanggeError("whistle_not_called", no=case.text("no"), department=department, called="、".join(called))
    case.data[given] = _joined(named)
    return named


def _absent(case: Case, present: Sequence[str]) -> None:
    """Note who of those called is not `present`."""
    missing = [department for department in parted(case.values.get("whistled")) if department not in present]
    if missing:
        case.data["absent"] = "、".join(missing)


def _arrive(case: Case) -> Changes:
    return {"arrived": _joined(parted(case.values.get("arrived")), _of_those_called(case, "departments"))}


def _roll_call(case: Case) -> Changes:
    """点名 says who is there at this moment; who is there has arrived."""
    nobody = str(case.filled["departments"]) in NOBODY
    present = () if nobody else _of_those_called(case, "departments")
    _absent(case, present)
    return {"arrived": _joined(parted(case.values.get("arrived")), present) or None}


def _confer(case: Case) -> Changes:
    """No conclusion of a meeting to which nobody came, unless somebody says who is missing."""
    if "absent" in case.filled:
        _of_those_called(case, "absent")
    elif arrived := parted(case.values.get("arrived")):
        _absent(case, arrived)
    else:
        raise WanggeError("whistle_nobody", no=case.text("no"), called=case.text("whistled"))
    return {}


def _rate(case: Case) -> Changes:
    _of_those_called(case, "departments")
    return {}


def _supervise(case: Case) -> Changes:
    """督办: a card is answered by its date, and none lower follows a higher one."""
    level, before = str(case.filled["level"]), case.text("supervised")
    if before and SUPERVISION.index(level) < SUPERVISION.index(before):
        raise WanggeError("supervise_lower", no=case.text("no"), level=level, before=before)
    reply_by = case.filled.get("reply_by")
    within = case.policy.supervise.get(level)
    if reply_by is None and within:
        reply_by = case.clocks.due(case.clocks.deadline(within, case.at))
        case.data["reply_by"] = reply_by
    return {"supervised": level, "supervise_by": reply_by}


def _co_units(case: Case) -> Changes:
    """Co-handlers 协办 beside the lead unit, with their own date where the office sets one."""
    others = [unit for unit in parted(case.filled.get("co_units")) if unit != case.filled["unit"]]
    within = case.policy.co_within
    due = case.clocks.due(case.clocks.deadline(within, case.at)) if others and within else None
    return {"co_units": _joined(others) or None, "co_due_at": due}


def _keep_co_units(case: Case) -> Changes:
    """改派 changes the lead; who helps goes on helping, unless it is the new lead."""
    left = [unit for unit in parted(case.values.get("co_units")) if unit != case.filled["unit"]]
    done = [unit for unit in parted(case.values.get("co_done")) if unit in left]
    return {"co_units": _joined(left) or None, "co_done": _joined(done) or None}


def _co_done(case: Case) -> Changes:
    unit, asked = str(case.filled["co_unit"]), parted(case.values.get("co_units"))
    if unit not in asked:
        raise WanggeError("co_not_asked", no=case.text("no"), unit=unit, known="、".join(asked))
    return {"co_done": _joined(parted(case.values.get("co_done")), (unit,))}


def _done(case: Case) -> Changes:
    """办结 while a co-handler has not reported: noted on the step, or refused where the office wants it so."""
    waiting = still_to_report(case.values.get("co_units"), case.values.get("co_done"))
    if waiting and case.policy.co_waits:
        raise WanggeError("co_open", no=case.text("no"), units="、".join(waiting))
    if waiting:
        case.data["co_open"] = "、".join(waiting)
    return {}


EFFECTS: Effects = {
    Action.WHISTLE: _whistle,
    Action.ARRIVE: _arrive,
    Action.ROLL_CALL: _roll_call,
    Action.CONFER: _confer,
    Action.RATE: _rate,
    Action.SUPERVISE: _supervise,
    Action.SUPERVISE_REPLY: lambda case: {"supervise_by": None},
    Action.DISPATCH: _co_units,
    Action.ARBITRATE: _co_units,
    Action.REASSIGN: _keep_co_units,
    Action.CO_DONE: _co_done,
    Action.DONE: _done,
    Action.INSTRUCT: lambda case: {"instruction": case.filled["note"]},
    Action.GATHER: lambda case: {"incident": case.filled["incident"]},
}


# what the boards show


@dataclass(frozen=True, slots=True)
class Party:
    """A department that was called.

    Attributes:
        department: its name.
        arrived_at: when it came; None for not (yet).
        minutes: from the whistle to its arrival.
        rating: how the street judged it, empty for not yet.
    """

    department: str
    arrived_at: Instant | None = None
    minutes: int | None = None
    rating: str = ""


@dataclass(frozen=True, slots=True)
class Whistle:
    """One whistle, as its steps tell it 吹哨.

    Attributes:
        at, by: when it was blown, and who blew it.
        ground: which of the office's lawful grounds; empty where nobody said.
        reason: why. meet_at, meet_place: where they meet.
        parties: who was called.
        absent: who was said to be missing.
        concluded_at, conclusion: what the meeting decided; None and empty while it goes on.
    """

    at: Instant
    by: str
    ground: str
    reason: str
    meet_at: Instant | None
    meet_place: str
    parties: tuple[Party, ...]
    absent: tuple[str, ...] = ()
    concluded_at: Instant | None = None
    conclusion: str = ""


def whistles(steps: Iterable[Step]) -> tuple[Whistle, ...]:
    """The whistles of one event, from its steps in order; what was undone is not told."""
    told: list[Whistle] = []
    for step in sorted((step for step in steps if not step.undone), key=lambda step: (step.at, step.n)):
        if step.action == Action.WHISTLE:
            told.append(_blown(step))
        elif told and step.action in _FOLLOWS:
            told[-1] = _followed(told[-1], step)
    return tuple(told)


_FOLLOWS = frozenset({Action.ARRIVE, Action.ROLL_CALL, Action.CONFER, Action.RATE})


def _blown(step: Step) -> Whistle:
    data = step.data
    meet_at = Instant(str(data["meet_at"])) if data.get("meet_at") else None
    parties = tuple(Party(department) for department in parted(data.get("departments")))
    ground, reason, place = (str(data.get(name) or "") for name in ("whistle_ground", "reason", "meet_place"))
    return Whistle(step.at, step.actor, ground, reason, meet_at, place, parties)


def _followed(whistle: Whistle, step: Step) -> Whistle:
    named = parted(step.data.get("departments"))
    match step.action:
        case Action.CONFER:
            conclusion = str(step.data.get("result_note", ""))
            return replace(whistle, concluded_at=step.at, conclusion=conclusion, absent=parted(step.data.get("absent")))
        case Action.RATE:
            rating = str(step.data.get("rating", ""))
            return replace(whistle, parties=tuple(replace(p, rating=rating) if p.department in named else p for p in whistle.parties))
        case _:
            minutes = int((moment(step.at) - moment(whistle.at)).total_seconds() // 60)
            came = tuple(
                replace(p, arrived_at=step.at, minutes=minutes) if p.department in named and p.arrived_at is None else p
                for p in whistle.parties
            )
            return replace(whistle, parties=came, absent=parted(step.data.get("absent")) or whistle.absent)


@dataclass(frozen=True, slots=True)
class Debt:
    """What somebody owes on an event: who, what, and by when (None where nobody set a date)."""

    who: str
    what: str
    due: Instant | None


_WITH_UNIT = {State.DISPATCHED: "签收", State.HANDLING: "办结"}


def owed(event: Event) -> tuple[Debt, ...]:
    """What units and departments still owe on an open event: the lead, co-handlers, answers to a card, arrivals."""
    if event.state not in OPEN_STATES:
        return ()
    known = event.known

    def time(*names: str) -> Instant | None:
        return next((Instant(str(known[name])) for name in names if known.get(name)), None)

    debts = [Debt(event.owner, _WITH_UNIT[event.state], time("unit_due_at", "due_at"))] if event.state in _WITH_UNIT else []
    debts += [
        Debt(unit, "协办反馈", time("co_due_at", "unit_due_at", "due_at"))
        for unit in still_to_report(known.get("co_units"), known.get("co_done"))
    ]
    if known.get("supervise_by"):
        debts.append(Debt(event.text("unit") or event.owner, f"督办回复（{known['supervised']}）", time("supervise_by")))
    if event.state is State.WHISTLED:
        arrived = parted(known.get("arrived"))
        debts += [Debt(each, "报到", None) for each in parted(known.get("whistled")) if each not in arrived]
    return tuple(debts)


def marks(event: Event) -> str:
    """What a list shows before a title: 险, 特急 or 急, a card, 批 for an instruction, 催 with its number, 哨; empty for a plain event."""
    known = event.known
    card = str(known.get("supervised") or "")
    found = (
        "险" if known.get("danger") and not known.get("danger_answer") else "",
        {"特急": "特急", "紧急": "急"}.get(event.text("urgency"), ""),
        {"普通": "督"}.get(card, card),
        "批" if known.get("instruction") else "",
        f"催{event.number('urges')}" if event.number("urges") else "",
        "哨" if event.state is State.WHISTLED else "",
    )
    return "".join(f"〔{mark}〕" for mark in found if mark)
