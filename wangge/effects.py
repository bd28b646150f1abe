"""Effects 办理结果: what each action sets on the event, beside moving it.

Everything decided here is written into the step, so folding it again needs neither the rule nor the calendar. Each part of the rules brings
the effects of its own actions; an action may have several, and they are merged in the order of `PARTS`.
"""

from __future__ import annotations

from collections.abc import Mapping

from wangge import callback, casework, coordination, danger, handover, island, library, mediators, timing, upstream
from wangge.case import Case, Changes, Effect, Effects
from wangge.errors import WanggeError
from wangge.field import Value
from wangge.lifecycle import Action
from wangge.times import Instant, chinese

CLAIM_GONE: Mapping[str, Value | None] = {"done_at": None, "done_unit": None, "done_kind": None, "closed_at": None}
"""What a claim 办结 that does not hold takes with it."""
PHASED, FORMAL = "阶段性", "程序性"


def _register(case: Case) -> Changes:
    reported = str(case.filled.get("reported_at", case.at))
    if reported > case.at:
        raise WanggeError("time_before", at=chinese(case.at), before=chinese(Instant(reported)))
    return {"reported_at": reported}


def _dispatch(case: Case) -> Changes:
    return {
        "unit": case.filled["unit"],
        "dispatched_at": case.at,
        "signed_at": None,
        "co_units": case.filled.get("co_units"),
        "co_done": None,
        "arbiter": None,
        "hard_owner": None,
    }


def _arbitrate(case: Case) -> Changes:
    """The arbiter's word is the last: after it nobody returns the event."""
    return {**_dispatch(case), "settled": case.actor.name}


def _reassign(case: Case) -> Changes:
    case.data["from_unit"] = case.values.get("unit", "")
    return {**_dispatch(case), **case.one_more("redispatches")}


def _return(case: Case) -> Changes:
    """退回 counts; the clock runs on; after the last that the office allows, the arbiter names the unit."""
    if case.values.get("settled"):
        raise WanggeError("return_settled", no=case.text("no"), by=case.text("settled"))
    sent, within = case.time("dispatched_at"), case.policy.return_within
    if sent and within and case.at > (until := case.clocks.due(case.clocks.deadline(within, sent))):
        raise WanggeError("return_late", no=case.text("no"), within=within, until=chinese(until, case.clocks.settings.zone))
    counted = case.number("returns") + 1
    case.data["from_unit"] = case.text("unit")
    return {"returns": counted, "arbiter": (case.policy.arbiter or "分管领导") if counted >= case.policy.returns else None}


def _return_denied(case: Case) -> Changes:
    if not case.values.get("unit"):
        raise WanggeError("action_needs", action=Action.RETURN_DENIED, missing="承办单位")
    return {"dispatched_at": case.at, "arbiter": None}


def _done(case: Case) -> Changes:
    unit = case.filled.get("done_unit") or case.values.get("unit") or case.actor.unit or case.actor.name
    kind = str(case.filled.get("done_kind", "实质性"))
    result = str(case.filled["result"])
    if kind == PHASED and "review_on" not in case.filled:
        raise WanggeError("action_needs", action=f"{Action.DONE}（{PHASED}）", missing="复查日期")
    if kind == FORMAL and "reason" not in case.filled:
        raise WanggeError("action_needs", action=f"{Action.DONE}（{FORMAL}）", missing="理由")
    if kind != PHASED and result.strip(" 。.！!，,") in case.policy.thin_results:
        raise WanggeError("result_thin", result=result)
    review = case.filled["review_on"] if kind == PHASED else None
    return {"done_at": case.at, "result": result, "done_unit": unit, "done_kind": kind, "review_on": review}


def _answer(case: Case) -> Changes:
    accepted = case.values.get("accepted_at") or case.at
    return {**_done(case), "accepted_at": accepted, "closed_at": case.at, "done_unit": case.clocks.settings.name}


def _withdraw(case: Case) -> Changes:
    own = case.clocks.settings.name
    return {"done_at": case.at, "closed_at": case.at, "done_unit": own, "done_kind": FORMAL, "result": "反映人撤诉"}


def _rework(case: Case) -> Changes:
    return {**CLAIM_GONE, **case.one_more("reworks")}


def _reopen(case: Case) -> Changes:
    """重新办理 keeps its link to the first close (济南 12345 条例 Art 27)."""
    if closed := case.time("closed_at"):
        case.data["closed_before"] = closed
    return dict(CLAIM_GONE)


def _merge(case: Case) -> Changes:
    into = str(case.filled["into"])
    if into == case.values.get("no"):
        raise WanggeError("merge_itself", no=into)
    return {"merged_into": into}


def _unmerge(case: Case) -> Changes:
    return {"merged_into": None, "accepted_at": case.values.get("accepted_at") or case.at}


def _link(case: Case) -> Changes:
    if case.filled["linked"] == case.values.get("no"):
        raise WanggeError("link_itself", no=case.text("no"))
    known = [*filter(None, case.text("linked").split("、")), str(case.filled["linked"])]
    return {"linked": "、".join(dict.fromkeys(known))}


_OWN: Effects = {
    Action.REGISTER: _register,
    Action.ACCEPT: lambda case: {"accepted_at": case.at},
    Action.DISPATCH: _dispatch,
    Action.ARBITRATE: _arbitrate,
    Action.REASSIGN: _reassign,
    Action.RETURN: _return,
    Action.RETURN_DENIED: _return_denied,
    Action.SEND_VERIFY: lambda case: {"verify_from": case.at, "verify_by": case.filled.get("reply_by")},
    Action.HARD_CASE: lambda case: {"hard_owner": case.filled["hard_owner"], "hard_at": case.at},
    Action.SIGN: lambda case: {"signed_at": case.at},
    Action.DONE: _done,
    Action.SELF_HANDLE: _done,
    Action.UPPER_REPLY: _done,
    Action.ANSWER: _answer,
    Action.WITHDRAW: _withdraw,
    Action.REWORK: _rework,
    Action.REOPEN: _reopen,
    Action.CLOSE: lambda case: {"closed_at": case.at},
    Action.ARCHIVE: lambda case: {"archived_at": case.at},
    Action.URGE: lambda case: case.one_more("urges"),
    Action.EXPEDITE: lambda case: {"urgency": "紧急"},
    Action.MERGE: _merge,
    Action.UNMERGE: _unmerge,
    Action.LINK: _link,
    Action.SECLUDE: lambda case: {"secrecy": "保密"},
    Action.UNSECLUDE: lambda case: {"secrecy": None},
    Action.TELL_CORRECTION: lambda case: {"to_tell": None},
}

PARTS: tuple[Effects, ...] = (
    _OWN,
    timing.EFFECTS,
    upstream.EFFECTS,
    danger.EFFECTS,
    coordination.EFFECTS,
    callback.EFFECTS,
    handover.EFFECTS,
    casework.EFFECTS,
    mediators.EFFECTS,
    library.EFFECTS,
    island.EFFECTS,
)


def _merged() -> Mapping[Action, tuple[Effect, ...]]:
    return {action: found for action in Action if (found := tuple(part[action] for part in PARTS if action in part))}


EFFECTS: Mapping[Action, tuple[Effect, ...]] = _merged()
"""The effects of each action, in order."""
