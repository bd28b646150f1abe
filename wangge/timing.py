"""Timing 时限办理: what dispatch, delay, suspension and a moved limit do to the due time.

`due_at` is the promise to the person (来件期限 or the table's), `unit_due_at` the day the unit must hand in; after 改派 the first stays and the
second begins anew (the wrong unit is not late). What the limit was, where it came from, when it began and what paused it stands on the event,
so the due time can be computed again and explained.
"""

from __future__ import annotations

from datetime import datetime

from wangge.case import Case, Changes, Effects
from wangge.clocks import BROUGHT
from wangge.errors import WanggeError
from wangge.lifecycle import Action
from wangge.limits import Deadline, Limit, Unit
from wangge.times import Instant, chinese, from_wall

DELAY_REVIEW = "延期审批"
"""What a clock waits for while a delay is being decided."""
DUES = ("due_at", "unit_due_at")


def _dispatch(case: Case) -> Changes:
    own_due = case.values.get("due_at")
    if own_due and "limit" not in case.filled:
        case.data["limit"] = case.text("limit_rule") or BROUGHT
        return {"unit_due_at": str(own_due), "limit_row": case.text("limit_row") or BROUGHT}
    limit, row = _limit(case)
    found = case.clocks.deadline(limit, case.at)
    due = case.clocks.due(found)
    if own_due and due > str(own_due):
        raise WanggeError("value_invalid", label="时限", value=limit, reason="晚于来件自带的期限，只能提前，不能放宽")
    _doubt(case, found)
    return {"due_at": due, **_begins(case, limit, row, due)}


def _reassign(case: Case) -> Changes:
    """The new unit gets the whole limit again; what was promised to the person stays, but for a pause that ends with the old unit."""
    limit, row = _limit(case)
    found = case.clocks.deadline(limit, case.at)
    _doubt(case, found)
    return {**_run_on(case), **_begins(case, limit, row, case.clocks.due(found))}


def _limit(case: Case) -> tuple[Limit, str]:
    """The limit that a person gave, else the one of the table valid at the time."""
    if "limit" in case.filled:
        typed = Limit.parse(str(case.filled["limit"]))
        if typed is None:
            raise WanggeError("value_invalid", label="时限", value=case.filled["limit"], reason="应写成 5工作日、24小时、4工作时")
        return typed, "经办人指定"
    return case.clocks.limit_for({**case.values, **case.filled}, case.at)


def _begins(case: Case, limit: Limit, row: str, unit_due: Instant) -> Changes:
    case.data["limit"], case.data["limit_row"] = str(limit), row
    return {"unit_due_at": unit_due, "limit_rule": str(limit), "limit_row": row, "limit_from": case.at}


def _doubt(case: Case, found: Deadline) -> None:
    if not found.certain:
        zone = case.clocks.settings.zone
        early, late = (chinese(from_wall(end or found.due, zone), zone) for end in (found.earliest, found.latest))
        between = f"，最早 {early}、最晚 {late}" if early != late else ""
        case.data["limit_doubt"] = f"跨入未公布放假安排的年份{between}，待放假通知公布后复核"
    elif "limit" not in case.filled and not case.clocks.confirmed(case.at):
        case.data["limit_doubt"] = "本中心尚未核定时限表，按默认时限计算"


def _ask_delay(case: Case) -> Changes:
    due = case.time("due_at")
    if due and case.at > due:
        raise WanggeError("delay_late", no=case.text("no"))
    if case.number("delays") >= case.policy.delays:
        raise WanggeError("delay_often", no=case.text("no"), most=case.policy.delays)
    return {"paused_at": case.at, "paused_for": DELAY_REVIEW} if case.policy.delay_pauses else {}


def _grant_delay(case: Case) -> Changes:
    ended = _run_on(case)
    due = str(ended.get("due_at") or case.values.get("due_at") or case.at)
    found = case.clocks.deadline(Limit(int(case.filled["days"]), Unit.WORKING_DAY), Instant(due))
    later = case.clocks.due(found)
    return {**ended, "due_at": later, "unit_due_at": later, **case.one_more("delays")}


def _suspend(case: Case) -> Changes:
    """Only the reasons that the office lists stop the clock."""
    reason = str(case.filled.get("reason_code") or case.filled.get("reason", ""))
    listed = reason in case.policy.pauses
    return {"paused_at": case.at if listed else None, "paused_for": reason if listed else None, "review_on": case.filled["review_on"]}


def _resume(case: Case) -> Changes:
    return {**_run_on(case), "review_on": None}


def _run_on(case: Case) -> Changes:
    """What the end of a pause does: it is noted, and the due times are found again without it.

    A due time that follows from the rule is computed from the rule; one that a file or a person set is moved by the office hours of the
    pause. A pause that lasted longer than the office allows for its reason counts up to that only.
    """
    began = case.time("paused_at")
    if began is None:
        return {}
    clocks, ended = case.clocks, case.at
    allowed = case.policy.pauses.get(case.text("paused_for"))
    if allowed is not None and (most := clocks.end(allowed, began)[0]) < ended:
        ended = most
        case.data["pause_limit"] = f"暂停超过规定的{allowed}，计到{chinese(most, clocks.settings.zone)}为止"
    spans = ";".join([*filter(None, case.text("pauses").split(";")), f"{began}/{ended}"])
    moved = {name: _after(case, name, (clocks.wall(began), clocks.wall(ended)), spans) for name in DUES if case.values.get(name)}
    return {"paused_at": None, "paused_for": None, "pauses": spans, **moved}


def _after(case: Case, name: str, pause: tuple[datetime, datetime], spans: str) -> str:
    """The due time `name` once a pause is over."""
    clocks, due = case.clocks, case.text(name)
    rule, start = Limit.parse(case.text("limit_rule")), case.time("limit_from")
    if rule and start and clocks.end(rule, start, clocks.pauses(case.values.get("pauses")))[0] == due:
        return clocks.end(rule, start, clocks.pauses(spans))[0]
    return clocks.shifted(due, pause)


def _moved(case: Case) -> Changes:
    due = case.clocks.day_through(Instant(str(case.filled["due_at"])))
    return {"due_at": due, "unit_due_at": case.clocks.day_through(Instant(str(case.filled.get("unit_due_at", due))))}


def _begin_again(case: Case) -> Changes:
    """An event that comes back after it was closed begins a limit of its own; the old one would be overdue at once."""
    limit, row = case.clocks.limit_for(case.values, case.at)
    found = case.clocks.deadline(limit, case.at)
    _doubt(case, found)
    due = case.clocks.due(found)
    return {"due_at": due, **_begins(case, limit, row, due)}


EFFECTS: Effects = {
    Action.DISPATCH: _dispatch,
    Action.ARBITRATE: _dispatch,
    Action.REASSIGN: _reassign,
    Action.ASK_DELAY: _ask_delay,
    Action.GRANT_DELAY: _grant_delay,
    Action.DENY_DELAY: _run_on,
    Action.SUSPEND: _suspend,
    Action.RESUME: _resume,
    Action.MOVE_DUE: _moved,
    Action.REOPEN: _begin_again,
    Action.UPSTREAM_BACK: _begin_again,
    Action.CONTACT: lambda case: {"contacted_at": case.at},
}
