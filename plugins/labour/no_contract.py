"""Double wage without a written contract 未签书面劳动合同二倍工资: the second wage, month by month.

Sources: 劳动合同法 Art 82, 97; 劳动合同法实施条例 Art 6, 7; 法释〔2025〕12号 for a part of a month.
"""

from __future__ import annotations

from datetime import date, timedelta

from plugins.labour.service import ACT, ending
from plugins.labour.span import Span, span
from wangge import Calculator, Field, Inputs, Kind, Line, Reckoning
from wangge.errors import Phrase
from wangge.money import rounded, yuan

NEVER_WRITTEN, NOT_OPEN_ENDED = "未订立书面合同", "应订未订无固定期限合同"
LABEL = "未签书面劳动合同的另一倍工资"
ART_82_1 = "《劳动合同法》第八十二条第一款；《劳动合同法实施条例》第六条、第七条"
ART_82_2 = "《劳动合同法》第八十二条第二款"

FIELDS = (
    Field("hired", "入职日期", Kind.DAY),
    Field("wage", "月工资", Kind.MONEY, least=1, most=10_000_000),
    Field("signed", "补订书面合同日期", Kind.DAY),
    Field("left", "最后工作日（在职的填计算日）", Kind.DAY),
    Field("ground", "情形", Kind.CHOICE, choices=(NEVER_WRITTEN, NOT_OPEN_ENDED)),
    Field("due", "应订无固定期限合同之日", Kind.DAY),
)


def reckon(told: Inputs) -> Reckoning:
    """The second wage of every month without the contract that the law asks for.

    Raises:
        WanggeError: `value_invalid` for dates out of order, and for what the ground needs and was left out.
    """
    for later in ("signed", "left"):
        told.in_order("hired", "due", later)
    return _open_ended(told) if told.text("ground") == NOT_OPEN_ENDED else _never_written(told)


def _never_written(told: Inputs) -> Reckoning:
    """From the day after the first month to the day before signing, to the end of the first year at most: eleven months."""
    begun = max(told.day("hired"), ACT)
    year = ending(begun, 12)
    last = _last(told, year)
    first = ending(begun, 1) + timedelta(days=1)
    doubts = []
    if told.day("hired") < ACT:
        doubts.append("2008年1月1日以前入职，自该日起算一个月（《劳动合同法》第九十七条第二款）。")
    if not told.has("signed") and not told.has("left"):
        doubts.append("没有填补订日期和最后工作日，算到满一年；还没有满一年的，请填最后工作日。")
    lines = _lines(told, first, last, span(begun, last).beyond(1), ART_82_1, doubts)
    remarks = [_LIMITATION, _WAGES_DIFFER]
    if last == year:
        remarks.append("满一年未订立的，视为自满一年当日已订立无固定期限劳动合同，不再计二倍工资（《劳动合同法实施条例》第七条）。")
    return Reckoning(lines, tuple(remarks))


def _open_ended(told: Inputs) -> Reckoning:
    """From the day on which an open-ended contract was due to the day before it was signed."""
    if not told.has("due"):
        raise told.wrong("due", Phrase("这一情形须填应当订立的那一天"))
    if not told.has("signed") and not told.has("left"):
        raise told.wrong("left", Phrase("没有补订的，须填最后工作日；在职的填计算日"))
    first, last = told.day("due"), _last(told, date.max)
    doubts = ["第八十二条第二款没有写最长月数，是否封顶按本地口径核对。"]
    return Reckoning(_lines(told, first, last, span(first, last), ART_82_2, doubts), (_LIMITATION, _WAGES_DIFFER))


def _last(told: Inputs, latest: date) -> date:
    """The last day that counts: not after `latest`, the last day of work, or the day before signing."""
    ends = [latest]
    if told.has("signed"):
        ends.append(told.day("signed") - timedelta(days=1))
    if told.has("left"):
        ends.append(told.day("left"))
    return min(ends)


def _lines(told: Inputs, first: date, last: date, months: Span, law: str, doubts: list[str]) -> tuple[Line, ...]:
    wage = told.money("wage")
    if last < first:
        return (Line("应付期间", f"应付自 {first} 起，到 {last} 已经订立或离职，没有应付的月份", law=law), Line(LABEL, "0个月", 0, law))
    doubt = "".join((*doubts, months.doubt))
    return (
        Line("应付期间", f"{first} 至 {last}，{months}", law=law),
        Line(LABEL, f"{months} × {yuan(wage)}", rounded(months.months * wage), law, doubt=doubt),
    )


_LIMITATION = "二倍工资中的另一倍受一年仲裁时效限制（《劳动争议调解仲裁法》第二十七条）；从哪一天起算、逐月还是整体计算，各地掌握不一，请按本地口径核对。"
_WAGES_DIFFER = "按同一个月工资计；各月工资不同的，请分段计算后相加。"

CALCULATOR = Calculator(
    "no_contract",
    "未签书面劳动合同二倍工资",
    FIELDS,
    reckon,
    needs=("hired", "wage"),
    takes={"hired": "labour_hired", "left": "labour_left", "wage": "labour_wage"},
)
