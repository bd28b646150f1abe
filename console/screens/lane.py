"""The danger lane 险情: the answer that triage and the event wait for."""

from __future__ import annotations

from console.lane import ANSWERS
from console.screens.base import Base
from console.tour import Deed
from console.widgets.entries import Item
from wangge import danger
from wangge.fields import BY_NAME
from wangge.lifecycle import Action
from wangge.records import Event


async def answer(screen: Base, event: Event, digit: int) -> Event | None:
    """Answer the question of the danger lane by its digit; for 不属实 the clerk says why.

    Args:
        screen: over which the clerk is asked.
        event: whose question is open.
        digit: one of `ANSWERS`.

    Returns:
        the event as it is after it; None where the clerk left the form.
    """
    given: dict[str, str] | None = {}
    if ANSWERS[digit] == danger.UNTRUE:
        given = await screen.ask(f"{ANSWERS[digit]}　{event.title}", [Item(BY_NAME["note"])], event.no)
    if given is None:
        return None
    told, desk = {**given, "danger_answer": ANSWERS[digit]}, screen.desk
    done = await desk.write(desk.office.ledger.act, event.no, Action.ANSWER_DANGER, desk.actor(), told, seen=event.version)
    desk.remember(done)
    desk.did(Deed.ANSWERED)
    return done
