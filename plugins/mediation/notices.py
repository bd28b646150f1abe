"""Notices 告知: rights and duties, that the case is taken on or not, and that mediation has ended with other roads open.

The wording is ours, from what the law says; the articles stand beside it. Source: 人民调解法, where nothing else is named.
"""

from __future__ import annotations

from functools import partial

from plugins.mediation.desk import AGREED, Desk, not_opened, number, today
from wangge import Document, Dossier, Paper, Part, Signatures, Text
from wangge.papers import BLANK, BY_FINGER, Block, ticked

RIGHTS = (
    "选择或者接受人民调解员（第二十三条）；",
    "接受调解、拒绝调解或者要求终止调解（第二十三条）；",
    "要求调解公开进行或者不公开进行（第二十三条）；",
    "自主表达意愿，自愿达成调解协议（第二十三条）；",
    "不经调解或者调解不成的，依法通过仲裁、行政、司法等途径维护自己的权利，任何人不得因调解阻止（第三条、第二十六条）。",
)
DUTIES = (
    "如实陈述纠纷事实（第二十四条）；",
    "遵守调解现场秩序，尊重人民调解员（第二十四条）；",
    "尊重对方当事人行使权利（第二十四条）；",
    "达成调解协议的，按照约定履行（第三十一条）。",
)
EFFECT = (
    "人民调解委员会是依法设立的调解民间纠纷的群众性组织（第七条），调解不收取任何费用（第四条）。",
    "人民调解员偏袒一方、侮辱当事人、索取或者收受财物、泄露个人隐私或者商业秘密的，由人民调解委员会批评教育、责令改正，情节严重的予以罢免或者解聘（第十五条）。",
    "经调解达成的协议具有法律约束力（第三十一条）；对履行或者内容发生争议的，可以向人民法院起诉（第三十二条）。",
    "认为有必要的，双方可以自调解协议生效之日起三十日内共同向人民法院申请司法确认；确认有效后一方不履行的，对方可以申请强制执行（第三十三条）。",
)


def _numbered(heading: str, lines: tuple[str, ...]) -> tuple[Text, ...]:
    return (Text(heading, heading=True), *(Text(f"{place}．{line}") for place, line in enumerate(lines, 1)))


def rights(desk: Desk, told: Dossier) -> Paper:
    """The notice of rights and duties 权利义务告知书, signed by both sides."""
    return Paper(
        "调解权利义务告知书",
        (
            Text("根据《中华人民共和国人民调解法》等规定，将有关事项告知如下："),
            *_numbered("一、权利", RIGHTS),
            *_numbered("二、义务", DUTIES),
            *_numbered("三、有关事项", (*EFFECT, *desk.rights)),
            Text("以上内容已向本人告知，本人已经知悉。（签名、盖章或者按指印）"),
            Signatures((*desk.titles, "调解员"), how=BY_FINGER),
        ),
        number(told),
        compact=True,
    )


def accepted(desk: Desk, told: Dossier) -> Paper:
    """The notice 受理通知书 and its stub 存根."""
    applicants, respondents = desk.names(told)
    applied = f"于{told.text('applied_on')}申请调解" if told.has("applied_on") else "申请调解或者本组织主动调解"
    body: tuple[Block, ...] = (
        Text(f"{applicants}、{respondents}："),
        Text(
            f"关于{applicants}与{respondents}{desk.label}一案，{applied}。经审查，符合受理条件，决定于{told.text('case_at')}受理（{told.text('case_basis')}）。"
        ),
        Text("请按通知的时间、地点到场，并携带身份证明和有关证据。委托代理人的，提交授权委托书。权利、义务见《调解权利义务告知书》。"),
        Text(f"首次调解时间：{told.text('next_session')}　地点：{BLANK}　联系人及电话：{BLANK}"),
    )
    seal = Signatures(seal=told.office + desk.body, day=told.text("case_at", today(told)))
    return Paper(
        "受理通知书",
        (*body, seal, Part("受理通知书（存根）", number(told)), *body[:2], seal, Signatures((*desk.titles, "送达人"), how=BY_FINGER)),
        number(told),
    )


def refused(desk: Desk, told: Dossier) -> Paper:
    """The notice 不予受理通知书 with its reason and the other roads."""
    applicants, respondents = desk.names(told)
    chosen = told.text(desk.refusal, "") if desk.refusal else ""
    return Paper(
        "不予受理通知书",
        (
            Text(f"{applicants}："),
            Text(f"你（单位）就与{respondents}{desk.label}提出的调解申请收悉。经审查，不予受理。"),
            Text("理由：", heading=True),
            Text(ticked(desk.refusals, chosen, "\n")),
            *_numbered("可以依法选择的其他途径：", desk.roads(told)),
            Signatures(seal=told.office + desk.body, day=today(told)),
            Signatures(("申请人签收", "送达人"), how=BY_FINGER),
        ),
        number(told),
    )


def ended(desk: Desk, told: Dossier) -> Paper:
    """The notice 终止调解告知书: why it has ended, and where else one can go, by when."""
    applicants, respondents = desk.names(told)
    reasons = ("双方未能达成协议", "当事人撤回申请", "一方当事人要求终止或者拒绝继续调解", "期限届满未达成协议", "依法应当终止的其他情形")
    chosen = {"未达成协议": reasons[0], "撤回申请": reasons[1], "终止调解": reasons[2]}.get(told.text("case_result", ""), "")
    return Paper(
        "终止调解告知书",
        (
            Text(f"{applicants}、{respondents}："),
            Text(
                f"{applicants}与{respondents}{desk.label}一案，{told.text('case_at')}受理，经调解{told.text('sessions')}次，于{told.text('case_ended_at')}终止调解。"
            ),
            Text("终止的原因：", heading=True),
            Text(ticked(reasons, chosen, "\n")),
            *_numbered("可以依法选择的其他途径和期限：", desk.roads(told)),
            Signatures(seal=told.office + desk.body, day=told.text("case_ended_at", today(told))),
            Signatures(desk.titles, how=BY_FINGER),
        ),
        number(told),
    )


def _not_failed(told: Dossier) -> tuple[str, ...]:
    if not told.has("case_ended_at"):
        return ("案件还没有结束。",)
    return (f"案件以“{AGREED}”结束，不须告知终止。",) if told.values.get("case_result") == AGREED else ()


def _opened(told: Dossier) -> tuple[str, ...]:
    return ("案件已经受理。",) if told.has("case_at") else ()


def documents(desk: Desk) -> tuple[Document, ...]:
    """The notices."""
    return (
        Document("rights", "权利义务告知书", partial(rights, desk)),
        Document("accepted", "受理通知书", partial(accepted, desk), not_opened),
        Document("refused", "不予受理通知书", partial(refused, desk), _opened),
        Document("ended", "终止调解告知书", partial(ended, desk), _not_failed),
    )
