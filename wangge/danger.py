"""Danger lane 险情: events whose words tell of danger come first and ask for an answer before anything else.

The words label the event, never a person. Until somebody has said what was done (已转110, 已报值班长, 不属实 with the reason), nothing else moves
it, and nothing moves it together with others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from wangge.case import Case, Changes, Effects
from wangge.errors import WanggeError
from wangge.field import Value
from wangge.lifecycle import OPEN_STATES, Action, Path, State
from wangge.policy import CROWD, SECRET_KINDS, Policy

UNTRUE = "不属实"
FREE = frozenset(
    {
        *(Action.REGISTER, Action.ANSWER_DANGER, Action.NOTE, Action.ATTACH, Action.CORRECT, Action.CONTACT, Action.INSTRUCT),
        *(Action.SECLUDE, Action.SUPERVISE, Action.EXPEDITE, Action.URGE, Action.UPSTREAM_SIGN, Action.LINK, Action.MOVE_CARDS),
        *(Action.MOVE_DUE, Action.VISIT),
    }
)
"""What may be done while the danger is unanswered."""
TOGETHER = frozenset({Action.UPSTREAM_SIGN, Action.MOVE_DUE, Action.MOVE_CARDS})
"""What may be done with many events though one of them tells of danger: they only say that the order has come, or that the days count otherwise."""
NOT = "-"
"""Begins an entry of the table that tells of no danger: 一刀切 is no 刀."""

_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"两": 2, "〇": 0}
_RANKS = {"十": 10, "百": 100, "千": 1000}
_WHO = r"(?:人(?![均次大口才员防行]|民(?!工))|群众|村民|工人|民工|农民工|业主|职工|员工|家长)"
_COUNTED = re.compile("[\\d一二三四五六七八九十百千余多来几名位个]" + _WHO)
"""Whether a text counts people at all; quick, since nearly all do not."""
_PEOPLE = re.compile(r"(?<![\d.第栋-])(\d{1,4}|[一二两三四五六七八九十百千]{1,5}|数十|数百|几十|上百)(?:余|多|来|几)?(?:名|位|个)?" + _WHO)
_ACTING = re.compile(
    r"来访|上访|集体(?!利益|经济|资产|土地|所有)|聚集在|聚在|围堵|围攻|包围|围观|讨薪|讨要|要工资|欠薪|拖欠|血汗钱"
    r"|静坐|堵门|堵路|闹事|闹访|大闹|打砸|斗殴|动手|打伤|殴|横幅|罢工|冲突"
    r"|一起(?:来|到|去)|(?:来|前?往|到|去)了?.{0,8}(?:中心|政府|信访|街道办|售楼部|门口|现场|办公室)"
)
_NEAR = 14
"""How far, in characters, a number of people may stand from what they do together."""


def kinds(text: str, policy: Policy) -> dict[str, str]:
    """The kinds of danger that a text tells of.

    Args:
        text: what was reported.
        policy: the office's table of words, by kind, and from how many people on a matter is 群体.

    Returns:
        for each kind the words that were found, the first only.
    """
    found = {}
    if _any_word(tuple(policy.danger.values())).search(text):
        found = {kind: word for kind, listed in policy.danger.items() if (word := _told(text, listed))}
    if policy.crowd and CROWD in policy.danger and CROWD not in found and (people := _crowd(text, policy.crowd)):
        found[CROWD] = people
    return found


def marks(values: Mapping[str, Value], policy: Policy) -> Changes:
    """What an event that waits for acceptance is marked with for its words; 家暴 and minors are 保密 from the start."""
    found = kinds(f"{values.get('title', '')}\n{values.get('text', '')}", policy)
    if not found:
        return {}
    return {"danger": "、".join(found), **({"secrecy": "保密"} if SECRET_KINDS & found.keys() else {})}


def unanswered(values: Mapping[str, Value]) -> bool:
    """Whether an event tells of danger and nobody has said yet what was done."""
    return bool(values.get("danger") and not values.get("danger_answer")) and State(str(values["state"])) in OPEN_STATES


def gate(case: Case, action: Action) -> None:
    """Refuse what must wait until the danger is answered.

    Raises:
        WanggeError: `danger_first`.
    """
    if action not in FREE and unanswered(case.values):
        raise WanggeError("danger_first", no=case.text("no"), danger=case.text("danger"))


def alone(values: Mapping[str, Value], what: Action | Path) -> None:
    """Refuse to do something with an event together with others, when it tells of danger that was not found untrue.

    Raises:
        WanggeError: `danger_single`.
    """
    if values.get("danger") and values.get("danger_answer") != UNTRUE and what not in TOGETHER:
        raise WanggeError("danger_single", no=values.get("no", ""), danger=values["danger"])


def _told(text: str, listed: tuple[str, ...]) -> str:
    return next((found[1] for found in _words(listed).finditer(text) if found[1]), "")


@lru_cache(maxsize=16)
def _any_word(tables: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    """One look for all words of all kinds: nearly all texts have none."""
    return re.compile("|".join(re.escape(word) for listed in tables for word in listed if not word.startswith(NOT)))


@lru_cache(maxsize=64)
def _words(listed: tuple[str, ...]) -> re.Pattern[str]:
    """What is no danger is read over first, so that the words inside it do not count."""
    harmless = [re.escape(word[len(NOT) :]) for word in listed if word.startswith(NOT)]
    words = [re.escape(word) for word in listed if not word.startswith(NOT)]
    return re.compile("|".join([*harmless, f"({'|'.join(words)})"]))


def _crowd(text: str, least: int) -> str:
    """Several people who come, claim or fight together, as the text says it; empty for none."""
    if not _COUNTED.search(text):
        return ""
    for found in _PEOPLE.finditer(text):
        if _number(found[1]) >= least and _ACTING.search(text, max(0, found.start() - _NEAR), found.end() + _NEAR):
            return found[0]
    return ""


def _number(text: str) -> int:
    """`6`, `六`, `十二`, `三十`, `一百二十`; of 四五 the smaller; 数十, 几十 and 上百 count as their rank."""
    if text.isdecimal():
        return int(text)
    if len(text) == 2 and all(sign in _DIGITS for sign in text):
        return min(_DIGITS[sign] for sign in text)
    total, digit = 0, 0
    for sign in text:
        if sign in _RANKS:
            total += (digit or 1) * _RANKS[sign]
            digit = 0
        else:
            digit = _DIGITS.get(sign, 0)
    return total + digit


def _register(case: Case) -> Changes:
    found = kinds(f"{case.filled.get('title', '')}\n{case.filled['text']}", case.policy)
    if found:
        case.data["danger_words"] = "、".join(found.values())
    return marks(case.filled, case.policy)


def _answer(case: Case) -> Changes:
    if case.filled["danger_answer"] == UNTRUE and "note" not in case.filled:
        raise WanggeError("action_needs", action=Action.ANSWER_DANGER, missing="说明")
    return {"danger_answer": case.filled["danger_answer"]}


EFFECTS: Effects = {Action.REGISTER: _register, Action.ANSWER_DANGER: _answer}
