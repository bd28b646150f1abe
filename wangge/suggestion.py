"""Suggestion 建议: what is proposed for an event, part by part, each with its reason and the next best.

The sources stand in the order of trust: what the event says itself, the office's own duty list 权责清单, the office's habits, the same matter as last
time, what a plugin proposes, and the small list that came with the program. The office tree and the roads that a text names say
where it is. A suggestion never acts: a person takes it, or changes a part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wangge.directory import Place, located
from wangge.duty import Duty, Suggestion, matches
from wangge.errors import Phrase, WanggeError
from wangge.habits import DOERS, SEPARATOR, Guess
from wangge.records import Event
from wangge.segmenting import matter_words

MATTER, UNIT, PLACE, TIER, LIMIT = "category", "unit", "place", "tier", "limit"
PARTS = (MATTER, UNIT, PLACE, TIER, LIMIT)
MOST = 3
"""Alternatives that a part offers."""
TOLD = 3
"""Words that a reason names."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to fill a part.

    Attributes:
        given: what it would set, by Field name.
        why: the reason, as a person reads it.
    """

    given: Mapping[str, str]
    why: str

    @property
    def value(self) -> str:
        """What it would set, in a line."""
        return " / ".join(filter(None, self.given.values()))


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for an event.

    Attributes:
        options: by part, the ways to fill it, best first and at most `MOST`; a part that nothing is known of is not in it.
        duty: the row of the duty list that the matter and the unit come from, if they do.
    """

    options: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    duty: Duty | None = None

    def best(self, part: str) -> Option | None:
        """The first way to fill a part."""
        return next(iter(self.options.get(part, ())), None)


@dataclass(frozen=True, slots=True)
class Known:
    """What an office knows when it is asked for a suggestion.

    Attributes:
        duties: the rows that were valid on the event's day.
        own: whether they are the office's own list, and not the small one that came with the program.
        places: the office tree.
        virtual: communities that are no real place 虚拟社区.
        street: the office's own street, in which an event lies that names none; empty where the office has several.
        before: events of the same words, caller or place that were decided, the newest first.
        habits: what past decisions say, by part of `wangge.habits`.
        plugin: what a plugin proposes.
    """

    duties: Sequence[Duty] = ()
    own: bool = False
    places: Sequence[Place] = ()
    virtual: frozenset[str] = frozenset()
    street: str = ""
    before: Sequence[Event] = ()
    habits: Mapping[str, Sequence[Guess]] = field(default_factory=dict)
    plugin: Suggestion | None = None


def propose(event: Event, known: Known) -> Proposal:
    """What is proposed for an event.

    Args:
        event: the event, masked.
        known: what the office knows.
    """
    rows = matches(event, known.duties)
    matter = _best(_matters(event, rows, known))
    best = next(iter(matter), None)
    chosen = best.given.get("subcategory", "") if best else ""
    row = next((each for each in rows if each.duty.matter == chosen), None)
    units = _best(_units(event, row, best, known))
    parts = {
        MATTER: _best((*matter, *_guessed("matter", known))) if matter else (),
        UNIT: _best((*units, *_guessed("unit", known))) if units else (),
        PLACE: _best(_places(event, known)),
        TIER: _best(_tiers(event, row, known)),
        LIMIT: _best([Option({"limit": row.duty.limit}, Phrase("权责清单“{matter}”", matter=chosen))] if row and row.duty.limit else []),
    }
    return Proposal({part: options for part, options in parts.items() if options}, row.duty if row else None)


def _best(options: Iterable[Option]) -> tuple[Option, ...]:
    """Each value once, as its most trusted source gives it."""
    found: dict[str, Option] = {}
    for option in options:
        if option.value:
            found.setdefault(option.value, option)
    return tuple(found.values())[:MOST]


def _matters(event: Event, rows: Sequence[Suggestion], known: Known) -> Iterator[Option]:
    category, subcategory = event.text("category"), event.text("subcategory")
    if category and subcategory:
        yield Option({"category": category, "subcategory": subcategory}, Phrase("来件已写明"))
    guesses = [each for each in known.habits.get("matter", ()) if each.words]
    first = [each for each in rows if known.own or not _is_met(each, guesses)]
    for row in first:
        yield _by_row(event, row)
    for guess in guesses:
        one, _, other = guess.label.partition(SEPARATOR)
        if not category or (category == one and not subcategory):
            yield Option({"category": one, "subcategory": other}, _by_habit(guess))
    if known.plugin is not None:
        yield Option({"category": category or known.plugin.duty.category, "subcategory": known.plugin.duty.matter}, known.plugin.why)
    for row in rows:
        yield _by_row(event, row)
    words = set(matter_words(event.text("text")))
    for each in known.before:
        # the same caller or the same place alone says nothing of what it is about
        if words.intersection(matter_words(each.text("text"))) and (
            not category or (category == each.text("category") and not subcategory)
        ):
            yield Option({name: each.text(name) for name in ("category", "subcategory")}, _as_before(each))


def _by_row(event: Event, row: Suggestion) -> Option:
    given = {"category": event.text("category") or row.duty.category, "subcategory": event.text("subcategory") or row.duty.matter}
    return Option(given, row.why)


def _is_met(row: Suggestion, guesses: Sequence[Guess]) -> bool:
    """Whether past decisions know the words by which a row was found: then they, and not a list that came with the program, say what it means here."""
    heard = guesses[0].heard if guesses else ()
    return all(any(word in each or each in word for each in heard) for word in row.words)


def _units(event: Event, row: Suggestion | None, matter: Option | None, known: Known) -> Iterator[Option]:
    """Who does it: nobody is proposed of whom nothing but a place or a word that every telling has speaks."""
    if event.text("unit"):
        yield Option({"unit": event.text("unit")}, Phrase("来件已写明"))
    name = matter.given.get("subcategory", "") if matter else ""
    from_row = [Option({"unit": row.duty.unit}, row.why)] if row else []
    guesses = [each for each in known.habits.get("matter", ()) if each.words]
    before = [each for each in known.before if name and each.text("subcategory") == name]
    if row and (known.own or not (before or _is_met(row, guesses))):
        yield from from_row
    by_habit = [
        Option({"unit": guess.label}, _by_habit(guess))
        for guess in known.habits.get("unit", ())
        if guess.words or _did(guess.label, matter, known)
    ]
    # habits are right more often than the last time, and the last time more often than their second thoughts
    yield from by_habit[:1]
    yield from (Option({"unit": each.text("unit") or each.text("done_unit")}, _as_before(each)) for each in before)
    yield from by_habit[1:]
    if known.plugin is not None:
        yield Option({"unit": known.plugin.duty.unit}, known.plugin.why)
    yield from from_row
    if row:
        yield from (Option({"unit": unit}, Phrase("权责清单协办")) for unit in row.duty.co_units)


def _guessed(part: str, known: Known) -> Iterator[Option]:
    """What past decisions lean to without evidence: an alternative beside what stands on some, never a proposal of its own."""
    names = ("category", "subcategory") if part == "matter" else ("unit",)
    for guess in known.habits.get(part, ()):
        yield Option(dict(zip(names, guess.label.split(SEPARATOR), strict=False)), _by_habit(guess))


def _did(unit: str, matter: Option | None, known: Known) -> bool:
    """Whether a unit did this matter before; then where it lies may say that it does it again."""
    label = SEPARATOR.join((matter.given.get("category", ""), matter.given.get("subcategory", ""))) if matter else ""
    return any(guess.label == unit and label in guess.words for guess in known.habits.get(DOERS, ()))


def _places(event: Event, known: Known) -> Iterator[Option]:
    """Where it lies in its street: as it says itself, as a name of the office tree in its text says, as last time, as the roads that it names say."""
    own = event.text("street") or known.street
    virtual = known.virtual | {place.name for place in known.places if place.virtual}
    if event.text("community") and event.text("community") not in virtual:
        yield Option({name: event.text(name) for name in ("community", "grid")}, Phrase("来件已写明"))
    told = f"{event.text('place')} {event.text('text')}"
    for place in known.places:
        if place.level in ("社区", "网格") and len(place.name) > 2 and place.name in told and (not own or own in place.path.split("/")):
            try:
                at = located(place.path, known.places)
            except WanggeError:
                continue  # inside a virtual place
            yield Option({name: at.get(name, "") for name in ("community", "grid")}, Phrase("文中有地名“{name}”", name=place.name))
    for each in known.before:
        if each.text("community") not in virtual and own in ("", each.text("street")):
            yield Option({name: each.text(name) for name in ("community", "grid")}, _as_before(each))
    for guess in known.habits.get("place", ()):
        street, community, grid = [*guess.label.split(SEPARATOR), "", ""][:3]
        if community not in virtual and street == (own or street):
            why = Phrase("“{words}”的事以往多在这里", words="、".join(guess.words[:TOLD]))
            yield Option({"community": community, "grid": grid}, why)


def _tiers(event: Event, row: Suggestion | None, known: Known) -> Iterator[Option]:
    if event.text("tier"):
        yield Option({"tier": event.text("tier")}, Phrase("来件已写明"))
    if row and row.duty.tier:
        yield Option({"tier": row.duty.tier}, Phrase("权责清单“{matter}”", matter=row.duty.matter))
    for guess in known.habits.get("tier", ()):
        yield Option({"tier": guess.label}, Phrase("这一类以往多是这一级"))


def _as_before(before: Event) -> Phrase:
    return Phrase("和上次一样（{no}）", no=before.text("external_no") or before.no)


def _by_habit(guess: Guess) -> Phrase:
    if not guess.words:
        return Phrase("这类事这一带以往多这样定")
    return Phrase("以往有“{words}”的多这样定", words="、".join(guess.words[:TOLD]))
