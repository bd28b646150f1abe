"""The calculator medical.damages 医疗损害赔偿: the items of a loss, times the degree of responsibility.

Sources: 医疗纠纷预防和处理条例 Art 34, 36, 44; 民法典 Art 1218; the ranges of the degrees follow 《人身损害与疾病因果关系判定指南》 (SF/T 0095-2021),
which is a guide for experts and no rule of liability.
"""

from __future__ import annotations

from dataclasses import replace

from plugins.damages.fields import FIELDS, STATISTICS
from plugins.damages.item import percent
from plugins.damages.loss import loss
from wangge import Calculator, Field, Inputs, Kind, Line, Reckoning
from wangge.money import rounded, yuan

USUAL = {"完全": (96, 100), "主要": (56, 95), "同等": (45, 55), "次要": (16, 44), "轻微": (5, 15), "无": (0, 4)}
"""The usual range of each degree of responsibility 责任程度, in percent."""
IN_PART, IN_FULL = MENTAL = ("按责任比例", "不按责任比例")
_AMOUNT = 50_000_000
OWN = (
    Field("degree", "责任程度", Kind.CHOICE, choices=tuple(USUAL)),
    Field("share", "医方责任比例（%）", Kind.DECIMAL, most=100),
    Field("mental_by", "精神损害抚慰金算法", Kind.CHOICE, choices=MENTAL),
    Field("fee_patient", "患方预交鉴定费", Kind.MONEY, most=_AMOUNT),
    Field("fee_hospital", "医方预交鉴定费", Kind.MONEY, most=_AMOUNT),
    Field("advanced", "医方已支付", Kind.MONEY, most=_AMOUNT),
)
ACT = "《医疗纠纷预防和处理条例》第{}条"


def reckon(told: Inputs) -> Reckoning:
    """What the hospital still owes: the loss, less what the patient's side bears, the fee of the appraisal, less what was paid.

    Raises:
        WanggeError: `value_invalid` or `calc_statistic`, naming the field.
    """
    lost = loss(told)
    share = told.exact("share") / 100
    whole = told.money("mental") if told.text("mental_by") == IN_FULL else 0
    own = rounded((lost.total - whole) * (1 - share))
    part = f"（{yuan(lost.total)} － 精神损害抚慰金 {yuan(whole)}）" if whole else yuan(lost.total)
    doubt = "" if not told.has("mental") or told.has("mental_by") else "精神损害抚慰金已按过错酌定的，不再乘责任比例；各地做法不一"
    lines = [
        *lost.lines,
        _degree(told),
        Line("患方自负部分", f"{part} × {percent(1 - share)}", -own, ACT.format("四十四"), doubt=doubt),
    ]
    if told.has("fee_patient") or told.has("fee_hospital"):
        patient, hospital = told.money("fee_patient"), told.money("fee_hospital")
        bears = rounded((patient + hospital) * (1 - share))
        said = f"患方预交 {yuan(patient)} － 应承担 {yuan(patient + hospital)} × {percent(1 - share)}"
        lines.append(Line("鉴定费结算", said, patient - bears, ACT.format("三十四")))
    if told.has("advanced"):
        lines.append(Line("扣除医方已支付", amount=-told.money("advanced")))
    made = Reckoning(tuple(lines))
    remarks = [*lost.remarks, "治疗原发疾病的费用不是损害，不计入医疗费。"]
    if made.total < 0:
        remarks.append(f"已支付多于应得，应返还 {yuan(-made.total)} 元。")
    return replace(made, remarks=tuple(remarks))


def _degree(told: Inputs) -> Line:
    """The finding of the share, doubted when it is not what the degree usually means."""
    degree, share = told.text("degree"), told.exact("share")
    said = f"{degree}责任，{percent(share / 100)}" if degree else percent(share / 100)
    doubt = "比例由鉴定意见和双方协商确定"
    if degree:
        least, most = USUAL[degree]
        doubt += f"；“{degree}”通常在 {least}% 到 {most}%" + ("" if least <= share <= most else "，所填不在其中")
    return Line("医方责任比例", said, law=f"{ACT.format('三十六')}；《民法典》第一千二百一十八条", doubt=doubt)


CALCULATOR = Calculator(
    "damages",
    "医疗损害赔偿",
    (Field("happened", "损害发生日期", Kind.DAY), *FIELDS, *OWN),
    reckon,
    needs=("outcome", "share"),
    statistics=STATISTICS,
    spared=frozenset(STATISTICS),
    takes={"degree": "medical_degree", "dependants": "medical_dependants"},
)
