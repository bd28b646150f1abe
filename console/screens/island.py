"""The front island 前岛: what waits in every block, how long already, and the queue of the block under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from console import island
from console.bindings import bindings
from console.columns import EventColumn, known_as
from console.output import fit
from console.registry import TWINS
from console.screens.guiding import pick_block
from console.screens.listing import Listing
from console.widgets.entries import Item
from console.widgets.window import FetchPage, WindowTable
from console.words import _, later, say
from wangge.coordination import marks
from wangge.fields import BY_NAME
from wangge.island import Queue, since, unguided, visits
from wangge.lifecycle import Action
from wangge.records import Event, Page
from wangge.times import Instant

PLACES = "0123456789zxcvbnm"
"""The key of each block, in order: the digits pass an input method; of what comes after them the letters, or the arrows."""
NAMED, COUNTED, PENDING = 16, 6, 10
"""Cells that the name of a block takes, the number of its events, and the number of those not received."""
RECOUNT = 20.0
"""Seconds between two counts."""


class IslandScreen(Listing):
    """The blocks on one side, the queue of one of them on the other."""

    SCOPE = "island"
    NAME = later("前岛")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("island"),
        *(Binding(",".join((key, *TWINS.get(key, ()))), f"block({place})", show=False) for place, key in enumerate(PLACES)),
    ]
    AUTO_FOCUS = "#blocks"

    def __init__(self) -> None:
        super().__init__()
        self._queues: tuple[Queue, ...] = ()

    def body(self) -> Iterable[Widget]:
        """The blocks under a header, then the events of one."""
        with Vertical(id="sides"):
            yield Static(Content(_header()), classes="heading", id="blocks-head")
            yield OptionList(id="blocks")
        with Vertical(id="next"):
            yield Static("", classes="heading", id="block-name")
            yield WindowTable(
                (
                    EventColumn(later("已等"), 12, lambda event: island.waited(since(event), self.desk.office.now())),
                    EventColumn(later("标题"), 0, lambda event: marks(event) + event.title),
                    EventColumn(later("接收"), 8, _received),
                    EventColumn(later("来访"), 6, lambda event: say("{times}次", times=visits(event.known))),
                    EventColumn(later("状态"), 8, lambda event: event.state),
                    EventColumn(later("编号"), 18, known_as),
                ),
                later("这个板块没有人等。"),
                id="events",
            )

    def on_mount(self) -> None:
        """Count again now and then: people wait."""
        self.set_interval(RECOUNT, self.action_reload)

    def action_reload(self) -> None:
        """Read the queues again."""
        self.go(self._load(), "island")

    async def _load(self) -> None:
        self._queues = await self.desk.read(island.waiting, self.desk.office)
        now = self.desk.office.now()
        self.retitle(say("共 {count} 件", count=sum(len(queue.events) for queue in self._queues)))
        held = self.query_one("#blocks", OptionList)
        kept = held.highlighted or 0
        with self.prevent(OptionList.OptionHighlighted):
            held.set_options(_options(self._queues, now))
            held.highlighted = min(kept, len(self._queues) - 1)
        await self._show(keep=self.current)

    @property
    def _queue(self) -> Queue | None:
        place = self.query_one("#blocks", OptionList).highlighted
        return self._queues[place] if place is not None and place < len(self._queues) else None

    async def _show(self, *, keep: Event | None = None) -> None:
        queue = self._queue
        if queue is None:
            return
        told = say("{block}　{count} 件", block=queue.block, count=len(queue.events))
        if queue.unguided:
            told += say("　其中待导引 {count} 件，按 F7 导引", count=queue.unguided)
        self.query_one("#block-name", Static).update(Content(told))
        await self.query_one(WindowTable).show(_pages(queue.events), keep=keep)

    @on(OptionList.OptionHighlighted, "#blocks")
    def _looked_at(self) -> None:
        self.go(self._show(), "island-queue")

    @on(OptionList.OptionSelected, "#blocks")
    def _entered(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.query_one(WindowTable).focus()

    def action_block(self, place: int) -> None:
        """Go to a block's queue."""
        if place < len(self._queues):
            self.query_one("#blocks", OptionList).highlighted = place
            self.query_one(WindowTable).focus()

    def action_open(self) -> None:
        """Into the queue, and there into an event."""
        table = self.query_one(WindowTable)
        if table.has_focus:
            super().action_open()
        else:
            table.focus()

    def action_back(self) -> None:
        """From the queue to the blocks, from the blocks away."""
        blocks = self.query_one("#blocks", OptionList)
        if self.query_one(WindowTable).has_focus:
            blocks.focus()
        else:
            super().action_back()

    def _chosen(self) -> Event | None:
        if self.current is None:
            self.tell(_("这个板块没有人等。来了人按 F2 登记。"))
        return self.current

    def action_guide(self) -> None:
        """Guide the event under the cursor, or move it to another block."""
        event = self._chosen()
        if event is not None:
            self.go(self._guide(event), "ask")

    async def _guide(self, event: Event) -> None:
        here = str(event.known.get("island_block") or "")
        choice = await pick_block(self, event.known)
        if choice is None:
            return
        action = Action.MOVE_BLOCK if here else Action.GUIDE
        items = [Item(BY_NAME["reason"], "" if here else choice.why)]

        async def write(given: dict[str, str]) -> None:
            await self._act(event, action, {**given, "island_block": choice.block})
            self.tell(say("{action}：{no} → {block}", action=action, no=known_as(event), block=choice.block), "good")

        await self.ask_until(f"{action}　{choice.block}", items, write)

    def action_receive(self) -> None:
        """The block has received the event under the cursor."""
        event = self._chosen()
        if event is None:
            return
        if unguided(event.known):
            self.tell(_("这一件还没有导引，按 F7 导引。"), "error")
        else:
            self.go(self._received(event), "write")

    async def _received(self, event: Event) -> None:
        await self._act(event, Action.RECEIVE, {})
        self.tell(say("板块接收：{no}。要退回按 Ctrl+Z。", no=known_as(event)), "good")

    def action_visit(self) -> None:
        """Somebody came again for the event under the cursor."""
        event = self._chosen()
        if event is not None:
            self.go(self._visit(event), "write")

    async def _visit(self, event: Event) -> None:
        done = await self._act(event, Action.VISIT, {})
        self.tell(say("来访：{no} 第 {times} 次。要退回按 Ctrl+Z。", no=known_as(event), times=visits(done.known)), "good")

    async def _act(self, event: Event, action: Action, given: dict[str, str]) -> Event:
        desk = self.desk
        done = await desk.write(desk.office.ledger.act, event.no, action, desk.actor(), given, seen=event.version)
        desk.remember(done)
        await self._load()
        return done

    def action_receipt(self) -> None:
        """Print the receipt of the event under the cursor."""
        event = self._chosen()
        if event is not None:
            self.go(self._receipt(event), "write")

    async def _receipt(self, event: Event) -> None:
        path = await self.desk.write(island.receipt, self.desk.office, event, self.desk.actor())
        self.tell(say("已写出 {file}。打印已记入台账。", file=path), "good")

    def action_services(self) -> None:
        """What people come for, and what it takes."""
        from console.screens.services import Services

        self.app.push_screen(Services())

    def action_backlog(self) -> None:
        """The old petitions."""
        from console.screens.backlog import Backlog

        self.app.push_screen(Backlog())

    def action_people(self) -> None:
        """Which departments are there today, and whom to call."""
        from console.screens.people import People

        self.app.push_screen(People())

    def action_cases(self) -> None:
        """The cases of a department."""
        self.go(self._cases(), "ask")

    async def _cases(self) -> None:
        from console.screens.ledger import Ledger

        labels = [each.label for each in self.desk.office.catalogue.departments]
        chosen = await self.pick(_("哪个部门的案件"), labels)
        if chosen:
            self.app.push_screen(Ledger(f"案件类型:{chosen}"))

    def action_ledger(self) -> None:
        """The queue of the block in the ledger, for what is done to many."""
        from console.screens.ledger import Ledger

        if self._queue is not None:
            self.app.push_screen(Ledger(island.line(self._queue.block)))


def _header() -> str:
    return f"   {fit(_('板块'), NAMED)}{_right(_('件数'), COUNTED)}{_right(_('未接收'), PENDING)}   {_('最久')}"


def _right(text: str, width: int) -> str:
    return " " * (width - cell_len(text)) + text


def _options(queues: Sequence[Queue], now: Instant) -> Iterator[Option | None]:
    """A line for each block, with a rule between the parts of 1+6+N."""
    for place, queue in enumerate(queues):
        if place and queue.group != queues[place - 1].group:
            yield None
        yield Option(_line(place, queue, island.waited(queue.longest, now)))


def _line(place: int, queue: Queue, longest: str) -> Content:
    key = PLACES[place] if place < len(PLACES) else " "
    waiting = len(queue.events)
    counts = f"{waiting:>{COUNTED},}{queue.unreceived + queue.unguided or '—':>{PENDING}}   {longest}"
    return Content(f"{key}  {fit(queue.block, NAMED)}") + Content.styled(counts, "bold" if waiting else "")


def _received(event: Event) -> str:
    if unguided(event.known):
        return _("待导引")
    return _("已接收") if event.known.get("island_received") else _("未接收")


def _pages(events: tuple[Event, ...]) -> FetchPage:
    """A list that is held already, as the table reads it."""

    async def fetch(start: Event | None, size: int, backwards: bool) -> Page:  # noqa: FBT001 (the table's words)
        place = next((place for place, event in enumerate(events) if start is not None and event.id == start.id), -1)
        first, last = (max(0, place - size), place) if backwards else (place + 1, place + 1 + size)
        return Page(events[first:last], before=first > 0, after=last < len(events))

    return fetch
