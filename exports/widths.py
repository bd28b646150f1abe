"""Widths 字宽: how many columns a text takes on a screen or in a cell, where a Han character takes two. The one place that knows."""

from __future__ import annotations

from wangge.text import clean_line


def width(text: str) -> int:
    """Columns of the widest line of `text`."""
    from rich.cells import cell_len

    return max((cell_len(line) for line in text.split("\n")), default=0)


def fit(text: str, columns: int, *, right: bool = False) -> str:
    """`text` on one line in exactly `columns` columns: cut with `…` when longer, padded on the left when it belongs to the right."""
    from rich.cells import set_cell_size

    line = clean_line(text)
    missing = columns - width(line)
    if missing < 0:
        return set_cell_size(set_cell_size(line, max(columns - 1, 0)).rstrip() + "…", columns)
    return " " * missing + line if right else line + " " * missing


def wrap(text: str, columns: int) -> list[str]:
    """`text` in lines of at most `columns` columns, broken anywhere, as Chinese is; at least one line, and nothing lost."""
    lines = []
    for line in text.split("\n"):
        part = ""
        for char in line:
            if part and width(part + char) > columns:
                lines.append(part)
                part = char
            else:
                part += char
        lines.append(part)
    return lines
