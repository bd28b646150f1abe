"""Upstream orders 上级工单: an event that came from a system which waits for an answer.

The street is itself a unit of 12345: the order has a number, a due time and a state over there; what is done here must be typed there (待回填).
"""

from __future__ import annotations

from wangge.case import Case, Changes, Effects
from wangge.lifecycle import Action


def _reaches(state: str, **more: str | None) -> Changes:
    return {"upstream_state": state, **more}


def _sign(_case: Case) -> Changes:
    return _reaches("已签收")


def _ask_return(_case: Case) -> Changes:
    return _reaches("退单审核")


def _ask_delay(_case: Case) -> Changes:
    return _reaches("延期审核")


def _delayed(case: Case) -> Changes:
    return _reaches("已签收", upstream_due=str(case.filled["upstream_due"]))


def _reply(_case: Case) -> Changes:
    return _reaches("已回单")


def _reject(_case: Case) -> Changes:
    return _reaches("被驳回")


def _back(_case: Case) -> Changes:
    return {**_reaches("已签收"), "done_at": None, "done_unit": None, "done_kind": None, "closed_at": None}


EFFECTS: Effects = {
    Action.UPSTREAM_SIGN: _sign,
    Action.ASK_UPSTREAM_RETURN: _ask_return,
    Action.UPSTREAM_RETURN_DENIED: _sign,
    Action.UPSTREAM_RETURNED: _ask_return,
    Action.ASK_UPSTREAM_DELAY: _ask_delay,
    Action.UPSTREAM_DELAYED: _delayed,
    Action.UPSTREAM_DELAY_DENIED: _sign,
    Action.UPSTREAM_REPLY: _reply,
    Action.UPSTREAM_REJECT: _reject,
    Action.UPSTREAM_BACK: _back,
}
