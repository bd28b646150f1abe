"""The card 督办单: what is demanded of a unit, by when, and its reply."""

from __future__ import annotations

from datetime import date

from plugins.papers.matter import HAND, content
from wangge import Action, Document, Dossier, Pairs, Paper, Signatures
from wangge.fields import SUPERVISION
from wangge.papers import ticked
from wangge.times import Instant, local


def build(told: Dossier) -> Paper:
    """The card with its level, and room for the reply."""
    return Paper(
        "督办单",
        (
            Pairs(
                (
                    *(("原单号", told.text("no", "")), ("被督办单位", told.text("unit", ""))),
                    *(("原时限", told.text("due_at", "")), ("超期天数", _late(told))),
                    *(("督办日期", told.day(Action.SUPERVISE)), ("反馈时限", told.text("supervise_by", ""))),
                )
            ),
            Pairs((("督办等级", ticked(SUPERVISION, told.text("supervised", ""))),), across=1),
            content(told),
            Pairs((("督办原因", told.told(Action.SUPERVISE, "note") or HAND), ("整改要求", HAND)), across=1),
            Signatures(("签发人", "签收人"), told.office),
            Pairs((("回复", told.told(Action.SUPERVISE_REPLY, "note") or "\n\n\n"),), across=1),
            Signatures(("回复人", "单位负责人")),
        ),
    )


def _late(told: Dossier) -> str:
    """How many days the due time has passed."""
    due = told.text("due_at", "")
    if not due:
        return ""
    days = (told.today - _day(told)).days
    return f"{days}天（自然日）" if days > 0 else "未超期"


def _day(told: Dossier) -> date:
    return local(Instant(str(told.values["due_at"])), told.zone).date()


DOCUMENT = Document("supervision", "督办单", build, lambda told: () if told.has("supervised") else ("还没有督办。",))
