"""Unpaid wages 欠薪: what every worker is owed, the sum, and what follows from how many they are and how much it is.

Sources: 劳动合同法 Art 85; 劳动保障监察条例 Art 26; 劳动争议调解仲裁法 Art 7; 保障农民工工资支付条例 Art 30; 法释〔2013〕3号 Art 3.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from plugins.labour.final_award import MINIMUM_WAGE, final_award
from plugins.labour.wages import said
from plugins.labour.workers import COLUMNS
from wangge import Calculator, Field, Inputs, Kind, Line, Reckoning
from wangge.errors import Phrase
from wangge.field import YES_NO
from wangge.masking import mask_name
from wangge.money import rounded, yuan

REPRESENTATIVES = 10
"""Workers with a common claim who may choose representatives, 劳动争议调解仲裁法 Art 7."""
CRIME_MONTHS, CRIME_PEOPLE = 3, 10
"""Three months of one worker's pay, or ten workers and more: 法释〔2013〕3号 Art 3."""
CRIME_ONE, CRIME_MANY = (5_000, 20_000), (30_000, 100_000)
"""The ranges in 元 within which a province sets what is a large amount, for one worker and for ten: the same article."""

FIELDS = (
    Field("workers", "工人名单", Kind.TABLE, columns=COLUMNS),
    Field("until", "欠薪截止日期", Kind.DAY),
    Field("construction", "工程建设领域", Kind.CHOICE, choices=YES_NO),
    Field("disobeyed", "责令限期支付后逾期未付", Kind.CHOICE, choices=YES_NO),
    Field("penalty", "加付赔偿金比例（%）", Kind.NUMBER, least=50, most=100),
    Field("report_from", "几人起当日上报（按本地规定）", Kind.NUMBER, least=1, most=1_000),
    Field("crime_one", "拒不支付劳动报酬：一人的数额标准", Kind.MONEY, least=CRIME_ONE[0], most=CRIME_ONE[1]),
    Field("crime_many", "拒不支付劳动报酬：十人以上的数额标准", Kind.MONEY, least=CRIME_MANY[0], most=CRIME_MANY[1]),
    MINIMUM_WAGE,
)


def reckon(told: Inputs) -> Reckoning:
    """A line for every worker, named as records name people; what was agreed counts where it was, else what was owed.

    Raises:
        WanggeError: `value_invalid` where more was paid than is owed, or a penalty is asked for before an order was disobeyed.
    """
    workers = told.rows("workers")
    lines = [_line(place, worker) for place, worker in enumerate(workers, start=1)]
    amounts = [line.amount or 0 for line in lines]
    signed = sum(worker.text("signed") == "是" for worker in workers)
    paid_off = sum(not amount for amount in amounts)
    counts = f"共 {len(workers)} 人，已签字 {signed} 人，已付清 {paid_off} 人，尚欠 {yuan(sum(amounts))}"
    lines.append(Line("人数和尚欠合计", counts))
    if told.has("penalty"):
        lines.append(_penalty(told, sum(amounts)))
    return Reckoning(tuple(lines), (*_remarks(told, workers, amounts), *final_award(told, amounts)))


def _line(place: int, worker: Inputs) -> Line:
    if not worker.has("owed") and not worker.has("agreed"):
        raise worker.wrong("owed", Phrase("应发和协商至少填一项"))
    owed, paid = worker.money("agreed" if worker.has("agreed") else "owed"), worker.money("paid")
    if paid > owed:
        raise worker.wrong("paid", Phrase("不能多于应付的 {owed} 元", owed=yuan(owed)))
    parts = (
        f"{said(worker.exact('months'))} 个月" if worker.has("months") else "",
        *(f"{worker.fields[name].label} {yuan(worker.money(name))}" for name in ("owed", "agreed", "paid") if worker.has(name)),
    )
    doubt = "协商数额还没有本人签字，请核对。" if worker.has("agreed") and worker.text("signed") != "是" else ""
    label = f"{place}　{mask_name(worker.text('name'))}" if worker.has("name") else f"{place}　未具名"
    return Line(label, "，".join(filter(None, parts)), owed - paid, "《劳动法》第五十条；《工资支付暂行规定》第九条", doubt=doubt)


def _penalty(told: Inputs, owed: int) -> Line:
    """The penalty for late wages 加付赔偿金."""
    if told.text("disobeyed") != "是":
        raise told.wrong("penalty", Phrase("劳动行政部门责令限期支付、逾期仍未付的，才有加付赔偿金"))
    percent = told.number("penalty")
    law = "《劳动合同法》第八十五条；《劳动保障监察条例》第二十六条"
    return Line("加付赔偿金", f"{yuan(owed)} × {percent}%", rounded(Fraction(owed * percent, 100)), law)


def _remarks(told: Inputs, workers: Sequence[Inputs], amounts: Sequence[int]) -> Iterator[str]:
    people = sum(amount > 0 for amount in amounts)
    if people >= REPRESENTATIVES:
        yield f"{people} 人有共同请求，可以推举代表参加（《劳动争议调解仲裁法》第七条；代表人数一般三至五人，请核对）。"
    report_from = told.number("report_from", REPRESENTATIVES)
    if people >= report_from:
        yield f"欠薪 {people} 人，达到 {report_from} 人的，通常当日上报；起报人数和报送对象按本地规定核对。"
    yield from _crime(told, workers, amounts)
    if told.text("construction") == "是":
        yield "工程建设领域：分包单位拖欠的，由施工总承包单位先行清偿，再向分包单位追偿（《保障农民工工资支付条例》第三十条）。"


def _crime(told: Inputs, workers: Sequence[Inputs], amounts: Sequence[int]) -> Iterator[str]:
    """Whether the thresholds of the crime 拒不支付劳动报酬 are reached; the province sets them within the ranges of the interpretation."""
    one, many = told.money("crime_one") or 100 * CRIME_ONE[0], told.money("crime_many") or 100 * CRIME_MANY[0]
    one_over = any(worker.exact("months") >= CRIME_MONTHS and amount >= one for worker, amount in zip(workers, amounts, strict=True))
    many_over = sum(amount > 0 for amount in amounts) >= CRIME_PEOPLE and sum(amounts) >= many
    if not one_over and not many_over:
        return
    reached = [f"一人三个月以上且达 {yuan(one)} 元"] if one_over else []
    reached += [f"十人以上且合计达 {yuan(many)} 元"] if many_over else []
    local = "" if told.has("crime_one") and told.has("crime_many") else "；省定标准未填全，未填的按幅度下限比较"
    yield (
        f"已到“数额较大”（{'、'.join(reached)}）：经政府有关部门责令支付仍不支付的，可能涉嫌拒不支付劳动报酬，"
        f"请考虑移送（法释〔2013〕3号第三条{local}）。"
    )


CALCULATOR = Calculator(
    "unpaid",
    "欠薪",
    FIELDS,
    reckon,
    needs=("workers",),
    statistics={"minimum_wage": "until", "crime_one": "until", "crime_many": "until"},
    spared=frozenset({"minimum_wage", "crime_one", "crime_many"}),
    takes={"workers": "labour_workers", "construction": "labour_construction"},
)
