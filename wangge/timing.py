"""Timing 时限办理: what dispatch, delay, suspension and a moved limit do to the due time.

`due_at` is the promise to the person (来件期限 or the table's), `unit_due_at` the day the unit must hand in; after 改派 the first stays and the
second begins anew (the wrong unit is not late). What the limit was, where it came from, when it began and what paused it stands on the event,
so the due time can be computed again and explained.
"""

from __future__ import annotations

from wangge.case import Case, Changes, Effects
from wangge.errors import WanggeError
from wangge.lifecycle import Action
from wangge.limits import Limit, Unit
from wangge.times import Instant


def _dispatch(case: Case) -> Changes:
    own_due = case.values.get("due_at")
    if own_due and "limit" not in case.filled:
        case.data["limit"] = "来件期限"
        return {"unit_due_at": str(own_due)}
    limit, row = case.clocks.limit_for({**case.values, **case.filled})
    if "limit" in case.filled:
        typed = Limit.parse(str(case.filled["limit"]))
        if typed is None:
            raise WanggeError("value_invalid", label="时限", value=case.filled["limit"], reason="应写成 5工作日、24小时、4工作时")
        limit, row = typed, "经办人指定"
    found = case.clocks.deadline(limit, case.at)
    due = case.clocks.due(found)
    if own_due and due > str(own_due):
        raise WanggeError("value_invalid", label="时限", value=limit, reason="晚于来件自带的期限，只能提前，不能放宽")
    case.data["limit"], case.data["limit_row"] = str(limit), row
    if not found.certain:
        case.data["limit_doubt"] = "跨入未公布放假安排的年份，待放假通知公布后复核"
    elif "limit" not in case.filled and not case.clocks.settings.limits_confirmed:
        case.data["limit_doubt"] = "本中心尚未核定时限表，按默认时限计算"
    return {"due_at": due, "unit_due_at": due, "limit_rule": str(limit), "limit_row": row, "limit_from": case.at}


def _reassign(case: Case) -> Changes:
    """The new unit gets the whole limit again; what was promised to the person stays."""
    limit, row = case.clocks.limit_for({**case.values, **case.filled})
    due = case.clocks.due(case.clocks.deadline(limit, case.at))
    case.data["limit"], case.data["limit_row"] = str(limit), row
    return {"unit_due_at": due, "limit_rule": str(limit), "limit_row": row, "limit_from": case.at}


def _ask_delay(case: Case) -> Changes:
    due = case.time("due_at")
    if due and case.at > due:
        raise WanggeError("delay_late", no=case.text("no"))
    if case.number("delays") >= case.policy.delays:
        raise WanggeError("delay_often", no=case.text("no"), most=case.policy.delays)
    return {}


def _grant_delay(case: Case) -> Changes:
    due = case.time("due_at")
    found = case.clocks.deadline(Limit(int(case.filled["days"]), Unit.WORKING_DAY), due or case.at)
    later = case.clocks.due(found)
    return {"due_at": later, "unit_due_at": later, **case.one_more("delays")}


def _suspend(case: Case) -> Changes:
    """Only the reasons that the office lists stop the clock."""
    listed = str(case.filled.get("reason_code") or case.filled.get("reason", "")) in case.policy.pauses
    return {"paused_at": case.at if listed else None, "review_on": case.filled["review_on"]}


def _resume(case: Case) -> Changes:
    began = case.time("paused_at")
    if began is None:
        return {"review_on": None}
    spans = [*filter(None, case.text("pauses").split(";")), f"{began}/{case.at}"]
    return {"paused_at": None, "pauses": ";".join(spans), "review_on": None}


def _moved(case: Case) -> Changes:
    due = Instant(str(case.filled["due_at"]))
    return {"due_at": due, "unit_due_at": due}


EFFECTS: Effects = {
    Action.DISPATCH: _dispatch,
    Action.ARBITRATE: _dispatch,
    Action.REASSIGN: _reassign,
    Action.ASK_DELAY: _ask_delay,
    Action.GRANT_DELAY: _grant_delay,
    Action.SUSPEND: _suspend,
    Action.RESUME: _resume,
    Action.MOVE_DUE: _moved,
}
