"""Textual's gaps 补丁: what Textual 8.2 does not do and this console needs, each with its reason; to be looked at again with each new version."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable
from functools import partial
from typing import ClassVar, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen
from textual.scrollbar import ScrollBarRender

Answer = TypeVar("Answer")


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
