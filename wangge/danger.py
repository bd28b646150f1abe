"""Danger lane 险情: events whose words tell of danger come first and ask for an answer before anything else.

The words label the event, never a person. Until somebody has said what was done (已转110, 已报值班长, 不属实 with the reason), nothing else moves
it.
"""

from __future__ import annotations

from collections.abc import Mapping

from wangge.case import Case, Changes, Effects
from wangge.errors import WanggeError
from wangge.lifecycle import Action
from wangge.policy import SECRET_KINDS

UNTRUE = "不属实"
FREE = frozenset(
    {
        *(Action.REGISTER, Action.ANSWER_DANGER, Action.NOTE, Action.ATTACH, Action.CORRECT, Action.CONTACT, Action.INSTRUCT),
        *(Action.SECLUDE, Action.SUPERVISE, Action.EXPEDITE, Action.URGE, Action.UPSTREAM_SIGN, Action.LINK),
        Action.MOVE_DUE,
    }
)
"""What may be done while the danger is unanswered."""


def kinds(text: str, words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The kinds of danger that a text tells of.

    Args:
        text: what was reported.
        words: the office's table, by kind.

    Returns:
        for each kind the word that was found.
    """
    return {kind: word for kind, listed in words.items() if (word := next((each for each in listed if each in text), ""))}


def gate(case: Case, action: Action) -> None:
    """Refuse what must wait until the danger is answered.

    Raises:
        WanggeError: `danger_first`.
    """
    if case.values.get("danger") and not case.values.get("danger_answer") and action not in FREE:
        raise WanggeError("danger_first", no=case.text("no"), danger=case.text("danger"))


def _register(case: Case) -> Changes:
    found = kinds(f"{case.filled.get('title', '')}\n{case.filled['text']}", case.policy.danger)
    if not found:
        return {}
    case.data["danger_words"] = "、".join(found.values())
    secret = {"secrecy": "保密"} if SECRET_KINDS & found.keys() else {}
    return {"danger": "、".join(found), **secret}


def _answer(case: Case) -> Changes:
    if case.filled["danger_answer"] == UNTRUE and "note" not in case.filled:
        raise WanggeError("action_needs", action=Action.ANSWER_DANGER, missing="说明")
    return {"danger_answer": case.filled["danger_answer"]}


EFFECTS: Effects = {Action.REGISTER: _register, Action.ANSWER_DANGER: _answer}
