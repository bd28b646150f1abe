"""The machine's clock 电脑时间: whether it can be believed, by what was recorded last.

Everything that is recorded carries it, and limits are counted by it. A machine whose battery is empty wakes in 1970; one that was set by hand may lie
years ahead, and what it records then cannot be recorded after once it is right again. So a time that cannot be is a question, never taken.
"""

from __future__ import annotations

from datetime import timedelta

from wangge.errors import WanggeError
from wangge.times import Instant, local, moment

SLACK = timedelta(minutes=10)
"""How far a clock may go back by itself, when it is set right by the network; what is recorded then carries the last time again."""
LONG = timedelta(days=1)
"""How long one operation may take, which records the time of its beginning, while others go on recording."""
AHEAD = timedelta(days=731)
"""How long after its last step an office is opened again without a question."""
EARLIEST, LATEST = Instant("2025-01-01T00:00:00Z"), Instant("2036-01-01T00:00:00Z")
"""Where nothing was recorded yet, the time lies between these: the program is not older, and no installation of it that old is likely."""


def recorded(now: Instant, last: Instant | None, slack: timedelta = SLACK) -> Instant:
    """The time that a step is recorded with.

    Args:
        now: what the machine's clock says.
        last: what the last step was recorded with; None where there is none.
        slack: how far before it a time may lie.

    Raises:
        WanggeError: `clock_behind` when it is before the last step, `clock_ahead` when it is years after it, `clock_unlikely` where there is no step.
    """
    if last is None:
        if not EARLIEST <= now < LATEST:
            raise WanggeError("clock_unlikely", now=_wall(now))
        return now
    if now < last:
        if moment(last) - moment(now) > slack:
            raise WanggeError("clock_behind", now=_wall(now), last=_wall(last))
        return last
    if moment(now) - moment(last) > AHEAD:
        raise WanggeError("clock_ahead", now=_wall(now), last=_wall(last))
    return now


def _wall(at: Instant) -> str:
    return f"{local(at):%Y-%m-%d %H:%M}"
