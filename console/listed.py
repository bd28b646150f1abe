"""Listed 列出的: exactly what a list shows, as text to paste elsewhere or as a workbook: its columns, its order, its events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from console.columns import EventColumn, arranged
from console.moments import moment
from console.office import Office
from console.words import _, say
from wangge.errors import WanggeError
from wangge.ports import Progress, counted_off, no_progress
from wangge.query import parse
from wangge.records import Event
from wangge.sheets import Column, Report, Sheet
from wangge.text import clean_line
from wangge.times import day_bounds, local
from wangge.views import View

MOST = 100_000
"""Events of one workbook."""


def tab_separated(columns: Sequence[EventColumn], events: Iterable[Event], *, headers: bool = True) -> str:
    """Events as a spreadsheet pastes them: a line each, cells between tabs; what looks like a formula is text there too."""
    rows = [[_(column.label) for column in columns]] if headers else []
    rows += [[column.text(event) for column in columns] for event in events]
    return "\n".join("\t".join(plain_cell(cell) for cell in row) for row in rows)


def plain_cell(text: str) -> str:
    """A cell on one line, without tabs; with an apostrophe before what a spreadsheet would reckon with."""
    line = clean_line(text.replace("\t", " "))
    return f"'{line}" if line.startswith(("=", "+", "-", "@")) else line


def place_of(office: Office, order: str, day: str) -> Event:
    """The place in a list right before its first event of a day.

    Args:
        office: whose.
        order: by which time the list runs, as `Queries.page` takes it.
        day: as a clerk types it.

    Raises:
        WanggeError: `order_untimed`; `time_unreadable`.
    """
    zone = office.settings.zone
    date = moment(day, local(office.now(), zone).date(), zone).date()
    place = office.queries.place(order, *day_bounds(date, date, zone))
    if place is None:
        raise WanggeError("order_untimed", order=order)
    return place


def listed_report(office: Office, view: View, events: Sequence[Event] | None = None, progress: Progress = no_progress) -> Report:
    """What a view shows, as a report of one sheet.

    Args:
        office: whose.
        view: which columns, in which order; its query, unless `events` are given.
        events: what is listed instead of everything that the query finds.
        progress: told how many events are read.

    Raises:
        WanggeError: what the query's terms raise; `order_unknown`; `work_stopped`.
    """
    columns = arranged(view, office)
    if events is None:
        query = parse(view.query, office.catalogue.fields())
        total = office.queries.count(query, at_most=MOST + 1)
        found = list(counted_off(islice(office.queries.each(query, view.order), MOST + 1), progress, 0, total))
    else:
        found = list(events[: MOST + 1])
    rows = tuple(tuple(column.cell(event) for column in columns) for event in found[:MOST])
    notes = [_("列表里看到的就是这些：同样的列、同样的顺序；姓名、电话按台账的规定遮盖。")]
    if view.query:
        notes.append(say("查询：{query}", query=view.query))
    if len(found) > MOST:
        notes.append(say("只写出前 {most:,} 件；请缩小查询范围。", most=MOST))
    title = view.name or _("台账")
    sheet = Sheet(
        title,
        say("{title}（{count:,} 件）", title=title, count=len(rows)),
        tuple(Column(_(column.label), column.shape, max(8, column.width or 40)) for column in columns),
        rows,
        notes=tuple(notes),
    )
    return Report("list", title, office.settings.name, f"{local(office.now(), office.settings.zone):%Y-%m-%d}", (sheet,))


def write_list(office: Office, view: View, events: Sequence[Event] | None = None, out: str = "", progress: Progress = no_progress) -> Path:
    """Write what a view shows as a workbook, into `outbox` unless told where.

    Raises:
        WanggeError: as `listed_report`; `office_unwritable`.
    """
    from exports.xlsx import report_filename, write_report

    # what is read costs a tenth of what is drawn
    report = listed_report(office, view, events, lambda done, total: progress(done, 10 * total))
    path = Path(out) if out else office.folder / "outbox" / report_filename(report.office, report.title, report.period)
    return write_report(
        report,
        path,
        local(office.now(), office.settings.zone).replace(tzinfo=None),
        lambda done, total: progress(total + 9 * done, 10 * total),
    )


def copied_file(office: Office, text: str) -> Path:
    """Keep what was copied in a file too, since a terminal may pass nothing on to the clipboard.

    Raises:
        WanggeError: `office_unwritable`.
    """
    from exports.saving import save_new

    made = f"{local(office.now(), office.settings.zone):%Y-%m-%d_%H%M%S}"
    return save_new(text.encode("utf-8-sig"), office.folder / "outbox" / f"{_('复制')}_{made}.txt")
