"""Timetable 时限与日历: the limit table as a workbook, holiday notices and local days, and the due times that they move.

Joins the ledger's facts with readers and writers, for screens and commands alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from console.office import Office
from db.clocks import Fact, go_by_facts
from wangge import calendar_table, limit_table
from wangge.actor import Actor
from wangge.calendar_table import CalendarTable
from wangge.clocks import Clocks
from wangge.errors import WanggeError
from wangge.lifecycle import OPEN_STATES, Action
from wangge.limit_table import HEADERS, LimitTable
from wangge.moving import Moved, moved
from wangge.query import parse
from wangge.sheets import Column, Report, Sheet
from wangge.times import Instant, local

SHEET = "时限表"
HELP = (
    "一行是一类事件的时限：模块填大类、跑道或来源，类别填小类，等级填紧急程度或处置层级；不分的写“默认”。",
    "每个环节填时限（到时算超期）和预警（到时提醒，可不填）：数字加 分钟、小时、工作时、工作日、自然日。",
    "先看等级，再看类别，再看模块；哪一行有这个环节的时限就用哪一行，都没有的用设置文件 [limits] 里的。",
    "整张表一起采用；有一格错就整张不采用，并指出是哪一格。以前办的事件仍按当时的表。",
)


def current(office: Office) -> LimitTable:
    """The limit table that is valid now: the one that was entered last, else the one of the settings."""
    clocks = office.rules.clocks
    return clocks.table(office.now()) if clocks.versions else limit_table.simple(office.settings.limits)


def export_limits(office: Office, path: Path) -> Path:
    """Write the limit table as a workbook to be edited.

    Raises:
        WanggeError: `office_unwritable`.
    """
    from exports.xlsx import write_report

    columns = tuple(Column(header, width=14) for header in HEADERS)
    sheets = (
        Sheet(SHEET, SHEET, columns, tuple(limit_table.to_rows(current(office)))),
        Sheet("填表说明", "填表说明", (Column("说明", width=100),), tuple((text,) for text in HELP)),
    )
    made = local(office.now(), office.settings.zone).replace(tzinfo=None)
    return write_report(Report("limits", SHEET, office.settings.name, f"{made:%Y-%m-%d}", sheets), path, made)


def read_limits(office: Office, path: Path) -> LimitTable:
    """The limit table in a workbook or csv file.

    Raises:
        WanggeError: `limits_invalid` with the wrong cells; what keeps a file from being read.
    """
    return limit_table.from_rows(_rows(office, path, HEADERS[0]), path.name)


def read_holidays(office: Office, path: Path) -> CalendarTable:
    """The holiday notice in a JSON file or a workbook.

    Raises:
        WanggeError: `calendar_invalid`; what keeps a file from being read.
    """
    if path.suffix.lower() != ".json":
        return calendar_table.from_rows(_rows(office, path, "日期"), path.name)
    try:
        return calendar_table.from_notice(path.read_text(encoding="utf-8-sig"), path.name)
    except FileNotFoundError as error:
        raise WanggeError("file_missing", file=path.name) from error
    except UnicodeDecodeError as error:
        raise WanggeError("file_encoding", file=path.name) from error
    except OSError as error:
        raise WanggeError("file_unreadable", file=path.name, reason=error.strerror or type(error).__name__) from error


def _rows(office: Office, path: Path, header: str) -> Sequence[Sequence[object]]:
    """The rows of the first worksheet that has a column `header`, else of the first one."""
    from importers.reading import read_file

    sheets = [sheet for sheet in read_file(path, office.catalogue.readers) if not sheet.hidden]
    named = (sheet for sheet in sheets if any(header in {str(cell).strip() for cell in row} for row in sheet.rows))
    found = next(named, sheets[0] if sheets else None)
    return found.rows if found else ()


def moves(office: Office, facts: Sequence[Fact]) -> tuple[Moved, ...]:
    """The due times of open events that facts of the office would move, before anybody enters them."""
    old = office.rules.clocks
    new = Clocks(office.settings, old.calendar, old.versions)
    go_by_facts(office.ledger.store, new, facts)
    query = parse(f"状态:{'|'.join(sorted(OPEN_STATES))} -到期:空", office.catalogue.fields())
    return tuple(each for event in office.queries.each(query) if (each := moved(event.known, old, new)))


def enter(office: Office, facts: Sequence[Fact], moving: Sequence[Moved], reason: str, actor: Actor) -> int:
    """Record facts of the office and move due times, as one operation that can be undone; the facts stay.

    Returns:
        the number of a step of that operation; 0 when nothing moves.
    """
    for action, data in facts:
        office.ledger.note_office(action, data, actor)
    if not moving:
        return 0
    zone = office.settings.zone
    given = {
        each.no: {
            "reason": reason,
            **{name: local(Instant(at), zone).replace(tzinfo=None) for name, at in {**each.before, **each.after}.items()},
        }
        for each in moving
    }
    return office.ledger.act_each(given, Action.MOVE_DUE, actor)[0].version
