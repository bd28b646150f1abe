"""The labour desk on the papers of mediation: worker and employer, what the agreement settles, why there can be none yet.

Sources: 劳动争议调解仲裁法 Art 7 (representatives), 14-16 (the agreement and what follows when it is not kept); 劳动合同法 Art 50.
"""

from __future__ import annotations

from plugins.labour.routes import CLOSED, of, said
from plugins.labour.routes import DOCUMENT as ROUTES
from plugins.labour.unpaid import REPRESENTATIVES
from plugins.mediation import documents
from plugins.mediation.desk import Desk
from plugins.mediation.people import Party, Sides, person, unit
from wangge import Dossier, Grid, Pairs, Text
from wangge.money import yuan
from wangge.papers import BLANK, Block

_SPENT = ("labour_post", "labour_hired", "labour_left", "labour_contract", "labour_wage", "labour_average_wage")
_OWED = ("labour_matter", "labour_people", "labour_unpaid", "labour_unpaid_months", "labour_project", "labour_general", "labour_sub")
_COLUMNS = ("name", "months", "owed", "agreed", "paid", "signed")


def worker(told: Dossier) -> Party:
    """The worker; with many, whoever came for them."""
    return person(
        told.text("caller", ""),
        phone=told.text("caller_phone", ""),
        sex=told.text("labour_sex", ""),
        born=told.text("labour_born", ""),
        work=told.text("labour_post", ""),
        paper=told.text("labour_id_no", ""),
        address=told.text("labour_address", ""),
    )


def employer(told: Dossier) -> Party:
    """The employer."""
    names = ("employer", "credit_code", "employer_address", "head", "contact", "employer_phone")
    return unit(*(told.text(f"labour_{name}", "") for name in names))


def settled(told: Dossier) -> Grid | None:
    """The workers with whom a sum was agreed; the others of the list are no part of the agreement."""
    whole = told.grid("labour_workers", *_COLUMNS)
    agreed = _COLUMNS.index("agreed")
    rows = tuple(row for row in whole.rows if row[agreed])
    return Grid(whole.headers, rows) if rows else None


def facts(told: Dossier) -> tuple[Block, ...]:
    """The employment, what is disputed, and who settles for how much."""
    known = tuple((label, value) for label, value in told.pair(*_SPENT, *_OWED) if value)
    listed = settled(told)
    return (*((Pairs(known),) if known else ()), *((Text("协议所及劳动者：", heading=True), listed) if listed else ()))


def terms(told: Dossier) -> tuple[str, ...]:
    """What an agreement settles beside the sum: the end of the employment, social insurance, who bears what when it is not kept."""
    ended = f"双方劳动关系于{told.text('labour_left')}解除或者终止，用人单位自该日起十五日内办理档案和社会保险关系转移手续（《劳动合同法》第五十条）。"
    return (
        *((ended,) if told.has("labour_left") else ()),
        f"社会保险：□已缴清　□补缴，起止和办理时间：{BLANK}　□无争议。",
        (
            "一方在约定期限内不履行的，另一方可以依法申请仲裁；因支付拖欠劳动报酬、工伤医疗费、经济补偿或者赔偿金达成的协议，"
            "劳动者可以持协议书依法向人民法院申请支付令（《劳动争议调解仲裁法》第十五条、第十六条）。"
        ),
    )


def lacks(told: Dossier) -> tuple[str, ...]:
    """Many workers without representatives; a list whose sums are not the agreement's."""
    found = []
    people = max(told.number("labour_people"), len(told.rows("labour_workers")))
    if people >= REPRESENTATIVES and not told.has("labour_representatives"):
        found.append(f"涉及 {people} 人，没有登记推举代表（十人以上有共同请求的，可以推举代表，《劳动争议调解仲裁法》第七条）。")
    agreed = sum(int(row["agreed"]) for row in told.rows("labour_workers") if row.get("agreed"))
    if agreed and told.has("agreed_amount") and agreed != told.number("agreed_amount"):
        found.append(f"工人名单的协商数合计 {yuan(agreed)} 元，与协议金额 {yuan(told.number('agreed_amount'))} 元不一致。")
    return tuple(found)


DESK = Desk(
    "劳动争议",
    body="劳动争议调解组织",
    parties=lambda told: Sides((worker(told),), (employer(told),)),
    claims="labour_claims",
    evidence="labour_evidence",
    agent="labour_agent",
    agreement_no="labour_agreement_no",
    facts=facts,
    terms=terms,
    effect=(
        "双方也可以自协议生效之日起十五日内共同向劳动人事争议仲裁委员会申请审查确认（《劳动人事争议仲裁办案规则》）。",
        "本协议由双方签名或者盖章，经调解员签名并加盖调解组织印章后，对双方具有约束力（《劳动争议调解仲裁法》第十四条）。",
    ),
    lacks=lacks,
    roads=lambda told: tuple(said(route) for route in of(told) if route.state != CLOSED and route.name != "调解"),
    rights=(
        "自调解组织收到申请之日起十五日内未达成调解协议的，可以依法申请仲裁（《劳动争议调解仲裁法》第十四条）。",
        "劳动争议申请仲裁的时效为一年，请求调解的，时效中断并重新计算；在职期间拖欠劳动报酬的，不受此限（第二十七条）。",
        "与争议事项有关的证据由用人单位掌握管理的，用人单位应当提供，不提供的承担不利后果（第六条）。",
    ),
    refusals=(
        *("不属于劳动争议", "一方当事人明确拒绝调解", "没有明确的被申请人或者请求", "已由仲裁机构、人民法院受理或者处理"),
        "其他",
    ),
)
DOCUMENTS = (ROUTES, *documents(DESK))
