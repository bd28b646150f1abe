"""The notice 不予受理告知书: why the centre does not take a matter on, and where else to go (信访工作条例 Art 22)."""

from __future__ import annotations

from plugins.papers.matter import reporter
from wangge import Action, Document, Dossier, Pairs, Paper, Signatures, State, Text
from wangge.fields import NOT_GIVEN
from wangge.papers import BLANK, BY_FINGER, chinese_day, ticked

REASONS = (
    "不属于本中心职责范围",
    "已经或者依法应当通过诉讼、仲裁、行政复议等法定途径解决",
    "同一事项正在办理，或者已有结论且没有新的事实和理由",
    "没有明确的对象、诉求或者事实，经告知仍未补正",
)
OTHER = "其他"
"""The reasons that are ticked; what the office wrote stands below."""


def build(told: Dossier) -> Paper:
    """The notice, signed for by whoever is told."""
    code, reason = told.told(Action.REFUSE, "reason_code"), told.told(Action.REFUSE, "reason", BLANK)
    own = "" if code in {*REASONS, OTHER} else code
    choices = [ticked((*REASONS, OTHER), code if not own else OTHER, "\n"), "　".join(filter(None, (own, reason)))]
    day = told.day(Action.REFUSE) or chinese_day(told.today.isoformat())
    return Paper(
        "不予受理告知书",
        (
            Text("反映人：" if told.values.get("caller") == NOT_GIVEN else f"{told.text('caller')}："),
            Text(f"你于{told.text('reported_at')}反映的事项收悉。经研究，本中心不予受理。"),
            Pairs((("受理编号", told.text("no", "")), *reporter(told)[1:]), across=2),
            Pairs((("事项", told.text("text", "\n\n")),), across=1),
            Text("不予受理的理由：", heading=True),
            Text("\n".join(choices)),
            Text("其他途径：", heading=True),
            Text(
                "可以向对该事项有权处理的机关、单位提出；依法应当通过诉讼、仲裁、行政复议等途径解决的，请在法定期限内向人民法院、仲裁机构、行政复议机关提出。需要法律帮助的，可以拨打12348咨询或者申请法律援助。"
            ),
            Signatures(seal=told.office, day=day),
            Signatures(("被告知人", "送达人"), how=BY_FINGER),
        ),
        told.text("no", ""),
    )


DOCUMENT = Document(
    "refusal", "不予受理告知书", build, lambda told: () if told.values.get("state") == State.REFUSED else ("事件没有不予受理。",)
)
