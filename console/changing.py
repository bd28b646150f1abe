"""Changing 改动: what a step changed, item by item, in words."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from console.office import Office
from console.words import _, say
from wangge.changes import Change, in_words, label


def extra_labels(office: Office) -> dict[str, str]:
    """The names of the departments' fields."""
    return {field.name: field.label for field in office.catalogue.extra_fields()}


def changed_lines(change: Change, labels: Mapping[str, str], zone: ZoneInfo) -> list[str]:
    """A change as a person reads it: one item a line, before → after."""
    lines = []
    for item in change.items:
        before, after = in_words(item.name, item.before, zone), in_words(item.name, item.after, zone)
        mark = _("（遮盖部分有改动）") if before == after else ""
        lines.append(say("{label}：{before} → {after}", label=_(label(item.name, labels)), before=before, after=after) + mark)
    return lines
