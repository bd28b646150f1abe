"""Pay for annual leave that was not taken 未休年休假工资.

Sources: 职工带薪年休假条例 Art 3, 4; 企业职工带薪年休假实施办法 Art 5, 10, 11, 12.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from plugins.labour.final_award import MINIMUM_WAGE, final_award
from plugins.labour.wages import LAW_21_75, at_most, day_wage, deducted, said
from wangge import Calculator, Field, Inputs, Kind, Line, Reckoning
from wangge.errors import Phrase
from wangge.money import rounded, yuan

YEAR_DAYS = 365
"""What calendar days are divided by, leap year or not (实施办法 Art 5, 12)."""
RULES = "《企业职工带薪年休假实施办法》"

FIELDS = (
    Field("served", "累计工作满几年", Kind.NUMBER, most=60),
    Field("wage", "前十二个月平均工资（不含加班工资）", Kind.MONEY, least=1, most=10_000_000),
    Field("taken", "当年已休天数", Kind.DECIMAL, most=366),
    Field("year", "年份", Kind.NUMBER, least=2008, most=2099),
    Field("hired", "入职日期", Kind.DAY),
    Field("left", "离职日期", Kind.DAY),
    Field("month_paid", "当月工资已付", Kind.CHOICE, choices=("是", "否")),
    Field("paid", "已付未休年休假工资", Kind.MONEY, most=10_000_000),
    MINIMUM_WAGE,
)


@dataclass(frozen=True, slots=True)
class Stay:
    """The part of a year that somebody was employed: its first and last day, and whether it ends with leaving."""

    first: date
    last: date
    leaves: bool

    @property
    def days(self) -> int:
        """Calendar days."""
        return (self.last - self.first).days + 1

    @property
    def whole(self) -> bool:
        """Whether it is the whole year."""
        return (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31)


def entitled(served: int) -> int:
    """Days of leave a year for whole years of work in all, with whatever employer.

    Source: 职工带薪年休假条例 Art 3.
    """
    return 0 if served < 1 else 5 if served < 10 else 10 if served < 20 else 15


def reckon(told: Inputs) -> Reckoning:
    """What is owed for the leave of one year that was not taken.

    Raises:
        WanggeError: `value_invalid` for dates out of order or outside the year, or more days taken than there were.
    """
    annual, taken, stay = entitled(told.number("served")), told.exact("taken"), _stay(told)
    lines = [Line("全年应休天数", f"累计工作满 {told.number('served')} 年，{annual} 天", law="《职工带薪年休假条例》第三条")]
    due = Fraction(annual)
    if stay is not None:
        at_most(told, "taken", stay.days)
    if stay is not None and not stay.whole:
        due = Fraction(stay.days, YEAR_DAYS) * annual
        formula = f"{stay.first} 至 {stay.last} {stay.days} 天 ÷ 365 × {annual} = {float(due):.2f} 天"
        lines.append(Line("按日历天数折算", formula, law=RULES + ("第十二条" if stay.leaves else "第五条")))
        due = due if stay.leaves else Fraction(floor(due))
    unused = max(due - taken, Fraction(0))
    if stay is not None and stay.leaves and not stay.whole:
        unused = Fraction(floor(unused))
    more = "，多休的不扣回" if taken > due else "，不足一天的舍去" if due - taken != unused else ""
    lines.append(Line("未休天数", f"{float(due):.2f} − {said(taken)} → {said(unused)} 天{more}", law=f"{RULES}第十条、第十二条"))
    percent, why = (200, "当月工资已付，另付 200%") if told.text("month_paid") != "否" else (300, "当月工资未付，共 300%")
    by_day = day_wage(told.money("wage"))
    formula = f"{said(unused)} 天 × {yuan(rounded(by_day))} × {percent}%（{why}）"
    law = f"{RULES}第十条、第十一条；{LAW_21_75}"
    lines.append(Line("未休年休假工资", formula, rounded(unused * by_day * percent / 100), law))
    lines += deducted(lines, told.money("paid"), "未休年休假工资")
    return Reckoning(tuple(lines), (*REMARKS, *final_award(told, [sum(line.amount or 0 for line in lines)])))


def _stay(told: Inputs) -> Stay | None:
    """The part of the year for which leave is due; None where neither a year nor a day of coming or going was filled in."""
    told.in_order("hired", "left")
    known = [told.day(name).year for name in ("left", "hired") if told.has(name)]
    year = told.number("year", known[0] if known else 0)
    if not year:
        return None
    first, last = date(year, 1, 1), date(year, 12, 31)
    if told.has("hired"):
        first = max(first, told.day("hired"))
    leaves = told.has("left") and told.day("left") <= last
    if leaves:
        last = told.day("left")
    for name, outside in (("hired", first.year != year), ("left", last.year != year)):
        if outside:
            raise told.wrong(name, Phrase("{year} 年没有在职的日子", year=year))
    return Stay(first, last, leaves)


REMARKS = (
    "有《职工带薪年休假条例》第四条情形（病假、事假过长等）的，当年不享受年休假。",
    "单位已安排休假、职工因本人原因书面提出不休的，只付正常工作期间的工资（《企业职工带薪年休假实施办法》第十条第二款）。",
)

CALCULATOR = Calculator(
    "leave",
    "未休年休假工资",
    FIELDS,
    reckon,
    needs=("served", "wage"),
    statistics={"minimum_wage": "left"},
    spared=frozenset({"minimum_wage"}),
    takes={"hired": "labour_hired", "left": "labour_left"},
)
