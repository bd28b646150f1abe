"""The card 卡片: what triage says of an event, and what Enter would write of it.

Pure functions of the event, what the duty list suggests for it, and what the clerk has changed of that.
"""

from __future__ import annotations

from collections.abc import Mapping

from console.batch import name_of
from console.lane import deadlines, offer
from console.office import Office
from console.words import _, say, spoken_text
from wangge.duty import Duty, Suggestion
from wangge.fields import BY_NAME
from wangge.lifecycle import Action, Path
from wangge.records import Event
from wangge.times import chinese

_BESIDE_TEXT = ("place", "street", "community", "grid", "caller", "caller_phone", "category", "subcategory", "worker", "missing")


def known_as(event: Event) -> str:
    """The number that people know an event by: the one it came with, else our own."""
    return event.text("external_no") or event.no


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


def plan(card: Event, found: Suggestion | None, changed: Mapping[str, str]) -> dict[str, str]:
    """What Enter would write, by field name: the suggestion, and what the clerk has changed of it.

    Args:
        card: what it already says of itself stays.
        found: what the duty list suggests.
        changed: what the clerk chose instead; an empty value takes the item out.
    """
    written = {"category": card.text("category"), "unit": card.text("unit")}
    if found:
        written["category"] = written["category"] or found.duty.category
        written["unit"] = written["unit"] or found.duty.unit
        if not card.text("subcategory"):
            written["subcategory"] = found.duty.matter
        written["limit"] = found.duty.limit
        if changed.get("unit", found.duty.unit) == found.duty.unit:
            written["co_units"] = "、".join(found.duty.co_units)
        if not card.text("tier"):
            written["tier"] = found.duty.tier
    return {name: value for name, value in {**written, **changed}.items() if value}


def suggestion(card: Event, planned: Mapping[str, str], why: object, office: Office) -> tuple[str, str]:
    """The box under the card: what Enter would write, when it ends, and why.

    Args:
        card: the event.
        planned: what `plan` says of it.
        why: the reason, in our words.
        office: whose limits are counted.

    Returns:
        what would be written, and why.
    """
    matter = " / ".join(filter(None, (planned.get("category"), planned.get("subcategory") or card.text("subcategory"))))
    own = _("来件期限") if card["due_at"] else str(office.rules.clocks.limit_for({**card.values, **planned})[0])
    parts = [
        say("类别 {matter}", matter=matter or "—"),
        say("单位 {unit}", unit=planned.get("unit", "—")),
        *([say("协办 {units}", units=planned["co_units"])] if planned.get("co_units") else []),
        say("时限 {limit}", limit=planned.get("limit") or own),
        say("网格 {grid}", grid="/".join(filter(None, (planned.get("community") or card.text("community"), card.text("grid")))) or "—"),
    ]
    ends = deadlines(card, office)
    return "　".join(parts) + (f"\n{ends}" if ends else ""), say("依据：{why}", why=spoken_text(why))


def outcome(what: Action | Path, event: Event, office: Office) -> str:
    """What a decision made of a card: where it stands now, who moves next, and until when."""
    due = say("，期限 {at}", at=chinese(event.time("due_at"), office.settings.zone)) if event["due_at"] else ""
    text = "{action}：{no} → {state}，责任方 {owner}{due}"
    return say(text, action=name_of(what), no=known_as(event), state=event.state, owner=event.owner, due=due)
