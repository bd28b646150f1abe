"""Asking 询问: a form over a screen, and a list to choose from by typing.

No text entry stands in the last two rows of the terminal: the candidate box of an input method would cover it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from console.bindings import bindings
from console.screens.help import Help
from console.textual_fixes import AnswersOnce
from console.widgets.entries import Around, Item
from console.widgets.form import Form
from console.words import _, say, spoken_text
from wangge.choosing import found


class Draft(Protocol):
    """Where a form keeps what is typed, until it is done."""

    @property
    def trouble(self) -> str:
        """Why what was typed last could not be kept; empty when it was."""
        ...

    def read(self) -> Mapping[str, str]:
        """What was typed and not done."""
        ...

    def keep(self, typed: Mapping[str, str]) -> None:
        """Keep what is typed; nothing forgets it."""
        ...


class Ask(AnswersOnce[dict[str, str] | None]):
    """A small form; answers by field name.

    Args:
        title: what it is about.
        items: what is asked for.
        wrong: why it comes back as it was filled in.
        around: what it knows of the desk.
        draft: where what is typed is kept; what was kept there stands in the form again.
    """

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings("form")

    def __init__(
        self, title: str, items: Sequence[Item], wrong: str = "", around: Around | None = None, draft: Draft | None = None
    ) -> None:
        super().__init__()
        self._title = title
        self._items = tuple(items)
        self._wrong = wrong
        self._around = around or Around()
        self._draft = draft

    def compose(self) -> ComposeResult:
        """The title, the form, and what to press."""
        with Vertical(classes="ask"):
            yield Static(Content(self._title), classes="ask-title")
            yield Form(self._items, self._around)
            yield Static(Content(self._foot()), classes="ask-foot")
            yield Static(Content(self._wrong), classes="ask-wrong")

    def _foot(self) -> str:
        """What to press: only what does something in this form."""
        keys = [_("F4 确定"), _("Esc 放弃")]
        long = any(item.long for item in self._items)
        if len(self._items) > 1:
            keys.append(_("Tab 下一项") if long else _("Tab 或回车 下一项"))
        if long:
            keys.append(_("回车 换行"))
        if any(item.listed for item in self._items):
            keys.append(_("数字、拼音 选一个"))
        return "　".join(keys)

    def on_mount(self) -> None:
        """Begin in the first item; what was typed before a crash stands there again."""
        form = self.query_one(Form)
        kept = {} if self._draft is None or self._wrong else self._draft.read()
        form.put({name: text for name, text in kept.items() if name not in {item.name for item in self._items if item.chosen}})
        form.begin()
        if kept:
            self._tell(_("接着上次没有填完的。不要了按 Ctrl+L 清空。"))

    @on(Form.Changed)
    def _keep(self) -> None:
        if self._draft is None:
            return
        typed = self.query_one(Form).typed()
        self._draft.keep({} if typed == {item.name: item.value for item in self._items if item.value.strip()} else typed)
        if self._draft.trouble:
            self._tell(say("草稿存不下：{reason}。请先办完这一张，别关机。", reason=spoken_text(self._draft.trouble)), "error")

    @on(Form.Said)
    def _said(self, event: Form.Said) -> None:
        self._tell(event.text, event.kind)

    @on(Form.Rows)
    def _rows(self, event: Form.Rows) -> None:
        self._tell(say("贴来的是 {count} 行，这里只填一件，没有贴入；成批登记请按 F8 导入。", count=event.count), "error")

    def _tell(self, text: str, kind: str = "") -> None:
        told = self.query_one(".ask-wrong", Static)
        told.set_class(kind != "error", "-note")
        told.update(Content(text))

    @on(Form.Ended)
    def action_done(self) -> None:
        """Hand the answers back, if nothing is missing."""
        form = self.query_one(Form)
        missing = form.missing()
        if missing is None:
            self.dismiss(form.given())
            return
        self._tell(say("“{label}”还没有填。", label=_(missing.field.label)), "error")
        form.entry(missing.name).focus()

    def action_help(self) -> None:
        """Show the keys of a form."""
        self.app.push_screen(Help.of("form", self._title))

    def action_clear(self) -> None:
        """Begin anew."""
        self.query_one(Form).reset()
        self._tell(_("已清空。"))

    def action_cancel(self) -> None:
        """Take a pasted row back, else leave the form."""
        if not self.query_one(Form).take_back():
            self.dismiss(None)


class Pick(AnswersOnce[str | None]):
    """A list that a typed part narrows down."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("choice"),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, title: str, choices: Sequence[str], *, free: bool = False, first: str = "") -> None:
        super().__init__()
        self._title = title
        self._choices = tuple(dict.fromkeys(choices))
        self._free = free
        self._first = first

    def compose(self) -> ComposeResult:
        """The title, the line to type in, the list."""
        with Vertical(classes="ask"):
            yield Static(Content(self._title), classes="ask-title")
            yield Input(placeholder=_("打几个字或拼音首字母筛选，数字选行"), id="part")
            yield OptionList(*self._options(found("", self._choices)), id="choices")
            yield Static("", classes="ask-none")
            yield Static(Content(_("回车选定　↑↓ 移动　Esc 放弃")), classes="ask-foot")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()
        at = self._choices.index(self._first) if self._first in self._choices else 0
        self.query_one(OptionList).highlighted = at if self._choices else None

    def _options(self, choices: Sequence[tuple[int, str]]) -> list[Option]:
        """Every choice keeps the number that it has in the whole list: that number chooses it."""
        return [Option(Content(f"{number:>2} {choice}")) for number, choice in choices]

    def _left(self) -> list[tuple[int, str]]:
        return found(self.query_one(Input).value, self._choices)

    @on(Input.Changed)
    def _narrow(self) -> None:
        choices = self.query_one(OptionList)
        left = self._left()
        choices.set_options(self._options(left)).refresh(layout=True)
        choices.highlighted = 0 if left else None
        none = self.query_one(".ask-none", Static)
        none.update(Content(_("没有这一项；回车就用打的这几个字。") if self._free else _("没有这一项。删几个字再看。")))
        none.display = not left

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        left, place = self._left(), self.query_one(OptionList).highlighted
        typed = self.query_one(Input).value.strip()
        if left and place is not None:
            self.dismiss(left[place][1])
        elif self._free and typed:
            self.dismiss(typed)

    def action_help(self) -> None:
        """Show how one chooses."""
        self.app.push_screen(Help.of("choice", self._title.partition("\n")[0]))

    def action_move(self, by: int) -> None:
        """Move in the list while the cursor stays in the line."""
        choices = self.query_one(OptionList)
        if choices.option_count:
            choices.highlighted = ((choices.highlighted or 0) + by) % choices.option_count

    def action_cancel(self) -> None:
        """Leave it."""
        self.dismiss(None)


class Tell(AnswersOnce[None]):
    """Something to read in full, until a key is pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q,f4", "close", show=False)]

    def __init__(self, title: str, text: str, foot: str) -> None:
        super().__init__()
        self._title, self._text, self._foot = title, text, foot

    def compose(self) -> ComposeResult:
        """The title, the text, and how to close it."""
        with Vertical(classes="ask"):
            yield Static(Content(self._title), classes="ask-title")
            with VerticalScroll(classes="ask-items"):
                yield Static(Content(self._text))
            yield Static(Content(self._foot), classes="ask-foot")

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
