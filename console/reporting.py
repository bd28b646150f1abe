"""Reporting 出表: joins the ledger's way out with the builders and writers of reports, for screens and commands alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, cast

from console.office import Office
from db.queries import Queries
from wangge.actor import Actor
from wangge.catalogue import MonthRequest, ReportKind
from wangge.duty import DutyList
from wangge.errors import WanggeError
from wangge.guard import guarded
from wangge.ports import Progress, no_progress
from wangge.ports import Queries as Ports
from wangge.records import Life
from wangge.score import MonthScores, Scheme, score
from wangge.sheets import Report, Sheet
from wangge.shortcodes import ShortCode
from wangge.times import Instant, local, month_bounds
from wangge.told import REPORTED

LOOK = 200
"""Events between two looks at whether a report is still wanted."""


class Watched:
    """The way out, which tells how far it is while it goes through the events of a report.

    Args:
        queries: the ledger's own.
        progress: told the event's row out of all rows.
    """

    def __init__(self, queries: Queries, progress: Progress) -> None:
        self._queries = queries
        self._progress = progress

    def __getattr__(self, name: str) -> Any:
        return getattr(self._queries, name)

    def lives(self, since: Instant, until: Instant) -> Iterator[Life]:
        """As `Queries.lives`.

        Raises:
            WanggeError: `work_stopped` when it is to go no further.
        """
        last = self._queries.tallies.last()
        for number, life in enumerate(self._queries.lives(since, until)):
            if number % LOOK == 0 and not self._progress(life.event.id, last):
                raise WanggeError("work_stopped")
            yield life


def month_report(office: Office, month: str, opening: int | None = None, name: str = "month", progress: Progress = no_progress) -> Report:
    """A report of a month as a value.

    Args:
        office: whose.
        month: `YYYY-MM`.
        opening: 期初未结 to count with instead of the one that was entered.
        name: which of the catalogue's reports; the month report 月报 unless told.
        progress: told how far it is.

    Raises:
        WanggeError: `report_unknown` when no plugin brings it; `work_stopped`; `month_unreadable`, `month_empty`, `identity_broken`; `plugin_failed`.
    """
    kind = report_kind(office, name)
    bounds(office, month)
    asked = MonthRequest(month, opening, office.rules.clocks)
    build = partial(kind.build, cast("Ports", Watched(office.queries, progress)), office.settings, office.catalogue, asked)
    return guarded(kind.title, build, Report)


def report_kind(office: Office, name: str) -> ReportKind:
    """The report that a plugin brings by this name.

    Raises:
        WanggeError: `report_unknown`.
    """
    kind = next((kind for kind in office.catalogue.reports if kind.name == name), None)
    if kind is None:
        raise WanggeError("report_unknown", name=name, known="、".join(kind.name for kind in office.catalogue.reports) or "—")
    return kind


def scores(office: Office, month: str, progress: Progress = no_progress) -> MonthScores:
    """The month's scores by the office's first scheme, and who is in none.

    Raises:
        WanggeError: `month_unreadable`; `work_stopped`.
    """
    start, end = bounds(office, month)

    def reported(life: Life) -> bool:
        at = life.event.time("reported_at")
        return at is not None and start <= at < end

    return score(scheme_of(office), Watched(office.queries, progress).lives(start, end), reported)


def scheme_of(office: Office) -> Scheme:
    """The scheme that counts.

    Raises:
        WanggeError: `scheme_invalid` when no plugin brings one.
    """
    if not office.catalogue.schemes:
        raise WanggeError("scheme_invalid", name="—", reason="没有装入计分办法")
    return office.catalogue.schemes[0]


def bounds(office: Office, month: str) -> tuple[Instant, Instant]:
    """The span of a month.

    Raises:
        WanggeError: `month_unreadable`.
    """
    try:
        return month_bounds(month, office.settings.zone)
    except ValueError as error:
        raise WanggeError("month_unreadable", value=month) from error


def write_month(office: Office, report: Report, month: str, actor: Actor, out: str = "") -> Path:
    """Write a report of a month into the outbox, or to `out`; the office notes what it counted, for whoever undoes something of it later."""
    from exports.xlsx import report_filename, write_report

    path = Path(out) if out else office.folder / "outbox" / report_filename(office.settings.name, report.name, month)
    noted = {"name": f"{month} {report.name}", "until": bounds(office, month)[1]}
    return write_report(report, path, _made(office), told=lambda: office.ledger.note_office(REPORTED, noted, actor))


def write_scores(office: Office, found: MonthScores, month: str, out: str = "") -> Path:
    """Write a month's scores into the outbox, or to `out`."""
    from exports.score_sheet import score_report
    from exports.xlsx import report_filename, write_report

    report = score_report(found, scheme_of(office), office.settings.name, month)
    path = Path(out) if out else office.folder / "outbox" / report_filename(office.settings.name, "网格员计分", month)
    return write_report(report, path, _made(office))


def write_duties(office: Office, version: DutyList, out: str) -> Path:
    """Write a version of the duty list as a workbook to `out`."""
    from exports.xlsx import write_report
    from wangge.duty_sheet import report

    return write_report(report(version, office.settings), Path(out), _made(office))


def write_short_codes(office: Office, codes: Iterable[ShortCode], out: str) -> Path:
    """Write the short codes as a workbook to `out`."""
    from exports.xlsx import write_report
    from wangge.shortcodes import report

    return write_report(report(codes, office.settings.name), Path(out), _made(office))


def _made(office: Office) -> datetime:
    """制表时间 on the office's wall."""
    return local(office.now(), office.settings.zone).replace(tzinfo=None)


def preview_lines(sheet: Sheet, width: int) -> Sequence[str]:
    """A sheet as lines of text."""
    from exports.preview import lines

    return lines(sheet, width)


def opening_count(text: str) -> int:
    """期初未结 as typed.

    Raises:
        WanggeError: `opening_unreadable`.
    """
    if not text.strip().isdecimal():
        raise WanggeError("opening_unreadable", value=text)
    return int(text)
