"""The calculator traffic.damages 交通事故损害赔偿: the items, insurance first, the victim's own share, what was paid in advance."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from plugins.damages.fields import DEAD, FIELDS, STATISTICS
from plugins.damages.item import Head, Loss, percent, receipt
from plugins.damages.loss import loss
from plugins.traffic.parties import LIABLE, SIDE, VEHICLES, party
from plugins.traffic.sharing import HAPPENED, VICTIMS, Victim, share_out, victims
from wangge import Calculator, Field, Inputs, Kind, Line, Reckoning
from wangge.money import yuan

_AMOUNT = 50_000_000
GOODS = Field("property", "财产损失", Kind.MONEY, most=_AMOUNT)
SHARED = (
    SIDE,
    *LIABLE,
    Field("other_vehicles", "其他责任方", Kind.TABLE, columns=VEHICLES),
    Field("other_victims", "同一事故的其他受害人", Kind.TABLE, columns=VICTIMS),
)
ADVANCED = Field("advanced", "已垫付", Kind.MONEY, most=_AMOUNT)


def reckon(told: Inputs) -> Reckoning:
    """What the victim is still owed: the loss, less what the victim bears, less what was paid in advance.

    Who pays stands beside it as findings. Without any input on who is liable, nothing is divided.

    Raises:
        WanggeError: `value_invalid` or `calc_statistic`, naming the field.
    """
    law = "《道交损害赔偿解释》第十二条"
    goods = receipt(told, "property", Head.PROPERTY, law, "维修、车载物品、施救；重置；停运损失；替代性交通工具")
    lost = loss(told, *((goods,) if goods else ()))
    lines, remarks = lost.lines, list(lost.remarks)
    if told.text("outcome") == DEAD:
        remarks.append("同一事故造成多人死亡的，可以以相同数额确定死亡赔偿金（《民法典》第一千一百八十条）。")
    if any(told.has(field.name) for field in SHARED):
        shared, said = _shared(told, lost)
        lines, remarks = [*lines, *shared], [*remarks, *said]
    else:
        remarks.append("没有填责任和保险，未作分担。")
    if told.has("advanced"):
        lines.append(Line("扣除已垫付", amount=-told.money("advanced")))
    made = Reckoning(tuple(lines))
    if made.total < 0:
        remarks.append(f"垫付多于应得，应返还 {yuan(-made.total)} 元。")
    return replace(made, remarks=tuple(remarks))


def _shared(told: Inputs, lost: Loss) -> tuple[list[Line], list[str]]:
    """The lines of what is divided, and what is said to them."""
    side = told.text("side")
    liable = [party(told, "责任方", side)]
    liable += [party(row, row.text("name") or f"责任方{place}", side) for place, row in enumerate(told.rows("other_vehicles"), 2)]
    victim = Victim("受害人", {head: lost.under(head) for head in Head})
    sharing = share_out(told, [victim, *victims(told.rows("other_victims"))], liable)
    own, first = sharing.division.own[0], sharing.compulsory(0)
    left = 1 - sum((each.vehicle.share for each in liable), Fraction(0))
    said = f"（{yuan(victim.total)} － 交强险 {yuan(first)}）× {percent(left)}"
    lines = [victim.finding, *(each.finding for each in liable), Line("受害人自负部分", said, -own, liable[0].finding.law)]
    lines += [
        replace(line, amount=None, formula=f"{yuan(line.amount or 0)}　{line.formula}", label=f"其中：{line.label}")
        for line in sharing.payments(0)
    ]
    return lines, sharing.remarks()


CALCULATOR = Calculator(
    "damages",
    "交通事故人身损害赔偿",
    (HAPPENED, *FIELDS, GOODS, *SHARED, ADVANCED),
    reckon,
    needs=("outcome",),
    statistics=STATISTICS,
    spared=frozenset(STATISTICS),
    takes={"dependants": "traffic_dependants", "advanced": "traffic_advanced"},
)
