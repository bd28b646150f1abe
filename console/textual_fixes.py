"""Textual's gaps 补丁: what Textual 8.2 does not do and this console needs, each with its reason; to be looked at again with each new version."""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar, TypeVar

from rich.console import Console
from rich.segment import Segment
from textual import content
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip

from console.terminal import harmless

Answer = TypeVar("Answer")
_HAN = "\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPENING, _CLOSING = "（《“‘〔【", "，。、；：？！）》”’〕】…"
_PIECE = re.compile(rf"\s*[{_OPENING}]*(?:[{_HAN}]|[^\s{_HAN}{_OPENING}{_CLOSING}]+)?[{_CLOSING}]*\s*")


class WholeCells(ScrollBarRender):
    """A scroll bar without block signs: its ends lie between cells."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


class AnswersOnce(ModalScreen[Answer]):
    """A question whose answer counts once: what a second, quick Enter has sent on its way would close the screen below it."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Go away with an answer; nothing when it has gone already."""
        return super().dismiss(result) if self.is_current else AwaitComplete()


def take_any_bytes() -> None:
    """Let a terminal that does not write UTF-8 (GBK) show signs of replacement for what is typed; Textual's reader of keys would end at the first."""
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver

    def decoder(name: str) -> Callable[[], codecs.IncrementalDecoder]:
        return partial(codecs.getincrementaldecoder(name), errors="replace")

    setattr(linux_driver, "getincrementaldecoder", decoder)  # noqa: B010 (the name is not Textual's own)


def break_between_han() -> None:
    """Let a line of Chinese end after any character; Rich, which wraps for Textual, knows only spaces and moves a whole sentence to the next line."""
    from rich import _wrap

    setattr(_wrap, "words", pieces)  # noqa: B010 (the name is not Rich's own to give)


def obey_nothing() -> None:
    """Draw no sign that a terminal obeys: Textual takes five of them out of a text, and leaves the one that begins every sequence of commands.

    What is laid out is cleaned where a text becomes content; what is drawn without that, where a line becomes the terminal's.
    """
    setattr(content, "_strip_control_codes", harmless)  # noqa: B010 (the name is not Textual's own to give)
    setattr(Strip, "render", _drawn)  # noqa: B010


_DRAW = Strip.render


def _drawn(strip: Strip, console: Console) -> str:
    if not all(text.isprintable() for text, _style, _control in strip):
        strip = Strip([Segment(harmless(text), style, control) for text, style, control in strip], strip.cell_length)
    return _DRAW(strip, console)


def pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """What a line is not broken within: a Han character or a run of others, with its signs; where each begins and ends."""
    for found in _PIECE.finditer(text):
        if found.group():
            yield found.start(), found.end(), found.group()
