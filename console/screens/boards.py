"""Boards 联动看板: who owes what, who was called and came, and each incident with its log; entries and bulletins are written here."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from console import coordination
from console.bindings import bindings
from console.screens.forms import Known
from console.screens.paged import Paged
from console.widgets.entries import Item
from console.words import _, later, say
from wangge.field import Field
from wangge.field import Kind as Typed
from wangge.incident import Incident, Kind

FIXED = 2
"""The first boards belong to no incident."""
ENTRIES = tuple(kind for kind in Kind if kind is not Kind.BULLETIN)
_NAME = Field("name", later("名称"))
_PLACE = Field("place", later("地点"))
_CALLED = Field("called", later("参加的部门"))
_TEXT = Field("text", later("内容"), Typed.TEXT, longest=2_000)
_PRESENT = Field("present", later("到了哪些部门"))


class Boards(Paged):
    """The boards."""

    SCOPE = "boards"
    NAME = later("联动看板")
    BINDINGS: ClassVar[list[BindingType]] = bindings("boards")

    def __init__(self) -> None:
        super().__init__()
        self._incidents: tuple[Incident, ...] = ()

    def action_reload(self) -> None:
        """Read again."""
        self.go(self._load(), "boards")

    async def _load(self) -> None:
        office = self.desk.office
        self._incidents = (await self.desk.read(coordination.all_incidents, office))[::-1]
        self.sheets.show(await self.desk.read(coordination.boards, office))

    @property
    def _incident(self) -> Incident | None:
        """The incident on the page that is shown, or the newest that goes on."""
        page = self.sheets.page
        if page >= FIXED:
            return self._incidents[page - FIXED]
        return next((each for each in self._incidents if each.ended_at is None), None)

    def action_begin(self) -> None:
        """Open an incident."""
        self.go(self._begin(), "ask")

    async def _begin(self) -> None:
        known = await self.desk.read(Known.read, self.desk.office)
        asked = [Item(_NAME), Item(_PLACE, required=False), Item(_CALLED, choices=known.units, required=False)]
        given = await self.ask(_("新的联动事项"), asked)
        if given is not None:
            place, called = given.get("place", ""), given.get("called", "")
            made = await self.desk.write(coordination.begin, self.desk.office, given["name"], place, called, None, self.desk.actor())
            self.sheets.page = FIXED
            await self._load()
            self.tell(say("“{name}”已开始。在台账里选中事件，成批办理“纳入联动”。", name=made.name), "good")

    def action_log(self) -> None:
        """Write an entry into the log."""
        self.go(self._log(), "ask")

    async def _log(self) -> None:
        incident = self._chosen()
        kind = await self.pick(say("{name}：记什么", name=incident.name), ENTRIES) if incident else None
        if incident is None or kind is None:
            return
        item = Item(_PRESENT, choices=incident.called) if kind == Kind.ROLL_CALL else Item(_TEXT)
        given = await self.ask(f"{incident.name}　{kind}", [item])
        if given is not None:
            (text,) = given.values()
            await self.desk.write(coordination.log, self.desk.office, incident.name, Kind(kind), text, self.desk.actor())
            await self._load()
            self.tell(say("已记录：{kind}。", kind=kind), "good")

    def action_bulletin(self) -> None:
        """Write the next bulletin."""
        self.go(self._bulletin(), "ask")

    async def _bulletin(self) -> None:
        incident = self._chosen()
        if incident is not None:
            text, path = await self.desk.write(coordination.send_bulletin, self.desk.office, incident.name, self.desk.actor())
            self.app.copy_to_clipboard(text)
            await self._load()
            self.tell(say("快报已写出 {file}，并已复制。", file=path), "good")

    def action_end(self) -> None:
        """Close the incident."""
        self.go(self._end(), "ask")

    async def _end(self) -> None:
        incident = self._chosen()
        question = say("结束“{name}”？以后不能再记录。", name=incident.name) if incident else ""
        if incident and await self.pick(question, (_("结束"), _("不结束"))) == _("结束"):
            await self.desk.write(coordination.end, self.desk.office, incident.name, self.desk.actor())
            await self._load()
            self.tell(say("“{name}”已结束。", name=incident.name), "good")

    def _chosen(self) -> Incident | None:
        incident = self._incident
        if incident is None:
            self.tell(_("还没有联动事项。按 F12 新开一个。"))
        return incident

    def action_write(self) -> None:
        """Write the notices."""
        self.go(self._write(), "boards")

    async def _write(self) -> None:
        report = await self.desk.read(coordination.notices, self.desk.office)
        path = await self.waited(_("出通报"), coordination.write_notices, self.desk.office, report)
        self.tell(say("已写出 {file}", file=path), "good")
