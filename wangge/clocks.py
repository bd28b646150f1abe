"""Clocks 时钟: the limit that applies to an event, and when it ends on the office's calendar."""

from __future__ import annotations

from collections.abc import Mapping

from wangge.calendar import Calendar
from wangge.limits import Deadline, Limit, deadline
from wangge.settings import Settings
from wangge.times import Instant, from_wall, local

DEFAULT_ROW = "默认"


class Clocks:
    """An office's limit table on its working calendar."""

    def __init__(self, settings: Settings, calendar: Calendar) -> None:
        self.settings = settings
        self.calendar = calendar

    def limit_for(self, values: Mapping[str, object]) -> tuple[Limit, str]:
        """The handling limit of an event and the row that gave it: urgency first, then subcategory, category, 默认."""
        for key in (values.get("urgency"), values.get("subcategory"), values.get("category")):
            if key and key in self.settings.limits:
                return self.settings.limits[str(key)], str(key)
        return self.settings.limits[DEFAULT_ROW], DEFAULT_ROW

    def deadline(self, limit: Limit, start: Instant) -> Deadline:
        """The deadline of a limit that starts at `start`, explained day by day."""
        return deadline(limit, local(start, self.settings.zone).replace(tzinfo=None), self.calendar)

    def due(self, found: Deadline) -> Instant:
        """The end of a deadline as an instant."""
        return from_wall(found.due, self.settings.zone)
