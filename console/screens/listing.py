"""Lists 列表: what screens share whose events stand in a window table."""

from __future__ import annotations

from console.screens.base import Base
from console.widgets.window import FetchPage, WindowTable
from wangge.query import And
from wangge.records import Event, Page


class Listing(Base):
    """A screen with a list of events; Enter opens the one under the cursor."""

    @property
    def current(self) -> Event | None:
        """The event under the cursor."""
        return self.query_one(WindowTable).current

    def pages(self, query: And, order: str) -> FetchPage:
        """How the table reads what a query finds.

        Args:
            query: what is listed.
            order: as `Queries.page` takes it.
        """

        async def fetch(start: Event | None, size: int, backwards: bool) -> Page:  # noqa: FBT001 (the table's words)
            return await self.desk.read(self.desk.office.queries.page, query, start=start, size=size, backwards=backwards, order=order)

        return fetch

    def on_window_table_chosen(self, event: WindowTable.Chosen) -> None:
        """A row was opened."""
        self.open_event(event.event)

    def action_open(self) -> None:
        """Open the event under the cursor."""
        if self.current is not None:
            self.open_event(self.current)

    def typed_han(self, text: str) -> None:
        """On a list, Han characters are looked for."""
        self.action_find(text)
