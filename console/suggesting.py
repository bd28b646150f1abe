"""Suggesting 建议: what the office knows of an event, gathered for the suggestion, and the suggestion in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from console.office import Office
from console.words import _, later, say, spoken_text
from wangge.duty import DutyBook
from wangge.habits import MANNERS, SEPARATOR, Guess, decision, joined
from wangge.records import Event
from wangge.suggestion import Known, Option, Proposal, propose

if TYPE_CHECKING:
    from console.learner import Learner

LISTED = 200
"""Past decisions that a list offers behind what is proposed."""
VOICED = 20
"""Guesses of the habits that the learner may put in another order."""
LABELS = {
    "category": later("类别"),
    "unit": later("单位"),
    "place": later("网格"),
    "tier": later("层级"),
    "limit": later("时限"),
}


def at_once(event: Event, book: DutyBook | None, office: Office) -> Proposal:
    """What can be proposed without asking the ledger: what the event and the duty list say."""
    if book is None:
        return Proposal()
    return propose(event, Known(book.for_event(event, office.settings.zone), is_own(event, book, office), virtual=_virtual(office)))


def proposal(event: Event, office: Office) -> Proposal:
    """What is proposed for an event, by everything that the office knows; reads the ledger.

    Raises:
        WanggeError: `plugin_failed`, when nothing of ours fits and a plugin that is asked then fails.
    """
    book = office.ledger.duties.book()
    known = Known(
        book.for_event(event, office.settings.zone),
        is_own(event, book, office),
        office.ledger.directory.places(),
        _virtual(office),
        office.settings.street,
        office.queries.before(event),
        _habits(event, office),
    )
    found = propose(event, known)
    if found.best("unit") is None and office.catalogue.suggesters:
        plugin = office.catalogue.suggestion(event)
        if plugin is not None:
            return propose(event, replace(known, plugin=plugin))
    return found


def _habits(event: Event, office: Office) -> Mapping[str, Sequence[Guess]]:
    """What past decisions say, and the learner beside them where the office has one."""
    learner, _trouble = office.learner
    if learner is None:
        return office.queries.habits(event)
    found = office.queries.habits(event, VOICED)
    return {**found, **{part: _voiced(part, event, found.get(part, ()), learner) for part in MANNERS}}


def _voiced(part: str, event: Event, found: Sequence[Guess], learner: Learner) -> tuple[Guess, ...]:
    """The guesses of the habits with the learner beside them; it says its own evidence where the habits have none."""
    both = joined(found, learner.scores(part, event.values))
    if any(guess.words for guess in both):
        return both
    words = learner.evidence(part, event.values)
    return tuple(replace(guess, words=words.get(guess.label, ())) for guess in both)


def decided(part: str, event: Event, office: Office) -> dict[str, dict[str, str]]:
    """What past decisions chose for a part, the likeliest for this event first: by its line, what each sets.

    Args:
        part: one of `MANNERS`.
        event: the event that it is chosen for; a category of its own is kept.
        office: whose decisions.
    """
    names = ("category", "subcategory") if part == "matter" else ("unit",)
    labels = (guess.label.split(SEPARATOR) for guess in office.queries.habits(event, LISTED).get(part, ()))
    given = (dict(zip(names, label, strict=False)) for label in labels)
    own = event.text("category")
    return {Option(each, "").value: each for each in given if not own or each.get("category", own) == own}


def communities(event: Event, office: Office) -> tuple[str, ...]:
    """The communities in which an event may lie: of its street, where that is known, as the office tree has them and the ledger names them."""
    street = event.text("street") or office.settings.street
    tree = (place for place in office.ledger.directory.places() if place.level == "社区" and not place.virtual)
    there = (place.name for place in tree if street and street in place.path.split("/"))
    used = (name for name, _count in office.queries.facets("community", 60, street=street))
    return tuple(name for name in dict.fromkeys((*there, *used)) if name not in _virtual(office))


def teach(event: Event, office: Office) -> None:
    """Let the learner learn from a decision that was written, where the office has one; what is 保密 teaches nothing."""
    learner, _trouble = office.learner
    if learner is not None and not event.text("secrecy"):
        learner.learn(decision(event.values))


def is_own(event: Event, book: DutyBook, office: Office) -> bool:
    """Whether the office's own list was valid on the event's day, and not the one that came with the program."""
    rows = book.for_event(event, office.settings.zone)
    return book.last.version > 0 and rows != book.versions[0].rows


def _virtual(office: Office) -> frozenset[str]:
    return frozenset(office.settings.values.get("community_virtual", {}))


def part_lines(found: Proposal) -> list[str]:
    """A line for each part: what is proposed, why, and what else."""
    return [part_line(part, options) for part, options in found.options.items()]


def part_line(part: str, options: tuple[Option, ...]) -> str:
    """A part in one line."""
    first, *others = options
    told = say("{part}　{value}　依据：{why}", part=_(LABELS[part]), value=first.value, why=spoken_text(first.why))
    return told + (say("　其次：{others}", others="、".join(each.value for each in others)) if others else "")
