"""Final awards 一裁终局: whether the claims are small enough for the arbitrator's award to be final."""

from __future__ import annotations

from collections.abc import Iterable

from wangge import Field, Inputs, Kind
from wangge.money import yuan

MINIMUM_WAGE = Field("minimum_wage", "月最低工资", Kind.MONEY, least=1, most=1_000_000)
"""The statistic that it goes by; a calculator that shows the remark asks for it."""


def final_award(told: Inputs, claims: Iterable[int]) -> tuple[str, ...]:
    """The remark on final awards; none where no minimum wage is known or nothing is claimed.

    Args:
        told: the inputs, with `minimum_wage` where it is known.
        claims: what is claimed, item by item, in 分.

    Source: 劳动争议调解仲裁法 Art 47 (1): pay, injury medical costs, compensation, each not over twelve months of the local minimum wage;
    Art 48, 49: the worker may sue, the employer can only ask to have it set aside.
    """
    minimum, owed = told.money("minimum_wage"), [claim for claim in claims if claim > 0]
    if not minimum or not owed:
        return ()
    figure = told.parameters.get("minimum_wage") or f"月最低工资　{yuan(minimum)}"
    limit = f"月最低工资十二个月金额 {yuan(12 * minimum)}（{figure}；《劳动争议调解仲裁法》第四十七条）"
    over = sum(claim > 12 * minimum for claim in owed)
    if over:
        return (f"有 {over} 项请求超过{limit}，该项不适用一裁终局。",)
    return (f"各项请求都不超过{limit}，适用一裁终局：劳动者不服可以起诉，用人单位只能申请撤销（第四十八条、第四十九条）。",)
