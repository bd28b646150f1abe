"""Undoing 撤销: what an undo or redo left as it was, and what is still to be told outside."""

from __future__ import annotations

from console.words import put, say
from wangge.records import Undone

NAMED = 10
"""Events that one line names."""
TO_TELL = "-待告知更正:空"
"""The query of the events whose correction is still to be told."""


def deed_words(actions: str, no: str, count: int) -> str:
    """An operation as a person names it: what was done, and on which event."""
    if not count:
        return ""
    return (
        say("“{actions}”（{no}）", actions=actions, no=no)
        if count == 1
        else say("“{actions}”（{no} 等 {count:,} 件）", actions=actions, no=no, count=count)
    )


def undone_lines(undone: Undone, *, by_keys: bool = False) -> list[str]:
    """What an undo or redo left as it was, and why; and whom somebody has to tell: with the key to it, or with the command."""
    lines = []
    if undone.kept:
        lines.append(say("{count:,} 件在这之后又办理过，没有动：{nos}", count=len(undone.kept), nos="、".join(undone.kept[:NAMED])))
    lines += [say("没有动：{why}", why=put(each.error)) for each in undone.blocked[:NAMED]]
    if len(undone.blocked) > NAMED and not by_keys:
        lines.append(say("  ……另有 {more} 处，用 --json 查看全部。", more=len(undone.blocked) - NAMED))
    if undone.to_tell:
        text = (
            "{count:,} 件待告知更正（打开事件，按回车选“告知更正”）：{nos}" if by_keys else "{count:,} 件待告知更正（wangge tell）：{nos}"
        )
        lines.append(say(text, count=len(undone.to_tell), nos="、".join(undone.to_tell[:NAMED])))
    return lines
