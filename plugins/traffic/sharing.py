"""Sharing 分担: the victims' losses over who is liable, as the paper says it: limits, shares, who pays what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from plugins.damages.item import Head, percent
from plugins.traffic.insurance import BEGIN, RAISED, Division, Losses, divide, limits
from plugins.traffic.parties import UNINSURED, Party
from wangge import Field, Inputs, Kind, Line
from wangge.errors import Phrase
from wangge.money import yuan

_AMOUNT = 50_000_000
HAPPENED = Field("happened", "事故日期", Kind.DAY)
VICTIMS = (
    Field("name", "受害人"),
    Field("medical", "医疗费用", Kind.MONEY, most=_AMOUNT),
    Field("injury", "死亡伤残费用", Kind.MONEY, most=_AMOUNT),
    Field("property", "财产损失", Kind.MONEY, most=_AMOUNT),
)
IN_TURN = "《民法典》第一千二百一十三条"
_ART = "《道交损害赔偿解释》第{}条"
_COLUMNS = {Head.MEDICAL: "medical", Head.INJURY: "injury", Head.PROPERTY: "property"}


@dataclass(frozen=True, slots=True)
class Victim:
    """One victim, and the losses by head, in 分."""

    name: str
    losses: Losses

    @property
    def total(self) -> int:
        """All that was lost."""
        return sum(self.losses.values())

    @property
    def finding(self) -> Line:
        """The line that says the loss by heads."""
        heads = "，".join(f"{head} {yuan(amount)}" for head, amount in self.losses.items())
        return Line(f"{self.name}损失", f"{heads}，合计 {yuan(self.total)}")


def victims(rows: Sequence[Inputs]) -> list[Victim]:
    """The victims of a table with the columns `VICTIMS`."""
    return [
        Victim(row.text("name") or f"受害人{place}", {head: row.money(name) for head, name in _COLUMNS.items()})
        for place, row in enumerate(rows, 1)
    ]


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who bears what of an accident."""

    victims: Sequence[Victim]
    parties: Sequence[Party]
    day: date
    division: Division

    def compulsory(self, place: int) -> int:
        """What the compulsory insurance pays the victim at a place, in 分."""
        return sum(sum(paid.values()) for paid in self.division.compulsory[place])

    def payments(self, place: int) -> list[Line]:
        """The lines of who pays the victim at a place: each vehicle's compulsory insurance, its third-party insurance, who is liable."""
        whose = f"{self.victims[place].name}　" if len(self.victims) > 1 else ""
        made = []
        for column, party in enumerate(self.parties):
            name, heads = party.vehicle.name, self.division.compulsory[place][column]
            commercial, person = self.division.commercial[place][column], self.division.person[place][column]
            if any(heads.values()):
                made.append(self._first(f"{whose}%s（{name}）", party, heads))
            if commercial:
                limit = f"限额 {yuan(party.vehicle.commercial)}"
                doubt = "按保险合同；免赔率、医保范围外用药、精神损害抚慰金等约定请核对"
                if len(self.victims) > 1:
                    doubt += "；超过限额的，按各受害人应得的比例分"
                made.append(Line(f"{whose}商业三者险（{name}）", limit, commercial, IN_TURN, doubt=doubt))
            if person:
                made.append(Line(f"{whose}责任人（{name}）", "保险以外应承担的部分", person, IN_TURN))
        return made

    def _first(self, label: str, party: Party, heads: Losses) -> Line:
        bounds = limits(self.day, liable=party.vehicle.liable)
        which = f"{RAISED.isoformat()} {'起' if self.day >= RAISED else '前'}的事故，{'有责' if party.vehicle.liable else '无责'}"
        said = "，".join(f"{head} {yuan(paid)}（限额 {yuan(bounds[head])}）" for head, paid in heads.items())
        law = [IN_TURN]
        if party.cover == UNINSURED:
            law.append(_ART.format("十六"))
        if len(self.parties) > 1:
            law.append(_ART.format("十八"))
        if len(self.victims) > 1:
            law.append(_ART.format("十九"))
        payer = "投保义务人在交强险限额内" if party.cover == UNINSURED else "交强险"
        return Line(label % payer, f"{which}：{said}", sum(heads.values()), "；".join(law))

    def remarks(self) -> list[str]:
        """What the paper says to all of it."""
        said = ["权利人可以请求精神损害抚慰金在交强险中优先赔付（《道交损害赔偿解释》第十三条）。"]
        if any(party.cover == UNINSURED for party in self.parties):
            said.append(
                "未投保、逃逸或者超过限额的，抢救费和丧葬费可由社会救助基金垫付（《道路交通安全法》第七十五条、《民法典》第一千二百一十六条）。"
            )
        return said


def share_out(told: Inputs, hurt: Sequence[Victim], liable: Sequence[Party]) -> Sharing:
    """Divide the losses.

    Args:
        told: the calculator's inputs, with a day `happened`.
        hurt: all victims.
        liable: all who are liable.

    Raises:
        WanggeError: `value_invalid` without a day of the accident, one before there were limits, or shares over 100 %.
    """
    if not told.has("happened") or told.day("happened") < BEGIN:
        raise told.wrong("happened", Phrase("须填事故日期，不早于 {day}，才知道用哪一档限额", day=BEGIN.isoformat()))
    vehicles = [party.vehicle for party in liable]
    together = sum((vehicle.share for vehicle in vehicles), Fraction(0))
    if together > 1:
        table = next(told.fields[name] for name in ("vehicles", "other_vehicles") if name in told.fields)
        raise table.wrong(percent(together), Phrase("各责任方的承担比例合计须在 0 到 100 之间"))
    day = told.day("happened")
    return Sharing(hurt, liable, day, divide([victim.losses for victim in hurt], vehicles, day))
