"""Who is liable for an accident, and for how much 责任方: the responsibility that was found, the share that follows, the insurance.

Sources: 道路交通事故处理程序规定 Art 60 (the five classes); 道路交通安全法 Art 76 (shares; a province's table of them is local).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from plugins.damages.item import percent
from plugins.traffic.insurance import Vehicle
from wangge import Field, Inputs, Kind, Line
from wangge.errors import Phrase

FULL, NONE = "全部", "无责任"
USUAL = {FULL: 100, "主要": 70, "同等": 50, "次要": 30, NONE: 0}
"""The shares that are usual between motor vehicles, in percent; no law gives the three in the middle."""
INSURED, UNINSURED, NO_MOTOR = COVERS = ("已投保", "未投保", "非机动车")
MOTOR, WALKING = SIDES = ("机动车", "非机动车或者行人")
FAULTLESS = 10
"""The most that a motor vehicle without fault owes a person on foot or on a bicycle, in percent."""
_LIMIT = 100_000_000

SIDE = Field("side", "受害人一方", Kind.CHOICE, choices=SIDES)
LIABLE = (
    Field("liability", "责任", Kind.CHOICE, choices=tuple(USUAL)),
    Field("share", "承担比例（%）", Kind.DECIMAL, most=100),
    Field("commercial", "商业三者险限额", Kind.MONEY, most=_LIMIT),
    Field("cover", "交强险", Kind.CHOICE, choices=COVERS),
)
VEHICLES = (Field("name", "责任方"), *LIABLE)


@dataclass(frozen=True, slots=True)
class Party:
    """One who is liable.

    Attributes:
        vehicle: as the division needs it.
        cover: its compulsory insurance, one of `COVERS`.
        finding: the line that says its share, and why.
    """

    vehicle: Vehicle
    cover: str
    finding: Line


def party(told: Inputs, name: str, side: str) -> Party:
    """One who is liable, from the inputs of `LIABLE`.

    Args:
        told: the calculator's inputs, or a row of its vehicles.
        name: as the paper says it.
        side: which of `SIDES` the victim was on.

    Raises:
        WanggeError: `value_invalid` without a share where none is usual, or with one that the law excludes.
    """
    liability, motor = told.text("liability"), told.text("cover") != NO_MOTOR
    walking = motor and side == WALKING
    share = told.exact("share") if told.has("share") else _usual(told, name, walking=walking)
    most = 100 if liability != NONE or not motor else FAULTLESS if walking else 0
    if share > most:
        raise told.wrong("share", Phrase("机动车一方无责任的，须在 0 到 {most} 之间（《道路交通安全法》第七十六条）", most=most))
    found = f"{liability.removesuffix('责任')}责任，" if liability else ""
    finding = Line(
        f"{name}承担比例",
        f"{found}交强险以外承担 {percent(share / 100)}",
        law="《道路交通安全法》第七十六条" if motor else "《民法典》第一千一百六十五条、第一千一百七十三条",
        doubt="" if told.has("share") or liability in {FULL, NONE} else "按通常比例；法律没有规定数字，请按当地规定和案情核对",
    )
    liable = liability != NONE if liability else share > 0
    return Party(Vehicle(name, share / 100, liable, motor, told.money("commercial")), told.text("cover") or INSURED, finding)


def _usual(told: Inputs, name: str, *, walking: bool) -> Fraction:
    """The share that follows from the responsibility alone, in percent."""
    liability = told.text("liability")
    if not liability:
        raise told.wrong("share", Phrase("“{name}”须填责任，或者填承担比例，在 0 到 100 之间", name=name))
    if walking and liability != FULL:
        raise told.wrong("share", Phrase("机动车与非机动车、行人之间的比例由当地规定，“{name}”须填，在 0 到 100 之间", name=name))
    return Fraction(USUAL[liability])
