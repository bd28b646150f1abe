"""Search: words in the text of 1,000,000 events, rare and common, alone and beside other terms, against LIKE and against each other."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache

from offices import office
from run import Ratio, compare

from console.office import Office
from wangge.query import And, parse

MANY = 1_000_000
RARE, SELDOM, COMMON = "解放", "路灯不亮", "噪音"
"""In the invented texts every pair of their characters is common: two rare ones stand nowhere, four in seven events, the common in one of seven."""


@cache
def _opened() -> Office:
    return Office.open(office(MANY))


def _query(line: str) -> And:
    return parse(line, _opened().catalogue.fields())


def _timed(work: Callable[[], object], times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times


def _page(line: str, order: str = "newest", times: int = 5) -> float:
    query = _query(line)
    return _timed(lambda: _opened().queries.page(query, order=order), times)


def _count(line: str) -> float:
    query = _query(line)
    return _timed(lambda: _opened().queries.count(query), 3)


def _like(word: str, *, count: bool = False) -> float:
    what = "count(*)" if count else "*"
    end = "" if count else " ORDER BY reported_at DESC LIMIT 100"
    statement = f"SELECT {what} FROM events WHERE text LIKE ?{end}"
    return _timed(lambda: _opened().ledger.store.connection().execute(statement, (f"%{word}%",)).fetchall(), 1)


def run() -> list[Ratio]:
    found = [
        compare("first page of a rare word ÷ LIKE", lambda: _page(RARE), lambda: _like(RARE), 0.02, "two characters, the 100 newest"),
        compare("count of a rare word ÷ LIKE", lambda: _count(RARE), lambda: _like(RARE, count=True), 0.02, "two characters"),
        compare(
            "first page of four characters ÷ LIKE", lambda: _page(SELDOM), lambda: _like(SELDOM), 0.02, "each hit verified in the text"
        ),
    ]
    day = "上报:2024-03-05"
    found.append(compare("a day found ÷ a page", lambda: _page(day), lambda: _page(""), 3.0, "what the ledger reads, 100 events"))
    for line, order in (
        (f"{COMMON} 社区:第7社区", "newest"),
        (f"{COMMON} 社区:第7社区", "unit"),
        (f"{COMMON} 状态:处置中", "-unit"),
        (f"{COMMON} 状态:处置中 来源:12345热线", "oldest"),
        (f"{SELDOM} 状态:处置中", "-reported_at"),
    ):
        note = f"{COMMON} alone by time; {line}, in the order {order}"
        found.append(
            compare(
                "a word × a facet × an order ÷ the word", lambda line=line, order=order: _page(line, order), lambda: _page(COMMON), 20, note
            )
        )
    return found
