"""The ledger 台账: a window on a query, of any size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from console import placing
from console.batch import in_common, name_of, preview, shared
from console.cards import known_as
from console.screens.base import bindings
from console.screens.forms import Known, in_office_time, items, rows_of
from console.screens.listing import Listing
from console.widgets.window import WindowColumn, WindowTable
from console.words import _, later, put, say
from wangge.coordination import marks
from wangge.errors import WanggeError
from wangge.lifecycle import Action, Path
from wangge.query import And, parse
from wangge.records import Event

ORDERS = {"newest": later("最新在前"), "oldest": later("最早在前"), "due": later("期限在前")}
COUNTED = 10_000
MARKED = 1_000
"""How many events one key may mark at most."""


class Ledger(Listing):
    """Events that a query finds."""

    SCOPE = "ledger"
    NAME = later("台账")
    BINDINGS: ClassVar[list[BindingType]] = bindings("ledger")
    AUTO_FOCUS = "#events"

    def __init__(self, query: str, *, typing: bool = False) -> None:
        super().__init__()
        self._line = query
        self._typing = typing
        self._order = "newest"
        self._query = And()
        self._total = 0

    def body(self) -> Iterable[Widget]:
        """The query line and the table."""
        yield Input(self._line, placeholder=_("查询：直接打字，或 社区:… 状态:… 时限:超期 上报:2025-05，- 排除，| 或"), id="query")
        yield WindowTable(
            (
                WindowColumn(later("编号"), 20, known_as),
                WindowColumn(later("状态"), 10, lambda event: event.state),
                WindowColumn(later("镇街"), 10, lambda event: event.text("street"), wide=100),
                WindowColumn(later("上报时间"), 16, lambda event: self.time(event.time("reported_at"))),
                WindowColumn(later("承办"), 12, lambda event: event.text("unit") or event.text("done_unit") or event.owner, wide=110),
                WindowColumn(later("标题"), 0, lambda event: marks(event) + event.title),
            ),
            later("没有找到符合的事件。"),
            id="events",
        )

    def on_mount(self) -> None:
        """Type at once when one came to search."""
        if self._typing:
            self.call_after_refresh(self.query_one("#query", Input).focus)

    def action_reload(self) -> None:
        """Read again from where the cursor stands."""
        self.go(self._load(), "list")

    async def _load(self, *, anew: bool = False) -> None:
        table = self.query_one(WindowTable)
        try:
            self._query = parse(self._line, self.desk.office.catalogue.fields())
            await table.show(self.pages(self._query, self._order), keep=None if anew else table.current)
        except WanggeError as error:
            table.failed(put(error))
            self.retitle(_("查询有误"))
            self.tell(put(error), "error")
            return
        self._total = await self.desk.read(self.desk.office.queries.count, self._query, at_most=COUNTED)
        self._say_place()
        self.tell("")

    def _say_place(self) -> None:
        table = self.query_one(WindowTable)
        total = f"{self._total:,}" if self._total < COUNTED else _("10,000 以上")
        from_end = 0 if table.position >= 0 else self._total
        known = table.current and (not from_end or self._total < COUNTED)
        place = f"{from_end + table.position + 1:,}" if known else "—"
        marked = say("　已选 {count} 件", count=len(table.marked)) if table.marked else ""
        self.retitle(
            say("第 {place} / 共 {total} 件　{order}{marked}", place=place, total=total, order=_(ORDERS[self._order]), marked=marked)
        )

    def on_window_table_moved(self) -> None:
        """Say where the cursor stands."""
        self._say_place()

    @on(Input.Submitted, "#query")
    def _search(self, event: Input.Submitted) -> None:
        self._line = event.value
        self.desk.abandon_read()
        self.query_one(WindowTable).focus()
        self.go(self._load(anew=True), "list")

    def action_search(self) -> None:
        """Type a query."""
        self.query_one("#query", Input).focus()

    def action_back(self) -> None:
        """From the query line to the list, from the list away."""
        if self.query_one("#query", Input).has_focus:
            self.query_one(WindowTable).focus()
        else:
            super().action_back()

    def action_mark(self) -> None:
        """Mark the event under the cursor for a batch."""
        self.query_one(WindowTable).toggle_mark()
        self._say_place()

    def action_mark_all(self) -> None:
        """Mark all that the query finds, or none."""
        self.go(self._mark_all(), "list")

    async def _mark_all(self) -> None:
        table = self.query_one(WindowTable)
        if table.marked:
            table.mark(())
            self.tell(_("已全部取消选中。"))
        else:
            page = await self.desk.read(self.desk.office.queries.page, self._query, size=MARKED, order=self._order)
            table.mark(page.events)
            count = len(page.events)
            more = say("一次最多选中 {count:,} 件，其余的请分批。", count=count)
            self.tell(more if page.after else say("已选中 {count:,} 件；再按一次全部取消。", count=count))
        self._say_place()

    def action_order(self) -> None:
        """The next order."""
        names = list(ORDERS)
        self._order = names[(names.index(self._order) + 1) % len(names)]
        self.go(self._load(anew=True), "list")

    def action_place(self) -> None:
        """Place the marked events, or the one under the cursor."""
        self.go(self._place(), "ask")

    async def _place(self) -> None:
        table = self.query_one(WindowTable)
        chosen = tuple(table.marked.values()) or ((self.current,) if self.current else ())
        if not chosen:
            return
        paths = await self.desk.read(placing.choices, self.desk.office)
        if not paths:
            self.tell(_("还没有组织名册。先用 wangge units --import 导入，或打开事件按 F7 更正社区、网格。"), "error")
            return
        path = await self.pick(say("把 {count} 件落到", count=len(chosen)), paths)
        if path:
            nos = [event.no for event in chosen]
            done = await self.waited(_("落格"), placing.place, self.desk.office, nos, path, self.desk.actor())
            self.desk.remember(done[0])
            table.marked.clear()
            await self._load()
            self.tell(say("{count} 件已落到 {path}。", count=len(done), path=path), "good")

    def action_batch(self) -> None:
        """Do the same with all marked events."""
        self.go(self._batch(), "ask")

    async def _batch(self) -> None:
        table = self.query_one(WindowTable)
        marked = tuple(table.marked.values())
        if not marked:
            self.tell(_("还没有选中。把光标移到事件上按空格选中，再成批办理。"))
            return
        lifecycle = self.desk.office.rules.lifecycle
        named: dict[str, Action | Path] = {name_of(what): what for what in shared(lifecycle, marked)}
        if not named:
            self.tell(_("选中的事件没有能一起办的操作；请按状态分批选。"))
            return
        name = await self.pick(say("对选中的 {count} 件办理", count=len(marked)), tuple(named))
        if name is None:
            return
        what, alike = named[name], in_common(marked)
        known = await self.desk.read(Known.read, self.desk.office)
        asked = items(rows_of(lifecycle, marked[0].state, what), alike, self.desk.office, known)

        async def write(given: dict[str, str]) -> None:
            await self._write(marked, what, in_office_time(given, self.desk.office))

        # what may be given and need not keeps nobody waiting here
        if any(item.required for item in asked):
            await self.ask_until(f"{name}　{say('{count} 件', count=len(marked))}", asked, write)
        else:
            await write({})

    async def _write(self, marked: Sequence[Event], what: Action | Path, given: dict[str, str]) -> None:
        """Show what it would do where a time moves or one is refused, then do it as one operation."""
        ledger, nos, name = self.desk.office.ledger, [event.no for event in marked], name_of(what)
        foreseen = await self.desk.read(ledger.foresee, nos, what, self.desk.actor(), given)
        left = [each.before.no for each in foreseen if each.refusal is None]
        lines = preview(foreseen, self.desk.office)
        if lines:
            go_on = say("办理能办的 {count} 件", count=len(left))
            if not left or await self.pick(" ".join((say("{action}：预览", action=name), *lines)), (go_on, _("不办"))) != go_on:
                self.tell(" ".join(lines), "error")
                return
        events = await self.waited(name, ledger.act_many, left, what, self.desk.actor(), given)
        self.desk.remember(events[-1])
        self.query_one(WindowTable).marked.clear()
        await self._load()
        self.tell(say("{action}：{count} 件。要退回按 Ctrl+Z，一次全部退回。", action=name, count=len(events)), "good")
