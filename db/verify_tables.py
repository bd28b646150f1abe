"""Verify, the tables beside the steps 核验附表: what the file itself is, its guards, imports, counters, running clocks and lists.

These follow from the steps or can be made again, so a fault in them loses nothing; unseen it would give a number twice or show a wrong clock.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import orjson

from db import dialect
from db.chain import EditedError, told
from db.store import Store
from wangge.errors import Phrase
from wangge.records import Problem
from wangge.times import is_instant

BATCH_STATES = frozenset({"open", "done", "undone", "swept"})
MOST_TOLD = 20
"""Findings of SQLite's own check that are repeated."""
LISTS = {"组织": "places", "部门": "departments", "值班表": "rosters", "人员": "people"}
"""The directory's tables, by what their step calls them."""


def file_itself(store: Store) -> Iterator[Problem]:
    """What SQLite's own check of pages and indexes finds, which reading rows would not."""
    found = [str(row[0]) for row in store.connection().execute(f"PRAGMA integrity_check({MOST_TOLD})")]
    for fault in found if found != ["ok"] else ():
        yield Problem(Phrase("数据库自检：{fault}。", fault=fault))


def guards(store: Store) -> Iterator[Problem]:
    """The triggers that keep steps and seals as they are, to the letter."""
    held = dict(store.connection().execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    for name in sorted(dialect.TRIGGERS):
        if name not in held:
            yield Problem(Phrase("防改触发器 {name} 不见了，台账可能被别的程序动过。", name=name))
        elif " ".join(str(held[name]).split()) != dialect.TRIGGERS[name]:
            yield Problem(Phrase("防改触发器 {name} 被换成了别的内容，台账可能被别的程序动过。", name=name))
    for name in sorted(held.keys() - dialect.TRIGGERS.keys()):
        yield Problem(Phrase("台账里多出触发器 {name}，不是由本程序写入。", name=name))


def imports(store: Store) -> Iterator[Problem]:
    """Every import is one that the steps know, and has as many events as it says."""
    counted = dict(store.connection().execute("SELECT batch, count(*) FROM events WHERE batch > 0 GROUP BY batch"))
    rows = store.connection().execute(
        "SELECT b.id, b.state, b.counts, b.at, b.first, b.last, (SELECT deed FROM steps WHERE n = b.first), b.deed FROM batches b ORDER BY b.id"
    )
    for number, state, counts, at, first, last, deed, own in rows:
        new = counted.pop(number, 0)
        try:
            said = orjson.loads(counts).get("new")
        except (orjson.JSONDecodeError, AttributeError, TypeError):
            said = None
        if state not in BATCH_STATES or not is_instant(at) or not isinstance(said, int):
            yield Problem(Phrase("批次 {batch} 的登记内容不是由本程序写入。", batch=number), row=number)
        elif state in {"done", "undone"} and said != new:
            yield Problem(Phrase("批次 {batch} 记着新件 {said} 件，台账里有 {new} 件。", batch=number, said=said, new=new), row=number)
        elif new and (deed != own or not isinstance(last, int | None) or (last is not None and last < first)):
            yield Problem(Phrase("批次 {batch} 的起止步骤与步骤不符。", batch=number), row=number)
    for number, count in counted.items():
        yield Problem(Phrase("有 {count} 件属于批次 {batch}，而没有这个批次。", count=count, batch=number), row=int(number))


def counters(store: Store, pattern: str) -> Iterator[Problem]:
    """No running number is behind an event number that was given.

    Args:
        store: the ledger.
        pattern: how the office writes its numbers; numbers of another pattern are passed over.
    """
    dated = re.escape(pattern).replace(r"\{year\}", r"\d{4}").replace(r"\{month\}", r"\d\d").replace(r"\{day\}", r"\d\d")
    shape = re.compile(re.sub(r"\\\{seq.*?\\\}", r"(?P<seq>\\d+)", dated))
    highest: defaultdict[str, int] = defaultdict(int)
    for (no,) in store.connection().execute("SELECT no FROM events"):
        if (found := shape.fullmatch(str(no))) and "seq" in shape.groupindex:
            start, end = found.span("seq")
            prefix = no[:start] + no[end:]
            highest[prefix] = max(highest[prefix], int(found["seq"]))
    held = dict(store.connection().execute("SELECT prefix, last FROM counters"))
    for prefix, last in held.items():
        if not isinstance(last, int):
            yield Problem(Phrase("编号计数 {prefix} 不是数。", prefix=prefix))
    for prefix, number in sorted(highest.items()):
        last = held.get(prefix, 0)
        if isinstance(last, int) and last < number:
            yield Problem(
                Phrase("编号计数 {prefix} 记到 {last}，已给出的编号到 {number}，会重号。", prefix=prefix, last=last, number=number)
            )


def clocks(store: Store) -> Iterator[Problem]:
    """Running clocks belong to an event that is there, and can be read."""
    rows = store.connection().execute("SELECT c.event, c.kind, c.due, c.amber, e.id FROM clocks c LEFT JOIN events e ON e.id = c.event")
    for event, kind, due, amber, there in rows:
        if there is None:
            yield Problem(Phrase("时钟“{kind}”属于一件不存在的事件。", kind=kind), row=event)
        elif not is_instant(due) or (amber and not is_instant(amber)):
            yield Problem(
                Phrase("第 {n} 号事件的时钟“{kind}”不是程序能读的时间。请运行 wangge clocks --recompute。", n=event, kind=kind), row=event
            )


def lists(store: Store) -> Iterator[Problem]:
    """The directory's tables hold as many rows as the step that brought them says."""
    said: dict[str, int] = {}
    for n, body in store.connection().execute(
        "SELECT s.n, d.body FROM steps s JOIN step_data d ON d.n = s.n WHERE s.event IS NULL AND s.action = '名册' ORDER BY s.n"
    ):
        try:
            data = told(body)["data"]
            said[str(data["list"])] = int(data["count"])
        except (EditedError, KeyError, ValueError, TypeError):
            yield Problem(Phrase("第 {n} 步的名册读不懂。", n=n), row=n)
    for kind, table in LISTS.items():
        (count,) = store.connection().execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 (names are ours)
        if count != said.get(kind, 0):
            yield Problem(Phrase("名册“{kind}”有 {count} 行，导入时是 {said} 行。", kind=kind, count=count, said=said.get(kind, 0)))
