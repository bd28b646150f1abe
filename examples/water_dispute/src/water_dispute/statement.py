"""The statement 退费核算单: the paper that both sides sign when they agree on what is given back."""

from __future__ import annotations

from wangge import Document, Dossier, Grid, Pairs, Paper, Signatures, Text
from wangge.money import capitals, yuan

from water_dispute.form import ACCOUNT, BILLS, METER, RETURNED, SUPPLIER, SUPPLY
from water_dispute.refund import LAW, Bill

BLANK_ROW = ("", "", "", "", "")


def of(told: Dossier) -> tuple[Bill, ...]:
    """The bills of a case, of those rows that are complete."""
    rows = told.rows(BILLS)
    return tuple(
        Bill(str(row.get("period", "")), str(row["used"]), str(row["price"]), int(row["charged"]))
        for row in rows
        if {"used", "price", "charged"} <= row.keys()
    )


def build(told: Dossier) -> Paper:
    """The statement; what is not known is a blank, and everybody signs by hand."""
    bills = of(told)
    rows = tuple((bill.period, bill.used, bill.price, yuan(bill.charged), yuan(bill.over)) for bill in bills) or (
        BLANK_ROW,
    )
    left = sum(bill.over for bill in bills) - int(told.values.get(RETURNED) or 0)
    return Paper(
        "水电费退费核算单",
        (
            Pairs(told.pair("no", SUPPLY, SUPPLIER, ACCOUNT, METER, RETURNED)),
            Grid(("期间", "用量", "应收单价", "已收", "多收"), rows),
            Text(f"应退：人民币（大写）{capitals(left)}（￥{yuan(left)}）" if left > 0 else "应退：无"),
            Text(f"双方对上列用量和单价没有异议。{told.text(SUPPLIER)}于＿＿＿＿年＿＿月＿＿日前退还。"),
            Signatures(("用户", "收费单位", "调解员"), seal=told.office),
        ),
        foot=(f"依据：{LAW}。本单一式三份。",),
    )


def lacking(told: Dossier) -> tuple[str, ...]:
    """Why there is no statement yet."""
    return () if of(told) else ("没有填账单明细",)


STATEMENT = Document("statement", "退费核算单", build, lacking)
