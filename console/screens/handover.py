"""The handover 交接班: the note that waits for the next clerk, and the one that would be written now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from console import handing
from console.bindings import bindings
from console.screens.base import Base
from console.widgets.entries import Item
from console.words import _, later, say
from wangge.field import Field
from wangge.fields import BY_NAME


class Handover(Base):
    """What the next shift must know."""

    SCOPE = "handover"
    NAME = later("交接班")
    BINDINGS: ClassVar[list[BindingType]] = bindings("handover")

    def body(self) -> Iterable[Widget]:
        """The note that nobody has confirmed, then the one of now."""
        with VerticalScroll(id="preview"):
            yield Static("", id="plan")

    def action_reload(self) -> None:
        """Gather again."""
        self.go(self._load(), "handover")

    async def _load(self) -> None:
        office = self.desk.office
        waiting = await self.desk.read(handing.waiting, office)
        made = await self.desk.read(handing.gather, office, self.desk.actor())
        text = Content("")
        if waiting is not None:
            head = say("{by} {at} 交的班，还没有人接，按 F12 接班\n", by=waiting.actor, at=self.time(waiting.at))
            text += Content.styled(head, "bold") + Content(f"{waiting.data['text']}\n\n")
        text += Content.styled(_("现在交班会写下的，按 F4 交班\n"), "bold") + Content(made.text)
        self.query_one("#plan", Static).update(text)

    def action_write(self) -> None:
        """Write the note."""
        self.go(self._write(), "write")

    async def _write(self) -> None:
        n, _note = await self.desk.write(handing.hand_over, self.desk.office, self.desk.actor())
        await self._load()
        self.tell(say("已交班（第 {n} 步），等下一班的人接班。", n=n), "good")

    def action_move(self) -> None:
        """Give one person's open events to another."""
        self.go(self._move(), "ask")

    async def _move(self) -> None:
        known = await self.known("worker")

        async def move(given: dict[str, str]) -> None:
            before, after = given["from_person"], given["to_person"]
            who = self.desk.office, before, after, given["reason"], self.desk.actor()
            moved = await self.watched(_("移交"), lambda progress: self.desk.write(handing.move_cards, *who, progress=progress))
            self.desk.remember(moved[-1])
            await self._load()
            self.tell(say("{before}名下 {count} 件未结的已移交{after}。", before=before, count=len(moved), after=after), "good")

        people = [Item(BY_NAME[name], choices=known) for name in ("from_person", "to_person")]
        await self.ask_until(_("移交一个人的事件（请假、调岗）"), [*people, Item(BY_NAME["reason"])], move)

    def action_take(self) -> None:
        """Confirm the waiting note, under the next clerk's own name."""
        self.go(self._take(), "ask")

    async def _take(self) -> None:
        given = await self.ask(_("接班"), [Item(_WHO)])
        if given is not None:
            taken = await self.desk.write(handing.take_over, self.desk.office, self.desk.office.actor(given[_WHO.name], via="console"))
            await self._load()
            self.tell(say("{who}已接 {by} 的班。", who=given[_WHO.name], by=taken.actor), "good")


_WHO = Field("who", "接班人")
