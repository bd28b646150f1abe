"""Ordinary disputes of a street 常见纠纷: consumers, neighbours, property management, family; one desk each, of the same parts."""

from __future__ import annotations

from plugins.disputes import desks
from wangge import Department, hookimpl


@hookimpl
def wangge_departments() -> tuple[Department, ...]:
    """The four desks."""
    return desks.ALL
