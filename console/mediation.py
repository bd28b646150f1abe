"""The mediation room 调解室: the register of mediators, who fits a case, and what can be learned from the cases that ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from console import lists
from console.office import Office
from console.words import spoken_text
from wangge import mediators
from wangge.actor import Actor
from wangge.listing import rows_of
from wangge.mediators import COLUMNS, REGISTER, Candidate, Mediator
from wangge.query import parse
from wangge.records import Event, Problem


def register(office: Office) -> tuple[Mediator, ...]:
    """The office's mediators; none before the register is brought in."""
    facts = office.queries.facts(REGISTER)
    return mediators.from_json(str(facts[-1].data["rows"])) if facts else ()


def read_register(office: Office, path: Path) -> tuple[list[Mediator], Sequence[Problem]]:
    """The mediators in a file, and what is wrong with its cells.

    Raises:
        WanggeError: `list_none`, and as `importers.reading.read_file`.
    """
    tables = lists.tables(office, path, COLUMNS)
    if not tables:
        raise lists.none_found(path, REGISTER, COLUMNS)
    found: list[Mediator] = []
    problems: list[Problem] = []
    for table in tables:
        rows, wrong = rows_of(table, COLUMNS)
        problems += wrong
        found += (Mediator(**row.values) for row in rows if "name" in row.values)
    return found, problems


def bring_register(office: Office, path: Path, found: Iterable[Mediator], actor: Actor) -> None:
    """Take a register in place of the one before; a step of the office tells it."""
    office.ledger.note_office(REGISTER, {**lists.digest(path), "rows": mediators.to_json(found)}, actor)


def rank(office: Office, event: Event) -> tuple[Candidate, ...]:
    """The mediators for an event, who fits best first, each with why and with what keeps him away."""
    known = register(office)
    going_on = parse("-案件类型:空 案件结束时间:空", office.catalogue.fields())
    loads = Counter(str(each.known.get("mediator") or "") for each in office.queries.each(going_on)) if known else {}
    return mediators.candidates(known, event.known, loads, office.queries.named(event, [each.name for each in known]))


def reasons(candidate: Candidate) -> str:
    """Why somebody fits, or may not take the case, in a line."""
    return "，".join(map(spoken_text, (*candidate.conflicts, *candidate.reasons)))


@dataclass(frozen=True, slots=True)
class Told:
    """A case as the library tells it 案例."""

    kind: str
    month: str
    summary: str
    level: str
    sessions: int


def library(office: Office, words: Sequence[str]) -> Iterator[Told]:
    """The cases that were released into the library and hold all of these words, newest first."""
    secret = {each.label for each in office.catalogue.departments if not each.published}
    for event in office.queries.each(parse("-案例摘要:空", office.catalogue.fields())):
        known = event.known
        kind, summary = str(known.get("department", "")), str(known["case_summary"])
        if not event["secrecy"] and kind not in secret and all(word in kind + summary for word in words):
            ended = str(known.get("case_ended_at", ""))
            yield Told(kind, ended[:7], summary, str(known.get("settled_level") or ""), int(known.get("sessions") or 0))
