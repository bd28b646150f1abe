"""Told 已告知: what has left the house of an event, which no undo can call back.

A sheet was printed, a unit was told by phone, the reply was typed upstream, the month was reported: undo changes the ledger only, so it lists these,
asks why, and leaves it to somebody to tell the correction (告知更正).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from wangge.fields import BY_NAME
from wangge.lifecycle import Action
from wangge.masking import mask_free_text
from wangge.times import CHINA, Instant, chinese, local

REPORTED = "出报表"
"""The office's own step: a report was written for those outside."""
_ALWAYS = frozenset({Action.PRINT, Action.TELL, Action.UPSTREAM_REPLY})


@dataclass(frozen=True, slots=True)
class Sent:
    """A report that was written 已出报表.

    Attributes:
        name: which one, with its month.
        until: the first instant that it no longer counts.
        n: the number of the step that tells of it.
        at: when.
    """

    name: str
    until: Instant
    n: int
    at: Instant

    def counted(self, n: int, at: Instant) -> bool:
        """Whether it counted the step `n` that happened at `at`."""
        return n < self.n and at < self.until


def has_left(action: str, data: Mapping[str, object]) -> bool:
    """Whether a step told somebody outside: 打印, 告知, 回单, and 联系反映人 where a voucher says how."""
    return action in _ALWAYS or (action == Action.CONTACT and bool(data.get("voucher")))


def in_words(action: str, at: Instant, data: Mapping[str, object], now: Instant, zone: ZoneInfo = CHINA) -> str:
    """What left the house and when, as `派单9:12已打印`; numbers of people masked."""
    when, how = clock(at, now, zone), str(data.get("voucher") or "")
    match action:
        case Action.PRINT:
            return mask_free_text(f"{data.get('paper', '')}{when}已打印")
        case Action.TELL:
            return mask_free_text(f"{when}已{how}告知{data.get('told_whom', '')}")
        case Action.CONTACT:
            return f"{when}已{how}联系反映人"
        case _:
            return f"{when}已{action}"


def sent_words(sent: Sent, now: Instant, zone: ZoneInfo = CHINA) -> str:
    """A report that counted the event, as `2026-11 月报9:30已出`."""
    return f"{sent.name}{clock(sent.at, now, zone)}已出"


def clock(at: Instant, now: Instant, zone: ZoneInfo = CHINA) -> str:
    """The time of day, with its date unless it is today's."""
    wall = local(at, zone)
    return f"{wall.hour}:{wall.minute:02}" if wall.date() == local(now, zone).date() else chinese(at, zone)


def to_tell(before: str, undone: str, left: Iterable[str], reason: str) -> str:
    """The task 告知更正, as text: what was undone, who knows of it, and why; added to what was still to be told."""
    said = f"撤销{undone}：{'、'.join(left)}" + (f"（{mask_free_text(reason)}）" if reason else "")
    return "；".join(filter(None, (before, said)))[: BY_NAME["to_tell"].longest]
