"""The island's sheet 前岛接待: where the month's visits were guided, and how often people had to come for a matter; about matters, never persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from exports.account import Account
from exports.words import fraction
from wangge.blocks import blocks, group
from wangge.island import FREQUENT, unguided, visits
from wangge.lifecycle import Exit
from wangge.settings import Settings
from wangge.sheets import Cell, Column, Figure, Shape, Sheet, ratio

COLUMNS = (Column("项目", width=26), Column("数", Shape.COUNT, 14), Column("单位", width=8), Column("口径", width=56))
Line = tuple[str, Cell, str, str]
NOTES = (
    "来访次数按事项计：同一件事来一次计一次，登记时算第一次。只数事，不数人，不按人累计、不排名。",
    "一次办成：本月办结、到办结为止只来过一次。",
)


def island_sheets(account: Account, settings: Settings) -> Iterator[Sheet]:
    """The sheet of an office that has a front island; nothing for the others."""
    if settings.flows.island:
        rows = tuple(_lines(account, settings))
        yield Sheet("前岛", f"{account.period}前岛接待情况", COLUMNS, rows, notes=NOTES)


def _lines(account: Account, settings: Settings) -> Iterator[Line]:
    came = [row.event.known for row in account.rows if row.flow.new and visits(row.event.known)]
    done = [visits(row.event.known) for row in account.rows if row.flow.left is Exit.DONE and visits(row.event.known)]
    guided = Counter(str(known["island_block"]) for known in came if known.get("island_block"))
    yield "接待事项", len(came), "件", "本月新增、有人来访的事件"
    for block in dict.fromkeys((*blocks(settings.policy.behind), *guided)):
        yield f"　{block}", guided[block], "件", f"本月接待事项中，月末所在板块（{group(block)}）"
    yield "　无须导引", sum(bool(known.get("island_waived")) for known in came), "件", "本月接待事项中，写明理由的"
    yield "　待导引", sum(unguided(known) for known in came), "件", "本月接待事项中，月末还没有板块也没有理由的"
    yield "转板块", sum(int(known.get("island_moves") or 0) for known in came), "次", "本月接待事项，至月末"
    once, twice, more = (sum(map(fits, done)) for fits in ((1).__eq__, (2).__eq__, FREQUENT.__le__))
    yield "一次办成", once, "件", "本月办结，只来过一次"
    yield "两次办成", twice, "件", "本月办结，来过两次"
    yield "三次以上办成", more, "件", "本月办结，来过三次以上"
    yield "一次办成率", Figure(ratio(once, len(done)), Shape.RATE), "", f"{fraction(once, len(done))}（一次办成 ÷ 本月办结的接待事项）"
