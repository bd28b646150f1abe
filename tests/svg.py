"""A screen of the console as an SVG picture: every cell where a terminal has it, fonts of the reader's own system, nothing from outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from rich.cells import cell_len
from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style

CELL, LINE, FONT = 10, 22, 19
FAMILY = "'Noto Sans Mono CJK SC', 'Source Han Mono SC', 'Sarasa Mono SC', 'WenQuanYi Zen Hei Mono', NSimSun, SimSun, Menlo, monospace"
EIGHTHS = {chr(0x2588 + part): part for part in range(8)}
"""Blocks that fill a cell from the left, with the eighths that they leave free."""
LOWER = {chr(0x2580 + part): part for part in range(1, 8)}
"""Blocks that fill a cell from below, by so many eighths."""
CORNERS = {"╭": "M5 22V11H10", "╮": "M0 11H5V22", "╰": "M5 0V11H10", "╯": "M0 11H5V0", "│": "M5 0V22", "─": "M0 11H10"}
SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}


def picture(strips: Iterable[Iterable[Segment]], columns: int, background: str, title: str) -> str:
    """The lines of a screen as one picture.

    Args:
        strips: the lines, as the terminal would draw them.
        columns: how wide the screen is.
        background: the colour where a segment has none.
        title: what is read aloud in its place.
    """
    lines = [list(strip) for strip in strips]
    body = [mark for row, strip in enumerate(lines) for mark in _line(strip, row, background)]
    width, height = columns * CELL, len(lines) * LINE
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{width}" height="{height}" fill="{background}"/>',
            f'<g font-family="{FAMILY}" font-size="{FONT}" xml:space="preserve">',
            *body,
            "</g>",
            "</svg>",
            "",
        )
    )


def _line(strip: list[Segment], row: int, background: str) -> Iterator[str]:
    """The marks of one line: grounds first, so that no sign is cut by its neighbour's."""
    column, signs = 0, []
    for text, style, control in strip:
        if control:
            continue
        front, ground = _colours(style or Style(), background)
        cells = cell_len(text)
        if ground != background:
            yield f'<rect x="{column * CELL}" y="{row * LINE}" width="{cells * CELL}" height="{LINE}" fill="{ground}"/>'
        for run in _runs(text):
            signs += _run(run, column, row, front, style or Style())
            column += cell_len(run)
    yield from signs


def _runs(text: str) -> Iterator[str]:
    """A text in pieces of signs that are equally wide, so that each piece keeps to its cells in any font; blocks stand alone, blanks fall out."""
    piece = ""
    for sign in text:
        if piece and _kind(sign) != _kind(piece[-1]):
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


def _kind(sign: str) -> str:
    if sign in " \u3000\xa0":
        return "blank"
    if sign in EIGHTHS or sign in LOWER or sign in CORNERS or sign in SHADES:
        return sign
    return "wide" if cell_len(sign) == 2 else "narrow"


def _run(run: str, column: int, row: int, colour: str, style: Style) -> Iterator[str]:
    x, y, cells = column * CELL, row * LINE, cell_len(run)
    kind = _kind(run[0])
    if kind == "blank":
        return
    if run[0] in EIGHTHS:
        width = CELL * (8 - EIGHTHS[run[0]]) / 8
        for left, wide in [(x, cells * CELL)] if run[0] == "█" else [(x + place * CELL, width) for place in range(cells)]:
            yield f'<rect x="{left}" y="{y}" width="{wide:g}" height="{LINE}" fill="{colour}"/>'
    elif run[0] in LOWER:
        height = LINE * LOWER[run[0]] / 8
        yield f'<rect x="{x}" y="{y + LINE - height:g}" width="{cells * CELL}" height="{height:g}" fill="{colour}"/>'
    elif run[0] in SHADES:
        yield f'<rect x="{x}" y="{y}" width="{cells * CELL}" height="{LINE}" fill="{colour}" opacity="{SHADES[run[0]]}"/>'
    elif run[0] == "─":
        yield f'<path d="M{x} {y + LINE // 2}h{cells * CELL}" stroke="{colour}"/>'
    elif run[0] in CORNERS:
        for place in range(cells):
            yield f'<path transform="translate({x + place * CELL},{y})" d="{CORNERS[run[0]]}" stroke="{colour}" fill="none"/>'
    else:
        look = ' font-weight="bold"' if style.bold else ""
        look += ' text-decoration="line-through"' if style.strike else ""
        fitted = f'textLength="{cells * CELL}" lengthAdjust="spacingAndGlyphs"'
        yield f'<text x="{x}" y="{y + LINE - 5}" {fitted} fill="{colour}"{look}>{escape(run)}</text>'


def _colours(style: Style, background: str) -> tuple[str, str]:
    """The colour of the signs and of the ground; dim signs lie between the two."""
    front, ground = _hex(style.color, "#e0e0e0"), _hex(style.bgcolor, background)
    if style.reverse:
        front, ground = ground, front
    if style.dim:
        front = "#" + "".join(f"{(int(front[i : i + 2], 16) * 2 + int(ground[i : i + 2], 16)) // 3:02x}" for i in (1, 3, 5))
    return front, ground


def _hex(colour: object, default: str) -> str:
    if colour is None or colour.type is ColorType.DEFAULT:
        return default
    return colour.get_truecolor().hex
