"""The way to every action: what is pressed on the desk of the prepared office to come to where it works, and what must be different afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import OptionList, TextArea

from console.app import WanggeApp
from console.office import Office
from console.screens.backlog import Backlog
from console.screens.boards import Boards
from console.screens.case import CaseScreen
from console.screens.clocks import ClocksScreen
from console.screens.desk import Desk
from console.screens.duty import DutyScreen
from console.screens.event import EventScreen
from console.screens.handover import Handover
from console.screens.help import Help
from console.screens.imports import Imports
from console.screens.island import IslandScreen
from console.screens.ledger import Ledger
from console.screens.people import People
from console.screens.register import Register
from console.screens.reports import Reports
from console.screens.scores import Scores
from console.screens.services import Services
from console.screens.tally import TallyScreen
from console.screens.triage import Triage
from console.widgets.ask import Ask, Pick
from console.widgets.window import WindowTable

Seen = type[Screen] | str | Callable[[WanggeApp], object]
"""A screen that is open afterwards, words that are shown then and were not before, or a value that is another one."""


@dataclass(frozen=True, slots=True)
class Way:
    """The way to one action.

    Attributes:
        there: the keys from the desk to where it works; “…” is typed.
        seen: what shows that it was done.
        after: the keys that take it back, so that it can be done again.
        meanwhile: what somebody else does before.
    """

    there: str
    seen: Seen
    after: str = ""
    meanwhile: Callable[[Office], object] = lambda office: None


def of(attribute: str) -> Callable[[WanggeApp], object]:
    """A value of the screen that is shown."""

    def read(app: WanggeApp) -> object:
        value: object = app.screen
        for name in attribute.split("."):
            value = getattr(value, name)
        return value() if callable(value) else value

    return read


def marked(app: WanggeApp) -> object:
    return len(app.screen.query_one(WindowTable).marked)


def page(app: WanggeApp) -> object:
    return of("sheets.page")(app)


def focused(app: WanggeApp) -> object:
    return app.focused.id if app.focused else ""


def highlighted(app: WanggeApp) -> object:
    return app.screen.query_one("#found", OptionList).highlighted


def scrolled(app: WanggeApp) -> object:
    return app.screen.query_one("#card").scroll_target_y


def text(app: WanggeApp) -> object:
    return app.screen.query_one(TextArea).text


def given(app: WanggeApp) -> object:
    return of("form.given")(app)


def shown_places(app: WanggeApp) -> object:
    return len(getattr(app.screen, "_shown"))  # noqa: B009


def no_backup_yet(office: Office) -> None:
    for path in (office.folder / "backups").glob("*.zip"):
        path.unlink()


def another(office: Office) -> None:
    office.ledger.register({"text": "刚才来的一件", "source": "群众来电"}, office.actor())


EVENT = "f3 “噪音” enter enter"
FILLED = "f2 “路灯不亮”"
WAYS: Mapping[str, Way] = {
    "everywhere.help": Way("", Help),
    "everywhere.back": Way("f4", Desk),
    "everywhere.register": Way("", Register),
    "everywhere.find": Way("", focused),
    "everywhere.reload": Way("f4", of("_total"), meanwhile=another),
    "everywhere.triage": Way("", Triage),
    "everywhere.imports": Way("", Imports),
    "everywhere.reports": Way("", Reports),
    "everywhere.undo": Way("f6 enter", "已撤销"),
    "everywhere.redo": Way("f6 enter ctrl+z", "已重做", after="ctrl+z"),
    "everywhere.light": Way("", lambda app: app.theme),
    "everywhere.leave": Way("f4", Desk),
    "everywhere.palette": Way("", CommandPalette),
    "everywhere.tour": Way("", Pick),
    "everywhere.quit": Way("f4", lambda app: app._exit),
    "desk.open": Way("", Triage),
    "desk.scores": Way("", Scores),
    "desk.ledger": Way("", Ledger),
    "desk.boards": Way("", Boards),
    "desk.tally": Way("", TallyScreen),
    "desk.backup": Way("", "已备份到", meanwhile=no_backup_yet),
    "desk.handover": Way("", Handover),
    "desk.people": Way("", People),
    "desk.duty": Way("", DutyScreen),
    "desk.island": Way("", IslandScreen),
    "boards.begin": Way("ctrl+b", Ask),
    "boards.log": Way("ctrl+b", Pick),
    "boards.bulletin": Way("ctrl+b", "快报已写出"),
    "boards.write": Way("ctrl+b", "已写出"),
    "boards.end": Way("ctrl+b", Pick),
    "boards.next": Way("ctrl+b", page),
    "boards.previous": Way("ctrl+b right", page),
    "tally.open": Way("ctrl+n", Ledger),
    "tally.unfold": Way("ctrl+n down", shown_places),
    "tally.fold": Way("ctrl+n down right", shown_places),
    "tally.unfold_all": Way("ctrl+n", shown_places),
    "tally.span": Way("ctrl+n", of("_span")),
    "island.open": Way("ctrl+f 1", EventScreen),
    "island.guide": Way("ctrl+f 1", Pick),
    "island.receive": Way("ctrl+f 1", "板块接收：", after="ctrl+z"),
    "island.visit": Way("ctrl+f 1", "来访：", after="ctrl+z"),
    "island.receipt": Way("ctrl+f 1", "已写出"),
    "island.services": Way("ctrl+f", Services),
    "island.backlog": Way("ctrl+f", Backlog),
    "island.cases": Way("ctrl+f", Pick),
    "island.people": Way("ctrl+f", People),
    "island.ledger": Way("ctrl+f", Ledger),
    "services.next": Way("ctrl+f f8", highlighted),
    "services.previous": Way("ctrl+f f8 down", highlighted),
    "services.down": Way("ctrl+f f8", scrolled),
    "services.up": Way("ctrl+f f8 pagedown", scrolled),
    "backlog.write": Way("ctrl+f ctrl+b", "已写出"),
    "backlog.list": Way("ctrl+f ctrl+b", Ledger),
    "people.reveal": Way("f12", Ask),
    "duty.export": Way("ctrl+d", "已写出"),
    "handover.write": Way("f7", "已交班"),
    "handover.take": Way("f7", Ask),
    "handover.move": Way("f7", Ask),
    "triage.take": Way("f6", "一键派遣", after="ctrl+z"),
    "triage.category": Way("f6", Pick),
    "triage.unit": Way("f6", Pick),
    "triage.limit": Way("f6", Pick),
    "triage.place": Way("f6", Pick),
    "triage.merge": Way("f6", Ask),
    "triage.refuse": Way("f6", Ask),
    "triage.verify": Way("f6", Ask),
    "triage.answer": Way("f6", Ask),
    "triage.hard": Way("f6", Ask),
    "triage.guide": Way("f6", Pick),
    "triage.skip": Way("f6", "先放下了"),
    "triage.skipped": Way("f6 space", of("_card")),
    "triage.details": Way("f6", EventScreen),
    "ledger.open": Way("f4", EventScreen),
    "ledger.search": Way("f4", focused),
    "ledger.mark": Way("f4", marked),
    "ledger.batch": Way("f4 space", Pick),
    "ledger.range": Way("f4", "从这一件起"),
    "ledger.mark_all": Way("f4", marked),
    "ledger.place": Way("f4", Pick),
    "ledger.order": Way("f4", of("_view")),
    "ledger.jump": Way("f4", Ask),
    "ledger.sort_up": Way("f4", of("_view")),
    "ledger.sort_down": Way("f4 right", of("_view")),
    "ledger.widen": Way("f4", of("_view")),
    "ledger.hide": Way("f4", of("_view")),
    "ledger.freeze": Way("f4", of("_view")),
    "ledger.add_column": Way("f4", Pick),
    "ledger.copy_cell": Way("f4", "已复制“"),
    "ledger.views": Way("f4", Pick),
    "ledger.write": Way("f4", "已写出"),
    "ledger.copy_rows": Way("f4", "已复制 1 行"),
    "replies.open": Way("5", EventScreen),
    "replies.copy": Way("5", "已复制回单内容"),
    "replies.entered": Way("5", "已记为录入上级系统", after="ctrl+z “误录” f4"),
    "event.act": Way(EVENT, Pick),
    "event.correct": Way(EVENT, Pick),
    "event.note": Way(EVENT, Ask),
    "event.case": Way(EVENT, CaseScreen),
    "event.clocks": Way(EVENT, ClocksScreen),
    "event.changes": Way(EVENT, of("_before_after")),
    "event.reveal": Way(EVENT, Pick),
    "case.act": Way(f"{EVENT} ctrl+k", Pick),
    "case.reckon": Way("f3 “餐饮店” enter enter ctrl+k", Pick),
    "case.print": Way(f"{EVENT} ctrl+k", Pick),
    "register.save": Way(FILLED, Pick),
    "register.answer": Way(FILLED, Ask),
    "register.receipt": Way(FILLED, Pick),
    "register.clear": Way(FILLED, text),
    "register.no_name": Way(FILLED, given),
    "register.repeat": Way("f2 ctrl+l", text),
    "register.take_back": Way("f2 ctrl+l ctrl+d", text),
    "form.done": Way(f"{EVENT} f12 “已通知”", "备注："),
    "form.cancel": Way(f"{EVENT} f12", EventScreen),
    "form.clear": Way(f"{EVENT} f12 “已通知”", text),
    "form.help": Way(f"{EVENT} f12", Help),
    "choice.cancel": Way(f"{EVENT} f7", EventScreen),
    "choice.help": Way(f"{EVENT} f7", Help),
    "imports.choose": Way("f8", "回车入账"),
    "imports.all_streets": Way("f8", of("_take_all")),
    "imports.undo_batch": Way("f8", Pick),
    "reports.write": Way("f9", "已写出"),
    "reports.month": Way("f9", Ask),
    "reports.opening": Way("f9", Ask),
    "reports.next": Way("f9", page),
    "reports.previous": Way("f9", page),
    "scores.open": Way("0", focused),
    "scores.month": Way("0", Ask),
    "scores.write": Way("0", "已写出"),
}
"""Every action by its id."""
