"""Who acts 经办: every call that writes names its actor and the way the word came in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Roles 角色 of a grid centre (CJJ/T 106-2010 and provincial practice)."""

    WORKER = "网格员"
    CLERK = "受理员"
    LEADER = "值班长"
    DISPATCHER = "派遣员"
    UNIT = "承办单位"
    SUPERVISOR = "督查员"
    CHIEF = "分管领导"
    UPPER = "上级"
    ARCHIVIST = "归档人"
    ARBITER = "裁定人"


EVERY_ROLE = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it, and who types it.

    Attributes:
        name: the person or unit that acts (经办); counts and clocks know this one.
        roles: what the actor may do.
        unit: the unit the actor belongs to, empty for the centre itself.
        via: how it reached the ledger: `console`, `cli`, `import`, or a voucher of 代录 such as 电话.
        recorded_by: who typed it (代录人); empty means the actor did.
    """

    name: str
    roles: frozenset[Role] = EVERY_ROLE
    unit: str = ""
    via: str = "cli"
    recorded_by: str = ""

    @property
    def typist(self) -> str:
        """The person at the keyboard."""
        return self.recorded_by or self.name
