"""Scores 考核: a worker's month as a value that explains every point.

A scheme is a list of items; each item counts events for and against out of those that bear evidence. An item without evidence drops out of
the weight, and the receipt says so; it is never 0 and never 100. Accounts and system reporters are never scored, residents never.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from wangge.errors import Phrase
from wangge.guard import guarded
from wangge.names import person
from wangge.records import Life
from wangge.text import half_width

Judge = Callable[[Life], bool | None]
"""Whether an event counts for the worker (True), against (False), or bears no evidence for the item (None)."""


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """One item 考核项目.

    Attributes:
        name: what it is called on the sheet.
        weight: its points out of the scheme's total.
        judge: what an event says about it.
        rule: the rule in one sentence, with its denominator.
        inverse: True when a low share is good (返工率): the points then go by 1 − share.
    """

    name: str
    weight: int
    judge: Judge
    rule: str
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scoring scheme 计分办法: a name and its items."""

    name: str
    items: tuple[ScoreItem, ...]


@dataclass(frozen=True, slots=True)
class ItemScore:
    """What one item gave: points, the share behind them, and the events that made it.

    `points` is exact, and rounded where it is shown; None without evidence (denominator 0).
    """

    item: str
    weight: int
    points: float | None
    numerator: int
    denominator: int
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkerScore:
    """A worker's score 得分, keyed by street and name.

    `total` is on the scheme's full scale, over the items that have evidence, exact, and rounded once where it is shown; None when none has.
    """

    worker: str
    street: str
    grid: str
    total: float | None
    items: tuple[ItemScore, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Reporters of a period who are no scored workers, with the reason, so that every reported event is either scored or named here.

    Attributes:
        reporter: as the file wrote it; empty where whoever is named belongs to another body, or nobody is.
        street: where.
        why: the reason, in words.
        events: how many events of the period.
    """

    reporter: str
    street: str
    why: str
    events: int


@dataclass(frozen=True, slots=True)
class MonthScores:
    """A period's scores and who is in none.

    Attributes:
        workers: best first, those without evidence last.
        left_out: the others who reported, most events first.
    """

    workers: tuple[WorkerScore, ...]
    left_out: tuple[LeftOut, ...] = ()


PASSED_ON = frozenset(
    {"110非警务", "公安移交", "12345热线", "热线", "部门移送", "法院委派", "信访转办", "人大政协", "媒体", "物联感知", "数字城管"}
)
"""Sources whose reporters belong to another body: the officer or operator whom such a feed names is no grid worker of the centre."""
_PERSON = re.compile(r"[\u3400-\u9fff]{2,6}|[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8})+")
_NOT_PERSON = re.compile(r"网格|平台|系统|社区$|村$|中心|测试|账号|管理员|值班|办公室|村[一二三四五六七八九十\d]+$")


def is_person(worker: str) -> bool:
    """Whether a 上报人 is a named worker: two to six Han characters, or several parts with ·, that are no grid, account or office.

    Notes in brackets (`王某（暂）`) and 代理 at the end are left aside.
    """
    return bool(_PERSON.fullmatch(worker_name(worker))) and not _NOT_PERSON.search(half_width(worker))


def worker_name(worker: str) -> str:
    """The bare name of a worker, without notes in brackets and 代理."""
    return re.sub(r"\([^)]*\)$|代理$", "", half_width(person(worker))).strip()


def score(scheme: Scheme, lives: Iterable[Life], reported: Callable[[Life], bool]) -> MonthScores:
    """The scores of every named worker who reported in the period, and who else reported in it.

    What another body passed on (`PASSED_ON`) tells of its own people, and of no worker.

    Args:
        scheme: the items.
        lives: events as of the cut-off.
        reported: whether an event was reported in the period.

    Raises:
        WanggeError: `plugin_failed` for an item whose `judge` raises, or says something else than True, False or None.
    """
    by_worker: dict[tuple[str, str], list[Life]] = {}
    others: Counter[tuple[str, str, str]] = Counter()
    for life in lives:
        if not reported(life):
            continue
        worker, street = life.event.text("worker"), life.event.text("street")
        if why := _why_not(worker, life.event.text("grid"), life.event.text("source")):
            # whoever another body names is nobody's worker here, and stays unnamed
            others["" if life.event.text("source") in PASSED_ON else worker, street, why] += 1
        else:
            by_worker.setdefault((street, worker_name(worker)), []).append(life)
    scores = [_score(scheme, street, worker, own) for (street, worker), own in by_worker.items()]
    best = sorted(scores, key=lambda each: (each.total is None, -(each.total or 0), -each.items[0].denominator, each.street, each.worker))
    left = (LeftOut(reporter, street, why, count) for (reporter, street, why), count in others.items())
    return MonthScores(tuple(best), tuple(sorted(left, key=lambda each: (-each.events, each.street, each.reporter, each.why))))


def _why_not(worker: str, grid: str, source: str) -> str:
    """Why a reporter is no scored worker; empty for one who is."""
    if source in PASSED_ON:
        return Phrase("由{source}移送，上报人不是本中心的网格员", source=source)
    if not worker:
        return Phrase("没有写上报人")
    if worker == grid:
        return Phrase("上报人写的是网格名")
    return "" if is_person(worker) else Phrase("不是具名的人：账号、平台、单位，或两边对不上的写法")


def _score(scheme: Scheme, street: str, worker: str, lives: list[Life]) -> WorkerScore:
    items = tuple(_item(item, lives) for item in scheme.items)
    proven = [(item, share) for item, found in zip(scheme.items, items, strict=True) if (share := _share(item, found)) is not None]
    weight, full = sum(item.weight for item, _ in proven), sum(item.weight for item in scheme.items)
    earned = sum((item.weight * share for item, share in proven), Fraction())
    grids = {life.event.text("grid") for life in lives} - {""}
    return WorkerScore(
        worker,
        street,
        next(iter(grids)) if len(grids) == 1 else "、".join(sorted(grids)),
        float(earned * full / weight) if weight else None,
        items,
    )


def _item(item: ScoreItem, lives: list[Life]) -> ItemScore:
    verdicts = ((life.event.no, guarded(item.name, partial(item.judge, life), bool | None)) for life in lives)
    judged = [(no, verdict) for no, verdict in verdicts if verdict is not None]
    found = ItemScore(item.name, item.weight, None, sum(verdict for _, verdict in judged), len(judged), tuple(no for no, _ in judged))
    share = _share(item, found)
    return found if share is None else replace(found, points=float(item.weight * share))


def _share(item: ScoreItem, found: ItemScore) -> Fraction | None:
    """The share of its weight that an item earns, exact; None without evidence."""
    if not found.denominator:
        return None
    share = Fraction(found.numerator, found.denominator)
    return 1 - share if item.inverse else share
