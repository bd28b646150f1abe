"""Duty list 权责清单: which unit leads which matter, and the suggestion that follows from it.

A suggestion never acts; it says why it was made, so the clerk can agree with one key or see the mistake.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wangge.errors import Phrase
from wangge.records import Event


@dataclass(frozen=True, slots=True)
class Duty:
    """One row 事项.

    Attributes:
        matter: the matter's name; becomes the subcategory.
        category: its first level.
        unit: the lead unit 主办.
        words: words in the text that mean this matter.
        limit: its own limit, empty for the table's.
    """

    matter: str
    category: str
    unit: str
    words: tuple[str, ...] = ()
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is proposed for an event 建议.

    Attributes:
        duty: the row it comes from.
        why: the reason, as a person reads it.
    """

    duty: Duty
    why: str


DEFAULT_DUTIES: tuple[Duty, ...] = (
    Duty("劳动争议", "矛盾纠纷", "劳动监察中队", ("工资", "欠薪", "工钱", "社保", "辞退", "劳动合同", "加班费", "劳动人事")),
    Duty("消费纠纷", "矛盾纠纷", "市场监管所", ("退款", "退货", "退钱", "商家", "店家", "消费", "预付卡", "充值", "假货")),
    Duty("物业管理", "矛盾纠纷", "社区建设办", ("物业", "电梯", "停车费", "业委会", "小区门禁", "绿化")),
    Duty("邻里纠纷", "矛盾纠纷", "司法所", ("邻居", "楼上", "楼下", "漏水", "邻里", "隔壁", "宠物", "狗")),
    Duty("噪音扰民", "市容环境", "综合执法中队", ("噪音", "扰民", "夜间施工", "广场舞", "油烟", "烧烤")),
    Duty("暴露垃圾", "市容环境", "环卫站", ("垃圾", "杂物", "堆物", "异味", "污水")),
    Duty("占道经营", "街面秩序", "综合执法中队", ("占道", "摊贩", "店外经营", "小广告", "违停", "乱停")),
    Duty("设施破损", "市容环境", "市政养护所", ("路灯", "井盖", "路面", "破损", "坑洼", "护栏", "积水")),
    Duty("消防隐患", "安全隐患", "应急消防站", ("消防", "飞线", "充电", "电动车上楼", "通道堵塞", "燃气")),
    Duty("交通事故纠纷", "矛盾纠纷", "交警中队", ("交通事故", "追尾", "刮擦", "撞")),
    Duty("医疗纠纷", "矛盾纠纷", "卫生健康办", ("医院", "医疗", "手术", "诊所", "医生")),
)
"""A small list for a new office [LOCAL]; a versioned one that the office edits follows."""


def suggest(event: Event, duties: Iterable[Duty]) -> Suggestion | None:
    """The row whose matter the file names, else the one with most words in the text; None when nothing fits."""
    duties = tuple(duties)
    named = event.text("subcategory") or event.text("category")
    for duty in duties:
        if named and (named.startswith(duty.matter) or duty.matter.startswith(named)):
            return Suggestion(duty, Phrase("来件类别“{named}”", named=named))
    text = event.text("text") + event.text("title")
    best: Duty | None = None
    found: tuple[str, ...] = ()
    for duty in duties:
        words = tuple(word for word in duty.words if word in text)
        if len(words) > len(found):
            best, found = duty, words
    return Suggestion(best, Phrase("文中有“{words}”", words="、".join(found[:3]))) if best else None
