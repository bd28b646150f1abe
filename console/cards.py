"""The card 卡片: what triage says of an event, and what Enter would write of it.

Pure functions of the event, what is proposed for it, and what the clerk has changed of that.
"""

from __future__ import annotations

from collections.abc import Mapping

from console.batch import name_of
from console.columns import known_as
from console.lane import deadlines, offer
from console.office import Office
from console.words import _, say, spoken_text
from wangge.duty import Duty
from wangge.fields import BY_NAME
from wangge.lifecycle import Action, Path
from wangge.records import Event
from wangge.suggestion import LIMIT, MATTER, PARTS, PLACE, TIER, UNIT, Proposal
from wangge.times import chinese

_BESIDE_TEXT = ("place", "street", "community", "grid", "caller", "caller_phone", "category", "subcategory", "worker", "missing")


def head(card: Event, office: Office) -> str:
    """The first line: state, number, source, and both times."""
    zone = office.settings.zone
    told = [card.state, known_as(card), card.text("source"), say("上报 {at}", at=chinese(card.time("reported_at"), zone))]
    if card["due_at"]:
        told.append(say("期限 {at}", at=chinese(card.time("due_at"), zone)))
    return "　".join(filter(None, told))


def text(card: Event, office: Office) -> str:
    """What a clerk reads to decide: the text, then where and who."""
    lines = [card.text("text") or _("（来件没有内容）"), ""]
    lines += [f"{_(BY_NAME[name].label)}　{card.text(name)}" for name in _BESIDE_TEXT if card.text(name)]
    lines.append(offer(card, office))
    return "\n".join(lines).rstrip()


def chosen(duty: Duty) -> dict[str, str]:
    """What a row of the duty list says of a card whose matter the clerk chose."""
    more = {"limit": duty.limit, "co_units": "、".join(duty.co_units), "tier": duty.tier}
    return {"category": duty.category, "subcategory": duty.matter, "unit": duty.unit, **more}


def plan(card: Event, found: Proposal, changed: Mapping[str, str]) -> dict[str, str]:
    """What Enter would write, by field name: the suggestion, and what the clerk has changed of it.

    Args:
        card: what it already says of itself stays.
        found: what is proposed.
        changed: what the clerk chose instead; an empty value takes the item out.
    """
    written = {name: value for part in PARTS if (best := found.best(part)) for name, value in best.given.items()}
    written = {name: value for name, value in written.items() if not card.text(name) or name in _ALWAYS or _replaces(name, found)}
    written["category"] = card.text("category") or written.get("category", "")
    written["unit"] = card.text("unit") or written.get("unit", "")
    duty = found.duty
    if duty and changed.get("unit", written["unit"]) == duty.unit:
        written["co_units"] = "、".join(duty.co_units)
    return {name: value for name, value in {**written, **changed}.items() if value}


_ALWAYS = frozenset({"limit"})


def _replaces(name: str, found: Proposal) -> bool:
    """Whether a place is proposed instead of the virtual one that the card came with."""
    return name in ("community", "grid") and found.best(PLACE) is not None


def suggestion(
    card: Event, planned: Mapping[str, str], found: Proposal, changed: Mapping[str, str], office: Office
) -> tuple[tuple[tuple[str, str], ...], str]:
    """The box under the card: what Enter would write, a line for each part with its reason, and when it ends.

    Args:
        card: the event.
        planned: what `plan` says of it.
        found: what is proposed.
        changed: what the clerk chose instead.
        office: whose limits are counted.

    Returns:
        what would be written, and why.
    """
    matter = " / ".join(filter(None, (planned.get("category"), planned.get("subcategory") or card.text("subcategory"))))
    own = _("来件期限") if card["due_at"] else str(office.rules.clocks.limit_for({**card.values, **planned})[0])
    unit = say("单位 {unit}", unit=planned.get("unit", "—"))
    if planned.get("co_units"):
        unit += "　" + say("协办 {units}", units=planned["co_units"])
    place = planned.get("community") or card.text("community"), planned.get("grid") or card.text("grid")
    tier = planned.get("tier") or card.text("tier")
    lines = [
        (say("类别 {matter}", matter=matter or "—"), why(found, MATTER, changed) or _("没有相符的权责事项：按 2 选单位，或按 F7 列为疑难")),
        (unit, why(found, UNIT, changed)),
        (say("网格 {grid}", grid="/".join(filter(None, place)) or "—"), why(found, PLACE, changed)),
        (say("时限 {limit}", limit=planned.get("limit") or own), why(found, LIMIT, changed)),
        *([(say("层级 {tier}", tier=tier), why(found, TIER, changed))] if tier else []),
    ]
    ends = deadlines(card, office)
    return tuple((part, say("依据：{why}", why=because) if because else "") for part, because in lines), ends


_SETS = {MATTER: "category", UNIT: "unit", PLACE: "community", LIMIT: "limit", TIER: "tier"}


def why(found: Proposal, part: str, changed: Mapping[str, str]) -> str:
    """Why a part stands as it does; empty where nothing is proposed."""
    if _SETS[part] in changed:
        return _("已改")
    best = found.best(part)
    return spoken_text(best.why) if best else ""


def outcome(what: Action | Path, event: Event, office: Office) -> str:
    """What a decision made of a card: where it stands now, who moves next, and until when."""
    due = say("，期限 {at}", at=chinese(event.time("due_at"), office.settings.zone)) if event["due_at"] else ""
    text = "{action}：{no} → {state}，责任方 {owner}{due}"
    return say(text, action=name_of(what), no=known_as(event), state=event.state, owner=event.owner, due=due)
