"""The form 表单: a label and an entry for each field, drawn from `Item`s; what every form of the console is made of.

Beside a label stands what was understood of its entry, or what is doubtful; below the entry that is typed in, what may be chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from console.widgets.beside import below, beside, hint
from console.widgets.entries import CODED, Around, Expand, Item, Line, Lines, Pasted, Repeat, TakeBack, Typed
from console.words import _, say
from wangge.field import Kind
from wangge.pasting import MOST, By, Target, one_line, own_headers, place, rows
from wangge.shortcodes import ShortCode, expand
from wangge.text import without_controls


class Form(VerticalScroll, can_focus=False):
    """The entries of a form, one below the other; each has its field's name as its id.

    Args:
        items: what is asked for.
        around: what the form knows of the desk.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    class Changed(Message):
        """Something stands there that did not before."""

    class Ended(Message):
        """Enter was pressed in the last entry."""

    class Said(Message):
        """Something to tell the clerk in the screen's own place; `kind` as in `StatusLine.tell`."""

        def __init__(self, text: str, kind: str = "") -> None:
            super().__init__()
            self.text, self.kind = text, kind

    class Rows(Message):
        """Several rows of a workbook were pasted: too many for a form."""

        def __init__(self, text: str, count: int) -> None:
            super().__init__()
            self.text, self.count = text, count

    def __init__(self, items: Sequence[Item], around: Around | None = None) -> None:
        super().__init__(classes="form")
        self.items = tuple(items)
        self._around = around or Around()
        self._entries: dict[str, Typed] = {}
        self._labels: dict[str, Static] = {}
        self._below = Static("", classes="ask-choices")
        self._below.display = False
        self._told_below = ""
        self._above: Typed | None = None
        """The entry under which the choices stand."""
        self._taken: list[tuple[dict[str, str], str, str]] = []
        """What stood there before each thing that was not typed, and the entry and the plain text of what was pasted."""

    def compose(self) -> ComposeResult:
        """A label and an entry for each item."""
        for item in self.items:
            wraps = " -wraps" if item.field.kind is Kind.TABLE else ""
            label = self._labels[item.name] = Static("", classes=f"ask-label{wraps}")
            entry = self._entries[item.name] = Lines(item, self._around) if item.long else Line(item, self._around)
            yield label
            yield entry
        yield self._below

    def on_mount(self) -> None:
        """Draw the labels; the cursor of a long entry stands behind what is there already."""
        for entry in self._entries.values():
            if isinstance(entry, Lines):
                entry.move_cursor(entry.document.end)
            self._tell_beside(entry)
        self._ask_what_is_asked()

    # what stands there

    def entry(self, name: str) -> Typed:
        """The entry of a field."""
        return self._entries[name]

    def begin(self) -> None:
        """Type in the first entry that was not chosen just now, its label in view."""
        first = next((item for item in self.items if not item.chosen), self.items[0])
        self._entries[first.name].focus(scroll_visible=False)

    def typed(self) -> dict[str, str]:
        """What stands in the entries, to the letter, also in those that are not asked for now; what is empty is left out."""
        return {name: text for name, entry in self._entries.items() if (text := entry.standing).strip()}

    def given(self) -> dict[str, str]:
        """The answers: what is asked for and was filled in, numbers and letters of choices put into words."""
        typed = self.typed()
        return {item.name: item.meant(typed[item.name]) for item in self._asked() if item.name in typed}

    def missing(self) -> Item | None:
        """The first item that must be filled in and is not."""
        typed = self.typed()
        return next((item for item in self._asked() if item.required and item.name not in typed), None)

    def put(self, values: Mapping[str, str]) -> None:
        """Write into the entries; a name that the form does not have is passed over."""
        for name, text in values.items():
            if name in self._entries:
                self._entries[name].put(without_controls(text))
        self._ask_what_is_asked()

    def offer(self, choices: Mapping[str, Sequence[str]], around: Around) -> None:
        """Take in what the desk has found out meanwhile: choices by field name, and what is around."""
        self._around = around
        for name, entry in self._entries.items():
            entry.learn(choices.get(name, entry.item.choices), around)
        self.items = tuple(entry.item for entry in self._entries.values())
        self._tell_below()

    def reset(self) -> None:
        """Begin anew, with what stood there at first."""
        self.put({item.name: item.value for item in self.items})
        self._taken.clear()
        self.begin()

    def _asked(self) -> list[Item]:
        return [item for item in self.items if self._entries[item.name].display]

    def _ask_what_is_asked(self) -> None:
        """Show what is asked for now, and hide what is not; nothing that was typed is lost."""
        sometimes = [item for item in self.items if item.field.asked_if or item.spare]
        if not sometimes:
            return
        typed = self.typed()
        standing = {item.name: item.meant(typed.get(item.name, "")) for item in self.items}
        for item in sometimes:
            entry = self._entries[item.name]
            entry.display = item.field.asked(standing) and not (item.spare and not standing[item.name] and not entry.has_focus)
            self._labels[item.name].display = entry.display

    # what is typed

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _changed(self, event: TextArea.Changed | Input.Changed) -> None:
        """A digit alone takes the choice of that number."""
        event.stop()
        entry = event.control
        assert isinstance(entry, Typed)
        text, choices = entry.standing, entry.item.field.choices
        if len(text) == 1 and text.isdecimal() and 0 < int(text) <= len(choices):
            entry.put(choices[int(text) - 1])
        self._tell_beside(entry)
        self._tell_below()
        self._ask_what_is_asked()
        self.post_message(self.Changed())

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Enter goes on."""
        event.stop()
        if event.input.id == self._asked()[-1].name:
            self.post_message(self.Ended())
        else:
            self.screen.focus_next()

    def _on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._tell_below()
        self.call_after_refresh(self._into_view, event.widget)

    def _into_view(self, entry: Widget) -> None:
        """Scroll so that the entry is in view, with its label and what stands below it where there is room for all."""
        region = entry.virtual_region
        whole = region.union(self._labels[entry.item.name].virtual_region) if isinstance(entry, Typed) else region
        if self._below.display:
            whole = whole.union(self._below.virtual_region)
        self.scroll_to_region(whole if whole.height <= self.size.height else region, animate=False, immediate=True)

    def _on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """An entry that is left says in words what its number or its letters meant."""
        entry = event.widget
        if not isinstance(entry, Typed) or not self.app.app_focus:
            return
        code = expand(entry.standing, self._around.codes) if entry.item.name == CODED else None
        meant = entry.item.meant(entry.standing)
        if code is not None:
            self._expand(code)
        elif meant != entry.standing:
            entry.put(meant)

    def _tell_beside(self, entry: Typed) -> None:
        self._labels[entry.item.name].update(
            Content(_(entry.item.field.label) + (" *" if entry.item.required else ""))
            + (beside(entry.item, entry.standing, self._around.now().date()) or hint(entry.item)),
            layout=entry.item.field.kind is Kind.TABLE,
        )

    def _tell_below(self) -> None:
        focused = next((entry for entry in self._entries.values() if entry.has_focus), None)
        told = below(focused.item, focused.standing, self._around.codes) if focused is not None else Content("")
        if told.plain != self._told_below:
            self._told_below = told.plain
            self._below.display = bool(told.plain)
            self._below.update(told)
            if focused is not None:
                self.call_after_refresh(self._into_view, focused)
        if told.plain and focused is not None and focused is not self._above:
            self.move_child(self._below, after=focused)
            self._above = focused

    # what is not typed: pasted, repeated, expanded

    def take_back(self, *, typed_too: bool = False) -> bool:
        """Take back what was pasted, repeated or expanded last; a pasted row then stands as plain text where it was pasted.

        Args:
            typed_too: say so where there is nothing to take back.

        Returns:
            whether there was something.
        """
        if not self._taken:
            if typed_too:
                self.post_message(self.Said(_("这里没有可退回的。")))
            return False
        before, name, plain = self._taken.pop()
        self.put({each: before.get(each, "") for each in self._entries})
        if plain:
            self._entries[name].write(plain)
        self._entries[name].focus()
        self.post_message(self.Said(_("已退回。")))
        return True

    def _keep(self, entry: Typed, plain: str = "") -> None:
        self._taken.append((self.typed(), entry.item.name, plain))

    @on(TakeBack)
    def _take_back(self, event: TakeBack) -> None:
        event.stop()
        if not self._taken and isinstance(event.entry, Lines):
            event.entry.undo()
        else:
            self.take_back(typed_too=True)

    @on(Repeat)
    def _repeat(self, event: Repeat) -> None:
        """Ctrl+D: what stood there in the event that was registered last."""
        event.stop()
        item = event.entry.item
        before = self._around.before.get(item.name, "")
        if before:
            self._keep(event.entry)
            event.entry.put(before)
        elif item.field.hides:
            self.post_message(self.Said(say("“{label}”是遮盖的，不能照抄上一件。", label=_(item.field.label))))
        else:
            self.post_message(self.Said(say("上一件没有“{label}”可以照抄。", label=_(item.field.label))))

    @on(Expand)
    def _expanded(self, event: Expand) -> None:
        event.stop()
        self._expand(event.code)

    def _expand(self, code: ShortCode) -> None:
        """A short code becomes what it stands for."""
        self._keep(self._entries[CODED])
        self.put({CODED: "", **code.values})
        labels = "、".join(_(item.field.label) for item in self.items if item.name in code.values)
        self.post_message(self.Said(say("短码 {code} 填了：{labels}。Ctrl+Z 退回", code=code.code, labels=labels), "good"))

    @on(Pasted)
    def _pasted(self, event: Pasted) -> None:
        """A row of a workbook goes into the entries; any other text where it was pasted."""
        event.stop()
        entry, text = event.entry, event.text
        if len(text) > MOST:
            said = say("贴来的有 {count:,} 字，没有贴入：一次最多 {most:,} 字；整张表请按 F8 导入。", count=len(text), most=MOST)
            self.post_message(self.Said(said, "error"))
            return
        text = without_controls(text)
        cells = rows(text) if len(self.items) > 1 and entry.item.field.kind is not Kind.TABLE else []
        if cells:
            self._put_row(entry, text, cells)
        elif isinstance(entry, Line):
            lines = len(text.strip().splitlines())
            entry.write(one_line(text) if lines > 1 else text.strip("\r\n"))
            if lines > 1:
                self.post_message(self.Said(say("贴来的 {count} 行并成了一行。", count=lines)))
        else:
            entry.write(text)

    def _put_row(self, entry: Typed, text: str, cells: list[list[str]]) -> None:
        targets = [Target(item.field, item.listed) for item in sorted(self.items, key=lambda item: item.spare)]
        placed = place(cells, targets, self._around.headers or own_headers(targets), self._around.now().date())
        if placed is None:
            self.post_message(self.Rows(text, len(cells)))
            return
        self._keep(entry, text.strip("\r\n") if isinstance(entry, Lines) else one_line(text))
        self.put(placed.values)
        labels = "、".join(_(item.field.label) for item in self.items if item.name in placed.values)
        told = _("按表头贴入：{labels}。") if placed.by is By.HEADERS else _("按样子贴入：{labels}。")
        left = say("没用上：{cells}。", cells="、".join(placed.unused)) if placed.unused else ""
        self.post_message(self.Said(told.format(labels=labels or "—") + left + _("Esc 或 Ctrl+Z 退回成原文"), "good"))
