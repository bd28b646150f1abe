"""Rates 率: each with its numerator, its denominator, and why it has none.

Only what the ledger proves is judged. A claim whose time no column proves, a limit that nobody set, a signing of which a file shows only the
last are no evidence: they are in neither number, and a rate without a denominator is — (never 0 or 100).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exports.account import Account
from exports.tallies import Row
from exports.words import fraction
from wangge.clocks import overdue
from wangge.lifecycle import Action
from wangge.limit_table import Stage
from wangge.records import Move
from wangge.sheets import ratio
from wangge.times import Instant

SATISFIED = frozenset({"非常满意", "满意", "基本满意"})
ASKED = SATISFIED | {"不满意"}
_SENT = frozenset({Action.DISPATCH, Action.REASSIGN, Action.RETURN_DENIED})
_CHECKED = frozenset({Action.PASS, Action.CLOSE, Action.CALL_BACK, Action.REWORK})
_LIMIT_SET = frozenset({Action.DISPATCH, Action.GRANT_DELAY})


@dataclass(frozen=True, slots=True)
class Share:
    """A rate and its evidence.

    Attributes:
        name: what it is called.
        rule: what is divided by what.
        part, whole: numerator and denominator.
        lacking: why there is nothing to divide by, in words for the sheet.
    """

    name: str
    rule: str
    part: int
    whole: int
    lacking: str

    @property
    def value(self) -> float | None:
        """The rate, None without evidence."""
        return ratio(self.part, self.whole)

    @property
    def told(self) -> str:
        """Numerator, denominator and rule; without evidence, why."""
        return f"{fraction(self.part, self.whole)}（{self.rule}）" if self.whole else f"无凭据，不计算：{self.lacking}"


def shares(account: Account) -> tuple[Share, ...]:
    """按期办结率, 签收及时率, 返工率, 满意率 of the month."""
    return (on_time(account), signed_in_time(account), reworked(account.rows, account.start), satisfied(account.rows))


def on_time(account: Account) -> Share:
    """按期办结率 over what fell due: done in the month with a limit, or open past it."""
    undated = account.undated()
    judged = [verdict for row in account.rows if row.event.id not in undated and (verdict := _in_time(row, account.as_of)) is not None]
    rule = "期限内办结 ÷（本月办结且有期限 ＋ 期末未结且已超期）"
    return Share("按期办结率", rule, sum(judged), len(judged), "来件无办理期限，也没有经本中心派遣确定的期限")


def late(account: Account) -> list[Row]:
    """超期: what was done after its limit in the month, or is open past it with a clock that runs."""
    undated = account.undated()
    return [row for row in account.rows if row.event.id not in undated and _in_time(row, account.as_of) is False]


def limit_set_at(row: Row) -> Instant | None:
    """When the event was dispatched here last, so that the office's own limit table may have set its limit; None for one that was not."""
    set_at = [move.at for move in row.moves if move.action in _LIMIT_SET]
    return set_at[-1] if set_at and row.event["due_at"] is not None else None


def _in_time(row: Row, as_of: Instant) -> bool | None:
    due = row.event.time("due_at")
    if due is None:
        return None
    if row.done:
        return row.claim.at <= due if row.claim and row.claim.proven else None
    return False if overdue(row.event.known, as_of) else None


def signed_in_time(account: Account) -> Share:
    """签收及时率 over dispatches made here in the month that have a limit: signed, or past it unsigned."""
    rule = "时限内签收 ÷（本月派遣并已签收 ＋ 逾时未签收）"
    clocks = account.clocks
    if not clocks.limits(Stage.SIGN):
        return Share("签收及时率", rule, 0, 0, f"时限表未设“{Stage.SIGN}”一行；来件只有最后一次签收时间，不能据以判断")
    judged = [
        verdict
        for row in account.rows
        for sent, signed in _signings(row.moves)
        if account.start <= sent < account.end
        if (span := clocks.span_for(row.event.known, Stage.SIGN, sent))
        if (verdict := _signed(signed, clocks.end(span[0].red, sent)[0], account.as_of)) is not None
    ]
    return Share("签收及时率", rule, sum(judged), len(judged), "没有逐次派遣、签收的记录（来件只有最后一次，不能据以判断）")


def _signings(moves: Iterable[Move]) -> Iterator[tuple[Instant, Instant | None]]:
    """Each dispatch made here with its signing, None while unsigned; one that was taken back or sent elsewhere unsigned is left out."""
    sent: Move | None = None
    for move in moves:
        if move.action in _SENT:
            sent = move
        elif sent is not None and move.action == Action.SIGN:
            yield sent.at, move.at
            sent = None
        elif sent is not None and move.target is not sent.target:
            sent = None
    if sent is not None:
        yield sent.at, None


def _signed(signed: Instant | None, due: Instant, as_of: Instant) -> bool | None:
    if signed is not None:
        return signed <= due
    return False if due < as_of else None


def reworked(rows: Iterable[Row], start: Instant) -> Share:
    """返工率 over the events that were checked, closed or called back here in the month."""
    deeds = [{move.action for move in row.moves if move.at >= start} for row in rows]
    checked = [done for done in deeds if done & _CHECKED]
    part = sum(Action.REWORK in done for done in checked)
    return Share("返工率", "返工件 ÷ 本月经核查、结案或回访的件", part, len(checked), "本月没有在本中心核查、结案、回访或返工的记录")


def satisfied(rows: Iterable[Row]) -> Share:
    """满意率 over the events done in the month whose citizen answered."""
    answers = [answer for row in rows if row.done and (answer := row.event.text("satisfaction")) in ASKED]
    part = sum(answer in SATISFIED for answer in answers)
    return Share("满意率", "（非常满意＋满意＋基本满意）÷ 有效回访", part, len(answers), "本月办结的事件没有有效回访结果")
