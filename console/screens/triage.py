"""Triage 受理派遣: one card at a time, read, decide with one key, next.

The next card is on the screen before the last one is written; a refusal brings its card back. Enter takes the whole suggestion as one operation and
one undo.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from console import cards
from console.bindings import bindings
from console.columns import known_as
from console.lane import question
from console.look import MUTED
from console.merging import mark_line, preview
from console.registry import KeyAction
from console.screens.guiding import pick_block
from console.screens.lane import answer
from console.screens.parts import Parts
from console.screens.queue import Queue
from console.suggesting import proposal, teach
from console.tour import Deed
from console.widgets.entries import Item
from console.words import _, later, put, say
from wangge import danger
from wangge.alike import Mark
from wangge.coordination import marks
from wangge.errors import WanggeError
from wangge.fields import BY_NAME, DANGER_ANSWERS
from wangge.island import unguided
from wangge.lifecycle import HARD_ONES, ONE_KEY_DISPATCH, Action, Path, State
from wangge.records import Event

MARKED = 3
"""Events that a card names as alike."""


class Triage(Parts):
    """The queue, card by card."""

    SCOPE = "triage"
    NAME = later("受理派遣")
    BINDINGS: ClassVar[list[BindingType]] = bindings("triage")
    AUTO_FOCUS = "#card"

    def __init__(self) -> None:
        super().__init__()
        self._typed: dict[tuple[int, Action], Mapping[str, str]] = {}
        self._written: list[str] = []
        self._marks: tuple[Mark, ...] = ()
        self._pending = 0

    @cached_property
    def _queue(self) -> Queue:
        """What waits, without what this sitting has decided or left for later."""
        return Queue(self.desk.sitting)

    def offered(self) -> Sequence[KeyAction]:
        """The foot of the card says the card's own keys; the bar says the rest."""
        return tuple(action for action in self.desk.keys.here(self.SCOPE) if action.scope != self.SCOPE)

    def body(self) -> Iterable[Widget]:
        """The card, the suggestion, the keys."""
        yield Static("", id="card-head")
        yield Static("", id="card-title")
        with VerticalScroll(id="card"):
            yield Static("", id="card-text")
        yield Static("", id="suggestion")
        yield Static("", id="foot")

    def parting(self) -> str:
        """What was done in this sitting, where it was left before the end."""
        return self._queue.sitting.summary()[0] if self._queue.sitting.done else ""

    def action_reload(self) -> None:
        """Read the queue from its beginning, without what was skipped."""
        self.go(self._start(), "triage")

    async def _start(self) -> None:
        self._book = await self.desk.read(self.desk.office.ledger.duties.book)
        await self._queue.begin(self.desk)
        self._show()
        _learner, trouble = await self.desk.read(lambda: self.desk.office.learner)
        if trouble is not None:
            self.tell(put(trouble), "error")

    @property
    def _card(self) -> Event | None:
        return self._queue.first

    def _show(self) -> None:
        card = self._card
        self._count()
        self._queue.sitting.showing(card.id if card else 0, self.desk.pressed)
        for name in ("card-head", "card-title", "card-text", "suggestion", "foot"):
            self.query_one(f"#{name}", Static).update("")
        self.query_one("#suggestion").display = card is not None
        if card is None:
            ended = _("都办完了。按 Esc 返回；跳过的件在首页“待受理”里，按 F12 现在接着看。")
            text = ended if self._queue.worked_on else _("没有待受理、待派遣的事件。按 F8 导入，或按 F2 登记。")
            self.query_one("#card-text", Static).update(Content("\n".join((text, "", *self._queue.sitting.summary())).rstrip()))
            return
        self.query_one("#card-head", Static).update(Content(cards.head(card, self.desk.office)))
        self.query_one("#card-title", Static).update(Content(marks(card) + card.title))
        self.query_one("#card-text", Static).update(Content(cards.text(card, self.desk.office)))
        self.query_one("#card").scroll_home(animate=False)
        self._marks = ()
        self._show_plan(card)
        self.go(self._claim(card), "claim")
        self.go(self._mark(card), "alike")
        self.go(self._propose(card), "propose")

    def _count(self) -> None:
        """Say how many are done and left, how many were skipped, and how many decisions are not on the disk yet."""
        told = [say("已办 {done} 件　还有 {left} 件", done=self._queue.done, left=self._queue.left)]
        if self._queue.sitting.skipped:
            told.append(say("跳过 {count} 件", count=len(self._queue.sitting.skipped)))
        if self._pending:
            told.append(say("正在记入 {count} 件", count=self._pending))
        self.retitle("　".join(told))

    async def _claim(self, card: Event) -> None:
        """Take the card for this sitting; one that another sitting has before it is passed over."""
        desk = self.desk
        held = await desk.read(desk.office.claims.claim, card.id, desk.sitting.name, desk.actor().name, desk.office.clock())
        if held and self._card is not None and self._card.id == card.id and not danger.unanswered(card.values):
            self._queue.pass_over(card)
            self._next()
            self.tell(say("{no} 正由{who}办理，先看下一件。", no=known_as(card), who=held))

    async def _propose(self, card: Event) -> None:
        """Ask all that the office knows about this card and the next; the card does not wait for it."""
        for each in filter(None, (card, self._queue.second)):
            key = (each.id, each.version)
            if key not in self._proposed:
                self._proposed[key] = await self.desk.read(proposal, each, self.desk.office)
                if self._card is not None and (self._card.id, self._card.version) == key:
                    self._show_plan(self._card)

    async def _mark(self, card: Event) -> None:
        """Say which events look like this one, once they are found; the card does not wait for it."""
        marks = await self.desk.read(self.desk.office.queries.alike, card, MARKED)
        if self._card is not None and self._card.id == card.id and marks:
            self._marks = marks
            text = "\n".join((cards.text(card, self.desk.office), "", *(mark_line(mark) for mark in marks)))
            self.query_one("#card-text", Static).update(Content(text))

    def _show_plan(self, card: Event) -> None:
        plan, found = self._plan(card), self._suggestion(card)
        box = self.query_one("#suggestion", Static)
        asked = question(card, self.desk.office)
        box.set_class(bool(asked), "-danger")
        box.set_class(not plan.get("unit"), "-none")
        if asked:
            box.update(Content(asked))
            self.query_one("#foot", Static).update(Content(_("先按 1、2 或 3 说明怎么处置的，再照常办理。　9 详情")))
            return
        lines, ends = cards.suggestion(card, plan, found, self._changed, self.desk.office)
        shown = [Content(part) + Content.styled(f"　{why}", MUTED) if why else Content(part) for part, why in lines]
        box.update(Content("\n").join([*shown, *([Content(ends)] if ends else [])]))
        guide = self._island_line(card)
        keys = guide + _("回车 受理并派遣　1类别 2单位 3时限 4网格 5并案 6不予受理 7发核实 8当场答复　空格 下一件")
        self.query_one("#foot", Static).update(Content(keys))

    def _next(self) -> None:
        """Show the card that is now the first."""
        self._changed = {}
        self._show()
        self.go(self._ahead(), "ahead", exclusive=False)

    async def _ahead(self) -> None:
        before = self._card
        await self._queue.fill(self.desk)
        if before is None and self._card is not None:
            self._show()

    def _decide(self, card: Event, what: Action | Path, given: Mapping[str, str]) -> None:
        """Take the card off and write what was decided; another card may stand there by the time a question is answered."""
        if self._card is None or self._card.id != card.id:
            return
        changed = self._changed
        self._queue.decide(self.desk.pressed)
        self._pending += 1
        self._next()
        self.go(self._write(card, what, given, changed), "write", exclusive=False)

    async def _write(self, card: Event, what: Action | Path, given: Mapping[str, str], changed: dict[str, str]) -> None:
        """Write a decision; when it is refused the card comes back as it is now, unless somebody else has decided it."""
        try:
            event = await self.desk.write(self.desk.office.ledger.act, card.no, what, self.desk.actor(), given, seen=card.version)
        except WanggeError as error:
            self._pending -= 1
            self._queue.sitting.take_back()
            if isinstance(what, Action):
                self._typed[card.id, what] = given
            if self._queue.bring_back(await self.desk.read(self.desk.office.queries.event, card.no)):
                self._changed = changed
                self._show()
            self._count()
            self.tell(put(error), "error")
            return
        self._pending -= 1
        self._count()
        self.desk.remember(event)
        self._written.append(self.desk.last_done())
        if what is ONE_KEY_DISPATCH:
            self.desk.did(Deed.DISPATCHED)
            if "unit" in changed:
                self.desk.did(Deed.REDIRECTED)
        await self.desk.read(teach, event, self.desk.office)
        self.tell(cards.outcome(what, event, self.desk.office), "good")

    async def _undo(self) -> None:
        """A decision that is taken back is no longer done here."""
        ref = self.desk.last_done()
        await super()._undo()
        if ref in self._written and ref != self.desk.last_done():
            self._written.remove(ref)
            self._queue.sitting.take_back()

    def action_take(self) -> None:
        """Accept and dispatch as shown."""
        card = self._card
        if card is None or self._held(card):
            return
        plan = self._plan(card)
        if not plan.get("category"):
            self.tell(_("还没有类别，请先选类别。"))
            self.action_category()
            return
        if not plan.get("unit"):
            self.tell(_("还没有承办单位，请先选单位。"))
            self.action_unit()
            return
        self._decide(card, ONE_KEY_DISPATCH, plan)

    def _held(self, card: Event) -> bool:
        """Whether a card of the danger lane keeps everything else from being done; then the clerk is told why."""
        if not danger.unanswered(card.values):
            return False
        said = say("这一件涉及{danger}，不能跳过，也不能先办别的。请先按 1、2 或 3 说明怎么处置的。", danger=card.text("danger"))
        self.tell(said, "error")
        return True

    def _answers(self, digit: int) -> bool:
        """Whether a digit answers the question of the danger lane here, and not its own."""
        card = self._card
        if card is None or not danger.unanswered(card.values):
            return False
        self.go(self._answer_danger(card, digit), "ask")
        return True

    async def _answer_danger(self, card: Event, digit: int) -> None:
        event = await answer(self, card, digit)
        if event is not None:
            self._queue.put(event)
            self._show()
            told = say("险情处置：{no} {answer}。现在可以照常办理。", no=event.no, answer=DANGER_ANSWERS[digit - 1])
            self.tell(told, "good")

    def action_skip(self) -> None:
        """Leave this card for later."""
        card = self._card
        if card is not None and not self._held(card):
            self._queue.skip(known_as(card))
            self.desk.did(Deed.SKIPPED)
            self._next()
            self.tell(_("先放下了，仍在“待受理”里。"))

    def action_skipped(self) -> None:
        """Show the cards again that were left for later."""
        self._queue.sitting.skipped.clear()
        self.action_reload()

    def action_merge(self) -> None:
        """Merge into another event; the one that looks most alike is offered."""
        if self._card is not None and not self._held(self._card):
            self.go(self._merge(self._card), "ask")

    async def _merge(self, card: Event) -> None:
        likely = next((mark.master for mark in self._marks if mark.likeness.likely and mark.master != card.no), "")

        async def confirm(given: dict[str, str]) -> None:
            master = await self.desk.read(self.desk.office.queries.event, given["into"])
            lines = await self.desk.read(preview, self.desk.office, master, [card])
            chosen = await self.pick("\n".join(lines), (_("并案"), _("不并")))
            if chosen == _("并案"):
                self._decide(card, Action.MERGE, given)

        asked = [Item(BY_NAME["into"], likely, [mark.master for mark in self._marks])]
        await self.ask_until(f"{Action.MERGE}　{card.title}", asked, confirm, card.no)

    def action_refuse(self) -> None:
        """Refuse with a reason."""
        self._ask_and_decide(Action.REFUSE, ("reason",))

    def action_verify(self) -> None:
        """Send a grid worker to look."""
        self._ask_and_decide(Action.SEND_VERIFY, ("worker_to_verify",))

    def action_answer(self) -> None:
        """Answer on the spot and close."""
        self._ask_and_decide(Action.ANSWER, ("result",))

    def action_hard(self) -> None:
        """Give a matter that fits nothing to somebody by name."""
        card = self._card
        if card is not None and not self._held(card):
            self.go(self._ask_hard(card), "ask")

    async def _ask_hard(self, card: Event) -> None:
        items = [Item(BY_NAME[name]) for name in ("hard_owner", "reason")]
        if not card.text("category"):
            items.insert(0, Item(BY_NAME["category"], choices=tuple(dict.fromkeys(duty.category for duty in self._duties(card)))))
        given = await self.ask(f"{Action.HARD_CASE}　{card.title}", items, card.no)
        if given is not None:
            self._decide(card, HARD_ONES, given)

    def _ask_and_decide(self, action: Action, names: tuple[str, ...]) -> None:
        card = self._card
        if card is None or self._held(card):
            return
        if card.state is not State.REPORTED and action in {Action.REFUSE, Action.SEND_VERIFY}:
            self.tell(say("这一件已受理，不能“{action}”。", action=action), "error")
            return
        self.go(self._asked(card, action, names), "ask")

    async def _asked(self, card: Event, action: Action, names: tuple[str, ...]) -> None:
        typed = self._typed.pop((card.id, action), {})
        items = [
            Item(BY_NAME[name], typed.get(name, ""), choices=await self.known(name) if name == "worker_to_verify" else ()) for name in names
        ]
        given = await self.ask(f"{action}　{card.title}", items, card.no)
        if given is not None:
            self._decide(card, action, given)

    def _island_line(self, card: Event) -> str:
        """What the foot says first of a case of the counter that nobody has guided."""
        island_on = self.desk.office.settings.flows.island
        return _("窗口来访，还没有导引：先按 0 导引到板块。") + "\n" if island_on and unguided(card.known) else ""

    def action_guide(self) -> None:
        """Guide a case of the counter to a block."""
        card = self._card
        if card is not None and not self._held(card):
            self.go(self._guide(card), "ask")

    async def _guide(self, card: Event) -> None:
        choice = await pick_block(self, card.known, reasoned=True)
        if choice is not None:
            office = self.desk.office
            event = await self.desk.write(office.ledger.act, card.no, Action.GUIDE, self.desk.actor(), choice.given, seen=card.version)
            self.desk.remember(event)
            self._queue.put(event)
            self._show()
            self.tell(say("{action}：{no} → {block}", action=Action.GUIDE, no=known_as(event), block=choice.block), "good")

    def action_details(self) -> None:
        """All fields and steps of this card."""
        if self._card is not None:
            self.open_event(self._card)
