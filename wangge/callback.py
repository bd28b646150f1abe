"""Call-back 回访: the reporter's verdict, and when an event may be closed without one."""

from __future__ import annotations

from wangge.case import Case, Changes, Effects
from wangge.errors import WanggeError
from wangge.lifecycle import Action


def _call(case: Case) -> Changes:
    return {"satisfaction": case.filled["satisfaction"]}


def _close(case: Case) -> Changes:
    """Where the office asks for it, no event is closed without a verdict or enough attempts."""
    policy = case.policy
    verdict = case.filled.get("satisfaction") or case.values.get("satisfaction")
    if policy.verdict_first and not verdict and case.number("call_attempts") < policy.attempts:
        raise WanggeError("verdict_missing", no=case.text("no"), attempts=case.number("call_attempts"), most=policy.attempts)
    return {}


EFFECTS: Effects = {
    Action.CALL_BACK: _call,
    Action.CALL_FAILED: lambda case: case.one_more("call_attempts"),
    Action.CLOSE: _close,
}
