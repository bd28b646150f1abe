"""Commands about what goes out: report, score."""

from __future__ import annotations

import argparse

from console import reporting
from console.commands.office import on_office
from console.office import Office
from console.output import as_json, line, new_file, table
from console.words import _, say, spoken_text
from wangge.ranking import competition
from wangge.sheets import NO_EVIDENCE, Report, value_of

SHOWN_LEFT = 20
"""Reporters without a score that are named on the terminal."""


@on_office
def report(options: argparse.Namespace, office: Office) -> int:
    """Make a report and write it."""
    out = str(new_file(options.out, ".xlsx")) if options.out else ""
    reporting.report_kind(office, options.name)
    if options.opening:
        office.ledger.set_opening(options.month, reporting.opening_count(options.opening), office.actor(options.as_name))
    made = reporting.month_report(office, options.month, name=options.name)
    path = reporting.write_month(office, made, options.month, office.actor(options.as_name), out)
    if options.json:
        as_json({"file": str(path), "report": report_json(made)})
        return 0
    for text in reporting.preview_lines(made.sheets[0], 100):
        line(text)
    line(say("已写出 {file}", file=path))
    return 0


def report_json(made: Report) -> dict[str, object]:
    """A report as `--json` gives it: every sheet with its columns and bare values."""
    return {
        "title": made.title,
        "office": made.office,
        "period": made.period,
        "notes": list(made.notes),
        "sheets": [
            {
                "name": sheet.name,
                "columns": [column.label for column in sheet.columns],
                "rows": [[value_of(cell) for cell in row] for row in sheet.rows],
                "total": [value_of(cell) for cell in sheet.total] if sheet.total else None,
                "notes": list(sheet.notes),
            }
            for sheet in made.sheets
        ],
    }


@on_office
def score(options: argparse.Namespace, office: Office) -> int:
    """Score the grid workers of a month."""
    out = str(new_file(options.out, ".xlsx")) if options.out else ""
    found = reporting.scores(office, options.month)
    path = reporting.write_scores(office, found, options.month, out) if out else None
    ranks = competition([each.total for each in found.workers])
    if options.json:
        left = [
            {"reporter": each.reporter or None, "street": each.street, "events": each.events, "why": spoken_text(each.why)}
            for each in found.left_out
        ]
        as_json(
            {
                "left_out": left,
                "scores": [
                    {
                        "rank": rank,
                        "worker": each.worker,
                        "street": each.street,
                        "grid": each.grid,
                        "total": _exact(each.total),
                        "items": [
                            {
                                "item": item.item,
                                "points": _exact(item.points),
                                "numerator": item.numerator,
                                "denominator": item.denominator,
                                "events": list(item.events),
                            }
                            for item in each.items
                        ],
                    }
                    for rank, each in zip(ranks, found.workers, strict=True)
                ],
            }
        )
        return 0
    scheme = reporting.scheme_of(office)
    rows = [
        (
            NO_EVIDENCE if rank is None else str(rank),
            each.worker,
            each.street,
            _points(each.total),
            *(_points(item.points) for item in each.items),
        )
        for rank, each in zip(ranks, found.workers, strict=True)
    ]
    table(
        (_("名次"), _("网格员"), _("镇街"), _("总分"), *(item.name for item in scheme.items)),
        rows,
        (4, 10, 12, 6, *(10 for _item in scheme.items)),
    )
    if not rows:
        line(say("{month} 没有可计分的网格员：没有网格员上报的件。", month=options.month))
    line(say("计分办法：{name}。没有证据的项目不占分值；账号和系统上报不计分。", name=scheme.name))
    for each in found.left_out[:SHOWN_LEFT]:
        line(
            say(
                "  未计分：{who}　{street}　{count:,} 件　{why}",
                who=each.reporter or "—",
                street=each.street,
                count=each.events,
                why=spoken_text(each.why),
            )
        )
    if len(found.left_out) > SHOWN_LEFT:
        line(say("  ……另有 {more} 行，用 --json 或 --out 查看全部。", more=len(found.left_out) - SHOWN_LEFT))
    if path:
        line(say("已写出 {file}", file=path))
    return 0


def _exact(points: float | None) -> float | None:
    """Points as `--json` gives them, to three places."""
    return None if points is None else round(points, 3)


def _points(points: float | None) -> str:
    return NO_EVIDENCE if points is None else f"{points:.1f}"
