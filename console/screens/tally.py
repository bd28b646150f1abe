"""Counts 分布: how many events there are in each district, street, community and grid, as a tree with bars; Enter lists them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from console import tallying
from console.bindings import bindings
from console.charts import Signs, parted
from console.look import signs
from console.output import fit, right
from console.screens.base import Base
from console.screens.ledger import Ledger
from console.words import _, later, say
from wangge.tallies import PLACES, Branch, Key, query_of, tree

SPANS = {"": later("全部"), "上报:本月": later("本月上报"), "上报:上月": later("上月上报"), "上报:今年": later("今年上报")}
"""The queries that one key goes through."""
REDRAW = 0.5
"""Seconds between two looks at a count that is under way."""
NAME = 30
NUMBER = 9
"""Cells of a name with what stands before it, and of each figure."""


class TallyScreen(Base):
    """The tree of places."""

    SCOPE = "tally"
    NAME = later("分布")
    BINDINGS: ClassVar[list[BindingType]] = bindings("tally")
    AUTO_FOCUS = "#tree"

    def __init__(self) -> None:
        super().__init__()
        self._root = Branch((), tree({}).tally)
        self._unfolded: set[Key] = set()
        self._shown: list[Branch] = []
        self._span = ""
        self._counted = False

    def body(self) -> Iterable[Widget]:
        """What the columns are, and the tree."""
        yield Static("", id="tabs")
        yield OptionList(id="tree")

    def action_reload(self) -> None:
        """Count again."""
        self.go(self._load(), "tally")

    def on_resize(self) -> None:
        """Fit the bars."""
        super().on_resize()
        self._draw()

    async def _load(self) -> None:
        self.retitle(_(SPANS[self._span]))
        slices = tallying.counts(self.desk.office, "grid", self._span)
        said = monotonic()
        while (part := await self.desk.read(next, slices, None)) is not None:
            done, whole, found = part
            if done < whole and monotonic() - said > REDRAW:
                said = monotonic()
                self.tell(say("正在数：{done:,} / {whole:,}，Esc 离开", done=done, whole=whole))
                continue
            if done == whole:
                self._root = tree(found)
        if not self._counted and len(self._root.below) == 1:
            self._unfolded.add(self._root.below[0].key)
        self._counted = True
        self._draw()
        self.tell(_("→ 展开　← 收起　回车 在台账里列出"))

    def _draw(self, at: Key | None = None) -> None:
        places = self.query_one("#tree", OptionList)
        stood = at if at is not None else (self._current.key if self._current else ())
        self._shown = list(self._rows(self._root))
        most: dict[int, int] = {}
        for branch in self._shown:
            depth = self._depth(branch)
            most[depth] = max(most.get(depth, 0), branch.tally.open)
        drawn = signs(self.desk.look)
        room = max(0, self.app.size.width - NAME - 3 * NUMBER - 6)
        places.set_options(
            Option(_line(branch, self._depth(branch), most[self._depth(branch)], room, drawn, unfolded=branch.key in self._unfolded))
            for branch in self._shown
        )
        keys = [branch.key for branch in self._shown]
        places.highlighted = keys.index(stood) if stood in keys else (0 if keys else None)
        head = fit(_("地方"), NAME) + "".join(right(name, NUMBER) for name in (_("件数"), _("未结"), _("超期")))
        legend = say("{late} 超期 {rest} 其余未结", late=drawn.running[-1], rest=drawn.pale)
        self.query_one("#tabs", Static).update(Content(f"{head}  {legend}"))

    def _depth(self, branch: Branch) -> int:
        return len(branch.key) - len(self._root.key)

    def _rows(self, branch: Branch) -> Iterator[Branch]:
        """The branch and what is unfolded below it, in the order of the lines; the root is what all of it makes together."""
        yield branch
        if branch is self._root or branch.key in self._unfolded:
            for each in branch.below:
                yield from self._rows(each)

    @property
    def _current(self) -> Branch | None:
        place = self.query_one("#tree", OptionList).highlighted
        return self._shown[place] if place is not None and place < len(self._shown) else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a place."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """List the events of the place."""
        if self._current is not None:
            self.app.push_screen(Ledger(" ".join(filter(None, (query_of(PLACES, self._current.key), self._span)))))

    def action_unfold(self) -> None:
        """Show what is below."""
        if self._current is not None and self._current.below:
            self._unfolded.add(self._current.key)
            self._draw()

    def action_fold(self) -> None:
        """Hide what is below; where nothing is to be hidden, go to the place above."""
        current = self._current
        if current is None:
            return
        if current.key in self._unfolded:
            self._unfolded.discard(current.key)
            self._draw()
        elif current is not self._root:
            self._draw(current.key[:-1])

    def action_unfold_all(self) -> None:
        """Show everything, or only the first level."""
        if self._unfolded:
            self._unfolded.clear()
        else:
            self._unfolded.update(branch.key for branch in _all(self._root) if branch.below)
        self._draw()

    def action_span(self) -> None:
        """Another span of time."""
        spans = list(SPANS)
        self._span = spans[(spans.index(self._span) + 1) % len(spans)]
        self.action_reload()


def _all(branch: Branch) -> Iterator[Branch]:
    yield branch
    for each in branch.below:
        yield from _all(each)


def _line(branch: Branch, depth: int, most: int, room: int, drawn: Signs, *, unfolded: bool) -> Content:
    """One place: its name under the places above it, the figures, and the open ones as a bar, long as beside other places of its level."""
    sign = " " if not branch.below else "-" if unfolded or not depth else "+"
    name = branch.name or (_("（未写明）") if depth else _("合计"))
    tally = branch.tally
    figures = "".join(f"{figure:>{NUMBER},}" for figure in (tally.total, tally.open, tally.overdue))
    late, rest = parted(tally.overdue, tally.open, most, room, drawn) if depth else ("", "")
    text = Content(fit(f"{'  ' * max(0, depth - 1)}{sign} {name}", NAME)) + Content.styled(figures, "bold" if depth < 2 else "")
    return text + Content("  ") + Content.styled(late, "$error") + Content(rest)
