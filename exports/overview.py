"""The overview 总体情况: the terms of the identity, how far the month's events have come, and the four rates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from exports.account import Account
from exports.drill import Counted, Drill
from exports.elapsed import Elapsed
from exports.rates import Share, limit_set_at
from exports.tallies import Tally
from exports.words import fraction
from wangge.lifecycle import DONE_STATES, Exit, State
from wangge.sheets import Cell, Column, Figure, Shape, Sheet, ratio

NO_OPENING = "期初未录：台账由本月起，上月结转没有凭据"
WEEK, FORTNIGHT = 7, 15
"""Days after which a matter is long and very long in handling."""


def overview_sheet(account: Account, total: Tally, rates: Iterable[Share], drill: Drill) -> Sheet:
    """The first sheet: one line per figure, each with its rule."""
    columns = (Column("项目", width=26), Column("数值", Shape.COUNT, 14), Column("说明", width=72))
    rows = (*_flows(account, total, drill), *_to_date(account, drill), *_times(account), *_rates(account, rates))
    return Sheet("总体情况", f"{account.period}网格事件总体情况", columns, rows, notes=tuple(_notes(account, total)))


def _flows(account: Account, total: Tally, drill: Drill) -> Iterator[Sequence[Cell]]:
    rows = [row for row in account.rows if row.counts]
    shown = total.with_opening(account.opening or 0)
    yield "上月结转", None if account.carry_unknown else Figure(shown.carried), _carried_from(account)
    yield "新增", drill.figure(Counted.NEW, (row.event for row in rows if row.flow.new)), "本月上报登记"
    yield "重开", Figure(total.reopened), "以前月份已了结、本月重新办理"
    yield "办结", drill.figure(Counted.DONE, (row.event for row in rows if row.done)), "承办单位报办结，月末未被退回重办"
    for exit_ in Exit:
        if exit_ is not Exit.DONE:
            yield exit_.value, Figure(total.exits.get(exit_, 0)), f"本月{exit_}，不再计入未结"
    still_open = drill.figure(Counted.OPEN, (row.event for row in rows if row.event.is_open))
    yield "期末未结", Figure(shown.open, query="" if account.opening else still_open.query), _open_is(account)
    yield "月末办结率", Figure(shown.rate, Shape.RATE), f"{fraction(shown.done, shown.at_hand)}（办结 ÷（上月结转 ＋ 新增 ＋ 重开））"


def _carried_from(account: Account) -> str:
    if account.carry_unknown:
        return NO_OPENING
    return "按填报的期初未结计，未逐件登记" if account.opening is not None else "由台账步骤推算：月初尚未了结的事件"


def _open_is(account: Account) -> str:
    return f"月末尚未了结，含期初未结 {account.opening:,} 件" if account.opening else "月末尚未了结"


def _to_date(account: Account, drill: Drill) -> Iterator[Sequence[Cell]]:
    """What has become of the month's events since: from today's state, and said so."""
    reported = f"上报:{account.month}"
    ended = f"{reported} 状态:{'|'.join(state for state in State if state in DONE_STATES)}"
    whole, part = drill.count(reported), drill.count(ended)
    yield "截至目前办结或归档", Figure(part, query=ended), "本月新增的事件，按制表时的状态"
    yield "截至目前办结率", Figure(ratio(part, whole), Shape.RATE), f"{fraction(part, whole)}（办结或归档 ÷ 本月新增）"


def _times(account: Account) -> Iterator[Sequence[Cell]]:
    by_end = Elapsed.of(row.moves for row in account.rows if row.flow.new)
    by_now = Elapsed.of(life.moves for life in account.new_today())
    first = f"本月新增至今首次办结 {len(by_now.hours):,} 件"

    def then(value: str) -> str:
        return f"；截至月末 {len(by_end.hours):,} 件，{value}" if by_end.hours else ""

    def hours(value: float | None) -> str:
        return f"{value:.1f} 小时" if value is not None else ""

    yield "首次办结用时中位数（小时）", Figure(by_now.median, Shape.HOURS), first + then(hours(by_end.median))
    yield "首次办结用时P90（小时）", Figure(by_now.p90, Shape.HOURS), "十件有九件不超过此时长" + then(hours(by_end.p90))
    for days in (WEEK, FORTNIGHT):
        label = f"首次办结用时超过{days}天"
        yield label, Figure(by_now.over(days)), f"超过 {days * 24} 小时" + then(f"{by_end.over(days)} 件超过")


def _rates(account: Account, rates: Iterable[Share]) -> Iterator[Sequence[Cell]]:
    reckoned = any(limit_set_at(row) for row in account.rows)
    for share in rates:
        mark = "；期限按本中心时限表推算" if share.whole and reckoned and share.name == "按期办结率" else ""
        yield share.name, Figure(share.value, Shape.RATE), share.told + mark


def _notes(account: Account, total: Tally) -> Iterator[str]:
    identity = total.with_opening(account.opening or 0).identity(carry_unknown=account.carry_unknown)
    yield f"平衡关系：{identity}。"
    yield "本月数按业务时间截至月末统计，不随以后的办理变动；“截至目前”和“首次办结用时”按制表时的台账。“—”表示没有凭据，不是 0。"
    if account.running:
        yield "本月尚未结束，本表是截至制表时的进度。"
