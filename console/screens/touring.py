"""Touring 导览操作: what the clerk may do with the tour: pass over a step, leave it, take it up, take it again."""

from __future__ import annotations

from console.demo import arrive
from console.screens.base import Base
from console.words import _


async def steer(screen: Base) -> None:
    """Ask what is to be done with the tour, and do it; nothing in an office that has none."""
    desk, tour = screen.desk, screen.desk.tour
    if tour is None:
        return
    skip, stop, resume, again = _("跳过这一步"), _("停下，以后接着看"), _("接着看"), _("从头再走一遍")
    choices = [again]
    if tour.running:
        choices[:0] = [skip, stop] if tour.step else [stop]
    elif tour.at:
        choices[:0] = [resume]
    chosen = await screen.pick(_("导览"), choices)
    if chosen == skip:
        tour.skip()
    elif chosen == stop:
        tour.stop()
    elif chosen == resume:
        tour.resume()
    elif chosen == again:
        await desk.read(arrive, desk.office)
        tour.begin()
    desk.show_tour()
