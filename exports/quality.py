"""The quality sheet 质量: what of the month's events should be looked at again, as they are today, so that it can still be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from exports.account import Account
from exports.drill import Condition, Counted, Drill, is_unplaced
from exports.elapsed import INSTANTLY, hours_to_claim
from exports.results import AUTOMATIC, is_automatic, only_instructs
from exports.words import UNPLACED
from wangge.fields import EVENT_FIELDS
from wangge.flows import registered_at
from wangge.records import Life
from wangge.settings import Settings
from wangge.sheets import Cell, Column, Figure, Shape, Sheet, ratio

_NAMES = {field.label: field.name for field in EVENT_FIELDS}


def quality_sheet(account: Account, settings: Settings, drill: Drill) -> Sheet:
    """One line per doubt: how many of the month's new events it concerns."""
    lives = tuple(account.new_today())
    columns = (Column("项目", width=20), Column("件数", Shape.COUNT, 10), Column("占新增", Shape.RATE, 10), Column("口径", width=60))
    rows = tuple(_doubts(lives, settings, drill))
    notes = (
        f"统计对象：本月新增 {len(lives):,} 件，按制表时的台账；补正之后再出，件数会减少。",
        "这些是需要回看的线索，不是结论；只写指示的件仍按承办单位报办结计数。",
    )
    return Sheet("质量", f"{account.period}办理质量提示", columns, rows, notes=notes)


def missing(life: Life) -> Iterator[str]:
    """待补: the items that the import missed and nobody has filled in since."""
    for label in filter(None, life.event.text("missing").split("、")):
        name = _NAMES.get(label, "")
        filled = registered_at(life.moves) is not None if name == "reported_at" else life.event[name] is not None
        if not filled:
            yield label


def _doubts(lives: Sequence[Life], settings: Settings, drill: Drill) -> Iterator[Sequence[Cell]]:
    def line(label: str, found: Iterable[Life], rule: str, *way: Condition) -> Sequence[Cell]:
        events = [life.event for life in found]
        figure = drill.figure(Counted.NEW, events, way) if way else Figure(len(events))
        return label, figure, ratio(len(events), len(lives)), rule

    instructed = (life for life in lives if only_instructs(life.event.text("result")))
    yield line("只写指示未写结果", instructed, "处置结果只是“请…关注”之类，没有写做了什么")
    automatic = (life for life in lives if is_automatic(life.event.text("result")))
    yield line(AUTOMATIC, automatic, "处置结果写明系统自动办结，没有人答复", ("result", AUTOMATIC))
    instant = (life for life in lives if (hours := hours_to_claim(life.moves)) is not None and hours <= INSTANTLY)
    yield line("5分钟内办结", instant, "从上报到首次报办结不超过 5 分钟")
    unplaced = (life for life in lives if is_unplaced(life.event.text("community"), settings))
    yield line(UNPLACED, unplaced, "挂在虚拟社区或没有社区，须落到实际社区", ("community", UNPLACED))
    lacking = Counter(label for life in lives for label in missing(life))
    for label, _ in sorted(lacking.items(), key=lambda each: (-each[1], each[0])):
        without = (life for life in lives if label in set(missing(life)))
        way = ((_NAMES[label], ""),) if label in _NAMES else ()
        yield line(f"待补：{label}", without, f"来件没有“{label}”，至今未补", *way)
