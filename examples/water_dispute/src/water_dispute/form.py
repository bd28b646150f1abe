"""The form 登记项目: what is asked, and no more than the matter needs.

A customer number leads to a household, so it is masked as a phone is. A meter's number leads to nobody.
"""

from __future__ import annotations

from wangge import Field, Kept, Kind

KEY = "water"
SUPPLY, MATTER, SUPPLIER = f"{KEY}_supply", f"{KEY}_matter", f"{KEY}_supplier"
ACCOUNT, METER, HOUSEHOLDS, AMOUNT = f"{KEY}_account", f"{KEY}_meter", f"{KEY}_households", f"{KEY}_amount"
BILLS, RETURNED = f"{KEY}_bills", f"{KEY}_returned"
ASKED, SENT, BACK, CHECKED = f"{KEY}_asked", f"{KEY}_sent", f"{KEY}_back", f"{KEY}_checked"

SUPPLIES = ("水", "电")
MISREAD, METER_DOUBTED, MARKED_UP = "抄表错误", "表计不准", "转供加价"
MATTERS = (MISREAD, METER_DOUBTED, MARKED_UP, "公摊分摊", "停供", "其他")

BILL = (
    Field("period", "期间", synonyms=("月份", "账期"), longest=20),
    Field("used", "用量（吨或度）", Kind.DECIMAL, synonyms=("用量", "实际用量"), most=1_000_000),
    Field("price", "应收单价（元）", Kind.DECIMAL, synonyms=("单价", "应收单价"), most=100),
    Field("charged", "已收金额", Kind.MONEY, synonyms=("已收", "已收费用"), most=10_000_000),
)
"""A row of the bills: what was used, what it costs, what was taken. The same columns in the form and in the calculator."""

FIELDS = (
    Field(SUPPLY, "供应种类", Kind.CHOICE, choices=SUPPLIES, kept=Kept.EXTRA),
    Field(MATTER, "水电争议", Kind.CHOICE, synonyms=("水电争议类型",), choices=MATTERS, kept=Kept.EXTRA, indexed=True),
    Field(SUPPLIER, "收费单位", synonyms=("供水单位", "供电单位", "转供电单位"), kept=Kept.EXTRA),
    Field(ACCOUNT, "户号", synonyms=("用户编号", "客户编号"), sensitive=True, kept=Kept.EXTRA, longest=30),
    Field(METER, "表号", synonyms=("水表号", "电表号"), kept=Kept.EXTRA, longest=30),
    Field(HOUSEHOLDS, "涉及户数", Kind.NUMBER, kept=Kept.EXTRA, least=1, most=100_000),
    Field(AMOUNT, "争议水电费", Kind.MONEY, synonyms=("争议电费", "争议水费"), kept=Kept.EXTRA),
    Field(BILLS, "账单明细", Kind.TABLE, columns=BILL, kept=Kept.EXTRA),
    Field(RETURNED, "已退水电费", Kind.MONEY, synonyms=("已退费",), kept=Kept.EXTRA),
    Field(ASKED, "申请校表日期", Kind.DAY, kept=Kept.EXTRA),
    Field(SENT, "表计送检日期", Kind.DAY, kept=Kept.EXTRA),
    Field(BACK, "表计取回日期", Kind.DAY, kept=Kept.EXTRA),
    Field(CHECKED, "校表答复日期", Kind.DAY, kept=Kept.EXTRA),
)
