"""The case 案件: a department's form, clocks and papers beside the arithmetic, for one event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from console import arithmetic, mediation, papers
from console.bindings import bindings, digits
from console.columns import known_as
from console.look import MUTED
from console.screens.event import EventScreen
from console.screens.forms import by_fit, in_office_time
from console.widgets.entries import Item
from console.words import _, later, say
from wangge.calculators import Calculator, Reckoning
from wangge.clocks import Running
from wangge.department import Department, offered
from wangge.lifecycle import Action, Path
from wangge.records import Event
from wangge.times import Instant

FIRST = (Action.OPEN_CASE, Action.FILL, Action.ASSIGN, Action.SESSION, Action.END_CASE, Action.PERFORM, Action.RELEASE_CASE)
"""What is done to a case, in its order."""


class CaseScreen(EventScreen):
    """The case of one event."""

    SCOPE = "case"
    NAME = later("案件")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("case"), *digits("nth")]
    FIRST = FIRST

    def __init__(self, no: str) -> None:
        super().__init__(no)
        self._paper: tuple[Calculator, Reckoning] | None = None
        self._papers: tuple[papers.Offered, ...] = ()

    def body(self) -> Iterable[Widget]:
        """The form on the left, what follows from it on the right, actions below."""
        yield Static("", id="card-title")
        with Horizontal():
            with VerticalScroll(id="facts"):
                yield Static("", id="facts-text")
            with VerticalScroll(id="timeline"):
                yield Static("", id="steps-text")
        yield Static("", id="foot")

    async def _load(self) -> None:
        event = await self.desk.read(self.desk.office.queries.event, self._no)
        self._event = event
        clocks = await self.desk.read(self.desk.office.queries.clocks, event)
        self._papers = await self.desk.read(papers.offered, self.desk.office, event)
        known = event.known
        kind = str(known.get("department") or _("未受理案件"))
        self.retitle("　".join(filter(None, (kind, str(known.get("case_result") or ""), str(known.get("case_no") or "")))))
        self.query_one("#card-title", Static).update(Content(f"{known_as(event)}　{event.title}"))
        self.query_one("#facts-text", Static).update(self._form(event))
        self.query_one("#steps-text", Static).update(self._beside(clocks))
        numbered = "".join(f"{place}{action}　" for place, action in enumerate(self._offered(), start=1))
        self.query_one("#foot", Static).update(Content(numbered + _("F4 更多操作　F7 计算　F12 打印")))

    def _department(self, event: Event) -> Department | None:
        """The department of the case, else the one that fits best."""
        office = self.desk.office
        kind = event.known.get("department")
        fitting = offered(office.catalogue.departments, event.known)
        own = next((each for each in office.catalogue.departments if each.label == kind), None)
        return own or (fitting[0][0] if fitting else None)

    def _form(self, event: Event) -> Content:
        lines = Content("")
        department = self._department(event)
        for name in ("case_basis", "applied_on", "consent_on", "case_at", "sessions", "next_session", *_OUTCOME):
            lines += self._line(event, name)
        if department is None:
            return lines + Content(_("没有相符的部门登记表。按 2 选一个填写。"))
        lines += Content.styled(f"\n{department.label}\n", "bold")
        for field in department.fields:
            lines += self._line(event, field.name)
        left = [_(field.label) for field in department.fields if event.known.get(field.name) is None]
        if left:
            lines += Content.styled(say("还没有填的 {count} 项：{labels}", count=len(left), labels="、".join(left)) + "\n", MUTED)
        return lines

    def _line(self, event: Event, name: str) -> Content:
        value = event.known.get(name)
        if value is None:
            return Content("")
        field = self.desk.office.rules.fields[name]
        shown = field.shown(value, self.desk.office.settings.zone, "\n　　")
        return Content.styled(f"{_(field.label)}　", MUTED) + Content(f"{shown}\n")

    def _beside(self, clocks: Iterable[Running]) -> Content:
        lines = Content.styled(_("期限") + "\n", "bold")
        own = [clock for clock in clocks if clock.kind in self.desk.office.catalogue.clock_names()]
        for clock in own:
            lines += Content(f"{clock.kind}　{self.time(Instant(clock.due))}　{clock.limit}\n") + Content.styled(f"  {clock.row}\n", MUTED)
        if not own:
            lines += Content.styled(_("没有在走的案件期限。") + "\n", MUTED)
        if self._paper is not None:
            lines += Content.styled("\n" + _("计算") + "\n", "bold")
            lines += Content("\n".join(arithmetic.paper_lines(*self._paper)) + "\n")
        lines += Content.styled("\n" + _("文书") + "\n", "bold")
        for each in self._papers:
            lines += Content(each.document.label + "\n")
            lines += Content("".join(say("  还缺：{what}", what=text) + "\n" for text in each.lacking))
        return lines

    def _offered(self) -> list[Action]:
        """What is done next: a case is opened and ended once."""
        known = self._event.known if self._event else {}
        ended = bool(known.get("case_ended_at"))
        going_on = bool(known.get("case_at")) and not ended
        past = {Action.OPEN_CASE} if going_on else {Action.END_CASE, Action.SESSION} if ended else set[Action]()
        return [action for action in super()._offered() if action not in past]

    async def _do(self, what: Action | Path, known_already: Mapping[str, str] = MappingProxyType({})) -> None:
        if what is not Action.ASSIGN or self._event is None:
            await super()._do(what, known_already)
            return
        ranked = await self.desk.read(mediation.rank, self.desk.office, self._event)
        labels = {f"{each.mediator.name}　{mediation.reasons(each)}": each.mediator.name for each in ranked}
        chosen = await self.pick(_("哪位调解员"), tuple(labels), free=True)
        if chosen:
            await super()._do(what, {"mediator": labels.get(chosen, chosen)})

    def action_reckon(self) -> None:
        """Reckon with one of the department's calculators."""
        self.go(self._reckon(), "ask")

    async def _reckon(self) -> None:
        event, office = self._event, self.desk.office
        if event is None:
            return
        own = self._department(event)
        departments = [each for each in ([own] if own else by_fit(office, event.known)) if each.calculators]
        known = {calculator.label: calculator for each in departments for calculator in each.calculators}
        if not known:
            self.tell(_("这个部门没有计算器。"))
            return
        label = next(iter(known)) if len(known) == 1 else await self.pick(_("算什么"), tuple(known))
        if label is None:
            return
        calculator = known[label]
        asked = [
            Item(field, arithmetic.known(calculator, field, event.known, office.settings.zone), required=field.name in calculator.needs)
            for field in calculator.fields
        ]

        async def reckon(given: dict[str, str]) -> None:
            self._paper = calculator, await self.desk.read(arithmetic.reckon, office, calculator, in_office_time(given, office))
            await self._load()
            self.query_one("#timeline").scroll_home(animate=False)

        await self.ask_until(calculator.label, asked, reckon, event.no)

    def action_print(self) -> None:
        """Print a paper."""
        self.go(self._print(), "ask")

    async def _print(self) -> None:
        event, office = self._event, self.desk.office
        if event is None:
            return
        known = {each.document.label: each.name for each in self._papers}
        label = await self.pick(_("打印哪份文书"), tuple(known)) if known else None
        if label is None:
            return
        path, _paper = await self.desk.write(papers.write, office, event, known[label], self.desk.actor())
        await self._load()
        self.tell(say("已写出 {file}。打印已记入台账。", file=path), "good")


_OUTCOME = ("case_result", "case_ended_at", "agreed_amount", "perform_by", "paid_amount", "paid_on")
