"""People of a claim 权利人等: the columns of the tables that the forms of both departments keep."""

from __future__ import annotations

from dataclasses import replace

from plugins.damages import fields
from wangge import Field, Kind

YES_NO = ("是", "否")
NAME = Field("name", "姓名", Kind.PERSON, sensitive=True)
SEX = Field("sex", "性别", Kind.CHOICE, choices=("男", "女"))
PAPER = Field("paper", "身份证号", synonyms=("身份证号码", "证件号码", "公民身份号码"), sensitive=True, longest=40)
PHONE = Field("phone", "联系电话", Kind.PHONE, synonyms=("电话", "手机"), sensitive=True)
ADDRESS = Field("address", "住址", synonyms=("家庭住址", "现住址"), sensitive=True)

HOLDERS = (
    NAME,
    Field("relation", "与受害人关系", synonyms=("关系", "与患者关系")),
    PAPER,
    Field("guardian", "监护人或者代理人", Kind.PERSON, synonyms=("监护人", "代理人"), sensitive=True),
    Field("signed", "是否签字", Kind.CHOICE, choices=YES_NO),
)
"""Right-holders 赔偿权利人: who may claim, and who has signed."""
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
