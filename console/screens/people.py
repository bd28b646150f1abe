"""The directory 通讯录: who is there today, and anybody by a part of the name or its pinyin initials."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from console.bindings import bindings
from console.screens.asking import unit_line
from console.screens.base import Base
from console.widgets.entries import Item
from console.words import _, later, say
from wangge.directory import Person
from wangge.fields import BY_NAME
from wangge.times import local


class People(Base):
    """A line to type in, and whom it finds; departments while it is empty."""

    SCOPE = "people"
    NAME = later("通讯录")
    BINDINGS: ClassVar[list[BindingType]] = bindings("people")
    AUTO_FOCUS = "#query"

    def __init__(self) -> None:
        super().__init__()
        self._found: list[int | str] = []

    def body(self) -> Iterable[Widget]:
        """The line and the list."""
        yield Input(placeholder=_("姓名的一部分、拼音首字母（zs）或全拼的开头；不写就列今日在岗"), id="query")
        yield OptionList(id="counts")

    def action_reload(self) -> None:
        """Look again."""
        self._look(self.query_one("#query", Input).value)

    @on(Input.Changed, "#query")
    def _typed(self, event: Input.Changed) -> None:
        self._look(event.value)

    def _look(self, part: str) -> None:
        self.go(self._search(part.strip()) if part.strip() else self._present(), "search")

    async def _search(self, part: str) -> None:
        people = await self.desk.read(self.desk.office.ledger.directory.people, part)
        self._list([(person.id, person_line(person)) for person in people])
        if not people:
            self.tell(_("没有找到。可写姓名的一部分、拼音首字母（zs）或全拼的开头（zhangs）。"))

    async def _present(self) -> None:
        office = self.desk.office
        there = await self.desk.read(office.ledger.directory.present, local(office.now(), office.settings.zone).date())
        self._list([(each.department, unit_line(each.department, each)) for each in there])
        if not there:
            self.tell(_("还没有部门和值班表。用 wangge units --import 导入。"))

    def _list(self, found: list[tuple[int | str, str]]) -> None:
        self._found = [whose for whose, _line in found]
        people = self.query_one("#counts", OptionList)
        people.set_options(Option(Content(line)) for _whose, line in found).refresh(layout=True)
        people.highlighted = 0 if found else None
        self.tell("")

    @on(Input.Submitted, "#query")
    @on(OptionList.OptionSelected, "#counts")
    def _chosen(self) -> None:
        self.action_reveal()

    def action_reveal(self) -> None:
        """Show the phone of the one under the cursor, with a reason."""
        place = self.query_one("#counts", OptionList).highlighted
        if place is not None and place < len(self._found):
            self.go(self._reveal(self._found[place]), "ask")

    async def _reveal(self, whose: int | str) -> None:
        given = await self.ask(_("查看电话"), [Item(BY_NAME["reason"])])
        if given is not None:
            phone = await self.desk.write(self.desk.office.ledger.reveal_phone, whose, given["reason"], self.desk.actor())
            self.tell(say("电话：{phone}", phone=phone), "good")


def person_line(person: Person) -> str:
    """A person in one line."""
    return "　".join(filter(None, (person.name, person.post, person.unit, person.place, person.phone)))
