"""The score report 考核得分: the scores of a month, the rules behind them, and the events behind every item.

Only named workers stand in it, never residents; the scores themselves are made by `wangge.score`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exports.words import month_words
from wangge.ranking import competition
from wangge.score import MonthScores, Scheme, WorkerScore
from wangge.sheets import Cell, Column, Report, Shape, Sheet

NAME = "网格员得分"
LONGEST = 5_000
"""Lines of 明细; a worker who wants the rest asks the ledger."""


def score_report(found: MonthScores, scheme: Scheme, office: str, month: str) -> Report:
    """The scores of `month` as a report.

    Args:
        found: as `wangge.score.score` gives it.
        scheme: the items by which they were made, in the same order.
        office: the office's name.
        month: `YYYY-MM`.
    """
    scores, period = found.workers, month_words(month)
    sheets = (_scores(scores, scheme, period), _rules(scores, scheme, period), _events(scores, period), _left_out(found, period))
    return Report(NAME, f"{period}{scheme.name}", office, period, sheets)


def _scores(scores: Sequence[WorkerScore], scheme: Scheme, period: str) -> Sheet:
    items = (
        column
        for item in scheme.items
        for column in (Column(f"{item.name}（{item.weight}分）", Shape.POINTS), Column(f"{item.name}件数", width=10))
    )
    columns = (
        *(
            Column("名次", Shape.COUNT, 8),
            Column("姓名", width=10),
            Column("镇街"),
            Column("网格", width=16),
            Column("得分", Shape.POINTS, 10),
        ),
        *items,
    )
    ranks = competition([each.total for each in scores])
    rows = tuple(_worker(rank, each) for rank, each in zip(ranks, scores, strict=True))
    notes = (
        "只对具名网格员计分，按镇街和姓名归集；平台账号、网格名不计分，公安、热线等移送来件中的上报人不计分，不对居民计分。",
        "件数 = 分子/分母；“—”表示该项没有凭据，不得 0 分也不得满分，其分值由有凭据的各项按比例分担。",
        "对得分有异议的，可凭“明细”中的编号逐件核对。",
    )
    return Sheet("得分", f"{period}{NAME}", columns, rows, notes=notes)


def _worker(rank: int | None, score: WorkerScore) -> Sequence[Cell]:
    items = (cell for item in score.items for cell in (item.points, f"{item.numerator}/{item.denominator}" if item.denominator else None))
    return rank, score.worker, score.street, score.grid, score.total, *items


def _rules(scores: Sequence[WorkerScore], scheme: Scheme, period: str) -> Sheet:
    columns = (
        *(Column("项目", width=14), Column("分值", Shape.COUNT, 8), Column("计分规则", width=48)),
        *(Column("有凭据人数", Shape.COUNT), Column("没有凭据", width=20)),
    )
    rows = tuple(
        (
            item.name,
            item.weight,
            item.rule,
            proven := sum(each.items[place].points is not None for each in scores),
            _dropped(proven, scores),
        )
        for place, item in enumerate(scheme.items)
    )
    total = ("合计", sum(item.weight for item in scheme.items), "", "", "")
    notes = (
        f"计分办法：{scheme.name}。得分 = 有凭据各项得分之和 × 总分值 ÷ 有凭据各项分值之和。",
        "比率低者为优的项目，得分 = 分值 ×（1 − 比率），已写在规则里。",
    )
    return Sheet("计分说明", f"{period}计分说明", columns, rows, total, notes)


def _dropped(proven: int, scores: Sequence[WorkerScore]) -> str:
    if not proven:
        return "全部没有凭据，本月不计此项"
    return f"{len(scores) - proven} 人没有凭据，不计此项" if proven < len(scores) else "无"


def _events(scores: Sequence[WorkerScore], period: str) -> Sheet:
    columns = (Column("姓名", width=10), Column("镇街"), Column("项目", width=14), Column("受理编号", width=20))
    lines = tuple(_lines(scores))
    notes = (
        "每一项分母中的事件，逐件列出编号。",
        *((f"只列前 {LONGEST:,} 行，其余 {len(lines) - LONGEST:,} 行请在台账中查询。",) if len(lines) > LONGEST else ()),
    )
    return Sheet("明细", f"{period}计分明细", columns, lines[:LONGEST], notes=notes)


def _left_out(found: MonthScores, period: str) -> Sheet:
    columns = (Column("上报人", width=16), Column("镇街"), Column("件数", Shape.COUNT, 8), Column("没有计分的原因", width=48))
    rows = tuple((each.reporter or "—", each.street, each.events, each.why) for each in found.left_out)
    total = ("合计", "", sum(each.events for each in found.left_out), "") if rows else None
    return Sheet("未计分", f"{period}未计分的上报人", columns, rows, total, ("本月上报的件，上报人不是计分，就是列在这里。",))


def _lines(scores: Sequence[WorkerScore]) -> Iterator[Sequence[Cell]]:
    for each in scores:
        for item in each.items:
            for number in item.events:
                yield each.worker, each.street, item.item, number
