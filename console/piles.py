"""Piles 待办: what lies on the desk, each by a name and the query that lists it; for the screen and for lines alike."""

from __future__ import annotations

from dataclasses import dataclass

from console import inbox
from console.answering import CALLS, WAITING
from console.office import Office
from console.placing import UNPLACED
from console.undoing import TO_TELL
from console.words import later
from wangge.query import parse


@dataclass(frozen=True, slots=True)
class Pile:
    """One line of the desk: a name and the query that lists it; an empty query is the new files."""

    label: str
    query: str


PILES = (
    Pile(later("待受理"), "状态:待受理"),
    Pile(later("待派遣"), "状态:待派遣|待立案"),
    Pile(later("今日到期"), "时限:今日"),
    Pile(later("已超期"), "时限:超期"),
    Pile(later("待回填"), WAITING),
    Pile(later("待回访"), CALLS),
    Pile(later("处置中"), "状态:处置中|待签收"),
    Pile(later("待核查结案"), "状态:待核查|待结案"),
    Pile(later("待补"), "-待补:空"),
    Pile(later("待落格"), UNPLACED),
    Pile(later("待告知"), TO_TELL),
    Pile(later("新文件"), ""),
)
DANGER = "状态:待受理|待立案|待派遣 -险情:空 险情处置:空"
"""The danger lane: nobody has said yet what was done."""
QUEUE = "状态:待受理|待立案|待派遣 疑难负责人:空"
"""What triage works through."""
ORDERS = ("due", "oldest")
"""In which orders, one after the other: the cards with a clock by its end, then all as they arrived."""
MOST_COUNTED = 1_000
"""Above this the desk says “≥ 1,000”: an exact figure would keep the clerk waiting."""


def count_pile(office: Office, pile: Pile) -> int:
    """How much lies on a pile; counting stops at `MOST_COUNTED`."""
    if not pile.query:
        return len(inbox.new_files(office))
    return office.queries.count(parse(pile.query, office.catalogue.fields()), at_most=MOST_COUNTED)
