"""Overtime pay 加班工资: weekdays 150 %, rest days 200 %, statutory holidays 300 %, less what was paid.

Sources: 劳动法 Art 41, 44; 工资支付暂行规定 Art 13; 人社部发〔2025〕2号.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from plugins.labour.final_award import MINIMUM_WAGE, final_award
from plugins.labour.wages import DAY_HOURS, LAW_21_75, at_most, day_wage, deducted, hour_wage, said
from wangge import Calculator, Field, Inputs, Kind, Line, Reckoning
from wangge.calendar import national
from wangge.errors import Phrase
from wangge.money import rounded, yuan

STANDARD, COMPREHENSIVE, IRREGULAR = "标准工时制", "综合计算工时制", "不定时工作制"
RATES: Mapping[str, tuple[int, int, int]] = {STANDARD: (150, 200, 300), COMPREHENSIVE: (150, 0, 300), IRREGULAR: (0, 0, 0)}
"""Per cent of the normal wage for weekday hours, rest days and statutory holidays; 0 where nothing is due by this rule."""
LAWS: Mapping[str, str] = {
    STANDARD: "《劳动法》第四十四条",
    COMPREHENSIVE: "《工资支付暂行规定》第十三条",
    IRREGULAR: "《工资支付暂行规定》第十三条",
}
MOST_HOLIDAYS = 5
"""Statutory holidays that one month can have: 元旦 and four of 春节 in January (放假办法 Art 2)."""
MONTH_LIMIT = 36
"""Hours of overtime in a month, 劳动法 Art 41."""
WORKING_DAYS = Fraction(62, 3)
"""Working days of a month by the system 制度工作日: 62 a quarter (人社部发〔2025〕2号)."""
BASE_DOUBT = "加班工资基数按约定工资还是实发工资，各地规定不一，请按本地口径核对。"
HOLIDAY_DOUBT = "不定时工作制的法定节假日是否计发，各地规定不一，请按本地口径核对。"
_MONTH = re.compile(r"((?:19|20)\d\d)[-年./](0?[1-9]|1[0-2])月?")

HOURS = Field("weekday_hours", "平日加班小时（综合工时填超出标准的）", Kind.DECIMAL, most=200_000)
REST = Field("rest_days", "休息日加班天数", Kind.DECIMAL, most=10_000)
OFF = Field("rest_off", "其中已补休天数", Kind.DECIMAL, most=10_000)
HOLIDAYS = Field("holiday_days", "法定节假日加班天数", Kind.DECIMAL, most=2_000)
PAID = Field("paid", "已付加班工资", Kind.MONEY, most=100_000_000)
FIELDS = (
    Field("wage", "月工资（加班工资基数）", Kind.MONEY, least=1, most=10_000_000),
    Field("system", "工时制度", Kind.CHOICE, choices=tuple(RATES)),
    Field("months", "合计的月数", Kind.NUMBER, least=1, most=240),
    *(HOURS, REST, OFF, HOLIDAYS, PAID),
    Field("holidays_due", "不定时工作制节假日按本地规定计发", Kind.CHOICE, choices=("是", "否")),
    Field("by_month", "分月明细", Kind.TABLE, columns=(Field("month", "月份"), HOURS, REST, HOLIDAYS, PAID, OFF)),
    Field("until", "加班截止日期", Kind.DAY),
    MINIMUM_WAGE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """Overtime of one month, or of several together.

    Attributes:
        name: the month `2026-03`; empty for several together.
        months: how many months it is.
        working: its working days.
        told: what was filled in for it.
    """

    name: str
    months: int
    working: Fraction
    told: Inputs

    @property
    def worked(self) -> tuple[Fraction, Fraction, Fraction]:
        """Weekday hours, rest days without time off, statutory holidays."""
        told = self.told
        return told.exact("weekday_hours"), told.exact("rest_days") - told.exact("rest_off"), told.exact("holiday_days")

    def check(self, system: str, days: int) -> None:
        """Check that what was filled in finds room in so many days.

        Raises:
            WanggeError: `value_invalid`.
        """
        told, holidays, rest = self.told, self.told.exact("holiday_days"), self.told.exact("rest_days")
        if rest and system == COMPREHENSIVE:
            raise told.wrong("rest_days", Phrase("综合计算工时制不分休息日，超出标准的工时都填在平日加班小时"))
        at_most(told, "rest_off", rest)
        at_most(told, "holiday_days", MOST_HOLIDAYS * self.months)
        at_most(told, "rest_days", days - holidays)
        at_most(told, "weekday_hours", 24 * (days - rest - holidays))


def reckon(told: Inputs) -> Reckoning:
    """What is owed by kind of day, of every month where a table of months was filled in.

    Raises:
        WanggeError: `value_invalid`: nothing or both ways filled in, more than a month has room for, what the system of hours does not know.
    """
    system = told.text("system") or STANDARD
    periods = _periods(told, system)
    lines = [_wages(told.money("wage"))]
    for period in periods:
        lines += _lines(told, system, period)
    lines += deducted(lines, told.money("paid") + sum(period.told.money("paid") for period in periods if period.name), "加班工资")
    remarks = [text for period in periods for text in _beyond(system, period)]
    if system != STANDARD:
        remarks.insert(0, f"{system}须有劳动行政部门的批准，没有批准的按标准工时制计；请核对批准文件和期限。")
    return Reckoning(tuple(lines), (*remarks, *final_award(told, [sum(line.amount or 0 for line in lines)])))


def _periods(told: Inputs, system: str) -> list[Period]:
    """The rows of the table, each of a month of its own, or all months together."""
    totals = [name for name in ("weekday_hours", "rest_days", "holiday_days") if told.has(name)]
    if not totals and not told.has("by_month"):
        raise told.wrong("weekday_hours", Phrase("加班小时、天数和分月明细至少填一项"))
    if totals and told.has("by_month"):
        raise told.wrong(totals[0], Phrase("已填分月明细，不要再填合计"))
    if totals:
        months = told.number("months", 1)
        together = Period("", months, WORKING_DAYS * months, told)
        together.check(system, 31 * months)
        return [together]
    periods: dict[str, Period] = {}
    for row in told.rows("by_month"):
        found = _MONTH.fullmatch(row.text("month"))
        if not found:
            raise row.wrong("month", Phrase("须是月份，如 2026-03"))
        first = date(int(found[1]), int(found[2]), 1)
        days, name = monthrange(first.year, first.month)[1], f"{first:%Y-%m}"
        if name in periods:
            raise row.wrong("month", Phrase("同一个月只能有一行"))
        working = sum(national().is_working(first.replace(day=day)) for day in range(1, days + 1))
        periods[name] = Period(name, 1, Fraction(working), row)
        periods[name].check(system, days)
    return list(periods.values())


def _wages(wage: int) -> Line:
    by_day, by_hour = yuan(rounded(day_wage(wage))), yuan(rounded(hour_wage(wage)))
    formula = f"{yuan(wage)} ÷ 21.75 = {by_day} / 天，÷ 8 = {by_hour} / 小时，按未舍入的数计"
    return Line("日工资、小时工资", formula, law=LAW_21_75, doubt=BASE_DOUBT)


def _lines(told: Inputs, system: str, period: Period) -> Iterator[Line]:
    """A line for every kind of day on which overtime was worked."""
    by_hour, by_day = hour_wage(told.money("wage")), day_wage(told.money("wage"))
    hours, rest, holidays = RATES[system]
    doubt = HOLIDAY_DOUBT if system == IRREGULAR else ""
    if system == IRREGULAR and told.text("holidays_due") == "是":
        holidays = RATES[STANDARD][2]
    kinds = (("平日", "小时", by_hour, hours, ""), ("休息日", "天", by_day, rest, ""), ("法定节假日", "天", by_day, holidays, doubt))
    for (label, unit, wage, percent, doubtful), number in zip(kinds, period.worked, strict=True):
        if not number:
            continue
        named = f"{period.name} {label}加班工资".lstrip()
        if percent:
            formula = f"{said(number)} {unit} × {yuan(rounded(wage))} × {percent}%"
            yield Line(named, formula, rounded(number * wage * percent / 100), LAWS[system], doubt=doubtful)
        else:
            yield Line(named, f"{said(number)} {unit}，{system}不适用", law=LAWS[system], doubt=doubtful)


def _beyond(system: str, period: Period) -> Iterator[str]:
    """What passes the limits of 劳动法 Art 41: 36 hours a month; one hour a day, three for special reasons."""
    if system == IRREGULAR:
        return
    name = f"{period.name} " if period.name else ""
    hours, rest, _holidays = period.worked
    total, daily = hours + DAY_HOURS * rest, hours / period.working
    if total > MONTH_LIMIT * period.months:
        span = f"{period.months} 个月" if period.months > 1 else ""
        yield f"{name}{span}加班 {said(total)} 小时（休息日每天按 8 小时计），超过每月 {MONTH_LIMIT} 小时的上限（《劳动法》第四十一条）。"
    if system == STANDARD and daily > 1:
        limit = "3 小时的上限" if daily > 3 else "1 小时；有特殊原因的也不得超过 3 小时"
        yield f"{name}平均每个工作日加班 {float(daily):.1f} 小时，超过每日 {limit}（《劳动法》第四十一条）。"


CALCULATOR = Calculator(
    "overtime",
    "加班工资",
    FIELDS,
    reckon,
    needs=("wage",),
    statistics={"minimum_wage": "until"},
    spared=frozenset({"minimum_wage"}),
    takes={"wage": "labour_wage", "until": "labour_left"},
)
