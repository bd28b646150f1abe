"""The backlog 信访积案: who has taken on which old petition, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from console import coordination, island
from console.bindings import bindings
from console.screens.base import Base
from console.widgets.sheets import Sheets
from console.words import _, later, say
from wangge.sheets import Report


class Backlog(Base):
    """The board."""

    SCOPE = "backlog"
    NAME = later("信访积案")
    BINDINGS: ClassVar[list[BindingType]] = bindings("backlog")
    AUTO_FOCUS = "#preview"

    def __init__(self) -> None:
        super().__init__()
        self._report: Report | None = None

    def body(self) -> Iterable[Widget]:
        """The sheet."""
        yield Sheets()

    def action_reload(self) -> None:
        """Read it again."""
        self.go(self._load(), "backlog")

    async def _load(self) -> None:
        self._report = await self.desk.read(island.backlog, self.desk.office)
        self.query_one(Sheets).show(self._report)

    def action_write(self) -> None:
        """Write it as a workbook."""
        if self._report is not None:
            self.go(self._write(self._report), "write")

    async def _write(self, report: Report) -> None:
        path = await self.waited(_("积案"), coordination.write_notices, self.desk.office, report)
        self.tell(say("已写出 {file}", file=path), "good")

    def action_list(self) -> None:
        """The same events in the ledger."""
        from console.screens.ledger import Ledger

        self.app.push_screen(Ledger("是否积案:是 积案化解日期:空"))
