"""Handover 交接班: what the next shift must know, as a text; and the cards of one person moved to another 移交.

The note is a step of the office (交接班); the next clerk confirms it by another (接班).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from wangge.calendar import Calendar
from wangge.case import Case, Changes, Effects
from wangge.errors import WanggeError
from wangge.lifecycle import Action

HAND_OVER, TAKE_OVER = "交接班", "接班"
CARRIED = ("worker", "hard_owner")
"""Fields that name the person who has an event."""
LISTED = 30
"""Events of a section that the note names; the rest is counted."""
MOST = 500
"""Events of a section that are counted."""
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a section: its number and what to know of it, without names and numbers of people."""

    no: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the note: what it is, and the events."""

    name: str
    entries: tuple[Entry, ...]


def next_noon(wall: datetime, calendar: Calendar) -> datetime:
    """The noon up to which the next shift must look: of a working day's own before it, else of the next working day."""
    passed = wall.time() >= time(12)
    return datetime.combine(calendar.next_working(wall.date() + timedelta(days=passed)), time(12))


def note(sections: Sequence[Section], head: str) -> str:
    """The note as a text: a head line, then every section, the empty ones too, so that nobody wonders."""
    lines = [head]
    for place, section in enumerate(sections):
        count = f"{len(section.entries)} 件" + ("以上" if len(section.entries) >= MOST else "")
        lines.append(f"{_NUMERALS[place]}、{section.name}：{count}")
        lines += ("　" + "　".join(filter(None, (entry.no, entry.text))) for entry in section.entries[:LISTED])
        if len(section.entries) > LISTED:
            lines.append(f"　……另有 {len(section.entries) - LISTED} 件")
    return "\n".join(lines)


def entry(no: str, *parts: str) -> Entry:
    """An entry of the parts that say something."""
    return Entry(no, "　".join(filter(None, parts)))


def nos(sections: Iterable[Section]) -> str:
    """The numbers of all events of a note, each once; a draft has none."""
    return "、".join(dict.fromkeys(each.no for section in sections for each in section.entries if each.no))


def _move(case: Case) -> Changes:
    """移交: wherever the event names the one person, it names the other."""
    before, after = str(case.filled["from_person"]), str(case.filled["to_person"])
    moved: Changes = {name: after for name in CARRIED if case.values.get(name) == before}
    if not moved or before == after:
        raise WanggeError("move_nothing", no=case.text("no"), person=before)
    return moved


EFFECTS: Effects = {Action.MOVE_CARDS: _move}
