"""The desk 部门调解: what a department says of its own on the papers that all share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from plugins.mediation.people import Parties, Sides, by_caller, names, person
from wangge import Action, Dossier
from wangge.fields import CASE_BASES, CASE_RESULTS
from wangge.papers import Block, Text, chinese_day
from wangge.times import Instant, local

AGREED = CASE_RESULTS[0]
OWN_MOTION = CASE_BASES[-1]
BLANK_NUMBER = "〔　　〕人调字第　　号"


def number(told: Dossier) -> str:
    """The number of the case as papers write it 案号: as it was given; a bare number gets the year of the case and the word 人调.

    The word is the committee's own 代字; who has another types the whole number.
    """
    given = told.text("case_no", "").strip()
    if not given:
        return BLANK_NUMBER
    if not re.fullmatch(r"\d{1,6}", given):
        return given
    opened = told.values.get("case_at")
    year = local(Instant(str(opened)), told.zone).year if opened else told.today.year
    return f"〔{year}〕人调字第{int(given)}号"


def roads(_told: Dossier) -> tuple[str, ...]:
    """Where else one can go when mediation has failed (人民调解法 Art 26)."""
    return (
        "依法可以仲裁的，向仲裁机构申请仲裁；应当由行政机关处理的，请求有关行政机关处理；也可以向人民法院提起诉讼。",
        "民事权利的诉讼时效一般为三年，自知道或者应当知道权利受到损害以及义务人之日起计算（《民法典》第一百八十八条）；请求调解可以使时效中断（第一百九十五条），请保存本告知书。",
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """What a department says of its own.

    Attributes:
        label: the department, as papers name the kind of dispute.
        body: who mediates, and seals.
        parties: both sides of a dossier.
        titles: what the sides are called.
        claims: the field of what is asked for; without one the last 调解记录 tells it.
        evidence: the field of the evidence.
        agent: the field of the applicant's agent.
        agreement_no: the field of the agreement's own number; without it the case's number.
        manner: the field of how it is performed.
        facts: what the agreement tells of the dispute beside the text: tables, findings, shares.
        terms: what is agreed beside the sum and its day.
        effect: what the department's own law says of the agreement.
        lacks: why there can be no agreement yet.
        roads: where else one can go.
        rights: rights and duties beside those of 人民调解法.
        refusals: why an application is not accepted.
        refusal: the field of that reason.
        copies: how many copies of the agreement there are.
    """

    label: str
    body: str = "人民调解委员会"
    parties: Parties = by_caller
    titles: tuple[str, str] = ("申请人", "被申请人")
    claims: str = ""
    evidence: str = ""
    agent: str = ""
    agreement_no: str = ""
    manner: str = ""
    facts: Callable[[Dossier], tuple[Block, ...]] = lambda _told: ()
    terms: Callable[[Dossier], tuple[str, ...]] = lambda _told: ()
    effect: tuple[str, ...] = ()
    lacks: Callable[[Dossier], tuple[str, ...]] = lambda _told: ()
    roads: Callable[[Dossier], tuple[str, ...]] = roads
    rights: tuple[str, ...] = ()
    refusals: tuple[str, ...] = (
        *("不属于人民调解的范围", "一方当事人明确拒绝调解", "没有明确的对方当事人或者请求", "依法只能由专门机关处理"),
        *("人民法院、仲裁机构或者行政机关已经受理或者已经处理", "其他"),
    )
    refusal: str = ""
    copies: str = "本协议一式　　份，双方当事人各执一份，人民调解委员会留存一份。"

    def sides(self, told: Dossier) -> Sides:
        """Both sides, a blank person for one that is not kept."""
        found = self.parties(told)
        return Sides(found.applicants or (person(),), found.respondents or (person(),))

    def names(self, told: Dossier) -> tuple[str, str]:
        """Both sides in a sentence."""
        sides = self.sides(told)
        return names(sides.applicants), names(sides.respondents)

    def people(self, told: Dossier) -> tuple[Block, ...]:
        """Both sides as tables under their titles."""
        sides = self.sides(told)
        blocks: list[Block] = []
        for title, side in zip(self.titles, (sides.applicants, sides.respondents), strict=True):
            blocks.append(Text(title, heading=True))
            blocks += [party.block for party in side]
        return tuple(blocks)

    def asked(self, told: Dossier) -> str:
        """What is asked for: the form, else the last mediation."""
        return told.text(self.claims, "") if self.claims and told.has(self.claims) else last_session(told, "claims")


def last_session(told: Dossier, name: str) -> str:
    """What the last mediation that told it said of something."""
    return next((str(step.data[name]) for step in reversed(told.done(Action.SESSION)) if step.data.get(name)), "")


def today(told: Dossier) -> str:
    """The office's today as papers write it."""
    return chinese_day(told.today.isoformat())


def performed(told: Dossier) -> bool:
    """Whether all that was agreed on is paid."""
    return told.has("paid_amount") and told.number("paid_amount") >= told.number("agreed_amount")


def not_opened(told: Dossier) -> tuple[str, ...]:
    """What a paper of a case lacks before it is opened."""
    return () if told.has("case_at") else ("案件还没有受理。",)


def not_ended(told: Dossier) -> tuple[str, ...]:
    """What a paper of a closed case lacks before it has ended."""
    return () if told.has("case_ended_at") else ("案件还没有结束。",)
