"""The agreement 调解协议书, and what is written down of one by word of mouth 口头协议登记表 (人民调解法 Art 28-30)."""

from __future__ import annotations

from functools import partial

from plugins.mediation.desk import AGREED, Desk, last_session, number
from plugins.mediation.record import agreement_no
from wangge import Document, Dossier, Pairs, Paper, Signatures, Text
from wangge.papers import BLANK, BY_FINGER
from wangge.times import Instant, local

EFFECT = (
    "本协议自双方当事人签名、盖章或者按指印，人民调解员签名并加盖调解组织印章之日起生效，具有法律约束力，双方应当按照约定履行（《人民调解法》第二十九条、第三十一条）。",
    "双方认为有必要的，可以自本协议生效之日起三十日内共同向人民法院申请司法确认（《人民调解法》第三十三条）。",
)


def payment(desk: Desk, told: Dossier) -> str:
    """Who pays whom how much by when; without a sum, what is done by when."""
    applicants, respondents = desk.names(told)
    by = f"于{told.text('perform_by')}前"
    if told.has("agreed_amount") and not told.number("agreed_amount"):
        return f"双方{by}履行约定的事项，不涉及金钱给付。"
    return f"{respondents}{by}向{applicants}支付{told.amount('agreed_amount')}。"


def clauses(desk: Desk, told: Dossier) -> tuple[str, ...]:
    """What was agreed, in order."""
    agreed = told.text("agreed_terms", "") or last_session(told, "proposal")
    return (
        *((f"双方确认：{agreed}",) if agreed else ()),
        payment(desk, told),
        f"履行方式：{told.text(desk.manner) if desk.manner else BLANK}（现金、转账等）；收款户名、账号：{BLANK}{BLANK}。",
        *desk.terms(told),
        "□履行完毕后，双方就本纠纷一次性了结，不再提出其他请求。",
        f"其他约定：{BLANK}{BLANK}。",
    )


def agreement(desk: Desk, told: Dossier) -> Paper:
    """The agreement 调解协议书: the parties; facts, dispute and responsibility; what is agreed, how and by when it is performed (Art 29)."""
    lines = clauses(desk, told)
    return Paper(
        f"{desk.label}调解协议书",
        (
            *desk.people(told),
            Text("纠纷的主要事实、争议事项和责任", heading=True),
            Text(told.text("text")),
            *((Text(f"请求：{asked}"),) if (asked := desk.asked(told)) else ()),
            *desk.facts(told),
            Text("经调解，双方自愿达成如下协议", heading=True),
            *(Text(f"{place}．{line}") for place, line in enumerate(lines, 1)),
            Text("效力", heading=True),
            *(Text(line) for line in (*EFFECT, *desk.effect, desk.copies)),
            Signatures((*desk.titles, "代理人", "调解员", "调解员", "记录人"), told.office + desk.body, how=BY_FINGER),
        ),
        agreement_no(desk, told),
    )


def oral(desk: Desk, told: Dossier) -> Paper:
    """What is written down of an agreement by word of mouth 口头协议登记表; it is in force when both agree (Art 30)."""
    applicants, respondents = desk.names(told)
    agreed = "\n".join(f"{place}．{line}" for place, line in enumerate((payment(desk, told), *desk.terms(told)), 1))
    return Paper(
        "人民调解口头协议登记表",
        (
            Pairs(
                (
                    *((desk.titles[0], applicants), (desk.titles[1], respondents)),
                    *(("纠纷类型", desk.label), ("达成日期", told.text("case_ended_at", ""))),
                )
            ),
            Pairs(
                (
                    ("主要事实和争议事项", told.text("text", "\n\n\n")),
                    ("协议内容", agreed),
                    ("履行方式和期限", f"履行期限：{told.text('perform_by')}　履行方式：{BLANK}"),
                    ("备注", "\n"),
                ),
                across=1,
            ),
            Text("口头调解协议自各方当事人达成协议之日起生效（《人民调解法》第三十条）。"),
            Signatures(("调解员", "记录人"), told.office + desk.body),
        ),
        number(told),
    )


def lacking(desk: Desk, told: Dossier) -> tuple[str, ...]:
    """Why there can be no agreement yet: not agreed, no sum, no day, a party without a name, and what the department demands."""
    found = [] if told.values.get("case_result") == AGREED else [f"案件没有以“{AGREED}”结束。"]
    if not told.has("agreed_amount"):
        found.append("结束案件时没有登记协议金额（不涉及金钱的填 0）。")
    if not told.has("perform_by"):
        found.append("结束案件时没有登记履行期限。")
    elif _over(told):
        found.append("履行期限早于达成协议的日期。")
    return (*found, *desk.parties(told).lacking(*desk.titles), *desk.lacks(told))


def _over(told: Dossier) -> bool:
    """Whether it was to be performed before it was agreed on."""
    ended = told.values.get("case_ended_at")
    return bool(ended) and str(told.values["perform_by"]) < f"{local(Instant(str(ended)), told.zone):%Y-%m-%d}"


def documents(desk: Desk) -> tuple[Document, ...]:
    """The agreement in both forms."""
    return (
        Document("agreement", "调解协议书", partial(agreement, desk), partial(lacking, desk)),
        Document("oral", "口头协议登记表", partial(oral, desk), partial(lacking, desk)),
    )
