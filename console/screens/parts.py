"""The parts 建议各项 of a card: what is proposed for its category, unit, place and limit, and what the clerk puts in the place of one by a digit."""

from __future__ import annotations

from console import cards
from console.screens.base import Base
from console.screens.forms import LIMITS
from console.suggesting import at_once, communities, decided, is_own
from console.words import _
from wangge.duty import Duty, DutyBook
from wangge.records import Event
from wangge.suggestion import LIMIT, MATTER, PLACE, UNIT, Proposal


class Parts(Base):
    """A screen with a card whose suggestion can be changed part by part."""

    def __init__(self) -> None:
        super().__init__()
        self._changed: dict[str, str] = {}
        self._proposed: dict[tuple[int, int], Proposal] = {}
        self._book: DutyBook | None = None

    @property
    def _card(self) -> Event | None:
        """The card that is shown."""
        raise NotImplementedError

    def _show_plan(self, card: Event) -> None:
        """Show what would be done with the card as it is changed now."""
        raise NotImplementedError

    def _held(self, card: Event) -> bool:
        """Whether something must be done with a card before anything else."""
        raise NotImplementedError

    def _answers(self, digit: int) -> bool:
        """Whether a digit answers a question here, and changes nothing."""
        raise NotImplementedError

    def _suggestion(self, card: Event) -> Proposal:
        """What is known to be proposed by now: by the whole office, else by the event and the duty list alone."""
        found = self._proposed.get((card.id, card.version))
        return found if found is not None else at_once(card, self._book, self.desk.office)

    def _duties(self, card: Event) -> tuple[Duty, ...]:
        """The rows of the duty list that were valid on the card's day."""
        return self._book.for_event(card, self.desk.office.settings.zone) if self._book else ()

    def _own_list(self, card: Event) -> bool:
        """Whether the office itself had entered the duty list of the card's day."""
        return self._book is not None and is_own(card, self._book, self.desk.office)

    def _plan(self, card: Event) -> dict[str, str]:
        return cards.plan(card, self._suggestion(card), self._changed)

    def action_category(self) -> None:
        """Choose the matter."""
        if not self._answers(1):
            self.go(self._choose_matter(), "ask")

    async def _choose_matter(self) -> None:
        card = self._card
        if card is None:
            return
        known = {f"{duty.category} / {duty.matter}": duty for duty in self._duties(card)}
        guessed = {option.value: option.given for option in self._suggestion(card).options.get(MATTER, ())}
        past = await self.desk.read(decided, "matter", card, self.desk.office)
        chosen = await self.pick(_("类别"), (*guessed, *past, *known))
        if chosen:
            # the small list that came with the program does not outvote what the office itself decided
            by_list = chosen in known and (chosen not in past or self._own_list(card))
            self._change(**(cards.chosen(known[chosen]) if by_list else {**guessed, **past}[chosen]))

    def action_unit(self) -> None:
        """Choose the unit."""
        if not self._answers(2) and self._card is not None:
            self.go(self._choose_unit(self._card), "ask")

    async def _choose_unit(self, card: Event) -> None:
        proposed = (option.value for option in self._suggestion(card).options.get(UNIT, ()))
        chosen = await self.pick_unit(card, (*proposed, *await self.desk.read(decided, "unit", card, self.desk.office)))
        if chosen:
            self._change(unit=chosen)

    def action_place(self) -> None:
        """Choose the community and the grid."""
        if self._card is not None and not self._held(self._card):
            self.go(self._choose_place(self._card), "ask")

    async def _choose_place(self, card: Event) -> None:
        guessed = {option.value: option.given for option in self._suggestion(card).options.get(PLACE, ())}
        chosen = await self.pick(_("网格"), (*guessed, *await self.desk.read(communities, card, self.desk.office)), free=True)
        if chosen:
            self._change(**guessed.get(chosen, {"community": chosen}))

    def action_limit(self) -> None:
        """Set a limit of its own."""
        if not self._answers(3):
            self.go(self._choose_limit(), "ask")

    async def _choose_limit(self) -> None:
        own = tuple(option.value for option in self._suggestion(self._card).options.get(LIMIT, ())) if self._card else ()
        chosen = await self.pick(_("时限"), (*own, *LIMITS), free=True)
        if chosen:
            self._change(limit=chosen)

    def _change(self, **values: str) -> None:
        self._changed = {**self._changed, **values}
        if self._card is not None:
            self._show_plan(self._card)
