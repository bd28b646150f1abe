"""The volume 卷宗: the closing report 结案报告表, the cover 封面, and the list of what lies in it 卷内目录 (人民调解法 Art 27)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from plugins.mediation.desk import Desk, not_ended, not_opened, number, today
from wangge import Action, Document, Dossier, Grid, Pairs, Paper, Part, Signatures, Text
from wangge.papers import OPEN, TICKED

TERMS = "短期（5年）　长期　永久（由调解组织按档案规定选定）"


def report(desk: Desk, told: Dossier) -> Paper:
    """The closing report 结案报告表."""
    applicants, respondents = desk.names(told)
    result = told.text("case_result", "")
    outcome = "\n".join(
        filter(
            None,
            (
                f"{result}，调解{told.text('sessions')}次。" if result else "\n\n",
                f"协议金额{told.amount('agreed_amount')}，履行期限{told.text('perform_by')}。" if told.has("agreed_amount") else "",
                f"已履行{told.text('paid_amount')}元。" if told.has("paid_amount") else "",
                told.told(Action.END_CASE, "reason"),
            ),
        )
    )
    return Paper(
        "结案报告表",
        (
            Pairs(
                (
                    *(
                        ("卷号", number(told)),
                        ("填表时间", today(told)),
                        ("承办单位", told.office + desk.body),
                        ("承办人", told.text("mediator", "")),
                    ),
                    *(("受案时间", told.text("case_at", "")), ("结案时间", told.text("case_ended_at", ""))),
                    *((desk.titles[0], applicants), (desk.titles[1], respondents)),
                    *(("案件来源", told.text("case_basis", "")), ("纠纷类型", desk.label)),
                )
            ),
            Pairs(
                (("主要事实", told.text("text", "\n\n\n")), ("调解结果", outcome), ("承办人意见", "\n\n"), ("审批意见", "\n\n")), across=1
            ),
            Signatures(("承办人", "审批人")),
        ),
    )


def cover(desk: Desk, told: Dossier) -> Paper:
    """The cover 卷宗封面."""
    return Paper(
        "人民调解卷宗",
        (
            Pairs(
                (
                    ("卷名", _name(desk, told)),
                    ("卷号", number(told)),
                    ("调解组织", told.office + desk.body),
                    ("调解员", told.text("mediator", "\n")),
                    ("调解日期", f"{told.text('case_at')}　至　{told.text('case_ended_at')}"),
                    ("调解结果", told.text("case_result", "")),
                    ("立卷人", "\n"),
                    ("立卷日期", ""),
                    ("保管期限", TERMS),
                    ("备注", "\n\n"),
                ),
                across=1,
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """One of the thirteen items of a volume.

    Attributes:
        name: what it is called on the list.
        must: whether no volume is without it.
        papers: labels of papers that count as it once they were printed.
        words: words in the name of an attachment that is it.
        shown: what else in the dossier shows that there is one.
    """

    name: str
    must: bool = False
    papers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    shown: Callable[[Dossier], str] = lambda _told: ""


def _performed(told: Dossier) -> str:
    return f"台账登记履行{len(paid)}次，凭证待附" if (paid := told.done(Action.PERFORM)) else ""


ITEMS = (
    Kept("申请书或者受理登记表", must=True, papers=("调解申请书", "人民调解受理登记表"), words=("申请书", "登记表")),
    Kept("权利义务告知书", must=True, papers=("权利义务告知书",), words=("告知书",)),
    Kept("当事人身份证明", must=True, words=("身份证", "身份证明", "营业执照")),
    Kept("授权委托书", papers=("授权委托书",), words=("委托书",)),
    Kept("调查笔录", papers=("调查笔录",), words=("调查",)),
    Kept("证据材料", words=("证据", "鉴定", "认定书", "工资", "病历")),
    Kept("调解笔录", must=True, papers=("调解笔录",), words=("笔录",)),
    Kept("调解协议书或者终止调解告知书", must=True, papers=("调解协议书", "口头协议登记表", "终止调解告知书"), words=("协议",)),
    Kept("履行凭证", words=("凭证", "收条", "转账", "回单"), shown=_performed),
    Kept("回访记录", papers=("回访记录",), words=("回访",)),
    Kept("司法确认材料", papers=("司法确认申请书",), words=("司法确认", "裁定")),
    Kept("情况说明", words=("说明",)),
    Kept("卷宗封底", must=True),
)
"""What lies in a volume, in order: six items no volume is without, the others where there are such (司法部文书格式, 2010)."""


def there(item: Kept, told: Dossier) -> str:
    """What the ledger knows to be there of an item: printed when, attached as what; empty for nothing."""
    printed = [step for step in told.done(Action.PRINT) if step.data.get("paper") in item.papers]
    files = [str(step.data.get("file") or "") for step in told.done(Action.ATTACH)]
    attached = [file for file in files if any(word in file for word in item.words)]
    last = f"{printed[-1].data['paper']}　{told.moment(printed[-1].at)}打印" if printed else ""
    return "；".join(filter(None, (last, "附件：" + "、".join(attached) if attached else "", item.shown(told))))


def missing(told: Dossier) -> tuple[str, ...]:
    """What no volume is without and the ledger knows nothing of; the back cover is made by hand."""
    return tuple(item.name for item in ITEMS[:-1] if item.must and not there(item, told))


def contents(desk: Desk, told: Dossier) -> Paper:
    """The list 卷内目录, and the back cover with its note 备考表."""
    lacking = missing(told)
    said = (
        f"台账中没有打印或者附件记录的必备材料：{'、'.join(lacking)}。请核对原件后手工勾选。"
        if lacking
        else "必备材料在台账中均有记录，请核对原件。"
    )
    return Paper(
        "卷内目录",
        (
            Grid(("序号", "材料名称", "要求", "在卷", "台账记录", "页码"), tuple(_rows(told))),
            Text(said),
            Part("卷内备考表（封底）", number(told)),
            Pairs((("卷名", _name(desk, told)), ("本卷情况", "本卷共　　　件，　　　页。\n\n\n"), ("缺损、补充", "\n\n\n")), across=1),
            Signatures(("立卷人", "检查人")),
        ),
        number(told),
    )


def _name(desk: Desk, told: Dossier) -> str:
    applicants, respondents = desk.names(told)
    return f"{applicants}与{respondents}{desk.label}案"


def _rows(told: Dossier) -> Iterator[tuple[str, ...]]:
    for place, item in enumerate(ITEMS, 1):
        known = there(item, told)
        yield str(place), item.name, "必须" if item.must else "按需", TICKED if known else OPEN, known, ""


def documents(desk: Desk) -> tuple[Document, ...]:
    """The papers of the volume."""
    return (
        Document("report", "结案报告表", partial(report, desk), not_ended),
        Document("cover", "卷宗封面", partial(cover, desk), not_opened),
        Document("contents", "卷内目录", partial(contents, desk), not_opened),
    )
