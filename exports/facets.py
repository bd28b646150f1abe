"""Facets 分类统计: the month's events by one item: 新增, 办结, 期末未结 and 办结率 per value, most new ones first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from exports.account import Account
from exports.drill import Condition, Counted, Drill, is_unplaced
from exports.tallies import Row, Tally, check_parts, tally
from exports.words import BLANK, TOTAL, UNPLACED
from wangge.lifecycle import DONE_STATES, Exit
from wangge.records import Event
from wangge.settings import Settings
from wangge.sheets import Cell, Column, Shape, Sheet

RATE = "办结率 = 办结 ÷ 新增，截至月末。"
RATE_WITH_CARRY = "办结率 = 办结 ÷（结转及重开 ＋ 新增），截至月末。"
LEFT = "〔"
"""Opens the word for an item that an event left without."""
OTHERS = tuple(exit_ for exit_ in Exit if exit_ is not Exit.DONE)
Key = tuple[str, ...]
KeyOf = Callable[[Event], Key]


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns that a sheet has only where the month has something in them.

    Attributes:
        carried: 结转及重开.
        exits: the ways out beside 办结.
    """

    carried: bool
    exits: tuple[Exit, ...]

    @property
    def identity(self) -> str:
        """How the columns of a row add up."""
        minus = "".join(f" － {exit_}" for exit_ in (Exit.DONE, *self.exits))
        return f"每行：期末未结 ＝ {'结转及重开 ＋ ' if self.carried else ''}新增{minus}，出表前已逐行核对。"


@dataclass(frozen=True, slots=True)
class Facet:
    """How a sheet orders the events.

    Attributes:
        name: the tab.
        labels: headers of the key's columns.
        key: what an event is filed under; an empty part is a value not filled in.
        fields: the fields by which a query finds a key again, one name per part; several ways are tried in turn.
        notes: what the reader must know about the key.
        told_when_done: whether an event may tell its key only once it is done; then no rate compares done with open ones that tell none.
    """

    name: str
    labels: tuple[str, ...]
    key: KeyOf
    fields: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    told_when_done: bool = False


def by_fields(name: str, labels: Sequence[str], *fields: str, notes: tuple[str, ...] = ()) -> Facet:
    """The plain case: filed under the values of `fields`."""
    return Facet(name, tuple(labels), lambda event: tuple(event.text(field) for field in fields), (fields,), notes)


def facets(settings: Settings, *, several_streets: bool) -> Iterator[Facet]:
    """The sheets of a month report, in order. Places and units are named with their street when there are several."""
    street, street_of = (("镇街",), ("street",)) if several_streets else ((), ())

    def within_street(part: Callable[[Event], str]) -> KeyOf:
        return lambda event: (*(event.text(name) for name in street_of), part(event))

    tiers = "、".join(f"{tier} = {name}" for tier, name in settings.values.get("tier_names", {}).items())
    yield by_fields("按处置层级", ("处置层级",), "tier", notes=(f"处置层级是由哪一级处置，不是轻重缓急：{tiers}。",) if tiers else ())
    yield by_fields("按来源", ("来源",), "source")
    yield by_fields("按镇街", ("镇街",), "street")
    yield Facet(
        "按社区",
        (*street, "社区"),
        within_street(lambda event: community(event, settings)),
        ((*street_of, "community"),),
        (
            f"{UNPLACED}：挂在虚拟社区（{'、'.join(settings.values.get('community_virtual', {})) or '未设'}）或没有社区的事件，须落到实际社区。",
        ),
    )
    yield by_fields("按类别", ("类别", "二级分类"), "category", "subcategory")
    yield Facet(
        "按承办单位",
        (*street, "承办单位"),
        within_street(unit),
        ((*street_of, "done_unit"), (*street_of, "unit")),
        ("已办结的按办结单位计，未办结的按承办单位计。", *(("同名单位按所在镇街分列。",) if several_streets else ())),
        told_when_done=True,
    )


def community(event: Event, settings: Settings) -> str:
    """The community as reports show it: a virtual one, or none, is 未落格."""
    name = event.text("community")
    return UNPLACED if is_unplaced(name, settings) else name


def unit(event: Event) -> str:
    """Who answers for it: the unit that finished it, else the one that has it."""
    return (event.text("done_unit") if event.state in DONE_STATES else "") or event.text("unit")


def grouped(rows: Iterable[Row], key: KeyOf) -> Mapping[Key, list[Row]]:
    """The rows that count, by key."""
    groups: dict[Key, list[Row]] = {}
    for row in rows:
        if row.counts:
            groups.setdefault(tuple(part or _left(row) for part in key(row.event)), []).append(row)
    return groups


def _left(row: Row) -> str:
    """What stands for an item that nobody has to fill in any more: how the event left, 〔不予受理〕; empty for one that is done or open."""
    return "" if row.flow.left in {None, Exit.DONE} else f"{LEFT}{row.flow.left}〕"


def facet_sheet(facet: Facet, account: Account, total: Tally, drill: Drill) -> Sheet:
    """One facet as a sheet; its 合计 is `total`, the month's own tally."""
    groups = grouped(account.rows, facet.key)
    tallies = {key: tally(rows) for key, rows in groups.items()}
    check_parts(tallies.values(), total, account.month)
    order = sorted(groups, key=lambda key: (-tallies[key].new, -tallies[key].done, -tallies[key].open, not all(key), key))
    shape = _Columns(carried=total.at_hand != total.new, exits=tuple(exit_ for exit_ in OTHERS if total.exits.get(exit_)))
    columns = (
        *(Column(label, width=14) for label in facet.labels),
        *((Column("结转及重开", Shape.COUNT),) if shape.carried else ()),
        Column("新增", Shape.COUNT),
        Column("办结", Shape.COUNT),
        *(Column(exit_, Shape.COUNT) for exit_ in shape.exits),
        Column("期末未结", Shape.COUNT),
        Column("办结率", Shape.RATE),
    )
    untold = sum(tallies[key].open for key in groups if not key[-1]) if facet.told_when_done else 0
    rows = tuple(_row(facet, key, groups[key], tallies[key], drill, shape, rated=not untold) for key in order)
    everything = tuple(row for row in account.rows if row.counts)
    names = (TOTAL, *("" for _ in facet.labels[1:]))
    return Sheet(
        name=facet.name,
        title=f"{account.period}网格事件{facet.name}统计表",
        columns=columns,
        rows=rows,
        total=(*names, *_figures(everything, total, drill, ((),), shape)),
        notes=(shape.identity, RATE_WITH_CARRY if shape.carried else RATE, *facet.notes, *_untold(untold), *_opening(account)),
        bars=len(facet.labels) + shape.carried,
    )


def _untold(untold: int) -> tuple[str, ...]:
    return (f"未结的有 {untold:,} 件没有写明承办单位，各单位的办结率没有凭据，不计算。",) if untold else ()


def _opening(account: Account) -> tuple[str, ...]:
    return (f"期初未结 {account.opening:,} 件由人工填报，没有逐件登记，只列入总体情况，不在本表。",) if account.opening else ()


def _row(facet: Facet, key: Key, rows: Sequence[Row], sums: Tally, drill: Drill, shape: _Columns, *, rated: bool) -> Sequence[Cell]:
    ways = tuple(tuple(zip(fields, key, strict=True)) for fields in facet.fields)
    *counts, rate = _figures(rows, sums, drill, ways, shape)
    return (*(part or BLANK for part in key), *counts, rate if rated else None)


def _figures(rows: Sequence[Row], sums: Tally, drill: Drill, ways: Sequence[Sequence[Condition]], shape: _Columns) -> tuple[Cell, ...]:
    return (
        *((sums.carried + sums.reopened,) if shape.carried else ()),
        drill.figure(Counted.NEW, (row.event for row in rows if row.flow.new), *ways),
        drill.figure(Counted.DONE, (row.event for row in rows if row.done), *ways),
        *(sums.exits.get(exit_, 0) for exit_ in shape.exits),
        drill.figure(Counted.OPEN, (row.event for row in rows if row.event.is_open), *ways),
        sums.rate,
    )
