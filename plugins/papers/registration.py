"""The registration form 受理登记表: what came in, from whom, and what was decided."""

from __future__ import annotations

from wangge import Document, Dossier, Pairs, Paper, Signatures, Text
from wangge.papers import BY_FINGER

PERSON = ("caller", "caller_phone", "source", "reported_at")
PLACE = ("street", "community", "grid", "place")
HANDLING = ("category", "subcategory", "urgency", "unit", "due_at", "accepted_at")


def build(told: Dossier) -> Paper:
    """The form, with what is known; opinions and instructions are written by hand."""
    return Paper(
        "事件受理登记表",
        (
            Pairs((("受理编号", told.text("no")), ("来件编号", told.text("external_no", "")), *told.pair(*PERSON, *PLACE))),
            Pairs((("反映内容", told.text("text", "")),), across=1),
            Pairs(told.pair(*HANDLING)),
            Pairs((("受理意见", "\n\n"), ("领导批示", "\n\n"), ("备注", "\n")), across=1),
            Signatures(("登记人", "反映人"), how=BY_FINGER),
            Text(f"登记单位：{told.office}"),
        ),
    )


DOCUMENT = Document("registration", "事件受理登记表", build)
