"""Around a form 表单周边: what the desk knows that helps to fill one in: the clock, the last registration, headers of files, short codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from console import shortcodes
from console.office import Office
from console.widgets.entries import Around
from wangge import money
from wangge.actor import Actor
from wangge.field import Field, Kind, Value
from wangge.records import Event
from wangge.times import Instant, chinese, local

MASK = "****"
"""What masking leaves in a text."""


def read(office: Office, actor: Actor) -> Around:
    """Read it; on the reader's thread."""
    last = office.queries.last_registered(actor)
    return Around(
        lambda: wall(office), told(office, last) if last else {}, lambda headers: fields_of(office, headers), shortcodes.known(office)
    )


def wall(office: Office) -> datetime:
    """The time on the office's wall."""
    return local(office.now(), office.settings.zone).replace(tzinfo=None)


def told(office: Office, event: Event) -> Mapping[str, str]:
    """What an event was told, as it would be typed again; nothing of what is masked."""
    zone, fields = office.settings.zone, office.rules.fields

    def typed(field: Field, value: Value) -> str:
        if field.kind is Kind.MONEY:
            return money.yuan(int(value))
        return chinese(Instant(str(value)), zone) if field.kind is Kind.TIME else str(value)

    known = {name: value for name, value in event.known.items() if name in fields and value is not None}
    plain = {
        name: typed(fields[name], value) for name, value in known.items() if not fields[name].hides and fields[name].kind is not Kind.TABLE
    }
    return {name: text for name, text in plain.items() if MASK not in text}


def fields_of(office: Office, headers: Sequence[str]) -> Mapping[int, str]:
    """Which field each place of a row of headers brings, as an import would take it."""
    from importers.columns import Headers

    matched = Headers(office.catalogue.fields()).match(headers)
    return {column.index: column.field.name for column in matched.columns if column.field is not None}
