"""The commands of the mediation room: mediators, cases."""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path

from console import lists, mediation
from console.commands.office import on_office
from console.office import Office
from console.output import as_json, line, table
from console.words import _, say, spoken_text
from wangge.mediators import Candidate, Mediator


@on_office
def mediators(options: argparse.Namespace, office: Office) -> int:
    """Show the register, rank it for an event, or bring a new one in."""
    if options.file:
        return _bring(office, Path(options.file), options)
    if options.no:
        return _ranked(mediation.rank(office, office.queries.event(options.no)), options)
    found = mediation.register(office)
    if options.json:
        as_json([_json(each) for each in found])
        return 0
    rows = [(each.name, each.unit, "、".join(each.specialities), "、".join(each.areas), _("金牌") if each.gold else "") for each in found]
    table((_("姓名"), _("工作单位"), _("专长"), _("片区"), ""), rows, (10, 20, 30, 24, 6))
    if not found:
        line(_("还没有调解员名册。用 wangge mediators --import 表格 导入（姓名、工作单位、专长、片区、金牌）。"))
    return 0


def _ranked(found: tuple[Candidate, ...], options: argparse.Namespace) -> int:
    if options.json:
        as_json(
            [
                {
                    "name": each.mediator.name,
                    "points": each.points,
                    "load": each.load,
                    "reasons": [spoken_text(reason) for reason in each.reasons],
                    "conflicts": [spoken_text(conflict) for conflict in each.conflicts],
                }
                for each in found
            ]
        )
        return 0
    rows = [(each.mediator.name, _("应回避") if each.conflicts else str(each.points), mediation.reasons(each)) for each in found]
    table((_("姓名"), _("分"), _("理由")), rows, (10, 8, 60))
    return 0


def _json(each: Mediator) -> dict[str, object]:
    return {
        "name": each.name,
        "unit": each.unit,
        "specialities": list(each.specialities),
        "areas": list(each.areas),
        "gold": each.gold,
    }


def _bring(office: Office, path: Path, options: argparse.Namespace) -> int:
    found, problems = mediation.read_register(office, path)
    lists.refuse(path, problems, json=options.json)
    if not options.json:
        line(say("{file}：{count} 名调解员，整份替换原来的。", file=path.name, count=len(found)))
    taken = bool(options.yes or (not options.json and lists.agreed()))
    if taken:
        mediation.bring_register(office, path, found, office.actor(options.as_name))
    if options.json:
        as_json({"file": path.name, "count": len(found), "taken": taken})
    elif taken:
        line(_("已采用。"))
    return 0 if taken else 1


@on_office
def cases(options: argparse.Namespace, office: Office) -> int:
    """The case library: summaries that people wrote, without names, numbers and places."""
    found = list(islice(mediation.library(office, options.words), options.limit))
    if options.json:
        as_json([{name: getattr(each, name) for name in each.__slots__} for each in found])
        return 0
    for each in found:
        line("　".join(filter(None, (each.kind, each.month, each.level, say("调解 {count} 次", count=each.sessions)))))
        for text in each.summary.splitlines():
            line(f"  {text}")
    if not found:
        line(_("没有这样的案例。案件结束以后，办“收入案例库”，写一份隐去姓名、号码和地点的摘要。"))
    return 0
