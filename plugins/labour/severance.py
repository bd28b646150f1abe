"""Severance 经济补偿: N, N+1 and 2N.

Sources: 劳动合同法 Art 40, 46, 47, 87, 97; 劳动合同法实施条例 Art 20, 25, 27.
"""

from __future__ import annotations

from fractions import Fraction

from plugins.labour.final_award import MINIMUM_WAGE, final_award
from plugins.labour.service import ACT, Service, months_owed, service
from plugins.labour.wages import said
from wangge import Calculator, Field, Inputs, Kind, Line, Reckoning
from wangge.errors import Phrase
from wangge.money import rounded, yuan

KINDS = ("N", "N+1", "2N")
ART_47 = "《劳动合同法》第四十七条"

FIELDS = (
    Field("hired", "入职日期", Kind.DAY),
    Field("left", "离职日期", Kind.DAY),
    Field("wage", "离职前十二个月平均工资", Kind.MONEY, most=10_000_000),
    Field("kind", "算法", Kind.CHOICE, choices=KINDS),
    Field("last_wage", "上月工资（代通知金用）", Kind.MONEY, most=10_000_000),
    Field("city_average", "上年度职工月平均工资", Kind.MONEY, least=1, most=10_000_000),
    MINIMUM_WAGE,
)


def reckon(told: Inputs) -> Reckoning:
    """N, N+1 or 2N: the months, the base with its floor and its cap, the amount.

    Raises:
        WanggeError: `value_invalid` for dates out of order, or no last month's wage where one is needed.
    """
    told.in_order("hired", "left")
    kind = told.text("kind") or "N"
    length = service(told.day("hired"), told.day("left"))
    months, base, lines = _base(told, length)
    formula = f"{said(months)}个月 × {yuan(base)}"
    if kind == "2N":
        law = "《劳动合同法》第八十七条；《劳动合同法实施条例》第二十五条"
        lines.append(Line("违法解除或终止赔偿金 2N", f"2 × {formula}", rounded(2 * months * base), law))
    else:
        lines.append(Line("经济补偿 N", formula, rounded(months * base), ART_47))
    if kind == "N+1":
        if not told.has("last_wage"):
            raise told.wrong("last_wage", Phrase("N+1 须填上月工资，不是十二个月平均工资"))
        law = "《劳动合同法》第四十条；《劳动合同法实施条例》第二十条"
        lines.append(Line("代通知金 +1", "上月工资，不受三倍封顶", told.money("last_wage"), law))
    remarks = (*_remarks(told, kind), *final_award(told, (line.amount or 0 for line in lines)))
    return Reckoning(tuple(lines), remarks)


def _base(told: Inputs, length: Service) -> tuple[Fraction, int, list[Line]]:
    """Months and monthly base, with the findings that led there."""
    months, base = months_owed(length), told.money("wage")
    lines = [Line("工作年限", f"{told.text('hired')} 至 {told.text('left')}，{length}，计 {said(months)} 个月", law=ART_47)]
    minimum, average = told.money("minimum_wage"), told.money("city_average")
    if minimum and base < minimum:
        base = minimum
        why = f"平均工资 {yuan(told.money('wage'))} 低于最低工资，按 {yuan(minimum)} 计"
        lines.append(Line("月工资基数", why, law="《劳动合同法实施条例》第二十七条", parameter=told.parameters.get("minimum_wage", "")))
    elif base > 3 * average:
        base = 3 * average
        why = f"平均工资 {yuan(told.money('wage'))} 高于职工月平均工资三倍，按 3 × {yuan(average)} = {yuan(base)} 计"
        lines.append(Line("月工资基数", why, law=f"{ART_47}第二款", parameter=told.parameters.get("city_average", "")))
        if months > 12:
            months = Fraction(12)
            lines.append(Line("年限封顶", "高于三倍的，年限最高十二年，计 12 个月", law=f"{ART_47}第二款"))
    else:
        lines.append(Line("月工资基数", f"{yuan(base)}，不超过三倍，不封顶", law=ART_47, parameter=told.parameters.get("city_average", "")))
    return months, base, lines


def _remarks(told: Inputs, kind: str) -> tuple[str, ...]:
    remarks = []
    if told.day("hired") < ACT and kind != "2N":
        remarks.append(
            "2008年1月1日以前的工作年限，经济补偿按当时的规定计（《劳动合同法》第九十七条）；本计算书按现行规定全部计入，请核对。"
        )
    if not told.has("minimum_wage"):
        remarks.append("没有填月最低工资，未核对基数下限。")
    if kind == "2N":
        remarks.append("已付赔偿金的，不再支付经济补偿（《劳动合同法实施条例》第二十五条）。")
    return tuple(remarks)


CALCULATOR = Calculator(
    "severance",
    "经济补偿、代通知金、赔偿金",
    FIELDS,
    reckon,
    needs=("hired", "left", "wage"),
    statistics={"city_average": "left", "minimum_wage": "left"},
    spared=frozenset({"minimum_wage"}),
    takes={"hired": "labour_hired", "left": "labour_left", "wage": "labour_average_wage"},
)
