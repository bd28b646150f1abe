"""The victim 受害人: the dates in their order, the age that counts, and what does not go with the outcome."""

from __future__ import annotations

from datetime import date

from plugins.damages.fields import DEAD, DISABLED, INJURED
from plugins.damages.years import age_on
from wangge import Inputs
from wangge.errors import Phrase

_ONLY = {
    "grades": (DISABLED,),
    "rated": (DISABLED,),
    "work_loss": (DISABLED,),
    "died": (DEAD,),
    "burial_costs": (DEAD,),
    "dependants": (DISABLED, DEAD),
}


def check(told: Inputs) -> None:
    """Check what was told of the victim against itself.

    Raises:
        WanggeError: `value_invalid` for dates out of order, days of lost work beyond the rating, or an item that the outcome excludes.
    """
    told.in_order("birthday", "happened", "rated", "settled")
    told.in_order("birthday", "happened", "died", "settled")
    outcome = told.text("outcome")
    for name, outcomes in _ONLY.items():
        if told.has(name) and outcome not in outcomes:
            raise told.wrong(name, Phrase("损害后果是“{outcome}”时不填这一项", outcome=outcome))
    if outcome == DISABLED and told.has("rated") and told.has("happened"):
        most = (told.day("rated") - told.day("happened")).days
        if told.number("lost_days") > most:
            raise told.wrong("lost_days", Phrase("误工最多计算到定残日前一天，须在 0 到 {most} 之间", most=most))


def day_of_age(told: Inputs) -> date | None:
    """The day on which ages count: that of the rating, or of death; None when it was not told."""
    name = _day_field(told)
    return told.day(name) if name and told.has(name) else None


def age(told: Inputs) -> int:
    """The victim's age that counts.

    Raises:
        WanggeError: `value_invalid` when neither an age nor a birthday with its day was told, or the two do not fit.
    """
    day = day_of_age(told)
    if not told.has("birthday"):
        if not told.has("age"):
            raise told.wrong("age", Phrase("须填周岁，或者填出生日期和定残日（死亡日期）"))
        return told.number("age")
    if day is None:
        raise told.wrong(_day_field(told), Phrase("填了出生日期的，须填这一天，才能算周岁"))
    found = age_on(told.day("birthday"), day)
    if told.has("age") and told.number("age") != found:
        raise told.wrong("age", Phrase("与出生日期不符，应为 {age}", age=found))
    return found


def _day_field(told: Inputs) -> str:
    return {DISABLED: "rated", DEAD: "died", INJURED: ""}[told.text("outcome")]
