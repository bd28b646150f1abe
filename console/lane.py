"""The danger lane and upstream orders 险情、上级工单: the sentences that triage, the event and the plain lines share."""

from __future__ import annotations

from console.office import Office
from console.words import _, say
from wangge import danger
from wangge.department import offered
from wangge.fields import DANGER_ANSWERS
from wangge.limits import Limit, Unit
from wangge.records import Event
from wangge.times import Instant, local
from wangge.upstream import hand_in

ANSWERS = dict(enumerate(DANGER_ANSWERS, start=1))
"""The digits under the question of the danger lane."""


def question(event: Event, office: Office) -> str:
    """What a card of the danger lane asks before anything else; empty for any other card."""
    if not danger.unanswered(event.values):
        return ""
    words = danger.kinds(f"{event.text('title')}\n{event.text('text')}", office.settings.policy).values()
    quoted = "（" + "、".join(f"“{word}”" for word in words) + "）" if words else ""
    asked = say("内容涉及{danger}{words}。请先拨110、报值班长，再登记。", danger=event.text("danger"), words=quoted)
    return asked + "\n" + _("1 已转110　2 已报值班长　3 经核不属实（写明理由）")


def offer(event: Event, office: Office) -> str:
    """Which departments could take an event on as a case, with why; empty for one that is a case already, and for any other."""
    if event.known.get("case_at"):
        return ""
    found = offered(office.catalogue.departments, event.known)
    return "　".join(say("可作为“{kind}”案件受理（{why}）", kind=each.label, why=why) for each, why in found)


def deadlines(event: Event, office: Office) -> str:
    """When an order ends where it came from and when the unit hands in; empty for an event without one."""
    due = event.time("upstream_due")
    if due is None:
        return ""
    system = office.settings.policy.upstream.get(event.text("source"))
    name = str(event.known.get("upstream_system") or "")
    order = say("{system}截止 {due}（不可改）", system="热线" if name.endswith("热线") else name, due=_day(due, office))
    clocks = office.rules.clocks
    planned = event.time("unit_due_at") or hand_in(due, system, clocks, office.now())
    unit = say("单位交回 {due}", due=_day(planned, office))
    if system and system.ahead and planned == hand_in(due, system, clocks, Instant("")):
        unit += say("（提前{ahead}）", ahead=_spoken(system.ahead))
    return order + "　" + unit


def _day(at: Instant, office: Office) -> str:
    wall = local(at, office.settings.zone)
    return f"{wall.month}月{wall.day}日{wall:%H:%M}"


def _spoken(limit: Limit) -> str:
    return f"{limit.number}{'' if limit.unit is Unit.MINUTE else '个'}{limit.unit}"
