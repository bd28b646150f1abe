"""The application for confirmation by a court 司法确认申请书.

Sources: 人民调解法 Art 33; 民事诉讼法 Art 205 (both together, within thirty days); 法释〔2011〕5号 Art 3 (what is handed in), 4, 7 (what is not confirmed).
"""

from __future__ import annotations

from functools import partial

from plugins.mediation.agreement import lacking, payment
from plugins.mediation.desk import Desk, number
from plugins.mediation.record import agreement_no
from wangge import Document, Dossier, Paper, Signatures, Text
from wangge.papers import BLANK, BY_FINGER


def confirmation(desk: Desk, told: Dossier) -> Paper:
    """The application of both sides."""
    applicants, respondents = desk.names(told)
    agreed = told.text("case_ended_at")
    return Paper(
        "司法确认申请书",
        (
            *desk.people(told),
            Text("请求事项", heading=True),
            Text(f"请求确认申请人于{agreed}在{told.office}{desk.body}主持下达成的调解协议（编号：{agreement_no(desk, told)}）有效。"),
            Text("事实和理由", heading=True),
            Text(f"{applicants}与{respondents}因{desk.label}发生争议。{told.text('text')}"),
            Text(f"经调解，双方达成协议：{payment(desk, told)}"),
            Text("双方自愿达成协议，没有恶意串通、规避法律的行为；如因该协议给他人造成损害，愿意承担相应的民事责任和其他法律责任。"),
            Text(f"此致　{BLANK}人民法院"),
            Signatures(desk.titles, how=BY_FINGER),
            Text("附：调解协议书；双方身份证明；与协议有关的财产权利证明；双方送达地址、电话；代理人的授权委托书。"),
        ),
        foot=(
            "双方应当自调解协议生效之日起三十日内共同申请（《人民调解法》第三十三条、《民事诉讼法》第二百零五条）。",
            "确认身份关系、收养关系、婚姻关系的，内容违法、不明确或者侵害他人和公共利益的，人民法院不予确认（法释〔2011〕5号第四条、第七条）。",
        ),
        number=number(told),
        compact=True,
    )


def documents(desk: Desk) -> tuple[Document, ...]:
    """The application."""
    return (Document("confirmation", "司法确认申请书", partial(confirmation, desk), partial(lacking, desk)),)
