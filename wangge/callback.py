"""Call-back 回访: the reporter's verdict, and when an event may be closed without one.

Who calls is a setting per source: 12345 rings the callers of its own orders, and a second call from here would only annoy them. Nobody is
called twice within the office's gap of days. A sample is drawn by a seed that is published before: who knows it can draw it again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256

from wangge.case import Case, Changes, Effects
from wangge.errors import WanggeError
from wangge.lifecycle import Action, State
from wangge.policy import Policy

DISSATISFIED = "不满意"
FORMAL = "程序性"
TO_CALL = "待回访"
CALLABLE = frozenset({State.FED_BACK, State.CHECKED, State.CLOSED, State.MERGED})
"""States in which a call-back is the lifecycle's next question."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event whose reporter could be called.

    Attributes:
        no: its number.
        caller: what the same caller is recognised by; None for nobody in particular.
    """

    no: str
    caller: int | None = None


def draw(candidates: Iterable[Candidate], called: Collection[int], size: int, seed: str) -> tuple[str, ...]:
    """A sample 抽样 that anybody draws again who knows the seed.

    The candidates are put in the order of the SHA-256 of `seed`, a newline and the event's number; the first ones are taken. So neither the
    order of the list nor the program decides, and a candidate more or less changes nothing for the others.

    Args:
        candidates: who could be called; 保密 events are not among them.
        called: callers who were called within the gap; they are passed over, and nobody is taken twice.
        size: how many.
        seed: as published, as `2026-11`.

    Returns:
        the numbers, in the order drawn.
    """
    taken: list[str] = []
    passed = set(called)
    for each in sorted(candidates, key=lambda each: sha256(f"{seed}\n{each.no}".encode()).digest()):
        if len(taken) == size:
            break
        if each.caller is not None:
            if each.caller in passed:
                continue
            passed.add(each.caller)
        taken.append(each.no)
    return tuple(taken)


def other_caller(source: str, policy: Policy, office: str) -> str:
    """Who calls the reporters of a source, when it is not the centre itself."""
    who = policy.called_by.get(source, "")
    return "" if who in {"", office, "本中心"} else who


def _call(case: Case) -> Changes:
    """The verdict; 不满意 comes with its words."""
    _ours(case)
    if case.filled["satisfaction"] == DISSATISFIED and "note" not in case.filled:
        raise WanggeError("action_needs", action=f"{Action.CALL_BACK}（{DISSATISFIED}）", missing="说明")
    return {"satisfaction": case.filled["satisfaction"]}


def _failed(case: Case) -> Changes:
    _ours(case)
    return case.one_more("call_attempts")


def _ours(case: Case) -> None:
    other = other_caller(case.text("source"), case.policy, case.clocks.settings.name)
    if other and "voucher" not in case.filled and other not in {case.actor.name, case.actor.unit}:
        raise WanggeError("call_not_ours", no=case.text("no"), by=other)


def _gate(case: Case) -> Changes:
    """Where the office asks for it, nothing is closed or archived without a verdict or enough attempts.

    A formal end (撤诉) has no result to judge, and whom another calls, that one judges later.
    """
    policy = case.policy
    verdict = case.filled.get("satisfaction") or case.values.get("satisfaction") or case.values.get("done_kind") == FORMAL
    if not policy.verdict_first or verdict or other_caller(case.text("source"), policy, case.clocks.settings.name):
        return {}
    if case.number("call_attempts") < policy.attempts:
        raise WanggeError("verdict_missing", no=case.text("no"), attempts=case.number("call_attempts"), most=policy.attempts)
    return {}


def _judged_anew(case: Case) -> Changes:
    """A verdict is one on what was done; when it is done again it is asked for again."""
    if before := case.values.get("satisfaction"):
        case.data["verdict_before"] = before
    return {"satisfaction": None, "call_attempts": None}


EFFECTS: Effects = {
    Action.CALL_BACK: _call,
    Action.CALL_FAILED: _failed,
    Action.CLOSE: _gate,
    Action.ARCHIVE: _gate,
    Action.REWORK: _judged_anew,
    Action.REOPEN: _judged_anew,
    Action.UPSTREAM_BACK: _judged_anew,
}
