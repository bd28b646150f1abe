"""The command calc: a department's arithmetic as a working paper, for one side or for both."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import datetime

from console import office as offices
from console.arithmetic import paper_lines
from console.output import as_json, line, pairs, table
from console.words import _, say
from wangge import calculators, money
from wangge.calculators import Calculator, Version
from wangge.catalogue import Catalogue
from wangge.errors import WanggeError
from wangge.settings import Settings


def calc(options: argparse.Namespace) -> int:
    """List the calculators, or reckon with one."""
    settings, catalogue = _known(options.office)
    known = catalogue.calculators()
    if not options.name:
        return _list(known, options)
    if options.name not in known:
        raise WanggeError("calc_unknown", name=options.name, known="、".join(known))
    calculator, today = known[options.name], datetime.now(settings.zone).date()
    ours = pairs(options.set)
    if not ours and not options.other:
        return _inputs(calculator, options)

    def version(side: str, given: Mapping[str, object]) -> Version:
        return Version(side, calculators.reckon(calculator, given, settings.statistics, today))

    versions = [version(options.side or _("本方"), ours)]
    if options.other:
        versions.append(version(options.other_side or _("对方"), {**ours, **pairs(options.other)}))
    if options.json:
        as_json(_json(versions))
    elif len(versions) == 1:
        for text in paper_lines(calculator, versions[0].reckoning):
            line(text)
    else:
        _beside(calculator, versions)
    return 0


def _beside(calculator: Calculator, versions: list[Version]) -> None:
    line(calculator.label)
    rows = [
        (label, *("—" if amount is None else money.yuan(amount) for amount in amounts))
        for label, amounts in calculators.side_by_side(versions)
    ]
    rows.append((_("合计"), *(money.yuan(version.reckoning.total) for version in versions)))
    table((_("项目"), *(version.side for version in versions)), rows, (28, *(18 for _version in versions)))
    line(say("相差 {gap} 元", gap=money.yuan(abs(versions[0].reckoning.total - versions[1].reckoning.total))))


def _json(versions: list[Version]) -> object:
    if len(versions) == 1:
        return calculators.as_json(versions[0].reckoning)
    totals = [version.reckoning.total for version in versions]
    return {
        "versions": [{"side": version.side, **calculators.as_json(version.reckoning)} for version in versions],
        "gap": money.plain(abs(totals[0] - totals[1])),
    }


def _list(known: Mapping[str, Calculator], options: argparse.Namespace) -> int:
    if options.json:
        as_json([{"name": name, "label": each.label} for name, each in known.items()])
        return 0
    table((_("计算器"), _("算什么")), [(name, _(each.label)) for name, each in known.items()], (28, 50))
    line(say("看一个计算器要填什么：wangge calc 名字"))
    return 0


def _inputs(calculator: Calculator, options: argparse.Namespace) -> int:
    """What a calculator asks for."""
    fields = [
        {
            "field": each.name,
            "label": each.label,
            "kind": each.kind.value,
            "needed": each.name in calculator.needs,
            "statistic": each.name in calculator.statistics,
            "choices": list(each.choices),
            "columns": [column.name for column in each.columns],
        }
        for each in calculator.fields
    ]
    if options.json:
        as_json({"name": options.name, "label": calculator.label, "fields": fields})
        return 0
    line(_(calculator.label))
    rows = []
    for each in calculator.fields:
        filled = _("必填") if each.name in calculator.needs else _("统计参数") if each.name in calculator.statistics else ""
        choices = "、".join(each.choices) or "，".join(column.label for column in each.columns)
        rows.append((each.name, _(each.label), filled, choices))
    table((_("代号"), _("项目"), _("填否"), _("可填")), rows, (20, 26, 10, 40))
    return 0


def _known(folder: str) -> tuple[Settings, Catalogue]:
    """The settings and plugins of the office that was named, or of none."""
    from plugins.manager import load

    try:
        settings = offices.read_settings(offices.find(folder))
    except WanggeError as error:
        if error.code != "office_unnamed":
            raise
        settings = Settings()
    return settings, load(allow=settings.plugins, off=settings.plugins_off)
