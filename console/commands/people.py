"""The commands `people` and `units`: the directory, and the workbooks that replace its lists."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from console import lists
from console.commands.office import on_office
from console.office import Office
from console.output import as_json, line, table
from console.words import _, say
from wangge.dates import typed
from wangge.directory import Listed, Present
from wangge.directory_sheet import PEOPLE, UNIT_LISTS, ListKind
from wangge.errors import WanggeError
from wangge.records import Problem
from wangge.times import local


@on_office
def people(options: argparse.Namespace, office: Office) -> int:
    """Find people, show a phone with a reason, or bring the list in."""
    if options.file:
        return _bring(office, Path(options.file), (PEOPLE,), options)
    if options.reveal:
        whose: int | str = int(options.reveal) if options.reveal.isdecimal() else options.reveal
        phone = office.ledger.reveal_phone(whose, options.reason, office.actor(options.as_name))
        as_json({"id": whose, "phone": phone}) if options.json else line(phone)
        return 0
    if not options.part:
        raise WanggeError("usage", reason=_("people 要写成：wangge people 姓名或拼音首字母，例如 wangge people zs"))
    found = office.ledger.directory.people(options.part, options.limit)
    if options.json:
        for each in found:
            told = {name: getattr(each, name) for name in ("id", "name", "post", "unit", "place", "phone", "initials")}
            as_json(told)
        return 0
    rows = [(str(each.id), each.name, each.post, each.unit, each.place, each.phone) for each in found]
    table((_("号"), _("姓名"), _("职务"), _("单位"), _("负责网格"), _("电话")), rows, (6, 12, 12, 20, 30, 14))
    if not found:
        line(_("没有找到。可写姓名的一部分、拼音首字母（zs）或全拼的开头（zhangs）。"))
    return 0


@on_office
def units(options: argparse.Namespace, office: Office) -> int:
    """Show who of each department can be reached, or the office tree; or bring the lists in."""
    if options.file:
        return _bring(office, Path(options.file), UNIT_LISTS, options)
    if options.places is not None:
        return _tree(office, options)
    day = _day(options.on, office)
    there = office.ledger.directory.present(day)
    if options.json:
        told = [{name: getattr(each, name) for name in Present.__slots__} for each in there]
        as_json({"day": day.isoformat(), "counts": office.ledger.directory.counts(), "departments": told})
        return 0
    rows = [(each.department, each.stationing, who(each), each.phone) for each in there]
    table((_("部门"), _("入驻方式"), say("{day} 在岗", day=day.isoformat()), _("电话")), rows, (20, 10, 30, 16))
    counts = office.ledger.directory.counts()
    line(say("组织 {places:,} 个、部门 {departments:,} 个、值班 {turns:,} 条、人员 {people:,} 人。", **counts))
    return 0


def who(present: Present) -> str:
    """The people of a department as a line shows them."""
    names = "、".join(present.people) or "—"
    return say("{names}（替补）", names=names) if present.substitute else names


def _tree(office: Office, options: argparse.Namespace) -> int:
    found = office.ledger.directory.places(options.places)
    if options.json:
        for place in found:
            as_json({"path": place.path, "level": place.level, "code": place.code, "virtual": place.virtual})
        return 0
    rows = [(place.path, place.level, place.code, _("虚拟") if place.virtual else "") for place in found]
    table((_("路径"), _("层级"), _("代码"), ""), rows, (48, 6, 16, 6))
    return 0


def _day(text: str, office: Office) -> date:
    today = local(office.now(), office.settings.zone).date()
    if not text:
        return today
    found = typed(text, today)
    if found is None:
        raise WanggeError("time_unreadable", value=text)
    return found.date()


def _bring(office: Office, path: Path, kinds: Sequence[ListKind], options: argparse.Namespace) -> int:
    read, problems = read_lists(office, path, kinds)
    lists.refuse(path, problems, json=options.json)
    counts = {kind.name: len(listed) for kind, listed in read}
    taken = False
    if not options.json:
        line(
            say(
                "{file}：{counts}。每一份都整份替换原来的。",
                file=path.name,
                counts="、".join(f"{name} {n:,}" for name, n in counts.items()),
            )
        )
    if options.yes or (not options.json and lists.agreed()):
        source, actor = lists.digest(path), office.actor(options.as_name)
        for kind, listed in read:
            office.ledger.set_list(kind.name, kind.make, [each.value for each in listed], source, actor)
        taken = True
    if options.json:
        as_json({"file": path.name, "counts": counts, "taken": taken})
    elif taken:
        line(_("已采用。"))
    return 0 if taken else 1


def read_lists(office: Office, path: Path, kinds: Sequence[ListKind]) -> tuple[list[tuple[ListKind, Sequence[Listed]]], Sequence[Problem]]:
    """The lists of these kinds in a workbook, and what is wrong with them.

    Raises:
        WanggeError: `list_none`, and what keeps a file from being read.
    """
    read: list[tuple[ListKind, Sequence[Listed]]] = []
    problems: list[Problem] = []
    for kind in kinds:
        found = lists.tables(office, path, kind.columns)
        if found:
            listed, wrong = kind.read(found)
            problems += wrong
            read.append((kind, listed))
    if not read:
        raise lists.none_found(path, "、".join(kind.name for kind in kinds), kinds[0].columns)
    return read, problems
