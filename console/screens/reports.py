"""Reports 报表: the month report, looked at before it is written."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from console import reporting
from console.bindings import bindings
from console.screens.monthly import Monthly
from console.screens.paged import Paged
from console.tour import Deed
from console.widgets.entries import Item
from console.words import _, later, say
from wangge.errors import WanggeError
from wangge.field import Field, Kind
from wangge.sheets import Report


class Reports(Paged, Monthly):
    """The month report."""

    SCOPE = "reports"
    NAME = later("报表")
    QUESTION = later("哪个月的月报")
    BINDINGS: ClassVar[list[BindingType]] = bindings("reports")

    def action_reload(self) -> None:
        """Count again."""
        self.go(self._build(), "report")

    async def _build(self) -> None:
        self.retitle(self.month)
        said = say("正在统计 {month} …", month=self.month)
        self.tell(said)
        try:
            report = await self.watched(
                said, lambda progress: self.desk.read(reporting.month_report, self.desk.office, self.month, progress=progress)
            )
        except WanggeError:
            self.sheets.clear(self.month)
            raise
        self.sheets.show(report)
        self.tell(_("←→ 换表　F4 写成 xlsx　F7 换月份"))

    def action_opening(self) -> None:
        """What was open before the ledger began."""
        self.go(self._enter_opening(), "ask")

    async def _enter_opening(self) -> None:
        async def enter(given: dict[str, str]) -> None:
            count = reporting.opening_count(given["opening"])
            await self.desk.write(self.desk.office.ledger.set_opening, self.month, count, self.desk.actor())

        title = say("{month} 的期初未结件数", month=self.month)
        if await self.ask_until(title, [Item(Field("opening", "期初未结", Kind.NUMBER))], enter):
            await self._build()

    def action_write(self) -> None:
        """Write the workbook."""
        report = self.sheets.report
        if report is None:
            self.tell(_("还没有统计出月报，没有可写的。按 F7 换月份。"), "error")
        else:
            self.go(self._write(report), "report")

    async def _write(self, report: Report) -> None:
        path = await self.waited(_("写出月报"), reporting.write_month, self.desk.office, report, self.month, self.desk.actor())
        self.desk.did(Deed.REPORTED)
        self.tell(say("已写出 {file}", file=path), "good")
