"""Entries 填写处: one item of a form as it is typed, in one line or several, and what its keys do before they type.

`;;` is today and `;:` is now, in any entry; Ctrl+D repeats what stood there in the last registration, Ctrl+Z takes back what was not typed.
Pasted text is handed to the form, which knows where it belongs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input, TextArea

from wangge.choosing import meant
from wangge.field import Field, Kind
from wangge.pasting import Headers
from wangge.shortcodes import ShortCode, expand

if TYPE_CHECKING:
    from textual.widget import Widget as _Widget
else:
    _Widget = object  # Textual takes styles and bindings from the first widget among the bases, which must be its own


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a form.

    Attributes:
        field: what is asked for.
        value: what stands there at first.
        choices: suggestions, beside the field's own choices.
        required: whether it may stay empty.
        spare: it is shown only once it holds something.
        chosen: its value was chosen just now; no draft stands in its place, and the cursor begins behind it.
    """

    field: Field
    value: str = ""
    choices: Sequence[str] = ()
    required: bool = True
    spare: bool = False
    chosen: bool = False

    @property
    def name(self) -> str:
        """Its field's name."""
        return self.field.name

    @property
    def listed(self) -> tuple[str, ...]:
        """All that may be picked by its number."""
        return (*self.field.choices, *self.choices)

    @property
    def long(self) -> bool:
        """Whether its entry has several lines."""
        return self.field.kind in _LONG

    def meant(self, text: str) -> str:
        """What was typed, numbers of choices (`2`, `1、3`) and letters of pinyin put into words: both pass an input method."""
        if not self.listed or self.field.kind not in _BY_NUMBER:
            return text
        parts = [part for part in re.split(r"[、，, ]+", text.strip()) if part]
        chosen = [self.listed[int(part) - 1] for part in parts if part.isdecimal() and 0 < int(part[:9]) <= len(self.listed)]
        return "、".join(chosen) if chosen and len(chosen) == len(parts) else meant(text, self.listed)


_BY_NUMBER = frozenset({Kind.LINE, Kind.CHOICE})
_LONG = frozenset({Kind.TEXT, Kind.TABLE})


@dataclass(frozen=True, slots=True)
class Around:
    """What a form knows of the desk around it.

    Attributes:
        now: the time on the office's wall.
        before: what the event that this clerk registered last was told, by field name; nothing that is masked.
        headers: which fields a row of headers brings; without it the form's own fields decide.
        codes: the office's short codes, for a form with a text.
    """

    now: Callable[[], datetime] = datetime.now
    before: Mapping[str, str] = field(default_factory=dict)
    headers: Headers | None = None
    codes: tuple[ShortCode, ...] = ()


class Pasted(Message):
    """Text was pasted into an entry."""

    def __init__(self, entry: Typed, text: str) -> None:
        super().__init__()
        self.entry, self.text = entry, text


class Repeat(Message):
    """The value of the last registration is wanted in an entry."""

    def __init__(self, entry: Typed) -> None:
        super().__init__()
        self.entry = entry


class TakeBack(Message):
    """What was pasted, repeated or expanded is to be taken back."""

    def __init__(self, entry: Typed) -> None:
        super().__init__()
        self.entry = entry


class Expand(Message):
    """A short code was typed, and a blank."""

    def __init__(self, code: ShortCode) -> None:
        super().__init__()
        self.code = code


_KEYS: list[BindingType] = [Binding("ctrl+d", "repeat", show=False), Binding("ctrl+z", "take_back", show=False)]
CODED = "text"
"""The field in whose entry a short code is typed."""
_BLANKS = frozenset({" ", "\u3000"})
_STAMPS = {";": "{:%Y-%m-%d}", "；": "{:%Y-%m-%d}", ":": "{:%Y-%m-%d %H:%M}", "：": "{:%Y-%m-%d %H:%M}"}


def _stamp(key: str | None, before: str, around: Around) -> str:
    """The day or the time that two signs stand for: the sign that is typed, behind a semicolon."""
    if key is None or before[-1:] not in {";", "；"} or key not in _STAMPS:
        return ""
    return _STAMPS[key].format(around.now())


class Typed(_Widget):
    """What an entry of one line and one of several have in common.

    Args:
        item: what is asked for.
        around: what the form knows.
    """

    item: Item
    around: Around

    @property
    def standing(self) -> str:
        """What stands in it."""
        raise NotImplementedError

    def put(self, text: str) -> None:
        """Write `text` in place of what stands there, and stand behind it."""
        raise NotImplementedError

    def write(self, text: str, over: int = 0) -> None:
        """Write at the cursor, in place of what is selected and of `over` signs before it."""
        raise NotImplementedError

    def before_cursor(self) -> str:
        """The line up to the cursor."""
        raise NotImplementedError

    def learn(self, choices: Sequence[str], around: Around) -> None:
        """Take in what the desk has found out meanwhile."""
        self.item, self.around = replace(self.item, choices=tuple(choices)), around

    def on_key(self, event: events.Key) -> None:
        """Two signs for the day or the time, a blank behind a short code; all else is typed."""
        stamp = _stamp(event.character, self.before_cursor(), self.around)
        blank = event.character in _BLANKS and self.item.name == CODED
        code = expand(self.standing, self.around.codes) if blank else None
        if stamp:
            self.write(stamp, over=1)
        if code is not None:
            self.post_message(Expand(code))
        if stamp or code:
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """The form knows where it belongs."""
        event.stop()
        event.prevent_default()
        self.post_message(Pasted(self, event.text))

    def action_paste(self) -> None:
        """Paste what was copied in this program."""
        self.post_message(Pasted(self, self.app.clipboard))

    def action_repeat(self) -> None:
        """Take the value of the last registration."""
        self.post_message(Repeat(self))

    def action_take_back(self) -> None:
        """Take back what was not typed."""
        self.post_message(TakeBack(self))


class Line(Typed, Input):
    """An entry of one line."""

    BINDINGS: ClassVar[list[BindingType]] = _KEYS

    def __init__(self, item: Item, around: Around) -> None:
        super().__init__(item.value, id=item.name, suggester=SuggestFromList(item.listed, case_sensitive=False) if item.listed else None)
        self.item, self.around = item, around

    @property
    def standing(self) -> str:
        """What stands in it."""
        return self.value

    def put(self, text: str) -> None:
        """Write `text` in place of what stands there, and stand behind it."""
        self.value = text
        self.cursor_position = len(text)

    def write(self, text: str, over: int = 0) -> None:
        """Write at the cursor, in place of what is selected and of `over` signs before it."""
        start, end = sorted(self.selection)
        self.replace(text, start - over, end)

    def learn(self, choices: Sequence[str], around: Around) -> None:
        """Take in what the desk has found out meanwhile."""
        super().learn(choices, around)
        self.suggester = SuggestFromList(self.item.listed, case_sensitive=False) if self.item.listed else None

    def before_cursor(self) -> str:
        """The line up to the cursor."""
        return self.value[: self.cursor_position]


class Lines(Typed, TextArea):
    """An entry of several lines."""

    BINDINGS: ClassVar[list[BindingType]] = _KEYS

    def __init__(self, item: Item, around: Around) -> None:
        super().__init__(item.value, id=item.name, classes="ask-text", tab_behavior="focus", soft_wrap=True)
        self.item, self.around = item, around

    @property
    def standing(self) -> str:
        """What stands in it."""
        return self.text

    def put(self, text: str) -> None:
        """Write `text` in place of what stands there, and stand behind it."""
        self.text = text
        self.move_cursor(self.document.end)

    def write(self, text: str, over: int = 0) -> None:
        """Write at the cursor, in place of what is selected and of `over` signs before it."""
        start, end = sorted(self.selection)
        self.move_cursor(self.replace(text, (start[0], start[1] - over), end).end_location)

    def before_cursor(self) -> str:
        """The line up to the cursor."""
        row, column = self.cursor_location
        return self.document.get_line(row)[:column]
