"""The command `duty`: the versions of the duty list, out as a workbook and in with what it changes shown first."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from console import lists
from console.commands.office import on_office
from console.duties import change_lines, read_list
from console.office import Office
from console.output import as_json, line, table
from console.words import _, say
from wangge.dates import typed
from wangge.duty import Difference, DutyList, differences
from wangge.errors import WanggeError
from wangge.times import local


@on_office
def duty(options: argparse.Namespace, office: Office) -> int:
    """Show a version, write it as a workbook, or bring a new one in."""
    if options.file:
        return _bring(office, Path(options.file), options)
    version = _chosen(office, options)
    if options.export:
        from console.reporting import write_duties

        path = write_duties(office, version, options.export)
        as_json({"file": str(path)}) if options.json else line(say("已写出 {file}", file=path))
        return 0
    rows = version.on(_day(options.on, office)) if options.on else version.rows
    if options.json:
        as_json({"version": version.version, "valid_from": version.valid_from or None, "rows": [row.told() for row in rows]})
        return 0
    since = version.valid_from or _("最初")
    line(say("权责清单第 {version} 版，{since}起用，{count} 项", version=version.version, since=since, count=len(rows)))
    told = [(row.matter, row.category, row.unit, "、".join(row.co_units), row.tier, row.limit, "、".join(row.words)) for row in rows]
    headers = (_("事项"), _("类别"), _("主办单位"), _("协办单位"), _("层级"), _("时限"), _("关键词"))
    table(headers, told, (16, 12, 16, 16, 6, 10, 40))
    return 0


def _chosen(office: Office, options: argparse.Namespace) -> DutyList:
    book = office.ledger.duties.book()
    if not options.version:
        return book.on(_day(options.on, office)) if options.on else book.last
    found = book.version(int(options.version)) if options.version.isdecimal() else None
    if found is None:
        raise WanggeError("duty_version", version=options.version, last=book.last.version)
    return found


def _day(text: str, office: Office) -> date:
    found = typed(text, local(office.now(), office.settings.zone).date())
    if found is None:
        raise WanggeError("time_unreadable", value=text)
    return found.date()


def _bring(office: Office, path: Path, options: argparse.Namespace) -> int:
    old = office.ledger.duties.book().last
    rows, problems = read_list(office, path)
    lists.refuse(path, problems, json=options.json)
    changes = differences(old.rows, rows)
    valid_from = _day(options.valid_from, office) if options.valid_from else local(office.now(), office.settings.zone).date()
    if not options.json:
        line("\n".join(change_lines(changes, old)))
    made = None
    if changes and (options.yes or (not options.json and lists.agreed())):
        made = office.ledger.set_duties(rows, valid_from, lists.digest(path), office.actor(options.as_name), old.version)
    if options.json:
        as_json(
            {
                "file": path.name,
                "version": made.version if made else None,
                "valid_from": valid_from.isoformat(),
                "rows": len(rows),
                "changes": [_change_json(change) for change in changes],
            }
        )
    elif made:
        text = "已采用第 {version} 版，{since}起用；以前的事件仍按旧版。"
        line(say(text, version=made.version, since=made.valid_from))
    return 0 if made or not changes else 1


def _change_json(change: Difference) -> dict[str, object]:
    return {
        "matter": change.matter,
        "before": change.before.told() if change.before else None,
        "after": change.after.told() if change.after else None,
        "fields": list(change.fields),
    }
