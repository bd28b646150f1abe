"""Effects 办理结果: what each action sets on the event, beside moving it.

Everything decided here is written into the step, so folding it again needs neither the rule nor the calendar.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from wangge.actor import Actor
from wangge.clocks import Clocks
from wangge.errors import WanggeError
from wangge.fields import Value
from wangge.lifecycle import Action
from wangge.limits import Limit, Unit
from wangge.records import Values
from wangge.times import Instant, chinese

Changes: TypeAlias = dict[str, Value | None]


@dataclass(frozen=True, slots=True)
class Case:
    """One action on one event, as an effect sees it.

    Attributes:
        values: the event before.
        filled: what the person gave, cleaned.
        actor: who does it.
        at: when.
        clocks: the office's limits.
        data: what the step will tell besides; an effect may add to it.
    """

    values: Values
    filled: Mapping[str, Value]
    actor: Actor
    at: Instant
    clocks: Clocks
    data: dict[str, Value] = field(default_factory=dict)

    def one_more(self, counter: str) -> Changes:
        """The counting field `counter`, one higher."""
        had = self.values.get(counter, 0)
        return {counter: (had if isinstance(had, int) else 0) + 1}


Effect: TypeAlias = Callable[[Case], Changes]
_CLAIM_GONE: Mapping[str, Value | None] = {"done_at": None, "done_unit": None, "closed_at": None}


def _register(case: Case) -> Changes:
    reported = str(case.filled.get("reported_at", case.at))
    if reported > case.at:
        raise WanggeError("time_before", at=chinese(case.at), before=chinese(Instant(reported)))
    return {"reported_at": reported}


def _dispatch(case: Case) -> Changes:
    changes: Changes = {"unit": case.filled["unit"], "dispatched_at": case.at, "signed_at": None}
    own_due = case.values.get("due_at")
    if own_due and "limit" not in case.filled:
        case.data["limit"] = "来件期限"
        return changes
    limit, row = case.clocks.limit_for({**case.values, **case.filled})
    if "limit" in case.filled:
        typed = Limit.parse(str(case.filled["limit"]))
        if typed is None:
            raise WanggeError("value_invalid", label="时限", value=case.filled["limit"], reason="应写成 5工作日、24小时、4工作时")
        limit, row = typed, "经办人指定"
    found = case.clocks.deadline(limit, case.at)
    if own_due and case.clocks.due(found) > str(own_due):
        raise WanggeError("value_invalid", label="时限", value=limit, reason="晚于来件自带的期限，只能提前，不能放宽")
    case.data["limit"], case.data["limit_row"] = str(limit), row
    if not found.certain:
        case.data["limit_doubt"] = "跨入未公布放假安排的年份，待放假通知公布后复核"
    elif "limit" not in case.filled and not case.clocks.settings.limits_confirmed:
        case.data["limit_doubt"] = "本中心尚未核定时限表，按默认时限计算"
    return {**changes, "due_at": case.clocks.due(found)}


def _reassign(case: Case) -> Changes:
    case.data["from_unit"] = case.values.get("unit", "")
    return {"unit": case.filled["unit"], "dispatched_at": case.at, "signed_at": None, **case.one_more("redispatches")}


def _return_denied(case: Case) -> Changes:
    if not case.values.get("unit"):
        raise WanggeError("action_needs", action=Action.RETURN_DENIED, missing="承办单位")
    return {"dispatched_at": case.at}


def _done(case: Case) -> Changes:
    unit = case.filled.get("done_unit") or case.values.get("unit") or case.actor.unit or case.actor.name
    return {"done_at": case.at, "result": case.filled["result"], "done_unit": unit}


def _answer(case: Case) -> Changes:
    accepted = case.values.get("accepted_at") or case.at
    return {**_done(case), "accepted_at": accepted, "closed_at": case.at, "done_unit": case.clocks.settings.name}


def _withdraw(case: Case) -> Changes:
    case.data["done_kind"] = "程序性"
    return {"done_at": case.at, "closed_at": case.at, "done_unit": case.clocks.settings.name, "result": "反映人撤诉"}


def _grant_delay(case: Case) -> Changes:
    due = case.values.get("due_at")
    found = case.clocks.deadline(Limit(int(case.filled["days"]), Unit.WORKING_DAY), Instant(str(due)) if due else case.at)
    return {"due_at": case.clocks.due(found), **case.one_more("delays")}


def _rework(case: Case) -> Changes:
    return {**_CLAIM_GONE, **case.one_more("reworks")}


EFFECTS: Mapping[Action, Effect] = {
    Action.REGISTER: _register,
    Action.ACCEPT: lambda case: {"accepted_at": case.at},
    Action.DISPATCH: _dispatch,
    Action.REASSIGN: _reassign,
    Action.RETURN: lambda case: case.one_more("returns"),
    Action.RETURN_DENIED: _return_denied,
    Action.SIGN: lambda case: {"signed_at": case.at},
    Action.DONE: _done,
    Action.SELF_HANDLE: _done,
    Action.UPPER_REPLY: _done,
    Action.ANSWER: _answer,
    Action.WITHDRAW: _withdraw,
    Action.GRANT_DELAY: _grant_delay,
    Action.REWORK: _rework,
    Action.REOPEN: lambda case: dict(_CLAIM_GONE),
    Action.CLOSE: lambda case: {"closed_at": case.at},
    Action.ARCHIVE: lambda case: {"archived_at": case.at},
    Action.URGE: lambda case: case.one_more("urges"),
    Action.EXPEDITE: lambda case: {"urgency": "紧急"},
    Action.MERGE: lambda case: {"merged_into": case.filled["into"]},
}
