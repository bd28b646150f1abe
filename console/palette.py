"""The palette 命令: what can be done on the screen that is shown, found by part of its name or by its pinyin: `yb` is 月报."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from console.columns import known_as
from console.registry import KeyAction, key_name
from console.screens.base import Base
from console.words import _
from wangge.choosing import found
from wangge.numbering import typed_number

if TYPE_CHECKING:
    from console.app import WanggeApp


class Actions(Provider):
    """The actions of the screen that the palette was opened on."""

    def _runnable(self) -> Iterator[tuple[KeyAction, Callable[[], None]]]:
        screen, app = self.screen, cast("WanggeApp", self.app)
        if isinstance(screen, Base):
            for action in filter(app.has, app.keys.here(screen.SCOPE)):
                run = getattr(screen, f"action_{action.name}", None)
                if run is not None:
                    yield action, run

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for action, run in self._runnable():
            yield DiscoveryHit(_shown(action), run, text=_(action.label), help=_(action.help))

    async def search(self, query: str) -> Hits:
        """What the typed part may mean, the likeliest first: an event by its number, or an action by its name."""
        screen, app = self.screen, cast("WanggeApp", self.app)
        if typed_number(query) and isinstance(screen, Base):
            for event in await app.read(app.office.queries.numbered, query):
                yield Hit(1.0, Content(known_as(event)), partial(screen.open_event, event), text=known_as(event), help=event.title)
        every = {_(action.label): (action, run) for action, run in self._runnable()}
        for place, (_number, label) in enumerate(found(query, tuple(every), numbered=False)):
            action, run = every[label]
            yield Hit(1.0 - place / 1_000, _shown(action), run, text=label, help=_(action.help))


def _shown(action: KeyAction) -> str:
    """An action with its first key; both are our own words."""
    return f"{_(action.label)}　{key_name(action.keys[0])}"
