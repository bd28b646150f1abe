"""Commands about files that come in, and about what is taken back: import, batches, undo, redo, tell."""

from __future__ import annotations

import argparse
from pathlib import Path

from console.commands.office import on_office
from console.confirm import confirmed
from console.importing import departments, left_lines, offers, place, summary, understood_lines
from console.office import Office
from console.output import Progress, as_json, complain, line, table
from console.undoing import TO_TELL, undone_lines
from console.words import _, later, put, say, spoken_text
from wangge.dates import Order
from wangge.errors import WanggeError
from wangge.plans import ImportPlan, LeftOut, SameNumber, Verdict
from wangge.query import parse
from wangge.records import Problem, Undone
from wangge.times import chinese, iso

SHOWN_PROBLEMS = 20


@on_office
def import_files(options: argparse.Namespace, office: Office) -> int:
    """Import each file in turn; one that is refused does not keep the next one out."""
    orders = _orders(options)
    codes = []
    for name in options.files:
        try:
            codes.append(_import_one(office, Path(name), options, orders))
        except WanggeError as error:
            if len(options.files) == 1:
                raise
            if options.json:
                as_json({"file": name, "error": error.code, "message": put(error)})
            complain(put(error))
            codes.append(1)
    return max(codes)


def _import_one(office: Office, path: Path, options: argparse.Namespace, orders: dict[str, Order]) -> int:
    progress = Progress(later("读表"))
    same_number = SameNumber(options.same_number)
    plan = office.planner.plan(
        path, office.clock(), orders=orders, take_all=options.all_streets, same_number=same_number, progress=progress
    )
    progress.end()
    wrong = plan.count(Verdict.ERROR) + plan.count(Verdict.ASKED)
    if not options.json:
        _tell(plan, office)
    if options.all_or_nothing and wrong:
        if options.json:
            as_json(_plan_json(plan, 0, office))
        raise WanggeError("import_problems", file=plan.file, error=wrong)
    to_write = plan.count(Verdict.NEW) + plan.count(Verdict.CHANGED)
    batch = 0
    if to_write and not options.dry_run and (options.yes or _agreed(options)):
        progress = Progress(later("入账"))
        batch = office.ledger.commit_import(plan, office.actor(options.as_name, via="import"), progress).id
        progress.end()
    if options.json:
        as_json(_plan_json(plan, batch, office))
    elif batch:
        line(say("已入账，批次 {batch}。要整批退回：wangge undo {batch}", batch=batch))
    refused = bool(to_write and not batch and not options.dry_run)
    return 1 if wrong or refused else 0


def _agreed(options: argparse.Namespace) -> bool:
    """Ask before anything is written."""
    agreed = confirmed(_("回车入账；输入 n 回车不入账，台账不变："), _("没有入账。核对无误后加 --yes 再运行一次。"), json=options.json)
    if not agreed and not options.json:
        line(_("没有入账，台账不变。"))
    return agreed


def _plan_json(plan: ImportPlan, batch: int, office: Office) -> dict[str, object]:
    return {
        "file": plan.file,
        **plan.counts(),
        "batch": batch or None,
        "departments": departments(plan, office),
        "forbidden": list(plan.forbidden),
        "unknown": list(plan.unknown),
        "problems": [_problem(problem) for problem in plan.problems],
        "left_out": [_left_json(each) for each in plan.left_out],
        "continued": {table.sheet: table.continues for table in plan.tables if table.continues},
        "hidden_rows": plan.hidden_rows,
    }


def _left_json(each: LeftOut) -> dict[str, object]:
    rows, columns = list(each.rows), list(each.columns)
    return {"reason": each.reason.value, "sheet": each.sheet, "rows": rows, "columns": columns, "cells": each.cells}


def _tell(plan: ImportPlan, office: Office) -> None:
    """A plan for a person."""
    line(say("{file}　{summary}", file=plan.file, summary=summary(plan)))
    if found := offers(plan, office):
        line(found)
    if plan.count(Verdict.ASKED):
        line(_("编号已有而内容和上报时间都不同的行没有入账：是别的事加 --same-number other，是同一件加 --same-number same，再运行一次。"))
    if plan.forbidden:
        line(say("按最小必要原则未采集的列：{columns}", columns="、".join(plan.forbidden)))
    if plan.unknown:
        line(say("认不出的列，按敏感附加项保存：{columns}", columns="、".join(plan.unknown)))
    for told in understood_lines(plan):
        line(told)
    if left := left_lines(plan):
        line(_("没有作为事件的内容："))
        for told in left:
            line("  " + told)
    for problem in plan.problems[:SHOWN_PROBLEMS]:
        line("  " + place(plan.file, problem))
    if len(plan.problems) > SHOWN_PROBLEMS:
        line(say("  ……另有 {more} 处，用 --json 查看全部。", more=len(plan.problems) - SHOWN_PROBLEMS))


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "sheet": problem.sheet,
        "row": problem.row or None,
        "column": problem.column,
        "value": problem.value,
        "message": spoken_text(problem.message),
        "fatal": problem.fatal,
    }


def _orders(options: argparse.Namespace) -> dict[str, Order]:
    orders = {}
    for given in options.dates or ():
        column, _equals, name = given.rpartition("=")
        if not column or name not in set(Order):
            raise WanggeError("usage", reason=_("--dates 要写成 列名=日月年（或 月日年、年月日）。"))
        orders[column] = Order(name)
    return orders


@on_office
def batches(options: argparse.Namespace, office: Office) -> int:
    """List the imports."""
    zone = office.settings.zone
    found = office.queries.batches()
    if options.json:
        for each in found:
            as_json({"batch": each.id, "file": each.file, "at": iso(each.at, zone), "by": each.by, "state": each.state, **each.counts})
        return 0
    names = {"done": _("已入账"), "undone": _("已撤销"), "swept": _("中断退回"), "open": _("入账中")}
    rows = [
        (str(each.id), chinese(each.at, zone), each.by, names.get(each.state, each.state), str(each.counts.get("new", 0)), each.file)
        for each in found
    ]
    table((_("批次"), _("时间"), _("经办"), _("状态"), _("新件"), _("文件")), rows, (6, 16, 10, 8, 8, 40))
    if not rows:
        line(_("还没有导入过文件。"))
    return 0


@on_office
def undo(options: argparse.Namespace, office: Office) -> int:
    """Take a batch or an operation back."""
    progress = Progress(later("撤销"))
    undone = office.ledger.undo(options.ref, office.actor(options.as_name), progress, reason=options.reason)
    progress.end()
    return _tell_undone(options, undone, say("已撤销 {reversed:,} 件。", reversed=undone.reversed))


@on_office
def redo(options: argparse.Namespace, office: Office) -> int:
    """Bring back what was taken back."""
    actor = office.actor(options.as_name)
    ref = options.ref or office.ledger.last_undone(actor)
    if not ref:
        raise WanggeError("redo_nothing", ref=_("最近一次撤销"))
    progress = Progress(later("重做"))
    redone = office.ledger.redo(ref, actor, progress)
    progress.end()
    options.ref = ref
    return _tell_undone(options, redone, say("已重做 {reversed:,} 件。", reversed=redone.reversed))


def _tell_undone(options: argparse.Namespace, undone: Undone, text: str) -> int:
    """The three buckets: as before, kept because of later work, kept by a rule; and what is to be told."""
    if options.json:
        blocked = [{"no": each.no, "error": each.error.code, "message": put(each.error)} for each in undone.blocked]
        kept, to_tell = list(undone.kept), list(undone.to_tell)
        as_json({"ref": options.ref, "reversed": undone.reversed, "kept": kept, "blocked": blocked, "to_tell": to_tell})
        return 0
    line(text)
    for told in undone_lines(undone):
        line(told)
    return 0


@on_office
def tell(options: argparse.Namespace, office: Office) -> int:
    """List what is still to be told outside after an undo."""
    found = list(office.queries.each(parse(TO_TELL, office.catalogue.fields())))
    if options.json:
        for event in found:
            as_json({"no": event.no, "state": event.state, "owner": event.owner, "to_tell": event.text("to_tell")})
        return 0
    if not found:
        line(_("没有待告知更正的事件。"))
    for event in found:
        line(f"{event.no}  {event.state}  {event.text('to_tell')}")
    return 0
