"""Incident 联动事项: a matter of many departments and many events (a typhoon, a burst main), told as steps of the office itself.

It has a name, a start, an end, and a log that is only ever added to; events belong to it by their field `incident`. Everything here is folded
from those steps, so a board or a bulletin can be made again for any moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from zoneinfo import ZoneInfo

from wangge.coordination import parted
from wangge.errors import WanggeError
from wangge.records import Step
from wangge.times import CHINA, Instant, chinese, local

BEGIN, LOG, END = "联动开始", "联动记录", "联动结束"
"""The office's steps of an incident."""


class Kind(StrEnum):
    """What an entry of the log tells."""

    SITUATION = "情况"
    MEASURE = "措施"
    NEXT = "下一步"
    ROLL_CALL = "点名"
    BULLETIN = "快报"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log.

    Attributes:
        at: when it was written down. by: by whom.
        kind: what it tells. text: the words.
        present, absent: of a roll call.
    """

    at: Instant
    by: str
    kind: str
    text: str
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident with its log, oldest entry first.

    Attributes:
        name: its name. place: where. called: who takes part, for the roll call.
        began_at, ended_at: its span; no end while it goes on.
        log: the entries.
    """

    name: str
    place: str
    called: tuple[str, ...]
    began_at: Instant
    ended_at: Instant | None = None
    log: tuple[Entry, ...] = ()

    @property
    def bulletins(self) -> int:
        """How many bulletins went out."""
        return sum(entry.kind == Kind.BULLETIN for entry in self.log)

    def since_last(self) -> tuple[Entry, ...]:
        """The entries since the last bulletin."""
        last = max((place for place, entry in enumerate(self.log) if entry.kind == Kind.BULLETIN), default=-1)
        return self.log[last + 1 :]


def incidents(steps: Iterable[Step]) -> tuple[Incident, ...]:
    """The incidents that the office's steps tell of, in the order in which they began."""
    known: dict[str, Incident] = {}
    for step in steps:
        name, data = str(step.data.get("name", "")), step.data
        if step.action == BEGIN:
            known[name] = Incident(
                name, str(data.get("place", "")), parted(data.get("called")), Instant(str(data.get("began_at", step.at)))
            )
        elif step.action == LOG and name in known:
            entry = Entry(
                step.at, step.actor, str(data["kind"]), str(data["text"]), parted(data.get("present")), parted(data.get("absent"))
            )
            known[name] = replace(known[name], log=(*known[name].log, entry))
        elif step.action == END and name in known:
            known[name] = replace(known[name], ended_at=step.at)
    return tuple(known.values())


def named(known: Iterable[Incident], name: str, *, going_on: bool = False, zone: ZoneInfo = CHINA) -> Incident:
    """The incident of this name.

    Args:
        known: all of them.
        name: its name.
        going_on: whether it must not have ended.
        zone: for the time in the refusal.

    Raises:
        WanggeError: `incident_unknown`, `incident_over`.
    """
    known = tuple(known)
    found = next((each for each in known if each.name == name), None)
    if found is None:
        raise WanggeError("incident_unknown", name=name, known="、".join(each.name for each in known) or "无")
    if going_on and found.ended_at is not None:
        raise WanggeError("incident_over", name=name, at=chinese(found.ended_at, zone))
    return found


def roll(incident: Incident, present: Sequence[str]) -> tuple[str, ...]:
    """Who of those that take part is not present."""
    return tuple(each for each in incident.called if each not in present)


def bulletin(incident: Incident, figures: str, now: Instant, zone: ZoneInfo = CHINA) -> str:
    """快报 for the group chat: 时间, 地点, 情况, 已采取措施, 下一步, from the entries since the last one.

    Args:
        incident: of what.
        figures: how many events there are and how far they are, as a sentence.
        now: when it is written.
        zone: the office's zone.
    """
    fresh = incident.since_last()

    def told(kind: Kind, otherwise: str) -> str:
        return "；".join(entry.text.rstrip("。；;") for entry in fresh if entry.kind == kind) or otherwise

    wall = local(now, zone)
    lines = [
        f"【快报】{incident.name}（第{incident.bulletins + 1}期）",
        f"时间：{wall.year}年{wall.month}月{wall.day}日{wall:%H}时{wall:%M}分",
        f"地点：{incident.place or '本辖区'}",
        f"情况：{figures}{told(Kind.SITUATION, '情况平稳，无新增')}。",
        f"已采取措施：{told(Kind.MEASURE, '按预案值守')}。{_attendance(fresh)}",
        f"下一步：{told(Kind.NEXT, '继续值守，有情况即报')}。",
    ]
    return "\n".join(lines) + "\n"


def _attendance(fresh: Sequence[Entry]) -> str:
    last = next((entry for entry in reversed(fresh) if entry.kind == Kind.ROLL_CALL), None)
    if last is None:
        return ""
    missing = f"，未到：{'、'.join(last.absent)}" if last.absent else ""
    return f"到岗：{'、'.join(last.present) or '无'}{missing}。"
