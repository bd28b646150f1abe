"""The command about what is proposed for an event: suggest."""

from __future__ import annotations

import argparse

from console.commands.office import on_office
from console.office import Office
from console.output import as_json, complain, line
from console.suggesting import part_lines, proposal
from console.words import _, put, spoken_text
from wangge.suggestion import Option

LONG = 600.0
"""Seconds that finding the habits anew may take at once."""


@on_office
def suggest(options: argparse.Namespace, office: Office) -> int:
    """Say what is proposed for an event, part by part; nothing is done."""
    while options.learn and office.ledger.habits_pending(LONG):
        pass
    event = office.queries.event(options.no)
    found = proposal(event, office)
    _learner, trouble = office.learner
    if trouble is not None:
        complain(put(trouble))
    if options.json:
        as_json({"no": event.no, "parts": {part: _part_json(choices) for part, choices in found.options.items()}})
        return 0
    for text in part_lines(found):
        line(text)
    if not found.options:
        line(_("没有可建议的：权责清单里没有相符的事项，以往也没有相像的。"))
    return 0


def _part_json(choices: tuple[Option, ...]) -> dict[str, object]:
    first, *others = ({"value": option.value, "sets": dict(option.given), "why": spoken_text(option.why)} for option in choices)
    return {**first, "alternatives": others}
