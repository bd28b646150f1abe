"""Blocks 板块: the desks of a front island 前岛, 1+6+N: one front desk, six zones, and the N that an office brings in behind them.

Source: the model of a county's social governance centre 社会治理中心 (武义). The six zones are the same everywhere; the N are the office's own.
"""

from __future__ import annotations

from collections.abc import Sequence

FRONT = "前台"
"""The one 1: who receives and guides."""
ZONES = ("信访接待", "司法服务", "社会心理", "联合调处", "劳动仲裁", "公共法律")
"""The six zones 6."""
BEHIND = ("交通事故调委会", "医疗纠纷调委会", "金牌调解", "志愿者")
"""The N of a new office [LOCAL]: committees, mediators, volunteers."""


def blocks(behind: Sequence[str]) -> tuple[str, ...]:
    """All blocks of an office, front desk first.

    Args:
        behind: its N.
    """
    return (FRONT, *ZONES, *behind)


def group(block: str) -> str:
    """Which part of 1+6+N a block belongs to: `1`, `6` or `N`."""
    return "1" if block == FRONT else "6" if block in ZONES else "N"
