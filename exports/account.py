"""The account 月度账: what the ledger tells of one month, read once for all sheets.

Every event is seen twice: as of the cut-off, for what the month must print and keep printing, and as it is today, for what came of the month's
events since (至今) and for the query lines that list them again.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from exports.tallies import Row
from exports.words import is_month, month_words
from wangge.calendar import national
from wangge.catalogue import MonthRequest
from wangge.clocks import Clocks
from wangge.errors import WanggeError
from wangge.lifecycle import EXITS
from wangge.ports import Queries
from wangge.records import Life, Move
from wangge.settings import Settings
from wangge.times import Instant, instant, month_bounds

FAR = Instant("9999-12-31T23:59:59Z")
"""A cut-off after everything."""


@dataclass(frozen=True, slots=True)
class Account:
    """What the ledger tells of one month.

    Attributes:
        month: `YYYY-MM`.
        start, end: the month as a half-open span.
        as_of: the cut-off by which something is late: `end`, or now while the month is still running.
        first: whether the ledger begins in this month, so that nothing in it tells what was open before.
        opening: 期初未结 as the office entered it for the first month; None when nobody did.
        entered: 期初未结 of the ledger's first month, seen from a later one; None when nobody did.
        rows: every event that was open when the month began or moved in it, as of the cut-off.
        today: the events that were there by the end of the month, as they are today.
        clocks: the limits and the calendar that the office goes by.
    """

    month: str
    start: Instant
    end: Instant
    as_of: Instant
    first: bool
    opening: int | None
    entered: int | None
    rows: tuple[Row, ...]
    today: tuple[Life, ...]
    clocks: Clocks

    @property
    def period(self) -> str:
        """`2025年5月`."""
        return month_words(self.month)

    @property
    def days(self) -> str:
        """The month from its first to its last moment, as people write it."""
        last = monthrange(int(self.month[:4]), int(self.month[5:]))[1]
        return f"{self.period}1日0时至{last}日24时"

    @property
    def running(self) -> bool:
        """Whether the month has not ended yet."""
        return self.as_of < self.end

    @property
    def carry_unknown(self) -> bool:
        """Whether 上月结转 has no evidence: the ledger's first month, and nobody entered 期初未结."""
        return self.first and self.opening is None

    @property
    def several_streets(self) -> bool:
        """Whether the office covers more than one street; places and units are then named with theirs."""
        return len({row.event.text("street") for row in self.rows} - {""}) > 1

    def undated(self) -> frozenset[int]:
        """Events open at the cut-off that a later step, whose time nobody proved, shows to be over: when they ended, nobody knows."""
        still_open = {row.event.id for row in self.rows if row.event.is_open}
        ended = ((life.event.id, _ended(life, self.end)) for life in self.today if life.event.id in still_open)
        return frozenset(event for event, move in ended if move is not None and not move.proven)

    def new_today(self) -> Iterator[Life]:
        """The events registered in the month, as they are today."""
        new = {row.event.id for row in self.rows if row.flow.new}
        return (life for life in self.today if life.event.id in new)


def read(queries: Queries, settings: Settings, request: MonthRequest, now: Instant | None = None) -> Account:
    """The account of the month that `request` names.

    Args:
        queries: the ledger's way out.
        settings: the office's time zone.
        request: the month and, for the ledger's first one, 期初未结.
        now: the time of day; the clock's without one.

    Raises:
        WanggeError: `month_unreadable`; `month_empty` when no event was there; `opening_not_first` when 期初未结 is given for a later month.
    """
    month = request.month
    start, end = _bounds(month, settings)
    first_month = queries.first_month()
    first = month == first_month
    if request.opening is not None and not first:
        raise WanggeError("opening_not_first" if first_month else "month_empty", month=month)
    entered = queries.opening()
    rows = tuple(row for life in queries.lives(start, end) if (row := Row.of(life, start)) is not None)
    if not any(row.counts for row in rows):
        raise WanggeError("month_empty", month=month)
    opening = entered.get(month) if request.opening is None else request.opening
    return Account(
        month=month,
        start=start,
        end=end,
        as_of=min(end, now or instant(datetime.now(UTC))),
        first=first,
        opening=opening if first else None,
        entered=None if first else entered.get(first_month),
        rows=rows,
        today=tuple(life for life in queries.lives(start, FAR) if _was_there(life, end)),
        clocks=request.clocks or Clocks(settings, settings.days.on(national())),
    )


def _bounds(month: str, settings: Settings) -> tuple[Instant, Instant]:
    if not is_month(month):
        raise WanggeError("month_unreadable", value=month)
    try:
        return month_bounds(month, settings.zone)
    except ValueError as error:
        raise WanggeError("month_unreadable", value=month) from error


def _ended(life: Life, since: Instant) -> Move | None:
    """The first move from `since` on by which the event left the open ones."""
    return next((move for move in life.moves if move.at >= since and move.target in EXITS), None)


def _was_there(life: Life, end: Instant) -> bool:
    """Whether the event had begun by `end`, by its steps or by what 上报时间 says today."""
    return bool(life.moves) and (life.moves[0].at < end or life.event.text("reported_at") < end)
