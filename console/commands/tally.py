"""The command about counts 数一数: tally."""

from __future__ import annotations

import argparse

from console import tallying
from console.charts import parted
from console.commands.office import on_office
from console.look import signs
from console.office import Office
from console.output import as_json, line, right, table
from console.words import _, say
from wangge.tallies import GROUPINGS

COUNTS = ("total", "open", "overdue")
BAR = 20
"""Cells of the longest bar."""


@on_office
def tally(options: argparse.Namespace, office: Office) -> int:
    """Count what a query finds by place or by kind."""
    found = tallying.rows(office, options.by, " ".join(options.query))
    if options.json:
        for row in found:
            as_json(row)
        return 0
    if not found:
        line(_("没有符合的事件。"))
        return 0
    most = max(row["open"] for row in found)
    drawn = signs(office.settings.look)
    told = [name for name in GROUPINGS[options.by] if any(row[name] for row in found)]
    rows = []
    for row in found:
        names = [row[name] or "—" for name in told]
        overdue, others = parted(row["overdue"], row["open"], most, BAR, drawn)
        rows.append((" ".join(names), *(f"{row[name]:>8,}" for name in COUNTS), overdue + others))
    label = tallying.label(options.by)
    heads = (right(name, 8) for name in (_("件数"), _("未结"), _("超期")))
    table((_(label), *heads, _("未结，其中超期在前")), rows, (36, 8, 8, 8, BAR))
    totals = [f"{sum(row[name] for row in found):,}" for name in COUNTS]
    line(say("合计 {total} 件，未结 {open}，超期 {overdue}。", total=totals[0], open=totals[1], overdue=totals[2]))
    return 0
