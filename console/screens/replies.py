"""Replies 待回填: what is done here and not yet typed into the system it came from; one key copies, one key marks it entered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from console.answering import WAITING, write_reply
from console.bindings import bindings
from console.columns import EventColumn
from console.screens.listing import Listing
from console.widgets.window import WindowTable
from console.words import _, later, say
from wangge.lifecycle import Action
from wangge.query import parse
from wangge.records import Event
from wangge.upstream import reply_text


class Replies(Listing):
    """The orders that wait for their reply, and the text of the one under the cursor."""

    SCOPE = "replies"
    NAME = later("待回填")
    BINDINGS: ClassVar[list[BindingType]] = bindings("replies")
    AUTO_FOCUS = "#events"

    def body(self) -> Iterable[Widget]:
        """The list, and the reply below."""
        yield WindowTable(
            (
                EventColumn(later("截止"), 16, lambda event: self.time(event.time("upstream_due"))),
                EventColumn(later("上级工单"), 22, lambda event: str(event.extra.get("upstream_no") or event.no)),
                EventColumn(later("标题"), 0, lambda event: event.title),
                EventColumn(later("系统"), 10, lambda event: str(event.extra.get("upstream_system") or "—")),
                EventColumn(later("办结单位"), 14, lambda event: event.text("done_unit") or "—"),
            ),
            later("没有待回填的工单。"),
            id="events",
        )
        with VerticalScroll(id="card", can_focus=False):
            yield Static("", id="card-text")

    def on_mount(self) -> None:
        """Show the reply of the order under the cursor."""
        self.query_one(WindowTable).moved.subscribe(self, lambda _place: self._show_reply(), immediate=True)

    def action_reload(self) -> None:
        """Read again."""
        self.go(self._load(), "replies")

    async def _load(self) -> None:
        table = self.query_one(WindowTable)
        query = parse(WAITING, self.desk.office.catalogue.fields())
        await table.show(self.pages(query, "oldest"), keep=table.current)
        count = await self.desk.read(self.desk.office.queries.count, query)
        self.retitle(say("共 {count} 件", count=count))
        self._show_reply()

    def _show_reply(self) -> None:
        current = self.current
        text = (reply_text(current.values) or _("（没有处置结果，请打开这一件看步骤）")) if current else ""
        self.query_one("#card-text", Static).update(Content(text))

    def action_copy(self) -> None:
        """Copy the reply to the clipboard, and into a file for terminals that pass none on."""
        current = self.current
        text = reply_text(current.values) if current else ""
        if current is None or not text:
            self.tell(_("没有可复制的回单内容。"))
            return
        self.app.copy_to_clipboard(text)
        path = write_reply(self.desk.office, current, text)
        self.tell(say("已复制回单内容；终端不支持剪贴板时，请从 {file} 里复制。", file=path), "good")

    def action_entered(self) -> None:
        """The reply was typed into the other system."""
        current = self.current
        if current is not None:
            self.go(self._entered(current), "write")

    async def _entered(self, event: Event) -> None:
        done = await self.desk.write(
            self.desk.office.ledger.act, event.no, Action.UPSTREAM_REPLY, self.desk.actor(), {}, seen=event.version
        )
        self.desk.remember(done)
        await self._load()
        self.tell(say("回单：{no} 已记为录入上级系统。要退回按 Ctrl+Z。", no=event.extra.get("upstream_no") or event.no), "good")
