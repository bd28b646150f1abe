"""Asking 询问: small forms over a screen, drawn from fields, and a list to choose from by typing.

No text entry stands in the last two rows of the terminal: the candidate box of an input method would cover it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from console.words import _, say
from wangge.field import Field, Kind
from wangge.pinyin import spells


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a form.

    Attributes:
        field: what is asked for.
        value: what stands there at first.
        choices: suggestions, beside the field's own choices.
        required: whether it may stay empty.
    """

    field: Field
    value: str = ""
    choices: Sequence[str] = ()
    required: bool = True

    @property
    def listed(self) -> tuple[str, ...]:
        """All that may be picked by its number."""
        return (*self.field.choices, *self.choices)

    def meant(self, text: str) -> str:
        """What was typed, numbers of choices (`2`, `1、3`) put into words: digits pass an input method."""
        parts = [part for part in re.split(r"[、，, ]+", text.strip()) if part]
        chosen = [self.listed[int(part) - 1] for part in parts if part.isdecimal() and 0 < int(part) <= len(self.listed)]
        return "、".join(chosen) if chosen and len(chosen) == len(parts) and self.field.kind in _BY_NUMBER else text


_BY_NUMBER = frozenset({Kind.LINE, Kind.CHOICE})
_LONG = frozenset({Kind.TEXT, Kind.TABLE})
SHOWN = 9
"""How many choices stand beside a label."""


class Ask(ModalScreen[dict[str, str] | None]):
    """A small form; answers by field name."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("f4", "done", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, title: str, items: Sequence[Item], wrong: str = "") -> None:
        super().__init__()
        self._title = title
        self._items = tuple(items)
        self._wrong = wrong

    def compose(self) -> ComposeResult:
        """The title, one line an item, and what to press."""
        with Vertical(classes="ask"):
            yield Static(Content(self._title), classes="ask-title")
            with VerticalScroll(classes="ask-items"):
                for item in self._items:
                    mark = " *" if item.required else ""
                    yield Static(Content(_(item.field.label) + mark + _hint(item)), classes="ask-label")
                    if item.field.kind in _LONG:
                        yield TextArea(item.value, id=item.field.name, classes="ask-text", tab_behavior="focus", soft_wrap=True)
                    else:
                        suggester = SuggestFromList(item.listed, case_sensitive=False) if item.listed else None
                        yield Input(item.value, id=item.field.name, suggester=suggester)
            yield Static(Content(self._foot()), classes="ask-foot")
            yield Static(Content(self._wrong), classes="ask-wrong")

    def _foot(self) -> str:
        """What to press: only what does something in this form."""
        keys = [_("F4 确定"), _("Esc 放弃")]
        long = any(item.field.kind in _LONG for item in self._items)
        if len(self._items) > 1:
            keys.append(_("Tab 下一项") if long else _("Tab 或回车 下一项"))
        if long:
            keys.append(_("回车 换行"))
        if any(item.listed for item in self._items):
            keys += [_("数字 选一个"), _("→ 采用提示")]
        return "　".join(keys)

    def on_mount(self) -> None:
        """Begin in the first item, its label in view, a long one behind what stands there."""
        for entry in self.query(TextArea):
            entry.move_cursor(entry.document.end)
        self.query("Input, TextArea").first().focus(scroll_visible=False)

    @on(Input.Changed)
    def _numbered(self, event: Input.Changed) -> None:
        """A digit alone takes the choice of that number."""
        choices = next((item.field.choices for item in self._items if item.field.name == event.input.id), ())
        if len(event.value) == 1 and event.value.isdecimal() and 0 < int(event.value) <= len(choices):
            event.input.value = choices[int(event.value) - 1]
            event.input.cursor_position = len(event.input.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Enter goes on; in the last item it is done."""
        entries = list(self.query("Input, TextArea"))
        if event.input is entries[-1]:
            self.action_done()
        else:
            self.focus_next()

    def action_done(self) -> None:
        """Hand the answers back, if nothing is missing."""
        answers = {}
        for item in self._items:
            entry = self.query_one(f"#{item.field.name}")
            text = entry.text if isinstance(entry, TextArea) else entry.value if isinstance(entry, Input) else ""
            if item.required and not text.strip():
                self.query_one(".ask-wrong", Static).update(Content(say("“{label}”还没有填。", label=_(item.field.label))))
                entry.focus()
                return
            if text.strip():
                answers[item.field.name] = item.meant(text)
        self.dismiss(answers)

    def action_cancel(self) -> None:
        """Leave it."""
        self.dismiss(None)


def _hint(item: Item) -> str:
    """What stands behind a label: the choices with their numbers, or the columns of a table."""
    if item.field.kind is Kind.TABLE:
        columns = "，".join(_(column.label) for column in item.field.columns)
        return say("（每行一条：{columns}；可从 WPS 粘贴）", columns=columns)
    numbered = " ".join(f"{place}{' ' * choice[0].isascii()}{choice}" for place, choice in enumerate(item.listed[:SHOWN], start=1))
    return say("（{choices}）", choices=numbered) if numbered else ""


class Pick(ModalScreen[str | None]):
    """A list that a typed part narrows down."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
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
            yield OptionList(*self._options(self._choices), id="choices")
            yield Static("", classes="ask-none")
            yield Static(Content(_("回车选定　↑↓ 移动　Esc 放弃")), classes="ask-foot")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()
        at = self._choices.index(self._first) if self._first in self._choices else 0
        self.query_one(OptionList).highlighted = at if self._choices else None

    def _options(self, choices: Sequence[str]) -> list[Option]:
        """Every choice keeps the number that it has in the whole list: that number chooses it."""
        return [Option(Content(f"{self._choices.index(choice) + 1:>2} {choice}")) for choice in choices]

    def _left(self) -> tuple[str, ...]:
        part = self.query_one(Input).value.strip()
        if part.isdecimal() and 0 < int(part) <= len(self._choices):
            return (self._choices[int(part) - 1],)
        # the very word first: 退回 before 退回不成立
        found = sorted((choice for choice in self._choices if part in choice), key=lambda choice: choice != part)
        return tuple(found or (choice for choice in self._choices if spells(part, choice)))

    @on(Input.Changed)
    def _narrow(self) -> None:
        choices = self.query_one(OptionList)
        left = self._left()
        choices.set_options(self._options(left))
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
            self.dismiss(left[place])
        elif self._free and typed:
            self.dismiss(typed)

    def action_move(self, by: int) -> None:
        """Move in the list while the cursor stays in the line."""
        choices = self.query_one(OptionList)
        if choices.option_count:
            choices.highlighted = ((choices.highlighted or 0) + by) % choices.option_count

    def action_cancel(self) -> None:
        """Leave it."""
        self.dismiss(None)


class Tell(ModalScreen[None]):
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
