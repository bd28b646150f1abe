"""The calculator traffic.insurance 保险赔付: given losses over compulsory insurance, third-party insurance and who is liable."""

from __future__ import annotations

from plugins.traffic.parties import SIDE, VEHICLES, party
from plugins.traffic.sharing import HAPPENED, VICTIMS, share_out, victims
from wangge import Calculator, Field, Inputs, Kind, Line, Reckoning
from wangge.money import yuan

FIELDS = (
    HAPPENED,
    SIDE,
    Field("victims", "受害人损失", Kind.TABLE, columns=VICTIMS),
    Field("vehicles", "责任方", Kind.TABLE, columns=VEHICLES),
)


def reckon(told: Inputs) -> Reckoning:
    """What is paid to all victims, by whom.

    Raises:
        WanggeError: as `party` and `share_out`.
    """
    liable = [party(row, row.text("name") or f"责任方{place}", told.text("side")) for place, row in enumerate(told.rows("vehicles"), 1)]
    sharing = share_out(told, victims(told.rows("victims")), liable)
    lines = [each.finding for each in sharing.parties]
    for place, victim in enumerate(sharing.victims):
        lines += [victim.finding, *sharing.payments(place)]
        if sharing.division.own[place]:
            rest = victim.total - sharing.compulsory(place)
            lines.append(Line(f"{victim.name}自负", f"交强险以外 {yuan(rest)}，自负 {yuan(sharing.division.own[place])}"))
    return Reckoning(tuple(lines), tuple(sharing.remarks()))


CALCULATOR = Calculator(
    "insurance",
    "交强险、商业三者险和责任人的分担",
    FIELDS,
    reckon,
    needs=("happened", "victims", "vehicles"),
    takes={"vehicles": "traffic_parties"},
)
