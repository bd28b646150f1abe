"""What a plugin does 行为: its functions on samples. They answer with what they should, or refuse with a `WanggeError`; they never break.

Nothing is called of a plugin whose declarations do not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import product
from typing import Any

from wangge.calculators import Calculator, Reckoning
from wangge.calendar import national
from wangge.catalogue import Catalogue, Command, MonthRequest, ReportKind, Suggester
from wangge.clocks import Clocks, running
from wangge.department import Department, Document
from wangge.duty import Suggestion
from wangge.errors import WanggeError
from wangge.field import Field, Kept, Value
from wangge.fields import EVENT_FIELDS
from wangge.lifecycle import State
from wangge.papers import Dossier, Grid, Paper
from wangge.score import Scheme, ScoreItem
from wangge.settings import Settings
from wangge.sheets import Report
from wangge.testing.declared import sound
from wangge.testing.samples import MONTH, absurd, attempts, dossier, event, filled, life, reckoned, smallest
from wangge.testing.shape import misshapen
from wangge.testing.shelf import Shelf

ATTEMPTS = 200
FILLINGS = 5


def calculators(plugin: object) -> Iterator[str]:
    """Calculators reckon or refuse, whatever is typed; the same twice; and they refuse what no field may take."""
    for department in sound(plugin, Department):
        for calculator in department.calculators:
            yield from _reckons(calculator, f"calculator {department.key}.{calculator.key}")


def clocks(plugin: object) -> Iterator[str]:
    """Clocks run on every event that can have them."""
    for department in sound(plugin, Department):
        own = Clocks(Settings(), national(), departments=(department,))
        for values in _fillings(department.fields):
            case = {**values, "department": department.label, "state": State.HANDLING, "case_at": "2026-11-03T01:00:00Z"}
            yield from _breaks(partial(running, case, own), tuple, f"clocks of {department.key}")


def documents(plugin: object) -> Iterator[str]:
    """Papers can be built of an event of which nothing is known, and of one of which everything is."""
    kinds: list[tuple[str, Document, tuple[Field, ...]]] = [("event", document, ()) for document in sound(plugin, Document)]
    kinds += [(each.key, document, each.fields) for each in sound(plugin, Department) for document in each.documents]
    for of, document, fields in kinds:
        for values in ({}, *_fillings(fields)):
            yield from _prints(document, dossier(fields, values), f"document {of}.{document.key}")


def reports(plugin: object) -> Iterator[str]:
    """Reports and commands answer an empty ledger and one with events; a row is as long as its header."""
    kinds, commands = sound(plugin, ReportKind), sound(plugin, Command)
    if not (kinds or commands):
        return
    catalogue = Catalogue(departments=sound(plugin, Department))
    for shelf in (Shelf(), Shelf(*(life(values) for values in _fillings(_fields(plugin))))):
        for report in kinds:
            build = partial(report.build, shelf, Settings(), catalogue, MonthRequest(MONTH))
            yield from _breaks(build, Report, f"report {report.name}", _ragged)
        for command in commands:
            for given in ({}, filled(command.fields)):
                yield from _breaks(partial(_rows, command, shelf, given), tuple, f"command {command.name}")


def judges(plugin: object) -> Iterator[str]:
    """Score items and suggesters have an answer for every event: in every state, with nothing known and with everything."""
    items = (*sound(plugin, ScoreItem), *(item for scheme in sound(plugin, Scheme) for item in scheme.items))
    suggesters = sound(plugin, Suggester)
    if not (items or suggesters):
        return
    for state, values in product(State, ({}, *_fillings(_fields(plugin)))):
        for item in items:
            yield from _breaks(partial(item.judge, life(values, state)), bool | None, f"score item {item.name}")
        for suggester in suggesters:
            yield from _breaks(partial(suggester.suggest, event(values, state)), Suggestion | None, f"suggester {suggester.name}")


def _reckons(calculator: Calculator, where: str) -> Iterator[str]:
    sound: list[Mapping[str, object]] = []
    for given in attempts(calculator, ATTEMPTS):
        try:
            found = reckoned(calculator, given)
        except WanggeError as error:
            if error.code == "plugin_failed":
                least = smallest(given, partial(_fails, calculator))
                yield f"{where} fails on {dict(least)}: {error.params['reason']}"
                return
            continue
        sound.append(given)
        yield from _paper(found, where)
        if reckoned(calculator, given) != found:
            yield f"{where} finds something else the second time on {given}"
    if not sound:
        yield f"{where} refuses all of {ATTEMPTS} attempts to fill it in"
        return
    for field in calculator.fields:
        for value in absurd(field):
            try:
                reckoned(calculator, {**sound[0], field.name: value})
            except WanggeError as error:
                if error.code != "plugin_failed":
                    continue
            yield f"{where} takes {value!r:.40} for {field.label}"


def _fails(calculator: Calculator, given: Mapping[str, object]) -> bool:
    try:
        reckoned(calculator, given)
    except WanggeError as error:
        return error.code == "plugin_failed"
    return False


def _paper(found: Reckoning, where: str) -> Iterator[str]:
    yield from misshapen(found, Reckoning, f"what {where} finds")
    if not all(line.label for line in found.lines):
        yield f"{where} finds lines without labels"
    if found.total != sum(line.amount for line in found.lines if line.amount is not None):
        yield f"{where}: the total is not the sum of its lines"


def _prints(document: Document, told: Dossier, where: str) -> Iterator[str]:
    yield from _breaks(partial(document.lacking, told), tuple[str, ...], f"what is lacking of {where}")
    yield from _breaks(partial(document.build, told), Paper, where, _crooked)


def _crooked(paper: Paper) -> Iterator[str]:
    for block in paper.blocks:
        if isinstance(block, Grid) and any(len(row) != len(block.headers) for row in block.rows):
            yield f"the table {block.headers} has rows of another length"


def _ragged(report: Report) -> Iterator[str]:
    for sheet in report.sheets:
        if any(len(row) != len(sheet.columns) for row in (*sheet.rows, *([sheet.total] if sheet.total else []))):
            yield f"the sheet {sheet.name} has rows of another length"


def _rows(command: Command, shelf: Shelf, given: Mapping[str, Value]) -> tuple[Mapping[str, object], ...]:
    return tuple(command.run(shelf, Settings(), given))


def _fields(plugin: object) -> tuple[Field, ...]:
    return tuple(field for department in sound(plugin, Department) for field in department.fields)


def _fillings(fields: tuple[Field, ...]) -> Iterator[dict[str, Value]]:
    """An event's own fields and these, filled in several ways."""
    kept = tuple(field for field in (*EVENT_FIELDS, *fields) if field.kept is not Kept.NOWHERE)
    for seed in range(FILLINGS):
        yield filled(kept, seed)


def _breaks(work: Callable[[], Any], wanted: Any, where: str, wrong: Callable[[Any], Iterator[str]] = lambda _: iter(())) -> Iterator[str]:
    """What is wrong with what a function returns, unless it refuses."""
    try:
        made = work()
    except WanggeError:
        return
    except (Exception, SystemExit) as error:  # noqa: BLE001 (it is told)
        yield f"{where} raises {type(error).__name__}: {error}"
        return
    shape = tuple(misshapen(made, wanted, where)) if wanted is not tuple else ()
    yield from shape or (f"{where}: {each}" for each in wrong(made))
