"""Moving 时限调整: what another calendar does to the due times of an open event.

Only what this office counted itself moves: a due time that came with the event is its sender's. A limit that nobody touched is counted again;
one that was put off keeps its number of working days. Closed events keep what they were judged by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wangge.calendar import DAY
from wangge.clocks import Clocks, Values
from wangge.lifecycle import OPEN_STATES
from wangge.limits import Limit, Unit
from wangge.times import Instant


@dataclass(frozen=True, slots=True)
class Moved:
    """Another due time of an event.

    Attributes:
        no: the event.
        before: its due times by field, as they are.
        after: the ones that move, as they will be.
    """

    no: str
    before: Mapping[str, str]
    after: Mapping[str, str]


def moved(values: Values, old: Clocks, new: Clocks) -> Moved | None:
    """What moves when the office goes by `new` instead of `old`; None when nothing does.

    Args:
        values: the event.
        old: the clocks by which its due times were found.
        new: the clocks with the other calendar.
    """
    limit, start = Limit.parse(str(values.get("limit_rule") or "")), values.get("limit_from")
    if values.get("state") not in OPEN_STATES or limit is None or not start:
        return None
    before = {name: str(values[name]) for name in ("due_at", "unit_due_at") if values.get(name)}
    pauses = old.pauses(values.get("pauses"))
    after = {}
    for name, due in before.items():
        if due < str(start):
            continue
        if old.end(limit, str(start), pauses)[0] == due:
            found = new.end(limit, str(start), pauses)[0]
        elif limit.unit is Unit.WORKING_DAY:
            found = _same_count(str(start), due, old, new)
        else:
            continue
        if found != due:
            after[name] = str(found)
    return Moved(str(values["no"]), before, after) if after else None


def _same_count(start: str, due: str, old: Clocks, new: Clocks) -> Instant:
    """The day that is as many working days after the start by the new calendar as `due` is by the old one."""
    first, last = old.wall(start).date(), old.wall(due).date()
    days = sum(old.calendar.is_working(first + DAY * i) for i in range(1, (last - first).days + 1))
    return new.end(Limit(days, Unit.WORKING_DAY), start)[0]
