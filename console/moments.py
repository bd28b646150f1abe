"""Moments 时间: a date or time as a person types it, read on the office's wall."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from console.office import Office
from wangge.dates import told
from wangge.errors import WanggeError
from wangge.times import CHINA, Instant, from_wall, local


def moment(text: str, today: date | None = None, zone: ZoneInfo = CHINA) -> datetime:
    """A date or time as typed, in ISO form or in any habit of a clerk, on the office's wall.

    Args:
        text: what was typed; a zone that it names is heeded.
        today: the office's today, for relative dates.
        zone: the office's zone.

    Raises:
        WanggeError: `time_unreadable`.
    """
    try:
        wall = told(text, zone, today)
    except OverflowError:
        wall = None
    if wall is None:
        raise WanggeError("time_unreadable", value=text)
    return wall


def at_time(text: str, office: Office) -> Instant | None:
    """A time as typed, as an instant; None for nothing.

    Raises:
        WanggeError: `time_unreadable`.
    """
    if not text:
        return None
    zone = office.settings.zone
    return from_wall(moment(text, local(office.now(), zone).date(), zone), zone)
