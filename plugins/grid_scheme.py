"""The first score scheme 网格员月度计分（试行）: four items that a ledger can prove. An office's own scheme comes as a plugin.

Rates after GB/T 30428.4 and CJ/T 292-2008 (names); denominators as written in each rule.
"""

from __future__ import annotations

from wangge import Life, Scheme, ScoreItem, State, hookimpl
from wangge.clocks import overdue
from wangge.lifecycle import DONE_STATES, Action

UNDECIDED = frozenset({State.REPORTED, State.VERIFYING})
INVALID = frozenset({State.REFUSED, State.NOT_FILED, State.VOID})
SATISFIED = frozenset({"非常满意", "满意", "基本满意"})
ASKED = SATISFIED | {"不满意"}


def valid_report(life: Life) -> bool | None:
    """有效上报: accepted as true; refused, not filed or void count against; what nobody has decided yet does not count."""
    if life.event.state in UNDECIDED:
        return None
    return life.event.state not in INVALID


def done_in_time(life: Life) -> bool | None:
    """按期办结: done by the limit; counts only where there is a limit and it has been met, or has passed while its clock ran."""
    due = life.event.time("due_at")
    if due is None:
        return None
    if life.event.state not in DONE_STATES:
        return False if overdue(life.event.known, life.until) else None
    done = life.event.time("done_at")
    proven = any(move.proven and move.target in DONE_STATES for move in life.moves)
    return done <= due if done is not None and proven else None


def reworked(life: Life) -> bool | None:
    """返工: sent back after its check; counts only where a check was made here (imports bring none)."""
    acted = {move.action for move in life.moves}
    if Action.REWORK in acted:
        return True
    checked = acted & {Action.PASS, Action.CLOSE, Action.CALL_BACK}
    return False if checked else None


def satisfied(life: Life) -> bool | None:
    """满意: of those who were asked and answered."""
    answer = life.event.text("satisfaction")
    return answer in SATISFIED if answer in ASKED else None


SCHEME = Scheme(
    "网格员月度计分（试行）",
    (
        ScoreItem("有效上报", 30, valid_report, "有效上报率 = 属实受理件 ÷ 已有受理结论的上报件；不予受理、不予立案、作废为无效"),
        ScoreItem("按期办结率", 30, done_in_time, "按期办结率 = 期限内办结件 ÷ 有期限且已办结或已超期的件"),
        ScoreItem("返工率", 20, reworked, "返工率 = 返工件 ÷ 经本中心核查或回访的件；得分 = 分值 ×（1 − 返工率）", inverse=True),
        ScoreItem("满意率", 20, satisfied, "满意率 =（非常满意 + 满意 + 基本满意）÷ 有效回访件"),
    ),
)


@hookimpl
def wangge_schemes() -> tuple[Scheme, ...]:
    """The shipped scheme."""
    return (SCHEME,)
