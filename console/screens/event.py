"""The event 事件: what is known of it, everything that was done with both times, and what can be done now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from console.batch import name_of
from console.behalf import ON_BEHALF, TOLD, acting
from console.bindings import bindings, digits
from console.changing import changed_lines
from console.columns import known_as
from console.lane import ANSWERS, deadlines, offer, question
from console.look import MUTED
from console.merging import order_lines
from console.offering import FIRST, listed, numbered
from console.screens.base import Base, shown
from console.screens.clocks import ClocksScreen
from console.screens.forms import Known, by_fit, form_items, in_office_time, items, paths, rows_of
from console.screens.guiding import pick_block, pick_service
from console.screens.lane import answer
from console.tour import Deed
from console.widgets.ask import Tell
from console.widgets.entries import Item
from console.words import _, later, put, say
from wangge import danger
from wangge.changes import changes, label
from wangge.coordination import marks, still_to_report
from wangge.department import Department, offered
from wangge.errors import WanggeError
from wangge.field import Field, Kept, Kind, Value
from wangge.fields import BY_NAME, EVENT_FIELDS
from wangge.island import spent
from wangge.lifecycle import Action, Path
from wangge.records import Event, Step


class EventScreen(Base):
    """One event."""

    SCOPE = "event"
    NAME = later("事件")
    FIRST: ClassVar[tuple[Action, ...]] = FIRST
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("event"),
        *digits("nth"),
    ]

    def __init__(self, no: str) -> None:
        super().__init__()
        self._no = no
        self._event: Event | None = None
        self._steps: tuple[Step, ...] = ()
        self._before_after = False

    def body(self) -> Iterable[Widget]:
        """Facts on the left, steps on the right, actions below."""
        yield Static("", id="card-title")
        with Horizontal():
            with VerticalScroll(id="facts"):
                yield Static("", id="facts-text")
            with VerticalScroll(id="timeline"):
                yield Static("", id="steps-text")
        yield Static("", id="foot")

    def action_reload(self) -> None:
        """Read it again."""
        self.go(self._load(), "event")

    async def _load(self) -> None:
        event = await self.desk.read(self.desk.office.queries.event, self._no)
        steps = await self.desk.read(self.desk.office.queries.steps, event)
        self._event = event
        orders = [*await self.desk.read(order_lines, self.desk.office, event), *filter(None, (offer(event, self.desk.office),))]
        self.retitle(f"{event.state}　{say('责任方 {owner}', owner=event.owner)}")
        self.query_one("#card-title", Static).update(Content(f"{known_as(event)}　{marks(event)}{event.title}"))
        self.query_one("#facts-text", Static).update(Content("".join(f"{text}\n" for text in orders)) + self._facts(event))
        self._steps = steps
        self.desk.did(Deed.OPENED)
        self._show_steps()
        asked = question(event, self.desk.office)
        ends = deadlines(event, self.desk.office)
        line = asked or "".join(f"{place}{action}　" for place, action in enumerate(self._offered(), start=1))
        self.query_one("#foot", Static).update(Content((ends + "\n" if ends else "") + line + _("回车 更多操作")))

    def _facts(self, event: Event) -> Content:
        lines = Content("")
        for field in EVENT_FIELDS:
            value = event[field.name] if field.kept is Kept.COLUMN else event.extra.get(field.name)
            if value is None or field.name in {"external_no", "title", "state", "pauses"} or value == 0:
                continue
            lines += self._fact(field.label, self._read(field.name, value))
        known = {field.name for field in EVENT_FIELDS}
        for name, value in event.extra.items():
            if name not in known:
                lines += self._fact(label(name, self.desk.office.rules.fields), self._read(name, value))
        return lines

    @staticmethod
    def _fact(name: str, text: str) -> Content:
        return Content.styled(f"{_(name)}　", MUTED) + Content(text + "\n")

    def _read(self, name: str, value: Value | None) -> str:
        """A value as a person reads it, a table with a row on a line of its own."""
        field = self.desk.office.rules.fields.get(name)
        if field is None or value is None:
            return shown(value)
        rows = "\n  " if field.kind is Kind.TABLE else ""
        return rows + field.shown(value, self.desk.office.settings.zone, rows)

    def _timeline(self, steps: Iterable[Step]) -> Content:
        lines = Content("")
        for step in steps:
            when = self.time(step.at) if step.proven else _("时间无证据")
            style = f"{MUTED} strike" if step.undone else "bold"
            lines += Content.styled(f"{when}　{step.action}", style)
            if step.target is not None and step.target is not step.source:
                lines += Content(f" → {step.target}")
            lines += Content(_("（已撤销）") if step.undone else "")
            lines += Content.styled("\n  " + self._told(step) + "\n", MUTED)
        return lines

    def _show_steps(self) -> None:
        shown = self._changes(self._steps) if self._before_after else self._timeline(self._steps)
        self.query_one("#steps-text", Static).update(shown)

    def _changes(self, steps: Iterable[Step]) -> Content:
        """What each step changed, before → after, with who, when and why."""
        lines, fields, zone = Content(""), self.desk.office.rules.fields, self.desk.office.settings.zone
        for each in changes(steps):
            mark = _("（已撤销）") if each.step.undone else ""
            head = f"{self.time(each.step.recorded_at)}　{each.step.action}{mark}　{each.step.recorded_by}　{each.reason}"
            lines += Content.styled(head.rstrip() + "\n", f"{MUTED} strike" if each.step.undone else "bold")
            lines += Content("".join(f"  {text}\n" for text in changed_lines(each, fields, zone)))
        return lines

    def action_changes(self) -> None:
        """Turn between what was done and what it changed."""
        self._before_after = not self._before_after
        self._show_steps()

    def _told(self, step: Step) -> str:
        """The second line of a step: who, for whom, when it was typed, and why."""
        parts = [step.actor]
        if step.recorded_by != step.actor:
            by, via = step.recorded_by, step.via
            parts.append(say("{by}代录", by=by) if via in _OWN_WAYS else say("{by}代录（{via}）", by=by, via=via))
        if step.recorded_at != step.at:
            parts.append(say("{at}录入", at=self.time(step.recorded_at)))
        proof = str(step.data.get("proof", ""))
        if proof in BY_NAME:
            parts.append(say("据来件“{label}”", label=_(BY_NAME[proof].label)))
        for name, value in step.data.items():
            if name not in {"proof", "takes_back", "gives_back", "print"} and value:
                label = _(BY_NAME[name].label) if name in BY_NAME else _(_DATA_LABELS.get(name, name))
                parts.append(say("{label}：{value}", label=label, value=value))
        if step.action == Action.CORRECT:
            fields, zone = self.desk.office.rules.fields, self.desk.office.settings.zone
            for name, new in step.changes.items():
                if name in fields and name != "state":
                    parts.append(f"{_(fields[name].label)} → {shown(new) if new is None else fields[name].shown(new, zone)}")
        return "　".join(parts)

    def action_case(self) -> None:
        """The department's case: form, clocks, arithmetic, papers."""
        from console.screens.case import CaseScreen

        self.app.push_screen(CaseScreen(self._no))

    def _offered(self) -> list[Action]:
        if self._event is None:
            return []
        allowed = set(self.desk.office.rules.lifecycle.open_to(self._event.state, self._event.known)) - spent(self._event.known)
        return numbered(allowed, self.FIRST)

    def action_nth(self, place: int) -> None:
        """Do one of the numbered actions; while the danger is unanswered the digits answer it."""
        if self._event is not None and danger.unanswered(self._event.values):
            if place in ANSWERS:
                self.go(self._answer_danger(self._event, place), "ask")
            return
        offered = self._offered()
        if place <= len(offered):
            self.go(self._do(offered[place - 1]), "ask")

    async def _answer_danger(self, event: Event, digit: int) -> None:
        done = await answer(self, event, digit)
        if done is not None:
            await self._done(done, Action.ANSWER_DANGER)

    def action_act(self) -> None:
        """Choose from all that the table allows."""
        self.go(self._choose(), "ask")

    async def _choose(self) -> None:
        if self._event is None:
            return
        lifecycle, event = self.desk.office.rules.lifecycle, self._event
        can = listed(self._offered(), paths(lifecycle, event.state), lifecycle.open_to(event.state, event.known))
        named = {name_of(what): what for what in can}
        name = await self.pick(say("{state}：可以办理", state=event.state), tuple(named))
        if name:
            await self._do(named[name])

    async def _do(self, what: Action | Path, known_already: Mapping[str, str] = MappingProxyType({})) -> None:
        event, office = self._event, self.desk.office
        rows = rows_of(office.rules.lifecycle, event.state, what) if event else ()
        if event is None or not rows:
            return
        if what is Action.CORRECT:
            await self._correct(event)
            return
        known = await self.desk.read(Known.read, office)
        asked = items(rows, event.known, office, known)
        if what is Action.FILL:
            department = await self._pick_department(event)
            if department is None:
                return
            asked = form_items(department, event.known)
        if what is Action.ADVISE:
            told = await pick_service(self)
            if told is None:
                return
            asked = told
        if any("island_block" in row.needs for row in rows):
            choice = await pick_block(self, event.known)
            if choice is None:
                return
            asked = [replace(item, value=choice.given.get(item.field.name, ""), chosen=item.field.name in choice.given) for item in asked]
        if any("unit" in row.needs for row in rows):
            unit = await self.pick_unit(event)
            if unit is None:
                return
            asked = [replace(item, value=unit, chosen=True) if item.field.name == "unit" else item for item in asked]
        if what in ON_BEHALF:
            asked += [Item(BY_NAME[name], required=False) for name in TOLD]
        asked = [replace(item, value=known_already.get(item.field.name, item.value)) for item in asked]
        asked.append(Item(_WHEN, required=False))

        async def write(given: dict[str, str]) -> None:
            await self._write(given, what)

        await self.ask_until(f"{name_of(what)}　{event.title}", asked, write, event.no)

    async def _pick_department(self, event: Event) -> Department | None:
        """The department whose form is filled in: that of the case, else the one that fits, else the one that is chosen."""
        office, kind = self.desk.office, event.known.get("department")
        fitting = offered(office.catalogue.departments, event.known)
        known = {each.label: each for each in by_fit(office, event.known)}
        if kind in known:
            return known[str(kind)]
        if len(fitting) == 1:
            return fitting[0][0]
        chosen = await self.pick(_("哪个部门的登记表"), tuple(known))
        return known[chosen] if chosen else None

    async def _write(self, given: dict[str, str], what: Action | Path) -> None:
        event = self._event
        if event is None:
            return
        at = self.desk.at(given.pop(_WHEN.name, ""))
        if not await self.is_unit(given.get("unit", ""), event):
            raise WanggeError("unit_unconfirmed", unit=given["unit"])
        given = in_office_time(given, self.desk.office)
        actor = acting(what, event, given, self.desk.actor())
        act = self.desk.office.ledger.act
        try:
            done = await self.desk.write(act, event.no, what, actor, given, at=at, seen=event.version)
        except WanggeError as error:
            if error.code == "changed_meanwhile":
                raise await self._changed(event) from error
            if error.code != "call_recent" or not await self._confirmed(error):
                raise
            done = await self.desk.write(act, event.no, what, actor, {**given, "force": "是"}, at=at, seen=event.version)
        self.desk.remember(done)
        await self._done(done, what)

    async def _changed(self, seen: Event) -> WanggeError:
        """Read the event as others have made it meanwhile; returns what they did, to stand in the form, which may then be sent again."""
        await self._load()
        zone, fields = self.desk.office.settings.zone, self.desk.office.rules.fields
        told = []
        for each in changes(self._steps):
            if each.step.n > seen.version:
                text = "；".join(changed_lines(each, fields, zone))
                told.append(
                    say("{at} {who} {action}", at=self.time(each.step.recorded_at), who=each.step.recorded_by, action=each.step.action)
                )
                told[-1] += f"（{text}）" if text else ""
        return WanggeError("changed_shown", no=known_as(seen), changes="；".join(told))

    async def _done(self, done: Event, what: Action | Path) -> None:
        """Show the event as it is now, and say what was done."""
        await self._load()
        told = say("{action}：{no} → {state}，责任方 {owner}", action=name_of(what), no=known_as(done), state=done.state, owner=done.owner)
        waiting = still_to_report(done.known.get("co_units"), done.known.get("co_done")) if what is Action.DONE else ()
        if waiting:
            told += say("；协办还没有反馈：{units}", units="、".join(waiting))
        self.tell(told, "good")

    async def _confirmed(self, error: WanggeError) -> bool:
        return await self.pick(put(error), (_("不再回访"), _("仍要回访"))) == _("仍要回访")

    def action_correct(self) -> None:
        """Correct what was registered."""
        if self._event is not None:
            self.go(self._correct(self._event), "ask")

    async def _correct(self, event: Event) -> None:
        fields = {_(field.label): field for field in EVENT_FIELDS if not field.told and field.kept is Kept.COLUMN}
        label = await self.pick(_("更正哪一项"), tuple(fields))
        if label is None:
            return
        field = fields[label]
        before = "" if field.sensitive or field.kind is Kind.TIME else event.text(field.name)

        async def write(given: dict[str, str]) -> None:
            await self._write(given, Action.CORRECT)

        await self.ask_until(say("更正“{label}”", label=label), [Item(field, before), Item(BY_NAME["reason"])], write, event.no)

    def action_undo(self) -> None:
        """Take back the last operation on this event."""
        self.go(self._undo_here(), "ask")

    async def _undo_here(self) -> None:
        event = self._event
        if event is None:
            return
        steps = await self.desk.read(self.desk.office.queries.steps, event)
        last = next(
            (
                step
                for step in reversed(steps)
                if not step.undone and step.action not in {Action.UNDO, Action.REDO, Action.BRING_IN, Action.PRINT}
            ),
            None,
        )
        if last is None:
            self.tell(_("这件事件没有可撤销的操作；导入的请在导入页按批次撤销。"))
            return
        chosen = await self.pick(
            say("撤销 {no} 的“{action}”（{at}，{by}）？", no=known_as(event), action=last.action, at=self.time(last.at), by=last.actor),
            (_("撤销"), _("不撤销")),
        )
        what = say(" {no} 的“{action}”", no=known_as(event), action=last.action)
        if chosen == _("撤销") and await self.take_back(f"S{last.n}", what):
            await self._load()

    def action_note(self) -> None:
        """Write a note."""
        self.go(self._do(Action.NOTE), "ask")

    def action_clocks(self) -> None:
        """Show how each limit was found."""
        self.go(self._clocks(), "ask")

    async def _clocks(self) -> None:
        if self._event is not None:
            clocks = self.desk.office.rules.clocks
            told = await self.desk.read(self.desk.office.queries.explain, self._event, clocks)
            self.desk.did(Deed.EXPLAINED)
            await self.app.push_screen_wait(ClocksScreen(self._event.no, told, clocks.settings.zone))

    def action_reveal(self) -> None:
        """Look at a masked value, with a reason."""
        self.go(self._reveal(), "ask")

    async def _reveal(self) -> None:
        event = self._event
        if event is None:
            return
        known, declared = event.known, self.desk.office.catalogue.fields()
        fields = {_(field.label): field for field in declared if (field.hides or field.name == "text") and known.get(field.name)}
        if not fields:
            self.tell(_("这件事件没有被遮盖的内容。"))
            return
        label = await self.pick(_("查看哪一项的原文"), tuple(fields))
        if label is None:
            return
        field = fields[label]

        async def reveal(given: dict[str, str]) -> None:
            value = await self.desk.write(self.desk.office.ledger.reveal, event.no, field.name, given["reason"], self.desk.actor())
            await self.app.push_screen_wait(
                Tell(_(field.label), self._read(field.name, value).lstrip(), _("查看和理由已记入台账。Esc 关闭"))
            )

        await self.ask_until(say("查看“{label}”的原文", label=label), [Item(BY_NAME["reason"])], reveal, event.no)


_OWN_WAYS = frozenset({"console", "cli", "import"})
"""How a step came in that nobody has to be told: no voucher was given."""
_WHEN = Field("at", later("发生时间（不填就是现在；如 9:30、昨天 9:30）"), Kind.TIME)
_DATA_LABELS = {
    "limit_row": later("时限依据"),
    "limit_doubt": later("提示"),
    "how": later("方式"),
    "from_unit": later("原派"),
    "left_house": later("已告知在外"),
    "kept": later("未采用来件的"),
    "co_open": later("协办未反馈"),
    "sign_late": later("上级签收"),
    "danger_words": later("险情用词"),
    "verdict_before": later("上次评价"),
    "from_block": later("原板块"),
    "to_block": later("到板块"),
    "visits": later("来访次数"),
    "service": later("事项"),
}
