"""Bulk 成批: events of a list chosen one by one, from here to there, or all, and the same done with all of them."""

from __future__ import annotations

from collections.abc import Sequence

from console import placing
from console.batch import in_common, name_of, preview, shared
from console.screens.arranging import Arranging
from console.screens.forms import Known, in_office_time, items, rows_of
from console.widgets.window import WindowTable
from console.words import _, say
from wangge.lifecycle import Action, Path
from wangge.query import And
from wangge.records import Event

MARKED = 1_000
"""How many events one key may mark at most."""


class Bulk(Arranging):
    """A list in which several events are chosen."""

    _query = And()
    _from: Event | None = None
    """Where a range begins."""

    def say_place(self) -> None:
        """Say where the cursor stands and how many are marked."""

    def action_mark(self) -> None:
        """Mark the event under the cursor for a batch."""
        self.query_one(WindowTable).toggle_mark()
        self.say_place()

    def action_mark_all(self) -> None:
        """Mark all that the query finds, or none."""
        self.go(self._mark_all(), "list")

    async def _mark_all(self) -> None:
        table = self.query_one(WindowTable)
        if table.marked:
            table.mark(())
            self.tell(_("已全部取消选中。"))
        else:
            page = await self.desk.read(self.desk.office.queries.page, self._query, size=MARKED, order=self._view.order)
            table.mark(page.events)
            count = len(page.events)
            more = say("一次最多选中 {count:,} 件，其余的请分批。", count=count)
            self.tell(more if page.after else say("已选中 {count:,} 件；再按一次全部取消。", count=count))
        self.say_place()

    def action_range(self) -> None:
        """Mark from one event to another: the first time here, the second time there."""
        self.go(self._range(), "list")

    async def _range(self) -> None:
        table, here = self.query_one(WindowTable), self.current
        if here is None:
            return
        if self._from is None:
            self._from = here
            self.tell(_("从这一件起。移到最后一件再按一次，中间的都选中；Esc 不选。"))
            return
        first, self._from = self._from, None
        for one, other in ((first, here), (here, first)):
            found = await self._between(one, other)
            if found:
                table.mark([*table.marked.values(), *found])
                self.tell(say("已选中 {count:,} 件；再按一次全部取消。", count=len(table.marked)))
                self.say_place()
                return
        self.tell(say("一次最多选中 {count:,} 件，其余的请分批。", count=MARKED), "error")

    async def _between(self, first: Event, last: Event) -> Sequence[Event]:
        """The events from `first` down to `last`; none when `last` is not below."""
        if first.id == last.id:
            return (first,)
        queries = self.desk.office.queries
        page = await self.desk.read(queries.page, self._query, start=first, size=MARKED - 1, order=self._view.order)
        place = next((place for place, event in enumerate(page.events) if event.id == last.id), None)
        return () if place is None else (first, *page.events[: place + 1])

    def action_place(self) -> None:
        """Place the marked events, or the one under the cursor."""
        self.go(self._place(), "ask")

    async def _place(self) -> None:
        table = self.query_one(WindowTable)
        chosen = self.chosen_events
        if not chosen:
            return
        paths = await self.desk.read(placing.choices, self.desk.office)
        if not paths:
            self.tell(_("还没有组织名册。先用 wangge units --import 导入，或打开事件按 F7 更正社区、网格。"), "error")
            return
        path = await self.pick(say("把 {count} 件落到", count=len(chosen)), paths)
        if path:
            nos = [event.no for event in chosen]
            done = await self.watched(
                _("落格"),
                lambda progress: self.desk.write(placing.place, self.desk.office, nos, path, self.desk.actor(), progress=progress),
            )
            self.desk.remember(done[0])
            table.marked.clear()
            await self.reload()
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
        ledger, nos, name, actor = self.desk.office.ledger, [event.no for event in marked], name_of(what), self.desk.actor()
        foreseen = await self.watched(
            say("{action}：预览", action=name),
            lambda progress: self.desk.read(ledger.foresee, nos, what, actor, given, progress=progress),
        )
        left = [each.before.no for each in foreseen if each.refusal is None]
        lines = preview(foreseen, self.desk.office)
        if lines:
            go_on = say("办理能办的 {count} 件", count=len(left))
            if not left or await self.pick(" ".join((say("{action}：预览", action=name), *lines)), (go_on, _("不办"))) != go_on:
                self.tell(" ".join(lines), "error")
                return
        events = await self.watched(name, lambda progress: self.desk.write(ledger.act_many, left, what, actor, given, progress=progress))
        self.desk.remember(events[-1])
        self.query_one(WindowTable).marked.clear()
        await self.reload()
        self.tell(say("{action}：{count} 件。要退回按 Ctrl+Z，一次全部退回。", action=name, count=len(events)), "good")
