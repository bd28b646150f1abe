"""Moments 时间: a date or time as a person types it, read on the office's wall."""

from __future__ import annotations

from datetime import date, datetime

from console.office import Office
from wangge.dates import typed
from wangge.errors import WanggeError
from wangge.times import Instant, from_wall, local


def moment(text: str, today: date | None = None) -> datetime:
    """A date or time as typed, in ISO form or in any habit of a clerk.

    Args:
        text: what was typed.
        today: the office's today, for relative dates.

    Raises:
        WanggeError: `time_unreadable`.
    """
    wall: datetime | None
    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        wall = typed(text, today)
    if wall is None or not 1900 < wall.year < 2200:
        raise WanggeError("time_unreadable", value=text)
    return wall


def at_time(text: str, office: Office) -> Instant | None:
    """A time as typed, as an instant; None for nothing.

    Raises:
        WanggeError: `time_unreadable`.
    """
    if not text:
        return None
    wall = moment(text, local(office.now(), office.settings.zone).date())
    if wall.tzinfo is not None:
        wall = wall.astimezone(office.settings.zone).replace(tzinfo=None)
    return from_wall(wall, office.settings.zone)
