"""The form 表单: a label and an entry for each field, drawn from `Item`s; what every form of the console is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static, TextArea

from console.words import _, say
from wangge.field import Field, Kind


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

    @property
    def long(self) -> bool:
        """Whether its entry has several lines."""
        return self.field.kind in _LONG

    def meant(self, text: str) -> str:
        """What was typed, numbers of choices (`2`, `1、3`) put into words: digits pass an input method."""
        parts = [part for part in re.split(r"[、，, ]+", text.strip()) if part]
        chosen = [self.listed[int(part) - 1] for part in parts if part.isdecimal() and 0 < int(part) <= len(self.listed)]
        return "、".join(chosen) if chosen and len(chosen) == len(parts) and self.field.kind in _BY_NUMBER else text


_BY_NUMBER = frozenset({Kind.LINE, Kind.CHOICE})
_LONG = frozenset({Kind.TEXT, Kind.TABLE})
SHOWN = 9
"""How many choices stand beside a label."""


class Form(VerticalScroll, can_focus=False):
    """The entries of a form, one below the other; each has its field's name as its id."""

    class Changed(Message):
        """Something was typed."""

    class Ended(Message):
        """Enter was pressed in the last entry."""

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__(classes="form")
        self.items = tuple(items)

    def compose(self) -> ComposeResult:
        """A label and an entry for each item."""
        for item in self.items:
            mark = " *" if item.required else ""
            yield Static(Content(_(item.field.label) + mark + _hint(item)), classes="ask-label")
            if item.long:
                yield TextArea(item.value, id=item.field.name, classes="ask-text", tab_behavior="focus", soft_wrap=True)
            else:
                suggester = SuggestFromList(item.listed, case_sensitive=False) if item.listed else None
                yield Input(item.value, id=item.field.name, suggester=suggester)

    def on_mount(self) -> None:
        """The cursor of a long entry stands behind what is there already."""
        for entry in self.query(TextArea):
            entry.move_cursor(entry.document.end)

    def entry(self, name: str) -> Input | TextArea:
        """The entry of a field."""
        found = self.query_one(f"#{name}")
        assert isinstance(found, Input | TextArea)
        return found

    def begin(self) -> None:
        """Type in the first entry, its label in view."""
        self.entry(self.items[0].field.name).focus(scroll_visible=False)

    def typed(self) -> dict[str, str]:
        """What stands in the entries, to the letter; what is empty is left out."""
        standing = {item.field.name: _text(self.entry(item.field.name)) for item in self.items}
        return {name: text for name, text in standing.items() if text.strip()}

    def given(self) -> dict[str, str]:
        """The answers: what was typed, numbers of choices put into words."""
        typed = self.typed()
        return {item.field.name: item.meant(typed[item.field.name]) for item in self.items if item.field.name in typed}

    def missing(self) -> Item | None:
        """The first item that must be filled in and is not."""
        typed = self.typed()
        return next((item for item in self.items if item.required and item.field.name not in typed), None)

    def put(self, values: Mapping[str, str]) -> None:
        """Write into the entries."""
        for name, text in values.items():
            entry = self.entry(name)
            if isinstance(entry, TextArea):
                entry.text = text
                entry.move_cursor(entry.document.end)
            else:
                entry.value = text
                entry.cursor_position = len(text)

    def reset(self) -> None:
        """Begin anew, with what stood there at first."""
        self.put({item.field.name: item.value for item in self.items})
        self.begin()

    @on(TextArea.Changed)
    def _long_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        """A digit alone takes the choice of that number."""
        event.stop()
        choices = next((item.field.choices for item in self.items if item.field.name == event.input.id), ())
        if len(event.value) == 1 and event.value.isdecimal() and 0 < int(event.value) <= len(choices):
            self.put({str(event.input.id): choices[int(event.value) - 1]})
        self.post_message(self.Changed())

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Enter goes on."""
        event.stop()
        if event.input.id == self.items[-1].field.name:
            self.post_message(self.Ended())
        else:
            self.screen.focus_next()


def _text(entry: Input | TextArea) -> str:
    return entry.text if isinstance(entry, TextArea) else entry.value


def _hint(item: Item) -> str:
    """What stands behind a label: the choices with their numbers, or the columns of a table."""
    if item.field.kind is Kind.TABLE:
        columns = "，".join(_(column.label) for column in item.field.columns)
        return say("（每行一条：{columns}；可从 WPS 粘贴）", columns=columns)
    numbered = " ".join(f"{place}{' ' * choice[0].isascii()}{choice}" for place, choice in enumerate(item.listed[:SHOWN], start=1))
    return say("（{choices}）", choices=numbered) if numbered else ""
