"""Petitions 信访: what the street keeps beside the national system, which is compulsory: number, days, repeats, and who has taken on an old one.

Source: 信访工作条例 (in force 2022-05-01), articles at each clock. Its days are calendar days but where it says 工作日.
"""

from __future__ import annotations

from dataclasses import replace

from wangge import Clock, Counted, Department, Field, Indicator, Kept, Kind, Limit, Unit, hookimpl
from wangge.field import YES_NO

CATEGORIES = ("信访", "信访事项", "信访问题处理", "信访积案")
WORDS = ("信访件", "信访事项", "重复信访", "上访")
KINDS = ("建议意见类", "检举控告类", "申诉求决类")
"""The three kinds 信访事项分类 (Art 29 to 31); only what is left of the last, Art 31(6), gets an opinion in 60 days."""
OPINIONS = ("支持", "解释说明", "不予支持")
"""What an opinion may say 处理意见 (Art 32)."""
EXTENDED = "已延长并告知"
ACT = "《信访工作条例》第{}条"

_FIELDS = (
    Field("petition_no", "信访件编号", synonyms=("信访编号", "信访事项编号", "信访件号")),
    Field("petition_kind", "信访事项分类", Kind.CHOICE, synonyms=("信访类别", "信访事项类别"), choices=KINDS),
    Field("petition_people", "来访人数", Kind.NUMBER, synonyms=("上访人数",)),
    Field("petition_received", "信访收到日期", Kind.DAY, synonyms=("信访收件日期", "转送日期")),
    Field("petition_objected", "提出异议日期", Kind.DAY),
    Field("petition_told", "告知信访人日期", Kind.DAY, synonyms=("书面告知日期", "受理告知日期")),
    Field("petition_accepted", "信访受理日期", Kind.DAY),
    Field("petition_extended", "延长办理", Kind.CHOICE, choices=(EXTENDED,)),
    Field("petition_due", "系统到期日", Kind.DAY, synonyms=("信访系统到期日", "信访办理期限")),
    Field("petition_opinion", "信访处理意见", Kind.CHOICE, choices=OPINIONS),
    Field("petition_replied", "书面答复日期", Kind.DAY, synonyms=("信访答复日期",)),
    Field("petition_review_asked", "申请复查日期", Kind.DAY),
    Field("petition_reviewed", "复查意见日期", Kind.DAY),
    Field("petition_recheck_asked", "申请复核日期", Kind.DAY),
    Field("petition_hearing_from", "听证开始日期", Kind.DAY),
    Field("petition_hearing_to", "听证结束日期", Kind.DAY),
    Field("petition_rechecked", "复核意见日期", Kind.DAY),
    Field("petition_repeat", "是否重复信访", Kind.CHOICE, synonyms=("重复信访", "重信重访"), choices=YES_NO),
    Field("petition_first_no", "初次信访编号", synonyms=("原信访件编号",)),
    Field("petition_backlog", "是否积案", Kind.CHOICE, synonyms=("信访积案",), choices=YES_NO),
    Field("petition_leader", "包案领导", synonyms=("包案人",)),
    Field("petition_resolve_by", "积案化解期限", Kind.DAY, synonyms=("包案化解期限",)),
    Field("petition_resolved", "积案化解日期", Kind.DAY),
)
FIELDS = tuple(replace(each, kept=Kept.EXTRA) for each in _FIELDS)


def _clock(name: str, days: int, start: str, until: str, article: str, *, outlives: bool = False) -> Clock:
    """A clock of calendar days; it needs no case: a petition runs by the regulation, whoever mediates."""
    limit = Limit(days, Unit.CALENDAR_DAY)
    return Clock(name, limit, start, tuple(until.split()), source=ACT.format(article), statutory=False, outlives=outlives)


_OBJECT = _clock("转送异议", 5, "petition_received", "petition_objected petition_accepted petition_told", "二十三")
_LONGER = _clock("信访延长办理", 90, "petition_accepted", "petition_replied", "三十四")
_RECHECK = _clock("复核意见", 30, "petition_recheck_asked", "petition_rechecked", "三十六", outlives=True)
CLOCKS = (
    _clock("告知信访人", 15, "petition_received", "petition_told", "二十二条、第二十三"),
    replace(_OBJECT, limit=Limit(5, Unit.WORKING_DAY)),
    _clock("信访办理", 60, "petition_accepted", "petition_replied petition_extended", "三十四"),
    replace(_LONGER, when={"petition_extended": (EXTENDED,)}),
    _clock("申请复查", 30, "petition_replied", "petition_review_asked", "三十五", outlives=True),
    _clock("复查意见", 30, "petition_review_asked", "petition_reviewed", "三十五", outlives=True),
    _clock("申请复核", 30, "petition_reviewed", "petition_recheck_asked", "三十六", outlives=True),
    replace(_RECHECK, pauses=(("petition_hearing_from", "petition_hearing_to"),)),
)
"""15 days to tell the petitioner, 5 working days to object to a transfer, 60 (with leave 90) to decide, 30 each to ask for the two reviews and to do
them; the time of a hearing is not counted."""

INDICATORS = (
    Indicator("登记信访件", of="petition_no", cases=False),
    Indicator("来访人数", Counted.PEOPLE, "petition_people", cases=False),
    Indicator("已受理信访", of="petition_accepted", cases=False),
    Indicator("已书面答复", of="petition_replied", cases=False),
    Indicator("重复信访", when={"petition_repeat": ("是",)}, cases=False),
    Indicator("信访积案", when={"petition_backlog": ("是",)}, cases=False),
    Indicator("已包案", of="petition_leader", cases=False),
    Indicator("已化解积案", of="petition_resolved", cases=False),
)


@hookimpl
def wangge_departments() -> tuple[Department, ...]:
    """The petition desk."""
    return (Department("petition", "信访", CATEGORIES, FIELDS, clocks=CLOCKS, indicators=INDICATORS, words=WORDS),)
