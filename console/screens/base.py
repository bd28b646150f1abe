"""What all screens share 画面底座: title, status, key bar, the global actions, and one way to wait for the ledger."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import ClassVar, ParamSpec, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widget import Widget

from console.bindings import bindings
from console.look import LABELS, NAMES, next_theme
from console.registry import GLOBAL, KeyAction
from console.screens.asking import Asking
from console.tour import Deed
from console.undoing import deed_words, undone_lines
from console.widgets.bars import KeyBar, StatusLine, TitleBar
from console.widgets.guide import Guide
from console.words import _, put, say
from wangge.errors import WanggeError
from wangge.field import Value
from wangge.fields import BY_NAME
from wangge.records import Event, Undone
from wangge.times import Instant, chinese

P = ParamSpec("P")
T = TypeVar("T")


class Base(Asking):
    """A screen of the console.

    Class attributes:
        NAME: what the title says.
    """

    NAME: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings(GLOBAL)
    AUTO_FOCUS: ClassVar[str | None] = "*"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 (Textual declares it so)

    _note = ""
    _questioned = False
    """Whether what covered this screen last was a question; a question changes nothing below it."""

    def compose(self) -> ComposeResult:
        """Title above, keys below, the screen's own between; in a demo office the tour's line under the title."""
        yield TitleBar()
        if self.desk.tour is not None:
            yield Guide()
        with Vertical(id="body"):
            yield from self.body()
        yield StatusLine()
        yield KeyBar()

    def body(self) -> Iterable[Widget]:
        """The screen's own widgets."""
        return ()

    def on_screen_resume(self) -> None:
        """Draw the bars and read again: something may have changed below."""
        if self._questioned:
            self._questioned = False
            return
        self.retitle(self._note)
        self.guide()
        self.query_one(KeyBar).offer(self.offered())
        self.action_reload()

    def on_screen_suspend(self) -> None:
        """Remember what covers this screen."""
        self._questioned = isinstance(self.app.screen, ModalScreen)

    def on_resize(self) -> None:
        """Fit the bars."""
        self.retitle(self._note)
        self.query_one(KeyBar).offer(self.offered())

    def retitle(self, note: str = "") -> None:
        """Draw the title: the office, the screen, and a note (the time of day unless there is another)."""
        self._note = note
        now = chinese(self.desk.office.now(), self.desk.office.settings.zone)
        badge = _("〔中文输入中〕") if self.desk.chinese_input else ""
        self.query_one(TitleBar).say(self.desk.office.settings.name, self.NAME, badge + (note or now))

    def guide(self) -> None:
        """Say what the tour says on this screen."""
        for line in self.query(Guide):
            if self.desk.tour is not None:
                line.say(*self.desk.tour.line(self.SCOPE, self.desk.keys.actions))

    def offered(self) -> Sequence[KeyAction]:
        """The actions of the key bar, most used first."""
        return tuple(action for action in self.desk.keys.here(self.SCOPE) if self.desk.has(action))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key does anything here: what belongs to a front island does nothing where the office has none."""
        known = next((each for each in self.desk.keys.here(self.SCOPE) if each.name == action), None)
        return (known is None or self.desk.has(known)) and super().check_action(action, parameters)

    def on_key(self, event: Key) -> None:
        """A key that nothing took: what an input method 输入法 sends says that it is on, and on a list it is looked for."""
        typed = event.character or ""
        if not typed or typed.isascii() == self.desk.chinese_input:
            self.desk.chinese_input = bool(typed) and not typed.isascii()
            self.retitle(self._note)
        if is_han(typed):
            event.stop()
            self.typed_han(typed)

    def typed_han(self, text: str) -> None:
        """Han characters were typed where nothing is typed in."""
        del text
        self.tell(_("中文输入开着：按数字、F 键、方向键照常办；字母键请先切换到英文。"))

    def time(self, at: Instant | None) -> str:
        """An instant as the office reads it."""
        return chinese(at, self.desk.office.settings.zone)

    def open_event(self, event: Event) -> None:
        """Open an event over this screen."""
        from console.screens.event import EventScreen

        self.app.push_screen(EventScreen(event.no))

    # the global actions

    def _go_to(self, screen: Base) -> None:
        """Open a screen; the one that is open already is read again instead of being laid over itself."""
        if type(screen) is type(self):
            self.action_reload()
        else:
            self.app.push_screen(screen)

    def action_help(self) -> None:
        """Show what the keys do here."""
        from console.screens.help import Help

        self.app.push_screen(Help(self.SCOPE, self.NAME, filter(self.desk.has, self.desk.keys.here(self.SCOPE))))

    def action_register(self) -> None:
        """Register a new event."""
        from console.screens.register import Register

        self._go_to(Register())

    def action_find(self, line: str = "") -> None:
        """Open the ledger with the cursor in the query line."""
        from console.screens.ledger import Ledger

        self.app.push_screen(Ledger(line, typing=True))

    def action_palette(self) -> None:
        """Find what can be done here by its name."""
        self.app.action_command_palette()

    def action_tour(self) -> None:
        """Pass over a step of the tour, leave it, take it up or take it again."""
        self.go(self._steer(), "ask")

    async def _steer(self) -> None:
        from console.screens.touring import steer

        await steer(self)

    def action_reload(self) -> None:
        """Read again."""

    def action_triage(self) -> None:
        """Work through the queue."""
        from console.screens.triage import Triage

        self._go_to(Triage())

    def action_imports(self) -> None:
        """Bring files in."""
        from console.screens.imports import Imports

        self._go_to(Imports())

    def action_reports(self) -> None:
        """Look at the month report."""
        from console.screens.reports import Reports

        self._go_to(Reports())

    def action_undo(self) -> None:
        """Take the last operation back."""
        self.go(self._undo(), "ask")

    async def _undo(self) -> None:
        ref = await self.desk.read(self.desk.office.ledger.last_done, self.desk.actor())
        if not ref:
            self.tell(_("没有可撤销的操作。要撤销更早的或别人的，请打开那件事件再按 Ctrl+Z。"))
            return
        what = deed_words(*await self.desk.read(self.desk.office.ledger.named, ref))
        if not self.desk.done_here(ref):
            chosen = await self.pick(say("撤销{what}？这是这次打开以前办的。", what=what), (_("撤销"), _("不撤销")))
            if chosen != _("撤销"):
                return
        if await self.take_back(ref, what):
            self.action_reload()

    async def take_back(self, ref: str, what: str = "") -> bool:
        """Undo `ref`; when something of it has left the house, say what and ask for the reason. Returns whether it was done."""
        ledger, reason = self.desk.office.ledger, ""
        try:
            undone = await self.watched(_("撤销"), lambda progress: self.desk.write(ledger.undo, ref, self.desk.actor(), progress))
        except WanggeError as error:
            if error.code != "undo_told":
                raise
            from console.widgets.entries import Item

            given = await self.ask(put(error), [Item(BY_NAME["reason"])])
            if given is None:
                return False
            reason = given["reason"]
            undone = await self.watched(
                _("撤销"), lambda progress: self.desk.write(ledger.undo, ref, self.desk.actor(), progress, reason=reason)
            )
        self.desk.forget_done(ref)
        self.desk.did(Deed.UNDONE)
        self._tell_undone(say("已撤销{what}：{reversed:,} 件回到之前的样子。", what=what, reversed=undone.reversed), undone)
        return True

    def action_redo(self) -> None:
        """Bring the last undo back."""
        self.go(self._redo(), "ask")

    async def _redo(self) -> None:
        ref = await self.desk.read(self.desk.office.ledger.last_undone, self.desk.actor())
        if not ref:
            self.tell(_("没有可重做的操作。"))
            return
        ledger = self.desk.office.ledger
        redone = await self.watched(_("重做"), lambda progress: self.desk.write(ledger.redo, ref, self.desk.actor(), progress))
        self._tell_undone(say("已重做：{reversed:,} 件。", reversed=redone.reversed), redone)
        self.action_reload()

    def _tell_undone(self, text: str, undone: Undone) -> None:
        self.tell("　".join((text, *(told.strip() for told in undone_lines(undone, by_keys=True)))), "good")

    def action_light(self) -> None:
        """The next look."""
        key = next_theme(self.app.theme)
        self.app.theme = NAMES[key]
        self.tell(say("外观：{look}。要一直用，写进 wangge.toml 的 [look]。", look=_(LABELS[key])))

    def parting(self) -> str:
        """What is said on the screen below when this one is left."""
        return ""

    def action_back(self) -> None:
        """Go up one level; the desk is the top."""
        below = self.app.screen_stack[-2]
        if isinstance(below, Base):  # below the desk is the app's own empty screen
            words = self.parting()
            self.dismiss()
            if words:
                below.tell(words)

    def action_quit(self) -> None:
        """Close the console."""
        self.app.exit()

    def action_leave(self) -> None:
        """Leave this screen; from the desk, the program."""
        if len(self.app.screen_stack) > 2:  # the app's own empty screen, and the desk
            Base.action_back(self)
        else:
            self.app.exit()


def is_han(text: str) -> bool:
    """Whether what a key sent are Han characters, as an input method sends them."""
    return bool(text) and all(unicodedata.name(sign, "").startswith("CJK UNIFIED") for sign in text)


def shown(value: Value | None) -> str:
    """A value as a line shows it."""
    return "—" if value is None else str(value)
