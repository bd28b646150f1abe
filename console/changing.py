"""Changing 改动: what a step changed, item by item, in words."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from console.words import _, say
from wangge.changes import Change, in_words, label
from wangge.field import Field


def changed_lines(change: Change, fields: Mapping[str, Field], zone: ZoneInfo) -> list[str]:
    """A change as a person reads it: one item a line, before → after."""
    lines = []
    for item in change.items:
        before, after = (in_words(item.name, value, fields, zone) for value in (item.before, item.after))
        mark = _("（遮盖部分有改动）") if before == after else ""
        lines.append(say("{label}：{before} → {after}", label=_(label(item.name, fields)), before=before, after=after) + mark)
    return lines
