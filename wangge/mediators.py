"""Mediators 调解员: the office's register, who may not take a case, and who fits it best, with why.

Sources: 人民调解法 Art 13–16 (who mediates), Art 23 (parties choose); 医疗纠纷预防和处理条例 Art 37 (recusal of experts, used here for mediators
as good practice).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from wangge.case import Case, Changes, Effects
from wangge.errors import Phrase
from wangge.lifecycle import Action
from wangge.listing import ListColumn, words

REGISTER = "调解员名册"
"""The office's step that brings the register."""
PARTIES = ("_employer", "_hospital", "_company", "_institution", "_insurer")
"""How fields of departments end that hold a party which is no person."""
SPECIALITY, AREA, GOLD = 4, 2, 1
"""Points for what fits; one is taken off for each case under way [LOCAL practice: who fits before who is free]."""


@dataclass(frozen=True, slots=True)
class Mediator:
    """A mediator 调解员.

    Attributes:
        name: who it is.
        unit: where he works.
        specialities: kinds of case or matters that he knows.
        areas: streets and communities that he serves.
        gold: 金牌调解员.
    """

    name: str
    unit: str = ""
    specialities: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    gold: bool = False


COLUMNS = (
    ListColumn("name", "姓名", required=True, synonyms=("调解员",)),
    ListColumn("unit", "工作单位", synonyms=("单位",)),
    ListColumn("specialities", "专长", words, synonyms=("擅长", "擅长领域")),
    ListColumn("areas", "负责片区", words, synonyms=("片区", "社区", "服务区域")),
    ListColumn("gold", "金牌", lambda text: text in {"是", "√", "1"}, synonyms=("金牌调解员", "是否金牌")),
)
"""The register as a workbook."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mediator for a case: how well he fits, why, and why he must stay away (empty when he may take it)."""

    mediator: Mediator
    points: int
    load: int
    reasons: tuple[str, ...]
    conflicts: tuple[str, ...] = ()


def candidates(
    register: Iterable[Mediator], values: Mapping[str, object], loads: Mapping[str, int], named: Collection[str]
) -> tuple[Candidate, ...]:
    """The mediators for a case, who fits best first; those with a conflict last.

    Args:
        register: the office's mediators.
        values: what is known of the event, masked.
        loads: open cases by mediator.
        named: mediators whose very names the event's parties have, found where the names are not masked.
    """
    found = [_candidate(each, values, loads.get(each.name, 0), named) for each in register]
    return tuple(sorted(found, key=lambda each: (bool(each.conflicts), -each.points, each.load, each.mediator.name)))


def _candidate(mediator: Mediator, values: Mapping[str, object], load: int, named: Collection[str]) -> Candidate:
    kinds = {str(values.get(name) or "") for name in ("department", "category", "subcategory")} - {""}
    places = {str(values.get(name) or "") for name in ("street", "community")} - {""}
    known = next((word for word in mediator.specialities if any(word in kind for kind in kinds)), "")
    near = next((area for area in mediator.areas if area in places), "")
    reasons = [
        *([Phrase("专长“{word}”", word=known)] if known else []),
        *([Phrase("负责“{area}”", area=near)] if near else []),
        *([Phrase("金牌调解员")] if mediator.gold else []),
        Phrase("在办 {load} 件", load=load),
    ]
    points = SPECIALITY * bool(known) + AREA * bool(near) + GOLD * mediator.gold - load
    return Candidate(mediator, points, load, tuple(reasons), tuple(_conflicts(mediator, values, named)))


def _conflicts(mediator: Mediator, values: Mapping[str, object], named: Collection[str]) -> Iterable[str]:
    if mediator.name in named:
        yield Phrase("与当事人同名，请核对是不是本人")
    own = mediator.unit
    parties = (str(value) for name, value in values.items() if name.endswith(PARTIES))
    if own and own in parties:
        yield Phrase("工作单位“{unit}”是当事人", unit=own)


def to_json(register: Iterable[Mediator]) -> str:
    """The register as its step tells it."""
    return json.dumps([asdict(each) for each in register], ensure_ascii=False)


def from_json(text: str) -> tuple[Mediator, ...]:
    """The register that `to_json` wrote."""
    rows: Iterable[dict[str, Any]] = (
        {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()} for row in json.loads(text)
    )
    return tuple(Mediator(**row) for row in rows)


def _assign(case: Case) -> Changes:
    """指定调解员: with the statement on recusal that was signed."""
    return {"mediator": case.filled["mediator"], "recusal": case.filled["recusal"]}


EFFECTS: Effects = {Action.ASSIGN: _assign}
