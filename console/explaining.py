"""Explaining 时限说明: how a limit was found, clock by clock and day by day, in words."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from console.words import say
from wangge.explain import Explained
from wangge.limits import Day
from wangge.times import Instant, chinese

_WEEK = "一二三四五六日"


def lines(told: Explained, zone: ZoneInfo) -> Iterable[str]:
    """A clock in words, without its days."""
    clock = told.clock
    if not clock.due:
        yield say("{kind}：{why}", kind=clock.kind, why=told.clause)
        return
    yield say("{kind}：到期 {due}", kind=clock.kind, due=chinese(clock.due, zone))
    if clock.limit and not clock.start:
        yield f"  {clock.limit}（{clock.row}）"
    elif clock.limit:
        yield say("  {limit}（{row}），自 {start} 起", limit=clock.limit, row=clock.row, start=chinese(Instant(clock.start) or None, zone))
    if clock.amber:
        yield say("  预警 {amber}", amber=chinese(clock.amber, zone))
    yield f"  {told.clause}"
    for begin, end in told.pauses:
        yield say("  暂停 {begin} 至 {end}", begin=f"{begin:%Y-%m-%d %H:%M}", end=f"{end:%Y-%m-%d %H:%M}")
    if told.counted and told.counted != clock.due:
        yield say("  按规定算到 {counted}，后经延期或调整", counted=chinese(told.counted, zone))
    if told.earliest and told.latest:
        yield "  " + unknown_years(told.earliest, told.latest, zone)


def unknown_years(early: Instant, late: Instant, zone: ZoneInfo) -> str:
    """What is said of an end that lies behind a year without a holiday notice."""
    return say("有的年份还没有放假通知：最早 {early}，最晚 {late}，通知公布后复核。", early=chinese(early, zone), late=chinese(late, zone))


def day_line(day: Day) -> str:
    """A day of an explanation in one line."""
    return f"  {day.day:%Y-%m-%d} {_WEEK[day.day.weekday()]}  {day.counted or '—':>4}  {day.why}"
