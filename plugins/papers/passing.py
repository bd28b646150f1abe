"""Passing on 转办、交办: with 转办 another body deals with it in its own right, with 交办 a unit handles it and reports back (信访工作条例 Art 22)."""

from __future__ import annotations

from plugins.papers.matter import HAND, content, reporter, source, unit
from wangge import Action, Document, Dossier, Pairs, Paper, Part, Signatures
from wangge.papers import ticked


def transfer(told: Dossier) -> Paper:
    """The slip 转办单 to the body that is in charge."""
    body = told.text("unit", "") or told.told(Action.TRANSFER, "outside_body")
    opinion = told.told(Action.TRANSFER, "reason") or HAND
    return Paper(
        "转办单",
        (
            Pairs((*source(told), *reporter(told), ("转往单位", body), ("转办日期", told.day(Action.TRANSFER)))),
            content(told),
            Pairs((("转办意见", opinion), ("是否反馈", ticked(("要求书面反馈", "要求口头反馈", "不要求反馈"))), ("备注", "\n")), across=1),
            Signatures(("转办人", "签收人"), told.office),
        ),
    )


def assignment(told: Dossier) -> Paper:
    """The order 交办单 to the unit, and the receipt that it sends back."""
    no = told.text("no", "")
    return Paper(
        "交办单",
        (
            Pairs((*source(told), *reporter(told), ("事发地点", told.text("place", "")))),
            content(told),
            Pairs((("办理要求", told.told(Action.DISPATCH, "note") or HAND),), across=1),
            Pairs(
                (
                    *(("主办单位", told.text("unit", "")), ("协办单位", told.text("co_units", "")), ("办理时限", told.text("due_at", ""))),
                    *(("交办日期", told.text("dispatched_at", "")), ("联系人", ""), ("联系电话", "")),
                )
            ),
            Pairs((("领导批示", told.text("instruction", HAND)), ("反馈要求", "办结后填写回执，加盖公章，在时限内交回。")), across=1),
            Signatures(("签发人", "签收人"), told.office),
            Part("交办回执", no),
            Pairs((("交办单号", no), ("承办单位", told.text("unit", "")), ("收到时间", told.text("signed_at", "")), ("办结时间", ""))),
            Pairs(
                (
                    ("办理过程", "\n\n\n"),
                    ("办理结果", told.text("result", "\n\n\n")),
                    ("政策依据", HAND),
                    ("答复反映人", ticked(("已答复", "未答复（说明原因）"))),
                    ("答复时间方式", "\n"),
                    ("反映人意见", HAND),
                ),
                across=1,
            ),
            Signatures(("承办人", "负责人"), "承办单位"),
        ),
        no,
    )


TRANSFER = Document("transfer", "转办单", transfer, lambda told: () if told.has("unit") or told.done(Action.TRANSFER) else unit(told))
ASSIGNMENT = Document("assignment", "交办单", assignment, unit)
