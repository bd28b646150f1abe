"""Undoing 撤销: what an undo or redo left as it was, and what is still to be told outside."""

from __future__ import annotations

from console.words import put, say
from wangge.records import Undone

NAMED = 10
"""Events that one line names."""
TO_TELL = "-待告知更正:空"
"""The query of the events whose correction is still to be told."""


def undone_lines(undone: Undone) -> list[str]:
    """What an undo or redo left as it was, and why; and whom somebody has to tell."""
    lines = []
    if undone.kept:
        lines.append(say("{count:,} 件在这之后又办理过，没有动：{nos}", count=len(undone.kept), nos="、".join(undone.kept[:NAMED])))
    lines += [say("没有动：{why}", why=put(each.error)) for each in undone.blocked[:NAMED]]
    if len(undone.blocked) > NAMED:
        lines.append(say("  ……另有 {more} 处，用 --json 查看全部。", more=len(undone.blocked) - NAMED))
    if undone.to_tell:
        lines.append(say("{count:,} 件待告知更正（wangge tell）：{nos}", count=len(undone.to_tell), nos="、".join(undone.to_tell[:NAMED])))
    return lines
