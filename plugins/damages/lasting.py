"""What lasts 残疾与死亡: compensation for disability or death, the funeral, dependants, mental harm.

Source: 《人身损害赔偿解释》 Art 12, 14-17, 23.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from plugins.damages.dependants import Dependant, Span, spans
from plugins.damages.fields import CHILD, DEAD, DISABLED, figure
from plugins.damages.item import Head, Item, article, percent, receipt
from plugins.damages.victim import age, day_of_age
from plugins.damages.years import OF_AGE, age_on, coefficient, years_of_child, years_owed
from wangge import Inputs, Line
from wangge.errors import Phrase
from wangge.money import rounded, yuan

FUNERAL_MONTHS = 6


def lasting(told: Inputs) -> Iterator[Item]:
    """The items of a disability or a death, and of mental harm.

    Raises:
        WanggeError: `value_invalid` when an age, a grade or a dependant is missing or does not fit; `calc_statistic` without the year's figure.
    """
    outcome = told.text("outcome")
    if outcome == DISABLED:
        share = _share(told)
        yield from _disability(told, share)
        yield from _supported(told, share)
    elif outcome == DEAD:
        yield from _death(told)
        yield from _supported(told, Fraction(1))
    doubt = "数额各地掌握不一，请核对当地标准"
    mental = receipt(
        told, "mental", Head.INJURY, f"{article('二十三')}；《精神损害赔偿解释》第五条", "按侵权人的过错程度、后果等因素酌定", doubt
    )
    if mental:
        yield mental


def _share(told: Inputs) -> Fraction:
    """The coefficient of all gradings."""
    rows = told.rows("grades")
    if not rows:
        raise told.wrong("grades", Phrase("残疾的须填伤残等级，一级最重，十级最轻"))
    for row in rows:
        if not row.has("grade"):
            raise row.wrong("grade", Phrase("须在 {least:,} 到 {most:,} 之间", least=1, most=10))
    first, *others = sorted(rows, key=lambda row: row.number("grade"))
    for row in others:
        if not row.has("index"):
            raise row.wrong("index", Phrase("有多处伤残的，较轻的{grade}级须填附加指数，须在 0 到 10 之间", grade=row.number("grade")))
    return coefficient(first.number("grade"), [row.exact("index") / 100 for row in others])


def _disability(told: Inputs, share: Fraction) -> Iterator[Item]:
    rows = sorted(told.rows("grades"), key=lambda row: row.number("grade"))
    if len(rows) > 1:
        first, *others = rows
        said = f"最重{first.number('grade')}级 {percent(coefficient(first.number('grade')))}"
        said += "".join(f" ＋ {row.number('grade')}级附加 {percent(row.exact('index') / 100)}" for row in others)
        doubt = "多等级伤残的合并办法由当地定；附加指数每处不超过 10%，合计不超过 100%"
        yield Item(Line("伤残赔偿系数", f"{said}，计 {percent(share)}", law=article("十二"), doubt=doubt))
    years, income = years_owed(age(told)), figure(told, "urban_income")
    yield Item(
        Line(
            "残疾赔偿金",
            f"{age(told)}周岁：{yuan(income)} × {years}年 × {percent(share)}",
            rounded(income * years * share),
            article("十二"),
            told.parameters.get("urban_income", ""),
            "周岁按定残日计；各地另按其他时点的，从其规定",
        ),
        Head.INJURY,
    )


def _death(told: Inputs) -> Iterator[Item]:
    wage, income, years = figure(told, "average_month_wage"), figure(told, "urban_income"), years_owed(age(told))
    said, parameter = f"{yuan(wage)} × {FUNERAL_MONTHS}个月", told.parameters.get("average_month_wage", "")
    yield Item(Line("丧葬费", said, wage * FUNERAL_MONTHS, article("十四"), parameter), Head.INJURY)
    doubt = "司法解释没有单列，是否另计各地不一"
    burial = receipt(told, "burial_costs", Head.INJURY, "《民法典》第一千一百七十九条", "亲属办理丧葬事宜的合理支出", doubt)
    if burial:
        yield burial
    said, parameter = f"{age(told)}周岁：{yuan(income)} × {years}年", told.parameters.get("urban_income", "")
    yield Item(Line("死亡赔偿金", said, income * years, article("十五"), parameter), Head.INJURY)


def _supported(told: Inputs, share: Fraction) -> Iterator[Item]:
    """Living costs of dependants: a finding for each span of years, then the sum."""
    kept = [_dependant(told, row, place) for place, row in enumerate(told.rows("dependants"), 1)]
    if not kept:
        return
    loss = told.exact("work_loss") / 100 if told.has("work_loss") else share
    consumption, law = figure(told, "urban_consumption"), article("十七")
    found = spans(kept, consumption, loss)
    for span in found:
        when = f"第{span.first}至{span.last}年" if span.years > 1 else f"第{span.first}年"
        yield Item(Line(f"被扶养人{when}", _span_said(span, consumption, loss), law=law))
    doubts = []
    if told.text("outcome") == DISABLED and not told.has("work_loss"):
        doubts.append("丧失劳动能力程度按伤残赔偿系数计，另有鉴定的从其鉴定")
    if loss < 1 and any(sum(Fraction(1, each.supporters) for each in span.kept) > 1 for span in found):
        doubts.append("年赔偿总额的上限在乘丧失劳动能力程度之后比较；各地有在此之前比较的")
    said = " ＋ ".join(f"{yuan(rounded(span.yearly))} × {span.years}年" for span in found)
    if any(span.yearly.denominator > 1 for span in found):
        said += "（每年的数未舍入到分，合计后再四舍五入）"
    into = "死亡赔偿金" if told.text("outcome") == DEAD else "残疾赔偿金"
    yield Item(
        Line(
            "被扶养人生活费",
            f"{said}，计入{into}",
            rounded(sum((span.yearly * span.years for span in found), Fraction(0))),
            f"{article('十六')}、第十七条",
            told.parameters.get("urban_consumption", ""),
            "；".join(doubts),
        ),
        Head.INJURY,
    )


def _span_said(span: Span, consumption: int, loss: Fraction) -> str:
    part = "" if loss == 1 else f" × {percent(loss)}"
    said = " ＋ ".join(f"{each.name} {yuan(consumption)}{part} ÷ {each.supporters}" for each in span.kept)
    said = f"{said} ＝ 每年 {yuan(rounded(span.uncapped))}"
    return f"{said}，超过一年的人均消费支出，按 {yuan(rounded(span.yearly))} 计" if span.capped else said


def _dependant(told: Inputs, row: Inputs, place: int) -> Dependant:
    for name in ("kind", "supporters"):
        if not row.has(name):
            raise row.wrong(name, Phrase("第{place}名被扶养人须填这一项；扶养人数连受害人在内", place=place))
    years, child = _age(told, row), row.text("kind") == CHILD
    if child != (years < OF_AGE):
        reason = Phrase("未成年的须在 0 到 17 周岁，成年的须满 18 周岁，这一位是 {age} 周岁", age=years)
        raise row.wrong("age" if row.has("age") else "birthday", reason)
    name = row.text("name") or f"被扶养人{place}"
    return Dependant(f"{name}（{years}周岁）", years_of_child(years) if child else years_owed(years), row.number("supporters"))


def _age(told: Inputs, row: Inputs) -> int:
    """A dependant's age on the day on which the victim's counts."""
    if not row.has("birthday"):
        if not row.has("age"):
            raise row.wrong("age", Phrase("须填被扶养人的周岁或者出生日期"))
        return row.number("age")
    day = day_of_age(told)
    if day is None:
        raise told.wrong("rated" if told.text("outcome") == DISABLED else "died", Phrase("填了出生日期的，须填这一天，才能算周岁"))
    if row.day("birthday") > day:
        raise row.wrong("birthday", Phrase("不能晚于 {day}；胎儿其后出生的，改填周岁 0", day=day.isoformat()))
    found = age_on(row.day("birthday"), day)
    if row.has("age") and row.number("age") != found:
        raise row.wrong("age", Phrase("与出生日期不符，应为 {age}", age=found))
    return found
