"""How far a text stands out from its ground: the contrast of what a terminal draws (WCAG 2.2, 1.4.3 and 1.4.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.segment import Segment
from textual.app import App
from textual.color import Color

LEAST: Mapping[str, float] = {"dark": 4.5, "light": 4.5, "contrast": 7.0}
"""What each look owes its reader; the colours of the fourth are the terminal's own."""
DECORATION = set(" ▁▂▃▄▅▆▇█▏▎▍▌▋▊▉░▔╭╮╰╯─│")
"""Frames, rules and bars: what they say stands in figures and words beside them."""
DIM = 0.66
"""The part of its light that terminals leave a text that is drawn dim."""


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours."""

    def light(color: Color) -> float:
        parts = [part / 255 for part in (color.r, color.g, color.b)]
        r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def pale(segments: Iterable[Segment], least: float = 7.0) -> list[tuple[str, float]]:
    """Texts whose contrast is below `least`."""
    found = []
    for segment in segments:
        style = segment.style
        if not set(segment.text) - DECORATION or style is None or style.color is None or style.bgcolor is None:
            continue
        fore, back = (Color(*each.get_truecolor()) for each in (style.color, style.bgcolor))
        if style.reverse:
            fore, back = back, fore
        ratio = contrast(back.blend(fore, DIM) if style.dim else fore, back)
        if ratio < least:
            found.append((segment.text, round(ratio, 2)))
    return found


def read_on(app: App[None]) -> list[Segment]:
    """What is drawn and meant to be read: of a screen all, of a form over one only the form."""
    strips = app.screen._compositor.render_strips()
    forms = app.screen.query(".ask, #--container")  # ours, and the palette's
    area = forms.first().region if forms else app.screen.region
    return [segment for strip in strips[area.y : area.bottom] for segment in strip.crop(area.x, area.right)]
