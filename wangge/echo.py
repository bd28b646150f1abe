"""The echo 回显: what an entry was understood as, and what is doubtful about it, while it is being typed.

A doubt is told and never keeps anything from being saved; what the ledger refuses, `Field.clean` refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from wangge import dates, money
from wangge.codes import credit_fault, id_fault, phone_fault
from wangge.errors import Phrase, WanggeError
from wangge.field import Field, Kind
from wangge.times import CHINA


@dataclass(frozen=True, slots=True)
class Echo:
    """What was understood.

    Attributes:
        text: a value as it will be read, where it looks different from what was typed; empty otherwise.
        at: the day or time that was meant.
        doubt: one short sentence on what does not look right; empty for nothing.
    """

    text: str = ""
    at: datetime | None = None
    doubt: str = ""


def echo(field: Field, text: str, today: date) -> Echo:
    """What `text`, typed into the entry of `field`, is understood as.

    Args:
        field: what the entry asks for.
        text: what was typed; nothing is understood of nothing.
        today: the office's today, for days that are typed from it and for births.
    """
    text = text.strip()
    if not text or field.kind is Kind.TABLE:
        return Echo()
    if field.kind in {Kind.TIME, Kind.DAY}:
        return _moment(text, today)
    if field.kind in _COUNTED:
        return _counted(field, text)
    if field.kind is Kind.ID_NUMBER:
        return Echo(doubt=id_fault(text, today))
    if field.kind in _FAULTS:
        return Echo(doubt=_FAULTS[field.kind](text))
    if field.longest and len(text) > field.longest:
        return Echo(doubt=Phrase("有 {length:,} 字，最多 {limit:,} 字", length=len(text), limit=field.longest))
    if field.choices and text not in field.choices:
        return Echo(doubt=Phrase("不在可选的几项里"))
    return Echo()


def _moment(text: str, today: date) -> Echo:
    try:
        at = dates.told(text, CHINA, today)
    except OverflowError:
        at = None
    return Echo(doubt=Phrase("读不懂，可写 11-20、昨天下午3点、-1")) if at is None else Echo(at=at)


def _counted(field: Field, text: str) -> Echo:
    try:
        kept = _COUNTED[field.kind](field, text)
    except WanggeError as error:
        return Echo(doubt=str(error.params["reason"]) if not isinstance(error.params["reason"], Phrase) else error.params["reason"])
    shown = f"{money.yuan(int(kept))} 元" if field.kind is Kind.MONEY else str(kept)
    return Echo(shown if shown.removesuffix(" 元") != text else "")


_COUNTED: Mapping[Kind, Callable[[Field, object], str | int]] = {
    Kind.NUMBER: Field.read_number,
    Kind.DECIMAL: Field.read_decimal,
    Kind.MONEY: Field.read_money,
}
_FAULTS: Mapping[Kind, Callable[[str], str]] = {Kind.PHONE: phone_fault, Kind.CREDIT_CODE: credit_fault}
