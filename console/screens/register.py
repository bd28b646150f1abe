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

from console import drafts, inbox, island
from console.bindings import bindings
from console.merging import mark_line
from console.screens import around
from console.screens.base import Base
from console.screens.guiding import pick_block
from console.tour import Deed
from console.widgets.entries import Item, Typed
from console.widgets.form import Form
from console.words import _, later, say, spoken_text
from wangge import danger
from wangge.errors import WanggeError
from wangge.fields import BY_NAME, COUNTER, NOT_GIVEN, SOURCES
from wangge.lifecycle import Action

ASKED = ("text", "source", "caller", "caller_phone", "category", "subcategory", "community", "place", "unit")
NEEDED = frozenset({"text", "source"})
SPARE = frozenset({"subcategory", "unit"})
"""What is shown once a short code or a pasted row has filled it in."""


class Register(Base):
    """The form of a new event."""

    SCOPE = "register"
    NAME = later("登记")
    BINDINGS: ClassVar[list[BindingType]] = bindings("register")
    AUTO_FOCUS = "#text"

    def __init__(self) -> None:
        super().__init__()
        self._rows = ""
        """Rows of a workbook that were pasted and wait for F8."""

    def body(self) -> Iterable[Widget]:
        """The text first, then who and where."""
        begun = {"source": COUNTER}
        choices = {"source": SOURCES, "category": self._categories()}
        yield Form([Item(BY_NAME[name], begun.get(name, ""), choices.get(name, ()), name in NEEDED, name in SPARE) for name in ASKED])
        hint = _("本事项不需要身份证号。不愿留姓名电话的，按 F12 选“不愿提供”，照常受理；请告知凭受理号到窗口或来电查询。")
        yield Static(Content(hint), classes="muted")

    def _categories(self) -> tuple[str, ...]:
        duties = self.desk.office.ledger.duties.known.last.rows
        return tuple(dict.fromkeys((*(duty.category for duty in duties), *(duty.matter for duty in duties))))

    def on_mount(self) -> None:
        """Say where the text comes from that stands there already, and learn what the ledger knows."""
        draft = self.desk.drafts.read(drafts.REGISTER)
        if draft:
            self.form.put({"source": "", **draft})
            self.tell(_("接着上次没有登记的草稿。不要了按 Ctrl+L 清空。"))
        self.go(self._learn(), "learn")

    async def _learn(self) -> None:
        """The short codes, the last registration, and the communities, places and units in use."""
        office = self.desk.office
        known = {name: await self.known(name) for name in ("community", "subcategory", "unit")}
        places = await self.desk.read(office.ledger.directory.places)
        known["community"] = tuple(dict.fromkeys((*known["community"], *(each.name for each in places if each.level == "社区"))))
        self.form.offer(known, await self.desk.read(around.read, office, self.desk.actor()))

    @property
    def form(self) -> Form:
        """The form."""
        return self.query_one(Form)

    def action_clear(self) -> None:
        """Begin anew."""
        self.form.reset()
        self._rows = ""
        self.desk.drafts.drop(drafts.REGISTER)
        self.tell(_("已清空。"))

    @on(Form.Changed)
    def _save_draft(self) -> None:
        typed = self.form.typed()
        self.desk.drafts.keep(drafts.REGISTER, typed if typed.keys() - {"source"} else {})
        if self.desk.drafts.trouble:
            self.tell(say("草稿存不下：{reason}。请先办完这一张，别关机。", reason=spoken_text(self.desk.drafts.trouble)), "error")

    @on(Form.Said)
    def _said(self, event: Form.Said) -> None:
        self.tell(event.text, event.kind)

    @on(Form.Rows)
    def _many(self, event: Form.Rows) -> None:
        self._rows = event.text
        self.tell(say("贴来的是 {count} 行，一张表单只登记一件。按 F8 当作来件表格导入，Esc 不要。", count=event.count), "error")

    def action_imports(self) -> None:
        """Bring files in; pasted rows become one of them."""
        if self._rows:
            path = inbox.put_pasted(self.desk.office.folder, self._rows, around.wall(self.desk.office))
            self._rows = ""
            self.tell(say("贴来的表格存成了 {file}。", file=path.name), "good")
        super().action_imports()

    def action_back(self) -> None:
        """Take back what was pasted, else leave."""
        if self._rows:
            self._rows = ""
            self.tell("")
        elif not self.form.take_back():
            super().action_back()

    def action_repeat(self) -> None:
        """Repeat the last registration in the entry that is typed in."""
        if isinstance(self.focused, Typed):
            self.focused.action_repeat()

    def action_take_back(self) -> None:
        """Take back what was pasted, repeated or expanded."""
        self.form.take_back(typed_too=True)

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

    def _lacking(self) -> bool:
        """Whether something must be filled in first; then it is said, and the cursor stands there."""
        missing = self.form.missing()
        if missing is not None:
            self.tell(say("“{label}”还没有填。", label=_(missing.field.label)), "error")
            self.form.entry(missing.name).focus()
        return missing is not None

    async def _answer(self) -> None:
        if self._lacking():
            return
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
        if self._lacking():
            return
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
        self.desk.did(Deed.REGISTERED)
        if linked:
            await self.desk.write(office.ledger.act, event.no, Action.LINK, self.desk.actor(), {"linked": linked})
        self.desk.drafts.drop(drafts.REGISTER)
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
