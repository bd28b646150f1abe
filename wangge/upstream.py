"""Upstream orders 上级工单: an event that came from a system which waits for an answer.

The street is itself a unit of 12345: the order has a number, a due time and a state over there, and what is done here must be typed there
(待回填). It begins when an event of such a source comes in; `STEPS` says which of its steps may follow which. An order that was merged keeps
all of this: when its master is done it waits for a reply of its own.

Sources: 国办发〔2020〕53号 (派单、签收、办理、回复、回访), GB/T 33358-2016; signing and giving back within one working day are common [LOCAL].
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from wangge.calendar import Calendar
from wangge.case import Case, Changes, Effect, Effects
from wangge.clocks import Clocks
from wangge.errors import WanggeError
from wangge.field import Value
from wangge.lifecycle import EXITS, OPEN_STATES, Action, State
from wangge.limits import Limit, Unit, corresponding_day
from wangge.policy import Policy, UpstreamSystem
from wangge.times import Instant, chinese, from_wall, local

UNSIGNED, SIGNED, RETURN_ASKED, DELAY_ASKED = "待签收", "已签收", "退单审核", "延期审核"
TO_REPLY, REPLIED, RETURNED, RECALLED = "待回填", "已回单", "已退单", "已撤回"
OVER = frozenset({REPLIED, RETURNED, RECALLED})
"""Where nothing more is owed to the system."""
STEPS: Mapping[Action, tuple[frozenset[str], str]] = {
    Action.UPSTREAM_SIGN: (frozenset({UNSIGNED}), SIGNED),
    Action.ASK_UPSTREAM_RETURN: (frozenset({UNSIGNED, SIGNED}), RETURN_ASKED),
    Action.UPSTREAM_RETURNED: (frozenset({RETURN_ASKED}), RETURNED),
    Action.UPSTREAM_RETURN_DENIED: (frozenset({RETURN_ASKED}), SIGNED),
    Action.ASK_UPSTREAM_DELAY: (frozenset({SIGNED}), DELAY_ASKED),
    Action.UPSTREAM_DELAYED: (frozenset({DELAY_ASKED}), SIGNED),
    Action.UPSTREAM_DELAY_DENIED: (frozenset({DELAY_ASKED}), SIGNED),
    Action.UPSTREAM_REPLY: (frozenset({TO_REPLY}), REPLIED),
    Action.UPSTREAM_REJECT: (frozenset({REPLIED}), TO_REPLY),
    Action.UPSTREAM_BACK: (frozenset({REPLIED}), SIGNED),
}
"""What each step needs the order's state to be, and what it becomes."""
ENDED = EXITS.keys() - {State.MERGED, State.VOID, State.RECALLED}
"""States that answer what was asked, one way or the other."""
Row = Mapping[str, Value | None]


def order_of(values: Row, policy: Policy, clocks: Clocks) -> Changes:
    """How the order of an event begins.

    Args:
        values: what came in; its source decides. The windows begin when the system dispatched it, as far as the file says, else when it was
            reported; a file's own 签收时限 and 退单截止 are kept.
        policy: the systems that wait for replies, by source.
        clocks: the office's calendar.

    Returns:
        what to set on the event; nothing for any other source.
    """
    system = policy.upstream.get(str(values.get("source", "")))
    if system is None:
        return {}
    due = values.get("upstream_due") or values.get("due_at")
    made: Changes = {
        "upstream_system": values.get("upstream_system") or system.system,
        "upstream_no": values.get("upstream_no") or values.get("external_no"),
        "upstream_due": due,
        "due_at": values.get("due_at") or due,
        "upstream_state": UNSIGNED,
    }
    began = values.get("dispatched_at") or values.get("reported_at")
    ends: dict[Limit, Instant] = {}
    for name, limit in (("upstream_sign_by", system.sign), ("upstream_return_by", system.give_back)):
        if values.get(name):
            made[name] = values[name]
        elif limit and began:
            ends[limit] = made[name] = ends.get(limit) or clocks.due(clocks.deadline(limit, Instant(str(began))))
    return {name: value for name, value in made.items() if value is not None}


def hand_in(due: Instant, system: UpstreamSystem | None, clocks: Clocks, at: Instant) -> Instant:
    """When the unit must hand in so that the reply can still be typed: earlier than the order's own end, but never past already."""
    if system is None or system.ahead is None:
        return due
    zone = clocks.settings.zone
    sooner = from_wall(before(system.ahead, local(due, zone).replace(tzinfo=None), clocks.calendar), zone)
    return sooner if sooner > at else due


def before(limit: Limit, end: datetime, calendar: Calendar) -> datetime:
    """The moment that lies `limit` before `end`; days keep the time of day, within office hours."""
    match limit.unit:
        case Unit.MINUTE:
            return end - timedelta(minutes=limit.number)
        case Unit.HOUR:
            return end - timedelta(hours=limit.number)
        case Unit.OFFICE_HOUR:
            return _office_hours_before(timedelta(hours=limit.number), end, calendar)
        case Unit.WORKING_DAY:
            day = end.date()
            for _ in range(limit.number):
                day = _working_before(day, calendar)
        case Unit.CALENDAR_DAY | Unit.YEAR:
            days = limit.unit is Unit.CALENDAR_DAY
            day = end.date() - timedelta(days=limit.number) if days else corresponding_day(end.date(), -limit.number)
            day = day if calendar.is_working(day) else _working_before(day, calendar)
    return datetime.combine(day, min(end.time(), calendar.hours.closing))


def _working_before(day: date, calendar: Calendar) -> date:
    day -= timedelta(days=1)
    while not calendar.is_working(day):
        day -= timedelta(days=1)
    return day


def _office_hours_before(left: timedelta, end: datetime, calendar: Calendar) -> datetime:
    day = end.date()
    while True:
        if calendar.is_working(day):
            for opens, closes in reversed(calendar.hours.spans):
                stop = min(end, datetime.combine(day, closes))
                start = datetime.combine(day, opens)
                if stop > start:
                    if left <= stop - start:
                        return stop - left
                    left -= stop - start
        day -= timedelta(days=1)


def reply_text(values: Row) -> str:
    """The text to type into the system: what was done and by whom; empty while nothing was done."""
    result = str(values.get("result") or "")
    unit = str(values.get("done_unit") or "")
    return f"经{unit}办理：{result}" if result and unit else result


def _system(case: Case) -> UpstreamSystem | None:
    return case.policy.upstream.get(case.text("source"))


def _step(action: Action, more: Effect | None = None) -> Effect:
    """The effect of a step over there: refuse it where it does not follow, then set the order's state."""
    needed, state = STEPS[action]

    def effect(case: Case) -> Changes:
        if case.text("upstream_state") not in needed:
            known = "、".join(sorted(needed))
            raise WanggeError("upstream_not_now", no=case.text("no"), action=action, state=case.text("upstream_state"), known=known)
        return {"upstream_state": state, **(more(case) if more else {})}

    return effect


def _signed(case: Case) -> Changes:
    """Signing late is possible and is said."""
    until = case.time("upstream_sign_by")
    if until and case.at > until:
        case.data["sign_late"] = f"已过签收时限（{chinese(until, case.clocks.settings.zone)}）"
    return {}


def _ask_return(case: Case) -> Changes:
    until = case.time("upstream_return_by")
    if until and case.at > until:
        raise WanggeError("upstream_return_late", no=case.text("no"), until=chinese(until, case.clocks.settings.zone))
    return {}


def _ask_delay(case: Case) -> Changes:
    due = case.time("upstream_due")
    if due and case.at > due:
        raise WanggeError("delay_late", no=case.text("no"))
    return {}


def _delayed(case: Case) -> Changes:
    return _new_due(case, Instant(str(case.filled["upstream_due"])))


def _new_due(case: Case, due: Instant) -> Changes:
    return {"upstream_due": due, "due_at": due, "unit_due_at": hand_in(due, _system(case), case.clocks, case.at)}


def _replied(case: Case) -> Changes:
    """What was typed there stays in the step, the suggested text unless another was given."""
    case.data.setdefault("reply", reply_text(case.values))
    return {}


def _back(case: Case) -> Changes:
    """不满意返办: handled again, by the new due time of the system, else by the office's own limit from now."""
    gone: Changes = {"done_at": None, "done_unit": None, "done_kind": None, "closed_at": None, **case.one_more("upstream_backs")}
    if "upstream_due" in case.filled:
        return {**gone, **_new_due(case, Instant(str(case.filled["upstream_due"])))}
    limit, row = case.clocks.limit_for(case.values)
    case.data["limit"], case.data["limit_row"] = str(limit), row
    due = case.clocks.due(case.clocks.deadline(limit, case.at))
    return {**gone, "upstream_due": None, "due_at": due, "unit_due_at": due}


def _register(case: Case) -> Changes:
    return order_of({"reported_at": case.at, **case.filled}, case.policy, case.clocks)


def _unit_due(case: Case) -> Changes:
    """A unit hands in earlier than the order ends; a limit that was named, or that 改派 begins anew, may only end sooner."""
    due = case.time("upstream_due")
    if due is None:
        return {}
    latest = hand_in(due, _system(case), case.clocks, case.at)
    named = Limit.parse(str(case.filled.get("limit", "")))
    if named is None:
        return {"unit_due_at": latest}
    return {"unit_due_at": min(latest, case.clocks.due(case.clocks.deadline(named, case.at)))}


def _reassigned(case: Case) -> Changes:
    due = case.time("upstream_due")
    if due is None:
        return {}
    limit = Limit.parse(str(case.filled.get("limit", ""))) or case.clocks.limit_for({**case.values, **case.filled})[0]
    latest = hand_in(due, _system(case), case.clocks, case.at)
    return {"unit_due_at": min(latest, case.clocks.due(case.clocks.deadline(limit, case.at)))}


def _owes_reply(case: Case) -> bool:
    return case.text("upstream_state") not in {"", *OVER}


def _done(case: Case) -> Changes:
    return {"upstream_state": TO_REPLY} if _owes_reply(case) else {}


def _left(action: Action) -> Effect:
    """An order that is not handled here is answered all the same, with the reason."""

    def effect(case: Case) -> Changes:
        return {"upstream_state": TO_REPLY, "result": f"{action}：{case.filled['reason']}"} if _owes_reply(case) else {}

    return effect


def _undone(case: Case) -> Changes:
    """Handled again: what was not typed yet need not be; what was typed stands."""
    return {"upstream_state": SIGNED} if case.text("upstream_state") == TO_REPLY else {}


def _recalled(case: Case) -> Changes:
    return {"upstream_state": RECALLED} if case.text("upstream_state") else {}


def _follow(case: Case) -> Changes:
    """随主件: with a result the master is done and the order is to be answered; without one it is handled again."""
    if "result" not in case.filled:
        return {"result": None, **_undone(case)}
    return {"result": case.filled["result"], "done_unit": case.filled.get("done_unit"), **_done(case)}


def follow(source: State | None, target: State | None, master: Row) -> dict[str, Value] | None:
    """What the events that were merged into a master are told when it moves.

    Args:
        source: the master's state before.
        target: its state after.
        master: its values after.

    Returns:
        what to fill 随主件 in with; None when the move is none of theirs.
    """
    if source in OPEN_STATES and target in ENDED and master.get("result"):
        return {name: value for name in ("result", "done_unit") if (value := master.get(name)) is not None}
    if source in ENDED and target in OPEN_STATES:
        return {}
    return None


_MORE: Mapping[Action, Effect] = {
    Action.UPSTREAM_SIGN: _signed,
    Action.ASK_UPSTREAM_RETURN: _ask_return,
    Action.ASK_UPSTREAM_DELAY: _ask_delay,
    Action.UPSTREAM_DELAYED: _delayed,
    Action.UPSTREAM_REPLY: _replied,
    Action.UPSTREAM_REJECT: lambda case: case.one_more("upstream_rejects"),
    Action.UPSTREAM_BACK: _back,
}
EFFECTS: Effects = {
    **{action: _step(action, _MORE.get(action)) for action in STEPS},
    Action.REGISTER: _register,
    Action.DISPATCH: _unit_due,
    Action.ARBITRATE: _unit_due,
    Action.REASSIGN: _reassigned,
    **dict.fromkeys((Action.DONE, Action.SELF_HANDLE, Action.ANSWER, Action.UPPER_REPLY, Action.WITHDRAW), _done),
    **{action: _left(action) for action in (Action.REFUSE, Action.DENY, Action.NOT_FILE, Action.TRANSFER)},
    **dict.fromkeys((Action.REWORK, Action.REOPEN), _undone),
    Action.UNMERGE: lambda case: {"result": None, "done_unit": None, **_undone(case)},
    Action.RECALL: _recalled,
    Action.FOLLOW: _follow,
}
