"""Merging 并案: which events look like one matter, what a merge would do, and what lies in one, in words."""

from __future__ import annotations

from console.office import Office
from console.words import _, say, spoken_text
from wangge.alike import Mark
from wangge.records import Event


def mark_line(mark: Mark) -> str:
    """A mark as a person reads it: how sure, which event, why."""
    sure = _("疑似重复") if mark.likeness.likely else _("或有关联")
    why = "、".join(spoken_text(reason) for reason in mark.likeness.reasons)
    return f"{sure} {mark.event.no}　{mark.event.state}　{mark.event.title}　{why}"


def preview(office: Office, master: Event, orders: list[Event]) -> list[str]:
    """What a merge would do, line by line: the matter, each order with what it keeps, and why they look alike."""
    lines = [say("主件 {no}　{state}　{title}", no=master.no, state=master.state, title=master.title)]
    alike_to = {mark.event.no: mark.likeness for mark in office.queries.alike(master, most=50)}
    for event in orders:
        kept = "　".join(filter(None, (event.text("external_no"), event.text("source"), event.text("upstream_state"))))
        found = alike_to.get(event.no)
        why = "、".join(spoken_text(reason) for reason in found.reasons) if found else _("看不出相像之处，请核对")
        lines.append(f"  {event.no}　{event.state}　{event.title}　{kept}")
        lines.append("    " + say("依据：{why}", why=why))
    held = len(office.queries.matter(master))
    lines.append(say("并后本事项共 {count} 单；每单的编号、上级工单和回访都各自保留，可拆案。", count=held + len(orders)))
    return lines


def order_lines(office: Office, event: Event) -> list[str]:
    """How many orders a matter counts, and which; nothing for an event that is alone."""
    orders = [order for order in office.queries.matter(event) if order.id != event.id]
    if not orders:
        return []
    lines = [say("本事项共 {count} 单，并入：", count=len(orders) + 1)]
    for order in orders:
        kept = (order.no, order.text("external_no"), order.text("source"), order.text("upstream_state"), order.text("satisfaction"))
        lines.append("  " + "　".join(filter(None, kept)))
    return lines
