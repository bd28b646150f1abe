"""Treatment and what it costs 治疗和康复: bills, lost income, care, meals, devices.

Source: 《人身损害赔偿解释》 Art 6-11, 13.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from plugins.damages.fields import figure
from plugins.damages.item import Head, Item, article, receipt
from wangge import Inputs, Line
from wangge.money import rounded, yuan

YEAR_DAYS = 365
_LOCAL = "当地标准，请核对"


def treatment(told: Inputs) -> Iterator[Item]:
    """The items of treatment that were filled in.

    Raises:
        WanggeError: `calc_statistic` when a daily rate or a wage is neither typed nor published.
    """
    yield from _bills(told)
    yield from _lost_income(told)
    yield from _care(told)
    yield from _stay(told)
    yield from _device(told)


def _bills(told: Inputs) -> Iterator[Item]:
    sixth = article("六")
    for made in (
        receipt(told, "treatment", Head.MEDICAL, sixth, "按收款凭证，结合病历和诊断证明"),
        receipt(told, "later_treatment", Head.MEDICAL, sixth, "医疗证明或者鉴定意见确定必然发生的费用"),
        receipt(told, "rehabilitation", Head.INJURY, sixth, "器官功能恢复训练所必要的康复费"),
    ):
        if made:
            yield made


def _lost_income(told: Inputs) -> Iterator[Item]:
    label, law, days = "误工费", article("七"), told.number("lost_days")
    if told.has("lost_income"):
        yield Item(Line(label, "有固定收入，按实际减少的收入", told.money("lost_income"), law), Head.INJURY)
    elif days:
        own = told.has("own_income")
        year = told.money("own_income") if own else figure(told, "trade_wage")
        basis = "最近三年平均年收入" if own else "相同或者相近行业职工年平均工资"
        yield Item(
            Line(
                label,
                f"{basis} {yuan(year)} ÷ {YEAR_DAYS} × {days}天",
                rounded(Fraction(year * days, YEAR_DAYS)),
                law,
                "" if own else told.parameters.get("trade_wage", ""),
                f"日平均按年收入除以 {YEAR_DAYS} 天计；各地另有算法的，从其规定",
            ),
            Head.INJURY,
        )


def _care(told: Inputs) -> Iterator[Item]:
    days, carers, lost = told.number("care_days"), told.number("carers", 1), told.money("carer_income")
    said, amount, doubts, parameter = [], lost, [], ""
    if lost:
        said.append(f"护理人员减少的收入 {yuan(lost)}")
    if days:
        rate = figure(told, "care_rate")
        amount += rate * days * carers
        said.append(f"护工每日报酬 {yuan(rate)} × {days}天 × {carers}人")
        parameter = told.parameters.get("care_rate", "")
        doubts.append(_LOCAL)
        if carers > 1:
            doubts.append("护理人员原则上一人；多于一人的，须有医疗机构或者鉴定机构的明确意见")
    if said:
        yield Item(Line("护理费", " ＋ ".join(said), amount, article("八"), parameter, "；".join(doubts)), Head.INJURY)


def _stay(told: Inputs) -> Iterator[Item]:
    travel = receipt(told, "travel", Head.INJURY, article("九"), "按正式票据，与就医的地点、时间、人数、次数相符")
    if travel:
        yield travel
    for days, rate, label, law in (
        ("hospital_days", "meal_rate", "住院伙食补助费", article("十")),
        ("nutrition_days", "nutrition_rate", "营养费", article("十一")),
    ):
        count = told.number(days)
        if count:
            daily = figure(told, rate)
            line = Line(label, f"{yuan(daily)} × {count}天", daily * count, law, told.parameters.get(rate, ""), _LOCAL)
            yield Item(line, Head.MEDICAL)
    lodging = receipt(told, "lodging", Head.INJURY, article("十"), "确有必要到外地治疗，本人和陪护人员实际发生")
    if lodging:
        yield lodging


def _device(told: Inputs) -> Iterator[Item]:
    if not told.has("device_price"):
        return
    price, times = told.money("device_price"), told.number("device_times", 1)
    doubt = "更换周期和次数参照配制机构的意见" if times > 1 else ""
    yield Item(Line("辅助器具费", f"普通适用器具 {yuan(price)} × {times}次", price * times, article("十三"), doubt=doubt), Head.INJURY)
