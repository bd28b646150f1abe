"""The desk 首页: what waits, what is due today, what is late, which files are new."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from time import monotonic
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from console import inbox, tallying
from console.answering import WAITING
from console.bindings import bindings, digits
from console.columns import EventColumn
from console.look import signs
from console.output import fit
from console.piles import DANGER, MOST_COUNTED, PILES, Pile, count_pile
from console.registry import KeyAction
from console.screens.listing import Listing
from console.widgets.charts import Charts
from console.widgets.window import WindowTable
from console.words import _, later, say
from wangge.coordination import marks
from wangge.query import parse
from wangge.times import local

LABEL = 20
"""Cells that the name of a pile takes."""
FIRST = ("open", "register", "triage", "imports", "find", "ledger", "handover", "island")
"""What the key bar shows before everything else."""
SOON = 1.0
"""Seconds after which the inbox is watched."""
RECOUNT = 20.0
"""Seconds between two counts."""
REDRAW = 0.3
"""Seconds between two looks at charts that are being counted for the first time."""


class Desk(Listing):
    """The first screen."""

    SCOPE = "desk"
    NAME = later("首页")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("desk"),
        *digits("pile"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._drawing = False
        self._drawn: tuple[int, date] | None = None
        """The ledger's last step, and the day, that the charts were drawn with."""

    def body(self) -> Iterable[Widget]:
        """The piles and the charts, then what is due next."""
        yield Static("", id="danger")
        with Container(id="today"):
            yield OptionList(*(Option(_pile_line(place, pile), id=f"p{place}") for place, pile in enumerate(PILES, start=1)), id="counts")
            yield Charts(signs(self.desk.look), id="charts")
        with Vertical(id="next"):
            yield Static(Content(_("期限最近的")), classes="heading")
            yield WindowTable(
                (
                    EventColumn(later("期限"), 16, lambda event: self.time(event.time("due_at"))),
                    EventColumn(later("标题"), 0, lambda event: marks(event) + event.title),
                    EventColumn(later("承办单位"), 14, lambda event: event.owner),
                    EventColumn(later("状态"), 10, lambda event: event.state),
                ),
                later("没有带期限的未结事件。"),
                id="due",
            )

    def offered(self) -> Sequence[KeyAction]:
        """What a clerk begins a day with comes first; there is nothing above the desk to go back to."""
        here = [action for action in super().offered() if action.name != "back"]
        return sorted(here, key=lambda action: FIRST.index(action.name) if action.name in FIRST else len(FIRST))

    def on_mount(self) -> None:
        """Watch the inbox; what is due changes by itself."""
        self.query_one("#counts", OptionList).highlighted = 0
        self.set_interval(RECOUNT, self._recount)
        self._unwatch: Callable[[], None] | None = None
        self.set_timer(SOON, self._watch)

    def _recount(self) -> None:
        """Count again while the desk is looked at; whoever comes back to it counts anyway."""
        if self.is_current:
            self.action_reload()

    def on_unmount(self) -> None:
        """Stop watching."""
        if self._unwatch is not None:
            self._unwatch()

    def _watch(self) -> None:
        """Look at the inbox from now on; the first screen does not wait for it."""
        self._unwatch = inbox.watch(self.desk.office.folder / "inbox", lambda: self.app.call_from_thread(self.action_reload))

    def action_reload(self) -> None:
        """Count again."""
        self.go(self._load(), "desk")

    async def _load(self) -> None:
        self.retitle()
        dangers = await self.desk.read(self.desk.office.queries.count, parse(DANGER, self.desk.office.catalogue.fields()))
        box = self.query_one("#danger", Static)
        box.display = bool(dangers)
        box.update(Content(say("险情 {count} 件还没有处置，排在最前。按 F6 先办。", count=dangers)))
        query = parse("时限:超期|未超期", self.desk.office.catalogue.fields())
        await self.query_one(WindowTable).show(self.pages(query, "due"))
        piles = self.query_one("#counts", OptionList)
        for place, pile in enumerate(PILES):  # one at a time: what a key asks for comes in between
            count = await self.desk.read(count_pile, self.desk.office, pile)
            piles.replace_option_prompt_at_index(place, _pile_line(place + 1, pile, count))
        self.go(self._draw(), "charts", exclusive=False)

    async def _draw(self) -> None:
        """Count what the charts show, slice by slice behind everything else; where the ledger stands as it stood, they do too."""
        stands = (
            await self.desk.read(self.desk.office.queries.tallies.version),
            local(self.desk.office.now(), self.desk.office.settings.zone).date(),
        )
        if stands == self._drawn or self._drawing:
            return
        self._drawing = True
        try:
            await self._count_figures()
            self._drawn = stands
        finally:
            self._drawing = False

    async def _count_figures(self) -> None:
        slices = tallying.figures(self.desk.office)
        shown = monotonic()
        found = None
        while (part := await self.desk.read(next, slices, None)) is not None:
            found = part
            if self._drawn is None and monotonic() - shown > REDRAW:
                shown = monotonic()
                self.query_one(Charts).show(found)
        if found is not None:
            self.query_one(Charts).show(found)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a pile."""
        event.stop()
        self.action_pile(event.option_index + 1)

    def action_open(self) -> None:
        """Open the pile or the event under the cursor."""
        if self.query_one(WindowTable).has_focus and self.current:
            super().action_open()
        else:
            self.action_pile((self.query_one("#counts", OptionList).highlighted or 0) + 1)

    def action_pile(self, place: int) -> None:
        """List a pile; the first two are worked through in triage."""
        pile = PILES[place - 1]
        if not pile.query:
            self.action_imports()
            return
        if place == 1:
            self.action_triage()
            return
        if pile.query == WAITING:
            from console.screens.replies import Replies

            self.app.push_screen(Replies())
            return
        from console.screens.ledger import Ledger

        self.app.push_screen(Ledger(pile.query))

    def action_ledger(self) -> None:
        """All events."""
        from console.screens.ledger import Ledger

        self.app.push_screen(Ledger(""))

    def action_tally(self) -> None:
        """How many there are where."""
        from console.screens.tally import TallyScreen

        self.app.push_screen(TallyScreen())

    def action_backup(self) -> None:
        """Copy the office into one file."""
        self.go(self._backup(), "backup", exclusive=False)

    async def _backup(self) -> None:
        from console.archive import pack, usual_name

        office = self.desk.office
        target = office.folder / "backups" / usual_name(office.settings.name, local(office.now(), office.settings.zone))
        await self.watched(_("备份"), lambda progress: asyncio.to_thread(pack, office.folder, target, progress))
        self.tell(say("已备份到 {file}", file=target), "good")

    def action_boards(self) -> None:
        """Boards of several departments."""
        from console.screens.boards import Boards

        self.app.push_screen(Boards())

    def action_island(self) -> None:
        """The front island."""
        from console.screens.island import IslandScreen

        self.app.push_screen(IslandScreen())

    def action_handover(self) -> None:
        """Hand over to the next shift, or take over."""
        from console.screens.handover import Handover

        self.app.push_screen(Handover())

    def action_people(self) -> None:
        """Who is there today, and anybody by name."""
        from console.screens.people import People

        self.app.push_screen(People())

    def action_duty(self) -> None:
        """The duty list."""
        from console.screens.duty import DutyScreen

        self.app.push_screen(DutyScreen())

    def action_scores(self) -> None:
        """Scores of the month."""
        from console.screens.scores import Scores

        self.app.push_screen(Scores())


def _pile_line(place: int, pile: Pile, count: int | None = None) -> Content:
    number = "" if count is None else f"{count:,}" if count < MOST_COUNTED else "≥ 1,000"
    digit = str(place) if place < 10 else " "
    return Content(f"{digit}  {fit(_(pile.label), LABEL)}") + Content.styled(f"{number:>8}", "bold" if count else "")
