"""People of a claim 权利人等: the columns of the tables that the forms of both departments keep."""

from __future__ import annotations

from dataclasses import replace

from plugins.damages import fields
from wangge import Dossier, Field, Kind

YES_NO = ("是", "否")
NAME = Field("name", "姓名", Kind.PERSON, sensitive=True)
SEX = Field("sex", "性别", Kind.CHOICE, choices=("男", "女"))
PAPER = Field("paper", "身份证号", Kind.ID_NUMBER, synonyms=("身份证号码", "证件号码", "公民身份号码"), sensitive=True, longest=40)
PHONE = Field("phone", "联系电话", Kind.PHONE, synonyms=("电话", "手机"), sensitive=True)
ADDRESS = Field("address", "住址", synonyms=("家庭住址", "现住址"), sensitive=True)

HOLDERS = (
    NAME,
    Field("relation", "与受害人关系", synonyms=("关系", "与患者关系")),
    PAPER,
    Field("guardian", "监护人或者代理人", Kind.PERSON, synonyms=("监护人", "代理人"), sensitive=True),
    Field("signed", "是否签字", Kind.CHOICE, choices=YES_NO),
    Field("minor", "是否未成年", Kind.CHOICE, choices=YES_NO),
    Field("why", "未签字说明", synonyms=("未签原因",)),
)
"""Right-holders 赔偿权利人: who may claim, and who has signed, or why not."""
_MASKED = {"name": Kind.PERSON, "birthday": Kind.DAY}
DEPENDANTS = tuple(replace(each, kind=_MASKED[each.name], sensitive=True) if each.name in _MASKED else each for each in fields.DEPENDANTS)
"""Dependants 被扶养人: the columns that the calculators take, names and birthdays masked; many are minors."""
VICTIMS = (
    NAME,
    SEX,
    Field("birthday", "出生日期", Kind.DAY, sensitive=True),
    PAPER,
    PHONE,
    ADDRESS,
    Field("outcome", "损害后果", Kind.CHOICE, choices=fields.OUTCOMES, sensitive=True),
    Field("hospital_days", "住院天数", Kind.NUMBER, sensitive=True),
    Field("grade", "伤残等级", Kind.NUMBER, least=1, most=10, sensitive=True),
    Field("rated", "定残日", Kind.DAY, sensitive=True),
)
"""Victims 受害人 or patients; what their health is, is masked as their papers are."""


def unsigned(told: Dossier, holders: str) -> tuple[str, ...]:
    """Why the right-holders of a table cannot settle yet: one has not signed and nobody says why, or a minor has nobody who acts for him.

    Source: 民法典 Art 1181 (who may claim), Art 19, 20, 23 (a minor acts through his guardian).
    """
    found = []
    for place, row in enumerate(told.rows(holders), 1):
        who = f"赔偿权利人{row.get('name') or f'（第{place}位）'}"
        if row.get("signed") != YES_NO[0] and not row.get("why"):
            found.append(f"{who}没有签字，也没有说明原因。")
        if row.get("minor") == YES_NO[0] and not row.get("guardian"):
            found.append(f"{who}是未成年人，没有登记监护人。")
    return tuple(found)
