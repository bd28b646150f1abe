"""Arranging 列与视图: what a list shows and in which order, kept as views; and what it shows, copied or written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from sqlite3 import OperationalError

from console import views
from console.columns import EventColumn, arranged, offered, usual
from console.listed import copied_file, tab_separated, write_list
from console.screens.listing import Listing
from console.widgets.window import WindowTable
from console.words import _, later, say
from wangge.records import Event
from wangge.views import View, ViewColumn, view_name

ORDERS = {"newest": later("最新在前"), "oldest": later("最早在前"), "due": later("期限在前")}
COPIED = 5_000
"""Events that one key copies at most."""


class Arranging(Listing):
    """A list whose columns, order and query are a view."""

    _view: View
    _chosen: tuple[EventColumn, ...] = ()

    @property
    def chosen_events(self) -> Sequence[Event]:
        """What a key is about: the events that are marked, else the one under the cursor."""
        table = self.query_one(WindowTable)
        return tuple(table.marked.values()) or ((table.current,) if table.current else ())

    async def reload(self) -> None:
        """Read the list again from where the cursor stands."""
        raise NotImplementedError

    async def reread(self) -> None:
        """Read the list again from its beginning."""
        raise NotImplementedError

    def show_view(self, view: View) -> None:
        """Show the columns of a view."""
        self._chosen = arranged(view, self.desk.office) or arranged(usual(), self.desk.office)
        self._view = replace(view, columns=tuple(ViewColumn(column.name, column.width) for column in self._chosen))
        by, down = view.order.removeprefix("-"), view.order.startswith("-")
        name = next((column.name for column in self._chosen if column.by == by), "")
        self.query_one(WindowTable).lay_out(self._chosen, view.frozen, (name, _("(降)") if down else _("(升)")))

    @property
    def order_words(self) -> str:
        """The order in words."""
        named = ORDERS.get(self._view.order)
        if named:
            return _(named)
        by = self._view.order.removeprefix("-")
        label = next((column.label for column in offered(self.desk.office).values() if column.by == by), by)
        return say("按{label}{way}", label=_(label), way=_("降序") if self._view.order.startswith("-") else _("升序"))

    @property
    def _at(self) -> int:
        return self.query_one(WindowTable).at

    def action_order(self) -> None:
        """The next of the usual orders."""
        usual_ones = list(ORDERS)
        now = usual_ones.index(self._view.order) if self._view.order in ORDERS else -1
        self._run_by(usual_ones[(now + 1) % len(usual_ones)])

    def action_sort_up(self) -> None:
        """Run by the column under the cursor, upwards."""
        self._sort("")

    def action_sort_down(self) -> None:
        """Run by the column under the cursor, downwards."""
        self._sort("-")

    def _sort(self, way: str) -> None:
        column = self._chosen[self._at]
        if column.by:
            self._run_by(way + column.by)
        else:
            self.tell(say("“{label}”不是单独的一项，不能排序；按 6 加上要排的那一列。", label=_(column.label)), "error")

    def _run_by(self, order: str) -> None:
        self.show_view(replace(self._view, order=order))
        self.go(self.reread(), "list")

    def action_widen(self) -> None:
        """Make the column under the cursor wider."""
        self.show_view(self._view.widened(self._at, offered(self.desk.office)[self._chosen[self._at].name].width))

    def action_hide(self) -> None:
        """Take the column under the cursor away."""
        self.show_view(self._view.without(self._at))

    def action_freeze(self) -> None:
        """Let the columns up to this one stand still."""
        self.show_view(self._view.frozen_to(self._at))

    def action_add_column(self) -> None:
        """Put another column behind this one."""
        self.go(self._add_column(), "ask")

    async def _add_column(self) -> None:
        there = {column.name for column in self._view.columns}
        labels = {_(column.label): column for name, column in offered(self.desk.office).items() if name not in there}
        chosen = await self.pick(_("加一列"), tuple(labels))
        if chosen in labels:
            column = labels[chosen]
            self.show_view(self._view.with_column(self._at, ViewColumn(column.name, column.width)))
            self.query_one(WindowTable).action_column(1)

    def action_views(self) -> None:
        """Open a view, keep this one, or remove one."""
        self.go(self._views(), "ask")

    async def _views(self) -> None:
        office = self.desk.office
        keep, plain, remove = _("〔存为视图〕"), _("〔恢复原来的列〕"), _("〔删除视图〕")
        kept = await self.desk.read(views.saved, office)
        by_name = {view.name: view for view in kept}
        chosen = await self.pick(_("视图"), (*by_name, keep, plain, *((remove,) if kept else ())), first=self._view.name)
        if chosen == keep:
            name = await self.pick(_("视图叫什么名字"), tuple(by_name), free=True, first=self._view.name)
            if name:
                self._view = replace(self._view, name=view_name(name))
                path = await self.desk.write(views.save, office, self._view)
                self.tell(say("视图已存到 {file}；把这个文件拷到别的中心也能用。", file=path), "good")
        elif chosen == plain:
            self.show_view(usual(self._view.query))
            await self.reread()
        elif chosen == remove:
            name = await self.pick(_("删除哪个视图"), tuple(by_name))
            if name in by_name:
                await self.desk.write(views.forget, office, name)
                self.tell(say("视图“{name}”已删除；事件不受影响。", name=name), "good")
        elif chosen in by_name:
            await self.open_view(by_name[chosen])

    async def open_view(self, view: View) -> None:
        """Show a view: its query, its order, its columns."""
        self.show_view(view)
        await self.reread()

    def action_copy_cell(self) -> None:
        """Copy the cell under the cursor."""
        current = self.current
        if current is not None:
            text = self._chosen[self._at].text(current)
            self.app.copy_to_clipboard(text)
            self.tell(say("已复制“{text}”。", text=text), "good")

    def action_copy_rows(self) -> None:
        """Copy the marked events, or the one under the cursor, as a table."""
        self.go(self._copy_rows(), "ask")

    async def _copy_rows(self) -> None:
        events = self.chosen_events[:COPIED]
        if not events:
            return
        text = tab_separated(self._chosen, events)
        self.app.copy_to_clipboard(text)
        path = await self.desk.write(copied_file, self.desk.office, text)
        self.tell(say("已复制 {count} 行；终端不支持剪贴板时，请从 {file} 里复制。", count=len(events), file=path), "good")

    def action_write(self) -> None:
        """Write what the list shows as a workbook: the marked events, else all that was found."""
        self.go(self._write_out(), "write")

    async def _write_out(self) -> None:
        marked = tuple(self.query_one(WindowTable).marked.values())
        try:
            path = await self.watched(
                _("写出"),
                lambda progress: self.desk.count(write_list, self.desk.office, self._view, marked or None, progress=progress),
            )
        except OperationalError:
            self.tell(_("写出被新的查询打断了，没有文件。请再按一次。"), "error")
            return
        self.tell(say("已写出 {file}", file=path), "good")
