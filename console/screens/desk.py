"""The desk 首页: what waits, what is due today, what is late, which files are new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from console import inbox
from console.answering import CALLS, WAITING
from console.columns import EventColumn
from console.office import Office
from console.output import fit
from console.placing import UNPLACED
from console.registry import KeyAction
from console.screens.base import bindings, digits
from console.screens.listing import Listing
from console.undoing import TO_TELL
from console.widgets.window import WindowTable
from console.words import _, later, say
from wangge.coordination import marks
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
MOST_COUNTED = 1_000
"""Above this the desk says “≥ 1,000”: an exact figure would keep the clerk waiting."""


LABEL = 20
"""Cells that the name of a pile takes."""
SOON = 1.0
"""Seconds after which the inbox is watched."""
RECOUNT = 20.0
"""Seconds between two counts."""


class Desk(Listing):
    """The first screen."""

    SCOPE = "desk"
    NAME = later("首页")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("desk"),
        *digits("pile"),
    ]

    def body(self) -> Iterable[Widget]:
        """The piles, then what is due next."""
        yield Static("", id="danger")
        yield OptionList(
            *(Option(Content(f"{place} {_(pile.label)}"), id=f"p{place}") for place, pile in enumerate(PILES, start=1)), id="counts"
        )
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
        """There is nothing above the desk to go back to."""
        return tuple(action for action in super().offered() if action.name != "back")

    def on_mount(self) -> None:
        """Watch the inbox; what is due changes by itself."""
        self.set_interval(RECOUNT, self.action_reload)
        self._unwatch: Callable[[], None] | None = None
        self.set_timer(SOON, self._watch)

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
        counts = await self.desk.read(count_piles, self.desk.office)
        self.retitle()
        dangers = await self.desk.read(self.desk.office.queries.count, parse(DANGER, self.desk.office.catalogue.fields()))
        box = self.query_one("#danger", Static)
        box.display = bool(dangers)
        box.update(Content(say("险情 {count} 件还没有处置，排在最前。按 F6 先办。", count=dangers)))
        piles = self.query_one("#counts", OptionList)
        kept = piles.highlighted
        piles.set_options(
            Option(_pile_line(place, pile, count), id=f"p{place}")
            for place, (pile, count) in enumerate(zip(PILES, counts, strict=True), start=1)
        )
        piles.highlighted = kept or 0
        query = parse("时限:超期|未超期", self.desk.office.catalogue.fields())
        await self.query_one(WindowTable).show(self.pages(query, "due"))

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


def count_piles(office: Office) -> list[int]:
    """How much lies on each pile; counting stops at `MOST_COUNTED`."""
    fields = tuple(office.catalogue.fields())
    return [
        office.queries.count(parse(pile.query, fields), at_most=MOST_COUNTED) if pile.query else len(inbox.new_files(office))
        for pile in PILES
    ]


def _pile_line(place: int, pile: Pile, count: int) -> Content:
    number = f"{count:,}" if count < MOST_COUNTED else "≥ 1,000"
    digit = str(place) if place < 10 else " "
    return Content(f"{digit}  {fit(_(pile.label), LABEL)}") + Content.styled(f"{number:>8}", "bold" if count else "dim")
