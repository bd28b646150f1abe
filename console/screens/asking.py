"""Asking 询问: how a screen asks: a form, a list to choose from, a unit with who is there today."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from console.drafts import Draft
from console.screens import around
from console.screens.working import Working
from console.words import _, put, say
from wangge.directory import Present
from wangge.duty import units_of
from wangge.errors import WanggeError
from wangge.records import Event
from wangge.times import local

if TYPE_CHECKING:
    from console.widgets.entries import Item


class Asking(Working):
    """A screen that asks over itself.

    Class attributes:
        SCOPE: its actions in the registry; with the title it names a draft.
    """

    SCOPE: ClassVar[str] = ""

    async def ask(self, title: str, items: Sequence[Item], about: str = "") -> dict[str, str] | None:
        """Let the clerk fill a few items in; None when he leaves it.

        Args:
            title: what stands above.
            items: what is asked for.
            about: the event; with the title it says whose draft is taken up again after a crash.
        """
        draft = Draft(self.desk.drafts, f"{self.SCOPE} {title} {about}")
        given = await self._ask(title, items, "", draft)
        draft.keep({})
        return given

    async def _ask(self, title: str, items: Sequence[Item], wrong: str, draft: Draft) -> dict[str, str] | None:
        known = await self.desk.read(around.read, self.desk.office, self.desk.actor())
        from console.widgets.ask import Ask

        return await self.app.push_screen_wait(Ask(title, items, wrong, known, draft))

    async def ask_until(
        self, title: str, items: Sequence[Item], work: Callable[[dict[str, str]], Awaitable[None]], about: str = ""
    ) -> bool:
        """Ask, and do `work` with the answers; a refusal brings the form back as it was filled in, with the reason.

        Args:
            title: what stands above.
            items: what is asked for.
            work: what is done with the answers.
            about: as for `ask`.

        Returns:
            whether it was done.
        """
        wrong, conflict, draft = "", False, Draft(self.desk.drafts, f"{self.SCOPE} {title} {about}")
        while True:
            given = await self._ask(title, items, wrong, draft)
            if given is None:
                if not conflict:  # what was typed against somebody else's change stands there again
                    draft.keep({})
                return False
            try:
                await work(dict(given))
            except WanggeError as error:
                wrong, conflict = put(error), conflict or error.code == "changed_shown"
                items = [replace(item, value=given.get(item.name, "")) for item in items]
            else:
                draft.keep({})
                return True

    async def known(self, name: str) -> tuple[str, ...]:
        """The values of an item that this office knows: of its duties, then those in use, most used first."""
        duties: Mapping[str, list[str]] = {
            "category": [duty.category for duty in self.desk.office.catalogue.duties],
            "unit": [duty.unit for duty in self.desk.office.catalogue.duties],
        }
        used = await self.desk.read(self.desk.office.queries.facets, "worker" if name == "worker_to_verify" else name, 60)
        return tuple(dict.fromkeys((*duties.get(name, ()), *(value for value, _count in used))))

    async def pick(self, title: str, choices: Sequence[str], *, free: bool = False, first: str = "") -> str | None:
        """Let the clerk choose by typing a part; Enter alone takes `first`, else the first of the list."""
        from console.widgets.ask import Pick

        return await self.app.push_screen_wait(Pick(title, choices, free=free, first=first))

    async def pick_unit(self, event: Event, first: Sequence[str] = ()) -> str | None:
        """Let the clerk choose a unit, those of `first` before the others; each says who is there today."""
        labels = {unit_line(name, present): name for name, present in (await self._units(event, first)).items()}
        chosen = await self.pick(_("承办单位"), tuple(labels), free=True)
        unit = labels.get(chosen, chosen) if chosen else None
        return unit if unit and await self.is_unit(unit, event) else None

    async def is_unit(self, unit: str, event: Event) -> bool:
        """Whether a name is a unit that this office knows, or the clerk says that it is one; nothing is none, and is no question."""
        names = [name.strip() for name in unit.split("、") if name.strip()]
        known = {*await self._units(event), *self._new_units}
        unknown = next((name for name in names if name not in known), "")
        if not unknown:
            return True
        new = _("是新单位，就派给它")
        title = say("“{unit}”不在权责清单、通讯录里，也没有办过事件。是单位吗？", unit=unknown)
        if await self.pick(title, (_("不是，重新选"), new)) != new:
            return False
        self._new_units.add(unknown)
        return await self.is_unit(unit, event)

    @property
    def _new_units(self) -> set[str]:
        """Units that a clerk said are some, in this sitting."""
        return self.desk.new_units

    async def _units(self, event: Event, first: Sequence[str] = ()) -> dict[str, Present | None]:
        """The units that this office knows, each with who is there today; those of `first` before the others."""
        office = self.desk.office
        today = local(office.now(), office.settings.zone).date()
        there = {each.department: each for each in await self.desk.read(office.ledger.directory.present, today)}
        held = await self.desk.read(office.queries.names, "unit")
        used = await self.desk.read(office.queries.facets, "unit", 60)
        book = await self.desk.read(office.ledger.duties.book)
        rows = units_of(book.for_event(event, office.settings.zone))
        names = dict.fromkeys((*first, *rows, *there, *(name for name, _count in used), *held))
        return {name: there.get(name) for name in names}


def unit_line(name: str, present: Present | None) -> str:
    """A unit with who is there today."""
    if present is None or not (present.people or present.phone):
        return name
    people = "、".join(present.people)
    if present.substitute:
        people = say("{names}（替补）", names=people)
    return "　".join(filter(None, (name, present.stationing, people, present.phone)))
