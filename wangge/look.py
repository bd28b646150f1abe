"""The look 外观: colours, signs and movement of the console, as one value; how a terminal draws it is the console's business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ENTRIES: Mapping[str, type] = {"theme": str, "calm": bool, "mouse": bool, "ascii": bool}
"""What stands in [look]."""
THEMES: Mapping[str, str] = {
    "dark": "深色",
    "light": "浅色",
    "contrast": "高对比",
    "terminal": "终端本色",
}
"""Our own looks, in the order in which one key goes through them."""


@dataclass(frozen=True, slots=True)
class Look:
    """How an office wants the console to look.

    Attributes:
        theme: a key of `THEMES`, the Chinese name of one, or the name of another theme that the console knows.
        calm: for slow lines 安静: nothing moves or blinks, fewer pictures a second.
        mouse: whether the mouse is listened to.
        ascii: whether charts, frames and bars are drawn with ASCII signs alone.
    """

    theme: str = "dark"
    calm: bool = False
    mouse: bool = True
    ascii: bool = False


def from_tree(tree: Mapping[str, Any], office_theme: str) -> Look:
    """The look in a parsed `wangge.toml`; a `theme` of [office], where it stood once, counts unless [look] names one."""
    given: Mapping[str, Any] = tree.get("look", {})
    default = Look()
    return Look(
        theme_key(given.get("theme") or office_theme or default.theme),
        given.get("calm", default.calm),
        given.get("mouse", default.mouse),
        given.get("ascii", default.ascii),
    )


def theme_key(name: str) -> str:
    """A theme by its key, whichever of its names was written."""
    return next((key for key, label in THEMES.items() if name == label), name)
