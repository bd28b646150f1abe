"""Papers of a mediated dispute 调解文书: the agreement, and the application to have it confirmed by the court.

Sources: 人民调解法 Art 28, 29 (what an agreement holds), 33 (confirmation within 30 days); 法释〔2011〕5号 Art 3 (what the application holds).
"""

from __future__ import annotations

from wangge import Document, Dossier, Pairs, Paper, Signatures, Text
from wangge.papers import BLANK

AGREED = "达成协议"


def agreement(other: str, names: tuple[str, ...]) -> Document:
    """The agreement 人民调解协议书 of a desk.

    Args:
        other: the field that names the other side.
        names: the fields of its form.
    """

    def build(told: Dossier) -> Paper:
        return Paper(
            "人民调解协议书",
            (
                *_parties(told, other),
                Text("纠纷的主要事实、争议事项和各方责任", heading=True),
                Text(told.text("text")),
                Pairs(_known(told, other, names)),
                Text("达成的协议", heading=True),
                Text(told.text("result")),
                Text(f"涉及金额：{told.amount('agreed_amount')}。履行期限：{told.text('perform_by')}。履行方式：{BLANK}。"),
                Text("本协议自各方签名、盖章或者按指印，调解员签名并加盖人民调解委员会印章之日起生效。"),
                Signatures(("当事人", "当事人", "人民调解员", "记录人"), "人民调解委员会"),
            ),
            told.text("case_no", ""),
            ("本协议一式三份，双方各一份，人民调解委员会留存一份。",),
        )

    return Document("agreement", "人民调解协议书", build, _lacking)


def confirmation(other: str, names: tuple[str, ...]) -> Document:
    """The application 司法确认申请书 of a desk; arguments as `agreement`. Of a matter of status there is none."""

    def build(told: Dossier) -> Paper:
        return Paper(
            "司法确认申请书",
            (
                *_parties(told, other),
                Text("申请事项", heading=True),
                Text(
                    f"请求确认申请人于{told.text('case_ended_at')}经人民调解委员会主持达成的调解协议（编号：{told.text('case_no')}）有效。"
                ),
                Text("事实和理由", heading=True),
                Text(told.text("text")),
                Pairs(_known(told, other, names)),
                Text(
                    "申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；如果因为该协议内容给他人造成损害，愿意承担相应的责任。"
                ),
                Text(f"此致　{BLANK}人民法院"),
                Signatures(("申请人", "申请人")),
            ),
            foot=("附：调解协议书原件，双方身份证明，送达地址和电话。双方共同申请，自协议生效之日起三十日内。",),
        )

    return Document("confirmation", "司法确认申请书", build, _lacking)


def _parties(told: Dossier, other: str) -> tuple[Pairs, Pairs]:
    """Both sides; what the ledger has no place for is a blank to fill in by hand."""
    by_hand = (("性别、出生日期", BLANK), ("身份证号", BLANK), ("住址", BLANK))
    return (
        Pairs((("当事人（申请人）", told.text("caller")), ("电话", told.text("caller_phone")), *by_hand)),
        Pairs((("当事人（对方）", told.text(other)), ("电话", told.text(f"{other}_phone")), *by_hand)),
    )


def _known(told: Dossier, other: str, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What the form tells of the matter, without the other side."""
    return tuple((told.label(name), told.text(name)) for name in names if told.has(name) and not name.startswith(other))


def _lacking(told: Dossier) -> tuple[str, ...]:
    return () if told.text("case_result", "") == AGREED else ("案件还没有以“达成协议”结束；请先办“结束案件”",)
