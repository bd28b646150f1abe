"""The look of the console 外观: our own themes, the signs that charts are drawn with, and what Textual must be told before it is loaded."""

from __future__ import annotations

import argparse
import os
from collections.abc import MutableMapping
from dataclasses import replace
from typing import TYPE_CHECKING

from console.charts import ASCII, BLOCKS, Signs
from console.words import _, later
from wangge.errors import Phrase, WanggeError
from wangge.look import Look, theme_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.theme import Theme

NAMES = {"dark": "wangge-dark", "light": "wangge-light", "contrast": "wangge-contrast", "terminal": "ansi-dark"}
"""Our looks as Textual's themes."""
LABELS = {"dark": later("深色"), "light": later("浅色"), "contrast": later("高对比"), "terminal": later("终端本色")}
"""Our looks as people read them."""
MUTED = "$text-muted"
"""What is said in passing: fainter than the rest, and read as well; terminals make what is dim too faint."""
DRIVER = "TEXTUAL_DRIVER"
"""Set where a web page takes the place of the terminal."""
CALM = {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_SMOOTH_SCROLL": "0", "TEXTUAL_FPS": "12"}
"""What a slow line wants; Textual reads these once, when it is loaded."""


def prepare(look: Look, environment: MutableMapping[str, str] = os.environ) -> None:
    """Tell Textual, which is not loaded yet, how it is to draw."""
    # with the Kitty protocol a commit of several Han characters from an input method arrives as stray keys
    environment.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    if look.calm:
        environment.update(CALM)


def chosen(look: Look, options: argparse.Namespace) -> Look:
    """The office's look as this start wants it: `--look`, `--calm`, `--no-mouse`."""
    return replace(
        look,
        theme=theme_key(options.look) if options.look else look.theme,
        calm=look.calm or options.calm,
        mouse=look.mouse and not options.no_mouse,
    )


def signs(look: Look) -> Signs:
    """What charts are drawn with."""
    return ASCII if look.ascii else BLOCKS


def theme_name(look: Look, known: Iterable[str]) -> str:
    """The theme of a look as Textual names it.

    Raises:
        WanggeError: `usage` for one that nobody knows.
    """
    name = NAMES.get(look.theme, look.theme)
    if name not in known:
        shown = Phrase("没有“{theme}”这种外观，可选：{known}。", theme=look.theme, known="、".join(map(_, LABELS.values())))
        raise WanggeError("usage", reason=shown)
    return name


def next_theme(name: str) -> str:
    """The key of the look that comes after the theme of this name."""
    keys = list(NAMES)
    return keys[(list(NAMES.values()).index(name) + 1) % len(keys)] if name in NAMES.values() else keys[0]


def themes() -> Iterator[Theme]:
    """Our own looks: every text against its ground at least 4.5:1, in high contrast 高对比 at least 7:1 (WCAG 2.2, 1.4.3 and 1.4.6)."""
    from textual.theme import Theme

    yield Theme(
        name=NAMES["dark"],
        dark=True,
        background="#121212",
        surface="#1e1e1e",
        panel="#242f38",
        foreground="#e0e0e0",
        primary="#0a64b4",
        secondary="#4a9be0",
        accent="#ffb454",
        success="#6fd38d",
        warning="#ffb454",
        error="#ff8a9c",
    )
    yield Theme(
        name=NAMES["light"],
        dark=False,
        background="#f0f0f0",
        surface="#e6e6e6",
        panel="#dadada",
        foreground="#1f1f1f",
        primary="#004578",
        secondary="#0065ad",
        accent="#7a4600",
        success="#1a6630",
        warning="#7a4600",
        error="#a3203c",
        variables={"text-muted": "#4d4d4d"},
    )
    yield Theme(
        name=NAMES["contrast"],
        dark=True,
        background="#000000",
        surface="#000000",
        panel="#1c1c1c",
        boost="#1c1c1c",
        foreground="#ffffff",
        primary="#ffe14d",
        secondary="#6ee7ff",
        accent="#6ee7ff",
        success="#8dff8d",
        warning="#ffc266",
        error="#ff9c9c",
        text_alpha=1.0,
        variables={"text-muted": "#e6e6e6", "text-disabled": "#d0d0d0", "input-selection-background": "#4d4000"},
    )
