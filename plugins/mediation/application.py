"""Coming in 申请与受理: the application 调解申请书, the entry 受理登记表 and the mandate 授权委托书.

Sources: 人民调解法 Art 17 (on application or on the mediators' own motion); 劳动争议调解仲裁法 Art 12 and 医疗纠纷预防和处理条例 Art 31 (one may apply by
word of mouth, which is written down on the spot).
"""

from __future__ import annotations

from functools import partial

from plugins.mediation.desk import OWN_MOTION, Desk, number
from wangge import Document, Dossier, Pairs, Paper, Signatures, Text
from wangge.fields import CASE_BASES
from wangge.papers import BLANK, BY_FINGER, ticked

CLAIMS = "1．\n2．\n3．"


def application(desk: Desk, told: Dossier) -> Paper:
    """The application 调解申请书."""
    evidence = told.text(desk.evidence, "") if desk.evidence else ""
    return Paper(
        f"{desk.label}调解申请书",
        (
            *desk.people(told),
            Pairs(
                (
                    ("纠纷简要情况", told.text("text", "\n\n\n\n")),
                    ("申请事项", desk.asked(told) or CLAIMS),
                    ("证据", evidence or "\n\n"),
                ),
                across=1,
            ),
            Text(
                f"申请人自愿申请{desk.body}调解，已知悉调解不收取任何费用，可以接受、拒绝或者随时要求终止调解，并保证所述事实真实。",
            ),
            Text(f"此致　{told.office}{desk.body}"),
            Signatures((desk.titles[0], "记录人"), how=BY_FINGER),
        ),
        foot=("口头申请的，由调解员当场记录，经申请人核对无误后签名或者按指印。",),
        compact=True,
    )


def registered(desk: Desk, told: Dossier) -> Paper:
    """The entry 人民调解受理登记表."""
    applicants, respondents = desk.names(told)
    basis = told.text("case_basis", "")
    return Paper(
        "人民调解受理登记表",
        (
            Pairs(
                (
                    *(("受理日期", told.text("case_at", "")), ("调解组织", told.office + desk.body)),
                    *(("纠纷类型", desk.label), ("申请日期", told.text("applied_on", ""))),
                    *((desk.titles[0], applicants), (desk.titles[1], respondents)),
                )
            ),
            Pairs(
                (
                    (
                        "案件来源",
                        ticked(("当事人申请", "主动调解"), "" if not basis else "主动调解" if basis == OWN_MOTION else "当事人申请"),
                    ),
                    ("受理方式", ticked(CASE_BASES, basis)),
                    ("对方同意日期", told.text("consent_on", "")),
                    ("简要情况", told.text("text", "\n\n\n\n")),
                    ("备注", "\n"),
                ),
                across=1,
            ),
            Signatures((*desk.titles, "登记人"), told.office + desk.body, how=BY_FINGER),
        ),
        number(told),
    )


def mandate(desk: Desk, told: Dossier) -> Paper:
    """The mandate 授权委托书 (民法典 Art 165: name, matters, powers, term, signature)."""
    applicants, _respondents = desk.names(told)
    agent = told.text(desk.agent) if desk.agent else BLANK
    return Paper(
        "授权委托书",
        (
            Text(f"委托人：{applicants}"),
            Pairs(
                (("受托人", agent.strip("＿")), ("性别", ""), ("身份证号", ""), ("联系电话", ""), ("工作单位", ""), ("与委托人关系", ""))
            ),
            Text(f"委托人就{desk.label}一案，委托受托人作为代理人参加调解。"),
            Text("代理权限：", heading=True),
            Text("□一般代理：代为陈述事实、提供证据、参加调解、签收文书。"),
            Text("□特别授权：代为承认、放弃、变更请求，进行和解，签订调解协议，领取款项，共同申请司法确认。"),
            Text("委托期限：自　　　　年　　月　　日起至调解终结之日止。"),
            Text(
                "委托书应当载明代理人姓名、代理事项、权限和期限（《民法典》第一百六十五条）；没有选择特别授权的，调解协议由委托人本人签订。附：委托人、受托人身份证明复印件。"
            ),
            Signatures(("委托人", "受托人"), how=BY_FINGER),
        ),
        number(told),
    )


def documents(desk: Desk) -> tuple[Document, ...]:
    """The papers of coming in."""
    return (
        Document("application", "调解申请书", partial(application, desk)),
        Document("registered", "人民调解受理登记表", partial(registered, desk)),
        Document("mandate", "授权委托书", partial(mandate, desk)),
    )
