"""The command `shortcodes`: the office's short codes, out as a workbook and in with what it changes shown first."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from console import lists
from console import shortcodes as own
from console.commands.office import on_office
from console.office import Office
from console.output import as_json, line, table
from console.words import _, say
from wangge.shortcodes import COLUMNS, suggest


@on_office
def shortcodes(options: argparse.Namespace, office: Office) -> int:
    """Show the codes, or those that begin so; write them as a workbook; or bring a list in."""
    if options.file:
        return _bring(office, Path(options.file), options)
    known = own.known(office)
    if options.export:
        from console.reporting import write_short_codes

        path = write_short_codes(office, known, options.export)
        as_json({"file": str(path)}) if options.json else line(say("已写出 {file}", file=path))
        return 0
    found = suggest(options.begin, known) if options.begin else known
    if options.json:
        as_json([asdict(each) for each in found])
        return 0
    rows = [tuple(getattr(each, column.name) for column in COLUMNS) for each in found]
    table((_("短码"), *(_(column.label) for column in COLUMNS[1:])), rows, (10, 12, 14, 14, 14, 16, 36))
    if not known:
        line(
            _(
                "还没有短码。用 wangge shortcodes --export 表格 写出空表，填好再用 --import 导入（短码、类别、二级分类、社区、地点、承办单位、内容）。"
            )
        )
    return 0


def _bring(office: Office, path: Path, options: argparse.Namespace) -> int:
    codes, problems = own.read_list(office, path)
    lists.refuse(path, problems, json=options.json)
    changes = own.changes(own.known(office), codes)
    if not options.json:
        counts = {name: len(changed) for name, changed in changes.items()}
        line(say("{file}：{count} 个短码，新增 {new}，改动 {changed}，删去 {gone}。", file=path.name, count=len(codes), **counts))
    taken = any(changes.values()) and bool(options.yes or (not options.json and lists.agreed()))
    if taken:
        own.bring(office, path, codes, office.actor(options.as_name))
    if options.json:
        as_json({"file": path.name, "count": len(codes), **changes, "taken": taken})
    elif taken:
        line(_("已采用。登记时在内容里打短码加空格。"))
    return 0 if taken or not any(changes.values()) else 1
