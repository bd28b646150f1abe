"""The medical desk on the papers of mediation: patient's side and hospital, appraisal, what local rules ask for before an agreement.

Sources: 医疗纠纷预防和处理条例 Art 16, 24, 25 (copies and seals), 30, 31, 34-36, 38-40, 42; the items follow the papers of a city's committee. From
which claim on an appraisal or the insurer is needed is local: the office publishes it as a figure (`STATISTICS`).
"""

from __future__ import annotations

from plugins.damages.people import unsigned
from plugins.mediation import documents
from plugins.mediation.desk import Desk, number
from plugins.mediation.people import Party, Sides, by_caller, claimant, unit
from plugins.medical.form import REFUSALS
from wangge import Document, Dossier, Pairs, Paper, Signatures, Text
from wangge.money import yuan
from wangge.papers import BLANK, BY_FINGER, Block

APPRAISAL_FROM, INSURER_FROM = STATISTICS = ("medical_appraisal_from_amount", "medical_insurer_from_amount")
"""Figures of `[statistics]`: the claim from which an appraisal, or the insurer's presence, is asked for before an agreement; none nationally."""
_FACTS = ("medical_patient", "medical_hospital", "medical_department", "medical_visited", "medical_record_no", "medical_stage")
_APPRAISED = ("medical_appraiser", "medical_appraisal_from", "medical_appraisal_to", "medical_degree")


def sides(told: Dossier) -> Sides:
    """The right-holders where the patient died, else the patients, else whoever came; and the hospital."""
    claiming = told.rows("medical_holders") or told.rows("medical_patients")
    return Sides(tuple(map(claimant, claiming)) or by_caller(told).applicants, (hospital(told),))


def hospital(told: Dossier) -> Party:
    """The hospital with its legal representative and its agent."""
    return unit(
        told.text("medical_hospital", ""),
        address=told.text("medical_hospital_address", ""),
        head=told.text("medical_head", ""),
        contact=told.text("medical_agent", ""),
    )


def facts(told: Dossier) -> tuple[Block, ...]:
    """The patient, the reason of the visit, what is claimed, what the appraisers found."""
    return (
        Pairs(told.pair(*_FACTS)),
        Pairs((("就诊原因", told.text("medical_reason", "\n")), ("损害后果", told.text("medical_harm", ""))), across=1),
        Text(f"患方索赔：{told.amount('medical_claim')}。"),
        Pairs(told.pair(*_APPRAISED)),
    )


def terms(told: Dossier) -> tuple[str, ...]:
    """How degree and payment belong together, and what becomes of what was sealed."""
    sealed = "封存的病历资料、实物由医疗机构在协议履行后按规定启封（《医疗纠纷预防和处理条例》第二十四条、第二十五条）。"
    insurer = f"由医疗责任保险支付的部分：{BLANK}元，由医疗机构支付的部分：{BLANK}元。"
    return (
        *((insurer,) if told.values.get("medical_insured") == "是" else ()),
        *((sealed,) if told.values.get("medical_sealed") == "是" else ()),
    )


def lacks(told: Dossier) -> tuple[str, ...]:
    """A claim over the local threshold without an appraisal or without the insurer; a right-holder who has not signed; an appraisal under way."""
    found = []
    claim = told.number("medical_claim")
    limit = told.statistics.on(APPRAISAL_FROM, told.today)
    if limit and claim >= limit.value and not told.has("medical_appraisal_to"):
        source = limit.source or "本地规定"
        found.append(f"索赔金额 {yuan(claim)} 元达到 {yuan(limit.value)} 元，协议前须先鉴定，还没有收到鉴定意见（{source}）。")
    limit = told.statistics.on(INSURER_FROM, told.today)
    if limit and claim > limit.value and told.values.get("medical_insurer_in") != "是":
        found.append(f"索赔金额 {yuan(claim)} 元超过 {yuan(limit.value)} 元，须有保险机构参加（{limit.source or '本地规定'}）。")
    for begin, end in (("medical_appraisal_from", "medical_appraisal_to"), ("medical_reappraisal_from", "medical_reappraisal_to")):
        if told.has(begin) and not told.has(end):
            found.append(f"“{told.label(begin)}”以后还没有收到鉴定意见。")
    return (*dict.fromkeys(found), *unsigned(told, "medical_holders"))


def sealing(told: Dossier) -> Paper:
    """The list of what was sealed or copied 封存复制清单, which both sides sign (Art 16, 24, 25)."""
    return Paper(
        "病历资料和实物封存、复制清单",
        (
            Pairs(
                (
                    ("患者", told.text("medical_patient", "")),
                    ("医疗机构", told.text("medical_hospital", "")),
                    *told.pair("medical_record_no", "medical_sealed_on"),
                )
            ),
            told.grid("medical_sealed_list", least=8),
            Text(
                "封存须医患双方在场，封存件由医疗机构保管；可以封存原件，也可以封存复制件。复制件由医疗机构加盖证明印记。患者死亡的，由近亲属行使。"
            ),
            Text("疑似输液、输血、注射、用药引起不良后果的，应当封存实物；疑似输血引起的，通知血站派员到场。"),
            Signatures(("患方", "医方", "见证人"), "医疗机构"),
        ),
        number(told),
        foot=("《医疗纠纷预防和处理条例》第十六条、第二十四条、第二十五条。",),
    )


def consultation(told: Dossier) -> Paper:
    """The application 专家咨询申请书 with the three questions that are always asked (Art 35, 36)."""
    patients, hospital_name = DESK.names(told)
    return Paper(
        "专家咨询申请书",
        (
            Pairs((("患方", patients), ("医方", hospital_name), ("申请日期", ""), ("专家组别", told.text("medical_experts", "")))),
            Pairs((("争议事项", told.text("text", "\n\n\n")),), across=1),
            Text("请专家就下列问题提出意见：", heading=True),
            Text(
                "1．医疗机构及其医务人员的诊疗行为有无过错；\n2．诊疗行为与损害后果之间有无因果关系；\n3．诊疗行为在损害后果中的责任程度。"
            ),
            Text("咨询专家与当事人有近亲属、利害或者其他可能影响公正的关系的，应当回避（《医疗纠纷预防和处理条例》第三十七条）。"),
            Signatures(("患方", "医方"), how=BY_FINGER),
        ),
        number(told),
    )


def roads(_told: Dossier) -> tuple[str, ...]:
    """The health department's mediation, a court; within three years."""
    return (
        "可以申请医疗纠纷行政调解；已向人民法院起诉或者已申请其他调解并受理的，不予受理（《医疗纠纷预防和处理条例》第四十条）。",
        "可以向人民法院提起诉讼；诉讼时效三年，自知道或者应当知道权利受到损害以及义务人之日起计算（《民法典》第一百八十八条）。",
        "封存的病历资料、实物满三年未再提出解决要求的，医疗机构可以自行启封（第二十四条、第二十五条）。",
    )


DESK = Desk(
    "医疗纠纷",
    body="医疗纠纷人民调解委员会",
    parties=sides,
    claims="medical_request",
    agent="medical_agent",
    agreement_no="medical_agreement_no",
    facts=facts,
    terms=terms,
    effect=(
        "本协议由双方当事人签字或者盖章，经人民调解员签字并加盖医疗纠纷人民调解委员会印章后生效（《医疗纠纷预防和处理条例》第三十九条）。",
    ),
    lacks=lacks,
    roads=roads,
    rights=(
        "调解自受理之日起三十个工作日内完成，鉴定时间不计入；经双方和调解委员会约定可以延长，逾期未达成协议的视为调解不成（《医疗纠纷预防和处理条例》第三十八条）。",
        "双方可以共同委托医疗损害鉴定，鉴定费由双方预交，最终由责任方按责任比例承担（第三十四条）。",
        "调解不公开，未经双方同意不得公开进行，也不得公开调解内容（第四十二条）。",
    ),
    refusals=REFUSALS,
    refusal="medical_refusal",
    copies="本协议一式五份：医方三份，患方一份，调解委员会一份。",
)
DOCUMENTS = (
    *documents(DESK),
    Document("sealing", "封存复制清单", sealing),
    Document("consultation", "专家咨询申请书", consultation),
)
