"""Lines 辨行: what a line below a header is: a record, or a total, a signature, a section, an example, the header again.

A line is told by its place and by what the records hold in its columns, never by a word alone: a citizen's text may begin with 说明：, and a
category may be called 合计. What holds a matter beside its number or its time is a record whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from wangge.plans import Left
from wangge.text import clean_line

Held = Mapping[int, str]
"""The cells of a line that say something, by column, as text."""

_TOTAL = re.compile(
    r"[(（]?(?:本页|本表|本月|本周|本季度|本年|全部|以上|各项)?(?:合计|总计|小计|累计|共计)(?:[:：]?[\d,.]*[件条起宗户个]?)?[:：]?[)）]?|共[计有]?\d+[件条起宗户个]"
)
_END = re.compile(r"[-—(（]*(?:以下|此行以下|本行以下)(?:空白|无正文|无内容)[-—)）]*|此页无正文|[-—(（]*(?:完|以上完毕)[-—)）]*")
_SECTION = re.compile(
    r"(?:第[一二三四五六七八九十\d]+(?:部分|类|章|节)|[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+[、.．]|\d+[、．]|【.+】)"
)
_EXAMPLE = re.compile(r"[(（【]?(?:示例|样例|样表|举例|例[:：]|例如|填写说明|填报说明|填表说明|填写要求|填写示范|必填|选填)")
_EXAMPLE_MATTER = re.compile(r"[(（【]?(?:示例|样例|例)[:：)）】]|[(（【]?(?:必填|选填)[)）】]")
_GUIDANCE = frozenset({"下拉选择", "必填", "选填", "非必填", "文本格式", "日期格式", "手机号", "示例", "样例"})
_FOOTER = re.compile(
    r"(?:签发人|审核人|审核|审批人|制表人?|制单|填表人?|填报人|填报单位|填报时间|填报日期|经办人|负责人|单位负责人|联系人|联系电话|报送|备注|注|说明|填表说明|制表时间|制表日期|盖章|单位盖章|[(（]?盖章[)）]?)\s*(?:[:：（(]|$)"
    r"|共[^，。]{0,12}\d+[件条起宗户个]|本[月周季年页表][^，。]{0,8}\d+[件条起宗户个]|\d{4}年\d{1,2}月(?:\d{1,2}日)?$"
)
DATED = re.compile(
    r"\d{1,4}\s*[-/年月]\s*\d|\d{1,4}\.\d{1,2}\.\d|\d+[月日]|[一二三四五六七八九十]月|^\d{5}(?:\.\d+)?$|^\d{8,14}$|同上|同前|[〃″\"＂]"
)
"""What a time looks like, or a sign that it is the one above."""
NEAR_TOP = 3
"""How many lines below the header an example may stand."""
FEW = 2
"""Cells that a line without a matter may have to be a section, an end or a note."""
LABEL = 3
"""In how many of its first cells a total may name itself."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Which columns of a header tell what.

    Attributes:
        matter: the columns of text and title; empty for a list of something else than events.
        number: the column of the order's number, -1 for none.
        times: the columns of times.
    """

    matter: frozenset[int]
    number: int
    times: frozenset[int]

    @classmethod
    def of(cls, names: Sequence[str], timed: Callable[[str], bool]) -> Roles:
        """The roles of columns, by the fields that they bring (empty for none)."""
        return cls(
            frozenset(place for place, name in enumerate(names) if name in {"text", "title"}),
            next((place for place, name in enumerate(names) if name == "external_no"), -1),
            frozenset(place for place, name in enumerate(names) if name and timed(name)),
        )

    def is_record(self, held: Held) -> bool:
        """Whether a line is a whole record: a matter, and a number or a time where the header has such columns."""
        if not self.matter:
            return len(held) > FEW
        if self.matter.isdisjoint(held.keys()):
            return False
        return self.proves(held) if self.number >= 0 or self.times else len(held) >= FEW

    def proves(self, held: Held) -> bool:
        """Whether a line holds a number or a time, and not only a label in their columns."""
        numbered = self.number in held and not (_FOOTER.match(label := _compact(held[self.number])) or _TOTAL.fullmatch(label))
        return numbered or self.is_dated(held)

    def is_dated(self, held: Held) -> bool:
        """Whether a line holds a time."""
        return any(DATED.search(held[at]) and not _FOOTER.match(held[at]) for at in self.times & held.keys())


def kinds(lines: Sequence[tuple[int, Held]], roles: Roles) -> dict[int, Left]:
    """Which lines below a header are no records, and why.

    Args:
        lines: the lines that say something, each with its place, in order.
        roles: which columns tell what.

    Returns:
        the reason by place; a place that is not in it is a record.
    """
    whole = [roles.is_record(held) for _, held in lines]
    last = max((place for place, is_whole in enumerate(whole) if is_whole), default=-1)
    told: dict[int, Left] = {}
    for place, ((row, held), is_whole) in enumerate(zip(lines, whole, strict=True)):
        label = _compact(next(iter(held.values())))
        if place < NEAR_TOP and len(told) == place and _is_example(held, label, roles):
            told[row] = Left.EXAMPLE
        elif reason := _ends(held, roles):
            told[row] = reason
        elif is_whole and roles.matter:
            continue
        elif reason := _odd(held, label, roles, below=place > last, records=last >= 0):
            told[row] = reason
    return told


def _ends(held: Held, roles: Roles) -> Left | None:
    """Whether a line counts the lines above it, or says that none follows."""
    if len(held) <= FEW and any(_END.fullmatch(_compact(cell)) for cell in held.values()):
        return Left.END
    labels = list(held.values())[:LABEL]
    if any(_TOTAL.fullmatch(_compact(cell)) for cell in labels) and not _tells(held, roles) and not roles.is_dated(held):
        return Left.TOTAL
    return None


def _odd(held: Held, label: str, roles: Roles, *, below: bool, records: bool) -> Left | None:
    """What a line is that is no whole record; None for a record that lacks something."""
    if len(held) >= FEW and all(_FOOTER.match(_compact(cell)) for cell in held.values()):
        return Left.FOOTER
    if len(held) >= FEW and roles.matter and roles.proves(held):
        return None  # it lacks its matter, and is said to
    alone = len(held) <= FEW and not _tells(held, roles)
    if below and _FOOTER.match(label) and (records or alone or not roles.matter):
        return Left.FOOTER
    if len(held) == 1 and _SECTION.match(label) and not below:
        return Left.SECTION
    if roles.matter and alone:
        return Left.FOOTER if below else Left.SECTION
    return None


def _tells(held: Held, roles: Roles) -> bool:
    """Whether a line holds a matter, or a number beside other things, that is no label of a total."""
    return any(
        column in roles.matter and not _TOTAL.fullmatch(_compact(cell)) and not _AMOUNT.fullmatch(cell) for column, cell in held.items()
    )


_AMOUNT = re.compile(r"[\d,.]+\s*[件条起宗户个元]?|[-—/]+")


def _is_example(held: Held, label: str, roles: Roles) -> bool:
    return (
        _EXAMPLE.match(label) is not None
        or any(_EXAMPLE_MATTER.match(_compact(cell)) for column, cell in held.items() if column in roles.matter)
        or sum(_compact(cell) in _GUIDANCE for cell in held.values()) >= FEW
    )


def section_name(line: str) -> str:
    """What a section line names, without its numbering: `一、市容环境类` names 市容环境."""
    return _SECTION.sub("", _compact(line), count=1).strip("：:、 ").removesuffix("类")


def _compact(cell: str) -> str:
    return clean_line(cell).replace(" ", "")
