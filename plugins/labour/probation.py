"""Unlawful probation 违法试用期: how long it may be, what must be paid in it, and the compensation for what was worked beyond it.

Sources: 劳动合同法 Art 19, 20, 83; 劳动合同法实施条例 Art 15; 法释〔2025〕12号 for a part of a month.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from plugins.labour.final_award import MINIMUM_WAGE, final_award
from plugins.labour.service import ending, service
from plugins.labour.span import span
from wangge import Calculator, Field, Inputs, Kind, Line, Reckoning
from wangge.errors import Phrase
from wangge.money import rounded, yuan

FIXED, OPEN_ENDED, BY_TASK = "固定期限", "无固定期限", "以完成一定工作任务为期限"
ART_19, ART_20, ART_83 = "《劳动合同法》第十九条", "《劳动合同法》第二十条", "《劳动合同法》第八十三条"
FLOOR = Fraction(80, 100)
"""Share of the wage that probation pays at least, 劳动合同法 Art 20."""

FIELDS = (
    Field("begins", "合同起始日期", Kind.DAY),
    Field("term", "合同期限种类", Kind.CHOICE, choices=(FIXED, OPEN_ENDED, BY_TASK)),
    Field("ends", "合同终止日期", Kind.DAY),
    Field("probation_ends", "约定试用期最后一日", Kind.DAY),
    Field("until", "实际工作至（不填为试用期满）", Kind.DAY),
    Field("full_wage", "试用期满月工资", Kind.MONEY, least=1, most=10_000_000),
    Field("probation_wage", "试用期月工资", Kind.MONEY, most=10_000_000),
    Field("post_lowest", "同岗位最低档工资", Kind.MONEY, least=1, most=10_000_000),
    MINIMUM_WAGE,
)


def lawful_months(term: str, begins: date, ends: date | None) -> int:
    """The months of probation that a contract may have.

    Args:
        term: one of `FIXED`, `OPEN_ENDED`, `BY_TASK`.
        begins: its first day.
        ends: its last day; None for a term that is not fixed.

    Source: 劳动合同法 Art 19.
    """
    if term == OPEN_ENDED:
        return 6
    if term == BY_TASK or ends is None:
        return 0
    length = service(begins, ends)
    if length.years:
        return 6 if length.years >= 3 else 2
    return 1 if length.months >= 3 else 0


def reckon(told: Inputs) -> Reckoning:
    """The lawful months, the floor of the wage in them, and the compensation for the months beyond them.

    Raises:
        WanggeError: `value_invalid` for dates out of order, or a fixed term without its end.
    """
    term = told.text("term") or FIXED
    for later in ("ends", "probation_ends", "until"):
        told.in_order("begins", later)
    told.in_order("probation_ends", "ends")
    if term == FIXED and not told.has("ends"):
        raise told.wrong("ends", Phrase("固定期限的合同须填终止日期"))
    begins = told.day("begins")
    lawful = lawful_months(term, begins, told.day("ends") if told.has("ends") and term == FIXED else None)
    agreed = span(begins, told.day("probation_ends"))
    told_term = f"，至 {told.text('ends')}" if term == FIXED else ""
    lines = [Line("法定试用期上限", f"{term}合同，{begins} 起{told_term}，最长 {lawful} 个月；约定 {agreed}", law=ART_19)]
    if told.has("probation_wage"):
        lines.append(_floor(told))
    worked_until = min(told.day(name) for name in ("probation_ends", "until") if told.has(name))
    beyond = span(begins, worked_until).beyond(lawful)
    first = ending(begins, lawful) + timedelta(days=1)
    amount = rounded(beyond.months * told.money("full_wage"))
    served = f"{first} 至 {worked_until}，{beyond} × {yuan(told.money('full_wage'))}"
    formula = served if amount else "没有超过法定试用期已经履行的期间"
    lines.append(Line("违法约定试用期赔偿金", formula, amount, ART_83, doubt=beyond.doubt if amount else ""))
    return Reckoning(tuple(lines), (*REMARKS, *final_award(told, [amount])))


def _floor(told: Inputs) -> Line:
    """The least that probation pays, and what the wage that was paid falls short of it."""
    bases = [told.money("full_wage"), *([told.money("post_lowest")] if told.has("post_lowest") else [])]
    eighty, minimum, paid = rounded(FLOOR * min(bases)), told.money("minimum_wage"), told.money("probation_wage")
    least = max(eighty, minimum)
    short = max(0, least - paid)
    found = f"每月少付 {yuan(short)}，差额另行补足" if short else "不低于下限"
    formula = f"{yuan(min(bases))} × 80% = {yuan(eighty)}" + (f"，最低工资 {yuan(minimum)}" if minimum else "，没有填月最低工资")
    doubt = "“相同岗位最低档工资或者约定工资的百分之八十”按较低的一项计，各地理解不一，请核对。" if len(set(bases)) > 1 else ""
    law = f"{ART_20}；《劳动合同法实施条例》第十五条"
    return Line("试用期工资下限", f"{formula}；实付 {yuan(paid)}，{found}", None, law, told.parameters.get("minimum_wage", ""), doubt)


REMARKS = (
    "同一单位与同一劳动者只能约定一次试用期；试用期包含在合同期限内，只约定试用期的，该期限为合同期限（《劳动合同法》第十九条）。",
    "还没有履行的违法试用期由劳动行政部门责令改正，不计赔偿金（《劳动合同法》第八十三条）。",
)

CALCULATOR = Calculator(
    "probation",
    "违法试用期赔偿",
    FIELDS,
    reckon,
    needs=("begins", "probation_ends", "full_wage"),
    statistics={"minimum_wage": "begins"},
    spared=frozenset({"minimum_wage"}),
    takes={"begins": "labour_hired", "full_wage": "labour_wage"},
)
