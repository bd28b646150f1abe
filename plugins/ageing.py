"""Ageing 存量天数: how long the open events have been waiting; a command, and the smallest example of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from wangge import Command, hookimpl
from wangge.field import Field, Value
from wangge.fields import BY_NAME
from wangge.lifecycle import OPEN_STATES
from wangge.ports import Queries
from wangge.query import parse
from wangge.settings import Settings

STEPS = (1, 3, 7, 15, 30)
"""Upper ends of the spans, in days."""
UNIT = Field("unit", "承办单位")


def ageing(queries: Queries, settings: Settings, given: Mapping[str, Value]) -> Iterable[Mapping[str, object]]:
    """Open events by the days since they were reported."""
    today = datetime.now(settings.zone).date()
    of = f" 承办单位:{given['unit']}" if "unit" in given else ""
    open_ones = "状态:" + "|".join(sorted(OPEN_STATES)) + of
    before = today + timedelta(days=1)
    for days in STEPS:
        since = today - timedelta(days=days - 1)
        found = parse(f"{open_ones} 上报:{since}..{before - timedelta(days=1)}", tuple(BY_NAME.values()))
        yield {"天数": f"{days} 天以内", "件数": queries.count(found)}
        before = since
    older = parse(f"{open_ones} 上报:..{before - timedelta(days=1)}", tuple(BY_NAME.values()))
    yield {"天数": f"{STEPS[-1]} 天以上", "件数": queries.count(older)}


@hookimpl
def wangge_commands() -> tuple[Command, ...]:
    """How old the open events are."""
    return (Command("ageing", "未结事件各压了多少天", ageing, (UNIT,)),)
