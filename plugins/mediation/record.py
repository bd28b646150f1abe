"""Records 笔录: each meeting as its 调解记录 told it, an inquiry, and the visit afterwards 回访 (人民调解法 Art 27, 31)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from plugins.mediation.desk import AGREED, Desk, number, performed
from wangge import Action, Document, Dossier, Pairs, Paper, Part, Signatures, Step, Text
from wangge.papers import BY_FINGER, Block, ticked

READ = "以上笔录已经本人阅读（向本人宣读），与所述一致。（由当事人手写并逐页签名）"
OUTCOMES = ("达成协议", "未达成协议", "另定时间调解")
ROOM = "\n\n"


def sessions(desk: Desk, told: Dossier) -> Paper:
    """Every meeting on a sheet of its own 调解笔录; a blank one where none is recorded."""
    met: tuple[Step | None, ...] = told.done(Action.SESSION) or (None,)
    blocks: list[Block] = []
    for place, step in enumerate(met, 1):
        if place > 1:
            blocks.append(Part("调解笔录", f"{number(told)}　第{place}次"))
        blocks += _session(desk, told, step, last=place == len(met))
    return Paper("调解笔录", tuple(blocks), number(told) + ("　第1次" if len(met) > 1 else ""))


def _session(desk: Desk, told: Dossier, step: Step | None, *, last: bool) -> Iterator[Block]:
    applicants, respondents = desk.names(told)
    data = step.data if step else {}
    result = told.text("case_result", "")
    outcome = (
        ""
        if step is None
        else OUTCOMES[2]
        if not last
        else result
        if result in OUTCOMES
        else OUTCOMES[2]
        if told.has("next_session")
        else ""
    )
    yield Pairs(
        (
            *(("时间", told.moment(step.at, hour=True) if step else ""), ("地点", "")),
            *((desk.titles[0], applicants), (desk.titles[1], respondents)),
            *(("调解员", told.text("mediator", "")), ("记录人", ""), ("参加人", ""), ("案由", desk.label)),
        )
    )
    yield Text("告知：调解员已介绍身份，告知当事人权利和义务，询问是否申请回避、是否同意公开调解。当事人答：＿＿＿＿＿＿＿＿。")
    yield Pairs(
        (
            ("双方陈述", str(data.get("note") or ROOM)),
            ("诉求", str(data.get("claims") or ROOM)),
            ("争议焦点", ROOM),
            ("调解意见", str(data.get("proposal") or ROOM)),
            ("结果", ticked(OUTCOMES, outcome)),
            ("下次调解", str(told.text("next_session", "")) if last else ""),
        ),
        across=1,
    )
    yield Text(READ)
    yield Signatures((*desk.titles, "调解员", "记录人"), how=BY_FINGER)


def inquiry(desk: Desk, told: Dossier) -> Paper:
    """A blank inquiry 调查笔录."""
    return Paper(
        "调查笔录",
        (
            Pairs((("时间", ""), ("地点", ""), ("案由", desk.label), ("参加人", ""))),
            Pairs((("被调查人", ""), ("性别", ""), ("年龄", ""), ("联系电话", ""), ("工作单位", ""), ("住址", ""))),
            Text("问：" + "\n答：\n问：" * 6 + "\n答："),
            Text(READ),
            Signatures(("被调查人", "调查人", "记录人"), how=BY_FINGER),
        ),
        number(told),
    )


def visit(desk: Desk, told: Dossier) -> Paper:
    """The visit 回访记录: is the agreement performed, is there new trouble?"""
    applicants, respondents = desk.names(told)
    called = told.day(Action.CALL_BACK)
    paid = told.text("paid_amount", "") + "元" if told.has("paid_amount") else ""
    state = "已全部履行" if performed(told) else "部分履行" if paid else ""
    return Paper(
        "回访记录",
        (
            Pairs(
                (
                    *((desk.titles[0], applicants), (desk.titles[1], respondents), ("协议编号", agreement_no(desk, told))),
                    *(("回访日期", called), ("回访方式", ""), ("被回访人", "")),
                )
            ),
            Pairs(
                (
                    ("回访事由", f"{desk.label}调解协议的履行情况"),
                    ("履行情况", ticked(("已全部履行", "部分履行", "未履行"), state)),
                    ("已履行金额", paid),
                    ("最近履行日期", told.text("paid_on", "")),
                    ("满意度", told.text("satisfaction", "")),
                    ("有无反复激化", ticked(("无", "有（写明）")) + "\n"),
                    ("回访情况", told.told(Action.CALL_BACK, "note") or ROOM),
                    ("处理意见", ROOM),
                ),
                across=1,
            ),
            Signatures(("被回访人", "回访人"), how=BY_FINGER),
        ),
        number(told),
    )


def agreement_no(desk: Desk, told: Dossier) -> str:
    """The agreement's own number, else the case's."""
    return told.text(desk.agreement_no) if desk.agreement_no and told.has(desk.agreement_no) else number(told)


def _agreed(told: Dossier) -> tuple[str, ...]:
    return () if told.values.get("case_result") == AGREED else (f"案件没有以“{AGREED}”结束，没有协议可以回访。",)


def documents(desk: Desk) -> tuple[Document, ...]:
    """The records."""
    return (
        Document("sessions", "调解笔录", partial(sessions, desk)),
        Document("inquiry", "调查笔录", partial(inquiry, desk)),
        Document("visit", "回访记录", partial(visit, desk), _agreed),
    )
