"""The catalogue 目录: everything that the plugins add, as one frozen value.

Made once at start by the desk and handed to every room. Nobody asks the plugin manager for anything later; a test makes one by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from wangge.calculators import Calculator
from wangge.clocks import Clocks
from wangge.department import Department, Document, offered
from wangge.duty import DEFAULT_DUTIES, Duty, Suggestion
from wangge.field import Field, Value
from wangge.fields import EVENT_FIELDS
from wangge.guard import guarded
from wangge.guiding import Branch
from wangge.plans import RawSheet
from wangge.ports import Queries
from wangge.records import Event
from wangge.score import Scheme, ScoreItem
from wangge.services import Service
from wangge.settings import Settings
from wangge.sheets import Report


@dataclass(frozen=True, slots=True)
class Reader:
    """A file reader 读表.

    Attributes:
        name: what it is called.
        endings: file name endings it takes, with the dot.
        read: the file's sheets; a function of a module, since it runs in a child process with limits.
        magic: the first bytes by which its files are known whatever their ending.
    """

    name: str
    endings: tuple[str, ...]
    read: Callable[[Path], list[RawSheet]]
    magic: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthRequest:
    """What a month report is asked for.

    Attributes:
        month: `YYYY-MM`.
        opening: 期初未结 for the ledger's first month; None for the one that was entered, if any.
        clocks: the limits and the calendar that the office goes by, as every clock of the console does; None for those of its settings alone.
    """

    month: str
    opening: int | None = None
    clocks: Clocks | None = None


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report that can be made 报表."""

    name: str
    title: str
    build: Callable[[Queries, Settings, Catalogue, MonthRequest], Report]


@dataclass(frozen=True, slots=True)
class Command:
    """A command that a plugin adds 命令, run as `wangge run NAME`.

    Attributes:
        name: what is typed.
        label: what it does, in a line.
        run: what it answers: rows of plain values by name. It is handed the queries, the settings and what `--set` filled in.
        fields: what `--set` takes.
    """

    name: str
    label: str
    run: Callable[[Queries, Settings, Mapping[str, Value]], Iterable[Mapping[str, object]]]
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggester:
    """A source of suggestions 建议来源: what it is called, and what it proposes for an event, with why; None for nothing. It never acts."""

    name: str
    suggest: Callable[[Event], Suggestion | None]


HOOKS: Mapping[str, type] = {
    "wangge_readers": Reader,
    "wangge_departments": Department,
    "wangge_documents": Document,
    "wangge_reports": ReportKind,
    "wangge_schemes": Scheme,
    "wangge_score_items": ScoreItem,
    "wangge_suggestions": Suggester,
    "wangge_commands": Command,
    "wangge_duties": Duty,
    "wangge_branches": Branch,
    "wangge_services": Service,
}
"""The hooks 插件接口, each with what it returns several of; `plugins/specs.py` says what each is for."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A plugin as the list of plugins shows it."""

    name: str
    origin: str
    brings: str
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the plugins brought."""

    readers: tuple[Reader, ...] = ()
    departments: tuple[Department, ...] = ()
    reports: tuple[ReportKind, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    documents: tuple[Document, ...] = ()
    commands: tuple[Command, ...] = ()
    suggesters: tuple[Suggester, ...] = ()
    duties: tuple[Duty, ...] = DEFAULT_DUTIES
    branches: tuple[Branch, ...] = ()
    services: tuple[Service, ...] = ()
    plugins: tuple[Brought, ...] = ()

    def fields(self) -> Iterator[Field]:
        """The event's own fields, then every department's."""
        yield from EVENT_FIELDS
        for department in self.departments:
            yield from department.fields

    def calculators(self) -> dict[str, Calculator]:
        """All calculators by `department.key`."""
        return {f"{each.key}.{calculator.key}": calculator for each in self.departments for calculator in each.calculators}

    def clock_names(self) -> frozenset[str]:
        """What the departments' clocks are called."""
        return frozenset(clock.name for each in self.departments for clock in each.clocks)

    def documents_for(self, values: Mapping[str, object]) -> dict[str, Document]:
        """The papers that an event can have, by name.

        First those of every event, then those of its case's department or, without a case, of the departments that are offered for it.
        """
        kind = values.get("department")
        of = (
            tuple(each for each in self.departments if each.label == kind)
            if kind
            else tuple(each for each, _ in offered(self.departments, values))
        )
        found = {f"event.{each.key}": each for each in self.documents}
        return found | {f"{each.key}.{document.key}": document for each in of for document in each.documents}

    def suggestion(self, event: Event) -> Suggestion | None:
        """What the first suggester that has an answer proposes for an event 建议; None when none has.

        Raises:
            WanggeError: `plugin_failed`.
        """
        asked = (guarded(each.name, partial(each.suggest, event), Suggestion | None) for each in self.suggesters)
        return next((found for found in asked if found is not None), None)

    def extra_fields(self) -> tuple[Field, ...]:
        """The departments' fields."""
        return tuple(field for department in self.departments for field in department.fields)
