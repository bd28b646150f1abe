"""The queue 待办队列: the cards that wait, read before they are needed.

Those of the danger lane come first, then those whose clock ends first, then the rest as they arrived.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING

from console.piles import DANGER, ORDERS, QUEUE
from console.sitting import Sitting
from wangge.lifecycle import State
from wangge.query import parse
from wangge.records import Event

if TYPE_CHECKING:
    from console.app import WanggeApp

QUEUED = frozenset({State.REPORTED, State.ACCEPTED, State.FILED})
AHEAD = 20
"""Cards that are read before they are needed."""


class Queue:
    """The cards that wait, and how many are done.

    Args:
        sitting: what was decided and left for later in this sitting.
    """

    def __init__(self, sitting: Sitting) -> None:
        self.sitting = sitting
        self._cards: deque[Event] = deque()
        self._last: Event | None = None
        self._orders = list(ORDERS)
        self._dangers_read = False
        self._total = 0

    @property
    def first(self) -> Event | None:
        """The card that is shown."""
        return self._cards[0] if self._cards else None

    @property
    def second(self) -> Event | None:
        """The card that is shown next."""
        return self._cards[1] if len(self._cards) > 1 else None

    @property
    def done(self) -> int:
        """How many were decided in this sitting."""
        return self.sitting.done

    @property
    def left(self) -> int:
        """How many are still to do."""
        return max(0, self._total - self.done)

    @property
    def worked_on(self) -> bool:
        """Whether a card was done or left for later."""
        return bool(self.done or self.sitting.skipped)

    async def begin(self, desk: WanggeApp) -> None:
        """Read the queue from its beginning, without what was skipped."""
        query = parse(QUEUE, desk.office.catalogue.fields())
        waiting = await desk.read(desk.office.queries.count, query)
        self._total = self.done + waiting
        self._cards.clear()
        self._last, self._orders, self._dangers_read = None, list(ORDERS), False
        await self.fill(desk)

    async def fill(self, desk: WanggeApp) -> None:
        """Read cards ahead."""
        queries, fields = desk.office.queries, tuple(desk.office.catalogue.fields())
        if not self._dangers_read:
            self._dangers_read = True
            self._add(await desk.read(lambda: list(queries.each(parse(DANGER, fields), "oldest"))), dangers=True)
        while self._orders and len(self._cards) < AHEAD // 2:
            page = await desk.read(queries.page, parse(QUEUE, fields), start=self._last, size=AHEAD, order=self._orders[0])
            self._last = page.events[-1] if page.events else None
            if not page.after:
                del self._orders[0]
                self._last = None
            self._add(page.events)

    def _add(self, cards: Iterable[Event], *, dangers: bool = False) -> None:
        """Put cards at the end that are not there yet; one of the danger lane cannot be left for later."""
        held = {card.id for card in self._cards} | (set() if dangers else self.sitting.skipped.keys())
        self._cards.extend(card for card in cards if card.id not in held and not self._is_decided(card))

    def _is_decided(self, card: Event) -> bool:
        """Whether a decision on this very version is written or on its way; an undo makes a newer version."""
        return card.version <= self.sitting.decided.get(card.id, 0)

    def decide(self, keys: int) -> None:
        """The first card is decided: it is taken off before that is written."""
        card = self._cards.popleft()
        self.sitting.decided[card.id] = card.version
        self.sitting.skipped.pop(card.id, None)
        self.sitting.decide(keys)

    def skip(self, known_as: str) -> None:
        """Leave the first card for later."""
        self.sitting.skipped[self._cards.popleft().id] = known_as

    def pass_over(self, card: Event) -> None:
        """Somebody else has a card before him: it is not shown now."""
        self._cards = deque(each for each in self._cards if each.id != card.id)

    def bring_back(self, card: Event) -> bool:
        """Put a card first again whose decision was refused, as it is now; returns False where somebody else has decided it."""
        if card.state not in QUEUED:
            return False
        self.sitting.decided.pop(card.id, None)
        self._cards.appendleft(card)
        return True

    def put(self, card: Event) -> None:
        """A card has changed and still waits."""
        self._cards = deque(card if each.id == card.id else each for each in self._cards)
