"""The method sheet 填表说明: how each figure was counted, what has no evidence and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exports.account import Account
from exports.overview import NO_OPENING
from exports.rates import Share, limit_set_at
from exports.tallies import Tally
from wangge.settings import Settings
from wangge.sheets import Column, Sheet
from wangge.times import chinese

Line = tuple[str, str]


def method_sheet(account: Account, total: Tally, rates: Iterable[Share], settings: Settings) -> Sheet:
    """What a reader must know to count it again."""
    lines = (
        *_span(account, total, settings),
        *_opening(account),
        *_proof(account),
        *_limits(account),
        *_shares(rates),
        *_rest(),
    )
    return Sheet("填表说明", f"{account.period}月报填表说明", (Column("项目", width=16), Column("说明", width=96)), tuple(lines))


def _span(account: Account, total: Tally, settings: Settings) -> Iterator[Line]:
    running = f"；本月尚未结束，截止 {chinese(account.as_of, settings.zone)}" if account.running else ""
    yield "统计期间", f"{account.days}{running}。"
    yield "统计依据", "按每一步办理的业务时间计，不按今天的状态，也不按录入时间；以后的办理不改变本月数。"
    identity = total.with_opening(account.opening or 0).identity(carry_unknown=account.carry_unknown)
    yield "平衡关系", f"{identity}。期末未结按月末所处环节另行清点，与各项进出相符才出表。"
    yield "办结", "以承办单位报办结为准；本月内报办结后又退回、返工或重新派遣的，互相抵消，不计办结。"
    yield "重开", "以前月份已了结、本月重新办理的，作为进项另计。"


def _opening(account: Account) -> Iterator[Line]:
    if account.carry_unknown:
        yield "上月结转", f"{NO_OPENING}，印作“—”。补录期初未结后重出本表即可。"
    elif account.opening is not None:
        yield "期初未结", f"{account.opening:,} 件为人工填报，没有逐件登记，只加在总体情况的上月结转和期末未结里；分类各表不含。"
    elif account.entered:
        yield "期初未结", f"台账首月填报的期初未结 {account.entered:,} 件没有逐件登记，不在本月结转之内。"


def _proof(account: Account) -> Iterator[Line]:
    """Times that no column proves: counted where they stand, and out of every rate."""
    undated = sum(row.done and row.claim is not None and not row.claim.proven for row in account.rows)
    ended = len(account.undated())
    unregistered = sum(row.flow.new and not row.moves[0].proven for row in account.rows)
    if undated:
        yield "办结时间", f"本月办结中有 {undated:,} 件的办结时间没有来件凭据，按入账时间计入办结，不进用时和各项率。"
    if ended:
        yield "期末未结", f"其中 {ended:,} 件来件已显示了结，但没有了结时间凭据，按入账时间计，月末算作未结，不算超期。"
    if unregistered:
        yield (
            "上报时间",
            f"本月新增中有 {unregistered:,} 件的上报时间没有来件凭据，按其最早有凭据的时间（都没有的，按入账时间）计入新增，不进用时。",
        )


def _limits(account: Account) -> Iterator[Line]:
    limited = [row for row in account.rows if row.counts and row.event["due_at"] is not None]
    begun = [at for row in limited if (at := limit_set_at(row))]
    here, unchecked = len(begun), sum(not account.clocks.confirmed(at) for at in begun)
    if limited:
        brought = f"有办理期限 {len(limited):,} 件，其中来件自带 {len(limited) - here:,} 件"
        reckoned = f"，经本中心派遣 {here:,} 件（来件未带期限的，按本中心时限表推算）" if here else ""
        yield "办理期限", f"{brought}{reckoned}。"
    if unchecked == here and here:
        yield "时限表", "本中心尚未核定时限表，推算的期限按默认时限，仅供参考。"
    elif unchecked:
        yield "时限表", f"其中 {unchecked:,} 件派遣时本中心尚未核定时限表，按默认时限推算，仅供参考。"


def _shares(rates: Iterable[Share]) -> Iterator[Line]:
    for share in rates:
        yield share.name, f"{share.told}。"


def _rest() -> Iterator[Line]:
    yield "用时", "从上报到首次报办结，两个时间都有凭据的才计；中位数和九成以内（P90，最近秩）按本月新增至今的首次办结。"
    yield "“—”", "没有凭据，不计算；不是 0，也不是 100%。"
    yield "个人信息", "本表不含姓名、电话、证件号码；清单只列标题，标题已略去姓名、电话和编号。"
