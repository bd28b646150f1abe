"""The duty list 权责清单: the version in use, out as a workbook, and a new one in with its changes shown first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from console import lists, reporting
from console.bindings import bindings
from console.duties import change_lines, read_list
from console.screens.base import Base
from console.words import _, later, say
from wangge.duty import DUTY_LIST, Duty, DutyList, differences
from wangge.times import local


class DutyScreen(Base):
    """The newest version, and the next one."""

    SCOPE = "duty"
    NAME = later("权责清单")
    BINDINGS: ClassVar[list[BindingType]] = bindings("duty")
    AUTO_FOCUS = "#query"

    def __init__(self) -> None:
        super().__init__()
        self._version: DutyList | None = None
        self._new: tuple[Path, tuple[Duty, ...]] | None = None

    def body(self) -> Iterable[Widget]:
        """A line for a path, then the list or what a file changes."""
        yield Input(placeholder=_("改好的清单的路径，回车看变动；再按一次回车采用"), id="query")
        with VerticalScroll(id="preview"):
            yield Static("", id="plan")

    def action_reload(self) -> None:
        """Show the newest version."""
        if self._new is None:
            self.go(self._load(), "duty")

    async def _load(self) -> None:
        book = await self.desk.read(self.desk.office.ledger.duties.book)
        self._version = book.last
        since = book.last.valid_from or _("最初")
        self.retitle(say("第 {version} 版，{since}起用，{count} 项", version=book.last.version, since=since, count=len(book.last.rows)))
        self._say([duty_line(row) for row in book.last.rows])

    def _say(self, told: Sequence[str]) -> None:
        self.query_one("#plan", Static).update(Content("\n".join(told)))

    @on(Input.Submitted, "#query")
    def _typed(self, event: Input.Submitted) -> None:
        if self._new is not None:
            self.go(self._take(*self._new), "write")
        elif event.value.strip():
            self.go(self._read(Path(event.value.strip().strip("'\"")).expanduser()), "duty")

    @on(Input.Changed, "#query")
    def _another(self) -> None:
        self._new = None

    async def _read(self, path: Path) -> None:
        rows, problems = await self.desk.read(read_list, self.desk.office, path)
        if problems or self._version is None:
            self._say([lists.where(problem) for problem in problems[: lists.SHOWN]])
            self.tell(say("{count} 处有误，一行也没有采用。", count=len(problems)), "error")
            return
        changes = differences(self._version.rows, rows)
        self._say(change_lines(changes, self._version))
        if changes:
            self._new = (path, rows)
            self.tell(_("回车采用，从今天起用；Esc 不采用。"))

    async def _take(self, path: Path, rows: tuple[Duty, ...]) -> None:
        office, version = self.desk.office, self._version
        if version is None:
            return
        today = local(office.now(), office.settings.zone).date()
        made = await self.waited(
            _("权责清单"), office.ledger.set_duties, rows, today, lists.digest(path), self.desk.actor(), version.version
        )
        self._new = None
        await self._load()
        text = "已采用第 {version} 版，{since}起用；以前的事件仍按旧版。"
        self.tell(say(text, version=made.version, since=made.valid_from), "good")

    def action_export(self) -> None:
        """Write it as a workbook."""
        self.go(self._export(), "write")

    async def _export(self) -> None:
        if self._version is not None:
            name = f"{DUTY_LIST}_第{self._version.version}版.xlsx"
            path = await self.waited(
                _("权责清单"), reporting.write_duties, self.desk.office, self._version, str(self.desk.office.folder / "outbox" / name)
            )
            self.tell(say("已写出 {file}", file=path), "good")

    def action_back(self) -> None:
        """Drop what a file would change; leave."""
        if self._new is not None:
            self._new = None
            self.tell(_("没有采用。"))
            self.action_reload()
        else:
            super().action_back()


def duty_line(row: Duty) -> str:
    """A row in one line."""
    unit = "、".join((row.unit, *row.co_units))
    return "　".join(filter(None, (row.matter, row.category, unit, row.tier, row.limit, row.basis)))
