"""What the screens of a month share 按月的画面: which month it is, and another one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from console.reporting import bounds
from console.screens.base import Base
from console.widgets.entries import Item
from console.words import _, later
from wangge.field import Field
from wangge.times import local

MONTH = Field("month", later("月份（如 2025-05）"))


class Monthly(Base):
    """A screen that shows one month: the one before this, until the clerk names another.

    Class attributes:
        QUESTION: what is asked when another month is wanted.
    """

    QUESTION: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self._chosen_month = ""

    @property
    def month(self) -> str:
        """The month that is shown, `YYYY-MM`."""
        return self._chosen_month or last_month(local(self.desk.office.now(), self.desk.office.settings.zone).date())

    def action_month(self) -> None:
        """Another month."""
        self.go(self._choose_month(), "ask")

    async def _choose_month(self) -> None:
        async def choose(given: dict[str, str]) -> None:
            month = given["month"].strip()
            bounds(self.desk.office, month)
            self._chosen_month = month

        if await self.ask_until(_(self.QUESTION), [Item(MONTH, self.month)], choose):
            self.action_reload()


def last_month(today: date) -> str:
    """The month before, the one that is reported now."""
    return (today.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
