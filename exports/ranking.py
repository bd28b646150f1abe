"""Rankings 排名: streets and communities by 办结率. Places are ranked, and never the people in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from exports.account import Account
from exports.facets import LEFT, OTHERS, Key, KeyOf, grouped
from exports.tallies import Tally, tally
from exports.words import UNPLACED
from wangge.ranking import competition
from wangge.sheets import Cell, Column, Shape, Sheet

FEWEST = 5
"""With fewer events at hand a rate is chance: such a place has no rank."""


def ranking_sheet(name: str, labels: Sequence[str], key: KeyOf, account: Account) -> Sheet:
    """The places by 办结率; equal rates share a rank, places with few events are left out and counted.

    Args:
        name: the tab.
        labels: headers of the key's columns.
        key: the place of an event; one with an empty part, or 未落格, is no place.
        account: the month.
    """
    groups = {place: tally(rows) for place, rows in grouped(account.rows, key).items() if is_place(place)}
    ranked = sorted((place for place in groups if groups[place].at_hand >= FEWEST), key=_best(groups))
    ranks = competition([groups[place].rate for place in ranked])
    elsewhere = any(groups[place].elsewhere for place in ranked)
    columns = (
        Column("名次", Shape.COUNT, 8),
        *(Column(label, width=14) for label in labels),
        Column("应办", Shape.COUNT),
        Column("办结", Shape.COUNT),
        *((Column("其他去向", Shape.COUNT),) if elsewhere else ()),
        Column("期末未结", Shape.COUNT),
        Column("办结率", Shape.RATE),
    )
    rows = tuple(_row(rank, place, groups[place], elsewhere=elsewhere) for rank, place in zip(ranks, ranked, strict=True))
    few = len(groups) - len(ranked)
    notes = (
        f"应办 = 结转 ＋ 新增 ＋ 重开 = 办结 ＋ {'其他去向 ＋ ' if elsewhere else ''}期末未结；按办结率排，同率同名次。",
        *((f"其他去向：{'、'.join(OTHERS)}。",) if elsewhere else ()),
        f"应办不足 {FEWEST} 件的 {few} 个不排名次；{UNPLACED}和没有填写的不在表内。",
        "办结率受事件难易和来源影响，只作内部参考，不宜单独用于考核。",
    )
    return Sheet(name, f"{account.period}{name}（按办结率）", columns, rows, notes=notes)


def is_place(key: Key) -> bool:
    """Whether a key names a place: every part is filled in, and it is not 未落格."""
    return all(part and part != UNPLACED and not part.startswith(LEFT) for part in key)


def _best(groups: dict[tuple[str, ...], Tally]) -> Callable[[tuple[str, ...]], tuple[float, int, tuple[str, ...]]]:
    return lambda place: (-(groups[place].rate or 0), -groups[place].at_hand, place)


def _row(rank: int | None, place: tuple[str, ...], sums: Tally, *, elsewhere: bool) -> Sequence[Cell]:
    return rank, *place, sums.at_hand, sums.done, *((sums.elsewhere,) if elsewhere else ()), sums.open, sums.rate
