"""Columns 列: what a list can show of an event, each column once, for screens, files and commands alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from console.office import Office
from console.words import later
from wangge.coordination import marks
from wangge.errors import WanggeError
from wangge.field import Field, Kept, Kind
from wangge.records import Event
from wangge.sheets import Cell, Shape
from wangge.text import alike
from wangge.views import View, ViewColumn, width_of


@dataclass(frozen=True, slots=True)
class EventColumn:
    """A column.

    Attributes:
        label: its header.
        width: its width in cells; 0 takes what is left.
        text: what it says of an event.
        name: what it is called in a view; empty in a table whose columns stand fast.
        by: the field by which a list runs when it runs by this column; empty for none.
        shape: how a workbook shows it.
        value: what a workbook's cell holds, where that is not the text.
    """

    label: str
    width: int
    text: Callable[[Event], str]
    name: str = ""
    by: str = ""
    shape: Shape = Shape.TEXT
    value: Callable[[Event], Cell] | None = None

    def cell(self, event: Event) -> Cell:
        """What a workbook's cell holds of an event."""
        return self.value(event) if self.value else self.text(event) or None


USUAL = tuple(
    ViewColumn(name, width)
    for name, width in (
        ("known_as", 20),
        ("state", 10),
        ("headline", 0),
        ("handler", 12),
        ("due_at", 16),
        ("reported_at", 16),
        ("community", 12),
    )
)
"""The columns of a ledger that nobody has arranged."""


def known_as(event: Event) -> str:
    """The number under which people know an event: the one that it came with, else its own."""
    return event.text("external_no") or event.no


def headline(event: Event) -> str:
    """The title with its marks in front."""
    return marks(event) + event.title


def handler(event: Event) -> str:
    """Who handles an event, or handled it, or has it now."""
    return event.text("unit") or event.text("done_unit") or event.owner


def usual(query: str = "") -> View:
    """The view of a ledger that nobody has arranged."""
    return View(query=query, columns=USUAL)


def offered(office: Office) -> Mapping[str, EventColumn]:
    """Every column that a view may have, by its name: what is put together from several fields, then every field that the ledger keeps."""
    put_together = (
        EventColumn(later("编号"), 20, known_as, "known_as", "external_no"),
        EventColumn(later("标题"), 0, headline, "headline"),
        EventColumn(later("承办"), 12, handler, "handler"),
        EventColumn(later("责任方"), 12, lambda event: event.owner, "owner"),
    )
    fields = {**office.rules.fields}
    made = [_of_field(field, office.settings.zone) for field in fields.values() if field.kept is not Kept.NOWHERE and field.name != "title"]
    return {column.name: column for column in (*put_together, *made)}


def arranged(view: View, office: Office) -> tuple[EventColumn, ...]:
    """The columns of a view, those that this office knows."""
    known = offered(office)
    found = (known.get(column.name) for column in view.columns)
    return tuple(
        EventColumn(each.label, column.width, each.text, each.name, each.by, each.shape, each.value)
        for each, column in zip(found, view.columns, strict=True)
        if each
    )


def chosen(text: str, office: Office) -> tuple[ViewColumn, ...]:
    """The columns that are named by their headers or field names, between commas.

    Raises:
        WanggeError: `field_unknown`.
    """
    known = offered(office)
    by_label = {column.label: column for column in reversed(tuple(known.values()))}
    found = []
    for name in filter(None, re.split(r"[,，、\s]+", text)):
        column = known.get(name) or by_label.get(name)
        if column is None:
            raise WanggeError("field_unknown", name=name, known=alike(name, (*by_label, *known)))
        found.append(ViewColumn(column.name, column.width))
    return tuple(dict.fromkeys(found))


def _of_field(field: Field, zone: ZoneInfo) -> EventColumn:
    one_value = not field.sensitive and field.kind not in {Kind.TEXT, Kind.TABLE}
    shape = _SHAPES.get(field.kind, Shape.TEXT)
    number = partial(_number, field) if shape in {Shape.COUNT, Shape.MONEY} and not field.sensitive else None
    return EventColumn(
        field.label, width_of(field), partial(_text, field, zone), field.name, field.name if one_value else "", shape, number
    )


_SHAPES: Mapping[Kind, Shape] = {Kind.TIME: Shape.TIME, Kind.NUMBER: Shape.COUNT, Kind.MONEY: Shape.MONEY}


_TELLING = frozenset({Kind.TEXT, Kind.TABLE, Kind.PERSON, Kind.PHONE})
"""Kinds that tell what happened to whom; of a 保密 event no list shows them, nor where it was."""
NOT_SHOWN = "〔保密〕"


def _text(field: Field, zone: ZoneInfo, event: Event) -> str:
    value = event.known.get(field.name)
    if value is not None and event.text("secrecy") and (field.kind in _TELLING or field.name == "place"):
        return NOT_SHOWN
    return "" if value is None else field.shown(value, zone)


def _number(field: Field, event: Event) -> Cell:
    value = event.known.get(field.name)
    if not isinstance(value, int):
        return None
    return value / 100 if field.kind is Kind.MONEY else value
