"""Duties 权责清单: the list as a workbook that comes in, and what a new version changes, in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from console import lists
from console.office import Office
from console.words import _, later, say
from wangge import duty_sheet
from wangge.duty import DUTY_LIST, Difference, Duty, DutyList
from wangge.records import Problem

LABELS = {
    "category": later("类别"),
    "unit": later("主办单位"),
    "co_units": later("协办单位"),
    "tier": later("层级"),
    "limit": later("时限"),
    "basis": later("依据"),
    "words": later("关键词"),
    "valid_to": later("失效日期"),
}


def read_list(office: Office, path: Path) -> tuple[tuple[Duty, ...], tuple[Problem, ...]]:
    """The rows of a duty list in a workbook, and what is wrong with them.

    Raises:
        WanggeError: `list_none`, and what keeps a file from being read.
    """
    named = duty_sheet.columns(office.settings)
    found = lists.tables(office, path, named)
    if not found:
        raise lists.none_found(path, DUTY_LIST, named)
    return duty_sheet.read(found, office.settings)


def change_line(change: Difference) -> str:
    """A change as a person reads it."""
    if change.before is None and change.after is not None:
        return say("新增　{matter}：{unit}", matter=change.matter, unit=change.after.unit)
    if change.before is None or change.after is None:
        return say("删去　{matter}", matter=change.matter)
    parts = (f"{_(LABELS[name])} {_told(change.before, name)} → {_told(change.after, name)}" for name in change.fields if name in LABELS)
    return say("改动　{matter}：{parts}", matter=change.matter, parts="；".join(parts))


def _told(row: Duty, name: str) -> str:
    value = getattr(row, name)
    return ("、".join(value) if isinstance(value, tuple) else str(value)) or "—"


def change_lines(changes: Sequence[Difference], old: DutyList) -> list[str]:
    """What a new version changes, for reading."""
    told = [say("与第 {version} 版相比，{count} 处变动：", version=old.version, count=len(changes))]
    told += ["  " + change_line(change) for change in changes[: lists.SHOWN]]
    if len(changes) > lists.SHOWN:
        told.append("  " + say("……共 {count} 处", count=len(changes)))
    return told
