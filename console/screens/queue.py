"""The queue 待办队列: the cards that wait, read before they are needed; those of the danger lane first, then oldest first."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from console.piles import DANGER, QUEUE
from wangge.lifecycle import State
from wangge.query import parse
from wangge.records import Event

if TYPE_CHECKING:
    from console.app import WanggeApp

QUEUED = frozenset({State.REPORTED, State.ACCEPTED, State.FILED})
AHEAD = 20
"""Cards that are read before they are needed."""


class Queue:
    """The cards that wait, and how many are done."""

    def __init__(self) -> None:
        self.done = 0
        self._cards: deque[Event] = deque()
        self._skipped: set[int] = set()
        self._decided: dict[int, int] = {}
        self._last: Event | None = None
        self._more = True
        self._dangers_read = False
        self._total = 0

    @property
    def first(self) -> Event | None:
        """The card that is shown."""
        return self._cards[0] if self._cards else None

    @property
    def left(self) -> int:
        """How many are still to do."""
        return max(0, self._total - self.done)

    @property
    def worked_on(self) -> bool:
        """Whether a card was done or left for later."""
        return bool(self.done or self._skipped)

    async def begin(self, desk: WanggeApp) -> None:
        """Read the queue from its beginning, without what was skipped."""
        query = parse(QUEUE, desk.office.catalogue.fields())
        waiting = await desk.read(desk.office.queries.count, query)
        self._total = self.done + waiting
        self._cards.clear()
        self._last, self._more, self._dangers_read = None, True, False
        await self.fill(desk)

    async def fill(self, desk: WanggeApp) -> None:
        """Read cards ahead."""
        queries, fields = desk.office.queries, tuple(desk.office.catalogue.fields())
        if not self._dangers_read:
            self._dangers_read = True
            query = parse(DANGER, fields)
            dangers = await desk.read(lambda: list(queries.each(query, "oldest")))
            self._cards.extend(card for card in dangers if not self._is_decided(card))
        while self._more and len(self._cards) < AHEAD // 2:
            page = await desk.read(queries.page, parse(QUEUE, fields), start=self._last, size=AHEAD, order="oldest")
            self._more = page.after
            if page.events:
                self._last = page.events[-1]
            held = {card.id for card in self._cards}
            self._cards.extend(card for card in page.events if card.id not in self._skipped | held and not self._is_decided(card))

    def _is_decided(self, card: Event) -> bool:
        """Whether a decision on this very version is written or on its way; an undo makes a newer version."""
        return card.version <= self._decided.get(card.id, 0)

    def decide(self) -> None:
        """The first card is decided: it is taken off before that is written."""
        card = self._cards.popleft()
        self._decided[card.id] = card.version
        self.done += 1

    def skip(self) -> None:
        """Leave the first card for later."""
        self._skipped.add(self._cards.popleft().id)

    def bring_back(self, card: Event) -> bool:
        """Put a card first again whose decision was refused, as it is now; returns False where somebody else has decided it."""
        if card.state not in QUEUED:
            return False
        self._decided.pop(card.id, None)
        self._cards.appendleft(card)
        return True

    def put(self, card: Event) -> None:
        """A card has changed and still waits."""
        self._cards = deque(card if each.id == card.id else each for each in self._cards)
