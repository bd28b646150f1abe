"""The ledger 台账: a window on a query, of any size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from console.bindings import bindings
from console.columns import arranged, usual
from console.listed import place_of
from console.screens.bulk import Bulk
from console.tour import Deed
from console.widgets.entries import Item
from console.widgets.query import QueryLine
from console.widgets.window import Origin, WindowTable
from console.words import _, later, put, say
from wangge.completing import known_values
from wangge.errors import WanggeError
from wangge.field import Field, Kind
from wangge.fields import BY_NAME
from wangge.masking import mask_phone
from wangge.numbering import typed_phone
from wangge.query import SAME_CALLER, parse

_DAY = Field("day", later("日期"), Kind.DAY)
AT_ONCE = 1_000
"""Up to here a list is counted before anything else is; from there on the exact number follows."""


class Ledger(Bulk):
    """Events that a query finds."""

    SCOPE = "ledger"
    NAME = later("台账")
    BINDINGS: ClassVar[list[BindingType]] = bindings("ledger")
    AUTO_FOCUS = "#events"

    def __init__(self, query: str, *, typing: bool = False) -> None:
        super().__init__()
        self._view = usual(query)
        self._typing = typing
        self._total = 0
        self._ahead: int | None = None
        """How many events stand before where the cursor jumped to, where they are few."""
        self._counted = True
        self._wrong = False

    def body(self) -> Iterable[Widget]:
        """The query line and the table."""
        office = self.desk.office
        yield QueryLine(self._view.query, tuple(office.catalogue.fields()), self._values, self.desk.asked)
        yield WindowTable(arranged(self._view, office), later("没有找到符合的事件。"), id="events")

    def on_mount(self) -> None:
        """Type at once when one came to search."""
        self.query_one(WindowTable).moved.subscribe(self, lambda _place: self.say_place(), immediate=True)
        self.show_view(self._view)
        if self._typing:
            self.call_after_refresh(self.query_one(QueryLine).entry.focus)

    async def _values(self, name: str) -> Sequence[str]:
        """What may be offered as the value of a field."""
        office = self.desk.office
        known = known_values(name, office.rules.fields, office.catalogue.clock_names())
        return await self.desk.read(office.queries.names, name) if known is None else known

    def action_reload(self) -> None:
        """Read again from where the cursor stands."""
        self.go(self.reload(), "list")

    async def reload(self) -> None:
        """Read again from where the cursor stands."""
        await self._load(anew=False)

    async def reread(self) -> None:
        """Read from the beginning."""
        self.query_one(QueryLine).put(self._view.query)
        await self._load(anew=True)

    async def _load(self, *, anew: bool, typing: bool = False) -> None:
        """Read the list; while a line is still being typed, one that cannot be read leaves the list as it is."""
        table = self.query_one(WindowTable)
        self.desk.abandon_count()
        try:
            self._query = parse(self._view.query, self.desk.office.catalogue.fields())
            await table.show(self.pages(self._query, self._view.order), keep=None if anew else table.current)
        except WanggeError as error:
            if typing:
                return
            place = error.params.get("at")
            if anew and isinstance(place, int):
                self.query_one(QueryLine).entry.focus()
                self.query_one(QueryLine).point_at(place)
            self._wrong = True
            table.failed(put(error))
            self.retitle(_("查询有误"))
            self.tell(put(error), "error")
            return
        self._wrong = False
        if anew and not typing and self._view.query:
            self.desk.did(Deed.FOUND)
        self.tell("")
        self.go(self._count(), "count")

    async def _count(self) -> None:
        """Say how many there are: a few at once, many as soon as they are counted."""
        queries = self.desk.office.queries
        self._total = await self.desk.count(queries.count, self._query, at_most=AT_ONCE)
        self._counted = self._total < AT_ONCE
        self.say_place()
        if not self._counted:
            self._total = await self.desk.count(queries.count, self._query)
            self._counted = True
            self.say_place()

    def action_jump(self) -> None:
        """Go to a date."""
        self.go(self._jump(), "ask")

    async def _jump(self) -> None:
        await self.ask_until(_("跳到日期"), [Item(_DAY)], lambda given: self._jump_to(given[_DAY.name]))

    async def _jump_to(self, day: str) -> None:
        """Stand on the first event of a day; a list that does not run by time runs newest first from now on."""
        office, queries = self.desk.office, self.desk.office.queries
        try:
            place = await self.desk.read(place_of, office, self._view.order, day)
        except WanggeError as error:
            if error.code != "order_untimed":
                raise
            self.show_view(replace(self._view, order="newest"))
            await self.reread()
            place = await self.desk.read(place_of, office, self._view.order, day)
        self._ahead = None
        await self.query_one(WindowTable).jump(place)
        if not self._counted:
            await self._count()
        ahead = await self.desk.count(queries.ahead, self._query, place, self._view.order, at_most=AT_ONCE)
        self._ahead = ahead if ahead < AT_ONCE else None
        self.say_place()

    def say_place(self) -> None:
        """Say where the cursor stands, of how many, in which order."""
        if self._wrong:
            return
        table = self.query_one(WindowTable)
        total = f"{self._total:,}" if self._counted else f"≥ {self._total:,}"
        before = {Origin.START: 0, Origin.END: self._total if self._counted else None, Origin.JUMP: self._ahead}[table.origin]
        place = "—" if before is None or not table.current else f"{before + table.position + 1:,}"
        marked = say("　已选 {count} 件", count=len(table.marked)) if table.marked else ""
        said = say("第 {place} / 共 {total} 件　{order}{marked}", place=place, total=total, order=self.order_words, marked=marked)
        self.retitle(f"{self._view.name}　{said}" if self._view.name else said)

    @on(QueryLine.Asked)
    def _search(self, asked: QueryLine.Asked) -> None:
        """Look for what was typed; a line that is not finished yet says nothing until Enter does, and a whole phone is a question."""
        if asked.now and typed_phone(asked.line):
            self.go(self._find_caller(asked.line), "ask")
            return
        if asked.now:
            self.query_one(WindowTable).focus()
        elif asked.line == self._view.query:
            return
        self._view = replace(self._view, query=asked.line)
        self.desk.abandon_read()
        self.go(self._load(anew=True, typing=not asked.now), "list")

    async def _find_caller(self, phone: str) -> None:
        """List what the caller with a whole phone number reported; why is asked, and noted. An event that has this number is found without."""
        office = self.desk.office
        if await self.desk.read(office.queries.numbered, phone):
            self._view = replace(self._view, query=phone)
            await self.reread()
            return

        async def find(given: dict[str, str]) -> None:
            no = await self.desk.write(office.ledger.find_caller, phone, given["reason"], self.desk.actor())
            self._view = replace(self._view, query=f"{SAME_CALLER}:{no}")

        title = say("按电话 {phone} 查找反映人；查找和理由会记入台账", phone=mask_phone(typed_phone(phone)))
        if await self.ask_until(title, [Item(BY_NAME["reason"])], find):
            await self.reread()
            self.query_one(WindowTable).focus()

    def action_search(self) -> None:
        """Type a query."""
        self.query_one(QueryLine).entry.focus()

    def typed_han(self, text: str) -> None:
        """Go on typing in the query line."""
        line = self.query_one(QueryLine)
        line.entry.focus()
        line.entry.insert_text_at_cursor(text)

    def action_back(self) -> None:
        """From the query line to the list; from the list away."""
        if self.query_one(QueryLine).entry.has_focus:
            self.query_one(WindowTable).focus()
        elif self._from is not None:
            self._from = None
            self.tell("")
        else:
            super().action_back()
