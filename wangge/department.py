"""Departments 部门模块: all that a department's desk brings, as plain data: its form, clocks, arithmetic, papers and figures.

A department is offered for an event by its categories and words; it is never entered by category. A case 案件 with statutory clocks opens
only by 受理案件, on application or on the mediators' own motion (`wangge.casework`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wangge.calculators import Calculator
from wangge.field import Field
from wangge.limits import Limit
from wangge.papers import Dossier, Paper


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock of a department 期限: a limit that runs from one field to another.

    Attributes:
        name: what it is called, `仲裁时效`; unique within its department.
        limit: how long, `15自然日`; the office's `[limits]` may say otherwise under `劳动争议·仲裁时效`.
        start: the field, a day or a time, that starts it.
        until: fields that end it; while all are empty it runs. The end of the case ends it too, unless `outlives`.
        when: it runs only while these fields have one of these values.
        pauses: pairs of day fields between which it stands still (鉴定 from, to); with only the first filled it stands still now.
        source: law and article.
        doubt: what is local or uncertain about it; the clock says so.
        statutory: runs only for a case that was opened; else as soon as its field is filled.
        outlives: goes on after the case has ended (performance, confirmation, limitation).
    """

    name: str
    limit: Limit
    start: str
    until: tuple[str, ...] = ()
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pauses: tuple[tuple[str, str], ...] = ()
    source: str = ""
    doubt: str = ""
    statutory: bool = True
    outlives: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A paper that a department prints 文书.

    Attributes:
        key: its name within its department; commands say `department.key`.
        label: what it is called.
        build: the paper of a dossier; pure.
        lacking: why it cannot be printed yet, one sentence a line; empty when it can.
    """

    key: str
    label: str
    build: Callable[[Dossier], Paper]
    lacking: Callable[[Dossier], tuple[str, ...]] = lambda _: ()


class Counted(StrEnum):
    """How an indicator adds a field up 计量."""

    CASES = "件"
    PEOPLE = "人"
    MONEY = "元"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure of a department's report sheet 指标: a count, or the sum of a field, over its events or cases.

    Attributes:
        label: what it is called.
        counted: 件 counts, 人 and 元 add the field `of` up.
        of: the field that is added up; for 件 the field that must be filled, or empty for all.
        when: only events in which these fields have one of these values.
        cases: over accepted cases 受理案件 only, not over all events of the kind 涉该类事件.
    """

    label: str
    counted: Counted = Counted.CASES
    of: str = ""
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cases: bool = True


@dataclass(frozen=True, slots=True)
class Department:
    """A department 部门模块.

    Attributes:
        key: its name in code.
        label: its name on screen, and the case kind 案件类型 of its events.
        categories: subcategories or categories for which it is offered.
        fields: its own fields, in the order of its form.
        calculators: its arithmetic.
        clocks: its statutory and local limits.
        documents: its papers.
        indicators: the figures of its sheet in the month report.
        words: words of the text for which it is offered too.
        published: False where the law keeps its cases from publication; then the case library has none of them.
        secret: fields with the values that make an event 保密 as soon as they are filled in.
    """

    key: str
    label: str
    categories: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    calculators: tuple[Calculator, ...] = ()
    clocks: tuple[Clock, ...] = ()
    documents: tuple[Document, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    words: tuple[str, ...] = ()
    published: bool = True
    secret: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def fits(self, values: Mapping[str, object]) -> str:
        """Why the department is offered for an event: the category or word that fits; empty when none does."""
        own = (str(values.get(name) or "") for name in ("subcategory", "category"))
        told = f"{values.get('title') or ''}\n{values.get('text') or ''}"
        return next((name for name in own if name in self.categories), "") or next((word for word in self.words if word in told), "")


def offered(departments: tuple[Department, ...], values: Mapping[str, object]) -> tuple[tuple[Department, str], ...]:
    """The departments that fit an event, with why; those that fit by category first."""
    found = [(each, why) for each in departments if (why := each.fits(values))]
    return tuple(sorted(found, key=lambda pair: pair[1] not in pair[0].categories))


def offered_to(departments: tuple[Department, ...], told: Iterable[Mapping[str, object]]) -> dict[str, int]:
    """How many events each department is offered, by its label, those with none left out; an event goes to the one that fits it best."""
    best = (found[0][0].label for values in told if (found := offered(departments, values)))
    counts = Counter(best)
    return {each.label: counts[each.label] for each in departments if counts[each.label]}
