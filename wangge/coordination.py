"""Coordination 联动: several departments on one matter: whistle, supervision, and what each owes."""

from __future__ import annotations

from wangge.case import Case, Changes, Effects
from wangge.lifecycle import Action


def _whistle(case: Case) -> Changes:
    return {"whistled": case.filled["departments"]}


def _supervise(case: Case) -> Changes:
    return {"supervised": case.filled["level"], "supervise_by": case.filled.get("reply_by")}


EFFECTS: Effects = {
    Action.WHISTLE: _whistle,
    Action.SUPERVISE: _supervise,
    Action.SUPERVISE_REPLY: lambda case: {"supervise_by": None},
}
