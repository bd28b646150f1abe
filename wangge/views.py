"""Views 视图: what a list shows of the ledger, and how: a query, an order and columns, as a value that is kept in a file and handed on.

A view holds no event and no person: only what to look for. What a column says of an event is decided where it is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wangge.errors import Phrase, WanggeError
from wangge.field import Field, Kind
from wangge.text import clean_line

FORMAT = 1
LONGEST = 40
"""Characters of a view's name."""
WIDEST = 60
STEP = 10
"""Cells by which a column is widened at a time, up to `WIDEST`; then it has its own width again."""
MOST = 40
"""Columns of one view."""
WIDTHS: Mapping[Kind, int] = {
    Kind.TIME: 16,
    Kind.DAY: 10,
    Kind.NUMBER: 8,
    Kind.DECIMAL: 8,
    Kind.MONEY: 14,
    Kind.PERSON: 8,
    Kind.PHONE: 13,
    Kind.CHOICE: 10,
    Kind.TEXT: 40,
    Kind.TABLE: 40,
}
"""What a column of a kind is wide, in cells; any other is as wide as a short name of a unit."""
USUAL_WIDTH = 14


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """A column of a view: which, and how wide in cells; 0 takes what is left."""

    name: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """A view.

    Attributes:
        name: what it is called; empty for one that is not kept.
        query: the line that finds its events.
        order: as `Queries.page` takes it.
        columns: from the left.
        frozen: how many of the first stand still.
    """

    name: str = ""
    query: str = ""
    order: str = "newest"
    columns: tuple[ViewColumn, ...] = ()
    frozen: int = 0

    def widened(self, at: int, own: int) -> View:
        """With the column at `at` a step wider; the widest gets its `own` width back."""
        column = self.columns[at]
        width = max(column.width, own)
        return self._with(at, replace(column, width=own if width >= WIDEST else min(width + STEP, WIDEST)))

    def without(self, at: int) -> View:
        """Without the column at `at`; the last one stays."""
        if len(self.columns) == 1:
            return self
        frozen = self.frozen - (at < self.frozen)
        return replace(self, columns=(*self.columns[:at], *self.columns[at + 1 :]), frozen=frozen)

    def with_column(self, at: int, column: ViewColumn) -> View:
        """With another column behind the one at `at`."""
        if len(self.columns) >= MOST or any(each.name == column.name for each in self.columns):
            return self
        return replace(self, columns=(*self.columns[: at + 1], column, *self.columns[at + 1 :]))

    def frozen_to(self, at: int) -> View:
        """With the columns up to the one at `at` standing still; none when they do already."""
        return replace(self, frozen=0 if self.frozen == at + 1 else at + 1)

    def _with(self, at: int, column: ViewColumn) -> View:
        return replace(self, columns=(*self.columns[:at], column, *self.columns[at + 1 :]))


def width_of(field: Field) -> int:
    """How wide a column of a field is at first, in cells: its header is always whole."""
    return max(WIDTHS.get(field.kind, USUAL_WIDTH), 2 * len(field.label))


def to_tree(view: View) -> dict[str, Any]:
    """A view as its file holds it."""
    return {
        "format": FORMAT,
        "name": view.name,
        "query": view.query,
        "order": view.order,
        "columns": [{"name": column.name, "width": column.width} for column in view.columns],
        "frozen": view.frozen,
    }


def from_tree(tree: object, file: str) -> View:
    """The view in a file.

    Args:
        tree: the parsed file.
        file: its name, for the refusal.

    Raises:
        WanggeError: `view_wrong`, saying what is wrong.
    """

    def wrong(reason: str) -> WanggeError:
        return WanggeError("view_wrong", file=file, reason=reason)

    if not isinstance(tree, Mapping) or tree.get("format") != FORMAT:
        raise wrong("不是视图文件")
    texts = {name: tree.get(name, "") for name in ("name", "query", "order")}
    if not all(isinstance(text, str) for text in texts.values()):
        raise wrong("name、query、order 应是文字")
    name = view_name(texts["name"])
    columns, frozen = tree.get("columns"), tree.get("frozen", 0)
    if not isinstance(columns, Sequence) or not 0 < len(columns) <= MOST:
        raise wrong(Phrase("应有 1 到 {most} 列", most=MOST))
    made = tuple(_column(column) for column in columns)
    if None in made or len({column.name for column in made if column}) < len(made):
        raise wrong(Phrase("每列要写 name 和 0 到 {widest} 的 width，一列只写一次", widest=WIDEST))
    if not isinstance(frozen, int) or not 0 <= frozen <= len(made):
        raise wrong("frozen 应是不超过列数的整数")
    return View(name, clean_line(texts["query"]), texts["order"] or "newest", tuple(column for column in made if column), frozen)


def _column(tree: object) -> ViewColumn | None:
    if not isinstance(tree, Mapping):
        return None
    name, width = tree.get("name"), tree.get("width", 0)
    whole = isinstance(width, int) and not isinstance(width, bool) and 0 <= width <= WIDEST
    return ViewColumn(name, width) if isinstance(name, str) and name and whole else None


def view_name(text: str) -> str:
    """The name of a view as typed.

    Raises:
        WanggeError: `view_name`.
    """
    name = clean_line(text)
    if not 0 < len(name) <= LONGEST:
        raise WanggeError("view_name", limit=LONGEST)
    return name
