"""Approvals 审批: what a handling unit asks the centre for: to be rid of an event, to have longer, to let it rest."""

from __future__ import annotations

from plugins.papers.matter import HAND, content, unit
from wangge import Action, Document, Dossier, Pairs, Paper, Signatures
from wangge.papers import ticked

VERDICT = ticked(("同意", "不同意")) + "\n\n"


def _head(told: Dossier) -> tuple[tuple[str, str], ...]:
    return (("原单号", told.text("no", "")), ("承办单位", told.text("unit", "")))


def _opinions(*names: str) -> Pairs:
    return Pairs(tuple((name, VERDICT) for name in names), across=1)


def returning(told: Dossier) -> Paper:
    """The request 退单申请 that the event be taken back."""
    reason = "　".join(filter(None, (told.told(Action.RETURN, "reason_code"), told.told(Action.RETURN, "reason"))))
    asking = told.done(Action.RETURN)
    unit = asking[-1].unit if asking else told.text("unit", "")
    return Paper(
        "退单申请",
        (
            Pairs(
                (
                    ("原单号", told.text("no", "")),
                    ("申请单位", unit),
                    ("交办日期", told.text("dispatched_at", "")),
                    ("申请日期", told.day(Action.RETURN)),
                )
            ),
            content(told),
            Pairs((("退回理由", reason or HAND), ("职责依据", HAND), ("建议承办单位", "\n")), across=1),
            Signatures(("申请人", "单位负责人"), "申请单位"),
            _opinions("中心审核意见"),
        ),
    )


def delay(told: Dossier) -> Paper:
    """The form 延期申请审批表."""
    days = told.told(Action.ASK_DELAY, "days")
    return Paper(
        "延期申请审批表",
        (
            Pairs(
                (
                    *_head(told),
                    *(("原时限", told.before(Action.ASK_DELAY, "due_at")), ("申请延长", f"{days}个工作日" if days else "　　个工作日")),
                    *(("申请日期", told.day(Action.ASK_DELAY)), ("已延期次数", told.before(Action.ASK_DELAY, "delays", "0"))),
                )
            ),
            content(told),
            Pairs((("延期理由", told.told(Action.ASK_DELAY, "reason") or HAND), ("已做工作", HAND)), across=1),
            _opinions("单位意见", "中心意见", "领导意见"),
            Signatures(("申请人", "审批人")),
        ),
    )


def suspension(told: Dossier) -> Paper:
    """The form 挂账审批表: for objective reasons it cannot be done now; when is it looked at again?"""
    asked = told.told(Action.ASK_SUSPEND, "reason") or told.told(Action.SUSPEND, "reason")
    return Paper(
        "挂账审批表",
        (
            Pairs((*_head(told), ("办理时限", told.text("due_at", "")), ("复核日期", told.told(Action.SUSPEND, "review_on")))),
            content(told),
            Pairs(
                (("客观原因", asked or HAND), ("过渡措施", HAND), ("告知反映人", "时间：　　　　　　　　方式：\n反映人意见：")), across=1
            ),
            _opinions("单位意见", "中心意见", "领导意见"),
            Signatures(("申请人", "审批人")),
        ),
    )


RETURNING = Document("returning", "退单申请", returning, lambda told: () if told.done(Action.RETURN) else unit(told))
DELAY = Document("delay", "延期申请审批表", delay, unit)
SUSPENSION = Document("suspension", "挂账审批表", suspension, unit)
