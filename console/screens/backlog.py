"""The backlog 信访积案: who has taken on which old petition, and until when."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from console import coordination, island
from console.bindings import bindings
from console.screens.paged import Paged
from console.words import _, later, say
from wangge.sheets import Report


class Backlog(Paged):
    """The board."""

    SCOPE = "backlog"
    NAME = later("信访积案")
    BINDINGS: ClassVar[list[BindingType]] = bindings("backlog")

    def action_reload(self) -> None:
        """Read it again."""
        self.go(self._load(), "backlog")

    async def _load(self) -> None:
        self.sheets.show(await self.desk.read(island.backlog, self.desk.office))

    def action_write(self) -> None:
        """Write it as a workbook."""
        if self.sheets.report is not None:
            self.go(self._write(self.sheets.report), "write")

    async def _write(self, report: Report) -> None:
        path = await self.waited(_("积案"), coordination.write_notices, self.desk.office, report)
        self.tell(say("已写出 {file}", file=path), "good")

    def action_list(self) -> None:
        """The same events in the ledger."""
        from console.screens.ledger import Ledger

        self.app.push_screen(Ledger("是否积案:是 积案化解日期:空"))
