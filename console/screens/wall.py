"""The wall 大屏: a picture for the whole hall that draws itself anew; no key but Esc and q does anything."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from console.charts import Signs, large
from console.look import signs, theme_name, themes
from console.office import Office
from console.output import fit
from console.textual_fixes import obey_nothing
from console.wall import Picture, pictures
from console.widgets.bars import TitleBar
from console.widgets.charts import Line, ages, beside, communities, days, open_ones
from console.words import _, later, put, say
from db.lanes import Lanes
from wangge.errors import WanggeError
from wangge.look import Look
from wangge.times import chinese

REFRESH = 30.0
"""Seconds between two pictures."""
WIDE = 100
"""From here on the bars stand beside the days."""
TILES = (later("今日新增"), later("今日办结"), later("未结"), later("超期"), later("近30天按期率"))


class Wall(App[None], inherit_bindings=False):
    """The screen on the wall."""

    CSS_PATH = "../style.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "quit", show=False)]

    def __init__(self, office: Office, look: Look) -> None:
        super().__init__()
        obey_nothing()
        self.office = office
        self._signs = signs(look)
        self._lanes = Lanes(office.ledger.store)
        self._picture: Picture | None = None
        self._trouble = ""
        for theme in themes():
            self.register_theme(theme)
        self.theme = theme_name(look, self.available_themes)

    def compose(self) -> ComposeResult:
        """The office, the picture, and when it was counted."""
        yield TitleBar()
        yield Static("", id="wall")
        yield Static("", id="wall-foot")

    def on_mount(self) -> None:
        """Count now, and from time to time."""
        self.set_interval(REFRESH, self._count)
        self._count()

    def on_resize(self) -> None:
        """Fit the picture."""
        self._draw()

    async def on_unmount(self) -> None:
        """Let the reader end."""
        self._lanes.close()

    def _count(self) -> None:
        self.run_worker(self._read(), exclusive=True, exit_on_error=False)

    async def _read(self) -> None:
        slices = pictures(self.office)
        picture: Picture | None = None
        try:
            while (part := await asyncio.wrap_future(self._lanes.read(next, slices, None))) is not None:
                picture = part
            self._picture, self._trouble = picture, ""
        except WanggeError as error:
            self._trouble = put(error)
        self._draw()

    def _draw(self) -> None:
        picture, zone = self._picture, self.office.settings.zone
        now = chinese(self.office.now(), zone)
        self.query_one(TitleBar).say(self.office.settings.name, _("大屏"), now)
        if picture is not None:
            lines = drawn(picture, self.size.width - 2, self.size.height - 2, self._signs)
            self.query_one("#wall", Static).update(Content("\n").join(Content.assemble(*line) for line in lines))
        told = (
            say("{at} 统计，每 {seconds:.0f} 秒刷新　Esc 退出", at=chinese(picture.at, zone), seconds=REFRESH)
            if picture
            else _("正在统计……")
        )
        self.query_one("#wall-foot", Static).update(Content(self._trouble or told))


def drawn(picture: Picture, width: int, height: int, signs: Signs) -> list[Line]:
    """The picture in so many cells: large figures above, charts below."""
    lines = [*_tiles(picture, width, signs), []]
    left, figures = height - len(lines), picture.figures
    if width < WIDE:
        tall = max(1, (left - 9) // 2)
        return [*lines, *days(figures, width, tall, signs), [], *open_ones(figures, width, left - 2 * tall - 3, signs)]
    half = width * 3 // 5
    right = ages(figures, width - half, signs)
    right += [[], *communities(figures, width - half, left - len(right) - 1, signs)]
    return [*lines, *beside(days(figures, half - 3, max(1, (left - 2) // 2), signs), right, half)]


def _tiles(picture: Picture, width: int, signs: Signs) -> list[Line]:
    """The figures of the moment, each under its name."""
    rate = "—" if picture.in_time is None else f"{picture.in_time:.0%}"
    told = [f"{picture.arrived}", f"{picture.closed}", f"{picture.open}", f"{picture.overdue}", rate]
    names = [_(name) for name in TILES]
    if picture.danger:
        names.append(_("险情未处置"))
        told.append(f"{picture.danger}")
    each = width // len(told)
    figures = large(told, each - 1, signs)
    lines: list[Line] = [[], [(fit(name, each), "bold") for name in names]]
    styles = ["$primary", "$success", "", "$error" if picture.overdue else "", "$accent", "$error"]
    return lines + [[(fit(cell, each), style) for cell, style in zip(row, styles, strict=False)] for row in zip(*figures, strict=True)]
