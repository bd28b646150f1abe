"""The traffic desk on the papers of mediation: who claims of whom, what the finding says, what was lost, who bears which share.

Sources: 道路交通事故处理程序规定 Art 85-90, 93 (what stands on the paper); 民法典 Art 1213 (insurance first).
"""

from __future__ import annotations

from plugins.damages.people import unsigned
from plugins.mediation import documents
from plugins.mediation.desk import Desk
from plugins.mediation.people import Sides, by_caller, claimant
from wangge import Dossier, Grid, Pairs, Text
from wangge.money import yuan
from wangge.papers import BLANK, Block

_FINDING = ("traffic_happened", "traffic_place", "traffic_weather", "traffic_manner", "traffic_contact")
_FOUND = ("traffic_finding_no", "traffic_found", "traffic_served", "traffic_liability")
_SEEN = ("name", "vehicle", "plate", "insurer", "cover", "liability")


def sides(told: Dossier) -> Sides:
    """Who claims: the right-holders, else the victims, else whoever came; of whom: every other party of the accident."""
    claiming = told.rows("traffic_holders") or told.rows("traffic_victims")
    hurt = {row.get("name") for row in (*claiming, *told.rows("traffic_victims"))}
    other = tuple(claimant(row) for row in told.rows("traffic_parties") if row.get("name") not in hurt)
    return Sides(tuple(map(claimant, claiming)) or by_caller(told).applicants, other)


def losses(told: Dossier) -> Grid:
    """What was lost, item by item, with the sum."""
    table = told.grid("traffic_losses", least=3)
    total = sum(int(row["amount"]) for row in told.rows("traffic_losses") if row.get("amount"))
    return Grid((*table.headers[:1], "金额（元）"), (*table.rows, ("合计", yuan(total) if total else "")))


def facts(told: Dossier) -> tuple[Block, ...]:
    """What Art 93 asks for: basis, facts of the finding, losses, responsibility and shares."""
    return (
        Text("调解依据：《道路交通安全法》《民法典》《人民调解法》和道路交通事故认定书（证明）。"),
        Pairs(told.pair(*_FINDING, *_FOUND)),
        told.grid("traffic_parties", *_SEEN, least=2),
        Text(f"伤亡和损失情况：{told.text('traffic_injury')}"),
        Text("损害赔偿的项目和数额：", heading=True),
        losses(told),
        Text(
            f"各方的损害赔偿责任和比例：{told.text('traffic_liability')}。先由交强险在限额内赔偿，再由商业三者险按合同赔偿，不足部分由侵权人赔偿（《民法典》第一千二百一十三条）。"
        ),
    )


def terms(told: Dossier) -> tuple[str, ...]:
    """What was paid in advance, and what the insurer pays."""
    advanced = f"已垫付人民币{told.text('traffic_advanced')}元：□已从上述金额中扣除　□另行结算。"
    return (
        *((advanced,) if told.has("traffic_advanced") else ()),
        f"由保险公司直接支付的，双方在约定期限内向保险公司提交材料；保险公司支付部分：{BLANK}元，责任人支付部分：{BLANK}元。",
        f"调解日期：{told.text('case_ended_at')}。",
    )


def lacks(told: Dossier) -> tuple[str, ...]:
    """What Art 93 asks for and is not known; a right-holder who has not signed; a death without right-holders."""
    found = []
    if not told.has("traffic_liability"):
        found.append("没有登记责任划分（《道路交通事故处理程序规定》第九十三条）。")
    if not told.has("traffic_losses"):
        found.append("没有登记各项损失（同上）。")
    if told.number("traffic_deaths") and not told.rows("traffic_holders"):
        found.append("有人死亡，没有登记赔偿权利人。")
    return (*found, *unsigned(told, "traffic_holders"))


def roads(_told: Dossier) -> tuple[str, ...]:
    """The police, within three working days; a court, within three years."""
    return (
        "自本次调解终止之日起三个工作日内，可以由各方共同书面申请公安机关交通管理部门调解（《道路交通事故处理程序规定》第八十五条）。",
        "可以向人民法院提起民事诉讼，并列保险公司为共同被告；诉讼时效三年，自知道或者应当知道损害和义务人之日起计算（《民法典》第一百八十八条）。",
        "肇事车辆未投保、逃逸或者费用超过限额的，抢救费、丧葬费可以申请道路交通事故社会救助基金垫付（《道路交通安全法》第七十五条）。",
    )


DESK = Desk(
    "道路交通事故损害赔偿",
    parties=sides,
    manner="traffic_performed_by",
    facts=facts,
    terms=terms,
    lacks=lacks,
    roads=roads,
    rights=(
        "各方参加调解的人员一般不超过三人；除当事人要求不公开的以外，调解公开进行（参照《道路交通事故处理程序规定》第八十七条、第八十九条）。",
        "对事故认定有异议的，可以自认定书送达之日起三个工作日内申请复核一次（第七十一条）。",
    ),
    refusals=(*("一方当事人明确拒绝调解", "事故认定尚未作出或者正在复核", "人民法院已经受理", "没有明确的赔偿义务人或者请求", "其他"),),
    copies="本协议一式　　份，各方当事人各执一份，人民调解委员会留存一份；需要保险理赔的，另交保险公司一份。",
)
DOCUMENTS = documents(DESK)
