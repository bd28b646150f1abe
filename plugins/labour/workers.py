"""Workers 工人名单: the columns in which unpaid workers are listed, in the ledger and in the calculator alike.

Source: 保障农民工工资支付条例 Art 15 (what a wage ledger tells), of which a mediation needs the least.
"""

from __future__ import annotations

from wangge import Field, Kind
from wangge.field import YES_NO

COLUMNS = (
    Field("name", "姓名", Kind.PERSON, sensitive=True, longest=20),
    Field("phone", "电话", Kind.PHONE, synonyms=("联系电话", "手机"), sensitive=True, longest=40),
    Field("months", "月数", Kind.DECIMAL, synonyms=("欠薪月数",), most=600),
    Field("owed", "应发", Kind.MONEY, synonyms=("应发工资", "应发金额", "欠薪金额"), most=10_000_000),
    Field("agreed", "协商", Kind.MONEY, synonyms=("协商金额",), most=10_000_000),
    Field("paid", "已付", Kind.MONEY, synonyms=("已付金额", "已发"), most=10_000_000),
    Field("signed", "是否签字", Kind.CHOICE, synonyms=("签字",), choices=YES_NO),
)
