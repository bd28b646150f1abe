"""Registering 登记: a person at the counter, in few keys.

Nobody has to leave a name. What is typed survives a crash: the draft is saved as it is typed and offered again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from console import drafts, island
from console.merging import mark_line
from console.screens.base import Base, bindings
from console.screens.guiding import pick_block
from console.widgets.form import Form, Item
from console.words import _, later, say
from wangge import danger
from wangge.errors import WanggeError
from wangge.fields import BY_NAME, COUNTER, NOT_GIVEN, SOURCES
from wangge.lifecycle import Action

ASKED = ("text", "source", "caller", "caller_phone", "category", "community", "place")
NEEDED = frozenset({"text", "source"})


class Register(Base):
    """The form of a new event."""

    SCOPE = "register"
    NAME = later("登记")
    BINDINGS: ClassVar[list[BindingType]] = bindings("register")
    AUTO_FOCUS = "#text"

    def body(self) -> Iterable[Widget]:
        """The text first, then who and where."""
        draft = self._draft()
        duties = self.desk.office.ledger.duties.known.last.rows
        known = {
            "source": SOURCES,
            "category": tuple(dict.fromkeys((*(duty.matter for duty in duties), *(duty.category for duty in duties)))),
        }
        begun = {"source": COUNTER, **draft}
        yield Form([Item(BY_NAME[name], begun.get(name, ""), known.get(name, ()), name in NEEDED) for name in ASKED])
        hint = _("本事项不需要身份证号。不愿留姓名电话的，按 F12 选“不愿提供”，照常受理；请告知凭受理号到窗口或来电查询。")
        yield Static(Content(hint), classes="muted")

    def on_mount(self) -> None:
        """Say where the text comes from that stands there already."""
        if self._draft():
            self.tell(_("接着上次没有登记的草稿。不要了按 Ctrl+L 清空。"))

    @property
    def form(self) -> Form:
        """The form."""
        return self.query_one(Form)

    def action_clear(self) -> None:
        """Begin anew."""
        self.form.put({name: COUNTER if name == "source" else "" for name in ASKED})
        drafts.drop(self.desk.office.folder)
        self.form.begin()
        self.tell(_("已清空。"))

    def _draft(self) -> dict[str, str]:
        return {name: text for name, text in drafts.read(self.desk.office.folder).items() if name in ASKED}

    @on(Form.Changed)
    def _save_draft(self) -> None:
        typed = self.form.typed()
        if not typed.keys() - {"source"}:
            drafts.drop(self.desk.office.folder)
        else:
            drafts.keep(self.desk.office.folder, typed)

    def action_no_name(self) -> None:
        """Nobody has to leave a name."""
        self.form.put({"caller": NOT_GIVEN, "caller_phone": ""})
        self.form.entry("category").focus()

    def action_save(self) -> None:
        """Register."""
        self.go(self._register(""), "ask")

    def action_receipt(self) -> None:
        """Register and print the receipt."""
        self.go(self._register("", receipt=True), "ask")

    def action_answer(self) -> None:
        """Register, answer and close."""
        self.go(self._answer(), "ask")

    @property
    def _at_island(self) -> bool:
        """Whether somebody stands at the counter of a front island."""
        return self.desk.office.settings.flows.island and self.form.given().get("source") == COUNTER

    async def _answer(self) -> None:
        items = [Item(BY_NAME["result"])]
        if self._at_island:
            items.append(Item(BY_NAME["island_waived"], Action.ANSWER.value))
        given = await self.ask(_("当场答复"), items)
        if given:
            await self._register(given.pop("result"), given)

    async def _looks_alike(self, given: dict[str, str]) -> str | None:
        """Show what looks alike before anything is saved: the number to link it with, empty for none, None to go back to the form."""
        office = self.desk.office
        marks = [mark for mark in await self.desk.read(office.queries.alike_to, office.rules.fill(given)) if mark.likeness.likely]
        if not marks:
            return ""
        plain, back = _("照常登记"), _("回去再看")
        links = {say("照常登记，并关联 {no}", no=mark.event.no): mark.event.no for mark in marks}
        lines = [_("疑似重复（照常登记，仅作提示）"), *(mark_line(mark) for mark in marks)]
        chosen = await self.pick("\n".join(lines), (plain, *links, back))
        return None if chosen in {None, back} else links.get(str(chosen), "")

    async def _register(self, answer: str, more: Mapping[str, str] | None = None, *, receipt: bool = False) -> None:
        given = {**self.form.given(), **(more or {})}
        office = self.desk.office
        for name, own in (("district", office.settings.district), ("street", office.settings.street)):
            if own:
                given.setdefault(name, own)
        linked = await self._looks_alike(given)
        if linked is None:
            return
        if self._at_island and not answer:
            choice = await pick_block(self, given, later=True, reasoned=True)
            if choice is None:
                return
            given |= choice.given
        try:
            event = await self.desk.write(office.ledger.register, given, self.desk.actor(), answer=answer)
        except WanggeError as error:
            if error.code != "danger_first":
                raise
            event = await self.desk.write(office.ledger.register, given, self.desk.actor())
        asks = danger.unanswered(event.values)
        self.desk.remember(event)
        if linked:
            await self.desk.write(office.ledger.act, event.no, Action.LINK, self.desk.actor(), {"linked": linked})
        drafts.drop(self.desk.office.folder)
        told = say("已登记 {no}，{state}。", no=event.no, state=event.state)
        if event.known.get("island_block"):
            told += say("导引到“{block}”。", block=event.known["island_block"])
            if receipt and not asks:
                told += say("回执已写出 {file}。", file=await self.desk.write(island.receipt, office, event, self.desk.actor()))
        self.app.notify(told, markup=False)
        self.dismiss()
        if asks:
            # nothing else is done with it before somebody has said what was done about the danger
            self.open_event(event)
