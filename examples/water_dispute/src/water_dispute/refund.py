"""The refund 多收退还: bill by bill, what was taken less what was used at the price that may be asked.

Source: 民法典 Art 985 (what is gained without a ground is given back); which price may be asked is local, so it is typed and never a constant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from wangge import Calculator, Field, Inputs, Kind, Line, Phrase, Reckoning
from wangge.money import rounded, yuan

from water_dispute.form import BILL, BILLS, RETURNED

LAW = "《民法典》第九百八十五条"


@dataclass(frozen=True, slots=True)
class Bill:
    """One bill 一期账单.

    Attributes:
        period: which, as it stands on the bill.
        used, price: exactly as typed.
        charged: what was taken, in 分.
    """

    period: str
    used: str
    price: str
    charged: int

    @property
    def due(self) -> int:
        """What it should have been, in 分: exact until here, then halves up."""
        return rounded(Fraction(self.used) * Fraction(self.price) * 100)

    @property
    def over(self) -> int:
        """What was taken too much, in 分; less than nothing where too little was."""
        return self.charged - self.due

    @property
    def formula(self) -> str:
        """How it was found, in words and numbers."""
        return f"已收 {yuan(self.charged)} － 用量 {self.used} × 单价 {self.price} = 应收 {yuan(self.due)}"


def bills(rows: Iterable[Inputs]) -> tuple[Bill, ...]:
    """The bills of a table.

    Raises:
        WanggeError: `value_invalid` for a bill that lacks one of its numbers, naming the period.
    """
    read = []
    for place, row in enumerate(rows, start=1):
        period = row.text("period") or f"第{place}期"
        for name in ("used", "price", "charged"):
            if not row.has(name):
                raise row.wrong(name, Phrase("{period}没有填", period=period))
        read.append(Bill(period, row.text("used"), row.text("price"), row.money("charged")))
    return tuple(read)


def reckon(told: Inputs) -> Reckoning:
    """What is still to be given back: all bills together, less what was given back already.

    Raises:
        WanggeError: as `bills`.
    """
    lines = [
        Line(f"{bill.period}{'多收' if bill.over >= 0 else '少收'}", bill.formula, bill.over, LAW)
        for bill in bills(told.rows("bills"))
    ]
    if told.has("returned"):
        lines.append(Line("扣除已退", amount=-told.money("returned")))
    found = Reckoning(tuple(lines), ("应收单价按当地公布的价格填写。",))
    return found if found.total >= 0 else replace(found, remarks=(*found.remarks, "合计为负，没有多收，不用退还。"))


REFUND = Calculator(
    "refund",
    "多收水电费的退还",
    (
        Field("bills", "账单明细", Kind.TABLE, columns=BILL),
        Field("returned", "已退金额", Kind.MONEY, most=10_000_000),
    ),
    reckon,
    needs=("bills",),
    takes={"bills": BILLS, "returned": RETURNED},
)
